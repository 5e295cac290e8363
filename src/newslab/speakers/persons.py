"""Names of persons in an article: full names for surnames, titles before names, and names joined by "and"."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newslab.speakers import names
from newslab.speakers.identity import without_article
from newslab.speakers.sources import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


@dataclass(slots=True)
class FullNames:
    """Folded surname, and folded full name, to the full forms met, by offset."""

    forms: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, doc: Doc) -> FullNames:
        """The persons named in full in the article."""
        found = cls()
        for ent in doc.ents:
            if ent.label_ == "PERSON" and "\n" not in ent.text:
                found.add(ent.start_char, ent.text)
        return found

    def add(self, at: int, name: str) -> None:
        """Keep a person's full name, the first form of each."""
        parts = names.bare(name)
        full, key = " ".join(parts), names.person_key(" ".join(parts))
        if not 2 <= len(parts) <= 4 or names.kind_of(full) is not None:
            return
        first = self.forms.get(key, [(at, full)])[0][1]
        self.forms.setdefault(key, [(at, first)])
        bisect.insort(self.forms.setdefault(names.person_key(parts[-1]), []), (at, first))
        if len(parts) > 2:  # "Van Dyke" for "Ida Van Dyke"
            bisect.insort(self.forms.setdefault(names.person_key(" ".join(parts[-2:])), []), (at, first))

    def get(self, name: str, at: int) -> str | None:
        """The full form of a name; of two persons with one surname, the one named last before."""
        forms = self.forms.get(names.person_key(name))
        if not forms:
            return None
        before = bisect.bisect_right(forms, at, key=lambda form: form[0])
        return forms[max(0, before - 1)][1]

    def knows(self, name: str) -> bool:
        """Whether a person is named so."""
        return names.person_key(name) in self.forms


def names_several(span: Span) -> bool:
    """Whether the phrase joins persons by "and": two ministers are neither of them."""
    persons = [ent for ent in span.ents if ent.label_ == "PERSON"]
    return len(persons) > 1 and any(t.lower_ == "and" for t in span.doc[persons[0].end : persons[-1].start])


def is_name(text: str) -> bool:
    """Whether the words look like a person's name: two to four, capitalised, none of them a kind of speaker."""
    parts = text.split()
    return 2 <= len(parts) <= 4 and all(p[0].isupper() for p in parts) and names.kind_of(text) is None


def split_title(span: Span, head: Token) -> tuple[str, str | None]:
    """Name and title of "Ministry spokesman Gen. Ivan Petrenko"."""
    tokens = [t for t in span if t.i <= head.i and not t.is_space]
    first = len(tokens) - 1
    while first > 0 and (_is_forename(tokens[first - 1], head) or _is_joined(tokens, first, head)):
        first -= 1
    digits = max((k + 1 for k in range(first) if tokens[k].like_num or tokens[k].text[:1].isdigit()), default=0)
    before = tokens[digits:first]
    if names.kind_of(head.text) is not None or not any(_is_title(t, head) for t in before):
        return text_of(span.doc)[_name_start(tokens, head) : head.idx + len(head)], None
    text = text_of(span.doc)
    name = text[tokens[first].idx : head.idx + len(head)]
    return name, without_article(text[before[0].idx : before[-1].idx + len(before[-1])])


def _name_start(tokens: list[Token], head: Token) -> int:
    """Where the run of capitalised words that ends at the head begins."""
    k = len(tokens) - 1
    while k > 0 and (
        tokens[k - 1].text[:1].isupper() or tokens[k - 1].text in {"-", "'s", "’s", "&", "of", "and", "for"}
    ):
        k -= 1
    first = tokens[k]
    return first.idx if first.text[:1].isupper() else head.idx


def _is_joined(tokens: list[Token], k: int, head: Token) -> bool:
    """Whether a hyphen joins the word before to one more of the name: "Anne-Marie"."""
    return tokens[k - 1].text == "-" and k > 1 and _is_forename(tokens[k - 2], head)


def _is_title(token: Token, head: Token) -> bool:
    """Whether a word before a name tells what its holder is: an office, a rank or, before a person, any calling."""
    if names.is_office(token.lower_) or names.is_title(token.text):
        return True
    return head.ent_type_ == "PERSON" and token.ent_type_ != "PERSON" and names.is_calling(token.lower_)


def _is_forename(token: Token, head: Token) -> bool:
    if token.ent_type_ in {"GPE", "NORP"} and token.ent_type_ != head.ent_type_:
        return False  # "commander of the forces of Ukraine Ivan Petrenko"
    if token.pos_ != "PROPN" or names.kind_of(token.text) is not None or names.is_title(token.text):
        return False
    return token.ent_type_ == "PERSON" or not names.is_calling(token.lower_)
