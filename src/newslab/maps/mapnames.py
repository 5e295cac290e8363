"""The names on a map: where each stands, which need a line to their dot, and the scale bar they must leave free."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from newslab.charts import canvas, labels
from newslab.maps import mapmarks

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from newslab.maps.basemap import Ground

_FEW: Final = 14  # names of a kind on a map of the world
_Wish = tuple[labels.Anchor, str, dict[str, Any]]


def write(
    ax: Axes,
    ground: Ground,
    points: list[dict[str, Any]],
    regions: list[dict[str, Any]],
    countries: list[dict[str, Any]],
) -> list[str]:
    """Write scale bar and names, none over another or over a dot; give back the names that found no room.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        The map, with everything but the names drawn.
    ground : Ground
        Its ground.
    points, regions, countries : list of dict
        What is drawn, most counted first. A map of the world names only the first few of each, and no regions.
    """
    bar = _scale_bar(ax, ground)
    wide, high = _inches(ax)
    few = _FEW if ground.world else len(points) + len(countries)
    areas = countries[:few] if ground.world else countries + regions
    dots = [_of_point(ax, ground, row, points) for row in points[:few]]
    names = [_of_area(ax, ground, row) for row in areas]
    wanted = names + dots if ground.world else dots + names  # the first choose first
    anchors = [anchor for anchor, _, _ in wanted]
    frame, rounds = labels.Box(0.03, 0.03, wide - 0.03, high - 0.03), 2 if ground.world else 5
    spots = labels.place(anchors, frame, [bar] if bar else [], rounds=rounds)
    wordless = []
    for (anchor, text, style), box in zip(wanted, spots, strict=True):
        if box is None:
            wordless.append(text)
            continue
        others = [other for other in anchors if other.radius]
        if not ground.world and (labels.far(box, anchor) or labels.stray(box, anchor, others)):
            _lead(ax, anchor, box)
        _write(ax, (box.left + box.right) / 2 / wide, (box.bottom + box.top) / 2 / high, text, style)
    return wordless + [labels.drawable(row["name"]) for row in points[few:]]


def _of_point(ax: Axes, ground: Ground, row: dict[str, Any], points: list[dict[str, Any]]) -> _Wish:
    ring = row["feature"] in mapmarks.RINGS
    area = mapmarks.dot_area(row["n"], mapmarks.most(points), world=ground.world)
    across = 2 * mapmarks.RING_RADIUS if ring else area**0.5
    style = {"color": canvas.BLUE, "style": "italic"} if ring else {"color": canvas.INK}
    return _wish(ax, ground, row, across / 2 / 72, 7.0, style)


def _of_area(ax: Axes, ground: Ground, row: dict[str, Any]) -> _Wish:
    if row["feature"] == "country":
        named = {**row, "name": f"{row['name']} ({row['n']})"}
        return _wish(ax, ground, named, 0.0, 7.5, {"color": canvas.GREY, "weight": "bold"})
    return _wish(ax, ground, row, 0.0, 7.0, {"color": canvas.BLUE, "style": "italic"})


def _inches(ax: Axes) -> tuple[float, float]:
    wide, high = canvas.figure(ax).get_size_inches()
    box = ax.get_position()
    return box.width * wide, box.height * high


def _lead(ax: Axes, anchor: labels.Anchor, box: labels.Box) -> None:
    """Draw a thin line from a symbol to its name."""
    x = min(max(anchor.x, box.left), box.right)
    y = min(max(anchor.y, box.bottom), box.top)
    wide, high = _inches(ax)
    ends = [anchor.x / wide, x / wide], [anchor.y / high, y / high]
    ax.plot(*ends, color=canvas.INK, lw=0.5, transform=ax.transAxes, zorder=6)


def _wish(ax: Axes, ground: Ground, row: dict[str, Any], radius: float, size: float, style: dict[str, Any]) -> _Wish:
    text = labels.drawable(row["name"], 32)
    x, y = ax.transAxes.inverted().transform(ax.transData.transform(ground.project(row["lon"], row["lat"])))
    wide, high = _inches(ax)
    room = labels.width(text, size, bold=True) + 0.04
    reach = row.get("reach", 0.0) * wide
    return labels.Anchor(x * wide, y * high, radius, room, size * 1.25 / 72, reach), text, {"fontsize": size, **style}


def in_the_middle(ground: Ground, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Move the name of each area to the middle of the part of it that the map shows; drop areas it does not show.

    ``reach`` is how far the name may move from there, as a share of the map's width.
    """
    import shapely
    from shapely.ops import polylabel

    isos = [str(row["iso"]) for row in rows]
    cut = [ground.areas(level, isos) for level in ("country", "admin1", "district")]
    shapes = {iso: shape for part in cut for iso, shape in zip(part["iso"], part.geometry, strict=True)}
    spots = []
    for row in (row for row in rows if row["iso"] in shapes):
        seen = shapely.clip_by_rect(shapes[row["iso"]], ground.left, ground.bottom, ground.right, ground.top)
        parts = [part for part in getattr(seen, "geoms", [seen]) if part.geom_type == "Polygon" and part.area > 0]
        if parts:
            largest = max(parts, key=lambda part: part.area)
            point = polylabel(largest, tolerance=(ground.right - ground.left) / 100)
            lon, lat = ground.degrees(point.x, point.y)
            reach = 2 * largest.exterior.distance(point) / (ground.right - ground.left)
            spots.append({**row, "lon": lon, "lat": lat, "reach": reach})
    return spots


def _write(ax: Axes, x: float, y: float, text: str, style: dict[str, Any]) -> None:
    from matplotlib import patheffects

    halo = [patheffects.withStroke(linewidth=1.8, foreground="white", alpha=0.85)]
    ax.text(x, y, text, transform=ax.transAxes, ha="center", va="center", zorder=8, path_effects=halo, **style)


def _scale_bar(ax: Axes, ground: Ground) -> labels.Box | None:
    """Draw a scale bar at the lower left; give back the room it takes, in inches."""
    km = ground.bar_km()
    if km is None:
        return None
    wide, high = _inches(ax)
    share = km * 1000 / (ground.right - ground.left)
    x, y = 0.12 / wide, 0.14 / high
    ax.plot([x, x + share], [y, y], color=canvas.INK, lw=1.4, transform=ax.transAxes, solid_capstyle="butt", zorder=8)
    _write(ax, x + share / 2, y + 0.1 / high, f"{km:,.0f} km", {"fontsize": 6.5, "color": canvas.INK})
    return labels.Box(0.05, 0.05, 0.2 + share * wide, 0.36)
