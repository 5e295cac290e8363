"""A table to correct by hand: every figure with its words beside it, to be read back as corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from newslab import gazetteer, overrides
from newslab.tables import defuse

if TYPE_CHECKING:
    from pathlib import Path

    from newslab.tables import Tables

REVIEW_COLUMNS: Final = (
    "article", "words", "occurrence", "column", "value", "reason", "figure", "counted", "outcome", "modality",
    "speaker", "place", "claim", "override", "sentence",
)  # fmt: skip


def write(tables: Tables, path: Path) -> None:
    """Write the table of a parsed drop, one row per figure.

    Parameters
    ----------
    tables : Tables
        A parsed drop.
    path : pathlib.Path
        CSV to write; put it beside the drop as ``overrides.csv`` when ``column`` and ``value`` are filled in. Where
        that file is there already, add the new lines to it: ``override`` shows the corrections it has made.
    """
    figures = tables.figures.sort_values(["article_id", "start"])
    articles = tables.articles.set_index("article_id")
    names = articles["url"].fillna(articles["title"]).fillna(articles["path"])
    known = overrides.places_of(overrides.Frames(tables.articles, figures, tables.places), gazetteer.default())
    places = known.dropna(subset="place_id").drop_duplicates("place_id").set_index("place_id")["name"].to_dict()
    claims = dict(zip(tables.claims["claim_id"], tables.claims["what"], strict=True))
    frame = figures.assign(
        article=figures["article_id"].map(names),
        words=figures["text"],
        occurrence=figures.groupby(["article_id", "text"]).cumcount() + 1,
        column="",
        reason="",
        figure=[_reading(r) for r in figures.itertuples()],
        value="",
        place=[_place(key, places.get(key)) for key in figures["place_id"]],
        claim=figures["claim_id"].map(claims),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    defuse(frame[list(REVIEW_COLUMNS)]).to_csv(path, index=False)


def _place(key: Any, name: str | None) -> str:
    """The place's name beside its key, by which a correction names a place."""
    return "" if key != key or key is None else f"{name} ({key})" if name else str(key)


def _reading(row: Any) -> str:
    """How the number was understood, in a few characters."""
    limits = [f"{x:,g}" for x in (row.low, row.high) if x == x]
    value = f"{row.value:,g}" if row.value == row.value else " to ".join(limits) or "no number"
    return " ".join(str(p) for p in (row.bound, "about" if row.approx else "", value, row.unit) if p and p == p)
