"""Places on disk: three files that open in milliseconds, however many places they hold.

``places.sqlite`` has one row a place, best known first; ``names.marisa`` is a memory-mapped trie of folded names;
``names.postings`` says, for each name in the trie, which rows bear it and how (:data:`KINDS`). One writer makes the
package's own gazetteer and the user's additions alike.
"""

from __future__ import annotations

import mmap
import sqlite3
import struct
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import marisa_trie

from newslab.errors import ResourceError
from newslab.gazetteer.placenames import fold, spelling_keys

if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS: Final = ("name", "alternate", "historical", "variant")
"""How a place bears a name: its own, another in use, one of the past, one made by rule (an article dropped)."""
_PENALTY: Final = {"name": 0.0, "historical": 0.4, "alternate": 0.7, "variant": 1.5}
"""How much less likely a place is meant by such a name, in powers of ten of its population."""
COMMON_WORD: Final = 1
PERSON_NAME: Final = 2

_PLACES, _TRIE, _POSTINGS = "places.sqlite", "names.marisa", "names.postings"
_SELECT: Final = """SELECT gn, key, name, feature, country, iso, code, region, district, lat, lon, population, flags,
 area, radius FROM place WHERE row = ?"""
_CREATE: Final = """CREATE TABLE place (row INTEGER PRIMARY KEY, gn INTEGER, key TEXT, name TEXT NOT NULL,
 feature TEXT NOT NULL, country TEXT, iso TEXT, code TEXT, region INTEGER, district INTEGER,
 lat INTEGER NOT NULL, lon INTEGER NOT NULL, population INTEGER NOT NULL, flags INTEGER NOT NULL,
 area REAL, radius REAL)"""
_BY_GEONAMES_CODE: Final = "SELECT row FROM place WHERE code = ? AND feature <> 'town' ORDER BY row"
_BY_ISO: Final = "SELECT row FROM place WHERE iso = ? ORDER BY row"
_DEGREE: Final = 100_000  # coordinates are stored as integers of 1e-5 degree, about a metre
_CAPITAL: Final = 1
_KIND_SHIFT: Final = 28
_ROW_MASK: Final = (1 << _KIND_SHIFT) - 1
_FLAG_SHIFT: Final = 28


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the gazetteer.

    ``place_id`` is ``gn:<GeoNames id>`` where there is one, else ``iso:<code>``, ``area:<slug>`` or ``user:<slug>``.
    ``iso`` is an ISO 3166-1 code for countries and a 3166-2 code for regions and districts; ``code`` the GeoNames code
    (``UA.05``). ``admin1`` and ``admin1_name`` name the region it lies in, ``region_id`` and ``district_id`` are the
    ids of region and district (counties of the United States, Britain, ...), where known. ``lat, lon`` are degrees
    (EPSG:4326), the label point of an area; ``area`` is in km²; ``radius`` in km, within which most of a fuzzy area
    lies. ``match`` says how the place bears the name it was looked up by (:data:`KINDS`).
    """

    place_id: str
    geonameid: int | None
    name: str
    feature: str
    country: str | None
    admin1: str | None
    admin1_name: str | None
    iso: str | None
    code: str | None
    lat: float
    lon: float
    population: int
    capital: bool = False
    area: float | None = None
    radius: float | None = None
    match: str = "name"
    region_id: str | None = None
    district_id: str | None = None

    @property
    def vague(self) -> bool:
        """Whether its borders are a matter of opinion (the Middle East, Donbas)."""
        return self.radius is not None


@dataclass(slots=True)
class NewPlace:
    """A place to be written, with every name it bears by kind."""

    name: str
    feature: str
    lat: float
    lon: float
    gn: int | None = None
    key: str | None = None
    country: str | None = None
    iso: str | None = None
    code: str | None = None
    region: str | None = None
    district: str | None = None
    population: int = 0
    capital: bool = False
    area: float | None = None
    radius: float | None = None
    weight: float = 0.0
    names: dict[str, str] | None = None
    """Folded name to kind."""

    @property
    def place_id(self) -> str:
        """Its key in tables."""
        return f"gn:{self.gn}" if self.gn else str(self.key)


class Store:
    """A folder written by :func:`write_store`, opened read-only.

    Raises
    ------
    ResourceError
        If a file is missing or cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            self._trie = marisa_trie.Trie().mmap(str(folder / _TRIE))
            with (folder / _POSTINGS).open("rb") as file:
                self._postings = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)).cast("I")
            uri = (folder / _PLACES).resolve().as_uri() + "?mode=ro&immutable=1"
            self._db = sqlite3.connect(uri, uri=True, check_same_thread=False)
        except (OSError, RuntimeError, ValueError, sqlite3.Error) as error:
            raise ResourceError(f"gazetteer files in {folder} are missing or damaged: {error}") from error
        self._n = len(self._trie)
        self.place = lru_cache(maxsize=65536)(self._place)

    def __len__(self) -> int:
        """Count places."""
        (count,) = self._db.execute("SELECT count(*) FROM place").fetchone()
        return int(count)

    def __contains__(self, folded: str) -> bool:
        """Whether some place bears this folded name."""
        return folded in self._trie

    def prefixes(self, folded: str) -> list[str]:
        """Every name that the folded text opens with, shortest first."""
        found: list[str] = self._trie.prefixes(folded)
        return found

    def flags(self, folded: str) -> int:
        """What else the name is: :data:`COMMON_WORD`, :data:`PERSON_NAME`, both or neither."""
        if folded not in self._trie:
            return 0
        return int(self._postings[self._trie.key_id(folded)]) >> _FLAG_SHIFT

    def rows(self, folded: str) -> list[tuple[int, str]]:
        """Rows that bear a folded name, best known first, each with the kind of name."""
        if folded not in self._trie:
            return []
        key = self._trie.key_id(folded)
        start, end = (self._postings[k] & ((1 << _FLAG_SHIFT) - 1) for k in (key, key + 1))
        entries = self._postings[self._n + 1 + start : self._n + 1 + end]
        return [(entry & _ROW_MASK, KINDS[entry >> _KIND_SHIFT]) for entry in entries]

    def _place(self, row: int) -> Place:
        found = self._db.execute(_SELECT, (row,)).fetchone()
        gn, key, name, feature, country, iso, code, region, district, lat, lon, population, flags, area, radius = found
        parent = self.place(region) if region is not None and region != row else None
        return Place(
            place_id=f"gn:{gn}" if gn else key,
            geonameid=gn,
            name=name,
            feature=feature,
            country=country,
            admin1=(parent.iso or parent.code) if parent else iso if feature == "region" else None,
            admin1_name=parent.name if parent else name if feature == "region" else None,
            iso=iso,
            code=code,
            lat=lat / _DEGREE,
            lon=lon / _DEGREE,
            population=population,
            capital=bool(flags & _CAPITAL),
            area=area,
            radius=radius,
            region_id=parent.place_id if parent else None,
            district_id=self.place(district).place_id if district is not None else None,
        )

    def row_of(self, place_id: str) -> int | None:
        """Row of a place by its id."""
        if place_id.startswith("gn:"):
            found = self._db.execute("SELECT row FROM place WHERE gn = ?", (place_id[3:],)).fetchone()
        else:
            found = self._db.execute("SELECT row FROM place WHERE key = ?", (place_id,)).fetchone()
        return int(found[0]) if found else None

    def row_by_code(self, code: str) -> int | None:
        """Row of a country (``UA``), region or district (``UA-14``, ``UA.05``) by its code."""
        query = _BY_GEONAMES_CODE if "." in code else _BY_ISO
        found = self._db.execute(query, (code,)).fetchone()
        return int(found[0]) if found else None

    def of_feature(self, feature: str) -> list[Place]:
        """Every place of one feature class, best known first."""
        rows = self._db.execute("SELECT row FROM place WHERE feature = ? ORDER BY row", (feature,)).fetchall()
        return [self.place(row) for (row,) in rows]

    def close(self) -> None:
        """Close the files."""
        self._db.close()


def write_store(folder: Path, places: Iterable[NewPlace], *, flags: dict[str, int] | None = None) -> None:
    """Write places as a store; the same places give the same bytes.

    Parameters
    ----------
    folder : Path
        Made where missing; its files are replaced.
    places : iterable of NewPlace
        ``region`` names the parent by its ``code``, ``district`` by its ``place_id``; ``weight`` orders
        places of one name, larger first.
    flags : dict of str to int, optional
        What else a folded name is.
    """
    ordered = sorted(places, key=lambda p: (-p.weight, p.place_id))
    row_of_code = {p.code: row for row, p in enumerate(ordered) if p.code and p.feature in ("region", "country")}
    postings: dict[str, list[tuple[float, int, int]]] = {}
    for row, place in enumerate(ordered):
        for folded, kind in (place.names or {}).items():
            rank = KINDS.index(kind)
            postings.setdefault(folded, []).append((_PENALTY[kind] - place.weight, row, rank))
        if place.feature == "town":
            for key in spelling_keys(place.names or (), place.country):
                postings.setdefault(key, []).append((-place.weight, row, KINDS.index("variant")))
    folder.mkdir(parents=True, exist_ok=True)
    row_of_id = {p.place_id: row for row, p in enumerate(ordered) if p.feature == "district"}
    with TemporaryDirectory(dir=folder) as made:  # replaced at the end, so that a reader never sees half a store
        _write_rows(Path(made) / _PLACES, ordered, row_of_code, row_of_id)
        _write_names(Path(made), postings, flags or {})
        for name in (_PLACES, _TRIE, _POSTINGS):
            (Path(made) / name).replace(folder / name)


def _write_rows(path: Path, ordered: list[NewPlace], row_of_code: dict[str, int], row_of_id: dict[str, int]) -> None:
    db = sqlite3.connect(path)
    db.execute("PRAGMA page_size = 4096")
    db.execute(_CREATE)
    rows = (
        (
            row, p.gn, None if p.gn else p.key, p.name, p.feature, p.country, p.iso, p.code,
            row_of_code.get(p.region or ""), row_of_id.get(p.district or ""),
            round(p.lat * _DEGREE), round(p.lon * _DEGREE), p.population, _CAPITAL * p.capital, p.area, p.radius,
        )
        for row, p in enumerate(ordered)
    )  # fmt: skip
    db.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    db.execute("CREATE UNIQUE INDEX by_gn ON place (gn) WHERE gn IS NOT NULL")
    db.execute("CREATE UNIQUE INDEX by_key ON place (key) WHERE key IS NOT NULL")
    db.execute("CREATE INDEX by_iso ON place (iso) WHERE iso IS NOT NULL")
    db.execute("CREATE INDEX by_code ON place (code) WHERE code IS NOT NULL")
    db.commit()
    db.execute("VACUUM")
    db.close()


def _write_names(folder: Path, postings: dict[str, list[tuple[float, int, int]]], flags: dict[str, int]) -> None:
    trie = marisa_trie.Trie(sorted(postings))
    trie.save(str(folder / _TRIE))
    heads: list[int] = []
    entries: list[int] = []
    for key in sorted(postings, key=trie.key_id):
        heads.append(len(entries) | flags.get(key, 0) << _FLAG_SHIFT)
        seen = set()
        for _, row, rank in sorted(postings[key]):
            if row not in seen:
                entries.append(row | rank << _KIND_SHIFT)
                seen.add(row)
    heads.append(len(entries))
    with (folder / _POSTINGS).open("wb") as file:
        file.write(struct.pack(f"<{len(heads)}I", *heads))
        file.write(struct.pack(f"<{len(entries)}I", *entries))


def seat_first(found: list[Place]) -> list[Place]:
    """Places of one name, a region's town before the region where the sources spell their common name in two ways.

    Misrata's region is known as that, its town as Misratah. They then stand as Kursk and its region do: the bare
    name is the town's, and another name of the region.
    """
    region = found[0] if found else None
    if region is None or region.feature != "region":
        return found
    keys = spelling_keys([region.name], region.country)
    for place in found[1:]:
        inside = place.feature == "town" and place.country == region.country and place.admin1 == region.admin1
        respelt = fold(place.name) != fold(region.name) and keys == spelling_keys([place.name], place.country)
        if inside and keys and respelt:
            others = [p for p in found[1:] if p is not place]
            return [replace(place, match=KINDS[0]), replace(region, match=KINDS[1]), *others]
    return found
