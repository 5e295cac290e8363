"""Exports: points for claims with a place, and words that can be cited."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

import newslab as nl
from newslab import exports
from newslab.tables import Tables


@pytest.fixture(scope="module")
def tables() -> Tables:
    text = "At least 14 people were killed in Oslo on Tuesday, police said. Elsewhere 30 boats are missing."
    return nl.parse(pd.DataFrame({"text": [text], "outlet": ["=Post"], "published": ["2024-05-02"]}), use_cache=False)


def test_claims_with_a_place_are_points(tables: Tables) -> None:
    found = exports.geojson(tables)
    assert len(found["features"]) + found["without_place"] == len(tables.claims)
    (oslo,) = [f for f in found["features"] if f["properties"]["outcome"] == "killed"]
    assert oslo["geometry"]["coordinates"] == pytest.approx([10.75, 59.91], abs=0.05)


def test_a_place_that_only_a_correction_names_is_named_and_exported(tmp_path: Path) -> None:
    fixes = tmp_path / "overrides.csv"
    fixes.write_text("words,column,value\n30 boats,place,gn:3143244\n", encoding="utf-8")
    text = "At least 14 people were killed in Bergen on Tuesday, police said. Elsewhere 30 boats are missing."
    found = nl.parse([text], use_cache=False, corrections=fixes)
    boats = found.claims.set_index("what").loc["boats"]
    assert (boats["place_id"], boats["place"]) == ("gn:3143244", "Oslo")
    (point,) = [f["geometry"] for f in exports.geojson(found)["features"] if f["properties"]["what"] == "boats"]
    assert point["coordinates"] == pytest.approx([10.75, 59.91], abs=0.05)


def test_citations_are_the_words(tables: Tables) -> None:
    texts = tables.articles.set_index("article_id")["text"]
    cited = exports.citations(tables)
    assert len(cited) == len(tables.figures)
    assert all(texts[r.article_id][r.start : r.end] == r.words for r in cited.itertuples())


def test_files_are_plain_json_and_hold_no_formula(tables: Tables, tmp_path: Path) -> None:
    places, quotes = exports.write(tables, tmp_path / "out")
    assert json.loads(places.read_text(encoding="utf-8"))["type"] == "FeatureCollection"
    assert not pd.read_csv(quotes)["outlet"].str.startswith("=").any()
