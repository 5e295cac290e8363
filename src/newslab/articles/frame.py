"""The page around the article: menus, feeds of other stories and everything outside the part that reads as an article.

A saved page brings its navigation along. What tells it from an article is its shape: runs of short lines that are no
sentences, dates that head single lines, prose in one place and lists around it. Texts without such runs are untouched.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from newslab.articles import dates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newslab.articles.rows import Row

_MENU_RUN: Final = 4
"""Fewest lines of a menu."""
_MENU_WORDS: Final = 6
"""Most words of a menu's line."""
_PAGE_ROWS: Final = 25
"""A text is a whole page where it has this many short lines, and they are at least half of its lines."""
_TITLE_WORDS: Final = 12
"""Most words of a line that may be another story's headline."""
_LINE_COST: Final = 10
"""A short line outside a sentence weighs as much against the article as this many words of prose for it."""
_TEASER_WORDS: Final = 25
"""Most words of a sentence that advertises another story."""
_FEED: Final = 3
"""Fewest dated items of a feed."""
_FEED_GAP: Final = 4
"""Most lines from one date of a feed to the next."""
_ITEM: Final = 260
"""Most characters of a feed's item."""
_CLOCK: Final = re.compile(r"\d{1,2}:\d{2}(?:\s?[ap]m)?", re.IGNORECASE)


def label(rows: Sequence[Row]) -> None:
    """Label the rows that belong to the page and have no label yet."""
    _menus(rows)
    _feeds(rows)
    _outside(rows)


def is_clock(row: Row) -> bool:
    """Whether the line is a time of day and nothing else."""
    return bool(_CLOCK.fullmatch(row.bare))


def _menus(rows: Sequence[Row]) -> None:
    prose = [i for i, row in enumerate(rows) if row.is_prose and row.label is None]
    first, last = (prose[0], prose[-1]) if prose else (len(rows), -1)
    for start, stop in _short_runs(rows):
        run = rows[start:stop]
        marked = sum(row.label is not None for row in run)
        outside = stop <= first or start > last
        if (outside and (marked or len(run) >= 2 * _MENU_RUN)) or (marked and 2 * marked >= len(run)):
            for row in run:
                row.label = row.label or "furniture"
    for row in rows[:first]:
        if row.label is None and row.is_bullet and row.n_words <= _MENU_RUN:
            row.label = "furniture"  # the section's name among the bylines


def _short_runs(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Stretches of short lines that are no sentences, headlines or captions."""
    runs, start = [], None
    for i, row in enumerate([*rows, None]):
        if row is not None and _is_menu_item(row):
            start = i if start is None else start
            continue
        if start is not None and i - start >= _MENU_RUN:
            runs.append((start, i))
        start = None
    return runs


def _is_menu_item(row: Row) -> bool:
    if row.is_prose:
        return False
    return row.n_words <= _MENU_WORDS if row.label is None else row.label in ("furniture", "signup", "tail")


def _feeds(rows: Sequence[Row]) -> None:
    """Other stories' headlines, each below or above its date or time."""
    stamps = [i for i, row in enumerate(rows) if len(row.text) < 40 and (is_clock(row) or _is_date(row))]
    feed: list[int] = []
    for i in [*stamps, len(rows) + _FEED_GAP + 1]:
        if feed and (i - feed[-1] > _FEED_GAP or not all(len(row.text) < _ITEM for row in rows[feed[-1] : i])):
            if len(feed) >= _FEED:
                _mark_feed(rows, feed)
            feed = []
        feed.append(i)


def _mark_feed(rows: Sequence[Row], feed: Sequence[int]) -> None:
    step = max(later - earlier for earlier, later in pairwise(feed))
    for row in rows[feed[0] : feed[-1] + step]:
        if row.label in (None, "byline") and len(row.text) < _ITEM:
            row.label = "links"


def _is_date(row: Row) -> bool:
    stamp = next(dates.search(row.bare, order="mdy"), None)
    return stamp is not None and stamp.start == 0 and len(row.bare) - stamp.end <= 1


def _outside(rows: Sequence[Row]) -> None:
    """On a whole page: the lines before and after the stretch that holds most prose for the fewest short lines."""
    short = [row for row in rows if not row.is_prose and row.n_words <= _TITLE_WORDS]
    if len(short) < _PAGE_ROWS or 2 * len(short) < len(rows):
        return
    start, stop = _core(rows)
    for i, row in enumerate(rows):
        if row.label is None and not start <= i < stop and not row.is_prose:
            row.label = "links" if row.n_words >= _MENU_WORDS else "furniture"
    for i, row in enumerate(rows):
        if row.label is None and not start <= i < stop and _is_teaser(rows, i):
            row.label = "links"


def _core(rows: Sequence[Row]) -> tuple[int, int]:
    """Maximum-sum stretch, where prose counts its words and a short line counts against it."""
    best, best_span, total, start = 0, (0, len(rows)), 0, 0
    for i in range(len(rows)):
        if total <= 0:
            total, start = 0, i
        total += _weight(rows, i)
        if total > best:
            best, best_span = total, (start, i + 1)
    return best_span


def _weight(rows: Sequence[Row], place: int) -> int:
    row = rows[place]
    if row.label not in (None, "caption", "headline", "byline", "background"):
        return -_LINE_COST
    if row.is_prose or _continues(row) or (place + 1 < len(rows) and _continues(rows[place + 1])):
        return row.n_words
    return 0 if row.n_words > _TITLE_WORDS or row.label else -_LINE_COST


def _continues(row: Row) -> bool:
    """Whether the line goes on with the sentence before it, as where every link of a page became a line of its own."""
    first = row.text[0]
    return (first.islower() or first in ",.;:)”") and not row.is_bullet


def _is_teaser(rows: Sequence[Row], place: int) -> bool:
    """Whether a sentence outside the article stands alone between lines that are not the article's."""
    around = [rows[i] for i in (place - 1, place + 1) if 0 <= i < len(rows)]
    return rows[place].n_words <= _TEASER_WORDS and all(
        row.label in ("links", "furniture", "tail", "signup") for row in around
    )
