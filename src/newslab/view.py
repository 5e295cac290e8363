"""What a notebook shows beside charts: an article with its findings marked, tables, and paragraphs.

Everything here reads well in a notebook that is not trusted and in exported HTML: only inline styles and tooltips, no
script, no style sheet, nothing to load. All text from the drop passes through :mod:`newslab.escape`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from newslab import escape, schema
from newslab.charts import accounts, canvas

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from newslab.tables import Tables

_PAGE: Final = f"color:{canvas.INK};background-color:#ffffff;font-family:sans-serif;font-size:14px;line-height:1.5"
_SMALL: Final = f"color:{canvas.GREY};font-size:12px"
_FIGURE: Final = "background-color:#ffe9a8;color:#1d1d1b"
_PLACE: Final = {
    "placed": "color:#1f5a82;text-decoration:underline",
    "not placed": "color:#b5382a;text-decoration:underline",
    "not meant as a place": "color:#6f6f6a;text-decoration:underline",
}
_NOT_MATHS: Final = "tex2jax_ignore mathjax_ignore"
_CELL: Final = 160  # characters of a table's cell


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """Something to look at: HTML in a notebook, plain text in a terminal.

    Attributes
    ----------
    html, text : str
        The same content twice.
    """

    html: str
    text: str

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self.html


def show(tables: Tables, article_id: str) -> Shown:
    """Show an article with its figures and places marked, each with a tooltip that says what was understood.

    Page furniture, which yields no row, is grey. In plain text figures stand in ⟦ ⟧ and places in ‹ ›.

    Parameters
    ----------
    tables : Tables
        Parsed drop.
    article_id : str
        Which article.

    Raises
    ------
    UnknownKeyError
        If there is no such article.
    """
    article = tables.article(article_id)
    own = tables.figures["article_id"] == article_id
    figures = accounts.records(tables.figures[own & (tables.figures["score"] >= schema.MINOR)])
    places = accounts.records(tables.places[tables.places["article_id"] == article_id])
    names = dict(zip(tables.places["place_id"], tables.places["name"], strict=True))
    marks = [(row["start"], row["end"], "figure", _FIGURE, _figure_tip(row, names)) for row in figures]
    marks += [(row["start"], row["end"], "place", _PLACE[_standing(row)], _place_tip(row)) for row in places]
    text = str(article["text"])
    body = "".join(_line(text, start, end, label, marks) for start, end, label in _lines(article))
    day = f"{accounts.day(article['published'])} (date from: {article['published_basis']})"
    return Shown(
        f'<div class="{_NOT_MATHS}" style="{_PAGE};max-width:760px">'
        f'<div style="{_SMALL}">{escape.html(article["label"])}, {day}<br>{_legend(len(figures), len(places))}</div>'
        f"{body}</div>",
        _plain(text, figures, places),
    )


def table(frame: pd.DataFrame, columns: Sequence[str] | None = None, *, rows: int = 20) -> Shown:
    """Show rows of a table, every cell neutral.

    Parameters
    ----------
    frame : pandas.DataFrame
        Any table.
    columns : sequence of str, optional
        Which, in which order; all by default.
    rows : int
        At most so many; the number left out is said.
    """
    import pandas as pd

    wanted = list(frame.columns if columns is None else columns)
    part = frame.loc[:, wanted] if len(frame) else frame.reindex(columns=wanted)  # nothing drawn has no columns
    cells = [[_cell(value) for value in row] for row in part.head(rows).itertuples(index=False)]
    right = [pd.api.types.is_numeric_dtype(dtype) and not pd.api.types.is_bool_dtype(dtype) for dtype in part.dtypes]
    more = f"and {len(part) - rows:,} more rows" if len(part) > rows else "" if len(part) else "no rows"
    style = "padding:3px 10px;vertical-align:top;border-bottom:1px solid #dcdcd6"
    aligned = [f"{style};text-align:{'right' if flag else 'left'}" for flag in right]
    head = "".join(
        f'<th style="{how};font-weight:bold">{escape.html(str(name).replace("_", " "))}</th>'
        for name, how in zip(part.columns, aligned, strict=True)
    )
    body = "".join(
        "<tr>" + "".join(f'<td style="{how}">{escape.html(cell)}</td>' for cell, how in zip(row, aligned, strict=True))
        + "</tr>"
        for row in cells
    )  # fmt: skip
    plain = pd.DataFrame(cells, columns=list(part.columns)).to_string(index=False) if cells else ""
    return Shown(
        f'<div class="{_NOT_MATHS}" style="{_PAGE};font-size:12px">'
        f'<table style="border-collapse:collapse;font-size:12px"><thead><tr>{head}</tr></thead>'
        f'<tbody>{body}</tbody></table><div style="{_SMALL}">{more}</div></div>',
        "\n".join(filter(None, [plain, more])),
    )


def paragraph(text: str) -> Shown:
    """Show a paragraph of prose, such as a notebook's standfirst."""
    style = f"{_PAGE};font-size:16px;max-width:760px"
    return Shown(f'<p class="{_NOT_MATHS}" style="{style}">{escape.html(text)}</p>', escape.visible(text))


def _cell(value: Any) -> str:
    import numpy as np
    import pandas as pd

    if isinstance(value, (list, tuple, dict)):
        return escape.line(json.dumps(value, ensure_ascii=False), _CELL)
    if value is None or pd.isna(value):
        return "–"
    if isinstance(value, (bool, np.bool_)):
        return "yes" if value else "no"
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}" if value == value.normalize() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, float):
        return f"{value:,.0f}" if value == round(value) and abs(value) >= 1 else f"{value:,.4g}"
    if isinstance(value, int):
        return f"{value:,}"
    return escape.line(str(value), _CELL)


def _lines(article: pd.Series[Any]) -> Iterator[tuple[int, int, str]]:
    """Give every line of the article with its label, and the parts that no line covers as body."""
    at, text = 0, str(article["text"])
    for start, end, label in sorted(json.loads(article["lines"] or "[]")):
        if text[at:start].strip():
            yield at, start, "body"
        yield start, end, label
        at = max(at, end)
    if text[at:].strip():
        yield at, len(text), "body"


def _line(text: str, start: int, end: int, label: str, marks: list[tuple[int, int, str, str, str]]) -> str:
    inside = [mark for mark in marks if mark[0] < end and mark[1] > start]
    cuts = sorted({start, end, *(min(max(edge, start), end) for mark in inside for edge in mark[:2])})
    parts = [_part(text, a, b, inside) for a, b in pairwise(cuts)]
    furniture = label not in schema.READABLE
    style = "margin:0 0 8px 0" + (";color:#9a9a94" if furniture else ";font-weight:bold" if label == "headline" else "")
    tip = f' title="{escape.attribute(label.replace("_", " "))}: not read"' if furniture else ""
    return f'<p style="{style}"{tip}>{"".join(parts)}</p>'


def _part(text: str, start: int, end: int, marks: list[tuple[int, int, str, str, str]]) -> str:
    words = escape.html(text[start:end])
    over = [mark for mark in marks if mark[0] <= start and mark[1] >= end]
    if not over:
        return words
    kinds = {kind for _, _, kind, _, _ in over}
    style = ";".join(dict.fromkeys(part for mark in sorted(over, key=lambda m: m[2]) for part in mark[3].split(";")))
    tip = escape.attribute(" — ".join(dict.fromkeys(mark[4] for mark in over)))
    plain = "" if "figure" in kinds else ";background-color:#ffffff"
    return f'<mark title="{tip}" style="{style}{plain}">{words}</mark>'


def _figure_tip(row: dict[str, Any], names: dict[str, str]) -> str:
    """Say in one line what was understood of a figure."""
    speaker = _or(row["speaker"], "nobody") + (f", via {row['relay']}" if _known(row["relay"]) else "")
    place = (
        f"{names.get(row['place_id'], row['place_id'])} ({row['place_basis']})"
        if _known(row["place_id"])
        else "unknown"
    )
    days = dict.fromkeys(f"{row[end]:%Y-%m-%d}" for end in ("date_start", "date_end") if _known(row[end]))
    return (
        f"{accounts.amount(row)} · {_or(row['counted'], 'nothing named')}, {_or(row['outcome'], 'no outcome')} · "
        f"{row['modality']} · credited to {speaker} · place: {place} · time: {' to '.join(days) or 'unknown'} · "
        f"{row['change']} · score {row['score']:.2f}"
    )


def _place_tip(row: dict[str, Any]) -> str:
    where = ", ".join(str(row[c]) for c in ("name", "admin1_name", "country") if _known(row[c]))
    settled = f"{row['status']}{': ' if where else ''}{where}"
    return f"{row['role']}, {settled} · {_or(row['rule'], '')} · {canvas.of(row['n_candidates'], 'candidate')}"


def _standing(row: dict[str, Any]) -> str:
    if row["role"] != "literal":
        return "not meant as a place"
    return "placed" if row["status"] == "resolved" else "not placed"


def _legend(n_figures: int, n_places: int) -> str:
    keys = " · ".join(f'<span style="{style}">{name}</span>' for name, style in _PLACE.items())
    counted = f'<mark style="{_FIGURE}">{canvas.of(n_figures, "figure")}</mark>'
    return f"{counted} · {canvas.of(n_places, 'place name')}: {keys} · grey: not read"


def _plain(text: str, figures: list[dict[str, Any]], places: list[dict[str, Any]]) -> str:
    edges = [(row["end"], 0, "⟧") for row in figures] + [(row["start"], 1, "⟦") for row in figures]
    edges += [(row["end"], 0, "›") for row in places] + [(row["start"], 1, "‹") for row in places]
    out, at = [], 0
    for place, _, sign in sorted(edges):
        out += [escape.visible(text[at:place]), sign]
        at = place
    return "".join([*out, escape.visible(text[at:])])


def _known(value: Any) -> bool:
    return value is not None and value == value  # NaN and NaT are not themselves


def _or(value: Any, otherwise: str) -> str:
    return str(value) if _known(value) else otherwise
