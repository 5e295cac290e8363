"""What happened to the things counted: killed, displaced, deployed, ..., or the governing verb's lemma.

The parse is climbed from the counted noun (or the bare numeral) to what governs it; at each step one small rule may
answer. A lexicon maps verbs, states and nouns to one name per outcome. Where the parse gives nothing, the words beside
the phrase decide, as in headlines ("24 dead, 30 hurt").
"""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from newslab import lexicon
from newslab.figures import fitting, forces, ground, nearwords, people, phrases, preposed, sentences, shelters
from newslab.figures.deeds import done, suffers, tolled, undergone
from newslab.figures.deedwords import SUBJECTS, VERBAL, Outcome, has, names, words
from newslab.figures.states import among, condition

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from newslab.figures.counted import Counted

CLIMB: Final = 6
"""Steps up the parse before a figure's outcome is given up."""


_LOOSE: Final = ("verb", "target", "along")
"""Rules whose outcome gives way to what the words beside the phrase tell: "Strikes on Selma kill 51"."""

_FIRM: Final = ("killed", "injured", "missing")
"""Outcomes that stay with people whatever else is said of them: "the 12 people killed were buried"."""


_RELATIVES: Final = frozenset({"WP", "WDT", "WP$"})


def of_people(outcome: str | None) -> bool:
    """Whether only people can meet this outcome, so that a bare number with it counts people."""
    return outcome in words("of_people")


def can_be_summed(outcome: str | None) -> bool:
    """Whether the people whom a phrase joins may be counted together where they met this outcome."""
    return outcome in words("summed")


@functools.cache
def deadly() -> re.Pattern[str]:
    """Words that tell of a death."""
    return re.compile(r"\b(?:" + "|".join(words("deadly")) + r")\b", re.IGNORECASE)


def is_event(lemma: str) -> bool:
    """Whether a noun names what happened, and so whatever people it happened to: death, injury."""
    return lemma in names("event")


def is_known(outcome: str | None) -> bool:
    """Whether an outcome has a name in the lexicon; the others are no more than a verb's lemma."""
    return outcome in _known()


@functools.cache
def _known() -> frozenset[str]:
    sections = ("object", "subject", "state", "event", "noun", "lacking")
    return frozenset({name for section in sections for name in names(section).values()} | _either().keys())


def find(doc: Doc, counted: Counted, first: int, kind: str) -> Outcome | None:
    """The outcome of the things counted, or None where the words tell of none.

    ``first`` is the first token of the figure; ages and durations meet no outcome.
    """
    if kind in ("age", "duration"):
        return None
    if kind in ("distance", "area") and (moved := ground.moves(counted, first)):
        return moved
    read = (shelters.find(counted) if kind == "count" else None) or _told(doc, counted, first)
    return fitting.fitted(_or_else(read), counted, kind) if read is not None else None


def _or_else(read: Outcome) -> Outcome:
    """One name for two outcomes told in one count: "killed or missing", "damaged or destroyed"."""
    doc, i = read.cue.doc, read.cue.i
    behind = doc[i + 2 : i + 4] if i + 2 < len(doc) and doc[i + 1].lower_ == "or" else ()
    before = doc[i - 2 : i - 1] if i > 1 and doc[i - 1].lower_ == "or" else ()
    other = next((name for token in (*before, *behind) if (name := _means(token)) and name != read.name), None)
    joint = next((name for name, pair in _either().items() if {read.name, other} == pair), None)
    return replace(read, name=joint) if joint is not None else read


@functools.cache
def _either() -> dict[str, frozenset[str]]:
    return {name: frozenset(pair) for name, pair in lexicon.read("outcomes.yaml")["either"].items()}


def _means(token: Token) -> str | None:
    """What a verb or a state says of those it is told of, whatever its part in the sentence."""
    lemma = token.lemma_.lower()
    verb = token.tag_ in VERBAL and (names("object").get(lemma) or names("subject").get(lemma))
    return names("state").get(token.lower_) or verb or None


def _told(doc: Doc, counted: Counted, first: int) -> Outcome | None:
    if told := nearwords.fatally(doc, counted) or nearwords.taken(doc, counted) or nearwords.behind_aside(doc, counted):
        return told
    inside = _inside(doc, counted)
    if inside is not None and inside.name not in words("weak"):
        return inside
    climbed = nearwords.adjacent(doc, counted, first, _climb(counted))
    if inside is not None and (climbed is None or climbed.rule in _LOOSE):
        return inside
    if climbed is not None and climbed.rule not in _LOOSE:
        return forces.find(counted, climbed) or climbed
    return nearwords.beside(doc, counted, first) or forces.find(counted, climbed) or climbed or _named(counted)


def base(doc: Doc, counted: Counted) -> Outcome | None:
    """What is said of the whole that a share is taken of: "9 of the 12 nuns it had kidnapped"."""
    noun = counted.head or counted.anchor
    attached = _attached(noun, noun.i)
    told = _inside(doc, counted) or (attached if attached is not None and attached.rule != "verb" else None)
    return fitting.precise(told, counted, "count") if told is not None else None


def _inside(doc: Doc, counted: Counted) -> Outcome | None:
    """From the phrase itself: "12 wounded soldiers", "24 dead", "12 deaths", "a triple murder"."""
    if counted.rule == "multiple" and counted.head is not None:
        return Outcome(names("multiple")[counted.head.lower_], counted.head, "noun")
    for token in doc[counted.start : min(counted.end + (counted.head is None), len(doc))]:
        name = names("state").get(token.lower_)
        if name is not None and not nearwords.is_hyphened(token) and not _acts_here(token):
            fatal = suffers(token, "state") if name == "shot" else None
            return fatal or Outcome(name, token, "state")
    if counted.head is not None and counted.head.lemma_.lower() in words("bodies") and counted.end - counted.start <= 2:
        return Outcome("killed", counted.head, "bodies")
    name = names("event").get(counted.head.lemma_.lower()) if counted.head is not None else None
    if (
        counted.head is not None and name is not None and of_people(name)
    ):  # "three seizures" are not three things seized
        return Outcome(name, counted.head, "noun")
    return None


def _acts_here(token: Token) -> bool:
    """Whether a verb has an object, which words that tell who those are do not make: "wounded | mostly men"."""
    told_apart = token.i + 1 < len(token.doc) and phrases.is_apart(token.doc, token.i + 1)
    return token.tag_ in VERBAL and has(token, ("dobj",)) and not told_apart


def _named(counted: Counted) -> Outcome | None:
    """From a noun that names people by what happened to them: hostages, detainees, survivors."""
    head = counted.head
    if head is not None and (name := names("noun").get(head.lemma_.lower())):
        return Outcome(name, head, "noun")
    if head is not None and head.lemma_ in words("losses"):  # "20,000 job losses"
        return next(
            (Outcome(name, head, "noun") for kind in head.lefts if (name := names("loss").get(kind.lemma_))), None
        )
    return None


def _climb(counted: Counted) -> Outcome | None:
    token, joined = counted.anchor, False
    weak: Outcome | None = None
    for _ in range(CLIMB):
        attached = _attached(token, counted.anchor.i)
        if attached is not None and attached.name in _FIRM:
            return attached
        governed = _governed(token)
        for found in (governed, attached):
            if found is not None and found.rule != "verb":
                return found
        weak = weak or governed or attached
        if weak is not None or token.head is token or not ((joined and _is_substance(token)) or _passes(token)):
            break
        joined, token = token.dep_ == "conj", token.head
    return weak


def _passes(token: Token) -> bool:
    """Whether the climb goes on: through coordination, and through "number of", "group of", "lives of"."""
    if token.dep_ in ("conj", "appos", "nummod", "quantmod", "nmod", "compound", "amod", "dep"):
        return True
    if token.dep_ == "pobj":
        noun = token.head.head
        return (
            token.head.lower_ in words("listing")
            or people.is_measure(noun.lemma_.lower())
            or people.is_group(noun.lemma_.lower())
        )
    return token.dep_ == "prep" and token.head.tag_.startswith("NN")


def _is_substance(token: Token) -> bool:
    """Whether a noun is what another number is of, so that what is joined to it shares the number's outcome.

    "40 square miles of | steppe and 19 farms": the parser joins the farms to the steppe.
    """
    noun = token.head.head
    of = token.dep_ == "pobj" and token.head.lower_ == "of"
    return of and any(child.dep_ == "nummod" for child in sentences.children(noun))


def _attached(token: Token, before: int) -> Outcome | None:
    """Participles and relative clauses on the noun: "people killed in", "troops deployed to", "women who died".

    A relative clause in front of what is counted (token ``before``) is told of the first of a pair alone: "the man who
    fled | and two women".
    """
    for child in token.rights:
        found = None
        if child.dep_ == "relcl" and token.i < child.i < before:
            continue
        if child.dep_ in ("acl", "amod"):
            found = _participle(child)
        elif child.dep_ == "relcl":
            role = _relative_role(child)
            found = undergone(child, role) if role is not None else None
        if found is not None and not (child.tag_ == "VB" and found.rule == "verb"):  # "raids | to find arms"
            return found
    return condition(token) or _of_whole(token)


def _of_whole(token: Token) -> Outcome | None:
    """A participle behind what people are of: "prisoners of war | killed in", but not "relatives of miners killed"."""
    if people.unit_of(token.lemma_.lower()) != "person":
        return None
    wholes = (thing for prep in token.rights if prep.lower_ == "of" for thing in prep.rights)
    deeds = (deed for thing in wholes if people.unit_of(thing.lemma_.lower()) != "person" for deed in thing.rights)
    found = (_participle(deed) for deed in deeds if deed.dep_ == "acl" and deed.tag_ == "VBN")
    return next((told for told in found if told is not None and told.name in words("summed")), None)


def _participle(verb: Token) -> Outcome | None:
    if verb.tag_ in VERBAL and any(c.dep_ == "dobj" and _is_numbered(c) for c in verb.rights):
        return None  # "killed 40 people | wounded at least 90": a comma is lost
    if name := names("state").get(verb.lower_):
        return suffers(verb, "participle") or Outcome(name, verb, "participle")
    if verb.tag_ in ("VBN", "VBD"):
        return undergone(verb, "nsubjpass")
    return undergone(verb, "nsubj") if verb.tag_ == "VBG" else None


def _is_numbered(thing: Token) -> bool:
    return thing.tag_ == "CD" or any(child.dep_ == "nummod" for child in thing.lefts)


def _relative_role(verb: Token) -> str | None:
    """Which part the noun of a relative clause has in it; None for "many of whom died", "whose wives died", "in which".

    What is said of some of them, or of theirs, is not said of the whole.
    """
    if any(child.dep_ == "prep" and any(c.tag_ == "WDT" for c in child.rights) for child in verb.lefts):
        return None
    for child in verb.lefts:
        if child.dep_ in SUBJECTS:
            if child.tag_ in ("WP", "WDT") or _is_all_of(child):
                return str(child.dep_)
            return None if any(_points_back(token) for token in child.subtree) else "dobj"
    return "nsubj"


def _is_all_of(subject: Token) -> bool:
    """Whether a relative clause is about every one of those before it: "all of whom", "both of which"."""
    return subject.lower_ in ("all", "both") and any(_points_back(token) for token in subject.subtree)


def _points_back(token: Token) -> bool:
    """Whether a word stands for those before the clause, as an owner or a whole: "whose wives", "some of them"."""
    return token.tag_ in _RELATIVES or (token.lower_ in people.words("parted") and token.head.lower_ == "of")


def _governed(token: Token) -> Outcome | None:
    """From the verb or noun that governs the phrase."""
    dep, head = token.dep_, token.head
    if head is token:
        return None
    if dep == "nsubj" and head.dep_ == "auxpass":  # "12 men were | on Sunday evacuated"
        return undergone(head.head, "nsubjpass", token)
    if dep in ("nsubj", "nsubjpass", "csubj"):
        return undergone(head, "nsubjpass" if dep == "nsubjpass" else "nsubj", token)
    if dep in ("dobj", "obj", "dative"):
        return done(head, token)
    if dep in ("attr", "npadvmod", "advmod", "acomp"):
        return tolled(head) or (among(head) if dep == "attr" else None)
    if dep == "pobj" and (name := names("object").get(f"{head.head.lemma_.lower()}_{head.lower_}")):
        return Outcome(name, head.head, "object")  # a particle read as a preposition: "shot down 14 of them"
    if dep == "pobj" and _is_bound(head):
        return undergone(head.head, "nsubjpass" if has(head.head, ("auxpass",)) else "nsubj", token)
    if dep == "pobj" and head.lower_ == "as" and head.head.tag_ in ("JJ", "RB"):  # "the toll may be | as high as 400"
        return _governed(head.head)
    return preposed.find(head) if dep in ("pobj", "pcomp") else None


def _is_bound(word: Token) -> bool:
    """Whether a preposition is only the bound of a number that is its clause's subject: "| over half have fled"."""
    verb = word.head
    opens = word.dep_ == "prep" and word.lower_ in words("bounding") and verb.tag_ in VERBAL and word.i < verb.i
    return opens and not has(verb, SUBJECTS)
