"""Whether a number counts as reported, and how firmly: pronouns, ages in a description and mere pointers do not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newslab.figures import outcomes, people, phrases, together

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from newslab.figures.counted import Counted
    from newslab.figures.deedwords import Outcome
    from newslab.numerals import Quantity

TRAIT: Final = 10
"""What a thing has fewer of than this is a trait of it where a hyphen joins them, and not counted."""

_POINTING: Final = frozenset({"the", "these", "those", "both", "either", "neither"})
_AGED: Final = frozenset({"age", "ages", "aged"})
_AGE_PAIR: Final = re.compile(r", \d{1,2} and \d{1,2},")
_AGE_CLOSES: Final = frozenset({",", ".", ";", ")", "-", "--", "–", "—"})


def reports(doc: Doc, quantity: Quantity, first: int, last: int, counted: Counted, outcome: Outcome | None) -> bool:
    """Whether the parse lets a number count as reported: not the pronoun "one", not an age set off by commas."""
    numeral = doc[first]
    if first == last and numeral.lower_ in ("one", "ones"):
        harmed = outcome is not None and outcomes.of_people(outcome.name)
        if counted.rule == "of" and counted.head is not None and counted.head.tag_ in ("NN", "NNP"):
            return False  # "an image of one of torture"
        return (counted.head is not None or harmed) and not _pronoun(numeral)
    if quantity.kind == "count" and phrases.is_model(doc, first):
        return False
    bare = quantity.kind in ("count", "age") and first == last and quantity.bound == "eq"
    told = outcome is not None and outcome.rule != "verb"
    return not (
        bare and (_apposed_age(doc, first) or (not told and counted.head is None and _is_furniture(doc, first)))
    )


def _pronoun(numeral: Token) -> bool:
    return numeral.tag_ in ("PRP", "NN") and numeral.dep_ in ("nsubj", "dobj", "pobj")


def _apposed_age(doc: Doc, i: int) -> bool:
    """A bare age in a description: "Maria Petrova, 54, said", "boys, ages 7 and 10", "boys, 7 and 10,", "both 35"."""
    if not doc[i].is_digit or len(doc[i]) > 3 or i == 0:
        return False
    if doc[i - 1].lower_ == "both" or any(token.lower_ in _AGED for token in doc[max(0, i - 3) : i]):
        return True
    if _AGE_PAIR.search(doc[max(0, i - 4) : i + 4].text):
        return True
    if not 2 <= i < len(doc) - 1 or doc[i - 1].text != ",":
        return False
    if doc[i - 2].ent_type_ == "PERSON" and doc[i + 1].lower_ == "and":
        return i + 2 < len(doc) and doc[i + 2].tag_ not in ("CD", "NNS")  # "Maria Petrova, 54 and retired"
    return doc[i - 2].tag_ in ("NNP", "NNPS", "NN") and doc[i + 1].text in _AGE_CLOSES


def _is_furniture(doc: Doc, i: int) -> bool:
    """Whether a numeral only stands before a sentence, as a page's counter does: "38 | A missile struck"."""
    opens = bool(doc[i].is_sent_start) and doc[i].is_digit
    return opens and i + 1 < len(doc) and doc[i + 1].is_title and doc[i + 1].tag_ in ("DT", "IN", "PRP", "PRP$")


def _describes(quantity: Quantity, counted: Counted, outcome: str | None) -> bool:
    """Whether a number only describes somebody or something: "a three-year-old girl", "a two-lane road"."""
    if quantity.kind == "age":
        return _stands_for_one(quantity, counted) if counted.head is None else counted.head.tag_ in ("NN", "NNP")
    return quantity.kind == "count" and not outcomes.of_people(outcome) and _is_trait(quantity, counted)


def _stands_for_one(quantity: Quantity, counted: Counted) -> bool:
    """Whether an age stands for somebody of that age: "a 3-year-old and his parents"."""
    doc, first = counted.anchor.doc, counted.start - 1
    while first > 0 and doc[first].idx > quantity.start:
        first -= 1
    return first > 0 and doc[first - 1].tag_ in ("DT", "PRP$", "POS") and doc[first + 1].text == "-"


def _is_trait(quantity: Quantity, counted: Counted) -> bool:
    """Whether a small number is joined by a hyphen to what a thing has: "a two-lane road", "a six-shot revolver"."""
    doc, i = counted.anchor.doc, counted.start
    hyphened = 0 < i < len(doc) and doc[i].text == "-" and not doc[i - 1].whitespace_ and doc[i - 1].tag_ == "CD"
    return hyphened and counted.end - i > 2 and (quantity.value or TRAIT) < TRAIT


def _only_recalls(quantity: Quantity, counted: Counted, outcome: str | None) -> bool:
    """Whether a small bare number points at people just named ("the two agreed"), or is no number ("a few inches")."""
    if quantity.kind in ("distance", "duration"):
        return quantity.bound == "vague" and quantity.value is None and quantity.low is None
    numeral = counted.anchor
    if counted.head is not None and counted.head.lemma_ in people.words("sides"):
        return counted.head.i > 1 and counted.head.nbor(-2).lower_ in _POINTING
    if quantity.kind != "count" or counted.head is not None or outcomes.is_known(outcome) or not numeral.i:
        return False
    return quantity.rule == "words" and quantity.bound == "eq" and numeral.nbor(-1).lower_ in _POINTING


def _aged(quantity: Quantity, counted: Counted) -> bool:
    """Whether ages only describe those named before: "four children, ages 6 to 16"."""
    before = counted.anchor.doc[max(0, counted.anchor.i - 4) : counted.anchor.i]
    return quantity.kind == "age" and quantity.low is not None and any(t.lower_ in _AGED for t in before)


def score(quantity: Quantity, counted: Counted, rule: str, outcome: str | None) -> float:
    """Confidence: a noun of its own is firmer than a borrowed one, and that firmer than none.

    "One of the ..." and ages in a description are kept at the bottom, as are durations that only date something.
    """
    if (counted.part and quantity.value == 1) or _describes(quantity, counted, outcome):
        return 0.2
    if _only_recalls(quantity, counted, outcome) or _aged(quantity, counted):
        return 0.2
    if counted.rule == together.RULE:
        return 0.6
    if quantity.kind != "count" or counted.head is not None:
        return 0.9
    if rule.split("/")[0] in ("carried", "carry", "others"):
        return 0.7
    return 0.5 if outcome is not None else 0.25
