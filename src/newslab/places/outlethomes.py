"""Where an outlet is at home: a local paper seldom says which Springfield it means.

Two sources, both looked up before the texts are parsed: a small documented table of papers with a home town, and, for
outlets that it lacks, what the outlet's own articles in the drop have in common.
"""

from __future__ import annotations

import collections
import csv
import functools
import re
from importlib import resources
from typing import TYPE_CHECKING, Final

from newslab.gazetteer.placenames import fold
from newslab.places.factors import Home

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newslab.articles import Article
    from newslab.gazetteer import Gazetteer, Place

TABLE: Final = "outlet_homes.tsv"
LEAST_TEXTS: Final = 2
MOST_TEXTS: Final = 12
MOST_CHARACTERS: Final = 3000
"""A dozen openings tell where a paper is at home as well as all of its pages do."""
LEAST_SHARE: Final = 0.5
"""Share of an outlet's articles that must name, or name a town of, one and the same region."""
_LEAD: Final = 1.3
"""How many times more articles the home region needs than the next one."""
_ABBREVIATION: Final = re.compile(r", ([A-Z][A-Za-z]{0,4}\.(?: ?[A-Z][a-z]{0,2}\.)?)")
_WEIGHED: Final = 12  # places of one name


@functools.cache
def _rows() -> dict[str, dict[str, str]]:
    text = (resources.files("newslab.resources") / TABLE).read_text(encoding="utf-8")
    rows = csv.DictReader((line for line in text.splitlines() if not line.startswith("#")), delimiter="\t")
    return {key: row for row in rows for key in (_key(row["outlet"]), row["host"])}


def _key(outlet: str) -> str:
    words = outlet.removeprefix("www.").strip().lower()
    return words if "." in words and " " not in words else fold(words).removeprefix("the ")


@functools.lru_cache(maxsize=512)
def home_of(outlet: str | None, gazetteer: Gazetteer) -> Home | None:
    """Home of an outlet by its name or host as a whole, or None where the table has none.

    Parameters
    ----------
    outlet : str or None
        Name as readers know it, or the site's host.
    gazetteer : Gazetteer
        Where the table's town is looked up.
    """
    row = _rows().get(_key(outlet)) if outlet else None
    if row is None:
        return None
    towns = [p for p in gazetteer.candidates(row["place"]) if p.country == row["country"] and p.feature == "town"]
    place = next((p for p in towns if p.admin1 == row["admin1"]), towns[0] if towns else None)
    return Home(place.lat, place.lon, place.country, place.admin1) if place else None


def homes(articles: Iterable[Article], gazetteer: Gazetteer) -> dict[str | None, Home]:
    """Home of each outlet that has one, by the outlet's name: the table's, else as its own articles suggest it."""
    texts: dict[str, list[str]] = collections.defaultdict(list)
    for article in articles:
        if article.outlet:
            texts[article.outlet].append(article.text)
    found = {outlet: home_of(outlet, gazetteer) or learn(own, gazetteer) for outlet, own in texts.items()}
    return {outlet: home for outlet, home in found.items() if home is not None}


def learn(texts: Sequence[str], gazetteer: Gazetteer) -> Home | None:
    """Home of an outlet as its own articles suggest it, or None where they do not agree on a region.

    Each article speaks once for every region it names, and in shares for the regions that have a town of a name it
    uses. The home town is the one of that region named in the most articles.

    Parameters
    ----------
    texts : sequence of str
        The outlet's articles.
    gazetteer : Gazetteer
        Names of places.
    """
    if len(texts) < LEAST_TEXTS:
        return None
    regions: dict[str, float] = collections.defaultdict(float)
    towns: collections.Counter[Place] = collections.Counter()
    texts = texts[:MOST_TEXTS]
    for text in texts:
        votes, named = _votes(text[:MOST_CHARACTERS], gazetteer)
        towns.update(named)
        for region, vote in votes.items():
            regions[region] += vote
    ranked = sorted(((n, region) for region, n in regions.items()), reverse=True)
    if not ranked or ranked[0][0] < LEAST_SHARE * len(texts):
        return None
    if len(ranked) > 1 and ranked[0][0] < _LEAD * ranked[1][0]:
        return None
    region = ranked[0][1]
    at_home = [(n, town.population, town.place_id) for town, n in towns.items() if town.admin1 == region and n > 1]
    place = gazetteer.get(max(at_home)[2]) if at_home else None
    return Home(place.lat, place.lon, place.country, region) if place else None


def _votes(text: str, gazetteer: Gazetteer) -> tuple[dict[str, float], set[Place]]:
    """How strongly one article speaks for each region, from 0 to 1, and the towns its names may stand for."""
    votes: dict[str, float] = {}
    towns: set[Place] = set()
    for match in _ABBREVIATION.finditer(text):
        place = gazetteer.abbreviation(match[1])
        if place is not None and place.admin1 is not None:
            votes[place.admin1] = 1.0
    for name in sorted({span.folded for span in gazetteer.scan(text)}):
        if gazetteer.common_word(name) or gazetteer.person_name(name):
            continue
        places = gazetteer.candidates(name)[:_WEIGHED]
        for place in places:
            if place.admin1 is not None:
                share = 1.0 if place is places[0] and place.feature == "region" else 1 / len(places)
                votes[place.admin1] = max(votes.get(place.admin1, 0.0), share)
        towns.update(p for p in places if p.feature == "town")
    return votes, towns
