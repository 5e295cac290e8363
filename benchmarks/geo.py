"""Place mentions on the annotated corpora: our rows as the scorer's lines.

    python benchmarks/geo.py [SHARED] [--out FOLDER]

Writes one prediction file a corpus and prints what ``tools/score_geo.py`` says of it. An outlet's home comes from the
table or from its own articles in the corpus, as in a drop. The weights were fitted on these very texts: for honest
numbers see ``scripts/fit_place_weights.py --check``.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from newslab import gazetteer, language, places
from newslab.articles import Article
from newslab.places import outlethomes

CORPORA = ("lgl", "trnews", "geowebnews")


def predict(rows: list[dict[str, str]]) -> list[str]:
    """Return one prediction line a text."""
    out = []
    articles = [Article(row["id"], row["text"], outlet=row["source"]) for row in rows]
    homes = outlethomes.homes(articles, gazetteer.default())
    for article, doc in zip(articles, language.parse(a.text for a in articles), strict=True):
        found = places.find(doc, article, gazetteer.default(), homes.get(article.outlet))
        keys = ("start", "end", "lat", "lon", "geonameid", "role", "score")
        out.append(
            json.dumps({"id": article.article_id, "toponyms": [{k: getattr(m, k) for k in keys} for m in found]})
        )
    return out


def main() -> None:
    """Predict and score every corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, nargs="?", default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=Path("runs/benchmarks"))
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for corpus in CORPORA:
        gold = args.shared / "corpora" / f"{corpus}.train.jsonl"
        rows = [json.loads(line) for line in gold.open(encoding="utf-8")]
        target = args.out / f"geo.{corpus}.jsonl"
        target.write_text("\n".join(predict(rows)) + "\n", encoding="utf-8")
        subprocess.run([sys.executable, args.shared / "tools" / "score_geo.py", gold, f"{corpus}={target}"], check=True)


if __name__ == "__main__":
    main()
