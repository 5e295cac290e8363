"""The modality of a figure (stated, claimed, planned, ...), and the word that decided it.

That is the nearest deciding word on the way from the figure up to the top of its sentence: in "Kyiv claims Moscow plans
to send 5,000" the 5,000 are planned.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final

from newslab import lexicon
from newslab.figures import people, sentences

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from newslab.figures.counted import Counted
    from newslab.figures.deedwords import Outcome
    from newslab.numerals import Quantity

CLIMB: Final = 12
"""Steps up the parse in search of a deciding word: sentences nest no deeper in practice."""

Decision = tuple[str, str | None]
"""A class and the word that decided it."""


@functools.cache
def _data() -> dict[str, Any]:
    return lexicon.read("standing.yaml")


@functools.cache
def _modality_words() -> dict[str, str]:
    return lexicon.inverted(_data()["modality"])


@functools.cache
def _modals() -> dict[str, str]:
    return lexicon.inverted(_data()["modal"])


@functools.cache
def listed(name: str) -> frozenset[str]:
    """One plain word list of the lexicon."""
    return frozenset(_data()[name])


def modality(doc: Doc, quantity: Quantity, first: int, counted: Counted, outcome: Outcome | None) -> Decision:
    """Class of the statement that holds the figure, and the deciding word (None for plainly stated)."""
    if first and was_before(doc[first - 1]):
        return "stated", None
    for token in doc[max(sentences.bounds(counted.anchor)[0], first - 3) : first]:
        name = _modality_words().get(token.lower_)
        doubted = name == "hearsay" and token.tag_ in ("RB", "JJ", "VBN")
        if name is not None and (doubted or (name == "estimated" and token.idx >= quantity.start)):
            return name, token.text
    for child in sentences.children(counted.anchor):
        name = _modality_words().get(child.lower_) if child.dep_ in ("amod", "advmod") else None
        if name is not None and not (name == "estimated" and child.i > first):  # "500 likely voters"
            return name, child.text
    if counted.head is not None and _is_aim(counted.head):
        return "planned", counted.head.text
    deed = outcome.cue if outcome is not None else None
    if deed is not None and (found := _at(deed, deed)):
        return found
    if deed is not None and (found := _ordered(deed)):
        return found
    return _above(counted.anchor, deed) or ("stated", None)


def _above(token: Token, deed: Token | None) -> Decision | None:
    """What the words above the figure decide, the nearest first."""
    for _ in range(CLIMB):
        if token.head is token or _stands_alone(token):
            break
        below, token = token, token.head
        if _sets_scene(below, token):
            break
        if token is not deed and (found := _equated(token) or _at(token, deed)):
            return found
    return None


def _sets_scene(phrase: Token, verb: Token) -> bool:
    """Whether a phrase before a clause only says where or when: "in a town of 900 homes, | the mayor plans"."""
    return phrase.dep_ == "prep" and phrase.i < verb.i and phrase.lower_ in listed("scenes") and verb.pos_ == "VERB"


def _equated(verb: Token) -> Decision | None:
    """What is set out for, where the figure is said to be it: "the target is 300 beds"."""
    aim = next((c for c in verb.lefts if c.dep_ == "nsubj" and _is_aim(c)), None) if verb.lemma_ == "be" else None
    return ("planned", aim.text) if aim is not None else None


def was_before(prep: Token) -> bool:
    """Whether a number is what another rises or falls from, which is so already: "may rise from six to ten"."""
    if prep.lower_ != "from":
        return False
    verb = prep.head
    return verb.lower_ in ("up", "down") or verb.lemma_ in listed("increase_verbs") | listed("decrease_verbs")


def _doubted(according: Token) -> Decision | None:
    """Sources that are themselves in doubt: "according to unconfirmed reports"."""
    for token in according.subtree:
        if _modality_words().get(token.lower_) == "hearsay":
            return "hearsay", token.text
    return None


def _ordered(deed: Token) -> Decision | None:
    """A deed that is only ordered or announced yet: "ordered the evacuation of", "announced a mobilisation of"."""
    verb = deed.head
    if deed.tag_ != "NN" or deed.dep_ not in ("dobj", "nsubjpass"):
        return None
    announced = verb.lemma_ in listed("announcing") and deed.lemma_.lower() in listed("announced")
    return ("planned", verb.text) if announced or verb.lemma_ in listed("ordering") else None


def _stands_alone(token: Token) -> bool:
    """Whether a verb opens a clause with a tense of its own, whose standing the clause above does not decide."""
    if sentences.apart(token, token.head):
        return True
    return token.dep_ in ("advcl", "relcl", "conj") and any(c.dep_ in ("nsubj", "nsubjpass") for c in token.lefts)


def _class_of(token: Token, deed: Token | None) -> str | None:
    """Class of a deciding word: none for the deed itself, nor where "the blast claimed 40 lives"."""
    if _is_aim(token):
        return "planned"
    if deed is not None and token.i == deed.i and token.tag_ != "NN":
        return None
    if _only_awaited(token):
        return None
    name = _modality_words().get(token.lemma_.lower())
    takes = name == "claimed" and any(
        c.dep_ in ("dobj", "nsubjpass") and c.lemma_ in listed("taken") for c in token.rights
    )
    return None if takes else name


def _only_awaited(verb: Token) -> bool:
    """Whether a word for a plan plans nothing: "wanted in the killing of", "expected to survive"."""
    if verb.lemma_ in listed("sought"):
        told_of = verb.tag_ == "VBN" or (verb.tag_ == "VBD" and verb.dep_ == "acl")
        return told_of and not any(c.dep_ == "xcomp" or c.lower_ in ("has", "have", "had") for c in verb.children)
    if verb.lemma_ not in listed("awaiting"):
        return False
    return any(child.dep_ == "xcomp" and _is_prospect(child) for child in verb.rights)


def _is_prospect(verb: Token) -> bool:
    """Whether a verb says how the wounded will fare: "survive", "make a full recovery"; not "live in the new homes"."""
    words = (verb, *(child for child in verb.rights if child.dep_ in ("dobj", "acomp")))
    settles = any(child.lower_ in listed("scenes") - {"from"} for child in verb.rights)
    return not settles and any(word.lemma_ in listed("prospects") for word in words)


def _is_aim(noun: Token) -> bool:
    """Whether a noun names what somebody sets out for: "a goal of", "the target is"; not the targets that are hit."""
    return noun.tag_ == "NN" and noun.lemma_.lower() in listed("aims")


def _at(token: Token, deed: Token | None) -> Decision | None:
    """What one token on the way up decides: its negation, its modal, its adverb, or itself."""
    words, name = _modality_words(), _class_of(token, deed)
    denial: Decision | None = None
    for child in sentences.children(token):
        dep = child.dep_
        if dep == "neg":
            denial = ("denied", child.text)
        elif dep == "aux" and name != "confirmed" and (modal := _modals().get(child.lower_)) and not _came_true(child):
            return modal, child.text
        elif dep == "prep" and child.lower_ == "according" and (doubt := _doubted(child)):
            return doubt
        elif dep in ("advmod", "acomp", "amod") and words.get(child.lower_) in ("hearsay", "estimated", "confirmed"):
            return words[child.lower_], child.text
        elif (
            dep == "aux" and child.lower_ == "to" and token.dep_ in ("acl", "relcl") and name is None and deed is token
        ):
            return "planned", f"to {token.text}" if token.tag_ == "VB" else child.text
    if token.lemma_ in listed("passive_only"):
        name = _reckoned(token)
    if name is None:
        return denial if token.pos_ in ("VERB", "AUX") and token is deed else None
    if denial is not None and name in ("confirmed", "denied"):
        return ("denied", token.text) if name == "confirmed" else None
    return name, token.text


def _reckoned(token: Token) -> str | None:
    """Class of a word for what somebody believes: hearsay where nobody is named; "the suspect" suspects nothing."""
    if token.tag_ in ("NN", "NNS") and people.unit_of(token.lemma_) == "person":
        return None
    passive = any(child.dep_ == "auxpass" for child in sentences.children(token)) or token.tag_ == "VBN"
    return "hearsay" if passive else _data()["active"].get(token.lemma_)


def _came_true(modal: Token) -> bool:
    """Whether a story looks ahead at what has happened since: "it | would take a week before he answered"."""
    if modal.lower_ not in listed("looking_ahead"):
        return False
    clauses = (child for child in modal.head.rights if child.dep_ == "advcl" and child.tag_ == "VBD")
    return any(mark.lower_ in ("before", "until") for clause in clauses for mark in clause.lefts)
