"""From mentions to places: what a map may show, counted, and what it may not, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from newslab import gazetteer
from newslab.maps import basemap

if TYPE_CHECKING:
    from collections.abc import Collection

    import geopandas as gpd
    import pandas as pd

    from newslab.tables import Tables

_COUNTS: Final = ("mentions", "figures", "articles")
_SHADED: Final = ("region", "district")
_COARSE: Final = ("country", "area", "water")


def literal(places: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Keep the mentions a map may show: meant as a place, and settled.

    "Moscow said" is an actor and "Russian" a demonym: both stay in the table, neither is on a map.

    Parameters
    ----------
    places : geopandas.GeoDataFrame
        Columns as in ``schema.PLACES``.
    """
    return places[(places["role"] == "literal") & (places["status"] == "resolved")]


def settled(tables: Tables, *, articles: Collection[str] | None = None, by: str = "mentions") -> pd.DataFrame:
    """One row per place on the map, most counted first.

    Parameters
    ----------
    tables : Tables
        Parsed drop.
    articles : collection of str, optional
        Only these article ids.
    by : {"mentions", "figures", "articles"}
        Which count becomes ``n``. Places without a count are left out.

    Returns
    -------
    pandas.DataFrame
        ``place_id, name, feature, precision, country, iso, lon, lat`` (degrees), ``mentions, figures, articles, n`` and
        ``shaded``: whether it is drawn as an area.

    Raises
    ------
    ValueError
        If ``by`` is none of the three.
    """
    if by not in _COUNTS:
        raise ValueError(f"by must be one of {', '.join(_COUNTS)}, not {by!r}")
    found = literal(_of(tables.places, articles))
    found = found.assign(lon=found.geometry.x, lat=found.geometry.y)
    told = _of(tables.figures, articles)["place_id"].value_counts()
    facts = {name: (name, "first") for name in ("name", "feature", "precision", "country", "iso", "lon", "lat")}
    grouped = found.groupby("place_id", sort=True, observed=True)
    rows = grouped.agg(**facts, mentions=("mention_id", "size"), articles=("article_id", "nunique")).reset_index()
    rows["figures"] = rows["place_id"].map(told).fillna(0).astype("int64")
    rows["n"] = rows[by]
    known = set(gazetteer.areas(rows["iso"].dropna())["iso"])
    rows["shaded"] = rows["feature"].isin(_SHADED) & rows["iso"].isin(known)
    rows = rows[rows["n"] > 0]
    return rows.sort_values(["n", "place_id"], ascending=[False, True]).reset_index(drop=True)


def neighbourhoods(
    tables: Tables, *, articles: Collection[str] | None = None, n: int = 3, reach_km: float = basemap.REACH_KM
) -> pd.DataFrame:
    """Part the places into neighbourhoods some hundred kilometres wide, for a map of each.

    Parameters
    ----------
    tables : Tables
        Parsed drop.
    articles : collection of str, optional
        Only these article ids.
    n : int
        At most so many, those with most mentions.
    reach_km : float
        How far a neighbourhood reaches from its middle, kilometres.

    Returns
    -------
    pandas.DataFrame
        ``around`` (the most mentioned place's id, for :func:`newslab.maps.places`), ``name``, ``places``, ``mentions``.
    """
    import numpy as np
    import pandas as pd

    found = settled(tables, articles=articles)
    fine = found[~found["feature"].isin(_COARSE)].reset_index(drop=True)
    lon, lat, n_mentions = (fine[name].to_numpy(np.float64) for name in ("lon", "lat", "n"))
    part = basemap.clusters(lon, lat, n_mentions, reach_km)
    grouped = fine.assign(part=part).groupby("part", sort=True)
    facts = {"around": ("place_id", "first"), "name": ("name", "first")}
    rows = pd.DataFrame(grouped.agg(**facts, places=("place_id", "size"), mentions=("mentions", "sum")))
    return rows.sort_values(["mentions", "around"], ascending=[False, True]).head(n).reset_index(drop=True)


def unplaced(tables: Tables, *, articles: Collection[str] | None = None) -> pd.DataFrame:
    """One row per name that is meant as a place and has no pin.

    Parameters
    ----------
    tables : Tables
        Parsed drop.
    articles : collection of str, optional
        Only these article ids.

    Returns
    -------
    pandas.DataFrame
        ``text, status`` (ambiguous or unresolved), ``rule`` (why), ``n_candidates, mentions, articles``; most mentioned
        first.
    """
    lost = _of(tables.places, articles)
    lost = lost[(lost["role"] == "literal") & (lost["status"] != "resolved")]
    grouped = lost.groupby([lost["text"].str.casefold(), lost["status"].astype("str")], sort=True)
    rows = grouped.agg(
        text=("text", "first"), status=("status", "first"),
        rule=("rule", "first"), n_candidates=("n_candidates", "max"), mentions=("mention_id", "size"),
        articles=("article_id", "nunique"),
    ).reset_index(drop=True)  # fmt: skip
    return rows.sort_values(["mentions", "text"], ascending=[False, True]).reset_index(drop=True)


def _of(frame: Any, articles: Collection[str] | None) -> Any:
    return frame if articles is None else frame[frame["article_id"].isin(set(articles))]
