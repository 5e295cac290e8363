"""People told dead one after the other: "The driver was killed. A cyclist also died of it".

No phrase joins them and no numeral counts them; "also" says that the second is another than the first. Only a
death told at once, of the same event, is added. Where the text counts its dead itself, nothing is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from newslab.figures import scenes, sentences, together
from newslab.figures.counted import Counted
from newslab.figures.deeds import undergone
from newslab.figures.deedwords import SUBJECTS, VERBAL, names
from newslab.figures.phrases import NOUN_TAGS
from newslab.numerals import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from newslab.figures import Figure
    from newslab.figures.context import Context

_ALSO: Final = re.compile(r"\balso\b")


class _Death(NamedTuple):
    """One person, and the verb that says that he died."""

    person: Token
    verb: Token


def find(context: Context, figures: list[Figure]) -> Iterator[tuple[Quantity, Counted]]:
    """People told dead one after the other, in a text that counts no dead."""
    if any(f.outcome == "killed" and (f.quantity.value or 0) > 1 for f in figures):
        return
    chain: list[_Death] = []
    for match in _ALSO.finditer(context.text):
        death = _death(context.doc[context.token(match.start())].head)
        before = _before(context, death) if death is not None else None
        if death is None or before is None:
            continue
        if chain and chain[-1].person.i != before.person.i:
            yield _counted(chain)
            chain = []
        chain = [*(chain or [before]), death]
    if chain:
        yield _counted(chain)


def _counted(chain: list[_Death]) -> tuple[Quantity, Counted]:
    person, verb = chain[-1]
    start, end = chain[0].person.left_edge.idx, verb.idx + len(verb)
    counted = Counted(person, person, person.i, person.i + 1, rule=together.RULE)
    return Quantity(start, end, start, end, value=float(len(chain)), rule=together.RULE), counted


def _before(context: Context, death: _Death) -> _Death | None:
    """The death told last before another, in its own sentence or the one before, where both tell of one event."""
    doc, person = context.doc, death.person
    verbs = (token for token in reversed(doc[sentences.before(person) : person.i]) if token.tag_ in VERBAL)
    one = next((d for d in map(_death, verbs) if d is not None and d.person.i < person.i), None)
    if one is None:
        return None
    told, own = context.sentence(one.person.idx), context.sentence(person.idx)
    start = death.verb.left_edge.idx if told == own else own[0]
    return None if scenes.is_another(context, (told[0], min(told[1], start)), start, own[1]) else one


def _death(verb: Token) -> _Death | None:
    """The death of one person, where a verb tells it."""
    subject = next((child for child in verb.lefts if child.dep_ in SUBJECTS), None)
    if subject is None or subject.tag_ not in ("NN", "NNP") or not together.is_one(subject):
        return None
    if any(child.dep_ == "conj" for child in subject.rights):
        return None
    if any(child.dep_ == "ccomp" or _is_other_cause(child) for child in verb.rights):
        return None
    told = undergone(verb, subject.dep_, subject)
    return _Death(subject, verb) if told is not None and told.name == "killed" else None


def _is_other_cause(prep: Token) -> bool:
    """Whether one died of what struck nobody else: "of cancer", but not "from his wounds"."""
    if prep.lower_ not in ("of", "from"):
        return False
    return any(noun.tag_ in NOUN_TAGS and noun.lemma_.lower() not in names("event") for noun in prep.rights)
