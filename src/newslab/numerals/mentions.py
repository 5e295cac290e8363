"""A numeral with what stands right beside it: sign, currency, unit, rate, bound."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newslab.lexicon import read
from newslab.numerals import bounds, nonfigures, units
from newslab.numerals.digits import Numeral, either, letter_scale, word_scale
from newslab.numerals.units import Unit

_SIGN = re.compile(r"(?:(?<![\w\d)%.])([-–])|\b(minus|negative)[ -]|(?<![\w\d])(\+))$", re.IGNORECASE)
_SIGN_ENDS = frozenset("-–+ ")
_OLD = re.compile(r"[ -]{1,2}(year|month|week|day)s?(?:[ -]olds?\b| of age\b)|[ ](y/?o)\b", re.IGNORECASE)
_AGED = re.compile(
    r"(?:\b(?:aged?|ages|aged between|ages of|the age of|age of|age group)(?: \d{1,3},?){0,3} "
    r"(?:and |or |to |over |under |up to |about |just )?"
    r"|\baged[ -])$",
    re.IGNORECASE,
)
_PERSON_IS = re.compile(
    r"\b(?:[Ss]he|[Hh]e|I|who)(?:’s|'s|’m|'m| is| was| am| will be| would be| would have been| turned| turns)"
    r"(?: (?:only|just|about|now))? $"
)
_DIED_AT = re.compile(r"\b(?:[Dd]ies|[Dd]ied|(?<!of )(?<!the )[Dd]ead)(?: on [A-Z0-9][\w ]{2,18})? at $")
_AGE_ENDS = re.compile(r"[.,;!?)]|$|\n| (?:when|at|by|and|but|years|in|on|now|last|this|next|today)\b")
# between a vague word or a share and its unit: "millions of dollars", "half a mile", "a quarter of an hour"
_OF = re.compile(r" of(?: an?)?(?= )| an?(?= )")
_NAMED = re.compile(rf"(?:[A-Z][\w’'.-]{{1,24}}|\b(?:{either(read('nonfigures.yaml')['persons'])})), $")
_AGE_CLOSES = re.compile(r"[,.;)]|$|\n| of [A-Z]")
_AND_HALF = re.compile(r" and a half\b")  # "two years and a half"
_LISTED = re.compile(r"[.)](?=[ \t])")
_LINE_START = re.compile(r"(?:\A|\n)[ \t]{0,8}\(?\Z")
_KEY_AFTER = frozenset("/;")
_KEY_BEFORE = frozenset("=%&_@^\\")  # addresses and formulas, not figures
_PATH = re.compile(r"(?:/[\w.-]{1,40}){2}$")  # "/2026/02/26/..."
_GROWN = re.compile(r"(?:[^\W\d_]|[A-Z]\.)$")  # "24703L202", "H.R.1546"
_CLOCK = re.compile(r" o[’']clock")
_PER_TIME = frozenset({"second", "s", "minute", "min", "hour", "h", "day", "night", "week", "month", "year"})


@dataclass(slots=True)
class Mention:
    """A numeral and its surroundings; ``start`` and ``end`` cover currency, sign, numeral, unit and rate."""

    numeral: Numeral
    start: int
    end: int
    unit: Unit | None = None
    prefixed: bool = False
    per: str | None = None
    before: bounds.Before = bounds.NOTHING

    @property
    def value(self) -> float:
        """The value, zero for a vague word (which takes part in no arithmetic)."""
        return self.numeral.value or 0.0


def mention(text: str, numeral: Numeral, floor: int = 0) -> Mention:
    """Read what belongs to a numeral; a currency before it must not belong to a figure that ends at ``floor``."""
    found = Mention(numeral, numeral.start, numeral.end)
    money = units.money_before(text, numeral.start)
    if money and money[1] >= floor:
        found.unit, found.start, minus = money
        found.prefixed = True
        if minus:
            numeral.value = -found.value
    if numeral.digits:
        letter_scale(numeral, text, money=found.prefixed)
    sign = text[found.start - 1 : found.start] in _SIGN_ENDS and _SIGN.search(
        text[max(0, found.start - 9) : found.start]
    )
    if sign and numeral.value is not None and (numeral.digits or sign[2]):
        found.start -= len(sign[0])
        numeral.value = numeral.value if sign[3] else -numeral.value
    found.end = numeral.end
    _attach_unit(text, found)
    found.before = bounds.before(text, found.start)
    return found


def _attach_unit(text: str, found: Mention) -> None:
    numeral = found.numeral
    at = numeral.end
    old = _OLD.match(text, at)
    if old:
        found.unit, found.end = Unit((old[1] or "year").lower(), "age"), old.end()
        return
    if numeral.vague or numeral.rule in ("couple", "fraction"):
        of = _OF.match(text, at)
        at = of.end() if of else at
    if found.prefixed:
        whose = units.dollars_of(text, at) if found.unit and found.unit.symbol == "USD" else None
        if whose:
            found.unit, found.end = whose
    else:
        _attach_measure(text, found, at)
    rate = units.rate_after(text, found.end)
    if rate and (found.unit or rate[0] in _PER_TIME):
        found.per, found.end = rate


def _attach_measure(text: str, found: Mention, at: int) -> None:
    """A unit after the numeral ("18 km"), or a scale before it ("magnitude 7.1")."""
    numeral = found.numeral
    hit = units.unit_after(text, at, digits=numeral.digits)
    if hit is None:
        scale = units.noun_before(text, found.start) if numeral.digits else None
        if scale:
            found.unit, found.start = scale
        return
    unit, end, times = hit
    settled = units.settled(unit, text, numeral, end)
    if settled is None:
        return
    found.unit, found.end = settled, end
    if numeral.value is None:
        return
    if times > 1:
        numeral.value *= times
    elif found.unit.kind == "money":
        found.end = word_scale(numeral, text, found.end) or found.end
    half = _AND_HALF.match(text, found.end)
    if half:
        numeral.value, found.end = numeral.value + 0.5 * numeral.scale, half.end()


def age_of(text: str, found: Mention) -> str | None:
    """Why a bare number is an age: "aged" (the words say so), "person_age" ("Smith, 54,"), or None."""
    if found.unit is not None or not 0 < found.value < 130 or found.numeral.scale > 1:
        return None
    near = text[max(0, found.start - 28) : found.start]
    if "age" in near.lower() and _AGED.search(near):
        return "aged"
    if near.endswith(" at ") and _AGE_CLOSES.match(text, found.end) and _DIED_AT.search(near):
        return "aged"
    if near[-1:] == " " and _AGE_ENDS.match(text, found.end) and _PERSON_IS.search(near):
        return "aged"
    alone = found.numeral.plain and near.endswith(", ") and _AGE_CLOSES.match(text, found.end)
    return "person_age" if alone and _NAMED.search(near) else None


def _is_listed(text: str, numeral: Numeral) -> bool:
    """Whether a numeral numbers a line: "1. Wash the pan"."""
    return bool(
        numeral.plain
        and _LISTED.match(text, numeral.end)
        and _LINE_START.search(text, max(0, numeral.start - 9), numeral.start)
    )


def is_no_figure(text: str, found: Mention, floor: int) -> bool:
    """Whether a numeral is a key, a name, a year or a pronoun after all; a unit ending at ``floor`` names nothing."""
    numeral = found.numeral
    if numeral.plain and not found.prefixed and _GROWN.search(text, max(0, numeral.start - 2), numeral.start):
        return True
    if numeral.digits and text[found.end : found.end + 1].isalpha() and text[found.end - 1 : found.end].isdigit():
        return True
    closes = numeral.plain and text[found.end : found.end + 1] in _KEY_AFTER
    if closes and _PATH.search(text, max(0, found.start - 60), numeral.end):
        return True
    if (
        text[found.start - 1 : found.start] in _KEY_BEFORE
        or text[found.end : found.end + 1] == "@"
        or _CLOCK.match(text, numeral.end)
        or _is_listed(text, numeral)
    ):
        return True
    if nonfigures.like_year(numeral) and nonfigures.is_limit(text, numeral, found.before.start):
        return True
    year = found.unit is not None and found.unit.kind == "duration" and nonfigures.like_year(numeral)
    free = (found.unit is None or year) and numeral.scale == 1 and found.before.start == found.start == numeral.start
    if not free or (floor and text[floor : found.start] == " "):
        return False
    return nonfigures.is_name(text, numeral) is not None or nonfigures.is_pronoun(text, numeral)
