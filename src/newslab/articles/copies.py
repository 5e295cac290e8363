"""Which articles carry the same text: identical, lightly edited, or one agency's story in several outlets.

Texts are compared by *containment* of word shingles (Broder 1997): how much of the shorter text stands in the longer.
An outlet's repeated boilerplate is dropped first, or two articles of one site would look alike. Only texts that share
several shingles of a fixed sample are compared, so the cost grows with the amount of text and not with the square of
the number of articles.
"""

from __future__ import annotations

import datetime as dt
import re
import zlib
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from newslab.schema import READABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newslab.articles import Article

SHINGLE: Final = 5
"""Words of a shingle: five in a row are seldom the same by chance."""
CONTAINED: Final = 0.55
"""Share of the shorter text's shingles that must stand in the longer one."""
FEWEST: Final = 24
"""Texts with fewer shingles than this are too short to be told to be copies."""
SAMPLE: Final = 8
"""One shingle in this many is looked up."""
REMEMBERED: Final = 50
"""Most texts remembered for one shingle: later copies meet the first ones, and boilerplate costs no more than this."""
BOILERPLATE: Final = (3, 0.2)
"""A line under so many of an outlet's headlines, and at least this share of them, is boilerplate."""
TELLING, HEADED = 4, 0.4
"""Letters from which a headline's word tells of its story, and the share of them that a copy has somewhere."""
_WORD: Final = re.compile(r"\w+")
Words: TypeAlias = tuple[str, ...]


def group(articles: Sequence[Article]) -> dict[str, str]:
    """The article that each article is a copy of.

    Parameters
    ----------
    articles : sequence of Article
        Distinct texts of one drop, in its order.

    Returns
    -------
    dict of str to str
        Article id to the id of its group's lead: the earliest, else the fullest. An article that shares its text with
        no other leads itself.
    """
    shingles = dict(zip((a.article_id for a in articles), _shingles(articles), strict=True))
    parent = {name: name for name in shingles}
    known = {a.article_id: a for a in articles}
    for one, other in _candidates(shingles):
        if _root(parent, one) == _root(parent, other) or containment(shingles[one], shingles[other]) < CONTAINED:
            continue
        if _headed_alike(known[one], known[other]):
            parent[_root(parent, other)] = _root(parent, one)
    groups: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        groups[_root(parent, article.article_id)].append(article)
    return {
        member.article_id: lead.article_id
        for members in groups.values()
        for lead in [_lead(members)]
        for member in members
    }


def _headed_alike(one: Article, other: Article) -> bool:
    """Whether what one is headed stands in the other, or two pages may share no more than an advertisement."""
    return _named(one.title, other.text) or _named(other.title, one.text)


def _named(title: str | None, text: str) -> bool:
    if not title:
        return True
    words = {word for word in _words(title) if len(word) >= TELLING}
    return len(words & set(_words(text))) >= HEADED * len(words)


def containment(one: frozenset[int], other: frozenset[int]) -> float:
    """Share of the smaller set that stands in the other; 0 where one is too small to tell."""
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer >= FEWEST else 0.0


def _shingles(articles: Sequence[Article]) -> Iterator[frozenset[int]]:
    """Hashes of each article's runs of words, in its readable lines without its outlet's boilerplate."""
    texts = [[_words(a.text[line.start : line.end]) for line in a.lines if line.label in READABLE] for a in articles]
    boilerplate = _boilerplate(articles, texts)
    for article, rows in zip(articles, texts, strict=True):
        words = [word for row in rows if (article.outlet_key, row) not in boilerplate for word in row]
        yield frozenset(zlib.crc32(" ".join(words[i : i + SHINGLE]).encode()) for i in range(len(words) - SHINGLE + 1))


def _boilerplate(articles: Sequence[Article], texts: Sequence[list[Words]]) -> set[tuple[str | None, Words]]:
    """Outlet and words of the lines that an outlet prints under one headline after another; a copy keeps its own."""
    count, share = BOILERPLATE
    headlines: dict[tuple[str | None, Words], set[Any]] = defaultdict(set)
    for article, rows in zip(articles, texts, strict=True):
        if article.outlet_key:
            for row in set(rows):
                headlines[article.outlet_key, row].add(article.title or rows[0])
    size = Counter(article.outlet_key for article in articles)
    return {line for line, found in headlines.items() if len(found) >= max(count, share * size[line[0]])}


def _words(line: str) -> Words:
    return tuple(_WORD.findall(line.casefold()))


def _candidates(shingles: dict[str, frozenset[int]]) -> Iterator[tuple[str, str]]:
    """Pairs that share enough of the sampled shingles to be worth comparing."""
    holders: dict[int, list[str]] = defaultdict(list)
    for name, own in shingles.items():
        shared: Counter[str] = Counter()
        sampled = [mark for mark in own if mark % SAMPLE == 0]
        for mark in sampled:
            shared.update(holders[mark])
            if len(holders[mark]) < REMEMBERED:
                holders[mark].append(name)
        for other, count in sorted(shared.items()):
            fewer = min(len(own), len(shingles[other])) / SAMPLE
            if count >= 0.4 * CONTAINED * fewer:  # the sample is small: leave room for chance
                yield other, name


def _root(parent: dict[str, str], name: str) -> str:
    while parent[name] != name:
        parent[name] = parent[parent[name]]
        name = parent[name]
    return name


def _lead(members: Sequence[Article]) -> Article:
    return min(members, key=lambda a: (a.published or dt.date.max, -len(a.text), a.article_id))
