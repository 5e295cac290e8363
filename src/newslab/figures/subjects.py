"""Whom or what a figure describes, where that is another phrase than the thing counted.

"Ford employs 13,000 workers" counts workers and describes Ford; "the index rose 2 percent" describes the index; "a fine
of $5 million" describes the fine; "a 6 kW motor" the motor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from newslab.figures import people, sentences, times
from newslab.figures.deedwords import SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from newslab.figures.counted import Counted
    from newslab.numerals import Quantity

CLIMB: Final = 6
"""Steps up the parse before a figure is left without a subject."""

_NOT_NAMES: Final = frozenset({"PRP", "WDT", "WP", "EX", "DT", "CD"})
_LISTING: Final = frozenset({"(", "up", "down", "+", ":"})
_ADVERBIAL: Final = frozenset({"npadvmod", "attr", "acomp", "advmod", "oprd", "dative", "nummod", "quantmod"})
_CLAUSAL: Final = frozenset({"conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "amod", "dep"})
_SUBORDINATE: Final = frozenset({"ccomp", "advcl", "relcl", "conj", "parataxis"})
_INNER: Final = frozenset({"compound", "amod", "nmod", "poss"})


def find(doc: Doc, quantity: Quantity, counted: Counted, first: int) -> str | None:
    """The subject's noun phrase, or None; ``first`` is the first token of the figure."""
    if counted.part and quantity.value == 1 and quantity.kind == "count":  # "one of the best" stands for itself
        return None
    listed = _name_before(doc, first) if quantity.kind != "duration" else None
    head = _described(quantity, counted)
    if listed is not None and (head is None or listed.i < first - 1):  # "Nasdaq +0.8% | S&P 500 +0.3%"
        head = listed
    if head is None and not (quantity.kind == "duration" and _adverbial(counted.anchor)):
        head = _climb(counted.anchor)
    if head is None or head.tag_ in _NOT_NAMES or head.lower_ in times.period_words():
        return None
    if head is counted.head and quantity.kind == "count":
        return None
    return phrase(doc, head)


def _adverbial(token: Token) -> bool:
    """Whether a time only goes with a verb, as in "over three months", and describes nothing."""
    return token.dep_ == "npadvmod" or (token.dep_ == "pobj" and not token.head.head.tag_.startswith("NN"))


def _described(quantity: Quantity, counted: Counted) -> Token | None:
    """A measure's own noun: "60 percent of its revenue", "a $700,000 award", "a 6 kW motor"."""
    return counted.head if quantity.kind not in ("count", "ratio") else None


def _name_before(doc: Doc, first: int) -> Token | None:
    """The name in front of a listed figure: "Nasdaq +0.8%", "Unilever up 2 percent", "Jane Doe (12 goals)"."""
    i = first - 1
    while i > 0 and first - i <= 3 and _lists(doc[i]):
        i -= 1
    if 0 < i < first - 1 and doc[i].text == "," and doc[i + 1].lower_ in ("up", "down"):  # "Unite Group, down 68p"
        i -= 1
    bare = i == first - 1
    if i < 0 or doc[i].tag_ not in ("NNP", "NNPS") or (bare and doc[i].ent_type_ not in ("ORG", "PERSON")):
        return None
    return doc[i]


def _lists(token: Token) -> bool:
    """Whether a token only leads from a name to its figure: a bracket, a sign, "up"."""
    return token.lower_ in _LISTING or (token.text in ("-", "–") and not token.whitespace_)


def _climb(token: Token) -> Token | None:
    for _ in range(CLIMB):
        head = token.head
        if head is token or _only_says_there_are(token):
            return None
        found = _owner(token) or _beside(token)
        if found is not None and not _measures(found):
            return found
        if found is not None:
            token = found
            continue
        if token.dep_ in SUBJECTS or (token.dep_ == "acl" and head.dep_ == "attr"):
            return None
        token = head.head if _is_of_measure(token) else head
    return None


def _measures(token: Token) -> bool:
    """Whether a noun is only the unit of another figure: "4 | percent to 52 yen"."""
    return token.tag_ in ("CD", "$") or token.lower_ in ("%", "percent", "cent", "pc", "sen", "pence", "p")


def _is_of_measure(token: Token) -> bool:
    """Whether a noun only sums the token up, as in "a total of 62 clashes": the climb goes on from the total."""
    return token.dep_ == "pobj" and people.is_measure(token.head.head.lemma_.lower())


def _only_says_there_are(token: Token) -> bool:
    return token.dep_ == "attr" and any(child.dep_ == "expl" for child in sentences.children(token.head))


def _owner(token: Token) -> Token | None:
    """The possessor: "the army's 13,000 men"."""
    return next(
        (c for c in sentences.children(token) if c.i < token.i and c.dep_ == "poss" and c.tag_ not in ("PRP$", "WP$")),
        None,
    )


def _beside(token: Token) -> Token | None:
    """What stands over against a token in its clause or phrase: the subject of an object, the noun of a modifier."""
    dep, head = token.dep_, token.head
    if dep in SUBJECTS:
        return _child(head, ("dobj",))
    if dep == "acl" and token.tag_ == "VB":  # "plans to lay off 600": whose plans they are, further up
        return None
    if dep in ("acl", "relcl"):
        return head
    if dep == "pobj":
        if _is_of_measure(token):
            return None
        if head.head.tag_.startswith("NN"):
            return head.head
        return _child(head.head, ("dobj",)) or _child(head, SUBJECTS)
    if dep == "dobj" or dep in _ADVERBIAL or dep in _CLAUSAL:
        subject = _child(head, SUBJECTS)
        if subject is not None:
            return subject
    return head if head.dep_ == "ROOT" and head.tag_.startswith("NN") else None


def _child(verb: Token, deps: tuple[str, ...]) -> Token | None:
    for child in sentences.children(verb):
        if child.dep_ in deps:
            if child.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
                return verb.head
            return _named_above(verb, child) if child.tag_ == "PRP" else child
    return None


def _named_above(verb: Token, pronoun: Token) -> Token:
    """Whom a pronoun stands for, where the clause above names a subject: "Ford said it had 1,000 customers"."""
    for _ in range(CLIMB):
        if verb.dep_ not in _SUBORDINATE or verb.head is verb:
            break
        verb = verb.head
        subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
        if subject is not None and subject.tag_ not in _NOT_NAMES:
            return subject
    return pronoun


def phrase(doc: Doc, head: Token) -> str:
    """The noun phrase around a head: its compounds and modifiers, and an "of ..." that completes it."""
    left, right = head.i, head.i
    for child in head.lefts:
        if child.dep_ in _INNER and child.tag_ != "PRP$":
            left = min(left, child.left_edge.i)
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "to", "for", "in"):
            for noun in child.rights:
                if (
                    noun.dep_ == "pobj"
                    and noun.i - head.i <= 4
                    and not any(t.tag_ == "CD" for t in doc[head.i : noun.i + 1])
                ):
                    right = noun.i
            break
    while right + 2 < len(doc) and doc[right + 1].text == "-" and not doc[right + 1].whitespace_:
        right += 2
    while doc[left].tag_ in ("DT", "PRP$", "PDT") and left < head.i:
        left += 1
    return str(doc[left : right + 1].text)
