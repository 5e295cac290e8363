"""Every numeral of a text, in digits or words: "1.2 million", "twenty-eight thousand and forty-two", "dozens".

Numerals are read here without their unit, bound or range: those are the business of :mod:`newslab.numerals.mentions`
and :mod:`newslab.numerals.joins`.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from newslab.lexicon import read
from newslab.numerals.digits import DIGITS, GLYPHS, MULTIPLIERS, SCALES, Numeral, either, read_digits, times

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LEX = read("numerals.yaml")
_ONES: dict[str, int] = _LEX["ones"]
_TENS: dict[str, int] = _LEX["tens"]
_FRACTIONS: dict[str, int] = _LEX["fractions"]
_LEAST: dict[str, float] = _LEX["least"]
_TAILS = {"half": 0.5, "quarter": 0.25, "third": 1 / 3}

_SCALE = either(SCALES)
_TIMES = either(MULTIPLIERS)
_WORD = f"(?:{either([*_ONES, *_TENS, *MULTIPLIERS])})"
_ORDINAL = either(_LEX["ordinals"])
_CROWD = either(_LEX["crowds"])
_VAGUE = (
    rf"(?:(?:{_CROWD}) (?:and (?:{_CROWD}) )?of )?(?:{_CROWD})(?=[^\w-]|$)"
    rf"|(?:several|many|a few|few|countless|some)[ -](?:{_TIMES})(?:[ -](?:{_SCALE}))?\b"
    r"|scores(?= of [a-z]| more\b| dead\b| killed\b| injured\b| wounded\b| missing\b| hurt\b| arrested\b| feared\b)"
    r"|tens(?= of [a-z])|(?:a |only a )?handful(?= of )|several(?= [a-z])|(?:a |only a |just a )?few(?= [a-z])"
)
_COUPLE = rf"a (?:couple|pair) (?:of )?(?P<many>{_TIMES})(?!s)|a couple(?= of [a-z])"
_PARTS = either(word for word in _FRACTIONS if word.endswith("s"))
_PART = either(word for word in _FRACTIONS if not word.endswith("s"))
_FRACTION = (
    rf"(?:(?P<top>\d{{1,2}}|{either(_ONES)})[ -](?P<parts>{_PARTS})|(?:(?P<one>one|1|a|an)[ -])?(?P<part>{_PART}))"
    rf"(?:(?: of)?(?: an?)?[ -](?P<of>{_TIMES})\b)?"
)
_RUN = (
    rf"(?:an? )?{_WORD}(?:(?:[ -]|,? and |[ -]point[ -])(?!(?:{_ORDINAL})\b){_WORD}){{0,40}}+(?![ -](?:{_ORDINAL})\b)"
    rf"(?:[ -]and[ -](?:an?|one)[ -](?P<tail>{either(_TAILS)})(?:[ -](?P<tailscale>{_SCALE})\b)?)?"
)
# any word that a numeral in words may start with: one cheap test for all the others
_FIRST = either(
    {*_ONES, *_TENS, *MULTIPLIERS, *_FRACTIONS, *(crowd.split()[0] for crowd in _LEX["crowds"]), *_LEX["openers"]}
)
_GLUED = r"(?-i:(?<=[a-z][a-z]\.)(?=[A-Z][a-z]))"  # a page that lost its blanks: "the south side.Four people"
_CANDIDATE = re.compile(
    rf"(?=[\w.])(?:(?:(?<![\w.])|{_GLUED})(?<!\w[-’'])(?=(?:{_FIRST})(?!\w)|\d{{1,2}}[ -][a-z])"
    rf"(?:(?P<vague>{_VAGUE})|(?P<couple>{_COUPLE})|(?P<fraction>{_FRACTION})(?!\w)|(?P<words>{_RUN})(?!\w)"
    rf"|(?P<single>an?)(?= [a-z]{{4,7}} and a half\b))"
    rf"|(?=[\d.{GLYPHS}])(?:{DIGITS}))",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[A-Za-z]+")
_OF = re.compile(r"[ -]of\b")
_SHARES = re.compile(r" (?:are|were|have|had|do|did|live|lack|need)\b")  # "a third have no water"
_HALF_OF = re.compile(
    r"[ -](?:an?|the|its|their|his|her|our|all|hour|turn|mile|percent|per cent|point|inch|ton|pint)\b"
)
_HALF_TIME = re.compile(r"(?:first|second|other|better|last|opening|this|that) $", re.IGNORECASE)

_Token = tuple[str, int, int]


def numerals(text: str) -> Iterator[Numeral]:
    """Every numeral of a text in order, years and model numbers included."""
    for found in _CANDIDATE.finditer(text):
        kind = found.lastgroup
        if kind == "words":
            yield from _words(found, text)
            continue
        read = _READERS.get(kind or "", read_digits)
        numeral = read(found, text)
        if numeral is not None:
            yield numeral


def _vague(found: re.Match[str], _: str) -> Numeral:
    """A word for an unsaid number, which has no value; "a couple of thousand" has one, roughly."""
    start, end = found.span()
    if found.lastgroup == "vague":
        return Numeral(start, end, None, vague=True, rule="vague")
    scale = MULTIPLIERS[found["many"].lower()] if found["many"] else 1
    return Numeral(start, end, 2.0 * scale, scale, approx=True, rule="couple")


def _single(found: re.Match[str], _: str) -> Numeral:
    """The article of "an hour and a half"."""
    return Numeral(*found.span(), 1.0, rule="words")


def _fraction(found: re.Match[str], text: str) -> Numeral | None:
    """A share ("two-thirds", "a quarter of", "half a million"); None for ordinals and halves of a match."""
    start, end = found.span()
    word = found["top"]
    top = 1.0 if word is None else float(word) if word.isdigit() else float(_ONES[word.lower()])
    part = (found["parts"] or found["part"]).lower()
    value = top / _FRACTIONS[part]
    if found["of"]:
        scale = MULTIPLIERS[found["of"].lower()]
        return Numeral(start, end, times(value, scale), scale, rule="words") if part[:4] in ("half", "quar") else None
    lead = (found["one"] or "").lower()
    if word is None and lead not in ("one", "1"):
        of = _OF.match(text, end)
        if part == "half":
            if not (of or _HALF_OF.match(text, end)) or _HALF_TIME.search(text[max(0, start - 10) : start]):
                return None
        elif not lead or not (of or _SHARES.match(text, end)):
            return None  # "the final third of", "fourth of": places, dates and ranks, not shares
    return Numeral(start, end, value, rule="fraction")


_READERS: dict[str, Callable[[re.Match[str], str], Numeral | None]] = {
    "vague": _vague, "couple": _vague, "fraction": _fraction, "single": _single,
}  # fmt: skip


def _words(found: re.Match[str], text: str) -> Iterator[Numeral]:
    """The numbers of a run of number words; a run may hold several ("between five and six", "two three-year terms")."""
    tail = found["tail"]
    stop = text.rfind("and", found.start(), found.start("tail")) if tail else found.end()
    between = text[max(0, found.start() - 8) : found.start()].lower() == "between "
    numbers = _split(
        [(m.group().lower(), m.start(), m.end()) for m in _TOKEN.finditer(text, found.start(), stop)], between
    )
    if tail and numbers:
        last = numbers[-1]
        last.value = (last.value or 0.0) + _TAILS[tail.lower()]
        last.end, last.rule = found.end(), "words"
        if found["tailscale"]:
            last.scale = SCALES[found["tailscale"].lower()]
            last.value *= last.scale
    yield from numbers


def _split(tokens: list[_Token], between: bool) -> list[Numeral]:
    out: list[Numeral] = []
    i = 0
    while i < len(tokens):
        numeral, used = _Reader(tokens, i, between).read()
        if numeral is not None:
            out.append(numeral)
        i += max(used, 1)
    return out


class _Reader:
    """Reads the longest well-formed number that starts at a token: finished thousands, and the group being built."""

    def __init__(self, tokens: list[_Token], first: int, between: bool, ceiling: float = math.inf) -> None:
        self.tokens = tokens
        self.between = between
        self.first = first
        self.total = 0.0
        self.group = 0.0
        self.last_scale = ceiling
        self.scale = 1
        self.seen = False

    def read(self) -> tuple[Numeral | None, int]:
        i = end = self.first
        while i < len(self.tokens):
            used = self._take(i)
            if not used:
                break
            i += used
            if self.tokens[i - 1][0] != "and":
                end = i
        if not self.seen:
            return None, 1
        start, stop = self.tokens[self.first][1], self.tokens[end - 1][2]
        value = float(f"{self.total + self.group:.12g}")
        rule = "one" if value == 1 and end - self.first == 1 else "words"
        return Numeral(start, stop, value, self.scale, rule=rule), end - self.first

    def _take(self, i: int) -> int:
        """Take the token into the number; how many tokens that used, none where the number ends before it."""
        word = self.tokens[i][0]
        if word in _ONES:
            return self._add(_ONES[word])
        if word in _TENS:
            return self._add(_TENS[word])
        if word in MULTIPLIERS:
            return self._multiply(word)
        if word in ("a", "an"):
            following = self.tokens[i + 1][0] if i + 1 < len(self.tokens) else ""
            if self.seen or following not in MULTIPLIERS:
                return 0
            self.group, self.seen = 1.0, True
            return 1
        if word == "and":
            return int(self.seen and self.scale > 1 and self._continues(i + 1))
        return self._decimals(i + 1) if word == "point" else 0

    def _add(self, value: int) -> int:
        """Ones fit after tens or a multiplier, tens and teens after a multiplier only."""
        rest = self.group % 100
        empty = rest == 0 and (not self.seen or self.scale > 1) and (value > 0 or not self.seen)
        if not empty and not (rest >= 20 and rest % 10 == 0 and 0 < value < 10):
            return 0
        self.group += value
        self.seen = True
        return 1

    def _multiply(self, word: str) -> int:
        scale = MULTIPLIERS[word]
        if not self.group or not self.seen:
            return 0
        if scale < 1000:
            if self.group >= 100:
                return 0
            self.group *= scale
        else:
            if scale >= self.last_scale:
                return 0
            self.total += self.group * scale
            self.group, self.last_scale = 0.0, scale
        self.scale = scale
        return 1

    def _continues(self, i: int) -> bool:
        """Whether what follows "and" belongs to the number: "two hundred and six", not "... and three hundred"."""
        following, _ = _Reader(self.tokens, i, self.between, self._ceiling()).read()
        return following is not None and (following.value or 0.0) < min(self.scale, self.last_scale)

    def _ceiling(self) -> float:
        """Below what the rest after "and" is read: hundreds and tens may go on to thousands together.

        "One hundred and one thousand" is 101,000, but "between one hundred and one thousand" are two numbers.
        """
        return 1000.0 if self.scale == MULTIPLIERS["hundred"] and not self.between else math.inf

    def _decimals(self, i: int) -> int:
        digits = ""
        for word, _, _ in self.tokens[i : i + 9]:
            if _ONES.get(word, 10) > 9:
                break
            digits += str(_ONES[word])
        if not self.seen or not digits:
            return 0
        self.group += float(f"0.{digits}")
        return 1 + len(digits)


def least(word: str) -> float | None:
    """The least that a plural without a number can mean ("dozens": two of them), or None for another word."""
    return _LEAST.get(word)
