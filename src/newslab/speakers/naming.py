"""Who a phrase names by itself: a person with name and office, a body, or somebody without a name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from newslab.speakers import names
from newslab.speakers.identity import Identity, without_article
from newslab.speakers.nationality import Origins
from newslab.speakers.persons import FullNames, is_name, names_several, split_title
from newslab.speakers.sources import phrase, role_of, span_of, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc, Span, Token

    from newslab.speakers.identity import Places

_POSSESSIVES: Final = frozenset({"its", "his", "her", "their", "our", "my"})
_CAPITALISED: Final = r"[A-Z][\w’'.-]*"
_ACRONYM: Final = re.compile(
    rf"((?:{_CAPITALISED} )(?:(?:{_CAPITALISED}|of|for|the|and|on|in) ){{1,8}})\(([A-Z]{{2,8}})\)"
)
_NAMED_AFTER: Final = re.compile(
    rf",? ((?:{_CAPITALISED} ){{1,3}}{_CAPITALISED})(?=,| (?:told|said|says|has|had|added)\b)"
)
_NAME_AND_ROLE: Final = re.compile(
    r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,2}), (?P<role>(?:the |an? )?[a-z][^,]*)"
)
_ROLE_OF: Final = re.compile(r"(?:[Tt]he |[Aa]n? )?((?:[a-z-]+ ){0,3}[a-z-]+) (?:of|for|at|in|to|from|with|on)\b")
_OFFICE_OF: Final = re.compile(r"[A-Z]?[a-z-]+ (?:of|for) ")
_UNNAMED: Final = frozenset({"source", "people", "person"})
"""What the unnamed are called whose kind their phrase tells: "a source in the security service"."""
_TITLE_KINDS: Final = frozenset({"official", "military", "expert", "company", "outlet", "witness", "ngo"})
_UNNAMED_KINDS: Final = frozenset({"document", "witness", None})


@dataclass(slots=True)
class Naming:
    """Names, kinds, roles and countries of the phrases of one article.

    Parameters
    ----------
    doc : Doc
        The parse.
    places : Places or None
        A gazetteer, for countries.
    aliases : mapping
        As :func:`newslab.speakers.names.aliases` or :func:`newslab.speakers.usernames.load` give it.
    scope : str
        The article's id. It ends the key of whoever is named by no name or country: "the mayor" here is not "the mayor"
        of another article.
    met : list of (int, Identity)
        Whom the article's statements were credited to so far, by offset; added to by the caller.
    """

    doc: Doc
    places: Places | None
    aliases: Mapping[str, names.Alias]
    scope: str
    met: list[tuple[int, Identity]]
    text: str = field(init=False)
    full: FullNames = field(init=False)
    acronyms: dict[str, str] = field(init=False)
    origins: Origins = field(init=False)

    def __post_init__(self) -> None:
        self.text = text_of(self.doc)
        self.full = FullNames.of(self.doc)
        self.origins = Origins(self.places, self.aliases)
        found = ((m.group(1).strip(), m.group(2)) for m in _ACRONYM.finditer(self.text))
        self.acronyms = {short: name for name, short in found if _initials(name).endswith(short)}

    def knows(self, name: str) -> bool:
        """Whether the article names a person so."""
        return self.full.knows(name)

    def here(self, key: str) -> str:
        """A key that joins nothing outside the article."""
        return f"{key} #{self.scope}" if self.scope else key

    def name(self, start: int, end: int, head: int, role: tuple[int, int] | None) -> Identity:
        """Who the phrase at ``start, end`` names; ``head`` is the offset of its head, ``role`` an apposition beside."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            return Identity(self.text[start:end], names.body_key(self.text[start:end]), "other")
        token = next((t for t in span if t.idx == head), span[-1])
        role_text = self.text[role[0] : role[1]] if role else None
        if names_several(span):
            kind = names.kind_of(span.text) or "person"
            return Identity(
                span.text, names.body_key(span.text), kind, None, self.origins.country(span.text), plural=True
            )
        if (named := self._name_and_office(span, token)) is not None:
            return named
        office = _ROLE_OF.match(span.text)
        if office and names.kind_of(office.group(1)) in _TITLE_KINDS:
            return self._office(span, office.group(1).split()[-1], role_text)
        if token.pos_ != "PROPN":
            return self._common(span, token, role_text)
        if names.is_office(token.lower_):  # "Kherson Governor", "the Prime Minister, Ivan Petrenko"
            if role_text and is_name(role_text):
                return self._person(role_text, without_article(span.text), span.text)
            return self._anonymous(span, token, role_text)
        name, title = split_title(span, token)
        known = self.full.knows(name)
        unread = token.ent_type_ == "" and is_name(span.text)  # a name the model knows nothing of
        person = known or ((unread or token.ent_type_ == "PERSON") and span[0].lower_ != "the")
        if title or (names.kind_of(name) is None and person):
            if names.alias_key(name) not in self.aliases:
                name = self.full.get(name, span.start_char) or name
            return self._person(name, title or role_text, span.text)
        return self._body(span, token, name, role_text)

    def _name_and_office(self, span: Span, token: Token) -> Identity | None:
        """The person in "Ivan Petrenko, mayor of Lviv" and in "the Director of the Harbour Watch Ivan Petrenko"."""
        described = _NAME_AND_ROLE.fullmatch(span.text)
        if described and token.pos_ == "PROPN" and names.kind_of(described["name"]) is None:
            return self._person(described["name"], described["role"], span.text)
        last = span.ents[-1] if span.ents else None
        if last is None or last.label_ != "PERSON" or last.start < span.start + 3 or last.end != span.end:
            return None
        if self.doc[last.start - 1].pos_ not in {"NOUN", "PROPN"}:  # "the head of the self-styled Harbour Republic"
            return None
        before = without_article(self.text[span.start_char : last.start_char].strip())
        office = _OFFICE_OF.match(before) is not None and names.is_office(before.split()[0].lower())
        return self._person(last.text, before, span.text) if office else None

    def beside(self, start: int, end: int) -> Identity | None:
        """The person named right behind an office: "the governor, Ivan Petrenko, said", whoever was met as governor."""
        named = _NAMED_AFTER.match(self.text, end)
        if named is None or not names.is_office(self.text[start:end].split()[-1].lower()):
            return None
        span = self.doc.char_span(*named.span(1))
        person = span is not None and any(ent.label_ == "PERSON" for ent in span.ents)
        if not (person or self.knows(named.group(1))) or names.kind_of(named.group(1)) is not None:
            return None
        written = self.text[start:end]
        return self._person(named.group(1), without_article(written), written)

    def _office(self, span: Span, office: str, role: str | None) -> Identity:
        """Who holds an office: "the secretary of X, Ivan Petrenko, told" names him after it."""
        named = _NAMED_AFTER.match(self.text, span.end_char)
        if named and names.kind_of(named.group(1)) is None:
            return self._person(named.group(1), without_article(span.text), span.text)
        return self._anonymous(span, next((t for t in span if t.text == office), span[-1]), role)

    def _common(self, span: Span, token: Token, role: str | None) -> Identity:
        """Who a phrase headed by a common noun names: a person or body beside it, a body itself, or nobody by name."""
        before = [t for t in span if t.i < token.i]
        written = self.text[span.start_char : token.idx].strip()
        if names.is_office(token.lemma_.lower()) and is_name(written) and all(t.ent_type_ == "PERSON" for t in before):
            return self._person(written, self.text[token.idx : span.end_char], span.text)  # commas left out
        after = self.doc[span.end] if span.end < len(self.doc) else None
        if after is not None and after.pos_ == "PROPN" and names.is_relay(after.text) and names.is_relay(span.text):
            return self._body(self.doc[span.start : after.i + 1], after, after.text, role)
        one = token.tag_ == "NN" and names.is_office(token.lemma_.lower())
        if one and after is not None and after.ent_type_ == "PERSON":
            person = next(e for e in self.doc.ents if e.start <= after.i < e.end)  # an apposition cut off by the parse
            return self._person(person.text, without_article(span.text), span.text)
        beside = next((c for c in token.rights if c.dep_ == "appos" and c.i < span.end), None)
        if beside is not None and (beside.left_edge.i == token.i + 1 or beside.ent_type_ == "PERSON"):
            # "our colleague Ivan Petrenko", "chief of staff Ivan Petrenko", "the monitoring group Watch"
            described = without_article(self.text[span.start_char : beside.left_edge.idx].rstrip(" ,"))
            name = self.text[slice(*span_of(*phrase(beside)))]
            if names.is_office(token.lemma_.lower()) or beside.ent_type_ == "PERSON":
                return self._person(name, described, span.text)
            return self._body(span, beside, name, described)
        if role and is_name(role):
            return self._person(role, without_article(span.text), span.text)
        if self.knows(span.text):
            return self._person(self.full.get(span.text, span.start_char) or span.text, role, span.text)
        if names.is_office(token.lemma_.lower()) or names.kind_of(token.text) in _UNNAMED_KINDS:
            return self._anonymous(span, token, role)
        return self._body(span, token, span.text, role)

    def _person(self, name: str, role: str | None, written: str) -> Identity:
        role = role.strip(" —–-,") if role else None
        if role is not None and not names.is_role(role):
            role = None
        alias = self.aliases.get(names.alias_key(name))
        name = " ".join(names.bare(alias.name if alias else name)) or name
        self.full.add(self.text.find(written), name)
        key = names.person_key(name)
        known = next((i for _, i in reversed(self.met) if i.person and i.key == key), None)
        role = role or (self._introduced(key) if known is None else None)
        if known is not None and role is None:
            return replace(known, rule="named", words=known.words | frozenset(names.words(written)))
        country = (self.origins.country(role) if role else None) or (alias.country if alias else None)
        country = country or (known.country if known else None)
        kind = (names.kind_of_role(role) if role else None) or (
            alias.kind if alias else known.kind if known else "person"
        )
        words = frozenset(names.words(f"{written} {role or ''}"))
        country = None if kind == "international" else country  # "head of the UN mission in Ukraine" has no side
        return Identity(name, key, kind, role, country, person=True, words=words, rule="named")

    def _introduced(self, key: str) -> str | None:
        """The office a person has where the article first names them in full: "Foreign minister Anna Berg met ..."."""
        first = self.full.forms.get(key, [(-1, "")])[0][0]
        ent = next((e for e in self.doc.ents if e.start_char == first), None)
        if ent is None:
            return None
        head = ent.root
        title = split_title(self.doc[head.left_edge.i : head.i + 1], head)[1]
        beside = role_of(head)
        role = title or (self.text[slice(*beside)] if beside else None)
        return role if role is not None and names.kind_of_role(role) is not None else None

    def _anonymous(self, span: Span, token: Token, role: str | None) -> Identity:
        """A source without a name stays as written.

        Its key is its role with the names that tell it apart: "official (US)", "governor kherson", else this article's
        own.
        """
        country = self.origins.country(span.text.split(",")[0]) or (self.origins.country(role) if role else None)
        upto = self.text[span.start_char : token.idx + len(token)]
        lemma = token.lemma_.lower()
        kind = names.kind_of(upto) or (names.kind_of(span.text) if lemma in _UNNAMED else None)
        kind = kind or names.kind_of_initials(span.text) or "other"
        of = self.text[token.idx + len(token) : span.end_char] if country or self._is_proper(span) else ""
        told_apart = " ".join([*(t.text for t in span if t.i < token.i and t.pos_ == "PROPN"), of])
        apart = names.body_key(names.without_words(told_apart, self.origins.words(span.text) if country else ()))
        key = " ".join(part for part in (lemma, apart, f"({country})" if country else "") if part)
        plural = token.tag_ in {"NNS", "NNPS"} or token.lower_.endswith("s")
        person = not plural and names.is_office(lemma)
        words = frozenset(names.words(f"{span.text} {role or ''}"))
        key = key if country or self._is_proper(span) else self.here(key)
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

    def _body(self, span: Span, token: Token, name: str, role: str | None) -> Identity:
        before = span.text[: span.text.rfind(name)] if token.pos_ == "PROPN" else ""
        described = bool(before.strip()) and before.split()[-1].islower() and names.kind_of(before) is not None
        if described:  # "Russian energy giant Rosgaz"
            role = without_article(before.strip())
        written = self.acronyms.get(name, names.agency_name(without_article(name if described else span.text)))
        alias = self.aliases.get(names.alias_key(written)) or self.aliases.get(names.alias_key(name))
        plural = token.tag_ in {"NNS", "NNPS"}
        words = frozenset(names.words(f"{span.text} {role or ''}"))
        country, origins = self.origins.country(span.text), self.origins.words(span.text)
        if alias is None and country is not None:
            alias = self.aliases.get(names.alias_key(f"{names.without_words(written, origins)} {country}"))
        if alias is not None:
            key = names.body_key(alias.name)
            return Identity(alias.name, key, alias.kind, role, alias.country, plural=plural, words=words, rule="alias")
        kind = names.kind_of(written) or (names.kind_of(role or "") if described else None)
        kind = kind or names.kind_of_initials(written)
        if kind in {"agency", "outlet"}:
            own = any(names.words(place) == names.words(written) for place in origins)  # "SANA" is no town here
            at = None if own else country
            return Identity(written, names.body_key(written), kind, role, at, words=words, rule="named")
        state = country or (self.places is None and token.ent_type_ in {"GPE", "NORP"})
        kind = kind or ("official" if state else "other")
        if country is None and (same := self._met_as(written)) is not None:
            return replace(same, rule="definite")
        key = names.body_key(written, country, tuple(origins))
        if country is None and not self._is_proper(span):
            key = self.here(key)
        return Identity(written, key, kind, role, country, plural=plural, words=words, rule="named")

    def _met_as(self, written: str) -> Identity | None:
        """The one body met before under this name and its country's: "the General Staff" of Ukraine."""
        parts = set(names.body_key(written).split())
        found: dict[str, Identity] = {}
        for _, body in self.met:
            if body.person or body.country is None:
                continue
            alias = self.aliases.get(names.alias_key(f"{written} {body.country}"))
            if alias is not None and alias.name == body.name:
                found[body.key] = body
            more = set(names.body_key(body.name).split()) - parts
            origins = {w for word in self.origins.words(body.name) for w in names.words(word)}
            if more and more <= origins and parts <= set(names.body_key(body.name).split()):
                found[body.key] = body
        return next(iter(found.values())) if len(found) == 1 else None


def _initials(text: str) -> str:
    return "".join(w[0] for w in text.split() if w[0].isupper())
