"""How a figure changes its count: a level, another so many, so many of them, in total; and the word that decided it."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from newslab import lexicon
from newslab.figures import people, sentences, timechoice
from newslab.figures.standing import CLIMB, listed, was_before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from newslab.figures.counted import Counted
    from newslab.figures.deedwords import Outcome
    from newslab.figures.standing import Decision
    from newslab.numerals import Quantity

STEPS: Final = 4
"""Steps up the parse from a verb to the one whose auxiliary it shares, or from a pronoun to its noun."""

BESIDE: Final = 16
"""Tokens on either side of what happened in which "so far" sums it up."""


@functools.cache
def _change_words() -> dict[str, str]:
    return lexicon.inverted(lexicon.read("standing.yaml")["change"])


@functools.cache
def _cumulative() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(lexicon.read("standing.yaml")["cumulative_phrases"]) + r")\b", re.IGNORECASE)


@functools.cache
def _totals() -> re.Pattern[str]:
    return re.compile(
        r"(?:" + "|".join(map(re.escape, lexicon.read("standing.yaml")["behind_totals"])) + r")\b", re.IGNORECASE
    )


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
    return cue is not None and cue.lower() in listed("rest")


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
    if lemma in listed("increase_verbs"):
        return "increment", verb.text
    return ("decrease", verb.text) if lemma in listed("decrease_verbs") else None


def sums_up(cue: str | None) -> bool:
    """Whether the word that decided is one that only sums up, as "total" does: what in, the time says."""
    return cue is not None and _change_words().get(cue.lower()) == "cumulative"


def runs_on(cue: str | None) -> bool:
    """Whether the word that decided names what goes on for long: a war, weeks of strikes."""
    return is_span(cue) or _names(cue, "lasting")


def is_span(cue: str | None) -> bool:
    """Whether the word that decided is one of time: "weeks" of strikes, whatever day stands beside."""
    return _names(cue, "spans")


def _names(cue: str | None, kind: str) -> bool:
    return cue is not None and cue.lower().removesuffix("s") in listed(kind)


def resumes(counted: Counted) -> bool:
    """Whether a number is that of "it", the count just told: "the toll was put at five but it has risen to seven"."""
    prep = counted.anchor.head
    verb = prep.head
    moves = verb.lemma_ in listed("increase_verbs") | listed("decrease_verbs")
    return prep.lower_ == "to" and moves and any(c.dep_ == "nsubj" and c.lower_ == "it" for c in verb.lefts)


def _brought(anchor: Token) -> Decision | None:
    """A new total: "bringing the toll to 29"."""
    verb = anchor.head.head
    if anchor.dep_ != "pobj" or anchor.head.lower_ != "to" or verb.lemma_ not in listed("bringing_verbs"):
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
    return lemma in listed("lasting") or (
        lemma in listed("spans") and any(child.lower_ == "of" for child in sentences.children(noun))
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
    near = cue.doc[max(start, cue.i - BESIDE) : min(end, cue.i + BESIDE)]
    match = _cumulative().search(near.text)
    if match is None or any(token.lower_ == "since" and timechoice.holds_rank(token) for token in near):
        return "level", None
    return "cumulative", match.group()
