"""Who does the saying: the source of a reporting verb, by dependency and, where that fails, by position."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newslab.speakers import names
from newslab.speakers.cuewords import cue_words
from newslab.speakers.sources import BREAKS, DASHES, FAR, FINITE, NOMINAL, RELATIVE, VERBAL, after_comma, sentence_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECT: Final = frozenset({"nsubj", "nsubjpass", "csubj"})
_INSIDE: Final = frozenset({"VERB", "ADP", "ADV", "PART", "NUM"})
_HEADS: Final = frozenset({"PROPN", "NOUN", "PRON"})
_MAX_CLIMB: Final = 5


def subject_of(verb: Token, depth: int = 0) -> Token | None:
    """Who does the saying: the verb's own subject, or the one it shares with the verb it hangs on."""
    own = min((c for c in verb.children if c.dep_ in _SUBJECT), key=lambda c: abs(c.i - verb.i), default=None)
    if own is not None:
        return _antecedent(own, verb)
    if depth > _MAX_CLIMB:
        return None
    seen = _shown(verb)
    if seen is not None:
        return seen
    before = _clause_before(verb) if depth == 0 else None
    if before is not None:
        return subject_of(before, depth + 1)
    if verb.dep_ in {"acl", "relcl"} and verb.head.pos_ in NOMINAL:
        return _described(verb)
    aside = aside_before(verb)
    if aside is not None:
        return aside.nbor(-2)
    governor = _governor(verb)
    shared = subject_of(governor, depth + 1) if governor is not None and governor != verb else None
    if governor is None or shared is None or verb.tag_ not in {"VB", "VBG"}:
        return shared
    if shared.lower_ == "it" and governor.lemma_ == "be":
        return None  # "it would be wrong to say"
    return (_spoke_before(verb) or shared) if shared.i > verb.i else shared


def aside_before(verb: Token) -> Token | None:
    """The participle that stands between a subject and its verb: "the station, citing relatives, said 4 drowned"."""
    sent, doc = sentence_of(verb), verb.doc
    if verb.tag_ not in FINITE or verb.i - 3 < sent.start or doc[verb.i - 1].text != ",":
        return None
    for i in range(verb.i - 2, max(sent.start + 2, verb.i - FAR), -1):
        token = doc[i]
        if token.text == "," or token.tag_ in FINITE:
            return None
        if token.tag_ == "VBG" and token.lemma_ in cue_words().relaying:
            return token if token.nbor(-1).text == "," and token.nbor(-2).pos_ in {"PROPN", "NOUN"} else None
    return None


def _shown(verb: Token) -> Token | None:
    """Who is seen speaking: "footage of Ivan Petrenko saying ...", "with Reuters reporting ..."."""
    if verb.tag_ != "VBG" or verb.i == sentence_of(verb).start:
        return None
    beside = verb.nbor(-1)
    named = beside.pos_ == "PROPN" and beside.ent_type_ in {"PERSON", "ORG"}
    return beside if named and beside.dep_ == "pobj" and beside.head.lower_ in {"of", "with", "from"} else None


def _clause_before(verb: Token) -> Token | None:
    """The first of two clauses: in "He pledged 20 trucks, suggested that 30 would follow" it is no content."""
    if verb.tag_ not in FINITE or verb.i == 0 or verb.nbor(-1).text != ",":
        return None
    return next((c for c in verb.lefts if c.dep_ == "ccomp" and c.lemma_ in cue_words().verbs), None)


def _described(verb: Token) -> Token | None:
    """The noun that a participle or relative clause says something of: nobody in "a temptation to believe"."""
    if verb.tag_ == "VB":
        return None
    return _doer(verb.head) if verb.tag_ == "VBG" and after_comma(verb) else _holder(verb.head)


def _governor(verb: Token) -> Token | None:
    """The verb whose subject this one shares."""
    head, dep, verbs = verb.head, verb.dep_, cue_words().verbs
    if dep == "conj" and verb.tag_ == "VBG" and head.tag_ != "VBG":
        return next((t for t in head.ancestors if t.tag_ == "VBG" or t.lemma_ in verbs), head)
    if dep == "pcomp":
        head = head.head
    elif dep == "conj" and verb.nbor(-1).text == "," and not any(c.dep_ == "cc" for c in head.children):
        return None
    elif dep == "advcl" and verb.tag_ == "VBG" and after_comma(verb) and _is_content(head):
        head = head.head  # "said 20 died, adding that ..."
    shares = (
        dep in {"conj", "xcomp", "pcomp"}
        or (dep in {"advcl", "dep"} and verb.tag_ in {"VBG", "VB"})
        or (dep == "ccomp" and verb.tag_ == "VBG")
    )
    return head if shares and head.pos_ in VERBAL else None


def _is_content(clause: Token) -> bool:
    verbs = cue_words().verbs
    return clause.dep_ == "ccomp" and clause.lemma_ not in verbs and clause.head.lemma_ in verbs


def _spoke_before(verb: Token) -> Token | None:
    """Who said what stands before "..., X said, adding that ..." where the parse hangs "adding" on a later verb."""
    sent = sentence_of(verb)
    for i in range(verb.i - 1, max(sent.start, verb.i - FAR), -1):
        token = verb.doc[i]
        if token.tag_ in FINITE and token.lemma_ in cue_words().verbs:
            return next((c for c in token.children if c.dep_ == "nsubj" and c.i < verb.i), None)
    return None


def _antecedent(subject: Token, verb: Token) -> Token | None:
    if subject.lower_ in RELATIVE and verb.dep_ in {"relcl", "ccomp", "acl"} and verb.head.pos_ in NOMINAL:
        return verb.head
    if subject.lower_ in {"there", "what", "this", "'s", "’s"}:  # "let's say"
        return None
    return subject if subject.pos_ in NOMINAL else None


def _doer(noun: Token) -> Token:
    """Who did what stands before "shelled the town, saying ...": not the town."""
    if noun.dep_ not in {"dobj", "pobj", "conj", "attr"}:
        return noun
    verb = next((t for t in noun.ancestors if t.pos_ == "VERB" and t.i < noun.i), noun)
    return next((c for c in verb.children if c.dep_ == "nsubj" and c.lower_ not in RELATIVE), _holder(noun))


def _holder(noun: Token) -> Token:
    """Whose document it is: "X issued a statement saying" is X's; "a statement saying" is the statement's."""
    if (noun.lemma_ in cue_words().documents or noun.pos_ == "NUM") and noun.dep_ in {"dobj", "pobj"}:
        verb = noun.head if noun.dep_ == "dobj" else noun.head.head
        if verb.pos_ == "VERB":
            return next((c for c in verb.children if c.dep_ == "nsubj" and c.lower_ not in RELATIVE), noun)
    return noun


def reanchored(head: Token, verb: Token) -> Token:
    """The name before the verb where the parser took it for an apposition of a noun inside the content.

    In "the army will call up 300 men, Ivan Petrenko, head of the council, told reporters" the men do not speak, nor
    does the town in "homes burned in Brovary, the region's second town, governor Ivan Petrenko said".
    """
    if head.i > verb.i or head.pos_ == "PROPN":
        return head
    beside = [c for c in head.rights if c.dep_ == "appos" and after_comma(c) and c.i < verb.i]
    edge = head.left_edge
    inside = not edge.is_sent_start and edge.i > sentence_of(verb).start and edge.nbor(-1).pos_ in _INSIDE
    if inside:
        return next((c for c in beside if c.pos_ == "PROPN"), head)
    if names.kind_of(head.text) is None and not names.is_office(head.lemma_):
        return next((c for c in beside if c.ent_type_ == "PERSON" or names.is_office(c.lemma_.lower())), head)
    return head


def behind_dateline(head: Token, verb: Token) -> Token:
    """The name straight before the verb and behind a dateline's dash: "date 2024-05-02 OSLO - Norway wants to"."""
    if head.pos_ != "NOUN" or names.kind_of(head.text) is not None or names.is_office(head.lemma_):
        return head
    named = (c for c in head.rights if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i + 1 == verb.i)
    return next((c for c in named if c.nbor(-1).text in DASHES), head)


def document_before(verb: Token) -> Token | None:
    """The document whose phrase ends right before a verb of evidence: "after leaked papers from his firm show that"."""
    sent = sentence_of(verb)
    top = verb.nbor(-1) if verb.i > sent.start else verb
    while top.lemma_ not in cue_words().documents and top.i > sent.start:
        onward = top.nbor(-1) if top.pos_ == "ADP" else top.head  # whatever the preposition was hung on
        if onward.i >= top.i:
            break
        top = onward
    return top if top.i < verb.i and top.lemma_ in cue_words().documents and top.pos_ == "NOUN" else None


def loose_subject(verb: Token) -> Token | None:
    """The subject by position: "...," said X, and "..., X, the head of Y, said"."""
    doc, sent = verb.doc, sentence_of(verb)
    if verb.tag_ not in FINITE | {"VBN"} or verb.lemma_ not in cue_words().speech or verb.i <= sent.start:
        return None
    before = doc[verb.i - 1]
    follows = verb.i + 1 < sent.end and doc[verb.i + 1].pos_ in {"PROPN", "DET", "PRON"}
    if before.text in BREAKS and follows and verb.lemma_ not in cue_words().addressee:
        window = (t for t in doc[verb.i + 1 : min(verb.i + 12, sent.end)] if t.pos_ in _HEADS)
        return next((t for t in window if t.dep_ not in {"compound", "nmod", "poss"}), None)
    top = doc[verb.i - 2] if before.text == "," and verb.i - 2 > sent.start else before
    found = None
    while sent.start < top.i and top.i > verb.i - FAR:
        edge = top.left_edge
        if top.pos_ in _HEADS and edge.i > sent.start and doc[edge.i - 1].text in BREAKS:
            found = top
        if top.head.i >= top.i or top.dep_ not in {"pobj", "prep", "appos", "compound"}:
            break
        top = top.head
    return found if found is not None else run_of_nouns(verb)


def run_of_nouns(verb: Token) -> Token | None:
    """The noun before the verb with only nominal words back to the last comma: "..., X records show"."""
    doc, sent = verb.doc, sentence_of(verb)
    head = doc[verb.i - 1]
    if head.pos_ not in {"NOUN", "PROPN"} and head.dep_ != "compound":
        return None
    for i in range(verb.i - 2, max(sent.start, verb.i - 12), -1):
        if doc[i].text in BREAKS:
            return head
        if doc[i].pos_ not in {"NOUN", "PROPN", "ADJ", "DET", "NUM"}:
            return None
    return None
