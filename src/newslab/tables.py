"""The six tables of a parsed drop: built from rows, checked against their contracts, written and read back.

Every export carries where it comes from (newslab's version, the model's hash, the drop's digest). A folder of tables is
written beside the old one and then moved into place, so that an interrupted run leaves either the old or the new set.
"""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import pandas as pd
import shapely

from newslab import contracts, schema
from newslab.errors import ContractError, UnknownKeyError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CRS: Final = "EPSG:4326"
META_FILE: Final = "meta.json"
DICTIONARY: Final = "dictionary.md"
_FORMULA: Final = re.compile(r"^[\s]*[=+\-@\t\r]")


@dataclass(frozen=True, slots=True, repr=False)
class Tables:
    """The tables of one parsed drop.

    Attributes
    ----------
    articles, figures, quotes, claims, problems : pandas.DataFrame
        Columns as in :mod:`newslab.schema`.
    places : geopandas.GeoDataFrame
        One row per place mention, EPSG:4326; ``geometry`` is a point, or None where nothing is resolved.
    meta : dict
        ``newslab`` (version), ``model`` (hash), ``drop`` (digest), ``name`` (of the drop), ``rule`` (summary rule).
    """

    articles: pd.DataFrame
    figures: pd.DataFrame
    places: gpd.GeoDataFrame
    quotes: pd.DataFrame
    claims: pd.DataFrame
    problems: pd.DataFrame
    meta: dict[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Tables of {self.meta.get('name', 'a drop')}: {self.counts()}>"

    def counts(self) -> str:
        """Rows of every table, in words."""
        rows = {name: len(getattr(self, name)) for name in schema.TABLES}
        return ", ".join(f"{n} {name.removesuffix('s') if n == 1 else name}" for name, n in rows.items())

    def source_note(self) -> str:
        """One line for the foot of a picture: articles, outlets, drop and version."""
        n, outlets = len(self.articles), self.articles["outlet_key"].nunique()
        counts = f"{n} article{'s' * (n != 1)}, {outlets} named outlet{'s' * (outlets != 1)}"
        origin = f"{self.meta.get('name', '?')} ({self.meta.get('drop', '')[:8]})"
        return f"Source: {counts}, drop {origin}, read by newslab {self.meta.get('newslab', '?')}"

    def article(self, article_id: str) -> pd.Series[Any]:
        """The article's row.

        Raises
        ------
        UnknownKeyError
            If there is no such article.
        """
        found = self.articles[self.articles["article_id"] == article_id]
        if found.empty:
            raise UnknownKeyError(f"no article {article_id!r}; tables.articles.article_id lists them")
        return found.iloc[0]


def build(rows: Mapping[str, Iterable[Mapping[str, Any]] | pd.DataFrame], meta: dict[str, str]) -> Tables:
    """Rows of each table to checked frames.

    Parameters
    ----------
    rows : mapping of table name to rows
        Rows of ``places`` carry a ``geometry`` (see :func:`with_points`).
    meta : dict
        Where the tables come from.

    Raises
    ------
    ContractError
        If a table breaks its contract or the tables do not fit together.
    """
    frames: dict[str, Any] = {name: contracts.conform(name, rows.get(name, ())) for name in schema.TABLES}
    frames["places"] = gpd.GeoDataFrame(frames["places"], geometry="geometry", crs=CRS)
    for name, frame in frames.items():
        contracts.check(name, frame)
    tables = Tables(**frames, meta=meta)
    check_together(tables)
    return tables


def with_points(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows of place mentions with ``lon`` and ``lat`` in degrees as a places table with points."""
    frame = pd.DataFrame.from_records(list(rows))
    if "lon" in frame.columns:
        placed = frame["lon"].notna()
        frame["geometry"] = None
        frame.loc[placed, "geometry"] = shapely.points(frame.loc[placed, ["lon", "lat"]].to_numpy(dtype="float64"))
    return contracts.conform("places", frame)


def check_together(tables: Tables) -> None:
    """Check what no single table can: slices are the words, keys exist, limits are in order.

    Raises
    ------
    ContractError
        Naming the table and the first rows at fault.
    """
    texts = dict(zip(tables.articles["article_id"], tables.articles["text"], strict=True))
    for name in ("figures", "places", "quotes"):
        frame = getattr(tables, name)
        bad = [
            (a, s, e)
            for a, s, e, t in zip(frame["article_id"], frame["start"], frame["end"], frame["text"], strict=True)
            if a not in texts or texts[a][s:e] != t
        ]
        _refuse(name, "text[start:end] is not the quoted words", bad)
    figures = tables.figures
    for low, high in (("low", "value"), ("value", "high"), ("low", "high")):
        wrong = figures[figures[low] > figures[high]]
        _refuse("figures", f"{low} is above {high}", wrong["figure_id"].tolist())
    _refuse("figures", "unknown place_mention_id", _strangers(figures["place_mention_id"], tables.places["mention_id"]))
    _refuse("figures", "unknown claim_id", _strangers(figures["claim_id"], tables.claims["claim_id"]))
    placed = tables.places["status"].eq("resolved")
    _refuse(
        "places", "a resolved place has no point", tables.places[placed & tables.places.geometry.isna()].index.tolist()
    )
    _refuse(
        "places",
        "an unresolved place has a point",
        tables.places[~placed & tables.places.geometry.notna()].index.tolist(),
    )
    if tables.places.crs is None or tables.places.crs.to_epsg() != 4326:
        raise ContractError(f"places must be in {CRS}, not {tables.places.crs}")


def _strangers(keys: pd.Series[Any], known: pd.Series[Any]) -> list[str]:
    return sorted(set(keys.dropna()) - set(known))


def _refuse(table: str, what: str, rows: list[Any]) -> None:
    if rows:
        raise ContractError(f"table {table!r}: {what}, {len(rows)} rows, first {rows[:3]}")


def write(tables: Tables, folder: str | Path) -> Path:
    """Write the tables as Parquet and CSV, what their columns mean, and what a map may show as GeoPackage and GeoJSON.

    Parameters
    ----------
    tables : Tables
        What :func:`newslab.parse` gives.
    folder : path
        Is replaced as a whole if it holds an earlier set of tables.

    Returns
    -------
    pathlib.Path
        The folder.

    Raises
    ------
    FileExistsError
        If the folder exists and holds something other than tables.
    """
    target = Path(folder)
    if target.exists() and any(target.iterdir()) and not (target / META_FILE).exists():
        raise FileExistsError(f"{target} is not a folder of newslab tables; choose another with -o")
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = target.with_name(f".{target.name}-{uuid.uuid4().hex[:8]}")
    scratch.mkdir()
    try:
        _write_all(tables, scratch)
        old = target.with_name(f".{target.name}-old")
        shutil.rmtree(old, ignore_errors=True)
        if target.exists():
            target.rename(old)
        scratch.rename(target)
        shutil.rmtree(old, ignore_errors=True)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return target


def _write_all(tables: Tables, folder: Path) -> None:
    meta = {f"newslab.{k}": v for k, v in tables.meta.items()}
    for name in schema.TABLES:
        frame = getattr(tables, name).copy()
        frame.attrs = meta
        frame.to_parquet(folder / f"{name}.parquet", index=False)
        plain = pd.DataFrame(
            frame.drop(columns=["geometry", "text"] if name == "articles" else ["geometry"], errors="ignore")
        )
        if name == "places":
            plain["lon"], plain["lat"] = frame.geometry.x, frame.geometry.y
        defuse(plain).to_csv(folder / f"{name}.csv", index=False)
    _write_map(tables, folder)
    (folder / DICTIONARY).write_text(f"# What the columns mean\n\n{schema.dictionaries()}", encoding="utf-8")
    (folder / META_FILE).write_text(json.dumps(tables.meta, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def keep(tables: Tables, folder: Path) -> None:
    """Write just what :func:`read` needs, whole or not at all."""
    scratch = folder.with_name(f".{folder.name}-{uuid.uuid4().hex[:8]}")
    scratch.mkdir(parents=True)
    try:
        for name in schema.TABLES:
            getattr(tables, name).to_parquet(scratch / f"{name}.parquet", index=False)
        (scratch / META_FILE).write_text(json.dumps(tables.meta), encoding="utf-8")
        with contextlib.suppress(OSError):  # another process was first, with the same tables
            scratch.rename(folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _write_map(tables: Tables, folder: Path) -> None:
    from newslab.gazetteer import areas

    literal = tables.places[tables.places["role"].eq("literal") & tables.places["status"].eq("resolved")]
    layer = gpd.GeoDataFrame(
        defuse(
            literal.drop(columns="geometry").astype(
                dict.fromkeys(("role", "status", "section", "feature", "precision"), "str")
            )
        ),
        geometry=literal.geometry.tolist(),
        crs=CRS,
    )
    shapes = areas(sorted(set(literal["iso"].dropna())))
    layer.to_file(folder / "map.gpkg", layer="places", driver="GPKG")
    shapes.to_file(folder / "map.gpkg", layer="areas", driver="GPKG")
    (folder / "places.geojson").write_text(layer.to_json(drop_id=True), encoding="utf-8")


def defuse(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy in which no text starts like a spreadsheet formula: such a cell gets a leading apostrophe."""
    out = frame.copy()
    for name in out.select_dtypes(include=["str", "object"]).columns:
        out[name] = out[name].map(lambda v: "'" + v if isinstance(v, str) and _FORMULA.match(v) else v)
    return out


def read(folder: str | Path) -> Tables:
    """Read tables back from a folder that :func:`write` made.

    Raises
    ------
    FileNotFoundError
        If the folder holds no tables.
    """
    source = Path(folder)
    if not (source / META_FILE).exists():
        raise FileNotFoundError(f"{source} holds no newslab tables; make them with: newslab parse DROP -o {source}")
    frames = {name: pd.read_parquet(source / f"{name}.parquet") for name in schema.TABLES if name != "places"}
    frames["places"] = gpd.read_parquet(source / "places.parquet")
    meta = json.loads((source / META_FILE).read_text(encoding="utf-8"))
    return build(frames, meta)
