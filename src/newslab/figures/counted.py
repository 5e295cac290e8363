"""What a number counts: the noun phrase behind it, its head, a normalised key, and the unit that follows from it.

The phrase is read from the words to the right of the numeral (tags decide where it ends), and checked against the
parse; a parser that loses a headline still leaves its tags. A number without a noun of its own ("another 12",
"3,000 of them", "a couple of thousand more") says so and borrows the noun of the figure before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from newslab.figures import deedwords, people, phrases, sentences

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

REACH: Final = 12
"""Tokens to the right of a numeral that may belong to its phrase."""

OWNER: Final = 4
"""Tokens of a name and its ending before what it owns."""

FAR: Final = 80
"""Tokens that a number without a noun may stand behind the people it counts."""

_KINDS: Final = frozenset({"preconj", "nmod", "compound", "amod"})
"""Relations of a noun that only names the kind of another."""

_SINGLE: Final = frozenset({"one", "1", "a"})
"""Numbers behind which a singular is the thing counted."""

_JOINTS: Final = frozenset({",", "and", "or", "&"})
_KEYED: Final = phrases.NOUN_TAGS | {"JJ", "JJS", "VBN", "VBG", "AFX", "FW", "HYPH"}
DETERMINERS: Final = frozenset(
    {"the", "its", "his", "her", "their", "our", "my", "your", "these", "those", "all", "this"}
)
"""Words before a number that make it that of things known."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The phrase behind a number.

    ``anchor`` is the token whose relation to its governor says what happened; ``head`` is None where the noun is left
    out. ``start, end`` are tokens. ``part`` marks "12 of the soldiers" and "3,000 of them".
    """

    anchor: Token
    head: Token | None
    start: int
    end: int
    part: bool = False
    rule: str = "bare"


def read(doc: Doc, first: int, last: int, after: int) -> Counted:
    """The phrase counted by the numeral in tokens ``first..last``; ``after`` is the first token behind it."""
    root = _root(doc, first, last)
    limit = min(len(doc), after + REACH)
    of = after + (doc[after : after + 2].text.lower() == "out of")  # "30 | out of 38 rockets"
    if of < limit and doc[of].lower_ == "of":
        return _of(doc, root, first, of, limit)
    if group := _group(root):
        return Counted(root, group, group.i, group.i + 1, rule="named")
    start, end, head = phrases.scan(doc, after, limit)
    part = _of_whom(doc, first)
    if head is not None and _only_follows(doc[last], head):
        start, end, head = after, after, None
    if head is not None:
        shared = None if doc[last].lower_ in _SINGLE else _shared(doc, head, limit)
        if shared is not None:
            return Counted(shared, shared, shared.i, shared.i + 1, rule="named")
        return Counted(head, head, start, end, part=part, rule="noun")
    if before := _or_so(doc, first):
        return Counted(before, before, before.i, before.i + 1, rule="named")
    if _numbers(root, after, limit):
        return Counted(root.head, root.head, after, root.head.i + 1, part=part, rule="nummod")
    if named := _named(root):
        return Counted(root, named, named.left_edge.i, named.i + 1, part=part, rule="named")
    return _bare(doc, root, start, end, part=part)


def _of(doc: Doc, root: Token, first: int, after: int, limit: int) -> Counted:
    """The phrase behind "of": "12 of the soldiers", "dozens of people", "3,000 of them"."""
    i, part = after + 1, _of_whom(doc, first)
    if i < limit and doc[i].lower_ == "others" and not part:  # "dozens of others" are no part of those told before
        return Counted(root, None, after, i + 1, rule="others")
    if i < limit and doc[i].lower_ in people.words("carry") and not _opens_phrase(doc, i):
        return Counted(root, None, after, i + 1, part=True, rule="carry")
    owned = next((t.i + 1 for t in doc[i : min(i + OWNER, limit)] if t.tag_ == "POS"), i)
    i = owned if owned < limit and doc[owned].tag_ == "CD" else i  # "1.9 million of | Norland's 2.4 million people"
    while i < limit and (doc[i].lower_ in DETERMINERS or doc[i].tag_ == "CD" or doc[i].lower_ == "other"):
        part = part or doc[i].lower_ != "other"  # "thousands of other homes" are no part of any told before
        i += 1
    start, end, head = phrases.scan(doc, i, limit)
    part = part or any(token.tag_ == "POS" for token in doc[start:end])
    if head is None:
        return _bare(doc, root, start, end, part=part)
    anchor = head if root.head is head else root
    return Counted(anchor, head, start, end, part=part, rule="of")


def _bare(doc: Doc, root: Token, start: int, end: int, *, part: bool) -> Counted:
    """A number without a noun, or with "others" alone."""
    others = end > start and doc[end - 1].lower_ == "others"
    anchor = doc[end - 1] if others and root.head.i == end - 1 else root
    return Counted(anchor, None, start, end, part=part, rule="others" if others else "bare")


def _shared(doc: Doc, head: Token, limit: int) -> Token | None:
    """The noun that two numbers share, each with a kind before it: "200 air and 900 boat | rescues"."""
    i = head.i + 1
    if head.tag_ != "NN" or i + 3 >= limit or doc[i].lower_ not in ("and", "or") or doc[i + 1].tag_ != "CD":
        return None
    is_kind = head.dep_ in _KINDS or head.lower_ in people.words("ways")
    if not is_kind or people.unit_of(lemma(head)) == "person" or doc[i + 2].tag_ not in ("NN", "JJ"):
        return None
    return doc[i + 3] if doc[i + 3].tag_ == "NNS" else None


def _opens_phrase(doc: Doc, i: int) -> bool:
    """Whether a pointing word has its noun behind it: "two of those | tankers", "thousands of other | homes"."""
    return i + 1 < len(doc) and doc[i + 1].tag_ in phrases.NOUN_TAGS | {"JJ", "VBN"} and doc[i].dep_ in ("det", "amod")


def _of_whom(doc: Doc, first: int) -> bool:
    """Whether the numeral takes a part of what was counted before: "of whom 12", "of them 40"."""
    return first >= 2 and doc[first - 2].lower_ == "of" and doc[first - 1].lower_ in people.words("parted")


def _group(root: Token) -> Token | None:
    """The group that a bare number is the size of: "a population of 4,500", "a family of five"."""
    noun = root.head.head
    if root.dep_ == "pobj" and root.head.lower_ == "of" and noun.lemma_.lower() in people.words("groups"):
        return noun
    return None


def _named(root: Token) -> Token | None:
    """The noun that a bare number is a number of, across the verb: "the number of evacuees rose to 452"."""
    if root.dep_ == "nummod" and root.head.tag_.startswith("NN"):
        return _measured(root.head)  # "brings to 4,000 the number of evacuees"
    verb = root.head.head if root.dep_ == "pobj" else root.head
    if _is_end(root) and verb.dep_ == "acl" and (noun := _measured_by(verb.head)):  # "the number of men hired | to 40"
        return noun
    for child in verb.lefts:
        if child.dep_ in ("nsubj", "nsubjpass"):
            if verb.lemma_ in ("total", "number") and child.tag_ == "NNS":
                return child
            if (root.dep_ not in ("dobj", "npadvmod") or _states(verb)) and (noun := _measured(child)) is not None:
                return noun
            if child.tag_ == "NNS" and _is_end(root) and verb.lemma_ in people.words("moving"):
                return child  # "cases climbed to 1,310"
    if _is_end(root):  # "increasing to 4,000 the number of | guards"
        moved = (_measured(child) for child in verb.rights if child.dep_ == "dobj")
        return next((noun for noun in moved if noun is not None and noun.tag_ == "NNS"), None)
    return None


def _states(verb: Token) -> bool:
    """Whether a verb's object is the number of its subject: "the number of evacuees | exceeds 400"."""
    return verb.lemma_ in deedwords.words("reaching") | deedwords.words("moving")


def _is_end(root: Token) -> bool:
    """Whether a number is where a count has come to or from."""
    return root.tag_ == "CD" and root.dep_ == "pobj" and root.head.lower_ in ("to", "from")


def _measured_by(noun: Token) -> Token | None:
    """What is counted where a noun is a number's, or what one measures: "the number | of men"."""
    of_number = noun.dep_ == "pobj" and noun.head.lower_ == "of" and people.is_measure(noun.head.head.lemma_.lower())
    return noun if of_number else _measured(noun)


def _measured(noun: Token) -> Token | None:
    """What a measuring noun measures: "number of | evacuees"."""
    if not people.is_measure(noun.lemma_.lower()):
        return None
    for prep in noun.rights:
        for measured in prep.rights if prep.lower_ == "of" else ():
            if measured.dep_ == "pobj" and measured.tag_ in phrases.NOUN_TAGS:
                return measured
    return None


def _root(doc: Doc, first: int, last: int) -> Token:
    """The token of the numeral whose head lies outside it."""
    for token in reversed(doc[first : last + 1]):
        if not first <= token.head.i <= last or token.head is token:
            return token
    return doc[last]


def _or_so(doc: Doc, first: int) -> Token | None:
    """The noun that a number only rounds off: "another pick | or two"."""
    if first < 2 or doc[first - 1].lower_ != "or" or doc[first - 2].tag_ != "NN":
        return None
    return doc[first - 2]


def _numbers(root: Token, after: int, limit: int) -> bool:
    """Whether the parse hangs the numeral on a noun behind it that the tags did not reach."""
    head = root.head
    if root.dep_ not in ("nummod", "amod", "compound", "nmod") or not after <= head.i < limit:
        return False
    if any(token.tag_ in ("DT", "CD", "IN", ":") or token.is_punct for token in root.doc[after : head.i]):
        return False
    if head.lower_ in phrases.state_words() or head.lower_ in people.words("carry"):
        return False
    if phrases.strikes(root.doc, head.i) or any(phrases.is_apart(root.doc, i) for i in range(after, head.i)):
        return False
    return head.tag_ in phrases.NOUN_TAGS and not _only_follows(root, head)


def _only_follows(numeral: Token, head: Token) -> bool:
    """Whether a name merely follows the number: "kills at least 58 | Observatory" (counted nouns are plural)."""
    if (
        head.tag_ not in ("NNP", "NN")
        or not head.text[0].isupper()
        or head.lower_.endswith("s")
        or numeral.lower_ in _SINGLE
    ):
        return False
    return people.unit_of(head.lemma_.lower()) not in ("person", "household")


def words(doc: Doc, counted: Counted) -> str:
    """The words for what is counted, without "more", "other" and the like before them."""
    start = counted.start
    while start < counted.end - 1 and doc[start].lower_ in people.words("adding"):
        start += 1
    return str(doc[start : _end(doc, counted)].text.strip(" -“”\"'‘’"))


def _end(doc: Doc, counted: Counted) -> int:
    """One past the things counted, with those joined to them that share their number: "300 drones | and missiles".

    Only things of a kind are counted together, and only where no other word stands between: in "killed 40 rebels and
    destroyed boats" and "40 tanks and the depot" the number is the first noun's.
    """
    head, i = counted.head, counted.end
    if counted.rule not in ("noun", "of") or head is None or head.i != i - 1 or head.tag_ != "NNS":
        return counted.end
    end = i
    while i + 1 < len(doc) and doc[i].text in _JOINTS and doc[i + 1].tag_ == "NNS" and doc[i + 1].dep_ == "conj":
        if not _are_alike(head, doc[i + 1]):
            break
        i, end = i + 2, i + 2 if doc[i].text != "," else end
    return end


def _are_alike(one: Token, other: Token) -> bool:
    """Whether two nouns name things of a kind: people, or what flies at a target."""
    pair = {lemma(one), lemma(other)}
    return pair <= deedwords.words("fired_things") or {people.unit_of(noun) for noun in pair} == {"person"}


def key(doc: Doc, counted: Counted) -> str:
    """Normalised key: sorted lemmas of the modifiers, head last, without words that only say what happened."""
    if counted.head is None:
        return ""
    head, skip = counted.head.i, phrases.state_words() | people.words("carry") | people.words("adding")
    modifiers = {
        t.lemma_.lower()
        for t in doc[counted.start : counted.end]
        if t.i != head and t.is_alpha and t.tag_ in _KEYED and t.lower_ not in skip
    }
    return " ".join([*sorted(modifiers), lemma(counted.head)])


def lemma(head: Token) -> str:
    """Lower-case lemma of a head noun; names of peoples lose their plural ("Iraqis")."""
    word: str = people.singular(head.lower_) or head.lemma_.lower()
    if head.tag_ in ("NNPS", "NNP") and word.endswith("s") and head.lower_ == word and len(word) > 4:
        return word.removesuffix("s")
    return word


def carries(doc: Doc, counted: Counted) -> bool:
    """Whether the words beside a number without a noun point back: "12 more", "another 12", "two others"."""
    low = max(0, counted.start - 4)
    return any(token.lower_ in people.words("recalling") for token in doc[low : counted.end + 1])


def _reports(token: Token) -> bool:
    """Whether people are named only as the speakers: "officials said"."""
    return token.dep_ == "nsubj" and any(child.dep_ == "ccomp" for child in token.head.children)


def antecedent(doc: Doc, anchor: Token) -> Counted | None:
    """The people last named before a number without a noun, in its sentence or the one before."""
    for i in range(anchor.i - 1, max(sentences.before(anchor), anchor.i - FAR) - 1, -1):
        token = doc[i]
        if (
            token.tag_ == "NNS"
            and token.lower_ != "others"
            and not _reports(token)
            and people.unit_of(lemma(token)) == "person"
        ):
            start = min([i, *(c.left_edge.i for c in token.lefts if c.dep_ in ("amod", "compound", "nmod"))])
            return Counted(token, token, start, i + 1, rule="antecedent")
    return None
