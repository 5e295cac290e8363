"""Numerals in digits to values: separators of every habit, fractions, multipliers in words and letters."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newslab.lexicon import read

if TYPE_CHECKING:
    from collections.abc import Iterable

_LEX = read("numerals.yaml")
SCALES: dict[str, int] = _LEX["scales"]
MULTIPLIERS = {**SCALES, "dozen": 12}
_LETTERS: dict[str, int] = _LEX["letters"]
_GLYPH_VALUES: dict[str, float] = _LEX["glyphs"]
GLYPHS = "".join(_GLYPH_VALUES)
_LONGEST = 32  # characters: longer runs are keys, hashes or noise, never a reported figure


@dataclass(slots=True)
class Numeral:
    """A numeral as written: its value, the multiplier it carried, and how it was read.

    ``plain`` are digits without separator, decimals or multiplier: what a year or a model number looks like.
    """

    start: int
    end: int
    value: float | None
    scale: int = 1
    digits: bool = False
    plain: bool = False
    vague: bool = False
    approx: bool = False
    rule: str = "digits"


def either(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_SCALE = either(SCALES)
_GLYPH = f"[{GLYPHS}]"
_GROUPED = (
    r"\d{1,3}(?:,\d{3}){1,7}(?!\d)(?:\.\d{1,12})?"  # 1,200,000.5
    r"|\d{1,2}(?:,\d\d){1,4},\d{3}(?!\d)"  # 12,34,567
    r"|\d{1,3}(?:,[ ]000){1,3}(?!\d)"  # "80, 000", as some text extraction leaves it
    r"|\d{1,3}(?: \d{3}){1,5}(?![\d.,]*\d|\w)"  # 1 200 000
)
_EURO = (
    r"\d{1,3}(?:\.\d{3}){2,6}(?!\d)(?:,\d{1,2}(?!\d))?"  # 1.200.000,50
    r"|\d{1,3}\.\d{3},\d{1,2}(?!\d)"  # 1.200,50
    rf"|\d{{1,3}},\d{{1,2}}(?= ?(?:%|(?:per ?cent|{_SCALE})\b))"  # 3,5 million
)
DIGITS = (
    r"(?P<power>\d(?:\.\d{1,9})?[×x]10(?:\^|\*\*)?[-–]?\d{1,3}(?!\d))"
    rf"|(?P<mixed>\d{{1,5}}(?:[ -]\d{{1,2}}[/⁄]\d{{1,3}}(?![\d/])| ?{_GLYPH}))"
    r"|(?P<share>\d{1,3}[/⁄]\d{1,4}(?![\d/]))"
    rf"|(?P<glyph>{_GLYPH})|(?P<euro>{_EURO})"
    rf"|(?P<plain>{_GROUPED}|\d++(?:\.\d++)?|(?<!\w)\.\d{{1,12}}(?!\d))"
)
_AFTER_SCALE = re.compile(rf"[ -]?({_SCALE}|dozen)(?:[ -]({_SCALE}))?(?!\w)", re.IGNORECASE)
_AND_HALF = re.compile(rf"[ -]and[ -]a[ -](half|quarter)\b(?: ({_SCALE})\b)?", re.IGNORECASE)
_MONEY_LETTER = re.compile(rf" ?({either(_LETTERS)})(?![\w²³])")
_LETTER = re.compile(r"([kKMmbBT])(?![\w²³])| ?(mn|mln|bn|Bn|bln|tn|trn)\b")
_MANY = re.compile(r" (?:[a-z-]{2,20} ){0,2}?(?:people|children|women|men|[a-z]{2,20}(?<!s)s)\b")
_TO_MANY = re.compile(rf"(?: to |-| or | and )[\d.]{{1,6}}m{_MANY.pattern}")  # "6m | to 8m tonnes"
_NOT_THOUSAND = re.compile(
    r"[ -](?:runs?|race|walk|fun run|video|tv|tvs|display|screen|resolution|ultra|uhd)\b", re.IGNORECASE
)


def read_digits(found: re.Match[str], text: str) -> Numeral | None:
    """The numeral of a match of :data:`DIGITS`, with the multiplier after it; None for keys and noise."""
    start, end = found.span()
    kind = found.lastgroup or "plain"
    if end - start > _LONGEST:
        return None
    raw = found.group()
    value = _value(raw, kind)
    if value is None or not math.isfinite(value):
        return None
    rule = "fraction" if kind in ("share", "glyph") else "digits"
    numeral = Numeral(start, end, value, digits=True, plain=raw.isdigit(), rule=rule)
    _add_half(numeral, text)
    numeral.end = word_scale(numeral, text, numeral.end) or numeral.end
    return numeral


def _value(raw: str, kind: str) -> float | None:
    if kind == "power":
        base, power = re.split("[×x]10", raw)
        return float(f"{base}e{power.lstrip('^*').replace('–', '-')}")
    if kind == "share":
        return _ratio(*re.split("[/⁄]", raw))
    if kind == "glyph":
        return _GLYPH_VALUES[raw]
    if kind == "mixed":
        if raw[-1] in _GLYPH_VALUES:
            return float(raw[:-1]) + _GLYPH_VALUES[raw[-1]]
        whole, top, below = re.split("[ /⁄-]", raw)
        part = _ratio(top, below)
        return None if part is None else int(whole) + part
    if kind == "euro":
        return float(raw.replace(".", "").replace(",", "."))
    return float(re.sub(r"[,\s]", "", raw))


def _ratio(top: str, below: str) -> float | None:
    return int(top) / int(below) if int(below) else None


def times(value: float, factor: float) -> float:
    """Multiply without the dust of binary fractions (1.1 million is 1,100,000, not 1,100,000.0000000001)."""
    return float(f"{value * factor:.12g}")


def _add_half(numeral: Numeral, text: str) -> None:
    """Take in "and a half" ("5 and a half thousand")."""
    half = _AND_HALF.match(text, numeral.end)
    if half and numeral.value is not None:
        numeral.value += 0.5 if half[1].lower() == "half" else 0.25
        numeral.scale = SCALES[half[2].lower()] if half[2] else 1
        numeral.value *= numeral.scale
        numeral.end, numeral.plain = half.end(), False


def word_scale(numeral: Numeral, text: str, end: int) -> int | None:
    """Apply the multiplier written at ``end`` ("1.2 million", "4 hundred million"); the offset past it, or None."""
    found = _AFTER_SCALE.match(text, end)
    if not found or numeral.value is None or numeral.scale > 1:
        return None
    # the point of "1.050 million" stays a point: English prints thousands with a comma
    numeral.scale = MULTIPLIERS[found[1].lower()] * (SCALES[found[2].lower()] if found[2] else 1)
    numeral.value, numeral.plain = times(numeral.value, numeral.scale), False
    return found.end()


def letter_scale(numeral: Numeral, text: str, *, money: bool) -> None:
    """Apply "k", "m", "bn" after digits where it can be nothing else: after money, or before a noun of many."""
    found = (_MONEY_LETTER if money else _LETTER).match(text, numeral.end)
    if not found or numeral.value is None or numeral.scale > 1:
        return
    letter = found[1] or found[2]
    if not money and (
        (letter in "mbBT" and not _MANY.match(text, found.end()) and not _TO_MANY.match(text, found.end()))
        or (letter in "kK" and _NOT_THOUSAND.match(text, found.end()))
    ):
        return
    numeral.scale = _LETTERS[letter]
    numeral.value = times(numeral.value, numeral.scale)
    numeral.end, numeral.plain = found.end(), False
