"""Whom or what a figure describes, where that is another phrase than the thing counted.

"Ford employs 13,000 workers" counts workers and describes Ford; "the index rose 2 percent" describes the index; "a fine
of $5 million" describes the fine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from newslab.counted import Counted
    from newslab.numerals import Quantity


def find(doc: Doc, quantity: Quantity, counted: Counted) -> str | None:
    """The subject's noun phrase, or None."""
    head = _head(quantity, counted)
    return None if head is None else phrase(doc, head)


def _head(quantity: Quantity, counted: Counted) -> Token | None:
    token = counted.anchor
    for child in token.lefts:
        if child.dep_ == "poss":
            return child
    if quantity.kind != "count" and counted.head is not None and counted.rule == "of":
        return counted.head
    for _ in range(4):
        head = token.head
        if head is token:
            return None
        if token.dep_ in ("nsubj", "nsubjpass"):
            return _other(head, token)
        if token.dep_ in (
            "dobj",
            "attr",
            "npadvmod",
            "acomp",
            "advmod",
            "advcl",
            "xcomp",
            "ccomp",
            "acl",
            "relcl",
            "oprd",
        ):
            if token.dep_ in ("acl", "relcl"):
                return head
            if subject := _subject(head):
                return subject
        elif token.dep_ == "pobj" and head.head.tag_.startswith("NN"):
            return head.head
        elif token.dep_ == "appos" and head.tag_.startswith("NN"):
            return head
        token = head
    return None


def _subject(verb: Token) -> Token | None:
    for child in verb.lefts:
        if child.dep_ in ("nsubj", "nsubjpass") and child.tag_ not in ("WDT", "WP", "EX", "PRP"):
            return child
    if verb.dep_ in ("relcl", "acl") and verb.head.tag_.startswith("NN"):
        return verb.head
    return None


def _other(verb: Token, subject: Token) -> Token | None:
    """The object that a counted subject acts on: "14 players left the club"."""
    for child in verb.rights:
        if child.dep_ == "dobj":
            return child
    return None


def phrase(doc: Doc, head: Token) -> str:
    """The noun phrase around a head: its compounds and modifiers, without determiner, clauses or "of ..."."""
    left = head.i
    for child in head.lefts:
        if child.dep_ in ("compound", "amod", "nmod", "poss"):
            left = min(left, child.left_edge.i)
    return str(doc[left : head.i + 1].text)
