"""Time expressions to intervals of days, with the basis of each end.

An explicit date needs nothing else; a weekday or "last month" is read relative to the article's day of publication
and stays open (no dates, only its words) where that day is unknown. Today's date never stands in for it.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from newslab import lexicon
from newslab.figures.intervals import READERS, is_run, last_year, next_year

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from newslab.articles import Article

_YEAR: Final = re.compile(r"\d{4}")
_RUNS: Final = frozenset({"days", "day pair"})
"""Patterns of two days of one month."""

_DAYS: Final = _RUNS | {"day month", "month day"}
"""Patterns that name days by their month."""


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


@functools.cache
def words(name: str) -> frozenset[str]:
    """One plain word list of ``times.yaml``."""
    return frozenset(_data()[name])


@functools.cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns of ``times.yaml`` with their parts filled in, in the order in which they are tried."""
    data = _data()
    parts = data["parts"] | {
        name: lexicon.any_of(data[name]) for name in ("months", "weekdays", "days", "seasons", "numbers")
    }
    for name, pattern in data["parts"].items():
        parts[name] = lexicon.fill(pattern, parts)
    return tuple((name, re.compile(lexicon.fill(p, parts))) for name, p in data["patterns"].items())


@functools.cache
def _hint() -> re.Pattern[str]:
    """What any time expression holds some of: most texts without one are let go at once."""
    return re.compile(_data()["hint"])


@functools.cache
def period_words() -> frozenset[str]:
    """Words for periods and days, which are never counted or described themselves when they date a figure."""
    data = _data()
    return frozenset(
        {*data["weekdays"], *data["days"], *data["seasons"], *data["units"], *data["months"], "time", "order"}
    )


_ANY_DAY: Final = dt.date(2001, 6, 15)


@functools.lru_cache(maxsize=4096)
def _on_any_day(words: str) -> TimeExpression | None:
    """An expression that needs no more than to be read from some day: "three years ago", but not "in May"."""
    found = within(words, _ANY_DAY)
    return found[0] if found and found[0].rule in ("ago", "past n", "relative", "season", "yearly") else None


def is_past(words: str, age: dt.timedelta) -> bool:
    """Whether the words name a time that ended so long before publication, whenever that was."""
    time = _on_any_day(words)
    return time is not None and time.last is not None and time.last < _ANY_DAY - age


def is_long(words: str, length: dt.timedelta) -> bool:
    """Whether the words name a time at least so long: "this year"."""
    time = _on_any_day(words)
    if time is None or time.first is None or time.last is None:
        return False
    return time.last - time.first >= length


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
    lower = _lowered(text)
    if _hint().search(lower) is None:
        return []
    found: list[TimeExpression] = []
    taken = bytearray(len(text))
    needed = _data()["needed"]
    for name, pattern in _patterns():
        if name in needed and not any(words in lower for words in needed[name]):
            continue
        for match in pattern.finditer(lower):
            start = match.start() + (len(match.group()) - len(match.group().lstrip()))
            if any(taken[start : match.end()]) or not _plausible(name, match, text):
                continue
            first, last, basis = _read(name, match.groupdict(), published)
            taken[start : match.end()] = b"\1" * (match.end() - start)
            found.append(TimeExpression(start, match.end(), text[start : match.end()], first, last, basis, name))
    return sorted(found, key=lambda t: t.start)


def _lowered(text: str) -> str:
    """A text in lower case, character for character: patterns that need not fold case find twice as fast."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def _plausible(name: str, match: re.Match[str], text: str) -> bool:
    """Leave out what only looks like a time: "may" the verb, "march" the walk, "sun" the star."""
    groups = match.groupdict()
    if any(text[match.start(part)].islower() for part in ("M", "M2", "W") if groups.get(part)):
        return False
    if name in _RUNS and not is_run(groups):
        return False  # "lost in April 2-0": another pattern takes the one day
    word = groups.get("W")
    return word is None or not (name == "weekday" and len(word) <= 4 and groups.get("P") is None)


def _read(name: str, g: dict[str, str | None], published: dt.date | None) -> tuple[dt.date | None, dt.date | None, str]:
    prefix = (g.get("P") or "").lower()
    try:
        first, last = READERS[name](g, published)
    except (ValueError, OverflowError):  # beyond the calendar
        first = last = None
    explicit = bool(g.get("Y")) or (
        g.get("R") is None
        and name in ("span", "days", "day pair", "months", "since part", "day month", "month day", "month")
        and prefix not in ("last", "next", "this")
    )
    basis = "explicit" if explicit or name == "open" else "relative"
    if prefix == "since" or (prefix == "from" and name not in ("span", "days", "months", "years")):
        return first, (published if published is None or first is None or first <= published else None), basis
    if prefix in ("until", "by", "before", "as of"):
        return (None, last, basis) if prefix != "as of" else (last, last, basis)
    return first, last, basis


def ahead(time: TimeExpression, published: dt.date | None) -> TimeExpression:
    """The time of a plan, which is the next of its name: "promised to free 40 by Sunday", "by 1 March"."""
    if time.last is None or published is None or time.text.lower().startswith("last"):
        return time
    if time.rule == "hours" and time.first is not None:
        return replace(time, first=published, last=published + (published - time.first))
    if time.last >= published:
        return time
    if time.rule == "weekday":
        week = dt.timedelta(days=7)
        return replace(time, first=time.first and time.first + week, last=time.last + week)
    set_day = time.first is None and time.rule in ("day month", "month day") and not _YEAR.search(time.text)
    return replace(time, last=next_year(time.last)) if set_day else time


def behind(time: TimeExpression, published: dt.date | None, verb: Token) -> TimeExpression:
    """The day of something past, which is no day to come: "it began on 22 October" in a text of 7 October."""
    helpers = [c.tag_ for c in verb.lefts if c.dep_ in ("aux", "auxpass")]
    past = verb.tag_ == "VBD" or "VBD" in helpers or (verb.tag_ == "VBN" and not helpers)
    ahead_of = published is not None and time.first is not None and time.first > published
    if not past or not ahead_of or time.rule not in _DAYS or _YEAR.search(time.text):
        return time
    return replace(time, first=time.first and last_year(time.first), last=time.last and last_year(time.last))
