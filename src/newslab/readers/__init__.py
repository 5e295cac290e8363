"""One adapter per format; each turns a file into raw items and problems, and none may raise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newslab.items import problem
from newslab.readers.blob import Blob, TooLargeError
from newslab.readers.plain import read_markdown, read_text
from newslab.readers.structured import read_json, read_json_lines
from newslab.readers.table import read_table
from newslab.readers.web import read_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from newslab.items import Problem, RawItem

READERS: Final[Mapping[str, Callable[[Blob], Iterator[RawItem | Problem]]]] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".csv": read_table,
    ".tsv": read_table,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
}


def read(blob: Blob) -> Iterator[RawItem | Problem]:
    """All that one file holds; whatever goes wrong is a problem of this file alone."""
    reader = READERS.get(blob.suffix)
    if reader is None:
        known = ", ".join(sorted(READERS))
        yield problem(blob.path, "unknown_format", f"extension {blob.suffix!r}", f"convert it to one of {known}")
        return
    try:
        yield from reader(blob)
    except TooLargeError as err:
        yield problem(blob.path, "too_large", str(err), "split the file, or raise the limit")
    except Exception as err:  # noqa: BLE001  a parser's bug must not cost another file its rows
        detail = f"{type(err).__name__}: {str(err)[:200]}"
        yield problem(blob.path, "unreadable", detail, "open the file and check that it is what its name says")
