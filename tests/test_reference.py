"""The drop that comes with newslab: what it must hold so that every notebook has something to show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from newslab.articles import Article, copies, read_articles
from newslab.drop import Drop, open_drop
from newslab.schema import READABLE

if TYPE_CHECKING:
    from pathlib import Path


def readable(article: Article) -> str:
    return "\n".join(article.text[line.start : line.end] for line in article.lines if line.label in READABLE)


@pytest.fixture(scope="module")
def drop(root: Path) -> Drop:
    return open_drop(root / "data" / "drops" / "reference")


@pytest.fixture(scope="module")
def articles(drop: Drop) -> list[Article]:
    found, problems = read_articles(drop)
    assert problems == []
    return found


def test_every_text_says_that_it_is_a_digest(articles: list[Article]) -> None:
    assert 14 <= len(articles) <= 20
    assert all((a.outlet or "").startswith("digest of ") for a in articles)
    assert all(re.search(r"(?:in its own words|The wording is newslab's own)", a.text) for a in articles)


def test_one_article_has_no_date_and_none_is_made_up_for_it(articles: list[Article]) -> None:
    undated = [a for a in articles if a.published is None]
    assert [(a.path, a.published_basis) for a in undated] == [("economist-series.md", "none")]
    assert {a.published_basis for a in articles} == {"header", "metadata", "none"}


def test_the_formats_and_encodings_differ(drop: Drop) -> None:
    items = list(drop.items())
    assert {i.format for i in items} == {"text", "markdown", "html", "json", "jsonl", "csv"}
    assert [i.path for i in items if i.encoding and "1252" in i.encoding] == ["west-australian.txt"]


def test_spellings_differ(articles: list[Article]) -> None:
    text = "\n".join(readable(a) for a in articles)
    for spelling in ("Zelensky ", "Zelenskiy", "Zelenskyy", "Odesa region", "Odessa region"):
        assert spelling in text


def test_two_texts_are_copies_of_the_agency_reports(articles: list[Article]) -> None:
    groups = copies.group(articles)
    paths = {a.article_id: a.path for a in articles}
    found = {paths[one]: paths[lead] for one, lead in groups.items() if one != lead}
    assert found == {"saxon-mobilisation.html": "mobilisation-afp.md", "west-australian.txt": "reuters-2024-12-14.json"}


@pytest.mark.parametrize(
    "words",
    [
        "Welcome Bonus",
        "Three dead and fifteen hurt",
        "5,000 letters",
        "Sign up for our emails",
        "on Google News",
        "Compiled by",
    ],
)
def test_the_page_around_the_articles_is_not_read(articles: list[Article], words: str) -> None:
    assert any(words in a.text for a in articles)
    assert not any(words in readable(a) for a in articles)


@pytest.mark.parametrize(
    ("words", "outlets"),
    [
        (r"160,000", 3),
        (r"North Korean|North Koreans", 5),
        (r"(?:over|around|about|more than|up to) 1[01],000", 5),
        (r"11,000 people", 2),
        (r"478 (?:km2|square kilometres)", 2),
        (r"62 clashes", 2),
        (r"Kharkiv", 2),
        (r"Kherson", 2),
        (r"115,000", 2),
        (r"696,410", 2),
    ],
)
def test_several_outlets_speak_of_the_same_thing(articles: list[Article], words: str, outlets: int) -> None:
    groups = copies.group(articles)
    origins = {groups[a.article_id] for a in articles if re.search(words, readable(a), re.IGNORECASE)}
    assert len(origins) >= outlets


def test_one_count_moves_over_time(articles: list[Article]) -> None:
    days = {a.published for a in articles if "General Staff" in (a.outlet or "")}
    assert len(days) >= 4


def test_the_later_delivery_changes_what_its_note_says(root: Path, articles: list[Article]) -> None:
    before = {a.article_id: a.path for a in articles}
    later, problems = read_articles(open_drop(root / "data" / "drops" / "reference-next"))
    after = {a.article_id: a.path for a in later}
    gone, new = set(before) - set(after), set(after) - set(before)
    edited = {before[i] for i in gone} & {after[i] for i in new}
    assert problems == []
    assert edited == {"economist-series.md", "wire-briefs.csv#2"}
    assert {before[i] for i in gone} - edited == {"area-2024-10-28.txt"}
    assert {after[i] for i in new} - edited == {
        "drones-2024-12-14.md",
        "drones-2024-12-16.txt",
        "general-staff-2024-12-17.json",
    }
    assert [(before[i], after[i]) for i in before if i in after and before[i] != after[i]] == [
        ("pentagon-briefing.json", "north-korea-pentagon.json")
    ]


def test_no_sentence_is_a_copy_of_a_seed(shared: Path, articles: list[Article]) -> None:
    def runs(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"\w+", text.casefold())
        return {tuple(words[i : i + 9]) for i in range(len(words) - 8)}

    seeds = set().union(*(runs(p.read_text(encoding="utf-8")) for p in sorted((shared / "drops" / "seeds").iterdir())))
    assert {a.path: " ".join(run) for a in articles for run in runs(a.text) & seeds} == {}
