"""Raw items to articles: exact text, outlet, date with its basis, headline, byline, agency, line labels."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class Line:
    """One non-blank line of an article and what it is (see ``schema.LINE_LABELS``)."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Article:
    """One distinct text with what is known about it. ``text`` is never altered afterwards."""

    article_id: str
    text: str
    path: str = ""
    paths: tuple[str, ...] = ()
    outlet: str | None = None
    outlet_key: str | None = None
    outlet_basis: str = "none"
    title: str | None = None
    label: str = ""
    published: dt.date | None = None
    published_at: dt.datetime | None = None
    published_basis: str = "none"
    event_date: dt.date | None = None
    scraped: dt.datetime | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    language: str | None = None
    url: str | None = None
    copy_group: str = ""
    status: str = "read"
    lines: tuple[Line, ...] = field(default=())
