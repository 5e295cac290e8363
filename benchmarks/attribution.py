"""Our statements as prediction lines for ``score_attr.py`` (PolNeAR).

    python benchmarks/attribution.py --split dev --out pred.jsonl [--shared ../shared] [--docs parsed.spacy] [--rows]

By default each row holds our quotes as "attributions" and, as "figures", the credit of every number the corpus lists;
``--rows`` takes the spans that :func:`newslab.figures.find` finds instead. Then
``score_attr.py --gold polnear.SPLIT.jsonl --figures polnear.figures.jsonl --split SPLIT --pred pred.jsonl``.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newslab import language, speakers
from newslab.articles import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def parsed(texts: list[str], cache: Path | None) -> Iterable[Doc]:
    """Docs of the texts, from a DocBin where one was kept."""
    if cache is None:
        return language.parse(texts)
    from spacy.tokens import DocBin

    vocab = language.load().vocab
    if cache.exists():
        return DocBin().from_disk(cache).get_docs(vocab)
    docs = list(language.parse(texts))
    DocBin(docs=docs).to_disk(cache)
    return docs


def spans_to_credit(
    doc: Doc, article: Article, listed: list[dict[str, Any]], *, rows: bool
) -> Iterator[tuple[int, int]]:
    if not rows:
        yield from ((r["start"], r["end"]) for r in listed)
        return
    from newslab import figures

    yield from ((f.quantity.num_start, f.quantity.num_end) for f in figures.find(doc, article))


def prediction(doc: Doc, gold_id: str, listed: list[dict[str, Any]], *, rows: bool) -> tuple[dict[str, Any], float]:
    """One prediction line, and the seconds our stage took."""
    article = Article(article_id=gold_id, text=doc.text)
    began = time.process_time()
    quotes = speakers.find(doc, article)
    took = time.process_time() - began
    found = []
    for start, end in spans_to_credit(doc, article, listed, rows=rows):
        credit = speakers.credit(doc, article, quotes, start, end)
        others = [credit.relay] if credit.relay else []
        found.append({
            "start": start,
            "end": end,
            "source": [credit.speaker.start, credit.speaker.end] if credit.speaker else None,
            "via": [[s.start, s.end] for s in others],
            "rule": credit.rule,
        })  # fmt: skip
    attributions = [
        {
            "source": [[q.speaker.start, q.speaker.end]],
            "cue": [[q.cue_start, q.cue_end]],
            "content": [list(s) for s in q.spans],
        }
        for q in quotes
        if q.speaker and q.spans
    ]
    return {"id": gold_id, "figures": found, "attributions": attributions}, took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--split", default="dev")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--docs", type=Path, help="keep the parses here between runs")
    parser.add_argument("--rows", action="store_true", help="credit the figures that newslab finds")
    args = parser.parse_args()
    gold = read_jsonl(args.shared / "corpora" / f"polnear.{args.split}.jsonl")
    listed: dict[str, list[dict[str, Any]]] = {}
    for row in read_jsonl(args.shared / "corpora" / "polnear.figures.jsonl"):
        listed.setdefault(row["id"], []).append(row)
    seconds, words = 0.0, 0
    with args.out.open("w", encoding="utf-8") as out:
        for row, doc in zip(gold, parsed([r["text"] for r in gold], args.docs), strict=True):
            line, took = prediction(doc, row["id"], listed.get(row["id"], []), rows=args.rows)
            seconds, words = seconds + took, words + len(row["text"].split())
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
        out.write(json.dumps({"meta": {"seconds": round(seconds, 2), "words": words}}) + "\n")


if __name__ == "__main__":
    main()
