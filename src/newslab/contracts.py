"""Frames that keep the tables' contracts: typed, empty, and checked with pandera.

What the tables hold is told in :mod:`newslab.schema`. pandas and pandera are loaded only when a frame is made, so that
the command's help stays fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from newslab import schema
from newslab.errors import ContractError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

_PANDAS: Final = {"json": "str", "date": "datetime64[s]", "time": "datetime64[s, UTC]", "geometry": "object"}


def conform(table: str, rows: pd.DataFrame | Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows as a frame with exactly the table's columns, order and dtypes; missing columns become missing values."""
    import pandas as pd

    spec = schema.columns(table)
    frame = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame.from_records(list(rows))
    out = {}
    for col in spec:
        given = frame[col.name] if col.name in frame.columns else pd.Series(None, index=frame.index, dtype="object")
        out[col.name] = _cast(given, col)
    return pd.DataFrame(out, columns=[c.name for c in spec]).reset_index(drop=True)


def _cast(series: pd.Series[Any], col: schema.Column) -> pd.Series[Any]:
    import pandas as pd

    if col.dtype == "category":
        return series.astype(pd.CategoricalDtype(list(col.allowed)))
    if col.dtype == "geometry":
        return series.astype("object").where(series.notna(), None)
    if col.dtype == "date":
        return pd.to_datetime(series).astype("datetime64[s]")
    if col.dtype == "time":
        return pd.to_datetime(series, utc=True).astype("datetime64[s, UTC]")
    if col.dtype == "float64":
        return pd.to_numeric(series).astype("float64")
    return series.astype(_PANDAS.get(col.dtype, col.dtype))


def empty(table: str) -> pd.DataFrame:
    """The table with its full schema and no row."""
    return conform(table, [])


def check(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Check a frame against its contract with pandera, all failures at once.

    Raises
    ------
    ContractError
        Listing every column and row that breaks the contract.
    """
    import pandera.pandas as pa
    from pandera.errors import SchemaErrors

    plain = frame.drop(columns="geometry", errors="ignore")
    try:
        contract(table).validate(plain, lazy=True)
    except SchemaErrors as err:
        raise ContractError(f"table {table!r} breaks its contract:\n{err.failure_cases.head(20).to_string()}") from err
    except pa.errors.SchemaError as err:
        raise ContractError(f"table {table!r} breaks its contract: {err}") from err
    return frame


def contract(table: str) -> Any:
    """The table's pandera schema (geometry is checked by :mod:`newslab.tables`)."""
    import pandas as pd
    import pandera.pandas as pa

    def column(col: schema.Column) -> pa.Column:
        dtype = pd.CategoricalDtype(list(col.allowed)) if col.dtype == "category" else _PANDAS.get(col.dtype, col.dtype)
        checks = [pa.Check.in_range(0, 1)] if col.name == "score" else []
        return pa.Column(dtype, checks=checks, nullable=col.nullable, unique=_is_key(table, col.name))

    return pa.DataFrameSchema(
        {c.name: column(c) for c in schema.columns(table) if c.dtype != "geometry"},
        strict=True,
        ordered=True,
        name=table,
    )


def _is_key(table: str, name: str) -> bool:
    return name == {
        "articles": "article_id", "figures": "figure_id", "places": "mention_id", "quotes": "quote_id",
        "claims": "claim_id",
    }.get(table)  # fmt: skip
