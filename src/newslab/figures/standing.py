"""The standing of a figure: modality (stated, claimed, planned, ...) and change (level, another, of which, in total).

Both are decided by a word, and that word is handed back. For the modality it is the nearest deciding word on the way
from the figure up to the top of its sentence: in "Kyiv claims Moscow plans to send 5,000" the 5,000 are planned.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any, Final

from newslab import lexicon
from newslab.figures import people, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from newslab.figures.counted import Counted
    from newslab.figures.deeds import Outcome
    from newslab.numerals import Quantity

STEPS: Final = 4
"""Steps up the parse from a verb to the one whose auxiliary it shares, or from a pronoun to its noun."""

CLIMB: Final = 12
"""Steps up the parse in search of a deciding word: sentences nest no deeper in practice."""

BESIDE: Final = 16
"""Tokens on either side of what happened in which "so far" sums it up."""

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
def _change_words() -> dict[str, str]:
    return lexicon.inverted(_data()["change"])


@functools.cache
def _set(name: str) -> frozenset[str]:
    return frozenset(_data()[name])


@functools.cache
def _cumulative() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(_data()["cumulative_phrases"]) + r")\b", re.IGNORECASE)


@functools.cache
def _totals() -> re.Pattern[str]:
    return re.compile(r"(?:" + "|".join(map(re.escape, _data()["behind_totals"])) + r")\b", re.IGNORECASE)


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
    return phrase.dep_ == "prep" and phrase.i < verb.i and phrase.lower_ in _set("scenes") and verb.pos_ == "VERB"


def _equated(verb: Token) -> Decision | None:
    """What is set out for, where the figure is said to be it: "the target is 300 beds"."""
    aim = next((c for c in verb.lefts if c.dep_ == "nsubj" and _is_aim(c)), None) if verb.lemma_ == "be" else None
    return ("planned", aim.text) if aim is not None else None


def was_before(prep: Token) -> bool:
    """Whether a number is what another rises or falls from, which is so already: "may rise from six to ten"."""
    if prep.lower_ != "from":
        return False
    verb = prep.head
    return verb.lower_ in ("up", "down") or verb.lemma_ in _set("increase_verbs") | _set("decrease_verbs")


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
    announced = verb.lemma_ in _set("announcing") and deed.lemma_.lower() in _set("announced")
    return ("planned", verb.text) if announced or verb.lemma_ in _set("ordering") else None


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
        c.dep_ in ("dobj", "nsubjpass") and c.lemma_ in _set("taken") for c in token.rights
    )
    return None if takes else name


def _only_awaited(verb: Token) -> bool:
    """Whether a word for a plan plans nothing: "wanted in the killing of", "expected to survive"."""
    if verb.lemma_ in _set("sought"):
        told_of = verb.tag_ == "VBN" or (verb.tag_ == "VBD" and verb.dep_ == "acl")
        return told_of and not any(c.dep_ == "xcomp" or c.lower_ in ("has", "have", "had") for c in verb.children)
    if verb.lemma_ not in _set("awaiting"):
        return False
    return any(child.dep_ == "xcomp" and _is_prospect(child) for child in verb.rights)


def _is_prospect(verb: Token) -> bool:
    """Whether a verb says how the wounded will fare: "survive", "make a full recovery"; not "live in the new homes"."""
    words = (verb, *(child for child in verb.rights if child.dep_ in ("dobj", "acomp")))
    settles = any(child.lower_ in _set("scenes") for child in verb.rights)
    return not settles and any(word.lemma_ in _set("prospects") for word in words)


def _is_aim(noun: Token) -> bool:
    """Whether a noun names what somebody sets out for: "a goal of", "the target is"; not the targets that are hit."""
    return noun.tag_ == "NN" and noun.lemma_.lower() in _set("aims")


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
    if token.lemma_ in _set("passive_only"):
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
    if modal.lower_ not in _set("looking_ahead"):
        return False
    clauses = (child for child in modal.head.rights if child.dep_ == "advcl" and child.tag_ == "VBD")
    return any(mark.lower_ in ("before", "until") for clause in clauses for mark in clause.lefts)


def change(doc: Doc, quantity: Quantity, first: int, counted: Counted, outcome: Outcome | None) -> Decision:
    """Whether the figure is a level, an increment, a decrease, a subset or a cumulative sum, and the deciding word."""
    words = _change_words()
    if told := _told_before(doc, first):
        return told
    if counted.part and (quantity.kind == "count" or counted.rule == "carry") and doc[first - 1].lower_ != "all":
        if first >= 2 and doc[first - 2].lower_ == "of":
            return "subset", doc[first - 2 : first].text
        return "subset", doc[counted.start : counted.end].text if counted.rule == "carry" else "of"
    lead_in = max(sentences.bounds(counted.anchor)[0], first - 6)
    for token in doc[max(lead_in, first - 2) : max(counted.end, first)]:
        name = words.get(token.lower_)
        if name == "increment" and _adds(doc, token, first):
            return name, token.text
    for token in doc[lead_in:first]:
        if words.get(token.lower_) == "subset" and token.i >= first - 3 and _lists(doc, token, first):
            return "subset", token.text
        if words.get(token.lower_) == "cumulative":
            return "cumulative", token.text
    told = _by_outcome(counted, outcome) or _moved(doc, quantity, first, counted.anchor) or _brought(counted.anchor)
    return told or _summed(doc, counted, outcome)


def _told_before(doc: Doc, first: int) -> Decision | None:
    """From the words right before: what a count rose "from", what is left of one ("the other two")."""
    if first and was_before(doc[first - 1]):
        return "level", doc[first - 1].text
    rest = _rest(doc, first)
    return ("subset", rest) if rest else None


def is_rest(cue: str | None) -> bool:
    """Whether the word that decided a subset names what is left of a whole."""
    return cue is not None and cue.lower() in _set("rest")


def _rest(doc: Doc, first: int) -> str | None:
    """What is left of a number told before: "the other two", "the remaining 12"."""
    words = doc[max(0, first - 2) : first]
    return words.text if len(words) == 2 and is_rest(words.text) else None


def _lists(doc: Doc, token: Token, first: int) -> bool:
    """Whether the word opens a list of parts: "including 3", "among them 3", but not "one among 3"."""
    return token.lower_ != "among" or any(
        t.lower_ in ("them", "these", "those", "whom", "which") for t in doc[token.i + 1 : first]
    )


def _adds(doc: Doc, token: Token, first: int) -> bool:
    """Whether the word adds: "another 12", "12 more", "300 additional men"; not "more than 12", nor "12 or more"."""
    nxt = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
    before = doc[token.i - 1].lower_ if token.i else ""
    if nxt == "than" or before in ("or", "after") or (token.lower_ == "added" and nxt == "that"):
        return False
    return (
        token.i < first or token.lower_ not in ("new", "fresh", "second", "third", "fourth", "added") or token.i > first
    )


def _by_outcome(counted: Counted, outcome: Outcome | None) -> Decision | None:
    """A part by what happened to it: "40 are among the dead", "five were shot, one fatally"."""
    if outcome is not None and outcome.rule == "among":
        return "subset", "among"
    if outcome is not None and outcome.rule == "fatal" and counted.head is None and not _acts_alone(outcome.cue):
        return "subset", outcome.cue.text
    return None


def _acts_alone(adverb: Token) -> bool:
    """Whether the adverb has a verb of its own behind it: "one fatally | shot"."""
    return adverb.i + 1 < len(adverb.doc) and adverb.nbor().tag_ in ("VBN", "VBD")


def _moved(doc: Doc, quantity: Quantity, first: int, anchor: Token) -> Decision | None:
    """The amount of a change: "rose by 300", "fell 5 percent"; but "fell to 300" and "advanced 3 miles" are levels."""
    before = doc[first - 1] if first else anchor
    if before.lower_ == "by":
        verb = before.head
    elif before.lower_ != "to" and anchor.dep_ in ("npadvmod", "attr", "advmod"):
        verb = anchor.head
    else:
        return None
    lemma = verb.lemma_.lower()
    if verb.tag_.startswith("NN") or (lemma == "advance" and quantity.kind in ("distance", "area")):
        return None
    if lemma in _set("increase_verbs"):
        return "increment", verb.text
    return ("decrease", verb.text) if lemma in _set("decrease_verbs") else None


def sums_up(cue: str | None) -> bool:
    """Whether the word that decided is one that only sums up, as "total" does: what in, the time says."""
    return cue is not None and _change_words().get(cue.lower()) == "cumulative"


def runs_on(cue: str | None) -> bool:
    """Whether the word that decided names what goes on for long: a war, weeks of strikes."""
    return is_span(cue) or _names(cue, "lasting")


def is_span(cue: str | None) -> bool:
    """Whether the word that decided is one of time: "weeks" of strikes, whatever day stands beside."""
    return _names(cue, "spans")


def _names(cue: str | None, listed: str) -> bool:
    return cue is not None and cue.lower().removesuffix("s") in _set(listed)


def resumes(counted: Counted) -> bool:
    """Whether a number is that of "it", the count just told: "the toll was put at five but it has risen to seven"."""
    prep = counted.anchor.head
    verb = prep.head
    moves = verb.lemma_ in _set("increase_verbs") | _set("decrease_verbs")
    return prep.lower_ == "to" and moves and any(c.dep_ == "nsubj" and c.lower_ == "it" for c in verb.lefts)


def _brought(anchor: Token) -> Decision | None:
    """A new total: "bringing the toll to 29"."""
    verb = anchor.head.head
    if anchor.dep_ != "pobj" or anchor.head.lower_ != "to" or verb.lemma_ not in _set("bringing_verbs"):
        return None
    return ("cumulative", verb.text) if any(_is_total(child) for child in verb.rights) else None


def _is_total(token: Token) -> bool:
    return token.dep_ == "dobj" and people.is_measure(token.lemma_.lower())


def _counting_since(verb: Token) -> str | None:
    """The word of a clause since which it has gone on: "since the truce broke down, 40 have died"."""
    if not _is_perfect(verb):
        return None
    for clause in sentences.children(verb):
        for mark in clause.lefts if clause.dep_ == "advcl" else ():
            if mark.dep_ == "mark" and mark.lower_ == "since":
                return str(mark.text)
    return None


def _going_on(cue: Token) -> str | None:
    """What goes on that has done it up to now: "the war has killed", "two weeks of strikes that have left 90 dead"."""
    verb = cue
    for _ in range(STEPS):
        if _is_perfect(verb) or verb.dep_ not in ("conj", "oprd", "acomp", "ccomp", "amod", "pcomp"):
            break
        verb = verb.head
    if not _is_perfect(verb):
        return None
    named = [noun for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass") for noun in _meant(child)]
    phrases = [child for child in sentences.children(verb) if child.lower_ in ("by", "during", "in")]
    named += [child for phrase in phrases for child in phrase.rights if child.dep_ == "pobj"]
    return next((noun.text for noun in named if _lasts(noun)), None)


def _is_perfect(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ in ("has", "have") for child in verb.lefts)


def _meant(subject: Token) -> Iterator[Token]:
    """The subject; for a relative pronoun the nouns it may stand for: "weeks of strikes and attacks that"."""
    if subject.lower_ not in ("that", "which", "who"):
        yield subject
        return
    token = subject.head
    for _ in range(CLIMB):
        if token.pos_ == "NOUN":
            yield token
        elif token.pos_ == "PROPN" or not (token.dep_ in ("relcl", "ccomp", "conj") or token.lower_ == "of"):
            return
        token = token.head


def _lasts(noun: Token) -> bool:
    """Whether a noun names what goes on for long: a war, or "three weeks of" anything."""
    lemma = noun.lemma_.lower()
    return lemma in _set("lasting") or (
        lemma in _set("spans") and any(child.lower_ == "of" for child in sentences.children(noun))
    )


def _totalled(anchor: Token) -> str | None:
    """The word "total" that belongs to what is counted, or to what stands above it."""
    start, end = sentences.bounds(anchor)
    if "total" not in anchor.doc[start:end].text.lower():  # hardly any sentence has it, and children are slow to list
        return None
    for token in (anchor, anchor.head, anchor.head.head):
        for child in sentences.children(token):
            if child.lower_ == "total" and child.dep_ in ("amod", "nsubj", "dobj"):
                return str(child.text)
    return None


def _told_by(anchor: Token) -> Token:
    """The verb that tells of the things counted, or the things themselves."""
    return anchor.head if anchor.dep_ in ("nsubj", "nsubjpass", "dobj") else anchor


def _summed(doc: Doc, counted: Counted, outcome: Outcome | None) -> Decision:
    """Whether the figure sums up: "the total number of", "so far", "since the start of the war"."""
    if total := _totals().match(doc[counted.end : counted.end + 3].text):
        return "cumulative", total.group()
    if whole := _totalled(counted.anchor):
        return "cumulative", whole
    cue = outcome.cue if outcome is not None else _told_by(counted.anchor)
    start, end = sentences.bounds(cue)
    if since := _counting_since(cue) or _going_on(cue):
        return "cumulative", since
    match = _cumulative().search(cue.doc[max(start, cue.i - BESIDE) : min(end, cue.i + BESIDE)].text)
    return ("cumulative", match.group()) if match else ("level", None)
