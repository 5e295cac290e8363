"""Our articles of a drop as lines for the shared scorer of metadata and bodies.

usage: python benchmarks/drop.py events|pages [--shared ../shared] [--fields] > predictions.jsonl
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newslab.drop import Drop, open_drop

if TYPE_CHECKING:
    from newslab.articles import Article


def from_fields(drop: Drop) -> list[dict[str, Any]]:
    """Raw fields alone, before any interpretation."""
    lines = []
    for item in drop.items():
        day = re.match(r"\d{4}-\d\d-\d\d", item.get("published") or "")
        authors = re.split(r"; |, | and ", item.get("authors") or "")
        lines.append({
            "file": item.path, "row": item.row, "title": item.get("title"), "published": day[0] if day else None,
            "outlet": item.get("outlet") or item.get("site_name"), "authors": [a for a in authors if a],
            "body": item.get("text"),
        })  # fmt: skip
    return lines


def from_articles(drop: Drop) -> list[dict[str, Any]]:
    """Articles as newslab reads them; further paths of one text get a line each."""
    from newslab.articles import read_articles

    articles, _ = read_articles(drop)
    lines = []
    for article in articles:
        for path in (article.path, *article.paths):
            file, _, row = path.partition("#")
            lines.append({
                "file": file, "row": int(row) if row else None, "title": article.title,
                "published": article.published.isoformat() if article.published else None, "outlet": article.outlet,
                "authors": list(article.authors), "body": body_of(article),
            })  # fmt: skip
    return lines


def body_of(article: Article) -> str:
    """The text without the title set before it."""
    if article.title and article.text.startswith(article.title):
        return article.text[len(article.title) :].strip()
    return article.text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("drop", choices=("events", "pages", "native"))
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--fields", action="store_true", help="raw fields alone")
    args = parser.parse_args()
    drop = open_drop(args.shared / "drops" / args.drop)
    for line in from_fields(drop) if args.fields else from_articles(drop):
        print(json.dumps(line, ensure_ascii=False))


if __name__ == "__main__":
    main()
