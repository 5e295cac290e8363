"""Where armed forces are and what they are moved from: deployed, transferred."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newslab.figures import people
from newslab.figures.deedwords import Outcome, names, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from newslab.figures.counted import Counted


def find(counted: Counted, read: Outcome | None) -> Outcome | None:
    """What is said of forces: "9,000 troops are in the valley", "have arrived", "were moved from the coast".

    ``read`` is what the words say of anybody; None where those counted are no forces, or do something else.
    """
    if counted.head is None or counted.head.lemma_.lower() not in people.words("forces"):
        return None
    if read is not None and read.name == "rescued":
        return None
    if read is not None:
        return _moved(read.cue) or (
            Outcome("deployed", read.cue, "stationed") if read.name in words("stationing") else None
        )
    if counted.anchor.dep_ == "nsubj" and counted.anchor.head.lemma_ in words("telling"):
        return None
    if _is_at_a_place(counted.head) or _is_at_a_place(counted.anchor):
        return Outcome("deployed", counted.head, "stationed")
    token = counted.anchor
    if token.dep_ == "pobj" and people.is_measure(token.head.head.lemma_.lower()):  # "a total of 9,000 troops are in"
        token = token.head.head
    if token.dep_ not in ("nsubj", "nsubjpass", "attr"):
        return None
    return Outcome("deployed", token.head, "stationed") if _is_there(token.head, token) else None


def _is_there(verb: Token, forces: Token) -> bool:
    """Whether a verb says no more than where forces are or what they have part in."""
    if verb.lemma_ != "be" and verb.lemma_ not in words("engaging"):
        return False
    part = [child for child in verb.rights if child.dep_ == "dobj" and child.lower_ == "part"]
    if verb.lemma_ == "take" and not part:
        return False
    return any(c.dep_ == "prep" and c.lower_ in words("within") for word in (verb, forces, *part) for c in word.rights)


def _is_at_a_place(forces: Token) -> bool:
    """Whether the place of forces is told with them: "10,000 troops already | in Norway", "troops on the front"."""
    places = (thing for prep in forces.rights if prep.lower_ in words("within") for thing in prep.rights)
    return any(
        (thing.tag_ == "NNP" and thing.ent_type_ not in ("DATE", "TIME"))
        or thing.lemma_ in words("ground") | words("fronts")
        for thing in places
    )


def _moved(verb: Token) -> Outcome | None:
    """What forces are that somebody moves: told from where, they are transferred there, else deployed."""
    origin = next((child for child in verb.rights if child.lower_ == "from"), None)
    if verb.lemma_ not in words("shifting") or (origin is not None and _is_wreck(origin)):
        return None
    drawn = origin is not None or verb.lemma_ in words("drawing_off")
    return Outcome("transferred" if drawn else "deployed", verb, "stationed")


def _is_wreck(origin: Token) -> bool:
    """Whether somebody is pulled from what a blow has left, and so rescued: "from the rubble"."""
    return any(names("place").get(thing.lemma_.lower()) == "destroyed" for thing in origin.rights)
