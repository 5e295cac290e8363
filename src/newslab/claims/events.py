"""Which articles tell of one event: they share names, rare words and rare numbers, and lie close in time.

"Twelve people were killed" is said of a thousand events, so a count of victims can only be joined across articles where
both tell of one. What an article says of one event is an :class:`Episode`; two episodes are compared field by field
(words of the opening, names, and facts: towns and counts) by the cosine of tf-idf weights, so that whatever is
rare in the drop tells most. The log-odds that both are of one event follow from those likenesses, the days between them
and what contradicts it; the weights are data, fitted on articles with known events.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import yaml

from newslab.claims import clusters

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

OPENING: Final = 1_800  # characters of a text that name its event in other words
NAMED_WITHIN: Final = 6_000  # characters of a text in which names are looked for
LEDE: Final = 700  # characters of headline and first sentences
WEEK: Final = 10  # days between two reports that both speak of the week's news
UNDATED: Final = 7  # days between two articles, where one has no date
NAME_WEIGHT: Final = 2.0  # a capitalised word tells more of an event than another
FEWEST: Final = 2  # a count from which a number tells of an event: every event has its one victim
MANY: Final = 20  # a count from which a number is rare enough to be known as it grows
GROWN: Final = 1.5  # how much a toll may grow between two reports of one week
FACTS: Final = "facts"
_WORD: Final = re.compile(r"[A-Za-z][\w'’-]{2,30}")
_NAME: Final = re.compile(r"\b[A-Z][\w'’-]{0,30}[a-z](?:[ -](?:[A-Z][\w'’-]{0,30}[a-z]|\d{1,4}(?:th|st|nd|rd))){1,4}")


@dataclass(frozen=True, slots=True)
class Episode:
    """One event as one article tells of it.

    Parameters
    ----------
    episode_id : str
        Its key.
    article_id : str
        The article, or the one it copies.
    title : str
        Headline, for the article's main event.
    text : str
        The article's text, or the sentences that speak of another event.
    published : datetime.date, optional
        Day of publication.
    day : datetime.date, optional
        Day of the event, where one is stated.
    towns : frozenset of str
        Keys of the towns and districts it happened in.
    counts : frozenset of (str, float)
        Outcomes and numbers: ``("killed", 12.0)``.
    """

    episode_id: str
    article_id: str
    title: str
    text: str
    published: dt.date | None
    day: dt.date | None = None
    towns: frozenset[str] = frozenset()
    counts: frozenset[tuple[str, float]] = frozenset()


@cache
def settings() -> dict[str, Any]:
    """Weights and limits, and the outcomes that are events."""
    loaded: dict[str, Any] = yaml.safe_load(files("newslab.resources").joinpath("events.yaml").read_text("utf-8"))
    return loaded


def group(episodes: Sequence[Episode]) -> dict[str, int]:
    """Number of the event of each episode.

    Parameters
    ----------
    episodes : sequence of Episode
        In any order; the groups do not depend on it.

    Returns
    -------
    dict of str to int
        Episode id to group.
    """
    ordered = sorted(episodes, key=lambda e: e.episode_id)
    scores = {(i, j): odds(ordered[i], ordered[j], near) for (i, j), near in likenesses(ordered).items()}
    joined = clusters.join(len(ordered), scores, [e.article_id for e in ordered])
    return {e.episode_id: number for e, number in zip(ordered, joined, strict=True)}


def odds(a: Episode, b: Episode, near: Mapping[str, float]) -> float:
    """Log-odds that two episodes are of one event."""
    weights = settings()["weights"]
    return float(sum(weights[name] * value for name, value in features(a, b, near).items()))


def features(a: Episode, b: Episode, near: Mapping[str, float]) -> dict[str, float]:
    """What speaks for and against one event, by name."""
    found = {name: math.sqrt(near.get(name, 0.0)) for name in settings()["fields"]}
    grown = _grown(a, b)
    both_days = a.day is not None and b.day is not None
    return found | {
        "bias": 1.0,
        "days_between": math.log1p(_days(a.published, b.published)),
        "other_day": float(both_days and _days(a.day, b.day) > 1),
        "other_week": float(_fresh(a) and _fresh(b) and _days(a.published, b.published) > WEEK),
        "other_town": float(bool(a.towns and b.towns) and not a.towns & b.towns),
        "other_counts": float(_disagree(a.counts, b.counts) and not grown),
        "grown": float(grown),
    }


def _days(a: dt.date | None, b: dt.date | None) -> int:
    return UNDATED if a is None or b is None else abs((a - b).days)


@lru_cache(maxsize=65_536)
def _fresh(episode: Episode) -> bool:
    """Whether the opening gives the event a weekday, as only reports of that week do."""
    return bool(episode.title) and _fresh_words().search(episode.text, 0, LEDE) is not None


@cache
def _fresh_words() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(settings()["fresh"]) + r")\b")


def _disagree(a: frozenset[tuple[str, float]], b: frozenset[tuple[str, float]]) -> bool:
    """Whether both count the same outcome and share no number for any."""
    return bool({o for o, _ in a} & {o for o, _ in b}) and not a & b


def _grown(a: Episode, b: Episode) -> bool:
    """Whether a toll of the later of two reports of one week can be the earlier one's, grown since."""
    if a.published is None or b.published is None or _days(a.published, b.published) > WEEK:
        return False
    first, second = (a, b) if a.published <= b.published else (b, a)
    steps = [(m, n) for o, m in first.counts for p, n in second.counts if o == p]
    steps += [(n, m) for m, n in steps] if a.published == b.published else []
    return any(MANY <= m < n <= GROWN * m for m, n in steps)


# --- likeness field by field -----------------------------------------------------------------------------------------
def likenesses(episodes: Sequence[Episode]) -> dict[tuple[int, int], dict[str, float]]:
    """Cosine by field of every pair that shares a rare term in any."""
    pairs: dict[tuple[int, int], dict[str, float]] = defaultdict(dict)
    for name, field in settings()["fields"].items():
        vectors = _vectors([_TERMS[name](e) for e in episodes], field["kept"])
        for pair, cosine in _cosines(vectors, field["common"]):
            pairs[pair][name] = cosine
        if name == FACTS:  # a common number is no reason to compare, but counts where there is one
            for (i, j), near in pairs.items():
                near[name] = sum(w * vectors[j].get(term, 0.0) for term, w in vectors[i].items())
    return pairs


def _words(episode: Episode) -> Counter[str]:
    """Words of the title and opening, in lower case; names count double."""
    found: Counter[str] = Counter()
    for match in _WORD.finditer(f"{episode.title}\n{episode.text[:OPENING]}"):
        word = match.group()
        found[word.casefold()] += NAME_WEIGHT if word[0].isupper() else 1.0  # type: ignore[assignment]
    return found


def _names(episode: Episode) -> Counter[str]:
    """Names of two words and more, streets and people above all, and the last word of each, as in a second mention."""
    full = [m.group().casefold() for m in _NAME.finditer(episode.text[:NAMED_WITHIN])]
    return Counter(full + [name.split()[-1] for name in full])


def _facts(episode: Episode) -> Counter[str]:
    """Towns and counts as terms, so that a rare number tells more than a common one."""
    return Counter([*episode.towns, *(f"{outcome} {n:g}" for outcome, n in episode.counts if n >= FEWEST)])


_TERMS: Final = {"words": _words, "names": _names, FACTS: _facts}


def _vectors(counts: Sequence[Counter[str]], kept: int) -> list[dict[str, float]]:
    """Unit vectors of the rarest terms; those of one episode alone count for its length only."""
    spread = Counter(term for terms in counts for term in terms)
    return [_vector(terms, spread, len(counts), kept) for terms in counts]


def _vector(terms: Counter[str], spread: Counter[str], n: int, kept: int) -> dict[str, float]:
    weights = {t: (1 + math.log(c)) * math.log((1 + n) / spread[t]) for t, c in terms.items() if spread[t] > 1}
    rarest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:kept]
    alone = sum(math.log(1 + n) ** 2 for t in terms if spread[t] == 1)
    length = math.sqrt(sum(w * w for _, w in rarest) + settings()["own_terms"] * alone)
    return {t: w / length for t, w in rarest if w > 0} if length else {}


def _cosines(vectors: Sequence[dict[str, float]], common: int) -> Iterator[tuple[tuple[int, int], float]]:
    """Pairs that share a term of few episodes, with their cosine over such terms."""
    postings: dict[str, list[int]] = defaultdict(list)
    for i, vector in enumerate(vectors):
        for term in vector:
            postings[term].append(i)
    for i, vector in enumerate(vectors):
        total: dict[int, float] = defaultdict(float)
        for term, weight in vector.items():
            if len(postings[term]) <= common:
                for j in postings[term]:
                    if j > i:
                        total[j] += weight * vectors[j][term]
        yield from (((i, j), cosine) for j, cosine in total.items())
