"""Word lists of ``resources/*.yaml``, read once and turned into sets and maps."""

from __future__ import annotations

import functools
import re
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import yaml

from newslab.errors import ResourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@functools.cache
def read(name: str) -> dict[str, Any]:
    """One YAML file of word lists.

    Raises
    ------
    ResourceError
        If the file is missing or holds no mapping.
    """
    try:
        text = resources.files("newslab.resources").joinpath(name).read_text(encoding="utf-8")
    except FileNotFoundError as err:
        raise ResourceError(f"word list {name!r} is missing; reinstall newslab") from err
    data = yaml.load(text, Loader=_LOADER)  # noqa: S506 - both loaders are safe loaders
    if not isinstance(data, dict):
        raise ResourceError(f"word list {name!r} holds no mapping; reinstall newslab")
    return data


def inverted(lists: Mapping[str, list[str]]) -> dict[str, str]:
    """``{word: class}`` from ``{class: [words]}``; the first class that lists a word keeps it."""
    out: dict[str, str] = {}
    for name, words in lists.items():
        for word in words:
            out.setdefault(word, name)
    return out


def any_of(words: Iterable[object]) -> str:
    """The part of a pattern that any of some words fits, the longest first."""
    return "|".join(sorted((re.escape(str(word)) for word in words), key=len, reverse=True))


def fill(pattern: str, parts: Mapping[str, str]) -> str:
    """A pattern with each ``<name>`` in it replaced by the part of that name."""
    return re.sub(r"<([a-z_ ]+2?)>", lambda match: parts[match[1]], pattern)
