"""Who speaks after a clause without a comma: "at least 12 people died in the fire the coast guard said on Sunday".

Some texts come without commas, and the parse then takes the speaker for a part of what was said. Nothing but position
is left to go by: a phrase for a body straight before a verb of saying that nothing said follows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from newslab.speakers import names
from newslab.speakers.sources import FINITE, Attribution, build, sentence_of, span_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_SAYING: Final = frozenset({"say", "report", "estimate"})
_KINDS: Final = frozenset({"official", "military", "agency", "outlet", "ngo", "international"})
_OPENS: Final = frozenset({"the", "a", "an"})
_INSIDE: Final = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "CCONJ", "PART", "DET", "NUM"})
_BEFORE: Final = frozenset({"NOUN", "PROPN", "NUM"})
_LONGEST: Final = 14
"""Words of a phrase for who speaks."""
_SHORTEST: Final = 8
"""Words of what is said: "the 300 things the mayor said" says nothing."""


def unmarked(verb: Token) -> Attribution | None:
    """What a verb of saying credits to the body named straight before it, with no comma between."""
    sent = sentence_of(verb)
    opens = _has(verb)
    if verb.lemma_ not in _SAYING or opens is None or not _ends(verb):
        return None
    for first in _openings(opens):
        said, source = verb.doc[sent.start : first.i], verb.doc[first.i : opens.i]
        apart = len(said) >= _SHORTEST and (said[-1].pos_ in _BEFORE or said[-1].text[:1].isupper())
        if not apart or not _is_told(said[0], first):
            continue
        if names.kind_of(source.text) in _KINDS:
            head = next(t for t in source if t.pos_ in _BEFORE and t.nbor(1).pos_ not in _BEFORE)
            spans = [(said[0].idx, said[-1].idx + len(said[-1]))]
            found = build(head, span_of(verb, verb), spans, basis="clause", rule="parenthetical")
            return replace(found, source=span_of(first, source[-1]), spans=tuple(spans))
    return None


def _has(verb: Token) -> Token | None:
    """The first word of "said", "has said" or "reported on Monday", which is read as a participle; None otherwise."""
    sent = sentence_of(verb)
    if verb.tag_ in FINITE:
        return verb
    if verb.tag_ != "VBN" or verb.i == sent.start:
        return None
    before = verb.nbor(-1)
    dated = verb.i + 2 < sent.end and verb.nbor(1).lower_ == "on" and verb.nbor(2).ent_type_ == "DATE"
    return before if before.lemma_ == "have" and before.tag_ in FINITE else verb if dated else None


def _ends(verb: Token) -> bool:
    """Whether nothing that may be said stands behind the verb."""
    after = verb.nbor(1) if verb.i + 1 < sentence_of(verb).end else None
    return after is None or after.pos_ == "ADP" or after.text in {".", "\n"}


def _openings(verb: Token) -> Iterator[Token]:
    """Where the phrase before the verb may open, the shortest phrase first."""
    doc, sent = verb.doc, sentence_of(verb)
    for i in range(verb.i - 1, max(sent.start, verb.i - _LONGEST), -1):
        token = doc[i]
        if token.pos_ not in _INSIDE and token.text != "-":
            return
        named = token.text[:1].isupper() and token.pos_ == "ADJ" and doc[i + 1].text[:1].islower()  # "Nordic state TV"
        if i < verb.i - 1 and (token.lower_ in _OPENS or named):
            yield token


def _is_told(start: Token, end: Token) -> bool:
    """Whether a whole sentence stands between: somebody did something, and it is not "these are the words"."""
    words = start.doc[start.i : end.i]
    finite = next((t for t in words if t.tag_ in FINITE or t.tag_ == "VBN"), None)  # "killed" is read as either
    return finite is not None and finite.lemma_ != "be" and finite.i > start.i
