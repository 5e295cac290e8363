"""Quoted passages to the attribution that introduces them: beside the cue, in its paragraph, or carried over.

A passage belongs to the cue right after it (``"...," X said``) or right before it (``X said: "..."``), else to the
speaker of its paragraph, else, where it is a whole paragraph, to whoever spoke last in the one before.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from newslab.speakers import names
from newslab.speakers.sources import Apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newslab.speakers.quotes import Passage
    from newslab.speakers.sources import Attribution, Span

_STOP: Final = re.compile(r"[.!?…][\"”'’)]*\s+(?=[A-Z\"“‘'])|\n")
_SUBORDINATE: Final = re.compile(r"\W*\b(?:as|while|when|after|before|because|but|and)\b")
_OPEN_END: Final = re.compile(r"[,?!—–…-][\"”'’»]*$")
_PRONOUNS: Final = frozenset({"he", "she", "they", "it", "who"})
NEAR: Final = 90
"""Characters between a passage and a cue of the same sentence."""
REACH: Final = 400
"""Characters around a passage within which its cue is looked for."""
FAR_BACK: Final = 1000
"""Characters back to another passage of the same speaker."""
LEAD_IN: Final = 300
"""Characters of a sentence before the quoted words that complete it."""
_TITLE_WORD: Final = 5
"""Letters from which on a title capitalises a word."""
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
        first = at
        while at < len(passages) and passages[at].start < paragraph[1]:
            at += 1
        inside = passages[first:at]
        local = outer[bisect.bisect_left(starts, paragraph[0]) : bisect.bisect_left(starts, paragraph[1])]
        linked = _in_paragraph(text, paragraph, inside, local, previous)
        found += linked
        previous = _last_speaker(text, paragraph, inside, local, linked)
    return found


def _paragraphs(text: str) -> list[Span]:
    return [m.span() for m in re.finditer(r"[^\n]+", text) if not m.group().isspace()]


def _outside(passages: Sequence[Passage], attributions: Sequence[Attribution]) -> list[Attribution]:
    quoted = Apart((p.start, p.end) for p in passages)
    return [a for a in attributions if a.source and not quoted.around(a.cue[0]) and not quoted.around(a.source[0])]


def _in_paragraph(
    text: str, paragraph: Span, passages: Sequence[Passage], local: Sequence[Attribution], previous: Attribution | None
) -> list[Linked]:
    starts = [a.cue[0] for a in local]
    found: list[Linked | None] = []
    for p in passages:
        near = local[bisect.bisect_left(starts, p.start - REACH) : bisect.bisect_left(starts, p.end + REACH)]
        found.append(_beside(text, p, near))
    before: Linked | None = None
    for i, passage in enumerate(passages):
        if found[i] is None and _is_speech(text[passage.start : passage.end]):
            k = bisect.bisect_left(starts, passage.start)
            after = next((f for f in found[i + 1 : i + 4] if f is not None), None)
            found[i] = _nearby(passage, before, after, local[k - 1] if k else None) or _opening(
                text, paragraph, passage, previous
            )
        before = found[i] or before
    return [link for link in found if link is not None]


def _is_speech(quoted: str) -> bool:
    """Whether the words between marks may be speech without a cue beside them: no term, no title of a work."""
    parts = quoted.strip("\"“”„«»'‘’`").split()
    if len(parts) < MIN_WORDS:
        return False
    long = [w for w in parts if len(w) >= _TITLE_WORD and w[0].isalpha()]
    return not long or any(w[0].islower() for w in long) or quoted.isupper()


def _beside(text: str, passage: Passage, near: Sequence[Attribution]) -> Linked | None:
    """The cue next to the passage, else the one whose content the passage stands in."""
    span = (passage.start, passage.end)
    best: tuple[int, Attribution] | None = None
    for a in near:
        distance = _distance(text, passage, a)
        if distance < NEAR and (best is None or distance < best[0]):
            best = (distance, a)
    if best is not None:
        return Linked(best[1], (_with_lead_in(text, passage, best[1], near),), "quote", "quote")
    holder = next((a for a in near if any(s < passage.end and passage.start < e for s, e in a.spans)), None)
    return Linked(holder, (span,), "quote", "quote_within") if holder else None


def _distance(text: str, passage: Passage, a: Attribution) -> int:
    """Characters between a passage and a cue of its sentence; :data:`NEAR` where they do not belong together."""
    assert a.source is not None
    first, last = min(a.cue[0], a.source[0]), max(a.cue[1], a.source[1])
    if first >= passage.end:
        gap = text[passage.end : min(first, passage.end + NEAR)]
        belongs = _leads_on(text[passage.start : passage.end], gap, a)
        distance = first - passage.end if belongs else NEAR if len(gap) > 2 else NEAR - 1
        gap += text[first]  # a full stop outside the marks ends the sentence, if another begins
    elif last <= passage.start:
        gap = text[max(last, passage.start - NEAR) : passage.start]
        distance = passage.start - last + 1
    else:
        return NEAR
    return NEAR if distance >= NEAR or _STOP.search(gap) else distance


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
    if a.spans and _SUBORDINATE.match(gap):
        return False  # "...", as he vowed to send 20 more
    return bool(_OPEN_END.search(quoted)) or gap.lstrip().startswith((",", "—", "–")) or (not a.spans and len(gap) < 3)


def _nearby(passage: Passage, before: Linked | None, after: Linked | None, last: Attribution | None) -> Linked | None:
    """The paragraph's speaker: of the passage or cue before, whichever is nearer, else of the passage after."""
    span = (passage.start, passage.end)
    if before is not None and passage.start - before.spans[-1][1] < FAR_BACK:
        if last is None or last.cue[0] <= max(before.attribution.cue[0], before.spans[-1][0]):
            return Linked(before.attribution, (span,), "quote", "quote_paragraph")
        return Linked(last, (span,), "quote", "quote_paragraph")
    if after is not None and after.spans[0][0] - passage.end < FAR_BACK:
        return Linked(after.attribution, (span,), "quote", "quote_paragraph")
    return None


def _opening(text: str, paragraph: Span, passage: Passage, previous: Attribution | None) -> Linked | None:
    """The speaker before, for a passage that opens its paragraph and names nobody."""
    if previous is None or text[paragraph[0] : min(passage.start, paragraph[0] + NEAR)].strip(" •*-–—"):
        return None
    return Linked(previous, ((passage.start, passage.end),), "carried", "quote_carried")


def _last_speaker(
    text: str, paragraph: Span, passages: Sequence[Passage], local: Sequence[Attribution], linked: Sequence[Linked]
) -> Attribution | None:
    """Who a quote that opens the next paragraph belongs to, if it names nobody itself."""
    body = text[paragraph[0] : paragraph[1]].rstrip()
    last = local[-1] if local else None
    if linked and (passages[-1].continues or body.endswith(("”", '"', "''"))):
        last = linked[-1].attribution
    return last if last is not None and _may_speak_on(text, last) else None


def _may_speak_on(text: str, a: Attribution) -> bool:
    """Whether the source is somebody: a pronoun, a name, an office or a body, not "the bias".

    Nor is it the writer: after "I said" an interview goes on with the other's answer.
    """
    assert a.source is not None
    phrase = text[slice(*a.source)]
    parts = phrase.split()
    return (
        phrase.lower() in _PRONOUNS
        or any(w[:1].isupper() and w != "I" for w in parts[1:] or parts)
        or names.kind_of(phrase) is not None
        or any(names.is_office(w.lower()) or names.is_person_noun(w.lower()) for w in parts)
    )


def as_carried(attribution: Attribution, link: Linked) -> Attribution:
    """The attribution that stands for a passage without a cue of its own."""
    return replace(attribution, spans=link.spans, basis=link.basis, rule=link.rule)
