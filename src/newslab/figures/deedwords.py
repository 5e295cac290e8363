"""The lexicon of outcomes, and what one of them is as read."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from newslab import lexicon
from newslab.figures import sentences

if TYPE_CHECKING:
    from spacy.tokens import Token

VERBAL: Final = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})
SUBJECTS: Final = ("nsubj", "nsubjpass")
"""Dependencies of a subject."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Name of the outcome, the token that decided it, and the rule; rule "verb" names no more than a governing verb."""

    name: str
    cue: Token
    rule: str


@functools.cache
def names(section: str) -> dict[str, str]:
    """Outcome by word, for one section of the lexicon."""
    return lexicon.inverted(lexicon.read("outcomes.yaml")[section])


@functools.cache
def words(name: str) -> frozenset[str]:
    """One plain word list of the lexicon."""
    return frozenset(lexicon.read("outcomes.yaml")[name])


def has(token: Token, deps: tuple[str, ...]) -> bool:
    """Whether a token has a child of one of these relations."""
    return any(child.dep_ in deps for child in sentences.children(token))
