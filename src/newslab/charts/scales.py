"""Axes of charts: numbers from zero, or logarithmic where they must be, and days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from newslab.charts import canvas, labels

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_LOG_FROM: Final = 300  # numbers further apart than this many times cannot share a linear scale
_CLOSE: Final = 1.5  # times the lowest number up to which a movement from zero would not be seen
_APART: Final = 0.7  # of the widest gap between two ticks: the narrowest that holds both labels
_ROOM: Final = 1.14  # of the largest number, so that its arrow stays on the page


def numbers(rows: pd.DataFrame) -> list[float]:
    """List every number printed in the rows, limits included."""
    return [float(n) for column in ("value", "low", "high") for n in rows[column].dropna()]


def values(ax: Axes, rows: pd.DataFrame, unit: str, *, across: bool = True) -> None:
    """Set the axis of the values, before any mark is drawn.

    An axis upwards shows how numbers move, so where they lie close it does not begin at zero, and says so.
    """
    found = numbers(rows)
    top, low = max(found, default=1.0), min(found, default=0.0)
    apart = low > 0 and top / low > _LOG_FROM
    close = not across and 0 < low < top < low * _CLOSE
    limits, name = (min(0.0, low * _ROOM), max(top * _ROOM, 1e-9)), unit
    if apart:
        limits, name = (low / 2, top * 2.5), f"{unit} (logarithmic scale)"
    elif close:
        limits, name = (low - (top - low), top + (top - low)), f"{unit} (axis not from zero)"
    side = "x" if across else "y"
    ax.set(**{f"{side}scale": "log" if apart else "linear", f"{side}lim": limits})
    ticks(ax, name, across=across, whole=all(n == round(n) for n in found))


def ticks(ax: Axes, name: str, *, across: bool = True, whole: bool = False) -> None:
    """Give the axis of the values plain ticks, thin lines and its unit."""
    from matplotlib.ticker import LogLocator, MaxNLocator, NullLocator

    canvas.bare(ax)
    axis = ax.xaxis if across else ax.yaxis
    axis.set_major_locator(
        LogLocator(numticks=6) if axis.get_scale() == "log" else MaxNLocator(5, steps=[1, 2, 5, 10], integer=whole)
    )
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(lambda value, _: _plain(value))
    axis.grid(True, color=canvas.PALE, lw=0.6)
    if across:
        ax.set_xlabel(labels.drawable(name, 60), fontsize=canvas.BODY)
    else:
        ax.annotate(labels.drawable(name, 60), (0, 1), (-4, 5), xycoords="axes fraction", textcoords="offset points",
                    ha="right" if len(name) < 12 else "left", color=canvas.GREY, fontsize=canvas.BODY)  # fmt: skip


def _plain(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 10 or value == round(value) else f"{value:,.4g}"


def days(ax: Axes, dates: pd.Series[Any]) -> None:
    """Make x an axis of days that holds all the dates; at most a handful of ticks, never a time of day."""
    known = dates.dropna()
    low, high = (day(known.min()), day(known.max())) if len(known) else (0.0, 1.0)
    room = max((high - low) * 0.05, 0.6)
    ax.set_xlim(low - room, high + room)
    canvas.bare(ax)
    ax.xaxis.set_major_locator(_locator())
    ax.xaxis.set_major_formatter(lambda value, _: _date(value, high - low) if len(known) else "")
    if len(known):
        ax.grid(axis="x", color=canvas.PALE, lw=0.6)


def _locator() -> Any:
    """Choose days evenly apart: the first of a month takes the place of a day shortly before it."""
    import numpy as np
    from matplotlib import dates as mdates

    class Apart(mdates.AutoDateLocator):
        def __call__(self) -> Any:
            ticks = np.asarray(super().__call__())  # type: ignore[no-untyped-call]
            gaps = np.diff(ticks, append=np.inf)
            return ticks[gaps >= _APART * np.max(gaps[:-1], initial=0.0)]

    locator = Apart(minticks=3, maxticks=7)  # type: ignore[no-untyped-call]
    locator.intervald.update({mdates.HOURLY: [24], mdates.MINUTELY: [1440]})
    return locator


def day(date: Any) -> float:
    """Give the number by which an axis of days knows a date."""
    from matplotlib import dates as mdates

    return float(mdates.date2num(date))  # type: ignore[no-untyped-call]


def _date(value: float, span: float) -> str:
    from matplotlib import dates as mdates

    date = mdates.num2date(value)  # type: ignore[no-untyped-call]
    if span > 3 * 365:
        return str(date.year)
    return f"{date:%b %Y}" if span > 120 else f"{date.day} {date:%b %Y}"
