"""Fit the weights that tell whether two articles are of one event; copy the rounded result to resources/events.yaml.

    python scripts/fit_event_weights.py ../shared/corpora/incidents.dev.jsonl

A logistic regression over all pairs of articles that share a rare term, with the incidents of the corpus as truth.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

import newslab as nl
from newslab.claims import episodes, events


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


def main() -> None:
    frame, truth = corpus(Path(sys.argv[1]))
    tables = nl.parse(frame)
    incident = {
        article: truth[int(str(path).rpartition("#")[2])]
        for article, path in tables.articles[["article_id", "path"]].itertuples(index=False)
    }
    made = episodes.main_episodes(tables.figures, tables.places, tables.articles)
    near = events.likenesses(made)
    rows = [events.features(made[i], made[j], likeness) for (i, j), likeness in near.items()]
    same = np.array([incident[made[i].article_id] == incident[made[j].article_id] for i, j in near])
    names = list(rows[0])
    values = np.array([[row[name] for name in names] for row in rows])
    model = LogisticRegression(max_iter=3_000, C=10, fit_intercept=False).fit(values, same)
    score = average_precision_score(same, model.decision_function(values))
    print(f"{len(rows):,} pairs, {same.sum():,} of one incident, average precision {score:.3f}")
    for name, weight in zip(names, model.coef_[0], strict=True):
        print(f"  {name}: {weight:.1f}")


if __name__ == "__main__":
    main()
