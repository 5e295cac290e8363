"""Files for other tools: claims with a place as GeoJSON, and the quoted words of every figure, ready to cite."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from newslab.tables import defuse

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from newslab.tables import Tables

CITED: Final = (
    "claim_id", "what", "outlet", "published", "title", "url", "speaker", "speaker_role", "relay", "words", "sentence",
    "start", "end", "article_id", "figure_id",
)  # fmt: skip
DIGITS: Final = 5  # of a degree: about a metre


def write(tables: Tables, folder: Path) -> list[Path]:
    """Write ``claims.geojson`` and ``citations.csv``.

    Parameters
    ----------
    tables : Tables
        A parsed drop.
    folder : pathlib.Path
        Made where it is missing.

    Returns
    -------
    list of pathlib.Path
        The files written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    places, quotes = folder / "claims.geojson", folder / "citations.csv"
    places.write_text(json.dumps(geojson(tables), ensure_ascii=False, allow_nan=False) + "\n", encoding="utf-8")
    defuse(citations(tables)).to_csv(quotes, index=False)
    return [places, quotes]


def geojson(tables: Tables) -> dict[str, Any]:
    """Claims with a place as a GeoJSON feature collection (RFC 7946: longitude and latitude in degrees, WGS 84).

    A region's or country's claim stands at its label point; ``precision`` says how fine the place is. Claims without a
    place are counted in ``without_place``.
    """
    where = _spots(tables)
    placed = tables.claims[tables.claims["place_id"].isin(list(where))]
    features = [
        {
            "type": "Feature",
            "id": row["claim_id"],
            "geometry": {"type": "Point", "coordinates": where[row["place_id"]][:2]},
            "properties": _plain(row) | {"precision": where[row["place_id"]][2]},
        }
        for row in placed.to_dict("records")
    ]
    return {
        "type": "FeatureCollection",
        "newslab": tables.meta,
        "without_place": len(tables.claims) - len(placed),
        "features": features,
    }


def citations(tables: Tables) -> pd.DataFrame:
    """Every figure's words with where they stand, by claim, outlet and date.

    ``start`` and ``end`` count the characters of the article's text.
    """
    articles = tables.articles.set_index("article_id")[["outlet", "label", "published", "title", "url"]]
    what = tables.claims.set_index("claim_id")["what"]
    frame = tables.figures.join(articles, on="article_id").assign(
        words=tables.figures["text"], what=tables.figures["claim_id"].map(what)
    )
    frame["outlet"] = frame["outlet"].fillna(frame["label"])
    frame["published"] = frame["published"].dt.strftime("%Y-%m-%d")
    order = ["claim_id", "published", "outlet", "article_id", "start"]
    return frame.sort_values(order, na_position="last")[list(CITED)].reset_index(drop=True)


def _spots(tables: Tables) -> dict[str, tuple[float, float, str | None]]:
    """Longitude, latitude and precision of every claim's place; one that only a correction names has no mention."""
    from newslab import gazetteer

    mentioned = tables.places[tables.places["geometry"].notna()].drop_duplicates("place_id")
    spots = {
        key: (round(float(spot.x), DIGITS), round(float(spot.y), DIGITS), _given(precision))
        for key, spot, precision in zip(
            mentioned["place_id"], mentioned["geometry"], mentioned["precision"], strict=True
        )
    }
    for key in set(tables.claims["place_id"].dropna()) - set(spots):
        place = gazetteer.default().get(key)
        if place is not None:
            spots[key] = (round(place.lon, DIGITS), round(place.lat, DIGITS), None)
    return spots


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row as JSON values: no value is null, dates are ISO 8601, lists are lists."""
    lists = ("origins", "figure_ids")
    return {name: json.loads(value) if name in lists else _given(value) for name, value in row.items()}


def _given(value: Any) -> Any:
    if value is None or value != value:
        return None
    return value.date().isoformat() if hasattr(value, "date") else value
