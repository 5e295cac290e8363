"""Maps of where it happened: only places that are meant as places, each shown as finely as the words place it.

A town is a dot whose area follows the count, a region or district its area with its border, a country no more than its
name; a landscape or sea is an open ring. What was not placed is listed beside the map with the reason, because a map
that drops it in silence claims more than was read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

import numpy as np

from newslab.charts import accounts, canvas
from newslab.errors import UnknownKeyError
from newslab.maps import basemap, mapmarks, mapnames, mappanel
from newslab.maps.placed import literal, neighbourhoods, settled, unplaced

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd
    from matplotlib.axes import Axes

    from newslab.maps.basemap import Ground
    from newslab.maps.webmap import WebMap
    from newslab.tables import Tables

__all__ = ["drawn", "interactive", "literal", "neighbourhoods", "places", "settled", "unplaced"]

WIDTH: Final = 6.35  # inches of the map itself
HEIGHT: Final = 5.3
ATTRIBUTION: Final = (
    "Places: GeoNames, CC BY 4.0 · Areas: Natural Earth. Borders follow ISO 3166 codes; no position implied."
)
_GROUNDS: Final[WeakKeyDictionary[Any, Ground]] = WeakKeyDictionary()


def places(
    tables: Tables,
    *,
    articles: Collection[str] | None = None,
    by: str = "mentions",
    around: str | None = None,
    rank: int | None = None,
    reach_km: float = basemap.REACH_KM,
    title: str = "Where it happened",
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
    around : str, optional
        ``place_id`` of the middle; by default the neighbourhood with most mentions, or the world where no neighbourhood
        holds most of them. :func:`neighbourhoods` lists some.
    rank : int, optional
        Instead of ``around``: the neighbourhood of that rank, 1 with most mentions. Where there are not so many, the
        picture says so.
    reach_km : float
        How far a map around a place reaches, kilometres.
    title : str
        Printed over the map.

    Returns
    -------
    matplotlib.axes.Axes
        In a projection that fits the extent; :func:`drawn` gives back longitudes and latitudes.

    Raises
    ------
    ValueError
        If ``by`` is none of the three, or ``rank`` is below 1.
    UnknownKeyError
        If ``around`` is no place of these articles.
    """
    found = settled(tables, articles=articles, by=by)
    lost = unplaced(tables, articles=articles)
    if found.empty:
        return canvas.blank(title, "No place in this drop is meant as a place and settled.", canvas.note(tables))
    if rank is not None:
        canvas.from_one(rank)
        parts = neighbourhoods(tables, articles=articles, n=rank, reach_km=reach_km)
        if len(parts) < rank:
            return canvas.blank(title, canvas.too_few(rank, "neighbourhood", " to map"), canvas.note(tables))
        around, title = parts["around"].iloc[rank - 1], f"{title}: around {parts['name'].iloc[rank - 1]}"
    ground = _ground(found, around, reach_km)
    on = _on_map(ground, found)
    far = found[~found["place_id"].isin({row["place_id"] for rows in on for row in rows})]
    with canvas.style():
        ax = canvas.sheet(
            title, _subtitle(on, lost, by), canvas.note(tables, ATTRIBUTION), left=canvas.MARGIN,
            height=WIDTH / basemap.WORLD_ASPECT if ground.world else HEIGHT,
            right=canvas.WIDTH - WIDTH - canvas.MARGIN, below=0.06,
        )  # fmt: skip
        _GROUNDS[ax] = ground
        ax.set(xlim=(ground.left, ground.right), ylim=(ground.bottom, ground.top), xticks=[], yticks=[])
        ax.set_facecolor(mapmarks.SEA)
        ax.spines[:].set(color=mapmarks.BORDER, linewidth=0.6)
        points, regions, countries = on
        mapmarks.land(ax, ground, [str(row["iso"]) for row in countries])
        mapmarks.regions(ax, ground, regions)
        mapmarks.points(ax, ground, points)
        wordless = mapnames.write(ax, ground, points, regions, countries)
        mappanel.draw(ax, ground, on, far, lost, wordless, by, WIDTH)
        return canvas.finish(ax)


def _on_map(ground: Ground, found: pd.DataFrame) -> tuple[list[dict[str, Any]], ...]:
    """Part the places the map shows into points, regions and countries; areas move to the middle of what is shown."""
    coarse = ("country", *mapmarks.RINGS) if ground.world else ("country",)  # a ring on the world says nothing
    points = found[ground.holds(found["lon"], found["lat"]) & ~found["shaded"] & ~found["feature"].isin(coarse)]
    return (
        accounts.records(points),
        mapnames.in_the_middle(ground, accounts.records(found[found["shaded"]])),
        mapnames.in_the_middle(ground, accounts.records(found[found["feature"] == "country"])),
    )


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
    from newslab.maps import webmap

    return webmap.build(tables, settled(tables, articles=articles, by=by), ATTRIBUTION)


def _ground(found: pd.DataFrame, around: str | None, reach_km: float) -> Ground:
    """Choose the part of the world: around a place, or where most mentions are."""
    fine = found[~found["feature"].isin(("country", "area", "water"))]
    fine = fine if len(fine) else found
    lon, lat, n = (fine[name].to_numpy(float) for name in ("lon", "lat", "n"))
    if around is None:
        return basemap.around(*_reach(fine[basemap.near(lon, lat, n)]), WIDTH / HEIGHT)
    middle = found[found["place_id"] == around]
    if middle.empty:
        raise UnknownKeyError(f"no place {around!r} on this map; maps.settled(tables) lists them")
    away = basemap.distances_km(lon, lat, float(middle["lon"].iloc[0]), float(middle["lat"].iloc[0]))
    close = away <= reach_km
    return basemap.around(lon[close], lat[close], WIDTH / HEIGHT)


def _reach(fine: pd.DataFrame) -> tuple[Any, Any]:
    """Give the points the map must hold: the places themselves, and the corners of the regions among them."""
    from newslab import gazetteer

    shapes = gazetteer.areas(fine.loc[fine["shaded"], "iso"])
    corners = shapes[shapes["area_km2"] < 250_000].geometry.bounds
    lon = np.concatenate([fine["lon"], corners["minx"], corners["maxx"]])
    lat = np.concatenate([fine["lat"], corners["miny"], corners["maxy"]])
    return lon.astype(float), lat.astype(float)


def _subtitle(on: tuple[list[dict[str, Any]], ...], lost: pd.DataFrame, by: str) -> str:
    points, regions, countries = on
    shown = [
        f"{canvas.of(len(points), 'place')} as {'a dot, its' if len(points) == 1 else 'dots, their'} "
        f"area the number of {by}" if points else "",
        f"{canvas.of(len(regions), 'region')} shaded" if regions else "",
        "countries by name only" if countries else "",
    ]  # fmt: skip
    listed = f" {canvas.of(len(lost), 'name')} could not be placed, listed at the right." if len(lost) else ""
    return (
        f"{'; '.join(filter(None, shown)) or 'No place near by'}. "
        f"Actors (“Moscow said”) and demonyms are not on the map.{listed}"
    )
