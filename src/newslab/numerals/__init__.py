"""Pure text to quantities."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newslab.numerals import bounds, joins
from newslab.numerals.mentions import Mention, age_of, is_no_figure, mention
from newslab.numerals.numberwords import numerals
from newslab.numerals.shapes import Shapes
from newslab.numerals.units import Unit

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its bound and unit, as words in a text.

    ``start, end`` cover bound, number and unit ("at least 18km (11 miles)"); ``num_start, num_end`` the numeral alone.
    ``value`` is the number as printed, also where only a bound is given; a range has ``low`` and ``high`` and no value;
    a vague word ("dozens") has none of the three. ``unit`` is None for a bare count: what is counted is found by
    :mod:`newslab.figures`. ``alt_value`` (or ``alt_low``, ``alt_high``) is the same amount in another unit.
    ``direction`` is "up" or "down" where the word right before says so ("rose 3%"). ``rule`` names how it was read:
    digits, words, one, one_of, fraction, couple, vague, range, ratio, compound ("5 feet 10 inches"), person_age
    ("Smith, 54,").
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


# one sort of blank and of hyphen, character for character, so that offsets stay
_PLAIN = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " ") | dict.fromkeys(map(ord, "\u2010\u2011\u2212"), "-")


_TONNES = re.compile(r"\btonnes?\b(?!\))", re.IGNORECASE)


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
        :mod:`newslab.numerals.shapes` and :mod:`newslab.numerals.nonfigures`).

    Examples
    --------
    >>> [(q.value, q.unit, q.bound) for q in find_quantities("At least 20 people walked more than 18km (11 miles).")]
    [(20.0, None, 'ge'), (18.0, 'km', 'gt')]
    """
    text = text if text.isascii() else text.translate(_PLAIN)
    mentions = list(_mentions(text))
    joins.share_suspended(text, mentions)
    out: list[Quantity] = []
    floor, i = 0, 0
    while i < len(mentions):
        quantity, used = _quantity(text, mentions, i, floor)
        i += used
        if quantity is not None:
            out.append(_metric(quantity, text))
            floor = quantity.end
    return out


def _metric(quantity: Quantity, text: str) -> Quantity:
    """A quantity whose tons are metric, as they are in a text that says "tonnes" as well.

    In "2,000 tons (1,814 tonnes)" they are not.
    """
    short = quantity.unit == "ton" and quantity.alt_unit is None
    return replace(quantity, unit="t") if short and _TONNES.search(text) else quantity


def _mentions(text: str) -> Iterator[Mention]:
    """Numerals with their surroundings, those that are no figures left out."""
    shapes = Shapes(text)
    end = measured = 0
    for numeral in numerals(text):
        if numeral.start < end or shapes.cover(numeral.start, numeral.end):
            continue
        found = mention(text, numeral, measured)
        if not is_no_figure(text, found, measured):
            end = found.end
            measured = end if found.unit else 0
            yield found


def _quantity(text: str, mentions: list[Mention], i: int, floor: int) -> tuple[Quantity | None, int]:
    """The quantity that starts at mention ``i``, and how many mentions it took."""
    first = mentions[i]
    join = joins.joined(text, first, mentions[i + 1]) if i + 1 < len(mentions) else None
    if join == "score":
        return None, 2
    second = mentions[i + 1] if join else None
    used = 2 if second else 1
    quantity = _pair(text, first, second, join or "") if second else _single(text, first)
    quantity = _bounded(text, quantity, first, floor)
    return _with_parallel(text, mentions, i + used, quantity, used)


def _single(text: str, found: Mention) -> Quantity:
    numeral = found.numeral
    kind, unit, rule = _measured(found.unit, found.per), _symbol(found.unit, found.per), numeral.rule
    age = age_of(text, found)
    if age:
        kind, unit, rule = "age", "year", age if age == "person_age" else rule
    elif rule == "fraction" and unit is None:
        kind = "ratio"
    elif rule == "one" and text.startswith(" of ", numeral.end):
        rule = "one_of"
    bound = "vague" if numeral.vague else "eq"
    return Quantity(
        found.start, found.end, found.start, numeral.end, numeral.value, bound=bound, approx=numeral.approx,
        kind=kind, unit=unit, rule=rule,
    )  # fmt: skip


def _pair(text: str, a: Mention, b: Mention, join: str) -> Quantity:
    if join == "ratio":
        return Quantity(a.start, b.end, a.start, b.numeral.end, a.value / b.value, kind="ratio", rule=join)
    if join == "compound":
        value, symbol = joins.combine(a, b)
        kind = a.unit.kind if a.unit else "count"
        return Quantity(a.start, b.end, a.start, b.numeral.end, value, kind=kind, unit=symbol, rule=join)
    joins.share_scale(a, b)
    low, high = sorted((a.value, b.value))
    unit, per = a.unit or b.unit, b.per or a.per
    if unit is None and age_of(text, a):
        unit = Unit("year", "age")
    return Quantity(
        a.start, b.end, a.start, b.numeral.end, low=low, high=high, bound="range", kind=_measured(unit, per),
        unit=_symbol(unit, per), rule=join,
    )  # fmt: skip


def _measured(unit: Unit | None, per: str | None) -> str:
    return "rate" if per else unit.kind if unit else "count"


def _symbol(unit: Unit | None, per: str | None) -> str | None:
    symbol = unit.symbol if unit else None
    return f"{symbol or 1}/{per}" if per else symbol


def _bounded(text: str, quantity: Quantity, first: Mention, floor: int) -> Quantity:
    """The quantity with the bound, blur and direction that the words around it give it."""
    lead, trail = first.before, bounds.after(text, quantity.end)
    if trail is None and lead.direction is None and lead.start == first.start:
        return quantity
    small = quantity.kind == "count" and not first.numeral.digits and abs(quantity.value or quantity.high or 99) < 10
    lead = bounds.heeded(text, lead, first.start, duration=quantity.kind == "duration", small=small)
    bound, approx, end = quantity.bound, quantity.approx or lead.approx, quantity.end
    bound = lead.bound if bound == "eq" else bound
    if trail:
        kind, end = trail
        approx = approx or kind == "approx"
        bound = kind if bound == "eq" and kind != "approx" else bound
    return replace(
        quantity, start=max(floor, lead.start), end=end, bound=bound, approx=approx, direction=lead.direction
    )


def _with_parallel(text: str, mentions: list[Mention], i: int, quantity: Quantity, used: int) -> tuple[Quantity, int]:
    value = quantity.value if quantity.value is not None else quantity.low
    if quantity.unit is None or value is None:
        return quantity, used
    other = joins.parallel(text, mentions, i, quantity.end, value, quantity.unit, quantity.kind)
    if other is None:
        return quantity, used
    quantity = replace(quantity, end=other.end, alt_unit=other.unit)
    if other.high is None:
        quantity = replace(quantity, alt_value=other.low)
    else:
        quantity = replace(quantity, alt_low=other.low, alt_high=other.high)
    if other.per and quantity.kind == "money":
        quantity = replace(quantity, unit=f"{quantity.unit}/{other.per}", kind="rate")
    return quantity, used + other.used
