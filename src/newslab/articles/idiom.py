"""The language a text is written in, told from the text; a declared language is believed only where the text agrees."""

from __future__ import annotations

import re
from typing import Final

from newslab.articles.cues import cues

_SAMPLE: Final = 4_000
_WORDS: Final = re.compile(r"[^\W\d_]+")
_ENGLISH: Final = 0.1
"""Share of the commonest English words from which a text is taken as English: English news has 0.25 to 0.4 of them,
lists and tables in English 0.1, and no other language reaches it."""
_PIDGIN: Final = "pcm"
"""Nigerian Pidgin: what the model takes English lists and captions without small words for."""
_ENOUGH: Final = 12
"""Words from which a text can tell its language."""


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
    return _guess(text[:_SAMPLE])


def _guess(text: str) -> str:
    import py3langid

    code = str(py3langid.classify(text)[0])
    return "en" if code == _PIDGIN else code
