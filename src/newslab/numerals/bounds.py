"""Words before and after a number that bound it, blur it or say which way it moved."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from newslab.lexicon import read

_LEX = read("numerals.yaml")
_BEFORE: dict[str, str] = {cue: bound for bound, cues in _LEX["before"].items() for cue in cues}
_CUE_ENDS = frozenset(cue.split()[-1] for cue in _BEFORE)
_OPENERS = "(\"'“‘—–["
_AFTER: dict[str, str] = {cue: bound for bound, cues in _LEX["after"].items() for cue in cues}
_MOVES = dict.fromkeys(_LEX["up"], "up") | dict.fromkeys(_LEX["down"], "down")
_LONGEST = max(len(cue.split()) for cue in _BEFORE)
_AFTER_RE = re.compile(
    r"[ ]?(\+)(?!\d)|[ -]?("
    + "|".join(sorted((re.escape(c) for c in _AFTER if c != "+"), key=len, reverse=True))
    + r")(?![\w])"
)


_BEHIND_NOUN = re.compile(r" [a-z]{3,20}(?: [a-z]{3,20})? (or more|or so|or fewer|or less|or thereabouts)\b")


@dataclass(slots=True, frozen=True)
class Before:
    """What stands before a number: where it starts, its bound, whether it blurs, and the direction of a move."""

    start: int
    bound: str = "eq"
    approx: bool = False
    direction: str | None = None
    cue: str = ""


NOTHING = Before(0)


def before(text: str, start: int) -> Before:
    """Bound, approximation and direction written before offset ``start``."""
    first, bound, approx, cues = start, "eq", False, ""
    base = max(0, start - 70)
    near = text[base:start]
    for _ in range(3):
        hit = _last_cue(near)
        if hit is None:
            break
        cue, at = hit
        kind = _BEFORE[cue]
        if kind == "nudge" and first == start:
            break
        if kind in ("approx", "nudge"):
            approx = approx or kind == "approx"
        elif bound == "eq":
            bound = kind
        cues = f"{cue} {cues}" if kind == "nudge" else cues or cue
        first, near = base + at, near[:at]
    return Before(first, bound, approx, _direction(near), cues)


def _last_cue(near: str) -> tuple[str, int] | None:
    """The longest cue that ends a stretch of text, and its offset there."""
    tail = near.rstrip(" -")
    if not tail or "\n" in near[len(tail) :]:
        return None
    if tail[-1] in "~∼≈≥≤":
        return tail[-1], len(tail) - 1
    words = tail.lower().rsplit(None, _LONGEST)[-_LONGEST:]
    if not words or words[-1].lstrip(_OPENERS) not in _CUE_ENDS:
        return None
    for n in range(len(words), 0, -1):
        cue = " ".join(words[-n:]).lstrip(_OPENERS)
        if cue in _BEFORE:
            at = len(tail) - len(cue)
            return (cue, at) if tail[at:].lower() == cue else None
    return None


def _direction(near: str) -> str | None:
    words = near.lower().rsplit(None, 2)[-2:]
    if words and words[-1] in ("by", "to", "at", "of", "another", "a", "an", "down", "up"):
        if words[-1] in _MOVES:
            return _MOVES[words[-1]]
        words = words[:-1]
    return _MOVES.get(words[-1].rstrip(",")) if words else None


def heeded(text: str, lead: Before, start: int, *, duration: bool, small: bool) -> Before:
    """The bound before a number, unless "over" or "under" is a plain preposition there.

    "Talks over three months" are talks during them, "lasted over three months" is more than three; "a win over two
    rivals" bounds nothing, nor does "handed over 900 rifles".
    """
    word = text[max(0, lead.start - 24) : lead.start].lower().split()[-1:]
    if lead.cue == "over" and not duration and word and word[0] in _TAKES_OVER:
        return replace(lead, start=start, bound="eq")
    if lead.cue not in _PREPOSITIONS or not (small or (duration and lead.cue == "over")):
        return lead
    if duration and ((word and word[0] in _SPAN_BEFORE) or _SPAN_AFTER.search(text, start, start + 40)):
        return lead
    return replace(lead, start=start, bound="eq")


_PREPOSITIONS = frozenset(_LEX["prepositions"])
_TAKES_OVER = frozenset(_LEX["takes_over"])
_SPAN_BEFORE = frozenset(_LEX["span_before"])
_SPAN_AFTER = re.compile(r"\b(?:" + "|".join(_LEX["span_after"]) + r")\b")


def after(text: str, end: int) -> tuple[str, int] | None:
    """Bound or approximation written after offset ``end`` ("or more", "+", "-odd"), and the offset one past it.

    One behind the counted noun ("40 people or more") is heeded too; the offset is then ``end`` itself.
    """
    found = _AFTER_RE.match(text, end)
    if not found:
        behind = _BEHIND_NOUN.match(text, end)
        return (_AFTER[behind[1]], end) if behind else None
    return _AFTER[found[1] or found[2]], found.end()
