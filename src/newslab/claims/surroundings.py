"""What stands around a figure: other figures of its sentence, article and event that tell what it is a part of.

Also what is no news at all, for one network prints it below every story.
"""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from newslab.claims import episodes, likeness
from newslab.claims.origins import place_words
from newslab.claims.sameness import is_event
from newslab.figures import outcomes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd

    from newslab.claims.likeness import Terms

FEWEST_PLACES: Final = 2  # places whose numbers make up a total
LONG: Final = 90  # characters that no two writers put alike
FAR: Final = 80  # characters from a figure to the place it is told of
OWNER: Final = 3  # characters of an owner's ending before a number
OWNERS: Final = ("'s", "’s", "'", "’")
UNCOUNTED: Final = ("of whom", "of which")


class Surroundings(NamedTuple):
    """What a drop's figures are surrounded by.

    ``sums`` are totals of several places, ``shares`` parts of what is not told otherwise, ``furniture`` no news; all
    hold ids of figures. ``wholes`` has of a part its whole, ``most`` an article's main count by outcome, ``parted`` the
    number of a place that some report gives as a part, ``lands`` the country that a figure's words name, ``beside`` the
    numbers of victims in a sentence, ``words`` the weight of its words; ``headlines`` are outcomes and numbers of
    articles' headlines.
    """

    sums: set[str]
    shares: set[str]
    furniture: set[str]
    wholes: dict[str, str]
    most: dict[tuple[str, str], float]
    parted: dict[tuple[int, str, str], float]
    lands: dict[str, str]
    beside: dict[tuple[str, str], frozenset[tuple[str, float]]]
    words: dict[str, Terms]
    headlines: set[tuple[str, str, float]]


def of(
    figures: pd.DataFrame, places: pd.DataFrame, articles: Mapping[str, Any], groups: episodes.Groups
) -> Surroundings:
    """Surroundings of a drop's figures.

    Parameters
    ----------
    figures, places : pandas.DataFrame
        Tables as in :mod:`newslab.schema`.
    articles : mapping of article_id to row
        The articles.
    groups : Groups
        Their events and stories.
    """
    wholes = _wholes(figures)
    titles = figures[figures["section"] == "headline"]
    named = place_words(places["name"])
    return Surroundings(
        sums=_sums(figures) | _spread(figures, articles),
        shares=_shares(figures),
        furniture=_furniture(figures, articles, groups.story),
        wholes=wholes,
        most=_main_counts(figures),
        parted=_parted(figures, wholes, groups),
        lands=_lands(figures, places, articles),
        beside=_beside(figures),
        words=likeness.weighed_words(figures["article_id"].tolist(), figures["sentence"].tolist(), named),
        headlines=set(zip(titles["article_id"], titles["outcome"], titles["value"], strict=True)),
    )


def _furniture(figures: pd.DataFrame, articles: Mapping[str, Any], story: Mapping[str, int]) -> set[str]:
    """Figures of which nothing known is said, in words that one network prints below one story after another."""
    printed: dict[tuple[str, str], set[int]] = defaultdict(set)
    key_of = {}
    networks = {name: episodes.network(article) for name, article in articles.items()}
    columns = ["figure_id", "article_id", "outcome", "sentence", "text"]
    for figure, article, outcome, sentence, text in zip(*(figures[c].tolist() for c in columns), strict=True):
        if not networks[article] or outcomes.is_known(given(outcome)):
            continue
        words = sentence[max(sentence.find(text), 0) :].casefold()  # whatever stands before it differs
        words = words if len(words) >= episodes.ENDING else ending(sentence)
        if not words:  # many a sentence ends in "5,000 people"
            continue
        key_of[figure] = key = (networks[article], words)
        printed[key].add(story[article])
    return {figure for figure, key in key_of.items() if len(printed[key]) > 1}


def _main_counts(figures: pd.DataFrame) -> dict[tuple[str, str], float]:
    """By article and outcome the largest main count of victims."""
    victims = figures["outcome"].map(is_event).astype(bool)
    mains = figures[figures["lead"] & victims & figures["value"].notna() & (figures["unit"] == "person")]
    return dict(mains.groupby(["article_id", "outcome"], observed=True)["value"].max().items())


def _wholes(figures: pd.DataFrame) -> dict[str, str]:
    """Of each figure that is a part ("of whom six children") the last larger one of its sentence with its outcome."""
    victims = figures["outcome"].map(is_event).astype(bool)
    counts = figures[(figures["kind"] == "count") & victims & figures["value"].notna()]
    columns = ["article_id", "sentence", "outcome", "figure_id", "value", "change"]
    found: dict[str, str] = {}
    told: dict[tuple[str, str, str], list[tuple[str, float]]] = defaultdict(list)
    for *key, name, value, change in zip(*(counts[c].tolist() for c in columns), strict=True):
        before = told[tuple(key)]
        if change == "subset":
            whole = next((other for other, size in reversed(before) if size > value), None)
            found |= {name: whole} if whole is not None else {}
        else:
            before.append((name, value))
    return found


def _parted(
    figures: pd.DataFrame, wholes: Mapping[str, str], groups: episodes.Groups
) -> dict[tuple[int, str, str], float]:
    """Largest number by event, outcome and place that a report gives as a part: "46 killed, including 33 in Bergen"."""
    place = dict(zip(figures["figure_id"], figures["place_id"], strict=True))
    columns = ("figure_id", "article_id", "outcome", "place_id", "place_basis", "value")
    parts = figures[figures["figure_id"].isin(wholes)]
    found: dict[tuple[int, str, str], float] = defaultdict(float)
    for name, article, outcome, where, basis, value in zip(*(parts[c].tolist() for c in columns), strict=True):
        if basis == "clause" and isinstance(where, str) and place[wholes[name]] != where:
            key = (groups.event.get(name, groups.main[article]), outcome, where)
            found[key] = max(found[key], value)
    return found


def _shares(figures: pd.DataFrame) -> set[str]:
    """Parts of what is told nothing else, or not counted: "12 of the 40 guards died", "villagers, dozens of whom fled".

    Of these outcomes all that met them are told.
    """
    parts = figures[(figures["change"] == "subset") & figures["outcome"].notna()]
    plain = figures[figures["outcome"].isna()]
    bases = set(zip(plain["article_id"], plain["end"], strict=True))
    first = figures.groupby(["article_id", "sentence"], observed=True)["start"].min()
    columns = ("figure_id", "article_id", "sentence", "start", "end", "change_cue")
    found = set()
    for name, article, sentence, start, end, cue in zip(*(parts[c].tolist() for c in columns), strict=True):
        uncounted = str(cue).casefold() in UNCOUNTED and start == first[article, sentence]
        found |= {name} if uncounted or (article, end) in bases else set()
    return found


def _lands(figures: pd.DataFrame, places: pd.DataFrame, articles: Mapping[str, Any]) -> dict[str, str]:
    """Country of the figures that name one in their words or as the owner: "Norwegians", "Norway's 5 million"."""
    mentions: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    columns = ["article_id", "end", "start", "country"]
    for article, *mention in zip(*(places[c].tolist() for c in columns), strict=True):
        if isinstance(mention[-1], str):
            mentions[article].append((mention[0], mention[1], mention[2]))
    for named in mentions.values():
        named.sort()
    found: dict[str, str] = {}
    columns = ["article_id", "figure_id", "start", "end"]
    for article, name, start, end in zip(*(figures[c].tolist() for c in columns), strict=True):
        lands = set(_named_at(mentions[article], articles[article].text, start, end))
        found |= {name: lands.pop()} if len(lands) == 1 else {}
    return found


def _named_at(mentions: Sequence[tuple[int, int, str]], text: str, start: int, end: int) -> Iterator[str]:
    """Countries of the mentions (end, start, country; by their ends) in a stretch of text, or that own it."""
    for i in range(bisect.bisect_left(mentions, (start - OWNER,)), len(mentions)):
        last, first, country = mentions[i]
        if first >= end:
            return
        if first >= start or text[last:start].strip() in OWNERS:
            yield country


def _beside(figures: pd.DataFrame) -> dict[tuple[str, str], frozenset[tuple[str, float]]]:
    """By article and sentence the outcomes and numbers of victims in it; every event has its one."""
    found: dict[tuple[str, str], set[tuple[str, float]]] = defaultdict(set)
    columns = ["article_id", "sentence", "outcome", "value"]
    for article, sentence, outcome, value in zip(*(figures[c].tolist() for c in columns), strict=True):
        told = is_event(given(outcome)) and value >= likeness.FEWEST
        found[article, sentence] |= {(outcome, value)} if told else set()
    return {key: frozenset(counts) for key, counts in found.items()}


def _sums(figures: pd.DataFrame) -> set[str]:
    """Figures that add up what their article gives place by place: "seven dead", of whom four in one town.

    Whatever place stands beside such a total is one of several, so it has none.
    """
    counts = figures[(figures["kind"] == "count") & figures["outcome"].notna() & ~figures["background"]]
    columns = ["article_id", "outcome", "figure_id", "value", "place_id"]
    told: dict[tuple[str, str], list[tuple[str, Any, Any]]] = defaultdict(list)
    for article, outcome, *row in zip(*(counts[c].tolist() for c in columns), strict=True):
        told[article, outcome].append((row[0], given(row[1]), given(row[2])))
    return {name for rows in told.values() if len(rows) > FEWEST_PLACES for name in _totals(rows)}


def _spread(figures: pd.DataFrame, articles: Mapping[str, Any]) -> set[str]:
    """Figures of one place and others: "3,000 slept in the town hall and other shelters"."""
    columns = ("figure_id", "article_id", "end")
    rows = zip(*(figures[c].tolist() for c in columns), strict=True)
    return {name for name, article, end in rows if _others().match(articles[article].text, end)}


@cache
def _others() -> re.Pattern[str]:
    """A place and others of its kind, behind a figure in its sentence."""
    words = likeness.settings()
    others, sites, halls = ("|".join(words[name]) for name in ("others", "sites", "halls"))
    return re.compile(
        rf"[^;.!?\n]{{0,{FAR}}}?\b(?:in|at|over|across|near)(?: (?!and\b)[\w’'-]+){{0,5}}? (?:[A-Z][\w’'-]*|{halls})"
        rf" and (?:in )?(?:the |several |many )?(?:{others}) (?:\w+ )?(?:{sites})\b"
    )


def _totals(rows: Iterable[tuple[str, Any, Any]]) -> Iterator[str]:
    """Of one article's figures of one outcome (id, value, place) those that are the sum of other places' most."""
    listed = list(rows)
    most: dict[str, float] = {}
    for _, value, place in listed:
        if place is not None and value is not None:
            most[place] = max(value, most.get(place, value))
    for name, value, place in listed:
        if value is None:
            continue
        parts = [n for where, n in most.items() if n < value and where != place]
        if len(parts) >= FEWEST_PLACES and sum(parts) == value:
            yield name


def ending(sentence: str) -> str:
    """How a sentence ends that is too long to be two writers'; empty for a short one."""
    words = " ".join(sentence.split()).casefold()
    return words[-LONG:] if len(words) >= LONG else ""


def given(value: Any) -> Any:
    """The value, or None where the table has none."""
    return None if value is None or value != value else value
