"""Web pages: the body by trafilatura, metadata only where the page states it.

trafilatura's own dates are never used: where a page has none, it finds one anyway.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from newslab.drop.encoding import decode
from newslab.drop.fields import Assigned
from newslab.drop.readers.blob import Blob, TooLargeError, item
from newslab.drop.readers.pagemeta import page_metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newslab.drop.items import Limits, Problem, RawItem

_HEAD: Final = 8_192
"""Characters at either end of a page in which such comments stand."""
_SAVED_FROM = re.compile(r"saved from url=\(\d{1,6}\)(\S{1,2000})|^\s{0,9}url:\s(https?://\S{1,2000})", re.MULTILINE)
_SAVED_AT = re.compile(
    r"^\s{0,9}saved date:\s(.{8,80})$|FILE ARCHIVED ON (\d\d:\d\d:\d\d \w{3} \d\d, \d{4})", re.MULTILINE
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset=["']?([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)


def read_html(blob: Blob) -> Iterator[RawItem | Problem]:
    """Read a saved web page."""
    raw = blob.read(blob.limits.html_bytes)
    declared = _CHARSET.search(raw[:4096])
    decoded = decode(raw, declared[1].decode("ascii") if declared else None)
    found = page(decoded.text, blob.limits)
    for name, value in saved(decoded.text).items():
        if not found.fields.get(name):
            found.fields[name], found.found[name] = value, "comment of the saving browser"
    yield from item(blob, found, kind="html", encoding=decoded.encoding, flags=decoded.flags)


def saved(text: str) -> dict[str, str]:
    """Address and time of saving, which browsers, SingleFile and web archives leave in a comment."""
    patterns = {"url": (_SAVED_FROM, text[:_HEAD]), "scraped": (_SAVED_AT, text[:_HEAD] + text[-_HEAD:])}
    found = {name: pattern.search(part) for name, (pattern, part) in patterns.items()}
    return {name: next(filter(None, match.groups())) for name, match in found.items() if match}


def page(text: str, limits: Limits) -> Assigned:
    """Body and stated metadata of a page's HTML.

    Raises
    ------
    TooLargeError
        If it has more elements than the limit: extraction takes more than its share of time beyond.
    """
    import lxml.etree
    import lxml.html
    import trafilatura

    if not text.strip():
        return Assigned()
    try:
        raw = text.replace("\0", " ").encode("utf-8", "replace")
        tree = lxml.html.document_fromstring(raw, parser=lxml.html.HTMLParser(encoding="utf-8", remove_pis=True))
    except lxml.etree.ParserError:  # nothing but comments and controls
        return Assigned()
    if len(list(islice(tree.iter(), limits.html_elements + 1))) > limits.html_elements:
        raise TooLargeError(f"more than html_elements, {limits.html_elements:,}")
    out = page_metadata(tree)
    body = trafilatura.extract(tree, include_comments=False, include_tables=False, with_metadata=False)
    out.fields["text"], out.found["text"] = body, "body by trafilatura"
    stated, where = out.fields.pop("article_body", None), out.found.pop("article_body", "")
    if stated and stated.split() == (body or "").split():  # the same words, with the line breaks that they had
        out.fields["text"], out.found["text"] = stated, where
    return out
