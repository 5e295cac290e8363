"""Plain text and Markdown: header lines, front matter and metadata sections apart from the text."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, Final

from newslab.drop.encoding import clean, decode
from newslab.drop.fields import assign, meaning
from newslab.drop.readers.blob import Blob, item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newslab.drop.items import Problem, RawItem

_FRONT_LIMIT: Final = 65_536
_HEADER = re.compile(r"^([A-Za-z][A-Za-z0-9 _-]{0,30}?)[ \t]*:[ \t]*(\S.{0,2000})?$")
_BULLET = re.compile(r"^[-*+][ \t]+\*{0,2}([^*:\n]{1,40}?)\*{0,2}[ \t]*:\*{0,2}[ \t]*(.{1,2000})$")
_FENCED = re.compile(r"(---|\+\+\+)[ \t]*\n(?:(.*?)\n)?\1[ \t]*(?:\n|\Z)", re.DOTALL)
_SECTION = re.compile(r"^## {1,4}(\S.{0,60})$", re.MULTILINE)
_LINKS = re.compile(r"^## {1,4}Links[ \t]{0,4}$", re.MULTILINE)
_OUTLINE_TITLE = re.compile(r"^[ \t]*[-*+][ \t]+# (.{1,500})$", re.MULTILINE)
_SURE: Final = frozenset({"title", "published", "url"})
"""Fields whose single header line is enough to know a header; "Source:" alone opens many a news text."""


def read_text(blob: Blob) -> Iterator[RawItem | Problem]:
    """A .txt file: one article, with ``Key: value`` lines at its top read as metadata."""
    decoded = decode(blob.read())
    text, flags = clean(decoded.text)
    meta, body = header_lines(text)
    yield from _article(blob, meta, body, "text", decoded.encoding, decoded.flags + flags)


def read_markdown(blob: Blob) -> Iterator[RawItem | Problem]:
    """A .md file: one article, with front matter, a metadata section or header lines."""
    decoded = decode(blob.read())
    text, flags = clean(decoded.text)
    for split in (front_matter, metadata_section, header_lines):
        meta, body = split(text)
        if meta:
            break
    yield from _article(blob, meta, body, "markdown", decoded.encoding, decoded.flags + flags)


def _article(
    blob: Blob, meta: dict[str, Any], body: str, kind: str, encoding: str, flags: tuple[str, ...]
) -> Iterator[RawItem | Problem]:
    assigned = assign(meta, blob.mapping)
    assigned.fields["text"], assigned.found["text"] = body, "file"
    yield from item(blob, assigned, kind=kind, encoding=encoding, flags=flags)


def header_lines(text: str) -> tuple[dict[str, Any], str]:
    """Metadata lines at the top, and the text after them.

    A header is a block of ``Key: value`` lines before the first blank line, of which the first has a meaning, and
    either another has too, or one is a title, date or address.
    """
    whole = text.lstrip("\n")
    meta: dict[str, Any] = {}
    known: list[str] = []
    end = 0
    for line in whole[:_FRONT_LIMIT].split("\n", 60):
        end += len(line) + 1
        if not line.strip():  # it may hold spaces, and still ends the header
            break
        match = _HEADER.match(line)
        if not match:
            return {}, text
        meant = meaning(match[1])
        known += [meant[0]] if meant else []
        if not known:
            return {}, text
        meta.setdefault(match[1].strip(), (match[2] or "").strip())
    sure = len(set(known)) > 1 or bool(_SURE & set(known))
    if not sure or "text" in known:
        return {}, text
    return meta, whole[end:].lstrip("\n")


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """YAML (``---``) or TOML (``+++``) front matter, every value a string, and the text after it."""
    fenced = _FENCED.match(text[:_FRONT_LIMIT])
    if not fenced:
        return {}, text
    block = fenced[2] or ""
    meta = _yaml(block) if fenced[1] == "---" else _toml(block)
    return meta, text[fenced.end() :].lstrip("\n")


def _yaml(block: str) -> dict[str, Any]:
    import yaml

    try:  # BaseLoader builds strings, lists and mappings only
        meta = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError, ValueError):
        meta = None
    return meta if isinstance(meta, dict) else _plain_pairs(block)


def _toml(block: str) -> dict[str, Any]:
    try:
        return tomllib.loads(block)
    except (ValueError, RecursionError):
        return _plain_pairs(block)


def _plain_pairs(block: str) -> dict[str, Any]:
    pairs = (_HEADER.match(line) for line in block.split("\n"))
    return {match[1].strip(): (match[2] or "").strip().strip("\"'") for match in pairs if match}


def metadata_section(text: str) -> tuple[dict[str, Any], str]:
    """A crawler's Markdown: bullets under ``## Metadata``, the page's text under ``## Content``."""
    names = [(match.group(1).strip().lower(), match) for match in _SECTION.finditer(text[:_FRONT_LIMIT])]
    if not names or names[0][0] != "metadata":
        return {}, text
    first = names[0][1]
    stop = names[1][1].start() if len(names) > 1 else len(text)
    bullets = (_BULLET.match(line.strip()) for line in text[first.end() : stop].split("\n"))
    meta: dict[str, Any] = {match[1].strip(): match[2].strip() for match in bullets if match}
    content = next((match for name, match in names if name in ("content", "text", "article", "body")), None)
    if content is None:
        return meta, text[stop:].lstrip("\n")
    outline = _OUTLINE_TITLE.search(text, first.end(), content.start())
    if outline:
        meta.setdefault("headline", outline[1].strip())
    links = _LINKS.search(text, content.end())
    return meta, text[content.end() : links.start() if links else len(text)].strip("\n")
