"""Whose word a figure is: the independent origin behind a report.

A named speaker is one origin wherever printed, and so are a body, its head and its spokesman. An unnamed one
("officials", "the mayor") is one only within an outlet, unless the words give the country or the article the name. What
nobody is credited with is the agency's word, else the outlet's that printed it first; near copies share both, and so do
two articles that print one sentence of a wire.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from rapidfuzz import fuzz

from newslab import lexicon
from newslab.articles import outlets
from newslab.claims import wires
from newslab.claims.bodies import BODIES, Tellers, cues, folded, is_loose, is_pronoun, unnamed
from newslab.speakers import names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    import pandas as pd

FEWEST_WORDS: Final = 2  # of a body's name: "police" may be anybody's
SHORTEST_NAME: Final = 4  # letters of a name that can be known again in another spelling
ONE_NAME: Final = (
    80.0  # rapidfuzz ratio of a name's transliterations ("Klychko", "Klitschko" 75-82; "north", "south" 60)
)
_VOICE: Final = "authorities"


class Origin(str):
    """Key of an origin, with who printed the report and the bodies that its article credits with what they counted."""

    __slots__ = ("printer", "tellers")

    def __new__(cls, key: str, printer: str, tellers: frozenset[str] = frozenset()) -> Origin:
        """A key that compares as its words do."""
        origin = super().__new__(cls, key)
        origin.printer = printer
        origin.tellers = tellers
        return origin

    printer: str
    tellers: frozenset[str]


class Origins:
    """Origins of a drop's figures.

    Parameters
    ----------
    figures, articles : pandas.DataFrame
        Tables as in :mod:`newslab.schema`.
    """

    def __init__(self, figures: pd.DataFrame, articles: pd.DataFrame) -> None:
        self._tellers = Tellers(figures, articles)
        self._wires = wires.of(figures, articles)
        self._outlets = printers(articles)
        groups = dict(zip(articles["article_id"], articles["copy_group"], strict=True))
        named_by = zip(articles["copy_group"], articles["article_id"], articles["agency"], strict=True)
        agencies: dict[str, str] = {}  # one copy that names the agency speaks for all of them, the lead article first
        for group, _, agency in sorted(named_by, key=lambda g: (g[0] != g[1], g[1])):
            if (key := _press(agency)) is not None:
                agencies.setdefault(group, key)
        self._agencies = {article: agencies.get(group) for article, group in groups.items()}
        self._wired = {shared: self._agency(shared) for shared in set(self._wires.values())}
        self._keys: dict[str, tuple[str, str, bool]] = {}
        told: dict[str, set[str]] = defaultdict(set)
        for row in figures.itertuples():
            key, _, _ = self._keys[row.figure_id] = self._key(row)
            if isinstance(row.speaker_key, str) and self._tellers.counts(row, key):
                told[groups[row.article_id]].add(key)
        self._told = {article: frozenset(told[group]) for article, group in groups.items()}

    def of(self, row: Any) -> tuple[Origin, bool]:
        """Origin of a figure's row, and whether the text credits anybody with it."""
        key, printer, credited = self._keys[row.figure_id]
        return Origin(key, printer, self._told[row.article_id]), credited

    def _key(self, row: Any) -> tuple[str, str, bool]:
        """Key of a figure's origin, who printed it, and whether the text credits anybody."""
        relay = _press(row.relay)
        printer = relay or self._printer(row)
        if not isinstance(row.speaker_key, str) or is_pronoun(row.speaker_key):
            return printer, printer, relay is not None
        if row.speaker_kind in ("outlet", "agency"):
            return _press(row.speaker) or row.speaker_key, printer, True
        known = self._tellers.known(row)
        if known is not None:
            return known, printer, True
        if unnamed(row.speaker_key, row.speaker, row.speaker_kind):
            role = row.speaker_key.partition(" #")[0]  # without the article that scopes it
            return f"{role} in {printer}", printer, True
        return row.speaker_key, printer, True

    def _printer(self, row: Any) -> str:
        """Whose word is what nobody is credited with: the wire's, the agency's, the outlet's."""
        shared = self._wires.get(row.figure_id, ())
        first = shared[0] if shared else row.article_id
        return self._agencies[row.article_id] or self._wired.get(shared) or str(self._outlets[first])

    def _agency(self, articles: Iterable[str]) -> str | None:
        """The first of the agencies that articles with one sentence name."""
        return min((key for article in articles if (key := self._agencies[article]) is not None), default=None)


def printers(articles: pd.DataFrame) -> dict[str, str]:
    """Article to whom it was printed by first: an outlet, else the file that came without any, else itself."""
    printed = dict(zip(articles["article_id"], articles["outlet_key"], strict=True))
    files = {article: path.rpartition("#")[0] for article, path in _columns(articles, "article_id", "path")}
    told = {files[article] for article, key in printed.items() if isinstance(key, str)}
    names = {}
    for article, first in _columns(articles, "article_id", "copy_group"):
        file = files.get(first, "")
        nobody = f"unknown outlet of {file}" if file and file not in told else first
        names[article] = key if isinstance(key := printed.get(first), str) else nobody
    return names


def _columns(table: pd.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(table[name] for name in names), strict=True)


@dataclass(frozen=True, slots=True)
class _Body:
    """A key's words: all, those left without loose modifiers, and whose the body is by "Norland-run"."""

    words: frozenset[str]
    core: frozenset[str]
    owners: frozenset[str]
    scoped: bool


def one_body(origins: Iterable[str], places: Collection[str]) -> dict[str, str]:
    """Origins of one claim that are one body, by the fullest name they have there.

    A fuller name adds no more than whose the body is: a place, a country, "Norland-run", "monitoring group". So "the
    health ministry" is Veldania's where no other is meant, and a children's fund is no other name of the union it
    belongs to. Two outlets' "defence ministry" stay two where no report says whose. "The Observatory" is the one that
    the others name in full; a country's officials and its authorities are one nameless voice; a name in two
    transliterations is one.

    Parameters
    ----------
    origins : iterable of str
        Keys of origins; words of a speaker's key in any order.
    places : collection of str
        Words of the names of the drop's places.

    Returns
    -------
    dict of str to str
        Each key that has a fuller one, to that.
    """
    bodies = {key: _read(key) for key in sorted(origins)}
    names = _Names(bodies)
    fullest = {body: _fullest(body, names, places) for body in names.first}
    fuller = {key: fullest[body] or key for key, body in bodies.items()}
    spelt = {key: _spelt(key, bodies[key], names, places) for key in set(fuller.values())}
    return {key: spelt[name] for key, name in fuller.items() if spelt[name] != key}


class Voices:
    """A claim's origins, to be asked which of them are of one body with a name.

    Parameters
    ----------
    origins : iterable of str
        Keys of the origins.
    places : collection of str
        Words of the names of the drop's places.
    """

    def __init__(self, origins: Iterable[str], places: Collection[str]) -> None:
        self._places = places
        self._keys: dict[_Body, list[str]] = defaultdict(list)
        for key in sorted(origins):
            self._keys[_read(key)].append(key)
        self._by_word: dict[str, list[_Body]] = defaultdict(list)
        for body in self._keys:
            for word in body.words | body.core:
                self._by_word[word].append(body)
        self._others: dict[_Body, list[str]] = {}

    def of(self, name: str) -> list[str]:
        """Origins that are one body with a name, as :func:`one_body` tells of the two."""
        own = _read(name)
        if own not in self._others:
            near = {body for word in own.words | own.core for body in self._by_word.get(word, ())} - {own}
            one = [keys for body in near if one_body({(keys := self._keys[body])[0], name}, self._places)]
            self._others[own] = [key for keys in one for key in keys]
        same = self._keys.get(own, [])
        others = [key for key in same if key != name]
        alike = bool(others) and not own.scoped and bool(one_body({others[0], name}, self._places))
        return self._others[own] + [key for key in same if key == name or alike]


def _read(key: str) -> _Body:
    words = frozenset(_scope(key).split()) - (_regions() - cues()["states"])
    loose = {word for word in words if is_loose(word)}
    core = frozenset(_VOICE if word in cues()["voices"] else word for word in words - loose - cues()["descriptors"])
    if any(word.startswith("(") for word in core) and len(core) == 2 and core & cues()["states"]:
        core = core - cues()["states"] | {_VOICE}
    body = {word for word in core - cues()["heads"] if not word.startswith("(")}
    core = core - cues()["heads"] if len(body) >= FEWEST_WORDS else core  # "spokesman of the coast guard"
    owners = {word for word in loose if word.rpartition("-")[2] in cues()["ruling"]}
    return _Body(words, core or words, frozenset(owners), _scope(key) != key)


class _Names:
    """The bodies of a claim, each once with the first of its keys: a hundred outlets' "the mayor" are one name.

    They are looked up by what two names of one body share, so that the cost does not grow with the square of their
    number.
    """

    def __init__(self, bodies: Mapping[str, _Body]) -> None:
        self.first: dict[_Body, str] = {}
        for key in sorted(bodies):
            self.first.setdefault(bodies[key], key)
        self._by_word: dict[str, list[_Body]] = defaultdict(list)
        self._by_core: dict[frozenset[str], list[_Body]] = defaultdict(list)
        self._by_rest: dict[tuple[frozenset[str], str], list[_Body]] = defaultdict(list)
        for body in self.first:
            self._by_core[body.core].append(body)
            for word in body.core:
                self._by_word[word].append(body)
            for rest in _rests(body):
                self._by_rest[rest].append(body)

    def sharing(self, own: _Body) -> list[_Body]:
        """Bodies that share the rarest word of a body's name, in order of their keys."""
        return min((self._by_word[word] for word in own.core), key=len)

    def equal(self, own: _Body) -> list[_Body]:
        """Bodies of the same name but for loose modifiers."""
        return self._by_core[own.core]

    def respelt(self, own: _Body) -> Iterator[_Body]:
        """Bodies of the same name but for one word of the same first letter."""
        return (body for rest in _rests(own) for body in self._by_rest[rest])


def _rests(body: _Body) -> list[tuple[frozenset[str], str]]:
    """A name without each word that may have another spelling, and how that begins; none where scoped to an outlet."""
    name = _name(body)
    if body.scoped or len(name) < FEWEST_WORDS:
        return []
    return [(name - {word}, word[0]) for word in name if len(word) >= SHORTEST_NAME and word.isalpha()]


def _name(body: _Body) -> frozenset[str]:
    return frozenset(word for word in body.words if not is_loose(word))


def _fullest(own: _Body, names: _Names, places: Collection[str]) -> str | None:
    """The fullest name of a body, else the first of those equal; None where the fuller ones are of two bodies."""
    if len(own.words) < FEWEST_WORDS and not _is_short(own):
        return None
    fuller = [other for other in names.sharing(own) if _is_fuller(other, own, places)]
    if not fuller:
        return _first(own, names)
    most = max(fuller, key=lambda other: len(other.core))
    return _first(most, names) or names.first[most] if all(other.core <= most.core for other in fuller) else None


def _is_fuller(other: _Body, own: _Body, places: Collection[str]) -> bool:
    """Whether the other name is this body's with words added that only tell whose it is."""
    if not own.core < other.core or _clash(own, other):
        return False
    return _is_short(own) or all(_whose(word, places) for word in other.core - own.core)


def _first(own: _Body, names: _Names) -> str | None:
    """The shortest of the names equal to this one but for loose modifiers, unless they are of two owners."""
    same = [body for body in names.equal(own) if not body.scoped and not _clash(own, body)]
    if any(_clash(a, b) for a in same for b in same):
        return None
    return min(((len(body.words), names.first[body]) for body in same), default=(0, None))[1]


def _clash(one: _Body, other: _Body) -> bool:
    """Whether two are said to run them: "the Norland-run ministry" is not "the Veldania-run ministry"."""
    return bool(one.owners and other.owners) and one.owners.isdisjoint(other.owners)


def _is_short(body: _Body) -> bool:
    """Whether a name is the one noun that a body's full name has for what it is: "the Observatory"."""
    if len(body.core) != 1 or body.scoped or body.owners:
        return False
    (word,) = body.core
    return word != _VOICE and names.noun_kind(word) in BODIES


def _spelt(key: str, own: _Body, names: _Names, places: Collection[str]) -> str:
    """The first of the keys that differ from this one in the spelling of one name only."""
    same = [body for body in names.respelt(own) if _is_respelt(body, own, places)]
    return min([(len(own.words), key), *((len(body.words), names.first[body]) for body in same)])[1]


def _is_respelt(one: _Body, other: _Body, places: Collection[str]) -> bool:
    """Whether the words that two names differ in, one each, are spellings of one name."""
    apart = sorted(_name(one) ^ _name(other))
    return len(apart) == 2 and not any(word in places for word in apart) and fuzz.ratio(*apart) >= ONE_NAME


def _whose(word: str, places: Collection[str]) -> bool:
    """Whether a word tells no more than whose a body is or where it sits."""
    return word in places or word.startswith("(")


def place_words(names: Iterable[Any]) -> frozenset[str]:
    """Words of places' names, as they stand in keys of speakers."""
    return frozenset(word for name in set(names) if isinstance(name, str) for word in folded(name).split())


@cache
def _regions() -> frozenset[str]:
    """Words for any region or town: "the territory's ministry" is the ministry."""
    cues = lexicon.read("place_cues.yaml")
    return frozenset([*cues["areas"], *cues["towns"]])


def _scope(key: str) -> str:
    """The key without the outlet or article that an unnamed body is only known in."""
    return key.partition(" in ")[0].partition(" #")[0]


def _press(name: Any) -> str | None:
    """Key of an agency or outlet by any of its names; None for other relays, such as a parliament spoken to."""
    if not isinstance(name, str):
        return None
    known = outlets.agency(name) or outlets.known(name)
    return None if known is None else (known if isinstance(known, str) else known.key).casefold()
