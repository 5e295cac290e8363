"""Reporting verbs to attributions: clauses, objects, passives, participles, in whatever order they stand.

The small parser often hangs a fronted clause or a late subject on the wrong word, so that each construction has a rule
by dependency first and one by position ("..., X, the head of Y, said") behind it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newslab.cuewords import cue_words
from newslab.sources import NOMINAL, RELATIVE, Attribution, Span, after_comma, build, span_of, text_of, without

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECT: Final = frozenset({"nsubj", "nsubjpass", "csubj"})
_CONTENT: Final = frozenset({"ccomp", "xcomp", "dobj", "attr", "acomp", "oprd", "prep", "pobj", "advcl", "dative", "dep"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
_VERBAL: Final = frozenset({"VERB", "AUX"})
_BREAKS: Final = frozenset({",", "—", "–", "-", "--", "”", '"', "''", "?", "!"})
_CONTINUES: Final = frozenset({"because", "although", "though", "even", "but", "if", "unless", "so", "since"})
_ASIDE: Final = re.compile(r"(?:,\s(?:who|where|whose)|,?\swhich)\s")
_MAX_CLIMB: Final = 5
_FAR: Final = 25
"""Words between a verb and a subject found by position alone."""


def verb_attribution(verb: Token) -> Attribution | None:
    """What a reporting verb credits to whom, or None."""
    words, lemma = cue_words(), verb.lemma_
    quoted = _quoted_as_saying(verb) if lemma in words.relaying else None
    if quoted is not None:
        return quoted
    if _is_passive(verb):
        return _passive(verb) if lemma in words.passive else None
    if _refused(verb):
        return None
    head = _subject(verb) or _loose_subject(verb)
    if head is None:
        return None
    if lemma in words.relaying and verb.tag_ == "VBG":
        return _citing(verb, head)
    named = _reanchored(head, verb)
    spans, rule = _content(verb, named)
    if named is not head:
        head, rule = named, "fronted"
        spans = [(verb.doc[verb.sent.start].idx, named.left_edge.idx)]
    if not spans and lemma not in words.quoting:
        return None
    return build(
        head,
        span_of(verb, verb),
        spans,
        basis="clause" if spans else "quote",
        rule=_rule_name(lemma, rule) if spans else rule,
        statement=words.statements.get(lemma, "reports"),
        told=next((c for c in verb.children if c.dep_ in {"dobj", "dative"} and lemma in words.addressee), None),
    )


def _rule_name(lemma: str, rule: str) -> str:
    """Thought and evidence are named apart: inside another's statement they are that one's words."""
    words = cue_words()
    return "attitude" if lemma in words.attitude else "evidence" if lemma in words.evidence else rule


def _is_passive(verb: Token) -> bool:
    if verb.dep_ == "acl" and verb.tag_ in {"VBN", "VBD"}:  # "a van believed to hold six"
        return True
    return verb.tag_ == "VBN" and (
        verb.dep_ == "advcl" or any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)
    )


def _refused(verb: Token) -> bool:
    """ "Declined to say", "did not say": nothing is reported; what is "not believed" still is."""
    words = cue_words()
    if verb.lemma_ not in words.attitude and any(c.dep_ == "neg" for c in verb.children):
        return True
    return verb.dep_ == "xcomp" and verb.head.lemma_ in words.refusing


# --- who -----------------------------------------------------------------------------------------------------------
def _subject(verb: Token, depth: int = 0) -> Token | None:
    """Who does the saying: the verb's own subject, or the one it shares with the verb it hangs on."""
    own = min((c for c in verb.children if c.dep_ in _SUBJECT), key=lambda c: abs(c.i - verb.i), default=None)
    if own is not None:
        return _antecedent(own, verb)
    head, dep = verb.head, verb.dep_
    if depth > _MAX_CLIMB or head is verb:
        return None
    if dep in {"acl", "relcl"} and head.pos_ in NOMINAL:
        return None if verb.tag_ == "VB" else _holder(head)  # "a temptation to believe" is nobody's
    if dep == "advcl" and verb.tag_ == "VBG" and head.dep_ == "ccomp" and after_comma(verb):
        head = head.head if head.head.lemma_ in cue_words().verbs else head  # "said 20 died, adding that ..."
    if dep == "conj" and verb.tag_ == "VBG" and head.tag_ != "VBG":
        head = next((t for t in head.ancestors if t.tag_ == "VBG" or t.lemma_ in cue_words().verbs), head)
        return _subject(head, depth + 1)
    if dep == "pcomp" and head.head is not head:
        return _subject(head.head, depth + 1) if head.head.pos_ in _VERBAL else None
    shares = dep in {"conj", "xcomp"} or dep in {"advcl", "dep"} and verb.tag_ in {"VBG", "VB"} or dep == "ccomp" and verb.tag_ == "VBG"
    return _subject(head, depth + 1) if shares and head.pos_ in _VERBAL else None


def _antecedent(subject: Token, verb: Token) -> Token | None:
    if subject.lower_ in RELATIVE and verb.dep_ in {"relcl", "ccomp", "acl"} and verb.head.pos_ in NOMINAL:
        return verb.head
    if subject.lower_ in {"there", "what", "this"}:
        return None
    return subject if subject.pos_ in NOMINAL else None


def _holder(noun: Token) -> Token:
    """Whose document it is: "X issued a statement saying" is X's; "a statement saying" is the statement's."""
    if noun.lemma_ in cue_words().documents and noun.dep_ in {"dobj", "pobj"}:
        verb = noun.head if noun.dep_ == "dobj" else noun.head.head
        if verb.pos_ == "VERB":
            return next((c for c in verb.children if c.dep_ == "nsubj" and c.lower_ not in RELATIVE), noun)
    return noun


def _reanchored(head: Token, verb: Token) -> Token:
    """The name before the verb where the parser took it for an apposition of a noun inside the content.

    In "the army will call up 300 men, Ivan Petrenko, head of the council, told reporters" the men do not speak.
    """
    edge = head.left_edge
    if head.i > verb.i or head.pos_ == "PROPN" or edge.is_sent_start or edge.i == verb.sent.start:
        return head
    if edge.nbor(-1).pos_ not in {"VERB", "ADP", "ADV", "PART", "NUM"}:
        return head
    named = (c for c in head.rights if c.dep_ == "appos" and c.pos_ == "PROPN" and after_comma(c) and c.i < verb.i)
    return next(named, head)


def _loose_subject(verb: Token) -> Token | None:
    """The subject by position: "...," said X, and "..., X, the head of Y, said"."""
    doc, sent = verb.doc, verb.sent
    if verb.tag_ not in _FINITE or verb.lemma_ not in cue_words().speech or verb.i <= sent.start:
        return None
    before = doc[verb.i - 1]
    inverted = before.text in _BREAKS and verb.i + 1 < sent.end and doc[verb.i + 1].pos_ in {"PROPN", "DET", "PRON"}
    if inverted:
        following = doc[verb.i + 1 : min(verb.i + 12, sent.end)]
        return next((t for t in following if t.pos_ in {"PROPN", "NOUN", "PRON"} and t.dep_ not in {"compound", "nmod", "poss"}), None)
    top = doc[verb.i - 2] if before.text == "," and verb.i - 2 > sent.start else before
    found = None
    while sent.start < top.i and top.i > verb.i - _FAR:
        edge = top.left_edge
        if top.pos_ in {"PROPN", "NOUN", "PRON"} and edge.i > sent.start and doc[edge.i - 1].text in _BREAKS:
            found = top
        if top.head.i >= top.i or top.dep_ not in {"pobj", "prep", "appos", "compound"}:
            break
        top = top.head
    return found if found is not None else _run_of_nouns(verb)


def _run_of_nouns(verb: Token) -> Token | None:
    """The noun right before the verb where only nominal words stand between it and the last comma: "..., X records show"."""
    doc, sent = verb.doc, verb.sent
    head = doc[verb.i - 1]
    if head.pos_ not in {"NOUN", "PROPN"} and head.dep_ != "compound":
        return None
    for i in range(verb.i - 2, max(sent.start, verb.i - 12), -1):
        if doc[i].text in _BREAKS:
            return head
        if doc[i].pos_ not in {"NOUN", "PROPN", "ADJ", "DET", "NUM"}:
            return None
    return None


# --- what ----------------------------------------------------------------------------------------------------------
def _content(verb: Token, subject: Token) -> tuple[list[Span], str]:
    """Reported stretch of an active verb, and the name of the rule that found it."""
    words, lemma = cue_words(), verb.lemma_
    before = next((c for c in verb.lefts if c.dep_ in {"ccomp", "parataxis"} and _fronts(c, verb)), None)
    after = [c for c in verb.rights if c.dep_ in _CONTENT]
    clause = next((c for c in after if _is_clause(c)), None)
    if before is not None:
        more = clause or next((c for c in verb.rights if c.i > subject.i and _goes_on(c)), None)
        spans = [span_of(before.left_edge, before.right_edge)]
        return spans + ([span_of(more.left_edge, more.right_edge)] if more is not None else []), "fronted"
    thing = next((c for c in after if c.dep_ in {"dobj", "attr", "oprd"}), None)
    called = next((c for c in after if c.dep_ == "prep" and c.lower_ == "for"), None)
    if lemma in words.asking and called is not None:
        return [_rest(verb, called, subject)], "call_for"
    if clause is not None and lemma in words.verbs:
        takes_thing = thing is not None and thing.i < clause.i and lemma not in words.addressee | {"say"}
        first = thing if takes_thing and thing is not None else clause
        return [_rest(verb, first.left_edge, subject)], "clause"
    inf = next((c for c in after if c.dep_ == "xcomp"), None)
    if inf is not None and (lemma in words.infinitive or (lemma in words.speech and inf.tag_ != "VB")):
        first = min([inf.left_edge] + ([thing.left_edge] if thing is not None else []), key=lambda t: t.i)
        return [_without_aside(verb, _rest(verb, first, subject))], "infinitive"
    if thing is not None and _takes_object(verb, subject):
        return [_without_aside(verb, _rest(verb, thing.left_edge, subject))], "object"
    if thing is not None and lemma in words.at and any(c.lower_ == "at" for c in verb.rights):
        return [_rest(verb, thing.left_edge, subject)], "at"
    that = _that_clause(verb)
    return ([that], "that") if that is not None else _parenthetical(verb, subject)


def _without_aside(verb: Token, span: Span) -> Span:
    """The span up to a relative clause: what a thing is like ("which had 20,000 inhabitants") is the writer's to say."""
    aside = _ASIDE.search(text_of(verb.doc), *span)
    return span[0], aside.start() if aside else span[1]


def _that_clause(verb: Token) -> Span | None:
    """ "Told the audience at the rally that ...": from "that" on, whatever the parser hung it on."""
    if verb.lemma_ not in cue_words().speech:
        return None
    doc, end = verb.doc, verb.sent.end
    window = doc[verb.i + 1 : min(verb.i + _FAR, end)]
    that = next((t for t in window if t.lower_ == "that" and t.i + 2 < end), None)
    if that is None or any(t.text in _BREAKS or t.pos_ == "VERB" for t in doc[verb.i + 1 : that.i]):
        return None
    if that.i > verb.i + 1 and that.dep_ in {"det", "nsubj", "dobj"} and that.head.dep_ == "relcl" and that.nbor(-1).pos_ == "NOUN":
        return None if that.head.head.i == that.i - 1 and verb.lemma_ not in cue_words().addressee else span_of(that, doc[end - 1])
    return span_of(that, doc[end - 1])


def _fronts(clause: Token, verb: Token) -> bool:
    """Whether a clause before the verb runs into it by a comma or quotation mark, not by a dash or semicolon."""
    edge = clause.right_edge.i
    return edge < verb.i and not any(t.text in {"—", "–", "--", ";", ":"} for t in verb.doc[edge : edge + 2])


def _is_clause(child: Token) -> bool:
    return child.dep_ == "ccomp" or (child.dep_ == "advcl" and any(m.lower_ in {"that", "how"} for m in child.lefts))


def _takes_object(verb: Token, subject: Token) -> bool:
    words, lemma = cue_words(), verb.lemma_
    if lemma not in words.objects or lemma in words.addressee:
        return False
    if lemma == "claim" and any(c.lemma_ in {"life", "victim"} for c in verb.rights):  # "the storm claimed 20 lives"
        return False
    return lemma not in words.evidence or subject.lemma_ in words.documents


def _goes_on(child: Token) -> bool:
    """A clause after the cue that continues what was said before it: "..., he said, because ..."."""
    return child.dep_ in {"advcl", "conj"} and child.left_edge.lower_ in _CONTINUES and child.lemma_ not in cue_words().verbs


def _rest(verb: Token, first: Token, subject: Token) -> Span:
    """From the content's first word to the end of what the verb governs, further reporting clauses left out."""
    verbs = cue_words().verbs
    last = first
    for child in verb.rights:
        if child.right_edge.i < first.i:
            continue
        joined = child.dep_ == "conj"
        if joined and not _joined_clause(child, subject) or child.dep_ == "advcl" and child.tag_ == "VBG" and child.lemma_ in verbs:
            break
        if joined or child.dep_ in _CONTENT:
            last = max(last, child.right_edge, key=lambda t: t.i)
    last = _before_aside(first, last)
    doc, end = verb.doc, verb.sent.end
    if last.i + 2 < end:
        following = doc[last.i + 1]
        misread = last.pos_ == "PRON" and following.pos_ in _VERBAL  # "announced it would ...", "it" read as the object
        if misread or following.text in {":", ";"}:  # what follows a colon spells the content out
            last = doc[end - 1]
    return span_of(first, last)


def _before_aside(first: Token, last: Token) -> Token:
    """Where the content ends before a closing ", which had 20,000 inhabitants": the writer's aside, not the speaker's words."""
    doc = first.doc
    for i in range(last.i - 2, first.i + 1, -1):
        if doc[i].text == "," and doc[i + 1].lower_ in {"which", "who", "where", "whose"}:
            return doc[i - 1]
        if doc[i].text in {",", ";"}:
            break
    return last


def _joined_clause(verb: Token, subject: Token) -> bool:
    """ "Said two people died and 30 were hurt", the second verb hung on "said" by the parser."""
    own = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if own is None:  # "announced that she was careless and would face ...": a bare verb after a finite cue
        return verb.tag_ == "VB" and verb.head.tag_ in _FINITE
    if own.i < subject.i or verb.lemma_ in cue_words().verbs:
        return False
    edge = own.left_edge
    return edge.i > 1 and edge.nbor(-2).text != ","


def _parenthetical(verb: Token, subject: Token) -> tuple[list[Span], str]:
    """ "Two people, X said, were killed" and "..., X said." with the clause not hung on the verb."""
    words = cue_words()
    if verb.lemma_ not in words.speech | {"believe"} or verb.dep_ in {"acl", "relcl", "pcomp", "xcomp"}:
        return [], "quote"
    sent, doc = verb.sent, verb.doc
    if verb.dep_ == "advcl" and any(c.lower_ == "as" for c in verb.lefts):  # "As X noted, ..."
        return around(verb.left_edge, verb.right_edge), "as_clause"
    first = min(subject.left_edge.i, verb.i)
    if first <= sent.start or doc[first - 1].text not in _BREAKS or verb.tag_ not in _FINITE | {"VBN"}:
        return [], "quote"
    spans = [(doc[sent.start].idx, doc[first - 1].idx)]
    tail = max(subject.i, verb.i)
    rest = next((t for t in doc[tail + 1 : min(tail + 8, sent.end)] if t.text in {",", ";"}), None)
    if rest is not None and verb.dep_ not in {"ROOT", "conj"} and rest.i + 1 < sent.end and doc[rest.i + 1].tag_ != "VBG":
        spans.append((rest.idx + 1, doc[sent.end - 1].idx + len(doc[sent.end - 1])))
    return spans, "parenthetical"


def around(first: Token, last: Token) -> list[Span]:
    """The sentence before the first token and after the last."""
    doc, sent = first.doc, first.sent
    spans = []
    if first.i > sent.start:
        spans.append(span_of(doc[sent.start], doc[first.i - 1]))
    if last.i + 1 < sent.end:
        spans.append(span_of(doc[last.i + 1], doc[sent.end - 1]))
    return spans


def _citing(verb: Token, subject: Token) -> Attribution | None:
    """ "20 were killed, X reports, citing Y": what X reports is Y's; X is the relay."""
    cited = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if cited is None:
        return None
    verbs = cue_words().verbs
    governor = verb.head
    while governor.dep_ in {"advcl", "conj"} and governor.head is not governor and governor.lemma_ not in verbs:
        governor = governor.head
    reports = governor.lemma_ in verbs
    whole = [span_of(governor.left_edge, governor.right_edge)]
    spans = _content(governor, subject)[0] if reports else whole
    clause = span_of(verb.left_edge, verb.right_edge)
    return build(
        cited,
        span_of(verb, verb),
        without(spans or whole, [clause], text_of(verb.doc)),
        basis="clause",
        rule="citing",
        told=subject if reports else None,
    )


def _quoted_as_saying(verb: Token) -> Attribution | None:
    """ "X was quoted by Y as saying", "Y cited X as saying": X speaks, Y relays."""
    saying = next((c for p in verb.rights if p.lower_ == "as" for c in p.children if c.tag_ == "VBG"), None)
    if saying is None:
        return None
    passive = _is_passive(verb)
    head = next((c for c in verb.children if c.dep_ == ("nsubjpass" if passive else "dobj")), None)
    if head is None:
        return None
    agent = next((p for c in verb.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"), None)
    content = next((c for c in saying.children if c.dep_ == "ccomp"), None)
    fronted = next((c for c in verb.lefts if c.dep_ in {"ccomp", "parataxis"} and _fronts(c, verb)), None)
    found = content if content is not None else fronted
    return build(
        head,
        span_of(verb, verb),
        [span_of(found.left_edge, found.right_edge)] if found is not None else [],
        basis="clause",
        rule="quoted_as_saying",
        told=agent if passive else next((c for c in verb.children if c.dep_ == "nsubj"), None),
    )


def _passive(verb: Token) -> Attribution | None:
    """ "Was put at 3,100 by X", "are estimated by X to"."""
    by = next((c for c in verb.children if c.dep_ == "agent"), None)
    agent = next((p for p in by.children if p.dep_ == "pobj"), None) if by is not None else None
    if by is None or agent is None or any(c.like_num for c in agent.children):
        return None
    top = verb.head if verb.dep_ in {"acl", "relcl"} else verb
    whole = [span_of(top.left_edge, top.right_edge)]
    return build(
        agent,
        span_of(verb, verb),
        without(whole, [span_of(by, agent.right_edge)], text_of(verb.doc)),
        basis="passive",
        rule="passive",
        statement=cue_words().statements.get(verb.lemma_, "reports"),
    )
