"""The language a text is written in, told from the text; a declared language is believed only where the text agrees."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from newslab.cues import cues

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_SAMPLE: Final = 4_000
_WORDS: Final = re.compile(r"[^\W\d_]+")
_ENGLISH: Final = 0.18
"""Share of the commonest English words from which a text of some length is plainly English."""
_ENOUGH: Final = 12
_SURE: Final = 0.95


def language_of(text: str, declared: str | None = None) -> str | None:
    """ISO 639-1 code of a text's language.

    Parameters
    ----------
    text : str
        The text; its first 4,000 characters are looked at.
    declared : str, optional
        What the file says, such as ``en-GB``; decides where the text is too short to tell.

    Returns
    -------
    str or None
        None where nothing tells it.
    """
    words = _WORDS.findall(text[:_SAMPLE].casefold())
    stated = (declared or "").strip().lower()[:2]
    if len(words) < _ENOUGH:
        if words and not any(word.isascii() for word in words):
            return _guess(text[:_SAMPLE])
        return stated or None
    if sum(word in cues().english for word in words) >= _ENGLISH * len(words):
        return "en"
    return _guess(text[:_SAMPLE]) or stated or None


def _guess(text: str) -> str | None:
    language, share = _identifier().classify(text)
    return str(language) if share >= _SURE else None


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_pickled_model(MODEL_FILE, norm_probs=True)
