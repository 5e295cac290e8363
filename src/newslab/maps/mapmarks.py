"""The marks of a map: land and borders, shaded regions, dots and rings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from newslab.charts import canvas

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.path import Path

    from newslab.maps.basemap import Ground

SEA, LAND, NAMED, BORDER, LINE = "#e6edf1", "#faf9f6", "#f3f0e6", "#a3a399", "#dcdad0"
RINGS: Final = ("area", "water")
RING_RADIUS: Final = 6.5  # points
_LARGEST: Final = 330.0  # points squared, of the most mentioned town
_LARGEST_ON_WORLD: Final = 110.0
_FEW: Final = 12  # below this the largest dot shrinks, so that one mention is not a blot
_FACTS: Final = ("name", "feature", "precision", "country", "place_id", "mentions", "figures", "articles")


def outline(shape: Any) -> Path:
    """Turn a shapely polygon or multipolygon into a matplotlib path with its holes."""
    from matplotlib.path import Path

    rings = [
        np.asarray(ring.coords)[:, :2]
        for part in getattr(shape, "geoms", [shape])
        if part.geom_type == "Polygon"
        for ring in (part.exterior, *part.interiors)
    ]
    return Path.make_compound_path(*(Path(ring, closed=True) for ring in rings))


def dot_area(n: float, most: float, *, world: bool = False) -> float:
    """Give the area of a dot in points squared: in proportion to the count, down to the smallest that can be seen."""
    return max((_LARGEST_ON_WORLD if world else _LARGEST) * n / max(most, _FEW), 4.0)


def land(ax: Axes, ground: Ground, named: list[str]) -> None:
    """Draw countries, those named in the articles a shade warmer, and the borders of regions where there is room."""
    from matplotlib.collections import PathCollection

    countries = ground.areas("country")
    shapes = [outline(shape) for shape in countries.geometry]
    faces = [NAMED if iso in named else LAND for iso in countries["iso"]]
    ax.add_collection(PathCollection(shapes, facecolors=faces, edgecolors="none"))
    if not ground.world:
        inner = [outline(shape) for shape in ground.areas("admin1").geometry]
        ax.add_collection(PathCollection(inner, facecolors="none", edgecolors=LINE, linewidths=0.45))
    ax.add_collection(
        PathCollection(shapes, facecolors="none", edgecolors=BORDER, linewidths=0.35 if ground.world else 0.75)
    )


def regions(ax: Axes, ground: Ground, rows: list[dict[str, Any]]) -> None:
    """Shade regions and districts, the more the darker, each with its border."""
    from matplotlib.colors import to_rgba
    from matplotlib.patches import PathPatch

    isos = [row["iso"] for row in rows]
    cut = [ground.areas(level, isos) for level in ("admin1", "district")]
    shapes = {iso: shape for part in cut for iso, shape in zip(part["iso"], part.geometry, strict=True)}
    most = max((row["n"] for row in rows), default=1)
    line = 0.35 if ground.world else 0.9
    for row in rows:
        if row["iso"] in shapes:
            face = to_rgba(canvas.BLUE, 0.1 + 0.22 * row["n"] / most)
            patch = PathPatch(outline(shapes[row["iso"]]), facecolor=face, edgecolor=canvas.BLUE, linewidth=line)
            canvas.record(ax.add_patch(patch), "region", **_facts(row))


def most(rows: list[dict[str, Any]]) -> int:
    """Give the count of the largest dot, by which all are sized."""
    return max((row["n"] for row in rows if row["feature"] not in RINGS), default=1)


def points(ax: Axes, ground: Ground, rows: list[dict[str, Any]]) -> None:
    """Draw towns as dots, and landscapes and seas as open rings, for these have no border to shade."""
    largest = most(rows)
    for row in sorted(rows, key=lambda row: -row["n"]):
        x, y = ground.project(row["lon"], row["lat"])
        if row["feature"] in RINGS:
            ring = ax.scatter([x], [y], s=(2 * RING_RADIUS) ** 2, facecolors="none", edgecolors=canvas.BLUE,
                              linewidths=1.0, linestyles=[(0, (2, 2))], zorder=4)  # fmt: skip
            canvas.record(ring, "ring", **_facts(row))
        else:
            dot = ax.scatter([x], [y], s=dot_area(row["n"], largest, world=ground.world), color=canvas.RED,
                             alpha=0.75, edgecolors="white", linewidths=0.7, zorder=5)  # fmt: skip
            canvas.record(dot, "dot", **_facts(row))


def _facts(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in _FACTS}
