"""Quoted passages to the attribution that introduces them: beside the cue, in its paragraph, or carried over.

A passage belongs to the cue right after it (``"...," X said``) or right before it (``X said: "..."``), else to the
speaker of its paragraph, else, where it is a whole paragraph, to whoever spoke last in the one before.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newslab.quotes import Passage
    from newslab.sources import Attribution, Span

_STOP: Final = re.compile(r"[.!?…][\"”'’)]*\s+(?=[A-Z\"“‘'])|\n")
_OPEN_END: Final = re.compile(r"[,?!—–…-][\"”'’»]*$")
NEAR: Final = 90
"""Characters between a passage and a cue of the same sentence."""
LEAD_IN: Final = 300
"""Characters of a sentence before the quoted words that complete it."""
MIN_WORDS: Final = 4
"""Fewer words between marks are a term or a nickname unless a cue stands beside them."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Quoted spans and the attribution they belong to."""

    attribution: Attribution
    spans: tuple[Span, ...]
    basis: str
    rule: str


def link_passages(text: str, passages: Sequence[Passage], attributions: Sequence[Attribution]) -> list[Linked]:
    """Who says each quoted passage.

    Parameters
    ----------
    text : str
        The article's text.
    passages : sequence of Passage
        In order.
    attributions : sequence of Attribution
        In order of cue; those whose cue stands inside a passage are that speaker's own and are left aside.

    Returns
    -------
    list of Linked
        Passages nobody can be named for are left out.
    """
    outer = _outside(passages, attributions)
    starts = [a.cue[0] for a in outer]
    found: list[Linked] = []
    previous: Attribution | None = None  # who spoke last, in the paragraph before
    at = 0
    for paragraph in _paragraphs(text):
        inside = [p for p in passages[at:] if p.start < paragraph[1]] if at < len(passages) else []
        at += len(inside)
        local = outer[bisect.bisect_left(starts, paragraph[0]) : bisect.bisect_left(starts, paragraph[1])]
        linked = _in_paragraph(text, paragraph, inside, local, previous)
        found += linked
        previous = _last_speaker(text, paragraph, inside, local, linked)
    return found


def _paragraphs(text: str) -> list[Span]:
    return [m.span() for m in re.finditer(r"[^\n]+", text) if not m.group().isspace()]


def _outside(passages: Sequence[Passage], attributions: Sequence[Attribution]) -> list[Attribution]:
    starts = [p.start for p in passages]

    def quoted(offset: int) -> bool:
        i = bisect.bisect_right(starts, offset) - 1
        return i >= 0 and passages[i].start < offset < passages[i].end

    return [a for a in attributions if a.source is not None and not quoted(a.cue[0]) and not quoted(a.source[0])]


def _in_paragraph(
    text: str, paragraph: Span, passages: Sequence[Passage], local: Sequence[Attribution], previous: Attribution | None
) -> list[Linked]:
    found: list[Linked | None] = [_beside(text, p, local) for p in passages]
    for i, passage in enumerate(passages):
        if found[i] is None and len(text[passage.start : passage.end].split()) >= MIN_WORDS:
            found[i] = _nearby(i, passage, found, text, paragraph, local, previous)
    return [link for link in found if link is not None]


def _beside(text: str, passage: Passage, local: Sequence[Attribution]) -> Linked | None:
    span = (passage.start, passage.end)
    best: tuple[int, Attribution, str] | None = None
    for a in local:
        assert a.source is not None
        first, last = min(a.cue[0], a.source[0]), max(a.cue[1], a.source[1])
        if first >= passage.end:
            gap = text[passage.end : first]
            near = (
                len(gap) if _leads_on(text[passage.start : passage.end], gap, a) else NEAR if len(gap) > 2 else NEAR - 1
            )
        elif last <= passage.start:
            gap = text[last : passage.start]
            near = len(gap) + 1
        else:
            continue
        if near < NEAR and not _STOP.search(gap) and (best is None or near < best[0]):
            best = (near, a, "quote")
    if best is None:
        holder = next((a for a in local if any(s < passage.end and passage.start < e for s, e in a.spans)), None)
        return Linked(holder, (span,), "quote", "quote_within") if holder else None
    return Linked(best[1], (_with_lead_in(text, passage, best[1], local),), "quote", best[2])


def _with_lead_in(text: str, passage: Passage, a: Attribution, local: Sequence[Attribution]) -> Span:
    """The passage, from its sentence's start where it begins in mid-sentence: In March, "homes were lost," X said."""
    span = (passage.start, passage.end)
    first = text[passage.start + 1 : passage.start + 3].lstrip("'`")[:1]
    if a.cue[0] < passage.start or not first.islower():
        return span
    floor = max(text.rfind("\n", 0, passage.start) + 1, passage.start - LEAD_IN)
    start = max((floor + m.end() for m in _STOP.finditer(text[floor : passage.start])), default=floor)
    if (start == floor and start and text[start - 1] != "\n") or any(start <= b.cue[0] < passage.start for b in local):
        return span
    return (start, passage.end)


def _leads_on(quoted: str, gap: str, a: Attribution) -> bool:
    """Whether the passage runs into the cue after it: a comma, or a cue with nothing else to report."""
    return bool(_OPEN_END.search(quoted)) or gap.lstrip().startswith((",", "—", "–")) or (not a.spans and len(gap) < 3)


def _nearby(
    i: int,
    passage: Passage,
    found: Sequence[Linked | None],
    text: str,
    paragraph: Span,
    local: Sequence[Attribution],
    previous: Attribution | None,
) -> Linked | None:
    span = (passage.start, passage.end)
    before = next((f for f in reversed(found[:i]) if f is not None), None)
    after = next((f for f in found[i + 1 :] if f is not None), None)
    near = before or after
    if near is not None:
        return Linked(near.attribution, (span,), "quote", "quote_paragraph")
    if not text[paragraph[0] : passage.start].strip(" •*-–—") and previous is not None:
        return Linked(previous, (span,), "carried", "quote_carried")
    last = next((a for a in reversed(local) if a.cue[1] <= passage.start), None)
    if last is not None:
        return Linked(last, (span,), "quote", "quote_paragraph")
    return None


def _last_speaker(
    text: str, paragraph: Span, passages: Sequence[Passage], local: Sequence[Attribution], linked: Sequence[Linked]
) -> Attribution | None:
    """Who a quote that opens the next paragraph belongs to, if it names nobody itself."""
    body = text[paragraph[0] : paragraph[1]].rstrip()
    if linked and (passages[-1].continues or body.endswith(("”", '"', "''"))):
        return linked[-1].attribution
    if local:
        return local[-1]
    return None


def as_carried(attribution: Attribution, link: Linked) -> Attribution:
    """The attribution that stands for a passage without a cue of its own."""
    return replace(attribution, spans=link.spans, basis=link.basis, rule=link.rule)
