"""CSV and TSV, streamed: columns by meaning, delimiters by trial; a bad row costs only itself.

A quotation mark that is never closed makes a reader swallow the rows after it. Such a record (several lines, and
either the wrong number of columns or an odd number of marks) is taken back: its first line is read without regard to
quotes, and reading goes on at the second.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from newslab.drop.fields import distinct, meaning, recognised
from newslab.drop.items import problem
from newslab.drop.readers.blob import Blob, record
from newslab.drop.readers.textlines import TOO_LONG, text_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newslab.drop.items import Problem, RawItem

_DELIMITERS: Final = (",", ";", "\t", "|")
_SEP_LINE = re.compile(r"^sep=(.)\s*$", re.IGNORECASE)
_HEADER_CELL: Final = 120
"""A first row with a cell longer than this holds data, not column names."""
_PEEK: Final = 50
"""Rows looked at to choose the text column where no name says which it is."""
_TEXT_MEAN: Final = 100
"""Mean characters of a column that is taken for the text without a name that says so."""
_BROKEN_ROWS: Final = 100
"""Broken quotations after which a file's quotes mean nothing and each line is a row."""


def read_table(blob: Blob) -> Iterator[RawItem | Problem]:
    """Read a .csv or .tsv file."""
    lines = _Lines(text_lines(blob))
    delimiter, names = _header(lines, blob)
    if not names:
        yield problem(blob.path, "empty", "no row", "remove the file, or fill it")
        return
    rows = iter(_Rows(lines, delimiter, names, blob.limits.row_bytes))
    head = list(islice(rows, _PEEK))
    text = _text_column(names, head, blob)
    mapped = replace(blob, mapping={"text": text, **blob.mapping}) if text else blob
    known = [(i, name) for i, name in enumerate(names) if name in mapped.mapping.values() or meaning(name)]
    if not head:
        yield problem(blob.path, "empty", "no row below the header", "remove the file, or fill it")
    for row, found in enumerate(chain(head, rows)):
        if row >= blob.limits.rows:
            yield problem(
                blob.path, "too_many_rows", f"more than {blob.limits.rows:,} rows", "split the file, or raise rows"
            )
            return
        if isinstance(found, str):
            yield problem(blob.path, found, f"row {row}", _REMEDY[found])
            continue
        values = {name: found[i] for i, name in known if i < len(found)}
        yield from record(mapped, values, row=row, kind="csv")


_REMEDY: Final = {
    "bad_quoting": "close the quotation mark in this row",
    "row_too_long": "shorten the row, or raise row_bytes",
    "row_misaligned": "give this row as many cells as the header has",
}


class _Lines:
    """Lines that can be given back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._returned: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        return self._returned.popleft() if self._returned else next(self._lines)

    def give_back(self, lines: list[str]) -> None:
        self._returned.extendleft(reversed(lines))


class _Rows:
    """Rows of cells, or the reason (a key of ``_REMEDY``) why there is none."""

    def __init__(self, lines: _Lines, delimiter: str, names: list[str], limit: int) -> None:
        self._lines, self._delimiter, self._width, self._limit = lines, delimiter, len(names), limit
        self._text_last = (meaning(names[-1]) or ("",))[0] == "text"
        self._broken = 0

    def __iter__(self) -> Iterator[list[str] | str]:
        while True:
            taken: list[str] = []
            quoting = self._broken < _BROKEN_ROWS
            try:
                cells = _split(self._record(taken, whole=quoting), self._delimiter, quoting=quoting)
            except (csv.Error, _RecordTooLongError):
                cells = None
            if not taken:
                return
            if cells == []:
                continue
            yield self._judge(cells, taken)

    def _record(self, taken: list[str], *, whole: bool) -> Iterator[str]:
        size = 0
        for line in self._lines:
            taken.append(line)
            size += len(line)
            if size > self._limit:
                raise _RecordTooLongError
            yield line
            if not whole:
                return

    def _judge(self, cells: list[str] | None, taken: list[str]) -> list[str] | str:
        if taken[0] == TOO_LONG:
            self._lines.give_back(taken[1:])
            return "row_too_long"
        odd = sum(line.count('"') for line in taken) % 2 == 1
        if cells is not None and (len(taken) == 1 or (len(cells) == self._width and not odd)):
            return self._fitted(cells)
        self._broken += 1
        self._lines.give_back(taken[1:])
        alone = _split(taken[:1], self._delimiter, quoting=False)
        return [cell.strip('"') for cell in alone] if len(alone) == self._width else "bad_quoting"

    def _fitted(self, cells: list[str]) -> list[str] | str:
        """As many cells as columns: blank ones beyond are dropped, a text in the last column takes its commas back."""
        surplus = cells[self._width :]
        if not any(cell.strip() for cell in surplus):
            return cells[: self._width]
        if self._text_last:
            return [*cells[: self._width - 1], self._delimiter.join(cells[self._width - 1 :])]
        return "row_misaligned"


class _RecordTooLongError(ValueError):
    pass


def _split(lines: Iterable[str], delimiter: str, *, quoting: bool = True) -> list[str]:
    """One record; the csv module's limit on fields, which is global, is put back as it was."""
    before = csv.field_size_limit(2**31 - 1)
    try:
        if quoting:
            return next(csv.reader(lines, delimiter=delimiter), [])
        return next(csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE), [])
    finally:
        csv.field_size_limit(before)


def _header(lines: _Lines, blob: Blob) -> tuple[str, list[str]]:
    """Delimiter and column names; numbered names where the first row holds data."""
    first = next(lines, "")
    stated = _SEP_LINE.match(first)
    if stated:
        first = next(lines, "")
    options = (stated[1],) if stated else _DELIMITERS
    wanted = set(blob.mapping.values())

    def known(mark: str) -> tuple[int, int]:
        cells = _split([first], mark)
        return len(recognised(cells)) + len(wanted & set(cells)), first.count(mark)

    delimiter = max(options, key=known)
    taken: list[str] = []
    names = _split(_kept(chain([first], lines), taken), delimiter) if first.strip() else []
    if any(len(name) > _HEADER_CELL for name in names):
        lines.give_back(taken)
        return delimiter, [f"column {n}" for n in range(1, len(names) + 1)]
    return delimiter, distinct(name.strip().removeprefix("\ufeff") for name in names)


def _kept(lines: Iterable[str], taken: list[str]) -> Iterator[str]:
    for line in islice(lines, _PEEK):
        taken.append(line)
        yield line


def _text_column(names: list[str], head: list[list[str] | str], blob: Blob) -> str | None:
    """The column of long texts, where no column's name says that it holds the text."""
    if "text" in recognised(names) or "text" in blob.mapping:
        return None
    rows = [cells for cells in head if isinstance(cells, list)]
    lengths = {
        name: sum(len(cells[i]) for cells in rows if i < len(cells)) / max(len(rows), 1) for i, name in enumerate(names)
    }
    longest = max(lengths, key=lambda name: lengths[name])
    return longest if lengths[longest] > _TEXT_MEAN else None
