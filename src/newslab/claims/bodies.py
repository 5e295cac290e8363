"""Who stands behind a speaker: the body that a head or spokesman speaks for, the person who holds an office.

Reports name one teller in several ways: "the Harbour Watch", its director by name, "a monitoring group". Which of them
are one is read from the articles themselves: roles beside names, appositions, and the only such body that an article
names. A president and his ministry stay two, and so do two ministries.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from newslab import lexicon
from newslab.speakers import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

BODIES: Final = frozenset({"official", "military", "agency", "international", "ngo", "company"})
WATCHING: Final = BODIES - {"company"}  # those that count the dead or watch what goes on
LONGEST: Final = 12  # words of a body's name
_WORD: Final = re.compile(r"[\w'’-]+")
_NAME: Final = r"((?:[A-Z][\w'’-]+ ){0,3}[A-Z][\w'’-]+)"
_NAMED: Final = r"([A-Z][\w'’-]*(?: (?:(?:of|for|the|and) )*[A-Z][\w'’-]*)*)"
_ISSUED: Final = re.compile(rf"\b(?:by|from|of)\s(?:the\s)?{_NAMED}|\b{_NAMED} \w+$")
_BY: Final = re.compile(r"\s(?:by|from|of)\s")
_PRONOUNS: Final = frozenset({"he", "she", "it", "they", "him", "her", "them", "who", "which", "that"})
_OTHER: Final = re.compile(rf"^(?:an?|its|{'|'.join(_PRONOUNS)})\b|\band\b", re.I)
_SMALL: Final = frozenset({"the", "of", "for", "at", "a", "an", "its", "deputy", "acting"})


_ANY_MINISTRY: Final = 2  # words of the key of a country's "ministry", whichever it is


class Tellers:
    """The persons and bodies behind a drop's speakers.

    Parameters
    ----------
    figures, articles : pandas.DataFrame
        Tables as in :mod:`newslab.schema`.
    """

    def __init__(self, figures: pd.DataFrame, articles: pd.DataFrame) -> None:
        self._texts: dict[str, str] = dict(zip(articles["article_id"], articles["text"], strict=True))
        named = figures[figures["speaker_key"].notna() & figures["speaker_kind"].isin(BODIES)]
        columns = [*(f"speaker_{part}" for part in ("key", "kind", "role", "start", "end")), "speaker", "article_id"]
        self._bodies: dict[str, str] = {}
        self._watchers: dict[str, str] = {}
        for key, kind, role, start, end, speaker, article in named[columns].itertuples(index=False):
            if unnamed(key, speaker, kind) or isinstance(role, str):
                continue
            mentioned = _slice(self._texts[article], start, end)
            written = {folded(name) for name in (speaker, mentioned) if name and _is_name(name)}
            written = {name for name in written if kind == "ngo" or not _is_common(name)}
            self._bodies |= dict.fromkeys(written, key)
            if kind == "ngo":
                self._watchers |= dict.fromkeys(written, key)
        self._ministries = {
            key: held
            for key in self._bodies.values()
            if "ministry" in (held := frozenset(key.split())) and len(held) > _ANY_MINISTRY
        }
        told = figures[["speaker_key", "speaker", "speaker_kind"]].drop_duplicates().itertuples(index=False)
        self._watching = {key for key, speaker, kind in told if _watches(key, speaker, kind)}
        self._named = frozenset(self._watchers.values())
        self._heads = self._heads_of(figures)
        self._only: dict[str, str | None] = {}

    def known(self, row: Any) -> str | None:
        """The key of who stands behind the speaker of a figure's row, where that is another than its own."""
        if _is_document(row.speaker):
            return self._issuer(row.speaker)
        body = self._body(row.speaker_role, row.speaker_country) or self._heads.get(row.speaker_key)
        body = body or self._body(row.speaker, row.speaker_country)
        if (body is None and row.speaker_kind == "ngo") or body in self._named:
            return self._watcher(row.article_id, body or row.speaker_key) or body
        return body or self._holder(row)

    def counts(self, row: Any, key: str) -> bool:
        """Whether a speaker, known by a key, is a body that counts or watches: no president who speaks of much else."""
        if row.speaker_key in self._watching:
            return True
        return key != row.speaker_key and (key in self._watching or _is_document(row.speaker))

    def _heads_of(self, figures: pd.DataFrame) -> dict[str, str]:
        """Persons to the one body that they are said to head or speak for anywhere in the drop."""
        found: dict[str, set[str]] = defaultdict(set)
        roles = figures[figures["speaker_key"].notna() & figures["speaker_role"].notna()]
        columns = roles[["speaker_key", "speaker_role", "speaker_country"]].drop_duplicates()
        for key, role, country in columns.itertuples(index=False):
            if (body := self._body(role, country)) is not None:
                found[key].add(body)
        spoke = figures[figures["speaker_end"].notna()]
        for key, article, end in spoke[["speaker_key", "article_id", "speaker_end"]].itertuples(index=False):
            heading = _heading().match(self._texts[article], int(end))
            if heading is not None and (body := self._bodies.get(folded(heading[1]))) not in (None, key):
                found[key].add(body)
        fullest = {key: _fullest(bodies) for key, bodies in found.items()}
        return {key: body for key, body in fullest.items() if body is not None}

    def _body(self, role: Any, country: Any) -> str | None:
        """The body that a head or spokesman speaks for, where the drop knows it as a speaker."""
        if not isinstance(role, str):
            return None
        words = folded(role).split()
        if _speaks(words) or not cues()["heads"].isdisjoint(words):
            rest = [word for word in words if word not in cues()["heads"]]
            body, before, after = _longest(rest, self._bodies)
            named = len(after) > 1 and all(word.title() in role for word in after)  # "the head of the Watch Ida Brandt"
            more = {*before, *([] if named else after)} - _SMALL - cues()["descriptors"]
            more = {word for word in more if not names.is_title(word)}  # "Navy spokesman Capt."
            return body if not more or (_speaks(words) and not any(word.title() in role for word in more)) else None
        return self._ministry(words, country)

    def _ministry(self, words: list[str], country: Any) -> str | None:
        """The ministry of a minister: "Norland's defence minister" heads "the Norlandish Ministry of Defence"."""
        if "minister" not in words or not {"prime", "former"}.isdisjoint(words) or not isinstance(country, str):
            return None
        spelling = names.name_words().spelling
        own = {"ministry" if word == "minister" else spelling.get(word, word) for word in words} | {f"({country})"}
        kept = [key for key, held in self._ministries.items() if held <= own]
        return kept[0] if len(kept) == 1 else None

    def _issuer(self, speaker: str) -> str | None:
        """The body whose report, statement or estimate speaks."""
        issued = _ISSUED.search(speaker)
        if issued is None:
            return None
        name = issued[1] or issued[2]
        alias = names.aliases().get(names.alias_key(name))
        return self._bodies.get(folded(name)) or (names.body_key(alias.name) if alias is not None else None)

    def _watcher(self, article: str, key: str) -> str | None:
        """The only body that watches and counts in an article, for "a monitoring group" or "the Observatory" in it."""
        if not _is_watcher(key):
            return None
        if article not in self._only:
            text = f" {folded(self._texts[article])} "
            self._only[article] = _fullest({key for name, key in self._watchers.items() if f" {name} " in text})
        return self._only[article]

    def _holder(self, row: Any) -> str | None:
        """The person whom the article names as holder of an office: "the governor" for "Governor Ida Brandt"."""
        lemma = row.speaker_key.partition(" ")[0]
        if not isinstance(row.speaker, str) or not names.is_office(lemma) or _speaks([lemma]):
            return None
        office = _office(row.speaker, lemma)
        if office is None:
            return None
        text = self._texts[row.article_id].partition("\n")[2]  # in titles every word may be capitalised
        beside = re.compile(rf"\b(?i:{re.escape(office)})(?: of [^,.]+,|,)? {_NAME}")
        after = re.compile(rf"\b{_NAME}, (?:the |[A-Z]\w+['’]s )?(?:\w+ )?{re.escape(office)}\b")
        written = {name for pattern in (beside, after) for name in pattern.findall(text) if names.kind_of(name) is None}
        found = {key for name in written if (key := _in_full(name, text)) is not None}
        return found.pop() if len(found) == 1 else None


def _in_full(name: str, text: str) -> str | None:
    """Key of a person, by the one full name that the text has where only the surname is given."""
    if " " in name:
        return names.person_key(name)
    full = {names.person_key(n) for n in re.findall(rf"\b([A-Z][\w'’-]+ {re.escape(name)})\b", text) if _is_person(n)}
    return full.pop() if len(full) == 1 else None


def _is_person(name: str) -> bool:
    return names.kind_of(name) is None and not names.is_title(name.split()[0])


def _office(speaker: str, lemma: str) -> str | None:
    """The office as the article's words have it, without whose it is: "the country's" prime minister."""
    match = re.search(rf"(?:[a-z]+ )?{re.escape(lemma)}\b", re.sub(r"^(?:the|a|an) |^.*['’]s ", "", speaker.casefold()))
    return match.group() if match else None


def _speaks(words: Iterable[str]) -> bool:
    """Whether a spokesman's word is among them: whatever else the role says, the body speaks."""
    return any(word.startswith("spokes") for word in words) or {"press", "secretary"} <= set(words)


def _is_watcher(key: str) -> bool:
    """Whether a speaker's key only says that some body watches: "a war monitor"."""
    words = {word for word in key.partition(" #")[0].split() if "-" not in word}
    return not words.isdisjoint(cues()["watchers"]) and words <= cues()["watchers"] | cues()["watching"]


def _is_name(mention: str) -> bool:
    """Whether a mention names a body by itself: no pronoun, not "a Watch toll", "the ministry" or two bodies."""
    return _OTHER.search(mention) is None and any(w[:1].isupper() for w in mention.removeprefix("The ").split())


def _is_document(speaker: Any) -> bool:
    """Whether a report or estimate speaks: "a UN report", "the latest report by the army"."""
    nouns = _BY.split(speaker, maxsplit=1)[0].split()[-1:] if isinstance(speaker, str) else []
    return any(names.noun_kind(noun.casefold().removesuffix("s")) == "document" for noun in nouns)


def _watches(key: Any, speaker: Any, kind: Any) -> bool:
    """Whether a mention's own words are of a body that counts or watches: a country, "officials", no "governor"."""
    if kind not in WATCHING or not isinstance(speaker, str):
        return False
    noun = _BY.split(speaker, maxsplit=1)[0].split()[-1:]
    one = any(not word.endswith("s") and (names.is_office(word.lower()) or names.is_title(word)) for word in noun)
    return not one and (key.endswith(")") or names.kind_of(speaker) is not None)


def is_pronoun(key: str) -> bool:
    """Whether a speaker is a pronoun that stands for nobody known: "it said"."""
    return key.partition(" #")[0] in _PRONOUNS


def _is_common(name: str) -> bool:
    """Whether a name is made of nouns that are any such body's: "police", "sheriff's office"."""
    known = names.alias_key(name) in names.aliases()  # "Pentagon" is one
    return not known and all(names.noun_kind(word) is not None for word in names.words(name))


def _fullest(keys: Iterable[str]) -> str | None:
    """The key that all others are shorter forms of; None where they are of two bodies."""
    held = {key: core(key) for key in sorted(keys, key=lambda key: (len(key), key))}
    longest = max(held, key=lambda key: len(held[key]), default=None)
    return longest if longest and all(words <= held[longest] for words in held.values()) else None


def core(key: str) -> frozenset[str]:
    """A key's words without what only tells whose a body is or what sort of body: "Norland-run", "group"."""
    words = frozenset(key.split())
    return words - {word for word in words if is_loose(word)} - cues()["descriptors"] or words


def is_loose(word: str) -> bool:
    """Whether a word only tells whose a body is or where it sits: "Norland-run"."""
    return "-" in word and word.rpartition("-")[2] in cues()["relations"]


@cache
def _heading() -> re.Pattern[str]:
    """What follows the name of a body's head: ", who leads the Watch", "head of the Watch"."""
    heads = lexicon.any_of(cues()["heads"])
    return re.compile(rf",?\s(?:who (?:heads|leads|runs|directs)|(?:the )?(?:{heads}) of)\s(?:the\s)?{_NAMED}")


def unnamed(key: str, speaker: Any, kind: Any) -> bool:
    """Whether no word of the key is a name: "official" for "senior officials", without a country."""
    if " #" in key:  # scoped to its article
        return True
    if key.endswith(")") or not isinstance(speaker, str):
        return False
    if kind == "ngo" and _is_watcher(key) and "-" in key:  # "a Norland-based monitor": its seat is no name
        return True
    written = " ".join(w for w in _WORD.findall(speaker) if w[:1].isupper()).casefold()
    return not any(word[:4] in written for word in key.split())


@cache
def cues() -> Mapping[str, frozenset[str]]:
    """Word lists of ``resources/bodies.yaml``."""
    return {name: frozenset(words) for name, words in lexicon.read("bodies.yaml").items()}


@cache
def folded(name: str) -> str:
    """Words of a name in lower case, without its article."""
    return " ".join(_WORD.findall(name.casefold().removeprefix("the ")))


def _slice(text: str, start: Any, end: Any) -> str:
    """The mention as written; empty where there is none."""
    return "" if start != start or end != end or start is None else text[int(start) : int(end)]


def _longest(words: list[str], known: Mapping[str, str]) -> tuple[str | None, list[str], list[str]]:
    """Value of the longest run of words that is a key, and the words before and after it."""
    ends = ((i, range(i + 1, min(i + LONGEST, len(words)) + 1)) for i in range(len(words)))
    spans = sorted(((i, j) for i, after in ends for j in after), key=lambda s: s[0] - s[1])
    found = next(((i, j) for i, j in spans if " ".join(words[i:j]) in known), None)
    if found is None:
        return None, words, []
    i, j = found
    return known[" ".join(words[i:j])], words[:i], words[j:]
