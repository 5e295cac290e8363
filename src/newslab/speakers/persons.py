"""Names of persons in an article: full names for surnames, titles before names, and names joined by "and"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newslab.speakers import names
from newslab.speakers.identity import without_article
from newslab.speakers.sources import text_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


def full_names(doc: Doc) -> dict[str, str]:
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


def names_several(span: Span) -> bool:
    """Whether the phrase joins persons by "and": two ministers are neither of them."""
    return any(
        t.dep_ == "cc" and any(c.dep_ == "conj" and c.ent_type_ == "PERSON" and c.i < span.end for c in t.head.children)
        for t in span
    )


def is_name(text: str) -> bool:
    """Whether the words look like a person's name: two to four, capitalised, none of them a kind of speaker."""
    parts = text.split()
    return 2 <= len(parts) <= 4 and all(p[0].isupper() for p in parts) and names.kind_of(text) is None


def split_title(span: Span, head: Token) -> tuple[str, str | None]:
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


def _is_forename(token: Token) -> bool:
    return token.pos_ == "PROPN" and names.kind_of(token.text) is None and not names.is_title(token.text)
