"""Doc to place mentions: role, resolved / ambiguous / unresolved, score.

Recognition (:mod:`newslab.places.evidence`), role (:mod:`newslab.places.roles`) and resolution
(:mod:`newslab.places.resolve`) are put together here. A pin needs a score of its own; below it the mention stays
``ambiguous`` with its candidates, or ``unresolved`` with a reason.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from newslab.articles import Line
from newslab.places import evidence, outlethomes, pagewords, resolve, roles, toponyms
from newslab.places.mainplace import Focus, focus, is_desk
from newslab.places.placemention import PlaceMention
from newslab.places.whereabouts import place_of
from newslab.schema import READABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc

    from newslab.articles import Article
    from newslab.gazetteer import Gazetteer, Place
    from newslab.places.factors import Home, Name
    from newslab.places.pagewords import Layout
    from newslab.places.toponyms import Candidate

__all__ = ["Focus", "PlaceMention", "find", "focus", "is_desk", "place_of"]

_SMALL_TOWN: Final = 50_000
"""Inhabitants below which being the best known of a name proves little."""
_CLOSE_RIVAL: Final = 0.2
"""Share of the belief in a place, from which a namesake farther off leaves a small town undecided."""
_SHOWN: Final = 5
"""Candidates listed with a mention."""


def find(
    doc: Doc,
    article: Article,
    gazetteer: Gazetteer,
    prior: Home | None = None,
    *,
    model: Mapping[str, Any] | None = None,
) -> list[PlaceMention]:
    """Place mentions of an article, in order; spans do not overlap.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        Parse of ``article.text``.
    article : Article
        Text, outlet and line labels; an article without lines is read whole.
    gazetteer : Gazetteer
        Names of places.
    prior : Home, optional
        Where the outlet is at home; by default as ``resources/outlet_homes.tsv`` says.
    model : mapping, optional
        Fitted numbers; by default those stored with the package.
    """
    model = model or evidence.weights()
    lines = [line for line in article.lines if line.label in READABLE]
    if not article.lines:
        lines = [Line(0, len(article.text), "body")]
    page = toponyms.part_owners(pagewords.lay_out(doc, article.text, lines), gazetteer)
    found = recognise(page, gazetteer, model)
    roles.judge(page, doc, found, model["role"])
    home = prior or outlethomes.home_of(article.outlet, gazetteer)
    names = resolve.gather(page, found)
    resolve.settle(page, names, home, model["rounds"])
    settled = {id(c): name for name in names for c in name.mentions}
    return [_mention(page, c, settled.get(id(c)), model) for c in found]


def recognise(page: Layout, gazetteer: Gazetteer, model: Mapping[str, Any]) -> list[Candidate]:
    """Recognised names with their candidates; a demonym's only candidate is the country or region it points to."""
    found = evidence.recognise(page, gazetteer, model)
    for c in found:
        if not c.places and c.demonym:
            place = gazetteer.get(c.demonym)
            c.places = (place,) if place else ()
    return found


def _mention(page: Layout, c: Candidate, name: Name | None, model: Mapping[str, Any]) -> PlaceMention:
    base = PlaceMention(
        c.start,
        c.end,
        page.text[c.start : c.end],
        section=page.sections[c.i],
        role=roles.of(page, c, model["limits"]["literal"]),
    )
    if name is None:
        rule = "a people without a country of its own" if c.demonym == "" else "no place of this name is known"
        return replace(base, score=None, rule=rule)
    score = evidence.score(c, name, model["score"])
    place = name.places[name.best]
    shown = sorted(zip(name.belief, name.places, strict=True), key=lambda pair: -pair[0])[:_SHOWN]
    base = replace(
        base,
        n_candidates=len(name.places),
        score=round(score, 3),
        candidates=tuple(
            {
                "place_id": p.place_id,
                "name": p.name,
                "country": p.country,
                "admin1": p.admin1,
                "score": round(float(b), 3),
            }
            for b, p in shown
        ),
    )
    doubt = _doubt(c, name, place, score, model)
    government = _government(base.role, name) if doubt else None
    if government is not None:
        return _pinned(base, government, "a capital that acts stands for its government")
    if doubt is not None:
        return replace(base, status=doubt[0], rule=doubt[1])
    return _pinned(base, place, resolve.reason(name))


def _doubt(c: Candidate, name: Name, place: Place, score: float, model: Mapping[str, Any]) -> tuple[str, str] | None:
    """Status and reason of a mention that gets no pin, or None where one place is settled."""
    limits = model["limits"]
    several = ("ambiguous", "several places of this name fit")
    if _undecided(name, place):
        return several
    if score >= limits["pin" if c.demonym is None else "people"]:
        return None
    doubted = len(name.places) > 1 and name.near < limits["sense"]
    return several if doubted else ("unresolved", "too little speaks for a place here")


def _government(role: str, name: Name) -> Place | None:
    """The capital, where a name that acts or speaks is a capital's too: "Washington confirmed" is no state's doing."""
    if role != "actor":
        return None
    return next((place for place in name.places if place.capital and place.feature == "town"), None)


def _undecided(name: Name, place: Place) -> bool:
    """Whether a small town has a namesake elsewhere that fits nearly as well: the data cannot tell villages apart."""
    return place.feature == "town" and place.population < _SMALL_TOWN and name.rival > _CLOSE_RIVAL * name.near


def _pinned(base: PlaceMention, place: Place, rule: str) -> PlaceMention:
    return replace(
        base,
        status="resolved",
        place_id=place.place_id,
        geonameid=place.geonameid,
        iso=place.iso,
        name=place.name,
        feature=place.feature,
        country=place.country,
        admin1=place.admin1,
        admin1_name=place.admin1_name,
        precision=_precision(place),
        capital=place.capital,
        rule=rule,
        lon=place.lon,
        lat=place.lat,
    )


def _precision(place: Place) -> str:
    if place.vague:
        return "vague"
    return place.feature if place.feature in {"country", "region", "district", "town"} else "vague"
