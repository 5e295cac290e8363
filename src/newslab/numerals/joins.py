"""Two numerals that are one figure: ranges, ratios, compound amounts, and the same amount in another unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newslab.numerals import nonfigures, units

if TYPE_CHECKING:
    from newslab.numerals.mentions import Mention

_DASH = re.compile(r"(?: ?[-–—] ?|-to-| to-|-to )(?:about |around )?")
_TO = re.compile(r"-? to (?:about |around |up to |as many as |as much as |more than |nearly |almost |even |perhaps )?")
_OR = re.compile(r",? or (?:even |perhaps |maybe |possibly )?|, (?:perhaps|maybe|possibly) ")
_AND = re.compile(r" and (?:about |around )?")
_FAR_TO = re.compile(r"(?!.{0,40}[.] )[^;:()!?\n]{0,40} to (?:about |around |just )?")
_BETWEEN = re.compile(
    r"\b(?:between|anywhere between|in between) ?(?:about |around |roughly |approximately )?$", re.IGNORECASE
)
_FROM = re.compile(r"\bfrom (?:about |around |nearly |roughly |the |just |some )?$", re.IGNORECASE)
# a move before "A to B" makes B the new level, not the other end: "increased by $40 million to $400 million"
_MOVED = re.compile(
    r"\b(?:by|up|down|another|\w{2,10}ed|rose|fell|grew|lost|sank|slid|cut|shed|climb|rise|drop|fall) $", re.IGNORECASE
)
_BY = re.compile(r"\bby $", re.IGNORECASE)
_RATIO = re.compile(r"[ -](?:in|out[ -]of)(?:[ -]every)?[ -]")
_ROUND = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 50, 100, 1000, 10_000, 100_000, 1_000_000})
_SUSPENDED = re.compile(r"-(?:,| and| or| to|, and|, or) ?")
_BRACKET = re.compile(
    r" ?[(\[/] ?(?:about |around |roughly |approximately |nearly |almost |more than |just over |or |~)?"
    r"|,? or (?:about )?"
)
_ALIKE = frozenset({"distance", "area", "volume", "mass", "speed", "money", "temperature", "energy", "other", "rate"})
# larger unit -> smaller unit and how many of it: "5 feet 10 inches", "2 hours and 30 minutes", "13 dollars 45 cents"
_PARTS = {
    ("ft", "in"): 12, ("st", "lb"): 14, ("lb", "oz"): 16, ("h", "min"): 60, ("min", "s"): 60, ("year", "month"): 12,
}  # fmt: skip
_MINOR = frozenset({"cent", "penny", "sen", "kopeck", "paisa"})
_GAP = 48  # characters


@dataclass(frozen=True, slots=True)
class Parallel:
    """The same amount in another unit ("(11 miles)"): its ends, unit, and how many mentions it took."""

    low: float
    high: float | None
    unit: str
    per: str | None
    end: int
    used: int


def joined(text: str, a: Mention, b: Mention) -> str | None:
    """How a number and the next one belong together: "range", "ratio", "compound", "score", or None."""
    gap = text[a.end : b.start]
    if not gap or len(gap) > _GAP or a.numeral.value is None or b.numeral.value is None:
        return None
    if a.unit is None and _RATIO.fullmatch(gap):
        return "ratio" if _is_ratio(a, b, gap) else None
    if _is_compound(text, a, b, gap):
        return "compound"
    if not _same_unit(a, b):
        return None
    lead = text[max(0, a.start - 30) : a.start]
    if _DASH.fullmatch(gap):
        return _dashed(text, a, b, gap)
    if _TO.fullmatch(gap):
        return None if _rises(text, lead, a, b) else _to(lead, a, b)
    if _AND.fullmatch(gap):
        return "range" if _BETWEEN.search(lead) else None
    if _OR.fullmatch(gap):
        return "range" if b.value > a.value and not b.prefixed > a.prefixed else None
    far = (a.unit or b.unit) and _FROM.search(lead) and _FAR_TO.fullmatch(gap)
    return "range" if far else None


def _dashed(text: str, a: Mention, b: Mention, gap: str) -> str | None:
    if a.unit is not None and b.unit is None and not a.prefixed:
        return None
    unit = a.unit is not None or b.unit is not None
    if len(gap.strip()) == 1 and nonfigures.is_score(text, a.numeral, b.numeral, unit=unit):
        return "score" if " " not in gap else None
    return None if " " in gap and gap.strip() in ("-", "—") and not (unit and b.value > a.value) else "range"


def _same_unit(a: Mention, b: Mention) -> bool:
    if a.unit is not None and b.unit is not None:
        return a.unit == b.unit
    return not (a.prefixed and b.unit) and not (b.prefixed and a.unit)


def _to(lead: str, a: Mention, b: Mention) -> str | None:
    if a.value > b.value and a.numeral.plain and b.numeral.plain and not (a.unit or b.unit or _FROM.search(lead)):
        return "score"  # a vote or a result: "52 to 48"
    return "range" if _is_span(lead, a, b) else None


def _rises(text: str, lead: str, a: Mention, b: Mention) -> bool:
    """Whether a bare count moved by A and now stands at B: "the toll rose by 40 to 58.", not "by 40 to 58 men"."""
    counts = a.unit is None and b.unit is None and text[b.end : b.end + 1] in ("", ".", ",", ";", "\n")
    return counts and _BY.search(lead) is not None and _MOVED.search(lead) is not None


def _is_span(lead: str, a: Mention, b: Mention) -> bool:
    """Whether "A to B" is a range and not a move to a new level."""
    named = _FROM.search(lead) or _BETWEEN.search(lead)
    if named:
        return True
    if (a.unit is not None and b.unit is None) or (b.prefixed and not a.prefixed):
        return False
    low, high = sorted((abs(a.value), abs(b.value)))
    if high <= 2.5 * low and (a.unit is None or _BY.search(lead)):
        return True
    return (a.unit is None and b.unit is not None) or not _MOVED.search(lead)


def _is_ratio(a: Mention, b: Mention, gap: str) -> bool:
    """Whether "A in B" is a share: one in five, 2 out of 3; "3 in 2 days" is not."""
    if not 0 < a.value <= b.value or b.unit is not None:
        return False
    if len(gap) > 4:
        return "every" in gap or a.value < 10 or b.value in _ROUND  # "30 out of 38 rockets" counts them
    return a.value < b.value and ((a.value < 10 and b.value in _ROUND) or (a.value == 1 and b.value >= 100))


def _is_compound(text: str, a: Mention, b: Mention, gap: str) -> bool:
    if a.unit is None or a.per:
        return False
    if a.unit.symbol == "ft" and gap == "-" and b.unit is None:
        return b.numeral.plain and 0 < b.value < 12  # "a 6-foot-4 guard"
    if gap not in (" ", " and ", ", "):
        return False
    if b.unit is not None and (a.unit.symbol, b.unit.symbol) in _PARTS:
        return b.value < _PARTS[a.unit.symbol, b.unit.symbol]
    if a.unit.kind != "money" or a.prefixed or a.unit.symbol in _MINOR or a.numeral.scale > 1 or not 0 < b.value < 100:
        return False
    if b.unit is not None:
        return b.unit.symbol in _MINOR
    return gap == " " and b.value >= 10 and not nonfigures.counts_something(text, b.end)


def combine(a: Mention, b: Mention) -> tuple[float, str]:
    """Value and unit of a compound amount: hours and minutes in minutes, dollars and cents in dollars."""
    larger = a.unit.symbol if a.unit else ""
    smaller = b.unit.symbol if b.unit else "in" if larger == "ft" else ""
    times = _PARTS.get((larger, smaller))
    return (a.value * times + b.value, smaller) if times else (round(a.value + b.value / 100, 10), larger)


def share_scale(a: Mention, b: Mention) -> None:
    """Let both ends of a range have the multiplier that only the second carries ("2 to 3 million", "70 to 80,000").

    "$200 to $4 million" keeps its 200: it is too large to be millions beside a 4; and "5 to 10,000" keeps its 5.
    """
    scale = b.numeral.scale
    if scale == 1 and b.numeral.digits and b.value % 1000 == 0 and 10 <= a.value < 1000 and a.value * 2000 > b.value:
        scale = 1000 if a.value * 1000 < b.value else 1
    if a.numeral.scale == 1 and scale > 1 and abs(a.value) < 1000 and abs(a.value) < 10 * abs(b.value) / scale:
        a.numeral.value = a.value * scale


def share_suspended(text: str, mentions: list[Mention]) -> None:
    """Give a number whose hyphen hangs in the air the unit of the next ("16- and 17-year-olds")."""
    for a, b in zip(reversed(mentions[:-1]), reversed(mentions[1:]), strict=True):
        if a.unit is None and b.unit is not None and _SUSPENDED.fullmatch(text, a.end, b.start):
            a.unit = b.unit


def parallel(
    text: str, mentions: list[Mention], i: int, end: int, value: float, unit: str, kind: str
) -> Parallel | None:
    """The statement in another unit that starts at mention ``i`` right after ``end``, if there is one."""
    if i >= len(mentions) or kind not in _ALIKE:
        return None
    b = mentions[i]
    gap = text[end : b.start]
    if len(gap) > _GAP or not _BRACKET.fullmatch(gap):
        return None
    second = mentions[i + 1] if i + 1 < len(mentions) and joined(text, b, mentions[i + 1]) == "range" else None
    if second:
        share_scale(b, second)
    last = second or b
    other = b.unit or last.unit
    if other is None or not _is_same_amount(value, unit, kind, b.value, other, bracketed=" or" not in gap):
        return None
    low, high = (b.value, None) if second is None else sorted((b.value, second.value))
    close = last.end + (text[last.end : last.end + 1] in {")", "]"})
    rate = units.rate_after(text, close)
    return Parallel(low, high, other.symbol, rate[0] if rate else None, rate[1] if rate else close, 2 if second else 1)


def _is_same_amount(
    value: float, unit: str, kind: str, other: float, other_unit: units.Unit, *, bracketed: bool
) -> bool:
    if other_unit.symbol == unit or other_unit.kind != ("money" if kind == "rate" else kind):
        return False
    one, two = units.to_si(value, unit), units.to_si(other, other_unit.symbol)
    if one and two:
        return 0.5 < one / two < 2
    return bracketed
