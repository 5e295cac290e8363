"""One adapter per format; each turns a file into raw items and problems, and none may raise."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from newslab.drop.encoding import is_noise
from newslab.drop.items import problem
from newslab.drop.readers.archive import BrokenArchiveError, read_gzip, read_zip
from newslab.drop.readers.blob import Blob, TooLargeError
from newslab.drop.readers.columnar import read_parquet
from newslab.drop.readers.mail import read_mail, read_web_archive
from newslab.drop.readers.plain import read_markdown, read_text
from newslab.drop.readers.structured import read_json, read_json_lines
from newslab.drop.readers.table import read_table
from newslab.drop.readers.web import read_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from newslab.drop.items import Problem, RawItem

    Reader = Callable[[Blob], Iterator[RawItem | Problem]]


def read(blob: Blob) -> Iterator[RawItem | Problem]:
    """All that one file holds; whatever goes wrong is a problem of this file alone.

    Parameters
    ----------
    blob : Blob
        The file, or the member of an archive.

    Yields
    ------
    RawItem or Problem
        In the file's order.
    """
    try:
        reader = _reader(blob)
        if reader is None:
            yield problem(
                blob.path, "unknown_format", f"extension {blob.suffix!r}", f"newslab reads {', '.join(READERS)}"
            )
            return
        yield from reader(blob)
    except TooLargeError as err:
        yield problem(blob.path, "too_large", str(err), "split the file, or raise the limit")
    except BrokenArchiveError as err:
        yield problem(blob.path, "broken_archive", str(err), "fetch the archive again")
    except (OSError, EOFError) as err:
        yield problem(blob.path, "unreadable", str(err)[:200], "check the file and its permissions")
    except Exception as err:  # noqa: BLE001  a parser's fault must not cost another file its rows
        detail = f"{type(err).__name__}: {str(err)[:200]}"
        yield problem(blob.path, "unreadable", detail, "check that the file is what its name says")


READERS: Final[Mapping[str, Reader]] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".mht": read_web_archive,
    ".mhtml": read_web_archive,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".csv": read_table,
    ".tsv": read_table,
    ".tab": read_table,
    ".parquet": read_parquet,
    ".pq": read_parquet,
    ".eml": partial(read_mail, read=read),
    ".gz": partial(read_gzip, read=read),
    ".zip": partial(read_zip, read=read),
}
"""Reader by extension, in lower case."""

_BINARY: Final = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x7fELF",
    b"MZ\x90",
    b"PAR1",
    b"\xd0\xcf\x11\xe0",
)
_CONTAINERS: Final = frozenset({".gz", ".zip", ".parquet", ".pq"})


def _reader(blob: Blob) -> Reader | None:
    """By extension; a page by what it begins with; so too a file without extension; None where it is no text."""
    reader = READERS.get(blob.suffix)
    if blob.suffix in _CONTAINERS:
        return reader
    head = blob.head()
    if head.startswith(_BINARY) or ((reader or not blob.suffix) and is_noise(head)):
        return partial(_not_text, head=head)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")) and reader in (None, read_text, read_markdown):
        return read_html
    if reader is not None or blob.suffix:
        return reader
    if start.startswith((b"{", b"[")):
        return read_json
    return None if b"\0" in head else read_text


def _not_text(blob: Blob, head: bytes) -> Iterator[RawItem | Problem]:
    detail = f"begins with {head[:8]!r}, which no text does"
    yield problem(blob.path, "binary", detail, f"convert it to text; newslab reads {', '.join(READERS)}")
