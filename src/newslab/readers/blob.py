"""One file, or one member of an archive, as every reader sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Final

from newslab.encoding import clean, exact
from newslab.fields import Assigned, assign
from newslab.items import Limits, Problem, RawItem, problem
from newslab.readers.markup import is_markup, plain

_TOKEN = re.compile(r"\w+|[^\w\s]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")

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


def display_path(name: str) -> str:
    """A file's name fit for any output: undecodable bytes, controls and direction marks replaced, slashes forward."""
    name = name.encode("utf-8", "replace").decode("utf-8") if _SURROGATE.search(name) else name
    return _UNPRINTABLE.sub("\ufffd", name.replace("\\", "/"))


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
    where = f"row {row}: " if row is not None else ""
    text = fields.get("text") or ""
    if not text.strip():
        found = ", ".join(sorted(assigned.found.values())[:8]) or "what it holds"
        yield problem(blob.path, "no_text", f"{where}no text among {found}", _REMEDY.get(kind, _NAME_IT))
    elif len(text) > blob.limits.document_chars:
        yield problem(
            blob.path,
            "document_too_long",
            f"{where}{len(text):,} characters",
            "split the text, or raise document_chars",
        )
    elif (
        len(text) > blob.limits.document_tokens and (tokens := len(_TOKEN.findall(text))) > blob.limits.document_tokens
    ):
        yield problem(
            blob.path, "document_too_long", f"{where}{tokens:,} words and marks", "split it, or raise document_tokens"
        )
    else:
        yield RawItem(blob.path, row, fields, dict(assigned.found), kind, encoding, tuple(dict.fromkeys(seen)))


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
