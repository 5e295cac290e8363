"""Names of persons and bodies: one key across spellings, aliases, kind, role and country.

The fold key joins transliterations by rule ("Zelenskyy", "Zelenskiy", "Zelensky"), British and American spelling, and
the orders in which a body's country is put ("Ukraine's Ministry of Defence", "the Ukrainian defense ministry"). What no
rule can join stands in ``resources/speaker_aliases.csv``; :func:`suggest` lists further likely pairs and never applies
them.
"""

from __future__ import annotations

import csv
import functools
import re
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from anyascii import anyascii

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SPELLING: Final = (
    (re.compile(r"(?:iyy|yy|iy|ii|yi|ij|ey|ei|y|i)\b"), "y"),  # -skyy, -skiy, -skii, -ski, -sky; Andriy, Andrii, Andrey
    (re.compile(r"(?<=[a-z])(?:ye|ie|je)(?=[a-z])"), "e"),
    (re.compile(r"(?:ya|ia|ja)"), "a"),
    (re.compile(r"(?:yu|iu|ju)"), "u"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"ks"), "x"),
    (re.compile(r"([b-df-hj-np-tv-z])\1"), r"\1"),
)
_SMALL: Final = frozenset({"the", "of", "for", "and", "a", "an", "s", "in", "on", "to", "&"})
_WORD: Final = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_AGENCY_WORDS: Final = re.compile(
    r"\s(?:state |state-run |official )?(?:(?:news|press|information) )?(?:agency|service|wire)$", re.IGNORECASE
)
_OF_UN: Final = re.compile(r"(?:^(?:[Tt]he |[Aa] )?|\bof the )U\.?N\b")
_HELD_AT: Final = re.compile(r"\s(?:at|of|for|in|with|from)\s")
_SHORT: Final = 6
_INITIALS: Final = re.compile(r"\b[A-Z]{3,}\b")
_POSSESSIVE: Final = re.compile(r"['’]s?\b|['’]$")


@dataclass(frozen=True, slots=True)
class Alias:
    """What a spelling stands for."""

    name: str
    kind: str
    country: str | None


@dataclass(frozen=True, slots=True)
class NameWords:
    """The lists of ``resources/name_words.yaml``."""

    address: frozenset[str]
    titles: frozenset[str]
    body_openers: frozenset[str]
    offices: frozenset[str]
    audience: frozenset[str]
    plain: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    spelling: dict[str, str]


@functools.cache
def name_words() -> NameWords:
    """The words around names, read once."""
    raw = _resource("name_words.yaml")
    spelling: dict[str, str] = raw.pop("spelling")
    return NameWords(**{k: frozenset(str(v).split()) for k, v in raw.items()}, spelling=spelling)


def _resource(name: str) -> dict[str, Any]:
    import yaml

    loaded: dict[str, Any] = yaml.safe_load(
        resources.files("newslab.resources").joinpath(name).read_text(encoding="utf-8")
    )
    return loaded


@functools.lru_cache(maxsize=20_000)
def words(text: str) -> tuple[str, ...]:
    """Lower-case ASCII words of a name, without possessive endings."""
    return tuple(
        w.strip(".-")
        for w in _WORD.findall(_POSSESSIVE.sub("", anyascii(text)).lower().replace("u.s.", "us").replace("u.n.", "un"))
    )


@functools.lru_cache(maxsize=20_000)
def person_key(name: str) -> str:
    """Fold key of a person's name: titles dropped, transliterations joined, first and last name kept."""
    parts = [w for w in words(name) if w not in name_words().titles and w not in _SMALL] or list(words(name))
    kept = [parts[0], parts[-1]] if len(parts) > 1 else parts
    return " ".join(_fold_spelling(w) for w in kept)


def _fold_spelling(word: str) -> str:
    for pattern, plain in _SPELLING:
        word = pattern.sub(plain, word)
    return word


@functools.lru_cache(maxsize=20_000)
def body_key(name: str, country: str | None = None, demonyms: tuple[str, ...] = ()) -> str:
    """Fold key of a body's name: order and spelling folded, its country's words replaced by the country's code."""
    drop = {w for d in demonyms for w in words(d)}
    name = _run_by().sub(r"\1-\2", name)
    parts = sorted({name_words().spelling.get(w, w) for w in words(name) if w not in _SMALL and w not in drop})
    if not (country and drop):
        return " ".join(parts)
    return " ".join([*(parts or ["state"]), f"({country})"])  # "Moscow said", "Russia said": the state speaks


@functools.cache
def _run_by() -> re.Pattern[str]:
    """Whose a body is, written without the hyphen: "the Norland run news agency"."""
    return re.compile(rf"\b([A-Z][\w’'.]*|state) ({'|'.join(_resource('bodies.yaml')['relations'])})\b(?= )")


@functools.cache
def aliases() -> Mapping[str, Alias]:
    """The built-in alias table, keyed by :func:`alias_key`."""
    with resources.files("newslab.resources").joinpath("speaker_aliases.csv").open(encoding="utf-8") as handle:
        return by_key(csv.DictReader(line for line in handle if not line.startswith("#")))


def by_key(rows: Iterable[Mapping[str, str]]) -> dict[str, Alias]:
    """Rows of a table of aliases, by the keys of alias and name."""
    found: dict[str, Alias] = {}
    for row in rows:
        alias = Alias(row["name"], row["kind"] or "other", row.get("country") or None)
        found[alias_key(row["alias"])] = alias
        found.setdefault(alias_key(row["name"]), alias)
    return found


@functools.lru_cache(maxsize=20_000)
def alias_key(name: str) -> str:
    """Key of the alias table: words in order, transliterations and small words folded."""
    parts = [name_words().spelling.get(w, w) for w in words(name) if w not in _SMALL]
    openers = name_words().titles - name_words().body_openers
    while len(parts) > 1 and parts[0] in openers:
        parts.pop(0)
    return " ".join(_fold_spelling(w) for w in parts)


@functools.cache
def _kinds() -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
    table = _resource("speaker_kinds.yaml")
    return tuple(
        (
            kind,
            frozenset(" ".join(words(p)) for p in str(entry.get("phrases", "")).split("|") if p.strip()),
            frozenset(str(entry.get("words", "")).split()),
        )
        for kind, entry in table.items()
    )


@functools.lru_cache(maxsize=20_000)
def kind_of(phrase: str) -> str | None:
    """Kind of speaker that a phrase's words tell, or None."""
    parts = words(phrase)
    bare = " ".join(w for w in parts if w != "the")
    padded = f" {bare} "
    for kind, phrases, _ in _kinds():
        if bare in phrases or (
            kind in {"international", "ngo", "agency", "official", "military"}
            and any(f" {p} " in padded for p in phrases if len(p) > 3 or (p == "un" and _names_un(phrase)))
        ):
            return kind
    singular = {_singular(w) for w in parts} | set(parts)
    for kind, _, single in _kinds():
        if not single.isdisjoint(singular):
            return kind
    return None


def noun_kind(word: str) -> str | None:
    """Kind of speaker that a noun tells by itself; a name ("NATO") tells none."""
    return next((kind for kind, _, single in _kinds() if word in single), None)


def kind_of_initials(phrase: str) -> str | None:
    """Kind of an agency or outlet known by its initials, with more words: "an AFP team", "BBC Verify"."""
    initials = {w.lower() for w in _INITIALS.findall(phrase)}
    return next(
        (kind for kind, phrases, _ in _kinds() if kind in {"agency", "outlet"} and not phrases.isdisjoint(initials)),
        None,
    )


def _names_un(phrase: str) -> bool:
    """Whether the phrase is of the UN: "a UN official", "head of the UN mission", not "Russia's UN ambassador"."""
    return _OF_UN.search(phrase) is not None


def kind_of_role(role: str) -> str | None:
    """Kind of an office: "Pentagon spokesman Gen." speaks for the Pentagon whatever the rank."""
    role = role.split(" to ", 1)[0]  # an ambassador to NATO is no body's but the sender's
    calling = kind_of(_HELD_AT.split(role, maxsplit=1)[0])
    if calling in {"expert", "witness"}:  # "analyst at the European Council"
        return calling
    unranked = " ".join(w for w in role.split() if not (is_title(w) and kind_of(w) == "military"))
    return kind_of(unranked) or kind_of(role)


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def is_title(word: str) -> bool:
    """Whether the word is a form of address or office put before a name."""
    return word.lower().rstrip(".") in name_words().titles


def is_office(word: str) -> bool:
    """Whether the word is an office or calling a person may hold: minister, spokesman, analyst, resident."""
    return not name_words().offices.isdisjoint({word, word.removesuffix("s")})


def is_person_noun(word: str) -> bool:
    """Whether the word is a noun for people: engineer, widow, farmers."""
    people = _people()
    return word in people or _singular(word) in people


def is_role(text: str) -> bool:
    """Whether the words tell what somebody is: not "Mr", nor "her eyes shut"."""
    parts = [w.strip(",.").lower() for w in text.split()]
    if all(is_address(w) for w in parts):
        return False
    told = any(is_office(w) or is_calling(w) or is_title(w) for w in parts)
    return told or kind_of_role(text) is not None


def is_calling(word: str) -> bool:
    """Whether the word tells what a person is: shopper, ophthalmologist."""
    return is_person_noun(word) or (len(word) > _SHORT and word.endswith("ist"))


@functools.cache
def _people() -> frozenset[str]:
    return frozenset(str(_resource("people.yaml")["person"]).split())


def is_plain(word: str) -> bool:
    """Whether the word, capitalised at the start of a sentence, is still no name: city, regional, local."""
    return word.lower() in name_words().plain


def without_possessive(text: str) -> str:
    """The text without its possessive endings."""
    return _POSSESSIVE.sub("", text)


def without_words(name: str, dropped: Iterable[str]) -> str:
    """The name's words without those given (of its country)."""
    out = {w for d in dropped for w in words(d)}
    return " ".join(w for w in words(name) if w not in out)


def agency_name(name: str) -> str:
    """The agency's own name: "Tass" of "Russia's state Tass news agency"; any other name as it is."""
    if kind_of(_AGENCY_WORDS.sub("", name)) != "agency":
        return name
    short = _AGENCY_WORDS.sub("", name)
    return next((w for w in short.split() if kind_of(w) == "agency"), short) if short != name else name


def is_address(word: str) -> bool:
    """Whether the word is a form of address and no office: Mr, Ms, Dr."""
    return word.lower().rstrip(".") in name_words().address


def country_code(places: Any, word: str) -> str | None:
    """ISO 3166-1 code of the country that a demonym, a country's name or a capital's stands for."""
    code: str | None = places.demonym(word) if places is not None else None
    if code is not None or not hasattr(places, "candidates"):
        return code
    best = next(iter(places.candidates(word)), None)
    return best.country if best is not None and (best.feature == "country" or best.capital) else None


def is_place(places: Any, word: str) -> bool:
    """Whether the gazetteer knows the word."""
    return hasattr(places, "candidates") and bool(places.candidates(word))


def bare(name: str) -> list[str]:
    """A person's name as its words, without possessive and titles."""
    return [w for w in _POSSESSIVE.sub("", name).split() if not is_title(w)]


def is_audience(phrase: str) -> bool:
    """Whether the phrase names those who pass words on without being a body: reporters, parliament, a channel."""
    return not name_words().audience.isdisjoint(words(phrase))


def is_relay(name: str) -> bool:
    """Whether the name is a news agency's or an outlet's."""
    return kind_of(name) in {"agency", "outlet"}


def suggest(names: Iterable[str], *, cutoff: float = 88.0) -> list[tuple[str, str, float]]:
    """Pairs of names that may be one, for a reader to decide on; nothing is joined by it.

    Parameters
    ----------
    names : iterable of str
        Speakers' names, as in ``tables.quotes.speaker``.
    cutoff : float
        Least rapidfuzz token-sort ratio, 0 to 100.

    Returns
    -------
    list of (str, str, float)
        Pairs with different keys, best first.
    """
    from rapidfuzz import fuzz

    known = sorted(set(names))
    pairs = [
        (a, b, float(fuzz.token_sort_ratio(a, b)))
        for i, a in enumerate(known)
        for b in known[i + 1 :]
        if person_key(a) != person_key(b)
    ]
    return sorted((p for p in pairs if p[2] >= cutoff), key=lambda p: (-p[2], p[0], p[1]))
