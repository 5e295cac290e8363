"""How much two figures count the same thing: class of the thing, its modifiers, outcome, place and time.

Each aspect either excludes (another outcome, another nationality, another town), or adds to the score: full weight for
the same, less for one side silent. The weights are a judgement, held by the tests on pairs that belong together and
look-alikes that do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import yaml

from newslab.claims import events
from newslab.claims.agreement import magnitude

if TYPE_CHECKING:
    import datetime as dt

    from newslab.claims.agreement import Report

GENERIC: Final = "generic"
PERSONS: Final = frozenset({GENERIC, "soldier", "police", "refugee"})
EXCLUDED: Final = -1.0
SAME_CLASS, LIKE_CLASS = 0.30, 0.20
SAME_OUTCOME, SILENT_OUTCOME = 0.25, 0.10
SAME_MODIFIERS, SILENT_MODIFIERS = 0.25, 0.08
SAME_PLACE, WITHIN_PLACE, SILENT_PLACE = 0.15, 0.08, 0.08
SAME_EVENT: Final = 0.20
SAME_TIME: Final = 0.05
NEAR_DAYS: Final = 3  # "overnight" and "Sunday" read from two days of publication
MEETING_VALUES: Final = 0.10
TELLING: Final = 100.0  # size from which a number of a named thing can be recognised in another story
TELLING_ALONE: Final = 5_000.0  # the same for a thing without a name


@dataclass(frozen=True, slots=True)
class Where:
    """A place as far as containment goes."""

    place_id: str
    feature: str | None
    iso: str | None
    country: str | None
    admin1: str | None

    @property
    def country_wide(self) -> bool:
        """Whether it is a country."""
        return self.feature == "country"

    def holds(self, other: Where) -> bool:
        """Whether the other place lies in this one, or is it."""
        if self.place_id == other.place_id:
            return True
        if self.feature == "country":
            return self.country == other.country
        return self.feature == "region" and self.iso is not None and self.iso == other.admin1


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure, with what linking looks at."""

    figure_id: str
    article_id: str
    order: int
    thing: str | None
    modifiers: frozenset[str]
    outcome: str | None
    kind: str
    unit: str | None
    standing: str
    total: bool
    several: bool
    where: Where | None
    start: dt.date | None
    end: dt.date | None
    published: dt.date | None
    event: int
    lead: bool
    person: bool
    speaker: str | None
    report: Report


@cache
def classes() -> dict[str, str]:
    """Lemma to class of things counted."""
    text = files("newslab.resources").joinpath("counted_classes.yaml").read_text(encoding="utf-8")
    return {lemma: name for name, lemmas in yaml.safe_load(text).items() for lemma in lemmas.split()}


def is_event(outcome: str | None) -> bool:
    """Whether who suffered the outcome can only be the same in reports of one event."""
    return outcome in _events()


@cache
def _events() -> frozenset[str]:
    return frozenset(events.settings()["outcomes"])


@cache
def _akin() -> tuple[frozenset[str], ...]:
    """Outcomes of which one may stand for another where the number is the same: "four shot", "four wounded"."""
    return tuple(frozenset(group) for group in events.settings()["akin"])


def same_number(a: Fact, b: Fact) -> bool:
    """Whether both state one number, whatever their bounds."""
    return a.report.value is not None and a.report.value == b.report.value


def recognised(a: Fact, b: Fact) -> bool:
    """Whether an equal number of some size, with the same outcome in one story, outweighs a place read otherwise."""
    sure = a.event == b.event and a.outcome is not None and a.outcome == b.outcome and not is_event(a.outcome)
    return sure and same_number(a, b) and abs(a.report.value or 0.0) >= TELLING


def same_news(a: Fact, b: Fact) -> bool:
    """Whether both are their articles' main count of one event: a wrong place or day then speaks of a wrong reading."""
    return a.lead and b.lead and a.event == b.event and is_event(a.outcome)


def kinship(a: Fact, b: Fact) -> tuple[float, str]:
    """How likely two figures of different articles count the same thing.

    Returns
    -------
    float
        0 to 1, or :data:`EXCLUDED`.
    str
        The aspects that agree, or the one that excludes.
    """
    score, reasons = 0.0, []
    for aspect in (_thing, _outcome, _modifiers, _place, _time, _event):
        points, reason = aspect(a, b)
        if points == EXCLUDED:
            return EXCLUDED, reason
        score += points
        if reason:
            reasons.append(reason)
    return min(1.0, score), "+".join(reasons)


def _thing(a: Fact, b: Fact) -> tuple[float, str]:
    if a.thing == b.thing:
        return (SAME_CLASS, "thing") if a.thing is not None else (EXCLUDED, "nothing counted")
    things = (a.thing or GENERIC, b.thing or GENERIC)
    if same_news(a, b) and a.person and b.person:
        return LIKE_CLASS, "thing~"
    if set(things) <= PERSONS and GENERIC in things and a.outcome == b.outcome and a.outcome:
        return LIKE_CLASS, "thing~"
    return EXCLUDED, "another thing"


def _outcome(a: Fact, b: Fact) -> tuple[float, str]:
    plain = a.thing in (None, GENERIC) and not a.modifiers & b.modifiers
    if plain and (a.outcome is None or b.outcome is None):
        return EXCLUDED, "people of whom nothing is said"
    if plain and not is_event(a.outcome) and a.article_id != b.article_id and not _same_place(a, b) and _few(a, b):
        return EXCLUDED, "a few people who do what people do"
    if a.outcome == b.outcome:
        return (SAME_OUTCOME, "outcome") if a.outcome else (0.0, "")
    if a.event == b.event and any({a.outcome, b.outcome} <= akin for akin in _akin()):
        return SILENT_OUTCOME, "outcome~"
    if a.outcome is None or b.outcome is None:
        return (EXCLUDED, "outcome") if is_event(a.outcome) or is_event(b.outcome) else (SILENT_OUTCOME, "outcome~")
    return EXCLUDED, "another outcome"


def _few(a: Fact, b: Fact) -> bool:
    return min(magnitude(a.report) or 0.0, magnitude(b.report) or 0.0) < TELLING


def _same_place(a: Fact, b: Fact) -> bool:
    return a.where is not None and b.where is not None and a.where.place_id == b.where.place_id


def _modifiers(a: Fact, b: Fact) -> tuple[float, str]:
    if a.modifiers == b.modifiers:
        return (SAME_MODIFIERS, "modifiers") if a.modifiers else (0.0, "")
    if not a.modifiers or not b.modifiers:
        return SILENT_MODIFIERS, ""
    if a.modifiers & b.modifiers or (same_news(a, b) and a.person and b.person):
        return SILENT_MODIFIERS, "modifiers~"
    return EXCLUDED, "other modifiers"


def _place(a: Fact, b: Fact) -> tuple[float, str]:
    if a.several != b.several and not same_number(a, b):
        return EXCLUDED, "a total for several places"
    if a.where is None or b.where is None or same_news(a, b):
        return (SAME_PLACE, "place") if _same_place(a, b) else (SILENT_PLACE, "")
    if a.where.place_id == b.where.place_id:
        return SAME_PLACE, "place"
    nested = a.where.holds(b.where) or b.where.holds(a.where)
    # a town's number and its region's can only be one where they are equal: 19 of the 36 died in the capital
    if nested and same_number(a, b) and (is_event(a.outcome) or a.where.country_wide == b.where.country_wide):
        return WITHIN_PLACE, "place~"
    return (SILENT_PLACE, "") if recognised(a, b) else (EXCLUDED, "another place")


def _time(a: Fact, b: Fact) -> tuple[float, str]:
    if a.start is None or b.start is None or not is_event(a.outcome):
        return 0.0, ""
    apart = max(a.start, b.start) - min(a.end or a.start, b.end or b.start)
    if apart.days <= 0:
        return SAME_TIME, "day"
    return (0.0, "") if same_news(a, b) and apart.days <= NEAR_DAYS else (EXCLUDED, "another day")


def _event(a: Fact, b: Fact) -> tuple[float, str]:
    if a.event == b.event:
        return SAME_EVENT, "event"
    return (0.0, "") if not is_event(a.outcome) and _telling(a, b) else (EXCLUDED, "another event")


def _telling(a: Fact, b: Fact) -> bool:
    """Whether another story's number can be recognised: of a named thing, or large and with the same outcome."""
    least = min(magnitude(a.report) or 0.0, magnitude(b.report) or 0.0)
    same = a.outcome is not None and a.outcome == b.outcome and a.thing != GENERIC
    return least >= TELLING if a.modifiers & b.modifiers else same and least >= TELLING_ALONE
