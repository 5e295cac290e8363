"""Reported figures beside a reference series: a body's own daily counts, or a data set made by hand later.

A figure credited to a body that publishes a series, and far outside what its own bound and rounding allow, is most
likely misread: so the comparison is also a check on the reading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from newslab.claims.agreement import Report, admits
from newslab.errors import ContractError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newslab.tables import Tables

TOLERANCE: Final = 0.02
SERIES: Final = ("date", "low", "high", "source")
COLUMNS: Final = (
    "figure_id", "article_id", "text", "speaker", "day", "value", "low", "high", "series_date", "series_low",
    "series_high", "series_source", "verdict",
)  # fmt: skip


def compare(
    tables: Tables,
    series: pd.DataFrame,
    *,
    claims: Iterable[str] | None = None,
    tolerance: float = TOLERANCE,
    days: int = 1,
) -> pd.DataFrame:
    """Lay reported figures beside a reference series.

    Parameters
    ----------
    tables : Tables
        A parsed drop.
    series : pandas.DataFrame
        Columns ``date``, ``low``, ``high`` (equal for a count) and ``source``, one row per date and source.
    claims : iterable of str, optional
        The claims to compare; all figures of the drop if left out, which is rarely what one wants.
    tolerance : float
        Share of the series' value by which a figure may miss it beyond its own bound and rounding.
    days : int
        How far the series' date may lie before the day the figure is about.

    Returns
    -------
    pandas.DataFrame
        One row per figure and source: the words, the day (the last day the figure is about, else the day of
        publication), the series' entry and ``verdict``: ``within``, ``outside``, ``no day`` or ``no entry``.

    Raises
    ------
    ContractError
        If the series lacks a column.
    """
    missing = [c for c in SERIES if c not in series.columns]
    if missing:
        raise ContractError(f"the series lacks {', '.join(missing)}; it needs {', '.join(SERIES)}")
    reference = series.assign(date=pd.to_datetime(series["date"]).astype("datetime64[s]")).sort_values("date")
    figures = tables.figures
    if claims is not None:
        figures = figures[figures["claim_id"].isin(list(claims))]
    published = tables.articles.set_index("article_id")["published"]
    figures = figures.assign(day=figures["date_end"].fillna(figures["article_id"].map(published)))
    rows = [
        _row(figure, entry, tolerance)
        for figure in figures.itertuples()
        for _, own in reference.groupby("source", sort=True)
        for entry in [_entry(own, figure.day, days)]
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _entry(series: pd.DataFrame, day: Any, days: int) -> Any:
    """The series' newest entry up to the day, not older than ``days``; None where there is none."""
    if pd.isna(day):
        return None
    known = series[(series["date"] <= day) & (series["date"] >= day - pd.Timedelta(days=days))]
    return None if known.empty else known.iloc[-1]


def _row(figure: Any, entry: Any, tolerance: float) -> dict[str, Any]:
    row = {
        name: getattr(figure, name)
        for name in ("figure_id", "article_id", "text", "speaker", "day", "value", "low", "high")
    }
    if entry is None:
        return row | {"verdict": "no day" if pd.isna(figure.day) else "no entry"}
    fits = _fits(figure, float(entry["low"]), float(entry["high"]), tolerance)
    return row | {
        "series_date": entry["date"],
        "series_low": entry["low"],
        "series_high": entry["high"],
        "series_source": entry["source"],
        "verdict": "within" if fits else "outside",
    }


def _fits(figure: Any, low: float, high: float, tolerance: float) -> bool:
    """Whether the figure's interval meets the series' one, widened by the tolerance."""
    value, lowest, highest = (None if pd.isna(x) else float(x) for x in (figure.value, figure.low, figure.high))
    report = Report(figure.figure_id, figure.text, value, lowest, highest, str(figure.bound), bool(figure.approx))
    admitted = admits(report, rounding=True)
    if admitted is None:
        return True
    return admitted[0] <= high * (1 + tolerance) and admitted[1] >= low * (1 - tolerance)
