"""What is said of people and things by the state or place they are in, or come to: "in hospital", "without power"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newslab.figures import sentences
from newslab.figures.deedwords import Outcome, names, words

if TYPE_CHECKING:
    from spacy.tokens import Token


def among(holder: Token) -> Outcome | None:
    """Those of whom some are told apart: "among the dead were two cooks", "one of them was among those killed"."""
    for prep in sentences.children(holder):
        for thing in prep.rights if prep.lower_ == "among" else ():
            for token in (thing, *(child for child in thing.rights if child.dep_ == "acl")):
                lemma, done = token.lemma_.lower(), token.dep_ == "acl" and token.tag_ == "VBN"
                name = names("state").get(token.lower_) or names("noun").get(lemma)
                if name := name or (names("object").get(lemma) if done else None):  # "among 48 people | executed"
                    return Outcome(name, thing, "among")
    return None


def condition(token: Token) -> Outcome | None:
    """Injuries or a place that people are found with or in: "six with gunshot wounds", "four in hospital"."""
    if told := among(token):
        return told
    for child in token.rights:
        if child.dep_ != "prep":
            continue
        for thing in child.rights:
            if thing.dep_ != "pobj":
                continue
            lemma = thing.lemma_.lower()
            if child.lower_ in ("with", "from", "for") and (name := harm(thing)):
                return Outcome(name, thing, "with")
            if name := names("state_in").get(f"{child.lower_}_{lemma}"):
                return Outcome(name, thing, "located")
            if child.lower_ in ("in", "at") and (name := names("place").get(lemma)) and name != "destroyed":
                return Outcome(name, thing, "located")
            if is_state_of_injured(child, thing):
                return Outcome("injured", thing, "located")
    return None


def harm(noun: Token) -> str | None:
    """What a noun for harm says of those it is done to, or who have it: injured, damaged."""
    name = names("noun").get(noun.lemma_.lower())
    return name if name in ("injured", "damaged") else None


def is_state_of_injured(prep: Token, thing: Token) -> bool:
    """Whether the words give the state that the injured are in: "in critical condition"."""
    return prep.lower_ == "in" and thing.lemma_ == "condition" and any(c.lower_ in words("grave") for c in thing.lefts)


def lacked(thing: Token) -> str | None:
    """What those have none of who are cut off from a thing: power, a water supply, access to food."""
    if name := names("lacking").get(thing.lemma_.lower()):
        return None if _is_might(thing) else name
    if thing.lemma_ not in words("supplies"):
        return None
    parts = (*thing.lefts, *(what for prep in thing.rights for what in prep.rights if prep.dep_ == "prep"))
    return next((name for part in parts if (name := names("lacking").get(part.lemma_.lower()))), None)


def _is_might(power: Token) -> bool:
    """Whether power is that over others, or to do what is told: "no power | over the courts", "no power | to act"."""
    if power.lemma_.lower() != "power":
        return False
    over = any(child.lower_ == "over" for child in power.rights)
    return over or any(c.dep_ in ("acl", "relcl") and any(to.tag_ == "TO" for to in c.lefts) for c in power.rights)


def denied(thing: Token) -> str | None:
    """What those have none of of whom it is told with "no": "have no | heating", "with no | access to water"."""
    return lacked(thing) if any(child.lower_ == "no" for child in thing.lefts) else None


def _is_penal(site: Token) -> bool:
    """Whether a place is one to hold people in: "a detention | centre"."""
    return site.lemma_.lower() in words("penal_sites") and any(c.lower_ in words("penal") for c in site.lefts)


def at_place(prep: Token, thing: Token) -> Outcome | None:
    """What one place or state says of those taken to it or in it."""
    lemma = thing.lemma_.lower()
    state = names("state_in").get(f"{prep.lower_}_{lemma}") or (denied(thing) if prep.lower_ == "with" else None)
    if state and _only_says_how(prep.head):
        return Outcome(state, thing, "located")
    if prep.lower_ in ("to", "in", "at", "into") and _is_penal(thing):
        return Outcome("detained", thing, "located")
    name = names("place").get(lemma) or _serves_as(thing)
    beside = name == "destroyed" and prep.lower_ not in words("turning")  # "stood near | the ruins"
    if name and prep.lower_ != "from" and not beside and not _elsewhere(thing):
        return Outcome(name, thing, "located")
    if prep.lower_ == "from" and lemma in words("homes"):
        return Outcome("displaced", thing, "located")
    hurt = prep.lower_ in ("with", "for", "from") and names("noun").get(lemma) == "injured"
    return Outcome("injured", thing, "located") if hurt or is_state_of_injured(prep, thing) else None


def _only_says_how(verb: Token) -> bool:
    """Whether a verb only leads to a state: "are", "were left"; not "live | under rebel control"."""
    return verb.lemma_ in words("light") or verb.lemma_ in words("leaving")


def _serves_as(place: Token) -> str | None:
    """What a place says of those in it by what it is used as: "turned into a shelter", "which houses evacuees"."""
    for clause in place.rights:
        if clause.lemma_ in words("holding") and any(c.lemma_ in words("guests") for c in clause.rights):
            return "sheltered"
        for prep in clause.rights if clause.dep_ in ("acl", "relcl") else ():
            for role in prep.rights if prep.lower_ in ("as", "into") else ():
                if name := names("place").get(role.lemma_.lower()):
                    return name
    guests = (guest for prep in place.rights if prep.lower_ == "for" for guest in prep.rights)
    return "sheltered" if any(guest.lemma_ in words("guests") for guest in guests) else None


def _elsewhere(place: Token) -> bool:
    """Whether a place is only exchanged for another: those moved "to other hospitals" were patients before."""
    return any(child.lower_ in words("elsewhere") for child in place.lefts)
