"""The place of those who do or tell: what Peru's health ministry counts happened in Peru, where nothing else is said.

Only bodies whose reach ends at their town or border count so: police, rescuers, hospitals, mayors, the officials of a
town that is no capital. An army, a president or the officials of a region or land speak of anywhere. What a town or
region opens, holds or receives is there, and what befell its people and homes; a state acts anywhere.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from newslab.places import clauses, roles
from newslab.places.pagewords import cues

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from newslab.places.placemention import PlaceMention

Spot = tuple["PlaceMention", "Token"]
"""A mention and the token at which it hangs in the parse."""
_OWNED: Final = frozenset({"poss", "amod", "compound", "nmod"})
_BOUNDED: Final = ("town", "district", "region")
_SMALL: Final = ("town", "district")
_HIGHEST: Final = 12
"""Steps up a parse tree from a figure to those who tell of it."""


def place(spots: Sequence[Spot], figure: Token) -> PlaceMention | None:
    """The place, among those of a figure's sentence, of the local body that did or told what the figure counts."""
    subjects = {subject.i: subject for subject in _subjects(figure)}
    for mention, token in spots:
        if any(body.i in subjects for body in _bodies(mention, token)):
            return mention
        if token.i in subjects and _deed(token.head) in cues()["done_at_home"]:
            return mention
    return None


def _bodies(mention: PlaceMention, name: Token) -> Iterator[Token]:
    """The local bodies that a name belongs to, and those who head them: "the head | of Zadar's health authority".

    What a state owns lies anywhere in it: only a body of its own tells of the whole state. "Lima hospital in Cusco" has
    its name from elsewhere.
    """
    local, bounded = False, mention.precision in _BOUNDED
    for noun in itertools.islice(_owners(name), _HIGHEST if bounded else 1):
        if bounded and any(t.lower_ == "in" and not t.is_ancestor(name) for t in noun.rights):
            return
        local = local or _is_local(noun) or (_holds_office(noun) and _is_small(mention, name))
        if local:
            yield noun


def regions(spots: Sequence[Spot], figure: Token) -> list[PlaceMention]:
    """The regions, and places not known, whose officials tell it: that may be anywhere in them, not at the dateline."""
    subjects = {subject.i for subject in _subjects(figure)}
    return [
        mention
        for mention, token in spots
        if mention.precision == "region" or (mention.place_id is None and mention.role != "demonym")
        if any(noun.i in subjects and _holds_office(noun) for noun in _heads(token))
    ]


def _heads(name: Token) -> Iterator[Token]:
    """The first of the list that a name is in, which may be its owner by a misreading, and the owners of that."""
    first = roles.first_of_list(name)
    yield first
    yield from _owners(first)


def tells_of_abroad(spots: Sequence[Spot], home: PlaceMention, figure: Token) -> bool:
    """Whether a figure's clause names another land than that of who tells it: "40 died in the | Mexican quake"."""
    verbs = _verbs(figure)
    return any(m.country not in (None, home.country) and clauses.clause_verb(t) in verbs for m, t in spots)


def _holds_office(noun: Token) -> bool:
    return noun.lemma_.lower() in cues()["officials"]


def _is_small(mention: PlaceMention, name: Token) -> bool:
    """Whether those who hold office in a place speak of that place alone: a region's officials speak of anywhere."""
    return mention.precision in _SMALL and not mention.capital and _is_alone(name)


def _is_alone(name: Token) -> bool:
    """Whether a name is none of several that are listed."""
    return name.dep_ != "conj" and all(child.dep_ != "conj" for child in name.children)


def holder(spots: Sequence[Spot], figure: Token, *, happened: bool = True) -> PlaceMention | None:
    """The town or region that opens, holds or receives what the figure counts: "Boise said it can house 400".

    What a town only suffers or tells of is there where something ``happened`` to its people or homes.
    """
    found = None if is_elsewhere(figure) else _doer(figure)
    if found is None:
        return None
    doer, verb = found
    mention = next((m for m, token in spots if token == doer), None)
    if mention is None or mention.role not in ("literal", "actor") or mention.status == "unresolved":
        return None
    if doer.dep_ == "nsubjpass":
        return mention if verb.lemma_.lower() in cues()["befalls"] else None
    if mention.capital or mention.precision in ("country", "vague"):
        return None
    deed = _deed(verb)
    suffers = deed in cues()["told_by_towns"] and _is_of_town([t for _, t in spots], doer, figure, happened=happened)
    return mention if suffers or deed in cues()["done_in_town"] else None


def _is_of_town(places: Sequence[Token], town: Token, figure: Token, *, happened: bool) -> bool:
    """Whether a number told of a town is of what befell its people or homes, or of its weather.

    A club or a firm bears the town's name as well: "Lyon lost 3 matches" is told of no place, and what is "sold in
    Asia" is not in the town.
    """
    noun = _counted(figure)
    word = noun.lemma_.lower()
    if not (word in cues()["weather"] or (happened and word in cues()["townsfolk"])):
        return False
    verbs = _verbs(figure)
    return not any(clauses.clause_verb(t) in verbs for t in places if t != town and not town.is_ancestor(t))


def is_elsewhere(figure: Token) -> bool:
    """Whether a figure's clause says that it is of another place, and not of which: "40 were killed | abroad"."""
    verbs = _verbs(figure)
    return any(
        token.tag_ == "RB" and token.lower_ in cues()["elsewhere"] and clauses.clause_verb(token) in verbs
        for token in figure.sent
    )


def _counted(figure: Token) -> Token:
    """The noun that a number counts, or the number itself."""
    return figure.head if figure.dep_ == "nummod" else figure


def _verbs(figure: Token) -> set[Token]:
    """The verb of a figure's clause, and those that tell more of what it counts: "reported 40 cars | sold"."""
    return {clauses.clause_verb(figure), *(t for t in _counted(figure).rights if t.dep_ == "acl")}


def _doer(figure: Token) -> tuple[Token, Token] | None:
    """Who does what the figure's clause tells, and the verb of the deed.

    The subject of "plans to open" opens; "it" is who said so; what "a hall that holds 400" is about is the deed of the
    clause that the hall stands in.
    """
    verb = deed = clauses.clause_verb(figure)
    for _ in range(_HIGHEST):
        subject = next((child for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass")), None)
        above = clauses.clause_verb(verb.head)
        if above == verb:
            return (subject, deed) if subject is not None else None
        if verb.dep_ in ("relcl", "acl") and (subject is None or subject.lower_ in ("that", "which")):
            deed = above
        elif not _same_doer(verb, subject):
            return (subject, deed) if subject is not None else None
        verb = above
    return None


def _same_doer(verb: Token, subject: Token | None) -> bool:
    """Whether who does this is who does what the clause above tells: "plans | to open", "said | it can house"."""
    if verb.dep_ == "ccomp" and subject is not None:
        return subject.lower_ == "it" and verb.head.lemma_.lower() in cues()["speaks"]
    return subject is None and verb.dep_ in ("xcomp", "conj")


def is_seat(mention: PlaceMention, name: Token) -> bool:
    """Whether a place is no more than where those sit who tell: "according to officials in Lisbon and Oslo".

    Officials of one town that is no capital mostly tell of their town.
    """
    first = roles.first_of_list(name)
    noun = _owner(first)
    if noun is None or noun.lemma_.lower() not in cues()["tell_from_afar"] or not roles.tells(noun):
        return False
    listed = first != name or any(child.dep_ == "conj" for child in name.children)
    return listed or mention.capital or mention.precision == "country"


def _subjects(figure: Token) -> Iterator[Token]:
    """Who does or tells what the verbs above a figure say: subjects, "according to" whom, "citing" whom."""
    for verb in itertools.islice(figure.ancestors, _HIGHEST):
        yield from (child for child in verb.children if child.dep_ in ("nsubj", "agent"))
        joined = (child for child in verb.rights if child.dep_ == "conj")  # "40 were killed and five hurt, citing"
        for cited in (child for each in (verb, *joined) for child in each.children):
            if cited.lower_ in ("according", "citing"):
                yield from (token for token in cited.subtree if token.dep_ in ("pobj", "dobj"))


def _owners(name: Token) -> Iterator[Token]:
    """The noun that a place's name belongs to, the noun that this one belongs to, and so on upwards."""
    noun = _owner(name)
    while noun is not None:
        yield noun
        noun = _owner(noun)


def _owner(name: Token) -> Token | None:
    """The noun that a place's name belongs to: "Peru's health ministry", "Kenyan police", "the mayor of Zadar"."""
    if name.dep_ in _OWNED:
        return name.head
    return name.head.head if name.dep_ == "pobj" and name.head.lower_ in ("of", "in", "for") else None


def _deed(verb: Token) -> str:
    """Lemma of a verb with its particle: take_in."""
    return "_".join([verb.lemma_, *(child.lower_ for child in verb.rights if child.dep_ == "prt")])


def _is_local(body: Token) -> bool:
    """Whether a body's reach ends at its own town or border."""
    named = (body, *(word for child in body.lefts for word in child.subtree))
    return any(word.lower_ in cues()["local_bodies"] for word in named)
