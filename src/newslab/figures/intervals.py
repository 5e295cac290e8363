"""The days that a time expression's words name, relative to the day of publication.

Each reader takes the named parts of one expression (``times.yaml`` says which) and gives first and last day; None
leaves an end open, as where the day of publication is not known.
"""

from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from newslab import lexicon

if TYPE_CHECKING:
    from collections.abc import Callable

_DAY: Final = dt.timedelta(days=1)
_AHEAD: Final = 45
"""A date without a year lies at most this many days after publication; otherwise it is the year before's."""

_SATURDAY: Final = 5
_LEAP: Final = 2000

_STEP: Final = {"last": -1, "previous": -1, "past": -1, "this": 0, "next": 1, "coming": 1}

Interval = tuple[dt.date | None, dt.date | None]
Parts = dict[str, str | None]


def _data() -> dict[str, Any]:
    return lexicon.read("times.yaml")


def _year_of(month: int, day: int, published: dt.date | None) -> int | None:
    if published is None:
        return None
    for year in (published.year + 1, published.year, published.year - 1):
        if dt.date(year, month, min(max(day, 1), 28)) <= published + _AHEAD * _DAY:
            return year
    return published.year


def _month_span(year: int, month: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def _month_number(word: str | None) -> int:
    return int(_data()["months"][(word or "").lower().rstrip(".")])


def _date(day: str | None, month: str | None, year: str | None, published: dt.date | None) -> dt.date | None:
    number = _month_number(month)
    chosen = int(year) if year else _year_of(number, int(day or 1), published)
    if chosen is None:
        return None
    try:
        return dt.date(chosen, number, int(day or 1))
    except ValueError:
        return None


def _said_year(g: Parts, published: dt.date | None) -> str | None:
    """The year told by its number, or beside the month: "on 7 October last year"."""
    if g["Y"] or published is None or not g.get("R"):
        return g["Y"]
    return str(published.year + _STEP[(g["R"] or "").lower()])


def _read_day(g: Parts, published: dt.date | None) -> Interval:
    date = _date(g["D"], g["M"], _said_year(g, published), published)
    if date and published and (g["P"] or "").lower() in ("by", "until") and not g["Y"]:
        date = min(date, next_year(date), key=lambda day: abs(day - published))  # a day set is as often to come
    return date, date


def next_year(day: dt.date) -> dt.date:
    """The same day of the next year."""
    return _shift(day, 12)


def last_year(day: dt.date) -> dt.date:
    """The same day of the year before."""
    return _shift(day, -12)


def _read_span(g: Parts, published: dt.date | None) -> Interval:
    last = _date(g["D2"], g["M2"], g["Y"], published)
    if last is None:
        return None, None
    first = _date(g["D"], g["M"] or g["M2"], g["Y1"] or str(last.year), published)
    if first is not None and first > last:
        first = _date(g["D"], g["M"] or g["M2"], str(last.year - 1), published)
    return first, last


def is_run(g: Parts) -> bool:
    """Whether two days of a month are days that it has, in order."""
    month = _month_number(g.get("M") or g.get("M2"))
    return 0 < int(g["D"] or 0) < int(g["D2"] or 0) <= calendar.monthrange(_LEAP, month)[1]


def _read_days(g: Parts, published: dt.date | None) -> Interval:
    """Days of one month: "between May 11 and 15", "on 11 and 15 May"."""
    month = g.get("M") or g.get("M2")
    return _read_span(g | {"M": month, "M2": month, "Y1": g["Y"]}, published)


def _read_months(g: Parts, published: dt.date | None) -> Interval:
    one, two = _month_number(g["M"]), _month_number(g["M2"])
    year = int(g["Y"] or 0) or _year_of(two, 1, published)
    if not year:
        return None, None
    return _month_span(year - (one > two), one)[0], _month_span(year, two)[1]


def _read_month(g: Parts, published: dt.date | None) -> Interval:
    month = _month_number(g["M"])
    this = published.year if published is not None and (g.get("P") or "").lower() == "this" else 0
    year = int(_said_year(g, published) or 0) or this or _year_of(month, 1, published)
    if not year:
        return None, None
    ahead = (g.get("P") or "").lower() in ("next", "by", "until")
    if ahead and published is not None and not g["Y"] and _month_span(year, month)[1] < published:
        year += 1
    return _month_span(year, month)


def _read_year(g: Parts, _: dt.date | None) -> Interval:
    year = int(g["Y"] or 0)
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _read_years(g: Parts, _: dt.date | None) -> Interval:
    return dt.date(int(g["Y1"] or 0), 1, 1), dt.date(int(g["Y"] or 0), 12, 31)


def _read_weekday(g: Parts, published: dt.date | None) -> Interval:
    if published is None:
        return None, None
    wanted = int(_data()["weekdays"][(g["W"] or "").lower()])
    preposition = (g["P"] or "").lower()
    if preposition == "next":
        day = published + ((wanted - published.weekday() - 1) % 7 + 1) * _DAY
    elif preposition == "last":  # on a Tuesday, "last Tuesday" is not that day
        day = published - ((published.weekday() - wanted - 1) % 7 + 1) * _DAY
    else:
        day = published - ((published.weekday() - wanted) % 7) * _DAY
    if g["O"]:  # the night before a day or behind it: "overnight into Sunday", "overnight on Sunday"
        return (day - _DAY, day) if g["P"] == "into" else (day, min(day + _DAY, published))
    return day, day


def _read_word(g: Parts, published: dt.date | None) -> Interval:
    if published is None:
        return None, None
    low, high = _data()["days"][(g["K"] or "").lower()]
    return published + low * _DAY, published + high * _DAY


def _shift(day: dt.date, months: int) -> dt.date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _back(day: dt.date, n: int, unit: str) -> dt.date:
    length = _data()["units"][unit]
    try:
        if isinstance(length, int):
            return day - dt.timedelta(days=length * n if length else (n + 23) // 24)
        return _shift(day, -n * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[length])
    except (ValueError, OverflowError):
        return day


def _number(word: str | None) -> int | None:
    word = (word or "").lower()
    return int(word) if word.isdigit() else _data()["numbers"].get(word)


def _read_ago(g: Parts, published: dt.date | None) -> Interval:
    n, unit = _number(g["N"]), (g["U"] or "").lower()
    if published is None or n is None:
        return None, None
    day = _back(published, n, unit)
    if unit == "year":
        return dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)
    if unit in ("month", "quarter"):
        return _month_span(day.year, day.month)
    return day, day


def _read_past(g: Parts, published: dt.date | None) -> Interval:
    n, unit = _number(g["N"]), (g["U"] or "").lower()
    if published is None or n is None:
        return None, None
    if (g.get("R") or "").lower() in ("next", "coming"):
        return published, _back(published, -n, unit)
    return _back(published, n, unit), published


def _read_relative(g: Parts, published: dt.date | None) -> Interval:
    if published is None:
        return None, None
    unit, word = (g["U"] or "").lower(), (g["R"] or "").lower()
    step = _STEP[word]
    if unit == "weekend":
        return _weekend(published, step)
    running = word == "last" and g.get("T") and (g.get("P") or "").lower() in ("over", "for", "in", "within", "during")
    if running or word == "past" or unit in ("hour", "decade", "fortnight", "quarter"):
        return (published, _back(published, -1, unit)) if step > 0 else (_back(published, 1, unit), published)
    if unit == "year":
        return dt.date(published.year + step, 1, 1), dt.date(published.year + step, 12, 31)
    if unit == "month":
        moved = _shift(published, step)
        return _month_span(moved.year, moved.month)
    if unit in ("day", "night"):
        return published + step * _DAY, published + max(step, 0) * _DAY
    monday = published - published.weekday() * _DAY + 7 * step * _DAY
    return monday, monday + 6 * _DAY


def _weekend(published: dt.date, step: int) -> Interval:
    """The weekend of so many weeks after the week of publication."""
    saturday = published + (_SATURDAY - published.weekday() + 7 * step) * _DAY
    return saturday, saturday + _DAY


def _read_weekend(_: Parts, published: dt.date | None) -> Interval:
    """The newest weekend that has begun: "over the weekend"."""
    if published is None:
        return None, None
    return _weekend(published, 0 if published.weekday() >= _SATURDAY else -1)


def _read_season(g: Parts, published: dt.date | None) -> Interval:
    if published is None:
        return None, None
    first, last = _data()["seasons"][(g["S"] or "").lower()]
    year = published.year + _STEP[(g["R"] or "").lower()]
    if (g["R"] or "").lower() in ("last", "past") and (published.month > last or first > last >= published.month):
        year += 1 if first <= last else 0
    return dt.date(year, first, 1), _month_span(year + (first > last), last)[1]


def _read_began(g: Parts, published: dt.date | None) -> Interval:
    return (_read_year(g, published)[0], published) if g["Y"] else (None, None)


def _read_edge(g: Parts, published: dt.date | None) -> Interval:
    """The end or start of a running period: "by the end of the year"."""
    first, last = _read_relative(g | {"R": g["R"] or "this"}, published)
    return (last, last) if (g["E"] or "").lower() == "end" else (first, first)


def _read_yearly(_: Parts, published: dt.date | None) -> Interval:
    """The running year: "106 for the year"."""
    return _read_relative({"R": "this", "U": "year"}, published)


def _read_open(_: Parts, __: dt.date | None) -> Interval:
    return None, None


READERS: Final[dict[str, Callable[[Parts, dt.date | None], Interval]]] = {
    "span": _read_span, "days": _read_days, "day pair": _read_days, "months": _read_months, "day month": _read_day,
    "month day": _read_day, "month": _read_month,
    "since part": _read_month, "month year": _read_month, "year": _read_year, "years": _read_years,
    "weekday": _read_weekday, "ago": _read_ago, "past n": _read_past, "hours": _read_past, "began": _read_began,
    "relative": _read_relative, "weekend": _read_weekend, "season": _read_season, "edge": _read_edge,
    "yearly": _read_yearly, "word": _read_word, "open": _read_open,
}  # fmt: skip
"""Reader by the name of the pattern in ``times.yaml``."""
