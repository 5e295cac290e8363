"""A claim in the making: its figures, and what shows at little cost how akin another figure can be to them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from newslab.claims.kin import (
    LIKE_CLASS,
    LIKELY_PLACE,
    SAME_CLASS,
    SAME_EVENT,
    SAME_MODIFIERS,
    SAME_OUTCOME,
    SAME_PLACE,
    SAME_STORY,
    SAME_TIME,
    SILENT_MODIFIERS,
    SILENT_OUTCOME,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newslab.claims.fact import Fact

MOST_COMPARED: Final = 10  # members of a claim that a figure is compared with: the first, most specific ones


@dataclass(slots=True)
class Traits:
    """What figures are of, and what numbers all of them admit.

    A few lookups here spare most comparisons: of the claims that a figure could join, most have another number or can
    be less akin to it than one already found.
    """

    things: set[str | None] = field(default_factory=set)
    outcomes: set[str | None] = field(default_factory=set)
    modifiers: set[frozenset[str]] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    events: set[int] = field(default_factory=set)
    dated: bool = False
    low: float = -math.inf
    high: float = math.inf

    def add(self, fact: Fact) -> None:
        """Take a figure's in."""
        self.things.add(fact.thing)
        self.outcomes.add(fact.outcome)
        self.modifiers.add(fact.modifiers)
        self.events.add(fact.event)
        self.dated |= fact.start is not None
        if fact.where is not None:
            self.places.add(fact.where.place_id)
        if fact.interval is not None:
            self.low, self.high = max(self.low, fact.interval[0]), min(self.high, fact.interval[1])

    def admit(self, fact: Fact) -> bool:
        """Whether a figure's number may meet all of theirs."""
        return fact.interval is None or (self.low <= fact.interval[1] and fact.interval[0] <= self.high)

    def most_akin(self, fact: Fact) -> float:
        """The most that :func:`newslab.claims.kin.kinship` can give a figure with any of them.

        Its points are added up in its order, so that no rounding makes the sum less.
        """
        named = fact.thing in self.things or fact.kind != "count"
        same_outcome = fact.outcome is not None and fact.outcome in self.outcomes
        most = SAME_CLASS if named else LIKE_CLASS
        most += SAME_OUTCOME if same_outcome else SILENT_OUTCOME
        most += self._of_modifiers(fact.modifiers)
        most += SAME_PLACE if fact.where is not None and fact.where.place_id in self.places else LIKELY_PLACE
        most += SAME_TIME if fact.victims and fact.start is not None and self.dated else 0.0
        most += SAME_EVENT if fact.event in self.events else SAME_STORY
        return min(1.0, most)

    def _of_modifiers(self, modifiers: frozenset[str]) -> float:
        if modifiers:
            return SAME_MODIFIERS if modifiers in self.modifiers else SILENT_MODIFIERS
        return SILENT_MODIFIERS if any(self.modifiers) else 0.0


@dataclass(slots=True, eq=False)
class Claim:
    """Figures of one thing, the first the most specific; itself and no other, whatever it holds.

    ``traits`` are those of the members that figures are compared with.
    """

    members: list[Fact] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    label: str | None = None
    various: dict[tuple[Any, ...], Fact] = field(default_factory=dict)
    headlines: dict[tuple[Any, ...], Fact] = field(default_factory=dict)
    told: dict[str, list[Fact]] = field(default_factory=dict)
    traits: Traits = field(default_factory=Traits)

    def add(self, fact: Fact) -> None:
        """Take a figure in, and remember it if its number, outcome and place are new, its headline, and its article."""
        if len(self.members) < MOST_COMPARED:
            self.traits.add(fact)
        self.members.append(fact)
        place = fact.where.place_id if fact.where is not None else None
        if len(self.various) < MOST_COMPARED:
            self.various.setdefault((fact.interval, fact.outcome, place), fact)
        if fact.headline:
            self.headlines.setdefault((fact.interval, fact.outcome, fact.published), fact)
        self.told.setdefault(fact.article_id, []).append(fact)

    def absorb(self, other: Claim, reasons: Mapping[str, str]) -> None:
        """Take in another claim's figures, for these reasons and those they had."""
        for fact in other.members:
            self.add(fact)
        self.reasons |= other.reasons | dict(reasons)
