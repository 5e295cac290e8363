"""When an article was published, and where that stands: in the file, its name or its metadata, or nowhere."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from newslab.articles import dates
from newslab.drop.settings import NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newslab.articles.lines import Line
    from newslab.drop.items import RawItem
    from newslab.drop.settings import Settings

_URL_DATE: Final = re.compile(
    r"/(?P<year>(?:19|20)\d\d)[/-]?(?P<month>0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-]?"
    r"(?P<day>0?[1-9]|[12]\d|3[01])(?=[/-]|$)",
    re.IGNORECASE,
)
_NAME_TIME: Final = re.compile(r"(?<!\d)(20\d{6})[T_-]?(\d{6})Z?(?!\d)")
_NAME_DATE: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_PUBLISHED_CUE: Final = re.compile(
    r"\b(?:published|posted|date of publication|publication date|first published)\b", re.IGNORECASE
)
_HEADER: Final = re.compile(r"date\s+(\d{4}-\d\d-\d\d)")
_AHEAD: Final = dt.timedelta(days=1)
"""A day is allowed for, because days are those of the outlet's own zone."""
_DATED: Final = ("published", "published_at", "event_date", "scraped")
Refusal: TypeAlias = tuple[str, str, str]
"""Reason, detail and remedy of a problem."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What is known of an article's dates; ``refused`` holds (reason, detail, remedy) of dates that were not taken."""

    day: dt.date | None = None
    at: dt.datetime | None = None
    basis: str = "none"
    event: dt.date | None = None
    scraped: dt.datetime | None = None
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the dates of one item are read."""

    order: str | None
    zone: str | None
    scraped: dt.datetime | None

    def full(self, words: str) -> dates.Stamp | None:
        return dates.parse(words, order=self.order, zone=self.zone)

    def first(self, words: str) -> dates.Stamp | None:
        return next(dates.search(words, order=self.order, zone=self.zone), None) or dates.relative(words, self.scraped)


class Calendar:
    """Dates of a drop's items, read with what the other rows of the same file tell about their order.

    Parameters
    ----------
    items : iterable of RawItem
        All items of the drop.
    settings : Settings
        The drop's own statements on the order of day and month and on the time zone.
    """

    def __init__(self, items: Iterable[RawItem], settings: Settings) -> None:
        raw: dict[str, list[str]] = defaultdict(list)
        for item in items:
            raw[item.path] += [words for name in _DATED if (words := item.get(name))]
        self._order = {path: dates.slash_order(values) for path, values in raw.items()}
        self._settings = settings
        self._today = dt.datetime.now(tz=dt.UTC).date()

    def published(self, item: RawItem, text: str, labelled: Sequence[Line]) -> Publication:
        """When an item was published, and on what basis.

        A date is taken from a field or header of the file, else from a byline, the address, the text's own first words
        or the file's name, else from what ``drop.toml`` says of all. One that lies after the copy was taken, or in the
        future, is refused.
        """
        reading = self._reading(item)
        scraped = reading.scraped
        limit = min(scraped.date(), self._today) if scraped else self._today
        refused: list[Refusal] = []
        chosen: tuple[dates.Stamp, str] | None = None
        for words, stamp, basis in _candidates(item, text, labelled, reading):
            if stamp is not None and stamp.day <= limit + _AHEAD:
                chosen = (stamp, basis)
                break
            refused.append(_unreadable(words, scraped) if stamp is None else _future(words, basis))
        event = reading.full(item.get("event_date") or "")
        known = Publication(event=event.day if event else None, scraped=scraped)
        if chosen is None:
            return replace(known, refused=tuple(refused))
        stamp, basis = chosen
        refused += _conflict(stamp, basis, _in_text(text, labelled, reading))
        at = stamp.at or _moment(item, stamp, reading)
        return replace(known, day=stamp.day, at=at, basis=basis, refused=tuple(refused))

    def _reading(self, item: RawItem) -> _Reading:
        stated = self._settings.of(item.path)
        order = {True: "dmy", False: "mdy", None: self._order.get(item.path)}[stated.day_first]
        return _Reading(order, stated.timezone, _scraped(item, order))


def _candidates(
    item: RawItem, text: str, labelled: Sequence[Line], reading: _Reading
) -> Iterator[tuple[str, dates.Stamp | None, str]]:
    """Words that may date the text, best first, with their reading (None where they cannot be read) and basis."""
    given = item.get("published") or item.get("published_at")
    stated_for_all = item.found.get("published") == NAME
    if given and not stated_for_all:
        basis = "header" if item.format in ("text", "mail") else "metadata"
        yield given, reading.full(given) or dates.relative(given, reading.scraped), basis
    if match := _HEADER.match(text[:60].lstrip()):
        yield match[1], dates.parse(match[1]), "header"
    for line in labelled:
        words = text[line.start : line.end]
        if line.label == "byline" and ((stamp := reading.first(words)) or dates.is_relative(words)):
            yield words, stamp, "byline"
    if stamp := _in_address(item.get("url") or ""):
        yield item.get("url") or "", stamp, "metadata"
    if stamp := _in_text(text, labelled, reading):
        yield text[stamp.start : stamp.end], stamp, "text"
    if item.format != "html" and (stamp := _in_name(item.stem)):
        yield item.stem, stamp, "filename"
    if given and stated_for_all:
        yield given, reading.full(given), "metadata"


def _conflict(stamp: dates.Stamp, basis: str, said: dates.Stamp | None) -> list[Refusal]:
    """The problem of a text that gives itself another date than its file does."""
    if basis not in ("header", "metadata") or said is None or abs(said.day - stamp.day) <= _AHEAD:
        return []
    detail = f"{basis} says {stamp.day}, the text says {said.day}"
    return [("date_conflict", detail, f"the {basis}'s was taken; check which is the day of publication")]


def _future(words: str, basis: str) -> Refusal:
    return (
        "future_date",
        f"{basis}: {words[:80]!r}",
        "correct the date; it lies in the future or after the copy was taken",
    )


def _scraped(item: RawItem, order: str | None) -> dt.datetime | None:
    """When the copy was taken; a time without a zone is taken as UTC, and a day as its end."""
    given = item.get("scraped") or ""
    if stamp := dates.parse(given, order=order, zone="Etc/UTC"):
        return stamp.at or dt.datetime.combine(stamp.day, dt.time(23, 59, 59), tzinfo=dt.UTC)
    if match := _NAME_TIME.search(item.stem):
        try:
            return dt.datetime.strptime(match[1] + match[2], "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)
        except ValueError:
            return None
    return None


def _moment(item: RawItem, stamp: dates.Stamp, reading: _Reading) -> dt.datetime | None:
    """The time from its own field, where that speaks of the same day."""
    other = reading.full(item.get("published_at") or "")
    return other.at if other and other.day == stamp.day else None


def _in_address(url: str) -> dates.Stamp | None:
    match = _URL_DATE.search(url[:500])
    if match is None:
        return None
    month = match["month"] if match["month"].isdigit() else match["month"].title()
    words = (
        f"{match['year']}-{month}-{match['day']}"
        if match["month"].isdigit()
        else f"{match['day']} {month} {match['year']}"
    )
    return dates.parse(words)


def _in_text(text: str, labelled: Sequence[Line], reading: _Reading) -> dates.Stamp | None:
    """A date the text opens with, or that follows "published" in its first lines."""
    for line in labelled[:6]:
        if line.label in ("caption", "links"):
            continue
        words = text[line.start : min(line.end, line.start + 200)]
        for stamp in dates.search(words, order=reading.order, zone=reading.zone):
            before = words[: stamp.start]
            if stamp.start == 0 or _PUBLISHED_CUE.search(before[-40:]):
                return dates.Stamp(stamp.day, stamp.at, line.start + stamp.start, line.start + stamp.end)
            break
    return None


def _in_name(stem: str) -> dates.Stamp | None:
    if _NAME_TIME.search(stem):
        return None  # a file named by the second was named by a crawler
    found = {dates.parse("-".join((m[1], m[3], m[4]))) for m in _NAME_DATE.finditer(stem)}
    found.discard(None)
    return found.pop() if len(found) == 1 else None


def _unreadable(words: str, scraped: dt.datetime | None) -> Refusal:
    if dates.is_undecided(words):
        return "ambiguous_date", repr(words[:80]), "say in drop.toml whether day_first is true or false"
    if dates.is_relative(words) and scraped is None:
        return "relative_date", repr(words[:80]), "say in drop.toml when the copies were taken (scraped)"
    return "unreadable_date", repr(words[:80]), "give the date as YYYY-MM-DD"
