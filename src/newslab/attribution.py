"""Doc to attributions: which words are reported, by which cue, and the phrase they are credited to.

Each rule reads the dependency parse around a reporting word and gives an :class:`Attribution` in character offsets; who
the phrase stands for is settled in :mod:`newslab.speakers`. The rules follow the constructions catalogued for PolNeAR
(Newell et al. 2018, "An Attribution Relations Corpus for Political News") and the SFU Gender Gap Tracker.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Token

Span = tuple[int, int]

_SUBJECT: Final = frozenset({"nsubj", "nsubjpass", "csubj"})
_CONTENT: Final = frozenset(
    {"ccomp", "xcomp", "dobj", "attr", "acomp", "oprd", "prep", "pobj", "advcl", "dative", "dep"}
)
_PRONOUNS: Final = frozenset(
    {"he", "she", "it", "they", "who", "which", "that", "i", "we", "you", "himself", "herself"}
)
_SHARE: Final = re.compile(
    r"%|\bper ?cent\b|\bhalf\b|\bthirds?\b|\bquarters?\b|\bmajorit|\b(?:in|of|out of) (?:10|ten|five|5|four|3|three)\b",
    re.I,
)
_RELATIVE: Final = frozenset({"who", "which", "that"})
_NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X"})
_STOPS: Final = frozenset({",", ".", ";", ":", "—", "–", "-", "(", ")", '"', "”", "''", "!", "?"})
_BEFORE_SOURCE: Final = frozenset({",", "—", "–", "-", "--", "”", '"', "''", "?", "!"})
_CONTINUES: Final = frozenset({"because", "although", "though", "even", "but", "if", "unless", "so", "since"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """One reported stretch of text, in character offsets.

    ``source`` is the phrase as written, ``head`` its head's offset, ``role`` an apposition or title phrase beside it,
    ``told`` the one who was told or is quoted through.
    """

    spans: tuple[Span, ...]
    cue: Span
    source: Span | None
    head: int = -1
    told: Span | None = None
    role: Span | None = None
    basis: str = "clause"
    statement: str = "reports"
    rule: str = "clause"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists of ``resources/reporting.yaml``, as sets of lemmas."""

    verbs: frozenset[str]
    objects: frozenset[str]
    at: frozenset[str]
    infinitive: frozenset[str]
    quoting: frozenset[str]
    relaying: frozenset[str]
    addressee: frozenset[str]
    attitude: frozenset[str]
    cue_nouns: frozenset[str]
    documents: frozenset[str]
    containers: frozenset[str]
    refusing: frozenset[str]
    hearsay: frozenset[str]
    statements: dict[str, str]


@functools.cache
def lexicon() -> Lexicon:
    """The reporting words, read once."""
    import yaml

    raw: dict[str, Any] = yaml.safe_load(
        resources.files("newslab.resources").joinpath("reporting.yaml").read_text(encoding="utf-8")
    )
    verbs = {k: frozenset(str(v).split()) for k, v in raw["verbs"].items()}
    nouns = {k: frozenset(str(v).split()) for k, v in raw["nouns"].items()}
    return Lexicon(
        verbs=verbs["clause"],
        objects=verbs["object"],
        at=verbs["at"],
        infinitive=verbs["infinitive"],
        quoting=verbs["quote_only"] | verbs["clause"],
        relaying=verbs["relaying"],
        addressee=verbs["addressee"],
        attitude=verbs["attitude"],
        cue_nouns=nouns["cue"],
        documents=nouns["document"],
        containers=nouns["container"],
        refusing=frozenset(str(raw["refusing"]).split()),
        hearsay=frozenset(str(raw["hearsay"]).split()),
        statements={word: kind for kind, listed in raw["statements"].items() for word in str(listed).split()},
    )


def find_attributions(doc: Doc) -> list[Attribution]:
    """Attributions of indirect (and mixed) content, and cues that introduce a quote (with no span of their own).

    Parameters
    ----------
    doc : Doc
        As made by :mod:`newslab.language`.

    Returns
    -------
    list of Attribution
        In order of cue; ``spans`` is empty where only quoted words can be the content.
    """
    found: list[Attribution] = []
    for token in _candidates(doc):
        found.extend(a for a in _read(token) if not _is_share(doc.text, a))
    return found + _colons(doc, {a.cue[1] for a in found})


_COLON: Final = re.compile(r":(?=\s{0,4}(?:``|''|[\"“«]))")


def _colons(doc: Doc, taken: set[int]) -> list[Attribution]:
    """A colon before a quote: "The mayor worded it with care: "..."" is introduced by the sentence's own subject."""
    found = []
    for match in _COLON.finditer(doc.text):
        span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is None or match.start() in taken:
            continue
        colon = span[0]
        sent = (colon if colon.i == 0 or not colon.is_sent_start else colon.nbor(-1)).sent
        subject = next((t for t in doc[sent.start : colon.i] if t.dep_ == "nsubj" and t.pos_ in _NOMINAL), None)
        if subject is not None and subject.lower_ not in _RELATIVE and colon.i - subject.i < 30:
            found.append(_build(subject, match.span(), [], basis="quote", rule="colon"))
    return found


def outermost(found: list[Attribution], passages: Iterable[Span], text: str) -> list[Attribution]:
    """Attributions without those that only repeat the speaker around them.

    "X said he expected 20" is X's statement, an attitude inside another's statement is that one's, and reporting words
    inside quotation marks belong to whoever is quoted.
    """
    quoted = list(passages)
    wide = [(s, e, a) for a in found for s, e in a.spans]
    kept = []
    for a in found:
        at = a.cue[0]
        if any(s < at < e for s, e in quoted):
            continue
        weak = (
            a.source is None
            or text[a.source[0] : a.source[1]].lower() in _PRONOUNS
            or a.rule in {"infinitive", "attitude"}
        )
        if weak and a.spans and any(s <= at < e and b is not a for s, e, b in wide):
            continue
        kept.append(a)
    return kept


def _is_share(text: str, a: Attribution) -> bool:
    """ "12 percent of voters say": an answer to a pollster, nobody's report."""
    return a.source is not None and _SHARE.search(text[a.source[0] : a.source[1]]) is not None


@functools.cache
def _cue_lemmas() -> frozenset[str]:
    lex = lexicon()
    return (
        lex.quoting
        | lex.objects
        | lex.at
        | lex.infinitive
        | lex.relaying
        | lex.cue_nouns
        | {"accord", "in", "per", "as", "from"}
    )


def _candidates(doc: Doc) -> Iterator[Token]:
    """Tokens whose lemma may be a cue, found on the array so that plain tokens cost nothing."""
    from spacy.attrs import LEMMA

    strings = doc.vocab.strings
    wanted = {strings[lemma] for lemma in _cue_lemmas() if lemma in strings}
    for i, lemma in enumerate(doc.to_array(LEMMA).tolist()):
        if lemma in wanted:
            yield doc[i]


def _read(token: Token) -> Iterator[Attribution]:
    lex, pos, lemma = lexicon(), token.pos_, token.lemma_
    if lemma == "accord" or lemma in {"per", "as"}:
        rule = _according_to(token)
    elif lemma in {"in", "from"}:
        rule = _inside_document(token)
    elif pos == "NOUN" or pos == "PROPN":
        rule = _noun(token) if lemma in lex.cue_nouns else None
    elif pos in {"VERB", "AUX"}:
        rule = _verb(token)
    else:
        rule = None
    if rule is not None:
        yield rule


# --- phrases -------------------------------------------------------------------------------------------------------
def _span(first: Token, last: Token) -> Span:
    return first.idx, last.idx + len(last)


def phrase(head: Token) -> tuple[Token, Token]:
    """First and last token of a noun phrase, without relative clauses, appositions and conjuncts."""
    left = right = head
    for child in head.lefts:
        if (
            child.dep_ not in {"punct", "cc", "preconj", "advmod", "mark", "appos", "advcl"}
            or child.dep_ == "advmod"
            and child.i == left.i - 1
        ):
            left = min(left, child.left_edge, key=lambda t: t.i)
    for child in head.rights:
        if child.dep_ in {"prep", "nummod", "amod", "compound", "nmod", "case", "poss"} and not _after_comma(child):
            right = child.right_edge if child.dep_ != "prep" else _prep_end(child)
        elif child.dep_ == "appos" and child.i == right.i + 1 and child.pos_ == "PROPN":
            right = child.right_edge  # "spokesman Pat Ryder" read as an apposition
        elif child.dep_ == "conj" and child.pos_ in _NOMINAL and child.i - right.i < 4:
            right = phrase(child)[1]
        elif child.dep_ not in {"cc", "punct"}:
            break
        elif child.dep_ == "punct" and child.text not in {'"', "“", "”", "-", ",", "/", "(", ")"}:
            break
    return left, right


def _prep_end(prep: Token) -> Token:
    end = prep
    for child in prep.rights:
        if child.dep_ == "pobj":
            end = phrase(child)[1]
        elif child.dep_ in {"pcomp", "prep"}:
            end = child.right_edge
    return end


def _after_comma(token: Token) -> bool:
    i = token.left_edge.i
    return i > 0 and token.doc[i - 1].text in {",", "—", "–", "-", ";"}


def _role(head: Token) -> Span | None:
    """The apposition that tells the source's office: "X, secretary of Y, said"."""
    for child in head.rights:
        if child.dep_ == "appos":
            first, last = child.left_edge, child.right_edge
            for part in child.rights:
                if part.dep_ in {"relcl", "advcl"}:
                    last = part.left_edge.nbor(-1)
                    break
            while last.i > first.i and last.is_punct and last.text not in {")", '"', "”"}:
                last = last.nbor(-1)
            return _span(first, last)
    return None


def _build(
    head: Token,
    cue: Span,
    spans: Iterable[Span],
    *,
    basis: str,
    rule: str,
    statement: str = "reports",
    told: Token | None = None,
) -> Attribution:
    first, last = phrase(head)
    source = _span(first, last)
    return Attribution(
        spans=tuple(_without(spans, [source, cue], head.doc.text)),
        cue=cue,
        source=source,
        head=head.idx,
        told=_span(*phrase(told)) if told is not None else None,
        role=_role(head),
        basis=basis,
        statement=statement,
        rule=rule,
    )


def _without(spans: Iterable[Span], holes: Iterable[Span], text: str) -> Iterator[Span]:
    """Spans less the holes, each trimmed of blanks and commas."""
    parts = [s for s in spans if s[0] < s[1]]
    for a, b in holes:
        parts = [
            piece
            for s, e in parts
            for piece in (((s, min(e, a)), (max(s, b), e)) if a < e and s < b else ((s, e),))
            if piece[0] < piece[1]
        ]
    for s, e in parts:
        while s < e and text[s] in " ,;:\n\t":
            s += 1
        while s < e and text[e - 1] in " ,;:\n\t":
            e -= 1
        if e - s > 1:
            yield s, e


# --- verbs ---------------------------------------------------------------------------------------------------------
def _verb(verb: Token) -> Attribution | None:
    lex = lexicon()
    passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children) or (
        verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl"}
    )
    if passive:
        return _passive(verb)
    if _refused(verb):
        return None
    head = _subject(verb) or _loose_subject(verb)
    if head is None:
        return None
    spans, rule = _content(verb, head)
    lemma = verb.lemma_
    if not spans and lemma not in lex.quoting:
        return None
    if lemma in lex.relaying and verb.tag_ == "VBG":
        return _citing(verb, head)
    return _build(
        head,
        _cue_span(verb),
        spans,
        basis="clause",
        rule="attitude" if lemma in lex.attitude and rule != "quote" else rule,
        statement=_statement(verb),
        told=next((c for c in verb.children if c.dep_ in {"dobj", "dative"} and lemma in lex.addressee), None),
    )


def _cue_span(verb: Token) -> Span:
    return _span(verb, verb)


def _statement(verb: Token) -> str:
    return lexicon().statements.get(verb.lemma_, "reports")


def _refused(verb: Token) -> bool:
    """ "Declined to say", "did not say": nothing is reported."""
    if any(c.dep_ == "neg" for c in verb.children) and verb.lemma_ not in {"think", "believe", "expect"}:
        return True
    return verb.dep_ == "xcomp" and verb.head.lemma_ in lexicon().refusing


def _subject(verb: Token, depth: int = 0) -> Token | None:
    """Who does the saying: the verb's own subject, or the one it shares with the verb it hangs on."""
    for child in verb.children:
        if child.dep_ in _SUBJECT:
            return _antecedent(child, verb)
    if depth > 4:
        return None
    head, dep = verb.head, verb.dep_
    if dep in {"acl", "relcl"} and head.pos_ in _NOMINAL:
        return _holder(head)
    if dep in {"conj", "xcomp", "advcl", "dep", "ccomp"} and head.pos_ in {"VERB", "AUX"} and head is not verb:
        if dep == "advcl" and verb.tag_ not in {"VBG", "VB"}:
            return None
        if dep == "ccomp" and verb.tag_ not in {"VBG"}:
            return None
        return _subject(head, depth + 1)
    if dep in {"pcomp"} and head.head is not head:
        above = head.head
        return _subject(above, depth + 1) if above.pos_ in {"VERB", "AUX"} else None
    return None


def _loose_subject(verb: Token) -> Token | None:
    """The subject by position, where the parser hung it elsewhere: "...," said X, and "..., X, the head of Y, said"."""
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} or verb.lemma_ not in lexicon().verbs - lexicon().attitude:
        return None
    doc, sent = verb.doc, verb.sent
    if verb.i - 1 < sent.start:
        return None
    before = verb.nbor(-1)
    if before.text in _BEFORE_SOURCE - {","} or (before.text == "," and verb.i + 1 < sent.end and verb.nbor(1).pos_ in {"PROPN", "DET", "PRON"}):
        following = (t for t in doc[verb.i + 1 : min(verb.i + 12, sent.end)] if t.pos_ in {"PROPN", "NOUN", "PRON"} and t.dep_ not in {"compound", "nmod", "poss"})
        return next(following, None)
    top = doc[verb.i - 2] if before.text == "," and verb.i - 2 > sent.start else before
    found = None
    while top.i > sent.start:
        edge = top.left_edge
        if top.pos_ in {"PROPN", "NOUN", "PRON"} and edge.i > sent.start and edge.nbor(-1).text in _BEFORE_SOURCE:
            found = top
        if top.head.i >= top.i or top.dep_ not in {"pobj", "prep", "appos", "compound"} or top.head.i < verb.i - 25:
            break
        top = top.head
    return found


def _antecedent(subject: Token, verb: Token) -> Token | None:
    if subject.lower_ in _RELATIVE and verb.dep_ in {"relcl", "ccomp", "acl"} and verb.head.pos_ in _NOMINAL:
        return verb.head
    if subject.lower_ in {"it", "there", "what", "this"} and subject.lower_ != "it":
        return None
    return subject if subject.pos_ in _NOMINAL else None


def _holder(noun: Token) -> Token:
    """Whose document it is: "X issued a statement saying" is X's; "a statement saying" is the statement's."""
    if noun.lemma_ in lexicon().documents and noun.dep_ in {"dobj", "pobj"}:
        verb = noun.head if noun.dep_ == "dobj" else noun.head.head
        if verb.pos_ == "VERB":
            return next((c for c in verb.children if c.dep_ == "nsubj" and c.lower_ not in _RELATIVE), noun)
    return noun


def _content(verb: Token, subject: Token) -> tuple[list[Span], str]:
    """Reported stretch of an active verb, and the name of the rule that found it."""
    lex, lemma = lexicon(), verb.lemma_
    before = next((c for c in verb.lefts if c.dep_ in {"ccomp", "parataxis"} and c.right_edge.i < verb.i), None)
    after = [c for c in verb.rights if c.dep_ in _CONTENT]
    clause = next(
        (
            c
            for c in after
            if c.dep_ == "ccomp" or (c.dep_ == "advcl" and any(m.lower_ in {"that", "how"} for m in c.lefts))
        ),
        None,
    )
    if before is not None:
        spans = [_span(before.left_edge, before.right_edge)]
        more = next((c for c in verb.rights if c.i > subject.i and _goes_on(c)), None)
        if clause is not None or more is not None:
            goes_on = clause or more
            assert goes_on is not None
            spans.append(_span(goes_on.left_edge, goes_on.right_edge))
        return spans, "fronted"
    if clause is not None and lemma in lex.verbs:
        told = lemma in lex.addressee | {"say"}
        first = clause if told else next(c for c in after if c is clause or c.dep_ == "dobj")
        return [_rest(verb, first.left_edge, subject)], "clause"
    inf = next((c for c in after if c.dep_ == "xcomp"), None)
    if inf is not None and (lemma in lex.infinitive or lemma in lex.verbs - lex.attitude and inf.tag_ != "VB"):
        return [
            _rest(
                verb,
                min(
                    inf.left_edge, *(c.left_edge for c in after if c.dep_ in {"dobj"}), inf.left_edge, key=lambda t: t.i
                ),
                subject,
            )
        ], "infinitive"
    thing = next((c for c in after if c.dep_ in {"dobj", "attr", "oprd"}), None)
    if thing is not None and lemma in lex.objects and lemma not in lex.addressee:
        return [_rest(verb, thing.left_edge, subject)], "object"
    if thing is not None and lemma in lex.at and any(c.lower_ == "at" for c in verb.rights):
        return [_rest(verb, thing.left_edge, subject)], "at"
    return _parenthetical(verb, subject)


def _goes_on(child: Token) -> bool:
    """A clause after the cue that continues what was said before it: "..., he said, because ..."."""
    return (
        child.dep_ in {"advcl", "conj"} and child.left_edge.lower_ in _CONTINUES and child.lemma_ not in lexicon().verbs
    )


def _rest(verb: Token, first: Token, subject: Token) -> Span:
    """From the content's first word to the end of what the verb governs, further reporting clauses left out."""
    lex = lexicon()
    last = first
    for child in verb.rights:
        if child.right_edge.i < first.i:
            continue
        if child.dep_ in _CONTENT:
            if child.dep_ == "advcl" and child.tag_ == "VBG" and child.lemma_ in lex.verbs:
                break
            last = max(last, child.right_edge, key=lambda t: t.i)
        elif child.dep_ == "conj" and _joined_clause(child, subject):
            last = max(last, child.right_edge, key=lambda t: t.i)
        elif child.dep_ == "conj":
            break
    end = verb.sent.end
    if last.i + 2 < end and last.pos_ == "PRON" and verb.doc[last.i + 1].pos_ in {"AUX", "VERB"}:
        last = verb.doc[end - 1]  # "announced it would ...", with "it" read as the object
    if last.i + 2 < end and verb.doc[last.i + 1].text in {":", ";"}:
        last = verb.doc[end - 1]  # what follows a colon spells the content out
    return _span(first, last)


def _joined_clause(verb: Token, subject: Token) -> bool:
    """ "Said two people died and 30 were hurt", the second verb hung on "said" by the parser."""
    own = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    return (
        own is not None
        and own.i > subject.i
        and verb.lemma_ not in lexicon().verbs
        and not _after_comma(own.nbor(-1) if own.left_edge.i else own)
    )


def _parenthetical(verb: Token, subject: Token) -> tuple[list[Span], str]:
    """ "Two people, X said, were killed" and "..., X said." with the clause not hung on the verb."""
    lex = lexicon()
    if verb.lemma_ not in lex.verbs - lex.attitude | {"believe"} or verb.dep_ in {"acl", "relcl", "pcomp", "xcomp"}:
        return [], "quote"
    sent, doc = verb.sent, verb.doc
    if verb.dep_ == "advcl" and any(c.lower_ == "as" for c in verb.lefts):  # "As X noted, ..."
        return _around(verb.left_edge.i, verb.right_edge.i, sent, verb), "as_clause"
    first = min(subject.left_edge.i, verb.i)
    if first <= sent.start or doc[first - 1].text not in _BEFORE_SOURCE or verb.tag_ not in {"VBD", "VBZ", "VBP", "VBN"}:
        return [], "quote"
    spans = [(doc[sent.start].idx, doc[first - 1].idx)]
    tail = max(subject.i, verb.i)
    rest = next((t for t in doc[tail + 1 : min(tail + 8, sent.end)] if t.text in {",", ";"}), None)
    if rest is not None and verb.dep_ not in {"ROOT", "conj"} and rest.i + 1 < sent.end and rest.nbor(1).tag_ != "VBG":
        spans.append((rest.idx + 1, doc[sent.end - 1].idx + len(doc[sent.end - 1])))
    return spans, "parenthetical"


def _citing(verb: Token, subject: Token) -> Attribution | None:
    """ "Killed 20, X reports, citing Y": what X reports is Y's; X is the relay."""
    cited = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if cited is None:
        return None
    governor = verb.head
    while (
        governor.dep_ in {"advcl", "conj"} and governor.head is not governor and governor.lemma_ not in lexicon().verbs
    ):
        governor = governor.head
    reports = governor.lemma_ in lexicon().verbs
    spans, _ = _content(governor, subject) if reports else ([_span(governor.left_edge, governor.right_edge)], "")
    first, last = verb.left_edge, verb.right_edge
    return _build(
        cited,
        _span(first, verb),
        _without(spans, [_span(first, last)], verb.doc.text),
        basis="clause",
        rule="citing",
        told=subject if reports else None,
    )


def _passive(verb: Token) -> Attribution | None:
    """ "Was put at 3,100 by X", "are estimated by X to", "X was quoted as saying"."""
    lex = lexicon()
    if verb.lemma_ not in lex.verbs | lex.objects | lex.at:
        return None
    agent = next((p for c in verb.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"), None)
    if agent is None:
        return None
    top = verb.head if verb.dep_ in {"acl", "relcl"} else verb
    spans = [_span(top.left_edge, top.right_edge)]
    first = next(c for c in verb.children if c.dep_ == "agent")
    return _build(
        agent,
        _cue_span(verb),
        _without(spans, [_span(first, agent.right_edge)], verb.doc.text),
        basis="passive",
        rule="passive",
        statement=_statement(verb),
    )


# --- prepositions and nouns ----------------------------------------------------------------------------------------
_AS: Final = re.compile(r"(?:reported|stated|announced|told|cited|quoted|noted|confirmed)\b")


def _according_to(token: Token) -> Attribution | None:
    """ "According to X", "per X", "as reported by X": the clause it hangs on is X's."""
    doc = token.doc
    if token.lemma_ == "accord":
        if token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
            return None
        last = doc[token.i + 1]
    elif token.lower_ == "per":
        last = token
        if (
            token.i and not doc[token.i - 1].is_punct or token.nbor(1).pos_ != "PROPN"
            if token.i + 1 < len(doc)
            else True
        ):
            return None
    else:
        window = doc[token.i + 1 : token.i + 4]
        by = next((t for t in window if t.lower_ == "by"), None)
        if by is None or not any(_AS.match(t.lower_) for t in window):
            return None
        last = by
    head = _object_of(last)
    if head is None:
        return None
    sent = token.sent
    cue = _span(token, last)
    right = phrase(head)[1].i
    while right + 1 < sent.end and token.doc[right + 1].text not in _STOPS:
        right += 1  # "according to a report that the ministry published, ..."
    return _build(head, cue, _around(token.i, right, sent, token), basis="according_to", rule="according_to")


def _object_of(prep: Token) -> Token | None:
    head = next((c for c in prep.rights if c.dep_ == "pobj"), None)
    if head is None and prep.i + 1 < len(prep.doc):
        following = prep.doc[prep.i + 1 : prep.i + 8]
        head = next((t for t in following if t.pos_ in {"PROPN", "NOUN", "PRON"} and t.dep_ != "compound"), None)
    return head


def _around(first: int, last: int, sent: Any, token: Token) -> list[Span]:
    """The sentence around a phrase; before it only, back to the clause's start, where the phrase ends a clause."""
    doc = token.doc
    spans = []
    if first > sent.start:
        spans.append((doc[sent.start].idx, doc[first - 1].idx + len(doc[first - 1])))
    if last + 1 < sent.end:
        spans.append((doc[last + 1].idx, doc[sent.end - 1].idx + len(doc[sent.end - 1])))
    return spans


def _inside_document(prep: Token) -> Attribution | None:
    """ "In a new poll, 12 percent ...": the document speaks, or the body whose document it is."""
    if prep.lower_ != "in":
        return None
    noun = next((c for c in prep.rights if c.dep_ == "pobj"), None)
    if noun is None or noun.lemma_ not in lexicon().containers or noun.tag_ == "NNS":
        return None
    sent, last = prep.sent, noun.right_edge
    return _build(noun, _span(prep, prep), _around(prep.i, last.i, sent, prep), basis="noun", rule="in_document")


def _noun(noun: Token) -> Attribution | None:
    """ "The ministry's claim that ...", "Western estimates of 5,000", "an estimate by X of ..."."""
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    by = next((p for c in noun.rights if c.lower_ in {"by", "from"} for p in c.children if p.dep_ == "pobj"), None)
    head = owner or by or next((c for c in noun.lefts if c.dep_ == "amod" and c.shape_[:1] == "X"), None)
    if head is None:
        return None
    content = next(
        (c for c in noun.rights if c.dep_ in {"acl", "ccomp", "relcl"} and any(m.lower_ == "that" for m in c.lefts)),
        None,
    )
    if content is None:
        content = next((c for c in noun.rights if c.lower_ == "of" and c.dep_ == "prep"), None)
    if content is None:
        return None
    return _build(
        head,
        _span(noun, noun),
        [_span(content.left_edge, content.right_edge)],
        basis="noun",
        rule="noun",
        statement=lexicon().statements.get(noun.lemma_, "reports"),
    )
