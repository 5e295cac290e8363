"""Numbers that their neighbours show to be no figures: years, names, labels, ranks, scores, pronouns.

What shape alone tells (dates, clock times, keys) is in :mod:`newslab.numerals.shapes`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newslab.lexicon import read
from newslab.numerals.digits import either

if TYPE_CHECKING:
    from newslab.numerals.digits import Numeral

_LEX = read("nonfigures.yaml")
_LABELS = frozenset(_LEX["labels"])
_LABELS_ANY = frozenset(_LEX["labels_any"])
_RANKS = frozenset(_LEX["ranks"])
_STOP = frozenset(_LEX["stop"])
_VERBS = frozenset(_LEX["verbs"])
_MANY = frozenset(_LEX["many"])
_YEAR_BEFORE = frozenset(_LEX["year_before"])
_YEAR_NOT = frozenset(_LEX["year_not"])
_SCORE = frozenset(_LEX["score_words"])
_ONE_NEVER = frozenset(_LEX["one_never"])
_ABBREVIATIONS = frozenset(_LEX["abbreviations"])
_SITES = frozenset(_LEX["sites"])
_ONE_BEFORE = frozenset(_LEX["one_before"])
_ONE_AFTER = frozenset(_LEX["one_after"])

_WORD_BEFORE = re.compile(r"([A-Za-z][\w.’'&-]{0,24})[ ]{1,2}[#(]?$")
_LIMIT = re.compile(r"\b(?:beyond|(?:since|until|from|in) at least) $")
_DAY_OF = re.compile(r" of (?:[Tt]he|its|their|his|her|this|our)\b")  # "day 109 of the siege"
_LABEL_LIST = re.compile(r"([A-Za-z]{2,20}) \d{1,4}(?:, \d{1,4}){0,4}(?:,|,? and|,? or| to) $")
_HYPHENED = re.compile(r"([A-Za-z]+)-$")
_JOINTS = frozenset(_LEX["joints"])
_WORD_AFTER = re.compile(r"[ -]([A-Za-z][\w’'-]{0,24})")
_NEXT = re.compile(r"[ -]([A-Za-z][\w’'-]{0,24})(?: ([A-Za-z][\w’'-]{0,24}))?(?: ([A-Za-z][\w’'-]{0,24}))?")
_SENTENCE = re.compile(r"(?:^|[.!?:;\"“”‘’()\n])\s*$")
_SMALL = frozenset(_LEX["plain"])


def counts_something(text: str, end: int) -> bool:
    """Whether a plural noun follows within three words, so that the number before it is a count."""
    found = _NEXT.match(text, end)
    for word in found.groups() if found else ():
        low = (word or "").lower()
        if not low or low in _STOP:
            return False
        if low in _MANY or (len(low) > 3 and low.endswith("s") and low[-2] not in "sui"):
            return True
    return False


def is_name(text: str, numeral: Numeral) -> str | None:
    """Why a numeral is a label or a name ("Article 5", "Boeing 737", "the 2018 vote"), or None.

    Asked only of a numeral with neither unit, multiplier nor bound: no other can be a name.
    """
    if numeral.value is None:
        return None
    if numeral.plain:
        year = _year(text, numeral)
        if year:
            return year
    near = text[max(0, numeral.start - 28) : numeral.start]
    hanging = _HYPHENED.search(near) if numeral.plain else None
    if hanging and hanging[1].lower() not in _JOINTS:
        return "hyphen"
    listed = _LABEL_LIST.search(near) if numeral.plain else None
    if listed and _is_label(listed[1]) and not counts_something(text, numeral.end):
        return "label"
    found = _WORD_BEFORE.search(near)
    if not found or (numeral.digits and not numeral.plain) or not (numeral.digits or numeral.value < 13):
        return None
    return _by_word_before(text, numeral, found[1], near[: found.start()])


def _is_label(word: str) -> bool:
    low = word.lower().rstrip(".")
    return low in _LABELS_ANY or (word[0].isupper() and (low in _LABELS or low.rstrip("s") in _LABELS))


def _by_word_before(text: str, numeral: Numeral, word: str, lead: str) -> str | None:
    """Why the word before a number makes it a name; ``lead`` is what stands before that word."""
    low = word.lower().rstrip(".")
    if word.islower() and not numeral.digits and _names_things(text, numeral, word):
        return "name"
    if word.endswith(".") and low not in _ABBREVIATIONS:
        return None
    if low == "day" and _DAY_OF.match(text, numeral.end):
        return "label"
    if _is_label(word):
        return "label"
    following = _NEXT.match(text, numeral.end)
    if low in _RANKS and not following:
        return "rank"
    if low in _SMALL or word.islower() or low.endswith(("day", "’s", "'s")) or counts_something(text, numeral.end):
        return None
    if numeral.digits:
        opens = _SENTENCE.search(lead) and not word[0].islower()
        named = numeral.end - numeral.start < 5 and not opens and not (following and following[1].lower() in _VERBS)
    else:
        named = word.isupper() and text[numeral.start].isupper()
    return "name" if named and not _in_title(text, numeral) else None


def _names_things(text: str, numeral: Numeral, word: str) -> bool:
    """Whether a number is spelled with a capital like the plural behind it, amid plain words: "near Seven Meadows".

    Only what stands behind a word of place is a place; a broadcaster is one behind any: "told Nine News".
    """
    named = _BROADCASTER.match(text, numeral.end) or (word in _SITES and _CAPITAL_PLURAL.match(text, numeral.end))
    return bool(named) and text[numeral.start].isupper() and not _in_title(text, numeral)


_BROADCASTER = re.compile(rf" (?:{either(_LEX['broadcasts'])})\b")
# no people's name: "beside Seven Syrians", "beside Seven Iraqis"
_CAPITAL_PLURAL = re.compile(r" [A-Z][a-z]+s(?<!ans)(?<!is)(?=[ ][a-z]|[.,;:)?!]|$)")
_LINE = 160  # characters either side that are read as the line
_LONG_WORD = re.compile(r"[A-Za-z][a-z]{3,}|[A-Z]{4,}")


def _in_title(text: str, numeral: Numeral) -> bool:
    """Whether the line is a headline in capitals, where a capital before a number names nothing."""
    start = text.rfind("\n", max(0, numeral.start - _LINE), numeral.start) + 1 or max(0, numeral.start - _LINE)
    end = text.find("\n", numeral.end, numeral.end + _LINE)
    words = _LONG_WORD.findall(text[start : end if end >= 0 else numeral.end + _LINE])
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def like_year(numeral: Numeral) -> bool:
    """Four plain digits in the range of years that news is about."""
    return numeral.plain and numeral.end - numeral.start == 4 and 1900 <= (numeral.value or 0) < 2100


def is_limit(text: str, numeral: Numeral, start: int) -> bool:
    """Whether a bound (from ``start`` on) stands before a year all the same: "beyond 2030", "since at least 2015"."""
    bounded = _LIMIT.search(text, max(0, start - 8), numeral.start)
    return bounded is not None and not counts_something(text, numeral.end)


def _year(text: str, numeral: Numeral) -> str | None:
    value = numeral.value or 0
    if numeral.end - numeral.start != 4 or not 1000 <= value < 2200:
        return None
    before = _WORD_BEFORE.search(text[max(0, numeral.start - 28) : numeral.start])
    word = before[1].lower().rstrip(".") if before else ""
    after = _WORD_AFTER.match(text, numeral.end)
    follows = after[1].lower() if after else ""
    if follows in _YEAR_NOT and word not in ("in", "since", "the"):
        return None
    if 1900 <= value < 2100:
        return "year"
    if value < 1500 and word != "in":
        return None
    return "year" if word in _YEAR_BEFORE and not counts_something(text, numeral.end) else None


_ONE_LEFT = re.compile(r"([\w’'-]{1,24}) $")
_ONE_RIGHT = re.compile(r" ([\w’'-]{1,24})|([’'-])")


def is_pronoun(text: str, numeral: Numeral) -> bool:
    """Whether a lone "one" counts nothing ("each one", "one who")."""
    if numeral.rule != "one":
        return False
    left = _ONE_LEFT.search(text[max(0, numeral.start - 26) : numeral.start])
    right = _ONE_RIGHT.match(text, numeral.end)
    before, after = left[1].lower() if left else "", (right[1] or "").lower() if right else ""
    if before in _ONE_NEVER or after in _ONE_AFTER or (right and right[2]):
        return True
    return before in _ONE_BEFORE and (not after or (after in _STOP and before != "that"))


def is_score(text: str, low: Numeral, high: Numeral, *, unit: bool) -> bool:
    """Whether "a-b" is a result or a record ("won 3-1") and not a range ("3-5 people")."""
    if unit or low.value is None or high.value is None or low.scale > 1 or high.scale > 1:
        return False
    if low.value >= high.value:
        return True
    after = _WORD_AFTER.match(text, high.end)
    if after and after[1].lower() in _SCORE:
        return True
    before = _WORD_BEFORE.search(text[max(0, low.start - 28) : low.start])
    if before and before[1].lower() in _SCORE - {"at", "on", "over", "run", "up", "down"}:
        return True
    return not after and max(low.value, high.value) <= 150 and low.plain and high.plain
