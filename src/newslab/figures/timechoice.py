"""Which of a sentence's times a figure is about: by clause, and not by what is only compared with or said."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from newslab.figures import sentences, times

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from newslab.figures.times import TimeExpression

_SUPERLATIVES: Final = frozenset({"JJS", "RBS"})
_NEAR: Final = 5
"""Steps up the parse from a time to what compares it."""
_NAMING: Final = frozenset({"compound", "nmod", "amod"})
_PHRASE: Final = 8
"""Tokens of a time and of what follows at once."""
_BELOW: Final = 3
"""Rank of a time in a clause below the figure's."""
_CONTRASTS: Final = frozenset({"while", "whereas", "although", "though", "because", "since", "if", "unless"})
"""What opens a clause whose time is not that of the clause above: "..., while 30 were freed in May"."""


def verb_above(token: Token) -> Token:
    """The verb of a token's clause."""
    return token.doc[_clauses(token)[0]]


def choose(
    doc: Doc, anchor: Token, found: list[tuple[TimeExpression, Token]], deed: Token | None = None
) -> TimeExpression | None:
    """The time a figure is about, among those of its sentence: same clause first, then the nearest.

    ``deed`` is the word that tells what happened to the things counted; where it describes them ("ten people | killed
    on Sunday were buried on Monday") its clause is the figure's own.

    A time that hangs on a verb of saying above the figure's clause ("said on Tuesday that ...") dates the saying, not
    the figure.
    """
    if not found:
        return None
    own = _clauses(_told_in(anchor, deed))
    best: tuple[int, int] | None = None
    chosen = None
    for time, token in found:
        if sentences.apart(anchor, token) or _ranks(token, anchor) or _credits(token, anchor):
            continue
        verb = _clauses(token)[0]
        rank = 0 if _opens(doc, time, token, own[0]) else _rank(own, anchor, token)
        if rank is None or (rank == _BELOW and time.rule == "open" and doc[verb].dep_ == "relcl"):
            continue
        distance = abs(token.i - anchor.i)
        if best is None or (rank, distance) < best:
            best, chosen = (rank, distance), _of_the_day(time) if _opens(doc, time, token, own[0]) else time
    return chosen


def _told_in(anchor: Token, deed: Token | None) -> Token:
    """Where to look for the figure's own clause: at what befell the things counted where that is told behind them."""
    if deed is None or deed.i < anchor.i or deed.is_ancestor(anchor):
        return anchor
    describes = deed.dep_ in ("acl", "relcl") and deed.head == anchor
    loose = deed.tag_ in ("VBN", "VBD") and (deed.dep_ == "relcl" or not _has_subject(deed))  # the parse lost it
    return deed if describes or loose else anchor


def _opens(doc: Doc, time: TimeExpression, token: Token, verb: int) -> bool:
    """Whether the clause of a verb tells what was done at a time right before it: "since 3 May, | when 40 died"."""
    behind = next((t for t in doc[token.i : token.i + _PHRASE] if t.idx >= time.end and t.text != ","), None)
    return behind is not None and behind.lower_ == "when" and behind.head.i == verb


def _of_the_day(time: TimeExpression) -> TimeExpression:
    """The day alone, and no span from it until now, for what was done on it."""
    opening = time.text.split()[0].lower()
    if opening not in ("since", "from") or time.rule not in ("day month", "month day"):
        return time
    cut = len(opening) + 1
    return replace(time, start=time.start + cut, text=time.text[cut:], last=time.first)


def _ranks(since: Token, anchor: Token) -> bool:
    """Whether a time is only compared with: "the worst crash since 1968", "a 3% increase from 2022", "than in May"."""
    if any(
        above.lower_ in ("than", "compared") and not above.is_ancestor(anchor)
        for above in itertools.islice(since.ancestors, _NEAR)
    ):
        return True
    if since.lower_ == "from":
        return since.head.lemma_.lower() in times.words("compared")
    above = (since, *itertools.islice(since.ancestors, _NEAR))
    since = next((token for token in above if token.lower_ == "since" and token.dep_ == "prep"), since)
    return since.lower_ == "since" and holds_rank(since)


def holds_rank(since: Token) -> bool:
    """Whether a rank is held since a time: "its first losses | since the start"."""
    named = [noun for noun in (since.head, since.nbor(-1) if since.i else since) if not _is_verb(noun)]
    above = since.head.head  # "the strongest | to strike since 1961"
    nouns = [noun for noun in (*named, above) if not _is_verb(noun) and not _is_numbered(noun)]
    named += [above] if above.pos_ == "ADJ" else []
    words = (*named, *(word for noun in nouns for word in noun.lefts))
    return any(word.tag_ in _SUPERLATIVES or word.lower_ in times.words("ranking") for word in words)


def _is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX")


def _is_numbered(noun: Token) -> bool:
    """Whether a noun is counted, and so counted since a time: "a record 40 people since May"."""
    return any(child.dep_ == "nummod" for child in noun.lefts)


def _credits(time: Token, anchor: Token) -> bool:
    """Whether a time is that of the source: "lost 40 men, according to the governor | on Tuesday"."""
    if time.dep_ in _NAMING:  # "according to a | June survey, 60% agree"
        return False
    source = next((token for token in itertools.islice(time.ancestors, _NEAR) if token.lower_ == "according"), None)
    if source is None or source.is_ancestor(anchor) or source.i > time.i:
        return False
    return not any(token.text == "," for token in time.doc[source.i : time.i])  # "according to him, | on Friday ..."


def _rank(own: list[int], anchor: Token, token: Token) -> int | None:
    """How near a time's verb is to a figure's: 0 its own, 1 and 2 above it, 3 below it; None where it dates another."""
    doc, verb = token.doc, _clauses(token)[0]
    if verb not in own:
        clause = doc[verb]
        if clause.dep_ == "conj" and clause.head.i == own[0] and not _has_subject(clause):
            return 1  # "shot and | killed last week"
        if clause.dep_ == "conj" and _has_subject(clause) and not _counts(clause):
            return None
        return None if any(c.dep_ == "mark" and c.lower_ in _CONTRASTS for c in clause.lefts) else _BELOW
    level = own.index(verb)
    for i in own[:level]:
        clause = doc[i]
        if clause.dep_ == "relcl" and _is_aside(clause, anchor, token, doc[own[level]]):
            return None
        if clause.dep_ in ("ccomp", "parataxis") or (clause.dep_ in ("acl", "advcl") and _has_subject(clause)):
            return None
    return min(level, 2)


def _is_aside(clause: Token, anchor: Token, token: Token, above: Token) -> bool:
    """Whether a relative clause tells of what was before the news, whose time is not its own.

    So does one of what somebody did ("the man | who killed 40 was questioned on Friday"), or in a clause of what is
    still to come ("is to see the damage from the storm | that killed 40").
    """
    told = clause.head
    if told == anchor or told.is_ancestor(token) or token.is_ancestor(told):
        return False
    if token.lower_ != "since" and any(c.dep_ == "aux" and c.lower_ in ("has", "have") for c in clause.lefts):
        return True  # "protests in May led to a war | that has killed 900"
    somebody = told.tag_ in ("NN", "NNP") and any(child.lower_ == "who" for child in clause.lefts)
    return (somebody and not _is_news(told, token)) or (clause.tag_ == "VBD" and _is_ahead(above))


def _is_news(told: Token, time: Token) -> bool:
    """Whether somebody is told of for the first time behind the time: "on Monday, | a man who killed 40 was shot"."""
    return time.i < told.i and any(child.lower_ in ("a", "an") for child in told.lefts)


def _is_ahead(verb: Token) -> bool:
    """Whether a verb is of what is still to come."""
    helpers = {child.lower_ for child in verb.lefts if child.dep_ == "aux"}
    return bool(helpers.intersection(times.words("ahead"))) or verb.tag_ == "VB"


def _counts(verb: Token) -> bool:
    """Whether the clause joined on counts something too, and so shares its time: "2 died and many were hurt today"."""
    words = times.words("counting")
    return any(token.tag_ == "CD" or token.lower_ in words for child in verb.lefts for token in child.subtree)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.lefts)


def _clauses(token: Token, limit: int = 15) -> list[int]:
    """Indices of the verbs above a token, nearest first; the sentence's root where there is none."""
    verbs = []
    for _ in range(limit):
        if _is_verb(token):
            verbs.append(token.i)
        if token.head is token:
            break
        token = token.head
    return verbs or [token.i]
