"""Across articles: figures of the same thing become one claim, with the origins behind it and whether they agree.

A figure joins the claim whose members it is most akin to (:mod:`newslab.kin`), never one that it contradicts within its
own article, and never one of another standing: a plan is no level, an increment no total, a subset no whole, background
no news. The claim's id is a digest of its key (thing, modifiers, outcome, standing, kind, place, event's day), not of
its members, so that one article more does not rename it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from newslab import episodes, schema, summaries
from newslab.agreement import Report, admits, judge, magnitude
from newslab.kin import EXCLUDED, MEETING_VALUES, Fact, Where, classes, is_event, kinship, same_news

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

LINKED: Final = 0.55  # kinship from which a figure joins a claim
MOST_COMPARED: Final = 12  # members of a claim that a figure is compared with: the first, most specific ones
REACH: Final = 2.0  # "at least 50" and 90 may be one count, "at least 50" and 400 are not
REVISED: Final = 5.0  # how much the main count of one event may grow between reports
COUNTABLE: Final = frozenset({"count", "money", "area", "percent", "ratio", "rate", "mass", "volume", "energy"})
"""Kinds of figures that can be of one thing across articles; a distance or a duration says where or how long."""
STANDINGS: Final = ("increment", "decrease", "subset", "cumulative")
SETTLED: Final = ("confirmed", "stated", "claimed", "estimated", "hearsay", "denied", "planned")


@dataclass(slots=True)
class Claim:
    """Figures of one thing; the first is the most specific."""

    key: tuple[str, ...]
    members: list[Fact] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    label: str | None = None


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
        Summary rule (:mod:`newslab.summaries`).
    labels : mapping of figure_id to str, optional
        Figures that the user put into a claim: one label, one claim.
    aliases : mapping of str to str, optional
        Things counted that the user wants read as another.

    Returns
    -------
    figures : pandas.DataFrame
        With ``claim_id`` and ``link_rule``; both missing where nothing nameable is counted.
    claims : pandas.DataFrame
        One row per claim.

    Raises
    ------
    ValueError
        If there is no such rule.
    """
    summaries.summarise([], rule)
    facts = _facts(figures, places, articles, aliases or {})
    made = _link(facts, labels or {})
    ids = _ids(made)
    rows = {row["figure_id"]: row for row in figures.to_dict("records")}
    names = dict(zip(places["place_id"], places["name"], strict=True))
    outlets = dict(zip(articles["article_id"], articles["outlet_key"].fillna(articles["copy_group"]), strict=True))
    of = {m.figure_id: (i, c.reasons.get(m.figure_id, "")) for i, c in zip(ids, made, strict=True) for m in c.members}
    out = figures.assign(
        claim_id=[of.get(f, (None, None))[0] for f in figures["figure_id"]],
        link_rule=[of.get(f, (None, None))[1] for f in figures["figure_id"]],
    )
    listed = [_row(i, c, rows, names, outlets, rule) for i, c in zip(ids, made, strict=True)]
    listed.sort(key=lambda r: (-r["n_origins"], -r["n_figures"], r["claim_id"]))
    return out, schema.conform("claims", listed)


# --- figures as facts ------------------------------------------------------------------------------------------------
def _facts(
    figures: pd.DataFrame, places: pd.DataFrame, articles: pd.DataFrame, aliases: Mapping[str, str]
) -> list[Fact]:
    known = {row.place_id: _where(row) for row in places.itertuples() if isinstance(row.place_id, str)}
    stories = {row.article_id: row for row in articles.itertuples()}
    event_of, main = episodes.of(figures, places, articles)
    made = []
    for order, row in enumerate(figures.itertuples()):
        article = stories[row.article_id]
        thing, modifiers = _thing(row, aliases)
        if row.kind not in COUNTABLE or not _tells(row, thing):
            continue
        fact = Fact(
            figure_id=row.figure_id,
            article_id=article.copy_group,
            order=order,
            thing=thing,
            modifiers=modifiers,
            outcome=_given(row.outcome),
            kind=row.kind,
            unit=_given(row.unit) if row.kind != "count" else None,
            standing=_standing(row),
            where=known.get(row.place_id),
            start=_day(row.date_start),
            end=_day(row.date_end),
            event=event_of.get(row.figure_id, main[article.article_id]),
            lead=bool(row.lead),
            person=row.unit == "person",
            speaker=_given(row.speaker_key),
            report=_report(row, article),
        )
        made.append(fact)
    return made


def _given(value: Any) -> Any:
    """The value, or None where the table has none."""
    return None if value is None or value != value else value


def _day(value: Any) -> dt.date | None:
    return None if value is None or value != value else value.date()


def _where(row: Any) -> Where:
    return Where(row.place_id, _given(row.feature), _given(row.iso), _given(row.country), _given(row.admin1))


def _tells(row: Any, thing: str | None) -> bool:
    """Whether a figure says how many of what: "one blogger said" counts nobody."""
    if row.kind == "count" and row.value == 1 and not is_event(_given(row.outcome)):
        return False
    return thing is not None or _given(row.outcome) is not None


def _thing(row: Any, aliases: Mapping[str, str]) -> tuple[str | None, frozenset[str]]:
    """Class of the thing counted, and what else is said of it."""
    head, key = _given(row.counted_head), _given(row.counted_key)
    words = set(key.split()) if key else set()
    alias = aliases.get((_given(row.counted) or "").casefold()) or aliases.get((head or "").casefold())
    if alias:
        *others, head = alias.casefold().split()
        words = set(others)
    if head is None:
        return ("generic" if row.unit == "person" else None), frozenset()
    return classes().get(head.casefold(), head.casefold()), frozenset(words - {head, head.casefold()})


def _standing(row: Any) -> str:
    if row.modality == "planned":  # "another 160,000 are to be drafted" and "160,000 are to be" are one plan
        return "plan"
    parts = [row.change] if row.change in STANDINGS else []
    parts += ["rate"] if row.kind == "rate" else []
    parts += ["background"] if row.background else []
    return " ".join(parts) or "level"


def _report(row: Any, article: Any) -> Report:
    value, low, high = (_given(x) for x in (row.value, row.low, row.high))
    scope = tuple(str(x) for x in (_given(row.place_id), _given(row.counted_key)) if x)
    day = _day(row.date_end) or _day(article.published)
    origin = _given(row.speaker_key) or _given(row.relay) or _given(article.agency) or _given(article.outlet_key)
    origin = str(origin or article.copy_group)
    return Report(row.figure_id, row.text, value, low, high, str(row.bound), bool(row.approx), scope, day, origin)


# --- linking ---------------------------------------------------------------------------------------------------------
def _link(facts: Iterable[Fact], labels: Mapping[str, str]) -> list[Claim]:
    """Claims, each founded by its most specific figure; only claims that share a block key are compared."""
    claims: list[Claim] = []
    labelled: dict[str, Claim] = {}
    blocks: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for fact in sorted(facts, key=_specific):
        label = labels.get(fact.figure_id)
        if label is not None:
            if label not in labelled:
                labelled[label] = Claim(("label", label), label=label)
                claims.append(labelled[label])
            labelled[label].members.append(fact)
            labelled[label].reasons[fact.figure_id] = "override"
            continue
        keys = _blocks(fact)
        claim, score, reason = _best(fact, keys, blocks)
        if claim is None:
            claim, reason, score = Claim(_key(fact)), "founds", 1.0
            claims.append(claim)
        claim.members.append(fact)
        claim.reasons[fact.figure_id] = f"{reason} {score:.2f}"
        for key in keys:
            if claim not in blocks[key]:
                blocks[key].append(claim)
    return _revisions(claims)


def _specific(fact: Fact) -> tuple[Any, ...]:
    """The most specific first: a lead, with modifiers, outcome, place and number."""
    known = (fact.lead, bool(fact.modifiers), fact.outcome is not None, fact.where is not None, fact.thing is not None)
    return (-sum(known), fact.report.value is None, fact.order)


def _blocks(fact: Fact) -> list[tuple[str, ...]]:
    """Keys of which two figures must share one to be compared."""
    base = (fact.standing, fact.kind, fact.unit or "")
    keys: list[tuple[str, ...]]
    if is_event(fact.outcome):
        return [(*base, str(fact.event))]
    keys = [(*base, str(fact.thing), m) for m in sorted(fact.modifiers)]
    keys += [(*base, str(fact.thing), str(fact.event))]
    if fact.outcome:
        keys.append((*base, fact.outcome, str(fact.event)))
    return keys


def _best(
    fact: Fact, keys: list[tuple[str, ...]], blocks: Mapping[tuple[str, ...], list[Claim]]
) -> tuple[Claim | None, float, str]:
    seen: dict[int, Claim] = {id(c): c for key in keys for c in blocks.get(key, ())}
    best: tuple[float, int, Claim | None, str] = (LINKED, 0, None, "")
    for rank, claim in enumerate(seen.values()):
        score, reason = _fits(fact, claim)
        if (score, -rank) > (best[0], best[1] if best[2] is not None else -len(seen) - 1):
            best = (score, -rank, claim, reason)
    return best[2], best[0], best[3]


def _fits(fact: Fact, claim: Claim) -> tuple[float, str]:
    """Best kinship with the claim's members, none of which may exclude the figure; their numbers all meet."""
    best, why, excluded = EXCLUDED, "", ""
    for member in claim.members[:MOST_COMPARED]:
        if not _close(fact.report, member.report):
            return EXCLUDED, "another number"
        score, reason = kinship(fact, member)
        if score == EXCLUDED:
            excluded = reason
        elif same_news(fact, member):
            return score + MEETING_VALUES, reason + "+value"
        elif score + MEETING_VALUES > best:
            best, why = score + MEETING_VALUES, reason + "+value"
    return (EXCLUDED, excluded) if excluded else (best, why)


def _revisions(claims: list[Claim]) -> list[Claim]:
    """Join claims whose numbers differ where one can revise or dispute the other, the largest claims first."""
    blocks: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    kept = []
    for claim in sorted(claims, key=lambda c: (-len(c.members), c.members[0].order)):
        first = claim.members[0]
        key = (first.standing, first.kind, first.unit or "", str(first.outcome), str(first.event), str(first.thing))
        whole = next((c for c in blocks[key] if c.label is None and _revises(claim, c)), None)
        if whole is None or claim.label is not None:
            blocks[key].append(claim)
            kept.append(claim)
            continue
        whole.members += claim.members
        whole.reasons |= claim.reasons | {claim.members[0].figure_id: "other number of the same count"}
    return kept


def _revises(claim: Claim, whole: Claim) -> bool:
    pairs = [(a, b) for a in claim.members[:MOST_COMPARED] for b in whole.members[:MOST_COMPARED]]
    if any(a.article_id == b.article_id and _rivals(a, b) for a, b in pairs):
        return False
    return any(_may_differ(a, b) and kinship(a, b)[0] >= LINKED for a, b in pairs)


def _may_differ(a: Fact, b: Fact) -> bool:
    """Whether two figures can be of one thing though their numbers do not meet.

    Each article's main count of one event, the count at one named place, or a thing named by more than its class with
    the same thing done to it.
    """
    if a.event != b.event or a.outcome is None or a.outcome != b.outcome or a.thing != b.thing:
        return False
    if not _same_order(a.report, b.report):
        return False
    return (a.lead and b.lead and is_event(a.outcome)) or bool(a.modifiers & b.modifiers)


def _same_order(a: Report, b: Report) -> bool:
    """Whether one number could be a revision of the other."""
    one, other = magnitude(a), magnitude(b)
    return bool(one and other) and max(one, other) <= REVISED * min(one, other)  # type: ignore[type-var, operator]


def _close(a: Report, b: Report) -> bool:
    """Whether the numbers meet; an open bound reaches only so far, or "at least 58" would be any war's total."""
    if not _meets(a, b):
        return False
    one, other = magnitude(a), magnitude(b)
    return one is None or other is None or max(one, other) <= REACH * min(one, other)


def _rivals(a: Fact, b: Fact) -> bool:
    """Whether one article's two numbers cannot be one report, unless two speakers dispute it."""
    disputed = a.speaker is not None and b.speaker is not None and a.speaker != b.speaker
    return not disputed and not _meets(a.report, b.report)


def _meets(a: Report, b: Report) -> bool:
    one, other = admits(a, rounding=True), admits(b, rounding=True)
    if one is None or other is None:
        return one is None and other is None
    return max(one[0], other[0]) <= min(one[1], other[1])


def _key(fact: Fact) -> tuple[str, ...]:
    where = fact.where.place_id if fact.where else ""
    day = str(fact.start or fact.report.day or "") if is_event(fact.outcome) else ""
    parts = (
        fact.thing,
        " ".join(sorted(fact.modifiers)),
        fact.outcome,
        fact.standing,
        fact.kind,
        fact.unit,
        where,
        day,
    )
    return tuple(str(p or "") for p in parts)


def _ids(claims: Iterable[Claim]) -> list[str]:
    """Digests of the keys; claims with one key are told apart by their order."""
    seen: Counter[tuple[str, ...]] = Counter()
    ids = []
    for claim in claims:
        seen[claim.key] += 1
        text = "\x1f".join((*claim.key, str(seen[claim.key])))
        ids.append("c" + hashlib.sha256(text.encode()).hexdigest()[:12])
    return ids


# --- rows ------------------------------------------------------------------------------------------------------------
def _row(
    claim_id: str,
    claim: Claim,
    rows: Mapping[str, Mapping[str, Any]],
    names: Mapping[str, str],
    outlets: Mapping[str, str],
    rule: str,
) -> dict[str, Any]:
    members = sorted(claim.members, key=lambda m: (m.report.day or dt.date.min, m.order))
    own = [rows[m.figure_id] for m in members]
    first = claim.members[0]
    counted = Counter(r["counted"] for r in own if isinstance(r["counted"], str))
    reports = [m.report for m, r in zip(members, own, strict=True) if r["modality"] != "denied"]
    newest = list({r.origin: r for r in reports}.values())
    verdict, pairs = judge(newest)
    summary = summaries.summarise(reports, rule)
    place = first.where.place_id if first.where else None
    origins = sorted({m.report.origin for m in members})
    starts, ends = [m.start for m in members if m.start], [m.end for m in members if m.end]
    return {
        "claim_id": claim_id,
        "what": claim.label or (counted.most_common(1)[0][0] if counted else first.thing or first.outcome),
        "counted_key": " ".join([*sorted(first.modifiers), first.thing]) if first.thing else None,
        "outcome": first.outcome,
        "kind": first.kind,
        "unit": first.unit or own[0]["unit"],
        "place_id": place,
        "place": names.get(place) if place else None,
        "date_start": min(starts, default=None),
        "date_end": max(ends, default=None),
        "modality": min((str(r["modality"]) for r in own), key=SETTLED.index),
        "n_figures": len(members),
        "n_articles": len({r["article_id"] for r in own}),
        "n_outlets": len({outlets[r["article_id"]] for r in own}),
        "n_origins": len(origins),
        "origins": json.dumps(origins, ensure_ascii=False),
        "low": summary.low,
        "best": summary.best,
        "high": summary.high,
        "rule": rule,
        "agreement": verdict,
        "agreement_reason": "; ".join(f"{a.words!r} and {b.words!r}" for a, b in pairs[:3]) or None,
        "figure_ids": json.dumps([m.figure_id for m in members]),
    }
