"""What our figures say of each incident's text, as prediction lines for ``score_incidents.py``.

    python benchmarks/incidents.py --out pred.jsonl [--shared ../shared] [--gold incidents.dev.jsonl] [--places]
    python ../shared/tools/score_incidents.py ../shared/corpora/incidents.dev.jsonl pred.jsonl

Per text the numbers of each outcome, the lead figure's first; where no figure leads, the text states no total of its
own news, and nothing is given. People shot stand behind the injured: the registry has one column for both.
``--places`` adds the point of the text's main news.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newslab import figures, language
from newslab.articles import Article, Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from newslab.figures import Figure


def as_article(text: dict[str, Any]) -> Article:
    """The corpus's title and body as one article with its headline marked."""
    title, body = text["title"].strip(), text["text"]
    whole = f"{title}\n\n{body}"
    lines = [Line(0, len(title), "headline"), Line(len(title) + 2, len(whole), "body")]
    return Article(article_id=text["id"], text=whole, title=title, lines=tuple(lines))


def numbers(found: list[Figure], *outcomes: str) -> list[float]:
    """Values of the figures of some outcomes that count people, the leads first; none without a lead."""
    counts = [f for f in found if f.outcome in outcomes and f.unit == "person" and f.kind == "count"]
    counts.sort(key=lambda f: (not f.lead, outcomes.index(f.outcome or "")))
    if not counts or not counts[0].lead:
        return []
    return [f.quantity.value for f in counts if f.quantity.value is not None]


def prediction(doc: Doc, article: Article) -> dict[str, Any]:
    """One prediction line, without a place."""
    found = figures.find(doc, article)
    return {
        "id": article.article_id,
        "killed": numbers(found, "killed"),
        "injured": numbers(found, "injured", "shot", "struck"),
        "lat": None,
        "lon": None,
    }


def main_place(doc: Doc, article: Article) -> dict[str, float | None]:
    """Where the text's main news happened."""
    from newslab import gazetteer, places

    mentions = places.find(doc, article, gazetteer.default())
    _, mention, _ = places.focus(doc, article, mentions, figures.find(doc, article))
    return {"lat": mention.lat if mention else None, "lon": mention.lon if mention else None}


def articles(path: Path) -> Iterator[Article]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield from map(as_article, json.loads(line)["texts"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--gold", default="incidents.dev.jsonl")
    parser.add_argument("--places", action="store_true")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    texts = list(articles(args.shared / "corpora" / args.gold))
    with args.out.open("w", encoding="utf-8") as out:
        for article, doc in zip(texts, language.parse(a.text for a in texts), strict=True):
            line = prediction(doc, article) | (main_place(doc, article) if args.places else {})
            out.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
