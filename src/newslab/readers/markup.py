"""Text that is a piece of HTML, as content systems export it, to plain text."""

from __future__ import annotations

import html
import re
from typing import Final

_TAG = re.compile(
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|a|strong|em|b|i|span|blockquote|figure|img|section|article)\b[^<>]{0,2000}>", re.I
)
_BLOCK = re.compile(
    r"</?(?:p|div|h[1-6]|ul|ol|li|blockquote|figure|section|article|table|tr)\b[^<>]{0,2000}>|<br\b[^<>]{0,200}>", re.I
)
_ANY_TAG = re.compile(r"<[/!?a-zA-Z][^<>]{0,5000}>")
_SILENT = re.compile(r"<(script|style)\b.{0,100000}?</\1\s{0,10}>", re.I | re.S)
_SPACES = re.compile(r"[ \t\u00a0]{2,}")
_GAPS = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_ENOUGH: Final = 2


def is_markup(text: str) -> bool:
    """Whether a text is HTML rather than words that mention a tag."""
    found = _TAG.finditer(text[:20_000])
    return sum(1 for _, _ in zip(range(_ENOUGH), found, strict=False)) == _ENOUGH and "</" in text


def plain(text: str) -> str:
    """The words of a piece of HTML: blocks on lines of their own, tags gone, entities resolved."""
    text = _SILENT.sub(" ", text)
    text = _BLOCK.sub("\n", text)
    text = html.unescape(_ANY_TAG.sub("", text))
    return _GAPS.sub("\n\n", _SPACES.sub(" ", text)).strip()
