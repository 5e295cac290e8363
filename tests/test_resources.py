"""The built files: whole, small, and every table's reference to a place holds."""

from __future__ import annotations

import hashlib
import re
import sys
import zlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from newslab import gazetteer
from newslab.gazetteer import FOLDER, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

SCRIPTS = Path(__file__).resolve().parents[1] / "scripts"
SOURCE = FOLDER.parents[1]
WORD_LISTS = sorted(FOLDER.parent.glob("*.yaml"))


def test_resources_are_small() -> None:
    packed = sum(len(zlib.compress(path.read_bytes(), 6)) for path in FOLDER.iterdir())
    assert packed < 20e6


@pytest.mark.parametrize("path", WORD_LISTS, ids=lambda path: path.name)
def test_word_lists_are_read_without_libyaml(path: Path) -> None:
    assert isinstance(yaml.safe_load(path.read_text(encoding="utf-8")), dict)  # the loader in plain Python is stricter


@pytest.mark.parametrize("path", WORD_LISTS, ids=lambda path: path.name)
def test_no_list_has_a_word_twice(path: Path) -> None:
    lists = words_of(yaml.safe_load(path.read_text(encoding="utf-8")))
    assert [word for words in lists for word, n in Counter(words).items() if n > 1] == []


def words_of(data: Any) -> Iterator[list[str]]:
    """The lists of words in a resource, however deep."""
    if isinstance(data, dict):
        for part in data.values():
            yield from words_of(part)
    elif isinstance(data, list):
        yield [word for word in data if isinstance(word, str)]


# named in the code by the outcome that stands before "_things"
READ_BY_RULE = re.compile(r"(?:deployed|fired|mobilised|shot_down)_things")


# the keys of counted_classes.yaml are themselves what is read
@pytest.mark.parametrize(
    "path", [path for path in WORD_LISTS if path.name != "counted_classes.yaml"], ids=lambda path: path.name
)
def test_every_word_list_is_used(path: Path) -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in SOURCE.rglob("*.py"))
    keys = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert [key for key in keys if not READ_BY_RULE.fullmatch(key) and not re.search(rf"\b{key}\b", code)] == []


def test_origin_names_every_file() -> None:
    origin = (FOLDER / "ORIGIN.md").read_text(encoding="utf-8")
    assert [p.name for p in sorted(FOLDER.iterdir()) if p.name != "ORIGIN.md" and f"`{p.name}`" not in origin] == []


@pytest.mark.parametrize("table", ["demonyms.csv", "abbreviations.csv"])
def test_tables_point_to_places(table: str) -> None:
    gaz = gazetteer.Gazetteer()
    lost = [row for row in read_table(table) if row["place"] and gaz.by_code(row["place"]) is None]
    assert lost == []


def test_every_country_in_the_news_has_a_demonym() -> None:
    gaz = gazetteer.Gazetteer()
    pointed = {row["place"] for row in read_table("demonyms.csv")}
    # Congolese points to the larger Congo; Macao and Réunion go by China and France
    large = [p for p in gaz.of_feature("country") if p.population > 500_000]
    assert len(large) > 150
    without = [p.country for p in large if p.country not in pointed | {"CG", "MO", "RE"}]
    assert without == []


def test_countries_have_areas() -> None:
    gaz = gazetteer.Gazetteer()
    isos = set(gazetteer.areas(level="country")["iso"])
    assert {"UA", "RU", "US", "GB", "FR", "SY", "IL", "PS", "CY", "XK", "TW"} <= isos
    assert [iso for iso in sorted(isos) if iso != "ZZ" and gaz.country(iso) is None] == []


def test_units_without_a_code_are_listed_with_a_reason() -> None:
    for row in read_table("unit_exceptions.csv"):
        assert row["reason"]
        assert row["code"].startswith("-99-X") or row["code"][:2] != row["country"]


def test_other_bytes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    import resource_inputs

    file = tmp_path / "a-1.tgz"
    file.write_bytes(b"other bytes")
    package = resource_inputs.Package("npm", "a", "1", file.name, hashlib.sha256(b"the known bytes").hexdigest())
    with pytest.raises(ValueError, match="has SHA-256"):
        package.fetch(tmp_path)
    sys.modules.pop("resource_inputs", None)
