"""Who a source phrase stands for: full names for surnames, antecedents for pronouns and "the spokesman".

One :class:`Cast` per article is fed with the sources in text order and remembers whom it met.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from newslab.speakers import names
from newslab.speakers.antecedents import Antecedents
from newslab.speakers.identity import Identity
from newslab.speakers.naming import Naming

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from spacy.tokens import Doc

    from newslab.speakers.identity import Places

_MARKS: Final = "\"“”'‘’"
_FIRST: Final = frozenset({"we", "you", "us", "me", "my", "our"})


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
        As :func:`newslab.speakers.names.aliases` or :func:`newslab.speakers.usernames.load` give it.
    scope : str
        The article's id, for the keys of those without a name.
    """

    doc: Doc
    places: Places | None = None
    author: str | None = None
    aliases: Mapping[str, names.Alias] = field(default_factory=names.aliases)
    scope: str = ""
    naming: Naming = field(init=False)
    antecedents: Antecedents = field(init=False)

    def __post_init__(self) -> None:
        self.naming = Naming(self.doc, self.places, self.aliases, self.scope, [])
        self.antecedents = Antecedents(self.naming)

    def knows(self, name: str) -> bool:
        """Whether the article names a person so."""
        return self.naming.knows(name)

    def leave_out(self, reported: Iterable[tuple[int, int]]) -> None:
        """Offsets of reported words, where no antecedent is looked for."""
        self.antecedents.leave_out(reported)

    def resolve(
        self, start: int, end: int, head: int, role: tuple[int, int] | None, *, speaks: bool = True
    ) -> Identity | None:
        """Who the phrase at ``start, end`` stands for; None for "we" and "you", which name nobody.

        Whoever does not speak is not remembered: "he told reporters" does not make them an antecedent.
        """
        written = self.naming.text[start:end]
        low = written.lower().strip(_MARKS + " ")
        if low in _FIRST:
            return None
        if low == "i":  # outside quotation marks the writer speaks
            name = self.author or written
            key = names.person_key(name) if self.author else self.naming.here("i")
            return Identity(name, key, "person", person=True, rule="writer")
        found = self.antecedents.pronoun(low, start) or self.naming.beside(start, end)
        found = found or self.antecedents.definite(written, start) or self.naming.name(start, end, head, role)
        if found.name[0] in _MARKS:  # a mark glued to the word: "“Pro-war bloggers"
            found = replace(found, name=found.name.lstrip(_MARKS))
        if speaks:
            self.naming.met.append((start, found))
        return found
