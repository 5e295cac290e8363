"""Whether a figure belongs to several places at once, so that a pin on one of them would be wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newslab.places.pagewords import cues
from newslab.places.roles import first_of_list

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

_STEPS: Final = 25
"""Steps up the parse from a place's name: longer lists are parse errors."""
_FURTHER: Final = frozenset({"conj", "appos"})
_NAMING: Final = frozenset({"compound", "nmod", "amod", "poss"})


def is_spread(place: Token, others: Iterable[Token], figure: Token) -> bool:
    """Whether a place is one of a list that a figure is told of as a whole: "100 barns in | Orlo, Brod and Senj".

    Where the others have numbers of their own ("two in Orlo and three in Brod"), or it is so many in each, it is not.
    """
    if any(word.lower_ in cues()["apiece"] for word in figure.sent):
        return False
    whole, joined = _list(place)
    return any(
        other != place
        and _list(other)[0] == whole
        and (joined or _list(other)[1])
        and not any(t.like_num for t in _between(place, other))
        for other in others
    )


def is_only_part(place: Token, figure: Token) -> bool:
    """Whether a place is only one of those where it was: "40 villages in the south, including | Orlo"."""
    noun = first_of_list(place)
    for _ in range(_STEPS):  # "including the port of | Orlo", "including some in | Orlo"
        if noun.dep_ == "pobj" and noun.head.lower_ in cues()["parts"]:
            return noun.head.i > figure.i and not noun.head.is_ancestor(figure)
        of_noun = (
            noun.dep_ == "pobj"
            and noun.head.lower_ == "of"
            and noun.head.head.lemma_ in cues()["towns"] | cues()["seats"]
        )
        some = noun.dep_ == "pobj" and noun.head.head.lower_ in cues()["some"]
        above = noun.head.head if of_noun or some else noun.head if noun.dep_ in ("compound", "poss") else None
        if above is None:
            return False
        noun = above
    return False


def _list(place: Token) -> tuple[Token, bool]:
    """The first noun of the list that a place's name stands in, and whether it stands further on in it."""
    noun, joined = place, False
    for _ in range(_STEPS):
        further = noun.dep_ in _FURTHER
        kind = noun.dep_ == "pobj" and noun.head.lower_ == "of" and _is_kind(noun.head.head)
        if not (further or kind or noun.dep_ in _NAMING):
            break
        noun = noun.head.head if kind else noun.head
        joined = joined or further
    return noun, joined


def _is_kind(noun: Token) -> bool:
    return noun.lemma_.lower() in cues()["towns"] or noun.lemma_.lower() in cues()["land"]


def _between(one: Token, other: Token) -> Iterable[Token]:
    low, high = sorted((one.i, other.i))
    return one.doc[low + 1 : high]
