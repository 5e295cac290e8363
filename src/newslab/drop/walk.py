"""The files of a drop: found without following a link, looked at without waiting on a pipe, listed in one order."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final

from newslab.drop.encoding import printable
from newslab.drop.items import Limits, Problem, problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CHUNK: Final = 2**20
_HOUSEKEEPING: Final = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})
_SAFE: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the manifest.

    Parameters
    ----------
    path : str
        Path within the drop, fit for output.
    size : int
        Bytes.
    sha256 : str
        Digest of the content.
    name : str
        Path within the drop as the file system has it.
    """

    path: str
    size: int
    sha256: str
    name: str


def look(root: Path, limits: Limits) -> Iterator[Source | Problem]:
    """Every file under a folder, or the one file itself, in the order of their paths.

    Yields
    ------
    Source or Problem
        A file that can be read, or why it cannot.
    """
    base, names = (root, sorted(_names(root))) if root.is_dir() else (root.parent, [root.name])
    seen: dict[str, int] = {}
    total = 0
    for count, name in enumerate(names):
        if count >= limits.drop_files or total > limits.drop_bytes:
            detail = f"{len(names) - count:,} files beyond {limits.drop_files:,} files or {limits.drop_bytes:,} bytes"
            yield problem(
                None, "drop_too_large", detail, "split the drop, or raise drop_files and drop_bytes", stage="drop"
            )
            return
        path = printable(name)
        seen[path] = seen.get(path, 0) + 1
        found = _source(base, name, path if seen[path] == 1 else f"{path}~{seen[path]}", limits)
        total += found.size if isinstance(found, Source) else 0
        yield found


def open_file(path: Path) -> IO[bytes]:
    """Open for reading only, never through a link put there since the walk, never waiting on a pipe.

    Raises
    ------
    OSError
        If it is a link, is no longer there, or may not be read.
    """
    return os.fdopen(os.open(path, os.O_RDONLY | _SAFE), "rb")


def _names(root: Path) -> Iterator[str]:
    """Paths within the folder of all that is not a folder; a folder that cannot be listed ends in ``/``."""
    folders = [""]
    while folders:
        folder = folders.pop()
        try:
            entries = list(os.scandir(root / folder))
        except OSError:
            yield f"{folder}/"
            continue
        for entry in entries:
            name = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_dir(follow_symlinks=False):
                folders.append(name)
            else:
                yield name


def _source(base: Path, name: str, path: str, limits: Limits) -> Source | Problem:
    try:
        if name.endswith("/"):
            return problem(path, "unreadable", "a folder that cannot be listed", "check its permissions", stage="drop")
        parts = name.split("/")
        if any(part.startswith(".") or part in _HOUSEKEEPING for part in parts):
            return problem(
                path, "hidden", "a hidden or housekeeping file", "rename it if it is an article", stage="drop"
            )
        info = (base / name).lstat()
        if stat.S_ISLNK(info.st_mode):
            return problem(path, "link", "a symbolic link", "copy the file itself into the drop", stage="drop")
        if not stat.S_ISREG(info.st_mode):
            return problem(path, "not_a_file", "a pipe, device or socket", "remove it from the drop", stage="drop")
        if info.st_size > limits.file_bytes:
            detail = f"{info.st_size:,} bytes, limit {limits.file_bytes:,}"
            return problem(path, "too_large", detail, "split the file, or raise file_bytes", stage="drop")
        return Source(path, info.st_size, _digest(base / name), name)
    except OSError as err:
        return problem(path, "unreadable", err.strerror or str(err), "check the file and its permissions", stage="drop")


def _digest(path: Path) -> str:
    total = hashlib.sha256()
    with open_file(path) as stream:
        while chunk := stream.read(_CHUNK):
            total.update(chunk)
    return total.hexdigest()
