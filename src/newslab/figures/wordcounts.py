"""Counts told by words that are no numerals: "another soldier", "a triple murder"."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final

from newslab import lexicon
from newslab.figures import deeds, people
from newslab.figures.counted import Counted
from newslab.numerals import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newslab.figures.context import Context

ANOTHER: Final = "another"
MULTIPLE: Final = "multiple"

_ANOTHER: Final = re.compile(r"\b[Aa]nother\b(?! \d)")


@functools.cache
def _multiples() -> dict[str, int]:
    return dict(lexicon.read("outcomes.yaml")["multiples"])


@functools.cache
def _multiple() -> re.Pattern[str]:
    deed = "|".join(sorted(deeds.names("multiple"), key=len, reverse=True))
    return re.compile(rf"\b(?P<times>{'|'.join(_multiples())})[ -](?P<deed>{deed})\b", re.IGNORECASE)


def find(context: Context, taken: set[int]) -> Iterator[tuple[Quantity, Counted | None]]:
    """Such counts in a text, and what they count where that is settled; none starts at a numeral (``taken``)."""
    doc = context.doc
    for match in _ANOTHER.finditer(context.text):
        start, end = match.span()
        noun = doc[context.token(start)].head
        if start not in taken and noun.tag_ == "NN" and people.unit_of(noun.lemma_) == "person":
            yield Quantity(start, end, start, end, value=1.0, rule=ANOTHER), None
    for match in _multiple().finditer(context.text):
        start, end = match.span("times")
        noun = doc[context.token(match.start("deed"))]
        counted = Counted(noun, noun, noun.i, noun.i + 1, rule=MULTIPLE)
        value = float(_multiples()[match["times"].lower()])
        yield Quantity(start, end, start, end, value=value, rule=MULTIPLE), counted
