"""What is said: the stretch of text that a reporting verb covers, by dependency and, where that fails, by position."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newslab.speakers import names
from newslab.speakers.cuescope import (
    CONTENT,
    QUOTED,
    around,
    fronts,
    goes_on,
    is_clause,
    rest_of,
    thing_span,
    up_to,
    without_dashes,
)
from newslab.speakers.cuewords import cue_words
from newslab.speakers.sources import (
    BREAKS,
    FAR,
    FINITE,
    RELATIVE,
    VERBAL,
    Span,
    after_comma,
    sentence_of,
    span_of,
    written,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_SCENE: Final = frozenset({"when", "after", "before", "while", "until", "once", "as", "since"})


def content_of(verb: Token, subject: Token) -> tuple[list[Span], str]:
    """Reported stretch of an active verb, and the name of the rule that found it."""
    words, lemma = cue_words(), verb.lemma_
    of_noun = _antecedent(verb, subject) if verb.dep_ == "relcl" and subject.head == verb else []
    if of_noun:
        return of_noun, "antecedent"
    before = next((c for c in verb.lefts if c.dep_ in {"ccomp", "parataxis"} and fronts(c, verb)), None)
    after = [c for c in verb.rights if c.dep_ in CONTENT and not c.left_edge.i <= subject.i <= c.right_edge.i]
    clause = next((c for c in after if is_clause(c) and not _is_judgement(verb, c)), None)
    if before is not None and not _spelt_out(verb, clause):
        more = clause or next((c for c in verb.rights if c.i > subject.i and goes_on(c)), None)
        spans = [span_of(before.left_edge, up_to(before.right_edge, subject, verb))]
        return spans + ([span_of(more.left_edge, more.right_edge)] if more is not None else []), "fronted"
    thing = next((c for c in after if c.dep_ in {"dobj", "attr", "oprd"}), None)
    if clause is not None and lemma in words.verbs:
        takes_thing = thing is not None and thing.i < clause.i and lemma not in words.addressee | {"say"}
        first = thing if takes_thing and thing is not None else clause
        said = without_dashes(verb, rest_of(verb, first.left_edge, subject))
        return _fronted_subject(verb, subject, clause) + said, "clause"
    inf = next((c for c in after if c.dep_ == "xcomp"), None)
    if inf is not None and (lemma in words.infinitive or (lemma in words.speech and inf.tag_ != "VB")):
        first = min([inf.left_edge] + ([thing.left_edge] if thing is not None else []), key=lambda t: t.i)
        return [thing_span(verb, first, subject)], "infinitive"
    if thing is not None and _takes_object(verb, subject):
        return [thing_span(verb, thing.left_edge, subject)], "object"
    governed = words.prepositional.get(lemma, frozenset())
    hung = [*after, *(thing.rights if thing is not None else ())]
    governing = next((c for c in hung if c.dep_ == "prep" and c.lower_ in governed), None)
    if governing is None:  # "called for 300 men to be sent"
        governing = next((c for a in after for c in a.lefts if c.dep_ == "mark" and c.lower_ in governed), None)
    if governing is not None:
        return [thing_span(verb, governing.left_edge, subject)], "prepositional"
    if thing is not None and _sets(verb, thing):
        return [thing_span(verb, thing.left_edge, subject)], "sets"
    that = _that_clause(verb) or _clause_after_comma(verb)
    return ([that], "that") if that is not None else _parenthetical(verb, subject)


def _antecedent(verb: Token, subject: Token) -> list[Span]:
    """What a relative clause says of its noun: "the 40 men that Kyiv says were killed", "the 2 percent it proposed".

    After a comma the noun is the writer's own: "40 men, whose number Kyiv puts at 50".
    """
    words, lemma, noun = cue_words(), verb.lemma_, verb.head
    if not noun.i < subject.i < verb.i or subject.lower_ in RELATIVE:
        return []
    clause = lemma in words.verbs and any(is_clause(c) and _lacks_a_noun(c) for c in verb.rights)
    gap = not any(c.dep_ == "dobj" for c in verb.rights) and (_takes_object(verb, subject) or lemma in words.at)
    if not (clause or gap):
        return []
    said = [] if after_comma(verb) else [span_of(noun.left_edge, verb.left_edge.nbor(-1))]
    return said + ([span_of(verb.nbor(1), verb.right_edge)] if verb.right_edge.i > verb.i else [])


def _spelt_out(verb: Token, clause: Token | None) -> bool:
    """Whether the verb has its clause right behind it: "Then, days later, X said that ..."."""
    return clause is not None and verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ == "that"


def _fronted_subject(verb: Token, subject: Token, clause: Token) -> list[Span]:
    """Of "The 300 men Kyiv says were killed came by sea", where the men are read as a second subject of "says"."""
    other = next((c for c in verb.lefts if c.dep_ == "nsubj" and c.i < subject.i), None)
    if other is None or any(c.dep_ in {"nsubj", "nsubjpass"} for c in clause.children):
        return []
    return [span_of(other.left_edge, subject.left_edge.nbor(-1))]


def _lacks_a_noun(clause: Token) -> bool:
    """Whether the noun before is what a clause misses: "... says were killed", "... say it costs"."""
    roles = {c.dep_ for c in clause.children if c.lower_ not in RELATIVE}
    if roles.isdisjoint({"nsubj", "nsubjpass"}):
        return True
    return roles.isdisjoint({"dobj", "attr", "acomp"}) and not any(c.lower_ == "that" for c in clause.lefts)


def _that_clause(verb: Token) -> Span | None:
    """From "that" on, whatever the parser hung it on: "told the audience at the rally that ..."."""
    if verb.lemma_ not in cue_words().speech:
        return None
    doc, end = verb.doc, sentence_of(verb).end
    window = doc[verb.i + 1 : min(verb.i + FAR, end)]
    that = next((t for t in window if t.lower_ == "that" and t.i + 2 < end), None)
    if that is None or any(t.text in BREAKS or t.pos_ == "VERB" for t in doc[verb.i + 1 : that.i]):
        return None
    if (
        that.i > verb.i + 1
        and that.dep_ in {"det", "nsubj", "dobj"}
        and that.head.dep_ == "relcl"
        and that.nbor(-1).pos_ == "NOUN"
    ):
        return (
            None
            if that.head.head.i == that.i - 1 and verb.lemma_ not in cue_words().addressee
            else span_of(that, doc[end - 1])
        )
    return span_of(that, doc[end - 1])


def _clause_after_comma(verb: Token) -> Span | None:
    """The sentence that follows "As told before, X previously reported, The firm lost 20 ships"."""
    doc, sent = verb.doc, sentence_of(verb)
    if verb.dep_ not in {"ccomp", "parataxis"} or verb.head.i < verb.i or verb.lemma_ not in cue_words().speech:
        return None
    comma = verb.i + 1
    opens = comma + 1 < sent.end and doc[comma].text in {",", ":"} and doc[comma + 1].text[:1].isupper()
    return span_of(doc[comma + 1], doc[sent.end - 1]) if opens else None


def _is_judgement(verb: Token, clause: Token) -> bool:
    """Whether "found" judges and does not report: "found it hard to play"."""
    if verb.lemma_ not in cue_words().evidence or clause.tag_ in FINITE or verb.nbor(1).lower_ != "it":
        return False
    return not any(c.dep_ in {"aux", "auxpass"} for c in clause.lefts)


def _takes_object(verb: Token, subject: Token) -> bool:
    words, lemma = cue_words(), verb.lemma_
    if lemma in words.records:
        return subject.lemma_ in words.documents or names.kind_of(written(subject)) is not None
    if lemma not in words.objects or lemma in words.addressee:
        return False
    if lemma == "claim" and any(c.lemma_ in {"life", "victim"} for c in verb.rights):  # "the storm claimed 20 lives"
        return False
    return lemma not in words.evidence or subject.lemma_ in words.documents


def _sets(verb: Token, thing: Token) -> bool:
    """Whether the verb gives a thing its number: "put the toll at 30", "lists it as 30", "raised it to 30"."""
    words, lemma = cue_words(), verb.lemma_
    beside = {c.lower_ for c in (*verb.rights, *thing.subtree) if c.dep_ == "prep"}
    if lemma in words.revising:
        return thing.lemma_ in words.revised and not beside.isdisjoint({"to", "by", "from"})
    if lemma in words.at:
        at = (c for c in (*verb.rights, *thing.subtree) if c.dep_ == "prep" and c.lower_ == "at")
        return any(t.like_num for c in at for t in c.subtree)  # not "put 300 homes at risk"
    return lemma in words.describing and "as" in beside


def _parenthetical(verb: Token, subject: Token) -> tuple[list[Span], str]:
    """Content around a cue it is not hung on: "two people, X said, were killed", "..., X said.", "as X noted, ..."."""
    words, sent, doc = cue_words(), sentence_of(verb), verb.doc
    nothing: tuple[list[Span], str] = [], "quote"
    if verb.lemma_ not in words.speech | {"believe"} or verb.dep_ in {"acl", "relcl", "pcomp", "xcomp"}:
        return nothing
    if verb.dep_ == "advcl" and any(c.lower_ == "as" for c in verb.lefts):  # "As X noted, ..."
        return around(verb.left_edge, verb.right_edge), "as_clause"
    first = min(subject.left_edge.i, verb.i)
    if first <= sent.start or doc[first - 1].text not in BREAKS or verb.tag_ not in FINITE | {"VBN"}:
        return nothing
    shared = verb.dep_ == "conj" and subject.head != verb and subject.i < verb.head.i
    own = verb.lemma_ not in words.addressee | {"say"} and any(
        c.dep_ in {"dobj", "xcomp"} and c != subject for c in verb.rights
    )
    if shared or own:  # "a process that began in May and concluded", "..., X ordered a raid"
        return nothing
    spans = [(doc[sent.start].idx, doc[first - 1].idx)]
    tail = max(subject.i, verb.i)
    rest = next((t.i for t in doc[tail + 1 : min(tail + 8, sent.end - 1)] if t.text in {",", ";"}), None)
    quoted = first - 1 > sent.start and not QUOTED.isdisjoint({doc[first - 1].text, doc[first - 2].text})
    if quoted and rest is not None and doc[rest + 1].text not in QUOTED:
        rest = None  # "...," she said, under Article 5: the words after the quoted ones are the writer's
    told = any(t.pos_ in VERBAL for t in doc[max(sent.start, first - FAR) : first - 1])
    split = rest is not None and not told and doc[rest + 1].pos_ in VERBAL  # "the men, X said, were well paid"
    if rest is not None and (split or verb.dep_ not in {"ROOT", "conj"}) and doc[rest + 1].tag_ != "VBG":
        spans.append((doc[rest].idx + 1, doc[sent.end - 1].idx + len(doc[sent.end - 1])))
    elif _only_sets_the_scene(verb, subject):
        return nothing
    elif not told:
        return nothing  # "four years later, in April, X said": no clause before it
    return [piece for span in spans for piece in without_dashes(verb, span)], "parenthetical"


def _only_sets_the_scene(verb: Token, subject: Token) -> bool:
    """Whether nothing but a clause of time or condition stands before: "When the river rose by 3 metres, X spoke"."""
    before = [c for c in verb.lefts if c.dep_ not in {"cc", "advmod", "punct"} and c.i < subject.i and c != subject]
    return bool(before) and all(
        c.dep_ == "advcl" and any(m.lower_ in _SCENE for m in c.lefts if m.dep_ in {"mark", "advmod"}) for c in before
    )
