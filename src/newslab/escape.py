"""Hostile text made neutral wherever it is shown.

Titles, outlets, names and file paths come from strangers. They may hold markup, a terminal's escape sequences,
characters that reverse the reading direction, or ``$…$`` and ``|``, which notebooks turn into mathematics and broken
tables. Nothing in newslab shows text from a drop without passing it through one of these functions. They are for
showing only: the tables keep the exact text.
"""

from __future__ import annotations

import html as _html
import re
import unicodedata
from functools import lru_cache
from typing import Final

_DROPPED: Final = frozenset(
    "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff"  # invisible, joiners
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f"  # direction
)
_BREAKS: Final = {"\r\n": "\n", "\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
_BREAK: Final = re.compile("|".join(_BREAKS))
_SPACE: Final = re.compile(r"\s+")
_NEUTRAL: Final = re.compile(r"[\w .,;:!?'\"()%&/+=@#*\-\n\t–—‘’“”…·°€£<>]*")  # nothing here needs replacing
_MATHS: Final = {"$": "<span>&#36;</span>", "\\": "<span>&#92;</span>"}
_STACK: Final = 4  # marks on one letter; no script in use needs more, and a tower of them covers the lines around it
_TABLE: Final = {"|": "&#124;", "`": "&#96;"}


@lru_cache(maxsize=4096)
def _stand_in(char: str) -> str:
    """Return what is shown for a character: itself where it is harmless."""
    if char in "\n\t":
        return char
    if char in _DROPPED or "\U000e0000" <= char <= "\U000e007f":  # the latter are invisible tags
        return ""
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)  # Unicode's control pictures: the escape character shows as ␛
    if code == 0x7F:
        return "\u2421"
    category = unicodedata.category(char)
    return "\ufffd" if category in ("Cc", "Cs") or code & 0xFFFE == 0xFFFE else char


def visible(text: object) -> str:
    r"""Text whose every character shows as itself or not at all; line breaks and tabs stay.

    Examples
    --------
    >>> visible("pay\x1b[31m\u202egnp.exe")
    'pay␛[31mgnp.exe'
    """
    if not isinstance(text, str) or not text:  # a missing cell of a table is None or NaN
        return ""
    if _NEUTRAL.fullmatch(text) and text.isprintable():
        return text
    return _level("".join(map(_stand_in, _BREAK.sub(lambda m: _BREAKS[m.group()], text))))


def _level(text: str) -> str:
    """Text in which no letter carries more than a few marks."""
    height, out = 0, []
    for char in text:
        height = height + 1 if _is_mark(char) else 0
        if height <= _STACK:
            out.append(char)
    return "".join(out)


@lru_cache(maxsize=4096)
def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me")


def line(text: object, limit: int | None = None) -> str:
    r"""Visible text on one line; longer than ``limit`` characters, it is cut at a word and ends in an ellipsis.

    Examples
    --------
    >>> line("two\nlines and more", 12)
    'two lines…'
    """
    flat = _SPACE.sub(" ", visible(text)).strip()
    if limit is None or len(flat) <= limit:
        return flat
    head, space, _ = flat[:limit].rpartition(" ")
    return (head if space and len(head) > limit // 2 else flat[: limit - 1]).rstrip(" ,;:–—-") + "…"


def html(text: object) -> str:
    """Text for the inside of an HTML element, also within Markdown.

    ``$`` and the backslash get an element of their own: notebooks look for mathematics in the finished page, where an
    entity is a dollar sign again, but never across elements.
    """
    escaped = _html.escape(visible(text), quote=True)
    return "".join(_MATHS.get(char) or _TABLE.get(char) or char for char in escaped)


def attribute(text: object) -> str:
    """Text for the inside of a quoted HTML attribute, such as a tooltip."""
    escaped = _html.escape(visible(text), quote=True)
    return "".join(f"&#{ord(char)};" if char in "$\\|`\n\t" else char for char in escaped)


def terminal(text: object, limit: int | None = None) -> str:
    """Text for a terminal, on one line: no escape sequence and no markup of the progress display takes effect."""
    return line(text, limit).replace("[", "\\[")
