"""Whose word a figure is: the independent origin behind a report.

A named speaker is one origin wherever printed, and so is the spokesman of a body that speaks for itself elsewhere. An
unnamed one ("officials", "the mayor") is one only within an outlet, unless the words give the country. What nobody is
credited with is the agency's word, else the outlet's that printed it first; near copies share both.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from newslab import lexicon
from newslab.articles import outlets

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

BODIES: Final = frozenset({"official", "military", "agency", "international", "ngo", "company"})
FEWEST_WORDS: Final = 2  # of a body's name: "police" may be anybody's
_SPOKESMAN: Final = re.compile(r"\bspokes(?:man|woman|person|people)\b|\bpress (?:secretary|service|officer)\b", re.I)
_WORD: Final = re.compile(r"[\w'’-]+")


class Origins:
    """Origins of a drop's figures.

    Parameters
    ----------
    figures, articles : pandas.DataFrame
        Tables as in :mod:`newslab.schema`.
    """

    def __init__(self, figures: pd.DataFrame, articles: pd.DataFrame) -> None:
        texts = dict(zip(articles["article_id"], articles["text"], strict=True))
        named = figures[figures["speaker_key"].notna() & figures["speaker_kind"].isin(BODIES)]
        columns = named[["speaker_key", "speaker", "article_id", "speaker_start", "speaker_end"]]
        self._bodies: dict[str, str] = {}
        for key, speaker, article, start, end in columns.itertuples(index=False):
            self._bodies |= {_folded(name): key for name in (speaker, _slice(texts[article], start, end)) if name}
        printed = dict(zip(articles["article_id"], articles["outlet_key"], strict=True))
        self._outlets = {
            article: printed.get(first) if isinstance(printed.get(first), str) else first
            for article, first in zip(articles["article_id"], articles["copy_group"], strict=True)
        }
        groups = dict(zip(articles["article_id"], articles["copy_group"], strict=True))
        named_by = zip(articles["copy_group"], articles["article_id"], articles["agency"], strict=True)
        agencies: dict[str, str] = {}  # one copy that names the agency speaks for all of them, the lead article first
        for group, _, agency in sorted(named_by, key=lambda g: (g[0] != g[1], g[1])):
            if (key := _press(agency)) is not None:
                agencies.setdefault(group, key)
        self._agencies = {article: agencies.get(group) for article, group in groups.items()}

    def of(self, row: Any) -> tuple[str, bool]:
        """Origin of a figure's row, and whether the text credits anybody with it."""
        outlet = str(self._outlets[row.article_id])
        relay = _press(row.relay)
        printer = self._agencies[row.article_id] or outlet
        if not isinstance(row.speaker_key, str):
            return relay or printer, relay is not None
        if row.speaker_kind in ("outlet", "agency"):
            return _press(row.speaker) or row.speaker_key, True
        if _unnamed(row.speaker_key, row.speaker):
            role = row.speaker_key.partition(" #")[0]  # without the article that scopes it
            return f"{role} in {relay or printer}", True
        return self._body(row.speaker_role) or row.speaker_key, True

    def _body(self, role: Any) -> str | None:
        """The body that a spokesman speaks for, where the drop knows it as a speaker."""
        if not isinstance(role, str) or not _SPOKESMAN.search(role):
            return None
        return _longest(_folded(_SPOKESMAN.sub(" ", role)).split(), self._bodies)


def one_body(origins: Iterable[str], places: Collection[str]) -> dict[str, str]:
    """Origins of one claim that are one body, by the fullest name they have there.

    A fuller name adds no more than whose the body is: a place, a country, "Norland-run". So "the health ministry" is
    Veldania's where no other is meant, and a children's fund is no other name of the union it belongs to. Two outlets'
    "defence ministry" stay two where no report says whose.

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
    words = {key: frozenset(_scope(key).split()) - _regions() for key in sorted(origins)}
    own = {key: held for key, held in words.items() if len(held) >= FEWEST_WORDS}
    return {key: name for key in own if (name := _fullest(key, own, places)) not in (None, key)}


def _fullest(key: str, words: Mapping[str, frozenset[str]], places: Collection[str]) -> str | None:
    """The fullest name of a body, else the first of those equal; None where the fuller ones are of two bodies."""
    own = words[key]
    fuller = [k for k, held in words.items() if own < held and all(_whose(word, places) for word in held - own)]
    if fuller:
        most = max(fuller, key=lambda k: len(words[k]))
        return most if all(words[k] <= words[most] for k in fuller) else None
    return next((k for k in words if words[k] == own and _scope(k) == k), None) if _scope(key) == key else None


def _whose(word: str, places: Collection[str]) -> bool:
    """Whether a word tells no more than whose a body is or where it sits."""
    return word in places or word.startswith("(") or word.rpartition("-")[2] in _relations()


def place_words(names: Iterable[Any]) -> frozenset[str]:
    """Words of places' names, as they stand in keys of speakers."""
    return frozenset(word for name in set(names) if isinstance(name, str) for word in _folded(name).split())


@cache
def _regions() -> frozenset[str]:
    """Words for any region or town: "the territory's ministry" is the ministry."""
    cues = lexicon.read("place_cues.yaml")
    return frozenset([*cues["areas"], *cues["towns"]])


@cache
def _relations() -> frozenset[str]:
    return frozenset(lexicon.read("reporting.yaml")["relations"])


def _scope(key: str) -> str:
    """The key without the outlet or article that an unnamed body is only known in."""
    return key.partition(" in ")[0].partition(" #")[0]


def _press(name: Any) -> str | None:
    """Key of an agency or outlet by any of its names; None for other relays, such as a parliament spoken to."""
    if not isinstance(name, str):
        return None
    known = outlets.agency(name) or outlets.known(name)
    return None if known is None else (known if isinstance(known, str) else known.key).casefold()


def _folded(name: str) -> str:
    return " ".join(_WORD.findall(name.casefold().removeprefix("the ")))


def _slice(text: str, start: Any, end: Any) -> str:
    """The mention as written; empty where there is none."""
    return "" if pd.isna(start) or pd.isna(end) else text[int(start) : int(end)]


def _unnamed(key: str, speaker: Any) -> bool:
    """Whether no word of the key is a name: "official" for "senior officials", without a country."""
    if " #" in key:  # scoped to its article
        return True
    if key.endswith(")") or not isinstance(speaker, str):
        return False
    names = " ".join(w for w in _WORD.findall(speaker) if w[:1].isupper()).casefold()
    return not any(word[:4] in names for word in key.split())


def _longest(words: list[str], known: Mapping[str, str]) -> str | None:
    """Value of the longest run of words that is a key."""
    spans = sorted(((i, j) for i in range(len(words)) for j in range(i + 1, len(words) + 1)), key=lambda s: s[0] - s[1])
    return next((known[" ".join(words[i:j])] for i, j in spans if " ".join(words[i:j]) in known), None)
