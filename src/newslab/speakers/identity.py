"""The record of a resolved person or body, and what is needed of a gazetteer to tell its country."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol


class Places(Protocol):
    """What is needed of a gazetteer here: the country of a demonym and of a place name."""

    def demonym(self, word: str) -> str | None:
        """ISO 3166-1 code of the country a demonym belongs to."""
        ...


@dataclass(frozen=True, slots=True)
class Identity:
    """A resolved person or body; ``words`` are those it may later be called by ("the spokesman")."""

    name: str
    key: str
    kind: str
    role: str | None = None
    country: str | None = None
    person: bool = False
    plural: bool = False
    words: frozenset[str] = frozenset()
    rule: str = "as_written"


def without_article(text: str) -> str:
    """The phrase without "the", "a" or "an"."""
    return re.sub(r"^(?:the|a|an)\s+", "", text, flags=re.IGNORECASE)
