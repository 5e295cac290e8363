"""``drop.toml`` beside the articles: what the drop's owner says about them.

.. code-block:: toml

    skip = ["drafts/*", "*.bak"]     # file patterns that are left out
    language = "en"                  # of every article that does not say
    timezone = "Europe/Kyiv"         # of times without one
    scraped = 2024-11-01             # day the drop was taken; no article is newer
    day_first = true                 # 03/04/2024 is 3 April

    [fields]                         # canonical field = column, key or header
    text = "Article_Content"

    [outlets]                        # host, or name as found = name to show
    "inews.co.uk" = "The i Paper"

    [[files]]                        # for files of a pattern only
    match = "wire/*.csv"
    outlet = "Example Wire"
    [files.fields]
    published = "moved"
"""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from newslab.drop.items import FIELDS, RawItem
from newslab.errors import DropError

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME: Final = "drop.toml"
_LIMIT: Final = 2**20


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for a drop, or for the files of one pattern.

    Parameters
    ----------
    fields : mapping
        Canonical field to column, key or header.
    outlets : mapping
        Host or name as found, to the name to show.
    outlet, language, timezone : str, optional
        Of every article that does not say.
    published, scraped : str, optional
        ISO date, of every article that does not say; none may be newer than ``scraped``.
    day_first : bool, optional
        Whether 03/04/2024 is 3 April; not stated where None.
    skip : tuple of str
        Patterns of files to leave out.
    match : str
        Pattern of the files this holds for.
    files : tuple of Settings
        Settings for some files only.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    outlets: Mapping[str, str] = field(default_factory=dict)
    outlet: str | None = None
    language: str | None = None
    timezone: str | None = None
    published: str | None = None
    scraped: str | None = None
    day_first: bool | None = None
    skip: tuple[str, ...] = ()
    match: str = "*"
    files: tuple[Settings, ...] = ()

    def of(self, path: str) -> Settings:
        """Return the settings of one file: the drop's, overlaid by those of each pattern that matches."""
        merged = self
        for part in self.files:
            if fnmatchcase(path, part.match):
                stated = {name: getattr(part, name) for name in _STATED if getattr(part, name) is not None}
                merged = replace(
                    merged,
                    fields={**merged.fields, **part.fields},
                    outlets={**merged.outlets, **part.outlets},
                    **stated,
                )
        return merged

    def complete(self, item: RawItem) -> RawItem:
        """Fill in what an article does not say, and give its outlet the name to show."""
        stated = {name: value for name in _FILLED if (value := getattr(self, name)) and not item.get(name)}
        if self.outlets:
            names = (item.get("outlet"), item.get("site_name"), item.get("domain"), _host(item.get("url")))
            shown = next((self.outlets[name] for name in names if name and name in self.outlets), None)
            stated |= {"outlet": shown} if shown else {}
        if not stated:
            return item
        return replace(item, fields={**item.fields, **stated}, found={**item.found, **dict.fromkeys(stated, NAME)})

    def skips(self, path: str) -> bool:
        """Whether a file is to be left out."""
        return any(fnmatchcase(path, pattern) for pattern in self.skip)


def _host(url: str | None) -> str | None:
    """Host of an address without its www, as a reader writes it."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


_FILLED: Final = ("outlet", "language", "published", "scraped")
_STATED: Final = ("outlet", "language", "timezone", "published", "scraped", "day_first")
_TOP: Final = frozenset({*_STATED, "fields", "outlets", "skip", "files"})
_PER_FILE: Final = frozenset({*_STATED, "fields", "outlets", "match"})


def parse_settings(raw: bytes) -> Settings:
    """Read the bytes of a ``drop.toml``.

    Raises
    ------
    DropError
        Naming the key that is wrong, its value, and what is allowed.
    """
    if len(raw) > _LIMIT:
        raise DropError(f"{NAME} has {len(raw):,} bytes, at most {_LIMIT:,} are read")
    try:
        data = tomllib.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as err:
        raise DropError(f"{NAME} is not valid TOML: {str(err)[:200]}") from err
    return _settings(data, _TOP, NAME)


def check_fields(fields: Mapping[str, str], where: str) -> dict[str, str]:
    """A mapping of canonical fields to columns.

    Raises
    ------
    DropError
        If a field is not one newslab knows, or a column is not a string.
    """
    unknown = sorted(set(fields) - set(FIELDS))
    if unknown:
        raise DropError(f"{where}: no field {unknown[0]!r}; fields are {', '.join(FIELDS)}")
    return _strings(fields, where)


def _settings(data: dict[str, Any], allowed: frozenset[str], where: str) -> Settings:
    unknown = sorted(set(data) - allowed)
    if unknown:
        raise DropError(f"{where}: unknown key {unknown[0]!r}; known are {', '.join(sorted(allowed))}")
    return Settings(
        fields=check_fields(_table(data, "fields", where), f"{where} [fields]"),
        outlets=_strings(_table(data, "outlets", where), f"{where} [outlets]"),
        outlet=_string(data, "outlet", where),
        language=_string(data, "language", where),
        timezone=_zone(data, where),
        published=_day(data, "published", where),
        scraped=_day(data, "scraped", where),
        day_first=_bool(data, "day_first", where),
        skip=_patterns(data, where),
        match=_string(data, "match", where) or "*",
        files=tuple(_settings(part, _PER_FILE, f"{where} [[files]]") for part in _tables(data, where)),
    )


def _table(data: dict[str, Any], key: str, where: str) -> dict[str, Any]:
    value = data.get(key, {})
    if not isinstance(value, dict):
        raise DropError(f"{where}: {key!r} must be a table, not {value!r}")
    return value


def _tables(data: dict[str, Any], where: str) -> list[dict[str, Any]]:
    value = data.get("files", [])
    if not isinstance(value, list) or not all(isinstance(part, dict) and "match" in part for part in value):
        raise DropError(f'{where}: each [[files]] needs a match pattern, such as match = "wire/*.csv"')
    return value


def _strings(table: Mapping[str, Any], where: str) -> dict[str, str]:
    for key, value in table.items():
        if not isinstance(value, str) or not value.strip():
            raise DropError(f"{where}: {key!r} must be text, not {value!r}")
    return dict(table)


def _string(data: dict[str, Any], key: str, where: str) -> str | None:
    value = data.get(key)
    if value is not None and (not isinstance(value, str) or not value.strip()):
        raise DropError(f"{where}: {key!r} must be text, not {value!r}")
    return value


def _bool(data: dict[str, Any], key: str, where: str) -> bool | None:
    value = data.get(key)
    if value is not None and not isinstance(value, bool):
        raise DropError(f"{where}: {key!r} must be true or false, not {value!r}")
    return value


def _day(data: dict[str, Any], key: str, where: str) -> str | None:
    value = data.get(key)
    if value is None:
        return None
    try:
        return (value if isinstance(value, dt.date) else dt.datetime.fromisoformat(str(value))).isoformat()
    except ValueError:
        raise DropError(f"{where}: {key!r} must be a date such as 2024-11-01, not {value!r}") from None


def _zone(data: dict[str, Any], where: str) -> str | None:
    name = _string(data, "timezone", where)
    try:
        return ZoneInfo(name).key if name else None
    except (KeyError, ValueError, OSError):
        raise DropError(f"{where}: no time zone {name!r}; use a name such as Europe/Kyiv") from None


def _patterns(data: dict[str, Any], where: str) -> tuple[str, ...]:
    value = data.get("skip", [])
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise DropError(f"{where}: 'skip' must be a list of patterns, not {value!r}")
    return tuple(value)
