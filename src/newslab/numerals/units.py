"""Units and currencies beside a numeral, and their conversion to SI.

The table is ``resources/units.yaml``. Symbols follow SI, ISO 4217 (minor units keep their name) and, for what neither
knows, the English noun.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from newslab.lexicon import read
from newslab.numerals.digits import either

if TYPE_CHECKING:
    from newslab.numerals.digits import Numeral

_TABLE = read("units.yaml")
_KELVIN = {"°C": (1.0, 273.15), "°F": (5 / 9, 459.67 * 5 / 9)}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's symbol and kind (see ``schema.KINDS``)."""

    symbol: str
    kind: str


def _build() -> tuple[dict[str, Unit], dict[str, Unit], dict[str, Unit]]:
    """Units by name (lower case), by mark after the digits, and by mark before them."""
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
_ANY_CASE = frozenset(_TABLE["any_case"])
_FOLDED = {mark.lower(): unit for mark, unit in _BEFORE.items() if "$" in mark or mark.lower() in _ANY_CASE}
_DOUBTFUL = frozenset(_TABLE["doubtful"])
_CODES = [code for code in _TABLE["currencies"] if code.isupper()]
_PER = frozenset(_TABLE["per"])
_LETTERS = frozenset(_TABLE["letters"])
_GLUED_ONLY = frozenset(_TABLE["glued_only"])
_BETWEEN = frozenset(_TABLE["between"])

_MONEY_BEFORE = re.compile(rf"(?<![A-Za-z])({either(_BEFORE)}) ?(-|minus )?$")
_MONEY_FOLDED = re.compile(rf"(?<![A-Za-z])({either(_FOLDED)}) ?$", re.IGNORECASE)
_MONEY_ENDS = frozenset(mark[-1] for mark in _BEFORE)
_AMOUNT = re.compile(r"\d{3}|\d+(?:[.,]\d|k\b|m\b|bn\b| [bm]illion)")
_DOLLARS_OF = re.compile(
    r" (?:(?P<USD>US|U\.S\.?)|(?P<CAD>CAD|Cdn|CDN|Canadian)|(?P<AUD>AUD|Australian)|(?P<NZD>NZD?))"
    r"(?!\w)(?! dollar| [A-Z])"
)
_MARK = re.compile(rf"({either(_MARKS)})(?![A-Za-z0-9²³])")
_CODE_TIMES = {"k": 10**3, "M": 10**6, "m": 10**6, "bn": 10**9, "B": 10**9}
_SCALED_CODE = re.compile(rf" ?({either(_CODE_TIMES)})({either(_CODES)})\b")
_SCALE_BEFORE = re.compile(rf"\b({either(_TABLE['before'])})(?: of |[ -])$", re.IGNORECASE)
_GAP = re.compile(r" ?[({]|[ -]")
_PHRASE = re.compile(
    r"([ -]{0,2})([A-Za-z][A-Za-z.]{0,13})(?:[ -]([A-Za-z.]{1,14}))?"
    r"(?:[ -]([A-Za-z]{1,14}))?(?:[ -]([A-Za-z]{1,14}))?"
)
_RATE = re.compile(
    r"(?: ?(?:-{1,2}|–) ?| )(?:(?P<per>per)|an?|each|every)(?: single)?(?: - |[ -])"
    r"(?P<noun>(?:square |cubic |sq\.? )?[A-Za-z]{1,14})(?![A-Za-z])"
    rf"(?! (?:{either(_TABLE['not_rate'])})\b)"
    r"|/(?P<slash>(?:sq )?[A-Za-zµμ]{1,10}[23²³]?)(?![A-Za-z])",
    re.IGNORECASE,
)
_ENDS_CLAUSE = re.compile(
    r"\s*(?:$|[.,;:)\]/}+]| (?:per|a|an|x|at|and|or|to|in|on|of|for|was|is|from|below|above|\d|lower|higher)(?:\b|\d))"
)
_DEGREES = re.compile(r"\s*(?:$|[.,;:)/}])| [a-z]")
_PLURAL_S = re.compile(r"(?<![\d.])\d{1,4}$")  # "Model 3s" is a plural; "in 9.58s" is a time
_COMMON = frozenset(
    {"st", "KRW", "A", "RON", "DEM", "HRK", "ZAR", "point", "times"}
)  # words that are also names when capitalised


def _named(words: list[str]) -> tuple[Unit, int] | None:
    """Longest unit name among the next words (three at most), and how many of them it takes."""
    for n in range(min(3, len(words)), 0, -1):
        unit = _NAMES.get(" ".join(words[:n]))
        if unit:
            return unit, n
    return None


def money_before(text: str, start: int) -> tuple[Unit, int, bool] | None:
    """Currency written before a numeral: unit, where it starts, and whether a minus stands between the two."""
    near = text[max(0, start - 12) : start]
    tail = near.rstrip(" -")[-1:]
    if tail not in _MONEY_ENDS and not tail.isalpha():
        return None
    found = _MONEY_BEFORE.search(near)
    if found:
        if found[1] in _DOUBTFUL and not _AMOUNT.match(text, start):
            return None
        return _BEFORE[found[1]], start - len(near) + found.start(), found[2] is not None
    folded = _MONEY_FOLDED.search(near)
    return (_FOLDED[folded[1].lower()], start - len(near) + folded.start(), False) if folded else None


def noun_before(text: str, start: int) -> tuple[Unit, int] | None:
    """A scale named before its number ("magnitude 7.1"): unit, and where the noun starts."""
    found = _SCALE_BEFORE.search(text[max(0, start - 20) : start])
    return (_NAMES[found[1].lower()], start - len(found[0])) if found else None


def dollars_of(text: str, end: int) -> tuple[Unit, int] | None:
    """Whose dollars, where that is said after the amount ("$31.20 US")."""
    found = _DOLLARS_OF.match(text, end)
    return (Unit(found.lastgroup, "money"), found.end()) if found and found.lastgroup else None


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
    if not found or not (digits or found[1]):
        return None
    words = [word.lower().rstrip(".") for word in found.groups()[1:] if word]
    skip = 0
    named = _named(words)
    if named is None and words[0] in _BETWEEN:
        skip = 1
        named = _named(words[1:])
    if not named:
        return None
    unit, n = named
    stop = found.end(1 + skip + n)
    if skip and unit.kind in ("money", "percent"):
        return None
    if (unit.symbol in _COMMON and found[2][0].isupper()) or (unit.symbol == "s" and text[stop : stop + 1] == "-"):
        return None
    return unit, stop - (text[stop - 1] == "."), 1


def _mark_after(text: str, end: int) -> tuple[Unit, int, int] | None:
    """A sign or abbreviation after digits."""
    glued = _MARK.match(text, end)
    if glued and not (glued[1] == "s" and _PLURAL_S.search(text[max(0, end - 5) : end])):
        return _MARKS[glued[1]], glued.end(), 1
    gap = _GAP.match(text, end)
    spaced = _MARK.match(text, gap.end()) if gap else None
    if gap and spaced and _spaced_mark(spaced[1], text, spaced.end()):
        close = gap[0][-1] in "({" and text[spaced.end() : spaced.end() + 1] in {")", "}"}
        return _MARKS[spaced[1]], spaced.end() + close, 1
    coded = _SCALED_CODE.match(text, end)
    return (Unit(coded[2], "money"), coded.end(), _CODE_TIMES[coded[1]]) if coded else None


def _spaced_mark(mark: str, text: str, end: int) -> bool:
    """Whether a mark parted from its digits by a space is a unit: single letters need the right company."""
    if mark in ("C", "F"):
        return bool(_DEGREES.match(text, end))
    return mark not in _GLUED_ONLY and (mark not in _LETTERS or bool(_ENDS_CLAUSE.match(text, end)))


def settled(unit: Unit, text: str, numeral: Numeral, end: int) -> Unit | None:
    """What a name of two senses means beside this number, or None where it is no unit there.

    "5 million pounds" and "paid 200 pounds" are money, "a 200-pound bomb" is not; "four quarter finals", "30 barrel
    bombs" and "12 seats, 3 won" have no unit.
    """
    name = text[numeral.end : end]
    value = numeral.value or 0.0
    if unit.symbol == "lb" and name.endswith("pounds"):
        near = text[max(0, numeral.start - 40) : numeral.start].lower()
        many = numeral.scale >= 10**6 or (numeral.vague and text.startswith(_MILLIONS, numeral.end - 8))
        return _STERLING if many or _PAID.search(near) else unit
    if unit.symbol == "KRW" and value < 100:
        return None
    if unit.symbol == "barrel" and name == " barrel" and _PLURAL.match(text, end):
        return None
    if unit.symbol in ("quarter", "cup") and value > 1 and name[0] == " " and not name.endswith("s"):
        return None
    return None if unit.symbol == "st" and not _ENDS_CLAUSE.match(text, end) else unit


_MILLIONS = ("millions", "billions", "rillions")
_PLURAL = re.compile(r" [a-z]+s\b")
_STERLING = Unit("GBP", "money")
_PAID = re.compile(rf"\b(?:{either(_TABLE['paid'])})\b[^.!?]{{0,24}}$")


def rate_after(text: str, end: int) -> tuple[str, int] | None:
    """The denominator of a rate ("per barrel", "a day", "/sq m") and the offset one past it."""
    found = _RATE.match(text, end)
    if not found:
        return None
    word = found["noun"] or found["slash"]
    low = word.lower()
    if found["noun"] and not found["per"] and low not in _PER:
        return None
    if low in ("cent", "cents", "se"):
        return None
    unit = _MARKS.get(word) or _NAMES.get(low)
    return (unit.symbol if unit and unit.kind != "money" else low), found.end()


def symbol(name: str) -> str:
    """The symbol of a measure or currency, by its name or a mark of it; any other name is its own.

    Examples
    --------
    >>> symbol("square kilometres"), symbol("person")
    ('km2', 'person')
    """
    known = _NAMES.get(name.lower()) or _MARKS.get(name) or _BEFORE.get(name)
    return known.symbol if known else name


def times(unit: str, into: str) -> float | None:
    """How many of one unit another has; None where the two measure different things, or where zero is no nothing.

    Examples
    --------
    >>> times("km2", "m2")
    1000000.0
    """
    if unit == into:
        return 1.0
    one, other = _TABLE["measures"].get(unit, {}), _TABLE["measures"].get(into, {})
    alike = one.get("kind") == other.get("kind") and one.get("si") and other.get("si")
    return float(one["si"]) / float(other["si"]) if alike else None


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
    si = entry.get("si") if entry else None
    return None if si is None else value * float(si)
