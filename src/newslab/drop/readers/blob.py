"""One file, or one member of an archive, as every reader sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Final

from newslab.drop.encoding import clean, exact, printable
from newslab.drop.fields import Assigned, assign
from newslab.drop.items import Limits, Problem, RawItem, problem
from newslab.drop.readers.markup import is_markup, plain

_TOKEN = re.compile(r"\w+|[^\w\s]")

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes under a name.

    Parameters
    ----------
    path : str
        File within the drop; a member of an archive is ``archive.zip/member.txt``.
    size : int
        Bytes, as far as known before reading.
    open : callable
        Opens the bytes for reading, anew at each call.
    limits : Limits
        Limits to read under.
    mapping : mapping
        Canonical field to column or key, where the user has said so.
    depth : int
        How many archives it lies in.
    name : str
        Name that its extension is taken from; the path's where empty.
    """

    path: str
    size: int
    open: Callable[[], IO[bytes]]
    limits: Limits = field(default_factory=Limits)
    mapping: Mapping[str, str] = field(default_factory=dict)
    depth: int = 0
    name: str = ""

    def __post_init__(self) -> None:
        if not self.name:
            object.__setattr__(self, "name", self.path)

    @property
    def suffix(self) -> str:
        """Extension in lower case, with its dot."""
        return PurePosixPath(self.name).suffix.lower()

    def head(self, size: int = 4096) -> bytes:
        """The first bytes."""
        with self.open() as stream:
            return stream.read(size)

    def read(self, limit: int | None = None) -> bytes:
        """All bytes.

        Raises
        ------
        TooLargeError
            If there are more than the limit.
        """
        limit = self.limits.whole_bytes if limit is None else limit
        with self.open() as stream:
            data = stream.read(limit + 1)
        if len(data) > limit:
            raise TooLargeError(f"more than {limit:,} bytes")
        return data


class TooLargeError(ValueError):
    """A file is larger than its limit."""


def item(
    blob: Blob,
    assigned: Assigned,
    *,
    row: int | None = None,
    kind: str,
    encoding: str | None = None,
    flags: tuple[str, ...] = (),
) -> Iterator[RawItem | Problem]:
    """A raw item of cleaned fields, or the problem that keeps it from being one."""
    fields: dict[str, str | None] = {}
    seen = list(flags)
    for name, value in assigned.fields.items():
        if value is None:
            continue
        fields[name], marks = exact(value) if kind == "python" else clean(value)
        seen += [mark for mark in marks if name in ("text", "title")]
    text = fields.get("text") or ""
    refused = _refused(text, assigned, kind, blob.limits) or _unbroken(f"{fields.get('title')}\n{text}", blob.limits)
    if refused:
        reason, detail, remedy = refused
        yield problem(blob.path, reason, f"row {row}: {detail}" if row is not None else detail, remedy)
        return
    found = {name: printable(source) for name, source in assigned.found.items()}
    yield RawItem(blob.path, row, fields, found, kind, encoding, tuple(dict.fromkeys(seen)))


def _refused(text: str, assigned: Assigned, kind: str, limits: Limits) -> tuple[str, str, str] | None:
    """Reason, detail and remedy, where a text is none or too much for the language model."""
    if not text.strip():
        found = ", ".join(sorted(assigned.found.values())[:8]) or "what it holds"
        return "no_text", f"no text among {found}", _REMEDY.get(kind, _NAME_IT)
    if len(text) > limits.document_chars:
        return "document_too_long", f"{len(text):,} characters", "split the text, or raise document_chars"
    tokens = len(_TOKEN.findall(text)) if len(text) > limits.document_tokens else 0
    if tokens > limits.document_tokens:
        return "document_too_long", f"{tokens:,} words and marks", "split the text, or raise document_tokens"
    return None


def _unbroken(text: str, limits: Limits) -> tuple[str, str, str] | None:
    longest = max(map(len, text.split()))
    if longest > limits.word_chars:
        return "unbroken_text", f"{longest:,} characters without a space", "remove them, or raise word_chars"
    return None


def record(
    blob: Blob, values: Mapping[str, object], *, row: int | None, kind: str, encoding: str | None = None
) -> Iterator[RawItem | Problem]:
    """A raw item from a record with arbitrary keys."""
    found = assign(values, blob.mapping)
    text = found.fields.get("text") or ""
    if "<" in text and is_markup(text):
        found.fields["text"], found.found["text"] = plain(text), f"{found.found['text']} (markup removed)"
    yield from item(blob, found, row=row, kind=kind, encoding=encoding)


_NAME_IT: Final = "name the text's column or key in drop.toml"
_REMEDY: Final = {
    "html": "save the page with its article in it, or its text as .txt",
    "text": "remove the file, or fill it",
    "markdown": "remove the file, or fill it",
    "mail": "save the mail's text as .txt",
}
