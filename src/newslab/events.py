"""Which articles tell of the same event: they share rare words, names above all, and lie close in time.

"Twelve people were killed" is said of a thousand events, so a count of victims can only be joined across articles that
tell of one. Articles are compared by the cosine of their rarest weighted terms (tf-idf over the opening of each text,
where news writing names its event), and only where they share one, so that the cost grows with the amount of text.
An article joins the group whose members it resembles on average, never by a chain of likenesses.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

OPENING: Final = 1_800  # characters of a text that name its event
TERMS: Final = 30  # rarest terms kept per article
COMMON: Final = 80  # a term in more articles than this is no reason to compare them
NAME_WEIGHT: Final = 2.0  # a capitalised word tells more of an event than another
SAME: Final = 0.15  # mean cosine from which an article belongs to a group
SAME_PLACE: Final = 0.12  # the same where the main news happened in one place
SAME_LATER: Final = 0.35  # the same for articles further apart in time than this, as a trial is from its crime:
DAYS: Final = 12
_WORD: Final = re.compile(r"[A-Za-z][\w'’-]{2,30}")


@dataclass(frozen=True, slots=True)
class Story:
    """What is compared of an article."""

    article_id: str
    title: str
    text: str
    published: dt.date | None
    place_id: str | None


def group(stories: Sequence[Story]) -> dict[str, int]:
    """Number of the event that each article tells of.

    Parameters
    ----------
    stories : sequence of Story
        The articles, in the drop's order; the result does not depend on it.

    Returns
    -------
    dict of str to int
        Article id to group.
    """
    ordered = sorted(stories, key=lambda s: s.article_id)
    vectors = _vectors(ordered)
    neighbours = _neighbours(vectors)
    groups: dict[int, list[int]] = {}
    of: dict[int, int] = {}
    for i in sorted(range(len(ordered)), key=lambda n: -sum(neighbours[n].values())):
        best = _best(i, ordered, neighbours[i], groups, of)
        of[i] = i if best is None else best
        groups.setdefault(of[i], []).append(i)
    return {ordered[i].article_id: number for i, number in of.items()}


def _best(
    i: int, stories: Sequence[Story], near: dict[int, float], groups: dict[int, list[int]], of: dict[int, int]
) -> int | None:
    """The group whose members the article resembles most on average, if any does enough."""
    scored = []
    for number in {of[j] for j in near if j in of}:
        members = groups[number]
        mean = sum(near.get(j, 0.0) for j in members) / len(members)
        if mean >= max(_enough(stories[i], stories[j]) for j in members):
            scored.append((mean, -number))
    return -max(scored)[1] if scored else None


def _enough(a: Story, b: Story) -> float:
    """Likeness from which two articles may tell of one event."""
    if a.published is not None and b.published is not None and abs((a.published - b.published).days) > DAYS:
        return SAME_LATER
    return SAME_PLACE if a.place_id is not None and a.place_id == b.place_id else SAME


def _vectors(stories: Sequence[Story]) -> list[dict[str, float]]:
    counts = [_terms(s) for s in stories]
    spread = Counter(term for terms in counts for term in terms)
    return [_vector(terms, spread, len(stories)) for terms in counts]


def _terms(story: Story) -> Counter[str]:
    """Words of the title and opening, in lower case; names count double."""
    found: Counter[str] = Counter()
    for match in _WORD.finditer(f"{story.title}\n{story.text[:OPENING]}"):
        word = match.group()
        found[word.casefold()] += NAME_WEIGHT if word[0].isupper() else 1.0  # type: ignore[assignment]
    return found


def _vector(terms: Counter[str], spread: Counter[str], n: int) -> dict[str, float]:
    weights = {t: (1 + math.log(c)) * math.log((1 + n) / spread[t]) for t, c in terms.items() if spread[t] > 1}
    kept = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:TERMS]
    # terms that no other article has say nothing of likeness, but they do say how much of the text is its own
    alone = sum(math.log(1 + n) ** 2 for t in terms if spread[t] == 1)
    length = math.sqrt(sum(w * w for _, w in kept) + 0.1 * alone)
    return {t: w / length for t, w in kept} if length else {}


def _neighbours(vectors: Sequence[dict[str, float]]) -> list[dict[int, float]]:
    postings: dict[str, list[int]] = defaultdict(list)
    for i, vector in enumerate(vectors):
        for term in vector:
            postings[term].append(i)
    return [dict(_likenesses(i, vector, vectors, postings)) for i, vector in enumerate(vectors)]


def _likenesses(
    i: int, vector: dict[str, float], vectors: Sequence[dict[str, float]], postings: dict[str, list[int]]
) -> Iterator[tuple[int, float]]:
    total: dict[int, float] = defaultdict(float)
    for term, weight in vector.items():
        if len(postings[term]) <= max(COMMON, len(vectors) // 200):
            for j in postings[term]:
                if j != i:
                    total[j] += weight * vectors[j][term]
    yield from total.items()
