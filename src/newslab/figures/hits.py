"""Those shot or struck, who are the dead and the injured together where some of them are said to have died.

"Five people were shot, one fatally" counts casualties, of whom four live: not five injured, and no four is made up.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from newslab.figures import Figure
    from newslab.figures.context import Context

HIT: Final = ("shot", "struck")
"""Outcomes that the dead and the injured share."""

_END: Final = re.compile(r"[.\n]")

BOTH: Final = "casualties"


def tell(context: Context, figures: list[Figure]) -> list[Figure]:
    """The same figures, those hit as casualties where the text says that some of them died."""
    mixed = {
        (hit.outcome, hit.quantity.value, hit.quantity.low)
        for one, other in pairwise(figures)
        for hit, dead in ((one, other), (other, one))
        if _is_hit(hit) and _are_of(context, dead, hit)
    }
    if not mixed:
        return figures
    return [
        replace(f, outcome=BOTH) if _is_hit(f) and (f.outcome, f.quantity.value, f.quantity.low) in mixed else f
        for f in figures
    ]


def _is_hit(figure: Figure) -> bool:
    return figure.outcome in HIT and figure.unit == "person" and figure.kind == "count"


def _are_of(context: Context, dead: Figure, hit: Figure) -> bool:
    """Whether the dead are some of those hit: "five shot, | one fatally", "shot six people, | killing two of them"."""
    first, second = sorted((dead, hit), key=lambda f: f.start)
    between = context.text[first.end : second.start]
    if dead.outcome != "killed" or _END.search(between) or (first is dead and not between.startswith(" after ")):
        return False  # "one dead | after four shot"
    own = dead.change != "subset" and dead.counted is not None and dead.counted != hit.counted
    own = own and not dead.rule.endswith("fatal")  # "four people were shot, one man | fatally"
    one, all_ = dead.quantity.value, hit.quantity.value
    return not own and one is not None and all_ is not None and 0 < one < all_ and dead.change != "increment"
