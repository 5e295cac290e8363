"""Parquet files of articles, in batches; only columns of text, dates and lists of text are read."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from newslab.drop.items import problem
from newslab.drop.readers.blob import Blob, record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newslab.drop.items import Problem, RawItem

_BATCH: Final = 256
_BATCH_BYTES: Final = 128 * 2**20
"""What a batch may come to if every row of it held its column's whole dictionary."""


def read_parquet(blob: Blob) -> Iterator[RawItem | Problem]:
    """Read a .parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with blob.open() as stream:
        try:
            file = pq.ParquetFile(stream)
            yield from _rows(file, blob)
        except (pa.ArrowException, OSError, EOFError) as err:
            yield problem(blob.path, "not_parquet", str(err)[:200], "check that the file is complete")


def _rows(file: Any, blob: Blob) -> Iterator[RawItem | Problem]:
    columns = [field.name for field in file.schema_arrow if _readable(field.type)]
    chunks = _chunk_sizes(file.metadata)
    if sum(chunks) > blob.limits.archive_bytes:
        detail = f"{sum(chunks):,} bytes unpacked, limit {blob.limits.archive_bytes:,}"
        yield problem(blob.path, "too_large", detail, "split the file, or raise archive_bytes")
        return
    size = max(1, min(_BATCH, _BATCH_BYTES // max([*chunks, 1])))
    row = 0
    for batch in file.iter_batches(batch_size=size, columns=columns):
        named = {name: _values(batch.column(name)) for name in batch.schema.names}
        for values in (dict(zip(named, cells, strict=True)) for cells in zip(*named.values(), strict=True)):
            if row >= blob.limits.rows:
                yield problem(
                    blob.path, "too_many_rows", f"more than {blob.limits.rows:,} rows", "split it, or raise rows"
                )
                return
            yield from record(blob, values, row=row, kind="parquet")
            row += 1


def _readable(kind: Any) -> bool:
    import pyarrow.types as types

    if types.is_list(kind) or types.is_large_list(kind):
        return _readable(kind.value_type)
    if types.is_dictionary(kind):
        return _readable(kind.value_type)
    tests = (types.is_string, types.is_large_string, types.is_temporal, types.is_integer)
    return any(test(kind) for test in tests)


def _chunk_sizes(metadata: Any) -> list[int]:
    groups = (metadata.row_group(i) for i in range(metadata.num_row_groups))
    return [group.column(j).total_uncompressed_size for group in groups for j in range(group.num_columns)]


def _values(column: Any) -> list[object]:
    """Values of a column; texts as bytes, because a file may hold some that are not valid UTF-8."""
    import pyarrow as pa
    import pyarrow.types as types

    if types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if types.is_string(column.type) or types.is_large_string(column.type):
        column = column.cast(pa.large_binary())
    return [value.isoformat() if isinstance(value, dt.date | dt.time) else value for value in column.to_pylist()]
