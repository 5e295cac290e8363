"""How alike two texts are, field by field: words, names, streets, ages, hours, facts, places.

Whatever is rare in the drop tells most. Of each field an episode keeps its rarest terms; two episodes are compared
where they share a term of few episodes in any field, by the cosine of their tf-idf weights or, for names, by how many
rare ones they share. The fields and their limits are data (``resources/events.yaml``).
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from newslab import lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence, Set

    from newslab.claims.events import Episode

    Terms = Mapping[str, float]

OPENING: Final = 1_800  # characters of a text that name its event in other words
NAMED_WITHIN: Final = 6_000  # characters of a text in which names, streets and ages are looked for
NAME_WEIGHT: Final = 2.0  # a capitalised word tells more of an event than another
FEWEST: Final = 2  # a count from which a number tells of an event: every event has its one victim
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
COMMON: Final = 4  # a word of more than one in so many articles tells nothing
_WORD: Final = re.compile(r"[A-Za-z][\w'’-]{2,30}")
_OWNER: Final = re.compile("['’]s?$")
_CAPITALISED: Final = r"[A-Z][\w'’-]{0,30}[a-z]"
_NAME: Final = re.compile(rf"\b{_CAPITALISED}(?:[ -](?:{_CAPITALISED}|\d{{1,4}}(?:th|st|nd|rd))){{1,4}}")
_PART: Final = re.compile(r"[\s.-]+")
_CLOCK: Final = re.compile(r"\b(?P<hour>\d{1,2})(?::(?P<minute>\d\d))? ?(?P<half>[ap])\.? ?m\b", re.IGNORECASE)
_AGE: Final = re.compile(r"\b(\d{1,2})[- ]years?[- ]old|, (\d{1,2}),|\baged? (\d{1,2})\b")


def settings() -> dict[str, Any]:
    """Fields, weights and limits, and the outcomes that are events."""
    return lexicon.read("events.yaml")


def likenesses(episodes: Sequence[Episode]) -> dict[tuple[int, int], dict[str, float]]:
    """Likeness by field of every pair that shares a rare term in any, the lower number first.

    Cosines lie from 0 to 1, that of words less the fewer are shared, for one town's name is much of a short text;
    shared names are counted. A field in which a pair shares nothing is left out.
    """
    pairs: dict[tuple[int, int], dict[str, float]] = {}
    vectors = {}
    for name, field in settings()["fields"].items():
        vectors[name] = _vectors([_TERMS[name](e) for e in episodes], field["kept"])
        pairs |= {pair: {} for pair in _sharing(vectors[name], field["common"])}
    few = _few(len(episodes))
    known = Counter(name for terms in vectors["names"] for name in terms)
    rare = [{name for name in terms if known[name] <= few} for terms in vectors["names"]]
    for (i, j), near in pairs.items():
        for name, terms in vectors.items():
            shared = terms[i].keys() & terms[j].keys()
            if name == "names":
                near[name] = math.log1p(len(_whole(rare[i] & rare[j])))
            elif shared:
                cosine = math.sqrt(sum(terms[i][term] * terms[j][term] for term in shared))
                near[name] = cosine * (len(shared) / (len(shared) + 1) if name == "words" else 1.0)
    return pairs


def _whole(names: set[str]) -> set[str]:
    """Names that are no part of another: "John Doe" and "Officer John Doe" are one."""
    return {name for name in names if not any(name != other and name in other for other in names)}


def weighed_words(articles: Sequence[str], sentences: Sequence[str], places: Set[str]) -> dict[str, Terms]:
    """Per sentence, each of the article beside it, its words with the log of how few articles have them in theirs.

    Words of ``places`` are left out: two events of one region have its name in common.
    """
    plain = _listed("function_words") | places
    own = {s: {_plain(m.group()) for m in _WORD.finditer(s)} - plain for s in set(sentences)}
    said = {(article, word) for article, sentence in zip(articles, sentences, strict=True) for word in own[sentence]}
    spread, n = Counter(word for _, word in said), len(set(articles))
    weight = {word: math.log(n / m) for word, m in spread.items() if m * COMMON <= n}
    return {s: {word: weight[word] for word in words if word in weight} for s, words in own.items()}


def shared(a: Terms, b: Terms) -> float:
    """Weight of the words that two sentences share."""
    return sum(weight for word, weight in a.items() if word in b)


def _few(n: int) -> int:
    """In how many of n texts a word may stand to be rare."""
    return int(min(settings()["rare"], max(2, n // 10)))


def streets(text: str) -> frozenset[str]:
    """Streets that a text names, without what kind of street each is."""
    return frozenset(m.group(1).casefold() for m in _streets().finditer(text[:NAMED_WITHIN]))


@cache
def _streets() -> re.Pattern[str]:
    kinds = "|".join(settings()["streets"])
    return re.compile(rf"\b((?:{_CAPITALISED}|\d{{1,3}}(?:st|nd|rd|th))(?: {_CAPITALISED})?) (?:{kinds})\b")


def storm(text: str) -> str | None:
    """Name of the storm that a text is about: the one it names most; None where there is none.

    Meteorological services name storms so that all reports speak of one. A name is also told without its kind, and
    never in small letters: a "Hurricane Warning" is none.
    """
    called = Counter(m.group(1).casefold() for m in _storms().finditer(text))
    if not called:
        return None
    written = Counter(m.group() for m in _WORD.finditer(text))
    bare = {name: -n for name, n in called.items()}
    for word, n in written.items():
        name = _plain(word)
        if name in bare and word[0].isupper():
            bare[name] += n
    days = {day.casefold() for day in WEEKDAYS}
    never = _listed("institutions") | _listed("function_words") | days | {word for word in written if word.islower()}
    names = [name for name, n in bare.items() if n > 0 and name not in never]
    return max(names, key=lambda name: (bare[name], name)) if names else None


@cache
def _storms() -> re.Pattern[str]:
    return re.compile(rf"\b(?i:{'|'.join(settings()['storms'])}) ([A-Z][^\W\d_]{{2,30}})\b")


def _words(episode: Episode) -> Counter[str]:
    """Words of the title and opening that say something, in lower case; names count double."""
    found: Counter[str] = Counter()
    for match in _WORD.finditer(f"{episode.title}\n{episode.text[:OPENING]}"):
        word = _plain(match.group())
        if word not in _listed("function_words"):
            found[word] += NAME_WEIGHT if match.group()[0].isupper() else 1.0  # type: ignore[assignment]
    return found


def _plain(word: str) -> str:
    """A word in lower case, without an owner's ending."""
    return _OWNER.sub("", word.casefold())


@cache
def _listed(name: str) -> frozenset[str]:
    """Words of one list."""
    return frozenset(settings()[name])


def _names(episode: Episode) -> Counter[str]:
    """Names of two words and more, but for those of bodies and places, which a town's every event shares."""
    found = Counter(m.group().casefold() for m in _NAME.finditer(episode.text[:NAMED_WITHIN]))
    return Counter({name: n for name, n in found.items() if _listed("institutions").isdisjoint(_PART.split(name))})


def clock(text: str) -> frozenset[str]:
    """Times of day that a text gives, as "2:40a"."""
    times = _CLOCK.finditer(text[:NAMED_WITHIN])
    return frozenset(f"{m['hour']}:{m['minute'] or '00'}{m['half'].casefold()}" for m in times)


def _ages(episode: Episode) -> Counter[str]:
    """Ages of people, each once."""
    return Counter({age: 1 for m in _AGE.finditer(episode.text[:NAMED_WITHIN]) for age in m.groups() if age})


def _facts(episode: Episode) -> Counter[str]:
    """Towns and counts as terms, so that a rare number tells more than a common one."""
    return Counter([*episode.towns, *(f"{outcome} {n:g}" for outcome, n in episode.counts if n >= FEWEST)])


_TERMS: Final[Mapping[str, Callable[[Episode], Counter[str]]]] = {
    "words": _words,
    "names": _names,
    "streets": lambda episode: Counter(episode.streets),
    "ages": _ages,
    "clock": lambda episode: Counter(episode.clock),
    "facts": _facts,
    "mentions": lambda episode: Counter(episode.mentions),
}


def _vectors(counts: Sequence[Counter[str]], kept: int) -> list[Terms]:
    """Unit vectors of the rarest terms; those of one episode alone count for its length only."""
    spread = Counter(term for terms in counts for term in terms)
    return [_vector(terms, spread, len(counts), kept) for terms in counts]


def _vector(terms: Counter[str], spread: Counter[str], n: int, kept: int) -> Terms:
    weights = {t: (1 + math.log(c)) * math.log((1 + n) / spread[t]) for t, c in terms.items() if spread[t] > 1}
    rarest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:kept]
    alone = sum(math.log(1 + n) ** 2 for t in terms if spread[t] == 1)
    length = math.sqrt(sum(w * w for _, w in rarest) + settings()["own_terms"] * alone)
    return {t: w / length for t, w in rarest if w > 0} if length else {}


def _sharing(vectors: Sequence[Terms], common: int) -> Iterator[tuple[int, int]]:
    """Pairs that share a term which no more than ``common`` episodes have."""
    postings: dict[str, list[int]] = defaultdict(list)
    for i, vector in enumerate(vectors):
        for term in vector:
            postings[term].append(i)
    for held in postings.values():
        if len(held) <= common:
            yield from itertools.combinations(held, 2)
