"""Two deliveries of the shared events drop compared, beside what is known to be new, edited, gone and renamed.

usage: python benchmarks/changes.py [--shared ../shared]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

import newslab as nl

if TYPE_CHECKING:
    import pandas as pd


def found(changes: pd.DataFrame, change: str, columns: list[str]) -> set[tuple[str, ...]]:
    rows = changes[(changes["table"] == "articles") & (changes["change"] == change)]
    return {tuple(r) for r in rows[columns].to_numpy().tolist()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    drops = parser.parse_args().shared / "drops"
    gold = json.loads((drops / "events-next.gold.json").read_text(encoding="utf-8"))
    changes = nl.diff(nl.parse(drops / "events"), nl.parse(drops / "events-next"))
    wanted = {
        "new": ({(f,) for f in gold["new"]}, ["after"]),
        "gone": ({(f,) for f in gold["gone"]}, ["before"]),
        "renamed": ({tuple(pair) for pair in gold["renamed"]}, ["before", "after"]),
        "edited": ({(e["file"],) for e in gold["edited"]}, ["after"]),
    }
    for change, (expected, columns) in wanted.items():
        got = found(changes, change, columns)
        print(f"{change:8} expected {len(expected):3}  found {len(got):3}  right {len(got & expected):3}")
        for row in sorted(got ^ expected):
            print("   ", "missed" if row in expected else "wrong ", *row)
    figures = changes[(changes["table"] == "figures") & (changes["change"] == "changed")]
    print(figures[["before", "after"]].to_string(index=False))


if __name__ == "__main__":
    main()
