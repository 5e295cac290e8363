"""Across articles: figures of the same thing become one claim, with the origins behind it and whether they agree.

A figure joins the claim whose members it is most akin to (:mod:`newslab.claims.kin`), never one that it contradicts
within its own article, and never one of another standing: a plan is no level, an increment no total, a subset no
whole, background no news. The claim's id is a digest of its key (what the earliest report counts: thing, modifiers,
outcome, standing, kind, place, event's day, number), not of its members, so that one article more does not rename it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from newslab import contracts
from newslab.claims import claimrows, facts, linking, origins, summaries
from newslab.claims.sameness import is_event

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from newslab.claims.claim import Claim
    from newslab.claims.fact import Fact


def build(
    figures: pd.DataFrame,
    places: pd.DataFrame,
    articles: pd.DataFrame,
    rule: str = "range",
    labels: Mapping[str, str] | None = None,
    aliases: Mapping[str, str] | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Join figures into claims.

    Parameters
    ----------
    figures, places, articles : pandas.DataFrame
        Tables as in :mod:`newslab.schema`.
    rule : str
        Summary rule (:mod:`newslab.claims.summaries`).
    labels : mapping of figure_id to str, optional
        Figures that the user put into a claim: one label, one claim; no claim where the label is empty.
    aliases : mapping of str to str, optional
        Things counted that the user wants read as another.

    Returns
    -------
    figures : pandas.DataFrame
        With ``claim_id`` and ``link_rule``, both missing where nothing nameable is counted, and ``revises``.
    claims : pandas.DataFrame
        One row per claim.

    Raises
    ------
    ValueError
        If there is no such rule.
    """
    summaries.summarise([], rule)
    labels = labels or {}
    told = [f for f in facts.of(figures, places, articles, aliases or {}) if labels.get(f.figure_id) != ""]
    made = linking.link(told, labels)
    claimrows.one_report_each(made)
    claimrows.one_voice_each(made, origins.place_words(places["name"]))
    ids = _ids(made)
    printed = figures[["figure_id", *claimrows.PRINTED]].astype(object)
    rows = {row["figure_id"]: row for row in printed.to_dict("records")}
    names = dict(zip(places["place_id"], places["name"], strict=True))
    outlets = dict(zip(articles["article_id"], articles["outlet_key"].fillna(articles["copy_group"]), strict=True))
    of = {m.figure_id: (i, c.reasons.get(m.figure_id, "")) for i, c in zip(ids, made, strict=True) for m in c.members}
    out = figures.assign(
        claim_id=[of.get(f, (None, None))[0] for f in figures["figure_id"]],
        link_rule=[of.get(f, (None, None))[1] for f in figures["figure_id"]],
        revises=figures["figure_id"].map({k: v for c in made for k, v in claimrows.revisions(c).items()}),
    )
    listed = [claimrows.row(i, c, rows, names, outlets, rule) for i, c in zip(ids, made, strict=True)]
    listed.sort(key=lambda r: (-r["n_origins"], -r["n_figures"], r["claim_id"]))
    return out, contracts.conform("claims", listed)


def _ids(claims: Iterable[Claim]) -> list[str]:
    """Digests of the keys; claims with one key are told apart by which was reported first."""
    firsts = [min(claim.members, key=lambda m: m.order) for claim in claims]
    keys = [("label", c.label) if c.label else _key(first) for c, first in zip(claims, firsts, strict=True)]
    seen: Counter[tuple[str, ...]] = Counter()
    ids = [""] * len(keys)
    for i in sorted(range(len(keys)), key=lambda n: firsts[n].order):
        seen[keys[i]] += 1
        text = "\x1f".join((*keys[i], str(seen[keys[i]])))
        ids[i] = "c" + hashlib.sha256(text.encode()).hexdigest()[:12]
    return ids


def _key(first: Fact) -> tuple[str, ...]:
    """What the earliest report counts; a later article cannot change it."""
    report = first.report
    day = first.start or report.day if is_event(first.outcome) else None
    number = report.value if report.value is not None else report.low
    where = first.where.place_id if first.where else None
    modifiers = " ".join(sorted(first.modifiers))
    parts = (first.thing, modifiers, first.outcome, first.standing, first.kind, first.unit, where, day, number)
    return tuple("" if part is None else str(part) for part in parts)
