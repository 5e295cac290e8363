"""What a number counts: the noun phrase behind it, its head, a normalised key, and the unit that follows from it.

The phrase is read from the words to the right of the numeral (tags decide where it ends), and checked against the
parse; a parser that loses a headline still leaves its tags. A number without a noun of its own ("another 12",
"3,000 of them", "a couple of thousand more") says so and borrows the noun of the figure before it.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from newslab import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

REACH: Final = 12
"""Tokens to the right of a numeral that may belong to its phrase."""

_NOUN_TAGS: Final = frozenset({"NN", "NNS", "NNP", "NNPS"})
_MODIFIER_TAGS: Final = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "AFX", "RB", "FW"})
_INSIDE: Final = frozenset({"JJ", "VBN", "VBG", "CD", "CC", ",", "HYPH"})
_DETERMINERS: Final = frozenset(
    {"the", "its", "his", "her", "their", "our", "my", "your", "these", "those", "all", "this"}
)
_TIME_WORDS: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight overnight".split()
)


@dataclass(frozen=True, slots=True)
class Counted:
    """The phrase behind a number.

    ``anchor`` is the token whose relation to its governor says what happened; ``head`` is None where the noun is left
    out. ``start, end`` are tokens. ``part`` marks "12 of the soldiers" and "3,000 of them".
    """

    anchor: Token
    head: Token | None
    start: int
    end: int
    part: bool = False
    rule: str = "bare"


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_people()[name].split())


@functools.cache
def _people() -> dict[str, str]:
    return lexicon.read("people.yaml")


@functools.cache
def _list(name: str) -> frozenset[str]:
    return frozenset(_people()[name])


@functools.lru_cache(maxsize=20_000)
def unit_of(lemma: str) -> str:
    """Unit that a counted noun stands for: ``person``, ``household``, or the noun itself.

    >>> unit_of("refugee"), unit_of("house"), unit_of("drone")
    ('person', 'household', 'drone')
    """
    if lemma in _words("person"):
        return "person"
    if lemma in _words("household"):
        return "household"
    if lemma not in _words("not_person") and len(lemma) > 4 and lemma.endswith(tuple(_people()["person_endings"])):
        return "person"
    return lemma


def is_measure(lemma: str) -> bool:
    """Whether a noun only measures the noun behind its "of": number, total, toll."""
    return lemma in _words("measure_nouns")


def is_group(lemma: str | None) -> bool:
    """Whether a number beside this noun is its size in people."""
    return lemma in _words("groups")


def read(doc: Doc, first: int, last: int, after: int) -> Counted:
    """The phrase counted by the numeral in tokens ``first..last``; ``after`` is the first token behind its modifiers."""
    root = _root(doc, first, last)
    part = False
    i = after
    limit = min(len(doc), after + REACH)
    rule = "noun"
    if i < limit and doc[i].lower_ == "of":
        i += 1
        if i < limit and doc[i].lower_ in _list("carry"):
            return Counted(root, None, after, i + 1, part=True, rule="carry")
        while i < limit and (doc[i].lower_ in _DETERMINERS or doc[i].tag_ == "CD"):
            part = True
            i += 1
        rule = "of"
    start, end, head = _phrase(doc, i, limit)
    if head is not None and rule == "noun" and _only_follows(doc[last], head):
        start, end, head = after, after, None
    if head is None and rule == "noun" and _numbers(root, after, limit):
        head, start, end, rule = root.head, after, root.head.i + 1, "nummod"
    if head is None and rule == "noun" and (group := _group(root)):
        return Counted(root, group, group.i, group.i + 1, rule="named")
    if head is None and rule == "noun" and (named := _named(root)):
        return Counted(root, named, named.left_edge.i, named.i + 1, part=_of_whom(doc, first), rule="named")
    if head is None:
        others = end > start and doc[end - 1].lower_ == "others"
        anchor = doc[end - 1] if others and root.head.i == end - 1 else root
        part = part or _of_whom(doc, first)
        return Counted(anchor, None, start, end, part=part, rule="others" if others else "bare")
    anchor = root if rule == "of" and not _governs(head, root) else head
    return Counted(anchor, head, start, end, part=part or _of_whom(doc, first), rule=rule)


def _of_whom(doc: Doc, first: int) -> bool:
    """Whether the numeral takes a part of what was counted before: "of whom 12", "of them 40"."""
    return first >= 2 and doc[first - 2].lower_ == "of" and doc[first - 1].lower_ in _list("carry")


def _group(root: Token) -> Token | None:
    """The group that a bare number is the size of: "a population of 4,500", "a family of five"."""
    noun = root.head.head
    if root.dep_ == "pobj" and root.head.lower_ == "of" and noun.lemma_.lower() in _words("groups"):
        return noun
    return None


def _named(root: Token) -> Token | None:
    """The noun that a bare number is a number of, across the verb: "the number of evacuees rose to 452"."""
    if root.dep_ == "nummod":
        return _measured(root.head)  # "brings to 4,000 the number of evacuees"
    verb = root.head.head if root.dep_ == "pobj" else root.head
    for child in verb.lefts:
        if child.dep_ in ("nsubj", "nsubjpass"):
            if verb.lemma_ in ("total", "number") and child.tag_ == "NNS":
                return child
            if (noun := _measured(child)) is not None:
                return noun
    return None


def _measured(noun: Token) -> Token | None:
    """What a measuring noun measures: "number of | evacuees"."""
    if not is_measure(noun.lemma_.lower()):
        return None
    for prep in noun.rights:
        for measured in prep.rights if prep.lower_ == "of" else ():
            if measured.dep_ == "pobj" and measured.tag_ in _NOUN_TAGS:
                return measured
    return None


def _root(doc: Doc, first: int, last: int) -> Token:
    """The token of the numeral whose head lies outside it."""
    for token in reversed(doc[first : last + 1]):
        if not first <= token.head.i <= last or token.head is token:
            return token
    return doc[last]


def _numbers(root: Token, after: int, limit: int) -> bool:
    """Whether the parse hangs the numeral on a noun behind it that the tags did not reach."""
    head = root.head
    if root.dep_ not in ("nummod", "amod", "compound", "nmod") or not after <= head.i < limit:
        return False
    if any(token.tag_ in ("DT", "CD", "IN", ":") or token.is_punct for token in root.doc[after : head.i]):
        return False
    if head.lower_ in _state_words() or head.lower_ in _list("carry"):
        return False
    return head.tag_ in _NOUN_TAGS and not _only_follows(root, head)


def _only_follows(numeral: Token, head: Token) -> bool:
    """Whether a name merely follows the number: "kills at least 58 | Observatory" (counted nouns are plural)."""
    if head.tag_ != "NNP" or head.lower_.endswith("s") or numeral.lower_ in ("one", "1", "a"):
        return False
    return unit_of(head.lemma_.lower()) not in ("person", "household")


def _governs(head: Token, root: Token) -> bool:
    return root.head is head


def _phrase(doc: Doc, i: int, limit: int) -> tuple[int, int, Token | None]:
    """Modifiers and head noun from token ``i`` on; without a noun, the span of the modifiers."""
    start, head, end = i, None, i
    hyphened = joined = False
    while i < limit:
        token = doc[i]
        tag = token.tag_
        if token.text in ("-", "–") and not token.whitespace_:
            hyphened = True
        elif token.is_space and "\n" not in token.text:
            pass
        elif tag in _NOUN_TAGS:
            if head is None and (token.lower_ in _state_words() or _dates(doc, start, i)):
                break
            if head is None and token.lower_ == "others":
                return start, i + 1, None
            if head is not None and not hyphened and not joined and not _joins(head, token):
                break
            head, end = token, i + 1
            joined, hyphened = hyphened, False  # "mud-and-thatch | homes"
        elif tag == "POS":  # so far it was the owner's name
            head = None
        elif head is not None:
            if not (hyphened or (tag in _INSIDE and _leads_on(i, limit, head))):
                break
        elif not (token.is_quote or (tag in _MODIFIER_TAGS and _modifies(doc, i, limit)) or _counts_on(doc, i)):
            break
        i += 1
    if head is None:
        return start, i, None
    return start, end, head


@functools.cache
def _state_words() -> frozenset[str]:
    states = lexicon.read("outcomes.yaml")["state"]
    return frozenset(word for words in states.values() for word in words)


def _dates(doc: Doc, start: int, i: int) -> bool:
    """Whether a noun straight behind a number only dates it: "155 mph | Wednesday", "5 percent | last year"."""
    word = doc[i].lower_
    if word in _TIME_WORDS:
        return True
    return i > start and doc[start].lower_ in ("last", "next", "this", "early", "late", "previous", "earlier") and (
        word in ("year", "month", "week", "quarter", "season", "night", "day", "century", "morning")
    )


def _joins(head: Token, token: Token) -> bool:
    """Whether a noun straight after a noun is part of the same phrase ("aid | workers") or not ("people | Monday")."""
    if token.lower_ in _TIME_WORDS:
        return False
    return head.dep_ in ("compound", "nmod", "amod", "poss", "nummod") and head.head.i >= token.i


def _leads_on(i: int, limit: int, head: Token) -> bool:
    """Whether the parse hangs the noun so far on a noun further right: "mud and brick | homes"."""
    return head.dep_ in ("compound", "nmod", "amod", "poss", "npadvmod") and i < head.head.i < limit


def _counts_on(doc: Doc, i: int) -> bool:
    """Whether a numeral stands behind an owner: "40 percent of the town's | 12,000 houses"."""
    return doc[i].tag_ == "CD" and i > 0 and doc[i - 1].tag_ == "POS"


def _modifies(doc: Doc, i: int, limit: int) -> bool:
    """Whether an adjective, participle or adverb stands before a noun of the same phrase."""
    token = doc[i]
    if token.tag_ in ("JJ", "JJR", "JJS", "HYPH", "AFX", "FW") and token.lower_ not in _state_words():
        return True
    for j in range(i + 1, min(limit, i + 5)):
        tag = doc[j].tag_
        if tag in _NOUN_TAGS:
            return token.tag_ != "RB" and (token.dep_ == "amod" or token.head.i == j) or token.head.i < j
        if tag not in _MODIFIER_TAGS:
            return False
    return False


def key(doc: Doc, counted: Counted) -> str:
    """Normalised key: sorted lemmas of the modifiers, head last, without words that only say what happened."""
    if counted.head is None:
        return ""
    skip = _state_words()
    modifiers = {
        t.lemma_.lower()
        for t in doc[counted.start : counted.end]
        if t.i != counted.head.i and t.is_alpha and t.tag_ not in ("RB", "POS", "IN", "DT", "CC", "CD") and t.lower_ not in skip
        and t.lower_ not in _list("carry") and t.tag_ != "JJR"
    }  # fmt: skip
    return " ".join([*sorted(modifiers), lemma(counted.head)])


def lemma(head: Token) -> str:
    """Lower-case lemma of a head noun; names of peoples lose their plural ("Iraqis")."""
    word: str = head.lemma_.lower()
    if head.tag_ in ("NNPS", "NNP") and word.endswith("s") and head.lower_ == word and len(word) > 4:
        return word.removesuffix("s")
    return word


def carries(doc: Doc, counted: Counted) -> bool:
    """Whether the words beside a number without a noun point back: "12 more", "another 12", "two others"."""
    low = max(0, counted.start - 4)
    return any(token.lower_ in _list("carry") for token in doc[low : counted.end + 1])


def antecedent(doc: Doc, anchor: Token) -> Counted | None:
    """The people last named before a number without a noun, in its sentence or the one before."""
    sentence = anchor.sent
    before = doc[max(0, sentence.start - 1)].sent.start
    for i in range(anchor.i - 1, before - 1, -1):
        token = doc[i]
        if token.tag_ == "NNS" and token.lower_ not in _list("carry") and unit_of(lemma(token)) == "person":
            start = min([i, *(c.left_edge.i for c in token.lefts if c.dep_ in ("amod", "compound", "nmod"))])
            return Counted(token, token, start, i + 1, rule="antecedent")
    return None
