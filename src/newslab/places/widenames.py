"""Names of a land or region that a town in it bears too: which of the two a bare name means, by its company.

Only names of which the wider place is the better known ("Quebec") are looked at. Where a region is named after its
town, as Kursk's is, the bare name is the town's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newslab.places.pagewords import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newslab.gazetteer import Place
    from newslab.places.pagewords import Layout
    from newslab.places.toponyms import Candidate

_WIDE: Final = frozenset({"country", "region"})
_JOINTS: Final = frozenset({"and", "or", "&", ", and"})
"""What stands before the last of a list."""
_GOES_ON: Final = re.compile(r"(?:, (?:and |or )?| (?:and|or|&) )[A-Z]")
"""What follows a name in the middle of a list."""


def kinds(page: Layout, found: Sequence[Candidate]) -> dict[int, str]:
    """``"wide"`` or ``"town"`` by the first word of each mention of such a name, where the article tells.

    It is the town in a list of towns. It is the wider one where the article names other towns of it, names either by a
    longer name ("Quebec City", "the Gaza Strip") or a part of it ("northern Quebec"), or names countries: who tells of
    lands means a land by the name of one.
    """
    told = {c.places[0].place_id for c in found if _is_wide(c) and _is_told_wide(page, found, c)}
    out = {}
    for c in found:
        if _is_wide(c) and any(_is_town_in(n, c.places[0]) for n in _neighbours(page, found, c)):
            out[c.i] = "town"
        elif _is_wide(c) and c.places[0].place_id in told:
            out[c.i] = "wide"
    return out


def without_town(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The wider place that a name is told to mean, and what towns elsewhere have the name: Mexico, Missouri."""
    wide = places[0]
    return (wide, *(p for p in places[1:] if p.feature == "town" and not _lies_in(p, wide)))


def _is_wide(c: Candidate) -> bool:
    """Whether the best known place of a name holds a town of that name."""
    if c.demonym is not None or not c.places or c.places[0].feature not in _WIDE:
        return False
    return any(_lies_in(town, c.places[0]) for town in c.places[1:])


def _is_told_wide(page: Layout, found: Sequence[Candidate], c: Candidate) -> bool:
    wide = c.places[0]
    own = {p.place_id for p in c.places}
    length = c.end - c.start
    if page.gap(c.i) == " " and page.at(c.i - 1) in cues()["compass"]:
        return True
    for other in found:
        if not other.places or other.demonym is not None:
            continue
        place = other.places[0]
        if place.place_id in own and place.match != "variant" and other.end - other.start > length:
            return True
        if place.place_id not in own and (place.feature == "country" or _is_town_in(other, wide)):
            return True
    return False


def _is_town_in(c: Candidate, wide: Place) -> bool:
    return c.demonym is None and bool(c.places) and _lies_in(c.places[0], wide)


def _lies_in(town: Place, wide: Place) -> bool:
    if town.feature != "town" or town.country != wide.country:
        return False
    return wide.feature == "country" or (wide.admin1 is not None and town.admin1 == wide.admin1)


def _neighbours(page: Layout, found: Sequence[Candidate], c: Candidate) -> list[Candidate]:
    """The mentions beside a name in a list; in "Bogota, Colombia" the second tells where the first is."""
    out = []
    for other in found:
        first, second = (other, c) if other.i < c.i else (c, other)
        if other is c or second.i - first.j not in (0, 1):
            continue
        between = page.text[first.end : second.start].strip()
        goes_on = first is c and _GOES_ON.match(page.text, second.end) is not None
        if between in _JOINTS or (between == "," and goes_on):
            out.append(other)
    return out
