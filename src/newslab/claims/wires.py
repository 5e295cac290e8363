"""Sentences that two outlets took from one wire: the same number in the same words but for a few.

Copies of whole articles are found where articles are read (:mod:`newslab.articles.copies`); here one sentence is
enough, if it is long. Only sentences that share some of their runs of words are compared, and no run that many
sentences have, such as a template's, makes two of them a pair; so the cost does not grow with the square of the number
of figures. What is printed again word for word is known again whatever its runs.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pandas as pd

LONG: Final = 15  # words from which two reporters do not write one sentence by chance
SAME: Final = 85.0  # rapidfuzz ratio of two prints of one sentence: a word cut, a spelling changed
RUN: Final = 4  # words of a run that is looked up
RUNS: Final = 8  # runs of each sentence that are kept, those of smallest digest
MOST_GROUPS: Final = 40  # groups that a run tells apart; one that more share is a template's
_WORD: Final = re.compile(r"\w+")

Told = tuple[str, str, str]  # figure, article, sentence


def of(figures: pd.DataFrame, articles: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Articles that print a figure's sentence, for each figure printed by several.

    Parameters
    ----------
    figures, articles : pandas.DataFrame
        Tables as in :mod:`newslab.schema`.

    Returns
    -------
    dict of figure_id to tuple of article_id
        The articles by day of publication; figures of a sentence that one article alone prints are left out.
    """
    days = (str(day) for day in articles["published"])
    rank = {article: i for i, (_, article) in enumerate(sorted(zip(days, articles["article_id"], strict=True)))}
    numbers: dict[tuple[str, ...], list[Told]] = defaultdict(list)
    columns = ["figure_id", "article_id", "sentence", "value", "low", "high"]
    for figure, article, sentence, *number in figures[columns].itertuples(index=False):
        words = " ".join(_WORD.findall(str(sentence).casefold()))
        if words.count(" ") >= LONG - 1:
            numbers[tuple(map(str, number))].append((figure, article, words))
    found: dict[str, tuple[str, ...]] = {}
    for told in numbers.values():
        for group in _groups(told):
            printed = tuple(sorted({article for _, article, _ in group}, key=rank.__getitem__))
            if len(printed) > 1:
                found |= dict.fromkeys((figure for figure, _, _ in group), printed)
    return found


def _groups(told: Sequence[Told]) -> Iterator[list[Told]]:
    """Reports of one number in groups of one sentence each, by its first print."""
    groups: list[list[Told]] = []
    by_run: dict[int, list[int]] = defaultdict(list)
    printed: dict[str, int] = {}
    for report in told:
        same = printed.get(report[2])
        if same is None:
            runs = _runs(report[2])
            near = sorted({i for run in runs if len(by_run[run]) <= MOST_GROUPS for i in by_run[run]})
            same = next((i for i in near if fuzz.ratio(groups[i][0][2], report[2], score_cutoff=SAME)), len(groups))
            if same == len(groups):
                groups.append([])
                for run in runs:
                    by_run[run].append(same)
            printed[report[2]] = same
        groups[same].append(report)
    yield from groups


def _runs(sentence: str) -> Iterable[int]:
    """Digests of a few of the sentence's runs of words, the same few wherever it is printed."""
    words = sentence.split()
    digests: Any = {zlib.crc32(" ".join(words[i : i + RUN]).encode()) for i in range(len(words) - RUN + 1)}
    return sorted(digests)[:RUNS]
