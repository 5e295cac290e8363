"""What a place name stands for where it is used: the place itself, its government or people, or a part of a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newslab.places import evidence
from newslab.places.nametraits import is_dateline, is_possessive
from newslab.places.pagewords import cues, gap_class

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc, Token

    from newslab.places.pagewords import Layout
    from newslab.places.toponyms import Candidate


_LONGEST: Final = 25
"""Names in a list before giving up: longer ones are parse errors."""
_TOWARDS: Final = frozenset({"with", "for", "between", "to", "against", "by", "from", "of"})


def judge(page: Layout, doc: Doc, found: Sequence[Candidate], model: Mapping[str, float]) -> None:
    """Fill each recognised name's chance of being meant as a place, by the role model's weights."""
    for c in found:
        found_features = features(page, doc, c)
        c.literal = evidence.probability(evidence.weigh(model, found_features))
        c.speaks = "nsubj=says" in found_features
        if c.demonym is None and _surely_literal(page, doc, c):
            c.literal = 1.0
        elif _surely_not_literal(page, doc, c):
            c.literal = 0.0


def of(page: Layout, c: Candidate, least: float) -> str:
    """Role of a recognised name, one of ``schema.ROLES``; literal from the chance ``least`` on."""
    if c.demonym is not None:
        return "demonym"
    if c.literal >= least:
        return "literal"
    return "in_name" if _inside_a_name(page, c) else "actor"


def _surely_literal(page: Layout, doc: Doc, c: Candidate) -> bool:
    """Whether the name stands where only a place can: in a dateline, behind "near", as what is shelled or left.

    What is done "on southern Peru" is done there, though "on Peru" it may be done to its state.
    """
    if is_dateline(page, c) or (page.gap(c.i) == " " and page.at(c.i - 1) in cues()["only_before_places"]):
        return True
    token = doc[page.tokens[c.j - 1]]
    done = token.head.lemma_.lower()
    if token.dep_ == "pobj" and page.gap(c.i) == " " and page.at(c.i - 1) in cues()["compass"]:
        return True
    if token.dep_ in {"dobj", "nsubjpass"}:
        return done in cues()["done_to_places"]
    area = bool(c.places) and c.places[0].feature == "country"
    return token.dep_ == "pobj" and not area and token.head.head.lemma_.lower() in cues()["deeds_at_places"]


def _surely_not_literal(page: Layout, doc: Doc, c: Candidate) -> bool:
    """Whether the name is a unit's ("group Donetsk"), a side's ("pro-Moscow"), tells, or stands where a state does."""
    one = cues()
    before = page.at(c.i - 1)
    if page.gap(c.i) == " " and before in one["units"]:
        return True
    if page.gap(c.i) == "-" and before in {"pro", "anti"}:
        return True
    if tells(doc[page.tokens[c.j - 1]]):
        return True
    if not c.places or not (c.places[0].capital or c.places[0].feature == "country"):
        return False
    if page.gap(c.j) == " " and page.at(c.j) in one["forces"]:
        return True
    if is_possessive(page, c):
        owned = page.at(c.j + 1) if page.at(c.j) == "s" else page.at(c.j)
        return owned in one["state_acts"] or owned in one["forces"]
    token = doc[page.tokens[c.j - 1]]
    if token.dep_ == "nsubj" and c.places[0].capital and token.head.pos_ == "VERB":
        return token.head.lemma_.lower() not in one["done_by_towns"]
    if token.dep_ == "conj":
        token = token.head
    relation = token.head
    return token.dep_ == "pobj" and relation.lower_ in _TOWARDS and relation.head.lemma_.lower() in one["state_acts"]


def first_of_list(token: Token) -> Token:
    """The first of the things that "and" and commas join to a token: what the list as a whole does hangs on it."""
    for _ in range(_LONGEST):
        if token.dep_ != "conj":
            return token
        token = token.head
    return token


def tells(noun: Token) -> bool:
    """Whether a noun, or the list it stands in, is who tells: "Oslo and Bern said", "according to envoys and Bern"."""
    noun = first_of_list(noun)
    if noun.dep_ == "nsubj":
        return noun.head.lemma_.lower() in cues()["speaks"]
    return noun.dep_ == "pobj" and noun.head.lower_ == "to" and noun.head.head.lower_ == "according"


def _inside_a_name(page: Layout, c: Candidate) -> bool:
    """Whether the capitalised run or the entity goes on beyond the name."""
    if page.gap(c.j) == " " and c.j < len(page.words) and page.words[c.j][0].isupper():
        return True
    if page.gap(c.i) == " " and page.at(c.i - 1) in cues()["units"]:
        return True
    ent = page.entity[c.j - 1]
    return ent is not None and ent[0] not in {"GPE", "LOC", "NORP"} and (ent[1] < c.start - 4 or ent[2] > c.end + 2)


def features(page: Layout, doc: Doc, c: Candidate) -> list[str]:
    """Names of what holds around a recognised place name, for telling literal use from the others.

    Parameters
    ----------
    page : Layout
        Words of the article.
    doc : spacy.tokens.Doc
        Its parse.
    c : Candidate
        The recognised span.
    """
    kind = _kind(c)
    size = "big" if kind in {"country", "region", "area", "capital"} else kind
    out = [f"kind={kind}", f"words={min(c.j - c.i, 3)}"]
    out += _before(page, c, size)
    out += _dependency(page, doc, c, size)
    out += _after(page, c, size)
    out += [f"gap={gap_class(page.gap(c.i))}", f"gap_after={gap_class(page.gap(c.j))}|{size}"]
    ent = page.entity[c.j - 1]
    if ent is not None:
        inside = ent[1] < c.start - 4 or ent[2] > c.end + 2
        out.append(f"ent={ent[0]}|{'inside' if inside else 'same'}")
    if page.shouting[c.i]:
        out.append("shouting")
    if is_dateline(page, c):
        out.append("dateline")
    return out


def _kind(c: Candidate) -> str:
    if c.places:
        return "capital" if c.places[0].capital else c.places[0].feature
    return "none" if c.demonym is None else "demonym"


def _before(page: Layout, c: Candidate, size: str) -> list[str]:
    if page.gap(c.i) != " ":
        return []
    if page.words[c.i - 1][0].isupper():
        return ["before_cap"]
    one = cues()
    k = c.i - 1
    the = page.at(k) == "the" and page.gap(k) == " "
    k -= the
    word = page.at(k)
    before = f"the {word}" if the else word
    out = [f"before={before}", f"before={before}|{size}"]
    if word in one["before_place"]:
        out.append("prep")
    if before in one["compass"]:
        out.append("compass")
    if word == "of" and k > 0:
        owner = page.words[k - 1]
        out += [f"of={_noun_class(owner.lower())}", "of_cap" if owner[0].isupper() else "of_low"]
    return out


def _after(page: Layout, c: Candidate, size: str) -> list[str]:
    after = page.at(c.j)
    out = []
    if page.gap(c.j) == " " and c.j < len(page.words):
        noun = _noun_class(after)
        side = "After" if page.words[c.j][0].isupper() else "after"
        out += [f"{side}={noun}", f"{side}={noun}|{size}"] + (["after_cap"] if side == "After" else [])
    if is_possessive(page, c):
        owned = page.at(c.j + 1) if after == "s" else after
        out += ["possessive", f"possessive|{size}", f"owns={_noun_class(owned)}"]
    return out


def _noun_class(word: str) -> str:
    one = cues()
    for name in ("governments", "locative_nouns", "areas", "generic_last", "organisation"):
        if word in one[name]:
            return name
    return "other"


def _dependency(page: Layout, doc: Doc, c: Candidate, size: str) -> list[str]:
    dep = page.dep[c.j - 1]
    head = doc[page.head[c.j - 1]]
    lemma = head.lemma_.lower()
    out = [f"dep={dep}", f"dep={dep}|{size}"]
    if dep in {"conj", "appos"}:  # a list shares the part its first member plays
        dep2 = head.dep_
        out += [f"shared={dep2}", f"shared={dep2}|{size}"]
        head = head.head
        lemma, dep = head.lemma_.lower(), dep2
    if dep in {"nsubj", "dobj", "nsubjpass", "agent"}:
        out.append(f"{dep}={'says' if lemma in cues()['says'] else head.pos_}")
    elif dep == "pobj":
        out += [f"pobj={lemma}", f"pobj_of={_noun_class(head.head.lemma_.lower())}|{head.head.pos_}"]
        if head.head.lemma_.lower() in cues()["says"]:
            out.append(f"pobj_says={lemma}")
    elif dep in {"compound", "amod", "nmod", "poss"}:
        out += [f"{dep}={_noun_class(lemma)}", f"{dep}={_noun_class(lemma)}|{size}", f"{dep}|{head.dep_}"]
    return out
