"""Mail (.eml) and saved web archives (.mht, .mhtml), by the standard library's parser."""

from __future__ import annotations

import email
import email.policy
import io
from dataclasses import replace
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from newslab.drop.encoding import decode, printable
from newslab.drop.fields import Assigned
from newslab.drop.readers.blob import Blob, item
from newslab.drop.readers.web import page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import EmailMessage

    from newslab.drop.items import Limits, Problem, RawItem

    Read = Callable[[Blob], Iterator[RawItem | Problem]]


def read_mail(blob: Blob, read: Read) -> Iterator[RawItem | Problem]:
    """Read a mail: subject, date and sender, its plain part (else its page) as text, attachments as files."""
    message = _parsed(blob)
    body = message.get_body(("plain", "html"))
    found, encoding, flags = _text(body, blob.limits) if body is not None else (Assigned(), None, ())
    _put(found, "title", message.get("subject"), "Subject")
    _put(found, "published", _day(message.get("date")), "Date")
    _put(found, "outlet", _sender(message), "From")
    yield from item(blob, found, kind="mail", encoding=encoding, flags=flags)
    for number, part in enumerate(message.iter_attachments()):
        name = part.get_filename()
        data = part.get_payload(decode=True)
        if name and isinstance(data, bytes):
            path = f"{blob.path}/{number}-{printable(name)}"
            yield from read(
                replace(blob, path=path, name=name, size=len(data), open=_opener(data), depth=blob.depth + 1)
            )


def read_web_archive(blob: Blob) -> Iterator[RawItem | Problem]:
    """Read a web page saved with its pictures: the first HTML part; the archive's own date is that of saving."""
    message = _parsed(blob)
    part = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    found, encoding, flags = _text(part, blob.limits) if part is not None else (Assigned(), None, ())
    _put(
        found,
        "url",
        message.get("snapshot-content-location") or (part and part.get("content-location")),
        "Content-Location",
    )
    _put(found, "title", message.get("subject"), "Subject")
    _put(found, "scraped", _day(message.get("date")), "Date")
    yield from item(blob, found, kind="html", encoding=encoding, flags=flags)


def _parsed(blob: Blob) -> EmailMessage:
    return email.message_from_bytes(blob.read(), policy=email.policy.default)


def _text(part: Any, limits: Limits) -> tuple[Assigned, str | None, tuple[str, ...]]:
    data = part.get_payload(decode=True)
    decoded = decode(data if isinstance(data, bytes) else b"", part.get_content_charset())
    if part.get_content_type() == "text/html":
        return page(decoded.text, limits), decoded.encoding, decoded.flags
    return Assigned({"text": decoded.text}, {"text": "plain part"}), decoded.encoding, decoded.flags


def _put(found: Assigned, name: str, value: object, header: str) -> None:
    if value and not found.fields.get(name):
        found.fields[name], found.found[name] = str(value), header


def _day(value: object) -> str | None:
    """A mail's date in ISO 8601; as it stands where it is not one."""
    try:
        return parsedate_to_datetime(str(value)).isoformat() if value else None
    except (ValueError, TypeError, OverflowError):
        return str(value)


def _sender(message: EmailMessage) -> str | None:
    try:
        return message["from"].addresses[0].display_name or None
    except (AttributeError, IndexError, ValueError):
        return None


def _opener(data: bytes) -> Callable[[], io.BytesIO]:
    return lambda: io.BytesIO(data)
