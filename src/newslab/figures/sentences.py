"""Where a token's sentence begins and ends, looked up instead of walked to.

spaCy walks from a token to the ends of its sentence each time it is asked, which takes forever in a text of one endless
sentence. The bounds are kept with the parsed text.
"""

from __future__ import annotations

import bisect
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

LONG: Final = 120
"""Tokens of a very long sentence."""

_KEPT: Final = "newslab_sentences"


def bounds(token: Token) -> tuple[int, int]:
    """First token of a token's sentence, and one past its last."""
    doc = token.doc
    starts = _starts(doc)
    i = bisect.bisect_right(starts, token.i) - 1
    return starts[i], starts[i + 1] if i + 1 < len(starts) else len(doc)


def before(token: Token) -> int:
    """First token of the sentence before a token's own (of its own where it is the first)."""
    starts = _starts(token.doc)
    return starts[max(0, bisect.bisect_right(starts, token.i) - 2)]


def children(token: Token) -> Iterator[Token]:
    """The tokens that hang on a token, no more than any sentence written by people has."""
    return islice(token.children, LONG)


def apart(one: Token, other: Token) -> bool:
    """Whether two tokens of a sentence are parted by a semicolon, or by more words than a sentence has."""
    low, high = sorted((one.i, other.i))
    breaks = _kept(one.doc).breaks
    return high - low > LONG or bisect.bisect_left(breaks, low) < bisect.bisect_left(breaks, high)


def _starts(doc: Doc) -> list[int]:
    return _kept(doc).starts


class _Marks(NamedTuple):
    """Tokens that open a sentence, and semicolons."""

    starts: list[int]
    breaks: list[int]


def _kept(doc: Doc) -> _Marks:
    kept: _Marks | None = doc.user_data.get(_KEPT)
    if kept is None:
        starts = [i for i, mark in enumerate(doc.to_array("SENT_START").tolist()) if mark == 1]
        semicolon = doc.vocab.strings[";"]
        breaks = [i for i, word in enumerate(doc.to_array("ORTH").tolist()) if word == semicolon]
        kept = doc.user_data[_KEPT] = _Marks([0, *(i for i in starts if i)], breaks)
    return kept
