"""A drop opened: what is listed, what is passed over and why, what drop.toml changes, what a dry run says."""

from __future__ import annotations

import os
import re
import socket
from dataclasses import asdict
from pathlib import Path

import pandas as pd
import pytest

from hostile import ROW, TEXT, record, table
from newslab.drop import Limits, check, from_records, open_drop
from newslab.drop.readers import READERS
from newslab.drop.settings import parse_settings
from newslab.errors import DropError

SHARED = Path(__file__).resolve().parents[2] / "shared" / "drops"


def reasons(drop) -> dict[str | None, str]:
    return {p.path: p.reason for p in drop.problems}


def write(root: Path, **files: str | bytes) -> Path:
    for name, data in files.items():
        path = root / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return root


def test_files_come_in_the_order_of_their_paths_and_folders_are_entered(tmp_path):
    write(tmp_path, b_txt=TEXT, a_txt=TEXT, in__c_txt=TEXT, in__deeper__d_txt=TEXT)
    drop = open_drop(tmp_path)
    assert [s.path for s in drop.manifest] == ["a.txt", "b.txt", "in/c.txt", "in/deeper/d.txt"]
    assert [i.path for i in drop.items()] == [s.path for s in drop.manifest]
    assert drop.manifest[0].size == len(TEXT.encode())


def test_digest_follows_content_and_names_alone(tmp_path):
    first = write(tmp_path / "x", a_txt=TEXT)
    second = write(tmp_path / "y", a_txt=TEXT)
    assert open_drop(first).digest == open_drop(second).digest
    write(second, a_txt=TEXT + ".")
    assert open_drop(first).digest != open_drop(second).digest


def test_one_file_is_a_drop(tmp_path):
    write(tmp_path, a_txt=TEXT, b_txt=TEXT)
    assert [i.path for i in open_drop(tmp_path / "a.txt").items()] == ["a.txt"]


def test_a_missing_folder_is_an_error_that_names_it(tmp_path):
    with pytest.raises(DropError, match="nowhere"):
        open_drop(tmp_path / "nowhere")


def test_reading_leaves_the_drop_as_it_was(tmp_path):
    write(tmp_path, a_txt=TEXT, b_csv=table(ROW))
    before = sorted((p, p.stat().st_mtime_ns) for p in tmp_path.rglob("*"))
    list(open_drop(tmp_path).items())
    assert sorted((p, p.stat().st_mtime_ns) for p in tmp_path.rglob("*")) == before


@pytest.mark.skipif(os.name == "nt", reason="links and pipes as on POSIX systems")
def test_links_pipes_and_sockets_are_passed_over(tmp_path, monkeypatch):
    outside = write(tmp_path / "outside", secret_txt="A secret that is not part of the drop.")
    root = write(tmp_path / "drop", a_txt=TEXT)
    (root / "link.txt").symlink_to(outside / "secret.txt")
    (root / "folder").symlink_to(outside)
    (root / "loop").symlink_to(root)
    (root / "dangling.txt").symlink_to(root / "nothing")
    os.mkfifo(root / "pipe.txt")
    monkeypatch.chdir(root)
    with socket.socket(socket.AF_UNIX) as sock:
        sock.bind("socket.txt")
        drop = open_drop(root)
    assert [i.path for i in drop.items()] == ["a.txt"]
    assert reasons(drop) == {
        "link.txt": "link", "folder": "link", "loop": "link", "dangling.txt": "link", "pipe.txt": "not_a_file",
        "socket.txt": "not_a_file",
    }  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="links as on POSIX systems")
def test_a_link_put_in_a_files_place_after_the_walk_is_not_followed(tmp_path):
    outside = write(tmp_path / "outside", secret_txt="secret")
    root = write(tmp_path / "drop", a_txt=TEXT)
    drop = open_drop(root)
    (root / "a.txt").unlink()
    (root / "a.txt").symlink_to(outside / "secret.txt")
    assert list(drop.items()) == []
    assert reasons(drop) == {"a.txt": "unreadable"}


def test_the_users_own_files_beside_the_articles_are_not_read_as_articles(tmp_path):
    write(
        tmp_path, drop_toml="", overrides_csv="article,text\nx,words that are no article", in__overrides_csv=table(ROW)
    )
    assert [s.path for s in open_drop(tmp_path).manifest] == ["in/overrides.csv"]


def test_hidden_and_unknown_files_are_listed(tmp_path):
    write(tmp_path, a_txt=TEXT)
    (tmp_path / ".DS_Store").write_bytes(b"x")
    (tmp_path / "sheet.xlsx").write_bytes(b"x")
    drop = open_drop(tmp_path)
    assert len(list(drop.items())) == 1
    assert reasons(drop) == {".DS_Store": "hidden", "sheet.xlsx": "unknown_format"}


@pytest.mark.skipif(os.name == "nt", reason="names are bytes on POSIX systems")
def test_undecodable_names_are_read_and_fit_for_output(tmp_path):
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text(TEXT, encoding="utf-8")
    (tmp_path / "a\u202eb.txt").write_text(TEXT, encoding="utf-8")
    found = [i.path for i in open_drop(tmp_path).items()]
    assert len(found) == 2
    assert all(path.encode("utf-8").decode() == path and "\u202e" not in path for path in found)


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(file_bytes=10), "too_large"),
        (Limits(drop_files=1), "drop_too_large"),
        (Limits(drop_bytes=10), "drop_too_large"),
        (Limits(document_chars=10), "document_too_long"),
        (Limits(whole_bytes=10), "too_large"),
    ],
)
def test_limits_are_adjustable_and_refusals_listed(tmp_path, limits, reason):
    write(tmp_path, a_txt=TEXT, b_txt=TEXT)
    drop = open_drop(tmp_path, limits=limits)
    list(drop.items())
    assert reason in {p.reason for p in drop.problems}


def test_rows_beyond_the_limit_are_counted_not_read(tmp_path):
    write(tmp_path, a_csv=table(*[ROW] * 5))
    drop = open_drop(tmp_path, limits=Limits(rows=3))
    assert len(list(drop.items())) == 3
    assert reasons(drop) == {"a.csv": "too_many_rows"}


def test_many_alike_problems_of_one_file_become_one_row(tmp_path):
    write(tmp_path, a_csv=table(*["x,y,"] * 200))
    drop = open_drop(tmp_path, limits=Limits(problems_per_file=5))
    assert list(drop.items()) == []
    assert [p.detail for p in drop.problems][-1] == "and 195 more"
    assert len(drop.problems) == 6


def test_reading_twice_gives_the_same_items_and_problems(tmp_path):
    write(tmp_path, a_csv=table(ROW, "x,y,"), b_txt="")
    drop = open_drop(tmp_path)
    first, problems = list(drop.items()), drop.problems
    assert list(drop.items()) == first
    assert drop.problems == problems


# --- records from Python ---------------------------------------------------------------------------------------------


def test_texts_from_python_are_exactly_as_given():
    text = "One.\r\nTwo\u2028three\tfour\x07."
    (item,) = from_records(text).items()
    assert item.get("text") == text


@pytest.mark.parametrize(
    "records",
    [
        [{"headline": "Fire", "body": TEXT, "pub_date": "2024-05-01"}],
        pd.DataFrame({"headline": ["Fire"], "body": [TEXT], "pub_date": [pd.Timestamp("2024-05-01")]}),
        iter([{"headline": "Fire", "body": TEXT, "pub_date": "2024-05-01", "n": float("nan")}]),
    ],
    ids=["list", "frame", "iterator"],
)
def test_rows_from_python_are_recognised_by_name(records):
    (item,) = from_records(records).items()
    assert (item.get("title"), item.get("text")) == ("Fire", TEXT)
    assert (item.get("published") or "").startswith("2024-05-01")
    assert item.found["text"] == "body"


def test_what_is_no_text_is_a_problem_and_digest_tells_records_apart():
    drop = from_records([TEXT, "", {"x": 1}, None, 3])
    assert len(list(drop.items())) == 1
    assert [p.reason for p in drop.problems] == ["no_text", "no_text", "not_a_record", "not_a_record"]
    assert from_records([TEXT]).digest != from_records([TEXT + "."]).digest


# --- mapping and drop.toml --------------------------------------------------------------------------------------------


def test_a_mapping_names_the_columns(tmp_path):
    write(tmp_path, a_csv=table("Fire,May,words of the article", head="kop,wanneer,inhoud"))
    (item,) = open_drop(tmp_path, mapping={"text": "inhoud", "title": "kop", "published": "wanneer"}).items()
    assert (item.get("text"), item.get("title"), item.get("published")) == ("words of the article", "Fire", "May")


def test_a_mapping_of_an_unknown_field_is_an_error(tmp_path):
    with pytest.raises(DropError, match="'headline'; fields are text"):
        open_drop(tmp_path, mapping={"headline": "kop"})


def test_drop_toml_maps_skips_and_fills_in(tmp_path):
    write(
        tmp_path,
        drop_toml="""
            skip = ["drafts/*"]
            language = "en"
            timezone = "Europe/Kyiv"
            day_first = true
            scraped = 2024-06-01
            [fields]
            text = "inhoud"
            [outlets]
            "example.org" = "The Example"
            [[files]]
            match = "wire/*"
            outlet = "Example Wire"
            [files.fields]
            published = "moved"
        """,
        a_csv=table("https://www.example.org/a,words of a", head="url,inhoud"),
        wire__b_csv=table("2 May,words of b", head="moved,inhoud"),
        drafts__c_txt=TEXT,
    )
    drop = open_drop(tmp_path)
    a, b = drop.items()
    assert (a.get("outlet"), a.found["outlet"], a.get("language")) == ("The Example", "drop.toml", "en")
    assert (b.get("outlet"), b.get("published"), b.get("scraped")) == ("Example Wire", "2 May", "2024-06-01")
    assert reasons(drop) == {"drafts/c.txt": "skipped"}
    assert (drop.settings.timezone, drop.settings.day_first) == ("Europe/Kyiv", True)


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("skip = 3", "'skip' must be a list"),
        ("colour = 'red'", "unknown key 'colour'"),
        ("timezone = 'Mars/Base'", "no time zone 'Mars/Base'"),
        ("scraped = 'soon'", "'scraped' must be a date"),
        ("day_first = 'yes'", "'day_first' must be true or false"),
        ("[fields]\nbody = 'x'", "no field 'body'"),
        ("[outlets]\nx = 1", "'x' must be text"),
        ("[[files]]\noutlet = 'x'", "needs a match pattern"),
        ("fields = 1", "'fields' must be a table"),
        ("a = [", "not valid TOML"),
        ("x = " + "[" * 5_000, "not valid TOML"),
    ],
)
def test_a_wrong_drop_toml_is_named_and_ignored(tmp_path, toml, message):
    write(tmp_path, drop_toml=toml, a_txt=TEXT)
    drop = open_drop(tmp_path)
    assert len(list(drop.items())) == 1
    (found,) = drop.problems
    assert (found.reason, message in found.detail) == ("bad_settings", True), found.detail


# --- dry run ----------------------------------------------------------------------------------------------------------


def test_check_says_what_would_be_read_as_what(tmp_path):
    write(tmp_path, a_csv=table(ROW, "x,y,"), b_json=record(site="Example Times"), c_pdf=b"%PDF-1.7")
    rows = {row.file: row for row in check(tmp_path)}
    assert rows["a.csv"].articles == 1
    assert rows["a.csv"].read_as == "published ← date, text, title"
    assert rows["a.csv"].format == "csv"
    assert "no_text" in rows["a.csv"].note
    assert rows["b.json"].read_as == "outlet ← site, text, title"
    assert (rows["c.pdf"].articles, "binary" in rows["c.pdf"].note) == (0, True)


def test_limits_and_settings_are_documented():
    page = (Path(__file__).resolve().parents[1] / "docs" / "drops.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `([a-z_]+)` \| ([\d,]+) \|", page, re.MULTILINE))
    assert listed == {name: f"{value:,}" for name, value in asdict(Limits()).items()}
    (example,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert parse_settings(example.encode()).files[0].outlet == "Example Wire"
    assert set(READERS) <= set(re.findall(r"`(\.[a-z]+)`", page))


# --- shared drops -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "articles"), [("seeds", 5), ("events", 107), ("events-next", None), ("native", 220), ("pages", 44)]
)
def test_shared_drops_are_read_with_nothing_lost(name, articles):
    if not (SHARED / name).is_dir():
        pytest.skip(f"the shared drop {name!r} is not beside the checkout")
    drop = open_drop(SHARED / name)
    items = list(drop.items())
    assert drop.problems == []
    assert len(items) == (articles or len(items))
    assert {i.path for i in items} == {s.path for s in drop.manifest}
