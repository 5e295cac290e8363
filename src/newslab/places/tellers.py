"""The place of those who do or tell: what Peru's health ministry counts happened in Peru, where nothing else is said.

Only bodies whose reach ends at their town or border count so: police, rescuers, hospitals, mayors. An army, a president
or "officials" speak of anywhere.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from newslab.places import clauses
from newslab.places.pagewords import cues

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from newslab.places.placemention import PlaceMention

_OWNED: Final = frozenset({"poss", "amod", "compound", "nmod"})
_HIGHEST: Final = 12
"""Steps up a parse tree from a figure to those who tell of it."""


def place(spots: Sequence[tuple[PlaceMention, Token]], figure: Token) -> PlaceMention | None:
    """The place, among those of a figure's sentence, of the local body that did or told what the figure counts."""
    subjects = {subject.i: subject for subject in _subjects(figure)}
    for mention, token in spots:
        body = _owner(token)
        if body is not None and body.i in subjects and _is_local(body):
            return mention
        if token.i in subjects and _deed(token.head) in cues()["done_at_home"]:
            return mention
    return None


def is_seat(mention: PlaceMention, name: Token) -> bool:
    """Whether a place is no more than where those sit who tell: "according to officials in Lisbon and Oslo".

    Officials of one town that is no capital mostly tell of their town.
    """
    first = clauses.first_of_list(name)
    noun = _owner(first)
    if noun is None or noun.lemma_.lower() not in cues()["tell_from_afar"] or not clauses.tells(noun):
        return False
    listed = first != name or any(child.dep_ == "conj" for child in name.children)
    return listed or mention.capital or mention.precision == "country"


def _subjects(figure: Token) -> Iterator[Token]:
    """Subjects of the verbs above a figure."""
    for verb in itertools.islice(figure.ancestors, _HIGHEST):
        yield from (child for child in verb.children if child.dep_ in ("nsubj", "agent"))


def _owner(name: Token) -> Token | None:
    """The noun that a place's name belongs to: "Peru's health ministry", "Kenyan police", "the mayor of Zadar"."""
    if name.dep_ in _OWNED:
        return name.head
    return name.head.head if name.dep_ == "pobj" and name.head.lower_ in ("of", "in") else None


def _deed(verb: Token) -> str:
    """Lemma of a verb with its particle: take_in."""
    return "_".join([verb.lemma_, *(child.lower_ for child in verb.rights if child.dep_ == "prt")])


def _is_local(body: Token) -> bool:
    """Whether a body's reach ends at its own town or border."""
    named = (body, *(word for child in body.lefts for word in child.subtree))
    return any(word.lower_ in cues()["local_bodies"] for word in named)
