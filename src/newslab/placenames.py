"""Place names folded by rule, so that one spelling finds another. No data, no text, no gazetteer."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from anyascii import anyascii

_APOSTROPHES: Final = re.compile(r"['’‘`´ʼʻʹ′ʾʿ\"“”]")
_INITIAL: Final = re.compile(r"\b(\w)\.(?=\w\.|\W|$)")
_NOT_WORD: Final = re.compile(r"[^0-9a-z]+")
_SAME_WORD: Final = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
_ARTICLE: Final = re.compile(r"^(?:al|el|ad|an|ar|as|ash|at|az) (?=\w{3})")

_SLAVIC: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern), same)
    for pattern, same in (
        (r"gu(?=[iey])", "g"),  # French gui is gi
        (r"ou", "u"),  # French ou
        (r"jj|\bj(?=[iy])|zh", "ž"),  # French j, English zh
        (r"kh", "x"),
        (r"tch|cz", "ch"),
        (r"sz", "sh"),
        (r"ts|tz", "c"),
        (r"w", "v"),
        (r"g", "h"),  # Russian g is Ukrainian h
        (r"[ijy]+", "i"),  # i, y, yi, ii, iy, yy, j
        (r"\bi(?=e)", ""),  # Yevpatoria, Evpatoria
        (r"(?<=[vn])o\b", "e"),  # Russian -ovo, -ino are Ukrainian -ove, -yne
        (r"ž", "z"),
        (r"(.)\1+", r"\1"),
    )
)
"""Romanisations of Ukrainian, Russian and Belarusian letter by letter (BGN/PCGN, the Ukrainian national system of
2010, and press French); applied in order. The result is a key to compare by, not a name to show."""


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return the form by which names are compared: ASCII, lower case, no punctuation, single spaces.

    Apostrophes and soft signs vanish (``Donets'k`` is ``donetsk``), full stops of initials too (``U.S.`` is ``us``),
    hyphens are spaces, and *Saint, Sainte, Mount, Fort* are their abbreviations.

    Parameters
    ----------
    name : str
        A name in any script.

    Returns
    -------
    str
        The folded name; empty where nothing of it is a letter or digit.
    """
    text = anyascii(_INITIAL.sub(r"\1", _APOSTROPHES.sub("", name)))
    words = _NOT_WORD.sub(" ", _APOSTROPHES.sub("", text).lower()).split()
    return " ".join(_SAME_WORD.get(word, word) for word in words)


@lru_cache(maxsize=8192)
def slavic_key(name: str) -> str:
    """Return a key shared by the usual romanisations of one Slavic name: Guirnyk, Girnyk and Hirnyk have one.

    Weaker than :func:`fold`: use it only where the exact name is unknown.
    """
    key = fold(name)
    for pattern, same in _SLAVIC:
        key = pattern.sub(same, key)
    return key


def without_article(folded: str) -> str:
    """Return a folded Arabic name without its article: ``al bab`` is ``bab``; other names come back as they are."""
    return _ARTICLE.sub("", folded)
