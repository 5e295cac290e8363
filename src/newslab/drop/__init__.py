"""A drop opened read-only: sorted manifest with digests, raw items one by one, and everything that was left out."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from newslab.drop.fields import Assigned, assign, distinct
from newslab.drop.items import Limits, Problem, RawItem, problem
from newslab.drop.readers import read
from newslab.drop.readers.blob import Blob, item
from newslab.drop.settings import NAME, Settings, check_fields, parse_settings
from newslab.drop.walk import Source, look, open_file
from newslab.errors import DropError

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

__all__ = [
    "Checked",
    "Drop",
    "Limits",
    "Problem",
    "RawItem",
    "Settings",
    "Source",
    "check",
    "from_records",
    "open_drop",
]

_BESIDE: Final = frozenset({NAME, "overrides.csv", "aliases.csv"})
"""Files at the top of a drop that are about the articles, not articles."""
_CHECK_ROWS: Final = 200
"""Rows of a file that a dry run looks at."""


@dataclass(slots=True)
class Drop:
    """A folder, a file or records from Python, opened for reading.

    Parameters
    ----------
    root : Path or None
        The folder, or the one that the file lies in; None for records given from Python.
    manifest : tuple of Source
        The files that are read, sorted by path.
    limits : Limits
        Limits that it is read under.
    settings : Settings
        What ``drop.toml`` says, if there is one.
    left_out : tuple of Problem
        What the walk passed over.
    records : tuple of RawItem
        Items given from Python.
    file : str
        Name of the one file that is the drop; empty for a folder.
    """

    root: Path | None
    manifest: tuple[Source, ...] = ()
    limits: Limits = field(default_factory=Limits)
    settings: Settings = field(default_factory=Settings)
    left_out: tuple[Problem, ...] = ()
    records: tuple[RawItem, ...] = ()
    file: str = ""
    _read: list[Problem] = field(default_factory=list, repr=False)

    @property
    def name(self) -> str:
        """Name of the folder or file, or ``texts`` for records given from Python."""
        return self.file or (self.root.resolve().name if self.root else "texts")

    @property
    def problems(self) -> list[Problem]:
        """What was left out so far: by the walk, and by the last run of :meth:`items`."""
        return [*self.left_out, *self._read]

    @property
    def digest(self) -> str:
        """SHA-256 over paths, contents and settings: equal for equal drops."""
        total = hashlib.sha256(repr(self.settings).encode("utf-8", "replace"))
        for source in self.manifest:
            total.update(f"{source.path}\0{source.sha256}\n".encode())
        for record in self.records:
            total.update(repr((record.row, sorted(record.fields.items()))).encode("utf-8", "replace"))
        return total.hexdigest()

    def items(self) -> Iterator[RawItem]:
        """Every article found, file by file in the manifest's order, row by row.

        Yields
        ------
        RawItem
            What cannot be read is added to :attr:`problems` instead.
        """
        self._read = []
        yield from self.records
        for source in self.manifest:
            yield from self._items(source)

    def _items(self, source: Source) -> Iterator[RawItem]:
        counts: Counter[str] = Counter()
        settings = self.settings.of(source.path)
        for found in read(self.blob(source)):
            if isinstance(found, RawItem):
                yield settings.complete(found)
                continue
            counts[found.reason] += 1
            if counts[found.reason] <= self.limits.problems_per_file:
                self._read.append(found)
        for reason, count in counts.items():
            rest = count - self.limits.problems_per_file
            if rest > 0:
                self._read.append(problem(source.path, reason, f"and {rest:,} more", "see the rows before"))

    def blob(self, source: Source) -> Blob:
        """Bytes of one file, with what holds for it."""
        path = (self.root or Path()) / source.name
        fields = self.settings.of(source.path).fields
        return Blob(source.path, source.size, lambda: open_file(path), self.limits, fields)


class Checked(NamedTuple):
    """What a dry run says of one file."""

    file: str
    format: str
    read_as: str
    articles: int
    note: str


def open_drop(
    path: str | os.PathLike[str], *, limits: Limits | None = None, mapping: Mapping[str, str] | None = None
) -> Drop:
    """Open a folder of articles, or one file. Files are listed and hashed, but not yet read.

    Parameters
    ----------
    path : path-like
        The folder or file.
    limits : Limits, optional
        Limits other than the usual ones.
    mapping : mapping of str to str, optional
        Canonical field (``text``, ``title``, ``published``, ...) to the column or key that holds it.

    Raises
    ------
    DropError
        If there is no such folder or file, or the mapping names an unknown field.
    """
    root = Path(path)
    if not (root.is_dir() or root.is_file()):
        raise DropError(f"no such folder or file: {str(path)!r}")
    limits = limits or Limits()
    base = root if root.is_dir() else root.parent
    found = list(look(root, limits))
    sources = [entry for entry in found if isinstance(entry, Source)]
    problems = [entry for entry in found if isinstance(entry, Problem)]
    settings, trouble = _settings(base)
    settings = replace(settings, fields={**settings.fields, **check_fields(mapping or {}, "mapping")})
    kept = [source for source in sources if source.name not in _BESIDE and not settings.skips(source.path)]
    problems += trouble
    problems += [
        problem(source.path, "skipped", f"matches a skip pattern of {NAME}", "none needed", stage="drop")
        for source in sources
        if settings.skips(source.path)
    ]
    return Drop(base, tuple(kept), limits, settings, tuple(problems), file="" if root.is_dir() else root.name)


def _settings(base: Path) -> tuple[Settings, list[Problem]]:
    """The drop's settings; where they cannot be understood, none, and the problem says why."""
    path = base / NAME
    if path.is_symlink() or not path.is_file():
        return Settings(), []
    try:
        with open_file(path) as stream:
            return parse_settings(stream.read(2**21)), []
    except (DropError, OSError) as err:
        return Settings(), [problem(NAME, "bad_settings", str(err)[:400], f"mend {NAME}; it was ignored", stage="drop")]


def from_records(
    records: str | Iterable[Any], *, limits: Limits | None = None, mapping: Mapping[str, str] | None = None
) -> Drop:
    """A drop of texts given from Python; nothing about them is guessed from a file.

    Parameters
    ----------
    records : str, mapping, iterable of str, iterable of mapping, or DataFrame
        Texts, or rows with a text and what else is known; names are recognised as in files.
    limits, mapping
        As for :func:`open_drop`.

    Raises
    ------
    DropError
        If it is nothing of the sort, or the mapping names an unknown field.
    """
    limits = limits or Limits()
    settings = Settings(fields=check_fields(mapping or {}, "mapping"))
    blob = Blob("", 0, lambda: open_file(Path()), limits, settings.fields)
    items: list[RawItem] = []
    problems: list[Problem] = []
    for row, value in enumerate(_rows(records)):
        for made in _given(blob, row, value):
            if isinstance(made, RawItem):
                items.append(made)
            else:
                problems.append(made)
    return Drop(None, (), limits, settings, tuple(problems), tuple(items))


def _given(blob: Blob, row: int, value: Any) -> Iterator[RawItem | Problem]:
    if isinstance(value, str):
        yield from item(blob, Assigned({"text": str(value)}, {"text": "given"}), row=row, kind="python")
    elif isinstance(value, Mapping):
        yield from item(blob, assign(value, blob.mapping), row=row, kind="python")
    else:
        detail = f"row {row}: {type(value).__name__}"
        yield problem(None, "not_a_record", detail, "give texts, or mappings with a text")


def _rows(records: Any) -> Iterable[Any]:
    if isinstance(records, (str, Mapping)):
        return [records]
    if hasattr(records, "itertuples"):  # a DataFrame, without importing pandas
        names = distinct(".".join(map(str, c)) if isinstance(c, tuple) else str(c) for c in records.columns)
        return [dict(zip(names, row, strict=True)) for row in records.itertuples(index=False, name=None)]
    if not isinstance(records, Iterable):
        raise DropError(f"no articles in a {type(records).__name__}; give a path, texts, mappings or a DataFrame")
    return records


def check(source: Drop | str | os.PathLike[str]) -> list[Checked]:
    """Say what would be read as what, without parsing: one row per file, and per thing left out.

    Parameters
    ----------
    source : Drop or path-like
        The drop.

    Returns
    -------
    list of Checked
        ``read_as`` lists "field ← column", or the field alone where its column has its name. Of long files the first
        rows stand for the rest.
    """
    drop = source if isinstance(source, Drop) else open_drop(source)
    rows = [_checked(drop, entry) for entry in drop.manifest]
    rows += [Checked(p.path or "", "", "", 0, f"{p.reason}: {p.detail}") for p in drop.left_out]
    return sorted(rows)


def _checked(drop: Drop, source: Source) -> Checked:
    found = list(islice(read(drop.blob(source)), _CHECK_ROWS))
    items = [entry for entry in found if isinstance(entry, RawItem)]
    problems = [entry for entry in found if isinstance(entry, Problem)]
    taken = {name: column for entry in items for name, column in entry.found.items()}
    notes = [f"{p.reason}: {p.detail}" for p in problems[:3]]
    notes += [f"{len(problems) - 3} more problems"] if len(problems) > 3 else []
    notes += [f"first {_CHECK_ROWS} rows"] if len(found) == _CHECK_ROWS else []
    notes += sorted({flag for entry in items for flag in entry.flags})
    encodings = sorted({entry.encoding for entry in items if entry.encoding})
    kinds = sorted({entry.format for entry in items})
    read_as = ", ".join(
        name if column.lower() == name else f"{name} ← {column}" for name, column in sorted(taken.items())
    )
    return Checked(source.path, " ".join([*kinds, *encodings]), read_as, len(items), "; ".join(notes))
