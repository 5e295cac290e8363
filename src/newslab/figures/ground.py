"""Ground that is held, gained and lost, and how far somebody moved on it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from newslab.figures import people
from newslab.figures.deeds import phrasal
from newslab.figures.deedwords import SUBJECTS, VERBAL, Outcome, has, names, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from newslab.figures.counted import Counted

_NEAR: Final = 3
"""Steps up the parse from a distance to the verb that it is told with, or from a verb to whose subject it shares."""

_ASIDE: Final = 6
"""Tokens of a bracket that tells the same distance in another unit."""

_NATIONS: Final = frozenset({"NORP", "GPE"})


def moves(counted: Counted, first: int) -> Outcome | None:
    """A move on the ground, by as far as its distance tells: "advanced 25 miles", "an advance of 25 miles".

    How deep troops stand or fight inside a land is how far they have advanced. ``first`` is the figure's first token.
    """
    token = counted.anchor
    if found := _deep(token, first):
        return found
    for word in (token.head, token.head.head) if token.dep_ == "pobj" or token.head.dep_ == "prep" else (token.head,):
        if word.lemma_ in words("ground_moves"):
            return Outcome(str(word.lemma_), word, "moves")
    return None


def _deep(distance: Token, first: int) -> Outcome | None:
    """How deep troops have come into a land: "are fighting | 10 miles inside Norland"; not "a town 10 miles inside"."""
    if not _leads_inside(distance):
        return None
    verb = next((token for token in itertools.islice(distance.ancestors, _NEAR) if token.tag_ in VERBAL), None)
    if verb is None or verb.lemma_ not in words("depth_moves"):
        return None
    if any(child.dep_ == "dobj" and child.i < distance.i and child.lemma_ != "way" for child in verb.rights):
        return None  # others are pushed or driven
    stands = first > 0 and distance.doc[first - 1].tag_.startswith("NN")  # the town may, what advances cannot
    told = verb.lemma_ in words("advances") or (not stands and _is_of_troops(verb))
    return Outcome("advance", verb, "moves") if told else None


def _leads_inside(distance: Token) -> bool:
    """Whether a distance is one into something: "10 km (six miles) | inside", "10 miles | deep in"."""
    behind = [token.lower_ for token in distance.doc[distance.i + 1 : distance.i + 4 + _ASIDE] if not token.is_space]
    if behind[:1] == ["("] and ")" in behind:
        behind = behind[behind.index(")") + 1 :]
    if behind[:1] == ["deep"]:
        return behind[1:2] in (["in"], ["into"], ["inside"])
    return behind[:1] in (["inside"], ["into"])


def _is_of_troops(verb: Token) -> bool:
    """Whether those who do it are armed, or a nation that stands for its army."""
    for token in (verb, *itertools.islice(verb.ancestors, _NEAR)):
        subject = next((child for child in token.lefts if child.dep_ in SUBJECTS), None)
        if subject is not None and subject.tag_ in ("WP", "WDT"):
            subject = token.head
        if subject is None and token.dep_ == "acl":
            subject = token.head
        if subject is not None and subject.tag_ != "PRP":
            armed = subject.lemma_.lower() in people.words("forces") | people.words("armies")
            return armed or subject.ent_type_ in _NATIONS
        if token.dep_ not in (("conj", "xcomp") if subject is None else ("conj", "advcl", "ccomp")):
            break  # "they" are those of the clause above
    return False


def holds(control: Token) -> Outcome | None:
    """What becomes of ground by who controls it: "lost | control over 40 villages"; a verb may stand for its object."""
    noun = next((c for c in control.rights if c.dep_ == "dobj"), control) if control.tag_ in VERBAL else control
    if noun.lemma_ != "control":
        return None
    return Outcome(names("control").get(noun.head.lemma_, "control"), noun, "control")


def changes_hands(read: Outcome, head: Token | None) -> Outcome | None:
    """What a verb means of ground: villages that "fall" are captured, but not where they "fall silent"."""
    if has(read.cue, ("acomp", "oprd")):
        return None
    name = names("of_ground").get(phrasal(read.cue)) if read.cue.tag_ in VERBAL else None
    return Outcome(name, read.cue, "ground") if name and head is not None and head.lemma_ in words("ground") else None
