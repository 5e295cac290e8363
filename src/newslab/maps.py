"""Maps of where it happened: only places that are meant as places, each shown as finely as the words place it.

A town is a dot whose area follows the count, a region or district its area with its border, a country no more than its
name; a landscape or sea is an open ring. What was not placed is listed beside the map with the reason, because a map
that drops it in silence claims more than was read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

import numpy as np

from newslab import basemap, canvas, labels, mapmarks, mappanel, reports
from newslab.settled import literal, settled, unplaced

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd
    from matplotlib.axes import Axes

    from newslab.basemap import Ground
    from newslab.tables import Tables
    from newslab.webmap import WebMap

__all__ = ["drawn", "interactive", "literal", "places", "settled", "unplaced"]

WIDTH: Final = 6.35  # inches of the map itself
HEIGHT: Final = 5.3
ATTRIBUTION: Final = (
    "Places: GeoNames, CC BY 4.0 · Areas: Natural Earth. Borders follow ISO 3166 codes; no position implied."
)
_GROUNDS: Final[WeakKeyDictionary[Any, Ground]] = WeakKeyDictionary()


def places(
    tables: Tables, *, articles: Collection[str] | None = None, by: str = "mentions", title: str = "Where it happened"
) -> Axes:
    """Draw the places that the articles mean as places.

    Parameters
    ----------
    tables : Tables
        Parsed drop.
    articles : collection of str, optional
        Only these article ids.
    by : {"mentions", "figures", "articles"}
        What the area of a dot and the shade of a region count.
    title : str
        Printed over the map.

    Returns
    -------
    matplotlib.axes.Axes
        In a projection that fits the extent; :func:`drawn` gives back longitudes and latitudes.

    Raises
    ------
    ValueError
        If ``by`` is none of the three.
    """
    found = settled(tables, articles=articles, by=by)
    lost = unplaced(tables, articles=articles)
    if found.empty:
        return canvas.blank(title, "No place in this drop is meant as a place and settled.", canvas.note(tables))
    fine = found[found["feature"] != "country"] if (found["feature"] != "country").any() else found
    close = basemap.near(*(fine[name].to_numpy(float) for name in ("lon", "lat", "n")))
    ground = basemap.around(*_reach(fine[close]), WIDTH / HEIGHT)
    with canvas.style():
        ax = canvas.sheet(
            title, _subtitle(found, lost, by), canvas.note(tables, ATTRIBUTION), height=HEIGHT, left=canvas.MARGIN,
            right=canvas.WIDTH - WIDTH - canvas.MARGIN, below=0.06,
        )  # fmt: skip
        _GROUNDS[ax] = ground
        ax.set(
            xlim=(ground.left, ground.right),
            ylim=(ground.bottom, ground.top),
            xticks=[],
            yticks=[],
            facecolor=mapmarks.SEA,
        )
        ax.spines[:].set(color=mapmarks.BORDER, linewidth=0.6)
        inside = found[ground.holds(found["lon"], found["lat"])]
        points = reports.records(inside[~inside["shaded"] & (inside["feature"] != "country")])
        regions = _in_the_middle(ground, reports.records(found[found["shaded"]]))
        countries = _in_the_middle(ground, reports.records(found[found["feature"] == "country"]))
        mapmarks.land(ax, ground, [str(row["iso"]) for row in countries])
        mapmarks.regions(ax, ground, regions)
        mapmarks.points(ax, ground, points)
        wordless = _names(ax, ground, points, regions + countries, _scale_bar(ax, ground))
        shown = {row["place_id"] for row in points + regions + countries}
        far = found[~found["place_id"].isin(shown)]
        mappanel.draw(ax, ground, found, far, lost, wordless, by, WIDTH)
        return canvas.finish(ax)


def drawn(ax: Axes) -> pd.DataFrame:
    """Give back what a map draws, read from its artists.

    Returns
    -------
    pandas.DataFrame
        One row per place: name, feature, precision, counts, and ``lon``, ``lat`` in degrees (of a region: the middle of
        its drawn outline).
    """
    frame = canvas.drawn(ax)
    if frame.empty:
        return frame
    x, y = (frame["x"] + frame["x_end"]) / 2, (frame["y"] + frame["y_end"]) / 2
    frame["lon"], frame["lat"] = _GROUNDS[ax].degrees(x.to_numpy(), y.to_numpy())
    return frame.drop(columns=["x", "x_end", "y", "y_end"]).round({"lon": 3, "lat": 3})


def interactive(tables: Tables, *, articles: Collection[str] | None = None, by: str = "mentions") -> WebMap:
    """Make a map to move and point at, which needs no network; a notebook shows it, ``.save(path)`` writes it.

    Parameters
    ----------
    tables : Tables
        Parsed drop.
    articles, by
        As in :func:`places`.
    """
    from newslab import webmap

    return webmap.build(tables, settled(tables, articles=articles, by=by), ATTRIBUTION)


def _reach(fine: pd.DataFrame) -> tuple[Any, Any]:
    """Give the points the map must hold: the places themselves, and the corners of the regions among them."""
    from newslab import gazetteer

    shapes = gazetteer.areas(fine.loc[fine["shaded"], "iso"])
    corners = shapes[shapes["area_km2"] < 250_000].geometry.bounds
    lon = np.concatenate([fine["lon"], corners["minx"], corners["maxx"]])
    lat = np.concatenate([fine["lat"], corners["miny"], corners["maxy"]])
    return lon.astype(float), lat.astype(float)


def _subtitle(found: pd.DataFrame, lost: pd.DataFrame, by: str) -> str:
    towns, areas = int((found["feature"] == "town").sum()), int(found["shaded"].sum())
    listed = f" {canvas.of(len(lost), 'name')} could not be placed, listed at the right." if len(lost) else ""
    return (
        f"{canvas.of(towns, 'town')} as dots, their area the number of {by}; {canvas.of(areas, 'region')} shaded; "
        f"countries by name only. Actors (“Moscow said”) and demonyms are not on the map.{listed}"
    )


def _names(
    ax: Axes, ground: Ground, points: list[dict[str, Any]], areas: list[dict[str, Any]], bar: labels.Box | None
) -> list[str]:
    """Write the names where none covers another or a dot; give back those that found no room."""
    most = max((row["n"] for row in points), default=1)
    wanted: list[tuple[labels.Anchor, str, dict[str, Any]]] = []
    for row in points:
        ring = row["feature"] in mapmarks.RINGS
        across = 2 * mapmarks.RING_RADIUS if ring else mapmarks.dot_area(row["n"], most) ** 0.5
        style = {"color": canvas.BLUE, "style": "italic"} if ring else {"color": canvas.INK}
        wanted.append(_wish(ax, ground, row, across / 2 / 72, 7.0, style))
    for row in areas:
        if row["feature"] == "country":
            named = {**row, "name": f"{row['name']} ({row['n']})"}
            wanted.append(_wish(ax, ground, named, 0.0, 7.5, {"color": canvas.GREY, "weight": "bold"}))
        else:
            wanted.append(_wish(ax, ground, row, 0.0, 7.0, {"color": canvas.BLUE, "style": "italic"}))
    frame = labels.Box(0.03, 0.03, WIDTH - 0.03, HEIGHT - 0.03)
    anchors = [anchor for anchor, _, _ in wanted]
    spots = labels.place(anchors, frame, [bar] if bar else [])
    wordless = []
    for (anchor, text, style), box in zip(wanted, spots, strict=True):
        if box is None:
            wordless.append(text)
            continue
        if labels.stray(box, anchor, [other for other in anchors if other.radius]):
            _lead(ax, anchor, box)
        _write(ax, (box.left + box.right) / 2 / WIDTH, (box.bottom + box.top) / 2 / HEIGHT, text, style)
    return wordless


def _lead(ax: Axes, anchor: labels.Anchor, box: labels.Box) -> None:
    """Draw a thin line from a symbol to its name."""
    x = min(max(anchor.x, box.left), box.right)
    y = min(max(anchor.y, box.bottom), box.top)
    ends = [anchor.x / WIDTH, x / WIDTH], [anchor.y / HEIGHT, y / HEIGHT]
    ax.plot(*ends, color=canvas.INK, lw=0.5, transform=ax.transAxes, zorder=6)


def _wish(
    ax: Axes, ground: Ground, row: dict[str, Any], radius: float, size: float, style: dict[str, Any]
) -> tuple[labels.Anchor, str, dict[str, Any]]:
    text = labels.drawable(row["name"], 32)
    x, y = ax.transAxes.inverted().transform(ax.transData.transform(ground.project(row["lon"], row["lat"])))
    wide = labels.width(text, size, bold=True) + 0.04
    return labels.Anchor(x * WIDTH, y * HEIGHT, radius, wide, size * 1.25 / 72), text, {"fontsize": size, **style}


def _in_the_middle(ground: Ground, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Move the name of each area to the middle of the part of it that the map shows; drop areas it does not show."""
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
            point = polylabel(max(parts, key=lambda part: part.area), tolerance=(ground.right - ground.left) / 100)
            lon, lat = ground.degrees(point.x, point.y)
            spots.append({**row, "lon": lon, "lat": lat})
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
    share = km * 1000 / (ground.right - ground.left)
    x, y = 0.12 / WIDTH, 0.14 / HEIGHT
    ax.plot([x, x + share], [y, y], color=canvas.INK, lw=1.4, transform=ax.transAxes, solid_capstyle="butt", zorder=8)
    _write(ax, x + share / 2, y + 0.1 / HEIGHT, f"{km:,.0f} km", {"fontsize": 6.5, "color": canvas.INK})
    return labels.Box(0.05, 0.05, 0.2 + share * WIDTH, 0.36)
