"""Web pages: the body by trafilatura, metadata only where the page states it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newslab.encoding import decode
from newslab.fields import Assigned
from newslab.readers.blob import Blob, item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newslab.items import Problem, RawItem


def read_html(blob: Blob) -> Iterator[RawItem | Problem]:
    """A saved web page."""
    raw = blob.read(blob.limits.html_bytes)
    decoded = decode(raw)
    assigned = Assigned()
    import trafilatura

    body = trafilatura.extract(decoded.text, include_comments=False, include_tables=False, with_metadata=False)
    assigned.fields["text"], assigned.found["text"] = body, "body by trafilatura"
    yield from item(blob, assigned, kind="html", encoding=decoded.encoding, flags=decoded.flags)
