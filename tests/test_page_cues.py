"""The word lists and tables that articles are read by."""

from __future__ import annotations

import csv
import re
from collections import Counter
from importlib import resources
from re import _constants, _parser  # type: ignore[attr-defined]  # the only way to look into a compiled expression
from typing import Any

import pytest

from newslab.articles import outlets
from newslab.articles.cues import Cues, cues

PATTERNS = [name for name, kind in Cues.__annotations__.items() if "Pattern" in kind]


def rows(name: str) -> list[dict[str, str]]:
    text = resources.files("newslab").joinpath("resources", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def unbounded(parsed: Any) -> bool:
    """Whether an expression repeats something without a limit."""
    for op, value in parsed:
        parts = value if isinstance(value, tuple) else (value,)
        if op in (_constants.MAX_REPEAT, _constants.MIN_REPEAT) and value[1] == _constants.MAXREPEAT:
            return True
        for part in parts:
            inner = part if isinstance(part, list) else [part]
            if any(isinstance(p, _parser.SubPattern) and unbounded(p) for p in inner):
                return True
    return False


@pytest.mark.parametrize("name", PATTERNS)
def test_no_expression_repeats_without_limit(name: str) -> None:
    assert not unbounded(_parser.parse(getattr(cues(), name).pattern))


@pytest.mark.parametrize("name", PATTERNS)
def test_no_list_matches_nothing(name: str) -> None:
    assert not getattr(cues(), name).fullmatch("")


def test_every_zone_is_one() -> None:
    from zoneinfo import ZoneInfo

    assert all(ZoneInfo(zone) for zone in cues().zones.values())


def test_outlets_have_one_key_and_no_name_or_host_means_two() -> None:
    table = rows("outlets.csv")
    assert max(Counter(row["key"] for row in table).values()) == 1
    assert all(re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", row["key"]) for row in table)
    names: dict[str, set[str]] = {}
    hosts: dict[str, set[str]] = {}
    for row in table:
        for name in filter(None, (row["name"], *row["aliases"].split("|"))):
            names.setdefault(outlets.fold(name), set()).add(row["key"])
        for host in filter(None, row["hosts"].split("|")):
            hosts.setdefault(host, set()).add(row["key"])
    assert {n: k for n, k in names.items() if len(k) > 1} == {}
    assert {h: k for h, k in hosts.items() if len(k) > 1} == {}


def test_every_name_and_host_of_the_table_finds_its_outlet() -> None:
    for row in rows("outlets.csv"):
        for name in filter(None, (row["name"], *row["aliases"].split("|"))):
            found = outlets.known(name)
            assert found is not None
            assert found.key == row["key"]
        for host in filter(None, row["hosts"].split("|")):
            at = outlets.hosted(f"https://www.{host}/news/1")
            assert at is not None
            assert at.key == row["key"]


def test_agencies_are_found_by_every_name() -> None:
    for row in rows("agencies.csv"):
        for name in filter(None, (row["name"], *row["aliases"].split("|"))):
            assert outlets.agency(name) == row["name"]
