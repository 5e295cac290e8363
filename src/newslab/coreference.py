"""Who a source phrase stands for: full names for surnames, antecedents for pronouns and "the spokesman"; kind, role, country.

One :class:`Cast` per article is fed with the sources in text order and remembers whom it met.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from newslab import names
from newslab.sources import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacy.tokens import Doc, Span, Token

_HE: Final = frozenset({"he", "she", "him", "her", "his"})
_IT: Final = frozenset({"it", "its"})
_THEY: Final = frozenset({"they", "them", "their"})
_FIRST: Final = frozenset({"i", "we", "you", "us", "me", "my", "our"})
_RELATIVE: Final = frozenset({"who", "which", "that"})
_ACRONYM: Final = re.compile(
    r"((?:[A-Z][\w’'-]*|of|for|the|and|on|in)(?: (?:[A-Z][\w’'-]*|of|for|the|and|on|in)){1,8}) \(([A-Z]{2,8})\)"
)
_TITLE_KINDS: Final = frozenset({"official", "military", "expert", "company", "outlet", "witness", "ngo"})


class Demonyms(Protocol):
    """What is needed of a gazetteer here."""

    def demonym(self, word: str) -> str | None:
        """Country code of a demonym or country name."""
        ...


@dataclass(frozen=True, slots=True)
class Identity:
    """A resolved person or body."""

    name: str
    key: str
    kind: str
    role: str | None = None
    country: str | None = None
    person: bool = False
    plural: bool = False
    words: frozenset[str] = frozenset()
    rule: str = "as_written"


@dataclass(slots=True)
class Cast:
    """The persons and bodies of one article, in the order met."""

    doc: Doc
    gaz: Demonyms | None = None
    author: str | None = None
    aliases: Mapping[str, names.Alias] = field(default_factory=names.aliases)
    text: str = field(init=False)
    full: dict[str, str] = field(init=False)
    acronyms: dict[str, str] = field(init=False)
    met: list[tuple[int, Identity]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.text = text_of(self.doc)
        self.full = _full_names(self.doc)
        self.acronyms = {
            m.group(2): m.group(1) for m in _ACRONYM.finditer(self.text) if _initials(m.group(1)) == m.group(2)
        }

    def knows(self, name: str) -> bool:
        """Whether the article names a person so."""
        return names.person_key(name) in self.full

    def resolve(self, start: int, end: int, head: int, role: tuple[int, int] | None) -> Identity | None:
        """Who the phrase at ``start, end`` stands for; None where a first or second person pronoun is left open."""
        text = self.text[start:end]
        low = text.lower().strip("\"“”'‘’ ")
        if low in _FIRST - {"i"}:
            return None
        if low == "i":  # outside quotation marks the writer speaks
            return Identity(self.author or text, names.person_key(self.author or text), "person", person=True, rule="writer")
        found = self._pronoun(low, start) or self._definite(low, start) or self._named(start, end, head, role)
        self.met.append((start, found))
        return found

    def _pronoun(self, low: str, start: int) -> Identity | None:
        if low in _HE:
            wanted = (i for s, i in reversed(self.met) if s < start and i.person)
        elif low in _IT:
            wanted = (i for s, i in reversed(self.met) if s < start and not i.person and not i.plural)
        elif low in _THEY:
            wanted = (i for s, i in reversed(self.met) if s < start and i.plural)
        elif low in _RELATIVE:
            wanted = iter(())
        else:
            return None
        found = next(wanted, None)
        if found is None:
            return Identity(low, low, "person" if low in _HE else "other", person=low in _HE, rule="pronoun_open")
        return _with_rule(found, "pronoun")

    def _definite(self, low: str, start: int) -> Identity | None:
        """ "The spokesman", "the ministry": whoever was met last under that word."""
        parts = low.split()
        if len(parts) not in {2, 3} or parts[0] not in {"the", "his", "its", "this", "that"}:
            return None
        wanted = frozenset(names.words(" ".join(parts[1:])))
        found = next((i for s, i in reversed(self.met) if s < start and wanted and wanted <= i.words), None)
        return _with_rule(found, "definite") if found is not None else None

    def _named(self, start: int, end: int, head: int, role: tuple[int, int] | None) -> Identity:
        doc = self.doc
        span = doc.char_span(start, end, alignment_mode="expand")
        assert span is not None
        token = next((t for t in span if t.idx == head), span[-1])
        role_text = text_of(doc)[role[0] : role[1]] if role else None
        if role_text and token.pos_ != "PROPN" and _is_name(role_text):
            return self._person_in(role_text, span.text)  # "the secretary of X, Oleksandr Y"
        name, title = _split_title(span, token)
        country = self.country_of(span.text) or (self.country_of(role_text) if role_text else None)
        kind = names.kind_of(name)
        folded = names.person_key(name)
        if (
            token.pos_ == "PROPN"
            and (kind is None or title)
            and (folded in self.full or _labelled(token) == "PERSON" or title)
        ):
            return self._person(self.full.get(folded, name), title or role_text, country, span.text)
        return self._body(span, token, name, kind, country, role_text)

    def _person_in(self, name: str, title: str) -> Identity:
        return self._person(name, title, self.country_of(title), title)

    def _person(self, name: str, role: str | None, country: str | None, text: str) -> Identity:
        alias = self.aliases.get(names.alias_key(name))
        known = next(
            (i for _, i in reversed(self.met) if i.person and i.key == names.person_key(alias.name if alias else name)),
            None,
        )
        if known is not None and role is None:
            return _with_rule(known, "named")
        kind = (names.kind_of(role) if role else None) or (alias.kind if alias else "person")
        return Identity(
            alias.name if alias else name,
            names.person_key(alias.name if alias else name),
            kind,
            role,
            country or (alias.country if alias else None),
            person=True,
            words=frozenset(names.words(f"{text} {role or ''}")),
            rule="named",
        )

    def _body(
        self, span: Span, token: Token, name: str, kind: str | None, country: str | None, role: str | None
    ) -> Identity:
        written = self.acronyms.get(name, _without_article(span.text))
        alias = self.aliases.get(names.alias_key(written)) or self.aliases.get(names.alias_key(name))
        plural = token.tag_ in {"NNS", "NNPS"}
        words = frozenset(names.words(f"{span.text} {role or ''}"))
        if alias is not None:
            return Identity(
                alias.name,
                names.body_key(alias.name),
                alias.kind,
                role,
                alias.country,
                plural=plural,
                words=words,
                rule="alias",
            )
        if (
            token.pos_ != "PROPN"
            and kind != "document"
            and not any(t.pos_ == "PROPN" for t in span if t.dep_ != "poss")
        ):
            key = " ".join([token.lemma_.lower(), f"({country})" if country else ""]).strip()
            return Identity(
                span.text,
                key,
                kind or "other",
                role,
                country,
                person=not plural and token.tag_ == "NN" and kind in _TITLE_KINDS,
                plural=plural,
                words=words,
            )
        if kind is None:
            kind = "official" if _labelled(token) in {"GPE", "NORP"} or country else "other"
        return Identity(
            written,
            names.body_key(written, country, self._demonyms(span.text)),
            kind,
            role,
            country,
            plural=plural,
            words=words,
            rule="named",
        )

    def country_of(self, text: str) -> str | None:
        """Country that a phrase's words name, by demonym or name."""
        if self.gaz is None:
            return None
        found = {
            self.gaz.demonym(w)
            for w in re.findall(
                r"[A-Z][\w.]*(?:[ -](?:Korean?|Kingdom|States|Arabian?|Zealand(?:er)?|African?))?", text
            )
        } - {None}
        return found.pop() if len(found) == 1 else None

    def _demonyms(self, text: str) -> tuple[str, ...]:
        if self.gaz is None:
            return ()
        return tuple(w for w in re.findall(r"[A-Z][\w.]*", text) if self.gaz.demonym(w))


def _with_rule(found: Identity, rule: str) -> Identity:
    return Identity(
        found.name, found.key, found.kind, found.role, found.country, found.person, found.plural, found.words, rule
    )


def _labelled(token: Token) -> str:
    return str(token.ent_type_)


def _without_article(text: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", text, flags=re.IGNORECASE)


def _initials(text: str) -> str:
    return "".join(w[0] for w in text.split() if w[0].isupper())


def _is_name(text: str) -> bool:
    parts = text.split()
    return 2 <= len(parts) <= 4 and all(p[0].isupper() for p in parts) and names.kind_of(text) is None


def _split_title(span: Span, head: Token) -> tuple[str, str | None]:
    """Name and title of "Pentagon spokesman Gen. Pat Ryder"."""
    tokens = [t for t in span if t.i <= head.i]
    if head.pos_ != "PROPN":
        return _without_article(span.text), None
    first = len(tokens) - 1
    while (
        first > 0
        and tokens[first - 1].pos_ == "PROPN"
        and names.kind_of(tokens[first - 1].text) is None
        and not _is_title(tokens[first - 1])
    ):
        first -= 1
    before = tokens[:first]
    if not before or not any(names.kind_of(t.text) in _TITLE_KINDS or _is_title(t) for t in before):
        return _without_article(span.text), None
    doc = span.doc
    name = text_of(doc)[tokens[first].idx : head.idx + len(head)]
    return name, _without_article(text_of(doc)[before[0].idx : before[-1].idx + len(before[-1])])


def _is_title(token: Token) -> bool:
    return names.is_title(token.text)


def _full_names(doc: Doc) -> dict[str, str]:
    """Folded surname, and folded full name, to the fullest form of each person named in the article."""
    found: dict[str, str] = {}
    for name in _persons(doc):
        parts = names.bare(name)
        if 2 <= len(parts) <= 4:
            found.setdefault(names.person_key(parts[-1]), " ".join(parts))
            found.setdefault(names.person_key(" ".join(parts)), " ".join(parts))
    return found


def _persons(doc: Doc) -> Iterable[str]:
    return (e.text for e in doc.ents if e.label_ == "PERSON" and "\n" not in e.text)
