"""The ground a map is drawn on: which part of the world, in which projection, with which borders.

The part of the world is chosen by the data: the neighbourhood that holds most mentions. What lies far from it is left
to a list and a small map beside, unless so much lies far off that the neighbourhood must be the whole world. Up to a
few thousand kilometres the projection is Lambert's azimuthal equal-area, centred on the data; beyond, Equal Earth.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from newslab import gazetteer

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    import pyproj
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_EARTH_KM: Final = 6371.0
_NEAR_KM: Final = 450.0  # nothing closer than this to the middle counts as far off
_SPREAD: Final = 3.5  # times the median distance from the middle, beyond which a place is far off
_FAR_SHARE: Final = 0.3  # of all mentions: more than this far off, and the map shows them all
_LOCAL_KM: Final = 4000.0  # width up to which one projection centred on the data serves
_LEAST_KM: Final = 320.0  # width of the smallest map: borders are known to about 5 km
_EDGE: Final = 0.012  # of the width, where no symbol stands
_PAD: Final = 0.14  # of the width, added around the data
REACH_KM: Final = 650.0  # how far a neighbourhood reaches from its middle
WORLD_ASPECT: Final = 1.9  # width by height of a map of the world
_GLOBE: Final = 34.6e6  # metres across the world in Equal Earth
_STEPS: Final = (1, 2, 5)


@dataclass(frozen=True)
class Ground:
    """A part of the world in a projection.

    Parameters
    ----------
    crs : str
        Projection, metres.
    left, bottom, right, top : float
        Metres in that projection.
    lon : float
        Longitude of the middle, degrees.
    world : bool
        Whether it is so wide that one scale does not hold.
    """

    crs: str
    left: float
    bottom: float
    right: float
    top: float
    lon: float
    world: bool

    @cached_property
    def _forth(self) -> pyproj.Transformer:
        import pyproj

        return pyproj.Transformer.from_crs("EPSG:4326", self.crs, always_xy=True)

    def project(self, lon: Any, lat: Any) -> tuple[Any, Any]:
        """Degrees to metres."""
        return self._forth.transform(lon, lat)

    def degrees(self, x: Any, y: Any) -> tuple[Any, Any]:
        """Metres to degrees."""
        return self._forth.transform(x, y, direction="INVERSE")

    def holds(self, lon: Any, lat: Any) -> Any:
        """Tell whether points lie on the map, far enough from its edge for a symbol."""
        x, y = map(np.asarray, self.project(lon, lat))
        edge = _EDGE * (self.right - self.left)
        across = (x >= self.left + edge) & (x <= self.right - edge)
        return across & (y >= self.bottom + edge) & (y <= self.top - edge)

    def areas(self, level: str, isos: Sequence[str] | None = None) -> gpd.GeoDataFrame:
        """Cut the areas of a level (see :func:`newslab.areas`) to the map, in its projection; empty ones go."""
        import geopandas as gpd
        import pandas as pd

        found = gazetteer.areas(isos, level=level)
        if self.world:
            return found.to_crs(self.crs)
        west, south, east, north = self._degrees_box()
        turns = [t for t in (-360, 0, 360) if west < 180 + t and east > -180 + t]
        parts = [
            found.assign(geometry=found.geometry.translate(t).clip_by_rect(west, south, east, north)) for t in turns
        ]
        cut = gpd.GeoDataFrame(pd.concat(parts), geometry="geometry", crs="EPSG:4326")
        return cut[~cut.geometry.is_empty].to_crs(self.crs)

    def _degrees_box(self) -> tuple[float, float, float, float]:
        """Give the box in degrees that holds the map and a margin; longitudes may pass 180."""
        t = np.linspace(0, 1, 40)
        xs, ys = self.left + t * (self.right - self.left), self.bottom + t * (self.top - self.bottom)
        x = np.concatenate([xs, xs, np.full(40, self.left), np.full(40, self.right)])
        y = np.concatenate([np.full(40, self.bottom), np.full(40, self.top), ys, ys])
        lon, lat = map(np.asarray, self.degrees(x, y))
        ok = np.isfinite(lon) & np.isfinite(lat)
        lon = self.lon + (lon[ok] - self.lon + 180) % 360 - 180
        room = 1.0
        return (
            max(lon.min() - room, self.lon - 100), max(lat[ok].min() - room, -89.0),
            min(lon.max() + room, self.lon + 100), min(lat[ok].max() + room, 89.0),
        )  # fmt: skip

    def bar_km(self) -> float | None:
        """Give the length for a scale bar, about a fifth of the width; None where no scale holds."""
        if self.world:
            return None
        wish = (self.right - self.left) / 1000 / 5
        power = 10 ** np.floor(np.log10(wish))
        return float(max(step * power for step in _STEPS if step * power <= wish))


def distances_km(lon: Floats, lat: Floats, lon0: float, lat0: float) -> Floats:
    """Great-circle distances from one point, degrees to kilometres."""
    a, b = np.radians(lat), np.radians(lat0)
    half = np.sin((a - b) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(np.radians(lon - lon0) / 2) ** 2
    return np.asarray(2 * _EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1))))


def near(lon: Floats, lat: Floats, weight: Floats) -> NDArray[np.bool_]:
    """Tell which points belong to the neighbourhood the map shows.

    The middle is the point with the least summed distance to all mentions, so that a few far-off names do not move it.

    Parameters
    ----------
    lon, lat : array of float, shape (n,)
        Degrees.
    weight : array of float, shape (n,)
        Mentions of each.

    Returns
    -------
    array of bool, shape (n,)
    """
    sums = [float((distances_km(lon, lat, x, y) * weight).sum()) for x, y in zip(lon, lat, strict=True)]
    middle = int(np.argmin(sums))
    away = distances_km(lon, lat, lon[middle], lat[middle])
    order = np.argsort(away, kind="stable")
    half = away[order][np.searchsorted(np.cumsum(weight[order]), weight.sum() / 2)]
    close = np.asarray(away <= max(_NEAR_KM, _SPREAD * float(half)))
    if weight[~close].sum() > _FAR_SHARE * weight.sum():
        return np.ones(len(lon), dtype=bool)
    return close


def clusters(lon: Floats, lat: Floats, weight: Floats, reach_km: float) -> NDArray[np.int64]:
    """Part points into neighbourhoods, the heaviest first: 0, 1, 2, ...

    Each is what lies within reach of the point that has most mentions around it, of those not yet in one.
    """
    part = np.full(len(lon), -1)
    number = 0
    while (part < 0).any():
        left = np.flatnonzero(part < 0)
        away = np.array([distances_km(lon[left], lat[left], lon[i], lat[i]) for i in left]) <= reach_km
        part[left[away[int(np.argmax(away @ weight[left]))]]] = number
        number += 1
    return part


def around(lon: Floats, lat: Floats, aspect: float) -> Ground:
    """Choose the ground that holds all the points.

    Parameters
    ----------
    lon, lat : array of float, shape (n,)
        Degrees, at least one point.
    aspect : float
        Width of the map by its height; a map of the world has its own.
    """
    x, y, z = (
        np.cos(np.radians(lat)) * np.cos(np.radians(lon)),
        np.cos(np.radians(lat)) * np.sin(np.radians(lon)),
        np.sin(np.radians(lat)),
    )
    lon0 = float(np.degrees(np.arctan2(y.mean(), x.mean())))
    lat0 = float(np.degrees(np.arctan2(z.mean(), np.hypot(x.mean(), y.mean()))))
    wide = float(distances_km(lon, lat, lon0, lat0).max()) * 2
    world = wide > _LOCAL_KM
    crs = (
        f"+proj=laea +lat_0={lat0:.2f} +lon_0={lon0:.2f} +datum=WGS84 +units=m"
        if not world
        else "+proj=eqearth +lon_0=0"
    )
    trial = Ground(crs, 0, 0, 0, 0, 0.0 if world else lon0, world)
    px, py = map(np.asarray, trial.project(lon, lat))
    left, bottom, right, top = _shaped(px, py, WORLD_ASPECT if world else aspect)
    return Ground(crs, left, bottom, right, top, trial.lon, world)


def _shaped(x: Floats, y: Floats, aspect: float) -> tuple[float, float, float, float]:
    """Pad the box of the points and widen its shorter side to the aspect."""
    cx, cy = (x.min() + x.max()) / 2, (y.min() + y.max()) / 2
    wide = max(x.max() - x.min(), (y.max() - y.min()) * aspect, _LEAST_KM * 1000)
    wide = min(wide * (1 + 2 * _PAD), _GLOBE)
    return cx - wide / 2, cy - wide / aspect / 2, cx + wide / 2, cy + wide / aspect / 2
