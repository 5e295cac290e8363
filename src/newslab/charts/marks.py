"""The marks of a chart: one way to draw each way of stating a number.

A stated number is a dot, an approximate one has a halo, a range is a bar, a bound an arrow that points to where the
true number is said to lie, and a vague word a blur beside the scale, because it has no place on it. What is planned is
hollow, what is denied is crossed out. The same marks run across (values on x) or upwards (values on y).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from newslab.charts import canvas, labels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.collections import PathCollection
    from matplotlib.lines import Line2D
    from matplotlib.transforms import ScaledTranslation

DOT: Final = 5.5  # points across
ARROW: Final = 0.2  # inches
KEY: Final = 0.22  # inches of height
_UP: Final = {"ge": True, "gt": True, "le": False, "lt": False}
SAYS: Final = {
    "eq": "as stated", "approx": "about", "ge": "at least", "gt": "more than", "le": "up to",
    "lt": "less than", "range": "a range", "vague": "no number", "planned": "planned", "denied": "denied",
}  # fmt: skip


def kind(row: Mapping[str, Any]) -> str:
    """Name the mark a figure gets, one of the keys of ``SAYS``, modality apart."""
    if row["bound"] == "eq":
        return "approx" if row["approx"] else "eq"
    return str(row["bound"])


def draw(
    ax: Axes, row: Mapping[str, Any], at: float, *, across: bool = True, color: str | None = None, aside: int = 0,
    **note: Any,
) -> None:  # fmt: skip
    """Draw one figure on axes whose limits are set.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Limits must be final: the length of an arrow depends on them.
    row : mapping
        ``value, low, high, bound, approx, modality`` as in ``schema.FIGURES``.
    at : float
        Position on the other axis.
    across : bool
        Values run along x; else along y.
    color : str, optional
        Overrides the colour that the modality gives.
    aside : int
        How many equal marks stand on the spot already; this one moves beside them on the page, not in its data.
    **note
        What :func:`newslab.charts.canvas.drawn` says of the mark.
    """
    mark, planned, denied = kind(row), row["modality"] == "planned", row["modality"] == "denied"
    ink = color or (canvas.AMBER if planned else canvas.GREY if denied else canvas.BLUE)
    pen = _Pen(ax, at, across, ink, "white" if planned or denied else ink, aside)
    value = _number(row)
    if np.isnan(value):
        mark = "vague"
    if mark == "vague":
        artist: Artist = pen.blur()
    elif mark == "range":
        artist = pen.bar(float(row["low"]), float(row["high"]))
    elif mark in _UP:
        artist = pen.arrow(value, _UP[mark], inclusive=mark in ("ge", "le"))
    else:
        artist = pen.dot(value, halo=mark == "approx")
    canvas.record(artist, mark, modality=str(row["modality"]), **note)
    if denied and mark != "vague":
        pen.line([value], "x", ms=DOT + 2.5, mew=1.2, color=canvas.RED, zorder=6)


def _number(row: Mapping[str, Any]) -> float:
    for name in ("value", "low", "high"):
        if row[name] is not None and not np.isnan(row[name]):
            return float(row[name])
    return float("nan")


@dataclass(frozen=True, slots=True)
class _Pen:
    """Draws at one position of the other axis, in one ink."""

    ax: Axes
    at: float
    across: bool
    ink: str
    face: str
    aside: int = 0

    def line(self, values: Sequence[float], shape: str, **given: Any) -> Line2D:
        where = [self.at] * len(values)
        x, y = (values, where) if self.across else (where, values)
        if self.aside:
            given["transform"] = self.ax.transData + self._shift()
        (line,) = self.ax.plot(x, y, shape, **{"color": self.ink, "zorder": 4, **given})
        return line

    def _shift(self) -> ScaledTranslation:
        from matplotlib.transforms import ScaledTranslation

        step = self.aside * (DOT + 2) / 72
        x, y = (0.0, step) if self.across else (step, 0.0)
        return ScaledTranslation(x, y, canvas.figure(self.ax).dpi_scale_trans)

    def dot(self, value: float, *, halo: bool = False) -> Line2D:
        if halo:
            self.line([value], "o", ms=DOT * 2.3, alpha=0.22, mew=0, zorder=3)
        return self.line([value], "o", ms=DOT, mfc=self.face, mec=self.ink, mew=1.1, zorder=5)

    def bar(self, low: float, high: float) -> Line2D:
        self.line([low, high], "|" if self.across else "_", ms=8, mew=1.3, zorder=5)
        style = "--" if self.face == "white" else "-"
        return self.line([low, high], style, lw=3.2, alpha=0.75, solid_capstyle="butt")

    def arrow(self, value: float, up: bool, *, inclusive: bool) -> Line2D:
        tip = self._beyond(value, up)
        head = (">" if up else "<") if self.across else ("^" if up else "v")
        self.line([value, tip], "-", lw=1.5, clip_on=False)
        self.line([tip], head, ms=5, mfc=self.face, mec=self.ink, zorder=5, clip_on=False)
        if inclusive:
            return self.dot(value)
        return self.line([value], "|" if self.across else "_", ms=8, mew=1.4, zorder=5)

    def _beyond(self, value: float, up: bool) -> float:
        """Find where the arrow's head lies: a fixed length on the page, whatever the scale."""
        index = 0 if self.across else 1
        spot = self.ax.transData.transform((value, 1.0) if self.across else (self.at, value))
        spot[index] += (ARROW if up else -ARROW) * canvas.figure(self.ax).dpi
        return float(self.ax.transData.inverted().transform(spot)[index])

    def blur(self) -> PathCollection:
        along = np.linspace(-0.115, -0.035, 9) if self.across else np.linspace(-0.095, -0.03, 9)
        still = np.full(9, self.at)
        transform = self.ax.get_yaxis_transform() if self.across else self.ax.get_xaxis_transform()
        x, y = (along, still) if self.across else (still, along)
        return _cloud(self.ax, x, y, self.ink, transform=transform, clip_on=False)


def _cloud(ax: Axes, x: Any, y: Any, ink: str, **given: Any) -> PathCollection:
    from matplotlib.colors import to_rgba

    fade = 0.34 * np.sin(np.linspace(0.15, np.pi - 0.15, len(x)))
    return ax.scatter(x, y, s=38, c=[to_rgba(ink, a) for a in fade], linewidths=0, zorder=4, **given)


def key(ax: Axes, kinds: Sequence[str], *, lift: float = 0.06) -> None:
    """Draw the key of the marks used, in a strip of axes of its own ``lift`` inches over ``ax``."""
    figure = canvas.figure(ax)
    wide, high = figure.get_size_inches()
    room = wide - 2 * canvas.MARGIN
    strip = figure.add_axes((canvas.MARGIN / wide, ax.get_position().y1 + lift / high, room / wide, KEY / high))
    strip.set(xlim=(0, room), ylim=(0, 1))
    strip.axis("off")
    x = 0.0
    for name in kinds:
        _sample(strip, x + 0.15, name)
        strip.text(x + 0.36, 0.5, SAYS[name], va="center_baseline", fontsize=canvas.BODY, color=canvas.GREY)
        x += 0.36 + labels.width(SAYS[name], canvas.BODY) + 0.16


def _sample(strip: Axes, x: float, name: str) -> None:
    if name == "vague":
        _cloud(strip, np.linspace(x - 0.13, x + 0.13, 9), np.full(9, 0.5), canvas.BLUE)
        return
    shift = -ARROW / 2 if name in ("ge", "gt") else ARROW / 2 if name in ("le", "lt") else 0.0
    plain = name in ("approx", "planned", "denied")
    row = {
        "value": x + shift, "low": x - 0.12, "high": x + 0.12, "bound": "eq" if plain else name,
        "approx": name == "approx", "modality": name if name in ("planned", "denied") else "stated",
    }  # fmt: skip
    draw(strip, row, 0.5)


def used(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """List the kinds of mark among the rows, in the order of the key."""
    found = {kind(row) for row in rows} | {str(row["modality"]) for row in rows}
    return [name for name in SAYS if name in found]
