"""The noun phrase to the right of a numeral, read from tags and checked against the parse.

Tags decide where the phrase ends, because a parser that loses a headline still leaves its tags.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final

from newslab import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NOUN_TAGS: Final = frozenset({"NN", "NNS", "NNP", "NNPS"})
MODIFIER_TAGS: Final = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "AFX", "RB", "FW"})
_INSIDE: Final = frozenset({"JJ", "VBN", "VBG", "CD", "CC", ",", "HYPH"})
_TIME_WORDS: Final = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "tomorrow",
     "tonight", "overnight"}
)  # fmt: skip
_COMPASS: Final = frozenset(
    {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "north-east", "north-west",
     "south-east", "south-west"}
)  # fmt: skip
_OPENING: Final = frozenset({"“", "‘", '"'})
_RELATIVE: Final = frozenset({"last", "next", "this", "early", "late", "previous", "earlier"})
_PERIODS: Final = frozenset({"year", "month", "week", "quarter", "season", "night", "day", "century", "morning"})


def scan(doc: Doc, i: int, limit: int) -> tuple[int, int, Token | None]:
    """First token, end and head of the phrase from token ``i`` on; without a noun, of its modifiers alone."""
    start, head, end = i, None, i
    hyphened = joined = False
    while i < limit:
        token = doc[i]
        if token.text in ("-", "–") and not token.whitespace_:
            hyphened = True
        elif token.tag_ in NOUN_TAGS:
            if head is None and token.lower_ == "others":
                return start, i + 1, None
            if not (_opens(doc, start, i) if head is None else hyphened or joined or _joins(head, token)):
                break
            head, end = token, i + 1
            joined, hyphened = hyphened, False  # "mud-and-thatch | homes"
        elif token.tag_ == "POS":  # so far it was the owner's name
            head = None
        elif not _within(doc, i, limit, head, hyphened=hyphened):
            break
        i += 1
    return (start, i, None) if head is None else (start, end, head)


def is_apart(doc: Doc, i: int) -> bool:
    """Whether a word tells of what those counted are for the most part: "120 dead, | mostly women"."""
    return doc[i].lower_ in _outcomes()["for_the_most_part"] and i + 1 < len(doc) and doc[i + 1].tag_ in ("NNS", "NNPS")


def _opens(doc: Doc, start: int, i: int) -> bool:
    """Whether a noun can be the first of the phrase: not "hurt" misread as a noun, not a date."""
    if doc[i].lower_ in _COMPASS or (doc[i].lower_ in _outcomes()["kept"] and i > 0 and doc[i - 1].lemma_ == "take"):
        return False  # "12 miles | southeast", "12 taken | hostage"
    return not strikes(doc, i) and doc[i].lower_ not in state_words() and not _dates(doc, start, i)


def strikes(doc: Doc, i: int) -> bool:
    """Whether a headline's verb was taken for a noun: "Kills Five | Injures Seven"."""
    verb = doc[i].is_title and doc[i].lower_.removesuffix("s") in lexicon.inverted(_outcomes()["object"])
    return verb and i + 1 < len(doc) and (doc[i + 1].tag_ == "CD" or doc[i + 1].like_num)


def _within(doc: Doc, i: int, limit: int, head: Token | None, *, hyphened: bool) -> bool:
    """Whether a token that is no noun belongs to the phrase."""
    token = doc[i]
    if is_apart(doc, i):
        return False
    if token.is_space:
        return "\n" not in token.text
    if token.text in ("-", "–", "—") and i and doc[i - 1].whitespace_:
        return False
    if head is not None:
        return hyphened or ((token.tag_ in _INSIDE or token.text in _OPENING) and _leads_on(i, limit, head))
    if token.tag_ in MODIFIER_TAGS:
        return bool(token.is_quote) or _modifies(doc, i, limit)
    return bool(token.is_quote) or _counts_on(doc, i) or _pairs(doc, i, limit)


@functools.cache
def state_words() -> frozenset[str]:
    """Words for what happened to people and things, which are no nouns of theirs: dead, hurt, missing, fatally."""
    told = _outcomes()
    return frozenset([*told["fatal_adverbs"], *(word for words in told["state"].values() for word in words)])


def _outcomes() -> dict[str, Any]:
    return lexicon.read("outcomes.yaml")


def _dates(doc: Doc, start: int, i: int) -> bool:
    """Whether a noun straight behind a number only dates it: "155 mph | Wednesday", "5 percent | last year"."""
    word = doc[i].lower_
    return word in _TIME_WORDS or (i > start and doc[start].lower_ in _RELATIVE and word in _PERIODS)


def _joins(head: Token, token: Token) -> bool:
    """Whether a noun straight after a noun is part of the same phrase ("aid | workers") or not ("people | Monday")."""
    if token.lower_ in _TIME_WORDS or token.lower_ in state_words():
        return False
    for _ in range(3):  # "production and storage | plants": what holds for the first of a pair holds for both
        if head.dep_ != "conj":
            break
        head = head.head
    return head.dep_ in ("compound", "nmod", "amod", "poss", "nummod") and head.head.i >= token.i


def _leads_on(i: int, limit: int, head: Token) -> bool:
    """Whether the parse hangs the noun so far on a noun further right: "mud and brick | homes"."""
    return head.dep_ in ("compound", "nmod", "amod", "poss", "npadvmod") and i < head.head.i < limit


def _counts_on(doc: Doc, i: int) -> bool:
    """Whether a numeral stands behind an owner or names a model: "the town's | 12,000 houses", "new | 737 Max jets"."""
    return doc[i].tag_ == "CD" and i > 0 and (doc[i - 1].tag_ == "POS" or is_model(doc, i))


def is_model(doc: Doc, i: int) -> bool:
    """Whether a numeral names a model: "new | 737 Max jets"."""
    if i == 0 or i + 1 >= len(doc) or doc[i].tag_ != "CD":
        return False
    return doc[i - 1].tag_ == "JJ" and doc[i + 1].tag_ == "NNP" and doc[i].head.i > i


def _pairs(doc: Doc, i: int, limit: int) -> bool:
    """Whether two adjectives are joined before their noun: "digital | and physical sales"."""
    if doc[i].tag_ != "CC" or i == 0 or i + 2 >= limit or doc[i - 1].tag_ != "JJ" or doc[i + 1].tag_ != "JJ":
        return False
    return doc[i + 2].tag_ in NOUN_TAGS


def _modifies(doc: Doc, i: int, limit: int) -> bool:
    """Whether an adjective, participle or adverb stands before a noun of the same phrase."""
    token = doc[i]
    if token.tag_ == "VBG" and token.dep_ in ("acl", "advcl"):  # "one | involving gas"
        return False
    if token.tag_ in ("JJ", "JJR", "JJS", "HYPH", "AFX", "FW") and token.lower_ not in state_words():
        return True
    for j in range(i + 1, min(limit, i + 5)):
        tag = doc[j].tag_
        if tag in NOUN_TAGS:
            return (token.tag_ != "RB" and (token.dep_ == "amod" or token.head.i == j)) or token.head.i < j
        if tag not in MODIFIER_TAGS:
            return False
    return False
