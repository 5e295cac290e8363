"""Two people told dead one after the other: "The driver was killed. A cyclist also died of it".

No phrase joins them and no numeral counts them; "also" says that the second is another than the first. Where the text
counts its dead itself, nothing is added.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newslab.figures import together
from newslab.figures.counted import Counted
from newslab.figures.deeds import VERBAL, undergone
from newslab.numerals import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from newslab.figures import Figure
    from newslab.figures.context import Context

REACH: Final = 150
"""Tokens between one death and the next."""

_ALSO: Final = re.compile(r"\balso\b")
_SUBJECTS: Final = ("nsubj", "nsubjpass")


def find(context: Context, figures: list[Figure]) -> Iterator[tuple[Quantity, Counted]]:
    """Pairs of people told dead one after the other, in a text that counts no dead."""
    if any(f.outcome == "killed" and (f.quantity.value or 0) > 1 for f in figures):
        return
    doc = context.doc
    for match in _ALSO.finditer(context.text):
        verb = doc[context.token(match.start())].head
        other = _dead(verb)
        if other is None:
            continue
        before = (_dead(token) for token in reversed(doc[max(0, other.i - REACH) : other.i]) if token.tag_ in VERBAL)
        one = next((person for person in before if person is not None and person.i < other.i), None)
        if one is not None:
            start, end = one.left_edge.idx, verb.idx + len(verb)
            counted = Counted(other, other, other.i, other.i + 1, rule=together.RULE)
            yield Quantity(start, end, start, end, value=2.0, rule=together.RULE), counted


def _dead(verb: Token) -> Token | None:
    """The one person of whom a verb says that he died."""
    subject = next((child for child in verb.lefts if child.dep_ in _SUBJECTS), None)
    if subject is None or subject.tag_ not in ("NN", "NNP") or not together.is_one(subject):
        return None
    if any(child.dep_ == "conj" for child in subject.rights):
        return None
    told = undergone(verb, subject.dep_, subject)
    return subject if told is not None and told.name == "killed" else None
