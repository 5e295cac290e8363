"""Words in pictures: made drawable, measured, wrapped, and placed so that none covers another.

Widths are in inches and sizes in points throughout; boxes are ``(left, bottom, right, top)`` in any one unit.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from newslab import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FAMILY: Final = "DejaVu Sans"  # comes with matplotlib, so that a picture is the same on every machine
_STEPS: Final = (
    (1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1),
    (0.5, 1), (-0.5, 1), (0.5, -1), (-0.5, -1), (1, 0.5), (-1, 0.5), (1, -0.5), (-1, -0.5),
)  # fmt: skip
_ASIDE: Final = (0.0, 0.25, -0.25, 0.5, -0.5)  # widths by which the name of an area may move
_ROUNDS: Final = 5  # how many times farther from its point a label may go, in steps of its own height


class Box(NamedTuple):
    """A rectangle."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box) -> bool:
        """Whether the two rectangles overlap; touching is not overlapping."""
        return (
            self.left < other.right and other.left < self.right and self.bottom < other.top and other.bottom < self.top
        )

    def within(self, other: Box) -> bool:
        """Whether this rectangle lies inside the other."""
        across = self.left >= other.left and self.right <= other.right
        return across and self.bottom >= other.bottom and self.top <= other.top


class Anchor(NamedTuple):
    """A point that wants a label: its position, the radius of its symbol, and the label's width and height.

    An area has no symbol; its name may move by ``reach`` from the middle.
    """

    x: float
    y: float
    radius: float
    width: float
    height: float
    reach: float = 0.0


@lru_cache(maxsize=4)
def _font(bold: bool) -> Any:
    from matplotlib import font_manager

    prop = font_manager.FontProperties(family=FAMILY, weight="bold" if bold else "normal")
    return font_manager.get_font(font_manager.findfont(prop))


@lru_cache(maxsize=1)
def _glyphs() -> frozenset[int]:
    return frozenset(_font(False).get_charmap()) & frozenset(_font(True).get_charmap())


@lru_cache(maxsize=8192)
def drawable(text: object, limit: int | None = None) -> str:
    """One line that the font can draw: a letter it lacks is written in Latin letters, a sign it lacks as a box."""
    from anyascii import anyascii

    line = escape.line(text)
    known = _glyphs()
    shown = "".join(c if ord(c) in known else anyascii(c) or "□" for c in line)
    return escape.line(shown, limit)


@lru_cache(maxsize=16384)
def width(text: str, size: float, bold: bool = False) -> float:
    """Width of drawn text in inches."""
    from matplotlib.ft2font import LoadFlags

    font = _font(bold)
    font.set_size(size, 72)
    font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0]) / 64 / 72


def wrap(text: object, inches: float, size: float, lines: int = 2, *, bold: bool = False) -> list[str]:
    """Text broken at spaces into at most ``lines`` lines of the given width; what does not fit ends in an ellipsis."""
    words = drawable(text).split(" ")
    out = [""]
    while words:
        word = words.pop(0)
        longer = f"{out[-1]} {word}".strip()
        if width(longer, size, bold) <= inches:
            out[-1] = longer
        elif out[-1] and len(out) < lines:
            out.append("")
            words.insert(0, word)
        else:
            out[-1] = _cut(longer, inches, size, bold)
            if len(out) == lines:
                break
            words.insert(0, longer[len(out[-1]) - 1 :])
            out.append("")
    return [line for line in out if line]


def _cut(text: str, inches: float, size: float, bold: bool) -> str:
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width(text[:middle] + "…", size, bold) <= inches else (low, middle - 1)
    return text[:low].rstrip() + "…"


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions on a line, each as near as can be to the wanted one, at least ``gap`` apart, in the same order.

    Where they do not all fit between ``low`` and ``high``, they are set evenly over the whole length.
    """
    if not wanted:
        return []
    if gap * (len(wanted) - 1) > high - low:
        gap = (high - low) / max(len(wanted) - 1, 1)
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    placed: list[float] = []
    for i in order:
        placed.append(max(wanted[i], placed[-1] + gap) if placed else max(wanted[i], low))
    ceiling = high
    for k in range(len(placed) - 1, -1, -1):
        placed[k] = min(placed[k], ceiling)
        ceiling = placed[k] - gap
    back = dict(zip(order, placed, strict=True))
    return [back[i] for i in range(len(wanted))]


def place(
    anchors: Iterable[Anchor], frame: Box, obstacles: Iterable[Box] = (), *, rounds: int = _ROUNDS
) -> list[Box | None]:
    """Find a box for each label, in order of importance, that covers no symbol, no other label and no obstacle.

    Parameters
    ----------
    anchors : iterable of Anchor
        The most important first: it chooses first.
    frame : Box
        No label reaches outside.
    obstacles : iterable of Box
        What must stay visible beside the anchors' own symbols.
    rounds : int
        How far a label may go from its symbol, in steps of its own height.

    Returns
    -------
    list of Box or None
        None where no free box lies near enough; such a label belongs in a list beside the picture.
    """
    points = list(anchors)
    symbols = [a for a in points if a.radius]
    taken = [Box(a.x - a.radius, a.y - a.radius, a.x + a.radius, a.y + a.radius) for a in symbols]
    taken.extend(obstacles)
    found: list[Box | None] = []
    for anchor in points:
        free = [b for b in _options(anchor, rounds) if b.within(frame) and not any(b.meets(t) for t in taken)]
        box = next((b for b in free if not stray(b, anchor, symbols)), free[0] if free else None)
        if box:
            taken.append(box)
        found.append(box)
    return found


def stray(box: Box, anchor: Anchor, symbols: Iterable[Anchor]) -> bool:
    """Tell whether a label lies nearer to another symbol than to its own, so that it needs a line to lead back."""
    if not anchor.radius:
        return False
    own = _gap(box, anchor)
    return any(_gap(box, other) < own for other in symbols if other is not anchor)


def far(box: Box, anchor: Anchor) -> bool:
    """Tell whether a label lies farther from its symbol than its own height, so that it needs a line to lead back."""
    return bool(anchor.radius) and _gap(box, anchor) > anchor.height


def _gap(box: Box, anchor: Anchor) -> float:
    dx = max(box.left - anchor.x, 0.0, anchor.x - box.right)
    dy = max(box.bottom - anchor.y, 0.0, anchor.y - box.top)
    return float(math.hypot(dx, dy) - anchor.radius)


def _options(anchor: Anchor, rounds: int) -> Iterable[Box]:
    if not anchor.radius:
        yield from _inside(anchor)
        return
    for step in range(rounds):
        away = anchor.radius + anchor.height * (0.15 + 0.75 * step)
        for dx, dy in _STEPS:
            reach = 0.8 if dx and dy else 1.0
            x = anchor.x + dx * (away * reach + anchor.width / 2)
            y = anchor.y + dy * (away * reach + anchor.height / 2)
            yield _box(x, y, anchor)


def _inside(anchor: Anchor) -> Iterable[Box]:
    """Give boxes whose middle lies within an area's reach, the nearest first."""
    rows = int(max(anchor.reach / anchor.height, 1))
    shifts = [(dx, dy) for dy in range(-rows, rows + 1) for dx in _ASIDE]
    for dx, dy in sorted(shifts, key=lambda s: (s[0] * anchor.width) ** 2 + (s[1] * anchor.height) ** 2):
        yield _box(anchor.x + dx * anchor.width, anchor.y + dy * anchor.height, anchor)


def _box(x: float, y: float, anchor: Anchor) -> Box:
    return Box(x - anchor.width / 2, y - anchor.height / 2, x + anchor.width / 2, y + anchor.height / 2)
