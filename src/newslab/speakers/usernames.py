"""The user's own table of names: what joins spellings of a speaker in one drop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newslab.drop import sheet
from newslab.errors import OverrideError
from newslab.schema import SPEAKER_KINDS
from newslab.speakers import names

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def load(path: Path) -> Mapping[str, names.Alias]:
    """A user's alias table (columns alias, name, kind, country) on top of the built-in one.

    Raises
    ------
    OverrideError
        If the file lacks a column, or a row its alias, name or kind.
    """
    columns, rows = sheet.rows(path, comments=True)
    missing = [column for column in ("alias", "name", "kind") if column not in columns]
    if missing:
        raise OverrideError(f"{path.name} lacks the column {missing[0]!r}; it needs alias, name, kind and country")
    for number, row in enumerate(rows, start=2):
        if not (row["alias"] and row["name"]) or row["kind"] not in ("", *SPEAKER_KINDS):
            kinds = ", ".join(SPEAKER_KINDS)
            raise OverrideError(f"{path.name}, row {number}: it needs an alias, a name, and a kind among {kinds}")
    return {**names.aliases(), **names.by_key(rows)}
