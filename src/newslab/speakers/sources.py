"""The record of one attribution, and the noun phrase that is its source."""

from __future__ import annotations

import bisect
import functools
import itertools
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from newslab.speakers import names
from newslab.speakers.cuewords import cue_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Token

Span = tuple[int, int]

DASHES: Final = frozenset({"-", "–", "—"})
NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X"})
RELATIVE: Final = frozenset({"who", "which", "that"})
FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
VERBAL: Final = frozenset({"VERB", "AUX"})
BREAKS: Final = frozenset({",", "—", "–", "-", "--", "”", '"', "''", "?", "!"})
"""What sets a source off from the words reported before it."""
FAR: Final = 25
"""Words between a cue and a subject or clause found by position alone."""
_LEFT_OUT: Final = frozenset({"punct", "cc", "preconj", "mark", "appos", "advcl", "advmod"})
_RIGHT: Final = frozenset({"nummod", "amod", "compound", "nmod", "poss"})
_INNER_PUNCT: Final = frozenset({'"', "“", "”", "-", ",", "/", "(", ")"})
_COMMAS: Final = frozenset({",", "—", "–", "-", "--", ";"})
_DAY: Final = re.compile(
    r"(?:on |last )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? "
    r"|(?:\d\d? )?(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]* \d{4} (?:\d\d?[.:]\d\d )?",
    re.IGNORECASE,
)
"""A day or, in a live blog, an entry's time before who speaks."""
_QUOTES: Final = "\"“”'‘’`"
_BLANK: Final = " ,;:\n\t\r\u00a0"
MAX_REDUCED: Final = 12
"""Words of a reduced relative clause ("taken in the capital") that still belong to the source phrase."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """One reported stretch of text, in character offsets.

    ``source`` is the phrase as written and ``head`` the offset of its head, ``role`` an apposition beside it, ``told``
    the one who was told or is quoted through. ``spans`` is empty for a cue that only introduces quoted words.
    """

    spans: tuple[Span, ...]
    cue: Span
    source: Span | None
    head: int = -1
    told: Span | None = None
    role: Span | None = None
    basis: str = "clause"
    statement: str = "reports"
    rule: str = "clause"


class Apart:
    """Spans that do not overlap, looked up by offset."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = sorted(spans)

    def around(self, offset: int) -> Span | None:
        """The span that holds the offset, or None."""
        k = bisect.bisect_right(self.spans, (offset, sys.maxsize)) - 1
        return self.spans[k] if k >= 0 and offset < self.spans[k][1] else None

    def touching(self, start: int, end: int) -> list[Span]:
        """The spans that share a character with ``start, end``."""
        k = max(0, bisect.bisect_right(self.spans, (start, sys.maxsize)) - 1)
        return [s for s in self.spans[k : bisect.bisect_left(self.spans, (end,))] if s[1] > start]


@functools.lru_cache(maxsize=2)
def text_of(doc: Doc) -> str:
    """``doc.text``, which spaCy puts together again on every call."""
    return str(doc.text)


class Bounds(NamedTuple):
    """First token of a sentence, and one past its last."""

    start: int
    end: int


@functools.lru_cache(maxsize=2)
def _sentences(doc: Doc) -> list[Bounds]:
    return [Bounds(s.start, s.end) for s in doc.sents]


def sentence_of(token: Token) -> Bounds:
    """The token's sentence; unlike ``token.sent`` at no cost that grows with the sentence's length."""
    sentences = _sentences(token.doc)
    return sentences[bisect.bisect_right(sentences, (token.i, sys.maxsize)) - 1]


def span_of(first: Token, last: Token) -> Span:
    """Character offsets from one token to another, inclusive."""
    return first.idx, last.idx + len(last)


def phrase(head: Token) -> tuple[Token, Token]:
    """First and last token of a noun phrase, without relative clauses and appositions after a comma."""
    left = right = head
    for child in reversed(list(head.lefts)):
        if child.text in DASHES and child.nbor(-1).whitespace_:
            break  # a dateline's town: "OSLO - Norway"
        if child.dep_ not in _LEFT_OUT:
            left = min(left, child.left_edge, key=_index)
    for child in head.rights:
        end = _extends(child, right)
        if end is not None:
            right = end
        elif _is_dated(child):  # "data in May from the port": no end yet
            continue
        elif child.dep_ not in {"cc", "punct", "case"} or (child.dep_ == "punct" and child.text not in _INNER_PUNCT):
            break
    return left, right


def written(head: Token) -> str:
    """The noun phrase around a token, as written."""
    return text_of(head.doc)[slice(*span_of(*phrase(head)))]


def can_speak(head: Token) -> bool:
    """Whether the phrase names somebody, or a document: not "according to size", "citing costs"."""
    lemma = " ".join(names.words(head.lemma_))  # without marks of no width
    if head.pos_ in {"PROPN", "PRON"} or names.is_office(lemma) or names.is_person_noun(lemma):
        return True
    return names.kind_of(written(head)) is not None or lemma in cue_words().documents | cue_words().cue_nouns


def _index(token: Token) -> int:
    return int(token.i)


def _extends(child: Token, right: Token) -> Token | None:
    """Where the phrase ends if this right child belongs to it."""
    dep = child.dep_
    if dep == "prep" and not after_comma(child):
        return None if _is_dated(child) else _prep_end(child)  # "forces on Sunday" are the forces
    if dep in _RIGHT and not after_comma(child):
        return child.right_edge
    if dep == "appos" and child.left_edge.i == right.i + 1 and child.pos_ == "PROPN":
        return child  # "spokesman Ivan Petrenko" read as an apposition
    if dep == "conj" and child.pos_ in NOMINAL and child.left_edge.i - right.i < 4:
        return phrase(child)[1]
    if (
        dep == "acl"
        and child.tag_ in {"VBN", "VBG"}
        and child.lemma_ not in cue_words().verbs | cue_words().infinitive
        and not after_comma(child)
    ):
        end = next((t for t in child.doc[child.i : child.right_edge.i + 1] if t.text in _COMMAS), None)
        last = child.right_edge if end is None else end.nbor(-1)
        return last if last.i - child.i < MAX_REDUCED else None
    return None


def _is_dated(child: Token) -> bool:
    return child.dep_ == "prep" and any(c.ent_type_ in {"DATE", "TIME"} for c in child.rights)


def _prep_end(prep: Token) -> Token:
    end = prep
    for child in prep.rights:
        if child.dep_ == "pobj":
            end = phrase(child)[1]
        elif child.dep_ in {"pcomp", "prep"}:
            end = child.right_edge
    return end


def after_comma(token: Token) -> bool:
    """Whether the token's phrase is set off by a comma or dash."""
    i = token.left_edge.i
    return bool(i > 0 and token.doc[i - 1].text in _COMMAS)


def role_of(head: Token) -> Span | None:
    """The apposition that tells the source's office: "X, secretary of Y, said"."""
    appos = next((c for c in head.rights if c.dep_ == "appos" and after_comma(c)), None)
    if appos is None or appos.left_edge.i - phrase(head)[1].i > 2 or appos.left_edge.nbor(-1).text != ",":
        return None
    first, last = appos.left_edge, appos.right_edge
    clause = next((c for c in appos.rights if c.dep_ in {"relcl", "advcl"}), None)
    if clause is not None:
        last = clause.left_edge.nbor(-1)
    while last.i > first.i and last.is_punct and last.text not in {")", '"', "”"}:
        last = last.nbor(-1)
    return span_of(first, last)


def build(
    head: Token,
    cue: Span,
    spans: Iterable[Span],
    *,
    basis: str,
    rule: str,
    statement: str = "reports",
    told: Token | None = None,
) -> Attribution:
    """Attribution to the phrase around ``head``; source and cue are cut out of its content."""
    text = text_of(head.doc)
    start, end = span_of(*phrase(head))
    if start <= cue[0] and cue[1] < end:  # ", estimated the General Staff" read as an adjective
        start = cue[1] + 1
    while start < end - 1 and text[start] in _QUOTES:
        start += 1
    day = _DAY.match(text, start, end)
    source = (day.end() if day else _after_place(head, start), end)
    return Attribution(
        spans=tuple(without(spans, [source, cue], text)),
        cue=cue,
        source=source,
        head=head.idx,
        told=span_of(*phrase(told)) if told is not None else None,
        role=role_of(head),
        basis=basis,
        statement=statement,
        rule=rule,
    )


def _after_place(head: Token, start: int) -> int:
    """Where the phrase opens if words of the clause before ran into it: "across the country UN estimates suggest"."""
    before = [t for t in head.lefts if t.idx >= start]
    for noun, name in itertools.pairwise(before):
        common = noun.pos_ == "NOUN" and noun.text.islower() and names.kind_of(noun.text) is None
        if common and name.text.isupper() and len(name) > 1 and before[0].lower_ == "the":
            return name.idx
    return start


def without(spans: Iterable[Span], holes: Iterable[Span], text: str) -> Iterator[Span]:
    """Spans less the holes, each trimmed of blanks and commas."""
    parts = list(spans)
    for a, b in holes:
        parts = [
            piece
            for s, e in parts
            for piece in (((s, min(e, a)), (max(s, b), e)) if a < e and s < b else ((s, e),))
            if piece[0] < piece[1]
        ]
    for s, e in parts:
        while s < e and text[s] in _BLANK:
            s += 1
        while s < e and text[e - 1] in _BLANK:
            e -= 1
        if e - s > 1:
            yield s, e
