"""The panel beside a map: what the signs mean, what lies far off, what was not placed and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from newslab.charts import accounts, canvas, labels
from newslab.maps import mapmarks

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from newslab.maps.basemap import Ground

_SIZE: Final = 6.8  # points
_STEP: Final = _SIZE * canvas.LEADING
_WORLD: Final = "+proj=eqearth +lon_0=0"


def draw(
    ax: Axes, ground: Ground, on: tuple[list[dict[str, Any]], ...], far: pd.DataFrame, lost: pd.DataFrame,
    wordless: list[str], by: str, left: float,
) -> None:  # fmt: skip
    """Fill the panel from top to bottom; each list ends in the number of what it had no room for.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        The map.
    ground : Ground
        Its ground.
    on : tuple of list
        Points, regions and countries on the map.
    far, lost : pandas.DataFrame
        Places off the map, and names without a pin.
    wordless : list of str
        Names on the map for which there was no room.
    by : str
        What is counted.
    left : float
        Inches from the left edge of the map.
    """
    figure = canvas.figure(ax)
    wide, high = figure.get_size_inches()
    box = ax.get_position()
    x0, room = box.x0 * wide + left + 0.2, canvas.WIDTH - left - 2 * canvas.MARGIN - 0.25
    panel = figure.add_axes((x0 / wide, box.y0, room / wide, box.height))
    height = box.height * high
    panel.set(xlim=(0, room), ylim=(0, height))
    panel.axis("off")
    y = _key(panel, ground, on, by, height - 0.02)
    if len(far) and not ground.world:
        y = _locator(panel, ground, far[far["feature"] != "country"], room, y)
    lists = [
        (
            "Too wide or too far for this map" if ground.world else "Off this map",
            [f"{row['name']} ({row['n']})" for row in accounts.records(far)],
        ),
        ("On the map without room for a name", wordless),
        ("Not placed", [_lost(row) for row in accounts.records(lost)]),
    ]
    lists = [(head, items) for head, items in lists if items]
    for k, (head, items) in enumerate(lists):
        share = (y - 0.05) / (len(lists) - k)
        y = _list(panel, head, items, room, y, share)


def _lost(row: dict[str, Any]) -> str:
    times = f" ×{row['mentions']}" if row["mentions"] > 1 else ""
    return f"{row['text']}{times}: {_why(row)}"


def _why(row: dict[str, Any]) -> str:
    if row["status"] == "ambiguous":
        return "several places of this name"
    return "too little speaks for a place" if row["n_candidates"] else "not found"


def _key(panel: Axes, ground: Ground, on: tuple[list[dict[str, Any]], ...], by: str, y: float) -> float:
    """Explain the signs that this map has, in the sizes it has them."""
    points, regions, countries = on
    rings = [row for row in points if row["feature"] in mapmarks.RINGS]
    most = mapmarks.most(points)
    for n in sorted({1, most}) if len(points) > len(rings) else []:
        y -= 0.2 if n == 1 else 0.25
        area = mapmarks.dot_area(n, most, world=ground.world)
        panel.scatter([0.13], [y], s=area, color=canvas.RED, alpha=0.75, ec="white", lw=0.7)
        _line(panel, 0.32, y, f"town, {n} {by if n != 1 else by[:-1]}")
        y -= 0.06 * (n > 1)
    for shown, mark, name in ((regions, "s", "region or district"), (rings, "o", "landscape or sea, roughly")):
        if shown:
            y -= 0.2
            dashes = {"ls": (0, (2, 2)), "fc": "none"} if mark == "o" else {"fc": "#b9cbd9"}
            panel.scatter([0.13], [y], s=75, marker=mark, ec=canvas.BLUE, lw=0.9, **dashes)
            _line(panel, 0.32, y, name)
    if countries:
        y -= 0.2
        panel.text(0.13, y, "Aa", fontsize=_SIZE, weight="bold", color=canvas.GREY, ha="center", va="center_baseline")
        _line(panel, 0.32, y, "only the country is named")
    return y - 0.16


def _line(panel: Axes, x: float, y: float, text: str, **given: Any) -> None:
    panel.text(x, y, text, fontsize=_SIZE, va="center_baseline", **{"color": canvas.INK, **given})


def _locator(panel: Axes, ground: Ground, far: pd.DataFrame, room: float, y: float) -> float:
    """Draw the world small, with the map's frame and the places off it."""
    import pyproj

    from newslab import gazetteer

    figure = canvas.figure(panel)
    wide, high = figure.get_size_inches()
    box = panel.get_position()
    tall = room * 0.46
    inset = figure.add_axes((box.x0, box.y0 + (y - tall) / high, room / wide, tall / high))
    inset.set(xticks=[], yticks=[], facecolor=mapmarks.SEA, xlim=(-17.3e6, 17.3e6), ylim=(-6.6e6, 8.5e6))
    inset.spines[:].set(color=canvas.PALE, linewidth=0.6)
    from matplotlib.collections import PathCollection

    world = gazetteer.areas(level="country").to_crs(_WORLD)
    paths = [mapmarks.outline(shape) for shape in world.geometry.simplify(40_000) if not shape.is_empty]
    inset.add_collection(PathCollection(paths, fc=mapmarks.LAND, ec=canvas.PALE, lw=0.3))
    forth = pyproj.Transformer.from_crs("EPSG:4326", _WORLD, always_xy=True)
    t = np.linspace(0, 1, 20)
    xs, ys = ground.left + t * (ground.right - ground.left), ground.bottom + t * (ground.top - ground.bottom)
    ring_x = np.concatenate([xs, np.full(20, ground.right), xs[::-1], np.full(20, ground.left)])
    ring_y = np.concatenate([np.full(20, ground.bottom), ys, np.full(20, ground.top), ys[::-1]])
    inset.plot(*forth.transform(*ground.degrees(ring_x, ring_y)), color=canvas.INK, lw=0.9)
    inset.scatter(*forth.transform(far["lon"].to_numpy(), far["lat"].to_numpy()), s=9, color=canvas.RED, lw=0)
    return y - tall - 0.16


def _list(panel: Axes, head: str, items: list[str], room: float, y: float, share: float) -> float:
    """Write one list into its share of the height."""
    _line(panel, 0.0, y - _STEP / 2, head, weight="bold")
    y -= _STEP * 1.15
    left = max(int(share / _STEP) - 2, 1)
    for k, item in enumerate(items):
        lines = labels.wrap(item, room, _SIZE, 2)
        if len(lines) + (k < len(items) - 1) > left:
            _line(panel, 0.0, y - _STEP / 2, f"and {len(items) - k:,} more", color=canvas.GREY)
            y -= _STEP
            break
        for n, line in enumerate(lines):
            _line(panel, 0.08 * bool(n), y - _STEP / 2, line, color=canvas.GREY)
            y -= _STEP
        left -= len(lines)
    return y - _STEP * 0.6
