"""Dates as newsrooms print them, read strictly: what is not stated is not made up, and today never stands in.

A date is read only where day, month and year stand in the words. ``03/04/2024`` is two dates, so it is none until the
caller says which order its file uses (:func:`slash_order`). "yesterday at 16:41" is a date only beside a known time of
the copy (:func:`relative`). A day of publication is the day as printed, in the outlet's own zone; a time of
publication is given only where its zone is known, because the tables hold UTC.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newslab.articles.cues import cues

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

EARLIEST: Final = 1800
"""Years before this are misreadings, not publications of a machine-readable article."""

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        start=1,
    )
    for name in names.split()
}
_MONTH: Final = r"(?P<{0}>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_WEEKDAY: Final = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s{1,3})?"
_TIME: Final = (
    r"(?:\s{0,3}(?:[T,|/\-–—•·]|\s(?:at|on|-))?\s{0,3}"
    r"(?P<hour>[01]?\d|2[0-3])(?=[:.][0-5]\d|\s?[ap]\.?m\b)(?:[:.](?P<minute>[0-5]\d))?(?::(?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?"
    r"\s?(?P<half>[ap]\.?m\b\.?)?\s?(?P<zone>Z\b|(?:UTC|GMT)?[+-]\d{2}:?\d{2}|\(?[A-Z]{2,5}\b\)?)?)?"
)
_DATE: Final = re.compile(
    r"(?<![\w.,:/-])" + _WEEKDAY + r"(?:"
    r"(?P<y1>[12]\d{3})(?P<sep1>[-/.])(?P<m1>\d{1,2})(?P=sep1)(?P<d1>\d{1,2})"
    r"|(?P<y2>[12]\d{3})(?P<m2>[01]\d)(?P<d2>[0-3]\d)(?=T|\b)"
    r"|(?P<d3>\d{1,2})(?:st|nd|rd|th)?(?:\s{1,3}|-)(?:of\s)?"
    + _MONTH.format("m3")
    + r"(?:,?\s{0,3}|-)(?P<y3>[12]\d{3})"
    r"|" + _MONTH.format("m4") + r"\s{0,3}(?P<d4>\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}(?P<y4>[12]\d{3})"
    r"|(?P<a>\d{1,2})(?P<sep5>[/.-])(?P<b>\d{1,2})(?P=sep5)(?P<y5>[12]\d{3})"
    r")(?!\d|[./-]\d)" + _TIME,
    re.IGNORECASE,
)
_COMPACT: Final = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})[T_-]?(\d{2})-?(\d{2})-?(\d{2})?(?:Z|UTC)?")
_SHORT_YEAR: Final = re.compile(r"(?P<day>\d{1,2}([/.])\d{1,2}\2)(?P<year>\d{2})(?=\s|,|$)")
_EPOCH: Final = re.compile(r"(?:[1-2]\d{9}|[1-2]\d{12})(?:\.\d{1,6})?")
_AGO: Final = re.compile(
    r"(?P<count>\d{1,3}|an?|one)\s?(?P<unit>min(?:ute)?s?|h(?:ou)?rs?|h|days?|d|weeks?|w)\s(?:ago\b)", re.IGNORECASE
)
_RELATIVE_DAY: Final = re.compile(
    r"\b(?P<word>today|yesterday)\b(?:,?\s{0,2}(?:at\s)?(?P<clock>\d{1,2}[:.]\d{2}))?", re.IGNORECASE
)
_UNITS: Final = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date read from words.

    Parameters
    ----------
    day : datetime.date
        The day as printed.
    at : datetime.datetime or None
        The moment in UTC, where a time with a known zone is printed.
    start, end : int
        Where the words stand in the string that was read.
    """

    day: dt.date
    at: dt.datetime | None = None
    start: int = 0
    end: int = 0


def parse(text: str, *, order: str | None = None, zone: str | None = None) -> Stamp | None:
    """Read a string that should hold one date, such as a metadata field.

    Parameters
    ----------
    text : str
        For example ``2024-10-31T08:00:00Z``, ``Thu, 17 Oct 2024 14:43:00 GMT`` or ``4/16/2017``.
    order : {"mdy", "dmy"}, optional
        Order of numeric dates that could be read either way.
    zone : str, optional
        IANA zone of times printed without one.

    Returns
    -------
    Stamp or None
        None where no full date is stated, or where it cannot exist.
    """
    text = _full_year(text[:200].strip())
    if _EPOCH.fullmatch(text):
        seconds = float(text) / (1000 if len(text.partition(".")[0]) == 13 else 1)
        moment = dt.datetime.fromtimestamp(seconds, tz=dt.UTC)
        return Stamp(moment.date(), moment, 0, len(text))
    if match := _COMPACT.fullmatch(text):
        year, month, day, hour, minute, second = match.groups(default="0")
        text = f"{year}-{month}-{day}T{hour}:{minute}:{second:0>2}{'Z' if text[-1] in 'ZC' else ''}"
    return next(search(text, order=order, zone=zone), None)


def search(text: str, *, order: str | None = None, zone: str | None = None) -> Iterator[Stamp]:
    """Full dates in running text, in order; impossible and undecidable ones are passed over."""
    for match in _DATE.finditer(text):
        day = _day(match, order)
        if day is not None:
            yield Stamp(day, _moment(day, match, zone), match.start(), match.end())


def relative(text: str, scraped: dt.datetime | None) -> Stamp | None:
    """Read "4 days ago" or "yesterday at 16:41" against the time the copy was taken; None where that is unknown."""
    if scraped is None:
        return None
    if match := _AGO.search(text[:200]):
        count = int(match["count"]) if match["count"].isdigit() else 1
        unit = _UNITS[match["unit"][0].lower()]
        moment = scraped - dt.timedelta(**{unit: count})
        exact = moment if unit in ("minutes", "hours") else None
        return Stamp(moment.date(), exact, match.start(), match.end())
    if match := _RELATIVE_DAY.search(text[:200]):
        back = 1 if match["word"].lower() == "yesterday" else 0
        return Stamp(scraped.date() - dt.timedelta(days=back), None, match.start(), match.end())
    return None


def is_relative(text: str) -> bool:
    """Whether the words give a date only against the time of reading."""
    return bool(_AGO.search(text[:200]) or _RELATIVE_DAY.search(text[:200]))


def slash_order(values: Iterable[str]) -> str | None:
    """Which order the numeric dates of one file use, where some of them can be read only one way.

    Returns
    -------
    {"mdy", "dmy"} or None
        None where nothing decides it, or where the file contradicts itself.
    """
    orders = {order for value in values if (order := _forced_order(value))}
    return orders.pop() if len(orders) == 1 else None


def is_undecided(text: str) -> bool:
    """Whether the string holds a numeric date whose day and month could be swapped."""
    match = _DATE.search(_full_year(text[:200].strip()))
    return bool(match and match["y5"] and match["sep5"] != "." and _day(match, None) is None and _day(match, "mdy"))


@lru_cache(maxsize=4096)
def _forced_order(value: str) -> str | None:
    match = _DATE.search(_full_year(value[:200].strip()))
    if not match or not match["y5"] or match["sep5"] == ".":
        return None
    first, second = int(match["a"]), int(match["b"])
    if first > 12 >= second:
        return "dmy"
    return "mdy" if second > 12 >= first else None


def _full_year(text: str) -> str:
    """A field such as ``4/16/17`` with its century: this one up to 69, as POSIX has it, else the last."""
    match = _SHORT_YEAR.match(text)
    if match is None:
        return text
    year = int(match["year"])
    return f"{match['day']}{2000 + year if year < 69 else 1900 + year}{text[match.end() :]}"


def _day(match: re.Match[str], order: str | None) -> dt.date | None:
    group = match.groupdict()
    if group["y5"]:
        return _numeric(int(group["a"]), int(group["b"]), int(group["y5"]), "dmy" if group["sep5"] == "." else order)
    for n in "1234":
        if year := group[f"y{n}"]:
            month = group[f"m{n}"]
            return _date(int(year), int(month) if month.isdigit() else _MONTHS[month.lower()], int(group[f"d{n}"]))
    return None


def _numeric(first: int, second: int, year: int, order: str | None) -> dt.date | None:
    day_first, month_first = _date(year, second, first), _date(year, first, second)
    if day_first and month_first and day_first != month_first:
        return {"dmy": day_first, "mdy": month_first}.get(order or "")
    return day_first or month_first


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if year >= EARLIEST else None
    except ValueError:
        return None


def _moment(day: dt.date, match: re.Match[str], zone: str | None) -> dt.datetime | None:
    if not match["hour"]:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"][0].lower() == "p" else 0)
    info = _zone(match["zone"] or "") or (_zone(zone) if zone else None)
    if info is None:
        return None
    clock = dt.time(hour, minute, int(match["second"] or 0), tzinfo=info)
    try:
        return dt.datetime.combine(day, clock).astimezone(dt.UTC)
    except OverflowError:
        return None


@lru_cache(maxsize=256)
def _zone(name: str) -> dt.tzinfo | None:
    """Zone of an offset, an abbreviation that means one thing, or an IANA name."""
    name = name.strip("() ")
    if name.upper() in ("Z", "UTC", "GMT"):
        return dt.UTC
    if offset := re.fullmatch(r"(?:UTC|GMT)?([+-])(\d{2}):?(\d{2})", name, re.IGNORECASE):
        minutes = int(offset[2]) * 60 + int(offset[3])
        return (
            dt.timezone(dt.timedelta(minutes=minutes if offset[1] == "+" else -minutes)) if minutes < 24 * 60 else None
        )
    known = cues().zones.get(name.upper(), name if "/" in name else "")
    try:
        return ZoneInfo(known) if known else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
