"""What changed between two deliveries of a drop: articles, and within the edited ones figures, places and claims.

An article is the same article by its content and its address, not by its file name: equal text first, then equal url,
then texts that share most of their words in order. A figure of an edited article is the same figure where its sentence
is nearly the same; then its words before and after are shown side by side.
"""

from __future__ import annotations

import collections
import re
from collections.abc import Mapping, Set
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from rapidfuzz import fuzz

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newslab.tables import Tables

COLUMNS: Final = ("table", "change", "where", "before", "after", "old_id", "new_id")
SHINGLE: Final = 5
SAME_ARTICLE: Final = 0.4  # shared shingles, of the smaller text, from which two texts are one article edited
MOST: Final = 0.5  # shared reports, of the smaller claim, above which two claims are one under another id
SAME_SENTENCE: Final = 60.0  # rapidfuzz ratio from which two sentences are one sentence edited

Row = dict[str, Any]
_Held = Mapping[str, Set[Any]]
"""By id, what an article or a claim consists of: shingles, reports."""


def between(old: Tables, new: Tables) -> pd.DataFrame:
    """Compare two deliveries.

    Parameters
    ----------
    old, new : Tables
        What :func:`newslab.parse` gave for the earlier and the later delivery.

    Returns
    -------
    pandas.DataFrame
        Columns ``table`` (articles, figures, places, claims), ``change`` (new, edited, gone, renamed for articles;
        appeared, changed, went for the rest), ``where`` (article or claim in words), ``before``, ``after`` (the words),
        ``old_id``, ``new_id``. Sorted by table and place in the drop.
    """
    pairs, gone, fresh = _pair_articles(old.articles, new.articles)
    rows: list[Row] = list(_article_rows(old, new, pairs, gone, fresh))
    for old_id, new_id in pairs:
        if old_id != new_id:
            where = new.article(new_id)["label"]
            rows += _figure_rows(_of(old.figures, old_id), _of(new.figures, new_id), where)
            rows += _place_rows(_of(old.places, old_id), _of(new.places, new_id), where)
    for old_id in gone:
        rows += _all_rows(_of(old.figures, old_id), "went", old.article(old_id)["label"])
    for new_id in fresh:
        rows += _all_rows(_of(new.figures, new_id), "appeared", new.article(new_id)["label"])
    rows += _claim_rows(old, new)
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype("str")


def _of(frame: pd.DataFrame, article_id: str) -> pd.DataFrame:
    return frame[frame["article_id"] == article_id]


# --- articles --------------------------------------------------------------------------------------------------------
def _pair_articles(old: pd.DataFrame, new: pd.DataFrame) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    """Pairs of old and new ids, the old ones gone, the new ones that came."""
    left, right = old.set_index("article_id"), new.set_index("article_id")
    pairs = [(i, i) for i in left.index if i in right.index]
    for match in (_by_url, _by_words):
        taken_old, taken_new = {a for a, _ in pairs}, {b for _, b in pairs}
        pairs += match(left[~left.index.isin(taken_old)], right[~right.index.isin(taken_new)])
    taken_old, taken_new = {a for a, _ in pairs}, {b for _, b in pairs}
    return pairs, [i for i in left.index if i not in taken_old], [i for i in right.index if i not in taken_new]


def _by_url(left: pd.DataFrame, right: pd.DataFrame) -> list[tuple[str, str]]:
    seen = {url: i for i, url in right["url"].dropna().items()}
    return _one_to_one((1.0, i, seen[url]) for i, url in left["url"].dropna().items() if url in seen)


def _by_words(left: pd.DataFrame, right: pd.DataFrame) -> list[tuple[str, str]]:
    """Pairs whose texts share most shingles, the closest first."""
    shared = _shared(*({i: _shingles(text) for i, text in side["text"].items()} for side in (left, right)))
    return _one_to_one(pair for pair in shared if pair[0][0] >= SAME_ARTICLE)


def _shared(left: _Held, right: _Held) -> Iterator[tuple[tuple[float, int], str, str]]:
    """How much two sets have in common, as a share of the smaller and in number, and whose they are.

    An index spares comparing all with all. The number decides between parts of a larger set, which are wholly in it.
    """
    index: dict[Any, list[str]] = collections.defaultdict(list)
    for j, held in right.items():
        for one in held:
            index[one].append(j)
    for i, held in left.items():
        common = collections.Counter(j for one in held for j in index.get(one, ()))
        yield from (((n / min(len(held), len(right[j])), n), i, j) for j, n in common.items())


def _shingles(text: str) -> set[int]:
    words = re.findall(r"\w+", text.casefold())
    return {hash(tuple(words[i : i + SHINGLE])) for i in range(max(1, len(words) - SHINGLE + 1))}


def _one_to_one(scored: Iterable[tuple[Any, Any, Any]]) -> list[tuple[str, str]]:
    used_left: set[Any] = set()
    used_right: set[Any] = set()
    pairs = []
    for _, i, j in sorted(sorted(scored, key=lambda t: t[1:]), key=lambda t: t[0], reverse=True):
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            pairs.append((i, j))
    return pairs


def _article_rows(
    old: Tables, new: Tables, pairs: list[tuple[str, str]], gone: list[str], fresh: list[str]
) -> Iterator[Row]:
    for i in fresh:
        row = new.article(i)
        yield _row("articles", "new", row["label"], "", row["path"], "", i)
    for i, j in pairs:
        before, after = old.article(i), new.article(j)
        if i != j:
            yield _row("articles", "edited", after["label"], before["path"], after["path"], i, j)
        elif before["path"] != after["path"] and before["path"] not in after["paths"]:
            yield _row("articles", "renamed", after["label"], before["path"], after["path"], i, j)
    for i in gone:
        row = old.article(i)
        yield _row("articles", "gone", row["label"], row["path"], "", i, "")


# --- figures, places, claims -----------------------------------------------------------------------------------------
def _figure_rows(old: pd.DataFrame, new: pd.DataFrame, where: str) -> Iterator[Row]:
    """Figures that appeared, changed or went in an edited article."""
    before, after = _beyond(_figure_keys(old), _figure_keys(new)), _beyond(_figure_keys(new), _figure_keys(old))
    scored = [(_likeness(a, b), i, j) for i, a in before.items() for j, b in after.items()]
    pairs = _one_to_one((s, i, j) for s, i, j in scored if s >= SAME_SENTENCE)
    for i, j in pairs:
        if before[i]["text"] != after[j]["text"]:  # else only the words around it were edited
            yield _row("figures", "changed", where, before[i]["text"], after[j]["text"], i, j)
    paired_old, paired_new = {i for i, _ in pairs}, {j for _, j in pairs}
    yield from (_row("figures", "went", where, r["text"], "", i, "") for i, r in before.items() if i not in paired_old)
    yield from (
        _row("figures", "appeared", where, "", r["text"], "", j) for j, r in after.items() if j not in paired_new
    )


def _figure_keys(frame: pd.DataFrame) -> dict[str, Row]:
    return {r["figure_id"]: r for r in frame.to_dict("records")}


def _beyond(these: dict[str, Row], others: dict[str, Row]) -> dict[str, Row]:
    """Rows of which the other side has no equal, counted as often as they stand there."""
    spare = collections.Counter((r["text"], r["sentence"]) for r in others.values())
    left = {}
    for i, row in these.items():
        key = (row["text"], row["sentence"])
        if spare[key] > 0:
            spare[key] -= 1
        else:
            left[i] = row
    return left


def _likeness(a: Row, b: Row) -> float:
    """Likeness of the sentences, less for another thing counted; of several in one sentence the likest words pair."""
    same_thing = a["kind"] == b["kind"] and a["counted_head"] == b["counted_head"]
    return fuzz.ratio(a["sentence"], b["sentence"]) * (1.0 if same_thing else 0.8) + 0.1 * fuzz.ratio(
        a["text"], b["text"]
    )


def _place_rows(old: pd.DataFrame, new: pd.DataFrame, where: str) -> Iterator[Row]:
    """Places whose number of mentions fell to none or rose from none."""
    before, after = _place_counts(old), _place_counts(new)
    yield from (
        _row("places", "appeared", where, "", name, "", str(key or ""))
        for (key, name) in after
        if (key, name) not in before
    )
    yield from (
        _row("places", "went", where, name, "", str(key or ""), "")
        for (key, name) in before
        if (key, name) not in after
    )


def _place_counts(frame: pd.DataFrame) -> dict[tuple[Any, str], int]:
    keys = zip(
        frame["place_id"].fillna("").astype("str"), frame["name"].fillna(frame["text"]).astype("str"), strict=True
    )
    return dict(sorted(collections.Counter(keys).items()))


def _all_rows(figures: pd.DataFrame, change: str, where: str) -> list[Row]:
    new = change == "appeared"
    return [
        _row("figures", change, where, "" if new else t, t if new else "", "" if new else i, i if new else "")
        for i, t in zip(figures["figure_id"], figures["text"], strict=True)
    ]


def _claim_rows(old: Tables, new: Tables) -> Iterator[Row]:
    """What changed first, then what went and what appeared, each by name."""
    before, after = ({r["claim_id"]: r for r in tables.claims.to_dict("records")} for tables in (old, new))
    pairs = [(i, i) for i in before.keys() & after.keys()]
    pairs += _renamed_claims(_reports(old, before.keys() - after.keys()), _reports(new, after.keys() - before.keys()))
    for i, j in sorted(pairs, key=lambda pair: (_claim_name(after[pair[1]]), pair)):
        if _claim_state(before[i]) != _claim_state(after[j]):
            yield _row(
                "claims", "changed", _claim_name(after[j]), _claim_state(before[i]), _claim_state(after[j]), i, j
            )
    went, came = before.keys() - {i for i, _ in pairs}, after.keys() - {j for _, j in pairs}
    for i in sorted(went, key=lambda i: (_claim_name(before[i]), i)):
        yield _row("claims", "went", _claim_name(before[i]), _claim_state(before[i]), "", i, "")
    for i in sorted(came, key=lambda i: (_claim_name(after[i]), i)):
        yield _row("claims", "appeared", _claim_name(after[i]), "", _claim_state(after[i]), "", i)


def _reports(tables: Tables, claim_ids: Iterable[str]) -> dict[str, set[tuple[str, str]]]:
    """Words and sentence of each figure of the claims."""
    own = tables.figures[tables.figures["claim_id"].isin(set(claim_ids))]
    held: dict[str, set[tuple[str, str]]] = collections.defaultdict(set)
    for claim_id, *words in own[["claim_id", "text", "sentence"]].itertuples(index=False):
        held[claim_id].add(tuple(words))
    return held


def _renamed_claims(old: _Held, new: _Held) -> list[tuple[str, str]]:
    """Claims of two ids that share most reports: another article founds them now."""
    return _one_to_one(pair for pair in _shared(old, new) if pair[0][0] > MOST)


def _claim_name(claim: Row) -> str:
    """What, its outcome where that says more, and where."""
    name, outcome = str(claim["what"]), claim["outcome"]
    if isinstance(outcome, str) and outcome not in name:
        name += f" {outcome.replace('_', ' ')}"
    return f"{name} – {claim['place']}" if isinstance(claim["place"], str) else name


def _claim_state(claim: Row) -> str:
    """Its numbers, with the unit of measures, how many origins, and whether they agree."""
    limits = " to ".join(dict.fromkeys(f"{claim[k]:,.15g}" for k in ("low", "high") if pd.notna(claim[k])))
    unit = f" {claim['unit']}" if limits and claim["kind"] != "count" and isinstance(claim["unit"], str) else ""
    origins = f"{claim['n_origins']} origin{'s' * (claim['n_origins'] != 1)}"
    return f"{limits or 'no number'}{unit}; {origins}; {claim['agreement']}"


def _row(table: str, change: str, where: str, before: str, after: str, old_id: str, new_id: str) -> Row:
    return dict(zip(COLUMNS, (table, change, where, before, after, old_id, new_id), strict=True))
