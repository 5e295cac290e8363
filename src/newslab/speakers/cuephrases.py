"""Prepositions and nouns that report: "according to X", "in the words of X", "in a poll", "Western estimates of"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newslab.speakers.cuecontent import around
from newslab.speakers.cuewords import cue_words
from newslab.speakers.sources import Attribution, build, phrase, sentence_of, span_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_STOPS: Final = frozenset({",", ".", ";", ":", "—", "–", "--", "(", ")", '"', "”", "''", "!", "?"})
_REPORTED: Final = frozenset(
    {"reported", "stated", "announced", "told", "cited", "quoted", "noted", "confirmed", "estimated"}
)
_NEAR: Final = 8
"""Words after a preposition within which its object is looked for where the parse has none."""


def according_to(token: Token) -> Attribution | None:
    """Words around "according to X", "per X", "as reported by X" and "in the words of X"."""
    last = _cue_end(token)
    head = _object_of(last) if last is not None else None
    if last is None or head is None:
        return None
    doc, sent = token.doc, sentence_of(token)
    right = phrase(head)[1].i
    while right + 1 < sent.end and doc[right + 1].text not in _STOPS:
        right += 1  # "according to a report that the ministry published, ..."
    return build(head, span_of(token, last), around(token, doc[right]), basis="according_to", rule="according_to")


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


def inside_document(prep: Token) -> Attribution | None:
    """A document speaks: "in a new poll, 12 percent ...", "... in the poll".

    Not "in its report, the army said", which is the army's.
    """
    noun = next((c for c in prep.rights if c.dep_ == "pobj"), None)
    if noun is None or noun.lemma_ not in cue_words().containers or noun.tag_ == "NNS":
        return None
    if any(c.dep_ == "poss" and c.pos_ == "PRON" for c in noun.lefts):
        return None
    start, doc = sentence_of(prep).start, prep.doc
    spans = around(prep, noun.right_edge)
    if prep.i > start:  # "..., while 5 percent agreed in the poll, up from March": the clause before it alone
        first = next((i + 1 for i in range(prep.i - 1, start, -1) if doc[i].text in _STOPS), start)
        spans = [span_of(doc[first], doc[prep.i - 1])] if first < prep.i else []
    return build(noun, span_of(prep, prep), spans, basis="noun", rule="in_document")


def noun_attribution(noun: Token) -> Attribution | None:
    """A noun reports: "the ministry's claim that ...", "Western estimates of 5,000", "an estimate by X of ..."."""
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    by = next((p for c in noun.rights if c.lower_ in {"by", "from"} for p in c.children if p.dep_ == "pobj"), None)
    side = noun if any(c.dep_ == "amod" and c.text[:1].isupper() and not c.is_sent_start for c in noun.lefts) else None
    side = side or (
        noun if any(c.dep_ == "amod" and c.text[:1].isupper() and c.ent_type_ == "NORP" for c in noun.lefts) else None
    )
    head = owner if owner is not None else by if by is not None else side
    content = next((c for c in noun.rights if _is_clause(c)), None)
    content = (
        content
        if content is not None
        else next((c for c in noun.rights if c.lower_ == "of" and c.dep_ == "prep"), None)
    )
    if head is None or content is None:
        return None
    a = build(
        head,
        span_of(noun, noun),
        [span_of(content.left_edge, content.right_edge)],
        basis="noun",
        rule="noun",
        statement=cue_words().statements.get(noun.lemma_, "reports"),
    )
    if head == noun:  # the phrase ends at the noun, before what it says
        left = phrase(noun)[0]
        return Attribution(
            (span_of(content.left_edge, content.right_edge),),
            a.cue,
            span_of(left, noun),
            noun.idx,
            basis="noun",
            statement=a.statement,
            rule="noun",
        )
    return a


def _is_clause(child: Token) -> bool:
    return child.dep_ in {"acl", "ccomp", "relcl"} and any(m.lower_ == "that" for m in child.lefts)
