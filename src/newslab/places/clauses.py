"""How a place and a figure stand to each other in a sentence: same clause, clause beside, another event, mere frame."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from newslab.places.pagewords import cues, word_list
from newslab.places.roles import first_of_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

_CLAUSE_DEPS: Final = frozenset({"ROOT", "conj", "ccomp", "advcl", "relcl", "acl", "parataxis", "xcomp"})
_TIED: Final = frozenset({"advcl", "xcomp", "acl", "relcl", "conj"})
_VERBS: Final = frozenset({"VERB", "AUX"})
_DEEPEST: Final = 25
"""Steps up a parse tree before giving up: deeper trees are parse errors."""
_HIGHEST: Final = 4
"""Words above a place from which somebody is, among which one may tell that they left it."""
_OF_PLACES: Final = ("land", "areas", "towns", "locative_nouns", "sites", "deeds_at_places")
"""Classes of words that a place's name follows with "of" between: "the town of", "the siege of"."""
_OTHER_EVENTS: Final = frozenset({"before", "since", "until", "as", "while", "amid", "whereas"})
"""Words that tie another event to the one told: what happened there happened at another time or elsewhere."""
_CAUSES: Final = frozenset({"after", "following"})
"""Words that tie another event to the one told, which may be what it was the outcome of."""
_PERHAPS_TOWNS: Final = frozenset({"", "GPE", "LOC", "PERSON"})
"""What the small model takes a small town for."""
_LASTING: Final = frozenset({"in", "during", "since", "throughout"})
_LANDS: Final = frozenset({"GPE", "NORP"})
_INTO: Final = frozenset({"to", "into", "for", "onto"})
_MEANWHILE: Final = frozenset({"as", "while"})


def is_beside(one: Token, other: Token) -> bool:
    """Whether one clause hangs straight on the other: "shells hit the port of Izmail, | killing six"."""
    return (one.head == other and one.dep_ in _TIED) or (other.head == one and other.dep_ in _TIED)


def hangs_on(token: Token, roots: set[Token]) -> bool:
    """Whether a token belongs to one of these nouns' phrases, with no verb between."""
    for _ in range(_DEEPEST):
        if token in roots:
            return True
        if token.head == token or token.pos_ in _VERBS or token.dep_ == "relcl":
            return False
        token = token.head
    return False


def of_another_number(place: Token, own: set[Token]) -> bool:
    """Whether a place is that of another bare number: "46 died, including 33 in | Kyiv and seven in | Odesa"."""
    below = place
    for token in itertools.islice(place.ancestors, _DEEPEST):
        if token in own or token.pos_ in _VERBS:
            return False
        if token.tag_ == "CD" and below.i == token.i + 1 and token.head.lower_ != "of":
            return True
        below = token
    return False


def clause_verb(token: Token) -> Token:
    """The verb of a token's own clause; the top of the sentence where there is none."""
    for _ in range(_DEEPEST):
        verbal = token.pos_ in _VERBS and token.dep_ in _CLAUSE_DEPS
        if token.head == token or verbal or token.dep_ == "relcl":  # whatever its verb was taken for
            return token
        token = token.head
    return token


def reported_from(place: Token, figure: Token) -> bool:
    """Whether the place only says where something was said: it hangs on a verb of saying above the figure's clause.

    So does whatever is told of those who say it: "officials in a region that borders Chile said".
    """
    own, verb = clause_verb(figure), clause_verb(place)
    if _speaks(verb) and verb != own and verb.is_ancestor(figure):
        return True
    below = place
    for token in itertools.islice(place.ancestors, _DEEPEST):
        if _speaks(token) and token != own and token.is_ancestor(figure):
            return below.dep_ == "nsubj" and not below.is_ancestor(figure)
        below = token
    return False


def _speaks(verb: Token) -> bool:
    """Whether a verb says something; one that claims lives does not."""
    lives = any(child.dep_ == "dobj" and child.lower_ == "lives" for child in verb.children)
    return verb.lemma_.lower() in cues()["speaks"] and not lives


def preposition(place: Token) -> Token | None:
    """The preposition before a place: "in Porto", "in the Porto region"."""
    noun = place if place.dep_ == "pobj" else place.head
    return noun.head if noun.dep_ == "pobj" else None


def opens_anew(place: Token) -> bool:
    """Whether a place opens the next of two joined clauses, however they were parsed: "in X, 40 fled, | and in Y"."""
    relation = place.head if place.dep_ == "pobj" else place.head.head
    return (
        relation.dep_ == "prep" and relation.i > 1 and relation.nbor(-1).dep_ == "cc" and relation.nbor(-2).text == ","
    )


def _is_war(noun: Token) -> bool:
    """Whether a noun is a war or plague: an invasion of a home and a war of gangs are none."""
    less = any(child.dep_ == "compound" and child.lower_ in cues()["no_wars"] for child in noun.lefts)
    return noun.lemma_.lower() in cues()["wars"] and not less


def of_a_war(figure: Token) -> bool:
    """Whether a figure is that of a whole war or plague: "the war has killed 900", "900 have died since it began"."""
    verb = clause_verb(figure)
    if verb.dep_ in ("relcl", "acl") and _is_war(verb.head):
        return True
    for child in verb.children:
        if child.dep_ == "nsubj" and _is_war(child):
            return True
        lasting = (
            child.lower_ if child.dep_ == "prep" else next((t.lower_ for t in child.lefts if t.dep_ == "mark"), "")
        )
        if lasting in _LASTING and any(_is_war(token) for token in child.subtree):
            return True
    return False


def may_be_place(name: Token) -> bool:
    """Whether a name in doubt stands where a place may: not "the end of X", "help for X", but "the town of X".

    "X River" is a place wherever it stands.
    """
    first = first_of_list(name)
    doubtful = first.dep_ == "pobj" and first.head.lower_ in cues()["seldom_before_places"]
    if not doubtful or name.lower_ in cues()["generic_last"]:
        return True
    held = first.head.head
    words = {held.lower_, held.lemma_.lower()}
    return held.pos_ == "ADP" or any(words & cues()[kind] for kind in _OF_PLACES)


def is_origin(place: Token) -> bool:
    """Whether somebody or something is from a place and now elsewhere: "nurses from Chile", "bought tanks from Spain".

    So is who is named before it: "Ann Bell, 29, of Porto".
    "Fled from", "fired from" and "the evacuation of 40 nurses from" tell where it was that this happened.
    """
    place = first_of_list(place)
    source = place.head
    if place.dep_ != "pobj" or source.lower_ not in ("from", "of"):
        return False
    if _after_a_name(source):
        return True
    if source.lower_ == "of":
        return False
    held = source.head
    if held.pos_ in _VERBS:
        return held.lemma_.lower() in cues()["gets"]
    if held.pos_ not in ("NOUN", "PROPN", "NUM", "PRON"):
        return False
    above = itertools.islice((held, *held.ancestors), _HIGHEST)
    return not any(token.lemma_.lower() in cues()["leaves"] for token in above)


def _after_a_name(source: Token) -> bool:
    """Whether a preposition follows, behind a comma, a name or an age: "Bell, from Porto", "Bell, 29, of Porto"."""
    if source.i < 2 or source.nbor(-1).text != ",":
        return False
    before = source.nbor(-2)
    aged = before.like_num and source.i > 3 and source.nbor(-3).text == "," and source.nbor(-4).pos_ == "PROPN"
    return before.ent_type_ == "PERSON" or aged


def is_beyond(place: Token, *, wide: bool) -> bool:
    """Whether a name only says which way or how near: "towards Chile", "near the Chilean border".

    What is near a land or region (``wide``) is not in it, as what is near a town mostly counts as there. From which
    side somebody is near a border is not said; what is at, on or along it is taken to be in the land.
    """
    if place.dep_ in ("amod", "compound", "poss", "nmod"):
        return _of_a_border(place)
    first = first_of_list(place)
    relation = first.head
    if first.dep_ == "dobj" and relation.pos_ in _VERBS and _is_border(relation):  # "a land that borders | Chile"
        return True
    if first.dep_ != "pobj":
        return False
    near = relation.lower_ == "near" or (relation.lower_ == "to" and relation.head.lower_ in cues()["close"])
    aside = relation.lower_ == "with" and _is_border(relation.head)
    return relation.lower_ in cues()["towards"] or aside or (wide and near)


def spans_months(figure: Token) -> bool:
    """Whether what a figure's clause tells went on over months or years: "killed 900 in six months".

    "The worst fire in 20 years" did not, nor do arrests: they are told once they are made.
    """
    verb = clause_verb(figure)
    return verb.lemma_.lower() not in cues()["custody"] and any(
        token.lemma_ in cues()["spans"]
        and token.dep_ == "pobj"
        and token.head.lower_ in cues()["over"]
        and token.head.head == verb
        and any(child.dep_ == "nummod" for child in token.lefts)
        and not _ranks(verb, token)
        for token in figure.sent
    )


def _ranks(verb: Token, span: Token) -> bool:
    """Whether the span is that of a superlative or ordinal before it, however it was parsed: "the second raid in"."""
    before = (token for token in verb.doc[verb.sent.start : span.i] if token.head != span)
    return any(
        token.ent_type_ == "ORDINAL" or (token.tag_ in ("JJS", "RBS") and token.lower_ != "least") for token in before
    )


def where_clause(figure: Token) -> Token | None:
    """The verb of the "where" clause that a figure stands in: "Orlo, where officials | said 40 were killed"."""
    for token in itertools.islice((figure, *figure.ancestors), _DEEPEST):
        if token.dep_ == "relcl":
            return token if any(child.lower_ == "where" for child in token.lefts) else None
    return None


def is_refuge(place: Token, figure: Token) -> bool:
    """Whether those counted fled to a place, and so from elsewhere: "900 people fled across the hills to Chile"."""
    verb = clause_verb(figure)
    if verb.lemma_.lower() not in cues()["flees"] or clause_verb(place) != verb:
        return False
    return first_of_list(place).dep_ == "pobj" and first_of_list(place).head.lower_ in _INTO


def _is_border(noun: Token) -> bool:
    return noun.lemma_.lower() in cues()["borders"]


def _of_a_border(place: Token) -> bool:
    """Whether a name tells whose border is meant, and nobody is said to be on it: "the Chile-Peru border" is both's."""
    noun = place.head if place.head.dep_ not in ("compound", "amod") or _is_border(place.head) else place.head.head
    if not _is_border(noun) or noun.dep_ == "compound":
        return False
    joined = any(t.text in ("-", "–") for t in noun.doc[noun.left_edge.i : noun.i])
    return joined or noun.dep_ != "pobj" or noun.head.lower_ not in cues()["on_borders"]


def is_assailed(place: Token) -> bool:
    """Whether a state is what is attacked: "rebels attacked Peru", "the attack on Peru"."""
    if place.dep_ == "dobj":
        return place.head.lemma_.lower() in cues()["assails"]
    aimed = place.dep_ == "pobj" and place.head.lower_ == "on"
    return aimed and place.head.head.lemma_.lower() in cues()["deeds_at_places"]


def in_a_sites_name(place: Token, *, land: bool) -> bool:
    """Whether a name before a site's word is no more than a part of its name: "Ann Jordan high school".

    A site named after a whole land ("Kuwait General Hospital") is in another one, or its name says nothing of where.
    """
    first, site = place.left_edge, place.head
    if land and site.text[0].isupper():
        return True
    given = first if first != place else first.nbor(-1) if first.i > 0 else None
    return (
        given is not None
        and given.is_title
        and given.whitespace_ != ""
        and given.lower_ in word_list("given_names.txt")
    )


def _stands_as_a_town(name: Token) -> bool:
    """Whether a word stands where a town's name does: "near X", "the village of X"."""
    relation = name.head
    named = relation.lower_ == "of" and relation.head.lower_ in cues()["towns"]
    return name.dep_ == "pobj" and (named or relation.lower_ in cues()["town_before"])


def names_unknown(figure: Token, known: set[int]) -> bool:
    """Whether a figure's clause names a town that is none of the known words: "drowned near | Qorvath"."""
    verbs = {clause_verb(figure), *(t for t in (*figure.rights, *figure.head.rights) if t.dep_ == "acl")}
    return any(
        token.tag_ == "NNP"
        and _stands_as_a_town(token)
        and token.ent_type_ in _PERHAPS_TOWNS
        and not known.intersection(range(token.left_edge.i, token.i + 1))
        and all(child.dep_ != "det" for child in token.lefts)
        and clause_verb(token) in verbs
        for token in figure.sent
    )


def another_event(place: Token, figure: Token, *, happened: bool) -> bool:
    """Whether the place belongs to what came before or goes on beside: "hours after an attack in", "as troops near".

    What "in revenge for a strike in" is done is done elsewhere.
    What happened "after an attack in", with no time between, is the attack's outcome.
    """
    for token in itertools.islice(place.ancestors, _DEEPEST):
        if token == figure or token.is_ancestor(figure):
            break
        if token.lemma_.lower() in cues()["reprisals"] and token.dep_ == "pobj":
            return True
        ties = (token, *(t for t in token.lefts if t.dep_ == "mark"))
        if any(t.dep_ in ("prep", "mark") and _parts(t, happened=happened) for t in ties):
            return True
    return _clause_between(figure, place) or _meanwhile(figure, place)


def _meanwhile(figure: Token, place: Token) -> bool:
    """Whether the figure's clause, opened by "as" or "while", tells of others elsewhere: "while Peru lost 40 men"."""
    own = clause_verb(figure)
    for token in itertools.islice(figure.ancestors, _DEEPEST):
        if token == place or token.is_ancestor(place):
            return False
        if any(t.dep_ == "mark" and t.lower_ in _MEANWHILE for t in token.lefts):
            return any(t.ent_type_ in _LANDS and clause_verb(t) in (token, own) for t in token.subtree)
    return False


def _parts(word: Token, *, happened: bool) -> bool:
    """Whether a preposition or conjunction ties another event to the one told."""
    if word.lower_ in _CAUSES:
        return not happened or (word.i > 0 and word.nbor(-1).lemma_.lower() in cues()["lapses"])
    return word.lower_ in _OTHER_EVENTS


def _clause_between(figure: Token, place: Token) -> bool:
    """Whether "as" or "while" opens a clause with a verb between figure and place, however it was parsed."""
    opened = False
    for token in figure.doc[figure.i + 1 : place.i]:
        opened = opened or (token.lower_ in _MEANWHILE and token.dep_ in ("prep", "mark", "advmod"))
        if opened and token.tag_ in ("VBP", "VBZ", "VBD"):
            return True
    return False


def number_between(doc: Doc, a: Token, b: Token) -> bool:
    """Whether another number stands between two words: the place is then more likely its own."""
    low, high = sorted((a.i, b.i))
    return any(
        t.ent_type_ == "CARDINAL" or t.like_num
        for t in _without_aside(doc, low + 1, high)
        if t.head not in (a, b) and t not in (a, b)
    )


def _without_aside(doc: Doc, i: int, end: int) -> Iterator[Token]:
    """Tokens between two words, without a part told between commas: "killed 86 people, | including 27 nuns, | in"."""
    while i < end:
        if doc[i].lower_ in cues()["parts"] and doc[i - 1].text == ",":
            i = next((j for j in range(i, end) if doc[j].text == ","), i)
        yield doc[i]
        i += 1
