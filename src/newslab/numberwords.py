"""One numeral in digits or words to its value: "1.2 million", "10 1/2", "twenty-eight thousand six hundred and forty-two".

Numerals are read here without their unit, bound or range: those are the business of :mod:`newslab.units`,
:mod:`newslab.bounds` and :mod:`newslab.numerals`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


@lru_cache(maxsize=8)
def lexicon(name: str) -> dict[str, Any]:
    """A word list of ``resources/`` by file name."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data: dict[str, Any] = yaml.load((files("newslab") / "resources" / name).read_text("utf-8"), loader)  # noqa: S506
    return data


_LEX = lexicon("numerals.yaml")
_ONES: dict[str, int] = _LEX["ones"]
_TENS: dict[str, int] = _LEX["tens"]
SCALES: dict[str, int] = _LEX["scales"]
_LETTERS: dict[str, int] = _LEX["letters"]
_FRACTIONS: dict[str, int] = _LEX["fractions"]
_GLYPHS: dict[str, float] = _LEX["glyphs"]
_MULTIPLIERS = {**SCALES, "dozen": 12}
LONGEST = 24  # digits: longer ones are keys, hashes or noise, never a reported figure


@dataclass(slots=True)
class Numeral:
    """A numeral as written: value, multiplier word it carried, and how it was read."""

    start: int
    end: int
    value: float | None
    scale: int = 1
    digits: bool = False
    vague: bool = False
    approx: bool = False
    rule: str = "digits"
    plain: bool = False
    """Digits without separator, decimals or scale: what a year or a model number looks like."""


def _either(words: Any) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_S = "[ \u00a0\u202f\u2009]"
_SCALE_WORD = _either(SCALES)
_SIMPLE = _either([*_ONES, *_TENS, *SCALES, "dozen"])
_WORD = f"(?:{_SIMPLE})"
_GLYPH = "[" + "".join(_GLYPHS) + "]"
_GROUPED = rf"\d{{1,3}}(?:,\d{{3}}){{1,7}}(?!\d)(?:\.\d{{1,12}})?|\d{{1,2}}(?:,\d\d){{1,4}},\d{{3}}(?!\d)|\d{{1,3}}(?:, ?000){{1,3}}(?!\d)"
_SPACED = r"\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3}){1,5}(?![\d.,]*\d|[\w])"
_EURO = r"\d{1,3}(?:\.\d{3}){2,6}(?![\d])(?:,\d{1,2}(?!\d))?"
_TIMES10 = r"\d(?:\.\d{1,9})?[×x]10(?:\^|\*\*)?[-−–]?\d{1,3}(?!\d)"
_DIGITS = (
    rf"(?P<sci>{_TIMES10})|(?P<mixed>\d{{1,5}}(?:[ -]\d{{1,2}}[/⁄]\d{{1,3}}(?![\d/])|{_S}?{_GLYPH}))|(?P<frac>\d{{1,3}}[/⁄]\d{{1,4}}(?![\d/]))"
    rf"|(?P<glyph>{_GLYPH})|(?P<euro>{_EURO})|(?P<plain>(?:{_GROUPED})|(?:{_SPACED})|\d++(?:\.\d++)?|(?<!\d)\.\d{{1,12}}(?!\d))"
)
_PART = _either(_FRACTIONS)
_VAGUE_PLURAL = "tens|dozens|scores|hundreds|thousands|millions|billions|trillions"
_VAGUE = (
    rf"(?:(?:{_VAGUE_PLURAL}) (?:and (?:{_VAGUE_PLURAL}) )?of )?(?:{_VAGUE_PLURAL})(?= of | and |[^\w-]|$)"
    rf"|(?:several|many|a few|few|countless)[ -](?:{_SCALE_WORD}|dozen)(?:[ -](?:{_SCALE_WORD}))?\b"
    r"|(?:a |only a )?handful(?= of )|several(?= [a-z])|(?:a |only a |just a )?few(?= [a-z])"
)
_COUPLE = rf"a couple (?:of )?(?P<many>(?:{_SCALE_WORD}|dozen))(?!s)|a couple(?= of [a-z])"
_PARTS = (
    rf"(?:(?P<num>\d{{1,2}}|{_either(_ONES)}|a|an)[ -])?(?P<part>{_PART})"
    rf"(?:(?: of)?(?: an?)?[ -](?P<of>{_SCALE_WORD}|dozen)\b)?"
)
_CANDIDATE = re.compile(
    rf"(?<![\w.])(?<!\w[-’'])(?:(?P<vague>{_VAGUE})|(?P<couple>{_COUPLE})|(?P<fraction>{_PARTS})(?![\w])"
    rf"|(?P<words>(?:an? )?{_WORD}(?:(?:[ -]|,? and |[ -]point[ -]){_WORD}){{0,40}}(?:[ -]and[ -](?:an?|one)[ -](?P<tail>half|quarter|third)(?:[ -](?P<tailscale>{_SCALE_WORD})\b)?)?)(?!\w))"
    rf"|{_DIGITS}",
    re.IGNORECASE,
)
_AFTER_SCALE = re.compile(rf"(?:{_S}|-|‑)?({_SCALE_WORD}|dozen)(?:[ -]({_SCALE_WORD}))?(?![\w])", re.IGNORECASE)
_AND_HALF = re.compile(rf"(?:{_S}|-)and(?:{_S}|-)a(?:{_S}|-)(half|quarter)\b(?:{_S}({_SCALE_WORD})\b)?", re.IGNORECASE)
_AFTER_LETTER = re.compile(rf"{_S}?({_either(_LETTERS)})(?![\w²³])")
_GLUED_LETTER = re.compile(rf"({_either(_LETTERS)})(?![\w²³])")
_TOKEN = re.compile(r"[A-Za-z]+")


def numerals(text: str) -> Iterator[Numeral]:
    """Every numeral of a text in order, years and model numbers included."""
    for found in _CANDIDATE.finditer(text):
        kind = found.lastgroup
        start, end = found.span()
        if found["words"] is not None:
            yield from _words(found, text)
        elif found["vague"] is not None:
            yield Numeral(start, end, None, vague=True, rule="vague")
        elif found["couple"] is not None:
            times = _MULTIPLIERS[found["many"].lower()] if found["many"] else 1
            yield Numeral(start, end, 2.0 * times, times, approx=True, rule="couple")
        elif found["fraction"] is not None:
            numeral = _fraction(found, text)
            if numeral is not None:
                yield numeral
        else:
            numeral = _digits(found, text, kind or "plain")
            if numeral is not None:
                yield numeral


def _digits(found: re.Match[str], text: str, kind: str) -> Numeral | None:
    start, end = found.span()
    if end - start > LONGEST + 8:
        return None
    raw = found.group()
    value = _value(raw, kind)
    if value is None or not math.isfinite(value):
        return None
    plain = raw.isdigit()
    numeral = Numeral(start, end, value, 1, digits=True, plain=plain, rule="digits" if kind != "frac" else "fraction")
    return scaled(numeral, text)


def _value(raw: str, kind: str) -> float | None:
    if kind == "sci":
        base, power = re.split("[×x]10", raw)
        return float(base) * 10.0 ** int(power.strip("^*").replace("−", "-").replace("–", "-"))
    if kind == "frac":
        top, below = re.split("[/⁄]", raw)
        return int(top) / int(below) if int(below) else None
    if kind == "mixed":
        if raw[-1] in _GLYPHS:
            return float(raw[:-1]) + _GLYPHS[raw[-1]]
        whole, top, below = re.split("[ /⁄-]", raw)
        return int(whole) + int(top) / int(below) if int(below) else None
    if kind == "glyph":
        return _GLYPHS[raw]
    if kind == "euro":
        return float(raw.replace(".", "").replace(",", "."))
    return float(re.sub(r"[,\s]", "", raw))


def scaled(numeral: Numeral, text: str) -> Numeral:
    """The numeral with the multiplier written after it ("1.2 million", "4 hundred million", "5 and a half thousand")."""
    half = _AND_HALF.match(text, numeral.end)
    if half and numeral.value is not None:
        numeral.value += 0.5 if half[1].lower() == "half" else 0.25
        numeral.end, numeral.plain = half.end(), False
        if half[2]:
            numeral.scale = SCALES[half[2].lower()]
            numeral.value *= numeral.scale
        return numeral
    after = _AFTER_SCALE.match(text, numeral.end)
    if after and numeral.value is not None:
        times = _MULTIPLIERS[after[1].lower()] * (SCALES[after[2].lower()] if after[2] else 1)
        # "1.050 million" is an English thousandth, never 1,050 millions: the point stays a point
        numeral.value, numeral.scale = _times(numeral.value, times), times
        numeral.end, numeral.plain = after.end(), False
    return numeral


def letter_scale(numeral: Numeral, text: str, *, money: bool) -> bool:
    """Apply a glued "k", "m", "bn" where it can be nothing else; True if one was taken."""
    if not numeral.digits or numeral.scale != 1 or numeral.value is None:
        return False
    found = (_AFTER_LETTER if money else _GLUED_LETTER).match(text, numeral.end)
    if not found or not (money or found[1] not in ("m", "b", "B", "T") or _PLURAL.match(text, found.end())):
        return False
    times = _LETTERS[found[1]]
    numeral.value, numeral.scale = _times(numeral.value, times), times
    numeral.end, numeral.plain = found.end(), False
    return True


_PLURAL = re.compile(r" (?:[a-z-]{2,20} ){0,2}?(?:people|children|women|men|[a-z]{2,20}(?<!s)s)\b")


def _times(value: float, times: int) -> float:
    """Multiply without the dust of binary fractions (1.1 million is 1,100,000, not 1,100,000.0000000001)."""
    return float(f"{value * times:.12g}")


def _fraction(found: re.Match[str], text: str) -> Numeral | None:
    number, part, scale = found["num"], found["part"].lower(), found["of"]
    start, end = found.span()
    below = _FRACTIONS[part]
    if number is None and not scale and part != "half":
        return None  # "the final third of", "the quarter of": places and times, not shares
    if number is None or number.lower() in ("a", "an"):
        top = 1.0
    else:
        top = float(number) if number.isdigit() else float(_ONES[number.lower()])
    if scale:
        times = _MULTIPLIERS[scale.lower()]
        return Numeral(start, end, top / below * times, times, rule="words")
    named = number is not None and number.lower() not in ("a", "an")
    if named and (part.endswith("s") or top == 1):
        return Numeral(start, end, top / below, rule="fraction")
    if named and part in ("half", "quarter"):
        return None
    if not _OF.match(text, end) and not (
        part == "half" and _HALF.match(text, end) and not _NOT_HALF.search(text[max(0, start - 10) : start])
    ):
        return None
    return Numeral(start, end, 1 / below, rule="fraction") if not part.endswith("s") else None


_OF = re.compile(r"[ -]of\b")
_HALF = re.compile(r"[ -](?:an?|the|its|their|his|her|our|all|hour|turn|mile|percent|per cent|point|inch|ton|pint)\b")
_NOT_HALF = re.compile(r"(?:first|second|other|better|last|opening|this|that) $")


def _words(found: re.Match[str], text: str) -> Iterator[Numeral]:
    """The numbers of a run of number words; a run may hold several ("between five and six", "two three-month terms")."""
    tail = found["tail"]
    stop = found.end()
    if tail:
        stop = found.start("tail")
        stop = text.rfind("and", found.start(), stop)
    tokens = [(m.group().lower(), m.start(), m.end()) for m in _TOKEN.finditer(text, found.start(), stop)]
    numbers = _split(tokens)
    if tail and numbers:
        last = numbers[-1]
        last.value = (last.value or 0) + {"half": 0.5, "quarter": 0.25, "third": 1 / 3}[tail.lower()]
        last.end = found.end()
        if found["tailscale"]:
            last.scale = SCALES[found["tailscale"].lower()]
            last.value *= last.scale
    yield from numbers


def _split(tokens: list[tuple[str, int, int]]) -> list[Numeral]:
    out: list[Numeral] = []
    i = 0
    while i < len(tokens):
        numeral, used = _one(tokens, i)
        if numeral is not None:
            out.append(numeral)
        i += max(used, 1)
    return out


def _one(tokens: list[tuple[str, int, int]], first: int) -> tuple[Numeral | None, int]:
    """The longest well-formed number that starts at a token, and how many tokens it took."""
    total = group = 0.0
    last_scale, i, end, scale = math.inf, first, 0, 1
    seen = False
    while i < len(tokens):
        word, _, stop = tokens[i]
        if word in ("a", "an"):
            if seen or i + 1 >= len(tokens) or tokens[i + 1][0] not in _MULTIPLIERS:
                break
            group, seen = 1.0, True
        elif word == "and":
            if not seen or scale == 1 or not _joins(tokens, i + 1, min(scale, last_scale)):
                break
        elif word == "point":
            decimals, used = _decimals(tokens, i + 1)
            if not seen or not used:
                break
            group += decimals
            i += used
            stop = tokens[i][2]
        elif word in _ONES:
            ten = group % 100
            if not _fits(_ONES[word], ten, seen, group, total, scale):
                break
            group, seen = group + _ONES[word], True
        elif word in _TENS:
            if group % 100 or (group and scale == 1):
                break
            group, seen = group + _TENS[word], True
        elif word in _MULTIPLIERS:
            times = _MULTIPLIERS[word]
            if not seen:
                break
            if word in ("hundred", "dozen"):
                if not 0 < group < 100:
                    break
                group *= times
            else:
                if times >= last_scale or not group:
                    break
                total, group, last_scale = total + group * times, 0.0, times
            scale = times
        else:
            break
        end = stop if word != "and" else end
        i += 1
    if not seen or not end:
        return None, 1
    while i > first and tokens[i - 1][0] == "and":
        i -= 1
    start = tokens[first][1]
    rule = "one" if (total + group) == 1 and i - first == 1 else "words"
    return Numeral(start, end, float(f"{total + group:.12g}"), scale, rule=rule), i - first


def _fits(value: int, ten: float, seen: bool, group: float, total: float, scale: int) -> bool:
    if not seen:
        return True
    if value == 0 or (not group and not total):
        return False
    if ten == 0:
        return scale > 1
    return ten >= 20 and ten % 10 == 0 and 0 < value < 10


def _joins(tokens: list[tuple[str, int, int]], first: int, scale: float) -> bool:
    following, _ = _one(tokens, first)
    return following is not None and (following.value or 0) < scale


def _decimals(tokens: list[tuple[str, int, int]], first: int) -> tuple[float, int]:
    digits = ""
    for word, _, _ in tokens[first : first + 9]:
        if _ONES.get(word, 10) > 9:
            break
        digits += str(_ONES[word])
    return (float("0." + digits), len(digits)) if digits else (0.0, 0)
