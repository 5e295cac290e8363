"""Doc to candidate place names: every span that could name a place.

Three sources propose spans: names the gazetteer knows, the statistical entities, and capitalised runs with a generic
word ("... County", "Lake ..."). None of them is believed by itself: :mod:`newslab.places.nametraits` describes each
span, and :mod:`newslab.places.evidence` weighs it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from newslab.places.pagewords import cues, word_list

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newslab.gazetteer import Gazetteer, Place
    from newslab.places.pagewords import Layout

_ABBREVIATIONS: Final = tuple(
    map(re.compile, (r"[A-Z][a-z]{0,3}\. ?[A-Z][a-z]{0,3}\.", r"[A-Z][A-Za-z]{0,5}\.", r"[A-Z][A-Za-z]{1,5}\b"))
)
_JOINS: Final = frozenset({" ", "-", "\u00a0", ". ", "–", " - "})
_SMALL_WORDS: Final = "of and the de la le les del della di da do dos das du upon on en sur al el an am in"
SMALL_WORDS: Final = frozenset(_SMALL_WORDS.split())
"""Small words that occur within place names."""
_MOST_WORDS: Final = 5
_LONGEST_ACRONYM: Final = 5  # letters
_KNOWN_IN_SMALL: Final = 1_000_000
"""Inhabitants from which a town's name is taken for one also where it is written small or all in capitals."""
_PLACE_LABELS: Final = frozenset({"GPE", "LOC", "FAC", "NORP"})


@dataclass(slots=True)
class Candidate:
    """Words ``i`` to ``j - 1`` of a layout as a possible place name."""

    i: int
    j: int
    start: int
    end: int
    places: tuple[Place, ...] = ()
    demonym: str | None = None
    """Id of what a word of origin points to, empty for peoples without a country, None for other words."""
    source: str = "name"
    probability: float = 0.0
    speaks: bool = False
    """Whether it is the subject of a verb of saying or deciding."""
    literal: float = 1.0
    """Chance that the place itself is meant, not its government or people."""


def propose(page: Layout, gazetteer: Gazetteer) -> list[Candidate]:
    """Every span that could name a place, in order of start, longer first. Spans may overlap."""
    found: dict[tuple[int, int], Candidate] = {}
    generic = cues()["generic_last"]
    for i in range(len(page.words)):
        if not page.words[i][0].isupper():
            _propose_small(page, gazetteer, i, found)
            continue
        if owned := _owned(page, gazetteer, i):
            found[i, i + 1] = _of_land(page, i, owned[0])
            continue
        for j in _ends(page, i):
            name = page.text[page.starts[i] : page.ends[j - 1]]
            places = gazetteer.candidates(name)
            demonym = _demonym(gazetteer, name)
            if demonym is not None and places and places[0].feature == "town":
                places = ()  # "Roman", "Greek": towns have such names too, and are hardly ever meant
            if places and _is_acronym(page, i, j, places[0]):
                places = ()
            places = _with_area_word(page, gazetteer, j, name) or places
            if places or demonym is not None:
                found[i, j] = Candidate(i, j, page.starts[i], page.ends[j - 1], places, demonym)
            elif j - i > 1 and (page.lower[j - 1] in generic or page.lower[i] in cues()["generic_first"]):
                found[i, j] = Candidate(i, j, page.starts[i], page.ends[j - 1], source="run")
        abbreviation = _abbreviation(page, gazetteer, i)
        if abbreviation:
            found[i, abbreviation.j] = abbreviation
    _propose_entities(page, found)
    return sorted(found.values(), key=lambda c: (c.i, -c.j))


def _of_land(page: Layout, i: int, land: Place) -> Candidate:
    """An owner as a word of origin: it tells which land's place is meant."""
    return Candidate(i, i + 1, page.starts[i], page.ends[i], (land,), land.place_id, source="owner")


def part_owners(page: Layout, gazetteer: Gazetteer) -> Layout:
    """The layout with owners whose apostrophe was lost as entities: in "Norways Bergen" a town of Norway is meant."""
    entity = list(page.entity)
    for i, ent in enumerate(page.entity):
        owned = _owned(page, gazetteer, i) if ent is not None and page.starts[i] == ent[1] else None
        if ent is None or owned is None:
            continue
        entity[i] = ("NORP", page.starts[i], page.ends[i])
        label = "GPE" if page.ends[owned[1] - 1] == ent[2] else ent[0]
        for k in range(i + 1, len(entity)):
            if page.entity[k] != ent:
                break
            entity[k] = (label, page.starts[i + 1], ent[2])
    return replace(page, entity=entity)


def _owned(page: Layout, gazetteer: Gazetteer, i: int) -> tuple[Place, int] | None:
    """The land whose name a word is but for the "s" of a lost apostrophe, and the end of its place's name behind it."""
    word, j = page.words[i], i + 1
    if not (word.endswith("s") and word[0].isupper() and page.gap(j) == " " and page.words[j][0].isupper()):
        return None
    for land in _lands(gazetteer, word[:-1]):
        if _is_in(gazetteer, word, land):  # "Philippines", whose name may lack the "s"
            return None
        ends = [k for k in _ends(page, j) if _is_in(gazetteer, page.text[page.starts[j] : page.ends[k - 1]], land)]
        if ends:
            return land, ends[-1]
    return None


def _lands(gazetteer: Gazetteer, name: str) -> list[Place]:
    """The countries of a name, and the states and regions that share it, as Georgia's."""
    places = gazetteer.candidates(name)
    wide = [place for place in places if place.feature in ("country", "region")]
    return wide if places and places[0].feature == "country" else []


def _is_in(gazetteer: Gazetteer, name: str, land: Place) -> bool:
    places = (place for place in gazetteer.candidates(name) if place.country == land.country)
    return any(land.feature == "country" or place.admin1 == land.admin1 for place in places)


def _with_area_word(page: Layout, gazetteer: Gazetteer, j: int, name: str) -> tuple[Place, ...]:
    """Areas known by the name together with the word that follows: "Washington state" is not the city."""
    after = page.at(j)
    if page.gap(j) != " " or after not in cues()["areas"]:
        return ()
    places = gazetteer.candidates(f"{name} {after}")
    return tuple(p for p in places if p.feature in {"region", "district", "country", "area"} and p.match != "variant")


def _is_acronym(page: Layout, i: int, j: int, best: Place) -> bool:
    """Whether a short word in capitals stands for something else than the town that is spelt like it (NATO, OAS)."""
    word = page.words[i]
    if j > i + 1 or not (word.isupper() and 1 < len(word) <= _LONGEST_ACRONYM and best.feature == "town"):
        return False
    loud = (i > 0 and page.words[i - 1].isupper()) or (i + 1 < len(page.words) and page.words[i + 1].isupper())
    return not (loud or best.population >= _KNOWN_IN_SMALL or "\n" in page.gap(i))


def _propose_small(page: Layout, gazetteer: Gazetteer, i: int, found: dict[tuple[int, int], Candidate]) -> None:
    """A name written small ("kyiv"), where it is a country's, a capital's or a great city's and no English word."""
    word = page.lower[i]
    if len(word) < 4 or page.pos[i] not in {"PROPN", "NOUN", "ADJ", "X"}:
        return
    if word in word_list("words_also_places.txt") or not gazetteer.is_name(word):
        return
    if gazetteer.common_word(word) or gazetteer.person_name(word):
        return
    places = gazetteer.candidates(word)
    best = places[0]
    if best.match == "name" and (best.capital or (best.feature == "town" and best.population >= _KNOWN_IN_SMALL)):
        found[i, i + 1] = Candidate(i, i + 1, page.starts[i], page.ends[i], places, source="small")


def _demonym(gazetteer: Gazetteer, name: str) -> str | None:
    """Id of what an adjective or noun of origin points to; empty for peoples without a country."""
    found = gazetteer.demonym_of(name)
    return None if found is None else found.place_id or ""


def _abbreviation(page: Layout, gazetteer: Gazetteer, i: int) -> Candidate | None:
    """A state or country abbreviated after a comma: the full stop belongs to it."""
    if page.gaps[i].strip() != ",":
        return None
    for pattern in _ABBREVIATIONS:
        match = pattern.match(page.text, page.starts[i])
        place = gazetteer.abbreviation(match.group()) if match else None
        if match and place:
            j = i + 1
            while j < len(page.words) and page.starts[j] < match.end():
                j += 1
            return Candidate(i, j, match.start(), match.end(), (place,), source="abbreviation")
    return None


def _ends(page: Layout, i: int) -> Iterable[int]:
    """Ends of the spans that begin at word ``i``: capitalised words, small words only between them."""
    yield i + 1
    for j in range(i + 1, min(i + _MOST_WORDS, len(page.words))):
        if page.gaps[j] not in _JOINS:
            return
        if page.words[j][0].isupper():
            yield j + 1
        elif page.lower[j] not in SMALL_WORDS:
            return


def _propose_entities(page: Layout, found: dict[tuple[int, int], Candidate]) -> None:
    i, n = 0, len(page.words)
    while i < n:
        ent = page.entity[i]
        if ent is None or ent[0] not in _PLACE_LABELS:
            i += 1
            continue
        j = i
        while j < n and page.entity[j] == ent:
            j += 1
        first, last = i, j
        while first < last and not page.words[first][0].isupper():
            first += 1
        while last > first and (page.lower[last - 1] in {"s", "the"} or page.starts[last - 1] >= ent[2]):
            last -= 1
        if page.lower[first : first + 1] == ["the"]:
            first += 1
        if last > first and last - first <= 8 and (first, last) not in found and page.starts[first] >= ent[1]:
            start, end = page.starts[first], page.ends[last - 1]
            if end <= ent[2]:
                found[first, last] = Candidate(first, last, start, end, source="entity")
        i = j
