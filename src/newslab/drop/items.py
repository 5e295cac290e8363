"""What a drop is read into: raw items, the limits they are read under, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from newslab.drop.encoding import printable

FIELDS: Final = (
    "text", "title", "outlet", "published", "published_at", "event_date", "scraped", "authors", "agency", "url",
    "language", "description", "site_name", "domain",
)  # fmt: skip
"""Canonical field names of a raw item; values are the strings as found."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much newslab reads before it says no; every refusal is a row of ``problems``.

    Parameters
    ----------
    file_bytes : int
        Largest file read at all.
    whole_bytes : int
        Largest file of a format that must be held in memory at once (text, JSON, Parquet batch, mail).
    html_bytes : int
        Largest web page.
    html_elements : int
        Most elements of a web page.
    json_values : int
        Most objects, lists and members of a JSON file: each takes some hundred bytes of memory, however short.
    document_chars : int
        Longest single article, which the language model holds whole.
    document_tokens : int
        Most words and marks of a single article: 120,000 of them take the model 2 GB and half a minute.
    word_chars : int
        Longest run without a space in a text or title: a tokenizer takes the square of its length.
    row_bytes : int
        Longest line or row of CSV and JSON lines.
    rows : int
        Most rows of one file.
    archive_depth : int
        Archives within archives.
    archive_members : int
        Most members of one archive.
    archive_bytes : int
        Most bytes one archive may unpack to.
    archive_ratio : int
        Highest ratio of unpacked to packed bytes, beyond the first mebibyte.
    drop_files : int
        Most files of a drop.
    drop_bytes : int
        Most bytes of a drop.
    problems_per_file : int
        Problems of one kind listed per file; the rest are counted in one row.
    """

    file_bytes: int = 512 * 2**20
    whole_bytes: int = 64 * 2**20
    html_bytes: int = 8 * 2**20
    html_elements: int = 50_000
    json_values: int = 5_000_000
    document_chars: int = 200_000
    document_tokens: int = 60_000
    word_chars: int = 2_000
    row_bytes: int = 4 * 2**20
    rows: int = 1_000_000
    archive_depth: int = 2
    archive_members: int = 20_000
    archive_bytes: int = 512 * 2**20
    archive_ratio: int = 200
    drop_files: int = 100_000
    drop_bytes: int = 4 * 2**30
    problems_per_file: int = 50


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that was left out, or read with a reservation (see the ``problems`` table)."""

    path: str | None
    article_id: str | None
    stage: str
    reason: str
    detail: str
    remedy: str


@dataclass(frozen=True, slots=True)
class RawItem:
    """One article as found, before any interpretation.

    Parameters
    ----------
    path : str
        File within the drop; a member of an archive is ``archive.zip/member.txt``. Empty for texts given from Python.
    row : int or None
        Row (from 0) where the file holds several articles.
    fields : dict
        Canonical field to the string as found (see ``FIELDS``); what is missing is absent or None.
    found : dict
        Canonical field to the column, key, tag or header it was taken from.
    format : str
        ``text``, ``markdown``, ``html``, ``json``, ``jsonl``, ``csv``, ``mail``, ``parquet`` or ``python``.
    encoding : str or None
        How the bytes were decoded.
    flags : tuple of str
        Reservations: ``mojibake_repaired``, ``bytes_replaced``, ``controls_replaced``, ``bidi``.
    """

    path: str
    row: int | None
    fields: dict[str, str | None]
    found: dict[str, str] = field(default_factory=dict)
    format: str = "text"
    encoding: str | None = None
    flags: tuple[str, ...] = ()

    @property
    def stem(self) -> str:
        """The file's name without folders and extension: the place for dates and outlets in file names."""
        return PurePosixPath(self.path).stem

    def get(self, name: str) -> str | None:
        """The field as found, or None where it is missing or blank."""
        value = self.fields.get(name)
        return value if value and value.strip() else None


def problem(path: str | None, reason: str, detail: str, remedy: str, *, stage: str = "read") -> Problem:
    """A problem of reading, which no article stands for yet."""
    return Problem(path, None, stage, reason, printable(detail), remedy)
