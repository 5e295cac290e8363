"""What a measure is of where its noun stands elsewhere: "rainfall could reach 50 inches", "$3 million in damage"."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from newslab import lexicon
from newslab.figures import people, phrases, sentences
from newslab.figures.counted import Counted, lemma

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

BEHIND = 6
"""Tokens behind a measure that may name what it is of."""


@functools.cache
def _data() -> dict[str, Any]:
    return lexicon.read("measured.yaml")


def is_fallen(noun: Token | None) -> bool:
    """Whether a noun is rain, snow or the like, whose depth is told whatever verb it stands with."""
    return noun is not None and lemma(noun) in _data()["things"]["distance"]


def read(doc: Doc, counted: Counted, kind: str, after: int) -> Counted:
    """The phrase a measure is of, or the same one; ``after`` is the first token behind the measure."""
    if kind not in _data()["things"] or (counted.head is not None and counted.head.lower_ != "worth"):
        return counted
    noun = _behind(doc, after) or _told_of(counted.anchor) or _reading(counted.anchor, kind)
    noun = _meant(noun, counted.anchor, kind) if noun is not None else None
    if noun is None:
        return counted
    start = min([noun.i, *(c.left_edge.i for c in noun.lefts if c.dep_ in ("amod", "compound", "nmod"))])
    return Counted(counted.anchor, noun, start, noun.i + 1, rule="named")


def _behind(doc: Doc, after: int) -> Token | None:
    """The noun straight behind a measure: "$3 million in | damage", "$3 million worth of | grain"."""
    start = after + (doc[after : after + 1].text.lower() == "worth")
    if doc[start : start + 1].text.lower() not in ("in", "of"):
        return None
    _, _, head = phrases.scan(doc, start + 1, min(len(doc), start + BEHIND))
    return head if head is not None and head.tag_ in ("NN", "NNS") and not people.is_measure(lemma(head)) else None


def _told_of(token: Token) -> Token | None:
    """The noun over against a measure: the subject of its verb, or what has it behind "of"."""
    above, verb = token.head, token.head
    if token.dep_ == "pobj":
        if above.lower_ == "of" and above.head.tag_ in ("NN", "NNS"):
            return above.head
        verb = above.head
        stated = above.lower_ in ("to", "at") and verb.lemma_ in _data()["moving"] + _data()["amounting"]
    elif above.lower_ == "worth":
        verb, stated = above.head, True
    else:
        stated = token.dep_ in ("dobj", "attr") and verb.lemma_ in _data()["amounting"]
    return _subject(verb) if stated else None


def _subject(verb: Token) -> Token | None:
    """The common noun that a verb is said of, or the noun itself that "worth" stands with."""
    if verb.tag_ in ("NN", "NNS"):
        return verb
    if verb.dep_ == "acl":
        return verb.head
    return next((c for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass") and c.tag_ in ("NN", "NNS")), None)


def _reading(token: Token, kind: str) -> Token | None:
    """The last noun for a reading before a depth: "a top reading on Tuesday, since the storm began, of 50 inches"."""
    if kind != "distance" or not _is_depth(token):
        return None
    before = list(token.doc[sentences.bounds(token)[0] : token.i])
    return next((t for t in reversed(before) if lemma(t) in _data()["readings"][kind]), None)


def _is_depth(unit: Token) -> bool:
    """Whether a unit is one of depths: a distance walked in the rain is none."""
    return lemma(unit) in _data()["depth_units"]


def _meant(noun: Token, unit: Token, kind: str) -> Token | None:
    """The thing itself where the noun is only a reading of it: "a top reading of 50 inches" of rain."""
    things = _data()["things"][kind]
    if lemma(noun) in things:
        return noun
    if lemma(noun) in _data()["readings"][kind] and (kind != "distance" or _is_depth(unit)):
        near = noun.doc[sentences.before(noun) : sentences.bounds(noun)[1]]
        if named := next((token for token in reversed(near) if lemma(token) in things), None):
            return named
    return noun if kind in _data()["any_noun"] and people.unit_of(lemma(noun)) != "person" else None
