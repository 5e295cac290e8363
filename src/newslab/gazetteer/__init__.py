"""Name to candidate places; places by id; demonyms; areas. No text, no network.

The data is GeoNames (CC BY 4.0) and Natural Earth (public domain), built by ``scripts/build_resources.py`` from
registry packages, see ``resources/gazetteer/ORIGIN.md``. Borders follow ISO 3166 codes; no position is implied.
"""

from __future__ import annotations

import csv
import math
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from newslab.errors import ResourceError
from newslab.gazetteer.placenames import arabic_key, fold, slavic_key, without_article
from newslab.gazetteer.placestore import COMMON_WORD, KINDS, PERSON_NAME, Place, Store, seat_first
from newslab.gazetteer.userplaces import user_folder

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd

__all__ = ["Demonym", "Gazetteer", "Place", "Span", "areas", "contains", "default", "distance_km", "fold"]

FOLDER: Final = Path(__file__).parents[1] / "resources" / "gazetteer"
_EARTH_KM: Final = 6371.0088
_MAX_WORDS: Final = 6
_MIN_VARIANT: Final = 5  # letters; shorter names have too many look-alikes to be found by rule
_TOKEN: Final = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’ʼ`][^\W_]+)*\.?")
_POSSESSIVE: Final = re.compile(r"['’]s\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Demonym:
    """What an adjective or noun of origin points to: ``place_id`` is ``None`` for peoples without a country."""

    word: str
    place_id: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class Span:
    """A name of the gazetteer in a text: ``text[start:end]``, and its folded form."""

    start: int
    end: int
    folded: str


def read_table(name: str) -> list[dict[str, str]]:
    """Return one of the gazetteer's CSV tables; lines that start with ``#`` are comments.

    Raises
    ------
    ResourceError
        If it is missing.
    """
    try:
        with (FOLDER / name).open(encoding="utf-8", newline="") as file:
            lines = (line for line in file if not line.startswith("#"))
            return [{k: v or "" for k, v in row.items()} for row in csv.DictReader(lines)]
    except OSError as error:
        raise ResourceError(f"the gazetteer's table {name} is missing: reinstall newslab") from error


def distance_km(a: Place, b: Place) -> float:
    """Great-circle distance between two places in km (haversine, mean Earth radius)."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


class Gazetteer:
    """Look-ups over the package's places and, where given, the user's own.

    Parameters
    ----------
    extra : path, optional
        Folder of the user's own places, as written by :func:`newslab.gazetteer.userplaces.add`.
    """

    def __init__(self, extra: Path | str | None = None) -> None:
        self._stores = [Store(FOLDER)]
        if extra is not None:
            self._stores.append(Store(Path(extra)))
        self._short = {row["form"]: row for row in read_table("abbreviations.csv")}
        self._demonyms = {
            word: row["place"] for row in read_table("demonyms.csv") for word in row["words"].split("|") if word
        }
        self._unit_words = frozenset(row["word"] for row in read_table("unit_words.csv"))
        self.candidates = lru_cache(maxsize=32768)(self._candidates)
        self.get = lru_cache(maxsize=32768)(self._get)
        self.country = lru_cache(maxsize=1024)(self._country)
        self.demonym_of = lru_cache(maxsize=8192)(self._demonym_of)

    def _candidates(self, name: str) -> tuple[Place, ...]:
        """Every place a name may mean, best known first.

        Upper case matters only for abbreviations: ``US`` is a country, ``us`` is not; ``Pa.`` is a state before it is
        anything else. A name unknown as it stands is tried as a region with its kind of unit (*Kursk region*), as a
        bare county (*Geauga*), without an Arabic article, and by the rules of Slavic and Arabic romanisation; places
        found in the last two ways have ``match="variant"``.
        """
        short = self._short.get(name)
        place = self.by_code(short["place"]) if short and (short["alone"] or name.endswith(".")) else None
        if short and short["alone"] and place:
            return (place,)
        folded = fold(name)
        found = self._named(folded) or self._units(folded) or self._named(f"{folded} county")
        if not found:
            bare = without_article(folded)
            found = [replace(p, match="variant") for p in self._named(bare)] if bare != folded else []
        if not found and len(folded) >= _MIN_VARIANT:
            found = self._named(slavic_key(name)) or self._named(arabic_key(name))
        return ((place,) if place else ()) + tuple(p for p in found if p != place)

    def _units(self, folded: str) -> list[Place]:
        """Return regions and districts for a name with its kind of unit: *Kursk region*, *province of Idlib*."""
        words = folded.split()
        if len(words) > 2 and words[0] in self._unit_words and words[1] == "of":
            rest = " ".join(words[2:])
        elif len(words) > 1 and words[-1] in self._unit_words:
            rest = " ".join(words[:-1])
        elif len(words) > 1 and words[0] in self._unit_words:
            rest = " ".join(words[1:])
        else:
            return []
        return [p for p in self._named(rest) if p.feature in ("region", "district")]

    def _named(self, folded: str) -> list[Place]:
        found: dict[str, Place] = {}
        for store in self._stores:
            for row, kind in store.rows(folded):
                place = self._whole(store.place(row))
                found.setdefault(place.place_id, place if kind == KINDS[0] else replace(place, match=kind))
        return seat_first(list(found.values()))

    def _get(self, place_id: str) -> Place | None:
        """Return the place of an id, or ``None``."""
        for store in self._stores:
            row = store.row_of(place_id)
            if row is not None:
                return self._whole(store.place(row))
        return None

    def _whole(self, place: Place) -> Place:
        """Give a place of the user's own its region, which it knows by code only."""
        if place.region_id or not place.code or place.feature in ("country", "region"):
            return place
        region = self.by_code(place.code)
        if region is None or region.place_id == place.place_id:
            return place
        return replace(place, admin1=region.iso or region.code, admin1_name=region.name, region_id=region.place_id)

    def _country(self, code: str) -> Place | None:
        """Return the country of an ISO 3166-1 alpha-2 code, or ``None``."""
        return self.by_code(code) if len(code) == 2 else None

    def by_code(self, code: str) -> Place | None:
        """Return the country, region or district of an ISO 3166 (``UA-14``) or GeoNames code (``UA.05``), or an id."""
        if ":" in code:
            return self.get(code)
        for store in self._stores:
            row = store.row_by_code(code)
            if row is not None:
                return store.place(row)
        return None

    def of_feature(self, feature: str) -> list[Place]:
        """Return every place of one feature class (``schema.FEATURES``), best known first within each source."""
        return [self._whole(place) for store in self._stores for place in store.of_feature(feature)]

    def abbreviation(self, form: str) -> Place | None:
        """Return the country or state that an abbreviation stands for after a comma: ``Ill.``, ``ON``, ``D.C.``.

        Case and full stop matter, for most of these are words too.
        """
        short = self._short.get(form)
        return self.by_code(short["place"]) if short else None

    def is_name(self, folded: str) -> bool:
        """Whether some place bears this folded name."""
        return any(folded in store for store in self._stores)

    def common_word(self, folded: str) -> bool:
        """Whether the folded name is an English word too (Nice, Reading, March)."""
        return bool(self._stores[0].flags(folded) & COMMON_WORD)

    def person_name(self, folded: str) -> bool:
        """Whether the folded name is a common given name or surname too (Victoria, Jackson)."""
        return bool(self._stores[0].flags(folded) & PERSON_NAME)

    def demonym(self, word: str) -> str | None:
        """Return the ISO code of the country a demonym belongs to, also by way of a region; else ``None``."""
        found = self.demonym_of(word)
        return found.country if found else None

    def _demonym_of(self, word: str) -> Demonym | None:
        """Return what an adjective or noun of origin points to (``Syrians``, ``Texan``, ``Kurdish``), or ``None``."""
        if not word[:1].isupper():
            return None
        key = " ".join(word.lower().replace("-", " ").split())
        for form in (key, key.removesuffix("s"), key.removesuffix("es")):
            if form in self._demonyms:
                place = self.by_code(self._demonyms[form]) if self._demonyms[form] else None
                return Demonym(form, place.place_id if place else None, place.country if place else None)
        return None

    def parents(self, place: Place) -> tuple[Place, ...]:
        """Return the district, region and country a place lies in, as far as known, nearest first."""
        ids = (place.district_id, place.region_id)
        above = [*(self.get(i) for i in ids if i), self.country(place.country or "")]
        return tuple(p for p in above if p is not None and p.place_id != place.place_id)

    def scan(self, text: str, *, lower: bool = False) -> list[Span]:
        """Find the longest names of the gazetteer in a text, left to right, without overlap.

        Parameters
        ----------
        text : str
            Any text.
        lower : bool
            Also names that begin with a small letter.
        """
        tokens = [(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text)]
        found: list[Span] = []
        i = 0
        while i < len(tokens):
            span, used = (
                self._longest(text, tokens[i : i + _MAX_WORDS]) if lower or _is_capital(tokens[i][2]) else (None, 1)
            )
            if span:
                found.append(span)
            i += used
        return found

    def _longest(self, text: str, tokens: list[tuple[int, int, str]]) -> tuple[Span | None, int]:
        """Return the longest name that starts with the first token, and how many tokens it takes."""
        joined, ends = _possible_ends(text, tokens)
        best, length = None, 1
        for store in self._stores:
            name = next((n for n in reversed(store.prefixes(joined)) if n in ends), None)
            if name is None:
                continue
            end, used = ends[name]
            if best is None or used > length:
                best, length = Span(tokens[0][0], end, name), used
        start, end, word = tokens[0]
        if best is None and self._short.get(word, {}).get("alone"):
            best = Span(start, end, fold(word))
        return best, length

    def explain(self, name: str) -> list[dict[str, object]]:
        """Return what a name could be, one row a place, best known first."""
        return [
            {
                "place_id": p.place_id, "name": p.name, "feature": p.feature, "country": p.country,
                "admin1": p.admin1_name, "lat": p.lat, "lon": p.lon, "population": p.population, "match": p.match,
            }
            for p in self.candidates(name)
        ]  # fmt: skip


def _possible_ends(text: str, tokens: list[tuple[int, int, str]]) -> tuple[str, dict[str, tuple[int, int]]]:
    """Return the folded tokens, and where names made of the first few would end: offset and number of tokens.

    A name ends in a capitalised word, without the possessive ('s) and without the full stop of a sentence; inside a
    name of several words the possessive counts (King's Lynn, St Mary's).
    """
    joined = ""
    ends: dict[str, tuple[int, int]] = {}
    for n, (start, end, word) in enumerate(tokens):
        if n and text[tokens[n - 1][1] : start].strip(" \t-–'’\xa0"):
            break
        bare = _POSSESSIVE.sub("", word)
        space = " " if joined else ""
        if n == 0 or _is_capital(word):
            stop = bare.endswith(".") and "." not in bare[:-1]
            ends.setdefault(joined + space + fold(bare), (start + len(bare) - stop, n + 1))
            if n and bare != word:
                ends.setdefault(joined + space + fold(word), (end, n + 1))
        joined += space + fold(word)
    return joined, ends


def _is_capital(word: str) -> bool:
    return word[0].isupper() or not word[0].islower()


def default() -> Gazetteer:
    """Return the gazetteer with the user's own places, where there are any, opened once."""
    folder = user_folder()
    return _opened(folder if (folder / "places.sqlite").exists() else None)


@lru_cache(maxsize=4)
def _opened(extra: Path | None) -> Gazetteer:
    return Gazetteer(extra)


def areas(isos: Iterable[str] | None = None, *, level: str | None = None) -> gpd.GeoDataFrame:
    """Return polygons of countries, regions and districts (EPSG:4326, about 5 km coarse).

    Parameters
    ----------
    isos : iterable of str, optional
        ISO 3166 codes: ``UA``, ``UA-14``. Unknown ones are left out.
    level : {"country", "admin1", "district"}, optional
        Only this level.

    Returns
    -------
    GeoDataFrame
        ``kind, iso, name, country, code, lat, lon`` (label point), ``area_km2``, ``geometry``.
    """
    table = _all_areas()
    if level is not None:
        table = table[table["kind"] == {"admin1": "region"}.get(level, level)]
    if isos is not None:
        table = table[table["iso"].isin(set(isos))]
    return table.copy()


def contains(iso: str, lat: float, lon: float) -> bool:
    """Whether the polygon of an ISO code holds a point (degrees), to the 5 km that :func:`areas` is good for."""
    from shapely import Point

    return bool(areas([iso]).geometry.contains(Point(lon, lat)).any())


@lru_cache(maxsize=1)
def _all_areas() -> gpd.GeoDataFrame:
    import geopandas as gpd

    return gpd.read_parquet(FOLDER / "areas.parquet")
