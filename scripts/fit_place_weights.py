"""Fit the coefficients of place recognition, role, resolution and score on the annotated corpora.

    python scripts/fit_place_weights.py --shared ../shared                 # writes resources/place_weights.json
    python scripts/fit_place_weights.py --shared ../shared --check OUT     # out-of-fold predictions for score_geo.py
    python scripts/fit_place_weights.py --shared ../shared --check OUT --across   # each corpus by the other two

Only numbers are stored, under the names of features; a feature that holds a word is kept only where the word is common
in lower case across the corpora, so that no name and no text of theirs ends up in the package.
"""

from __future__ import annotations

import argparse
import collections
import json
import math
import pickle
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from newslab import gazetteer, language, places
from newslab.articles import Article, Line
from newslab.places import evidence, factors, nametraits, outlethomes, pagewords, resolve, roles, toponyms

CORPORA = ("lgl", "trnews", "geowebnews")
WORD_FEATURES = ("before=", "after=", "of=", "pobj=")
LEAST_TEXTS, LEAST_WORD_TEXTS, LEAST_USES = 4, 25, 3
LIMITS = {"recognise": 0.4, "literal": 0.68, "pin": 0.255, "people": 0.0, "sense": 0.75}
ROUNDS = 2
CAUTION = 1.45
"""Taken off the score's log odds, so that 95 of 100 pins with a score of 0.8 are right also in the hardest corpus."""
KM_RIGHT = 161


@dataclass
class Text:
    """One annotated text with its parse and its candidates."""

    corpus: str
    row: dict[str, Any]
    doc: Any
    page: Any
    candidates: list[Any]
    features: list[list[str]]
    gold: dict[tuple[int, int], dict[str, Any]]
    home: Any


def read(shared: Path, docs: Path | None) -> list[Text]:
    """The annotated texts with their parses, candidates and features."""
    gaz = gazetteer.default()
    texts = []
    for corpus in CORPORA:
        rows = [json.loads(line) for line in (shared / "corpora" / f"{corpus}.train.jsonl").open(encoding="utf-8")]
        by_outlet: dict[str, list[str]] = collections.defaultdict(list)
        for row in rows:
            by_outlet[row["source"]].append(row["text"])
        homes = {outlet: outlethomes.learn(own, gaz) for outlet, own in by_outlet.items()}
        for row, doc in zip(rows, _parse(corpus, [r["text"] for r in rows], docs), strict=True):
            page = pagewords.lay_out(doc, row["text"], [Line(0, len(row["text"]), "body")])
            candidates = toponyms.propose(page, gaz)
            gold = {
                (t["start"], t["end"]): t
                for t in row["toponyms"] if t["group"] in (None, "literal", "associative")
            }  # fmt: skip
            features = [nametraits.features(page, c) for c in candidates]
            home = outlethomes.home_of(row["source"], gaz) or homes.get(row["source"])
            texts.append(Text(corpus, row, doc, page, candidates, features, gold, home))
    return texts


def _parse(corpus: str, texts: list[str], docs: Path | None) -> list[Any]:
    if docs is None:
        return list(language.parse(texts))
    from spacy.tokens import Doc

    stored, _ = pickle.loads((docs / f"{corpus}.pkl").read_bytes())
    return [language.prefer_known_places(Doc(language.load().vocab).from_bytes(one)) for one in stored]


def common_words(texts: list[Text]) -> set[str]:
    """Words that many of the texts use in lower case."""
    count = collections.Counter(w for t in texts for w in t.page.lower_seen)
    return {w for w, n in count.items() if n >= LEAST_WORD_TEXTS}


def allowed(feature: str, words: set[str]) -> bool:
    """Whether a feature names no word, or a common one."""
    for prefix in WORD_FEATURES:
        if feature.startswith(prefix):
            return feature[len(prefix) :].split("|")[0].removeprefix("the ") in words | {""}
    return True


def regress(rows: list[dict[str, float]], right: list[bool], strength: float) -> dict[str, float]:
    """Weights of a logistic regression by feature name, the small ones left out."""
    vectors = DictVectorizer()
    table = vectors.fit_transform(rows)
    table.indices, table.indptr = table.indices.astype(np.int32), table.indptr.astype(np.int32)
    model = LogisticRegression(C=strength, max_iter=400, solver="liblinear", random_state=0).fit(table, right)
    found = dict(zip(vectors.feature_names_, model.coef_[0].tolist(), strict=True))
    return {"bias": float(model.intercept_[0])} | {k: round(v, 3) for k, v in found.items() if abs(v) >= 0.02}


def fit_first(texts: list[Text], words: set[str]) -> dict[str, float]:
    """Weights of a candidate by itself."""
    count = collections.Counter(f for t in texts for f in {f for fs in t.features for f in fs})
    keep = {f for f, n in count.items() if n >= LEAST_TEXTS and allowed(f, words)}
    rows = [dict.fromkeys((f for f in fs if f in keep), 1.0) for t in texts for fs in t.features]
    return regress(rows, [(c.start, c.end) in t.gold for t in texts for c in t.candidates], 0.3)


def first_pass(t: Text, model: dict[str, float]) -> list[float]:
    """Probabilities of a text's candidates by themselves."""
    return [evidence.probability(evidence.weigh(model, f)) for f in t.features]


def folds(texts: list[Text], n: int) -> list[list[Text]]:
    """The texts in ``n`` parts, shuffled alike each time."""
    shuffled = list(texts)
    random.Random(0).shuffle(shuffled)
    return [shuffled[k::n] for k in range(n)]


def fit_recognition(texts: list[Text]) -> tuple[dict[str, float], dict[str, float]]:
    """Weights of both passes; the second sees first probabilities that were made without its text."""
    words = common_words(texts)
    rows: list[dict[str, float]] = []
    right: list[bool] = []
    parts = folds(texts, 5)
    for part in parts:
        model = fit_first([t for other in parts if other is not part for t in other], words)
        for t in part:
            ps = first_pass(t, model)
            for c, fs, more in zip(t.candidates, t.features, evidence.company(t.page, t.candidates, ps), strict=True):
                rows.append({f: 1.0 for f in fs if f in model} | more)
                right.append((c.start, c.end) in t.gold)
    again = dict.fromkeys(
        ("self", "inner", "outer", "listed", "unknown_but_listed", "mean", "most", "once"), 0.0
    ) | regress(rows, right, 0.3)
    return fit_first(texts, words), again


def fit_role(texts: list[Text]) -> dict[str, float]:
    """Weights that tell a place meant as a place from its government, people or a larger name."""
    words = common_words(texts)
    rows: list[dict[str, float]] = []
    right: list[bool] = []
    for t in texts:
        for c in t.candidates:
            gold = t.gold.get((c.start, c.end))
            if gold and gold["group"]:
                found = (f for f in roles.features(t.page, t.doc, c) if allowed(f, words))
                rows.append(dict.fromkeys(found, 1.0))
                right.append(gold["group"] == "literal")
    count = collections.Counter(f for row in rows for f in row)
    rows = [{f: v for f, v in row.items() if count[f] >= LEAST_USES} for row in rows]
    return regress(rows, right, 0.2) if rows else {"bias": 0.0}


# --- resolution ----------------------------------------------------------------------------------------------------
def wanted(name: factors.Name, gold: list[dict[str, Any]]) -> tuple[Any, float] | None:
    """Which candidates of a name are the annotated place, and how much the name counts."""
    points = collections.Counter((g["geonameid"], g["lat"], g["lon"]) for g in gold if g["lat"] is not None)
    if not points:
        return None
    (gid, lat, lon), _ = points.most_common(1)[0]
    away = np.array([kilometres(lat, lon, p.lat, p.lon) for p in name.places])
    hits = np.array([gid is not None and str(p.geonameid) == str(gid) for p in name.places])
    for limit in (15, 60, KM_RIGHT):
        if not hits.any():
            hits = away <= limit
    return (hits, 1 + 0.3 * math.log(sum(points.values()))) if hits.any() and len(hits) > 1 else None


def kilometres(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Great-circle distance."""
    p = math.pi / 180
    half = 0.5 - math.cos((lat2 - lat) * p) / 2
    half += math.cos(lat * p) * math.cos(lat2 * p) * (1 - math.cos((lon2 - lon) * p)) / 2
    return 12742 * math.asin(math.sqrt(min(1.0, max(0.0, half))))


def fit_rounds(texts: list[Text], role: dict[str, float]) -> list[list[float]]:
    """Coefficients of each round of resolution."""
    boards, targets = [], []
    for t in texts:
        found = [c for c in t.candidates if (c.start, c.end) in t.gold and c.places]
        roles.judge(t.page, t.doc, found, role)
        names = resolve.gather(t.page, found)
        if names:
            boards.append(factors.board(t.page, names, t.home))
            targets.append([wanted(n, [t.gold[c.start, c.end] for c in n.mentions]) for n in names])
    out: list[list[float]] = []
    tables = [b.static for b in boards]
    for _ in range(ROUNDS + 1):
        w = _fit_choice(boards, tables, targets)
        beliefs = [resolve.softmax(x @ w, b.owner, len(b.names)) for x, b in zip(tables, boards, strict=True)]
        tables = [factors.company(b, belief) for b, belief in zip(boards, beliefs, strict=True)]
        out.append([round(float(v), 3) for v in w])
    return out


def _fit_choice(boards: list[Any], tables: list[Any], targets: list[list[Any]]) -> Any:
    """Conditional logit: the chance that the annotated place wins among a name's candidates."""
    blocks = [
        (x[b.owner == k], *target)
        for b, x, ts in zip(boards, tables, targets, strict=True)
        for k, target in enumerate(ts) if target is not None
    ]  # fmt: skip

    def loss(w: Any) -> tuple[float, Any]:
        total, slope = 0.0005 * len(blocks) * float(w @ w), 0.001 * len(blocks) * w
        for x, hits, weight in blocks:
            powers = np.exp(x @ w - (x @ w).max())
            share = powers / powers.sum()
            hit = share[hits].sum() + 1e-12
            total -= weight * math.log(hit)
            slope -= weight * (x.T @ (np.where(hits, share / hit, 0.0) - share))
        return total, slope

    return minimize(loss, np.zeros(len(factors.FACTORS)), jac=True, method="L-BFGS-B").x


# --- score ---------------------------------------------------------------------------------------------------------
def fit_model(texts: list[Text]) -> dict[str, Any]:
    """All weights but those of the score."""
    first, again = fit_recognition(texts)
    role = fit_role(texts)
    return {
        "recognise": first, "again": again, "role": role, "rounds": fit_rounds(texts, role), "limits": LIMITS,
        "score": {"bias": 0.0},
    }  # fmt: skip


def certainties(t: Text, model: dict[str, Any]) -> tuple[list[dict[str, float]], list[bool]]:
    """What the score is made of, for every pin the model would set in a text, and whether the pin is right."""
    rows, right = [], []
    found = places.recognise(t.page, gazetteer.default(), model)
    roles.judge(t.page, t.doc, found, model["role"])
    names = resolve.gather(t.page, found)
    resolve.settle(t.page, names, t.home, model["rounds"])
    for name in names:
        best = name.places[name.best]
        for c in name.mentions:
            gold = t.gold.get((c.start, c.end)) or next(
                (g for (s, e), g in t.gold.items() if s < c.end and c.start < e), None
            )
            if gold is not None and gold["lat"] is None:
                continue
            ok = gold is not None and (
                str(gold["geonameid"]) == str(best.geonameid)
                or kilometres(gold["lat"], gold["lon"], best.lat, best.lon) <= KM_RIGHT
            )
            rows.append(evidence.certainty(c, name))
            right.append(ok)
    return rows, right


def fit_score(texts: list[Text], n: int = 5) -> dict[str, float]:
    """Fit the score on texts that the rest of the model has not seen."""
    rows: list[dict[str, float]] = []
    right: list[bool] = []
    parts = folds(texts, n)
    for part in parts:
        model = fit_model([t for other in parts if other is not part for t in other])
        for t in part:
            found, ok = certainties(t, model)
            rows += found
            right += ok
    model = dict.fromkeys(rows[0], 0.0) | regress(rows, right, 1.0)
    return model | {"bias": model["bias"] - CAUTION}


def fit_all(texts: list[Text]) -> dict[str, Any]:
    """All weights."""
    return fit_model(texts) | {"score": fit_score(texts)}


# --- predictions ---------------------------------------------------------------------------------------------------
def predict(texts: list[Text], model: dict[str, Any]) -> list[dict[str, Any]]:
    """Prediction lines for the scorer."""
    out = []
    for t in texts:
        article = Article(t.row["id"], t.row["text"], outlet=t.row["source"])
        mentions = places.find(t.doc, article, gazetteer.default(), t.home, model=model)
        out.append({"id": t.row["id"], "toponyms": [
            {"start": m.start, "end": m.end, "lat": m.lat, "lon": m.lon, "geonameid": m.geonameid, "role": m.role,
             "score": m.score}
            for m in mentions
        ]})  # fmt: skip
    return out


def check(texts: list[Text], folder: Path, *, across: bool) -> None:
    """Write predictions for texts, or corpora, that their model has not seen."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = [[t for t in texts if t.corpus == c] for c in CORPORA] if across else folds(texts, 4)
    lines: dict[str, list[str]] = {c: [] for c in CORPORA}
    for part in parts:
        model = fit_all([t for other in parts if other is not part for t in other])
        for t, line in zip(part, predict(part, model), strict=True):
            lines[t.corpus].append(json.dumps(line))
    for corpus, found in lines.items():
        (folder / f"{corpus}.jsonl").write_text("\n".join(found) + "\n", encoding="utf-8")


def main() -> None:
    """Fit and store, or check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--docs", type=Path, help="folder of stored parses, to save time while developing")
    parser.add_argument("--check", type=Path, metavar="OUT", help="write out-of-fold predictions instead of weights")
    parser.add_argument("--across", action="store_true", help="fold by corpus, not by text")
    args = parser.parse_args()
    texts = read(args.shared, args.docs)
    if args.check:
        check(texts, args.check, across=args.across)
        return
    target = Path(evidence.__file__).parent / "resources" / "place_weights.json"
    target.write_text(json.dumps(fit_all(texts), indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
