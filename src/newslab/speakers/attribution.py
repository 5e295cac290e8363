"""Doc to attributions: which words are reported, by which cue, and the phrase they are credited to.

Each rule (:mod:`newslab.speakers.cueverbs`, :mod:`newslab.speakers.cuephrases`) reads the dependency parse around a
reporting word and gives an :class:`~newslab.speakers.sources.Attribution` in character offsets; who the phrase stands
for is settled in :mod:`newslab.speakers.coreference`. The constructions are those catalogued for PolNeAR (Newell et
al. 2018, "An Attribution Relations Corpus for Political News").
"""

from __future__ import annotations

import bisect
import functools
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from newslab.speakers import names
from newslab.speakers.cuephrases import according_to, by_count, inside_document, noun_attribution
from newslab.speakers.cueverbs import misread_verb, verb_attribution
from newslab.speakers.cuewords import cue_words
from newslab.speakers.sources import NOMINAL, RELATIVE, Attribution, Span, build, sentence_of, span_of, text_of, without

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Token

_PRONOUNS: Final = frozenset(
    {"he", "she", "it", "they", "who", "which", "that", "i", "we", "you", "himself", "herself"}
)
_SHARE: Final = re.compile(
    r"^(?:no|none|nobody|neither|any(?:one|body)|every(?:one|body))\b|%|\bper ?cent\b|\bhalf\b|\bthirds?\b"
    r"|\bquarters?\b|\bmajority of\b|\bmajorities\b|\b(?:in|of|out of) (?:10|ten|five|5|four|3|three)\b"
    r"|^(?:(?:more|fewer|less) than |at least |over |about |around |nearly |some |up to )\d|^\d[\d,.]*\s+(?-i:[a-z])",
    re.IGNORECASE,
)
_COLON: Final = re.compile(r":(?=\s{0,4}(?:``|''|[\"“«]))")
_WEAK_RULES: Final = frozenset({"infinitive", "attitude"})
_BACK: Final = 30
"""Words back from a colon to the subject that introduces a quote."""
_WIDEST: Final = 3000
"""Characters of the widest statement that another is looked for in: a sentence, not an article."""


def find_attributions(doc: Doc) -> list[Attribution]:
    """Attributions of indirect (and mixed) content, and cues that introduce a quote (with no span of their own).

    Parameters
    ----------
    doc : Doc
        As made by :mod:`newslab.language`.

    Returns
    -------
    list of Attribution
        ``spans`` is empty where only quoted words can be the content. An answer to a pollster ("12 percent of voters
        say") is nobody's report and left out.
    """
    text = text_of(doc)
    read = [a for token in _candidates(doc) if (a := _read(token)) is not None]
    asked = [span for a in read if _is_share(text, a) for span in a.spans]
    found = [a for a in read if not _is_share(text, a) and not _is_answer(text, a, asked)]
    return sorted(found + _colons(doc, {a.cue[1] for a in found}), key=lambda a: a.cue)


@functools.cache
def _cue_lemmas() -> frozenset[str]:
    words = cue_words()
    return (
        words.quoting
        | frozenset(words.prepositional)
        | words.infinitive
        | words.objects
        | words.records
        | words.describing
        | words.revising
        | words.at
        | words.passive
        | words.cue_nouns
        | {"accord", "in", "per", "as", "by"}
    )


def _candidates(doc: Doc) -> Iterator[Token]:
    """Tokens whose lemma may be a cue, found on the array so that plain tokens cost nothing."""
    from spacy.attrs import LEMMA

    strings = doc.vocab.strings
    wanted = {strings[lemma] for lemma in _cue_lemmas() if lemma in strings}
    for i, lemma in enumerate(doc.to_array(LEMMA).tolist()):
        if lemma in wanted:
            yield doc[i]


def _read(token: Token) -> Attribution | None:
    pos, word = token.pos_, token.lower_
    if word in {"according", "per", "as"}:
        return according_to(token)
    if word == "by":
        return by_count(token)
    if word == "in":
        return inside_document(token) or according_to(token)
    if pos in {"VERB", "AUX"}:
        return verb_attribution(token)
    if pos != "NOUN":
        return None
    found = noun_attribution(token) if token.lemma_ in cue_words().cue_nouns else None
    return found or misread_verb(token)


def _is_share(text: str, a: Attribution) -> bool:
    return a.source is not None and _SHARE.search(text[a.source[0] : a.source[1]]) is not None


def _is_answer(text: str, a: Attribution, asked: Sequence[Span]) -> bool:
    """Whether "they" are a share of those asked: "half of them said they expected 3 more years"."""
    return (
        a.source is not None
        and text[slice(*a.source)].lower() in _PRONOUNS
        and any(s <= a.cue[0] < e for s, e in asked)
    )


def _colons(doc: Doc, taken: set[int]) -> list[Attribution]:
    """A colon before a quote: "The mayor worded it with care: "..."" is introduced by the sentence's own subject."""
    found = []
    for match in _COLON.finditer(text_of(doc)):
        span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is None or match.start() in taken:
            continue
        colon = span[0]
        sent = sentence_of(doc[colon.i - 1] if colon.i and colon.is_sent_start else colon)
        low = max(sent.start, colon.i - _BACK)
        first = max((t.i + 1 for t in doc[low : colon.i] if t.text == ":"), default=low)
        if first == low > sent.start:
            continue  # a sentence so long tells little of who introduces the quote
        before = doc[first : colon.i]
        last = doc[colon.i - 1] if colon.i > first else colon
        name = _named_after_dash(last)
        if name is not None:
            found.append(replace(build(last, match.span(), [], basis="quote", rule="colon"), source=name))
            continue
        documents = cue_words().documents
        subject = last if last.lemma_ in documents else None  # "... by this finding:"
        subject = subject or next((t for t in before if t.dep_ == "nsubj" and t.pos_ in NOMINAL), None)
        if subject is None:  # "Full transcript as follows:", "The statement in full:"
            subject = next((t for t in before if t.pos_ == "NOUN" and t.lemma_ in documents), None)
        if subject is not None and subject.lower_ not in RELATIVE:
            found.append(build(subject, match.span(), [], basis="quote", rule="colon"))
    return found


def _named_after_dash(last: Token) -> Span | None:
    """The name between a dash and a colon: "A blow to the town - Ivan Petrenko: "..."."""
    first = last
    while first.i > 0 and first.pos_ == "PROPN" and first.nbor(-1).pos_ == "PROPN":
        first = first.nbor(-1)
    dash = first.nbor(-1) if first.i > 0 else first
    apart = first.pos_ == "PROPN" and dash.text in {"-", "–", "—"} and bool(dash.whitespace_)
    return span_of(first, last) if apart else None


def settle(found: Sequence[Attribution], quoted: Iterable[Span], text: str) -> list[Attribution]:
    """Attributions without those that only repeat the speaker around them, and with nested ones cut to their place.

    "X said he expected 20" is X's statement, an attitude inside another's statement is that one's, and reporting words
    inside quotation marks belong to whoever is quoted. "X says 263 are left, according to Y" credits Y with what stands
    inside X's statement, unless Y is an agency or outlet: then Y relays X.

    Parameters
    ----------
    found : sequence of Attribution
        As given by :func:`find_attributions`.
    quoted : iterable of (int, int)
        Quoted passages that have a speaker.
    text : str
        The article's text.
    """
    marks = sorted(quoted)
    found = _uncrossed(list(found), text)
    wide = sorted((s, e, i) for i, a in enumerate(found) if a.rule not in _WEAK_RULES for s, e in a.spans)
    kept = []
    for i, a in enumerate(found):
        at = a.cue[0]
        if _covering(marks, at) is not None:
            continue
        if a.rule == "in_document" and any(s <= b.cue[0] < e for s, e in a.spans for b in found if b is not a):
            continue  # "in a report, the UN said" is the UN's
        around = _covering(wide, at, other_than=i)
        if around is None or not a.spans or a.source is None:
            kept.append(a)
        elif a.rule == "according_to":
            kept.append(a if names.is_relay(text[slice(*a.source)]) else _clipped(a, around[:2], text))
        elif _stands_apart(a, found[around[2]], text):
            kept.append(a)
    return kept


def _uncrossed(found: list[Attribution], text: str) -> list[Attribution]:
    """In "X said 20 died, Y reported, and 30 were hurt" the parse lets X's words swallow Y's: X's end where Y's do."""
    out = list(found)
    for i in range(1, len(out)):
        inner, outer = out[i - 1], out[i]
        if not (inner.spans and outer.spans) or not any(s <= outer.cue[0] < e for s, e in inner.spans):
            continue
        assert outer.source is not None
        around = outer.spans[0]
        if outer.rule == "fronted" and around[1] <= outer.source[0] and names.is_relay(text[slice(*outer.source)]):
            around = (min(inner.cue[0], (inner.source or inner.cue)[0]), outer.source[0])
            out[i] = replace(outer, spans=tuple(without([around], [], text)))
        if outer.rule in {"parenthetical", "fronted"} and around[0] <= inner.cue[0] < around[1]:
            out[i - 1] = _clipped(inner, around, text)
    return out


def _stands_apart(inner: Attribution, outer: Attribution, text: str) -> bool:
    """Whether a statement inside another has a speaker of its own."""
    assert inner.source is not None
    if inner.rule in _WEAK_RULES or text[slice(*inner.source)].lower() in _PRONOUNS:
        return False
    if inner.rule != "evidence" or outer.rule == "evidence":
        return True
    return outer.source is not None and names.is_relay(text[slice(*outer.source)])


def _covering(spans: Sequence[tuple[int, ...]], at: int, other_than: int | None = None) -> tuple[int, ...] | None:
    """The last-starting span around a position, of those that start near it."""
    for k in range(bisect.bisect_left(spans, (at,)) - 1, -1, -1):
        span = spans[k]
        if at - span[0] > _WIDEST:
            return None
        if at < span[1] and (other_than is None or span[2] != other_than):
            return span
    return None


def _clipped(a: Attribution, around: tuple[int, ...], text: str) -> Attribution:
    inside = [(max(s, around[0]), min(e, around[1])) for s, e in a.spans if s < around[1] and around[0] < e]
    return replace(a, spans=tuple(without(inside, [], text)))
