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


def lay_out(doc: Doc, text: str, lines: Sequence[Line]) -> Layout:
    """Words of the given lines with what the parse says of each.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        Parse of the whole text.
    text : str
        The text; ``doc.text`` would be put together anew.
    lines : sequence of Line
        The lines to read, in order.
    """
    page = Layout(text)
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
    # one array instead of a property of every token: the parse of a long text is read in milliseconds
    rows = doc.to_array(["IDX", "POS", "DEP", "HEAD"]).astype("int64").tolist()
    strings = doc.vocab.strings
    name = functools.cache(lambda key: str(strings[key]))
    t, n = 0, len(rows)
    for start in page.starts:
        while t + 1 < n and rows[t + 1][0] <= start:
            t += 1
        _, pos, dep, head = rows[t]
        page.tokens.append(t)
        page.pos.append(name(pos) if pos else "")
        page.dep.append(name(dep % 2**64) if dep else "")
        page.head.append(t + head)
    ents: dict[int, tuple[str, int, int]] = {}
    for ent in doc.ents:
        found = (ent.label_, ent.start_char, ent.end_char)
        ents.update((k, found) for k in range(ent.start, ent.end))
    page.entity = [ents.get(k) for k in page.tokens]


def gap_class(gap: str) -> str:
    """Kind of a gap between words: a space, a line break, or its first other character."""
    if gap == " ":
        return "space"
    if "\n" in gap:
        return "line"
    stripped = gap.strip()
    return stripped[:1] if stripped else "space"
