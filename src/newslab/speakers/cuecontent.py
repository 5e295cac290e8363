"""What is said: the stretch of text that a reporting verb covers, by dependency and, where that fails, by position."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

from newslab.speakers import names
from newslab.speakers.cuewords import cue_words
from newslab.speakers.sources import (
    BREAKS,
    FAR,
    FINITE,
    RELATIVE,
    VERBAL,
    Span,
    after_comma,
    phrase,
    sentence_of,
    span_of,
    text_of,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_CONTENT: Final = frozenset(
    {"ccomp", "xcomp", "dobj", "attr", "acomp", "oprd", "prep", "pobj", "advcl", "dative", "dep"}
)
_CONTINUES: Final = frozenset({"because", "although", "though", "even", "but", "if", "unless", "so", "since"})
_DASH: Final = re.compile(r"\s(?:--|-|—|–)\s")
_DATELINE: Final = re.compile(r"[A-Z]{2}[^a-z\n]{1,40}(?:\([A-Za-z /]{2,30}\)\s*)?(?:--|-|—|–)\s")
"""A town in capitals, and the agency, before the first dash of an article."""
_QUOTED: Final = frozenset('"“”')
_BOUNDS: Final = frozenset({";", ":", "—", "–", "--", "-"})
_SCENE: Final = frozenset({"when", "after", "before", "while", "until", "once", "as", "since"})
_SHARE_OF_THEM: Final = frozenset(
    {"another", "others", "some", "most", "both", "many", "several", "all", "none", "those"}
)
_ASIDE: Final = re.compile(r"(?:,\s(?:who|where|whose)|,?\swhich|\s(?:--|—|–))\s")


def content_of(verb: Token, subject: Token) -> tuple[list[Span], str]:
    """Reported stretch of an active verb, and the name of the rule that found it."""
    words, lemma = cue_words(), verb.lemma_
    of_noun = _antecedent(verb, subject) if verb.dep_ == "relcl" and subject.head == verb else []
    if of_noun:
        return of_noun, "antecedent"
    before = next((c for c in verb.lefts if c.dep_ in {"ccomp", "parataxis"} and fronts(c, verb)), None)
    after = [c for c in verb.rights if c.dep_ in _CONTENT and not c.left_edge.i <= subject.i <= c.right_edge.i]
    clause = next((c for c in after if _is_clause(c) and not _is_judgement(verb, c)), None)
    if before is not None and not _spelt_out(verb, clause):
        more = clause or next((c for c in verb.rights if c.i > subject.i and _goes_on(c)), None)
        spans = [span_of(before.left_edge, _up_to(before.right_edge, subject, verb))]
        return spans + ([span_of(more.left_edge, more.right_edge)] if more is not None else []), "fronted"
    thing = next((c for c in after if c.dep_ in {"dobj", "attr", "oprd"}), None)
    if clause is not None and lemma in words.verbs:
        takes_thing = thing is not None and thing.i < clause.i and lemma not in words.addressee | {"say"}
        first = thing if takes_thing and thing is not None else clause
        said = _without_dashes(verb, _rest(verb, first.left_edge, subject))
        return _fronted_subject(verb, subject, clause) + said, "clause"
    inf = next((c for c in after if c.dep_ == "xcomp"), None)
    if inf is not None and (lemma in words.infinitive or (lemma in words.speech and inf.tag_ != "VB")):
        first = min([inf.left_edge] + ([thing.left_edge] if thing is not None else []), key=lambda t: t.i)
        return [_thing(verb, first, subject)], "infinitive"
    if thing is not None and _takes_object(verb, subject):
        return [_thing(verb, thing.left_edge, subject)], "object"
    governed = words.prepositional.get(lemma, frozenset())
    hung = [*after, *(thing.rights if thing is not None else ())]
    governing = next((c for c in hung if c.dep_ == "prep" and c.lower_ in governed), None)
    if governing is None:  # "called for 300 men to be sent"
        governing = next((c for a in after for c in a.lefts if c.dep_ == "mark" and c.lower_ in governed), None)
    if governing is not None:
        return [_thing(verb, governing.left_edge, subject)], "prepositional"
    if thing is not None and _sets(verb, thing):
        return [_thing(verb, thing.left_edge, subject)], "sets"
    that = _that_clause(verb) or _clause_after_comma(verb)
    return ([that], "that") if that is not None else _parenthetical(verb, subject)


def _antecedent(verb: Token, subject: Token) -> list[Span]:
    """What a relative clause says of its noun: "the 40 men that Kyiv says were killed", "the 2 percent rise it proposed".

    After a comma the noun is the writer's own: "40 men, whose number Kyiv puts at 50".
    """
    words, lemma, noun = cue_words(), verb.lemma_, verb.head
    if not noun.i < subject.i < verb.i or subject.lower_ in RELATIVE:
        return []
    clause = lemma in words.verbs and any(_is_clause(c) and _lacks_a_noun(c) for c in verb.rights)
    gap = not any(c.dep_ == "dobj" for c in verb.rights) and (_takes_object(verb, subject) or lemma in words.at)
    if not (clause or gap):
        return []
    said = [] if after_comma(verb) else [span_of(noun.left_edge, verb.left_edge.nbor(-1))]
    return said + ([span_of(verb.nbor(1), verb.right_edge)] if verb.right_edge.i > verb.i else [])


def _spelt_out(verb: Token, clause: Token | None) -> bool:
    """Whether the verb has its clause right behind it: "Then, days later, X said that ..."."""
    return clause is not None and verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ == "that"


def _up_to(last: Token, subject: Token, verb: Token) -> Token:
    """The last word before the comma in front of "X said", where the parse ends the clause too early."""
    doc, stop = verb.doc, min(subject.left_edge.i, verb.i)
    between = doc[last.i + 1 : stop]
    if stop - 1 <= last.i or doc[stop - 1].text not in BREAKS or any(t.text in _BOUNDS for t in between):
        return last
    return doc[stop - 1]


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


def _thing(verb: Token, first: Token, subject: Token) -> Span:
    """What is reported as a thing, up to the writer's own words on it: ", which had 300 rooms", ", meaning that 4 fled".

    Another clause after a semicolon has its own speaker.
    """
    start, end = before_aside(verb, _rest(verb, first, subject))
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


def _without_dashes(verb: Token, span: Span) -> list[Span]:
    """The span without what stands between dashes or after the last one, unless words are quoted in it."""
    start, end = span
    text = text_of(verb.doc)
    if not _QUOTED.isdisjoint(text[start:end]):
        return [span]
    dateline = _DATELINE.match(text, start, end)
    start = dateline.end() if dateline else start
    dashes = [m.span() for m in _DASH.finditer(text, start, end)]
    kept, at = [], start
    for opened, closed in itertools.zip_longest(dashes[::2], dashes[1::2]):
        kept.append((at, opened[0]))
        at = closed[1] if closed is not None else end
    return [(s, e) for s, e in [*kept, (at, end)] if s < e]


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


def fronts(clause: Token, verb: Token) -> bool:
    """Whether a clause before the verb runs into it by a comma or quotation mark, not by a dash or semicolon."""
    edge = clause.right_edge.i
    return edge < verb.i and not any(t.text in {"—", "–", "--", ";", ":"} for t in verb.doc[edge : edge + 2])


def _is_clause(child: Token) -> bool:
    return child.dep_ == "ccomp" or (child.dep_ == "advcl" and any(m.lower_ in {"that", "how"} for m in child.lefts))


def _is_judgement(verb: Token, clause: Token) -> bool:
    """Whether "found" judges and does not report: "found it hard to play"."""
    if verb.lemma_ not in cue_words().evidence or clause.tag_ in FINITE or verb.nbor(1).lower_ != "it":
        return False
    return not any(c.dep_ in {"aux", "auxpass"} for c in clause.lefts)


def _takes_object(verb: Token, subject: Token) -> bool:
    words, lemma = cue_words(), verb.lemma_
    if lemma in words.records:
        return subject.lemma_ in words.documents or names.kind_of(_phrase_text(subject)) is not None
    if lemma not in words.objects or lemma in words.addressee:
        return False
    if lemma == "claim" and any(c.lemma_ in {"life", "victim"} for c in verb.rights):  # "the storm claimed 20 lives"
        return False
    return lemma not in words.evidence or subject.lemma_ in words.documents


def _phrase_text(head: Token) -> str:
    return text_of(head.doc)[slice(*span_of(*phrase(head)))]


def _sets(verb: Token, thing: Token) -> bool:
    """Whether the verb gives a thing its number: "put the toll at 30", "lists it as 30", "raised its forecast to 30"."""
    words, lemma = cue_words(), verb.lemma_
    beside = {c.lower_ for c in (*verb.rights, *thing.subtree) if c.dep_ == "prep"}
    if lemma in words.revising:
        return thing.lemma_ in words.revised and not beside.isdisjoint({"to", "by", "from"})
    return (lemma in words.at and "at" in beside) or (lemma in words.describing and "as" in beside)


def _goes_on(child: Token) -> bool:
    """A clause after the cue that continues what was said before it: "..., he said, because ...", "..., and 3 fled"."""
    if child.lemma_ in cue_words().verbs:
        return False
    own = next((c for c in child.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if child.dep_ == "conj" and own is not None and _of_them(own):
        return True
    return child.dep_ in {"advcl", "conj"} and child.left_edge.lower_ in _CONTINUES


def _rest(verb: Token, first: Token, subject: Token) -> Span:
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
        if joined or child.dep_ in _CONTENT:
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


def _of_them(subject: Token) -> bool:
    """Whether the subject counts again what was counted before: "most were stopped, but two hit a depot"."""
    return subject.pos_ == "NUM" or subject.lower_ in _SHARE_OF_THEM


def _joined_clause(verb: Token, subject: Token) -> bool:
    """Whether a verb hung on the cue belongs to what is said: "said two people died and 30 were hurt"."""
    own = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if own is None:  # "announced that she was careless and would face ...": a bare verb after a finite cue
        return verb.tag_ == "VB" and verb.head.tag_ in FINITE
    if own.i < subject.i or verb.lemma_ in cue_words().verbs:
        return False
    if _of_them(own):
        return True
    edge = own.left_edge
    return edge.i > 1 and edge.nbor(-2).text != ","


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
    quoted = first - 1 > sent.start and not _QUOTED.isdisjoint({doc[first - 1].text, doc[first - 2].text})
    if quoted and rest is not None and doc[rest + 1].text not in _QUOTED:
        rest = None  # "...," she said, under Article 5: the words after the quoted ones are the writer's
    told = any(t.pos_ in VERBAL for t in doc[max(sent.start, first - FAR) : first - 1])
    split = rest is not None and not told and doc[rest + 1].pos_ in VERBAL  # "the men, X said, were well paid"
    if rest is not None and (split or verb.dep_ not in {"ROOT", "conj"}) and doc[rest + 1].tag_ != "VBG":
        spans.append((doc[rest].idx + 1, doc[sent.end - 1].idx + len(doc[sent.end - 1])))
    elif _only_sets_the_scene(verb, subject):
        return nothing
    elif not told:
        return nothing  # "four years later, in April, X said": no clause before it
    return [piece for span in spans for piece in _without_dashes(verb, span)], "parenthetical"


def _only_sets_the_scene(verb: Token, subject: Token) -> bool:
    """Whether nothing but a clause of time or condition stands before: "When the river rose by 3 metres, X spoke"."""
    before = [c for c in verb.lefts if c.dep_ not in {"cc", "advmod", "punct"} and c.i < subject.i and c != subject]
    return bool(before) and all(
        c.dep_ == "advcl" and any(m.lower_ in _SCENE for m in c.lefts if m.dep_ in {"mark", "advmod"}) for c in before
    )


def around(first: Token, last: Token) -> list[Span]:
    """The sentence before the first token and after the last."""
    doc, sent = first.doc, sentence_of(first)
    spans = []
    if first.i > sent.start:
        spans.append(span_of(doc[sent.start], doc[first.i - 1]))
    if last.i + 1 < sent.end:
        spans.append(span_of(doc[last.i + 1], doc[sent.end - 1]))
    return spans
