"""What one verb does to its subject or its object, as an outcome of the lexicon or as the verb's own lemma."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from newslab.figures import sentences, states
from newslab.figures.deedwords import SUBJECTS, VERBAL, Outcome, has, names, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_COMPLEMENTS: Final = frozenset({"acomp", "oprd", "xcomp"})
_BREAKS: Final = frozenset({"-", "–", "—", "|", ",", ";"})
_LOOSE: Final = frozenset({"ccomp", "attr", "advcl", "acl"})


def undergone(verb: Token, role: str, subject: Token | None = None) -> Outcome | None:
    """What a verb says of its subject (``nsubj`` or ``nsubjpass``), or of its object where ``role`` is ``dobj``."""
    if verb.tag_ not in VERBAL and (name := names("state").get(verb.lower_)):
        return Outcome(name, verb, "state")
    if role == "dobj":
        return done(verb, subject)
    if role == "nsubj" and names("subject").get(verb.lemma_.lower()) == "killed":  # "died | driving along the front"
        return Outcome("killed", verb, "subject")
    if deeper := states.among(verb) or _taken(verb) or _complement(verb):
        return deeper
    if role == "nsubjpass":
        if _finds_bodies(verb, subject):
            return Outcome("killed", verb, "bodies found")
        return _located(verb, suffers(verb, "passive")) or plain(verb)
    if told := _loses(verb) or _seeks(verb):
        return told
    name = names("subject").get(phrasal(verb)) or names("subject").get(verb.lemma_.lower())
    if name is not None and not (name in words("transitive") and _acts_on_others(verb)):
        return _located(verb, Outcome(name, verb, "subject"))
    suffered = verb.tag_ in ("VBN", "VBD") and verb.lower_ not in words("past_only")  # a headline's "12 killed"
    if suffered and not has(verb, ("aux", "dative")) and not acts(verb):
        return _located(verb, suffers(verb, "passive")) or plain(verb)
    return _located(verb, None) or _tolled_orplain(verb)


def _acts_on_others(verb: Token) -> bool:
    """Whether a verb has an object that is not its subject's own: "evacuated 300 men", not "evacuated their homes"."""
    things = [child for child in verb.rights if child.dep_ == "dobj"]
    return any(all(owner.tag_ != "PRP$" for owner in thing.lefts) for thing in things)


def _harm_besides(verb: Token) -> Outcome | None:
    """Harm that a second verb of the same subject tells: "survived but were | wounded"."""
    second = next((c for c in verb.rights if c.dep_ == "conj" and has(c, ("auxpass",)) and not has(c, SUBJECTS)), None)
    found = suffers(second, "passive") if second is not None else None
    return found if found is not None and found.name in words("harm") else None


def acts(verb: Token) -> bool:
    """Whether a verb has an object, not a place ("12 shot outside mill") nor words behind a break ("- Channel 4")."""
    if verb.dep_ == "relcl" and verb.i + 1 < len(verb.doc) and verb.nbor().tag_ == "CD":
        return True
    return any(
        child.dep_ == "dobj"
        and child.lower_ not in words("kept")
        and child.left_edge.lower_ not in words("within")
        and not any(token.text in _BREAKS for token in verb.doc[verb.i + 1 : child.i])
        for child in sentences.children(verb)
    )


def done(verb: Token, noun: Token | None) -> Outcome | None:
    """What a verb does to its object."""
    if noun is not None and noun.lemma_.lower() == "life" and verb.lemma_ in words("lives"):
        return Outcome("killed", verb, "lives")
    if _finds_bodies(verb, noun):
        return Outcome("killed", verb, "bodies found")
    if verb.lemma_ == "take" and noun is not None and noun.lemma_.lower() in words("ground"):
        return Outcome("captured", verb, "object")
    if verb.lemma_ in words("leaving") and (found := _complement(verb)):
        return found
    if verb.lemma_ in words("reaching") and (found := tolled(verb, noun)):
        return found
    asked = verb.dep_ == "xcomp" and has(verb, ("auxpass",))  # "asked to be named" names nothing behind it
    return _located(verb, suffers(verb, "object")) or (None if asked else plain(verb))


def tolled(verb: Token, own: Token | None = None) -> Outcome | None:
    """The count's noun beside the verb: "bringing the number of dead to 24", "the death toll exceeds 200"."""
    if verb.lemma_ not in words("reaching") and verb.lemma_ not in words("moving"):
        return None
    for child in sentences.children(verb):
        if child != own and child.dep_ in ("nsubj", "nsubjpass", "dobj") and child.tag_.startswith("NN"):
            for token in _near(child, 4):
                if name := stated(token):
                    return Outcome(name, token, "toll")
    return None


def stated(token: Token) -> str | None:
    """The outcome that a noun or participle stands for where a number of it is told: toll, wounded, evacuated."""
    lemma = token.lemma_.lower()
    name = names("toll").get(lemma) or names("noun").get(lemma) or names("state").get(token.lower_)
    joined = token.i > 0 and token.nbor(-1).tag_ == "HYPH"  # "coal-fired"
    return name or (names("object").get(lemma) if token.tag_ == "VBN" and not joined else None)


def _taken(verb: Token) -> Outcome | None:
    """Through "feared" to the deed behind it, however it was parsed: "two nuns feared | taken hostage"."""
    deed = verb.doc[verb.i + 1] if verb.i + 2 < len(verb.doc) and verb.lemma_ in words("leaving") else None
    if deed is None or deed.tag_ != "VBN" or deed.nbor().lower_ not in words("kept"):
        return None
    name = names("object").get(f"{deed.lemma_}_{deed.nbor().lower_}")
    return Outcome(name, deed, "passive") if name else None


def _complement(verb: Token) -> Outcome | None:
    """Through verbs that say nothing themselves: "were forced to flee", "are feared dead", "was reported killed"."""
    leaves = verb.lemma_ in words("leaving")
    if leaves and (dead := next((c for c in verb.rights if c.lower_ == "dead"), None)) is not None:
        return Outcome("killed", dead, "state")
    for child in verb.rights:
        dep = child.dep_
        if dep not in _COMPLEMENTS and not (leaves and dep in _LOOSE):
            continue
        if has(child, ("mark",)):  # "are at large | after two were killed"
            continue
        if name := names("state").get(child.lower_):
            return _fatal(child) or Outcome(name, child, "state")
        if child.tag_ in VERBAL and (dep == "xcomp" or (leaves and child.tag_ == "VBN")):
            passive = has(child, ("auxpass",)) or (child.tag_ == "VBN" and not has(child, ("aux",)))
            role = "nsubjpass" if passive else "nsubj"  # "forced to be moved", but "believed to have drowned"
            found = undergone(child, role)
            if found is not None and (dep == "xcomp" or found.rule != "verb"):
                return found
    return None


def suffers(verb: Token, rule: str) -> Outcome | None:
    """What a verb does to what it acts on; "to death" and a second verb ("shot and killed") say it better."""
    if fatal := _fatal(verb):
        return Outcome("killed", fatal.cue, rule)
    deed = phrasal(verb)
    senses = (deed,) if deed in words("own_sense") else (deed, verb.lemma_.lower(), verb.lower_)
    name = next((found for word in senses if (found := names("object").get(word))), None)
    if _kills_or_injures(verb):
        return Outcome("casualties", verb, rule)
    if name in ("shot", "struck"):
        for child in verb.rights:
            if child.dep_ == "conj" and not has(child, SUBJECTS) and (second := names("object").get(phrasal(child))):
                name = second
    return None if name is None else Outcome(name, verb, rule)


def _kills_or_injures(verb: Token) -> bool:
    """Whether killed and injured are told in one count: "killed or wounded 40", "40 were killed and injured"."""
    doc, i = verb.doc, verb.i
    pairs = ((i, i + 2), (i - 2, i))  # the deed comes first in the passive, last before an object
    for one, two in pairs:
        if one >= 0 and two < len(doc) and doc[one + 1].tag_ == "CC" and doc[two].head.i == one:
            return {names("object").get(doc[j].lemma_) for j in (one, two)} == {"killed", "injured"}
    return False


def _fatal(verb: Token) -> Outcome | None:
    """Adverbs and complements that make a deed deadly: "fatally", "to death", "shot dead"."""
    following = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    if following is not None and following.lower_ == "dead":
        return Outcome("killed", following, "fatal")
    for child in sentences.children(verb):
        dep = child.dep_
        if dep == "advmod" and child.lower_ in words("fatal_adverbs") and not _of_some(child):
            return Outcome("killed", child, "fatal")
        if dep == "prep" and child.lower_ == "to" and any(c.lower_ == "death" for c in child.rights):
            return Outcome("killed", verb, "fatal")
        others = dep == "conj" and any(c.tag_ == "CD" for c in child.lefts)  # "are displaced and 300 | dead"
        if child.lower_ == "dead" and not others and dep in ("oprd", "acomp", "advmod", "conj", "xcomp", "advcl"):
            return Outcome("killed", child, "fatal")
    return None


def _of_some(adverb: Token) -> bool:
    """Whether a number before the adverb takes it for itself: "4 shot, 2 | fatally"."""
    return adverb.i > 0 and adverb.nbor(-1).tag_ == "CD"


def _located(verb: Token, given: Outcome | None) -> Outcome | None:
    """Where people are taken, or what things turn to, tells more than a verb of moving: "sent four to hospital"."""
    if given is not None and given.name in words("unsettled"):
        return _into_shelter(verb) or given
    if given is not None and given.name not in words("weak"):
        return given
    for prep in _leading(verb):
        for thing in prep.rights:
            if thing.dep_ == "pobj" and (found := states.at_place(prep, thing)):
                return found
    return given and (_harm_besides(verb) or given)


def _leading(verb: Token) -> Iterator[Token]:
    """Prepositions that may lead to a place, also behind the means: "taken by ambulance | to a hospital"."""
    for prep in verb.rights:
        if prep.dep_ in ("prep", "dative"):
            yield prep
        if prep.lower_ == "by":
            yield from (on for means in prep.rights for on in means.rights if on.dep_ == "prep" and on.lower_ == "to")


def _into_shelter(verb: Token) -> Outcome | None:
    """The shelter that those driven out come to: "forced 300 to flee to shelters"."""
    for deed in (verb, *(child for child in verb.rights if child.dep_ == "xcomp")):
        for prep in deed.rights:
            for thing in prep.rights if prep.lower_ in ("to", "into", "in") else ():
                if thing.dep_ == "pobj" and thing.lemma_ in words("refuge"):
                    return Outcome("sheltered", thing, "located")
    return None


def _loses(verb: Token) -> Outcome | None:
    """What is lost or suffered decides: homes, lives, jobs, injuries."""
    if verb.lemma_ in ("have", "lack", "lose"):
        of = states.denied if verb.lemma_ == "have" else states.lacked
        gone = ((name, child) for child in verb.rights if child.dep_ == "dobj" and (name := of(child)))
        if lacks := next(gone, None):
            return Outcome(lacks[0], lacks[1], "loses")
    if verb.lemma_ == "have":
        hurt = (child for child in verb.rights if child.dep_ == "dobj" and child.lemma_ in words("having"))
        return next((Outcome("injured", child, "loses") for child in hurt), None)
    if verb.lemma_ not in words("losing"):
        return None
    for child in verb.rights:
        if child.dep_ == "dobj" and (name := loss(child)):
            return Outcome(name, child, "loses")
        if child.dep_ == "prep" and (found := states.condition(verb)):
            return found
    return None


def loss(thing: Token) -> str | None:
    """What is said of those who lose or suffer something: lives, homes, "breathing problems"."""
    lemma = thing.lemma_.lower()
    if lemma in words("ailments") and any(word.lower_ in words("bodily") for word in thing.lefts):
        return "injured"
    return names("loss").get(lemma) or names("noun").get(lemma)


def _seeks(verb: Token) -> Outcome | None:
    """Shelter that people seek or find: "4,000 sought refuge in two schools"."""
    if verb.lemma_ not in words("seeking"):
        return None
    refuge = any(c.dep_ == "dobj" and c.lemma_ in words("refuge") for c in verb.rights)
    return Outcome("sheltered", verb, "seeks") if refuge else None


def _finds_bodies(verb: Token, noun: Token | None) -> bool:
    return noun is not None and noun.lemma_.lower() in words("bodies") and verb.lemma_ in words("found")


def _tolled_orplain(verb: Token) -> Outcome | None:
    told = (tolled(verb) if verb.lemma_ in words("reaching") else None) or plain(verb)
    return replace(told, rule="verb") if told is not None and told.rule == "means" and acts(verb) else told


def plain(verb: Token) -> Outcome | None:
    """The verb's own lemma, where it says more than that there are so many."""
    if verb.tag_ not in VERBAL or phrasal(verb) in words("light") or not verb.is_alpha:
        return None
    rule = "means" if verb.lemma_.lower() in names("more_precise") else "verb"
    return Outcome(phrasal(verb).replace("_", " "), verb, rule)


def phrasal(verb: Token) -> str:
    """A verb's lemma with its particle ("shoot_down") or its state ("take_prisoner")."""
    for child in verb.rights:
        if child.dep_ == "prt" or (child.lower_ == "down" and child.dep_ == "advmod") or child.lower_ in words("kept"):
            return f"{verb.lemma_.lower()}_{child.lower_}"
        kept = next((c for c in child.rights if c.dep_ == "pobj"), None) if child.lower_ == "as" else None
        if kept is not None and kept.lemma_ in words("kept"):  # "taking 40 as hostages"
            return f"{verb.lemma_.lower()}_{kept.lemma_}"
    return str(verb.lemma_.lower())


def _near(token: Token, depth: int) -> Iterator[Token]:
    """A token and what hangs on it, not deeper than ``depth``."""
    yield token
    if depth:
        for child in sentences.children(token):
            yield from _near(child, depth - 1)
