"""Names of columns, keys and headers by meaning: any record to newslab's canonical fields.

The names are data (``resources/field_names.yaml``). What was taken for what is part of the result.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from newslab.drop.items import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_FOLD = re.compile(r"[^a-z0-9]+")
_ADDRESS = re.compile(r"^(?:https?:)?//\S+$", re.IGNORECASE)
_HOST = re.compile(r"^[a-z0-9-]+(?:\.[a-z0-9-]+)+$", re.IGNORECASE)
_CLOCK = re.compile(r"^\d{1,2}[:.h]\d{2}")
_PARTS: Final = ("name", "full_name", "fullName", "display_name", "title", "text")
"""Keys that name a record within a list, such as an author."""
_NAME_PARTS: Final = ("first_name", "firstName", "first", "firstname", "last_name", "lastName", "last", "lastname")
_PARAGRAPHS: Final = ("text", "content", "paragraph", "body")
"""Keys that hold the words of a record within a list of paragraphs."""
_OF_ARTICLES: Final = frozenset({"title", "url", "published"})
"""Fields that make a record within a list an article of its own, not a paragraph."""
_NESTING: Final = 3
_KEYS: Final = 5_000
"""Keys of a record that are looked at."""
_LIST_ITEMS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Assigned:
    """Canonical fields of one record, and the names they were found under."""

    fields: dict[str, str | None] = field(default_factory=dict)
    found: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Names:
    """The table of names: canonical field and rank by folded name, and what may be left out of a name."""

    table: Mapping[str, tuple[str, int]]
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    others: frozenset[str]
    ignored: frozenset[str]


@functools.cache
def _names() -> _Names:
    import yaml

    data = yaml.safe_load(files("newslab.resources").joinpath("field_names.yaml").read_text("utf-8"))
    prefixes, suffixes = tuple(data.pop("prefixes")), tuple(data.pop("suffixes"))
    others, ignored = frozenset(data.pop("others")), frozenset(map(str, data.pop("ignored_values")))
    table = {name: (canonical, rank) for canonical, names in data.items() for rank, name in enumerate(names)}
    return _Names(table, prefixes, suffixes, others, ignored)


@functools.lru_cache(maxsize=65_536)
def meaning(name: str) -> tuple[str, int] | None:
    """Canonical field that a column or key stands for, with its rank (lower is surer); None if it means nothing.

    Examples
    --------
    >>> meaning("Article_Content")[0], meaning("pubDate")[0], meaning("bias")
    ('text', 'published', None)
    """
    whole = _meaning(_FOLD.sub("", name.lower()))
    if whole or "." not in name:
        return whole
    *parents, leaf = (_FOLD.sub("", part) for part in name.lower().split("."))
    if _names().others.intersection(parents):
        return None
    return _meaning(parents[-1] if leaf == "name" else leaf)


def _meaning(folded: str) -> tuple[str, int] | None:
    """Look a folded name up: whole, then without a prefix, a suffix, or both."""
    names = _names()
    starts = [folded, *(folded.removeprefix(p) for p in names.prefixes if folded.startswith(p))]
    ends = [(start, end) for start in starts for end in ("", *names.suffixes) if start.endswith(end)]
    for cost, (start, end) in enumerate(ends):
        key = start.removesuffix(end)
        for form in (key, key.removesuffix("s")):
            if form in names.table:
                canonical, rank = names.table[form]
                return canonical, 2 * rank + bool(cost)
    return None


def assign(record: Mapping[str, Any], mapping: Mapping[str, str] | None = None) -> Assigned:
    """Canonical fields of a record with arbitrary, possibly nested keys.

    Parameters
    ----------
    record : mapping
        Column or key to value; values may be strings, numbers, lists or mappings.
    mapping : mapping, optional
        Canonical field to the column or key to use for it; overrides the names' meaning.
    """
    given = {source: canonical for canonical, source in (mapping or {}).items()}
    chosen: dict[str, list[tuple[int, str, str]]] = {}
    for key, value in islice(_flatten(record), _KEYS):
        meant = (given[key], -1) if key in given else meaning(key)
        if meant is None or (key not in given and meant[0] in given.values()):
            continue
        text = _as_text(value, _PARTS if meant[0] != "text" else _PARAGRAPHS)
        if text is not None:
            chosen.setdefault(meant[0], []).append((meant[1], key, text))
    out = Assigned()
    for canonical, options in chosen.items():
        _, key, text = min(options, key=lambda option: option[0])
        out.fields[canonical], out.found[canonical] = text, key
    return _settle(out)


def _settle(out: Assigned) -> Assigned:
    """Undo what a name promised and its value does not keep: an address called source, a time called timestamp."""
    outlet = out.fields.get("outlet") or ""
    if _ADDRESS.match(outlet):
        _move(out, "outlet", "url")
    elif _HOST.match(outlet):
        _move(out, "outlet", "domain")
    url = out.fields.get("url") or ""
    if url and not _ADDRESS.match(url) and _HOST.match(url):
        _move(out, "url", "domain")
    if "when" in out.fields:
        clock = _CLOCK.match(out.fields["when"] or "")
        if clock and out.fields.get("published"):
            out.fields["published_at"] = f"{out.fields['published']} {out.fields['when']}"
            out.found["published_at"] = f"{out.found['published']}, {out.found['when']}"
            _move(out, "when", None)
        elif "published" not in out.fields and "scraped" not in out.fields and not clock:
            _move(out, "when", "published")
        else:
            _move(out, "when", "scraped")
    if "text" not in out.fields and "description" in out.fields:
        out.fields["text"], out.found["text"] = out.fields["description"], out.found["description"]
    return out


def _move(out: Assigned, source: str, target: str | None) -> None:
    value, name = out.fields.pop(source), out.found.pop(source)
    if target is not None and target not in out.fields:
        out.fields[target], out.found[target] = value, name


def _flatten(record: Mapping[str, Any], prefix: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    for key, value in record.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and depth < _NESTING:
            yield from _flatten(value, f"{name}.", depth + 1)
        else:
            yield name, value


def _as_text(value: object, keys: tuple[str, ...]) -> str | None:
    """A value as one string: lists of names by semicolon, lists of paragraphs by blank line."""
    if value is None or isinstance(value, (bool, dict)):
        return None
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if isinstance(value, (list, tuple)):
        parts = [text for part in value[:_LIST_ITEMS] if (text := _part(part, keys))]
        return ("\n\n" if keys is _PARAGRAPHS else "; ").join(parts) or None
    text = str(value)  # also of NumPy's own strings, which a tokenizer refuses
    return None if text.strip().lower() in _names().ignored else text


def _part(value: object, keys: tuple[str, ...]) -> str | None:
    """A list's element, or what a record in it is called."""
    if isinstance(value, dict):
        if keys is _PARAGRAPHS and any((meaning(key) or ("",))[0] in _OF_ARTICLES for key in value):
            return None
        value = next((value[key] for key in keys if value.get(key)), None) or " ".join(
            str(value[key]) for key in _NAME_PARTS if value.get(key) and keys is _PARTS
        )
    return (value.strip() or None) if isinstance(value, str) else None


def distinct(names: Iterable[str]) -> list[str]:
    """Column names, the second of a name with a number, so that none hides another."""
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name}.{seen[name]}")
    return out


def recognised(names: Iterable[str]) -> dict[str, str]:
    """Which of these names mean which canonical field, best name first; for choosing dialects and dry runs."""
    best: dict[str, tuple[int, str]] = {}
    for name in names:
        meant = meaning(name)
        if meant and (meant[0] not in best or meant[1] < best[meant[0]][0]):
            best[meant[0]] = (meant[1], name)
    return {canonical: name for canonical, (_, name) in best.items() if canonical in FIELDS or canonical == "when"}
