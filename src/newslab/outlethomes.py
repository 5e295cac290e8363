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

from newslab.placenames import fold
from newslab.factors import Home

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newslab.gazetteer import Gazetteer, Place

TABLE: Final = "outlet_homes.tsv"
LEAST_TEXTS: Final = 2
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
    regions: collections.Counter[str] = collections.Counter()
    towns: collections.Counter[str] = collections.Counter()
    known: dict[str, Place] = {}
    for text in texts:
        votes: dict[str, float] = {}
        for match in _ABBREVIATION.finditer(text):
            place = gazetteer.abbreviation(match[1])
            if place is not None and place.admin1 is not None:
                votes[place.admin1] = 1.0
        for name in sorted({span.folded for span in gazetteer.scan(text)}):
            if gazetteer.common_word(name) or gazetteer.person_name(name):
                continue
            places = gazetteer.candidates(name)[:_WEIGHED]
            for place in places:
                if place.admin1 is None:
                    continue
                share = 1.0 if place is places[0] and place.feature == "region" else 1 / len(places)
                votes[place.admin1] = max(votes.get(place.admin1, 0.0), share)
                if place.feature == "town":
                    known[place.place_id] = place
                    towns[place.place_id] += 1
        regions.update(votes)  # type: ignore[arg-type]  # a Counter of shares
    (first, most), *rest = [*regions.most_common(2), ("", 0), ("", 0)][:2]
    if most < LEAST_SHARE * len(texts) or most < _LEAD * rest[0][1]:
        return None
    at_home = [(n, known[key].population, key) for key, n in towns.items() if known[key].admin1 == first and n > 1]
    if not at_home:
        return None
    place = known[max(at_home)[2]]
    return Home(place.lat, place.lon, place.country, first)
