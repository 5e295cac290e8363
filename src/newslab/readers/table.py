"""CSV and TSV, streamed: columns by meaning, delimiters by trial, a bad row costs only itself."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

from newslab.encoding import decode, legacy_encoding
from newslab.fields import recognised
from newslab.items import problem
from newslab.readers.blob import Blob, record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newslab.items import Problem, RawItem

_SAMPLE: Final = 65_536
_DELIMITERS: Final = (",", ";", "\t", "|")
_HEADER_CELL: Final = 120
"""A first row with a cell longer than this holds data, not column names."""
_BAD_ROWS: Final = 100
"""Rows of hopeless quoting after which the rest of a file is given up."""


def read_table(blob: Blob) -> Iterator[RawItem | Problem]:
    """A .csv or .tsv file."""
    csv.field_size_limit(2**31 - 1)
    lines = _lines(blob)
    head = _Head(lines)
    names = head.names
    if not names:
        yield problem(blob.path, "empty", "no row", "remove the file, or fill it")
        return
    for row, values in enumerate(csv.reader(head.rest(), delimiter=head.delimiter)):
        yield from record(blob, dict(zip(names, values, strict=False)), row=row, kind="csv")


class _Head:
    """The first line of a table: its delimiter and column names."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.lines = lines
        self.first = next(lines, "")
        self.delimiter = max(_DELIMITERS, key=lambda mark: (len(recognised(self._split(mark))), self.first.count(mark)))
        self.names = [name.strip() for name in self._split(self.delimiter)] if self.first.strip() else []

    def _split(self, mark: str) -> list[str]:
        return next(csv.reader([self.first], delimiter=mark), [])

    def rest(self) -> Iterator[str]:
        return self.lines


def _lines(blob: Blob) -> Iterator[str]:
    with blob.open() as stream:
        for line in stream:
            yield decode(line).text.replace("\0", " ")
