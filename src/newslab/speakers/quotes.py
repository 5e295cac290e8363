"""Text to passages between quotation marks.

A passage never runs over a line break: speech over several paragraphs opens each with a mark and closes only the last,
so an unclosed passage that the next line reopens says ``continues``. Straight and curly marks may be mixed, a missing
closing mark ends with its line, and single marks count only outside double ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_MARK: Final = re.compile(r"``|''|[\"“”„«»‘’']")
_DOUBLE: Final = frozenset({'"', "“", "”", "„", "«", "»", "``", "''"})
_OPENS: Final = frozenset({"“", "„", "«", "``"})
_CLOSES: Final = frozenset({"”", "»"})
_STARTS_LINE: Final = re.compile(r"[\s•*\-–—.…]*(?:``|''|[\"“„«])")
MAX_SINGLE: Final = 400
"""Characters between single marks; longer, the first was an apostrophe."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words between quotation marks; ``start`` and ``end`` include the marks."""

    start: int
    end: int
    closed: bool = True
    continues: bool = False


def find_passages(text: str) -> list[Passage]:
    """Passages between quotation marks, in order, not overlapping.

    Parameters
    ----------
    text : str
        Any text; paragraphs are its lines.

    Returns
    -------
    list of Passage
    """
    found: list[Passage] = []
    at = 0
    lines = text.split("\n")
    for i, line in enumerate(lines):
        if _MARK.search(line):
            following = next((nxt for nxt in lines[i + 1 : i + 4] if nxt.strip()), "")
            found += _in_line(line, at, bool(_STARTS_LINE.match(following)))
        at += len(line) + 1
    return found


def _in_line(line: str, offset: int, reopened: bool) -> list[Passage]:
    found: list[Passage] = []
    opened: int | None = None  # where a double mark is open
    inner = 0  # marks like the one that is open, opened inside it
    single: int | None = None  # where a single mark is open
    for match in _MARK.finditer(line):
        mark, start, end = match.group(), match.start(), match.end()
        if mark not in _DOUBLE:
            if opened is None:
                single = _step_single(line, start, single, offset, found)
            continue
        before, after = line[start - 1 : start], line[end : end + 1]
        if opened is None:
            if mark in _CLOSES or not _can_open(before, after):
                continue
            opened, single, inner = start, None, 0
        elif mark in _OPENS:
            inner += line[opened : opened + len(mark)] != mark  # "as I asked: “Do you agree?” They did"
        elif mark not in _CLOSES and _only_opens(before, after):  # the one before was never closed
            found.append(Passage(offset + opened, offset + start, closed=False))
            opened, inner = start, 0
        elif inner and mark in _CLOSES:
            inner -= 1
        else:
            found.append(Passage(offset + opened, offset + end))
            opened = None
    if opened is not None:
        found.append(Passage(offset + opened, offset + len(line.rstrip()), closed=False, continues=reopened))
    return [p for p in found if p.end > p.start + 1]


def _can_open(before: str, after: str) -> bool:
    return bool(after) and not after.isspace() and not before.isalnum()


def _only_opens(before: str, after: str) -> bool:
    return before.isspace() and bool(after) and not after.isspace()


def _step_single(line: str, at: int, single: int | None, offset: int, found: list[Passage]) -> int | None:
    """Open or close a passage in single marks; give back where one is open."""
    before, after = line[at - 1 : at] if at else "", line[at + 1 : at + 2]
    opens = line[at] != "’" and not before.isalnum() and (after.isalpha() or after.isdigit())
    closes = not after.isalnum() and bool(before) and not before.isspace()
    if single is not None and closes and at - single <= MAX_SINGLE:
        found.append(Passage(offset + single, offset + at + 1))
        return None
    return at if opens and single is None else single
