"""Which of the places of a name is meant: one sense per name and text, weighed by what else the text names.

Every candidate of every name is described by the same handful of numbers (:data:`newslab.places.factors.FACTORS`); a
softmax over the candidates of one name, with stored coefficients, gives each a probability. This is done in rounds:
the first looks at a candidate by itself and at "X, Y"; the later ones also at how well it agrees with the countries,
regions and points that the other names of the text stand for so far.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from newslab.places import widenames
from newslab.places.factors import FACTORS, MOST_CANDIDATES, Name, board, company
from newslab.places.pagewords import cues

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    import numpy.typing as npt

    from newslab.gazetteer import Place
    from newslab.places.factors import Array, Home
    from newslab.places.pagewords import Layout
    from newslab.places.toponyms import Candidate

_AREAS: Final = frozenset({"region", "district", "country", "area"})
_MOST_IN_LIST: Final = 4
_MOST_ROWS: Final = 2000
"""Candidates weighed against one another at a time: every pair is compared, and a gazetteer is a text too."""
_CLOSE: Final = float(np.exp(-1))
"""Nearness, as in :func:`newslab.places.factors.board`, of places some 100 km apart: one place for the score."""


def gather(page: Layout, found: Sequence[Candidate]) -> list[Name]:
    """Mentions by name, in order of first appearance; names without candidates are left out.

    A mention with a word for an area ("Kursk region", "the region of Kursk", "Donetsk and Luhansk regions") or for a
    town ("the city of Kharkiv") can only be such a place; it is settled apart from the mentions without one.
    """
    names: dict[tuple[str, str, str], Name] = {}
    kinds = _kinds(page, found)
    for c in found:
        if not c.places:
            continue
        key, kind = page.text[c.start : c.end].casefold(), kinds[c.i]
        places = _of_kind(c.places, kind)[:MOST_CANDIDATES]
        names.setdefault((key, kind, places[0].place_id), Name(key, [], places)).mentions.append(c)
    return list(names.values())


def _kinds(page: Layout, found: Sequence[Candidate]) -> dict[int, str]:
    """Kind of place each mention stands for: as its own words say, else as most mentions of the name that say it.

    "Kursk" after "the Kursk region" is the region still; but in "Vovchansk, Kharkiv region" the word only explains, and
    a capital's name falls back to the city. A name that speaks somewhere in the text as a capital does is the capital.
    Of what is left :mod:`newslab.places.widenames` may tell.
    """
    within = {k for c in found if c.j - c.i > 1 for k in range(c.i, c.j)}
    kinds = {c.i: mark(page, c, within) for c in found}
    said: dict[str, int] = {}
    bare: dict[str, int] = {}
    for c in found:
        key = page.text[c.start : c.end].casefold()
        if kinds[c.i] == "area" and page.gap(c.i).strip() != ",":
            said[key] = said.get(key, 0) + 1
        elif kinds[c.i] == "":
            bare[key] = bare.get(key, 0) + 1
    speaking = {page.text[c.start : c.end].casefold() for c in found if c.speaks and _is_capital(c)}
    for c in found:
        key = page.text[c.start : c.end].casefold()
        if kinds[c.i] == "" and key in speaking:
            kinds[c.i] = "capital"
        elif kinds[c.i] == "" and not _is_capital(c) and said.get(key, 0) >= bare[key]:
            kinds[c.i] = "area"
    told = widenames.kinds(page, found)
    return {i: kind or told.get(i, "") for i, kind in kinds.items()}


def _is_capital(c: Candidate) -> bool:
    return bool(c.places) and c.places[0].capital


def _of_kind(places: tuple[Place, ...], kind: str) -> tuple[Place, ...]:
    if kind == "capital":
        return tuple(p for p in places if p.capital)
    if kind == "wide":
        return widenames.without_town(places)
    wanted = _AREAS if kind == "area" else {"town"} if kind == "town" else None
    return (wanted and tuple(p for p in places if p.feature in wanted)) or places


def mark(page: Layout, c: Candidate, within: Set[int]) -> str:
    """Whether the words around a name say that it is an ``"area"`` or a ``"town"``; else an empty string.

    ``within`` are the positions of words that belong to longer names: "Washington, the United States" lists no states.
    """
    one = cues()
    if page.gap(c.j) == " ":
        after, later = page.at(c.j), page.at(c.j + 1)
        if after in one["areas"] | one["areas_plural"] or (
            after in one["between_name_and_area"] and later in one["areas"]
        ):
            return "area"
        if after in one["towns"] and later != "of":
            return "town"
        if _lists_areas(page, c.j, within):
            return "area"
    elif _lists_areas(page, c.j, within):
        return "area"
    before = c.i - 1
    if page.at(before) == "of" and page.gap(c.i) == " " and page.gap(before) == " ":
        owner = page.at(before - 1)
        return "area" if owner in one["areas"] | one["areas_plural"] else "town" if owner in one["towns"] else ""
    return ""


def _lists_areas(page: Layout, i: int, within: Set[int]) -> bool:
    """Whether a list of names that goes on at word ``i`` ends in "regions": each of them is then one."""
    plural = cues()["areas_plural"]
    for k in range(i, min(i + 2 * _MOST_IN_LIST, len(page.words))):
        if page.lower[k] in plural:
            return k > i and k not in within
        if (
            "\n" in page.gap(k)
            or page.gap(k).strip() not in {"", ","}
            or not (page.words[k][0].isupper() or page.lower[k] in {"and", "or", "the"})
        ):
            return False
    return False


def softmax(scores: Array, owner: npt.NDArray[np.int64], n: int) -> Array:
    """Probabilities of each name's candidates."""
    top = np.full(n, -np.inf)
    np.maximum.at(top, owner, scores)
    powers = np.exp(scores - top[owner])
    share: Array = powers / np.bincount(owner, powers, minlength=n)[owner]
    return share


def settle(page: Layout, names: list[Name], home: Home | None, rounds: Sequence[Sequence[float]]) -> None:
    """Fill each name's ``belief`` with the probability of each of its places.

    Parameters
    ----------
    page : Layout
        Words of the article.
    names : list of Name
        Names to settle, changed in place.
    home : Home or None
        Where the outlet is at home.
    rounds : sequence of coefficient vectors
        The first round's for the factors of a candidate by itself, then those of the rounds with company.
    """
    block: list[Name] = []
    rows = 0
    for name in names:
        if rows + len(name.places) > _MOST_ROWS:
            _settle_block(page, block, home, rounds)
            block, rows = [], 0
        block.append(name)
        rows += len(name.places)
    _settle_block(page, block, home, rounds)


def _settle_block(page: Layout, names: list[Name], home: Home | None, rounds: Sequence[Sequence[float]]) -> None:
    if not names:
        return
    b = board(page, names, home)
    belief = softmax(b.static @ np.asarray(rounds[0]), b.owner, len(names))
    table, last = b.static, np.asarray(rounds[0])
    for coefficients in rounds[1:]:
        table, last = company(b, belief), np.asarray(coefficients)
        belief = softmax(table @ last, b.owner, len(names))
    begin = 0
    for name in names:
        rows = slice(begin, begin + len(name.places))
        begin = rows.stop
        name.belief = belief[rows]
        close = b.nearness[rows.start + name.best, rows] > _CLOSE
        name.near = float(name.belief[close].sum())
        name.rival = float(name.belief[~close].max(initial=0.0))
        name.facts = table[rows][name.best]
        order = np.argsort(-name.belief, kind="stable")
        name.gain = last * (table[rows][order[0]] - (table[rows][order[1]] if len(order) > 1 else 0))


_REASONS: Final = {
    "qualified": "named with the place it lies in",
    "disqualified": "named with the place it lies in",
    "qualifies": "named as what another place lies in",
    "acting_capital": "speaks or acts as a capital does",
    "home_country": "near the outlet's home",
    "home_region": "near the outlet's home",
    "home_near": "near the outlet's home",
    "same_country": "in a country the text is about",
    "same_region": "in a region the text is about",
    "near": "near the text's other places",
    "beside_parent": "beside a place of the same region",
}


def reason(name: Name) -> str:
    """What decided for a settled name's place over the next one, in words."""
    if len(name.places) == 1:
        return "the only place of this name"
    factor = FACTORS[int(np.argmax(name.gain))]
    return _REASONS.get(factor, "the best known of this name")
