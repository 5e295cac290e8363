"""Counts told by words that are no numerals: "another man", "no casualties", "a triple murder", "a third victim"."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from newslab import lexicon
from newslab.figures import deedwords, outcomes, people
from newslab.figures.counted import Counted
from newslab.numerals import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from newslab.figures import Figure
    from newslab.figures.context import Context
    from newslab.figures.deedwords import Outcome

ANOTHER: Final = "another"
MULTIPLE: Final = "multiple"

NONE: Final = "none"
ORDINAL: Final = "ordinal"
BOTH: Final = "both"
GROUP: Final = "group"
_WORDS: Final = frozenset({ANOTHER, NONE, ORDINAL, BOTH, GROUP})

_ANOTHER: Final = re.compile(r"\b[Aa]nother\b(?! \d)")
_BOTH: Final = re.compile(r"\b[Bb]oth\b(?! \d)")
_NONE: Final = re.compile(
    r"\b(?:none(?= of\b)|no one|nobody|no)\b"
    r"(?! (?:(?:more|fewer|less) than|other|further|else|second|third|fourth|fifth)\b)",
    re.IGNORECASE,
)


@functools.cache
def _multiples() -> dict[str, int]:
    return dict(lexicon.read("outcomes.yaml")["multiples"])


@functools.cache
def _multiple() -> re.Pattern[str]:
    deed = "|".join(sorted(deedwords.names("multiple"), key=len, reverse=True))
    return re.compile(rf"\b(?P<times>{'|'.join(_multiples())})[ -](?P<deed>{deed})\b", re.IGNORECASE)


@functools.cache
def _ordinals() -> dict[str, int]:
    return dict(lexicon.read("outcomes.yaml")["ordinals"])


@functools.cache
def _ordinal() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_ordinals())})\b", re.IGNORECASE)


@functools.cache
def _groups() -> dict[str, int]:
    return dict(lexicon.read("outcomes.yaml")["groups_of"])


@functools.cache
def _group() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_groups())})\b(?! of\b)", re.IGNORECASE)


def told_before(figures: list[Figure]) -> list[Figure]:
    """The same figures; the last of a row of dead ("a fourth victim died") only where the text counts those before."""
    dead = [f.quantity.value or 0 for f in figures if f.outcome == "killed" and f.quantity.rule != ORDINAL]
    before = max(dead, default=0)
    return [f for f in figures if f.quantity.rule != ORDINAL or f.quantity.value == before + 1]


def reports(rule: str, counted: Counted, outcome: Outcome | None) -> bool:
    """Whether a word of these counts, given what happened: "another", "both" and "none" count only people.

    "None of the wounds is deep" and "no one was badly hurt" do not say that there were no wounded.
    """
    if rule not in _WORDS:
        return True
    if outcome is None or not outcomes.of_people(outcome.name):
        return False
    if rule == ORDINAL:
        return outcome.name == "killed"
    if rule in (BOTH, GROUP):
        return outcomes.can_be_summed(outcome.name)
    if rule == ANOTHER:
        return True
    graded = any(child.dep_ == "advmod" and child.lower_ in deedwords.words("grades") for child in outcome.cue.children)
    whole = not counted.part or counted.head is None or not outcomes.is_event(counted.head.lemma_.lower())
    return outcome.name in deedwords.words("harm") and whole and not graded


def _counts_none(word: Token) -> bool:
    """Whether "no" says that there were no casualties or people: "no deaths", "no one", "none of the 40"."""
    if word.lower_ in ("none", "nobody"):
        return True
    noun = word.head
    if noun.i <= word.i or word.dep_ not in ("det", "neg"):
        return False
    lemma = noun.lemma_.lower()
    return deedwords.names("event").get(lemma) in deedwords.words("harm") or people.unit_of(lemma) == "person"


def find(context: Context, taken: set[int]) -> Iterator[tuple[Quantity, Counted | None]]:
    """Such counts in a text, and what they count where that is settled; none starts at a numeral (``taken``)."""
    for reader in (_one_more, _both, _last, _nobody, _people_of_a_group, _multiple_deeds):
        yield from ((quantity, counted) for quantity, counted in reader(context) if quantity.start not in taken)


def _quantity(span: tuple[int, int], value: float, rule: str) -> Quantity:
    start, end = span
    return Quantity(start, end, start, end, value=value, rule=rule)


def _names_one(noun: Token) -> bool:
    """Whether a noun in the singular names a person."""
    return noun.tag_ in ("NN", "NNP") and people.unit_of(noun.lemma_.lower()) == "person"


def _one_more(context: Context) -> Iterator[tuple[Quantity, None]]:
    for match in _ANOTHER.finditer(context.text):
        noun = context.doc[context.token(match.start())].head
        if noun.tag_ == "NN" and _names_one(noun):
            yield _quantity(match.span(), 1.0, ANOTHER), None


def _both(context: Context) -> Iterator[tuple[Quantity, None]]:
    for match in _BOTH.finditer(context.text):
        both = context.doc[context.token(match.start())]
        if both.dep_ != "preconj" and (both.head.tag_ != "NNS" or people.unit_of(both.head.lemma_) == "person"):
            yield _quantity(match.span(), 2.0, BOTH), None


def _last(context: Context) -> Iterator[tuple[Quantity, None]]:
    """The last of several: "a fourth victim"."""
    for match in _ordinal().finditer(context.text):
        last = context.doc[context.token(match.start())]
        if _names_one(last.head) and not (last.i and last.nbor(-1).lower_ == "no"):
            yield _quantity(match.span(), float(_ordinals()[match.group().lower()]), ORDINAL), None


def _nobody(context: Context) -> Iterator[tuple[Quantity, None]]:
    for match in _NONE.finditer(context.text):
        if " " in match.group() or _counts_none(context.doc[context.token(match.start())]):
            yield _quantity(match.span(), 0.0, NONE), None


def _people_of_a_group(context: Context) -> Iterator[tuple[Quantity, Counted]]:
    for match in _group().finditer(context.text):
        noun = context.doc[context.token(match.start())]
        if noun.tag_ in ("NN", "NNS") and noun.dep_ not in ("compound", "amod"):
            counted = Counted(noun, noun, noun.i, noun.i + 1, rule=GROUP)
            yield _quantity(match.span(), float(_groups()[match.group().lower()]), GROUP), counted


def _multiple_deeds(context: Context) -> Iterator[tuple[Quantity, Counted]]:
    for match in _multiple().finditer(context.text):
        noun = context.doc[context.token(match.start("deed"))]
        counted = Counted(noun, noun, noun.i, noun.i + 1, rule=MULTIPLE)
        yield _quantity(match.span("times"), float(_multiples()[match["times"].lower()]), MULTIPLE), counted
