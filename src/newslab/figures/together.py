"""People whom one phrase counts together: "a man and two women" are three, "his wife, two sons and himself" four.

A careful reader counts them although no numeral says so. Only what the phrase itself tells is counted: each member is a
numeral with its noun, one person (a single noun, a name) or the one who did it ("himself"), joined by nothing but
commas and "and". A member of unsaid number ("several children", "his family") leaves the whole uncounted, and so do
two printed numbers of different sides ("14 soldiers and 31 attackers"), which no reporter would add up.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from newslab.figures import people, phrases, sentences
from newslab.figures.counted import Counted, lemma
from newslab.figures.deedwords import names, words
from newslab.numerals import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from newslab.figures import Figure
    from newslab.figures.context import Context

RULE: Final = "together"
"""Rule of a figure that adds up the members of one phrase."""

GAP: Final = 5
"""Tokens that may stand between two members: ", 34, and"."""

FAR: Final = 15
"""Tokens before a list of names in which it is told whose they are."""

_OWNERS: Final = frozenset({"PRP$", "POS", "DT", "CD"})
_GOVERNED: Final = frozenset({"nsubj", "dobj", "conj", "ROOT", "attr"})
_INNER: Final = frozenset({"compound", "poss", "nmod", "amod"})
_MODIFIERS: Final = phrases.NOUN_TAGS | {"DT", "PRP$", "JJ", "JJS", "HYPH", "POS", "VBN", "CD", "``"}


@dataclass(frozen=True, slots=True)
class _Member:
    """One person, or some with their numeral; ``start, end`` are tokens, ``bare`` one without any determiner."""

    start: int
    end: int
    head: Token
    count: float
    figure: Figure | None = None
    bare: bool = False


def find(context: Context, figures: list[Figure]) -> Iterator[tuple[Quantity, Counted]]:
    """Phrases of a text that count people together, given the figures that it prints; the likelier reading first."""
    doc, chain = context.doc, list[_Member]()
    for member in _members(doc, figures):
        if chain and not _joins(doc, chain[-1], member):
            yield from _counted(context, chain)
            chain = []
        chain.append(member)
    yield from _counted(context, chain)


def _members(doc: Doc, figures: list[Figure]) -> Iterator[_Member]:
    """Persons and counted people of a text, in order."""
    ends = {figure.end: figure for figure in figures if figure.unit == "person" and figure.kind == "count"}
    tags = {doc.vocab.strings[tag] for tag in _HEADS}
    old = doc.vocab.strings["old"]
    kinds = doc.to_array(["TAG", "LOWER"]).tolist()
    heads = (i for i, (tag, lower) in enumerate(kinds) if tag in tags or lower == old)
    for token in map(doc.__getitem__, heads):
        figure = ends.get(token.idx + len(token))
        if figure is not None:
            if figure.quantity.value is not None and not _is_deed(token) and not _recalls(doc, token, figure):
                within = doc[max(0, token.i - 12) : token.i]
                start = next((t.i for t in within if t.idx >= figure.start), token.i)
                start -= start > 0 and doc[start - 1].tag_ in _OWNERS
                yield _Member(start, token.i + 1, token, figure.quantity.value, figure)
        elif token.lower_ in people.words("selves"):
            yield _Member(token.i, token.i + 1, token, 1.0)
        elif token.tag_ not in _PLURALS and token.tag_ != "PRP" and is_one(token):
            start, end = _start(token), _end(token)
            owned = token.ent_type_ == "PERSON" or any(t.tag_ in _OWNERS for t in doc[start : token.i])
            yield _Member(start, end, token, 1.0, bare=not owned)


def _recalls(doc: Doc, head: Token, figure: Figure) -> bool:
    """Whether the people are those just named: "Ann Bell and Kay Poe, | both residents"."""
    start = next((t.i for t in doc[max(0, head.i - 12) : head.i] if t.idx >= figure.start), head.i)
    return figure.quantity.rule == "both" and start > 0 and doc[start - 1].text == ","


_PLURALS: Final = frozenset({"NNS", "NNPS"})
_HEADS: Final = _PLURALS | {"NN", "NNP", "PRP"}


def _is_person(token: Token) -> bool:
    """Whether a noun names people for what they are, and not a deed or what it leaves."""
    return people.unit_of(lemma(token)) == "person" and not _is_deed(token)


def _is_deed(token: Token) -> bool:
    """Whether a noun that people are counted by is a group, a deed or what it leaves ("a killing", "two bodies")."""
    noun = lemma(token)
    return people.is_group(noun) or noun in names("event") or noun in words("bodies") or noun == "life"


def is_one(token: Token) -> bool:
    """Whether a singular noun or name stands for one person, as the head of its phrase."""
    if token.lower_ == "old":
        return _is_aged(token)
    if token.i + 1 < len(token.doc):
        following = token.nbor()
        if following.tag_ in phrases.NOUN_TAGS and following.dep_ != "conj" and token.head.i > token.i:
            return False
        if following.tag_ == "POS":
            return False
    if token.tag_ == "NNP" and (token.ent_type_ == "PERSON" or _is_introduced(token)):
        return token.dep_ not in _INNER
    return _is_person(token) and not (token.dep_ in _INNER and token.head.i == token.i + 1)


def _is_aged(old: Token) -> bool:
    """Whether a person is called by an age alone: "a 3-year-old | and two men"."""
    doc, i = old.doc, old.i
    years = doc[max(0, i - 4) : i].text.lower().rstrip("- ").endswith("year")
    return years and (i + 1 == len(doc) or doc[i + 1].tag_ not in phrases.NOUN_TAGS | {"JJ", "HYPH"})


def _is_introduced(name: Token) -> bool:
    """Whether a noun before a name says that it is a person's: "her granddaughter | May Branch"."""
    return any(child.dep_ == "compound" and child.tag_ == "NN" and _is_person(child) for child in name.lefts)


def _start(head: Token) -> int:
    """First token of a person's phrase."""
    i = head.i
    while i > 0 and _modifies(head.doc[i - 1]):
        i -= 1
    return i


def _end(head: Token) -> int:
    """One past a person's noun, with what hyphens join to it: "mother-in-law"."""
    doc, i = head.doc, head.i
    while i + 2 < len(doc) and doc[i + 1].text == "-" and not doc[i].whitespace_ and not doc[i + 1].whitespace_:
        i += 2
    return i + 1


def _modifies(token: Token) -> bool:
    """Whether a token before a person's noun belongs to its phrase."""
    word = token.lower_
    if word in phrases.state_words() or word in people.words("joining") or word.removesuffix("s") in names("object"):
        return False
    return token.tag_ in _MODIFIERS and token.dep_ not in _GOVERNED


def _joins(doc: Doc, one: _Member, other: _Member) -> bool:
    """Whether nothing but commas, "and" and an age stands between two members."""
    between = doc[one.end : other.start]
    return 0 < len(between) <= GAP and _joint().fullmatch(between.text.lower()) is not None


@functools.cache
def _joint() -> re.Pattern[str]:
    """Commas, joining words and ages on one line: ", 34, and"."""
    joining = "|".join(map(re.escape, people.words("joining")))
    return re.compile(rf"(?:[,;]|{joining}|\d{{1,3}}|[^\S\n])+")


def _counted(context: Context, chain: list[_Member]) -> Iterator[tuple[Quantity, Counted]]:
    """The whole of a chain, where it is one phrase and its count is sure."""
    if len(chain) < 2:
        return
    doc, headline = context.doc, context.section(chain[0].head.idx) == "headline"
    if _is_place(chain[0].head) or _is_named_before(doc, chain) or not _is_sure(chain, headline=headline):
        return
    start, end = chain[0].start, chain[-1].end
    roots = [token for token in doc[start:end] if token.head.i == token.i or not start <= token.head.i < end]
    left = start > 0 and doc[start - 1].lemma_ in words("leaving")  # where the parser gets lost, as in headlines
    told = (headline or left) and end < len(doc) and doc[end].lower_ in phrases.state_words()
    named = _named_as(doc, start)
    if (
        not told
        and not named
        and (len({t.head.i for t in roots}) > 1 or roots[0].dep_ == "conj" or _goes_on(doc, start, end))
    ):
        return
    bounds = [m.figure.quantity for m in chain if m.figure is not None]
    first, last = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    bound = next((q.bound for q in bounds if q.bound != "eq"), "eq")
    value, approx = sum(m.count for m in chain), any(q.approx for q in bounds)
    quantity = Quantity(first, last, first, last, value, bound=bound, approx=approx, rule=RULE)
    if named is not None:
        yield quantity, Counted(named, named, named.i, named.i + 1, rule=RULE)
    for anchor in (roots[0], chain[-1].head):  # the parser may hang "killed" on the last alone
        yield quantity, Counted(anchor, anchor, start, end, rule=RULE)


def _is_place(name: Token) -> bool:
    """Whether the first of a phrase only tells where something is: "the barn on | Maple Court and a woman ..."."""
    prep = name.head
    where = name.tag_ == "NNP" and name.dep_ == "pobj" and prep.lower_ in words("within") - {"at"}
    return where and prep.head.tag_.startswith("NN") and prep.head.lemma_.lower() not in words("deeds")


def _named_as(doc: Doc, start: int) -> Token | None:
    """The word that tells what befell those whose names follow: "identified the | dead | as Ann Lee and Kay Poe"."""
    if start == 0 or doc[start - 1].lower_ != "as":
        return None
    before = doc[max(sentences.bounds(doc[start])[0], start - FAR) : start]
    if not any(token.lemma_ in words("naming") for token in before):
        return None
    return next((token for token in before if token.lower_ in phrases.state_words()), None)


def _is_named_before(doc: Doc, chain: list[_Member]) -> bool:
    """Whether the phrase only lists those just counted: "two people, a man and his son"."""
    before = chain[0].start - 2
    return before >= 0 and doc[before + 1].is_punct and doc[before].tag_ in _PLURALS and _is_numbered(doc[before])


def _is_numbered(noun: Token) -> bool:
    return any(child.tag_ == "CD" or child.dep_ == "nummod" for child in noun.lefts)


def _goes_on(doc: Doc, start: int, end: int) -> bool:
    """Whether the phrase joins more than was counted: "a man, two women | and several children"."""
    return any(child.dep_ == "conj" and child.i >= end for token in doc[start:end] for child in token.rights)


def _is_sure(chain: list[_Member], *, headline: bool) -> bool:
    """Whether the members are so many different people, none of them the whole of the others."""
    doc, first = chain[0].head.doc, chain[0]
    if not headline and all(token.text in ",;" for token in doc[chain[-2].end : chain[-1].start]):
        return False
    if first.count == sum(m.count for m in chain[1:]) and len(chain) > 2:
        return False  # "six people, three men and three women"
    comma = doc[first.end].text == ","
    if comma and first.figure is not None and first.head.lemma_.lower() in people.words("anybody"):
        return False  # "five people, a mother and her son among them"
    printed = [m for m in chain if m.figure is not None]
    if len(printed) == len(chain) and any(m.head.lemma_.lower() not in people.words("ages_and_sexes") for m in chain):
        return False
    return headline or not any(b.bare and not _is_other(a, b) for a, b in pairwise(chain))


def _is_other(one: _Member, other: _Member) -> bool:
    """Whether a noun without a determiner names another person: "a father and son", but not "a father and nurse"."""
    a, b = one.head.lemma_.lower(), other.head.lemma_.lower()
    if f"{a} {b}" in people.pairs() or f"{b} {a}" in people.pairs():
        return True
    owned = any(token.tag_ in ("PRP$", "POS") for token in one.head.doc[one.start : one.end])
    return owned and {a, b} <= people.words("kin")
