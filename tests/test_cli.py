"""The command as a person meets it: help, exit codes, clear errors, nothing written into the drop."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from newslab import __version__
from newslab.cli import app

ARTICLE = "Raid on Marivka\n\nAt least 14 people were killed in Kharkiv on Tuesday, the mayor said.\n"


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    folder = tmp_path / "week-1"
    folder.mkdir()
    (folder / "one.txt").write_text(ARTICLE, encoding="utf-8")
    return folder


def run(*args: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(a) for a in args])
    return result.exit_code, result.output


def test_version_and_help() -> None:
    assert run("--version") == (0, f"newslab {__version__}\n")
    code, text = run("--help")
    assert code == 0
    assert all(name in text for name in ("run", "parse", "check", "diff", "review", "lab", "cache", "gazetteer"))


def test_wrong_usage_is_2() -> None:
    assert run("parse")[0] == 2
    assert run("parse", "x", "--jobs", "0")[0] == 2


def test_parse_writes_tables_and_not_into_the_drop(drop: Path, tmp_path: Path) -> None:
    before = sorted(p.name for p in drop.rglob("*"))
    code, text = run("parse", drop, "-o", tmp_path / "out")
    assert code == 0, text
    assert sorted(p.name for p in drop.rglob("*")) == before
    figures = pd.read_parquet(tmp_path / "out" / "tables" / "figures.parquet")
    assert figures[["value", "bound", "outcome"]].values.tolist() == [[14.0, "ge", "killed"]]
    assert json.loads((tmp_path / "out" / "tables" / "meta.json").read_text())["name"] == "week-1"


@pytest.mark.parametrize("command", ["parse", "review"])
def test_results_go_beside_the_one_file_that_is_a_drop(
    command: str, drop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(drop)
    code, text = run(command, "one.txt")
    assert code == 0, text
    assert (drop / "runs" / "one.txt").is_dir()


def test_no_table_to_fill_in_becomes_a_part_of_the_drop(drop: Path) -> None:
    code, text = run("review", drop, "-o", drop)
    assert code == 1
    assert "inside the drop" in text


def test_results_never_go_into_the_drop(drop: Path) -> None:
    code, text = run("parse", drop, "-o", drop / "out")
    assert code == 1
    assert "never go into the sources" in text
    assert not (drop / "out").exists()


@pytest.mark.parametrize("command", ["run", "parse"])
def test_a_drop_with_no_article_says_what_was_found(tmp_path: Path, command: str) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    code, text = run(command, folder, "-o", tmp_path / "out")
    assert code == 1
    assert "no usable article" in text
    assert not (tmp_path / "out").exists()


def test_no_such_drop_is_one_clear_line(tmp_path: Path) -> None:
    code, text = run("parse", tmp_path / "nowhere")
    assert code == 1
    assert "no such" in text
    assert "Traceback" not in text


def test_check_reads_nothing_but_tells_what_would_be_read(drop: Path) -> None:
    (drop / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    code, text = run("check", drop)
    assert code == 0
    assert "one.txt" in text
    assert "b.png" in text


@pytest.mark.parametrize("command", [["run"], ["parse"], ["check"], ["review"], ["diff", "DROP"]])
def test_limits_can_be_set_for_every_command_that_reads(drop: Path, tmp_path: Path, command: list[str]) -> None:
    given = [drop if word == "DROP" else word for word in command]
    code, text = run(*given, drop, "--limit", "document_chars=10", "--limit", "rows=3")
    assert code == 1
    assert "document_chars" in text or "too_long" in text or "no usable article" in text
    code, text = run(*given, drop, "--limit", "chars=10")
    assert code == 2
    assert run(*given, drop, "--limit", "rows=many")[0] == 2


def test_check_of_nothing_readable_is_1(tmp_path: Path) -> None:
    (tmp_path / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert run("check", tmp_path)[0] == 1


def test_diff_shows_the_words_before_and_after(drop: Path, tmp_path: Path) -> None:
    later = tmp_path / "week-2"
    later.mkdir()
    (later / "renamed.txt").write_text(ARTICLE.replace("14", "16"), encoding="utf-8")
    code, text = run("diff", drop, later)
    assert code == 0
    assert re.search(r"figures\s+changed.*At least 14 people", text)


def test_review_writes_a_table_to_fill_in(drop: Path, tmp_path: Path) -> None:
    assert run("review", drop, "-o", tmp_path / "out")[0] == 0
    assert "At least 14 people" in (tmp_path / "out" / "review.csv").read_text(encoding="utf-8")


def test_a_hostile_file_name_reaches_no_terminal(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    folder.mkdir()
    (folder / "x\x1b[31mred[bold].bin").write_bytes(b"\x00\x01")
    (folder / "ok.txt").write_text(ARTICLE, encoding="utf-8")
    for command in (("check", folder), ("parse", folder, "-o", tmp_path / "o")):
        assert "\x1b[31m" not in run(*command)[1]


def test_gazetteer_explains_a_name() -> None:
    code, text = run("gazetteer", "show", "Kharkiv")
    assert code == 0
    assert "UA" in text
    assert "gn:706483" in text  # whole, to be copied into a correction
    assert "…" not in text
    assert run("gazetteer", "show", "Qwxzyv")[0] == 1


def test_cache_tells_and_forgets(drop: Path, tmp_path: Path) -> None:
    run("parse", drop, "-o", tmp_path / "o")
    assert re.search(r"articles: [1-9]", run("cache", "info")[1])
    assert run("cache", "clear")[0] == 0
    assert "articles: 0" in run("cache", "info")[1]
