"""What happened to the things counted: killed, displaced, deployed, ..., or the governing verb's lemma.

The parse is climbed from the counted noun (or the bare numeral) to what governs it; at each step one small rule may
answer. A lexicon maps verbs, states and nouns to one name per outcome. Where the parse gives nothing, the words beside
the phrase decide, as in headlines ("24 dead, 30 hurt").
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from newslab import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Token

    from newslab.counted import Counted

CLIMB: Final = 6
"""Steps up the parse before a figure's outcome is given up."""

_SUBJECTS: Final = ("nsubj", "nsubjpass", "csubj")
_VERBAL: Final = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """Name of the outcome, the token that decided it, and the rule."""

    name: str
    cue: Token
    rule: str


@functools.cache
def _lexicon(section: str) -> dict[str, str]:
    return lexicon.inverted(lexicon.read("outcomes.yaml")[section])


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon.read("outcomes.yaml")[name])


def of_people(outcome: str | None) -> bool:
    """Whether only people can meet this outcome, so that a bare number with it counts people."""
    return outcome in _words("of_people")


def find(doc: Doc, counted: Counted) -> Outcome | None:
    """The outcome of the things counted, or None where the words tell of none."""
    return _inside(doc, counted) or _climb(counted) or _beside(doc, counted)


def _inside(doc: Doc, counted: Counted) -> Outcome | None:
    """From the phrase itself: "12 wounded soldiers", "24 dead", "12 deaths"."""
    states = _lexicon("state")
    for token in doc[counted.start : min(counted.end + (counted.head is None), len(doc))]:
        if (name := states.get(token.lower_)) and not (token.tag_ in _VERBAL and _has(token, ("dobj",))):
            fatal = _suffers(token, "state") if name == "shot" else None
            return fatal or Outcome(name, token, "state")
    if counted.head is not None and (name := _lexicon("noun").get(counted.head.lemma_.lower())):
        if counted.head.lemma_.lower() in _words("bodies") or name in ("refugees", "casualties"):
            return None if name != "killed" else Outcome(name, counted.head, "noun")
        return Outcome(name, counted.head, "noun")
    return None


def _climb(counted: Counted) -> Outcome | None:
    token = counted.anchor
    fallback: Outcome | None = None
    for _ in range(CLIMB):
        found = _attached(token) or _governed(token)
        if found is not None and found.rule != "verb":
            return found
        fallback = fallback or found
        if found is not None or token.head is token or not _passes(token):
            break
        token = token.head
    if counted.head is not None and fallback is None and (name := _lexicon("noun").get(counted.head.lemma_.lower())):
        return Outcome(name, counted.head, "noun")
    return fallback


def _passes(token: Token) -> bool:
    """Whether the climb goes on: through coordination, and through "number of", "group of", "lives of"."""
    if token.dep_ in ("conj", "appos", "nummod", "quantmod", "nmod", "compound", "amod", "dep"):
        return True
    return token.dep_ == "pobj" or (token.dep_ == "prep" and token.head.tag_.startswith("NN"))


def _attached(token: Token) -> Outcome | None:
    """Participles and relative clauses on the noun: "people killed in", "troops deployed to", "women who died"."""
    for child in token.rights:
        if child.dep_ in ("acl", "amod") and (found := _participle(child)):
            return found
        if child.dep_ == "relcl" and (found := _clause(child, _relative_role(child))):
            return found
    return _with(token)


def _participle(verb: Token) -> Outcome | None:
    if name := _lexicon("state").get(verb.lower_):
        return Outcome(name, verb, "participle")
    if verb.tag_ in ("VBN", "VBD"):
        return _clause(verb, "nsubjpass")
    if verb.tag_ == "VBG":
        return _clause(verb, "nsubj")
    return None


def _relative_role(verb: Token) -> str:
    for child in verb.lefts:
        if child.dep_ in _SUBJECTS:
            return str(child.dep_) if child.tag_ in ("WP", "WDT", "WP$") else "dobj"
    return "nsubj"


def _governed(token: Token) -> Outcome | None:
    """From the verb or noun that governs the phrase."""
    dep, head = token.dep_, token.head
    if head is token:
        return None
    if dep in ("nsubj", "nsubjpass", "csubj"):
        return _clause(head, dep, token)
    if dep in ("dobj", "obj", "dative"):
        return _object(head, token)
    if dep in ("attr", "npadvmod", "advmod", "acomp"):
        return _tolled(head)
    if dep == "pobj":
        return _preposed(head)
    if dep in ("ccomp", "oprd", "xcomp") and head.lemma_ in _words("leaving"):
        return None
    return None


def _clause(verb: Token, role: str, subject: Token | None = None) -> Outcome | None:
    """Outcome of a verb's subject ("nsubj", "nsubjpass") or object."""
    lemma = _lemma(verb)
    if name := _lexicon("state").get(verb.lower_):
        if verb.tag_ not in _VERBAL:
            return Outcome(name, verb, "state")
    if role == "dobj":
        return _object(verb, None)
    if deeper := _complement(verb):
        return deeper
    if role == "nsubjpass":
        if verb.lemma_ in _words("found") and subject is not None and subject.lemma_.lower() in _words("bodies"):
            return Outcome("killed", verb, "bodies found")
        return _suffers(verb, "passive") or _located(verb) or _plain(verb)
    if (name := _lexicon("subject").get(lemma)) and not (name == "injured" or _transitive(verb, name)):
        return Outcome(name, verb, "subject")
    if name == "injured":
        return _suffered(verb) or _with(verb)
    if not _has(verb, ("dobj",)) and _reads_passive(verb) and (found := _suffers(verb, "passive")):
        return found
    return _located(verb) or _plain(verb)


def _suffers(verb: Token, rule: str) -> Outcome | None:
    """What a verb does to its object; "fatally", "to death" and a second verb ("shot and killed") say it better."""
    name = _lexicon("object").get(_lemma(verb))
    for child in verb.children:
        dep = child.dep_
        if dep == "advmod" and child.lower_ in _words("fatal_adverbs"):
            return Outcome("killed", child, rule)
        if dep == "prep" and child.lower_ == "to" and any(c.lower_ == "death" for c in child.rights):
            return Outcome("killed", verb, rule)
        if dep in ("oprd", "acomp", "advmod", "conj") and child.lower_ == "dead":
            return Outcome("killed", child, rule)
        if name == "shot" and dep == "conj" and (second := _lexicon("object").get(_lemma(child))):
            name = second
    return None if name is None else Outcome(name, verb, rule)


def _transitive(verb: Token, name: str) -> bool:
    """ "Deployed 300 men" has its outcome on the object; "fled their homes" keeps it on the subject."""
    return name in ("deployed", "trained", "evacuated", "sheltered", "returned", "destroyed") and _has(verb, ("dobj",))


def _reads_passive(verb: Token) -> bool:
    """ "12 killed in blast": a headline's participle without its auxiliary."""
    return verb.tag_ in ("VBN", "VBD") and not _has(verb, ("aux", "dative"))


def _suffered(verb: Token) -> Outcome | None:
    for child in verb.rights:
        if child.dep_ == "dobj" and (name := _lexicon("noun").get(child.lemma_.lower())):
            return Outcome(name, child, "suffered")
    return None


def _located(verb: Token, given: Outcome | None = None) -> Outcome | None:
    """Where people are taken tells more than a verb of moving: "sent four people to hospital", "are in custody"."""
    if given is not None and given.name not in _words("weak"):
        return given
    for child in verb.rights:
        if child.dep_ in ("prep", "dative"):
            for obj in child.rights:
                if obj.dep_ == "pobj" and (name := _lexicon("place").get(obj.lemma_.lower())):
                    return Outcome(name, obj, "located")
    return given


def _with(token: Token) -> Outcome | None:
    """Injuries that people are found with: "six others with gunshot wounds"."""
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in ("with", "from"):
            for obj in child.rights:
                if obj.dep_ == "pobj" and _lexicon("noun").get(obj.lemma_.lower()) == "injured":
                    return Outcome("injured", obj, "with")
    return None


def _complement(verb: Token) -> Outcome | None:
    """Through verbs that say nothing themselves: "were forced to flee", "are feared dead", "was reported killed"."""
    for child in verb.rights:
        if child.dep_ in ("acomp", "oprd", "xcomp", "ccomp", "attr", "advcl") and (
            verb.lemma_ in _words("leaving") or child.dep_ in ("xcomp", "acomp", "oprd")
        ):
            if name := _lexicon("state").get(child.lower_):
                return Outcome(name, child, "state")
            if child.dep_ in ("xcomp",) and child.tag_ in _VERBAL:
                role = "nsubjpass" if _has(child, ("auxpass",)) or child.tag_ == "VBN" else "nsubj"
                if (found := _clause(child, role)) is not None:
                    return found
    return None


def _object(verb: Token, noun: Token | None) -> Outcome | None:
    if noun is not None and noun.lemma_.lower() == "life" and verb.lemma_ in _words("lives"):
        return Outcome("killed", verb, "lives")
    if noun is not None and noun.lemma_.lower() in _words("bodies") and verb.lemma_ in _words("found"):
        return Outcome("killed", verb, "bodies found")
    if found := _complement(verb) if verb.lemma_ in _words("leaving") else None:
        return found
    return _located(verb, given=_suffers(verb, "object")) or _plain(verb)


def _preposed(prep: Token) -> Outcome | None:
    """ "deployment of 10,000 troops", "the toll rose to 58", "the number of displaced grew to 3,000"."""
    head = prep.head
    if head.lemma_.lower() == "life" and head.dep_ in ("dobj", "nsubjpass") and head.head.lemma_ in _words("lives"):
        return Outcome("killed", head, "lives")
    if head.tag_.startswith("NN"):
        lemma = head.lemma_.lower()
        if name := _lexicon("toll").get(lemma) or _lexicon("noun").get(lemma):
            return Outcome(name, head, "noun of")
        return _first(
            _lexicon("state").get(t.lower_) and Outcome(_lexicon("state")[t.lower_], t, "state") for t in head.lefts
        )
    if head.tag_ in _VERBAL and prep.lower_ != "by":
        return _tolled(head)
    return None


def _tolled(verb: Token) -> Outcome | None:
    """The count's noun is the verb's subject or object: "bringing the number of dead to 24", "the dead number 12"."""
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass", "dobj") and child.tag_.startswith("NN"):
            for token in _near(child):
                lemma = token.lemma_.lower()
                name = _lexicon("toll").get(lemma) or _lexicon("noun").get(lemma) or _lexicon("state").get(token.lower_)
                if name or (token.tag_ == "VBN" and (name := _lexicon("object").get(lemma))):
                    return Outcome(name, token, "toll")
    return None


def _near(token: Token, depth: int = 4) -> Iterator[Token]:
    """A token and what hangs on it, not deeper than ``depth``."""
    yield token
    if depth:
        for child in token.children:
            yield from _near(child, depth - 1)


def _beside(doc: Doc, counted: Counted) -> Outcome | None:
    """The words straight behind the phrase, for headlines that the parser loses."""
    sent_end = counted.anchor.sent.end
    for token in doc[counted.end : min(counted.end + 3, sent_end)]:
        if token.is_punct:
            return None
        if name := _lexicon("state").get(token.lower_):
            return Outcome(name, token, "beside")
        if token.tag_ in ("VBN", "VBD") and (found := _suffers(token, "beside")):
            return found
    return None


def _plain(verb: Token) -> Outcome | None:
    """The verb's own lemma, where it says more than that there are so many."""
    if verb.tag_ not in _VERBAL or verb.lemma_ in _words("light"):
        return None
    return Outcome(_lemma(verb).replace("_", " "), verb, "verb")


def _lemma(verb: Token) -> str:
    for child in verb.rights:
        if child.dep_ == "prt":
            return f"{verb.lemma_.lower()}_{child.lower_}"
    return str(verb.lemma_.lower())


def _has(token: Token, deps: tuple[str, ...]) -> bool:
    return any(child.dep_ in deps for child in token.children)


def _first(found: Iterable[Outcome | str | None]) -> Outcome | None:
    return next((f for f in found if isinstance(f, Outcome)), None)
