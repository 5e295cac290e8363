"""The notebooks' prose and lists: true to the tables, and plain about what is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

import tablefixtures as fx
from newslab import changes, story
from newslab.evaluate import Evaluation

if TYPE_CHECKING:
    from pathlib import Path

STORIES = (story.drop, story.reported, story.where, story.disputed, story.moved)


@pytest.mark.parametrize(
    ("tell", "words"),
    [
        (story.drop, "5 articles of 3 outlets, published from 2 May 2024 to 6 May 2024. 1 of them without a date"),
        (story.reported, "2 things counted in this drop; 1 of them by two or more independent origins"),
        (story.drop, "1 of them without a date, 1 without a named outlet. 1 problem on the way, listed below."),
        (story.where, "11 place names in 5 articles. 1 of them speaks or acts, names a people or belongs to another "),
        (story.where, "The rest name 5 places on the map; 1 name could not be settled and gets no pin. Most mentioned"),
        (story.disputed, "1 claim with two or more independent origins: 1 contradicts"),
        (story.moved, "people displaced – Izmail, 4 numbers on 4 days, with 1 revision by the same speaker"),
    ],
)
def test_standfirsts_count_what_is_there(tell: object, words: str) -> None:
    assert words in tell(fx.flood()).text


def test_a_drop_of_one_day_or_none_and_of_no_named_outlet() -> None:
    home = fx.article(1, "Rain fell.", None, "2024-05-02")
    one = story.drop(fx.tbl.build({"articles": [home]}, fx.META)).text
    assert one.startswith("1 article of unnamed outlets, published on 2 May 2024. No problem on the way. newslab read")
    undated = fx.tbl.build({"articles": [home | {"published": None, "published_basis": "none"}]}, fx.META)
    assert "none of them dated. No problem" in story.drop(undated).text


@pytest.mark.parametrize("tell", STORIES)
def test_standfirsts_of_nothing_say_so(tell: object) -> None:
    assert tell(fx.nothing()).text.endswith(".")


@pytest.mark.parametrize("tell", STORIES)
def test_standfirsts_are_neutral(tell: object) -> None:
    assert "<img" not in tell(fx.hostile()).html


def test_an_article_is_chosen_and_followed() -> None:
    tables = fx.flood()
    chosen = story.example(tables)
    assert chosen is not None
    assert "figures" in story.one_article(tables, chosen).text
    steps = story.steps(tables, "a02").set_index("step")
    assert steps.loc["the words", "words"] == "Between 300 and 500 people"
    assert steps.loc["the number", "understood"] == "300 to 500"
    assert steps.loc["through whom", "understood"] == "Interwire"
    assert steps.loc["which claim", "understood"] == "people displaced – Izmail (c1)"
    assert story.steps(tables, "a02", nth=9).empty
    assert story.example(fx.nothing()) is None
    assert story.steps(fx.nothing(), None).empty


def test_quality_names_the_weakest_column() -> None:
    names = ["figure", "value", "speaker", "place"]
    columns = pd.DataFrame({"column": names, "gold": 10, "precision": 0.95, "recall": 0.9, "f1": [0.9, 0.9, 0.9, 0.5]})
    shown = story.quality(Evaluation(columns, pd.DataFrame())).text
    assert "Weakest: place (F 0.50)" in shown
    assert "95.0% of the figures read are figures" in shown


def test_changes_are_counted_by_table() -> None:
    found = changes.between(fx.crowd(2), fx.flood())
    assert "articles:" in story.changed(found).text
    assert story.changed(found.head(0)).text == "Nothing changed between the two deliveries."


def test_export_writes_only_where_asked(tmp_path: Path) -> None:
    frame = pd.DataFrame({"a": [1, 2], "b": ["=1+1", "plain"]})
    assert "not written" in story.export("", numbers=frame).text
    assert not list(tmp_path.iterdir())
    story.export(tmp_path / "out", numbers=frame, places=fx.flood().places)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["numbers.csv", "places.csv"]
    assert pd.read_csv(tmp_path / "out" / "numbers.csv").values.tolist() == [[1, "'=1+1"], [2, "plain"]]
