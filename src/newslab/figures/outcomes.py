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
from newslab.figures import fitting, forces, ground, people, phrases, preposed, sentences, shelters
from newslab.figures.deeds import acts, done, suffers, tolled, undergone
from newslab.figures.deedwords import SUBJECTS, VERBAL, Outcome, has, names, words
from newslab.figures.states import among, condition, lacked

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from newslab.figures.counted import Counted

CLIMB: Final = 6
"""Steps up the parse before a figure's outcome is given up."""

ASIDE: Final = 10
"""Tokens of an aside between what is counted and what happened to it."""

_TOLLED: Final = 7
"""Tokens before a number within which the noun of a toll may stand."""

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
    if told := _fatally(doc, counted) or _taken(doc, counted) or _behind_aside(doc, counted):
        return told
    inside = _inside(doc, counted)
    if inside is not None and inside.name not in words("weak"):
        return inside
    climbed = _adjacent(doc, counted, first, _climb(counted))
    if inside is not None and (climbed is None or climbed.rule in _LOOSE):
        return inside
    if climbed is not None and climbed.rule not in _LOOSE:
        return forces.find(counted, climbed) or climbed
    return _beside(doc, counted, first) or forces.find(counted, climbed) or climbed or _named(counted)


def _adjacent(doc: Doc, counted: Counted, first: int, climbed: Outcome | None) -> Outcome | None:
    """What was read of the things counted, or what the words right beside them say where the parse joins two clauses.

    In "had injured 80 people and a dozen were killed" it may take the people for those killed, in "he fled and six
    people were hurt" for those he fled.
    """
    if climbed is None or counted.head is None or counted.end + 2 >= len(doc):
        return climbed
    lead = first
    while lead > 0 and doc[lead - 1].lower_ in words("leading_numbers"):
        lead -= 1
    before, behind = doc[lead - 1], doc[counted.end]
    if climbed.cue.i > counted.end and behind.tag_ == "CC" and has(before, ("nsubj", "aux")):
        own = names("object").get(before.lemma_.lower()) if before.tag_ in VERBAL else None
        if own in words("summed") and own != climbed.name and not has(before, ("auxpass",)):
            return Outcome(own, before, "object")
    if climbed.cue.i < first and before.tag_ == "CC" and behind.lower_ in ("was", "were"):
        deed = next((t for t in doc[counted.end + 1 : counted.end + 3] if t.tag_ == "VBN"), None)
        return (suffers(deed, "passive") if deed is not None else None) or climbed
    return climbed


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
        if name is not None and not _is_hyphened(token) and not _acts_here(token):
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


def _fatally(doc: Doc, counted: Counted) -> Outcome | None:
    """Those for whom the deed was deadly: "five were shot, one | fatally"."""
    if counted.end >= len(doc) or doc[counted.end].lower_ not in words("fatal_adverbs"):
        return None
    return Outcome("killed", doc[counted.end], "fatal")


def _taken(doc: Doc, counted: Counted) -> Outcome | None:
    """What people are taken as, told straight behind them: "and 251 | taken hostage"."""
    i = counted.end if counted.head is not None else counted.start
    if i + 1 >= len(doc) or doc[i].tag_ != "VBN" or doc[i + 1].lower_ not in words("kept"):
        return None
    name = names("object").get(f"{doc[i].lemma_}_{doc[i + 1].lower_}")
    return Outcome(name, doc[i], "beside") if name else None


def _behind_aside(doc: Doc, counted: Counted) -> Outcome | None:
    """The state behind an aside in a headline: "2 people, including a guard, | dead"."""
    i = counted.end
    if counted.head is None or i + 1 >= len(doc) or doc[i].text != "," or doc[i + 1].lower_ not in words("listing"):
        return None
    ends = (j for j in range(i + 2, min(i + ASIDE, len(doc) - 1)) if doc[j].text == ",")
    state = doc[next(ends, -1) + 1]
    name = names("state").get(state.lower_) if state.i else None
    return Outcome(name, state, "state") if name else None


def _is_hyphened(token: Token) -> bool:
    """Whether a word is part of a name for a thing: "a six-shot revolver"."""
    return token.i > 1 and token.nbor(-1).tag_ == "HYPH" and token.nbor(-2).tag_ == "CD"


def _is_of_another(token: Token) -> bool:
    """Whether a word behind a phrase says nothing of those counted: part of a name, or a deed of their own."""
    return _is_hyphened(token) or token.lower_ in words("past_only")


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


def _beside(doc: Doc, counted: Counted, first: int) -> Outcome | None:
    """From the words straight before and behind the phrase, for headlines and sentences that the parser loses."""
    start, end = sentences.bounds(counted.anchor)
    if first > start and (found := _before(doc[first - 1])):
        return found
    if told := _linked(doc, counted.end, end) or _toll_before(doc, start, first):
        return told
    if _belongs_to_another(counted.anchor):
        return None
    for token in doc[counted.end : min(counted.end + 3, end)]:
        if token.is_punct or token.tag_ in ("CC", "IN", "DT") or _is_of_another(token):
            return None
        if acts(token):
            continue
        if token.tag_ in ("VBN", "VBD", "NNP") and (found := suffers(token, "beside")):
            return found
        alone = token.tag_ == "VBN" and not has(token, ("auxpass",))  # "12 drowned", but "and 12 were caught"
        subject = names("subject").get(token.lemma_) if alone else None
        if name := names("state").get(token.lower_) or subject:
            return Outcome(name, token, "beside")
        if token.tag_ == "VBG" and token.lemma_ != "be":  # "four schools | sheltering displaced people"
            return None
    return None


def _toll_before(doc: Doc, start: int, first: int) -> Outcome | None:
    """From a count's noun before the number, where the parse loses its verb: "the toll may be | as high as 400"."""
    for token in reversed(doc[max(start, first - _TOLLED) : first]):
        if name := names("toll").get(token.lemma_.lower()):
            return Outcome(name, token, "toll")
        if token.lemma_.lower() not in words("reaching") | words("moving") and token.lower_ not in words("leading"):
            return None
    return None


def _linked(doc: Doc, i: int, end: int) -> Outcome | None:
    """From a preposition straight behind the phrase: "six | with gunshot wounds", "2 nurses | among 31 dead"."""
    if i >= end:
        return None
    if doc[i].lower_ == "with":
        return condition(doc[i].head)
    if doc[i].lower_ == "without":
        things = (token for token in doc[i + 1 : min(i + 4, end)] if token.dep_ == "pobj")
        return next((Outcome(name, thing, "located") for thing in things if (name := lacked(thing))), None)
    return _among(doc, i, end) if doc[i].lower_ == "among" else None


def _among(doc: Doc, i: int, end: int) -> Outcome | None:
    """Those of whom some are told apart in a headline: "2 nurses | among at least 31 dead in fire"."""
    numbered = next((j for j in range(i + 1, min(i + 5, end)) if doc[j].tag_ == "CD"), None)
    state = doc[numbered + 1] if numbered is not None and numbered + 1 < end else None
    name = names("state").get(state.lower_) if state is not None else None
    return Outcome(name, state, "among") if name and state is not None else None


def _belongs_to_another(token: Token) -> bool:
    """Whether what stands behind the phrase is said of a noun before it: "marines from 50 countries | are deployed"."""
    return token.dep_ == "pobj" and token.head.lower_ in ("from", "with") and token.head.head.tag_.startswith("NN")


def _before(token: Token) -> Outcome | None:
    """From the word before: a verb, a headline's verb read as a noun ("Kills 3"), a label ("Houses destroyed: 40")."""
    if token.lower_ == "dead" or names("object").get(token.lower_) == "killed":  # a headline's "kill" read as a noun
        return Outcome("killed", token, "beside")
    if token.tag_ in VERBAL:
        return suffers(token, "beside")
    if token.i and (name := names("object").get(f"{token.nbor(-1).lemma_.lower()}_{token.lower_}")):  # "shot down 30"
        return Outcome(name, token.nbor(-1), "beside")
    if token.text == ":" and not token.is_sent_start:
        label = token.nbor(-1)
        name = names("state").get(label.lower_) or names("noun").get(label.lemma_.lower())
        return Outcome(name, label, "label") if name else None
    if token.tag_ in ("NNS", "NNPS", "NNP") and token.lower_.endswith("s"):
        name = names("object").get(token.lower_.removesuffix("s"))
        fatal = name and token.i and token.nbor(-1).lower_ in words("fatal_adverbs")
        return Outcome("killed" if fatal else name, token, "beside") if name else None
    return None
