"""The record of one place mention."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """One place mention. Fields are those of ``schema.PLACES``; ``lon, lat`` become its geometry."""

    start: int
    end: int
    text: str
    section: str = "body"
    role: str = "literal"
    status: str = "unresolved"
    place_id: str | None = None
    geonameid: int | None = None
    iso: str | None = None
    name: str | None = None
    feature: str | None = None
    country: str | None = None
    admin1: str | None = None
    admin1_name: str | None = None
    precision: str | None = None
    capital: bool = False
    """Whether the place is a country's capital, whose name may stand for its government."""
    n_candidates: int = 0
    candidates: tuple[dict[str, object], ...] = ()
    score: float | None = None
    rule: str = ""
    lon: float | None = None
    lat: float | None = None
