"""Place names folded by rule, so that one spelling finds another. No data, no text, no gazetteer."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from anyascii import anyascii

if TYPE_CHECKING:
    from collections.abc import Iterable

SLAVIC_COUNTRIES: Final = frozenset({"UA", "RU", "BY", "KZ", "MD"})
"""Countries whose towns are written in several romanisations of Cyrillic."""
ARABIC_COUNTRIES: Final = frozenset(
    {
        "AE",
        "BH",
        "DZ",
        "EG",
        "IQ",
        "JO",
        "KW",
        "LB",
        "LY",
        "MA",
        "MR",
        "OM",
        "PS",
        "QA",
        "SA",
        "SD",
        "SY",
        "TN",
        "YE",
        "EH",
        "DJ",
    }
)
"""Countries whose towns are written in several romanisations of Arabic."""

_APOSTROPHES: Final = re.compile(r"['’‘`´ʼʻʹ′ʾʿ\"“”]")
_INITIAL: Final = re.compile(r"\b(\w)\.(?=\w\.|\W|$)")
_NOT_WORD: Final = re.compile(r"[^0-9a-z]+")
_SAME_WORD: Final = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
_ARABIC_ARTICLES: Final = frozenset(
    {"al", "el", "ad", "ed", "an", "en", "ar", "er", "as", "es", "ash", "esh", "at", "et", "az", "ez", "ud", "ul"}
)
_ARTICLE: Final = re.compile(rf"^(?:{'|'.join(sorted(_ARABIC_ARTICLES))}) (?=\w{{3}})")
_SLAVIC_MARK: Final = "~"  # within the trie of names; no folded name holds these
_ARABIC_MARK: Final = "^"

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


_ARABIC_WORDS: Final = {
    "deir": "dayr",
    "der": "dayr",
    "beit": "bayt",
    "bait": "bayt",
    "ain": "ayn",
    "ein": "ayn",
    "kfar": "kafr",
    "kufr": "kafr",
    "tell": "tal",
    "tel": "tal",
    "sheikh": "shaykh",
    "shaikh": "shaykh",
    "cheikh": "shaykh",
    "jebel": "jabal",
    "djebel": "jabal",
    "wad": "wadi",
    "oued": "wadi",
    "burj": "burj",
    "bourj": "burj",
    "borj": "burj",
    "bani": "bani",
    "beni": "bani",
}
_ARABIC: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern), same)
    for pattern, same in (
        (r"ou|oo|w?u|o", "u"),
        (r"ee|iy|[iey]+", "i"),
        (r"ch", "sh"),
        (r"dh", "d"),
        (r"th", "t"),
        (r"dj", "j"),
        (r"q", "k"),
        (r"(?:iya|ia)h?\b", "ia"),
        (r"(?:ah|a|i)\b", "a"),
        (r"(.)\1+", r"\1"),
    )
)
"""Romanisations of Arabic letter by letter (BGN/PCGN, the press, French of Syria, Lebanon and the Maghreb)."""


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
    return _SLAVIC_MARK + key


@lru_cache(maxsize=8192)
def arabic_key(name: str) -> str:
    """Return a key shared by the usual romanisations of one Arabic name: Deir al-Balah and Dayr al Balah have one.

    Weaker than :func:`fold`: use it only where the exact name is unknown.
    """
    words = [_ARABIC_WORDS.get(word, word) for word in fold(name).split() if word not in _ARABIC_ARTICLES]
    key = " ".join(words)
    for pattern, same in _ARABIC:
        key = pattern.sub(same, key)
    return _ARABIC_MARK + key


def spelling_keys(names: Iterable[str], country: str | None) -> list[str]:
    """Return the keys by which other spellings of a town's names are found, by the script of its country."""
    key = slavic_key if country in SLAVIC_COUNTRIES else arabic_key if country in ARABIC_COUNTRIES else None
    return sorted({key(name) for name in names}) if key else []


def without_article(folded: str) -> str:
    """Return a folded Arabic name without its article: ``al bab`` is ``bab``; other names come back as they are."""
    return _ARTICLE.sub("", folded)
