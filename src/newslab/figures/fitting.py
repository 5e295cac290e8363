"""Whether what was read of a thing can happen to it, and what a deed means for it: drones that are sent are fired."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newslab.figures import ground, measured, people
from newslab.figures.deedwords import Outcome, names, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from newslab.figures.counted import Counted


_FAR: Final = 10
"""Tokens behind people who are sent, within which it is told where to."""


def fitted(read: Outcome, counted: Counted, kind: str) -> Outcome | None:
    """The outcome as it is meant of the things counted, or None where they cannot meet it."""
    fits = _fits_kind(read, kind) and _fits_thing(read, counted.head)
    return precise(read, counted, kind) if fits else None


def _fits_kind(read: Outcome, kind: str) -> bool:
    """Whether a measure of this kind can meet the outcome: no distance is held."""
    if read.rule == "loss":
        return kind in ("count", "area")
    if read.rule == "inhabited" or (read.rule == "noun of" and read.name == "returned"):  # "a return of 3 percent"
        return kind == "count"
    return read.rule != "control" or kind != "distance"


def _fits_thing(read: Outcome, head: Token | None) -> bool:
    """Whether such a thing can meet the outcome: nobody is demolished, and no volley is one of letters."""
    if head is None:
        return read.rule != "volley"
    lemma = head.lemma_.lower()
    if read.rule == "volley":
        return lemma in words("fired_things")
    if not _may_suffer(read, head):
        return False
    if people.unit_of(lemma) == "person":
        return read.name not in words("of_things") and read.rule != "target"
    if read.rule == "inhabited":
        return people.is_group(lemma)
    if read.rule == "verb" and measured.is_fallen(head):
        return False
    return read.name != "captured" or lemma not in words("pictures")


def _may_suffer(read: Outcome, head: Token) -> bool:
    """Whether what only people meet is said of things: schools "with displaced pupils", surgery "at a hospital"."""
    only = read.rule == "located" and read.name in words("of_people")
    only = only or (read.name == "displaced" and read.rule in ("beside", "state"))
    lemma = head.lemma_.lower()
    return not (
        only
        and head.tag_ in ("NN", "NNS")
        and people.unit_of(lemma) not in ("person", "household")
        and not people.is_group(lemma)
        and head.ent_type_ != "NORP"
    )


def precise(read: Outcome, counted: Counted, kind: str) -> Outcome | None:
    """What a deed means for the thing counted: drones launched are fired, intercepted shot down; men sent deployed.

    A name or a number alone is taken for such a thing; other nouns ("two dinghies", "40 letters") and money are not.
    Raids that are launched are only made.
    """
    if (held := ground.changes_hands(read, counted.head)) is not None:
        return held
    name, head = names("more_precise").get(read.cue.lemma_.lower()), counted.head
    lemma = head.lemma_.lower() if head is not None else ""
    if name == "fired" and lemma in words("deeds"):
        return None
    if name is None or read.rule != "means":
        return read
    if read.cue.lemma_ in words("only_against") and not any(word.lower_ == "against" for word in read.cue.subtree):
        return read
    if name == "deployed" and (place := _taken_to(read.cue, counted)):
        return place
    named = kind == "count" and (head is None or head.tag_ in ("NNP", "NNPS"))
    person = kind == "count" and name in words("of_people") and people.unit_of(lemma) == "person"
    return Outcome(name, read.cue, read.rule) if named or person or lemma in words(name + "_things") else read


def _taken_to(verb: Token, counted: Counted) -> Outcome | None:
    """The place that those sent come to, where other people stand between: "sent five, two of them teens, to jail"."""
    for token in verb.doc[counted.end : counted.end + _FAR]:
        if token.is_sent_start or token.text in (".", ";"):
            return None
        found = next((t for t in token.rights if t.dep_ == "pobj"), None) if token.lower_ == "to" else None
        if found is not None and (name := names("place").get(found.lemma_.lower())):
            return Outcome(name, found, "located")
    return None
