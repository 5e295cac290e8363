"""One article's tokens, lines, quotations and times, looked up by character."""

from __future__ import annotations

import bisect
import re
from typing import TYPE_CHECKING, Final

from newslab.figures import sentences, timechoice, times

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from newslab.articles import Article
    from newslab.figures.times import TimeExpression

NEAR: Final = 6
"""Times weighed on either side of a figure within its sentence."""

_QUOTED: Final = re.compile(r"“[^“”\n]{1,2000}”|\"[^\"\n]{1,2000}\"|‘[^‘’\n]{1,2000}’(?!\w)")


class Context:
    """Look-ups by character offset, each made ready once per article.

    Parameters
    ----------
    doc : Doc
        The parsed text.
    article : Article
        Gives line labels and the day of publication.
    text : str
        The same text, which spaCy would join anew each time it is asked for.
    """

    def __init__(self, doc: Doc, article: Article, text: str) -> None:
        self.doc = doc
        self.article = article
        self.text = text
        self._length = len(text)
        self._offsets: list[int] = doc.to_array("IDX").tolist()
        self._line_starts = [line.start for line in article.lines]
        self._quoted = [match.span() for match in _QUOTED.finditer(text)]
        self._quote_starts = [start for start, _ in self._quoted]
        self._times = times.within(text, article.published)
        self._time_starts = [t.start for t in self._times]

    def token(self, offset: int) -> int:
        """Index of the token that covers a character."""
        return max(0, bisect.bisect_right(self._offsets, offset) - 1)

    def section(self, offset: int) -> str:
        """Label of the line at a character; body where no lines are known."""
        if not self._line_starts:
            return "body"
        return self.article.lines[max(0, bisect.bisect_right(self._line_starts, offset) - 1)].label

    def in_quote(self, offset: int) -> bool:
        """Whether a character stands inside quotation marks."""
        i = bisect.bisect_right(self._quote_starts, offset) - 1
        return i >= 0 and offset < self._quoted[i][1]

    def time_of(self, anchor: Token, deed: Token | None = None) -> TimeExpression | None:
        """The time that a token's clause is about; ``deed`` tells what happened to it."""
        start, end = (self._offsets[i] if i < len(self.doc) else self._length for i in sentences.bounds(anchor))
        low = bisect.bisect_left(self._time_starts, start)
        high = bisect.bisect_left(self._time_starts, end)
        here = bisect.bisect_left(self._time_starts, anchor.idx)
        near = self._times[max(low, here - NEAR) : min(high, here + NEAR)]
        return timechoice.choose(self.doc, anchor, [(t, self.doc[self.token(t.start)]) for t in near], deed)

    def times_in(self, start: int, end: int) -> list[TimeExpression]:
        """The times told between two characters."""
        return self._times[bisect.bisect_left(self._time_starts, start) : bisect.bisect_left(self._time_starts, end)]

    def sentence(self, offset: int) -> tuple[int, int]:
        """First character of the sentence at a character, and one past its last."""
        start, end = sentences.bounds(self.doc[self.token(offset)])
        return self._offsets[start], self._offsets[end] if end < len(self._offsets) else self._length

    def dates_something(self, start: int, end: int) -> bool:
        """Whether these characters are part of a time expression ("in the last 24 hours")."""
        i = bisect.bisect_right(self._time_starts, start) - 1
        return i >= 0 and self._times[i].end >= end
