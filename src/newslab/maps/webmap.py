"""The map to move and point at: Bokeh with its script inside the page, so that it works with no network."""

from __future__ import annotations

import html
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from newslab import escape
from newslab.charts import accounts, canvas
from newslab.maps import basemap, mapmarks

if TYPE_CHECKING:
    import pandas as pd
    from bokeh.plotting import figure as BokehFigure  # noqa: N812
    from shapely.geometry.base import BaseGeometry

    from newslab.maps.basemap import Ground
    from newslab.tables import Tables

_WIDE, _HIGH = 860, 560  # pixels
_TIPS: Final = [("place", "@name"), ("sort", "@feature"), ("mentions", "@mentions"), ("figures", "@figures"),
                ("articles", "@articles")]  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False)
class WebMap:
    """A page of its own that holds a map.

    Attributes
    ----------
    page : str
        The whole HTML page, script included.
    n_places : int
        Places drawn.
    """

    page: str
    n_places: int

    def __repr__(self) -> str:
        return f"<WebMap of {self.n_places} places; .save(path) writes it as a page>"

    def _repr_html_(self) -> str:
        source = html.escape(self.page, quote=True)
        return f'<iframe srcdoc="{source}" width="{_WIDE + 30}" height="{_HIGH + 90}" style="border:0"></iframe>'

    def save(self, path: str | Path) -> Path:
        """Write the page to a file and give back its path."""
        target = Path(path)
        target.write_text(self.page, encoding="utf-8")
        return target


def build(tables: Tables, rows: pd.DataFrame, attribution: str) -> WebMap:
    """Draw places (see :func:`newslab.maps.placed`) on a page.

    Parameters
    ----------
    tables : Tables
        Parsed drop, for the source note.
    rows : pandas.DataFrame
        The places.
    attribution : str
        Printed under the map.
    """
    from bokeh.embed import file_html
    from bokeh.layouts import column
    from bokeh.models import HoverTool
    from bokeh.models.widgets import Div
    from bokeh.resources import INLINE

    words = escape.html(canvas.note(tables, attribution))
    note = Div(text=words, disable_math=True, styles={"color": canvas.GREY, "font-size": "11px"})
    if rows.empty:
        return WebMap(file_html(note, INLINE, title="newslab map"), 0)
    points = rows[rows["feature"] != "country"] if (rows["feature"] != "country").any() else rows
    ground = basemap.around(points["lon"].to_numpy(float), points["lat"].to_numpy(float), _WIDE / _HIGH)
    plot = _plot(ground)
    _areas(plot, ground, "country", None, mapmarks.LAND, mapmarks.BORDER)
    shaded = rows[rows["shaded"]]
    marks = [_areas(plot, ground, level, shaded, "#9db9cc", canvas.BLUE) for level in ("admin1", "district")]
    marks.append(_dots(plot, ground, rows[~rows["shaded"] & (rows["feature"] != "country")]))
    plot.add_tools(HoverTool(tooltips=_TIPS, renderers=[mark for mark in marks if mark]))
    return WebMap(file_html(column(plot, note), INLINE, title="newslab map"), len(rows))


def _plot(ground: Ground) -> BokehFigure:
    from bokeh.models import Range1d
    from bokeh.plotting import figure

    plot = figure(
        width=_WIDE, height=_HIGH, x_range=Range1d(start=ground.left, end=ground.right),
        y_range=Range1d(start=ground.bottom, end=ground.top),
        tools="pan,wheel_zoom,box_zoom,reset,save", active_scroll="wheel_zoom", match_aspect=True,
        background_fill_color=mapmarks.SEA, toolbar_location="above",
    )  # fmt: skip
    plot.axis.visible = False
    plot.grid.visible = False
    plot.toolbar.logo = None
    return plot


def _areas(
    plot: BokehFigure, ground: Ground, level: str, rows: pd.DataFrame | None, fill: str, border: str
) -> Any | None:
    """Draw areas of one level, all or those of the rows."""
    from bokeh.models import ColumnDataSource

    shapes = ground.areas(level, None if rows is None else rows["iso"].tolist())
    if shapes.empty:
        return None
    rings = [_rings(shape) for shape in shapes.geometry]
    data: dict[str, Any] = {"xs": [xs for xs, _ in rings], "ys": [ys for _, ys in rings]}
    if rows is not None:
        facts = rows.set_index("iso").loc[shapes["iso"]]
        data |= {name: facts[name].tolist() for name in ("feature", "mentions", "figures", "articles")}
        data["name"] = [escape.line(name) for name in facts["name"]]
    return plot.multi_polygons(
        xs="xs", ys="ys", source=ColumnDataSource(data), fill_color=fill, line_color=border, line_width=0.8,
        fill_alpha=1.0 if rows is None else 0.6,
    )  # fmt: skip


def _rings(shape: BaseGeometry) -> tuple[list[list[list[float]]], list[list[list[float]]]]:
    """Give the rings of a shape as Bokeh wants them: per polygon the outer ring and its holes, x and y apart."""
    polygons = [part for part in getattr(shape, "geoms", [shape]) if part.geom_type == "Polygon"]
    rings = [[polygon.exterior, *polygon.interiors] for polygon in polygons]
    return (
        [[[round(x) for x in ring.coords.xy[0]] for ring in polygon] for polygon in rings],
        [[[round(y) for y in ring.coords.xy[1]] for ring in polygon] for polygon in rings],
    )


def _dots(plot: BokehFigure, ground: Ground, rows: pd.DataFrame) -> Any:
    from bokeh.models import ColumnDataSource

    x, y = ground.project(rows["lon"].to_numpy(float), rows["lat"].to_numpy(float))
    most = float(rows["n"].max()) if len(rows) else 1.0
    data = {name: rows[name].tolist() for name in ("feature", "mentions", "figures", "articles")}
    data |= {"x": list(x), "y": list(y), "name": [escape.line(name) for name in rows["name"]]}
    data["size"] = [1.4 * mapmarks.dot_area(row["n"], most) ** 0.5 for row in accounts.records(rows)]
    data["fill"] = [None if feature in mapmarks.RINGS else canvas.RED for feature in data["feature"]]
    data["line"] = [canvas.BLUE if feature in mapmarks.RINGS else "white" for feature in data["feature"]]
    return plot.scatter("x", "y", size="size", fill_color="fill", line_color="line", fill_alpha=0.75,
                        source=ColumnDataSource(data))  # fmt: skip
