"""Dates in words, and what is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslab.articles import dates


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2024-10-31", (2024, 10, 31)),
        ("2024/10/31", (2024, 10, 31)),
        ("20241031", (2024, 10, 31)),
        ("20241031T184500Z", (2024, 10, 31)),
        ("2024-10-31T23:30:00-05:00", (2024, 10, 31)),
        ("Thu, 17 Oct 2024 14:43:00 GMT", (2024, 10, 17)),
        ("Thursday, 17 October 2024, 14:43", (2024, 10, 17)),
        ("17th of October 2024", (2024, 10, 17)),
        ("Oct. 7th, 2014", (2014, 10, 7)),
        ("October 17, 2024 2:43 p.m. ET", (2024, 10, 17)),
        ("Sept 3 2019", (2019, 9, 3)),
        ("3-Mar-2021", (2021, 3, 3)),
        ("07.04.2017", (2017, 4, 7)),
        ("4/16/2017", (2017, 4, 16)),
        ("16/4/2017", (2017, 4, 16)),
        ("5/5/2017", (2017, 5, 5)),
        ("4/16/17", (2017, 4, 16)),
        ("16.04.17 09:00", (2017, 4, 16)),
        ("12/31/98", (1998, 12, 31)),
        ("1730379600", (2024, 10, 31)),
        ("1730379600000", (2024, 10, 31)),
    ],
)
def test_a_stated_date_is_read(words: str, day: tuple[int, int, int]) -> None:
    stamp = dates.parse(words)
    assert stamp is not None
    assert stamp.day == dt.date(*day)


@pytest.mark.parametrize(
    "words",
    [
        "", "last week", "October 2024", "17 October", "2024", "31/02/2024", "2024-13-01", "30 February 2024",
        "04/05/2017", "04/05/17", "0001-01-01", "12:30", "version 1.2.2024.5", "phone 555-20-2019-1", "4 days ago",
    ],
)  # fmt: skip
def test_what_is_no_full_date_or_could_be_two_is_none(words: str) -> None:
    assert dates.parse(words) is None


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("2024-10-31T08:15:00Z", "2024-10-31T08:15:00+00:00"),
        ("2023-08-30 16:45:00+01:00", "2023-08-30T15:45:00+00:00"),
        ("17 October 2024 14:43 CET", "2024-10-17T12:43:00+00:00"),
        ("October 17, 2024 2:43 p.m. ET", "2024-10-17T18:43:00+00:00"),
        ("Oct 17, 2024 12:05 am UTC", "2024-10-17T00:05:00+00:00"),
    ],
)
def test_a_time_with_a_zone_is_given_in_utc(words: str, moment: str) -> None:
    stamp = dates.parse(words)
    assert stamp is not None
    assert stamp.at == dt.datetime.fromisoformat(moment)


@pytest.mark.parametrize("words", ["17 October 2024, 14:43", "17 October 2024 14:43 IST", "17 October 2024 25:99"])
def test_a_time_without_a_known_zone_gives_the_day_alone(words: str) -> None:
    stamp = dates.parse(words)
    assert stamp is not None
    assert (stamp.day, stamp.at) == (dt.date(2024, 10, 17), None)


def test_the_zone_of_a_drop_settles_bare_times() -> None:
    stamp = dates.parse("31 October 2024 10:00", zone="Europe/Kyiv")
    assert stamp is not None
    assert stamp.at == dt.datetime(2024, 10, 31, 8, tzinfo=dt.UTC)


def test_the_order_of_a_file_settles_its_other_dates() -> None:
    assert dates.slash_order(["4/5/2017", "4/16/2017"]) == "mdy"
    assert dates.slash_order(["4/5/2017", "16/4/2017"]) == "dmy"
    assert dates.slash_order(["4/5/17", "4/16/17"]) == "mdy"
    assert dates.slash_order(["4/16/2017", "16/4/2017"]) is None
    assert dates.slash_order(["4/5/2017"]) is None
    stamp = dates.parse("4/5/2017", order="mdy")
    assert stamp is not None
    assert stamp.day == dt.date(2017, 4, 5)
    assert dates.is_undecided("4/5/2017")
    assert not dates.is_undecided("4/16/2017")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("4 days ago", dt.date(2024, 10, 27)),
        ("an hour ago", dt.date(2024, 10, 30)),
        ("Published yesterday at 16:41", dt.date(2024, 10, 30)),
        ("Updated 2 weeks ago", dt.date(2024, 10, 17)),
    ],
)
def test_a_relative_date_needs_the_time_of_the_copy(words: str, day: dt.date) -> None:
    scraped = dt.datetime(2024, 10, 31, 0, 30, tzinfo=dt.UTC)
    stamp = dates.relative(words, scraped)
    assert stamp is not None
    assert stamp.day == day
    assert dates.relative(words, None) is None
    assert dates.is_relative(words)


def test_offsets_are_those_of_the_words() -> None:
    text = "Jane DoeMonday, 4 November 2024, 09:10 and more"
    stamp = next(dates.search("Posted on 4 November 2024 by the desk"))
    assert "Posted on 4 November 2024 by the desk"[stamp.start : stamp.end] == "4 November 2024"
    assert next(dates.search(text)).day == dt.date(2024, 11, 4)


@given(st.dates(min_value=dt.date(1850, 1, 1), max_value=dt.date(2100, 12, 31)))
def test_every_day_is_read_back_from_three_styles(day: dt.date) -> None:
    for style in ("%Y-%m-%d", "%d %B %Y", "%A, %b %d, %Y"):
        stamp = dates.parse(day.strftime(style))
        assert stamp is not None
        assert stamp.day == day


@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    dates.parse(text)
    dates.relative(text, dt.datetime(2024, 10, 31, tzinfo=dt.UTC))
    for stamp in dates.search(text):
        assert 0 <= stamp.start < stamp.end <= len(text)
