"""Reported figures beside a reference series: a body's own daily counts, or a data set made by hand later.

A figure credited to a body that publishes a series, and far outside what its own bound and rounding allow, is most
likely misread: so the comparison is also a check on the reading. A series holds totals as of a day. What is no such
total is not compared, and its row says why.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from newslab.claims.agreement import Report, admits, magnitude
from newslab.errors import ContractError, UnknownKeyError
from newslab.numerals import units

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newslab.tables import Tables

TOLERANCE: Final = 0.02
SERIES: Final = ("date", "low", "high", "source")
COLUMNS: Final = (
    "figure_id", "article_id", "text", "sentence", "speaker", "since", "day", "day_basis", "bound", "value", "low",
    "high", "unit", "series_source", "series_date", "series_low", "series_high", "series_unit", "ratio", "off_by",
    "verdict", "reason",
)  # fmt: skip
_NO_TOTAL: Final = {
    "increment": "an increment, no total",
    "decrease": "a decrease, no total",
    "subset": "a part, no total",
    "planned": "planned, not done",
    "denied": "denied by the speaker",
    "rate": "a rate, no total",
}
_DECIDED: Final = ("ratio", "off_by", "verdict", "reason")
_NUMBERS: Final = "correct it, leave it empty, or read 1,000 as a number: pd.read_csv(..., thousands=',')"
_SHOWN: Final = 5  # rows of a series that an error names


def compare(
    tables: Tables,
    series: pd.DataFrame,
    *,
    claims: Iterable[str] | None = None,
    figures: pd.DataFrame | None = None,
    unit: str | None = None,
    tolerance: float = TOLERANCE,
    days: int = 1,
) -> pd.DataFrame:
    """Lay reported figures beside a reference series of totals.

    Parameters
    ----------
    tables : Tables
        A parsed drop.
    series : pandas.DataFrame
        One row per ``date`` and ``source``, with ``low`` and ``high``: equal for a count, one of them missing where the
        series gives only the other. Dates are datetimes or ISO 8601 text without a time zone. A column ``unit`` names
        the unit of each source.
    claims : iterable of str, optional
        Only figures of these claims.
    figures : pandas.DataFrame, optional
        Only these rows of ``tables.figures``. All figures of the drop, without either, is rarely what one wants.
    unit : str, optional
        Unit of a series without such a column: a measure or currency by name or symbol ("miles", "km2", "USD"), or what
        is counted, as in the column ``unit`` of the figures ("person"). Measures are converted to it. Without a unit
        only counts are compared, whatever they count.
    tolerance : float
        Share of the series' entry by which a figure may miss it beyond its own bound and rounding.
    days : int
        How far the series' date may lie before the day the figure is about.

    Returns
    -------
    pandas.DataFrame
        A row per figure, and where it can be compared per figure and source: the words and their sentence; ``day``, the
        last day the figure is about, else the day of publication (``day_basis``); the series' newest entry up to then;
        ``verdict``: ``within``, ``outside`` or ``not compared``, with the ``reason`` why not; ``off_by``, the share of
        the entry by which all that the words allow lies above it (below: negative), zero where they meet; ``ratio``,
        the number printed over the nearest end of the entry, 1 between its ends or towards one that is missing: "at
        least 62" is within every larger total, but of another size.

    Raises
    ------
    ContractError
        If the series cannot be read as one; the message names the rows.
    UnknownKeyError
        If there is no such claim.
    """
    reference = _reference(series, unit)
    rows = _chosen(tables, claims, figures)
    rows = rows.assign(order=range(len(rows)), reason=[_no_total(row) for row in rows.itertuples()])
    fit, unfit = rows[rows["reason"].isna()], rows[rows["reason"].notna()]
    beside = [_beside(fit, own, days) for _, own in reference.groupby("source", sort=True)]
    told = pd.concat([unfit.assign(verdict="not compared"), *(_judged(part, tolerance) for part in beside)])
    return told.sort_values("order", kind="stable").reindex(columns=list(COLUMNS)).reset_index(drop=True)


# --- the series ------------------------------------------------------------------------------------------------------
def _reference(series: pd.DataFrame, unit: str | None) -> pd.DataFrame:
    """The series with days at midnight, numbers and units; refused where it cannot be read."""
    missing = [c for c in SERIES if c not in series.columns]
    if missing:
        raise ContractError(f"the series lacks {', '.join(missing)}; it needs {', '.join(SERIES)}")
    if unit is not None and "unit" in series.columns:
        raise ContractError(f"the series has a column unit; leave out unit={unit!r}")
    numbers = {end: _finite(series[end]) for end in ("low", "high")}
    frame = series.assign(date=_dates(series["date"]), **numbers)
    named = frame["unit"] if "unit" in frame.columns else pd.Series(unit, index=frame.index, dtype="object")
    frame["unit"] = [units.symbol(name) if isinstance(name, str) else None for name in named]
    for fault, remedy, at in (
        ("date is no day", "ISO 8601 is read; parse other styles first: pd.to_datetime(..., dayfirst=True)",
         frame["date"].isna()),
        ("source is missing", "give each row one", frame["source"].isna()),
        ("low is no number", _NUMBERS, frame["low"].isna() & series["low"].notna()),
        ("high is no number", _NUMBERS, frame["high"].isna() & series["high"].notna()),
        ("neither low nor high is given", "leave such rows out", frame["low"].isna() & frame["high"].isna()),
        ("low is above high", "swap them", frame["low"] > frame["high"]),
        ("several rows of one date and source", "join them, or give each its own source",
         frame.duplicated(["date", "source"], keep=False)),
    ):  # fmt: skip
        _refuse(series, at, fault, remedy)
    return frame.sort_values("date", kind="stable")


def _finite(given: pd.Series[Any]) -> pd.Series[float]:
    """Numbers; missing what is none, and infinity, of which nothing is a share."""
    read = pd.to_numeric(given, errors="coerce").astype("float64")
    return read.where(read.abs() < math.inf)


def _dates(given: pd.Series[Any]) -> pd.Series[Any]:
    """Days at midnight; not-a-time where the text is no ISO 8601 date, for 03/04/2024 is two days."""
    try:
        read = pd.to_datetime(given, format="ISO8601", errors="coerce")
    except ValueError:  # of several time zones, or of some rows with and some without
        read = pd.to_datetime(given, format="ISO8601", errors="coerce", utc=True)
    if isinstance(read.dtype, pd.DatetimeTZDtype):
        raise ContractError("the series' dates have a time zone; say which day is meant: date.dt.tz_localize(None)")
    return read.dt.normalize().astype("datetime64[s]")


def _refuse(series: pd.DataFrame, at: pd.Series[bool], fault: str, remedy: str) -> None:
    if not at.any():
        return
    bad = series[at.to_numpy()]
    shown = "; ".join(
        f"row {label}: {', '.join(str(x) for x in row)}"
        for label, row in zip(bad.index[:_SHOWN], bad[list(SERIES)].to_numpy().tolist(), strict=False)
    )
    more = f"; and {len(bad) - _SHOWN} more" if len(bad) > _SHOWN else ""
    raise ContractError(f"{fault} in the series ({shown}{more}); {remedy}")


# --- the figures -----------------------------------------------------------------------------------------------------
def _chosen(tables: Tables, claims: Iterable[str] | None, figures: pd.DataFrame | None) -> pd.DataFrame:
    """The figures asked for, each with its day."""
    rows = tables.figures if figures is None else figures
    if claims is not None:
        wanted = set(claims)
        unknown = sorted(wanted - set(tables.claims["claim_id"]))
        if unknown:
            raise UnknownKeyError(f"no claim {unknown[0]!r}; tables.claims.claim_id lists them")
        rows = rows[rows["claim_id"].isin(wanted)]
    published = rows.join(tables.articles.set_index("article_id")["published"], on="article_id")["published"]
    basis = pd.Series("figure", index=rows.index).where(rows["date_end"].notna(), "publication")
    day = rows["date_end"].fillna(published)
    return rows.assign(day=day, day_basis=basis.where(day.notna()))


def _no_total(row: Any) -> str | None:
    """Why a figure is no total as of a known day, or None."""
    for name in (row.change, row.modality, row.kind):
        if name in _NO_TOTAL:
            return _NO_TOTAL[name]
    if row.background and row.day_basis == "publication":
        return "background of another time, which is not said"
    if pd.isna(row.day):
        return "no day: neither the figure nor the article has one"
    return "no number in the words" if admits(_report(row, 1.0), rounding=True) is None else None


def _report(row: Any, scale: float) -> Report:
    value, low, high = (None if pd.isna(x) else float(x) for x in (row.value, row.low, row.high))
    return Report(row.figure_id, row.text, value, low, high, str(row.bound), bool(row.approx), scale=scale)


# --- beside each other -----------------------------------------------------------------------------------------------
def _beside(rows: pd.DataFrame, own: pd.DataFrame, days: int) -> pd.DataFrame:
    """Figures with one source's newest entry up to their day, where it is not older than ``days``."""
    entry = own[["date", "low", "high", "unit"]].add_prefix("series_")
    joined = pd.merge_asof(
        rows.sort_values("day", kind="stable"), entry, left_on="day", right_on="series_date",
        tolerance=pd.Timedelta(days=days),
    )  # fmt: skip
    return joined.assign(series_source=own["source"].iloc[0])


def _judged(joined: pd.DataFrame, tolerance: float) -> pd.DataFrame:
    found = [_verdict(row, tolerance) for row in joined.itertuples()]
    return joined.assign(**{name: [f[k] for f in found] for k, name in enumerate(_DECIDED)})


def _verdict(row: Any, tolerance: float) -> tuple[float, float, str, str | None]:
    """The ratio, how far off, the verdict, and why there is none."""
    if pd.isna(row.series_date):
        return math.nan, math.nan, "not compared", "no entry of this source near the day"
    scale = _scale(row)
    if scale is None:
        why = f"in {_named(row.unit)}; the series is in {_named(row.series_unit)}"
        return math.nan, math.nan, "not compared", why
    report = _report(row, scale)
    admitted, size = admits(report, rounding=True), magnitude(report)
    assert admitted is not None
    assert size is not None  # what has no number was left out before
    ratio = 1 + _off_by((size, size), row.series_low, row.series_high)
    off = _off_by(admitted, row.series_low, row.series_high)
    return ratio, off, "within" if abs(off) <= tolerance else "outside", None


def _scale(row: Any) -> float | None:
    """How many of the series' unit one of the figure's is; None where they measure different things."""
    count = row.kind == "count"
    if pd.isna(row.series_unit):
        return 1.0 if count else None
    if pd.isna(row.unit):  # "220 were injured" counts what the sentence before names
        return 1.0 if count and units.to_si(1.0, row.series_unit) is None else None
    return units.times(row.unit, row.series_unit)


def _named(unit: Any) -> str:
    return "no unit" if pd.isna(unit) else str(unit)


def _off_by(admitted: tuple[float, float], low: float, high: float) -> float:
    """Share of the nearest end of an entry by which an interval lies above it or, negative, below."""
    if admitted[0] > high:
        return _share(admitted[0] - high, high)
    return -_share(low - admitted[1], low) if admitted[1] < low else 0.0


def _share(gap: float, whole: float) -> float:
    return gap / abs(whole) if whole else math.inf
