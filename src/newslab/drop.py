"""A drop opened read-only: safe walk, sorted manifest with digests, raw items, and everything that was left out."""

from __future__ import annotations

import hashlib
import os
import stat
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from newslab.errors import DropError
from newslab.items import Limits, Problem, RawItem, problem
from newslab.readers import read
from newslab.readers.blob import Blob

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Drop", "Limits", "Problem", "RawItem", "Source", "from_records", "open_drop"]


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the manifest: path within the drop, size in bytes, SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(slots=True)
class Drop:
    """A folder, a file or records from Python, opened for reading.

    Parameters
    ----------
    root : Path or None
        The folder; None for records given from Python.
    manifest : tuple of Source
        The files that are read, sorted by path.
    """

    root: Path | None
    manifest: tuple[Source, ...] = ()
    limits: Limits = field(default_factory=Limits)
    mapping: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[Problem, ...] = ()
    records: tuple[RawItem, ...] = ()
    _read: list[Problem] = field(default_factory=list)

    @property
    def problems(self) -> list[Problem]:
        """What was left out so far: by the walk, and by the last run of :meth:`items`."""
        return [*self.left_out, *self._read]

    @property
    def digest(self) -> str:
        """SHA-256 over paths and contents: equal for equal drops."""
        total = hashlib.sha256()
        for source in self.manifest:
            total.update(f"{source.path}\0{source.sha256}\n".encode())
        for item in self.records:
            total.update(repr((item.row, sorted(item.fields.items()))).encode())
        return total.hexdigest()

    def items(self) -> Iterator[RawItem]:
        """Every article found, file by file in the manifest's order, row by row."""
        self._read = []
        yield from self.records
        for source in self.manifest:
            counts: Counter[str] = Counter()
            for found in read(self._blob(source)):
                if isinstance(found, RawItem):
                    yield found
                    continue
                counts[found.reason] += 1
                if counts[found.reason] <= self.limits.problems_per_file:
                    self._read.append(found)
            for reason, n in counts.items():
                if n > self.limits.problems_per_file:
                    rest = n - self.limits.problems_per_file
                    self._read.append(problem(source.path, reason, f"and {rest:,} more", "see the rows before"))

    def _blob(self, source: Source) -> Blob:
        root = self.root or Path()
        return Blob(source.path, source.size, lambda: _open(root / source.path), self.limits, self.mapping)


def open_drop(
    path: str | os.PathLike[str], *, limits: Limits | None = None, mapping: Mapping[str, str] | None = None
) -> Drop:
    """Open a folder of articles, or one file, without reading it yet.

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
        If there is no such folder or file.
    """
    root = Path(path)
    if not root.exists():
        raise DropError(f"no such folder or file: {str(path)!r}")
    limits = limits or Limits()
    sources: list[Source] = []
    problems: list[Problem] = []
    names = _walk(root) if root.is_dir() else iter([root.name])
    base = root if root.is_dir() else root.parent
    for name in names:
        found = _look(base, name, limits)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            sources.append(found)
    return Drop(base, tuple(sources), limits, dict(mapping or {}), tuple(problems))


def from_records(records: Any, *, mapping: Mapping[str, str] | None = None, limits: Limits | None = None) -> Drop:
    """A drop of texts given from Python.

    Parameters
    ----------
    records : str, iterable of str, iterable of mapping, or DataFrame
        Texts, or rows with a text and what else is known; names are recognised as in files.
    """
    from newslab.fields import Assigned, assign
    from newslab.readers.blob import item

    limits = limits or Limits()
    blob = Blob("", 0, lambda: _open(Path(os.devnull)), limits, dict(mapping or {}))
    items: list[RawItem] = []
    problems: list[Problem] = []
    for row, value in enumerate(_rows(records)):
        found = Assigned({"text": value}, {"text": "given"}) if isinstance(value, str) else assign(value, blob.mapping)
        for made in item(blob, found, row=row, kind="python"):
            (items if isinstance(made, RawItem) else problems).append(made)  # type: ignore[arg-type]
    return Drop(None, (), limits, blob.mapping, tuple(problems), tuple(items))


def _rows(records: Any) -> Iterable[Any]:
    if isinstance(records, str):
        return [records]
    if hasattr(records, "to_dict") and hasattr(records, "columns"):  # a DataFrame, without importing pandas
        return records.to_dict("records")  # type: ignore[no-any-return]
    return records  # type: ignore[no-any-return]


def _walk(root: Path) -> Iterator[str]:
    names = []
    for folder, folders, files in os.walk(root, followlinks=False):
        folders.sort()
        base = Path(folder).relative_to(root)
        names += [(base / file).as_posix() for file in files]
        names += [(base / name).as_posix() for name in folders if (Path(folder) / name).is_symlink()]
    yield from sorted(names)


def _look(base: Path, name: str, limits: Limits) -> Source | Problem:
    path = base / name
    info = path.lstat()
    if stat.S_ISLNK(info.st_mode):
        return problem(name, "link", "a symbolic link", "copy the file itself into the drop", stage="drop")
    if not stat.S_ISREG(info.st_mode):
        return problem(name, "not_a_file", "a pipe, device or socket", "remove it from the drop", stage="drop")
    if info.st_size > limits.file_bytes:
        detail = f"{info.st_size:,} bytes, limit {limits.file_bytes:,}"
        return problem(name, "too_large", detail, "split the file, or raise file_bytes", stage="drop")
    with _open(path) as stream:
        return Source(name, info.st_size, hashlib.file_digest(stream, "sha256").hexdigest())


_NO_FOLLOW: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def _open(path: Path) -> IO[bytes]:
    """Open for reading only, never through a link put there since the walk, never waiting on a pipe."""
    return os.fdopen(os.open(path, os.O_RDONLY | _NO_FOLLOW), "rb")
