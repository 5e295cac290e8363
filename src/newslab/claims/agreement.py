"""Do reports of one thing agree? An interval question, with rounding; no verdict on who is right.

Each report admits an interval of true values: "at least 40" everything from 40 up, "about 10,000" a tenth either way,
a round number what could have been rounded to it. Reports agree where some value lies in all their intervals. Where
none does, the pairs that exclude each other are looked at: do they speak of another place or part (scope), of another
day (time), or do they contradict?
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

APPROX: Final = 0.1  # "about": a tenth either way, the widest that style guides allow for the word
ROUND_FROM: Final = (
    3  # digits a number needs before its closing zeros are read as rounding: 20 is twenty, 200 may be 187
)
MOVED: Final = 3.0  # how much a count may have grown from one report to the next
CORRECTED: Final = 1.2  # how much of a count may be taken back
FIRST: Final = 10.0  # a count below which it is one of the first hours
SURGED: Final = 30.0  # how much such a count may grow
LOOSE: Final = 10.0  # how many times the most that a vague word says may be true: "dozens" of the 160 killed
VAGUE: Final = {
    "dozen": (24, 99),
    "score": (40, 99),
    "hundred": (200, 999),
    "thousand": (2_000, 9_999),
    "million": (2_000_000, 9_999_999),
    "billion": (2_000_000_000, 9_999_999_999),
    "ten": (20, 99),
}
SOME: Final = {"several": (3, 9), "few": (3, 9), "handful": (3, 9)}  # told alone: "several hundred" is hundreds
FLOORS: Final = frozenset({"gt", "ge"})  # bounds that say at least
CEILINGS: Final = frozenset({"lt", "le"})  # bounds that say at most
_WORD: Final = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Report:
    """One report of a claim: what it says, of what scope and when, and whose word it is.

    ``day`` is the day meant, ``told`` the day on which it was told: a toll of Sunday's is another on Friday.
    ``scope`` lists aspects in one order, each empty where the words do not say: the place, the thing, whether the
    injured are in hospital. ``credited`` tells whether the text credits somebody; else the origin is the outlet or
    agency. ``scale`` is how many SI units one printed unit has: miles and kilometres are compared in metres, rounded as
    printed.
    """

    figure_id: str
    words: str
    value: float | None
    low: float | None
    high: float | None
    bound: str = "eq"
    approx: bool = False
    scope: tuple[str, ...] = ()
    day: dt.date | None = None
    told: dt.date | None = None
    origin: str = ""
    credited: bool = False
    scale: float = 1.0


Interval = tuple[float, float]


def admits(report: Report, *, rounding: bool) -> Interval | None:
    """Values that a report admits, both ends included, in SI units for measures; None where its words give no number.

    Parameters
    ----------
    report : Report
        The report.
    rounding : bool
        Whether closing zeros are read as rounding.

    Examples
    --------
    >>> admits(Report("f", "more than 10,000", 10_000, None, None, "gt"), rounding=False)
    (10000.0, inf)
    """
    printed = _printed(report, rounding=rounding)
    return None if printed is None else (printed[0] * report.scale, printed[1] * report.scale)


def _printed(report: Report, *, rounding: bool) -> Interval | None:
    """Values that a report admits, in the unit printed."""
    value = report.value
    if report.bound == "range":
        ends = (report.low, report.high)
        return None if ends[0] is None or ends[1] is None else (float(ends[0]), float(ends[1]))
    if value is None:
        return _vague(report.words)
    if report.bound in FLOORS:
        return (float(value), math.inf)
    if report.bound in CEILINGS:
        return (-math.inf, float(value))
    slack = max(abs(value) * APPROX if report.approx else 0.0, _rounding(value) if rounding else 0.0)
    return (value - slack, value + slack)


def magnitude(report: Report) -> float | None:
    """The one number that stands for a report's size: its value, a range's middle in ratio, a vague word's least."""
    if report.value is not None:
        return abs(report.value) * report.scale
    if report.low is not None and report.high is not None:
        return math.sqrt(abs(report.low * report.high)) * report.scale
    vague = _vague(report.words)
    return vague[0] if vague else None


def _vague(words: str) -> Interval | None:
    """What "dozens" admits; in "tens of thousands" the words multiply."""
    said = {word.removesuffix("s") for word in _WORD.findall(words.casefold())}
    found = [limits for word, limits in VAGUE.items() if word in said]
    found = found or [limits for word, limits in SOME.items() if word in said]
    if not found:
        return None
    if len(found) == 1:
        return (float(found[0][0]), float(found[0][1]))
    unit = math.prod(low / 2 for low, _ in found)  # tens of thousands: 20,000 to 99,999
    return (2.0 * unit, 10.0 * unit - 1)


@lru_cache(maxsize=8192)
def _rounding(value: float) -> float:
    """Half a unit of the last digit that is not zero, for numbers of three digits and more."""
    if value != int(value) or len(str(int(abs(value)))) < ROUND_FROM:
        return 0.0
    zeros = len(str(int(abs(value)))) - len(str(int(abs(value))).rstrip("0"))
    return 0.5 * 10**zeros if zeros else 0.0


def judge(reports: Sequence[Report]) -> tuple[str, tuple[tuple[Report, Report], ...]]:
    """Whether reports agree.

    Parameters
    ----------
    reports : sequence of Report
        One per independent origin: its newest.

    Returns
    -------
    str
        A word of ``schema.AGREEMENT``.
    tuple of pairs of Report
        The pairs that decided it: those that exclude each other, or the one that leaves least room where the reports
        are consistent; none where there is but one origin.
    """
    numbered = [r for r in reports if admits(r, rounding=True) is not None]
    if len({r.origin for r in numbered}) < 2:
        return "single", ()
    if _meet(numbered, rounding=False):
        return "consistent", (_tightest(numbered),)
    if _meet(numbered, rounding=True):
        return "differs by rounding", tuple(_apart(numbered, rounding=False))
    pairs = tuple(_apart(numbered, rounding=True))
    unexplained = tuple(pair for pair in pairs if not (_other_scope(*pair) or _moved(*pair)))
    if unexplained:
        return "contradicts", unexplained
    of_scope = sum(_other_scope(*pair) for pair in pairs)
    return "differs by scope" if of_scope == len(pairs) else "differs by time", pairs


def _other_scope(a: Report, b: Report) -> bool:
    """Whether both say of what place or part they are, and it is not the same."""
    return any(x and y and x != y for x, y in zip(a.scope, b.scope, strict=False))


def _moved(a: Report, b: Report) -> bool:
    """Whether another day, meant or of printing, can explain the difference.

    No day explains a count that is a multiple of the other, but for the first hours of a disaster, when a few are known
    of many; nor one that falls by more than a correction.
    """
    told = None not in (a.told, b.told) and a.told != b.told
    if not told and (None in (a.day, b.day) or a.day == b.day):
        return False
    before, after = sorted((a, b), key=lambda r: (r.told if told else r.day) or dt.date.min)
    first, later = _most(before), magnitude(after)
    if first is None or later is None:
        return False
    if later < first:
        return first <= CORRECTED * later
    return later <= (SURGED if first < FIRST else MOVED) * first


def _most(report: Report) -> float | None:
    """The number that stands for a report from which a count grows: the most that a vague word denies nothing of."""
    admitted = _allows(report, rounding=True) if report.bound == "vague" else None
    return admitted[1] if admitted else magnitude(report)


def _meet(reports: Iterable[Report], *, rounding: bool) -> bool:
    intervals = [i for r in reports if (i := _allows(r, rounding=rounding)) is not None]
    return max(low for low, _ in intervals) <= min(high for _, high in intervals)


def _allows(report: Report, *, rounding: bool) -> Interval | None:
    """What a report admits; who says "dozens" denies no larger number of that order."""
    admitted = admits(report, rounding=rounding)
    return (admitted[0], LOOSE * admitted[1]) if admitted and report.bound == "vague" else admitted


def _apart(reports: Sequence[Report], *, rounding: bool) -> Iterable[tuple[Report, Report]]:
    """Pairs whose intervals exclude each other; intervals on a line meet all where they meet in pairs."""
    return ((a, b) for a, b in _pairs(reports) if not _meet((a, b), rounding=rounding))


def _pairs(reports: Iterable[Report]) -> Iterable[tuple[Report, Report]]:
    return ((a, b) for a, b in itertools.combinations(reports, 2) if a.origin != b.origin)


def _tightest(reports: Sequence[Report]) -> tuple[Report, Report]:
    """The pair that leaves least room: the highest low and the lowest high, of two reports."""
    by_low = sorted(reports, key=lambda r: -_limits(r)[0])
    by_high = sorted(reports, key=lambda r: _limits(r)[1])
    pairs = [(by_low[0], by_high[0]), (by_low[0], by_high[1]), (by_low[1], by_high[0])]
    return min((pair for pair in pairs if pair[0].origin != pair[1].origin), key=_room)


def _limits(report: Report) -> Interval:
    return _allows(report, rounding=False) or (-math.inf, math.inf)


def _room(pair: tuple[Report, Report]) -> float:
    """How wide the interval is that both allow."""
    (low, high), (other_low, other_high) = map(_limits, pair)
    return min(high, other_high) - max(low, other_low)
