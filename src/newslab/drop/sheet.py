"""A table that the user fills in, as a spreadsheet program saves it: in whatever encoding, with whatever delimiter."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from newslab.drop.encoding import decode

if TYPE_CHECKING:
    from pathlib import Path

_DELIMITERS: Final = (",", ";", "\t")  # the first where the header has none


def rows(path: Path, *, comments: bool = False) -> tuple[list[str], list[dict[str, str]]]:
    """Column names and rows of a file.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    comments : bool
        Whether lines that begin with ``#`` say nothing.

    Returns
    -------
    list of str
        The columns.
    list of dict
        Cells by column, without the spaces around them; the empty string where a row is too short.
    """
    text = decode(path.read_bytes()).text
    lines = (line for line in io.StringIO(text, newline="") if not (comments and line.startswith("#")))
    header = next(lines, "")
    delimiter = max(_DELIMITERS, key=header.count)
    names = [name.strip() for name in next(csv.reader([header], delimiter=delimiter), [])]
    table = csv.DictReader(lines, names, delimiter=delimiter)
    return names, [{name: (row.get(name) or "").strip() for name in names} for row in table]
