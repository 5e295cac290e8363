"""Text that is a piece of HTML, as content systems export it, to plain text.

Every pattern is bounded and none spans tags, so that any input ends in linear time; no tree is built, because
such pieces are rarely whole.
"""

from __future__ import annotations

import html
import re
from itertools import islice
from typing import Final

_TAGS: Final = "p|div|br|h[1-6]|ul|ol|li|a|strong|em|b|i|span|blockquote|figure|img|section|article"
_BLOCKS: Final = "p|div|br|h[1-6]|ul|ol|li|blockquote|figure|section|article|table|tr"
_TAG = re.compile(rf"</?(?:{_TAGS})\b[^<>]{{0,2000}}>", re.IGNORECASE)
_BLOCK = re.compile(rf"</?(?:{_BLOCKS})\b[^<>]{{0,2000}}>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[/!?a-zA-Z][^<>]{0,5000}>")
_SILENT = re.compile(r"<(script|style)\b", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\u00a0]{2,}")
_GAPS = re.compile(r"\n(?:[ \t]*\n)+")
_LOOK: Final = 20_000
_ENOUGH: Final = 2


def is_markup(text: str) -> bool:
    """Whether a text is HTML rather than words that mention a tag."""
    found = islice(_TAG.finditer(text[:_LOOK]), _ENOUGH)
    return len(list(found)) == _ENOUGH and "</" in text


def plain(text: str) -> str:
    """The words of a piece of HTML: blocks on lines of their own, tags gone, entities resolved."""
    text = _ANY_TAG.sub("", _BLOCK.sub("\n", _without_silent(text)))
    return _GAPS.sub("\n\n", _SPACES.sub(" ", html.unescape(text))).strip()


def _without_silent(text: str) -> str:
    """Text without scripts and styles; one that is never closed takes nothing with it."""
    lower, kept, at = text.lower(), [], 0
    while found := _SILENT.search(text, at):
        end = lower.find(f"</{found[1].lower()}", found.end())
        if end < 0:
            break
        kept.append(text[at : found.start()])
        at = end
    return "".join([*kept, text[at:]])
