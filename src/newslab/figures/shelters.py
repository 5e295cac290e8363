"""Who is in a place, and how many it has room for: "can house 300", "limited to 300", "swelled to 300"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newslab.figures import people, sentences
from newslab.figures.deedwords import VERBAL, Outcome, has, names, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from newslab.figures.counted import Counted

CLIMB: Final = 3
"""Steps up from a verb to what says that a place is made for it: "was | built large enough to house"."""


def find(counted: Counted) -> Outcome | None:
    """The capacity of a place, or the people who fill it."""
    token = counted.anchor
    if counted.head is not None and counted.head.lemma_.lower() == "capacity":
        return Outcome("capacity", counted.head, "noun")
    if token.dep_ in ("dobj", "nsubjpass"):
        return Outcome("capacity", token.head, "room") if _only_could(token.head) else None
    if token.dep_ != "pobj":
        return None
    prep, holder = token.head, token.head.head
    if prep.lower_ == "for" and holder.lemma_ in words("room"):
        return Outcome("capacity", holder, "room")
    if prep.lower_ != "to":
        return None
    if holder.lemma_ in words("limiting"):
        return Outcome("capacity", holder, "room") if _is_let_in(holder) else None
    filled = holder.lemma_ in people.words("moving") and _is_shelter(holder)
    return Outcome("sheltered", holder, "filled") if filled else None


def _only_could(verb: Token) -> bool:
    """Whether a verb only says what a place has room for: "can house 300", "was fitted to handle 300"."""
    if verb.lemma_ not in words("holding"):
        return False
    auxiliaries = {child.lower_ for child in verb.lefts if child.dep_ == "aux"}
    if verb.tag_ == "VBG":  # "could still be holding 40 hostages"
        return False
    return bool(auxiliaries & words("could")) or ("to" in auxiliaries and _is_made_for(verb))


def _is_made_for(verb: Token) -> bool:
    """Whether what stands above an infinitive says that something is made or ready for it."""
    for _ in range(CLIMB):
        if verb.dep_ not in ("xcomp", "advcl", "acl", "ccomp", "relcl"):
            return False
        verb = verb.head
        if _acts_itself(verb):  # a town that plans to house 300 is not made for them
            return False
        if verb.lemma_ in words("fitted") or any(child.lemma_ in words("fitted") for child in verb.lefts):
            return True
    return False


def _acts_itself(verb: Token) -> bool:
    """Whether the subject of a verb plans or is about to do something, and is no place that lets people in."""
    if verb.tag_ not in VERBAL or verb.lemma_ == "be" or has(verb, ("dobj",)):
        return False
    subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    return subject is not None and not any(thing.lemma_.lower() in words("venues") for thing in _meant(subject))


def _meant(subject: Token) -> Iterable[Token]:
    """A subject, or the words before "it" in its sentence and the one before, one of which it stands for."""
    return subject.doc[sentences.before(subject) : subject.i] if subject.lower_ == "it" else (subject,)


def _is_let_in(limiting: Token) -> bool:
    """Whether what is limited lets people in: "limited the | hall to 300", not visits or magazines."""
    things = [child for child in limiting.children if child.dep_ in ("dobj", "nsubjpass")]
    things += [limiting.head] if limiting.dep_ in ("acl", "relcl") else []
    return any(thing.lemma_.lower() in words("venues") for thing in things)


def _is_shelter(verb: Token) -> bool:
    """Whether the subject of a verb is a shelter, or "it", said of one named before."""
    subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    named = _meant(subject) if subject is not None else ()
    return any(names("place").get(token.lemma_.lower()) == "sheltered" for token in named)
