"""How many in each period: "40 a day", "each night 90 drones", "25 people daily". Such a count is no total."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from newslab import lexicon
from newslab.figures import sentences
from newslab.figures.counted import DETERMINERS
from newslab.numerals import units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from newslab.figures import Figure
    from newslab.figures.context import Context
    from newslab.figures.counted import Counted

_RELATED: Final = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})
"""Relations of a count to the verb that its period hangs on."""

_ADVERBIAL: Final = frozenset({"npadvmod", "advmod", "oprd", "prep"})

_CLAUSES: Final = frozenset({"relcl", "acl"})
"""Relations of a clause to the noun that it tells of."""

_FAR: Final = 12
"""Tokens before a count within which the period of the whole sentence is set."""

_PERIOD: Final = 7
"""Tokens that may name a period and tell how it goes on: "each and every day", "a month to the day"."""

_JOINED: Final = 3
"""Counts that may be joined before one: "saw 10 deaths, 40 wounded and 6 missing each day"."""

_JOINT: Final = re.compile(r" (?:and|or) ")


@functools.cache
def _data() -> dict[str, Any]:
    return lexicon.read("times.yaml")["rates"]  # type: ignore[no-any-return]


def period(context: Context, counted: Counted, first: int, end: int) -> str | None:
    """The period in which each time so many are counted, or None.

    ``first`` is the numeral's first token; the figure ends at character ``end``.
    """
    doc = context.doc
    if found := _straight(doc, context.text, end, context.token(end) + 1) or _inside(doc, counted):
        return found
    if found := _set_before(doc, first):
        return found
    if first and doc[first - 1].lower_ in DETERMINERS:  # "the two ferries sail every day" are two
        return None
    return next((found for token in _beside(doc[first], counted.anchor) if (found := _named(token))), None)


def shared(found: list[Figure], text: str) -> list[Figure]:
    """Figures with the period that those joined to the next share with it: "100 dead and 500 wounded every day"."""
    for i in range(len(found) - 1, 0, -1):
        one, other = found[i - 1], found[i]
        alike = one.kind == "count" and other.kind == "rate" and (other.unit or "").startswith(f"{one.unit}/")
        if alike and _JOINT.fullmatch(text, one.end, other.start):
            found[i - 1] = replace(one, kind="rate", unit=other.unit)
    return found


@functools.cache
def _periods() -> frozenset[str]:
    """The periods by the symbols of :mod:`newslab.numerals.units`."""
    return frozenset(units.symbol(name) for name in _data()["periods"])


@functools.cache
def _exact() -> re.Pattern[str]:
    """What makes a period a span of time up to something else: "a month | to the day after the flood"."""
    return re.compile(rf" to the (?:{'|'.join(_data()['periods'])}|minute|second)\b")


def _said(text: str, end: int) -> tuple[str, int] | None:
    """The period named straight behind an offset, "a day", and the offset one past it."""
    rate = units.rate_after(text, end)
    return rate if rate and rate[0] in _periods() and not _exact().match(text, rate[1]) else None


def _straight(doc: Doc, text: str, end: int, after: int) -> str | None:
    """From the words straight behind the figure: "40 trucks | a day", "25 people | daily"."""
    if rate := _said(text, end):
        return rate[0]
    word = doc[after] if after < len(doc) else None
    adverb = word is not None and word.idx == end + 1 and word.tag_ == "RB"
    return _data()["adverbs"].get(word.lower_) if word is not None and adverb else None


def _inside(doc: Doc, counted: Counted) -> str | None:
    """From the phrase itself: "30 | weekly flights", but "two | daily papers"."""
    if counted.head is None or counted.head.lemma_.lower() in _data()["periodicals"]:
        return None
    words = (token.lower_ for token in doc[counted.start : counted.end] if token.tag_ in ("JJ", "RB"))
    return next((_data()["adverbs"][word] for word in words if word in _data()["adverbs"]), None)


def _set_before(doc: Doc, first: int) -> str | None:
    """The period that the sentence sets at its start: "in terms of | daily losses, some 200 die".

    Only losses and the like are counted by the day: "in terms of daily life" sets none.
    """
    start = max(sentences.bounds(doc[first])[0], first - _FAR) if first < len(doc) else first
    for token in doc[start:first]:
        found = _data()["adverbs"].get(token.lower_)
        if (
            found
            and token.head.lemma_.lower() in _data()["by_period"]
            and doc[max(start, token.i - 3) : token.i].text.lower() in _data()["terms"]
        ):
            return str(found)
    return None


def _beside(numeral: Token, anchor: Token) -> Iterator[Token]:
    """What hangs on a count, or on the verb that tells of it, and may name a period."""
    first = anchor
    for _ in range(_JOINED):
        first = first.head if first.dep_ == "conj" else first
    bounded = first.dep_ == "pobj" and first.head.lower_ == "between"  # "saw | between 10 and 20"
    top = first.head if bounded else first
    verbs = [top.head] if bounded or top.dep_ in _RELATED else []
    for holder in (numeral, anchor, *verbs):
        for child in sentences.children(holder):
            edge = child.left_edge
            loose = edge.lower_ in ("a", "an") and edge.i < numeral.i  # "a month and a half after the flood"
            if child.dep_ in _ADVERBIAL and not loose and not _of_clause_before(child, holder):
                yield child


def _of_clause_before(period: Token, holder: Token) -> bool:
    """Whether a period ends a clause that stands before what it was parsed to: "the bus that runs | daily hit 40"."""
    start = period.left_edge.i
    if period.i > holder.i or start == 0:
        return False
    last = period.doc[start - 1]
    return any(word.dep_ in _CLAUSES and holder.is_ancestor(word) for word in (last, *last.ancestors))


def _named(token: Token) -> str | None:
    """The period that a word or phrase names: "daily", "each day", "per week", "a month".

    "A month" to which more belongs only tells when: "a month | later", "a day | short of".
    """
    if found := _data()["adverbs"].get(token.lower_):
        return str(found)
    first = token.left_edge
    rate = _said(f" {token.doc[first.i : first.i + _PERIOD].text}", 0)
    if rate is None:
        return None
    phrase = f" {token.doc[first.i : token.right_edge.i + 1].text}"
    return None if first.lower_ in ("a", "an") and len(phrase) > rate[1] else rate[0]
