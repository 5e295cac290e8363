"""Archives: .zip and .gz, read in memory member by member; nothing is ever written out.

Limits (see :class:`newslab.drop.items.Limits`) are checked against what is really unpacked, not only against what an
archive declares of itself.
"""

from __future__ import annotations

import gzip
import io
import stat
import zipfile
import zlib
from dataclasses import replace
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Final

from newslab.drop.encoding import printable
from newslab.drop.items import problem
from newslab.drop.readers.blob import Blob, TooLargeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newslab.drop.items import Limits, Problem, RawItem

    Read = Callable[[Blob], Iterator[RawItem | Problem]]

_FREE: Final = 2**20
"""Bytes any member may unpack to, whatever the ratio: short texts of one letter pack very well."""
_ENCRYPTED: Final = 0x1
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)


def read_gzip(blob: Blob, read: Read) -> Iterator[RawItem | Problem]:
    """Read what a .gz file holds, streamed, under the name without .gz."""
    if blob.depth >= blob.limits.archive_depth:
        yield _too_deep(blob)
        return
    limit = _allowed(blob.limits, blob.size)
    inner = PurePosixPath(blob.name).stem

    def opened() -> IO[bytes]:
        packed = blob.open()
        return io.BufferedReader(Bounded(gzip.GzipFile(fileobj=packed), limit, packed))

    yield from read(replace(blob, name=inner, open=opened, depth=blob.depth + 1))


def read_zip(blob: Blob, read: Read) -> Iterator[RawItem | Problem]:
    """Read a .zip file's members in the order of their names."""
    if blob.depth >= blob.limits.archive_depth:
        yield _too_deep(blob)
        return
    with blob.open() as stream:
        try:
            archive = zipfile.ZipFile(stream if stream.seekable() else io.BytesIO(blob.read()))
        except _BROKEN as err:
            yield problem(blob.path, "broken_archive", str(err)[:200], "fetch the archive again")
            return
        with archive:
            yield from _members(archive, blob, read)


def _members(archive: zipfile.ZipFile, blob: Blob, read: Read) -> Iterator[RawItem | Problem]:
    infos = sorted((info for info in archive.infolist() if not info.is_dir()), key=lambda info: info.filename)
    if len(infos) > blob.limits.archive_members:
        detail = f"{len(infos):,} members, limit {blob.limits.archive_members:,}"
        yield problem(blob.path, "too_many_members", detail, "split the archive, or raise archive_members")
        return
    if not infos:
        yield problem(blob.path, "empty", "an archive without files", "remove it, or fill it")
    left = blob.limits.archive_bytes
    seen: dict[str, int] = {}
    for info in infos:
        name = printable(info.filename.replace("\\", "/"))
        path = f"{blob.path}/{name}"
        seen[path] = seen.get(path, 0) + 1
        if seen[path] > 1:
            path = f"{path}~{seen[path]}"
        refused = _refused(info, blob.limits)
        if refused:
            yield problem(path, *refused)
            continue
        if info.file_size > left:
            detail = f"more than {blob.limits.archive_bytes:,} bytes unpacked"
            yield problem(path, "archive_too_large", detail, "unpack the archive yourself, or raise archive_bytes")
            continue
        left -= info.file_size
        yield from read(_member(archive, info, path, blob))


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, blob: Blob) -> Blob:
    limit = _allowed(blob.limits, info.compress_size)

    def opened() -> IO[bytes]:
        try:
            return io.BufferedReader(Bounded(archive.open(info), limit))
        except _BROKEN as err:
            raise BrokenArchiveError(str(err)[:200]) from err

    return replace(blob, path=path, name=info.filename, size=info.file_size, open=opened, depth=blob.depth + 1)


def _refused(info: zipfile.ZipInfo, limits: Limits) -> tuple[str, str, str] | None:
    """Reason, detail and remedy, where a member is not even opened."""
    parts = PurePosixPath(info.filename.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or ":" in info.filename[:3]:
        return "unsafe_name", "a path that leaves the archive", "rename the member"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "link", "a symbolic link", "pack the file itself"
    if info.flag_bits & _ENCRYPTED:
        return "encrypted", "a password is needed", "unpack it and add the file itself"
    if info.file_size > _allowed(limits, info.compress_size):
        return (
            "archive_bomb",
            f"{info.compress_size:,} bytes unpack to {info.file_size:,}",
            "raise archive_ratio if you trust it",
        )
    return None


def _allowed(limits: Limits, packed: int) -> int:
    return min(limits.archive_bytes, _FREE + packed * limits.archive_ratio)


def _too_deep(blob: Blob) -> Problem:
    detail = f"more than {blob.limits.archive_depth} archives within one another"
    return problem(blob.path, "archive_too_deep", detail, "unpack it, or raise archive_depth")


class Bounded(io.RawIOBase):
    """A stream that refuses to give more than a number of bytes, and turns a broken archive into one kind of error."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile, limit: int, below: IO[bytes] | None = None) -> None:
        self._stream, self._left, self._below = stream, limit, below

    def readable(self) -> bool:
        """Tell that this stream can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill a buffer.

        Raises
        ------
        TooLargeError
            If more is unpacked than the limit.
        BrokenArchiveError
            If the packed bytes are damaged.
        """
        try:
            data = self._stream.read(len(buffer))
        except _BROKEN as err:
            raise BrokenArchiveError(str(err)[:200] or type(err).__name__) from err
        self._left -= len(data)
        if self._left < 0:
            raise TooLargeError("unpacks to more than archive_bytes or archive_ratio allow")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the streams below."""
        self._stream.close()
        if self._below is not None:
            self._below.close()
        super().close()


class BrokenArchiveError(ValueError):
    """The packed bytes are damaged."""
