"""What the README says cannot drift from what is there."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import typer

import newslab as nl
from newslab import cli, schema
from newslab.claims import summaries


def readme(root: Path) -> str:
    return (root / "README.md").read_text(encoding="utf-8")


def test_every_command_is_in_the_readme_and_every_command_there_exists(root: Path) -> None:
    command = typer.main.get_command(cli.app)
    known = set(command.commands)
    named = set(
        re.findall(r"`?newslab ([a-z]+)\b", "\n".join(re.findall(r"```console\n(.*?)```", readme(root), re.DOTALL)))
    )
    assert named == known


def test_every_table_is_in_the_readme_with_its_meaning(root: Path) -> None:
    listed = dict(re.findall(r"^\| `([a-z]+)` \| (.+) \|$", readme(root), re.MULTILINE))
    assert {name: listed.get(name) for name in schema.TABLES} == dict(schema.MEANING)


def test_every_notebook_is_in_the_readme(root: Path) -> None:
    listed = set(re.findall(r"^\| `(\d\d-[a-z-]+)` \|", readme(root), re.MULTILINE))
    assert listed == {p.stem for p in (root / "notebooks").glob("*.ipynb")}


def test_every_picture_and_page_linked_is_there(root: Path) -> None:
    links = re.findall(r"\]\((docs/[^)]+)\)", readme(root))
    assert links
    assert not [link for link in links if not (root / link).is_file()]


def test_the_data_dictionary_is_the_schema(root: Path) -> None:
    spec = importlib.util.spec_from_file_location("build_docs", root / "scripts" / "build_docs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (root / "docs" / "tables.md").read_text(encoding="utf-8") == module.tables_page(), (
        "run scripts/build_docs.py"
    )


def test_make_targets_named_in_the_readme_exist(root: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"make ([a-z]+)", readme(root))) <= targets


def test_every_word_of_a_link_and_every_verdict_is_explained(root: Path) -> None:
    explained = set(re.findall(r"`([a-z~ -]+)`", (root / "docs" / "claims.md").read_text(encoding="utf-8")))
    links = nl.parse(nl.sample_drop()).figures["link_rule"].dropna()
    words = {word for link in links for word in re.sub(r" \d\.\d\d$", "", link).split("+")}
    assert len(words) > 5
    assert words <= explained
    assert set(schema.AGREEMENT) | set(summaries.RULES) <= explained
