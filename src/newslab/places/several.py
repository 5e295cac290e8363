"""Whether a figure belongs to several places at once, so that a pin on one of them would be wrong."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from newslab.places import clauses
from newslab.places.pagewords import cues

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

_STEPS: Final = 25
"""Steps up the parse from a place's name: longer lists are parse errors."""
_FURTHER: Final = frozenset({"conj", "appos"})
_ASIDE: Final = frozenset({"prep", "advcl", "acl", "relcl"})
_COUNTING: Final = frozenset({"nummod", "compound", "quantmod"})
_NAMING: Final = frozenset({"compound", "nmod", "amod", "poss"})


def listed_with(place: Token, others: Iterable[Token], figure: Token) -> list[Token]:
    """The places in one list with another, if a figure is told of it as a whole: "100 barns in | Orlo, Brod and Senj".

    Where the others have numbers of their own ("two in Orlo and three in Brod"), or it is so many in each, it is not.
    """
    if _is_apiece(figure):
        return []
    return [
        other
        for other in others
        if other != place
        and (_in_one_list(place, other) or _torn_off(place, other))
        and not any(t == figure or _is_own_number(t) for t in _between(place, other))
        and not _does_what_follows(max(place, other, key=lambda t: t.i))
    ]


def is_only_part(place: Token, figure: Token) -> bool:
    """Whether a place is only one of those where it was: "40 hurt in the south, including | a man in Orlo".

    What follows the aside's closing comma is of the whole: "40 hurt, including two men, | in Orlo". So, as likely, is
    what follows a part that is counted: "40 hurt including two men | in Orlo".
    """
    below = place
    for token in itertools.islice(place.ancestors, _STEPS):
        if token == figure or token.is_ancestor(figure) or _behind_comma(below) or _is_counted(token):
            return False
        if token.lower_ in cues()["parts"]:
            return token.i > figure.i
        below = token
    return False


def _is_counted(noun: Token) -> bool:
    return any(child.dep_ == "nummod" for child in noun.lefts)


def _behind_comma(phrase: Token) -> bool:
    edge = phrase.left_edge
    return phrase.dep_ in _ASIDE and edge.i > 0 and edge.nbor(-1).text == ","


def _is_apiece(figure: Token) -> bool:
    """Whether a figure's clause says that it is so many in each of several places."""
    verb = clauses.clause_verb(figure)
    apiece = (word for word in figure.sent if word.lower_ in cues()["apiece"] and word.dep_ != "det")
    return any(clauses.clause_verb(word) == verb and _is_of_places(word) for word in apiece)


def _is_of_places(each: Token) -> bool:
    """Whether "each" may be of the places: "one each", "in each of | Orlo and Brod", not "each of them"."""
    of_what = [word.lower_ for child in each.rights if child.lower_ == "of" for word in child.children]
    return of_what in ([], ["which"]) or (each.dep_ == "pobj" and each.head.lower_ in cues()["locative"])


def _in_one_list(one: Token, other: Token) -> bool:
    (whole, joined), (same, also) = _list(one), _list(other)
    return whole == same and (joined or also)


def _torn_off(one: Token, other: Token) -> bool:
    """Whether an aside made the parser join the later name to the verb: "in | Orlo, home to 900, and Brod"."""
    first, last = sorted((one, other), key=lambda t: t.i)
    joined = last.dep_ == "conj" and last.pos_ == "PROPN" and last.head.pos_ == "VERB"
    return joined and clauses.clause_verb(first) == last.head and last.nbor(-1).dep_ == "cc"


def _is_own_number(word: Token) -> bool:
    """Whether a word between two places is a number of one of them: "three in | Brod", "Orlo — 93%", "with 12"."""
    if not word.like_num:
        return False
    while word.dep_ in _COUNTING:
        word = word.head
    return word.dep_ != "pobj" or word.head.lower_ == "with"  # "home to 900" is no such number


def _does_what_follows(name: Token) -> bool:
    """Whether a name is the subject of what follows, read as a list's last: "40 died in Orlo and | Brod mourned"."""
    if name.i + 1 == len(name.doc):
        return False
    verb = name.nbor(1)
    finite = verb.tag_ in ("VBD", "VBZ", "VBP")
    verb = verb.head if verb.dep_ in ("aux", "auxpass") else verb
    return finite and all(child.dep_ not in ("nsubj", "nsubjpass", "expl") for child in verb.children)


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
