"""Where an outlet is at home, from a small table; a local paper seldom says which Springfield it means."""

from __future__ import annotations

import csv
import functools
from importlib import resources
from typing import TYPE_CHECKING, Final

from newslab.placenames import fold
from newslab.resolve import Home

if TYPE_CHECKING:
    from newslab.gazetteer import Gazetteer

TABLE: Final = "outlet_homes.tsv"


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
