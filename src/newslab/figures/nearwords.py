"""What the words straight before and behind a phrase say, for headlines and sentences that the parser loses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newslab.figures import sentences
from newslab.figures.deeds import acts, suffers
from newslab.figures.deedwords import VERBAL, Outcome, has, names, words
from newslab.figures.states import condition, lacked

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from newslab.figures.counted import Counted

ASIDE: Final = 10
"""Tokens of an aside between what is counted and what happened to it."""

_TOLLED: Final = 7
"""Tokens before a number within which the noun of a toll may stand."""


def fatally(doc: Doc, counted: Counted) -> Outcome | None:
    """Those for whom the deed was deadly: "five were shot, one | fatally"."""
    if counted.end >= len(doc) or doc[counted.end].lower_ not in words("fatal_adverbs"):
        return None
    return Outcome("killed", doc[counted.end], "fatal")


def taken(doc: Doc, counted: Counted) -> Outcome | None:
    """What people are taken as, told straight behind them: "and 251 | taken hostage"."""
    i = counted.end if counted.head is not None else counted.start
    if i + 1 >= len(doc) or doc[i].tag_ != "VBN" or doc[i + 1].lower_ not in words("kept"):
        return None
    name = names("object").get(f"{doc[i].lemma_}_{doc[i + 1].lower_}")
    return Outcome(name, doc[i], "beside") if name else None


def behind_aside(doc: Doc, counted: Counted) -> Outcome | None:
    """The state behind an aside in a headline: "2 people, including a guard, | dead"."""
    i = counted.end
    if counted.head is None or i + 1 >= len(doc) or doc[i].text != "," or doc[i + 1].lower_ not in words("listing"):
        return None
    ends = (j for j in range(i + 2, min(i + ASIDE, len(doc) - 1)) if doc[j].text == ",")
    state = doc[next(ends, -1) + 1]
    name = names("state").get(state.lower_) if state.i else None
    return Outcome(name, state, "state") if name else None


def is_hyphened(token: Token) -> bool:
    """Whether a word is part of a name for a thing: "a six-shot revolver"."""
    return token.i > 1 and token.nbor(-1).tag_ == "HYPH" and token.nbor(-2).tag_ == "CD"


def _is_of_another(token: Token) -> bool:
    """Whether a word behind a phrase says nothing of those counted: part of a name, or a deed of their own."""
    return is_hyphened(token) or token.lower_ in words("past_only")


def adjacent(doc: Doc, counted: Counted, first: int, climbed: Outcome | None) -> Outcome | None:
    """What was read of the things counted, or what the words right beside them say where the parse joins two clauses.

    In "had injured 80 people and a dozen were killed" it may take the people for those killed, in "he fled and six
    people were hurt" for those he fled.
    """
    if climbed is None or counted.head is None or counted.end + 2 >= len(doc):
        return climbed
    lead, start = first, sentences.bounds(doc[first])[0]
    while lead > start and doc[lead - 1].lower_ in words("leading_numbers"):
        lead -= 1
    if lead <= start:
        return climbed
    before, behind = doc[lead - 1], doc[counted.end]
    if climbed.cue.i > counted.end and behind.tag_ == "CC" and has(before, ("nsubj", "aux")):
        own = names("object").get(before.lemma_.lower()) if before.tag_ in VERBAL else None
        if own in words("summed") and own != climbed.name and not has(before, ("auxpass",)):
            return Outcome(own, before, "object")
    if climbed.cue.i < first and before.tag_ == "CC" and behind.lower_ in ("was", "were"):
        deed = next((t for t in doc[counted.end + 1 : counted.end + 3] if t.tag_ == "VBN"), None)
        return (suffers(deed, "passive") if deed is not None else None) or climbed
    return climbed


def beside(doc: Doc, counted: Counted, first: int) -> Outcome | None:
    """From the words straight before and behind the phrase, for headlines and sentences that the parser loses."""
    start, end = sentences.bounds(counted.anchor)
    if first > start and (found := _before(doc[first - 1])):
        return found
    if told := _linked(doc, counted.end, end) or _toll_before(doc, start, first):
        return told
    if _belongs_to_another(counted.anchor):
        return None
    for token in doc[counted.end : min(counted.end + 3, end)]:
        if token.is_punct or token.tag_ in ("CC", "IN", "DT") or _is_of_another(token):
            return None
        if acts(token):
            continue
        if token.tag_ in ("VBN", "VBD", "NNP") and (found := suffers(token, "beside")):
            return found
        alone = token.tag_ == "VBN" and not has(token, ("auxpass",))  # "12 drowned", but "and 12 were caught"
        subject = names("subject").get(token.lemma_) if alone else None
        if name := names("state").get(token.lower_) or subject:
            return Outcome(name, token, "beside")
        if token.tag_ == "VBG" and token.lemma_ != "be":  # "four schools | sheltering displaced people"
            return None
    return None


def _toll_before(doc: Doc, start: int, first: int) -> Outcome | None:
    """From a count's noun before the number, where the parse loses its verb: "the toll may be | as high as 400"."""
    for token in reversed(doc[max(start, first - _TOLLED) : first]):
        if name := names("toll").get(token.lemma_.lower()):
            return Outcome(name, token, "toll")
        if token.lemma_.lower() not in words("reaching") | words("moving") and token.lower_ not in words("leading"):
            return None
    return None


def _linked(doc: Doc, i: int, end: int) -> Outcome | None:
    """From a preposition straight behind the phrase: "six | with gunshot wounds", "2 nurses | among 31 dead"."""
    if i >= end:
        return None
    if doc[i].lower_ == "with":
        return condition(doc[i].head)
    if doc[i].lower_ == "without":
        things = (token for token in doc[i + 1 : min(i + 4, end)] if token.dep_ == "pobj")
        return next((Outcome(name, thing, "located") for thing in things if (name := lacked(thing))), None)
    return _among(doc, i, end) if doc[i].lower_ == "among" else None


def _among(doc: Doc, i: int, end: int) -> Outcome | None:
    """Those of whom some are told apart in a headline: "2 nurses | among at least 31 dead in fire"."""
    numbered = next((j for j in range(i + 1, min(i + 5, end)) if doc[j].tag_ == "CD"), None)
    state = doc[numbered + 1] if numbered is not None and numbered + 1 < end else None
    name = names("state").get(state.lower_) if state is not None else None
    return Outcome(name, state, "among") if name and state is not None else None


def _belongs_to_another(token: Token) -> bool:
    """Whether what stands behind the phrase is said of a noun before it: "marines from 50 countries | are deployed"."""
    return token.dep_ == "pobj" and token.head.lower_ in ("from", "with") and token.head.head.tag_.startswith("NN")


def _before(token: Token) -> Outcome | None:
    """From the word before: a verb, a headline's verb read as a noun ("Kills 3"), a label ("Houses destroyed: 40")."""
    if token.lower_ == "dead" or names("object").get(token.lower_) == "killed":  # a headline's "kill" read as a noun
        return Outcome("killed", token, "beside")
    if token.tag_ in VERBAL:
        return suffers(token, "beside")
    if token.i and (name := names("object").get(f"{token.nbor(-1).lemma_.lower()}_{token.lower_}")):  # "shot down 30"
        return Outcome(name, token.nbor(-1), "beside")
    if token.text == ":" and not token.is_sent_start:
        label = token.nbor(-1)
        name = names("state").get(label.lower_) or names("noun").get(label.lemma_.lower())
        return Outcome(name, label, "label") if name else None
    if token.tag_ in ("NNS", "NNPS", "NNP") and token.lower_.endswith("s"):
        name = names("object").get(token.lower_.removesuffix("s"))
        fatal = name and token.i and token.nbor(-1).lower_ in words("fatal_adverbs")
        return Outcome("killed" if fatal else name, token, "beside") if name else None
    return None
