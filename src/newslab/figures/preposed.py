"""What a preposition before a number says by what it hangs on: "the loss of 30 villages", "cut power to 300 homes"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newslab.figures import ground, people
from newslab.figures.deeds import done, loss, plain, stated, suffers, tolled, undergone
from newslab.figures.deedwords import VERBAL, Outcome, has, names, words
from newslab.figures.states import condition, harm, lacked

if TYPE_CHECKING:
    from spacy.tokens import Token


def find(prep: Token) -> Outcome | None:
    """The outcome of what stands behind a preposition, or None."""
    head = _own(prep)
    if head.lemma_.lower() == "life" and head.dep_ in ("dobj", "nsubjpass") and head.head.lemma_ in words("lives"):
        return Outcome("killed", head.head, "lives")
    if head.tag_.startswith("NN") and words("bodies") & {head.lemma_.lower(), head.lower_}:
        return Outcome("killed", head, "bodies")
    if prep.lower_ in ("of", "over") and (held := ground.holds(head)):
        return held
    if head.tag_.startswith("NN") or head.lower_ in names("deed_of"):
        return _of_noun(prep, head)
    return _along(prep) or (_of_verb(prep) if head.tag_ in VERBAL else None)


def _own(prep: Token) -> Token:
    """What a preposition hangs on; the harm right before it, passed by the parse: "death of one, injury | to 3"."""
    near = prep.nbor(-1) if prep.i else prep.head
    return (
        near
        if prep.lower_ == "to" and near.dep_ == "conj" and prep.head.is_ancestor(near) and harm(near)
        else prep.head
    )


def _of_noun(prep: Token, head: Token) -> Outcome | None:
    """From the noun that a preposition hangs on: "deployment of", "a town of", "the loss of", "damage to"."""
    lemma = head.lemma_.lower()
    name = names("toll").get(lemma) or names("event").get(lemma) or _deed_of(prep)
    if name and prep.lower_ not in words("within"):
        return Outcome(name, head, "noun of")
    if f"{lemma}_{prep.lower_}" in words("inhabited"):
        return Outcome("live", head, "inhabited")
    if prep.lower_ == "of" and lemma in words("volleys"):
        return Outcome("fired", head, "volley")
    if prep.lower_ == "of" and lemma in words("losses"):
        return Outcome(next((name for thing in prep.rights if (name := loss(thing))), "lost"), head, "loss")
    if prep.lower_ in ("to", "for") and head.head.lemma_ in words("cutting") and (name := lacked(head)):
        return Outcome(name, head, "cut")
    if done_to := _does_to(head, prep):
        return done_to
    for token in head.lefts:
        if name := names("state").get(token.lower_):
            return Outcome(name, token, "state")
    return condition(head) if prep.lower_ == "of" else None


def _of_verb(prep: Token) -> Outcome | None:
    """From the verb that a preposition hangs on: "the toll rose to 58", "inflicted harm on 40", "cut power to 300"."""
    verb = prep.head
    thing = next((child for child in verb.rights if child.dep_ == "dobj"), None)
    if thing is not None and verb.lemma_ in words("doing") and (done_to := _does_to(thing, prep)):
        return done_to
    if prep.lower_ in ("to", "for") and verb.lemma_ in words("cutting") and thing is not None:
        return Outcome(name, thing, "cut") if (name := lacked(thing)) else None
    if found := _numbered(prep) or tolled(verb):
        return found
    if prep.lower_ == "to" and verb.dep_ == "acl" and people.is_measure(verb.head.lemma_.lower()):
        return suffers(verb, "participle")  # "the number of men hired | to 40"
    return plain(verb) if prep.lower_ == "by" and not has(verb, ("auxpass",)) else None


def _does_to(noun: Token, prep: Token) -> Outcome | None:
    """What a noun says of those it is done to: "damage | to 300 barns", "inflicted harm | on 40", "raids | on 12"."""
    if prep.lower_ in ("on", "to") and (name := harm(noun)):
        return Outcome(name, noun, "harm")
    struck = prep.lower_ in ("on", "against") and noun.lemma_.lower() in words("deeds")
    return Outcome("struck", noun, "target") if struck else None


def _along(prep: Token) -> Outcome | None:
    """What others meet with somebody: "was killed along | with two guards", "was killed | with two others"."""
    beside = prep.i and prep.nbor(-1).lower_ in words("beside")
    verb = prep.head.head if beside and prep.head.i == prep.i - 1 else prep.head
    if prep.lower_ != "with" or verb.tag_ not in VERBAL:
        return None
    if not beside and not any(thing.lower_ == "others" for thing in prep.rights):
        return None
    if any(
        child.lower_ == "with" and child.i < prep.i for child in verb.rights
    ):  # "charged with fraud along with theft"
        return None
    told = undergone(verb, "nsubjpass") if has(verb, ("nsubjpass",)) else done(verb, None) if beside else None
    known = told is not None and (told.rule != "verb" if beside else told.name in words("summed"))
    return replace(told, rule="along") if told is not None and known else None


def _deed_of(prep: Token) -> str | None:
    """What a deed does to those behind its "of": "the wounding of three", "the fatal shooting of two"."""
    name = names("deed_of").get(prep.head.lower_) if prep.lower_ == "of" else None
    return "killed" if name and any(child.lower_ in words("fatal") for child in prep.head.lefts) else name


def _numbered(prep: Token) -> Outcome | None:
    """The count's noun right before "at": "the number of dead at 23 and | the number of missing at 14"."""
    put = prep.lower_ == "at" and prep.head.lemma_ in words("moving")
    near = prep.doc[max(0, prep.i - 4) : prep.i] if put else ()
    for token in reversed(near):
        if token.tag_ == "CD" or token.is_punct:
            return None
        if name := stated(token):
            return Outcome(name, token, "toll")
    return None
