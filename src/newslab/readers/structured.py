"""JSON and JSON lines: one article, a list of them, or a wrapper that holds a list somewhere.

Numbers stay the strings they were written as: no 10,000-digit integer is ever converted, NaN is just a missing value.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from newslab.encoding import decode
from newslab.fields import assign, meaning
from newslab.items import problem
from newslab.readers.blob import Blob, record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newslab.items import Problem, RawItem

_WRAPPER_DEPTH: Final = 4
_DECODER: Final = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=lambda _: None, strict=False)


def loads(text: str) -> Any:
    """Parse JSON with numbers as strings.

    Raises
    ------
    ValueError
        If it is not JSON, or nested too deeply to be an article.
    """
    try:
        return _DECODER.decode(text.removeprefix("\ufeff"))
    except RecursionError:
        raise ValueError("nested too deeply") from None


def read_json(blob: Blob) -> Iterator[RawItem | Problem]:
    """A .json file."""
    decoded = decode(blob.read())
    try:
        data = loads(decoded.text)
    except ValueError as err:
        if "Extra data" in str(err):  # JSON lines under another name
            yield from read_json_lines(blob)
        else:
            yield problem(blob.path, "not_json", str(err)[:200], "check that the file is complete and valid JSON")
        return
    del decoded
    yield from _records(blob, data)


def read_json_lines(blob: Blob) -> Iterator[RawItem | Problem]:
    """A .jsonl or .ndjson file, streamed: a broken line costs only itself."""
    if blob.head(4)[:2] in (b"\xff\xfe", b"\xfe\xff"):
        lines: Iterator[bytes] = iter(decode(blob.read()).text.encode("utf-8", "replace").split(b"\n"))
    else:
        lines = _lines(blob)
    row = -1
    for line in lines:
        if not line.strip():
            continue
        row += 1
        if row >= blob.limits.rows:
            yield problem(
                blob.path, "too_many_rows", f"more than {blob.limits.rows:,} rows", "split the file, or raise rows"
            )
            return
        if len(line) > blob.limits.row_bytes:
            detail = f"row {row}: line of more than {blob.limits.row_bytes:,} bytes"
            yield problem(blob.path, "row_too_long", detail, "split the row, or raise row_bytes")
            continue
        decoded = decode(line)
        try:
            data = loads(decoded.text)
        except ValueError as err:
            yield problem(blob.path, "not_json", f"row {row}: {str(err)[:200]}", "mend or remove this line")
            continue
        if isinstance(data, dict):
            yield from record(blob, data, row=row, kind="jsonl", encoding=decoded.encoding)
        else:
            yield problem(blob.path, "not_a_record", f"row {row}: {type(data).__name__}", "one JSON object a line")


def _lines(blob: Blob) -> Iterator[bytes]:
    """Lines of bounded length: of a longer one only the first bytes, the rest passed over."""
    limit = blob.limits.row_bytes + 1
    with blob.open() as stream:
        while line := stream.readline(limit):
            yield line
            while len(line) == limit and not line.endswith(b"\n"):
                line = stream.readline(limit)


def _records(blob: Blob, data: Any) -> Iterator[RawItem | Problem]:
    if isinstance(data, dict) and _is_article(data, blob):
        yield from record(blob, data, row=None, kind="json")
        return
    rows = _find_rows(data, blob)
    if rows is None:
        keys = ", ".join(map(str, list(data)[:8])) if isinstance(data, dict) else type(data).__name__
        yield problem(blob.path, "no_article", f"no article among {keys}", "name the text's key in drop.toml")
        return
    for row, value in enumerate(rows):
        if isinstance(value, str):
            value = {"text": value}
        if isinstance(value, dict):
            yield from record(blob, value, row=row, kind="json")
        else:
            yield problem(blob.path, "not_a_record", f"row {row}: {type(value).__name__}", "each row must be an object")


def _is_article(data: dict[str, Any], blob: Blob) -> bool:
    found = assign(data, blob.mapping)
    return found.found.get("text") is not None and not _holds_rows(data)


def _holds_rows(data: dict[str, Any]) -> bool:
    return any(_is_rows(value) and _named(value[0]) for value in data.values())


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _named(value: dict[str, Any]) -> bool:
    """Whether a nested record is an article rather than, say, an author."""
    return "text" in assign(value).found


def _find_rows(data: Any, blob: Blob, depth: int = 0) -> list[Any] | None:
    """The list of articles inside wrappers: the longest list of records that have a text."""
    if isinstance(data, list):
        return data
    if not isinstance(data, dict) or depth > _WRAPPER_DEPTH:
        return None
    columns = _columns(data)
    if columns is not None:
        return columns
    values = list(data.values())
    if values and all(isinstance(value, dict) and _is_article(value, blob) for value in values):
        return values
    lists = [
        value for value in values if _is_rows(value) and any(_named(row) for row in value[:20] if isinstance(row, dict))
    ]
    if lists:
        return max(lists, key=len)
    for value in values:
        rows = _find_rows(value, blob, depth + 1) if isinstance(value, dict) else None
        if rows is not None:
            return rows
    return None


def _columns(data: dict[str, Any]) -> list[Any] | None:
    """Rows of a table written column by column, as pandas does."""
    named = [key for key in data if (meant := meaning(key)) and meant[0] == "text" and isinstance(data[key], dict)]
    if not named or not all(isinstance(column, dict) for column in data.values()):
        return None
    keys = list(data[named[0]])
    if not all(isinstance(data[named[0]][key], str) for key in keys[:20]):
        return None
    return [{name: column.get(key) for name, column in data.items()} for key in keys]
