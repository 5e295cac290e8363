"""Numbers of one thing: when two meet, and when two that do not may be one count, grown, revised or disputed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newslab.claims.agreement import FIRST, FLOORS, SURGED
from newslab.claims.events import GROWN, WEEK
from newslab.claims.sameness import (
    GENERIC,
    MANY,
    alike,
    at_one_place,
    days_apart,
    gained,
    gap,
    in_order,
    least,
    moving,
    other_news,
    same_day,
    same_news,
    same_outcome,
    same_place,
    same_story,
    told_again,
    updates,
    war_toll,
)
from newslab.figures import outcomes

if TYPE_CHECKING:
    from newslab.claims.fact import Fact

REACH: Final = 2.0  # "at least 50" and 90 may be one count, "at least 50" and 400 are not
ROUNDED: Final = 1.5  # the same for two numbers that both may be rounded: 1,000 and 1,400, not 1,000 and 2,000
ONE_REPORT: Final = 1.25  # the same for two numbers of one article: "over 30" in its headline, 36 in its lede
REVISED: Final = 5.0  # how much the main count of one event may grow between reports


def may_differ(a: Fact, b: Fact) -> bool:
    """Whether two figures can be of one thing though their numbers do not meet.

    Each article's main count of one event, the count at one named place, or a thing named by more than its class with
    the same thing done to it; of one story a large count that moved little, the main count of one thing with one
    outcome, land that was gained there, and people driven from home.
    """
    if a.outcome is None:
        return False
    near = _same_order(a, b) or _growing(a, b)
    if gained(a, b):
        return near or updates(a, b)
    if near and war_toll(a, b):
        return not _fell(a, b)
    if moving(a, b):
        return (near or updates(a, b)) and _still_moving(a, b)
    if not near:
        return False
    if not _comparable(a, b) or not _one_thing(a, b) or a.total != b.total:
        return False
    if a.victims and (other_news(a, b) or _fell(a, b)):
        return False
    if a.lead and b.lead and not a.victims and outcomes.is_known(a.outcome):
        return a.story == b.story and days_apart(a, b) <= WEEK
    if a.event != b.event:
        return same_story(a, b) and _moved_little(a, b)
    main = a.lead and b.lead and a.victims and (_within(GROWN, a, b) or _told_alike(a, b) or updates(a, b))
    return main or bool(a.modifiers & b.modifiers) or (same_place(a, b) and _moved_little(a, b))


def _fell(a: Fact, b: Fact) -> bool:
    """Whether the number printed days later is well below the earlier."""
    first, second = in_order(a, b)
    return days_apart(a, b) > 1 and first.size > second.size and gap(a, b) > GROWN


def _told_alike(a: Fact, b: Fact) -> bool:
    """Whether more than their articles' event speaks for one count: a place, a day, a headline, words, a number."""
    return at_one_place(a, b) or same_day(a, b) or a.headline or b.headline or alike(a, b) or bool(a.beside & b.beside)


def _one_thing(a: Fact, b: Fact) -> bool:
    """Whether both count one class of things, or people in two main counts of one event, once by a word for anybody."""
    people = GENERIC in (a.thing, b.thing) and a.person and b.person
    return a.thing == b.thing or (people and (same_news(a, b) or same_place(a, b)))


def _growing(a: Fact, b: Fact) -> bool:
    """Whether both can be the toll of one disaster, at first a few and soon many."""
    disaster = least(a, b) < FIRST and max(a.size, b.size) >= MANY and _within(SURGED, a, b)
    return same_news(a, b) and updates(a, b) and disaster


def _comparable(a: Fact, b: Fact) -> bool:
    """Whether other numbers of both outcomes can be of one count: six shot are not the five injured, revised."""
    return a.outcome == b.outcome or (same_outcome(a, b) and not a.victims)


def _still_moving(a: Fact, b: Fact) -> bool:
    """Whether two numbers of people driven from home are near enough: the main ones, or those of one place."""
    if a.lead and b.lead:
        return _near_enough(SURGED if updates(a, b) else REVISED, a, b)
    return at_one_place(a, b) and _near_enough(REACH, a, b)


def _near_enough(times: float, a: Fact, b: Fact) -> bool:
    """Whether one number is at most so many times the other; of a vague word the nearest it can be counts."""
    open_ended = "vague" not in (a.report.bound, b.report.bound)
    return gap(a, b) <= times and not (open_ended and not _within(times, a, b))


def _moved_little(a: Fact, b: Fact) -> bool:
    """Whether two large counts of one story are near enough in number, day and place for one to revise the other."""
    if least(a, b) < MANY or days_apart(a, b) > WEEK:
        return False
    settings = (updates(a, b), same_day(a, b), same_place(a, b))
    return any(settings) and _within(GROWN, a, b)


def _within(times: float, a: Fact, b: Fact) -> bool:
    """Whether the larger number is at most so many times the smaller."""
    return max(a.size, b.size) <= times * min(a.size, b.size)


def _same_order(a: Fact, b: Fact) -> bool:
    """Whether one number could be a revision of the other."""
    return bool(a.size and b.size) and _within(REVISED, a, b)


def close(a: Fact, b: Fact) -> bool:
    """Whether the numbers meet; an open bound reaches only so far, or "at least 58" would be any war's total."""
    if a.article_id == b.article_id and rivals(a, b):
        return False
    return _near(a, b) and (not _vague(a, b) or _one_setting(a, b))


def _vague(a: Fact, b: Fact) -> bool:
    return "vague" in (a.report.bound, b.report.bound)


def _one_setting(a: Fact, b: Fact) -> bool:
    """Whether more than the event speaks for one count: "dozens" is said of many."""
    if same_place(a, b) or same_day(a, b) or same_news(a, b) or told_again(a, b):
        return True
    if a.article_id == b.article_id and any(x.lead and x.report.bound == "vague" for x in (a, b)):
        return True  # "dozens" in the headline, 35 in the lede
    alike_told = _both_main(a, b) or war_toll(a, b) or _both_vague(a, b) or bool(a.modifiers & b.modifiers)
    return same_story(a, b) and alike_told


def _both_main(a: Fact, b: Fact) -> bool:
    return a.lead and b.lead and same_outcome(a, b)


def _both_vague(a: Fact, b: Fact) -> bool:
    """Whether both say "dozens", of victims or in sentences alike."""
    victims = a.outcome == b.outcome and a.victims
    return a.interval == b.interval and (victims or alike(a, b))


def _near(a: Fact, b: Fact) -> bool:
    if not _meets(a, b):
        return False
    if _vague(a, b):  # "dozens" reaches from 24 to 99, "more than 7,000" is not tens of thousands
        return not (_falls_short(a, b) or _falls_short(b, a))
    bounds = {a.report.bound, b.report.bound}  # nobody who knows of more than 300 says at least 190
    reach = ROUNDED if bounds == {"eq"} or bounds <= FLOORS else REACH
    return not (a.size and b.size) or _within(reach, a, b)


def _falls_short(a: Fact, b: Fact) -> bool:
    """Whether one says at least so few that nobody would, who knows the least that the other's vague word admits."""
    return a.report.bound in FLOORS and b.interval is not None and REACH * a.size < b.interval[0]


def rivals(a: Fact, b: Fact) -> bool:
    """Whether one article's two numbers cannot be one report, unless two speakers dispute it."""
    if a.total != b.total or a.standing != b.standing:  # "killed 58 people and himself, bringing the total to 59"
        return False
    near = _meets(a, b) and (_vague(a, b) or not (a.size and b.size) or _within(ONE_REPORT, a, b))
    return not near and not _disputed(a, b)


def _disputed(a: Fact, b: Fact) -> bool:
    """Whether two speakers give the two main numbers; of ground gained the article's own voice is one."""
    main = a.lead and b.lead and None not in (a.speaker, b.speaker)
    return a.speaker != b.speaker and (gained(a, b) or main)


def _meets(a: Fact, b: Fact) -> bool:
    """Whether some number is admitted by both."""
    if a.interval is None or b.interval is None:
        return a.interval is b.interval
    return max(a.interval[0], b.interval[0]) <= min(a.interval[1], b.interval[1])
