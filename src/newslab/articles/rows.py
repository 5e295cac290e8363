"""A text's lines with the features their labels are decided by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

_LINE: Final = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_HEADER_DATE: Final = re.compile(r"\s{0,4}date\s{1,3}\d{4}-\d\d-\d\d(?=\s|$)", re.IGNORECASE)
_BULLET: Final = re.compile(r"\s{0,20}(?:[•·▪▸►‣◦*+–—-]|\d{1,2}[.)])\s{1,4}(?=\S)")
_MARKUP: Final = re.compile(r"^(?:[#>*_×✕•·▪▸►‣◦\s-]{1,12}|\[(?=[^\]]{1,80}\]$))|[\s*_\]:…»>→›.]{1,12}$")
_SENTENCE_END: Final = re.compile(r"[.!?…][\"”’')\]]{0,3}$|[.!?…]?[\"”’]$|[:;,]$")
_ADDRESS: Final = re.compile(r"https?://\S{1,1000}")
LONG: Final = 160
"""A line of more characters than this is prose whatever it ends in."""


@dataclass(eq=False)
class Row:
    """One line, or the part of it that has a label of its own."""

    start: int
    end: int
    text: str
    label: str | None = None

    @cached_property
    def bare(self) -> str:
        """The words without bullet, Markdown marks and closing colon or dots."""
        return _MARKUP.sub("", self.text)

    @cached_property
    def n_words(self) -> int:
        """Number of words."""
        return len(self.text.split(None, 60))

    @cached_property
    def is_bullet(self) -> bool:
        """Whether it is an item of a list."""
        return bool(_BULLET.match(self.text))

    @cached_property
    def is_prose(self) -> bool:
        """Whether it reads as a sentence or more: five words and a full stop, or length alone."""
        return len(self.text) > LONG or (self.n_words >= 5 and bool(_SENTENCE_END.search(self.text)))

    @cached_property
    def is_address(self) -> bool:
        """Whether it holds addresses of pages and no words beside them, as an endnote does."""
        return (
            "//" in self.text
            and len(self.text) < 4 * LONG
            and not re.search(r"[^\W\d_]{2}", _ADDRESS.sub(" ", self.text))
        )

    @cached_property
    def key(self) -> str:
        """The words alone, in lower case, for comparing."""
        return " ".join(re.findall(r"\w+", self.text.casefold()))

    def split(self, at: int) -> tuple[Row, Row]:
        """Two rows: what stands before a character of the text and what stands from it on."""
        first = self.text[:at].rstrip()
        rest = self.text[at:].lstrip()
        return (
            Row(self.start, self.start + len(first), first, self.label),
            Row(self.end - len(rest), self.end, rest, self.label),
        )


def rows_of(text: str) -> list[Row]:
    """Rows of a text in order; a leading ``date 2024-10-31`` is a row of its own."""
    rows: list[Row] = []
    for match in _LINE.finditer(text):
        start, stop = _trim(text, match.start(), match.end())
        if start == stop:
            continue
        if not rows and (header := _HEADER_DATE.match(text, match.start(), match.end())):
            first, cut = _trim(text, header.start(), header.end())
            rows.append(Row(first, cut, text[first:cut], "furniture"))
            start, stop = _trim(text, cut, stop)
            if start == stop:
                continue
        rows.append(Row(start, stop, text[start:stop]))
    return rows


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Bounds of a stretch without the blanks around it."""
    part = text[start:end]
    first = start + len(part) - len(part.lstrip())
    return first, first + len(part.strip())
