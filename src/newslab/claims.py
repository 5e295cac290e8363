"""Across articles: the same thing counted becomes one claim."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from newslab import schema

if TYPE_CHECKING:
    import pandas as pd


def build(
    figures: pd.DataFrame,
    places: pd.DataFrame,
    articles: pd.DataFrame,
    rule: str = "range",
    labels: dict[str, str] | None = None,
    aliases: dict[str, str] | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Join figures into claims by a plain key: thing counted, outcome, kind, planned or not, place."""
    figures = figures.copy()
    plan = figures["modality"].eq("planned")
    keys = [
        "|".join(str(p) for p in parts) if parts[0] == parts[0] and parts[0] else None
        for parts in zip(
            figures["counted_key"], figures["outcome"].fillna(""), figures["kind"], plan, figures["place_id"].fillna("")
        )
    ]
    figures["claim_id"] = ["c" + hashlib.sha256(k.encode()).hexdigest()[:12] if k else None for k in keys]
    figures["link_rule"] = ["key" if k else None for k in keys]
    outlet = dict(zip(articles["article_id"], articles["outlet_key"].fillna(articles["article_id"])))
    names = dict(zip(places["place_id"], places["name"]))
    rows = []
    for claim_id, group in figures.dropna(subset="claim_id").groupby("claim_id", sort=True):
        first = group.iloc[0]
        outlets = {outlet.get(a) or a for a in group["article_id"]}
        limits = group[["value", "low", "high"]]
        rows.append(
            {
                "claim_id": claim_id,
                "what": group["counted"].mode().iat[0],
                "counted_key": first["counted_key"],
                "outcome": first["outcome"],
                "kind": first["kind"],
                "unit": first["unit"],
                "place_id": first["place_id"],
                "place": names.get(first["place_id"]),
                "date_start": group["date_start"].min(),
                "date_end": group["date_end"].max(),
                "modality": first["modality"],
                "n_figures": len(group),
                "n_articles": group["article_id"].nunique(),
                "n_outlets": len(outlets),
                "n_origins": len(outlets),
                "origins": json.dumps(sorted(outlets)),
                "low": limits.min().min(),
                "best": None,
                "high": limits.max().max(),
                "rule": rule,
                "agreement": "single" if len(outlets) == 1 else "consistent",
                "figure_ids": json.dumps(group["figure_id"].tolist()),
            }
        )
    return figures, schema.conform("claims", rows)
