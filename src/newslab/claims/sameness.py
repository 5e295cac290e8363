"""What two figures have in common: number, outcome, place, day, words; and when that is enough to know one again.

Small numbers are said of a thousand events, so they are known again only within one event; larger ones within the story
it belongs to, and the largest, or those put in the same words, wherever they stand.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Final

from newslab import lexicon
from newslab.claims import likeness
from newslab.claims.agreement import CEILINGS, FLOORS
from newslab.claims.events import LATE, NEAR_DAYS, WEEK
from newslab.figures import outcomes

if TYPE_CHECKING:
    from newslab.claims.fact import Fact

GENERIC: Final = "generic"
ARMED: Final = frozenset({"soldier", "rebel"})
TELLING: Final = 100.0  # size from which a number of a named thing can be recognised in another story
THOUSAND: Final = 1_000.0  # victims whom an event of another day does not have again
TELLING_ALONE: Final = 5_000.0  # the same for a thing without a name
MILLION: Final = 1e6  # people driven from home, of whom no storm or battle makes so many
SOME: Final = 5.0  # victims from which a number is known again within its story, town and day
MANY: Final = 20.0  # size from which a number is known again within its story
PAIR: Final = 2.0  # of one or two people a sentence soon tells twice
REPEATED: Final = 10.0  # count from which one number twice in an article or event is one report
TELLING_WORDS, LATER_WORDS = 8.0, 16.0  # weight of words that two sentences share if one number in both is one thing


@cache
def classes() -> dict[str, str]:
    """Lemma to class of things counted."""
    listed = lexicon.read("counted_classes.yaml").items()
    return {lemma: name for name, lemmas in listed for lemma in lemmas.split()}


def is_event(outcome: str | None) -> bool:
    """Whether who suffered the outcome can only be the same in reports of one event."""
    return outcome in _events()


@cache
def _events() -> frozenset[str]:
    return frozenset(likeness.settings()["outcomes"])


@cache
def akin() -> dict[str, str]:
    """Outcome to the first of those that may stand for it where the number is the same: "four shot", "four wounded"."""
    return {outcome: group[0] for group in likeness.settings()["akin"] for outcome in group}


def gap(a: Fact, b: Fact) -> float:
    """How many times the larger of two numbers is the smaller, at their nearest; infinite where one is unknown."""
    if a.interval is None or b.interval is None:
        return math.inf
    (_, below), (above, _) = sorted((a.interval, b.interval))
    if above <= below:
        return 1.0
    return above / below if below > 0 else math.inf


def least(a: Fact, b: Fact) -> float:
    """The smaller of both sizes, in SI units for measures."""
    return min(a.size, b.size)


def same_number(a: Fact, b: Fact) -> bool:
    """Whether both state one number, whatever their bounds."""
    one, other = a.report, b.report
    return one.value is not None and other.value is not None and one.value * one.scale == other.value * other.scale


def opposed(a: Fact, b: Fact) -> bool:
    """Whether one says at least what the other says at most."""
    one, other = a.report.bound, b.report.bound
    return (one in FLOORS and other in CEILINGS) or (one in CEILINGS and other in FLOORS)


def same_outcome(a: Fact, b: Fact) -> bool:
    """Whether the same, or as good as the same, happened to both."""
    return a.outcome_class == b.outcome_class


def silent(fact: Fact) -> bool:
    """Whether nothing is said that the lexicon knows of what happened: "5,000 troops" whom somebody "diverted"."""
    return not (fact.gains or outcomes.is_known(fact.outcome))


def moving(a: Fact, b: Fact) -> bool:
    """Whether both count the people whom one story drives from their homes, a number that grows for weeks."""
    if not (a.moves and b.moves and a.person and b.person):
        return False
    return days_apart(a, b) <= LATE and same_story(a, b)


def of_two_countries(a: Fact, b: Fact) -> bool:
    """Whether their words name two countries; people driven from home are of the country they are placed in."""
    if not moving(a, b):
        return None not in (a.land, b.land) and a.land != b.land
    lands = {f.land or (f.where.country if f.placed and f.where is not None else None) for f in (a, b)}
    return None not in lands and len(lands) > 1


def war_toll(a: Fact, b: Fact) -> bool:
    """Whether both count those whom a war killed or drove from home, a number that every report of it carries on."""
    if a.outcome_class != b.outcome_class or not (a.victims or a.moves):
        return False
    if not (_of_war(a) and _of_war(b)):
        return False
    return (a.size >= _most(a) and b.size >= _most(b)) or days_apart(a, b) <= LATE


def _of_war(fact: Fact) -> bool:
    """Whether people are too many for one event, or many and said to be those of a campaign."""
    return fact.size >= _most(fact) or (fact.campaign and fact.size >= TELLING)


def _most(fact: Fact) -> float:
    """How many people one event may kill or drive from home."""
    return MILLION if fact.moves else TELLING_ALONE


def of_hours(a: Fact, b: Fact) -> bool:
    """Whether one is the count of a day, the other a sum to date."""
    return (a.daily and (b.total or b.campaign)) or (b.daily and (a.total or a.campaign))


def not_of_campaign(a: Fact, b: Fact) -> bool:
    """Whether one counts a campaign's victims, the other what may be one event's."""
    other = b if a.campaign else a
    if same_day(a, b) and same_number(a, b):
        return False
    return a.victims and a.campaign != b.campaign and least(a, b) >= TELLING and other.size < _most(other)


def of_one_land(a: Fact, b: Fact) -> bool:
    """Whether both are of one place, or sums to date of one country, by their words or their articles' focus."""
    sums = a.campaign or b.campaign or a.total or b.total
    return at_one_place(a, b) or (sums and a.country is not None and a.country == b.country)


def gained(a: Fact, b: Fact) -> bool:
    """Whether both tell what ground was gained in one story, at one place or of one land: a count that moves daily."""
    if not (a.gains and b.gains and same_story(a, b)):
        return False
    there = at_one_place(a, b) or (a.kind == "distance" and a.outcome == b.outcome and None in (a.where, b.where))
    alike = a.kind != "count" or a.thing == b.thing
    main = a.lead and b.lead and None in (a.where, b.where)
    return alike and same_outcome(a, b) and (there or main or bool(a.modifiers & b.modifiers))


def same_story(a: Fact, b: Fact) -> bool:
    """Whether their articles tell one story, or both news of one region within days."""
    if a.story == b.story:
        return True
    dated = a.published is not None and b.published is not None
    return dated and a.region is not None and a.region == b.region and days_apart(a, b) <= WEEK


def same_place(a: Fact, b: Fact) -> bool:
    """Whether both are put at one place."""
    return a.where is not None and b.where is not None and a.where.place_id == b.where.place_id


def at_one_place(a: Fact, b: Fact) -> bool:
    """Whether both are put at one place, or one in the other."""
    return a.where is not None and b.where is not None and (a.where.holds(b.where) or b.where.holds(a.where))


def same_day(a: Fact, b: Fact) -> bool:
    """Whether both state one day as their first."""
    return a.start is not None and a.start == b.start


def days_apart(a: Fact, b: Fact) -> int:
    """Days between their publication; 0 where one is undated."""
    return 0 if a.published is None or b.published is None else abs((a.published - b.published).days)


def same_news(a: Fact, b: Fact) -> bool:
    """Whether both are their articles' main count of one event: a wrong place or day then speaks of a wrong reading."""
    return a.lead and b.lead and a.event == b.event and a.victims


def in_order(a: Fact, b: Fact) -> tuple[Fact, Fact]:
    """The earlier and the later of two."""
    return (a, b) if a.order < b.order else (b, a)


def updates(a: Fact, b: Fact) -> bool:
    """Whether both are main counts, not dated to other days, of which the later does not fall behind the earlier."""
    first, second = in_order(a, b)
    grows = days_apart(a, b) <= 1 or first.size <= second.size or (second.report.value is None and gap(a, b) == 1.0)
    return a.lead and b.lead and grows and not other_news(a, b)


def other_news(a: Fact, b: Fact) -> bool:
    """Whether their articles date their news to days apart."""
    return a.news_day is not None and b.news_day is not None and abs((a.news_day - b.news_day).days) > NEAR_DAYS


def listed_apart(a: Fact, b: Fact) -> bool:
    """Whether one sentence tells twice of so few people: "two men and two women", "one here, one there".

    Not where the second points back ("both"), nor where a headline stands before it without a stop ("Three men shot
    Three men were shot").
    """
    one, other = a.told, b.told
    if one[:2] != other[:2] or one.pointed or other.pointed or not same_number(a, b):
        return False
    if not (a.person and b.person) or a.size >= REPEATED:
        return False
    if a.size > PAIR and " " in a.report.words and a.report.words.casefold() == b.report.words.casefold():
        return False
    return 0 < abs(one.offset - other.offset) < len(one.sentence)  # not the sentence printed twice


def alike(a: Fact, b: Fact) -> bool:
    """Whether the sentences share words that tell."""
    return likeness.shared(a.words, b.words) >= TELLING_WORDS


def beside_alike(a: Fact, b: Fact) -> bool:
    """Whether one number of victims stands beside another that is the same too: "2 killed and 16 injured"."""
    near = same_story(a, b) and days_apart(a, b) <= NEAR_DAYS
    return near and same_number(a, b) and len(a.beside & b.beside) > 1


def told_again(a: Fact, b: Fact) -> bool:
    """Whether two articles put one number in much the same words; a large one with one outcome in any two stories."""
    if a.article_id == b.article_id or not (same_number(a, b) or a.report.value is b.report.value is None):
        return False
    if a.ending == b.ending and a.interval == b.interval:  # a sentence printed again
        return True
    if a.size < MANY or not same_number(a, b):
        return False
    if not same_story(a, b) and (a.size < TELLING or a.kind != "count" or a.outcome != b.outcome or silent(a)):
        return False  # every appeal for witnesses offers a reward of 1,000 dollars
    return likeness.shared(a.words, b.words) >= LATER_WORDS


def same_incident(a: Fact, b: Fact) -> bool:
    """Whether one number of victims is of one place and time, by the words: what is recalled months later."""
    local = all(f.placed and f.where is not None and not f.where.country_wide for f in (a, b))
    if not local or None in (a.start, b.start) or least(a, b) < REPEATED:
        return False
    return a.outcome == b.outcome and same_number(a, b) and at_one_place(a, b) and days_between(a, b) <= 0


def told_of_town(a: Fact, b: Fact) -> bool:
    """Whether two reports of one story put one number of victims in one town within a day."""
    if a.story != b.story or a.outcome != b.outcome or days_apart(a, b) > 1 or least(a, b) < SOME:
        return False
    return same_number(a, b) and same_place(a, b) and a.where is not None and not a.where.country_wide


def known_by_number(a: Fact, b: Fact) -> bool:
    """Whether one number of victims is so large, or in one story large and exact, that it is no other event's."""
    if not same_number(a, b) or not (same_story(a, b) or at_one_place(a, b)):
        return False
    exact = same_story(a, b) and all(f.interval is not None and f.interval[0] == f.interval[1] for f in (a, b))
    return least(a, b) >= (TELLING if exact else THOUSAND)


def days_between(a: Fact, b: Fact) -> int:
    """Days from the end of the one stated time to the start of the other; 0 and less where they meet, or one is not."""
    if a.start is None or b.start is None:
        return 0
    return (max(a.start, b.start) - min(a.end or a.start, b.end or b.start)).days


def recognised(a: Fact, b: Fact) -> bool:
    """Whether an equal number of some size, with the same outcome in one story, outweighs a place read otherwise."""
    if told_again(a, b):
        return True
    if not same_story(a, b) or a.outcome is None or a.outcome != b.outcome or not same_number(a, b):
        return False
    if a.victims:  # a town in the figure's own clause is no wrong reading, but where a large number has its day too
        known = (least(a, b) >= TELLING and same_day(a, b)) or (least(a, b) >= MANY and not (a.placed and b.placed))
        return a.article_id != b.article_id and known
    return least(a, b) >= TELLING
