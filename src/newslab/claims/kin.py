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

from newslab.claims import likeness
from newslab.figures import outcomes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from newslab.claims.agreement import Interval, Report

GENERIC: Final = "generic"
PERSONS: Final = frozenset({GENERIC, "soldier", "police", "refugee"})
EXCLUDED: Final = -1.0
SAME_CLASS, LIKE_CLASS = 0.30, 0.20
SAME_OUTCOME, SILENT_OUTCOME = 0.25, 0.10
SAME_MODIFIERS, SILENT_MODIFIERS = 0.25, 0.08
SAME_PLACE, WITHIN_PLACE, SILENT_PLACE = 0.15, 0.08, 0.08
SAME_EVENT, SAME_STORY = 0.20, 0.10
SAME_TIME: Final = 0.05
NEAR_DAYS: Final = 3  # "overnight" and "Sunday" read from two days of publication
MEETING_VALUES: Final = 0.10
TELLING: Final = 100.0  # size from which a number of a named thing can be recognised in another story
TELLING_ALONE: Final = 5_000.0  # the same for a thing without a name
MANY: Final = 20.0  # size from which a number is known again within its story
TELLING_WORDS, LATER_WORDS = 8.0, 16.0  # weight of words that two sentences share if one number in both is one thing
PARTS: Final = frozenset({"level", "subset"})  # "11 children died" and "58 died, 11 of them children" say one thing


@dataclass(frozen=True, slots=True)
class Where:
    """A place as far as containment goes."""

    place_id: str
    feature: str | None
    iso: str | None
    country: str | None
    admin1: str | None
    name: str = ""

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

    def shares_name(self, other: Where) -> bool:
        """Whether one is a region and the other the town it is named after, which reports seldom keep apart."""
        return (self.holds(other) or other.holds(self)) and bool(
            self.name and (self.name.startswith(f"{other.name} ") or other.name.startswith(f"{self.name} "))
        )


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """One figure, with what linking looks at.

    ``size`` is the one number that stands for it (0 where there is none), ``interval`` what its words admit with
    rounding; both in SI units for measures.
    """

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
    placed: bool
    start: dt.date | None
    end: dt.date | None
    published: dt.date | None
    news_day: dt.date | None
    background: bool
    event: int
    story: int
    lead: bool
    person: bool
    speaker: str | None
    words: Mapping[str, float]
    size: float
    interval: Interval | None
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
    return frozenset(likeness.settings()["outcomes"])


@cache
def _akin() -> tuple[frozenset[str], ...]:
    """Outcomes of which one may stand for another where the number is the same: "four shot", "four wounded"."""
    return tuple(frozenset(group) for group in likeness.settings()["akin"])


def same_number(a: Fact, b: Fact) -> bool:
    """Whether both state one number, whatever their bounds."""
    one, other = a.report, b.report
    return one.value is not None and other.value is not None and one.value * one.scale == other.value * other.scale


def same_outcome(a: Fact, b: Fact) -> bool:
    """Whether the same, or as good as the same, happened to both."""
    return a.outcome == b.outcome or any({a.outcome, b.outcome} <= akin for akin in _akin())


def war_toll(a: Fact, b: Fact) -> bool:
    """Whether both count victims too many for one event: those of a war, whose number every report of it carries on."""
    return a.outcome == b.outcome and is_event(a.outcome) and least(a, b) >= TELLING_ALONE


def _at_one_place(a: Fact, b: Fact) -> bool:
    """Whether both are put at one place, or one in the other."""
    return a.where is not None and b.where is not None and (a.where.holds(b.where) or b.where.holds(a.where))


def gained(a: Fact, b: Fact) -> bool:
    """Whether both tell what ground was gained in one story, at one place or of one land: a count that moves daily."""
    gains = likeness.settings()["gains"]
    if a.story != b.story or a.outcome not in gains or b.outcome not in gains:
        return False
    there = _at_one_place(a, b) or (a.kind == "distance" and a.outcome == b.outcome and None in (a.where, b.where))
    alike = a.kind != "count" or a.thing == b.thing
    return alike and same_outcome(a, b) and (there or bool(a.modifiers & b.modifiers))


def moves(outcome: str | None) -> bool:
    """Whether it is what happens to people who have to leave their homes."""
    return outcome in likeness.settings()["moves"]


def least(a: Fact, b: Fact) -> float:
    """The smaller of both sizes, in SI units for measures."""
    return min(a.size, b.size)


def recognised(a: Fact, b: Fact) -> bool:
    """Whether an equal number of some size, with the same outcome in one story, outweighs a place read otherwise."""
    if told_again(a, b):
        return True
    if a.story != b.story or a.outcome is None or a.outcome != b.outcome or not same_number(a, b):
        return False
    if is_event(a.outcome):  # a town in the figure's own clause is no wrong reading
        return a.article_id != b.article_id and not (a.placed and b.placed) and least(a, b) >= MANY
    return least(a, b) >= TELLING


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
    for aspect in (_standing, _thing, _outcome, _modifiers, _place, _time, _event):
        points, reason = aspect(a, b)
        if points == EXCLUDED:
            return EXCLUDED, reason
        score += points
        if reason:
            reasons.append(reason)
    if {"thing~", "outcome~"} <= set(reasons) and not same_number(a, b):
        return EXCLUDED, "another thing"
    return min(1.0, score), "+".join(reasons)


def _standing(a: Fact, b: Fact) -> tuple[float, str]:
    """Background is no news and a part no whole, unless one number is told of one thing both ways."""
    if a.standing == b.standing and (a.background == b.background or gained(a, b) or war_toll(a, b)):
        return 0.0, ""
    told = (same_number(a, b) or same_day(a, b)) and a.story == b.story and a.article_id != b.article_id
    told = told or told_again(a, b)
    named = a.thing not in (None, GENERIC) or same_place(a, b)
    parts = {a.standing, b.standing} <= PARTS and same_number(a, b) and a.thing == b.thing and named
    known = least(a, b) >= MANY or parts
    return (0.0, "") if told and known and (a.standing == b.standing or parts) else (EXCLUDED, "another standing")


def _thing(a: Fact, b: Fact) -> tuple[float, str]:
    if gained(a, b):
        return LIKE_CLASS, "gains"
    if a.thing == b.thing or (a.kind != "count" and None in (a.thing, b.thing)):
        return (SAME_CLASS, "thing") if a.thing or b.thing else (EXCLUDED, "nothing counted")
    things = (a.thing or GENERIC, b.thing or GENERIC)
    if a.person and b.person and (same_news(a, b) or _called_otherwise(a, b)):
        return LIKE_CLASS, "thing~"
    if set(things) <= PERSONS and GENERIC in things and a.outcome == b.outcome and a.outcome:
        return LIKE_CLASS, "thing~"
    return EXCLUDED, "another thing"


def _called_otherwise(a: Fact, b: Fact) -> bool:
    """Whether one number of people of one event is told by a word for people at large: "four women", "four dead"."""
    return GENERIC in (a.thing, b.thing) and a.event == b.event and is_event(a.outcome) and same_number(a, b)


def _outcome(a: Fact, b: Fact) -> tuple[float, str]:
    plain = not gained(a, b) and a.thing in (None, GENERIC) and not a.modifiers & b.modifiers and not told_again(a, b)
    if plain and (a.outcome is None or b.outcome is None):
        return EXCLUDED, "people of whom nothing is said"
    if plain and not is_event(a.outcome) and a.article_id != b.article_id and not same_place(a, b) and _few(a, b):
        return EXCLUDED, "a few people who do what people do"
    if a.outcome == b.outcome:
        return (SAME_OUTCOME, "outcome") if a.outcome else (0.0, "")
    if (
        a.story == b.story
        and same_outcome(a, b)
        and (same_number(a, b) or not (is_event(a.outcome) and is_event(b.outcome)))
    ):
        return SILENT_OUTCOME, "outcome~"
    fates = a.thing in PERSONS and (is_event(a.outcome) or is_event(b.outcome))
    known = same_number(a, b) or bool(a.modifiers & b.modifiers)
    return (
        (SILENT_OUTCOME, "outcome~")
        if (_silent(a) or _silent(b)) and known and not fates
        else (EXCLUDED, "another outcome")
    )


def _silent(fact: Fact) -> bool:
    """Whether nothing is said that the lexicon knows of what happened: "5,000 troops" whom somebody "diverted"."""
    return not outcomes.is_known(fact.outcome) and fact.outcome not in likeness.settings()["gains"]


def alike(a: Fact, b: Fact) -> bool:
    """Whether the sentences share words that tell."""
    return likeness.shared(a.words, b.words) >= TELLING_WORDS


def told_again(a: Fact, b: Fact) -> bool:
    """Whether two articles put one number in much the same words; a large one with one outcome in any two stories."""
    if a.size < MANY or a.article_id == b.article_id or not same_number(a, b):
        return False
    if a.story != b.story and (a.size < TELLING or a.kind != "count" or a.outcome != b.outcome or _silent(a)):
        return False  # every appeal for witnesses offers a reward of 1,000 dollars
    return likeness.shared(a.words, b.words) >= LATER_WORDS


def _few(a: Fact, b: Fact) -> bool:
    return least(a, b) < TELLING


def same_place(a: Fact, b: Fact) -> bool:
    """Whether both are put at one place."""
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
        return (SAME_PLACE, "place") if same_place(a, b) else (SILENT_PLACE, "")
    if a.where.place_id == b.where.place_id:
        return SAME_PLACE, "place"
    nested = a.where.holds(b.where) or b.where.holds(a.where)
    # a town's number and its region's can only be one where they are equal: 19 of the 36 died in the capital
    if nested and same_number(a, b) and (is_event(a.outcome) or a.where.country_wide == b.where.country_wide):
        return WITHIN_PLACE, "place~"
    if a.where.shares_name(b.where) or (nested and gained(a, b)):
        return WITHIN_PLACE, "place~"
    if recognised(a, b):
        return SILENT_PLACE, ""
    return EXCLUDED, "two places" if a.article_id == b.article_id and a.placed and b.placed else "another place"


def _time(a: Fact, b: Fact) -> tuple[float, str]:
    if a.start is None or b.start is None or not is_event(a.outcome) or war_toll(a, b):
        return 0.0, ""
    apart = max(a.start, b.start) - min(a.end or a.start, b.end or b.start)
    if apart.days <= 0:
        return SAME_TIME, "day"
    known = apart.days <= NEAR_DAYS and (same_news(a, b) or recognised(a, b))
    return (0.0, "") if known or told_again(a, b) else (EXCLUDED, "another day")


def _event(a: Fact, b: Fact) -> tuple[float, str]:
    if a.event == b.event:
        return SAME_EVENT, "event"
    if war_toll(a, b) and _at_one_place(a, b):
        return SAME_STORY, "war"
    if told_again(a, b):
        return SAME_STORY, "words"
    if a.story == b.story and least(a, b) >= MANY:
        known = not is_event(a.outcome) or same_number(a, b) or same_day(a, b) or updates(a, b)
        known = known or war_toll(a, b)
        return (SAME_STORY, "story") if known else (EXCLUDED, "another event")
    if a.story == b.story and same_number(a, b) and likeness.shared(a.words, b.words) >= _words_needed(a, b):
        return SAME_STORY, "words"
    return (0.0, "") if not is_event(a.outcome) and _telling(a, b) else (EXCLUDED, "another event")


def same_day(a: Fact, b: Fact) -> bool:
    """Whether both state one day as their first."""
    return a.start is not None and a.start == b.start


def updates(a: Fact, b: Fact) -> bool:
    """Whether both are main counts, not dated to other days, of which the later does not fall behind the earlier."""
    first, second = (a, b) if a.order < b.order else (b, a)
    grows = days_apart(a, b) <= 1 or first.size <= second.size
    return a.lead and b.lead and grows and not _other_news(a, b)


def _other_news(a: Fact, b: Fact) -> bool:
    """Whether their articles date their news to days apart."""
    return a.news_day is not None and b.news_day is not None and abs((a.news_day - b.news_day).days) > NEAR_DAYS


def days_apart(a: Fact, b: Fact) -> int:
    """Days between their publication; 0 where one is undated."""
    return 0 if a.published is None or b.published is None else abs((a.published - b.published).days)


def _words_needed(a: Fact, b: Fact) -> float:
    """More for things after some days: four missiles are shot down again and again."""
    return TELLING_WORDS if days_apart(a, b) <= NEAR_DAYS or (a.person and b.person) else LATER_WORDS


def _telling(a: Fact, b: Fact) -> bool:
    """Whether another story's number can be recognised: of a named thing, or large and with the same outcome."""
    same = a.outcome is not None and a.outcome == b.outcome and a.thing != GENERIC
    return least(a, b) >= TELLING if a.modifiers & b.modifiers else same and least(a, b) >= TELLING_ALONE
