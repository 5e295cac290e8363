"""Pure text to quantities."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its bound and unit, as words in a text.

    ``start, end`` cover bound, number and unit ("at least 18km (11 miles)"); ``num_start, num_end`` the numeral alone.
    ``value`` is the number as printed, also where only a bound is given; a range has ``low`` and ``high`` and no value;
    a vague word ("dozens") has none of the three. ``unit`` is None for a bare count: what is counted is found by
    :mod:`newslab.figures`.
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
