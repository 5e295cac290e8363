"""Doc to quotes, and who is credited with each statement."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person or body as mentioned, and resolved."""

    start: int
    end: int
    text: str  # as written
    name: str  # resolved: "Volodymyr Zelenskyy" for "he"
    key: str
    kind: str = "other"
    role: str | None = None
    country: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """One attributed statement: content spans, who is credited, by which cue, through whom."""

    spans: tuple[tuple[int, int], ...]
    type: str = "indirect"
    speaker: Speaker | None = None
    relay: Speaker | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    basis: str = "clause"
    statement: str = "reports"
    rule: str = ""
