"""The chart of one claim over time: who said what when, what each speaker revised, and what stood at each moment."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any, Final

from newslab.charts import accounts, canvas, labels, marks, scales
from newslab.claims import origins

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from newslab.tables import Tables

_BY: Final = {"published": "day of publication", "date_end": "the day the figure is about"}
_HEIGHT: Final = 3.7  # inches
_TOUCH: Final = 0.08  # of the height: marks of one day closer than this stand side by side


def over_time(tables: Tables, claim: str | None = None, *, rank: int = 1, by: str = "published") -> Axes:
    """Draw how one claim's number moved: a line of steps per speaker, a band over the figures standing at each time.

    Parameters
    ----------
    tables : Tables
        Parsed drop.
    claim : str, optional
        ``claim_id``; by default the claim that moved most, or that of another ``rank``.
    rank : int
        1 is the one with most different numbers, see :func:`newslab.charts.most_moved`. Where the drop has not so many
        claims of more than one day, the picture says so.
    by : {"published", "date_end"}
        The day of publication, or the last day a figure is about.

    Raises
    ------
    UnknownKeyError
        If there is no such claim.
    ValueError
        If ``by`` is neither of the two, or ``rank`` is below 1.
    """
    if by not in _BY:
        raise ValueError(f"by must be one of {', '.join(_BY)}, not {by!r}")
    canvas.from_one(rank)
    if claim is None:
        moved = accounts.most_moved(tables, rank)
        claim = str(moved["claim_id"].iloc[rank - 1]) if len(moved) >= rank else None
    row = accounts.pick(tables, claim) if claim else None
    if row is None:
        return canvas.blank(
            "How the count moved", canvas.too_few(rank, "claim", " of more than one day"), canvas.note(tables)
        )
    told = accounts.of_claim(tables, row["claim_id"])
    dated = told[told[by].notna()].sort_values(by, kind="stable").assign(when=lambda frame: frame[by].map(scales.day))
    dated["name"] = dated["speaker"].fillna(dated["label"] + ", no speaker named")
    dated["line"] = _voices(dated["speaker_key"], tables.places).fillna("outlet: " + dated["label"])
    vague = bool((dated["bound"] == "vague").any())
    undated = len(told) - len(dated)
    with canvas.style():
        ax = canvas.sheet(
            f"{accounts.heading(row)}: how the count moved",
            f"By {_BY[by]}. A line joins what one speaker said, or one outlet that names none; each step a revision. "
            f"Shaded: from the lowest to the highest figure then standing, the latest of each.{_others(dated)}"
            + (f" Not drawn: {canvas.of(undated, 'report')} without a date." if undated else ""),
            canvas.note(tables, "No figure is averaged or carried to another speaker.", canvas.rule(tables)),
            height=_HEIGHT, left=0.95, right=2.55, below=0.3 + 0.35 * vague, over=0.5,
        )  # fmt: skip
        scales.values(ax, dated, accounts.unit(row), across=False)
        scales.days(ax, dated[by])
        ax.tick_params(axis="x", pad=28 if vague else 4)
        _band(ax, accounts.stated(dated))
        _lines(ax, dated)
        marks.key(ax, marks.used(accounts.records(dated)), lift=0.24)
        return canvas.finish(ax)


def _voices(keys: pd.Series[Any], places: pd.DataFrame) -> pd.Series[Any]:
    """Whose line each report is on: a body's under its fullest name, whatever the report calls it."""
    names = origins.place_words(places["name"])
    fuller = origins.one_body(keys.dropna().unique(), names)
    return keys.map(lambda key: fuller.get(key, key), na_action="ignore").astype(
        "str"
    )  # not numbers where all are missing


def _others(dated: pd.DataFrame) -> str:
    """Say whose figures have no colour of their own."""
    n = dated["line"].nunique() - len(canvas.SERIES)
    return f" Grey: {canvas.of(n, 'other speaker')}." if n > 0 else ""


def _band(ax: Axes, stated: pd.DataFrame) -> None:
    """Shade from the lowest to the highest figure standing on each day; a plan or a denial does not stand."""
    standing: dict[str, list[float]] = {}
    steps = []
    for when, rows in stated.groupby("when"):
        for line, said in rows.groupby("line"):
            standing[str(line)] = scales.numbers(said) or standing.get(str(line), [])
        numbers = [n for latest in standing.values() for n in latest]
        if numbers:
            steps.append((when, min(numbers), max(numbers)))
    if len(steps) > 1:
        days, lows, highs = zip(*steps, strict=True)
        ax.fill_between(days, lows, highs, step="post", color=canvas.BLUE, alpha=0.09, lw=0, zorder=1)


def _lines(ax: Axes, dated: pd.DataFrame) -> None:
    """Draw each speaker's figures; the speakers with most of them in colours of their own, the others grey."""
    first = dated["line"].value_counts(sort=True).head(len(canvas.SERIES)).index.tolist()
    ends: list[tuple[float, str, str]] = []
    drawn: list[tuple[float, int, float]] = []
    near = _TOUCH * (ax.get_ylim()[1] - ax.get_ylim()[0])
    for line, rows in dated.groupby("line", sort=False):
        color = canvas.SERIES[first.index(line)] if line in first else canvas.GREY
        points = [(row["when"], _one(row)) for row in accounts.records(accounts.stated(rows)) if _one(row) == _one(row)]
        if len(points) > 1:
            ax.plot(*zip(*points, strict=True), drawstyle="steps-post", color=color, lw=1.1, alpha=0.8, zorder=2)
        for row in accounts.records(rows):
            when, value = row["when"], _one(row)
            taken = {column for day, column, other in drawn if day == when and abs(other - value) < near}
            aside = next(column for column in count() if column not in taken)
            marks.draw(ax, row, when, across=False, color=color, aside=aside, label=row["name"], words=row["text"])
            drawn.append((when, aside, value))
        if points and line in first:
            ends.append((points[-1][1], max(map(str, rows["name"]), key=len), color))  # a line is its fullest name's
    _end_labels(ax, ends)


def _one(row: dict[str, Any]) -> float:
    """Give the number a line runs through: the value, or the lower end of a range; NaN where there is none."""
    return next((float(row[name]) for name in ("value", "low", "high") if row[name] == row[name]), float("nan"))


def _end_labels(ax: Axes, ends: list[tuple[float, str, str]]) -> None:
    """Name the lines at the right edge, moved apart where they would touch, with a lead back to the last figure."""
    to_axes = ax.transData + ax.transAxes.inverted()
    wanted = [float(to_axes.transform((ax.get_xlim()[1], value))[1]) for value, _, _ in ends]
    step = canvas.BODY * canvas.LEADING / _HEIGHT
    for (_, name, color), at, y in zip(ends, wanted, labels.spread(wanted, 2.4 * step, 0.03, 0.97), strict=True):
        ax.plot([1.0, 1.03], [at, y], lw=0.7, color=color, transform=ax.transAxes, clip_on=False)
        parts = labels.wrap(name, 2.1, canvas.BODY)
        for k, part in enumerate(parts):
            ax.text(
                1.035, y + step * ((len(parts) - 1) / 2 - k), part, transform=ax.transAxes, va="center", color=color
            )
