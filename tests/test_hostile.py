"""Every hostile file is read or listed, none costs another its rows, none hangs, none runs, memory stays bounded."""

from __future__ import annotations

import tracemalloc

import pytest

from hostile import CASES, ROW, TEXT, record
from newslab.drop import open_drop
from newslab.schema import STAGES

SMALL = 2**18
HARMLESS = TEXT + " This file is as it should be."


@pytest.mark.parametrize("name", CASES)
def test_each_is_read_or_listed(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    root = tmp_path / "drop"
    root.mkdir()
    (root / "before.txt").write_text(HARMLESS, encoding="utf-8")
    (root / name).write_bytes(CASES[name].data())
    (root / "zzz.txt").write_text(HARMLESS, encoding="utf-8")

    drop = open_drop(root)
    items = list(drop.items())

    mine = [item for item in items if item.path not in ("before.txt", "zzz.txt")]
    assert len(items) - len(mine) == 2, "a neighbour was lost"
    assert len(mine) == CASES[name].articles
    assert {p.reason for p in drop.problems} >= CASES[name].reasons
    assert mine or drop.problems
    assert all(p.stage in STAGES and p.reason and p.detail and p.remedy and p.path for p in drop.problems)
    assert len(drop.problems) <= 2 * drop.limits.problems_per_file + 2
    assert not list(tmp_path.rglob("pwned*"))
    said = [text for p in drop.problems for text in (p.path, p.detail, p.remedy)]
    for item in items:
        said += [item.path, *item.found.values()]
    assert all(text.isprintable() for text in said)
    for item in items:
        for value in filter(None, item.fields.values()):
            assert value.encode("utf-8").decode("utf-8") == value
            assert not set(value) & set("\0\x1b\x07\x9f\r")


def test_all_at_once(tmp_path):
    expected = 0
    for name, case in CASES.items():
        data = case.data()
        if len(data) < SMALL:
            (tmp_path / name).write_bytes(data)
            expected += case.articles
    assert len(list(open_drop(tmp_path).items())) == expected


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_rows_are_streamed(tmp_path, suffix):
    path = tmp_path / f"long.{suffix}"
    line = f'{ROW[:-1]}{" And so on." * 80}"\n' if suffix == "csv" else f"{record(more=TEXT * 4)}\n"
    path.write_text(("title,date,text\n" if suffix == "csv" else "") + line * 4_000, encoding="utf-8")
    drop = open_drop(tmp_path)
    tracemalloc.start()
    count = sum(1 for _ in drop.items())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 4_000
    assert peak < path.stat().st_size / 2


def test_an_error_in_a_parser_is_a_problem_of_its_file(tmp_path, monkeypatch):
    def fault(*_, **__):
        raise RuntimeError("a parser's own fault")

    monkeypatch.setattr("newslab.drop.readers.web.page", fault)
    (tmp_path / "a.html").write_text("<p>x</p>", encoding="utf-8")
    (tmp_path / "b.txt").write_text(HARMLESS, encoding="utf-8")
    drop = open_drop(tmp_path)
    assert [item.path for item in drop.items()] == ["b.txt"]
    assert [(p.reason, "a parser's own fault" in p.detail) for p in drop.problems] == [("unreadable", True)]
