"""Place mentions on the annotated corpora: our rows as the scorer's lines.

    python benchmarks/geo.py [SHARED] [--out FOLDER]

Writes one prediction file a corpus and prints what ``tools/score_geo.py`` says of it. The texts are handed over as a
frame of texts with their outlets, so that what is measured is what a user gets.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from newslab import gazetteer, language, places
from newslab.articles import Article

CORPORA = ("lgl", "trnews", "geowebnews")


def predict(rows: list[dict[str, str]]) -> list[str]:
    """Return one prediction line a text."""
    out = []
    for row, doc in zip(rows, language.parse(row["text"] for row in rows), strict=True):
        article = Article(row["id"], row["text"], outlet=row["source"])
        found = places.find(doc, article, gazetteer.default())
        keys = ("start", "end", "lat", "lon", "geonameid", "role", "score")
        out.append(json.dumps({"id": row["id"], "toponyms": [{k: getattr(m, k) for k in keys} for m in found]}))
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
