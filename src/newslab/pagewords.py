"""An article's words with their offsets and what the parse says of each, as place names are looked for in them.

The words are newslab's own, not the parser's tokens: "U.S.-led" holds the name "U.S.", "Ukraine's" the name "Ukraine".
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from newslab.articles import Line

_WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,8}|[^\W\d_]+(?:['’ʼ](?!s\b|S\b)[^\W\d_]+)*")


@functools.cache
def cues() -> dict[str, Any]:
    """Word classes of ``resources/place_cues.yaml``; lists are frozensets."""
    import yaml

    raw = yaml.safe_load((resources.files("newslab.resources") / "place_cues.yaml").read_text(encoding="utf-8"))
    return {key: frozenset(value) if isinstance(value, list) else value for key, value in raw.items()}


@functools.cache
def word_list(name: str) -> frozenset[str]:
    """Words of a plain resource file, lower-case."""
    text = (resources.files("newslab.resources") / name).read_text(encoding="utf-8")
    return frozenset(w.lower() for line in text.splitlines() if not line.startswith("#") for w in line.split())


@dataclass(slots=True)
class Layout:
    """An article's words with their offsets, and what the parse says of each."""

    text: str
    words: list[str] = field(default_factory=list)
    lower: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    """``gaps[i]`` is the text between word ``i - 1`` and word ``i``; a line break for a line's first word."""
    sections: list[str] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)
    entity: list[tuple[str, int, int] | None] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    dep: list[str] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    """Token index of each word's syntactic head."""
    lower_seen: frozenset[str] = frozenset()
    shouting: list[bool] = field(default_factory=list)
    """Whether the word's line is a headline in which nearly every word is capitalised."""

    def at(self, i: int) -> str:
        """Lower-case word ``i``, or an empty string outside the text."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def gap(self, i: int) -> str:
        """Text before word ``i``; a line break outside the text."""
        return self.gaps[i] if 0 <= i < len(self.gaps) else "\n"


def lay_out(doc: Doc, lines: Sequence[Line]) -> Layout:
    """Words of the given lines with what the parse says of each.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        Parse of the whole text.
    lines : sequence of Line
        The lines to read, in order.
    """
    page = Layout(doc.text)
    for line in lines:
        _lay_line(page, line)
    _join_tokens(page, doc)
    page.lower_seen = frozenset(w for w in page.words if w.islower())
    return page


def _lay_line(page: Layout, line: Line) -> None:
    first, last = len(page.words), "\n"
    position = line.start
    for match in _WORD.finditer(page.text, line.start, line.end):
        word = match.group()
        page.gaps.append(last if len(page.words) == first else page.text[position : match.start()])
        page.words.append(word)
        page.lower.append(word.lower())
        page.starts.append(match.start())
        page.ends.append(match.end())
        page.sections.append(line.label)
        position = match.end()
    words = page.words[first:]
    long = [w for w in words if len(w) > 3]
    loud = len(words) < 25 and bool(long) and sum(w[0].isupper() for w in long) > 0.75 * len(long)
    page.shouting.extend([loud] * len(words))


def _join_tokens(page: Layout, doc: Doc) -> None:
    begins = [t.idx for t in doc]
    t, n = 0, len(begins)
    for start in page.starts:
        while t + 1 < n and begins[t + 1] <= start:
            t += 1
        page.tokens.append(t)
    ents: list[tuple[str, int, int] | None] = [None] * n
    for ent in doc.ents:
        for k in range(ent.start, ent.end):
            ents[k] = (ent.label_, ent.start_char, ent.end_char)
    tags, deps, heads = [t.pos_ for t in doc], [t.dep_ for t in doc], [t.head.i for t in doc]
    page.entity = [ents[k] for k in page.tokens]
    page.pos = [tags[k] for k in page.tokens]
    page.dep = [deps[k] for k in page.tokens]
    page.head = [heads[k] for k in page.tokens]


def gap_class(gap: str) -> str:
    """Kind of a gap between words: a space, a line break, or its first other character."""
    if gap == " ":
        return "space"
    if "\n" in gap:
        return "line"
    stripped = gap.strip()
    return stripped[:1] if stripped else "space"
