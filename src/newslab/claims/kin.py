"""How much two figures count the same thing: class of the thing, its modifiers, outcome, place and time.

Each aspect either excludes (another outcome, another nationality, another town), or adds to the score: full weight for
the same, less for one side silent. The weights are a judgement, held by the tests on pairs that belong together and
look-alikes that do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newslab.claims import likeness
from newslab.claims.events import LATE, NEAR_DAYS, WEEK
from newslab.claims.sameness import (
    ARMED,
    GENERIC,
    LATER_WORDS,
    MANY,
    REPEATED,
    SOME,
    TELLING,
    TELLING_ALONE,
    TELLING_WORDS,
    THOUSAND,
    alike,
    at_one_place,
    beside_alike,
    days_apart,
    days_between,
    gained,
    gap,
    known_by_number,
    least,
    listed_apart,
    moving,
    not_of_campaign,
    of_hours,
    of_one_land,
    of_two_countries,
    opposed,
    recognised,
    same_day,
    same_incident,
    same_news,
    same_number,
    same_outcome,
    same_place,
    same_story,
    silent,
    told_again,
    told_of_town,
    updates,
    war_toll,
)

if TYPE_CHECKING:
    from newslab.claims.fact import Fact

PERSONS: Final = frozenset({GENERIC, "soldier", "police", "refugee", "man"})
MEN: Final = frozenset({"man", "soldier"})
SEXES: Final = frozenset({"man", "woman"})
ANYBODY: Final = frozenset({None, GENERIC, *SEXES})
COUNTED: Final = frozenset({"count", "area", "distance"})  # kinds of which one story has one number of a thing
EXCLUDED: Final = -1.0
SAME_CLASS, LIKE_CLASS = 0.30, 0.20
SAME_OUTCOME, SILENT_OUTCOME = 0.25, 0.10
SAME_MODIFIERS, SILENT_MODIFIERS = 0.25, 0.08
SAME_PLACE, LIKELY_PLACE, WITHIN_PLACE, SILENT_PLACE = 0.15, 0.12, 0.08, 0.08
SAME_EVENT, SAME_STORY = 0.20, 0.10
SAME_TIME: Final = 0.05
FRESH: Final = 2  # days for which one count of victims is headline news
PARTS: Final = frozenset({"level", "subset"})  # "11 children died" and "58 died, 11 of them children" say one thing


def kinship(a: Fact, b: Fact) -> tuple[float, str]:
    """How likely two figures count the same thing.

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
    if a.victims and least(a, b) < REPEATED and ((a.lead and b.inner) or (b.lead and a.inner)):
        known = _own_place(a, b) or told_of_town(a, b)
        return (0.0, "") if known else (EXCLUDED, "a part of another count")
    parted = a.local != b.local or ((a.whole is None) != (b.whole is None) and not _own_place(a, b))
    if parted and not same_number(a, b):
        return EXCLUDED, "a part of another count"
    if (not_of_campaign(a, b) or of_hours(a, b)) and not told_again(a, b):
        return EXCLUDED, "a part of another count"
    if listed_apart(a, b):
        return EXCLUDED, "others of one list"
    if "increment" in {a.standing, b.standing} and days_between(a, b) > 0:  # "another 40 on Monday"
        return EXCLUDED, "another day"
    if a.standing == b.standing and (a.background == b.background or _runs_on(a, b)):
        return 0.0, ""
    told = (same_number(a, b) or same_day(a, b)) and same_story(a, b) and a.article_id != b.article_id
    told = told or told_again(a, b)
    named = a.thing not in (None, GENERIC) or same_place(a, b)
    parts = {a.standing, b.standing} <= PARTS and same_number(a, b) and a.thing == b.thing and named
    known = least(a, b) >= MANY or parts
    if told and known and (a.standing == b.standing or parts):
        return 0.0, ""
    return EXCLUDED, "background" if a.standing == b.standing else "another standing"


def _runs_on(a: Fact, b: Fact) -> bool:
    """Whether both are of a count that every report carries on, be it news or background there."""
    return gained(a, b) or war_toll(a, b) or moving(a, b) or (same_number(a, b) and least(a, b) >= THOUSAND)


def _thing(a: Fact, b: Fact) -> tuple[float, str]:
    if gained(a, b):
        return LIKE_CLASS, "gains"
    if a.thing == b.thing or (a.kind != "count" and None in (a.thing, b.thing)):
        return (SAME_CLASS, "thing") if a.thing or b.thing else (EXCLUDED, "nothing counted")
    things = (a.thing or GENERIC, b.thing or GENERIC)
    if (a.civilian and b.thing in ARMED) or (b.civilian and a.thing in ARMED) or {a.thing, b.thing} == SEXES:
        return EXCLUDED, "another thing"
    if war_toll(a, b) and not same_number(a, b):  # a war's dead are not one army's
        return EXCLUDED, "another thing"
    if a.person and b.person and (same_news(a, b) or _called_otherwise(a, b) or moving(a, b)):
        return LIKE_CLASS, "thing~"
    called = GENERIC in things or set(things) == MEN  # an army's men
    if set(things) <= PERSONS and called and a.outcome == b.outcome and a.outcome:
        return LIKE_CLASS, "thing~"
    return EXCLUDED, "another thing"


def _called_otherwise(a: Fact, b: Fact) -> bool:
    """Whether one number of people of one event is told by a word for people at large: "four women", "four dead"."""
    return GENERIC in (a.thing, b.thing) and a.event == b.event and a.victims and same_number(a, b)


def _outcome(a: Fact, b: Fact) -> tuple[float, str]:
    called = a.modifiers & b.modifiers and same_story(a, b)  # there are always millions of Norwegians
    plain = not gained(a, b) and a.thing in ANYBODY and not called and not told_again(a, b)
    if plain and (a.outcome is None or b.outcome is None) and not _too_many(a, b):
        return EXCLUDED, "people of whom nothing is said"
    if plain and not a.victims and a.article_id != b.article_id and not same_place(a, b) and _few(a, b):
        return EXCLUDED, "a few people who do what people do"
    if None not in (a.whither, b.whither) and a.whither != b.whither:
        return EXCLUDED, "another outcome"
    if a.outcome == b.outcome:
        return (SAME_OUTCOME, "outcome") if a.outcome else (0.0, "")
    if same_story(a, b) and same_outcome(a, b) and (same_number(a, b) or not (a.victims and b.victims)):
        return SILENT_OUTCOME, "outcome~"
    fates = a.thing in PERSONS and (a.victims or b.victims)
    known = same_number(a, b) or (a.interval == b.interval and alike(a, b))
    return (
        (SILENT_OUTCOME, "outcome~")
        if (silent(a) or silent(b)) and known and not fates and not opposed(a, b)
        else (EXCLUDED, "another outcome")
    )


def _too_many(a: Fact, b: Fact) -> bool:
    """Whether one story tells in like words of one number of people, so large that it is no chance."""
    return same_story(a, b) and same_number(a, b) and least(a, b) >= TELLING_ALONE and alike(a, b)


def _few(a: Fact, b: Fact) -> bool:
    return least(a, b) < TELLING


def _modifiers(a: Fact, b: Fact) -> tuple[float, str]:
    if a.modifiers == b.modifiers:
        return (SAME_MODIFIERS, "modifiers") if a.modifiers else (0.0, "")
    if not a.modifiers or not b.modifiers:
        return SILENT_MODIFIERS, ""
    one_people = a.land is not None and a.land == b.land and war_toll(a, b)  # "Norlanders", "Norse"
    if a.modifiers & b.modifiers or (same_news(a, b) and a.person and b.person) or one_people:
        return SILENT_MODIFIERS, "modifiers~"
    return EXCLUDED, "other modifiers"


def _place(a: Fact, b: Fact) -> tuple[float, str]:
    if of_two_countries(a, b):
        return EXCLUDED, "two countries"
    if a.several != b.several and not same_number(a, b):
        return EXCLUDED, "a total for several places"
    if a.kind == "distance" and a.placed != b.placed and gap(a, b) > 1.0 and not gained(a, b):
        return EXCLUDED, "another place"  # it rains more in one town than in another
    if same_place(a, b):
        return SAME_PLACE, "place"
    if a.where is None or b.where is None or (same_news(a, b) and not _far_apart(a, b)):
        return _guessed_place(a, b)
    nested = at_one_place(a, b)
    # a town's number and its region's can only be one where they are equal: 19 of the 36 died in the capital
    if nested and same_number(a, b) and (a.victims or a.where.country_wide == b.where.country_wide):
        return WITHIN_PLACE, "place~"
    wide = a.where.country_wide or b.where.country_wide  # "an attack in Syria"
    coarse = wide and (moving(a, b) or (a.lead and b.lead and same_story(a, b) and days_apart(a, b) <= NEAR_DAYS))
    if a.where.shares_name(b.where) or (nested and (gained(a, b) or coarse)):
        return WITHIN_PLACE, "place~"
    guessed = a.lead and b.lead and nested and not (a.placed and b.placed)  # a place carried over from before
    listed = a.article_id == b.article_id and a.placed and b.placed and not nested
    if not listed and (recognised(a, b) or (guessed and not a.victims)):
        return SILENT_PLACE, ""
    return EXCLUDED, "two places" if a.article_id == b.article_id and (a.placed or b.placed) else "another place"


def _guessed_place(a: Fact, b: Fact) -> tuple[float, str]:
    """Points where one is given no place, so that it may be where its article's news is."""
    place, focus = (a.where, b.focus) if b.where is None else (b.where, a.focus)
    if place is None or focus is None or (a.where is not None and b.where is not None):
        return SILENT_PLACE, ""
    if place.place_id == focus.place_id:
        return LIKELY_PLACE, ""
    if place.holds(focus) or focus.holds(place):
        return SILENT_PLACE, ""
    regions = {place.admin1, focus.admin1}
    far = place.country != focus.country or (None not in regions and len(regions) > 1)
    known = same_number(a, b) or same_day(a, b) or alike(a, b)
    return (EXCLUDED, "another place") if a.victims and far and not known else (0.0, "")


def _far_apart(a: Fact, b: Fact) -> bool:
    """Whether their own clauses put them in two countries or regions, which no misread town explains."""
    own = [f.where for f in (a, b) if f.placed and f.where is not None]
    regions = {place.admin1 for place in own if place.admin1 is not None}
    return len(regions) > 1 or len({place.country for place in own if place.country is not None}) > 1


def _time(a: Fact, b: Fact) -> tuple[float, str]:
    if a.daily and b.daily and days_apart(a, b) > 1 and not told_again(a, b):
        return EXCLUDED, "another day"
    if not a.victims or war_toll(a, b):
        return 0.0, ""
    if (_long_past(a, b) or _long_past(b, a)) and not (told_again(a, b) or known_by_number(a, b)):
        return EXCLUDED, "another day"
    if a.start is None or b.start is None:
        return 0.0, ""
    apart = days_between(a, b)
    if apart <= 0:
        return SAME_TIME, "day"
    known = apart <= NEAR_DAYS and (same_news(a, b) or _own_place(a, b) or recognised(a, b))
    return (0.0, "") if known or told_again(a, b) else (EXCLUDED, "another day")


def _own_place(a: Fact, b: Fact) -> bool:
    """Whether both are put at one place by their own clauses."""
    return a.placed and b.placed and same_place(a, b)


def _long_past(a: Fact, b: Fact) -> bool:
    """Whether one is background and dated long before the other was news."""
    if not a.background or a.end is None or b.start is not None or b.published is None or b.background:
        return False
    return (b.published - a.end).days > LATE


def _event(a: Fact, b: Fact) -> tuple[float, str]:
    if happened_again(a, b):
        return EXCLUDED, "another event"
    if a.event == b.event:
        return (EXCLUDED, "another event") if _aside_in_both(a, b) else (SAME_EVENT, "event")
    if war_toll(a, b) and of_one_land(a, b):
        return SAME_STORY, "war"
    if gained(a, b):
        return SAME_STORY, "story"
    if (a.interval == b.interval or same_number(a, b)) and (known_by := _known_by(a, b)):
        return SAME_STORY, known_by
    if same_story(a, b) and least(a, b) >= MANY:
        known = same_number(a, b) or same_day(a, b) or updates(a, b) if a.victims else _one_amount(a, b)
        return (SAME_STORY, "story") if known else (EXCLUDED, "another event")
    if same_story(a, b) and same_number(a, b) and likeness.shared(a.words, b.words) >= _words_needed(a, b):
        return SAME_STORY, "words"
    return (0.0, "") if not a.victims and a.kind == "count" and _telling(a, b) else (EXCLUDED, "another event")


def _aside_in_both(a: Fact, b: Fact) -> bool:
    """Whether a few victims, told of beside the main counts, have nothing in common but an event days apart.

    A town's next shooting is much like its last; a court hears of one only, months later.
    """
    beside = a.victims and not (a.lead or b.lead) and least(a, b) < SOME
    days = NEAR_DAYS < days_apart(a, b) <= WEEK
    return beside and days and not (same_day(a, b) or same_place(a, b) or alike(a, b) or told_again(a, b))


def _one_amount(a: Fact, b: Fact) -> bool:
    """Whether a story's amount of money or share is told in like words: courts set bail every day."""
    if a.kind in COUNTED:
        return True
    same = same_number(a, b) and a.outcome == b.outcome and not silent(a)
    return same or bool(a.modifiers & b.modifiers) or alike(a, b)


def _known_by(a: Fact, b: Fact) -> str:
    """What makes one number of two events' reports one count; empty where nothing does."""
    if told_again(a, b):
        return "words"
    if same_incident(a, b):
        return "place and day"
    if told_of_town(a, b):
        return "place"
    large = a.victims and a.outcome == b.outcome and known_by_number(a, b)
    return "numbers" if large or beside_alike(a, b) else ""


def happened_again(a: Fact, b: Fact) -> bool:
    """Whether other numbers of victims, not dated to one day, are headline news of other days."""
    if not (a.headline and b.headline and a.victims) or war_toll(a, b):
        return False
    return not same_day(a, b) and not same_number(a, b) and days_apart(a, b) > FRESH


def _words_needed(a: Fact, b: Fact) -> float:
    """More after some days for things and victims: four missiles are shot down, four people shot, again and again.

    Less of one town within days.
    """
    if _own_place(a, b) and days_apart(a, b) <= 1 and not (a.where is None or a.where.country_wide):
        return TELLING_WORDS / 2
    lasting = a.person and b.person and not a.victims
    return TELLING_WORDS if lasting or days_apart(a, b) <= NEAR_DAYS else LATER_WORDS


def _telling(a: Fact, b: Fact) -> bool:
    """Whether another story's number can be recognised: of a named thing, or large and with the same outcome."""
    same = a.outcome is not None and a.outcome == b.outcome and a.thing != GENERIC
    return least(a, b) >= TELLING if a.modifiers & b.modifiers else same and least(a, b) >= TELLING_ALONE
