"""Time of a second parse of an unchanged drop beside the first, and of one with a single new article.

usage: python benchmarks/rerun.py [--shared ../shared] [--articles 2000]

Texts are those of the shared corpora, each a file of its own with a line that makes it distinct, so that as many
articles as wanted can be made. CPU seconds of this process.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import tempfile
from pathlib import Path
from time import process_time

os.environ.setdefault("OMP_NUM_THREADS", "1")
import newslab as nl


def texts(shared: Path) -> list[str]:
    found = []
    for line in (shared / "corpora" / "incidents.dev.jsonl").read_text(encoding="utf-8").splitlines():
        found += [f"{t['title']}\n\n{t['text']}" for t in json.loads(line)["texts"]]
    return found


def timed(folder: Path) -> float:
    start = process_time()
    nl.parse(folder)
    return process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument("--articles", type=int, default=2000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["NEWSLAB_CACHE"] = str(Path(scratch) / "cache")
        drop = Path(scratch) / "drop"
        drop.mkdir()
        for n, text in enumerate(itertools.islice(itertools.cycle(texts(args.shared)), args.articles)):
            (drop / f"{n:05}.txt").write_text(f"{text}\n\nCopy {n}.\n", encoding="utf-8")
        nl.parse("Warm the pipeline up.", use_cache=False)
        first, second = timed(drop), timed(drop)
        (drop / "new.txt").write_text("Nine people were hurt in Izmail on Friday, police said.\n", encoding="utf-8")
        third = timed(drop)
    print(
        f"{args.articles} articles: first parse {first:.1f} s, second {second:.1f} s, {first / second:.1f} times faster"
    )
    print(f"one new article: {third:.1f} s")


if __name__ == "__main__":
    main()
