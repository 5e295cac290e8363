"""Time expressions are read relative to the day of publication, and stay open where that is not known."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newslab import language
from newslab.articles import Article
from newslab.figures import timechoice, times

PUBLISHED = dt.date(2023, 5, 18)  # a Thursday

READINGS = [  # sentence, words, first day, last day, basis
    ("Shells fell on Tuesday.", "on Tuesday", "2023-05-16", "2023-05-16", "relative"),
    ("Shells fell last Thursday.", "last Thursday", "2023-05-11", "2023-05-11", "relative"),
    ("Shells fell last Tuesday.", "last Tuesday", "2023-05-16", "2023-05-16", "relative"),
    ("Shells fell between May 3 and 6.", "between May 3 and 6", "2023-05-03", "2023-05-06", "explicit"),
    ("Shells fell on 3 and 4 May.", "on 3 and 4 May", "2023-05-03", "2023-05-04", "explicit"),
    ("Shells fell between May 10 and 3.", "May 10", "2023-05-10", "2023-05-10", "explicit"),
    ("Shells fell on 14 and 3 May.", "3 May", "2023-05-03", "2023-05-03", "explicit"),
    ("Shells fell on April 30 to 31.", "on April 30", "2023-04-30", "2023-04-30", "explicit"),
    ("Rovers lost on May 2-0.", "on May 2", "2023-05-02", "2023-05-02", "explicit"),
    ("It has rained since May 11 to 15.", "since May 11 to 15", "2023-05-11", "2023-05-18", "explicit"),
    ("Of the 30 hurt in May 3 and 12 of the dead were men.", "May 3", "2023-05-03", "2023-05-03", "explicit"),
    ("On May 3 and 12 barns burned.", "On May 3", "2023-05-03", "2023-05-03", "explicit"),
    ("Shells fell on Thursday.", "on Thursday", "2023-05-18", "2023-05-18", "relative"),
    ("It happened on 3 May.", "on 3 May", "2023-05-03", "2023-05-03", "explicit"),
    ("It happened on May 3, 2021.", "on May 3, 2021", "2021-05-03", "2021-05-03", "explicit"),
    ("It happened Sunday night, May 7, 2023.", "Sunday night, May 7, 2023", "2023-05-07", "2023-05-07", "explicit"),
    ("It happened on Sunday 7 May.", "on Sunday 7 May", "2023-05-07", "2023-05-07", "explicit"),
    ("It happened on 30 December.", "on 30 December", "2022-12-30", "2022-12-30", "explicit"),
    ("It happened on 3 June last year.", "on 3 June last year", "2022-06-03", "2022-06-03", "relative"),
    ("It happened in March of this year.", "in March of this year", "2023-03-01", "2023-03-31", "relative"),
    ("The dam broke in August.", "in August", "2022-08-01", "2022-08-31", "explicit"),
    ("The dam broke in March 2019.", "in March 2019", "2019-03-01", "2019-03-31", "explicit"),
    ("The dam broke in 2004.", "in 2004", "2004-01-01", "2004-12-31", "explicit"),
    ("They have dug since 2014.", "since 2014", "2014-01-01", "2023-05-18", "explicit"),
    ("A year on from 3 May 2021 it is shut.", "on from 3 May 2021", "2021-05-03", "2021-05-03", "explicit"),
    ("It rained from May to June 2022.", "from May to June 2022", "2022-05-01", "2022-06-30", "explicit"),
    ("They must leave by 1 June.", "by 1 June", None, "2023-06-01", "explicit"),
    ("They must leave by 1 October.", "by 1 October", None, "2023-10-01", "explicit"),
    ("They had left by 1 March.", "by 1 March", None, "2023-03-01", "explicit"),
    ("Rain fell in 24 hours.", "in 24 hours", "2023-05-17", "2023-05-18", "relative"),
    ("Rain fell over the past 24 hours.", "over the past 24 hours", "2023-05-17", "2023-05-18", "relative"),
    ("Rain fell for the last three weeks.", "for the last three weeks", "2023-04-27", "2023-05-18", "relative"),
    ("Rain fell last week.", "last week", "2023-05-08", "2023-05-14", "relative"),
    ("Rain fell over the last year.", "over the last year", "2022-05-18", "2023-05-18", "relative"),
    ("Rain fell in last year.", "in last year", "2022-01-01", "2022-12-31", "relative"),
    ("Rain fell last month.", "last month", "2023-04-01", "2023-04-30", "relative"),
    ("Rain fell this year.", "this year", "2023-01-01", "2023-12-31", "relative"),
    ("Rain fell two days ago.", "two days ago", "2023-05-16", "2023-05-16", "relative"),
    ("Rain fell overnight.", "overnight", "2023-05-17", "2023-05-18", "relative"),
    ("Rain fell overnight on Monday.", "overnight on Monday", "2023-05-15", "2023-05-16", "relative"),
    ("Rain fell overnight Thursday.", "overnight Thursday", "2023-05-18", "2023-05-18", "relative"),
    ("Rain fell overnight into Sunday.", "overnight into Sunday", "2023-05-13", "2023-05-14", "relative"),
    ("Rain fell over the weekend.", "over the weekend", "2023-05-13", "2023-05-14", "relative"),
    ("Rain fell last weekend.", "last weekend", "2023-05-13", "2023-05-14", "relative"),
    ("Rain fell this past weekend.", "past weekend", "2023-05-13", "2023-05-14", "relative"),
    ("Rain fell yesterday.", "yesterday", "2023-05-17", "2023-05-17", "relative"),
    ("Between 4 and 9 April the river rose.", "Between 4 and 9 April", "2023-04-04", "2023-04-09", "explicit"),
    ("From 28 Dec to 3 Jan rain fell.", "From 28 Dec to 3 Jan", "2022-12-28", "2023-01-03", "explicit"),
    ("Since the beginning of April rain fell.", "Since the beginning of April", "2023-04-01", "2023-05-18", "explicit"),
    ("Since the war began in 2020 it stood.", "Since the war began in 2020", "2020-01-01", "2023-05-18", "explicit"),
    ("Since the start of the war nobody came.", "Since the start of the war", None, "2023-05-18", "explicit"),
]  # fmt: skip

NOT_TIMES = [
    "They may stay.",
    "The march of the miners went on.",
    "Some 11 and 15 may have been hurt.",
    "About 12 and 14 march on the city.",
    "It cost 2,014 euros.",
    "He scored 12 points.",
    "They rest before launching it.",
]


def day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


@pytest.mark.parametrize(("sentence", "words", "first", "last", "basis"), READINGS)
def test_reading(sentence: str, words: str, first: str | None, last: str | None, basis: str) -> None:
    (found,) = times.within(sentence, PUBLISHED)
    assert (found.text, found.first, found.last, found.basis) == (words, day(first), day(last), basis)
    assert sentence[found.start : found.end] == found.text


@pytest.mark.parametrize("sentence", NOT_TIMES)
def test_no_time(sentence: str) -> None:
    assert times.within(sentence, PUBLISHED) == []


def test_relative_times_stay_open_without_a_date() -> None:
    for sentence in ("It fell on Tuesday.", "It fell last week.", "It fell on 3 May.", "It fell in August."):
        (found,) = times.within(sentence, None)
        assert (found.first, found.last) == (None, None)


def test_explicit_years_need_no_date_of_publication() -> None:
    (found,) = times.within("It fell in 1998.", None)
    assert found.first == dt.date(1998, 1, 1)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Rockets killed four people on Sunday.", "on Sunday"),
        ("The ministry said on Monday that rockets had killed four people.", None),
        ("Four people died when a bus left the road on Sunday.", "on Sunday"),
        ("Four people were held, while others had been freed in March.", None),
    ],
)
def test_the_time_of_the_saying_is_not_the_time_of_the_deed(sentence: str, expected: str | None) -> None:
    (doc,) = language.parse([sentence])
    anchor = next(t for t in doc if t.text == "people")
    found = [(t, next(x for x in doc if x.idx >= t.start)) for t in times.find(doc, Article("a", doc.text))]
    chosen = timechoice.choose(doc, anchor, found)
    assert (chosen.text if chosen else None) == expected


@given(st.text(max_size=200))
@example("on 0 May, May 0 and 31 February")
def test_any_text_is_read(text: str) -> None:
    found = times.within(text, PUBLISHED)
    assert all(text[t.start : t.end] == t.text for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_long_lists_of_dates_are_read_in_order() -> None:
    text = "on 3 May 2021, " * 3000
    assert len(times.within(text, PUBLISHED)) == 3000
