"""What was read is kept, and is read anew when anything it depends on changes."""

from __future__ import annotations

import sqlite3
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

import newslab as nl
from newslab import cache
from newslab.articles import Article, Line
from newslab.link import ArticleRows

ARTICLE = Article("a1", "Nine houses burned in Marivka.", path="x.txt", lines=(Line(0, 30, "body"),))


def test_rows_come_back_as_they_went_in(tmp_path: Path) -> None:
    store = cache.Cache(tmp_path / "c.sqlite")
    rows = ArticleRows(figures=[{"value": 9.0, "text": "Nine houses"}], focus_place_id="gn:1")
    store.put_many({"k": rows})
    assert store.get_many(["k", "other"]) == {"k": rows}
    assert store.info()["articles"] == 1
    store.clear()
    assert store.get_many(["k"]) == {}


@pytest.mark.parametrize(
    "changed",
    [
        replace(ARTICLE, text="Ten houses burned in Marivka."),
        replace(ARTICLE, lines=(Line(0, 30, "caption"),)),
        replace(ARTICLE, outlet="Marivka Herald"),
    ],
)
def test_key_depends_on_all_that_the_reading_depends_on(changed: Article) -> None:
    assert cache.key(changed) != cache.key(ARTICLE)


def test_key_does_not_depend_on_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    assert cache.key(replace(ARTICLE, path="renamed.txt")) == cache.key(ARTICLE)
    monkeypatch.setattr(cache, "code_digest", lambda: "other code")
    assert cache.key(ARTICLE) != cache.key(replace(ARTICLE, text="x"))


def test_a_damaged_entry_is_no_entry(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    store = cache.Cache(path)
    store.put_many({"good": ArticleRows(), "bad": ArticleRows(), "odd": ArticleRows()})
    with sqlite3.connect(path) as db:
        db.execute("UPDATE articles SET rows = ? WHERE key = 'bad'", (b"not zlib",))
        db.execute("UPDATE articles SET rows = ? WHERE key = 'odd'", (zlib.compress(b'{"no": "such field"}'),))
    assert set(store.get_many(["good", "bad", "odd"])) == {"good"}


def test_several_writers_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda i: cache.Cache(path).put_many({f"k{i}-{j}": ArticleRows() for j in range(20)}), range(8)))
    assert cache.Cache(path).info()["articles"] == 160


def test_off_means_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.ENV, "")
    store = cache.default()
    store.put_many({"k": ArticleRows()})
    assert store.get_many(["k"]) == {}


def test_an_unchanged_drop_is_taken_whole_and_a_changed_correction_is_not(tmp_path: Path) -> None:
    drop = tmp_path / "drop"
    drop.mkdir()
    (drop / "a.txt").write_text("Nine people were hurt in Izmail, police said.", encoding="utf-8")
    first = nl.parse(drop)
    assert nl.parse(drop).figures.equals(first.figures)
    (drop / "overrides.csv").write_text("words,column,value\nNine people,value,8\n", encoding="utf-8")
    assert nl.parse(drop).figures["value"].tolist() == [8.0]
    store = cache.default()
    assert store.folder("x") is not None
    store.clear()
    assert not list(store.folder("x").parent.glob("d*"))
