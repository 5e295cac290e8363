"""Statements told by layout: headlines ("...: Zelenskiy", "... - Zelenskyy") and labels ("Source:", "Details:", "Quote:")."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from newslab.articles import Article
    from newslab.attribution import Attribution


def find(doc: Doc, article: Article | None, known: Sequence[Attribution]) -> list[Attribution]:
    """Attributions by headline and label."""
    return []
