"""Reporting verbs to attributions: clauses, objects, passives, participles, in whatever order they stand.

The small parser often hangs a fronted clause or a late subject on the wrong word, so that who speaks
(:mod:`newslab.speakers.cuesubjects`) and what is said (:mod:`newslab.speakers.cuecontent`) are each looked for by
dependency first and by position behind it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from newslab.speakers import names
from newslab.speakers.cuecontent import content_of
from newslab.speakers.cuescope import fronts
from newslab.speakers.cuesubjects import (
    aside_before,
    behind_dateline,
    document_before,
    loose_subject,
    reanchored,
    run_of_nouns,
    subject_of,
)
from newslab.speakers.cuewords import cue_words
from newslab.speakers.sources import (
    BREAKS,
    Attribution,
    build,
    can_speak,
    sentence_of,
    span_of,
    text_of,
    without,
    written,
)
from newslab.speakers.unmarked import unmarked

if TYPE_CHECKING:
    from spacy.tokens import Token

_UNSAID: Final = frozenset({"will", "wo", "’ll", "'ll", "would", "might", "may"})


def verb_attribution(verb: Token) -> Attribution | None:
    """What a reporting verb credits to whom, or None."""
    words, lemma = cue_words(), verb.lemma_
    quoted = _quoted_as_saying(verb) if lemma in words.relaying | words.objects else None
    if quoted is not None:
        return quoted
    if _is_passive(verb):
        return (_passive(verb) if lemma in words.passive else None) or unmarked(verb)
    if _refused(verb):
        return None
    found = _active(verb)
    return found if found is not None and found.spans else unmarked(verb) or found


def _active(verb: Token) -> Attribution | None:
    """What the verb's subject says."""
    words, lemma = cue_words(), verb.lemma_
    head = subject_of(verb) or loose_subject(verb)
    if head is None and lemma in words.evidence:
        head = document_before(verb)
    if head is None or _is_mute(head):
        return None
    head = behind_dateline(head, verb)
    if lemma in words.relaying and verb.tag_ == "VBG":
        return _citing(verb, head)
    named = reanchored(head, verb)
    spans, rule = content_of(verb, named)
    if named != head and (lemma in words.verbs or not spans):
        head, rule = named, "fronted"
        spans = [(verb.doc[sentence_of(verb).start].idx, named.left_edge.idx)]
    if not spans and (lemma not in words.quoting or (lemma in words.evidence and head.lemma_ not in words.documents)):
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


def _is_mute(head: Token) -> bool:
    """Whether the subject cannot speak; "a number of readers" can."""
    several = any(c.lower_ == "a" for c in head.lefts) and any(c.lower_ == "of" for c in head.rights)
    return head.lemma_ in cue_words().mute and not (several and head.lemma_ == "number")


def misread_verb(noun: Token) -> Attribution | None:
    """A cue the parser took for a noun: "data from X show that ...", "..., the X agency reports."."""
    words = cue_words()
    if noun.lemma_ not in words.speech:
        return None
    doc, sent = noun.doc, sentence_of(noun)
    clause = next((c for c in noun.rights if c.dep_ == "ccomp"), None)
    subject = next((c for c in noun.lefts if c.dep_ in {"nsubj", "compound"}), None)
    if noun.dep_ not in {"ROOT", "ccomp"}:
        subject = document_before(noun) if noun.lemma_ in words.evidence else None
    if clause is not None and subject is not None:
        spans = [span_of(clause.left_edge, clause.right_edge)]
        return build(subject, span_of(noun, noun), spans, basis="clause", rule="clause")
    ends = noun.tag_ == "NNS" and noun.i + 2 == sent.end and doc[noun.i + 1].is_punct
    head = run_of_nouns(noun) if ends and noun.i > sent.start else None
    if head is None:
        return None
    first = next(i for i in range(noun.i - 1, sent.start, -1) if doc[i].text in BREAKS)
    spans = [span_of(doc[sent.start], doc[first - 1])]
    found = build(head, span_of(noun, noun), spans, basis="clause", rule="parenthetical")
    return replace(found, source=span_of(doc[first + 1], head))


def _rule_name(lemma: str, rule: str) -> str:
    """Thought and evidence are named apart: inside another's statement they are that one's words."""
    words = cue_words()
    return "attitude" if lemma in words.attitude else "evidence" if lemma in words.evidence else rule


def _is_passive(verb: Token) -> bool:
    following = verb.nbor(1) if verb.i + 1 < sentence_of(verb).end else None
    if (
        verb.i > sentence_of(verb).start
        and verb.nbor(-1).text == ","
        and following is not None
        and following.pos_ == "PROPN"
    ):
        return False  # "..., estimated Ukraine's General Staff"
    if verb.dep_ == "acl" and verb.tag_ in {"VBN", "VBD"}:  # "a van believed to hold six"
        return True
    return verb.tag_ == "VBN" and (
        verb.dep_ in {"advcl", "xcomp", "acomp", "oprd"}
        or any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)
    )


def _refused(verb: Token) -> bool:
    """Whether nothing is reported: "did not say", "declined to say", "is to say". What is "not believed" still is."""
    words = cue_words()
    if verb.lemma_ not in words.attitude and any(c.dep_ == "neg" for c in verb.children):
        return True
    if any(c.dep_ == "aux" and c.lower_ in _UNSAID for c in verb.lefts):  # "will announce": not yet
        return True
    if verb.tag_ == "VB" and verb.i > 1 and verb.nbor(-2).lower_ == "yet":  # "has yet to confirm"
        return True
    return verb.dep_ == "xcomp" and verb.head.lemma_ in words.refusing | words.pending


def _citing(verb: Token, subject: Token) -> Attribution | None:
    """What X reports, citing Y, is Y's; X is the relay. "The firm delayed it, citing costs" gives a reason."""
    words = cue_words()
    cited = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if cited is None or not can_speak(cited):
        return None
    reporting = words.verbs | words.objects | words.at
    after = verb.right_edge.i + 2
    beside = verb.doc[after] if after < sentence_of(verb).end else None
    if beside is not None and beside.lemma_ in reporting and aside_before(beside) == verb:
        governor: Token | None = beside
        subject = verb.nbor(-2)
    else:
        governor = next((t for t in verb.ancestors if t.lemma_ in reporting), None)
    if governor is None and not names.is_relay(written(subject)):
        return None
    clause = span_of(verb.left_edge, verb.right_edge)
    if governor is None:
        whole, told = [span_of(verb.head.left_edge, verb.head.right_edge)], None
    else:
        own = (c for c in reversed([*governor.children]) if c.dep_ == "nsubj")
        told = subject if governor == beside else next(own, subject)
        whole = content_of(governor, told)[0] or [span_of(governor.left_edge, governor.right_edge)]
    spans = without(whole, [clause], text_of(verb.doc))
    return build(cited, span_of(verb, verb), spans, basis="clause", rule="citing", told=told)


def _quoted_as_saying(verb: Token) -> Attribution | None:
    """X speaks and Y relays: "X was quoted by Y as saying", "Y cited X as saying"."""
    saying = next((c for p in verb.rights if p.lower_ == "as" for c in p.children if c.tag_ == "VBG"), None)
    if saying is None:
        return None
    passive = _is_passive(verb)
    head = next((c for c in verb.children if c.dep_ == ("nsubjpass" if passive else "dobj")), None)
    if head is None:
        return None
    by = [*(c for c in verb.children if c.dep_ == "agent"), *(c for c in saying.children if c.lower_ == "by")]
    agent = next((p for c in by for p in c.children if p.dep_ == "pobj"), None)
    content = next((c for c in saying.children if c.dep_ == "ccomp"), None)
    fronted = next((c for c in verb.lefts if c.dep_ in {"ccomp", "parataxis"} and fronts(c, verb)), None)
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
    """The agent is credited: "was put at 3,100 by X", "are estimated by X to"."""
    by = next((c for c in verb.children if c.dep_ == "agent"), None)
    if any(c.lower_ == "as" for c in verb.lefts):
        return None  # "as reported by X" is read as "according to X"
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
