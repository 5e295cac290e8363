"""The word lists that tell an article from the page around it, read once from ``resources/page_cues.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

import yaml

from newslab.errors import ResourceError

_FILE: Final = "page_cues.yaml"


@dataclass(frozen=True, slots=True)
class Cues:
    """Cues by what they mark; each pattern is the list of its expressions joined, and ignores case."""

    zones: dict[str, str]
    english: frozenset[str]
    not_places: frozenset[str]
    nobody: frozenset[str]
    credit_words: tuple[str, ...]
    roles: re.Pattern[str]
    furniture: re.Pattern[str]
    signup: re.Pattern[str]
    links: re.Pattern[str]
    more: re.Pattern[str]
    advert: re.Pattern[str]
    caption: re.Pattern[str]
    credit: re.Pattern[str]
    biography: re.Pattern[str]
    contribution: re.Pattern[str]
    contact: re.Pattern[str]
    background: re.Pattern[str]
    comments: re.Pattern[str]
    tail: re.Pattern[str]
    dated: re.Pattern[str]
    first_published: re.Pattern[str]


@cache
def cues() -> Cues:
    """The cues.

    Raises
    ------
    ResourceError
        If the file is missing or does not hold every list.
    """
    try:
        text = resources.files("newslab").joinpath("resources", _FILE).read_text(encoding="utf-8")
        raw: dict[str, Any] = yaml.safe_load(text)
        patterns = {name: _pattern(raw[name]) for name, kind in Cues.__annotations__.items() if "Pattern" in kind}
        return Cues(
            zones={str(key): str(value) for key, value in raw["zones"].items()},
            english=frozenset(raw["english"].split()),
            not_places=frozenset(raw["not_places"].split()),
            credit_words=tuple(raw["credit_words"].split()),
            nobody=frozenset(raw["nobody"].splitlines()),
            **patterns,
        )
    except (OSError, KeyError, AttributeError, yaml.YAMLError, re.error) as err:
        raise ResourceError(f"newslab's {_FILE} is missing or damaged ({err}); reinstall newslab") from err


def _pattern(expressions: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{expression})" for expression in expressions.splitlines()), re.IGNORECASE)
