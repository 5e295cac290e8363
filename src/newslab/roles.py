"""What a place name stands for where it is used: the place itself, its government or people, or a part of a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newslab import evidence
from newslab.toponyms import cues, gap_class

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc

    from newslab.toponyms import Candidate, Layout


def judge(page: Layout, doc: Doc, found: Sequence[Candidate], model: Mapping[str, float]) -> None:
    """Fill each recognised name's chance of being meant as a place, by the role model's weights."""
    for c in found:
        c.literal = evidence.probability(evidence.weigh(model, features(page, doc, c)))


def of(page: Layout, c: Candidate, least: float) -> str:
    """Role of a recognised name, one of ``schema.ROLES``; literal from the chance ``least`` on."""
    if c.demonym is not None:
        return "demonym"
    if c.literal >= least:
        return "literal"
    return "in_name" if _inside_a_name(page, c) else "actor"


def _inside_a_name(page: Layout, c: Candidate) -> bool:
    """Whether the capitalised run or the entity goes on beyond the name."""
    if page.gap(c.j) == " " and c.j < len(page.words) and page.words[c.j][0].isupper():
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
    one = cues()
    kind = c.places[0].feature if c.places else "demonym" if c.demonym is not None else "none"
    size = "big" if kind in {"country", "region", "area"} else kind
    out = [f"kind={kind}", f"words={min(c.j - c.i, 3)}"]
    before, after = page.at(c.i - 1), page.at(c.j)
    spaced, spaced_after = page.gap(c.i) == " ", page.gap(c.j) == " "
    after_cap = spaced_after and c.j < len(page.words) and page.words[c.j][0].isupper()
    before_cap = spaced and c.i > 0 and page.words[c.i - 1][0].isupper()
    if spaced and before == "the":
        before = "the " + page.at(c.i - 2) if page.gap(c.i - 1) == " " else "the"
    if before_cap:
        out.append("before_cap")
    elif spaced:
        out += [f"before={before}", f"before={before}|{size}"]
        if before.removeprefix("the ") in one["before_place"]:
            out.append("prep")
        if before in one["compass"]:
            out.append("compass")
        if before.removeprefix("the ") == "of":
            owner = page.at(c.i - (3 if before.startswith("the") else 2))
            out += [f"of={_noun_class(owner)}", "of_cap" if owner[:1].isupper() else "of_low"]
    out += _dependency(page, doc, c, size)
    if after_cap:
        out += ["after_cap", f"After={_noun_class(after)}", f"After={_noun_class(after)}|{size}"]
    elif spaced_after:
        out += [f"after={_noun_class(after)}", f"after={_noun_class(after)}|{size}"]
    gap_after, gap = page.gap(c.j), page.gap(c.i)
    possessive = gap_after.startswith(("'s", "’s")) or (after == "s" and gap_after in {"'", "’"})
    if possessive:
        owned = page.at(c.j + 1) if after == "s" else after
        out += ["possessive", f"possessive|{size}", f"owns={_noun_class(owned)}"]
    out.append(f"gap={gap_class(gap)}")
    out.append(f"gap_after={gap_class(gap_after)}|{size}")
    ent = page.entity[c.j - 1]
    if ent is not None:
        inside = ent[1] < c.start - 4 or ent[2] > c.end + 2
        out += [f"ent={ent[0]}|{'inside' if inside else 'same'}"]
    if page.shouting[c.i]:
        out.append("shouting")
    if "\n" in gap and page.words[c.i].isupper():
        out.append("dateline")
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
