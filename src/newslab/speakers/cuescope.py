"""How far reported words reach: to the end of what the verb governs, less the writer's asides and other voices."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

from newslab.speakers.cuewords import cue_words
from newslab.speakers.sources import BREAKS, FINITE, VERBAL, Span, sentence_of, span_of, text_of

if TYPE_CHECKING:
    from spacy.tokens import Token

CONTENT: Final = frozenset(
    {"ccomp", "xcomp", "dobj", "attr", "acomp", "oprd", "prep", "pobj", "advcl", "dative", "dep"}
)
"""Dependencies of what a reporting verb may take."""
QUOTED: Final = frozenset('"“”')
_CONTINUES: Final = frozenset({"because", "although", "though", "even", "but", "if", "unless", "so", "since"})
_DASH: Final = re.compile(r"\s(?:--|-|—|–)\s")
_DATELINE: Final = re.compile(r"[A-Z]{2}[^a-z\n]{1,40}(?:\([A-Za-z /]{2,30}\)\s*)?(?:--|-|—|–)\s")
"""A town in capitals, and the agency, before the first dash of an article."""
_BOUNDS: Final = frozenset({";", ":", "—", "–", "--", "-"})
_SHARE_OF_THEM: Final = frozenset(
    {"another", "others", "some", "most", "both", "many", "several", "all", "none", "those"}
)
_ASIDE: Final = re.compile(r"(?:,\s(?:who|where|whose)|,?\swhich|\s(?:--|—|–))\s")


def fronts(clause: Token, verb: Token) -> bool:
    """Whether a clause before the verb runs into it by a comma or quotation mark, not by a dash or semicolon."""
    edge = clause.right_edge.i
    return edge < verb.i and not any(t.text in {"—", "–", "--", ";", ":"} for t in verb.doc[edge : edge + 2])


def up_to(last: Token, subject: Token, verb: Token) -> Token:
    """The last word before the comma in front of "X said", where the parse ends the clause too early."""
    doc, stop = verb.doc, min(subject.left_edge.i, verb.i)
    between = doc[last.i + 1 : stop]
    if stop - 1 <= last.i or doc[stop - 1].text not in BREAKS or any(t.text in _BOUNDS for t in between):
        return last
    return doc[stop - 1]


def thing_span(verb: Token, first: Token, subject: Token) -> Span:
    """What is reported as a thing, up to the writer's own words on it: ", which had 300 rooms", ", meaning 4 fled".

    Another clause after a semicolon has its own speaker.
    """
    start, end = before_aside(verb, rest_of(verb, first, subject))
    for token in verb.doc[first.i + 1 : sentence_of(verb).end - 1]:
        if token.idx >= end:
            break
        if token.text == ";" or (token.text == "," and token.nbor(1).tag_ == "VBG" and token.nbor(1).dep_ == "advcl"):
            return start, token.idx
    return start, end


def before_aside(token: Token, span: Span) -> Span:
    """The span up to the writer's own words on a thing: ", which had 300 rooms"."""
    aside = _ASIDE.search(text_of(token.doc), *span)
    return span[0], aside.start() if aside else span[1]


def without_dashes(verb: Token, span: Span) -> list[Span]:
    """The span without what stands between dashes or after the last one, unless words are quoted in it."""
    start, end = span
    text = text_of(verb.doc)
    if not QUOTED.isdisjoint(text[start:end]):
        return [span]
    dateline = _DATELINE.match(text, start, end)
    start = dateline.end() if dateline else start
    dashes = [m.span() for m in _DASH.finditer(text, start, end)]
    kept, at = [], start
    for opened, closed in itertools.zip_longest(dashes[::2], dashes[1::2]):
        kept.append((at, opened[0]))
        at = closed[1] if closed is not None else end
    return [(s, e) for s, e in [*kept, (at, end)] if s < e]


def rest_of(verb: Token, first: Token, subject: Token) -> Span:
    """From the content's first word to the end of what the verb governs, further reporting clauses left out."""
    verbs = cue_words().verbs
    last = first
    for child in verb.rights:
        if child.right_edge.i < first.i:
            continue
        joined = child.dep_ == "conj"
        if (joined and not _joined_clause(child, subject)) or (
            child.dep_ == "advcl" and child.tag_ == "VBG" and child.lemma_ in verbs
        ):
            break
        if joined or child.dep_ in CONTENT:
            last = max(last, child.right_edge, key=lambda t: t.i)
    last = _before_aside(first, last)
    doc, end = verb.doc, sentence_of(verb).end
    if last.i + 2 < end:
        following = doc[last.i + 1]
        misread = last.pos_ == "PRON" and following.pos_ in VERBAL  # "announced it would ...", "it" read as the object
        if misread or following.text in {":", ";"}:  # what follows a colon spells the content out
            last = doc[end - 1]
    return span_of(first, last)


def _before_aside(first: Token, last: Token) -> Token:
    """The content's last word before a closing ", which had 300 rooms": the writer's aside."""
    doc = first.doc
    for i in range(last.i - 2, first.i + 1, -1):
        if doc[i].text == "," and doc[i + 1].lower_ in {"which", "who", "where", "whose"}:
            return doc[i - 1]
        if doc[i].text in {",", ";"}:
            break
    return last


def _joined_clause(verb: Token, subject: Token) -> bool:
    """Whether a verb hung on the cue belongs to what is said: "said two people died and 30 were hurt"."""
    own = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if own is None:  # "announced that she was careless and would face ...": a bare verb after a finite cue
        return verb.tag_ == "VB" and verb.head.tag_ in FINITE
    if own.i < subject.i or verb.lemma_ in cue_words().verbs:
        return False
    if _of_them(own) or verb.left_edge.lower_ == "that":
        return True
    edge = own.left_edge
    return edge.i > 1 and edge.nbor(-2).text != ","


def goes_on(child: Token) -> bool:
    """A clause after the cue that continues what was said before it: "..., he said, because ...", "..., and 3 fled"."""
    if child.lemma_ in cue_words().verbs:
        return False
    own = next((c for c in child.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if child.dep_ == "conj" and own is not None and _of_them(own):
        return True
    return child.dep_ in {"advcl", "conj"} and child.left_edge.lower_ in _CONTINUES


def _of_them(subject: Token) -> bool:
    """Whether the subject counts again what was counted before: "most were stopped, but two hit a depot"."""
    return subject.pos_ == "NUM" or subject.lower_ in _SHARE_OF_THEM


def around(first: Token, last: Token) -> list[Span]:
    """The sentence before the first token and after the last."""
    doc, sent = first.doc, sentence_of(first)
    spans = []
    if first.i > sent.start:
        spans.append(span_of(doc[sent.start], doc[first.i - 1]))
    if last.i + 1 < sent.end:
        spans.append(span_of(doc[last.i + 1], doc[sent.end - 1]))
    return spans


def is_clause(child: Token) -> bool:
    """Whether a child of a verb is a clause that may be reported."""
    return child.dep_ == "ccomp" or (child.dep_ == "advcl" and any(m.lower_ in {"that", "how"} for m in child.lefts))
