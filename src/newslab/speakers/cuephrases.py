"""Prepositions and nouns that report: "according to X", "in the words of X", "in a poll", "Western estimates of"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from newslab.speakers import names
from newslab.speakers.cuescope import around, before_aside
from newslab.speakers.cuewords import cue_words
from newslab.speakers.sources import Attribution, Span, build, can_speak, phrase, sentence_of, span_of, text_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_STOPS: Final = frozenset({",", ".", ";", ":", "—", "–", "--", "(", ")", '"', "”", "''", "!", "?"})
_REPORTED: Final = frozenset(
    {"reported", "stated", "announced", "told", "cited", "quoted", "noted", "confirmed", "estimated"}
)
_QUOTE_ENDS: Final = re.compile(r"[,.!?][\"”]\s+(?=[A-Z])")
_CARRY: Final = frozenset({"of", "about", "for"})
_NEAR: Final = 8
"""Words after a preposition within which its object is looked for where the parse has none."""


def according_to(token: Token) -> Attribution | None:
    """Words around "according to X", "per X", "as reported by X" and "in the words of X"."""
    last = _cue_end(token)
    head = _object_of(last) if last is not None else None
    if last is None or head is None or not can_speak(head):
        return None
    doc, sent = token.doc, sentence_of(token)
    right = phrase(head)[1].i
    while right + 1 < sent.end and doc[right + 1].text not in _STOPS:
        right += 1  # "according to a report that the ministry published, ..."
    spans = [_sentence_alone(token, span) for span in around(token, doc[right])]
    return build(head, span_of(token, last), spans, basis="according_to", rule="according_to")


def _sentence_alone(token: Token, span: Span) -> Span:
    """The span from its last sentence on, where quoted words end one that the parse runs on: "... it fell,” It was"."""
    ends = [m.end() for m in _QUOTE_ENDS.finditer(text_of(token.doc), *span)]
    return (ends[-1], span[1]) if ends and ends[-1] < token.idx else span


def _cue_end(token: Token) -> Token | None:
    """Last word of the cue that begins at this token."""
    following = token.doc[token.i + 1 : min(token.i + 4, sentence_of(token).end)]
    words = [t.lower_ for t in following]
    if token.lower_ == "according":
        return following[0] if words[:1] == ["to"] else None
    if token.lower_ == "per":
        opens = token.i == sentence_of(token).start or token.nbor(-1).text == ","
        return token if opens and following and following[0].pos_ in {"PROPN", "DET"} else None
    if token.lower_ == "in" and words in (["the", "words", "of"], ["the", "estimation", "of"]):
        return following[2]
    if token.lower_ == "as" and "by" in words and not _REPORTED.isdisjoint(words):
        return following[words.index("by")]
    return None


def _object_of(prep: Token) -> Token | None:
    found = next((c for c in prep.rights if c.dep_ == "pobj"), None)
    if found is not None:
        return found
    following = prep.doc[prep.i + 1 : min(prep.i + _NEAR, sentence_of(prep).end)]
    return next((t for t in following if t.pos_ in {"PROPN", "NOUN", "PRON"} and t.dep_ != "compound"), None)


def by_count(prep: Token) -> Attribution | None:
    """Words around "by one estimate", "by the union's count" and "by his own admission"."""
    noun = next((c for c in prep.rights if c.dep_ == "pobj"), None)
    if noun is None or noun.lemma_ not in cue_words().cue_nouns or prep.dep_ == "agent":
        return None
    apart = prep.i == sentence_of(prep).start or prep.nbor(-1).text in _STOPS
    if not apart or any(c.dep_ == "prep" for c in noun.rights):
        return None
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    a = build(owner or noun, span_of(prep, prep), around(prep, noun), basis="noun", rule="by_count")
    return replace(a, statement=cue_words().statements.get(noun.lemma_, "reports"))


def inside_document(prep: Token) -> Attribution | None:
    """A document speaks: "in a new poll, 12 percent ...", "... in the poll".

    Not "in its report, the army said" or "the army said in a report", which are the army's.
    """
    noun = next((c for c in prep.rights if c.dep_ == "pobj"), None)
    if noun is None or noun.lemma_ not in cue_words().containers or noun.tag_ == "NNS":
        return None
    if any(c.dep_ == "poss" and c.pos_ == "PRON" for c in noun.lefts):
        return None
    if prep.head.i < prep.i and prep.head.lemma_ in cue_words().verbs:
        return None
    start, doc = sentence_of(prep).start, prep.doc
    spans = around(prep, noun.right_edge)
    if prep.i > start:  # "..., while 5 percent agreed in the poll, up from March": the clause before it alone
        first = next((i + 1 for i in range(prep.i - 1, start, -1) if doc[i].text in _STOPS), start)
        spans = [span_of(doc[first], doc[prep.i - 1])] if first < prep.i else []
    return build(noun, span_of(prep, prep), spans, basis="noun", rule="in_document")


def noun_attribution(noun: Token) -> Attribution | None:
    """A noun reports: "the ministry's claim that ...", "Western estimates of 5,000", "an estimate by X of ..."."""
    content = _content(noun)
    head = _owner(noun) if content is not None else None
    if content is None or head is None:
        return None
    span = span_of(content.left_edge, content.right_edge)
    if content.dep_ == "prep" or content.tag_ == "VB":
        span = before_aside(content, span)
    at = next((c for c in noun.rights if c.lower_ == "at" and c.i > content.i), None)
    if at is not None and noun.lemma_ in cue_words().revised:  # "its estimate of growth at 3 percent"
        span = span[0], span_of(at, at.right_edge)[1]
    statement = cue_words().statements.get(noun.lemma_, "reports")
    found = build(head, span_of(noun, noun), [span], basis="noun", rule="noun", statement=statement)
    if head == noun:  # the phrase ends at the noun, before what it says
        return replace(found, spans=(span,), source=span_of(phrase(noun)[0], noun))
    return found


def _owner(noun: Token) -> Token | None:
    """Whose statement it is: "the ministry's", "by the UN", "a Reuters report"; a "Western estimate" is itself's."""
    words = cue_words()
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    if owner is not None:
        return owner
    by = next((p for c in noun.rights if c.lower_ in {"by", "from"} for p in c.children if p.dep_ == "pobj"), None)
    if by is not None:
        return by
    body = next((c for c in noun.lefts if c.dep_ == "compound" and c.pos_ == "PROPN"), None)
    if body is not None and (
        body.ent_type_ == "ORG" or names.kind_of(text_of(body.doc)[slice(*span_of(*phrase(body)))]) is not None
    ):
        return body
    sides = [c for c in noun.lefts if c.dep_ == "amod" and (c.text[:1].isupper() or c.lower_ in words.sides)]
    known = (not c.is_sent_start or c.ent_type_ == "NORP" or c.lower_ in words.sides for c in sides)
    return noun if any(known) else None


def _content(noun: Token) -> Token | None:
    """What the noun carries: a clause, an infinitive, or "of", "about" and "for" with a thing."""
    clause = next((c for c in noun.rights if _is_clause(c)), None)
    if clause is not None:
        return clause
    return next((c for c in noun.rights if c.dep_ == "prep" and c.lower_ in _CARRY), None)


def _is_clause(child: Token) -> bool:
    if child.dep_ == "acl" and child.tag_ == "VB":
        return any(m.lower_ == "to" for m in child.lefts)
    return child.dep_ in {"acl", "ccomp", "relcl"} and any(m.lower_ == "that" and m.dep_ == "mark" for m in child.lefts)
