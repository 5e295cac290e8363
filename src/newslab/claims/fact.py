"""A figure as far as linking looks at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from newslab.claims.agreement import Interval, Report


@dataclass(frozen=True, slots=True)
class Where:
    """A place as far as containment goes."""

    place_id: str
    feature: str | None
    iso: str | None
    country: str | None
    admin1: str | None
    name: str = ""

    @property
    def country_wide(self) -> bool:
        """Whether it is a country."""
        return self.feature == "country"

    def holds(self, other: Where) -> bool:
        """Whether the other place lies in this one, or is it."""
        if self.place_id == other.place_id:
            return True
        if self.feature == "country":
            return self.country == other.country
        return self.feature == "region" and self.iso is not None and self.iso == other.admin1

    def shares_name(self, other: Where) -> bool:
        """Whether one is a region and the other the town it is named after, which reports seldom keep apart."""
        return (self.holds(other) or other.holds(self)) and bool(
            self.name and (self.name.startswith(f"{other.name} ") or other.name.startswith(f"{self.name} "))
        )


class Told(NamedTuple):
    """Article and sentence of a figure, its offset, and whether it points back: "both", "the two"."""

    article: str
    sentence: str
    offset: int
    pointed: bool


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """One figure, with what linking looks at.

    ``outcome_class`` stands for the outcome and all that are as good as it; ``victims`` tells whether who or what
    suffered it can only be the same in one event, ``gains`` and ``moves`` whether it is of ground won or of people
    driven from home: counts that run on from report to report. ``campaign`` tells whether a number is what has gone on
    for weeks has come to, ``daily`` whether it is of hours. ``land`` is the country that its words name, ``country``
    that of its place or of its article's focus; ``whole`` is the figure that the sentence gives it as a part of,
    ``local`` tells whether some report gives the number of its place as a part; ``inner`` are victims fewer than half
    of their article's main count; ``beside`` holds the outcomes and numbers of victims in its sentence, ``ending`` how
    that ends if it is long. ``size`` is the one number that stands for it (0 where there is none), ``interval`` what
    its words admit with rounding; both in SI units for measures.
    """

    figure_id: str
    article_id: str
    order: int
    thing: str | None
    modifiers: frozenset[str]
    outcome: str | None
    outcome_class: str | None
    victims: bool
    gains: bool
    moves: bool
    whither: str | None
    kind: str
    unit: str | None
    standing: str
    whole: str | None
    local: bool
    total: bool
    campaign: bool
    daily: bool
    several: bool
    where: Where | None
    land: str | None
    country: str | None
    focus: Where | None
    placed: bool
    start: dt.date | None
    end: dt.date | None
    published: dt.date | None
    news_day: dt.date | None
    background: bool
    event: int
    story: int
    region: str | None
    lead: bool
    headline: bool
    inner: bool
    person: bool
    civilian: bool
    speaker: str | None
    words: Mapping[str, float]
    beside: frozenset[tuple[str, float]]
    ending: str
    told: Told
    size: float
    interval: Interval | None
    report: Report
