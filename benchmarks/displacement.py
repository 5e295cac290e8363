"""Our figures of the displacement excerpts as prediction lines for ``score_displacement.py``.

    python benchmarks/displacement.py --out pred.jsonl [--shared ../shared] [--gold displacement.even.jsonl]
    python ../shared/tools/score_displacement.py ../shared/corpora/displacement.even.jsonl pred.jsonl

Figures in text order, with their unit and the words counted; nothing is left out or added. A share ("half of the
people") counts nobody, so that its words are not given as counted.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newslab import figures, language
from newslab.articles import Article

if TYPE_CHECKING:
    from spacy.tokens import Doc


def prediction(doc: Doc, text_id: str) -> dict[str, Any]:
    """One prediction line."""
    found = figures.find(doc, Article(article_id=text_id, text=doc.text))
    return {
        "id": text_id,
        "quantities": [
            {
                "value": f.quantity.value,
                "low": f.quantity.low,
                "high": f.quantity.high,
                "unit": f.unit,
                "counted": f.counted if f.kind == "count" else None,
            }
            for f in found
        ],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--gold", default="displacement.even.jsonl")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    gold = [json.loads(line) for line in (args.shared / "corpora" / args.gold).read_text(encoding="utf-8").splitlines()]
    with args.out.open("w", encoding="utf-8") as out:
        for row, doc in zip(gold, language.parse(row["text"] for row in gold), strict=True):
            out.write(json.dumps(prediction(doc, row["id"]), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
