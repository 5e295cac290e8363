"""Raw items to articles: what is known of a text, and where it was found."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest

from newslab.articles import Article, article_id, bylines, outlets, read_articles
from newslab.articles.idiom import language_of
from newslab.drop import from_records, open_drop

if TYPE_CHECKING:
    from pathlib import Path

BODY = (
    "Four people were hurt when a roof came down on the market hall, the mayor said on Monday.\n\n"
    "Rescue workers searched the halls until the evening, and the market stays closed this week."
)
OTHER = "The ferry to the island does not run this week, because the harbour is being dredged again, the port said."


def read(folder: Path, **files: str | bytes) -> tuple[dict[str, Article], list[tuple[str, str]]]:
    """Articles by path, and (reason, path) of the problems."""
    for name, content in files.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    articles, problems = read_articles(open_drop(folder))
    return {a.path: a for a in articles}, [(p.reason, p.path or "") for p in problems]


# --- the text and its identity ---------------------------------------------------------------------------------------
def test_a_text_from_python_is_exactly_what_was_given() -> None:
    text = "  Four hurt as roof comes down\n\n" + BODY + "\n"
    (article,), problems = read_articles(from_records([text]))
    assert (article.text, article.article_id, problems) == (text, article_id(text), [])
    assert (article.published, article.published_basis, article.outlet, article.outlet_basis) == (
        None,
        "none",
        None,
        "none",
    )


def test_a_separate_title_goes_above_the_body_once() -> None:
    rows = [{"title": "Four hurt", "text": BODY}, {"title": "Four hurt", "text": f"Four hurt\n\n{BODY}"}]
    articles, _ = read_articles(from_records(rows))
    assert [a.text for a in articles] == [f"Four hurt\n\n{BODY}"]
    assert [line.label for line in articles[0].lines] == ["headline", "body", "body"]


@pytest.mark.parametrize(
    ("title", "above"),
    [
        ("Four", "Four\n\n"),
        ("Four people were hurt", "Four people were hurt\n\n"),
        ("Four people were hurt when a roof came down on the market hall, the mayor said on Monday", ""),
        ("FOUR PEOPLE WERE HURT when a roof came down on the market hall – the mayor said on Monday", ""),
    ],
)
def test_a_title_that_is_only_the_beginning_of_a_sentence_is_kept(title: str, above: str) -> None:
    (article,), _ = read_articles(from_records([{"title": title, "text": BODY}]))
    assert article.text == above + BODY


def test_two_files_with_one_text_are_one_article_with_what_either_knows(tmp_path: Path) -> None:
    known = {"text": BODY, "outlet": "Harbour Post", "date": "2024-10-07", "url": "https://harbourpost.example/roof"}
    articles, _ = read(tmp_path, a__txt=BODY, b__json=json.dumps(known))
    (article,) = articles.values()
    assert (article.path, article.paths) == ("a.txt", ("b.json",))
    assert (article.outlet, article.published, article.url) == ("Harbour Post", dt.date(2024, 10, 7), known["url"])
    assert article.published_basis == "metadata"


def test_an_article_does_not_depend_on_its_file(tmp_path: Path) -> None:
    first, _ = read(tmp_path, a__txt=f"Title: Four hurt\nSource: Harbour Post\n\n{BODY}")
    (tmp_path / "a.txt").rename(tmp_path / "z.txt")
    second, _ = read(tmp_path)
    assert first["a.txt"].article_id == second["z.txt"].article_id


def test_several_articles_of_a_file_are_told_apart_by_row(tmp_path: Path) -> None:
    lines = [json.dumps({"text": text}) for text in (BODY, OTHER)]
    articles, _ = read(tmp_path, a__jsonl="\n".join(lines))
    assert list(articles) == ["a.jsonl#0", "a.jsonl#1"]


# --- dates -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "content", "day", "basis"),
    [
        ("a.txt", f" date 2024-10-31 KYIV - {BODY}", "2024-10-31", "header"),
        ("a.txt", f"Title: Four hurt\nDate: 7 October 2024\n\n{BODY}", "2024-10-07", "header"),
        ("a.md", f"---\ntitle: Four hurt\ndate: 2024-10-07\n---\n{BODY}", "2024-10-07", "metadata"),
        (
            "a.txt",
            f"Four hurt as roof comes down\n\nJane DoeMonday, 7 October 2024, 14:43\n\n{BODY}",
            "2024-10-07",
            "byline",
        ),
        ("a.txt", f"Monday 7 October 2024 {BODY}", "2024-10-07", "byline"),
        ("a.txt", f"Posted on October 7 2024 by Jane Doe {BODY}", "2024-10-07", "text"),
        ("2024-10-07_harbour-post_roof.txt", BODY, "2024-10-07", "filename"),
        (
            "a.json",
            json.dumps({"text": BODY, "url": "https://harbourpost.example/2024/10/07/roof"}),
            "2024-10-07",
            "metadata",
        ),
        (
            "a.json",
            json.dumps({"text": BODY, "url": "https://harbourpost.example/2024/oct/07/roof"}),
            "2024-10-07",
            "metadata",
        ),
        ("20241007T184500Z_UA_en_20bf.txt", BODY, None, "none"),
        ("a.txt", f"Four hurt as roof comes down\n\nPublished yesterday at 16:41\n\n{BODY}", None, "none"),
        ("a.txt", BODY + "\n\nThe hall was built on 3 May 1931 and opened on 4 June 1933.", None, "none"),
        ("a.json", json.dumps({"text": BODY, "date": "unknown"}), None, "none"),
    ],
)
def test_a_date_is_taken_where_it_stands_and_says_where(
    tmp_path: Path, name: str, content: str, day: str | None, basis: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    (article,), _ = read_articles(open_drop(tmp_path))
    assert (article.published.isoformat() if article.published else None, article.published_basis) == (day, basis)


def test_the_other_rows_of_a_file_settle_its_order(tmp_path: Path) -> None:
    rows = ["title,date,text", f"a,4/5/2024,{OTHER!r}", f"b,4/16/2024,{BODY.partition('.')[0]!r}"]
    articles, problems = read(tmp_path, a__csv="\n".join(rows))
    assert articles["a.csv#0"].published == dt.date(2024, 4, 5)
    assert problems == []


@pytest.mark.parametrize(
    ("date", "reason"),
    [
        ("4/5/2024", "ambiguous_date"),
        ("31/02/2024", "unreadable_date"),
        ("2199-01-01", "future_date"),
        ("4 days ago", "relative_date"),
        ("last autumn", "unreadable_date"),
    ],
)
def test_a_date_that_cannot_be_taken_is_a_problem_and_not_a_guess(tmp_path: Path, date: str, reason: str) -> None:
    articles, problems = read(tmp_path, a__json=json.dumps({"text": BODY, "date": date}))
    assert articles["a.json"].published is None
    assert articles["a.json"].published_basis == "none"
    assert problems == [(reason, "a.json")]


def test_a_relative_date_is_read_against_the_time_of_the_copy(tmp_path: Path) -> None:
    row = {"text": BODY, "date": "4 days ago", "scraped_at": "2024-10-14 18:26:02"}
    article = read(tmp_path, a__json=json.dumps(row))[0]["a.json"]
    assert article.published == dt.date(2024, 10, 10)
    assert article.scraped == dt.datetime(2024, 10, 14, 18, 26, 2, tzinfo=dt.UTC)


def test_a_date_after_the_copy_was_taken_is_refused(tmp_path: Path) -> None:
    row = {"text": BODY, "date": "2024-11-14", "scraped_at": "2024-10-14T18:26:02Z"}
    articles, problems = read(tmp_path, a__json=json.dumps(row))
    assert articles["a.json"].published is None
    assert problems == [("future_date", "a.json")]


def test_event_and_scrape_dates_stay_apart(tmp_path: Path) -> None:
    row = {"text": BODY, "event_date": "2024-10-06", "published_at": "2024-10-07T08:00:00+02:00"}
    article = read(tmp_path, a__json=json.dumps(row))[0]["a.json"]
    assert (article.event_date, article.published) == (dt.date(2024, 10, 6), dt.date(2024, 10, 7))
    assert article.published_at == dt.datetime(2024, 10, 7, 6, tzinfo=dt.UTC)


def test_metadata_and_text_that_disagree_are_listed(tmp_path: Path) -> None:
    row = {"text": f"Published October 11 2024 {BODY}", "date": "2024-10-07"}
    articles, problems = read(tmp_path, a__json=json.dumps(row))
    assert articles["a.json"].published == dt.date(2024, 10, 7)
    assert problems == [("date_conflict", "a.json")]


def test_what_the_drop_says_of_its_dates(tmp_path: Path) -> None:
    rows = ["title,date,text", f"a,4/5/2024 09:00,{OTHER!r}"]
    toml = 'day_first = true\ntimezone = "Europe/Kyiv"\nscraped = 2024-10-31\npublished = 2024-10-01\n'
    texts = {
        "a__csv": "\n".join(rows),
        "b__txt": BODY,
        "2024-10-07_c__txt": f"{BODY} Later more.",
        "d__txt": f"Published yesterday\n\n{OTHER} Ends.",
    }
    articles, problems = read(tmp_path, drop__toml=toml, **texts)
    assert articles["a.csv#0"].published == dt.date(2024, 5, 4)
    assert articles["a.csv#0"].published_at == dt.datetime(2024, 5, 4, 6, tzinfo=dt.UTC)
    assert (articles["b.txt"].published, articles["b.txt"].published_basis) == (dt.date(2024, 10, 1), "metadata")
    assert (articles["2024-10-07_c.txt"].published, articles["2024-10-07_c.txt"].published_basis) == (
        dt.date(2024, 10, 7),
        "filename",
    )
    assert (articles["d.txt"].published, articles["d.txt"].published_basis) == (dt.date(2024, 10, 30), "byline")
    assert problems == []


# --- outlets, titles, authors ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["BBC News", "BBC", "bbc", "BBC World", "The BBC", "BBC (Online)", "BBC - News"])
def test_the_names_of_an_outlet_are_one_key(name: str) -> None:
    found = outlets.named(name)
    assert found is not None
    assert (found.name, found.key) == ("BBC", "bbc")


@pytest.mark.parametrize(
    "address", ["bbc.co.uk", "https://www.bbc.com/news/articles/1", "m.bbc.co.uk", "feeds.bbci.co.uk"]
)
def test_the_hosts_of_an_outlet_are_one_key(address: str) -> None:
    found = outlets.hosted(address)
    assert found is not None
    assert found.key == "bbc"


@pytest.mark.parametrize(
    "address", ["", "bbc", "http://[", "notbbc.com", "bbc.com.evil.example", "javascript:alert(1)"]
)
def test_what_is_no_known_host(address: str) -> None:
    assert outlets.hosted(address) is None


def test_an_unknown_name_stays_as_given() -> None:
    found = outlets.named("  The Harbour  Post ")
    assert found is not None
    assert (found.name, found.key, found.kind) == ("The Harbour Post", "harbour-post", None)
    assert outlets.named("harbourpost.com:80") == outlets.named("harbourpost.com")
    digest = outlets.named("digest of Reuters")
    assert digest is not None
    assert (digest.name, digest.key) == ("digest of Reuters", "digest-of-reuters")
    assert outlets.named(" - ") is None


@pytest.mark.parametrize(
    ("row", "outlet", "basis"),
    [
        ({"source": "CNN (Web News)"}, "CNN", "given"),
        ({"source": "Harbour Post"}, "Harbour Post", "given"),
        ({"url": "https://www.npr.org/2024/10/07/roof"}, "NPR", "host"),
        ({"url": "https://harbourpost.example/roof"}, "harbourpost.example", "host"),
        ({"url": "https://harbourpost.example/roof", "title": "Four hurt | Harbour Post"}, "Harbour Post", "metadata"),
        ({}, None, "none"),
    ],
)
def test_where_the_outlet_is_found(row: dict[str, str], outlet: str | None, basis: str) -> None:
    (article,), _ = read_articles(from_records([{"text": BODY, **row}]))
    assert (article.outlet, article.outlet_basis) == (outlet, basis)
    assert article.label == (outlet or "Four people were hurt when a…")


def test_a_sites_own_lines_and_a_files_name_may_name_the_outlet(tmp_path: Path) -> None:
    texts = {
        "a__txt": f"{BODY}\n\nGet the latest news from npr.org in your inbox.",
        "b__txt": f"{OTHER}\n\nFirst published in: Harbour Post. The wording is the desk's.",
        "2024-10-07_sky-news_roof__txt": f"{BODY} Later more.",
        "time_series__txt": f"{OTHER} Later more.",
    }
    found = {path: (a.outlet, a.outlet_basis) for path, a in read(tmp_path, **texts)[0].items()}
    assert found["a.txt"] == ("NPR", "text")
    assert found["b.txt"] == ("Harbour Post", "text")
    assert found["2024-10-07_sky-news_roof.txt"] == ("Sky News", "filename")
    assert found["time_series.txt"] == (None, "none")


@pytest.mark.parametrize(
    ("title", "address", "expected"),
    [
        ("Talks end abruptly | TIME", None, "Talks end abruptly"),
        ("Talks end abruptly - BBC News", None, "Talks end abruptly"),
        ("Talks end | The Mighty 790 KFGO | KFGO", "https://kfgo.com/a", "Talks end"),
        ("Talks end – Harbour Post", "https://www.harbourpost.example/a", "Talks end"),
        ("Talks end – reports", None, "Talks end – reports"),
        ("Letters | What the harbour needs", "https://harbourpost.example/a", "Letters | What the harbour needs"),
        ("Harbour to reopen - Kremlin", None, "Harbour to reopen - Kremlin"),
        ("Harbour to reopen – Bild", "https://www.kyivpost.com/a", "Harbour to reopen – Bild"),
        ("Harbour to reopen – Kyiv Post", "https://www.kyivpost.com/a", "Harbour to reopen"),
        ("TIME", None, "TIME"),
        ("- BBC", None, "- BBC"),
    ],
)
def test_titles_lose_the_name_of_the_site_and_nothing_else(title: str, address: str | None, expected: str) -> None:
    assert outlets.split_title(title, address)[0] == expected


@pytest.mark.parametrize(
    ("raw", "names", "agency"),
    [
        ("By Jane Doe and John Roe, Reuters", ("Jane Doe", "John Roe"), "Reuters"),
        ("Jane Doe – Agence France-Presse", ("Jane Doe",), "AFP"),
        ("Jane Doe, Harbour Correspondent", ("Jane Doe",), None),
        ("Jane Doe;  Zoë Brûlé-Smith; Jane Doe", ("Jane Doe", "Zoë Brûlé-Smith"), None),
        ("Ludwig van der Berg", ("Ludwig van der Berg",), None),
        ("Staff Writers", (), None),
        ("BBC", (), None),
        ("Harbour Post", (), None),
        ("DPA", (), "dpa"),
        ("jane.doe@harbourpost.example", (), None),
        ("Who Has Covered the Harbour, Jane Doe", ("Jane Doe",), None),
        ("Follow us on Facebook", (), None),
        ("", (), None),
    ],
)
def test_authors_are_people_and_agencies_are_agencies(raw: str, names: tuple[str, ...], agency: str | None) -> None:
    assert bylines.authors(raw, "Harbour Post") == (names, agency)


@pytest.mark.parametrize(
    ("line", "names", "agency"),
    [
        ("By Jane Doe", ("Jane Doe",), None),
        ("Jane DoeMonday, 7 October 2024, 14:43", ("Jane Doe",), None),
        (
            "Jane Doe – Agence France-Presse and John Roe – Agence France-Presse in Kyiv",
            ("Jane Doe", "John Roe"),
            "AFP",
        ),
        ("Staff WritersReuters", (), "Reuters"),
        ("by Anadolu Agency", (), "Anadolu"),
        ("Published 7 October 2024", (), None),
        ("7 October 2024, 14:43", (), None),
    ],
)
def test_printed_bylines(line: str, names: tuple[str, ...], agency: str | None) -> None:
    assert bylines.from_byline(line) == (names, agency)


def test_the_dateline_credits_an_agency() -> None:
    (article,), _ = read_articles(from_records([f"Four hurt as roof comes down\n\nKYIV (Reuters) - {BODY}"]))
    assert (article.agency, article.title) == ("Reuters", "Four hurt as roof comes down")


@pytest.mark.parametrize(
    ("end", "agency"),
    [
        (" - REUTERS", "Reuters"),
        (" (AFP)", "AFP"),
        (" /TASS/", "TASS"),
        (" — Harbour Post", None),
        (" It said so (later).", None),
    ],
)
def test_the_last_line_may_credit_an_agency(end: str, agency: str | None) -> None:
    (article,), _ = read_articles(from_records([f"{BODY}{end}\n\nSign up for our emails"]))
    assert article.agency == agency


def test_an_agencys_own_article_is_credited_to_it() -> None:
    rows = [{"text": BODY, "source": "Associated Press"}, {"text": OTHER, "source": "Harbour Post"}]
    assert [a.agency for a in read_articles(from_records(rows))[0]] == ["AP", None]


# --- language --------------------------------------------------------------------------------------------------------
def test_other_languages_are_listed_and_not_parsed() -> None:
    german = "Vier Menschen wurden verletzt, als am Montag das Dach der Markthalle einstürzte, sagte die Stadt."
    articles, problems = read_articles(from_records([german, BODY]))
    assert [(a.language, a.status) for a in articles] == [("de", "not_english"), ("en", "read")]
    assert [(p.reason, p.article_id) for p in problems] == [("not_english", articles[0].article_id)]


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        (BODY, "de", "en"),
        ("Kyiv: 4 hurt", None, None),
        ("Kyiv: 4 hurt", "en-GB", "en"),
        ("", None, None),
        ("12 345 678", None, None),
        ("北京市场屋顶倒塌四人受伤", None, "zh"),
    ],
)
def test_language_is_told_on_bare_evidence(text: str, declared: str | None, language: str | None) -> None:
    assert language_of(text, declared) == language


# --- the shared drops ------------------------------------------------------------------------------------------------
def test_the_deliveries_differ_by_what_their_gold_says(shared: Path) -> None:
    gold = json.loads((shared / "drops" / "events-next.gold.json").read_text(encoding="utf-8"))
    before, after = (
        {a.article_id: a.path for a in read_articles(open_drop(shared / "drops" / name))[0]}
        for name in ("events", "events-next")
    )
    renamed = [[before[i], after[i]] for i in before if i in after and before[i] != after[i]]
    assert sorted(renamed) == sorted(gold["renamed"])
    edited = {edit["file"] for edit in gold["edited"]}
    assert {before[i] for i in before if i not in after} == {*gold["gone"], *edited}
    assert {after[i] for i in after if i not in before} == {*gold["new"], *edited}
