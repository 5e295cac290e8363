"""Killers who are dead too: "killed three people before turning the gun on himself" leaves four dead.

A careful reader adds the one to the others although no numeral says so, and only where the words keep them apart: the
count is of those whom somebody killed, and what follows soon tells that this somebody is dead by his own hand or was
shot dead. Where the killer is counted among them already ("four people, including himself") nothing is added.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from newslab.figures import people, phrases, scenes
from newslab.figures.deedwords import SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from newslab.figures import Figure
    from newslab.figures.context import Context

RULE: Final = "killer"
"""Rule of a figure that counts those killed and the one who killed them."""

REACH: Final = 400
"""Characters within which the killer's death is told behind those he killed."""

_CLIMB: Final = 5
_FAR: Final = 10
"""Steps up the parse from words for a death to the one who died."""
_LINKS: Final = frozenset({"advcl", "conj", "xcomp", "pcomp", "prep", "acl", "ccomp"})
_PRONOUNS: Final = frozenset({"he", "she", "him", "her"})
_INDEFINITE: Final = frozenset({"a", "an", "another", "one", "second"})


def tell(context: Context, figures: list[Figure]) -> list[Figure]:
    """The same figures, and with them those that count a killer with the killed, who are then a subset."""
    told: list[Figure] = []
    for figure in figures:
        end = _death(context, figure, figures) if figure.outcome == "killed" and _counts_people(figure) else None
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


def _death(context: Context, figure: Figure, figures: list[Figure]) -> int | None:
    """Where the words end that tell the death of the one who killed those counted, before any further count of dead."""
    if figure.quantity.value is None or figure.change != "level" or figure.counted_head in people.words("killers"):
        return None
    start, end = _by_own_hand(context, figure) or _told_later(context, figure) or (0, 0)
    if not end or _leaves_out(context, figure, figures):
        return None
    if any(f.outcome == "killed" and figure.end <= f.start < end for f in figures if _counts_people(f)):
        return None
    done = context.sentence(figure.end - 1)[1] if figure.rule.endswith("passive") else figure.end
    if people.pattern("kills").search(context.text, done, start):
        return None
    return None if people.pattern("counted_in").search(context.text, figure.end, end) else end


def _counts_people(figure: Figure) -> bool:
    return figure.unit == "person" and figure.kind == "count"


def _leaves_out(context: Context, figure: Figure, figures: list[Figure]) -> bool:
    """Whether somebody is joined to those counted whom no figure counts: "two guards | and a clerk"."""
    first, last = context.token(figure.start), context.token(figure.end - 1)
    behind = (t for token in context.doc[first : last + 1] for t in token.rights if t.i > last and _is_joined(t))
    return any(not any(f.start <= token.idx < f.end for f in figures) for token in behind)


def _is_joined(noun: Token) -> bool:
    """Whether a noun adds to the one it hangs on: "two guards | and a clerk", not "two people, | a man and a boy"."""
    if noun.dep_ == "appos":
        return _is_indefinite(noun) and noun.head.lemma_.lower() not in people.words("anybody")
    return noun.dep_ == "conj" and noun.tag_ in phrases.NOUN_TAGS


def _by_own_hand(context: Context, figure: Figure) -> tuple[int, int] | None:
    """Where the words straight behind those killed tell that the one who did it died by his own hand."""
    found = people.pattern("suicide").match(context.text, figure.end)
    return (found.end("G"), found.end()) if found is not None else None


def _told_later(context: Context, figure: Figure) -> tuple[int, int] | None:
    """Where the words soon behind those killed tell that the one who did it is dead."""
    found = people.pattern("killer_dead").search(context.text, figure.end, figure.end + REACH)
    if found is None:
        return None
    told, (start, end) = context.sentence(figure.end - 1), found.span()
    dead, later = _dead(context, start, end), start >= told[1]
    if dead is None or _is_somebody_else(dead, figure.end):
        return None
    if not _is_done_by_killer(context, figure, dead):
        return None
    since, until = (told[1], context.sentence(start)[1]) if later else (figure.end, end)
    before = told if later else (told[0], until)
    return None if scenes.is_another(context, before, since, until) else (start, end)


def _dead(context: Context, start: int, end: int) -> Token | None:
    """The one whose death some words tell: named by them, or the subject of what they say."""
    words = context.doc[context.token(start) : context.token(end - 1) + 1]
    for token in words:
        if (token.lower_ in _PRONOUNS and token.tag_ == "PRP") or token.lower_ in people.words("killers"):
            return token
    verb = words[0]
    for _ in range(_FAR):
        subject = _subject(verb)
        if subject is not None or verb.head is verb:
            return subject
        verb = verb.head
    return None


def _subject(verb: Token) -> Token | None:
    """Who does something; the noun before "who"."""
    subject = next((child for child in verb.lefts if child.dep_ in SUBJECTS), None)
    return verb.head if subject is not None and subject.tag_ in ("WP", "WDT") and verb.dep_ == "relcl" else subject


def _is_somebody_else(dead: Token, end: int) -> bool:
    """Whether one told behind those killed is brought up anew: "a suspect", "the gunman of a robbery"."""
    if dead.idx < end or (dead.dep_ == "pobj" and dead.head.dep_ == "agent"):
        return False
    return _is_indefinite(dead) or any(
        _is_indefinite(noun) for prep in dead.rights if prep.dep_ == "prep" for noun in prep.rights
    )


def _is_indefinite(noun: Token) -> bool:
    return any(child.lower_ in _INDEFINITE for child in noun.lefts)


def _is_done_by_killer(context: Context, figure: Figure, dead: Token) -> bool:
    """Whether those counted were killed by somebody, of whom later words may tell as "he" or as "the gunman"."""
    token = context.doc[context.token(figure.end - 1)]
    start, end = context.sentence(token.idx)
    if people.pattern("mishap").search(context.text, start, end):
        return False
    if not figure.rule.endswith("passive"):
        return _is_killed_by_somebody(token)
    agent = _agent(token)
    if agent is not None:
        return _is_person(agent)
    if people.pattern("killer").search(context.text, context.sentence(max(0, start - 1))[0], end):
        return True
    if dead.tag_ == "PRP":
        return False
    since = 0 if dead.lower_ in people.words("killers") else start  # "the gunman" presumes the shooting told so far
    return people.pattern("shot").search(context.text, since, end) is not None


def _agent(token: Token) -> Token | None:
    """By whom or what those counted were killed."""
    for _ in range(_CLIMB):
        by = next((child for child in token.rights if child.dep_ == "agent"), None)
        if by is not None or token.head is token:
            return next((child for child in by.rights if child.dep_ == "pobj"), None) if by is not None else None
        token = token.head
    return None


def _is_killed_by_somebody(token: Token) -> bool:
    """Whether those counted are the object of what a person did: "the man shot dead two", not "a blast killed"."""
    for _ in range(_CLIMB):
        if token.dep_ == "dobj" or token.head is token:
            break
        token = token.head
    return token.dep_ == "dobj" and _is_done_by_person(token.head)


def _is_done_by_person(verb: Token) -> bool:
    for _ in range(_CLIMB):
        subject = _subject(verb)
        if subject is not None:
            return _is_person(subject)
        if verb.dep_ == "acl":  # "a man accused of killing two"
            return _is_person(verb.head)
        if verb.dep_ not in _LINKS:
            return False
        verb = verb.head
    return False


def _is_person(noun: Token) -> bool:
    """Whether a noun names one person; police and soldiers who kill are nobody's gunman."""
    if noun.lower_ in _PRONOUNS or noun.ent_type_ == "PERSON":
        return True
    return (
        noun.tag_ not in ("NNS", "NNPS") and noun.lower_ != "police" and people.unit_of(noun.lemma_.lower()) == "person"
    )
