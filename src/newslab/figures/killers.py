"""Killers who are dead too: "killed three people before turning the gun on himself" leaves four dead.

A careful reader adds the one to the others although no numeral says so, and only where the words keep them apart: the
count is of those whom somebody killed, and what follows soon tells that this somebody is dead by his own hand or was
shot dead. Where the killer is counted among them already ("four people, including himself") nothing is added.
"""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from newslab.figures import people

if TYPE_CHECKING:
    from spacy.tokens import Token

    from newslab.figures import Figure
    from newslab.figures.context import Context

RULE: Final = "killer"
"""Rule of a figure that counts those killed and the one who killed them."""

REACH: Final = 400
"""Characters within which the killer's death is told behind those he killed."""

_CLIMB: Final = 5
_LINKS: Final = frozenset({"advcl", "conj", "xcomp", "pcomp", "prep", "acl", "ccomp"})
_SUBJECTS: Final = ("nsubj", "nsubjpass")


def tell(context: Context, figures: list[Figure]) -> list[Figure]:
    """The same figures, and with them those that count a killer with the killed, who are then a subset."""
    told: list[Figure] = []
    killed = [f for f in figures if f.outcome == "killed" and f.unit == "person" and f.kind == "count"]
    for figure in figures:
        end = _death(context, figure, killed) if figure in killed else None
        if end is not None:
            told.append(_with_killer(figure, end))
            figure = replace(figure, change="subset", change_cue="and")
        told.append(figure)
    return told


def total(figures: list[Figure], lead: int) -> int:
    """Index of the figure that counts the killer on top of those whom the leading figure counts; else the lead."""
    killed = (figures[lead].quantity.value or 0) + 1
    with_killer = (
        i for i, f in enumerate(figures) if f.quantity.rule == RULE and f.quantity.value == killed and not f.background
    )
    return next(with_killer, lead)


def _with_killer(figure: Figure, end: int) -> Figure:
    quantity, start = figure.quantity, figure.start
    whole = replace(
        quantity, start=start, num_start=start, end=end, num_end=end, value=(quantity.value or 0) + 1, rule=RULE
    )
    return replace(figure, end=end, quantity=whole, rule=f"{RULE}/{figure.rule}", score=0.6)


def _death(context: Context, figure: Figure, killed: list[Figure]) -> int | None:
    """Where the words end that tell the death of the one who killed those counted, before any further count of dead."""
    if figure.quantity.value is None or figure.change != "level" or figure.counted_head in people.words("killers"):
        return None
    found = _pattern("suicide").match(context.text, figure.end)
    if found is None and (figure.rule.endswith("passive") or _is_killed_by_somebody(context, figure)):
        found = _pattern("killer_dead").search(context.text, figure.end, figure.end + REACH)
    if found is None or any(figure.end <= other.start < found.end() for other in killed):
        return None
    return None if _pattern("counted_in").search(context.text, figure.end, found.end()) else found.end()


@functools.cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(people.pattern(name), re.IGNORECASE)


def _is_killed_by_somebody(context: Context, figure: Figure) -> bool:
    """Whether those counted are the object of what a person did: "the man shot dead two", not "a blast killed"."""
    token = context.doc[context.token(figure.end - 1)]
    for _ in range(_CLIMB):
        if token.dep_ == "dobj" or token.head is token:
            break
        token = token.head
    return token.dep_ == "dobj" and _is_done_by_person(token.head)


def _is_done_by_person(verb: Token) -> bool:
    for _ in range(_CLIMB):
        subject = next((child for child in verb.lefts if child.dep_ in _SUBJECTS), None)
        if subject is not None:
            return _is_person(verb.head if subject.tag_ in ("WP", "WDT") and verb.dep_ == "relcl" else subject)
        if verb.dep_ == "acl":  # "a man accused of killing two"
            return _is_person(verb.head)
        if verb.dep_ not in _LINKS:
            return False
        verb = verb.head
    return False


def _is_person(noun: Token) -> bool:
    if noun.lower_ in ("he", "she") or noun.ent_type_ == "PERSON":
        return True
    return people.unit_of(noun.lemma_.lower()) == "person"
