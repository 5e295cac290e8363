"""Which articles tell of one event: they share names, rare words and rare numbers, and lie close in time.

"Twelve people were killed" is said of a thousand events, so a count of victims can only be joined across articles where
both tell of one. What an article says of one event is an :class:`Episode`; two episodes are compared field by field
(:mod:`newslab.claims.likeness`). The log-odds that both are of one event follow from those likenesses, the days between
them and what contradicts it; the weights are data, fitted on articles with known events.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from newslab.claims import clusters
from newslab.claims.likeness import likenesses, settings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

WEEK: Final = 10  # days between two reports within which a toll grows, or one region has one story
LATE: Final = 30  # days before publication from which a stated day is of another event than the article's news
NEAR_DAYS: Final = 3  # "overnight" and "Sunday" read from two days of publication
UNDATED: Final = 7  # days between two articles, where one has no date
MANY: Final = 20  # a count from which a number is rare enough to be known as it grows
GROWN: Final = 1.5  # how much a toll may grow between two reports of one week


@dataclass(frozen=True, slots=True)
class Episode:
    """One event as one article tells of it.

    Parameters
    ----------
    episode_id : str
        Its key.
    article_id : str
        The article, or the one it copies.
    title : str
        Headline, for the article's main event.
    text : str
        The article's text, or the sentences that speak of another event.
    published : datetime.date, optional
        Day of publication.
    day : datetime.date, optional
        Day of the event, where one is stated.
    towns : frozenset of str
        Keys of the towns and districts it happened in.
    counts : frozenset of (str, float)
        Outcomes and numbers: ``("killed", 12.0)``.
    leads : frozenset of (str, float)
        Those of them that are the article's main figures.
    streets : frozenset of str
        Streets named.
    clock : frozenset of str
        Times of day given.
    mentions : mapping of str to int
        How often the article names each place that is no country.
    region : str, optional
        ISO 3166-2 code of the region of the article's focus.
    storm : str, optional
        Name of the storm that the article is about.
    outlet : str, optional
        Key of the outlet.
    main : bool
        Whether it is the article's main news.
    """

    episode_id: str
    article_id: str
    title: str
    text: str
    published: dt.date | None
    day: dt.date | None = None
    towns: frozenset[str] = frozenset()
    counts: frozenset[tuple[str, float]] = frozenset()
    leads: frozenset[tuple[str, float]] = frozenset()
    streets: frozenset[str] = frozenset()
    clock: frozenset[str] = frozenset()
    mentions: Mapping[str, int] = field(default_factory=dict)
    region: str | None = None
    storm: str | None = None
    outlet: str | None = None
    main: bool = True


def group(episodes: Sequence[Episode]) -> tuple[dict[str, int], dict[str, int]]:
    """Number of the event of each episode, and of the story of each article's main news.

    A story is a wider circle than an event: the attack, the strike in answer to it and what was said of both for weeks.

    Parameters
    ----------
    episodes : sequence of Episode
        In any order; the groups do not depend on it.

    Returns
    -------
    dict of str to int
        Episode id to event.
    dict of str to int
        Episode id to story, for main episodes.
    """
    ordered = sorted(episodes, key=lambda e: (not e.main, e.episode_id))
    near = likenesses(ordered)
    scores = {(i, j): odds(ordered[i], ordered[j], alike) for (i, j), alike in near.items()}
    owners = [e.article_id for e in ordered]
    mains = sum(e.main for e in ordered)
    wider = {(i, j): _of_one_story(near[i, j], score) for (i, j), score in scores.items() if j < mains}
    names = [e.episode_id for e in ordered]
    return (
        dict(zip(names, clusters.join(len(ordered), scores, owners), strict=True)),
        dict(zip(names, clusters.join(mains, wider, owners[:mains]), strict=False)),
    )


def odds(a: Episode, b: Episode, near: Mapping[str, float]) -> float:
    """Log-odds that two episodes are of one event."""
    found = features(a, b, near)
    return float(sum(weight * found[name] for name, weight in settings()["weights"].items()))


def _of_one_story(near: Mapping[str, float], odds: float) -> float:
    """Log-odds that two articles are of one story: less is needed, and the places they name count."""
    story = settings()["story"]
    return float(odds + story["nearer"] + story["mentions"] * near.get("mentions", 0.0))


def features(a: Episode, b: Episode, near: Mapping[str, float]) -> dict[str, float]:
    """What speaks for and against one event, by name."""
    found = {name: near.get(name, 0.0) for name in settings()["fields"]}
    one_storm = a.storm is not None and a.storm == b.storm
    lasting = one_storm or _grown(a, b)  # its days and numbers change from report to report
    return found | {
        "bias": 1.0,
        "days_between": math.log1p(_days(a.published, b.published)),
        "same_day": float(a.day is not None and a.day == b.day),
        "other_day": float(not one_storm and None not in (a.day, b.day) and _days(a.day, b.day) > NEAR_DAYS),
        "other_region": float(a.region is not None and b.region is not None and a.region != b.region),
        "other_streets": float(_other(a.streets, b.streets)),
        "other_clock": float(_other(a.clock, b.clock)),
        "other_leads": 0.0 if lasting else float(_other_leads(dict(a.leads), dict(b.leads))),
        "grown": float(_grown(a, b)),
        "one_storm": float(one_storm),
        "same_outlet": float(a.outlet is not None and a.outlet == b.outlet),
        "aside": float(not (a.main and b.main)),
    }


def _days(a: dt.date | None, b: dt.date | None) -> int:
    return UNDATED if a is None or b is None else abs((a - b).days)


def _other(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether both name some, and none in common."""
    return bool(a and b) and not a & b


def _other_leads(a: Mapping[str, float], b: Mapping[str, float]) -> int:
    """Number of outcomes of which both have a main count, and not the same one."""
    return sum(a[outcome] != b[outcome] for outcome in a.keys() & b.keys())


def _grown(a: Episode, b: Episode) -> bool:
    """Whether a toll of the later of two reports of one week can be the earlier one's, grown since."""
    if a.published is None or b.published is None or _days(a.published, b.published) > WEEK:
        return False
    first, second = (a, b) if a.published <= b.published else (b, a)
    steps = [(m, n) for o, m in first.leads for p, n in second.leads if o == p]
    steps += [(n, m) for m, n in steps] if a.published == b.published else []
    return any(MANY <= m < n <= GROWN * m for m, n in steps)
