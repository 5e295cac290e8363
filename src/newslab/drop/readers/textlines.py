"""Lines of a file, decoded one by one and bounded in length: a broken line costs only itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newslab.drop.encoding import decode, legacy_encoding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newslab.drop.readers.blob import Blob

TOO_LONG: Final = "\0line too long\0"
"""Stands for a line beyond the limit, which is passed over without being held."""
_SAMPLE: Final = 65_536
_WIDE_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


def text_lines(blob: Blob) -> Iterator[str]:
    """Decoded lines with their ends.

    UTF-8 line by line; a line that is not is read in the encoding that the file's first 64 KiB suggest. Files in
    UTF-16, or with bare carriage returns for line ends, are held whole.
    """
    sample = blob.head(_SAMPLE)
    if sample[:2] in _WIDE_MARKS or b"\0" in sample[:64] or (b"\r" in sample and b"\n" not in sample):
        text = decode(blob.read()).text.replace("\r\n", "\n").replace("\r", "\n")
        yield from text.splitlines(keepends=True) if len(text) < blob.limits.row_bytes else _split(text, blob)
        return
    fallback = ""
    for number, line in enumerate(_bounded(blob)):
        if line is None:
            yield TOO_LONG
            continue
        if number == 0:
            line = line.removeprefix(b"\xef\xbb\xbf")
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            fallback = fallback or legacy_encoding(sample)
            text = decode(line, fallback).text
        if "\r" in text:
            yield from _unmixed(text)
        else:
            yield text


def _unmixed(text: str) -> Iterator[str]:
    """Lines within a line, where carriage returns stand among line feeds."""
    *lines, last = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    yield from (f"{line}\n" for line in lines)
    if last:
        yield last


def _split(text: str, blob: Blob) -> Iterator[str]:
    for line in text.split("\n"):
        yield f"{line}\n" if len(line) < blob.limits.row_bytes else TOO_LONG


def _bounded(blob: Blob) -> Iterator[bytes | None]:
    limit = blob.limits.row_bytes + 1
    with blob.open() as stream:
        while line := stream.readline(limit):
            if len(line) < limit or line.endswith(b"\n"):
                yield line
                continue
            while line and not line.endswith(b"\n"):
                line = stream.readline(limit)
            yield None
