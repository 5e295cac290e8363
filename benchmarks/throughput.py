"""Words per second of the whole parse beside the bare pipeline of the same model, over the same texts, in one run.

usage: python benchmarks/throughput.py [--shared ../shared] [--rounds 3]

CPU seconds of this process, best of the rounds, same batch size, one process and one thread. Texts are the article
drops and the geoparsing corpus of the shared folder, or the reference drop where that is absent.
"""

from __future__ import annotations

import argparse
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import json
from collections import defaultdict
from pathlib import Path
from time import process_time

import spacy

from newslab import figures, language, link, places, speakers
from newslab.articles import Article, read_articles
from newslab.drop import from_records, open_drop
from newslab.gazetteer import default as default_gazetteer
from newslab.pipeline import sample_drop


def articles(shared: Path) -> list[Article]:
    if not shared.is_dir():
        return read_articles(sample_drop())[0]
    corpus = shared / "corpora" / "trnews.train.jsonl"
    texts = [json.loads(line)["text"] for line in corpus.read_text(encoding="utf-8").splitlines()]
    drop = read_articles(open_drop(shared / "drops" / "events"))[0] + read_articles(from_records(texts))[0]
    return [a for a in drop if a.status == "read"]


def stages(docs: list, found: list[Article]) -> dict[str, float]:
    spent: dict[str, float] = defaultdict(float)
    gazetteer = default_gazetteer()
    for doc, article in zip(docs, found, strict=True):
        for name, work in (
            ("places", lambda d=doc, a=article: places.find(d, a, gazetteer)),
            ("speakers", lambda d=doc, a=article: speakers.find(d, a, gazetteer)),
            ("figures", lambda d=doc, a=article: figures.find(d, a)),
        ):
            start = process_time()
            work()
            spent[name] += process_time() - start
    return spent


def whole(found: list[Article]) -> float:
    gazetteer = default_gazetteer()
    start = process_time()
    for doc, article in zip(language.parse(a.text for a in found), found, strict=True):
        link.read(doc, article, gazetteer)
    return process_time() - start


def bare(nlp: spacy.language.Language, found: list[Article]) -> float:
    start = process_time()
    for _ in nlp.pipe((a.text for a in found), batch_size=language.BATCH_SIZE):
        pass
    return process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    found = articles(args.shared)
    words = sum(len(a.text.split()) for a in found)
    stock = spacy.load(language.MODEL)
    whole(found[:8])
    bare(stock, found[:8])
    best_bare = min(bare(stock, found) for _ in range(args.rounds))
    best_whole = min(whole(found) for _ in range(args.rounds))
    start = process_time()
    docs = list(language.parse(a.text for a in found))
    own = process_time() - start
    print(f"{len(found)} texts, {words:,} words")
    print(f"bare pipeline   {words / best_bare:8,.0f} words/CPU-s")
    print(f"newslab's parse {words / best_whole:8,.0f} words/CPU-s   {best_bare / best_whole:.2f} of bare")
    print(f"its pipeline    {words / own:8,.0f} words/CPU-s   {own / best_bare:.1%} of bare time")
    for name, seconds in sorted(stages(docs, found).items(), key=lambda item: -item[1]):
        print(f"  {name:10} adds {seconds / best_bare:6.1%} of bare time")


if __name__ == "__main__":
    main()
