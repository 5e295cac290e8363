"""Units and currencies beside a numeral, and their conversion to SI.

The table is ``resources/units.yaml``. Symbols follow SI, ISO 4217 (minor units keep their name) and, for what neither
knows, the English noun.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from newslab.lexicon import read

_TABLE = read("units.yaml")
_KELVIN = {"°C": (1.0, 273.15), "°F": (5 / 9, 459.67 * 5 / 9)}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's symbol and kind (see ``schema.KINDS``)."""

    symbol: str
    kind: str


def _build() -> tuple[dict[str, Unit], dict[str, Unit], dict[str, Unit]]:
    names: dict[str, Unit] = {}
    marks: dict[str, Unit] = {}
    before: dict[str, Unit] = {}
    for symbol, entry in _TABLE["measures"].items():
        unit = Unit(symbol, entry["kind"])
        names.update(dict.fromkeys(entry["names"], unit))
        marks.update(dict.fromkeys(entry.get("marks", ()), unit))
    for code, entry in _TABLE["currencies"].items():
        unit = Unit(code, "money")
        names.update(dict.fromkeys(entry["names"], unit))
        before.update(dict.fromkeys(entry.get("before", ()), unit))
        marks.update(dict.fromkeys(entry.get("after", ()), unit))
        if code.isupper():
            marks[code] = before[code] = unit
    return names, marks, before


_NAMES, _MARKS, _BEFORE = _build()
_PER = frozenset(_TABLE["per"])


def _either(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


_MONEY_BEFORE = re.compile(rf"(?<![A-Za-z])({_either(_BEFORE)}) ?(-|−|minus )?$")
_MONEY_BEFORE_ANY = re.compile(rf"(?<![A-Za-z])({_either(c for c in _BEFORE if c.isalpha())}) ?$", re.IGNORECASE)
_MONEY_HINT = frozenset("$£€¥₱₹₽₴₩₪₫₭₦₺₸₾₡฿₿৳=.¢₵")
# "U.S." and "Cdn" after an amount in dollars
_DOLLARS_OF = re.compile(
    r" (?:(US|U\.S\.?)|(CAD|Cdn|Canadian|CDN)|(AUD|Australian)|(NZ|NZD))(?![\w])(?! (?:dollar|[A-Z]))"
)
_DOLLARS = {1: "USD", 2: "CAD", 3: "AUD", 4: "NZD"}
_MARK = re.compile(rf"({_either(_MARKS)})(?![A-Za-z0-9²³])")
_CODE_SCALE = {"k": 10**3, "M": 10**6, "m": 10**6, "bn": 10**9, "B": 10**9}
_SCALED_CODE = re.compile(rf" ?({_either(_CODE_SCALE)})({_either(c for c in _TABLE['currencies'] if c.isupper())})\b")
_PHRASE = re.compile(r"(?:[  ]|-|‑|​){0,2}([A-Za-z.]{1,14})(?:[  -]([A-Za-z.]{1,14}))?(?:[  -]([A-Za-z]{1,14}))?")
_RATE = re.compile(
    r"(?: ?(?:-{1,2}|–) ?| )(?:(per)|an?|each|every)(?: - |[ -])((?:square |cubic |sq\.? )?[A-Za-z]{1,14})(?![A-Za-z])|/((?:sq )?[A-Za-z]{1,10}\d?)(?![A-Za-z])",
    re.IGNORECASE,
)
_NOT_PER = frozenset({"cent", "se", "cents"})
# single letters and words that are units only glued to the digits or in the right company
_SPACED_MARKS = frozenset({"C", "F", "K", "p", "m", "g", "l", "L", "h", "t", "A", "V", "W", "$", "£", "€", "¥"})
_TEXT_ONLY = frozenset({"″", "”", "′"})


@lru_cache(maxsize=4096)
def _named(one: str, two: str, three: str) -> tuple[Unit, int] | None:
    """Longest unit name among the next words, and how many of them it takes."""
    if two and three:
        unit = _NAMES.get(f"{one} {two} {three}")
        if unit:
            return unit, 3
    if two:
        unit = _NAMES.get(f"{one} {two}")
        if unit:
            return unit, 2
    unit = _NAMES.get(one)
    return (unit, 1) if unit else None


def money_before(text: str, start: int) -> tuple[Unit, int, bool] | None:
    """Currency written before a numeral: unit, where it starts, and whether a minus stands between the two."""
    near = text[max(0, start - 12) : start]
    tail = near.rstrip(" -−")[-1:]
    if not tail or not (tail in _MONEY_HINT or tail.isalpha()):
        return None
    found = _MONEY_BEFORE.search(near) or _MONEY_BEFORE_ANY.search(near)
    if not found:
        return None
    mark = found[1]
    unit = _BEFORE.get(mark) or _BEFORE.get(mark.lower()) or _BEFORE[mark.upper()]
    minus = bool(found.lastindex and found.lastindex > 1)
    return unit, start - len(near) + found.start(), minus


def dollars_of(text: str, end: int) -> tuple[Unit, int] | None:
    """Whose dollars, where that is said after the amount ("$31.20 US")."""
    found = _DOLLARS_OF.match(text, end)
    return (Unit(_DOLLARS[found.lastindex or 1], "money"), found.end()) if found else None


def unit_after(text: str, end: int, *, digits: bool) -> tuple[Unit, int, int] | None:
    """Unit written after a numeral, glued ("18km"), spaced ("18 km"), hyphenated ("18-mile") or bracketed ("20 (kg)").

    Returns
    -------
    tuple or None
        The unit, the offset one past it, and the multiplier it carries ("120 MEUR": a million).
    """
    if digits:
        hit = _mark_after(text, end)
        if hit:
            return hit
    found = _PHRASE.match(text, end)
    if not found or (not digits and found.start(1) == end):
        return None
    one, two, three = ((found[i] or "").lower() for i in (1, 2, 3))
    named = _named(one, two, three) or _named(one.rstrip("."), two.rstrip("."), three)
    if not named:
        return None
    unit, words = named
    stop = found.end(words)
    if not _name_stands(unit, found[1], text, stop):
        return None
    return unit, stop - (text[stop - 1] == "." and found[words].lower() not in _DOTTED), 1


def _mark_after(text: str, end: int) -> tuple[Unit, int, int] | None:
    """A sign or abbreviation after digits."""
    glued = _MARK.match(text, end)
    if glued and not (glued[1] == "s" and _WHOLE.search(text[max(0, end - 4) : end])):
        return _MARKS[glued[1]], glued.end(), 1
    gap = _GAP.match(text, end)
    spaced = _MARK.match(text, gap.end()) if gap else None
    if spaced and _mark_stands(spaced[1], text, spaced.end()):
        return _MARKS[spaced[1]], spaced.end(), 1
    coded = _SCALED_CODE.match(text, end)
    return (Unit(coded[2], "money"), coded.end(), _CODE_SCALE[coded[1]]) if coded else None


_WHOLE = re.compile(r"(?<![\d.])\d{1,4}$")  # "Model 3s" is a plural; "in 9.58s" is a time
_DOTTED = frozenset({"ft.", "oz.", "lbs.", "lb."})
_GAP = re.compile(r"[  ]| ?[({]")
_FOLLOWS = re.compile(
    r"\s*(?:$|[.,;:)\]/}+]| (?:per|a|an|melting|x|at|and|or|to|in|on|of|for|was|is|from|below|above|lower|higher)\b)"
)


def _mark_stands(mark: str, text: str, end: int) -> bool:
    return mark not in _TEXT_ONLY and (mark not in _SPACED_MARKS or bool(_FOLLOWS.match(text, end)) or mark in "$£€¥")


def _name_stands(unit: Unit, word: str, text: str, end: int) -> bool:
    """Words that are units only sometimes: "second" and "quarter" are ordinals, "stone" and "won" common words."""
    if unit.symbol in ("st", "KRW", "A", "RON", "DEM") and word[:1].isupper():
        return False
    return not (
        text[end : end + 1].isalnum()
        or (unit.symbol == "s" and word.lower() == "second" and text[end : end + 1] == "-")
    )


def rate_after(text: str, end: int) -> tuple[str, int] | None:
    """The denominator of a rate ("per barrel", "a day", "/sq m") and the offset one past it."""
    found = _RATE.match(text, end)
    if not found:
        return None
    word = (found[2] or found[3]).lower()
    if found[1] is None and found[3] is None:
        if word not in _PER:
            return None
    elif word in _NOT_PER:
        return None
    unit = _NAMES.get(word) or _MARKS.get(found[2] or found[3])
    return (unit.symbol if unit and unit.kind != "money" else word), found.end()


@lru_cache(maxsize=4096)
def to_si(value: float, unit: str) -> float | None:
    """A value in the SI base unit of its kind (m, m2, m3, kg, s, m/s, J, K); None where the unit has none.

    Examples
    --------
    >>> to_si(18.0, "km")
    18000.0
    """
    if unit in _KELVIN:
        factor, offset = _KELVIN[unit]
        return value * factor + offset
    entry = _TABLE["measures"].get(unit)
    factor = entry.get("si") if entry else None
    return None if factor is None else value * float(factor)
