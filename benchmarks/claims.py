"""Whether sites of one incident are joined, no two incidents mixed; and how long linking takes.

    python benchmarks/claims.py incidents [--shared ../shared] [--gold incidents.dev.jsonl] [--show 20]
    python benchmarks/claims.py hand [--drop events] [--shared ../shared] [--show 20]
    python benchmarks/claims.py speed [--figures 100000]

``incidents`` reads the corpus as one drop. Two sites of one incident should be joined where the lead figures of both
hold the registry's number of killed or injured (2 or more). ``hand`` holds a drop against lists of claims made by hand
(``claims_by_hand.csv``: each figure by its offset; of ``events`` in list 1 five articles an event, in list 2 up to five
others; of ``native`` in list 3 62 articles, by their ids; lists 2 and 3 by other readers who saw no result): two
articles should be joined where both report one claim, and no claim should hold two. ``speed`` links copies of the
reference drop's tables with other words, places and numbers, and doubles their number three times.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

import newslab as nl
from newslab import claims

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newslab.tables import Tables

FEWEST = 2
BY_HAND = Path(__file__).with_name("claims_by_hand.csv")
UNSURE = "?"  # label of figures of which two readers could disagree
MANY_ORIGINS = 3
OUTCOMES = {"killed": ("killed",), "injured": ("injured", "shot", "struck")}


def texts(path: Path) -> pd.DataFrame:
    """One row per text, with its incident and the registry's counts."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        incident = json.loads(line)
        counts = {"incident": incident["id"], "killed": incident["killed"], "injured": incident["injured"]}
        rows += [
            {"text": t["text"], "title": t["title"], "outlet": t["host"], "published": t["date"], **counts}
            for t in incident["texts"]
        ]
    return pd.DataFrame(rows)


def joined(tables: Tables, gold: pd.DataFrame) -> dict[str, Any]:
    """Pairs of texts that hold the registry's number, how many of them are joined, and claims that mix incidents."""
    row_of = {a: int(str(path).rpartition("#")[2]) for a, path in tables.articles[["article_id", "path"]].to_numpy()}
    figures = tables.figures.assign(row=tables.figures["article_id"].map(row_of))
    figures["incident"] = figures["row"].map(gold["incident"])
    pairs = together = 0
    apart = []
    for outcome, read_as in OUTCOMES.items():
        truth = figures["row"].map(gold[outcome])
        hits = figures[
            figures["lead"] & figures["outcome"].isin(read_as) & (figures["value"] == truth) & (truth >= FEWEST)
        ]
        for incident, rows in hits.groupby("incident"):
            of = rows.groupby("row")["claim_id"].agg(set)
            for a, b in itertools.combinations(of.index, 2):
                pairs += 1
                together += bool(of[a] & of[b])
                if not of[a] & of[b]:
                    apart.append((incident, outcome, a, b))
    incidents = figures.dropna(subset="claim_id").groupby("claim_id")["incident"].nunique()
    return {"pairs": pairs, "together": together, "apart": apart, "mixed": incidents[incidents > 1]}


def latest(tables: Tables, gold: pd.DataFrame) -> tuple[float, float, int]:
    """How often a claim's newest lead report, and how often a site's, is the registry's number; and claims compared."""
    row_of = {a: int(str(path).rpartition("#")[2]) for a, path in tables.articles[["article_id", "path"]].to_numpy()}
    published = tables.articles.set_index("article_id")["published"]
    figures = tables.figures.assign(
        row=tables.figures["article_id"].map(row_of), published=tables.figures["article_id"].map(published)
    )
    right, sites = [], []
    for outcome, read_as in OUTCOMES.items():
        truth = figures["row"].map(gold[outcome])
        leads = figures[
            figures["lead"] & figures["outcome"].isin(read_as) & (truth >= FEWEST) & figures["value"].notna()
        ]
        for _, rows in leads.assign(truth=truth).groupby("claim_id"):
            by_site = rows.sort_values("published").groupby("row", sort=False).last()
            if len(by_site) > 1:
                right.append(by_site["value"].iloc[-1] == by_site["truth"].iloc[-1])
                sites.append((by_site["value"] == by_site["truth"]).mean())
    return sum(right) / max(len(right), 1), sum(sites) / max(len(sites), 1), len(right)


def incidents(shared: Path, name: str, show: int) -> None:
    gold = texts(shared / "corpora" / name)
    tables = nl.parse(gold.drop(columns=["incident", "killed", "injured"]))
    report(tables, gold, show)


def report(tables: Tables, gold: pd.DataFrame, show: int) -> None:
    found = joined(tables, gold)
    share = found["together"] / max(found["pairs"], 1)
    print(f"joined {share:.3f} ({found['together']} of {found['pairs']} pairs)   mixed claims {len(found['mixed'])}")
    newest, mean, n = latest(tables, gold)
    print(f"latest right {newest:.3f}   mean site right {mean:.3f}   ({n} claims of two sites and more)")
    for incident, outcome, a, b in found["apart"][:show]:
        print("apart", incident, outcome, "|", gold["title"][a], "|", gold["title"][b])


# --- by hand ---------------------------------------------------------------------------------------------------------
def listed(shared: Path, drop: str, tables: Tables) -> pd.DataFrame:
    """Figures of the hand-made lists that the table has, each with its claim by hand and its claim in the table."""
    hand = pd.read_csv(BY_HAND)
    gold = shared / "drops" / f"{drop}.gold.jsonl"
    lines = map(json.loads, gold.read_text(encoding="utf-8").splitlines()) if drop == "events" else ()
    name = {(g["file"], g["row"]): g["id"] for g in lines}
    article = {}
    for article_id, path in tables.articles[["article_id", "path"]].to_numpy():
        file, _, row = str(path).partition("#")
        article[article_id] = name.get((file, int(row) if row else None), article_id)
    figures = tables.figures.assign(article=tables.figures["article_id"].map(article))
    places = hand.merge(figures, on="article", how="inner")
    covering = (places["num_start_x"] >= places["num_start_y"]) & (places["num_start_x"] < places["num_end"])
    return places[covering & (places["claim"] != UNSURE)]


def by_hand(shared: Path, drop: str, show: int) -> None:
    tables = nl.parse(shared / "drops" / drop)
    figures = listed(shared, drop, tables)
    first = set(figures.loc[figures["list"] == figures["list"].min(), "article"])
    apart, pairs = [], []
    for label, rows in figures.groupby("claim"):
        of = rows.groupby("article")["claim_id"].agg(lambda ids: set(ids.dropna()))
        for a, b in itertools.combinations(of.index, 2):
            pairs.append((label, a, b))
            if not of[a] & of[b]:
                apart.append((label, a, b))
    print(f"{len(figures)} figures of the lists found")
    for name, known in (("the first list", lambda pair: {*pair[1:]} <= first), ("all lists", lambda _: True)):
        told, missed = sum(map(known, pairs)), sum(map(known, apart))
        print(f"{name}: joined {1 - missed / told:.3f} ({told - missed} of {told} pairs)")
    held = figures.dropna(subset="claim_id").groupby("claim_id")["claim"].agg(lambda labels: sorted(set(labels)))
    mixed = held[held.map(len) > 1]
    origins = tables.claims.set_index("claim_id")["n_origins"].reindex(mixed.index)
    print(f"claims that hold two: {len(mixed)}, of three origins and more {int((origins >= MANY_ORIGINS).sum())}")
    for label, a, b in apart[:show]:
        print("apart", label, a, b)
    for claim_id, labels in mixed.head(show).items():
        print("mixed", claim_id, origins[claim_id], *labels)


# --- speed -----------------------------------------------------------------------------------------------------------
def copies(tables: Tables, n: int, seed: int = 0) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """Copies of a drop's figures and articles, each with other names and numbers, as other events would have."""
    rng = random.Random(seed)
    for i in range(n):
        shift = rng.randint(0, 3_000)
        articles = tables.articles.assign(
            article_id=tables.articles["article_id"] + f"-{i}",
            copy_group=tables.articles["copy_group"] + f"-{i}",
            title=[f"Event{i} {t}" for t in tables.articles["title"]],
            text=[f"Town{i} Street{i % 97} {t[:3_000]}" for t in tables.articles["text"]],
            published=tables.articles["published"] - pd.Timedelta(days=shift),
        )
        factor = rng.randint(1, 50)
        figures = tables.figures.assign(
            article_id=tables.figures["article_id"] + f"-{i}",
            figure_id=tables.figures["figure_id"] + f"-{i}",
            value=tables.figures["value"] * factor,
            low=tables.figures["low"] * factor,
            high=tables.figures["high"] * factor,
        )
        yield figures, articles


def speed(figures: int) -> None:
    tables = nl.parse(nl.sample_drop())
    for part in (figures // 8, figures // 4, figures // 2, figures):
        made = list(copies(tables, part // len(tables.figures)))
        rows, articles = (pd.concat(frames, ignore_index=True) for frames in zip(*made, strict=True))
        start = time.process_time()
        _, found = claims.build(rows, tables.places, articles)
        print(f"{len(rows):>8,} figures of {len(articles):,} articles: {time.process_time() - start:6.1f} s, "
              f"{len(found):,} claims")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["incidents", "hand", "speed"])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--drop", default="events", choices=["events", "native"])
    parser.add_argument("--gold", default="incidents.dev.jsonl")
    parser.add_argument("--figures", type=int, default=100_000)
    parser.add_argument("--show", type=int, default=0)
    args = parser.parse_args()
    if args.what == "speed":
        speed(args.figures)
    elif args.what == "hand":
        by_hand(args.shared, args.drop, args.show)
    else:
        incidents(args.shared, args.gold, args.show)


if __name__ == "__main__":
    main()
