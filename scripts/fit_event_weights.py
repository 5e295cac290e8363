"""Fit the weights that tell whether two articles are of one event; copy the rounded result to resources/events.yaml.

    python scripts/fit_event_weights.py ../shared/corpora/incidents.dev.jsonl

A logistic regression over all pairs of articles that share a rare term, with the incidents of the corpus as truth. What
the groups are like is told out of fold, incidents parted at random, for several values added to the bias.
"""

from __future__ import annotations

import itertools
import json
import random
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

import newslab as nl
from newslab.claims import clusters, episodes, events, likeness

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newslab.claims.events import Episode

FOLDS = 5


def corpus(path: Path) -> tuple[pd.DataFrame, list[str]]:
    """Articles, and the incident of each."""
    incidents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [
        {"text": t["text"], "title": t["title"], "outlet": t["host"], "published": t["date"], "incident": i["id"]}
        for i in incidents
        for t in i["texts"]
    ]
    frame = pd.DataFrame(rows)
    return frame.drop(columns="incident"), frame["incident"].tolist()


def fitted(values: np.ndarray, same: np.ndarray) -> LogisticRegression:
    return LogisticRegression(max_iter=5_000, C=10, fit_intercept=False).fit(values, same)


def out_of_fold(values: np.ndarray, same: np.ndarray, folds: np.ndarray) -> np.ndarray:
    """Log-odds of each pair from weights fitted without either of its incidents; ``folds`` has both of each pair."""
    odds = np.zeros(len(same))
    for fold in range(FOLDS):
        held = (folds == fold).any(axis=1)
        odds[held] = fitted(values[~held], same[~held]).decision_function(values[held])
    return odds


def grouped(made: list[Episode], odds: Mapping[tuple[int, int], float], truth: list[str]) -> str:
    """How many pairs of one incident share a group, how many of two, and in how many groups those are."""
    groups = defaultdict(list)
    for i, group in enumerate(clusters.join(len(made), odds, [e.article_id for e in made])):
        groups[group].append(truth[i])
    pairs = [[a == b for a, b in itertools.combinations(held, 2)] for held in groups.values()]
    right = sum(map(sum, pairs))
    return f"{right} right, {sum(map(len, pairs)) - right} wrong in {sum(not all(p) for p in pairs)} groups"


def main() -> None:
    frame, incident_of = corpus(Path(sys.argv[1]))
    tables = nl.parse(frame)
    incident = {
        article: incident_of[int(str(path).rpartition("#")[2])]
        for article, path in tables.articles[["article_id", "path"]].itertuples(index=False)
    }
    made = episodes.main_episodes(tables.figures, tables.places, tables.articles)
    truth = [incident[e.article_id] for e in made]
    near = likeness.likenesses(made)
    weighed = likeness.settings()["weights"]  # what only tells of a story is no feature of an event
    found = (events.features(made[i], made[j], alike) for (i, j), alike in near.items())
    rows = [{name: features[name] for name in weighed} for features in found]
    same = np.array([truth[i] == truth[j] for i, j in near])
    values = pd.DataFrame(rows).to_numpy()
    draw = random.Random(0)
    fold = {name: draw.randrange(FOLDS) for name in sorted(set(truth))}
    odds = out_of_fold(values, same, np.array([[fold[truth[i]], fold[truth[j]]] for i, j in near]))
    total = sum(a == b for a, b in itertools.combinations(truth, 2))
    print(f"{len(rows):,} pairs compared; of {total} pairs of one incident {same.sum()}")
    print(f"average precision out of fold {average_precision_score(same, odds):.3f}")
    for shift in (-1.5, -1.0, -0.75, -0.5, 0.0):
        print(f"  bias {shift:+}: {grouped(made, dict(zip(near, odds + shift, strict=True)), truth)}")
    for name, weight in zip(rows[0], fitted(values, same).coef_[0], strict=True):
        print(f"  {name}: {weight:.1f}")


if __name__ == "__main__":
    main()
