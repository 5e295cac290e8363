"""Tables keep their contracts, are refused where they do not, and come back from disk as they went."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import tablefixtures
from newslab import contracts, schema, tables
from newslab.errors import ContractError, UnknownKeyError


@pytest.mark.parametrize("name", schema.TABLES)
def test_an_empty_table_has_the_full_schema(name: str) -> None:
    frame = contracts.check(name, contracts.empty(name))
    assert list(frame.columns) == [c.name for c in schema.columns(name)]
    assert frame.empty


@pytest.mark.parametrize("name", schema.TABLES)
def test_the_dictionary_names_every_column(name: str) -> None:
    text = schema.dictionary(name)
    assert all(f"| `{c.name}` |" in text for c in schema.columns(name))


def test_an_unknown_table_is_an_error_that_lists_the_known() -> None:
    with pytest.raises(ContractError, match="articles, figures"):
        schema.columns("figurines")


def test_all_failures_of_a_table_are_listed_at_once() -> None:
    frame = contracts.empty("problems").astype({"reason": "float64", "detail": "float64"})
    with pytest.raises(ContractError) as caught:
        contracts.check("problems", frame)
    assert "reason" in str(caught.value)
    assert "detail" in str(caught.value)


def broken(**change: object) -> dict[str, object]:
    flood = tablefixtures.flood()
    parts = {name: getattr(flood, name).copy() for name in schema.TABLES}
    for place, value in change.items():
        table, column = place.split("__")
        parts[table].loc[0, column] = value
    return parts


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"figures__start": 1}, "not the quoted words"),
        ({"figures__low": 401.0}, "low is above value"),
        ({"figures__claim_id": "c99"}, "unknown claim_id"),
        ({"figures__place_mention_id": "p99"}, "unknown place_mention_id"),
        ({"places__status": "unresolved"}, "an unresolved place has a point"),
    ],
)
def test_tables_that_do_not_fit_together_are_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(ContractError, match=message):
        tables.build(broken(**change), {})


def test_tables_come_back_from_disk(tmp_path: Path) -> None:
    flood = tablefixtures.flood()
    back = tables.read(tables.write(flood, tmp_path / "t"))
    assert back.meta == flood.meta
    for name in schema.TABLES:
        assert_frame_equal(pd.DataFrame(getattr(back, name)), pd.DataFrame(getattr(flood, name)))
    assert back.places.crs.to_epsg() == 4326


def test_a_second_write_replaces_the_first_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "t"
    tables.write(tablefixtures.crowd(3), target)
    tables.write(tablefixtures.flood(), target)
    assert len(tables.read(target).articles) == 5
    assert [p.name for p in tmp_path.iterdir()] == ["t"]
    other = tmp_path / "mine"
    other.mkdir()
    (other / "thesis.txt").write_text("do not touch")
    with pytest.raises(FileExistsError, match="not a folder of newslab tables"):
        tables.write(tablefixtures.flood(), other)
    assert (other / "thesis.txt").read_text() == "do not touch"


def test_only_literal_places_reach_the_map_files(tmp_path: Path) -> None:
    flood = tablefixtures.flood()
    folder = tables.write(flood, tmp_path / "t")
    layer = gpd.read_file(folder / "map.gpkg", layer="places")
    assert set(layer["role"]) == {"literal"}
    assert len(layer) == ((flood.places["role"] == "literal") & (flood.places["status"] == "resolved")).sum()
    assert "UA-51" in set(gpd.read_file(folder / "map.gpkg", layer="areas")["iso"])
    points = json.loads((folder / "places.geojson").read_text())["features"]
    assert len(points) == len(layer)


def test_exports_carry_their_origin(tmp_path: Path) -> None:
    folder = tables.write(tablefixtures.flood(), tmp_path / "t")
    assert json.loads((folder / "meta.json").read_text())["drop"] == tablefixtures.META["drop"]
    assert "| `claim_id` | str | digest of the claim's key |" in (folder / "dictionary.md").read_text(encoding="utf-8")
    assert pd.read_parquet(folder / "figures.parquet").attrs["newslab.drop"] == tablefixtures.META["drop"]


@pytest.mark.parametrize("cell", ["=1+1", "+7", "-2", "@x", "  =HYPERLINK(1)", "\t=1"])
def test_no_exported_cell_is_a_formula(cell: str) -> None:
    frame = tables.defuse(pd.DataFrame({"a": [cell, "plain", None], "n": [1.0, -2.0, None]}))
    assert frame.loc[0, "a"] == "'" + cell
    assert frame.loc[1, "a"] == "plain"
    assert frame.loc[1, "n"] == -2.0


def test_reading_what_is_not_there_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="newslab parse"):
        tables.read(tmp_path)
    with pytest.raises(UnknownKeyError, match="no article 'zz'"):
        tablefixtures.flood().article("zz")
