"""Rows of all articles to the six tables.

A table is whole or none, so that one strange row would cost a drop all of them. Therefore rows that break their
contract cost their own article a problem, and what breaks among the claims costs the claims alone.
"""

from __future__ import annotations

import json
import traceback
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from newslab import claims, contracts, link, overrides, tables
from newslab.drop.items import Problem
from newslab.gazetteer import default as default_gazetteer
from newslab.link import ArticleRows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from newslab.articles import Article
    from newslab.overrides import Override
    from newslab.tables import Tables

_STAGES: Final = {"places": "places", "quotes": "speakers", "figures": "figures"}
"""Tables of an article's rows, each before the one that points into it, and the stage that makes them."""
_REPORT: Final = "the other rows are kept; please report this"


def assemble(
    articles: Sequence[Article],
    groups: Mapping[str, str],
    rows: Mapping[str, ArticleRows],
    problems: Iterable[Problem],
    corrected: Sequence[Override],
    meta: dict[str, str],
) -> Tables:
    """Make the tables of a drop.

    Parameters
    ----------
    articles : sequence of Article
        All of them, also those that were not parsed.
    groups : mapping of str to str
        ``article_id`` to the article it copies.
    rows : mapping of str to ArticleRows
        What was read of each parsed article.
    problems : iterable of Problem
        What went wrong before.
    corrected : sequence of Override
        The user's corrections.
    meta : dict
        Where the tables come from; ``rule`` is the claims' summary rule.
    """
    try:
        frames = _checked(articles, groups, rows)
    except Exception:  # noqa: BLE001 - whatever it is, it must not cost the other articles their rows
        rows = {a.article_id: _sound(a, rows[a.article_id], groups) for a in articles if a.article_id in rows}
        frames = _frames(articles, groups, rows)
    ordered = [rows[a.article_id] for a in articles if a.article_id in rows]
    labels: dict[str, str] = {}
    faults: list[Problem] = []
    if corrected:
        frames, labels, faults = overrides.apply(frames, corrected, default_gazetteer())
    figures, joined, broken = _join(frames, corrected, labels, meta["rule"])
    paths = {a.article_id: a.path for a in articles}
    found = {
        "articles": frames.articles,
        "figures": figures,
        "places": frames.places,
        "quotes": [r for part in ordered for r in part.quotes],
        "claims": joined,
        "problems": [asdict(p) for p in [*problems, *faults, *broken]]
        + [r | {"path": paths[r["article_id"]]} for part in ordered for r in part.problems],
    }
    return tables.build(found, meta)


def _sound(article: Article, rows: ArticleRows, groups: Mapping[str, str]) -> ArticleRows:
    """An article's rows that keep their contracts; in place of others, a problem."""
    kept = ArticleRows(problems=rows.problems, focus_place_id=rows.focus_place_id, focus_basis=rows.focus_basis)
    for name, stage in _STAGES.items():
        more = replace(kept, **{name: getattr(rows, name)})
        try:
            _checked([article], groups, {article.article_id: more})
        except Exception as fault:  # noqa: BLE001 - whatever it is, the article's other rows are worth having
            found = Problem(article.path, article.article_id, stage, type(fault).__name__, str(fault)[:400], _REPORT)
            kept.problems = [*kept.problems, asdict(found)]
        else:
            kept = more
    return kept


def _checked(
    articles: Sequence[Article], groups: Mapping[str, str], rows: Mapping[str, ArticleRows]
) -> overrides.Frames:
    """Frames of articles' rows; raises whatever keeps them from being tables."""
    frames = _frames(articles, groups, rows)
    quotes = [r for part in rows.values() for r in part.quotes]
    tables.build(
        {"articles": frames.articles, "figures": frames.figures, "places": frames.places, "quotes": quotes}, {}
    )
    return frames


def _frames(
    articles: Sequence[Article], groups: Mapping[str, str], rows: Mapping[str, ArticleRows]
) -> overrides.Frames:
    ordered = [rows[a.article_id] for a in articles if a.article_id in rows]
    return overrides.Frames(
        contracts.conform("articles", [_article_row(a, groups, rows.get(a.article_id)) for a in articles]),
        contracts.conform("figures", [r for part in ordered for r in part.figures]),
        tables.with_points([r for part in ordered for r in part.places]),
    )


def _join(
    frames: overrides.Frames, corrected: Sequence[Override], labels: dict[str, str], rule: str
) -> tuple[pd.DataFrame, pd.DataFrame, list[Problem]]:
    """Figures with their claims, and the claims; none of them, and the problem, where joining breaks."""
    known = overrides.places_of(frames, default_gazetteer()) if corrected else frames.places
    try:
        figures, joined = claims.build(
            frames.figures, known, frames.articles, rule=rule, labels=labels, aliases=overrides.aliases(corrected)
        )
        contracts.check("claims", joined)
    except Exception as err:  # noqa: BLE001 - whatever it is, figures, places and quotes are read and worth having
        where = traceback.extract_tb(err.__traceback__)[-1]
        detail = f"no claims were made: {str(err)[:200]} ({Path(where.filename).name}, line {where.lineno})"
        return frames.figures, contracts.empty("claims"), [_broken(type(err).__name__, detail)]
    return figures, joined, []


def _broken(reason: str, detail: str) -> Problem:
    return Problem(None, None, "claims", reason, detail, _REPORT)


def _article_row(article: Article, groups: Mapping[str, str], rows: ArticleRows | None) -> link.Row:
    row: dict[str, Any] = asdict(article)
    row.update(
        paths=json.dumps(article.paths, ensure_ascii=False),
        authors=json.dumps(article.authors, ensure_ascii=False),
        lines=json.dumps([[line.start, line.end, line.label] for line in article.lines]),
        n_words=len(article.text.split()),
        copy_group=groups.get(article.article_id, article.article_id),
        focus_place_id=rows.focus_place_id if rows else None,
        focus_basis=rows.focus_basis if rows else None,
    )
    return row
