"""Places of the user's own: a GeoNames dump of one country with its villages, or a CSV of any places.

Added files are kept as they are in ``sources/`` of the user's gazetteer folder, and its store is made anew from all of
them, so that adding twice changes nothing and a file deleted from ``sources/`` is gone after the next addition.
"""

from __future__ import annotations

import csv
import hashlib
import math
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from newslab.errors import OverrideError
from newslab.gazetteer.placenames import fold
from newslab.gazetteer.placestore import NewPlace, write_store

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER_VARIABLE: Final = "NEWSLAB_GAZETTEER"
_DUMP_COLUMNS: Final = 19
_COLUMNS: Final = frozenset({"name", "lat", "lon", "country", "admin1", "feature", "alternates", "population"})
_FEATURES: Final = frozenset({"region", "district", "town", "water", "area"})
_REGION: Final = re.compile(r"[A-Z]{2}[.-]\w{1,8}")
_LATIN: Final = re.compile(r"[^\W\d_]['’ʼ`\-.\w ]{1,60}")
_DUMP_CODES: Final = {"ADM1": "region", "ADM2": "district", "ADM3": "district", "RGN": "area"}
_DUMP_CLASSES: Final = {"P": "town", "H": "water"}
_AREA_RADIUS_KM: Final = 50.0


def user_folder() -> Path:
    """Return the folder of the user's gazetteer: ``$NEWSLAB_GAZETTEER``, else the platform's folder for user data."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("newslab") / "gazetteer"


def add(file: Path | str, folder: Path | str | None = None) -> int:
    """Add a file of places to the user's gazetteer.

    Parameters
    ----------
    file : path
        A GeoNames dump (tab-separated, 19 columns, no header: ``UA.txt``), or a CSV with a header: ``name, lat, lon``
        and, where wanted, ``country`` (ISO 3166-1 alpha-2), ``admin1`` (ISO 3166-2 or GeoNames code), ``feature``
        (town, district, region, water, area), ``alternates`` (separated by ``|``) and ``population``.
    folder : path, optional
        Where the user's gazetteer is; :func:`user_folder` else.

    Returns
    -------
    int
        How many places the file holds.

    Raises
    ------
    OverrideError
        If the file or a row of it cannot be understood; nothing is changed then.
    """
    source = Path(file)
    target = Path(folder) if folder is not None else user_folder()
    added = list(read_places(source))
    if not added:
        raise OverrideError(f"{source.name} holds no place: nothing was added")
    sources = target / "sources"
    sources.mkdir(parents=True, exist_ok=True)
    if source.resolve() != (sources / source.name).resolve():
        shutil.copyfile(source, sources / source.name)
    places = {p.place_id: p for path in sorted(sources.iterdir()) for p in read_places(path)}
    write_store(target, places.values())
    return len(added)


def read_places(path: Path) -> Iterator[NewPlace]:
    """Read the places of a GeoNames dump or a CSV.

    Raises
    ------
    OverrideError
        If the file is missing, is no text, or a row cannot be understood.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            file.seek(0)
            rows = _dump(file, path.name) if first.count("\t") == _DUMP_COLUMNS - 1 else _table(file, path.name)
            yield from rows
    except (OSError, UnicodeDecodeError) as error:
        raise OverrideError(f"{path.name} cannot be read as UTF-8 text: {error}") from error


def _dump(lines: Iterator[str], file: str) -> Iterator[NewPlace]:
    for number, line in enumerate(lines, start=1):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != _DUMP_COLUMNS:
            raise OverrideError(f"{file}, line {number}: {len(cells)} columns, a GeoNames dump has {_DUMP_COLUMNS}")
        gn, name, ascii_name, alternates, lat, lon, kind, code, country, _, admin1, *_, population, _, _, _, _ = cells
        feature = _DUMP_CODES.get(code) or _DUMP_CLASSES.get(kind)
        if feature is None:
            continue
        where = f"{file}, line {number}"
        if not gn.isdigit():
            raise OverrideError(f"{where}: GeoNames id {gn!r} is not a number")
        place = _place(where, name, lat, lon, feature, country, f"{country}.{admin1}" if admin1 else "", population)
        place.gn = int(gn)
        latin = (n for n in alternates.split(",") if n.isascii() and n[:1].isupper() and not n.isupper())
        yield _named(place, [ascii_name, *latin])


def _table(lines: Iterator[str], file: str) -> Iterator[NewPlace]:
    reader = csv.DictReader(lines)
    columns = set(reader.fieldnames or ())
    missing = {"name", "lat", "lon"} - columns
    if missing or columns - _COLUMNS:
        known = ", ".join(sorted(_COLUMNS))
        raise OverrideError(f"{file}: columns {sorted(columns)}; name, lat and lon are needed, and known are {known}")
    for row in reader:
        where = f"{file}, line {reader.line_num}"
        cells = {key: (value or "").strip() for key, value in row.items() if key}
        if None in row:
            raise OverrideError(f"{where}: more cells than columns; put names with a comma in quotation marks")
        feature, admin1 = cells.get("feature") or "town", cells.get("admin1", "")
        if feature not in _FEATURES:
            raise OverrideError(f"{where}: feature {feature!r} is none of {', '.join(sorted(_FEATURES))}")
        if admin1 and not _REGION.fullmatch(admin1):
            raise OverrideError(f"{where}: admin1 {admin1!r} is no code like UA-14 or UA.05")
        country, population = cells.get("country", ""), cells.get("population", "")
        place = _place(where, cells["name"], cells["lat"], cells["lon"], feature, country, admin1, population)
        digest = hashlib.sha256(f"{place.name}|{place.lat}|{place.lon}".encode()).hexdigest()[:8]
        place.key = f"user:{fold(place.name).replace(' ', '-')}-{digest}"
        yield _named(place, cells.get("alternates", "").split("|"))


def _place(
    where: str, name: str, lat: str, lon: str, feature: str, country: str, admin1: str, population: str
) -> NewPlace:
    if not fold(name):
        raise OverrideError(f"{where}: the name {name!r} holds no letter")
    if country and not re.fullmatch(r"[A-Z]{2}", country):
        raise OverrideError(f"{where}: country {country!r} is no ISO 3166 code of two capitals like UA")
    people = _number(where, "population", population or "0", 0, 1e11)
    return NewPlace(
        name=name,
        feature=feature,
        lat=_number(where, "latitude", lat, -90, 90),
        lon=_number(where, "longitude", lon, -180, 180),
        country=country or None,
        code=admin1 or None,
        population=int(people),
        radius=_AREA_RADIUS_KM if feature in ("area", "water") else None,
        weight=math.log10(max(people, 300)),
    )


def _number(where: str, what: str, text: str, least: float, most: float) -> float:
    try:
        value = float(text)
    except ValueError:
        raise OverrideError(f"{where}: {what} {text!r} is not a number") from None
    if not least <= value <= most:
        raise OverrideError(f"{where}: {what} {text} is not between {least} and {most}")
    return value


def _named(place: NewPlace, others: list[str]) -> NewPlace:
    place.names = {fold(place.name): "name"}
    for name in others:
        if _LATIN.fullmatch(name.strip()) and fold(name):
            place.names.setdefault(fold(name), "alternate")
    return place
