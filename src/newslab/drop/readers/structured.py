"""JSON and JSON lines: one article, a list of them, or a wrapper that holds a list somewhere.

Numbers stay as they are written, as bytes, which tells them from texts: no 10,000-digit integer is ever converted. NaN
is just a missing value.
"""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from newslab.drop.encoding import decode
from newslab.drop.fields import assign, meaning
from newslab.drop.items import problem
from newslab.drop.readers.blob import Blob, record
from newslab.drop.readers.textlines import TOO_LONG, text_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newslab.drop.items import Problem, RawItem

_WRAPPER_DEPTH: Final = 4
_LOOK: Final = 20
"""Elements of a list looked at to tell what it holds."""
_FEWEST_COLUMNS: Final = 2
_SPACE = re.compile(r"[ \t\r\n]*")

_NEXT_OBJECT = re.compile(r"\}\s{0,20},\s{0,20}\{")
_BROKEN_ELEMENTS: Final = 100
"""Broken elements after which a list is given up."""
_DECODER: Final = json.JSONDecoder(
    parse_int=str.encode, parse_float=str.encode, parse_constant=lambda _: None, strict=False
)


def loads(text: str) -> Any:
    """Parse JSON with numbers as the bytes they are written in.

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
    """Read a .json file; of a broken list the rows before the break are kept."""
    text = decode(blob.read()).text.removeprefix("\ufeff")
    streamed = text.lstrip()[:1] == "["
    values = sum(map(text.count, "{[" if streamed else "{[,"))
    if values > blob.limits.json_values:
        detail = f"about {values:,} values, limit {blob.limits.json_values:,}"
        yield problem(blob.path, "too_many_values", detail, "split the file, write JSON lines, or raise json_values")
        return
    if streamed:
        yield from _rows(blob, _elements(text))
        return
    try:
        data = loads(text)
    except ValueError as err:
        if "Extra data" in str(err):  # JSON lines under another name
            yield from read_json_lines(blob)
        else:
            yield problem(blob.path, "not_json", str(err)[:200], "check that the file is complete and valid JSON")
        return
    del text
    yield from _records(blob, data)


def read_json_lines(blob: Blob) -> Iterator[RawItem | Problem]:
    """Read a .jsonl or .ndjson file, streamed: a broken line costs only itself."""
    if blob.head().lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"[":  # a list under another name
        yield from read_json(blob)
        return
    yield from _rows(blob, (_line(line) for line in text_lines(blob) if line.strip()), kind="jsonl")


def _line(line: str) -> Any:
    if line == TOO_LONG:
        return ValueError("a line longer than row_bytes")
    try:
        return loads(line)
    except ValueError as err:
        return err


def _elements(text: str) -> Iterator[Any]:
    """Elements of a JSON list one by one; for a broken one the error, and reading goes on at the next object."""
    at = _after_space(text, text.index("[") + 1)
    broken = 0
    while text[at : at + 1] != "]":
        try:
            value, at = _element(text, at)
        except RecursionError:
            yield ValueError("nested too deeply")
            return
        except json.JSONDecodeError as err:
            yield err
            broken += 1
            following = _NEXT_OBJECT.search(text, max(err.pos, at))
            if following is None or broken > _BROKEN_ELEMENTS:
                return
            at = following.end() - 1
            continue
        yield value
        at = _after_space(text, at + 1) if text[at] == "," else at
    if _after_space(text, at + 1) < len(text):
        yield ValueError(f"more after the list's end, at character {at + 1:,}")


def _element(text: str, at: int) -> tuple[Any, int]:
    """An element and where the comma or bracket after it stands."""
    value, at = _DECODER.raw_decode(text, at)
    at = _after_space(text, at)
    if text[at : at + 1] not in ("]", ","):
        raise json.JSONDecodeError("list breaks off", text, at)
    return value, at


def _after_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _rows(blob: Blob, values: Iterable[Any], kind: str = "json") -> Iterator[RawItem | Problem]:
    """One item per record; a text by itself is a record; anything else, and an error, is a problem."""
    row = -1
    for row, value in enumerate(values):
        if row >= blob.limits.rows:
            yield problem(
                blob.path, "too_many_rows", f"more than {blob.limits.rows:,} rows", "split the file, or raise rows"
            )
            return
        if isinstance(value, dict):
            yield from record(blob, value, row=row, kind=kind)
        elif isinstance(value, str):
            yield from record(blob, {"text": value}, row=row, kind=kind)
        elif isinstance(value, ValueError):
            yield problem(blob.path, "not_json", f"row {row}: {str(value)[:200]}", "mend or remove this row")
        else:
            kind_of = "number" if isinstance(value, bytes) else type(value).__name__
            yield problem(blob.path, "not_a_record", f"row {row}: {kind_of}", "each row must be an object")
    if row < 0:
        yield problem(blob.path, "empty", "no row", "remove the file, or fill it")


def _records(blob: Blob, data: Any) -> Iterator[RawItem | Problem]:
    if not isinstance(data, dict):
        yield problem(blob.path, "no_article", f"only a {type(data).__name__}", "an article is an object with a text")
    elif _is_article(data, blob):
        yield from record(blob, data, row=None, kind="json")
    elif (rows := _find_rows(data, blob)) is not None:
        yield from _rows(blob, rows)
    else:
        keys = ", ".join(list(data)[:8])
        yield problem(blob.path, "no_article", f"no article among {keys}", "name the text's key in drop.toml")


def _is_article(data: dict[str, Any], blob: Blob) -> bool:
    """Whether a record is itself an article: it has a text, not just a description above a list of articles."""
    found = assign(data, blob.mapping).found
    if "text" not in found or _columns(data) is not None or _keyed(data):
        return False
    described = found["text"] == found.get("description")
    return not (described and any(_is_rows(value) and _named(value[0]) for value in data.values()))


def _keyed(data: dict[str, Any]) -> bool:
    """Whether a record holds several articles, each under its own key."""
    return len(data) > 1 and all(map(_named, islice(data.values(), _LOOK)))


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _named(value: Any) -> bool:
    """Whether a nested record is an article rather than, say, an author."""
    return isinstance(value, dict) and "text" in assign(value).found


def _find_rows(data: dict[str, Any], blob: Blob, depth: int = 0) -> list[Any] | None:
    """The list of articles inside wrappers: the longest list of records that have a text."""
    if depth > _WRAPPER_DEPTH:
        return None
    columns = _columns(data)
    if columns is not None:
        return columns
    values = list(data.values())
    if _keyed(data):
        return values
    lists: list[list[Any]] = [value for value in values if _is_rows(value) and any(map(_named, value[:_LOOK]))]
    if lists:
        return max(lists, key=len)
    for value in values:
        rows = _find_rows(value, blob, depth + 1) if isinstance(value, dict) else None
        if rows is not None:
            return rows
    return None


def _columns(data: dict[str, Any]) -> list[Any] | None:
    """Rows of a table written column by column, each a mapping from row number or a list, as pandas does."""
    columns = {name: _cells(column) for name, column in data.items()}
    texts = [column for name, column in columns.items() if (meant := meaning(name)) and meant[0] == "text"]
    if not texts or None in columns.values() or len(columns) < _FEWEST_COLUMNS:
        return None
    keys = list(texts[0] or {})
    if not all(isinstance((texts[0] or {})[key], str) for key in keys[:_LOOK]):
        return None
    return [{name: (column or {}).get(key) for name, column in columns.items()} for key in keys]


def _cells(column: Any) -> dict[Any, Any] | None:
    if isinstance(column, list):
        return dict(enumerate(column))
    return column if isinstance(column, dict) else None
