"""Claims as rows: whose reports they are, what the named rule makes of them, and whether they agree."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from newslab.claims import origins, summaries
from newslab.claims.agreement import APPROX, Interval, Report, admits, judge, magnitude
from newslab.claims.sameness import GENERIC

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from newslab.claims.claim import Claim
    from newslab.claims.fact import Fact

PRINTED: Final = ("article_id", "counted", "modality", "unit")
"""Columns of the figures' table that a claim's row is made of."""
SETTLED: Final = ("confirmed", "stated", "claimed", "estimated", "hearsay", "denied", "planned")
DECIDING: Final = 3  # pairs or reports named in the reason
SERIES_DAYS: Final = 3  # days on which one origin's total must grow to be a series

_Size = tuple[Interval, float]  # what a report admits, and the one number that stands for it
_Credit = tuple[str, _Size]  # an origin and a number


def row(
    claim_id: str,
    claim: Claim,
    figures: Mapping[str, Mapping[str, Any]],
    names: Mapping[str, str],
    outlets: Mapping[str, str],
    rule: str,
) -> dict[str, Any]:
    """One row of the claims table.

    Parameters
    ----------
    claim_id : str
        Its id.
    claim : Claim
        Its figures, each with its report.
    figures : mapping of figure_id to mapping
        The figures' rows, as far as :data:`PRINTED`.
    names : mapping of place_id to str
        Names of places.
    outlets : mapping of article_id to str
        Keys of the outlets.
    rule : str
        A key of :data:`newslab.claims.summaries.RULES`.
    """
    members = in_time(claim.members)
    own = [figures[m.figure_id] for m in members]
    reports = [m.report for m, r in zip(members, own, strict=True) if r["modality"] != "denied"]
    standing = list(_standing(reports).values())
    verdict, pairs = judge(standing)
    unit = _commonest(r["unit"] for r in own)
    pattern = next((m.report for m, r in zip(members, own, strict=True) if r["unit"] == unit), members[0].report)
    summary = summaries.summarise([_in_unit_of(pattern, report) for report in reports], rule)
    first, place = claim.members[0], _place(claim.members)
    outcome = _commonest(m.outcome for m in claim.members)
    voices = sorted({m.report.origin for m in members})
    starts, ends = [m.start for m in members if m.start], [m.end for m in members if m.end]
    return {
        "claim_id": claim_id,
        "what": claim.label or _commonest(r["counted"] for r in own) or _nameless(first, outcome),
        "counted_key": " ".join([*sorted(first.modifiers), first.thing]) if first.thing else None,
        "outcome": outcome,
        "kind": first.kind,
        "unit": unit,
        "place_id": place,
        "place": names.get(place) if place else None,
        "date_start": min(starts, default=None),
        "date_end": max(ends, default=None),
        "modality": _modality({str(r["modality"]) for r in own}),
        "n_figures": len(members),
        "n_articles": len({r["article_id"] for r in own}),
        "n_outlets": len({outlets[r["article_id"]] for r in own}),
        "n_origins": len(voices),
        "origins": json.dumps(voices, ensure_ascii=False),
        "low": summary.low,
        "best": summary.best,
        "high": summary.high,
        "rule": rule,
        "agreement": verdict,
        "agreement_reason": _reason(pairs or [(report,) for report in standing]),
        "series": "cumulative" if _grows(members) else None,
        "figure_ids": json.dumps([m.figure_id for m in members]),
    }


def _in_unit_of(pattern: Report, report: Report) -> Report:
    """A report of miles in kilometres, where those are what most of the claim's reports printed."""
    if report.scale == pattern.scale:
        return report
    times = report.scale / pattern.scale
    value, low, high = (None if n is None else n * times for n in (report.value, report.low, report.high))
    return replace(report, value=value, low=low, high=high, scale=pattern.scale)


def _nameless(fact: Fact, outcome: str | None) -> str | None:
    """A name where no member's words say what is counted."""
    return "people" if fact.thing == GENERIC else fact.thing or outcome


def _modality(told: set[str]) -> str:
    """The most settled wording; of a plan its announcement, however worded, settles nothing."""
    return "planned" if "planned" in told else min(told, key=SETTLED.index)


def _standing(reports: Iterable[Report]) -> dict[str, Report]:
    """The newest report of each origin; a vague word takes back no number."""
    standing: dict[str, Report] = {}
    for report in reports:
        if report.origin not in standing or report.bound != "vague":
            standing[report.origin] = report
    return standing


def in_time(members: Iterable[Fact]) -> list[Fact]:
    """Members by the day they are about, or were published; of one day in order of publication."""
    return sorted(members, key=lambda m: (m.report.day or dt.date.min, m.order))


def one_report_each(claims: Iterable[Claim]) -> None:
    """Give uncredited figures the origin that their article credits elsewhere in the claim, else their outlet.

    Headline, lede and quote of one article are one report, and a copy is the same report; and an outlet that credits a
    number one day and prints it as known that day or the next has not counted again. What it printed before it credited
    anybody stays its own.
    """
    for claim in claims:
        credited: dict[str, str] = {}
        for member in sorted(claim.members, key=lambda m: m.order):
            if member.report.credited:
                credited.setdefault(member.article_id, member.report.origin)
        printed = _printed(m.report for m in claim.members if m.report.credited)
        claim.members[:] = [
            m if m.report.credited else _credit(m, credited.get(m.article_id) or _printed_before(m.report, printed))
            for m in claim.members
        ]


def _printed(told: Iterable[Report]) -> dict[str | None, dict[_Credit, dt.date]]:
    """Credited numbers by printer, each once with the first day that it was printed on."""
    found: dict[str | None, dict[_Credit, dt.date]] = defaultdict(dict)
    for report in told:
        if (size := _size(report)) is not None:
            days, day = found[_printer(report)], report.told or dt.date.min
            days[report.origin, size] = min(days.get((report.origin, size), day), day)
    return found


def _printed_before(report: Report, printed: Mapping[str | None, Mapping[_Credit, dt.date]]) -> str | None:
    """The origin that the printer of an uncredited number credits it to in another article, of no later day."""
    size, day = _size(report), report.told or dt.date.max
    days = printed.get(_printer(report), {}).items()
    return next((origin for (origin, number), first in days if first <= day and _meets(number, size)), None)


def _printer(report: Report) -> str | None:
    return report.origin.printer if isinstance(report.origin, origins.Origin) else None


def one_voice_each(claims: Iterable[Claim], places: Collection[str]) -> None:
    """Give the reports of one body one origin, whatever each calls it; ``places`` are words of places' names.

    A number that nobody is credited with, by its article or its outlet, is that body's where its article credits the
    body with others; a person who is quoted on something else has counted nothing.
    """
    for claim in claims:
        numbers = _Credits((m.report for m in claim.members if m.report.credited), places)
        claim.members[:] = [_credit(m, numbers.teller(m.report)) for m in claim.members]
        fuller = origins.one_body({m.report.origin for m in claim.members}, places)
        claim.members[:] = [_credit(m, fuller.get(m.report.origin)) for m in claim.members]


class _Credits:
    """Who is credited with which numbers in a claim.

    Each is kept once, and looked up by the body that an article quotes, so that the cost does not grow with uncredited
    reports times credited ones.
    """

    def __init__(self, told: Iterable[Report], places: Collection[str]) -> None:
        self._numbers: dict[str, dict[_Size, tuple[int, str]]] = defaultdict(dict)
        for rank, report in enumerate(told):
            if (size := _size(report)) is not None:
                self._numbers[report.origin].setdefault(size, (rank, report.origin))
        self._voices = origins.Voices(self._numbers, places)
        self._first: dict[tuple[str, _Size], tuple[int, str] | None] = {}

    def teller(self, report: Report) -> str | None:
        """The origin credited with an uncredited number elsewhere, if its article has others of that body's."""
        origin, size = report.origin, _size(report)
        if report.credited or size is None or not isinstance(origin, origins.Origin) or origin != origin.printer:
            return None
        met = [first for body in origin.tellers if (first := self._earliest(body, size)) is not None]
        return min(met)[1] if met else None

    def _earliest(self, body: str, size: _Size) -> tuple[int, str] | None:
        """The first in the claim to credit a body with a number, and the name it has there."""
        if (body, size) not in self._first:
            numbers = (self._numbers[origin].items() for origin in self._voices.of(body))
            met = (first for told in numbers for number, first in told if _meets(number, size))
            self._first[body, size] = min(met, default=None)
        return self._first[body, size]


def _size(report: Report) -> _Size | None:
    """What a report admits and the one number that stands for it; None where its words give none."""
    interval, number = admits(report, rounding=False), magnitude(report)
    return None if interval is None or number is None else (interval, number)


def _meets(one: _Size, other: _Size | None) -> bool:
    """Whether one number can be what both say: "over 30" is no other's 54, though 54 is over 30."""
    if other is None:
        return False
    (a, size), (b, other_size) = one, other
    meet = max(a[0], b[0]) <= min(a[1], b[1])
    return meet and max(size, other_size) <= (1 + APPROX) * min(size, other_size)


def _credit(member: Fact, origin: str | None) -> Fact:
    return member if origin is None else replace(member, report=replace(member.report, origin=origin))


def revisions(claim: Claim) -> dict[str, str]:
    """Figures that replace an earlier one of their origin: figure_id to the figure_id replaced."""
    newest: dict[str, Fact] = {}
    found = {}
    for member in sorted(claim.members, key=lambda m: m.order):
        before = newest.get(member.report.origin)
        if before is not None and _later(before, member) and _stated(before.report) != _stated(member.report):
            found[member.figure_id] = before.figure_id
        newest[member.report.origin] = member
    return found


def _later(a: Fact, b: Fact) -> bool:
    return a.published is not None and b.published is not None and a.published < b.published


def _stated(report: Report) -> tuple[float | None, ...]:
    return (report.value, report.low, report.high)


def _grows(members: Sequence[Fact]) -> bool:
    """Whether one origin's total to date never falls and rises over some days."""
    by_origin: dict[str, dict[dt.date, float]] = {}
    for m in sorted(members, key=lambda m: m.order):
        if m.published is not None and m.report.value is not None:
            by_origin.setdefault(m.report.origin, {})[m.published] = m.report.value
    for days in by_origin.values():
        values = [days[day] for day in sorted(days)]
        if len(values) >= SERIES_DAYS and values == sorted(values) and values[0] < values[-1]:
            return True
    return False


def _place(members: Iterable[Fact]) -> str | None:
    """The place most members name; of equals the one of the earlier, more specific member."""
    return _commonest(m.where.place_id for m in members if m.where is not None)


def _commonest(words: Iterable[Any]) -> str | None:
    counts = Counter(word for word in words if isinstance(word, str))
    return counts.most_common(1)[0][0] if counts else None


def _reason(decided: Sequence[tuple[Report, ...]]) -> str | None:
    """The reports that decided, in pairs or each alone, by their words and figure ids."""
    named = [" and ".join(f"{r.words!r} ({r.figure_id})" for r in reports) for reports in decided[:DECIDING]]
    return "; ".join(named) or None
