"""Pure text to quantities."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace

from newslab import bounds, nonfigures, units
from newslab.numberwords import Numeral, letter_scale, numerals
from newslab.units import Unit


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its bound and unit, as words in a text.

    ``start, end`` cover bound, number and unit ("at least 18km (11 miles)"); ``num_start, num_end`` the numeral alone.
    ``value`` is the number as printed, also where only a bound is given; a range has ``low`` and ``high`` and no value;
    a vague word ("dozens") has none of the three. ``unit`` is None for a bare count: what is counted is found by
    :mod:`newslab.figures`. ``direction`` is "up" or "down" where the word right before says so ("rose 3%"). ``rule``
    names how it was read: digits, words, one, one_of, fraction, ratio, couple, vague, person_age.
    """

    start: int
    end: int
    num_start: int
    num_end: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    bound: str = "eq"
    approx: bool = False
    kind: str = "count"
    unit: str | None = None
    alt_value: float | None = None
    alt_unit: str | None = None
    rule: str = "digits"
    alt_low: float | None = None
    alt_high: float | None = None
    direction: str | None = None


@dataclass(slots=True)
class _Draft:
    """A numeral with what stands right beside it, before ranges and parallels are joined."""

    numeral: Numeral
    start: int
    end: int
    unit: Unit | None = None
    prefixed: bool = False
    per: str | None = None
    age: bool = False
    before: bounds.Before = field(default_factory=lambda: bounds.Before(0))


def find_quantities(text: str) -> list[Quantity]:
    """Every reported number of a text, in order and without overlap.

    Parameters
    ----------
    text : str
        Any text; offsets of the result are characters in it.

    Returns
    -------
    list of Quantity
        Dates, years, clock times, scores, names with digits and the like are left out (see
        :mod:`newslab.nonfigures`).

    Examples
    --------
    >>> [(q.value, q.unit, q.bound) for q in find_quantities("At least 20 people walked more than 18km (11 miles).")]
    [(20.0, None, 'ge'), (18.0, 'km', 'gt')]
    """
    blocked = nonfigures.spans(text)
    starts = [b[0] for b in blocked]
    drafts = [
        draft
        for n in numerals(text)
        if not _blocked(n, blocked, starts) and not _dropped(text, draft := _draft(text, n))
    ]
    out: list[Quantity] = []
    floor, i = 0, 0
    while i < len(drafts):
        quantity, used = _assemble(text, drafts, i, floor)
        i += used
        if quantity is not None:
            out.append(quantity)
            floor = quantity.end
    return out


def _blocked(numeral: Numeral, blocked: list[tuple[int, int, str]], starts: list[int]) -> bool:
    at = bisect_right(starts, numeral.start) - 1
    return at >= 0 and numeral.start < blocked[at][1] or (at + 1 < len(starts) and starts[at + 1] < numeral.end)


_SIGN = re.compile(r"(?:(?<![\w\d)%.])([-−–])|\b(minus|negative)[ -]|(?<![\w\d])(\+))$", re.IGNORECASE)


def _draft(text: str, numeral: Numeral) -> _Draft:
    draft = _Draft(numeral, numeral.start, numeral.end)
    money = units.money_before(text, numeral.start)
    if money:
        draft.unit, draft.start, minus = money
        draft.prefixed = True
        letter_scale(numeral, text, money=True)
        if minus and numeral.value is not None:
            numeral.value = -numeral.value
    elif numeral.digits:
        letter_scale(numeral, text, money=False)
    sign = _SIGN.search(text[max(0, draft.start - 9) : draft.start])
    if sign and numeral.value is not None and (numeral.digits or sign[2]):
        draft.start -= len(sign[0])
        if not sign[3]:
            numeral.value = -numeral.value
    draft.end = numeral.end
    _attach_unit(text, draft)
    draft.before = bounds.before(text, draft.start)
    return draft


_VAGUE_GAP = re.compile(r" of ")
_AGE = re.compile(r"(?:[ -]+olds?\b| of age\b)")
_YEARS = re.compile(r"[ -]{1,2}(year|month|week|day)s?(?:[ -]olds?\b| of age\b)|[ ](y/?o)\b", re.IGNORECASE)
_AGED = re.compile(r"\b(?:aged?|ages|aged between|ages of|age of) $", re.IGNORECASE)
_COMMA_AGE = re.compile(r"[A-Z][\w’'-]{1,20},? $")


def _attach_unit(text: str, draft: _Draft) -> None:
    numeral = draft.numeral
    age = _YEARS.match(text, numeral.end)
    if age:
        draft.unit, draft.end, draft.age = Unit((age[1] or "year").lower(), "age"), age.end(), True
        return
    at = numeral.end
    if numeral.vague or numeral.rule in ("couple", "fraction"):
        of = _VAGUE_GAP.match(text, at)
        at = of.end() - 1 if of else at
    if draft.prefixed:
        whose = units.dollars_of(text, at) if draft.unit and draft.unit.symbol == "USD" else None
        if whose:
            draft.unit, draft.end = whose
    else:
        hit = units.unit_after(text, at, digits=numeral.digits)
        if hit:
            draft.unit, draft.end = hit
    rate = units.rate_after(text, draft.end)
    if rate and (draft.unit or rate[0] in _TIMES):
        draft.per, draft.end = rate


_TIMES = frozenset({"second", "s", "minute", "min", "hour", "h", "day", "night", "week", "month", "year"})
_RANGE = re.compile(
    r"(?: ?[-–—‑−] ?|-to-| to[ -]| and | or |, or )(?:(?:about|around|even|up to|perhaps|maybe|possibly|as many as) )?$"
)
_GAP_MAX = 26


def _assemble(text: str, drafts: list[_Draft], i: int, floor: int) -> tuple[Quantity | None, int]:
    first = drafts[i]
    used = 1
    join = _joined(text, drafts, i)
    if join == "score":
        return None, 2
    if join in ("range", "ratio"):
        used = 2
    second = drafts[i + 1] if used == 2 else None
    lead = first.before
    last = second or first
    end = last.end
    if second is not None:
        _share(first, second)
    unit = first.unit or last.unit if second else first.unit
    kind = unit.kind if unit else "count"
    symbol = unit.symbol if unit else None
    numeral = first.numeral
    per = last.per or first.per
    if join == "ratio" and second is not None:
        kind = "ratio"
    elif numeral.rule == "fraction" and unit is None:
        kind = "ratio"
    if per:
        symbol = f"{symbol or 1}/{per}"
        kind = "rate"
    rule = numeral.rule if second is None else join or ""
    if (
        second is None
        and kind == "count"
        and numeral.digits
        and _AGED.search(text[max(0, first.start - 16) : first.start])
    ):
        kind, symbol = "age", "year"
    if second is None and kind == "count" and _is_person_age(text, first):
        kind, symbol, rule = "age", "year", "person_age"
    if rule == "one" and text[numeral.end : numeral.end + 4] == " of ":
        rule = "one_of"
    bound, approx = lead.bound, lead.approx or numeral.approx
    if kind == "duration" and lead.cue == "over":
        bound = "eq"
    trailing = bounds.after(text, end)
    if trailing:
        if trailing[0] == "approx":
            approx, end = True, trailing[1]
        elif bound == "eq":
            bound, end = trailing[0], trailing[1]
    quantity = Quantity(
        max(floor, lead.start),
        end,
        first.start,
        numeral.end if second is None else second.numeral.end,
        numeral.value,
        None,
        None,
        bound,
        approx,
        kind,
        symbol,
        rule=rule,
        direction=lead.direction,
    )
    if numeral.vague:
        quantity = replace(quantity, bound="vague")
    if second is not None and join == "ratio":
        quantity = replace(quantity, value=(numeral.value or 0) / (second.numeral.value or 1), unit=None)
    elif second is not None:
        low, high = sorted((numeral.value or 0.0, second.numeral.value or 0.0))
        quantity = replace(quantity, value=None, low=low, high=high, bound="range")
    return _parallel(text, drafts, i + used, quantity, used)


def _is_person_age(text: str, draft: _Draft) -> bool:
    numeral = draft.numeral
    if not numeral.plain or not 0 < (numeral.value or 0) < 120 or draft.unit:
        return False
    before, after = text[max(0, draft.start - 24) : draft.start], text[draft.end : draft.end + 1]
    return before.endswith(", ") and after in ",.;)" and bool(_COMMA_AGE.search(before))


def _dropped(text: str, draft: _Draft) -> bool:
    """Whether a numeral is a key, a name, a year or a pronoun after all."""
    numeral = draft.numeral
    if numeral.digits and not draft.prefixed and text[numeral.start - 1 : numeral.start].isalpha():
        return True
    if numeral.digits and _letter(text, draft.end):
        return True
    year = draft.unit is not None and draft.unit.kind == "duration" and nonfigures.like_year(numeral)
    free = (draft.unit is None or year) and numeral.scale == 1 and draft.before.start == draft.start == numeral.start
    if nonfigures.is_name(text, numeral, free=free) is not None:
        return True
    return free and nonfigures.is_pronoun(text, numeral) is not None


def _letter(text: str, end: int) -> bool:
    """Digits with letters grown onto them ("24703L") are keys."""
    return text[end : end + 1].isalpha() and text[end - 1 : end].isdigit()


def _joined(text: str, drafts: list[_Draft], i: int) -> str | None:
    """How a numeral and the next belong together: "range", "score", "ratio" or not at all."""
    if i + 1 >= len(drafts):
        return None
    a, b = drafts[i], drafts[i + 1]
    gap = text[a.end : b.start]
    if not gap or len(gap) > 48 or a.numeral.value is None or b.numeral.value is None:
        return None
    if gap in (" in ", " out of ", " in every ", " out of every ") and a.unit is None:
        return "ratio" if _is_ratio(a, b, gap) else None
    lead = text[max(0, a.start - 30) : a.start].lower()
    if not _same(a, b):
        return None
    if re.fullmatch(r" ?[-–—‑−] ?", gap) or gap in ("-to-", " to-"):
        unit = a.unit is not None or b.unit is not None
        if gap.strip(" ") in "-–—" and nonfigures.is_score(text, a.numeral, b.numeral, unit=unit):
            return "score" if " " not in gap else None
        return "range"
    if re.fullmatch(r" to (?:about |around |up to |as many as )?", gap):
        return "range" if _is_span(lead, a, b) else None
    if gap in (" and ", " and about "):
        return "range" if re.search(r"\bbetween (?:about |around |roughly |approximately )?$", lead) else None
    if gap in (" or ", ", or ", " or even ", " or perhaps ", " or maybe ", ", perhaps ", ", maybe "):
        return "range" if b.numeral.value > a.numeral.value and a.numeral.rule != "one_of" else None
    if (
        re.fullmatch(r"[^.;:()\d\n]{0,24} to (?:about |around )?", gap)
        and re.search(r"\bfrom (?:about |around |nearly )?$", lead)
        and (a.unit or b.unit)
    ):
        return "range"
    return None


def _same(a: _Draft, b: _Draft) -> bool:
    if a.unit is None or b.unit is None:
        return not (a.prefixed and b.unit) and not (a.unit and a.unit.kind in ("percent", "age") and b.prefixed)
    return a.unit == b.unit


def _is_span(lead: str, a: _Draft, b: _Draft) -> bool:
    if a.unit is not None and b.unit is None and not re.search(r"\b(?:from|between) $", lead):
        return False
    if re.search(
        r"\b(?:from|between|of|range|ranging from|is|was|are|were|about|around|some|roughly|in|for|a|the|another) $",
        lead,
    ):
        return True
    low, high = sorted((a.numeral.value or 0, b.numeral.value or 0))
    return a.unit is None or high <= 2.5 * low or not re.search(r"\b(?:by|up|down|\w{2,10}ed|rose|fell|grew) $", lead)


def _is_ratio(a: _Draft, b: _Draft, gap: str) -> bool:
    top, below = a.numeral.value or 0, b.numeral.value or 0
    if not 0 < top <= below or b.unit is not None:
        return False
    return (
        "out of" in gap
        or "every" in gap
        or (
            top < 10
            and below in (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 100, 1000, 10000, 100000, 1000000)
            and top < below
        )
    )


def _share(a: _Draft, b: _Draft) -> None:
    """Let both ends of a range have the multiplier that only the second carries ("2 to 3 million")."""
    if a.numeral.scale == 1 and b.numeral.scale > 1 and a.numeral.value is not None and b.numeral.value is not None:
        coefficient = b.numeral.value / b.numeral.scale
        if abs(a.numeral.value) < 10 * coefficient and abs(a.numeral.value) < 1000:
            a.numeral.value *= b.numeral.scale


def _parallel(text: str, drafts: list[_Draft], i: int, quantity: Quantity, used: int) -> tuple[Quantity, int]:
    """Take in the same amount in another unit: "18 km (11 miles)", "7 miles/11 km"."""
    if i >= len(drafts) or quantity.unit is None or quantity.kind not in _PARALLEL:
        return quantity, used
    b = drafts[i]
    gap = text[quantity.end : b.start]
    if not re.fullmatch(r" ?[(\[/] ?(?:about |around |roughly |approximately |nearly |more than |or |US ?)?", gap):
        return quantity, used
    join = _joined(text, drafts, i)
    second = drafts[i + 1] if join == "range" else None
    if second:
        _share(b, second)
    unit = b.unit or (second.unit if second else None)
    if unit is None or unit.kind != quantity.kind.replace("rate", "money") or unit.symbol == quantity.unit:
        return quantity, used
    last = second or b
    close = last.end + (1 if text[last.end : last.end + 1] in ")]" else 0)
    low, high = sorted((b.numeral.value or 0.0, second.numeral.value or 0.0)) if second else (None, None)
    value = None if second else b.numeral.value
    rate = units.rate_after(text, close)
    symbol, kind = quantity.unit, quantity.kind
    if rate and "/" not in symbol and kind != "speed":
        symbol, kind, close = f"{symbol}/{rate[0]}", "rate", rate[1]
    return replace(
        quantity,
        end=close,
        unit=symbol,
        kind=kind,
        alt_value=value,
        alt_low=low,
        alt_high=high,
        alt_unit=unit.symbol,
    ), used + (2 if second else 1)


_PARALLEL = frozenset(
    {"distance", "area", "volume", "mass", "speed", "money", "temperature", "energy", "other", "rate"}
)
