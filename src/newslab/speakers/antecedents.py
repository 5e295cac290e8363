"""Whom a pronoun or "the spokesman" stands for: the nearest fitting source or subject before it.

Who stands inside reported words is no candidate: in "'Rivals will lose,' he said" he is none of the rivals.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from newslab.speakers import names
from newslab.speakers.identity import Identity
from newslab.speakers.sources import phrase, span_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from spacy.tokens import Token

    from newslab.speakers.naming import Naming

_HE: Final = frozenset({"he", "him", "his"})
_SHE: Final = frozenset({"she", "her", "hers"})
_IT: Final = frozenset({"it", "its"})
_THEY: Final = frozenset({"they", "them", "their"})
_DETERMINERS: Final = frozenset({"the", "his", "her", "its", "this", "that"})
_LONGEST: Final = 120
"""Characters of a subject that is looked at as an antecedent."""
_BACK: Final = 1200
"""Characters back from a pronoun within which its antecedent is looked for."""
_ENTRY: Final = re.compile(
    r"\b\d\d? (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]* \d{4},? \d\d?[.:]\d\d\b"
)
"""The time at which a live blog's entry begins: who spoke in another entry is no antecedent."""


@dataclass(slots=True)
class Antecedents:
    """Those whom short forms in one article may stand for."""

    naming: Naming
    _reported: list[tuple[int, int]] = field(default_factory=list)
    _subjects: list[tuple[int, Token]] | None = None
    _sex: dict[str, str] = field(default_factory=dict)
    _entries: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._entries = [entry.start() for entry in _ENTRY.finditer(self.naming.text)]

    def leave_out(self, reported: Iterable[tuple[int, int]]) -> None:
        """Offsets of reported words, where no antecedent is looked for."""
        self._reported = sorted(reported)

    def pronoun(self, low: str, start: int) -> Identity | None:
        """Who "he", "it" or "they" is; None where the word is no pronoun."""
        if low in _HE | _SHE:
            sex, barred = ("he", names.name_words().female) if low in _HE else ("she", names.name_words().male)
            found = self._nearest(
                start, lambda i: i.person and barred.isdisjoint(i.words) and self._sex.get(i.key, sex) == sex
            )
            if found is not None:
                self._sex[found.key] = sex
        elif low in _IT:
            found = self._nearest(start, _is_body, lambda i: _is_body(i) or (i.kind == "other" and _is_named(i)))
        elif low in _THEY:
            found = self._nearest(start, lambda i: i.plural and i.kind != "other")
        else:
            return None
        if found is None:
            person = low in _HE | _SHE
            return Identity(
                low, self.naming.here(low), "person" if person else "other", person=person, rule="pronoun_open"
            )
        return replace(found, rule="pronoun")

    def _nearest(
        self, start: int, fits: Callable[[Identity], bool], spoke: Callable[[Identity], bool] | None = None
    ) -> Identity | None:
        """The nearest subject that fits, or source; of one that has spoken already less need be known."""
        near = ((s, i) for s, i in reversed(self.naming.met) if self._since(start) < s < start)
        source = next((pair for pair in near if (spoke or fits)(pair[1])), None)
        for token in self._subjects_before(start):
            s, e = span_of(*phrase(token))
            if source is not None and s <= source[0]:
                break
            if e - s < _LONGEST and e <= start:
                found = self.naming.name(s, e, token.idx, None)
                if fits(found):
                    return found
        return source[1] if source is not None else None

    def _since(self, start: int) -> int:
        """The offset behind which antecedents are looked for."""
        k = bisect.bisect_left(self._entries, start)
        return max(start - _BACK, self._entries[k - 1] if k else -1)

    def _subjects_before(self, start: int) -> Iterator[Token]:
        """Subjects outside reported words, nearest first."""
        if self._subjects is None:
            from spacy.attrs import DEP

            strings = self.naming.doc.vocab.strings
            wanted = {strings.add("nsubj"), strings.add("nsubjpass")}
            at = [i for i, dep in enumerate(self.naming.doc.to_array(DEP).tolist()) if dep in wanted]
            tokens = [self.naming.doc[i] for i in at]
            self._subjects = [
                (t.idx, t) for t in tokens if t.pos_ in {"PROPN", "NOUN"} and not self._is_reported(t.idx)
            ]
        k = bisect.bisect_left(self._subjects, start, key=lambda pair: pair[0])
        for offset, token in reversed(self._subjects[:k]):
            if offset <= self._since(start):
                return
            if token.pos_ == "PROPN" or token.tag_ == "NNS" or names.kind_of(token.text) is not None:
                yield token

    def _is_reported(self, offset: int) -> bool:
        k = bisect.bisect_right(self._reported, (offset, len(self.naming.text) + 1)) - 1
        return any(s <= offset < e for s, e in self._reported[max(0, k - 3) : k + 1])

    def definite(self, written: str, start: int) -> Identity | None:
        """Whoever was met last as "the spokesman" or "the ministry"."""
        parts = written.split()
        if len(parts) not in {2, 3} or parts[0].lower() not in _DETERMINERS or any(p[0].isupper() for p in parts[1:]):
            return None
        wanted = frozenset(names.words(" ".join(parts[1:])))
        if not names.is_office(parts[-1].lower()) and names.kind_of(parts[-1]) is None:
            return None
        found = next((i for s, i in reversed(self.naming.met) if s < start and wanted and wanted <= i.words), None)
        return replace(found, rule="definite") if found is not None else None


def _is_body(who: Identity) -> bool:
    """Whether one may be "it": a ministry, not a mayor nor officials."""
    return not who.person and not who.plural and who.kind != "other"


def _is_named(who: Identity) -> bool:
    """Whether one who spoke is called by a name, as a movement is that no word tells the kind of."""
    return not who.person and not who.plural and who.rule != "pronoun_open" and who.name[:1].isupper()
