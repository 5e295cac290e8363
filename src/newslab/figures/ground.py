"""Ground that is held, gained and lost, and how far somebody moved on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newslab.figures.deeds import VERBAL, Outcome, has, names, phrasal, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from newslab.figures.counted import Counted


def moves(counted: Counted) -> Outcome | None:
    """A move on the ground, by as far as its distance tells: "advanced 25 miles", "an advance of 25 miles"."""
    token = counted.anchor
    for word in (token.head, token.head.head) if token.dep_ == "pobj" or token.head.dep_ == "prep" else (token.head,):
        if word.lemma_ in words("ground_moves"):
            return Outcome(str(word.lemma_), word, "moves")
    return None


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
