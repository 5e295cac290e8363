"""Who a source phrase stands for: full names for surnames, antecedents for pronouns and "the spokesman".

One :class:`Cast` per article is fed with the sources in text order and remembers whom it met. A pronoun's antecedent is
the nearest fitting source or subject before it that does not itself stand inside reported words: in "'Rivals will
lose,' he said" the rivals' names are no candidates.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Protocol

from newslab.speakers import names
from newslab.speakers.sources import phrase, span_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from spacy.tokens import Doc, Span, Token

_HE: Final = frozenset({"he", "him", "his"})
_SHE: Final = frozenset({"she", "her", "hers"})
_IT: Final = frozenset({"it", "its"})
_THEY: Final = frozenset({"they", "them", "their"})
_FIRST: Final = frozenset({"we", "you", "us", "me", "my", "our"})
_POSSESSIVES: Final = frozenset({"its", "his", "her", "their", "our", "my"})
_DETERMINERS: Final = frozenset({"the", "his", "her", "its", "this", "that"})
_CAPITALISED: Final = r"[A-Z][\w’'.-]*"
_ACRONYM: Final = re.compile(
    rf"((?:{_CAPITALISED} )(?:(?:{_CAPITALISED}|of|for|the|and|on|in) ){{1,8}})\(([A-Z]{{2,8}})\)"
)
_NAMED_AFTER: Final = re.compile(
    rf",? ((?:{_CAPITALISED} ){{1,3}}{_CAPITALISED})(?=,| (?:told|said|says|has|had|added)\b)"
)
_ROLE_OF: Final = re.compile(r"(?:the |a |an )?((?:[a-z-]+ ){0,3}[a-z-]+) (?:of|for|at|in|to|from|with|on)\b")
_PLACE_WORD: Final = re.compile(rf"{_CAPITALISED}(?: {_CAPITALISED}){{0,2}}")
_TITLE_KINDS: Final = frozenset({"official", "military", "expert", "company", "outlet", "witness", "ngo"})
_UNNAMED_KINDS: Final = frozenset({"document", "witness", None})
_BACK: Final = 1200
"""Characters back from a pronoun within which its antecedent is looked for."""


class Places(Protocol):
    """What is needed of a gazetteer here: the country of a demonym and of a place name."""

    def demonym(self, word: str) -> str | None:
        """ISO 3166-1 code of the country a demonym belongs to."""
        ...


@dataclass(frozen=True, slots=True)
class Identity:
    """A resolved person or body; ``words`` are those it may later be called by ("the spokesman")."""

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
    """The persons and bodies of one article, in the order met.

    Parameters
    ----------
    doc : Doc
        The parse.
    places : Places or None
        A gazetteer, for countries.
    author : str or None
        Who writes "I said".
    aliases : mapping
        As :func:`newslab.speakers.names.aliases` or :func:`newslab.speakers.names.load_aliases` give it.
    scope : str
        The article's id. It ends the key of whoever is named by no name or country: "the mayor" here is not "the mayor"
        of another article.
    """

    doc: Doc
    places: Places | None = None
    author: str | None = None
    aliases: Mapping[str, names.Alias] = field(default_factory=names.aliases)
    scope: str = ""
    text: str = field(init=False)
    full: dict[str, str] = field(init=False)
    acronyms: dict[str, str] = field(init=False)
    met: list[tuple[int, Identity]] = field(default_factory=list)
    _reported: list[tuple[int, int]] = field(default_factory=list)
    _subjects: list[tuple[int, Token]] | None = None
    _sex: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.text = text_of(self.doc)
        self.full = _full_names(self.doc)
        found = ((m.group(1).strip(), m.group(2)) for m in _ACRONYM.finditer(self.text))
        self.acronyms = {short: name for name, short in found if _initials(name).endswith(short)}

    def knows(self, name: str) -> bool:
        """Whether the article names a person so."""
        return names.person_key(name) in self.full

    def leave_out(self, reported: Iterable[tuple[int, int]]) -> None:
        """Offsets of reported words, where no antecedent is looked for."""
        self._reported = sorted(reported)

    def resolve(
        self, start: int, end: int, head: int, role: tuple[int, int] | None, *, speaks: bool = True
    ) -> Identity | None:
        """Who the phrase at ``start, end`` stands for; None for "we" and "you", which name nobody.

        Whoever does not speak is not remembered: "he told reporters" does not make them an antecedent.
        """
        written = self.text[start:end]
        low = written.lower().strip("\"“”'‘’ ")
        if low in _FIRST:
            return None
        if low == "i":  # outside quotation marks the writer speaks
            name = self.author or written
            key = names.person_key(name) if self.author else self._here("i")
            return Identity(name, key, "person", person=True, rule="writer")
        found = self._pronoun(low, start) or self._definite(written, start) or self._named(start, end, head, role)
        if speaks:
            self.met.append((start, found))
        return found

    # --- antecedents -----------------------------------------------------------------------------------------------
    def _pronoun(self, low: str, start: int) -> Identity | None:
        if low in _HE | _SHE:
            sex, barred = ("he", names.name_words().female) if low in _HE else ("she", names.name_words().male)
            found = self._nearest(
                start, lambda i: i.person and barred.isdisjoint(i.words) and self._sex.get(i.key, sex) == sex
            )
            if found is not None:
                self._sex[found.key] = sex
        elif low in _IT:
            found = self._nearest(start, lambda i: not i.person and not i.plural and i.kind != "other")
        elif low in _THEY:
            found = self._nearest(start, lambda i: i.plural and i.kind != "other")
        else:
            return None
        if found is None:
            person = low in _HE | _SHE
            return Identity(low, self._here(low), "person" if person else "other", person=person, rule="pronoun_open")
        return replace(found, rule="pronoun")

    def _nearest(self, start: int, fits: Callable[[Identity], bool]) -> Identity | None:
        source = next(((s, i) for s, i in reversed(self.met) if s < start and fits(i)), None)
        for offset, token in self._subjects_before(start):
            if source is not None and offset <= source[0]:
                break
            first, last = phrase(token)
            s, e = span_of(first, last)
            if e - s < 120 and e <= start:
                found = self._named(s, e, token.idx, None)
                if fits(found):
                    return found
        return source[1] if source is not None else None

    def _subjects_before(self, start: int) -> Iterator[tuple[int, Token]]:
        """Subjects outside reported words, nearest first."""
        if self._subjects is None:
            from spacy.attrs import DEP

            strings = self.doc.vocab.strings
            wanted = {strings.add("nsubj"), strings.add("nsubjpass")}
            at = [i for i, dep in enumerate(self.doc.to_array(DEP).tolist()) if dep in wanted]
            tokens = [self.doc[i] for i in at]
            self._subjects = [
                (t.idx, t) for t in tokens if t.pos_ in {"PROPN", "NOUN"} and not self._is_reported(t.idx)
            ]
        k = bisect.bisect_left(self._subjects, start, key=lambda pair: pair[0])
        for offset, token in reversed(self._subjects[:k]):
            if start - offset > _BACK:
                return
            if token.pos_ == "PROPN" or token.tag_ == "NNS" or names.kind_of(token.text) is not None:
                yield offset, token

    def _is_reported(self, offset: int) -> bool:
        k = bisect.bisect_right(self._reported, (offset, len(self.text) + 1)) - 1
        return any(s <= offset < e for s, e in self._reported[max(0, k - 3) : k + 1])

    def _definite(self, written: str, start: int) -> Identity | None:
        """Whoever was met last as "the spokesman" or "the ministry"."""
        parts = written.split()
        if len(parts) not in {2, 3} or parts[0].lower() not in _DETERMINERS or any(p[0].isupper() for p in parts[1:]):
            return None
        wanted = frozenset(names.words(" ".join(parts[1:])))
        if not names.is_office(parts[-1].lower()) and names.kind_of(parts[-1]) is None:
            return None
        found = next((i for s, i in reversed(self.met) if s < start and wanted and wanted <= i.words), None)
        return replace(found, rule="definite") if found is not None else None

    # --- names -----------------------------------------------------------------------------------------------------
    def _named(self, start: int, end: int, head: int, role: tuple[int, int] | None) -> Identity:
        span = self.doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            return Identity(self.text[start:end], names.body_key(self.text[start:end]), "other")
        token = next((t for t in span if t.idx == head), span[-1])
        role_text = self.text[role[0] : role[1]] if role else None
        if _names_several(span):
            kind = names.kind_of(span.text) or "person"
            return Identity(span.text, names.body_key(span.text), kind, None, self.country_of(span.text), plural=True)
        office = _ROLE_OF.match(span.text)
        if office and names.kind_of(office.group(1)) in _TITLE_KINDS:
            return self._office(span, office.group(1).split()[-1], role_text)
        if token.pos_ != "PROPN":
            return self._common(span, token, role_text)
        if names.is_office(token.lower_):  # "Kherson Governor", "the Prime Minister, Ivan Petrenko"
            if role_text and _is_name(role_text):
                return self._person(role_text, _without_article(span.text), span.text)
            return self._anonymous(span, token, role_text)
        name, title = _split_title(span, token)
        known = names.person_key(name) in self.full
        unread = token.ent_type_ == "" and _is_name(span.text)  # a name the model knows nothing of
        if title or (names.kind_of(name) is None and (known or unread or token.ent_type_ == "PERSON")):
            name = self.full.get(names.person_key(name), name)
            return self._person(name, title or role_text, span.text)
        return self._body(span, token, name, role_text)

    def _office(self, span: Span, office: str, role: str | None) -> Identity:
        """Who holds an office: "the secretary of X, Ivan Petrenko, told" names him after it."""
        named = _NAMED_AFTER.match(self.text, span.end_char)
        if named and names.kind_of(named.group(1)) is None:
            return self._person(named.group(1), _without_article(span.text), span.text)
        return self._anonymous(span, next((t for t in span if t.text == office), span[-1]), role)

    def _common(self, span: Span, token: Token, role: str | None) -> Identity:
        """Who a phrase headed by a common noun names: a person or body beside it, a body itself, or nobody by name."""
        before = [t for t in span if t.i < token.i]
        written = self.text[span.start_char : token.idx].strip()
        if names.is_office(token.lemma_.lower()) and _is_name(written) and all(t.ent_type_ == "PERSON" for t in before):
            return self._person(written, self.text[token.idx : span.end_char], span.text)  # commas left out
        beside = next(
            (c for c in token.rights if c.dep_ == "appos" and c.left_edge.i == token.i + 1 and c.i < span.end), None
        )
        if beside is not None:  # "our colleague Ivan Petrenko", "the monitoring group Watch"
            described = _without_article(self.text[span.start_char : token.idx + len(token)])
            name = self.text[beside.left_edge.idx : beside.idx + len(beside)]
            if names.is_office(token.lemma_.lower()) or beside.ent_type_ == "PERSON":
                return self._person(name, described, span.text)
            return self._body(span, beside, name, described)
        if role and _is_name(role):
            return self._person(role, _without_article(span.text), span.text)
        if self.knows(span.text):
            return self._person(self.full[names.person_key(span.text)], role, span.text)
        if names.is_office(token.lemma_.lower()) or names.kind_of(token.text) in _UNNAMED_KINDS:
            return self._anonymous(span, token, role)
        return self._body(span, token, span.text, role)

    def _person(self, name: str, role: str | None, written: str) -> Identity:
        if role is not None and all(names.is_address(w) for w in role.split()):
            role = None
        alias = self.aliases.get(names.alias_key(name))
        name = " ".join(names.bare(alias.name if alias else name)) or name
        key = names.person_key(name)
        known = next((i for _, i in reversed(self.met) if i.person and i.key == key), None)
        if known is not None and role is None:
            return replace(known, rule="named", words=known.words | frozenset(names.words(written)))
        country = (self.country_of(role) if role else None) or (alias.country if alias else None)
        country = country or (known.country if known else None)
        kind = (names.kind_of_role(role) if role else None) or (
            alias.kind if alias else known.kind if known else "person"
        )
        words = frozenset(names.words(f"{written} {role or ''}"))
        return Identity(name, key, kind, role, country, person=True, words=words, rule="named")

    def _anonymous(self, span: Span, token: Token, role: str | None) -> Identity:
        """A source without a name stays as written.

        Its key is its role with the names that tell it apart: "official (US)", "governor kherson", else this article's
        own.
        """
        country = self.country_of(span.text.split(",")[0]) or (self.country_of(role) if role else None)
        upto = self.text[span.start_char : token.idx + len(token)]
        kind = names.kind_of(upto) or "other"
        lemma = token.lemma_.lower()
        of = self.text[token.idx + len(token) : span.end_char] if country or self._is_proper(span) else ""
        told_apart = " ".join([*(t.text for t in span if t.i < token.i and t.pos_ == "PROPN"), of])
        apart = names.body_key(names.without_words(told_apart, self._origins(span.text) if country else ()))
        key = " ".join(part for part in (lemma, apart, f"({country})" if country else "") if part)
        plural = token.tag_ in {"NNS", "NNPS"} or token.lower_.endswith("s")
        person = not plural and names.is_office(lemma)
        words = frozenset(names.words(f"{span.text} {role or ''}"))
        key = key if country or self._is_proper(span) else self._here(key)
        return Identity(span.text, key, kind, role, country, person, plural, words)

    def _is_proper(self, span: Span) -> bool:
        """Whether the phrase has a name in it: "Kharkiv police", but not "Police" at the start of a sentence."""
        first = span[0]
        if first.lower_ in _POSSESSIVES:  # "its Ministry of Defence" is as good as "the ministry"
            return False
        if any(t.text[:1].isupper() for t in span[1:]):
            return True
        if not first.text[:1].isupper() or not first.is_sent_start:
            return first.text[:1].isupper()
        if names.is_plain(first.text) or names.is_office(first.lower_) or names.kind_of(first.text) == "official":
            return False
        return first.pos_ == "PROPN" or first.ent_type_ != "" or names.is_place(self.places, first.text)

    def _here(self, key: str) -> str:
        """A key that joins nothing outside the article."""
        return f"{key} #{self.scope}" if self.scope else key

    def _body(self, span: Span, token: Token, name: str, role: str | None) -> Identity:
        before = span.text[: span.text.rfind(name)] if token.pos_ == "PROPN" else ""
        described = bool(before.strip()) and before.split()[-1].islower() and names.kind_of(before) is not None
        if described:  # "Russian energy giant Rosgaz"
            role = _without_article(before.strip())
        written = self.acronyms.get(name, names.agency_name(_without_article(name if described else span.text)))
        alias = self.aliases.get(names.alias_key(written)) or self.aliases.get(names.alias_key(name))
        plural = token.tag_ in {"NNS", "NNPS"}
        words = frozenset(names.words(f"{span.text} {role or ''}"))
        country, origins = self.country_of(span.text), self._origins(span.text)
        if alias is None and country is not None:
            alias = self.aliases.get(names.alias_key(f"{names.without_words(written, origins)} {country}"))
        if alias is not None:
            key = names.body_key(alias.name)
            return Identity(alias.name, key, alias.kind, role, alias.country, plural=plural, words=words, rule="alias")
        kind = names.kind_of(written) or (names.kind_of(role or "") if described else None)
        if kind in {"agency", "outlet"}:
            own = any(names.words(place) == names.words(written) for place in origins)  # "SANA" is no town here
            at = None if own else country
            return Identity(written, names.body_key(written), kind, role, at, words=words, rule="named")
        state = country or (self.places is None and token.ent_type_ in {"GPE", "NORP"})
        kind = kind or ("official" if state else "other")
        key = names.body_key(written, country, tuple(origins))
        if country is None and not self._is_proper(span):
            key = self._here(key)
        return Identity(written, key, kind, role, country, plural=plural, words=words, rule="named")

    # --- countries -------------------------------------------------------------------------------------------------
    def country_of(self, text: str) -> str | None:
        """Country that a phrase's words name, by demonym, country or place; None where they name two."""
        found = set(self._origins(text).values())
        return found.pop() if len(found) == 1 else None

    def _origins(self, text: str) -> dict[str, str]:
        """Words of the phrase that name a country, and its code."""
        found: dict[str, str] = {}
        for match in _PLACE_WORD.finditer(names.without_possessive(text)):
            parts = match.group().split()
            k = 0
            while k < len(parts):
                for n in range(min(3, len(parts) - k), 0, -1):
                    word = " ".join(parts[k : k + n])
                    alias = self.aliases.get(names.alias_key(word))
                    code = alias.country if alias is not None else names.country_code(self.places, word)
                    if code is not None:
                        found[word] = code
                        k += n - 1
                        break
                k += 1
        return found


def _without_article(text: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", text, flags=re.IGNORECASE)


def _initials(text: str) -> str:
    return "".join(w[0] for w in text.split() if w[0].isupper())


def _names_several(span: Span) -> bool:
    """Whether the phrase joins persons by "and": two ministers are neither of them."""
    return any(
        t.dep_ == "cc" and any(c.dep_ == "conj" and c.ent_type_ == "PERSON" and c.i < span.end for c in t.head.children)
        for t in span
    )


def _is_name(text: str) -> bool:
    parts = text.split()
    return 2 <= len(parts) <= 4 and all(p[0].isupper() for p in parts) and names.kind_of(text) is None


def _split_title(span: Span, head: Token) -> tuple[str, str | None]:
    """Name and title of "Ministry spokesman Gen. Ivan Petrenko"."""
    tokens = [t for t in span if t.i <= head.i]
    first = len(tokens) - 1
    while first > 0 and _is_forename(tokens[first - 1]):
        first -= 1
    digits = max((k + 1 for k in range(first) if tokens[k].like_num or tokens[k].text[:1].isdigit()), default=0)
    before = tokens[digits:first]
    if (
        not any(names.is_office(t.lower_) or names.is_title(t.text) for t in before)
        or names.kind_of(head.text) is not None
    ):
        return text_of(span.doc)[_name_start(tokens, head) : head.idx + len(head)], None
    text = text_of(span.doc)
    name = text[tokens[first].idx : head.idx + len(head)]
    return name, _without_article(text[before[0].idx : before[-1].idx + len(before[-1])])


def _name_start(tokens: list[Token], head: Token) -> int:
    """Where the run of capitalised words that ends at the head begins."""
    k = len(tokens) - 1
    while k > 0 and (
        tokens[k - 1].text[:1].isupper() or tokens[k - 1].text in {"-", "'s", "’s", "&", "of", "and", "for"}
    ):
        k -= 1
    first = tokens[k]
    return first.idx if first.text[:1].isupper() else head.idx


def _is_forename(token: Token) -> bool:
    return token.pos_ == "PROPN" and names.kind_of(token.text) is None and not names.is_title(token.text)


def _full_names(doc: Doc) -> dict[str, str]:
    """Folded surname, and folded full name, to the first full form of each person named in the article."""
    found: dict[str, str] = {}
    for ent in doc.ents:
        if ent.label_ != "PERSON" or "\n" in ent.text:
            continue
        parts = names.bare(ent.text)
        if 2 <= len(parts) <= 4 and names.kind_of(" ".join(parts)) is None:
            found.setdefault(names.person_key(parts[-1]), " ".join(parts))
            found.setdefault(names.person_key(" ".join(parts)), " ".join(parts))
    return found
