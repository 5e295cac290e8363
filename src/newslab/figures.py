"""Doc to reported figures: span, quantity, what is counted, its outcome, change, modality, time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from newslab.numerals import Quantity


@dataclass(frozen=True, slots=True)
class Figure:
    """One reported figure. Fields are those of ``schema.FIGURES`` that the words themselves decide."""

    start: int
    end: int
    quantity: Quantity
    unit: str | None = None
    kind: str = "count"
    section: str = "body"
    in_quote: bool = False
    counted: str | None = None
    counted_key: str | None = None
    counted_head: str | None = None
    subject: str | None = None
    outcome: str | None = None
    change: str = "level"
    change_cue: str | None = None
    modality: str = "stated"
    modality_cue: str | None = None
    background: bool = False
    lead: bool = False
    date_start: dt.date | None = None
    date_end: dt.date | None = None
    date_cue: str | None = None
    date_basis: str = "none"
    rule: str = ""
    score: float = 0.5
