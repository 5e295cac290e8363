"""What notebooks show: marked articles and tables, safe for hostile text and readable without trust."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pandas as pd
import pytest

import tablefixtures as fx
from newslab import escape, view
from newslab.errors import UnknownKeyError

ALLOWED = {"div", "p", "mark", "span", "br", "table", "thead", "tbody", "tr", "th", "td"}


class Reader(HTMLParser):
    """Collects tags, attributes and text, and the marked words."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words, self.marked, self._open = "", [], 0
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "mark":
            self.marked.append("")
            self._open += 1

    def handle_endtag(self, tag: str) -> None:
        self._open -= tag == "mark"

    def handle_data(self, data: str) -> None:
        self.words += data
        if self._open:
            self.marked[-1] += data


def test_figures_and_places_are_marked_with_what_was_understood() -> None:
    shown = view.show(fx.flood(), "a02")
    read = Reader(shown.html)
    assert {"Between 300 and 500 people", "Izmail", "Odesa region"} <= set(read.marked)
    assert "300 to 500 · people, displaced · stated · credited to emergency service, via Interwire" in shown.html
    assert "literal, resolved: Odesa region" in shown.html
    assert repr(shown).startswith("⟦Between 300 and 500 people⟧ left ‹Izmail›")


def test_every_character_of_the_text_is_shown_once() -> None:
    tables = fx.flood()
    for article_id, text in zip(tables.articles["article_id"], tables.articles["text"], strict=True):
        body = Reader(re.sub(r'<div style="color.*?</div>', "", view.show(tables, article_id).html, count=1))
        assert body.words == text


def test_overlapping_marks_keep_the_words() -> None:
    tables = fx.flood()
    part = tables.figures.iloc[[1]].assign(figure_id="x", start=8, end=40, text=tables.articles["text"][1][8:40])
    both = fx.tbl.Tables(
        tables.articles, pd.concat([tables.figures, part]), tables.places, tables.quotes, tables.claims,
        tables.problems, tables.meta,
    )  # fmt: skip
    assert tables.articles["text"][1] in Reader(view.show(both, "a02").html).words


def test_hostile_text_is_only_text() -> None:
    tables = fx.hostile()
    for shown in (view.show(tables, "a01"), view.table(tables.figures), view.paragraph(fx.HOSTILE)):
        read = Reader(shown.html)
        assert read.tags <= ALLOWED
        assert read.attributes <= {"style", "title", "class"}
        assert not set("$\\\u202e\x1b") & set(re.sub(r"<span>&#\d+;</span>", "", shown.html))
        assert escape.line(fx.HOSTILE)[:28] in read.words
        assert not {"\u202e", "\x1b"} & set(repr(shown))


def test_furniture_is_grey_and_says_that_it_is_not_read() -> None:
    tables = fx.flood()
    text = tables.articles["text"][0]
    tables.articles.loc[0, "lines"] = f'[[0, 20, "advert"], [20, {len(text)}, "body"]]'
    shown = view.show(tables, "a01").html
    assert 'title="advert: not read"' in shown


def test_table_shows_missing_values_and_counts_what_it_leaves_out() -> None:
    frame = pd.DataFrame({"a": [1.0, float("nan")] * 15, "day": pd.Timestamp("2024-05-02"), "ok": True})
    shown = view.table(frame, ["day", "a"], rows=4)
    assert "and 26 more rows" in shown.html
    assert "–" in shown.html
    assert "2024-05-02" in repr(shown)
    assert "no rows" in repr(view.table(frame.head(0)))
    assert ">day<" in view.table(pd.DataFrame(), ["day"]).html


def test_unknown_article_is_named() -> None:
    with pytest.raises(UnknownKeyError, match="no article 'zz'"):
        view.show(fx.flood(), "zz")
