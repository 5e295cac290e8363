"""Time expressions to intervals of days, with the basis of each end.

An explicit date needs nothing else; a weekday or "last month" is read relative to the article's day of publication
and stays open (no dates, only its words) where that day is unknown. Today's date never stands in for it.
"""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from newslab import lexicon

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc, Token

    from newslab.articles import Article

_DAY: Final = dt.timedelta(days=1)
_AHEAD: Final = 45
"""A date without a year lies at most this many days after publication; otherwise it is the year before's."""

_CONTRASTS: Final = frozenset({"while", "whereas", "although", "though", "because", "since", "if", "unless"})
"""What opens a clause whose time is not that of the clause above: "..., while 30 were freed in May"."""

Interval = tuple[dt.date | None, dt.date | None]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words for a time, the days they span (None: open), and how they were read (``schema.DATE_BASIS``)."""

    start: int
    end: int
    text: str
    first: dt.date | None
    last: dt.date | None
    basis: str
    rule: str


@functools.cache
def _data() -> dict[str, Any]:
    return lexicon.read("times.yaml")


def _any(words: object) -> str:
    return "|".join(sorted((re.escape(str(w)) for w in words), key=len, reverse=True))  # type: ignore[attr-defined]


@functools.cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = _data()
    month = rf"(?P<M>{_any(data['months'])})\b\.?"
    month2 = month.replace("<M>", "<M2>")
    day = r"(?P<D>[0-3]?\d)(?:st|nd|rd|th)?"
    day2 = day.replace("<D>", "<D2>")
    year = r"(?P<Y>(?:19|20)\d\d)"
    weekday = rf"(?P<W>{_any(data['weekdays'])})\b\.?"
    unit = r"(?P<U>hour|day|night|weekend|week|fortnight|month|quarter|year|decade)"
    number = rf"(?P<N>\d{{1,3}}|{_any(data['numbers'])})"
    part = r"(?:[ ](?:morning|afternoon|evening|night))?"
    raw = {
        "began": rf"(?P<P>since)[ ](?:[\w'’-]{{1,20}}[ ]){{1,6}}(?:began|started|erupted|broke out|came to power)(?:[ ]in[ ](?:{_any(data['months'])}[ ])?{year})?",
        "span": rf"(?P<P>between|from)[ ]{day}(?:[ ]{month}(?:,?[ ](?P<Y1>(?:19|20)\d\d))?)?[ ](?:and|to|until)[ ]{day2}[ ]{month2}(?:,?[ ]{year})?",
        "months": rf"(?P<P>between|from)[ ]{month}[ ](?:and|to|until)[ ]{month2}(?:,?[ ]{year})?",
        "day month": rf"(?:(?P<P>on|since|by|until|from|as of|before|after)[ ])?(?:{_any(data['weekdays'])},?[ ])?{day}[ ](?:of[ ])?{month}(?:,?[ ]{year})?(?![\w])",
        "month day": rf"(?:(?P<P>on|since|by|until|from|as of|before|after)[ ])?{month}[ ]{day}(?!\d|[ ]?(?:people|per))(?:,?[ ]{year})?(?![\w])",
        "since part": rf"(?P<P>since|from|by|until|at|before|after)[ ]the[ ](?:start|beginning|end|middle)[ ]of[ ]{month}(?:,?[ ]{year})?(?![\w'’])",
        "month": rf"(?P<P>in|since|by|until|from|during|last|this|next|of|early|mid|late|before|after)[ -](?:(?:early|mid|late)[ -])?{month}(?:,?[ ]{year})?(?![\w'’])",
        "month year": rf"(?<!\w){month},?[ ]{year}(?!\d)",
        "year": rf"(?P<P>in|since|by|until|from|during|before|after)[ ](?:early[ ]|mid-?[ ]?|late[ ]|the[ ]year[ ])?{year}(?![\d,.]\d|\w|[ ]?%)",
        "weekday": rf"(?:(?P<P>on|since|by|until|last|next|this|early|late|before|after)[ ])?(?:(?:early|late)[ ](?:on[ ])?)?{weekday}{part}(?!\w)",
        "ago": rf"(?:(?:about|some|around|nearly|almost|over)[ ])?{number}[ ]{unit}s?[ ](?:ago|earlier)\b",
        "past n": rf"(?P<P>over|in|within|during|for|across|since)?[ ]?(?:the[ ])?(?P<R>past|last|previous|next|coming)[ ]{number}[ -]{unit}s?\b",
        "relative": rf"(?:(?P<P>over|in|within|during|since|by|for)[ ])?(?:the[ ])?(?P<R>last|past|this|next|previous|coming)[ ]{unit}\b",
        "season": rf"(?:(?P<P>in|since|over|during|by)[ ])?(?:the[ ])?(?P<R>last|this|next|past)[ ](?P<S>{_any(data['seasons'])})\b",
        "word": rf"(?<!\w)(?P<K>{_any(data['days'])})(?!\w)",
        "open": r"(?P<P>since|before|from)[ ](?:the[ ])?(?:start|beginning|outbreak|onset|launch|war|invasion|conflict|uprising|coup|revolution|earthquake|quake|disaster)(?:[ ]of[ ](?:the[ ])?[\w-]{2,20}(?:[ ](?:war|invasion|conflict|offensive|year|month|week))?)?",
    }
    return tuple(
        (name, re.compile(rf"\b{p}" if p[0] != "(" or p.startswith("(?:") else p, re.IGNORECASE))
        for name, p in raw.items()
    )


_HINT: Final = re.compile(
    r"\d|day|night|week|month|year|since|ago|hour|morning|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|autumn|winter|before|quarter|decade",
    re.IGNORECASE,
)


@functools.cache
def period_words() -> frozenset[str]:
    """Words for periods and days, which are never counted or described themselves when they date a figure."""
    data = _data()
    return frozenset({*data["weekdays"], *data["days"], *data["seasons"], *data["units"], *data["months"], "time", "order"})


def find(doc: Doc, article: Article) -> list[TimeExpression]:
    """Time expressions of a text, in order and non-overlapping.

    Parameters
    ----------
    doc : Doc
        The parsed text; only its characters are read.
    article : Article
        Gives the day of publication.

    Returns
    -------
    list of TimeExpression
        Offsets are characters of ``doc.text``.
    """
    return within(doc.text, article.published)


def within(text: str, published: dt.date | None) -> list[TimeExpression]:
    """Time expressions of a plain text, read relative to ``published``."""
    if _HINT.search(text) is None:
        return []
    found: list[TimeExpression] = []
    taken: list[tuple[int, int]] = []
    for name, pattern in _patterns():
        for match in pattern.finditer(text):
            start = match.start() + (len(match.group()) - len(match.group().lstrip()))
            if any(s < match.end() and start < e for s, e in taken) or not _plausible(name, match):
                continue
            first, last, basis = _read(name, match.groupdict(), published)
            taken.append((start, match.end()))
            found.append(TimeExpression(start, match.end(), text[start : match.end()], first, last, basis, name))
    return sorted(found, key=lambda t: t.start)


def _plausible(name: str, match: re.Match[str]) -> bool:
    """Leave out what only looks like a time: "may" the verb, "march" the walk, "sun" the star."""
    groups = match.groupdict()
    word = groups.get("M") or groups.get("W")
    if word is None:
        return True
    if word[0].islower():
        return False
    return not (name == "weekday" and len(word) <= 4 and groups.get("P") is None)


def _read(name: str, g: dict[str, str | None], published: dt.date | None) -> tuple[dt.date | None, dt.date | None, str]:
    prefix = (g.get("P") or "").lower()
    reader = _READERS[name]
    first, last = reader(g, published)
    explicit = bool(g.get("Y")) or (
        name in ("span", "months", "day month", "month day", "month") and prefix not in ("last", "next", "this")
    )
    basis = "explicit" if explicit or name == "open" else "relative"
    if prefix in ("since", "from", "after") and name not in ("span", "months"):
        return first, (published if published is None or first is None or first <= published else None), basis
    if prefix in ("until", "by", "before", "as of"):
        return (None, last, basis) if prefix != "as of" else (last, last, basis)
    return first, last, basis


def _year_of(month: int, day: int, published: dt.date | None) -> int | None:
    if published is None:
        return None
    for year in (published.year + 1, published.year, published.year - 1):
        if dt.date(year, month, min(day, 28)) <= published + _AHEAD * _DAY:
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


def _read_day(g: dict[str, str | None], published: dt.date | None) -> Interval:
    date = _date(g["D"], g["M"], g["Y"], published)
    return date, date


def _read_span(g: dict[str, str | None], published: dt.date | None) -> Interval:
    last = _date(g["D2"], g["M2"], g["Y"], published)
    if last is None:
        return None, None
    first = _date(g["D"], g["M"] or g["M2"], g["Y1"] or str(last.year), published)
    if first is not None and first > last:
        first = _date(g["D"], g["M"] or g["M2"], str(last.year - 1), published)
    return first, last


def _read_months(g: dict[str, str | None], published: dt.date | None) -> Interval:
    one, two = _month_number(g["M"]), _month_number(g["M2"])
    year = int(g["Y"] or 0) or _year_of(two, 1, published)
    if not year:
        return None, None
    return _month_span(year - (one > two), one)[0], _month_span(year, two)[1]


def _read_month(g: dict[str, str | None], published: dt.date | None) -> Interval:
    month = _month_number(g["M"])
    year = int(g["Y"] or 0) or _year_of(month, 1, published)
    if not year:
        return None, None
    if (g.get("P") or "").lower() == "next" and published is not None and _month_span(year, month)[1] < published:
        year += 1
    return _month_span(year, month)


def _read_year(g: dict[str, str | None], _: dt.date | None) -> Interval:
    year = int(g["Y"] or 0)
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _read_weekday(g: dict[str, str | None], published: dt.date | None) -> Interval:
    if published is None:
        return None, None
    wanted = int(_data()["weekdays"][(g["W"] or "").lower()])
    if (g["P"] or "").lower() == "next":
        day = published + ((wanted - published.weekday() - 1) % 7 + 1) * _DAY
    else:
        day = published - ((published.weekday() - wanted) % 7) * _DAY
    return day, day


def _read_word(g: dict[str, str | None], published: dt.date | None) -> Interval:
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


def _read_ago(g: dict[str, str | None], published: dt.date | None) -> Interval:
    n, unit = _number(g["N"]), (g["U"] or "").lower()
    if published is None or n is None:
        return None, None
    day = _back(published, n, unit)
    if unit == "year":
        return dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)
    if unit in ("month", "quarter"):
        return _month_span(day.year, day.month)
    return day, day


def _read_past(g: dict[str, str | None], published: dt.date | None) -> Interval:
    n, unit = _number(g["N"]), (g["U"] or "").lower()
    if published is None or n is None:
        return None, None
    if (g["R"] or "").lower() in ("next", "coming"):
        return published, _back(published, -n, unit)
    return _back(published, n, unit), published


def _read_relative(g: dict[str, str | None], published: dt.date | None) -> Interval:
    if published is None:
        return None, None
    unit, word = (g["U"] or "").lower(), (g["R"] or "").lower()
    step = {"last": -1, "previous": -1, "past": -1, "this": 0, "next": 1, "coming": 1}[word]
    if word == "past" or unit in ("hour", "decade", "fortnight", "quarter"):
        return (published, _back(published, -1, unit)) if step > 0 else (_back(published, 1, unit), published)
    if unit == "year":
        return dt.date(published.year + step, 1, 1), dt.date(published.year + step, 12, 31)
    if unit == "month":
        moved = _shift(published, step)
        return _month_span(moved.year, moved.month)
    if unit in ("day", "night"):
        return published + step * _DAY, published + max(step, 0) * _DAY
    monday = published - published.weekday() * _DAY + 7 * step * _DAY
    if unit == "weekend":
        saturday = monday + 5 * _DAY
        return saturday, saturday + _DAY
    return monday, monday + 6 * _DAY


def _read_season(g: dict[str, str | None], published: dt.date | None) -> Interval:
    if published is None:
        return None, None
    first, last = _data()["seasons"][(g["S"] or "").lower()]
    year = published.year + {"last": -1, "past": -1, "this": 0, "next": 1}[(g["R"] or "").lower()]
    if (g["R"] or "").lower() in ("last", "past") and (published.month > last or first > last >= published.month):
        year += 1 if first <= last else 0
    return dt.date(year, first, 1), _month_span(year + (first > last), last)[1]


def _read_began(g: dict[str, str | None], published: dt.date | None) -> Interval:
    return (_read_year(g, published)[0], published) if g["Y"] else (None, None)


def _read_open(_: dict[str, str | None], __: dt.date | None) -> Interval:
    return None, None


_READERS: Final[dict[str, Callable[[dict[str, str | None], dt.date | None], Interval]]] = {
    "span": _read_span, "months": _read_months, "day month": _read_day, "month day": _read_day, "month": _read_month, "since part": _read_month,
    "month year": _read_month, "year": _read_year, "weekday": _read_weekday, "ago": _read_ago, "past n": _read_past,
    "began": _read_began, "relative": _read_relative, "season": _read_season, "word": _read_word, "open": _read_open,
}  # fmt: skip


def choose(doc: Doc, anchor: Token, times: list[tuple[TimeExpression, Token]]) -> TimeExpression | None:
    """The time a figure is about, among those of its sentence: same clause first, then the nearest.

    A time that hangs on a verb of saying above the figure's clause ("said on Tuesday that ...") dates the saying, not
    the figure.
    """
    if not times:
        return None
    own = _clauses(anchor)
    best: tuple[int, int] | None = None
    chosen = None
    for time, token in times:
        rank = _rank(doc, own, _clauses(token)[0])
        if rank is None:
            continue
        distance = abs(token.i - anchor.i)
        if best is None or (rank, distance) < best:
            best, chosen = (rank, distance), time
    return chosen


def _rank(doc: Doc, own: list[int], verb: int) -> int | None:
    """How near a time's verb is to a figure's: 0 its own, 1 and 2 above it, 3 below it; None where it dates another."""
    if verb not in own:
        clause = doc[verb]
        if clause.dep_ == "conj" and _has_subject(clause):
            return None
        return None if any(c.dep_ == "mark" and c.lower_ in _CONTRASTS for c in clause.lefts) else 3
    level = own.index(verb)
    for i in own[:level]:
        clause = doc[i]
        if clause.dep_ in ("ccomp", "parataxis") or (clause.dep_ in ("acl", "advcl") and _has_subject(clause)):
            return None
    return min(level, 2)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.lefts)


def _clauses(token: Token, limit: int = 15) -> list[int]:
    """Indices of the verbs above a token, nearest first; the sentence's root where there is none."""
    verbs = []
    for _ in range(limit):
        if token.pos_ in ("VERB", "AUX"):
            verbs.append(token.i)
        if token.head is token:
            break
        token = token.head
    return verbs or [token.i]
