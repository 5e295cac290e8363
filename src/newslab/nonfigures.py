"""Numbers that are not reported figures: dates, years, clock times, scores, names, addresses, list numbers, idioms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newslab.lexicon import read
from newslab.units import money_before

if TYPE_CHECKING:
    from newslab.digits import Numeral

_LEX = read("nonfigures.yaml")
_MONTH = "(?:" + "|".join(sorted(_LEX["months"], key=len, reverse=True)) + r")\b\.?"
_STREET = "(?:" + "|".join(_LEX["streets"]) + ")"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_IDIOM = "|".join(sorted(map(re.escape, _LEX["idioms"]), key=len, reverse=True))
_LABELS = frozenset(_LEX["labels"])
_LABELS_ANY = frozenset(_LEX["labels_any"])
_RANKS = frozenset(_LEX["ranks"])
_STOP = frozenset(_LEX["stop"])
_MANY = frozenset(_LEX["many"])
_YEAR_BEFORE = frozenset(_LEX["year_before"])
_YEAR_NOT = frozenset(_LEX["year_not"])
_SCORE = frozenset(_LEX["score_words"])
_ONE_BEFORE = frozenset(_LEX["one_before"])
_ONE_AFTER = frozenset(_LEX["one_after"])

_SPANS = re.compile(
    r"(?P<url>(?:https?://|www\.)\S{1,500})"
    r"|(?P<mail>[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{1,64})"
    r"|(?P<tag>[#@]\w{1,60})"
    r"|(?P<iso>\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?)"
    rf"|(?P<monthday>\b{_MONTH} (?:the )?{_DAY}(?:(?: ?[-–] ?| and | to ){_DAY})?(?!\d|,\d{{3}}|\.\d| (?:people|percent|per cent))(?:,? (?:1[5-9]|20)\d\d\b)?)"
    rf"|(?P<daymonth>(?<![\d.,$£€])\b{_DAY}(?: ?[-–] ?{_DAY}| (?:and|to) {_DAY})? (?:of )?{_MONTH}(?:,? (?:1[5-9]|20)\d\d\b)?)"
    rf"|(?P<monthyear>\b{_MONTH},? (?:of )?(?:1[5-9]|20)\d\d\b)"
    r"|(?P<slashdate>(?<![\d/])\d{1,4}/\d{1,2}/\d{1,4}(?![\d/])|(?<![\d.])\d{1,2}\.\d{1,2}\.(?:19|20)\d\d(?!\d))"
    r"|(?P<clock>(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?(?:\.\d{1,3})?(?!\d)(?: ?[ap]\.?m\b\.?)?"
    r"|(?<![\d.$£€])\d{1,2}(?:\.\d{2})?(?: ?[-–] ?\d{1,2}(?:\.\d{2})?)? ?(?:[ap]m\b|[ap]\.m\.)|(?<![\d,.$£€])[0-2]\d[0-5]\d (?:GMT|BST|EST|EDT|UTC|CET|ET|PT|hours\b|hrs\b)|\b\w{1,8} o[’']clock)"
    r"|(?P<decade>(?<!\w)[’']?(?:\d0|(?:1\d|20)\d0)[’']?s\b)"
    r"|(?P<season>(?<![\d,.$£€])(?:1[89]|20)\d\d ?[-–/] ?\d{2,4}(?!\d|,\d)(?! ?(?:km|kg|people)))"
    r"|(?P<phone>\+\d{1,3}[ -]\(?\d[\d ()-]{5,18}\d|\(\d{3}\) ?\d{3}-\d{4}|(?<![\d-])\d{3}-\d{3}-\d{4}(?!\d)|(?<![\d-])1-\d{3}-\d{3}-\d{4}(?!\d)|(?<![\d-])\d{3}-\d{4}(?![\d-]))"
    r"|(?P<ordinal>(?<![\d.])\d{1,3}(?:,\d{3})?(?:st|nd|rd|th)\b)"
    r"|(?P<rue>(?<![\w.,-])\d{1,5},? (?-i:Rue|Via|Calle|Ave|Avenue|Avenida|Boulevard|Piazza|El) (?-i:[A-Z])\w{1,20})"
    rf"|(?P<address>(?<![\w.,-])\d{{1,5}}[A-Za-z]?(?:-\d{{1,4}})?,? (?-i:(?:[A-Z0-9][\w.’']{{0,20}} ){{1,4}}{_STREET})\b)"
    r"|(?P<zip>(?-i:\b[A-Z]{2} \d{5}(?:-\d{4})?\b(?! [a-z]))|\b\d{5} ZIP\b)"
    r"|(?P<coded>(?<![\w$£€])(?!(?:[Ss]ub|[Mm]inus)-)"
    r"(?-i:(?:[A-Z][A-Za-z]{0,11}[-–]?|[a-z]{1,4})\d[\w-]{0,20}(?:/\d{1,4})?))"
    r"|(?P<version>(?<![\d.])\d{1,3}\.\d{1,3}\.\d{1,3}(?:\.\d{1,3})?(?![\d.]*\d{3}))"
    r"|(?P<record>(?<![\d,.$£€-])\d{1,3}[-–]\d{1,3}[-–]\d{1,3}(?![\d,.%-]))"
    r"|(?P<listed>(?m:^)[ \t]{0,8}\(?\d{1,3}[.)](?=[ \t]))"
    rf"|(?P<idiom>(?<![\w-])(?:{_IDIOM})(?![\w]))",
    re.IGNORECASE,
)


class Blocked:
    """The stretches of a text whose numbers are no figures.

    Every pattern is bounded, so the cost grows with the text's length only.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans = [(m.start(), m.end(), m.lastgroup) for m in _SPANS.finditer(text)]
        self._at = 0

    def covers(self, start: int, end: int) -> bool:
        """Whether a numeral touches such a stretch; to be asked from left to right."""
        while self._at < len(self._spans) and self._spans[self._at][1] <= start:
            self._at += 1
        if self._at == len(self._spans):
            return False
        first, _, reason = self._spans[self._at]
        return first < end and not (reason == "coded" and money_before(self._text, start) is not None)


_WORD_BEFORE = re.compile(r"([A-Za-z][\w.’'&-]{0,24})[ ]{1,2}[#(]?$")
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
    if near[-1:] == "-" and near[-2:-1].isalpha():
        return "hyphen"
    found = _WORD_BEFORE.search(near)
    if not found or (numeral.digits and not numeral.plain) or not (numeral.digits or numeral.value < 13):
        return None
    word = found[1]
    low = word.lower().rstrip(".")
    if low in _LABELS_ANY or (low in _LABELS and word[0].isupper()):
        return "label"
    if low in _RANKS and not _NEXT.match(text, numeral.end):
        return "rank"
    if low in _SMALL or word.islower() or not (numeral.digits or text[numeral.start].isupper()):
        return None
    if _SENTENCE.search(near[: found.start()]) and not (numeral.digits and word[0].islower()):
        return None
    return None if counts_something(text, numeral.end) or low.endswith(("day", ",")) else "name"


def like_year(numeral: Numeral) -> bool:
    """Four plain digits in the range of years that news is about."""
    return numeral.plain and numeral.end - numeral.start == 4 and 1900 <= (numeral.value or 0) < 2100


def _year(text: str, numeral: Numeral) -> str | None:
    value = numeral.value or 0
    if numeral.end - numeral.start != 4 or not 1500 <= value < 2200:
        return None
    before = _WORD_BEFORE.search(text[max(0, numeral.start - 28) : numeral.start])
    word = before[1].lower().rstrip(".") if before else ""
    after = _WORD_AFTER.match(text, numeral.end)
    follows = after[1].lower() if after else ""
    if follows in _YEAR_NOT and word not in ("in", "since", "the"):
        return None
    if 1900 <= value < 2100:
        return "year"
    return "year" if word in _YEAR_BEFORE and not counts_something(text, numeral.end) else None


_ONE_LEFT = re.compile(r"([\w’'-]{1,24}) $")
_ONE_RIGHT = re.compile(r" ([\w’'-]{1,24})|([’'-])")


def is_pronoun(text: str, numeral: Numeral) -> bool:
    """Whether a lone "one" counts nothing ("each one", "one who")."""
    if numeral.rule != "one":
        return False
    left = _ONE_LEFT.search(text[max(0, numeral.start - 26) : numeral.start])
    if left and left[1].lower() in _ONE_BEFORE:
        return True
    right = _ONE_RIGHT.match(text, numeral.end)
    return bool(right and (right[2] or right[1].lower() in _ONE_AFTER))


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
