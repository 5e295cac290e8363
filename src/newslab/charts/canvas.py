"""The sheet a chart or map is drawn on: title, note and source inside the picture, and a record of what was drawn.

Sizes are in inches and points, so that a picture with sixty rows is a longer picture, not a smaller one. Nothing here
changes a setting of matplotlib outside the drawing itself.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TypeVar
from weakref import WeakKeyDictionary

from newslab.charts import labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from newslab.tables import Tables

    A = TypeVar("A", bound=Artist)

INK: Final = "#1d1d1b"
GREY: Final = "#6f6f6a"
PALE: Final = "#dcdcd6"
BLUE: Final = "#1f5a82"
LIGHT: Final = "#a9c3d6"
RED: Final = "#b5382a"
AMBER: Final = "#b8700a"
SERIES: Final = (BLUE, RED, "#4b7f52", AMBER, "#6a4c93", "#1d8a8a")
DPI: Final = 130
WIDTH: Final = 9.4
MARGIN: Final = 0.18
LEADING: Final = 1.35 / 72  # inches of line height per point of size
TITLE, SUBTITLE, NOTE, BODY = 12.0, 8.5, 6.6, 7.5  # points

_SETTINGS: Final = {
    "font.family": [labels.FAMILY], "font.size": BODY, "text.parse_math": False, "text.color": INK,
    "axes.edgecolor": GREY, "axes.labelcolor": GREY, "xtick.color": GREY, "ytick.color": GREY, "figure.dpi": DPI,
}  # fmt: skip
_FIRST: Final = ("label", "words", "mark", "modality", "x", "x_end", "y", "y_end")  # columns of what is drawn
_RECORDS: Final[WeakKeyDictionary[Artist, dict[str, Any]]] = WeakKeyDictionary()


@contextmanager
def style() -> Iterator[None]:
    """Matplotlib's defaults with newslab's few changes, for the time of one drawing."""
    import matplotlib as mpl
    import matplotlib.pyplot as plt

    with plt.style.context(["default", _SETTINGS]):
        yield
        interactive = mpl.is_interactive()
    mpl.interactive(interactive)  # a notebook's backend, loaded by the first figure, has just switched this on


def sheet(
    title: str,
    subtitle: str,
    note: str,
    *,
    height: float,
    left: float,
    right: float,
    below: float = 0.3,
    over: float = 0.0,
) -> Axes:
    """Make a new figure with words above and below, and axes between them.

    Parameters
    ----------
    title, subtitle, note : str
        Any text; wrapped to the width, hostile characters neutral.
    height, left, right, below, over : float
        Inches: height of the axes, and room beside, under and over them.

    Returns
    -------
    matplotlib.axes.Axes
        ``ax.figure`` is the whole picture.
    """
    import matplotlib.pyplot as plt

    room = WIDTH - 2 * MARGIN
    heads = labels.wrap(title[:1].upper() + title[1:], room, TITLE, 2, bold=True)
    subs = labels.wrap(subtitle, room, SUBTITLE, 3)
    notes = labels.wrap(note, room, NOTE, 4)
    above = MARGIN + (len(heads) * TITLE + len(subs) * SUBTITLE) * LEADING + 0.12 + over
    under = MARGIN + len(notes) * NOTE * LEADING + 0.08 + below
    total = above + height + under
    fig = plt.figure(figsize=(WIDTH, total))
    ax = fig.add_axes((left / WIDTH, under / total, (WIDTH - left - right) / WIDTH, height / total))
    y = total - MARGIN
    for lines, size, weight, color in ((heads, TITLE, "bold", INK), (subs, SUBTITLE, "normal", GREY)):
        for line in lines:
            words(fig, MARGIN, y, line, size=size, weight=weight, color=color)
            y -= size * LEADING
    y = MARGIN + len(notes) * NOTE * LEADING
    for line in notes:
        words(fig, MARGIN, y, line, size=NOTE, color=GREY)
        y -= NOTE * LEADING
    return ax


def words(fig: Figure, x: float, y: float, text: str, **given: Any) -> None:
    """Write text on the sheet with its upper left corner at inches from the lower left."""
    wide, high = fig.get_size_inches()
    fig.text(x / wide, y / high, text, **{"va": "top", "ha": "left", **given})


def blank(title: str, why: str, source: str) -> Axes:
    """Draw a picture that says plainly why there is nothing to draw."""
    with style():
        ax = sheet(title, why, source, height=0.4, left=MARGIN, right=MARGIN, below=0.0)
        ax.axis("off")
        return finish(ax)


def beside(
    ax: Axes, y: float, texts: list[str], x: float, *, room: float = 9.0, right: bool = False, bold: bool = False,
    faint: bool = True,
) -> None:  # fmt: skip
    """Write lines beside a row of the axes.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
        Rows are at whole numbers of y.
    y : float
        The row.
    texts : list of str
        One line each; a line wider than ``room`` inches is cut.
    x : float
        Inches from the left edge of the axes, or from the right edge where ``right``.
    room, right, bold, faint
        Width in inches; which edge; weight; whether the lines after the first are grey.
    """
    from matplotlib.transforms import ScaledTranslation

    step = BODY * LEADING
    for k, text in enumerate(texts):
        shift = ScaledTranslation(x, step * ((len(texts) - 1) / 2 - k), figure(ax).dpi_scale_trans)
        line = labels.wrap(text, room, BODY, 1, bold=bold)
        place = ax.get_yaxis_transform() + shift
        ax.text(float(right), y, line[0] if line else "", transform=place, va="center_baseline",
                fontweight="bold" if bold else "normal", color=GREY if faint and k else INK)  # fmt: skip


def note(tables: Tables, *more: str) -> str:
    """Give the foot of a picture: where its data come from, and what else must be said."""
    return " ".join([f"{tables.source_note()}.", *more])


def rule(tables: Tables) -> str:
    """Name the rule that sums up the claims, for a picture that draws them without it."""
    return f"The claims' summary rule is “{tables.meta['rule']}”."


def of(n: int, what: str) -> str:
    """Count in words: 1 article, 12 articles."""
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"


def more(n: int, what: str) -> str:
    """Say what a picture had no room for, if anything."""
    return f" And {of(n, f'more {what}')}, not drawn." if n else ""


def from_one(rank: int) -> None:
    """Refuse a rank that is none.

    Raises
    ------
    ValueError
        If it is below 1, which would count from the end.
    """
    if rank < 1:
        raise ValueError(f"rank must be 1 or more, not {rank!r}")


def too_few(rank: int, what: str, sort: str = "") -> str:
    """Say plainly that a drop has too little for a picture."""
    held = f"no {what}{sort}" if rank == 1 else f"fewer than {rank} {what}s{sort}"
    return f"This drop holds {held}: nothing to draw."


def figure(ax: Axes) -> Figure:
    """Give the whole picture the axes are part of."""
    found = ax.get_figure(root=True)
    assert found is not None
    return found


def finish(ax: Axes) -> Axes:
    """Lay out ticks while the style holds, so that no setting of the user's reaches them later."""
    figure(ax).draw_without_rendering()
    return ax


def bare(ax: Axes) -> None:
    """Take away the frame, keep thin lines of reference."""
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0, labelsize=BODY)
    ax.set_axisbelow(True)


def record(artist: A, mark: str, **row: Any) -> A:
    """Note on an artist which row of the tables it draws."""
    _RECORDS[artist] = {"mark": mark, **row}
    return artist


def recorded(ax: Axes) -> list[tuple[Artist, dict[str, Any]]]:
    """List the artists of the axes that draw data, with their rows, in the order of drawing."""
    return [(artist, _RECORDS[artist]) for artist in ax.get_children() if artist in _RECORDS]


def drawn(ax: Axes) -> pd.DataFrame:
    """Give back the data drawn.

    Coordinates are read from the artists themselves, not from what was passed in: a chart that draws something else
    than its data says so here.

    Returns
    -------
    pandas.DataFrame
        One row per artist: what it stands for, the mark, and ``x, x_end, y, y_end`` in data units (days as dates; for a
        mark without a number, such as a vague word, missing).
    """
    import pandas as pd
    from matplotlib.dates import DateLocator

    rows = [row | _position(artist, ax) for artist, row in recorded(ax)]
    frame = pd.DataFrame(rows)
    first = [name for name in _FIRST if name in frame.columns or frame.empty]
    frame = frame.reindex(columns=[*first, *(name for name in frame.columns if name not in first)])
    if isinstance(ax.xaxis.get_major_locator(), DateLocator):
        for column in {"x", "x_end"} & set(frame.columns):
            frame[column] = pd.to_datetime(frame[column], unit="D").dt.as_unit("s").dt.round("D")
    return frame


def _position(artist: Artist, ax: Axes) -> dict[str, float]:
    import numpy as np
    from matplotlib.collections import PathCollection
    from matplotlib.lines import Line2D
    from matplotlib.patches import PathPatch, Rectangle

    if isinstance(artist, Line2D):
        x, y = np.asarray(artist.get_xdata(), float), np.asarray(artist.get_ydata(), float)
    elif isinstance(artist, PathCollection):
        x, y = np.asarray(artist.get_offsets(), float).T
        if artist.get_offset_transform() != ax.transData:  # drawn beside the scale: it has no number
            x = np.full_like(x, np.nan)
    elif isinstance(artist, Rectangle):
        x = artist.get_x() + np.array([0.0, artist.get_width()])
        y = artist.get_y() + np.array([0.0, artist.get_height()])
    elif isinstance(artist, PathPatch):
        x, y = np.asarray(artist.get_path().get_extents().get_points()).T
    else:
        return {}
    return {"x": float(x[0]), "x_end": float(x[-1]), "y": float(y[0]), "y_end": float(y[-1])}
