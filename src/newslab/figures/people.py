"""Words for people, households and groups, and the unit that a counted noun stands for."""

from __future__ import annotations

import functools
import re
from typing import Any

from newslab import lexicon


@functools.cache
def _data() -> dict[str, Any]:
    return lexicon.read("people.yaml")


@functools.cache
def words(name: str) -> frozenset[str]:
    """One word list of ``people.yaml``."""
    listed = _data()[name]
    return frozenset(listed.split() if isinstance(listed, str) else listed)


@functools.cache
def pairs() -> frozenset[str]:
    """Pairs of nouns that name two people although only the first has a determiner: "a father and son"."""
    return frozenset(_data()["pairs"])


@functools.cache
def pattern(name: str) -> re.Pattern[str]:
    """One regular expression of ``people.yaml``, its slots filled with the word lists of their names."""
    slots = {slot: lexicon.any_of(words(slot)) for slot in ("killers", "happenings", "mishaps")}
    return re.compile(lexicon.fill(_data()["patterns"][name], slots), re.IGNORECASE)


@functools.lru_cache(maxsize=20_000)
def unit_of(lemma: str) -> str:
    """Unit that a counted noun stands for: ``person``, ``household``, or the noun itself.

    >>> unit_of("refugee"), unit_of("house"), unit_of("drone")
    ('person', 'household', 'drone')
    """
    if lemma in words("person"):
        return "person"
    if lemma in words("household"):
        return "household"
    if lemma not in words("not_person") and len(lemma) > 4 and lemma.endswith(tuple(_data()["person_endings"])):
        return "person"
    return lemma


def singular(word: str) -> str | None:
    """Singular of a plural that the lemmatizer misreads: bases."""
    found: str | None = _data()["singulars"].get(word)
    return found


def is_measure(lemma: str) -> bool:
    """Whether a noun only measures the noun behind its "of": number, total, toll."""
    return lemma in words("measure_nouns")


def is_group(lemma: str | None) -> bool:
    """Whether a number beside this noun is its size in people."""
    return lemma in words("groups")
