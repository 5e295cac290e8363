"""Named rules that sum up the reports of one claim. Never an average.

=============  ========================================================================================================
``range``      lowest low to highest high of all reports; no best value. An upper bound is no low, a lower bound no
               high; where "at least 43" lies above every high, or "up to 20" below every low, that end stays open
``latest``     the newest report alone
``ucdp``       low and high as in ``range``; best is what most origins report, of equals the lower (after the Uppsala
               Conflict Data Program's low, best and high)
``acled``      one most conservative whole number (after ACLED, the Armed Conflict Location and Event Data project);
               the one rule that turns a vague word into a number: tens 10, dozens 12, hundreds 100
``per-speaker``  the newest report of each speaker, then lowest to highest; best only where all speakers agree
=============  ========================================================================================================
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from newslab.claims.agreement import CEILINGS, FLOORS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newslab.claims.agreement import Report

ACLED_WORDS: Final = {"ten": 10.0, "dozen": 12.0, "hundred": 100.0}


@dataclass(frozen=True, slots=True)
class Summary:
    """Low, best and high of a claim; None where the rule gives none."""

    low: float | None = None
    best: float | None = None
    high: float | None = None


def summarise(reports: Sequence[Report], rule: str) -> Summary:
    """Sum up the reports of one claim.

    Parameters
    ----------
    reports : sequence of Report
        In order of publication, the newest last.
    rule : str
        A key of :data:`RULES`.

    Raises
    ------
    ValueError
        If there is no such rule.
    """
    try:
        return RULES[rule](reports)
    except KeyError:
        raise ValueError(f"no summary rule {rule!r}; rules are {', '.join(RULES)}") from None


def _low(report: Report) -> float | None:
    """Its lower limit; "up to 40" has none, for a bound is not turned into a number that nobody gave."""
    if report.bound in CEILINGS:
        return None
    return report.low if report.low is not None else report.value


def _high(report: Report) -> float | None:
    """Its upper limit; "at least 40" has none."""
    if report.bound in FLOORS:
        return None
    return report.high if report.high is not None else report.value


def _numbered(reports: Sequence[Report]) -> list[Report]:
    return [r for r in reports if _low(r) is not None or _high(r) is not None]


def _range(reports: Sequence[Report]) -> Summary:
    lows = [x for r in reports if (x := _low(r)) is not None]
    highs = [x for r in reports if (x := _high(r)) is not None]
    low, high = min(lows, default=None), max(highs, default=None)
    if low is None or high is None:
        return Summary(low, None, high)
    return Summary(None if min(highs) < low else low, None, None if max(lows) > high else high)


def _latest(reports: Sequence[Report]) -> Summary:
    numbered = _numbered(reports)
    return Summary(_low(numbered[-1]), numbered[-1].value, _high(numbered[-1])) if numbered else Summary()


def _ucdp(reports: Sequence[Report]) -> Summary:
    spread = _range(reports)
    origins = {(r.origin, r.value) for r in reports if r.value is not None}
    votes = Counter(value for _, value in origins)
    best = min(votes, key=lambda v: (-votes[v], v)) if votes else None
    return Summary(spread.low, best, spread.high)


def _acled(reports: Sequence[Report]) -> Summary:
    numbers = [x for r in reports if (x := _low(r)) is not None]
    words = [n for r in reports if r.bound == "vague" for word, n in ACLED_WORDS.items() if word in r.words.casefold()]
    least = min(numbers or words, default=None)
    whole = float(int(least)) if least is not None else None
    return Summary(whole, whole, whole)


def _per_speaker(reports: Sequence[Report]) -> Summary:
    newest = {r.origin: r for r in _numbered(reports)}
    spread = _range(list(newest.values()))
    values = {r.value for r in newest.values()}
    return Summary(spread.low, values.pop() if len(values) == 1 else None, spread.high)


RULES: Final[dict[str, Callable[[Sequence[Report]], Summary]]] = {
    "range": _range,
    "latest": _latest,
    "ucdp": _ucdp,
    "acled": _acled,
    "per-speaker": _per_speaker,
}
