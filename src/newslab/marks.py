"""The marks of a chart: one way to draw each way of stating a number.

A stated number is a dot, an approximate one has a halo, a range is a bar, a bound an arrow that points to where the
true number is said to lie, and a vague word a blur beside the scale, because it has no place on it. What is planned is
hollow, what is denied is crossed out. The same marks run across (values on x) or upwards (values on y).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from newslab import canvas, labels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.collections import PathCollection

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
    ax: Axes, row: Mapping[str, Any], at: float, *, across: bool = True, color: str | None = None, **note: Any
) -> None:
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
    **note
        What :func:`newslab.canvas.drawn` says of the mark.
    """
    mark, planned, denied = kind(row), row["modality"] == "planned", row["modality"] == "denied"
    ink = color or (canvas.AMBER if planned else canvas.GREY if denied else canvas.BLUE)
    face = "white" if planned or denied else ink
    said = {"mark": mark, "modality": str(row["modality"]), **note}
    if mark == "vague" or np.isnan(_number(row)):
        _blur(ax, at, across, ink, said | {"mark": "vague"})
    elif mark == "range":
        _bar(ax, (float(row["low"]), float(row["high"])), at, across, ink, face, said)
    elif mark in _UP:
        _arrow(ax, _number(row), at, across, ink, face, said)
    else:
        _dot(ax, _number(row), at, across, ink, face, said)
    if denied and mark != "vague":
        x, y = _xy(_number(row), at, across)
        ax.plot([x], [y], "x", ms=DOT + 2.5, mew=1.2, color=canvas.RED, zorder=6)


def _number(row: Mapping[str, Any]) -> float:
    for name in ("value", "low", "high"):
        if row[name] is not None and not np.isnan(row[name]):
            return float(row[name])
    return float("nan")


def _xy(value: float, at: float, across: bool) -> tuple[float, float]:
    return (value, at) if across else (at, value)


def _dot(ax: Axes, value: float, at: float, across: bool, ink: str, face: str, said: dict[str, Any]) -> None:
    x, y = _xy(value, at, across)
    if said["mark"] == "approx":
        ax.plot([x], [y], "o", ms=DOT * 2.3, color=ink, alpha=0.22, mew=0, zorder=3)
    (dot,) = ax.plot([x], [y], "o", ms=DOT, mfc=face, mec=ink, mew=1.1, zorder=5)
    canvas.record(dot, **said)


def _bar(
    ax: Axes, ends: tuple[float, float], at: float, across: bool, ink: str, face: str, said: dict[str, Any]
) -> None:
    (x0, y0), (x1, y1) = _xy(ends[0], at, across), _xy(ends[1], at, across)
    style = "--" if face == "white" else "-"
    (bar,) = ax.plot([x0, x1], [y0, y1], style, lw=3.2, color=ink, alpha=0.75, solid_capstyle="butt", zorder=4)
    canvas.record(bar, **said)
    cap = "|" if across else "_"
    ax.plot([x0, x1], [y0, y1], cap, ms=8, mew=1.3, color=ink, zorder=5)


def _arrow(ax: Axes, value: float, at: float, across: bool, ink: str, face: str, said: dict[str, Any]) -> None:
    up = _UP[said["mark"]]
    tip = _beyond(ax, value, up, across)
    (x0, y0), (x1, y1) = _xy(value, at, across), _xy(tip, at, across)
    head = (">" if up else "<") if across else ("^" if up else "v")
    (shaft,) = ax.plot([x0, x1], [y0, y1], "-", lw=1.5, color=ink, zorder=4, clip_on=False)
    canvas.record(shaft, **said)
    ax.plot([x1], [y1], head, ms=5, mfc=face, mec=ink, zorder=5, clip_on=False)
    if said["mark"] in ("ge", "le"):  # the number itself is included
        ax.plot([x0], [y0], "o", ms=DOT, mfc=face, mec=ink, mew=1.1, zorder=5)
    else:
        ax.plot([x0], [y0], "|" if across else "_", ms=8, mew=1.4, color=ink, zorder=5)


def _beyond(ax: Axes, value: float, up: bool, across: bool) -> float:
    """Find where the arrow's head lies: a fixed length on the page, whatever the scale."""
    index = 0 if across else 1
    spot = ax.transData.transform(_xy(value, 1.0, across))
    spot[index] += (ARROW if up else -ARROW) * canvas.figure(ax).dpi
    return float(ax.transData.inverted().transform(spot)[index])


def _blur(ax: Axes, at: float, across: bool, ink: str, said: dict[str, Any]) -> None:
    along = np.linspace(-0.115, -0.035, 9) if across else np.linspace(-0.095, -0.03, 9)
    x, y = (along, np.full(9, at)) if across else (np.full(9, at), along)
    transform = ax.get_yaxis_transform() if across else ax.get_xaxis_transform()
    canvas.record(_cloud(ax, x, y, ink, transform=transform, clip_on=False), **said)


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
