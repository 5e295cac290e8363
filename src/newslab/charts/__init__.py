"""Charts of what the sources report. Every function takes tables and returns matplotlib Axes; nothing is averaged.

The title, a note on the source and, where numbers are summed up, the name of the rule are part of the picture, so that
they travel with it. :func:`drawn` gives back the data drawn, read from the marks themselves.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from newslab.charts import accounts, canvas, labels, marks, scales
from newslab.charts.accounts import best_covered, comparable, contested, most_moved, revisions, side_by_side
from newslab.charts.canvas import drawn
from newslab.charts.movement import over_time

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes

    from newslab.evaluate import Evaluation
    from newslab.tables import Tables

__all__ = [
    "agreement", "best_covered", "by_source", "comparable", "contested", "coverage", "drawn", "most_moved", "over_time",
    "quality", "revisions", "side_by_side", "timeline",
]  # fmt: skip

ROW: Final = 0.36  # inches
_LARGEST: Final = 260.0  # points squared, of a day's dot: as high as its row
_MANY: Final = 12  # articles of a day from which the largest dot stands for them
_TALL: Final = 25  # rows from which the scale is repeated at the top
_LOG_FROM: Final = 10  # times the lowest number
_GROUPS: Final = {"planned": "Planned, not done", "denied": "Denied"}
_AGREE: Final = {
    "consistent": canvas.BLUE, "differs by rounding": canvas.BLUE, "single": canvas.GREY,
    "differs by scope": canvas.AMBER, "differs by time": canvas.AMBER, "contradicts": canvas.RED,
}  # fmt: skip


def by_source(tables: Tables, claim: str | None = None, *, rank: int = 1, limit: int = 60) -> Axes:
    """Draw every report of one claim in its own words.

    Parameters
    ----------
    tables : Tables
        Parsed drop.
    claim : str, optional
        ``claim_id``; by default the best-covered claim, or that of another ``rank``.
    rank : int
        1 is the best-covered. Where the drop has not so many claims, the picture says so.
    limit : int
        Rows drawn at most; the number left out is printed.

    Returns
    -------
    matplotlib.axes.Axes
        One row per report: dots for numbers, bars for ranges, arrows for bounds, a blur beside the scale for vague
        words; plans and denials stand apart from claims.

    Raises
    ------
    UnknownKeyError
        If there is no such claim.
    ValueError
        If ``rank`` is below 1.
    """
    canvas.from_one(rank)
    row = accounts.pick(tables, claim, rank)
    if row is None:
        return canvas.blank("What each source reports", canvas.too_few(rank, "claim"), canvas.note(tables))
    told = accounts.of_claim(tables, row["claim_id"])
    shown = told if len(told) <= limit else told.nlargest(limit, "score").sort_index()
    lines = _grouped(shown)
    left = 3.2 + 0.6 * bool((shown["bound"] == "vague").any())
    tall = 0.2 * (len(lines) > _TALL)
    with canvas.style():
        ax = canvas.sheet(
            f"{accounts.heading(row)}: what each source reports",
            f"{canvas.of(len(told), 'report')} in {canvas.of(row['n_articles'], 'article')} of "
            f"{canvas.of(row['n_outlets'], 'outlet')}, from {canvas.of(row['n_origins'], 'independent origin')}. "
            f"{_summed_up(row, told)}Oldest first.{canvas.more(len(told) - len(shown), 'report')}",
            canvas.note(tables, "Nothing is averaged; the words at the right are the articles' own."),
            height=max(ROW * len(lines), 0.6), left=left, right=2.75, below=0.42, over=0.34 + tall,
        )  # fmt: skip
        scales.values(ax, shown, accounts.unit(row))
        ax.tick_params(labeltop=bool(tall))
        ax.set(ylim=(max(len(lines), 1) - 0.5, -0.5), yticks=[])
        for y, line in enumerate(lines):
            _report_row(ax, y, line, left)
        marks.key(ax, marks.used(accounts.records(shown)), lift=0.06 + tall)
        return canvas.finish(ax)


def _summed_up(claim: pd.Series[Any], told: pd.DataFrame) -> str:
    """Name the summary rule with what it gives, and the bounds that lie beyond; nothing where it gives nothing."""
    low, best, high = (claim[name] if claim[name] == claim[name] else None for name in ("low", "best", "high"))
    given = [accounts.number(n) for n in (low, best, high) if n is not None]
    if not given:
        return ""
    open_end = "up to " if low is None else "from " if high is None else ""
    beyond = _beyond(accounts.stated(told), low, high)
    return f"By the rule “{claim['rule']}”: {open_end}{' – '.join(dict.fromkeys(given))}{beyond}. "


def _beyond(told: pd.DataFrame, low: float | None, high: float | None) -> str:
    """Quote the farthest bounds that no rule turns into a number: "at least 46" beside 29 to 36."""
    over = told[told["bound"].isin(("ge", "gt")) & (told["value"] > (math.inf if high is None else high))]
    under = told[told["bound"].isin(("le", "lt")) & (told["value"] < (-math.inf if low is None else low))]
    far = [*under.nsmallest(1, "value")["text"], *over.nlargest(1, "value")["text"]]
    return f"; beyond it {' and '.join(f'“{words}”' for words in far)}" if far else ""


def _report_row(ax: Axes, y: int, line: str | dict[str, Any], left: float) -> None:
    if isinstance(line, str):
        canvas.beside(ax, y, [line], -left + canvas.MARGIN, bold=True)
        return
    times = f" (said {line['mentions']} times)" if line["mentions"] > 1 else ""
    ax.axhline(y, color=canvas.PALE, lw=0.6, zorder=0)
    canvas.beside(ax, y, [line["who"], line["where_said"]], -left + canvas.MARGIN, room=2.95)
    canvas.beside(ax, y, labels.wrap(f"“{line['text']}”{times}", 2.45, canvas.BODY), 0.15, right=True, faint=False)
    marks.draw(ax, line, y, label=f"{line['who']}, {line['where_said']}", words=line["text"])


def timeline(tables: Tables, *, limit: int = 40) -> Axes:
    """Draw who published what and when: a row per outlet, a dot per day, its area the number of articles.

    Parameters
    ----------
    tables : Tables
        Parsed drop.
    limit : int
        Outlets drawn at most; the number left out is printed.
    """
    articles = tables.articles.assign(who=tables.articles["label"].map(lambda name: labels.drawable(name, 48)))
    order = articles.groupby("who").agg(n=("article_id", "size"), first=("published", "min"))
    order = order.sort_values(["n", "first"], ascending=[False, True], kind="stable")
    names = order.index[:limit].tolist()
    undated = int(articles["published"].isna().sum())
    with canvas.style():
        ax = canvas.sheet(
            "Who published what, and when",
            f"{canvas.of(len(articles), 'article')}; the area of a dot is the number of articles of that day."
            + (f" Hollow, at the left: {canvas.of(undated, 'article')} without a date." if undated else "")
            + canvas.more(len(order) - len(names), "outlet"),
            canvas.note(tables), height=max(0.24 * len(names), 0.5), left=3.6, right=0.35,
        )  # fmt: skip
        ax.set(ylim=(max(len(names), 1) - 0.5, -0.5), yticks=[])
        scales.days(ax, articles["published"])
        busiest = int(articles.groupby(["who", "published"], dropna=False).size().max()) if len(articles) else 0
        each = _LARGEST / max(busiest, _MANY)
        for y, name in enumerate(names):
            ax.axhline(y, color=canvas.PALE, lw=0.6, zorder=0)
            canvas.beside(ax, y, [f"{name} ({order.loc[name, 'n']})"], -3.6 + canvas.MARGIN, room=2.85)
            _days_of(ax, y, name, articles[articles["who"] == name]["published"], each)
        return canvas.finish(ax)


def _days_of(ax: Axes, y: int, name: str, published: pd.Series[Any], each: float) -> None:
    """Draw an outlet's days, each article as so many points squared."""
    counts = published.value_counts(dropna=False, sort=False).sort_index()
    for day, n in counts.items():
        dated = day == day  # NaT is not itself
        at, where = (scales.day(day), ax.transData) if dated else (-0.06, ax.get_yaxis_transform())
        dot = ax.scatter([at], [y], s=each * n, color=canvas.BLUE if dated else "white", edgecolors=canvas.BLUE,
                         alpha=0.8, linewidths=0.9, transform=where, clip_on=False, zorder=4)  # fmt: skip
        canvas.record(dot, "day" if dated else "no date", label=name, articles=int(n))


def agreement(tables: Tables, *, limit: int = 15) -> Axes:
    """Draw how far apart the sources are: per claim of two or more origins, each report as a multiple of the lowest.

    Parameters
    ----------
    tables : Tables
        Parsed drop.
    limit : int
        Claims drawn at most, the best-covered ones; the widest spread comes first.
    """
    rows = [
        (claim, _positive(tables, claim["claim_id"])) for _, claim in best_covered(tables, limit, origins=2).iterrows()
    ]
    rows = sorted(((c, n) for c, n in rows if n), key=lambda pair: -max(pair[1]) / min(pair[1]))
    if not rows:
        return canvas.blank("Where sources differ", "No claim here has two independent origins.", canvas.note(tables))
    top = max(max(numbers) / min(numbers) for _, numbers in rows)
    log = top > _LOG_FROM
    with canvas.style():
        ax = canvas.sheet(
            "Where sources agree, and where they differ",
            "Things counted by two or more independent origins. Each dot is a number printed, as a multiple of the "
            "lowest; the verdict at the right weighs what the words allow (at least, up to, about).",
            canvas.note(tables, "The verdict compares what the words allow; it does not say who is right. Numbers are "
                        "as printed, from the lowest to the highest.", canvas.rule(tables)),
            height=max(ROW * len(rows), 0.5), left=3.3, right=2.85, below=0.42,
        )  # fmt: skip
        ax.set(xscale="log" if log else "linear", ylim=(len(rows) - 0.5, -0.5), yticks=[])
        ax.set_xlim((0.85, top * 1.2) if log else (1 - 0.05 * (top - 1) - 0.02, top + 0.05 * (top - 1) + 0.1))
        scales.ticks(ax, "times the lowest number")
        for y, (claim, numbers) in enumerate(rows):
            _agreement_row(ax, y, claim, numbers)
        return canvas.finish(ax)


def _positive(tables: Tables, claim_id: str) -> list[float]:
    """Give the numbers of what is claimed, or of what is planned where nothing else is."""
    told = accounts.of_claim(tables, claim_id)
    meant = accounts.stated(told)
    meant = meant if len(meant) else told[told["modality"] == "planned"]
    return [n for n in scales.numbers(meant) if n > 0]


def _agreement_row(ax: Axes, y: int, claim: pd.Series[Any], numbers: Sequence[float]) -> None:
    low, high, color = min(numbers), max(numbers), _AGREE[str(claim["agreement"])]
    ax.axhline(y, color=canvas.PALE, lw=0.6, zorder=0)
    ax.plot([1, high / low], [y, y], lw=1.2, color=color, alpha=0.6, zorder=3)
    for number in sorted(set(numbers)):
        (dot,) = ax.plot([number / low], [y], "o", ms=marks.DOT, mfc=color, mec="white", mew=0.6, zorder=5)
        canvas.record(dot, "report", label=accounts.heading(claim), number=number, agreement=str(claim["agreement"]))
    span = accounts.number(low) if low == high else f"{accounts.number(low)} to {accounts.number(high)}"
    heading = labels.wrap(accounts.heading(claim), 3.0, canvas.BODY)
    canvas.beside(ax, y, heading, -3.3 + canvas.MARGIN, faint=False)
    verdict = f"{claim['agreement']}, {canvas.of(claim['n_origins'], 'origin')}"
    canvas.beside(ax, y, [verdict, f"{span} {accounts.unit(claim)}"], 0.15, room=2.5, right=True)


def coverage(tables: Tables, *, limit: int = 15) -> Axes:
    """Draw the things most reported: the outlets that carry each claim, and the independent origins behind it.

    Parameters
    ----------
    tables : Tables
        Parsed drop.
    limit : int
        Claims drawn at most.
    """
    claims = best_covered(tables, limit)
    if claims.empty:
        return canvas.blank("What is reported most", "This drop holds no claim to draw.", canvas.note(tables))
    with canvas.style():
        ax = canvas.sheet(
            "What is reported most",
            f"{_share_of(len(claims), len(tables.claims))} Full dot: independent origins, where outlets that pass on "
            "one agency's words are one. Hollow: outlets that carry it.",
            canvas.note(tables, canvas.rule(tables)),
            height=max(0.3 * len(claims), 0.5), left=4.3, right=0.4, below=0.4,
        )  # fmt: skip
        for y, (name, (_, claim)) in enumerate(zip(accounts.headings(claims), claims.iterrows(), strict=True)):
            canvas.beside(ax, y, [name], -4.3 + canvas.MARGIN, room=4.0)
            _pair(ax, y, name, {"outlets": claim["n_outlets"], "origins": claim["n_origins"]})
        most = max(claims["n_outlets"].max(), claims["n_origins"].max(), 3)
        ax.set(ylim=(len(claims) - 0.5, -0.5), yticks=[], xlim=(0, most * 1.05))
        scales.ticks(ax, "origins, outlets", whole=True)
        return canvas.finish(ax)


def _share_of(n: int, total: int) -> str:
    return f"The {n} best-covered of {total:,} claims." if n < total else f"{canvas.of(total, 'claim')} in all."


def _pair(ax: Axes, y: int, name: str, values: dict[str, float]) -> None:
    """Draw two values of one row: the first hollow, the second full and on top."""
    ax.axhline(y, color=canvas.PALE, lw=0.6, zorder=0)
    ax.plot(list(values.values()), [y, y], color=canvas.LIGHT, lw=2, zorder=3)
    for (mark, value), face, size in zip(values.items(), ("white", canvas.BLUE), (8.5, 5.5), strict=True):
        (dot,) = ax.plot([value], [y], "o", ms=size, mfc=face, mec=canvas.BLUE, mew=1.2, zorder=5)
        canvas.record(dot, mark, label=name)


def quality(evaluation: Evaluation) -> Axes:
    """Draw precision and recall of every column, on the labelled sentences.

    Parameters
    ----------
    evaluation : newslab.evaluate.Evaluation
        What :func:`newslab.evaluate.run` gives.
    """
    from newslab import __version__

    columns = evaluation.columns
    labelled = int(columns["gold"].iloc[0])
    with canvas.style():
        ax = canvas.sheet(
            "How good the reading is",
            "Full dot: precision, the share of what was read that is right. Hollow: recall, the share of what is there "
            "that was read. In brackets: labelled values.",
            f"Source: {canvas.of(labelled, 'labelled figure')} in sentences written for newslab {__version__}.",
            height=0.3 * len(columns), left=2.2, right=0.5, below=0.42,
        )  # fmt: skip
        for y, row in enumerate(accounts.records(columns)):
            canvas.beside(ax, y, [f"{row['column']} ({row['gold']})"], -2.2 + canvas.MARGIN, room=1.9)
            _pair(ax, y, row["column"], {"recall": row["recall"], "precision": row["precision"]})
        ax.set(ylim=(len(columns) - 0.5, -0.5), yticks=[], xlim=(0, 1.02))
        scales.ticks(ax, "share")
        return canvas.finish(ax)


def _grouped(shown: pd.DataFrame) -> list[str | dict[str, Any]]:
    """Order the rows from top to bottom: what is claimed, then plans and denials under a heading of their own."""
    lines: list[str | dict[str, Any]] = [*accounts.records(accounts.stated(shown))]
    for modality, heading in _GROUPS.items():
        rows = accounts.records(shown[shown["modality"] == modality])
        lines += [heading, *rows] if rows else []
    return lines
