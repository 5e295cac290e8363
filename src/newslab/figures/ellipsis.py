"""What a figure leaves to those before it: its noun, its outcome, and so its change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newslab.figures import changing, deedwords, outcomes, sentences, together, wordcounts
from newslab.figures import counted as counting

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from newslab.figures import Figure
    from newslab.figures.counted import Counted
    from newslab.figures.deedwords import Outcome
    from newslab.numerals import Quantity


@dataclass(slots=True)
class Reading:
    """What has been read of one figure so far, while ellipsis may still change it."""

    noun: str | None
    key: str | None
    head: str | None
    rule: str
    outcome: str | None
    change: str
    change_cue: str | None


def one_more(doc: Doc, first: int, counted: Counted, before: list[Figure]) -> bool:
    """Whether "one" stands for one of those counted before it: "two died in Kherson and one in Reni"."""
    if doc[first].lower_ != "one" or not before or not outcomes.of_people(before[-1].outcome) or first + 1 >= len(doc):
        return False
    joined = first > 0 and doc[first - 1].lower_ in (",", "and", ";", "but")
    return joined and doc[first + 1].tag_ == "IN" and same_sentence(counted, before[-1])


def is_base(doc: Doc, quantity: Quantity, first: int, before: list[Figure]) -> bool:
    """Whether this number is what another is a share of: "23 of the 60 hostages were freed" frees 23, not 60."""
    if any(token.lower_ == "none" for token in doc[max(0, first - 3) : first]):
        return True
    return bool(before) and before[-1].start < quantity.start and quantity.num_end <= before[-1].end


def complete(
    doc: Doc, quantity: Quantity, first: int, counted: Counted, outcome: Outcome | None, before: list[Figure]
) -> Reading:
    """Noun, outcome and change, with what ellipsis leaves to the figures before."""
    change, cue = changing.change(doc, quantity, first, counted, outcome)
    whole = next((f for f in reversed(before[-4:]) if f.change != "subset"), before[-1] if before else None)
    last = next((f for f in reversed(before[-4:]) if f.kind == "count"), None)
    whole = None if _lead_in(doc, quantity, first) == "among" else whole  # "2 nurses | among 31 dead"
    noun, key, head, rule = _noun(doc, quantity, counted, outcome, last if counted.part and last else whole)
    reading = Reading(noun, key, head, rule, outcome.name if outcome else None, change, cue)
    if change == "increment" and _adds_to_others(reading.outcome, counted, before):
        reading.change, reading.change_cue = "level", None
    if change == "level" and before and _out_of(doc, counted, before[-1]):
        reading.change, reading.change_cue = "subset", "of"
    if reading.outcome is None and before and same_sentence(counted, before[-1]):
        governor = counted.anchor.head.lower_
        listed = first > 1 and doc[first - 2].tag_ == "NNP"  # "... and Kent with 40"
        if (
            change == "level" and rule == "carried" and governor == "with" and not listed
        ):  # "900 men, with 300 in the west"
            reading.change, reading.change_cue = "subset", governor
        if one_more(doc, first, counted, before):
            reading.outcome, reading.rule = before[-1].outcome, f"{rule}/one in"
        if rule == "carried" and _gapped(doc, counted):
            reading.outcome, reading.rule = before[-1].outcome, f"{rule}/gapped"
        risen = change == "level" and counted.anchor.dep_ == "pobj" and (rule == "carried" or changing.resumes(counted))
        part = reading.change == "subset" and not _stands_out(doc, counted)
        if (risen and not is_base(doc, quantity, first, before)) or part:
            reading.outcome, reading.rule = before[-1].outcome, f"{rule}/of which"
    return reading


def _lead_in(doc: Doc, quantity: Quantity, first: int) -> str:
    """The word before a quantity with its modifiers; ``first`` is the numeral's token."""
    while first and doc[first - 1].idx >= quantity.start:
        first -= 1
    return doc[first - 1].lower_ if first else ""


def _stands_out(doc: Doc, counted: Counted) -> bool:
    """Whether the part is one of its own kind, not of those told before: "one of the largest raids"."""
    return counted.part and any(token.tag_ in ("JJS", "RBS") for token in doc[counted.start : counted.end])


def _gapped(doc: Doc, counted: Counted) -> bool:
    """Whether a number leaves out the verb that it shares: "ten died on Friday and 12 | on Sunday"."""
    anchor = counted.anchor
    joined = anchor.tag_ == "CD" and anchor.dep_ == "conj" and anchor.head.pos_ == "VERB"
    return joined and counted.end < len(doc) and doc[counted.end].tag_ == "IN"


def _adds_to_others(outcome: str | None, counted: Counted, before: list[Figure]) -> bool:
    """Whether "another" only adds to those who met something else: "killed 80 people and hurt another 200"."""
    if not outcomes.can_be_summed(outcome):
        return False
    anchor = counted.anchor
    earlier = anchor.doc[sentences.bounds(anchor)[0] : anchor.i]
    parted = max((token.idx for token in earlier if ";" in token.text), default=-1)
    clause = (f for f in before if same_sentence(counted, f) and f.end > parted)
    told = {f.outcome for f in clause if outcomes.can_be_summed(f.outcome)}
    return bool(told) and outcome not in told


def _out_of(doc: Doc, counted: Counted, previous: Figure) -> bool:
    """Whether the sentence opens with the whole: "Of the 60 hostages, 23 have been freed"."""
    opening = doc[sentences.bounds(counted.anchor)[0]]
    return opening.lower_ == "of" and counted.head is None and opening.idx <= previous.start <= opening.idx + 12


def _noun(
    doc: Doc, quantity: Quantity, counted: Counted, outcome: Outcome | None, previous: Figure | None
) -> tuple[str | None, str | None, str | None, str]:
    """Words, key and head of what is counted; borrowed from the figure before where the noun is left out."""
    if counted.rule == together.RULE:
        return counting.words(doc, counted), "person", "person", counted.rule
    if counted.head is not None and counted.rule != wordcounts.MULTIPLE:
        words = counting.words(doc, counted)
        return words, counting.key(doc, counted), counting.lemma(counted.head), counted.rule
    if quantity.kind != "count" or counted.rule == wordcounts.MULTIPLE:
        return None, None, None, counted.rule
    if outcome is not None and outcome.rule == "toll":
        return None, None, None, counted.rule
    if previous is not None and previous.rule.startswith(wordcounts.GROUP) and counted.rule == "others":
        return None, None, None, counted.rule  # "killed a couple and shot two | others": no two other couples
    if previous is not None and previous.counted and _refers_back(doc, counted, previous, outcome):
        return previous.counted, previous.counted_key, previous.counted_head, "carried"
    if counting.carries(doc, counted) and (named := counting.antecedent(doc, counted.anchor)):
        words = doc[named.start : named.end].text
        return words, counting.key(doc, named), counting.lemma(named.anchor), "carried"
    return None, None, None, counted.rule


def _refers_back(doc: Doc, counted: Counted, previous: Figure, outcome: Outcome | None) -> bool:
    """Whether a number without a noun counts what the figure before counted: same sentence, or the one before it."""
    if previous.kind != "count":
        return False
    if outcome is not None and outcomes.is_event(previous.counted_head or "") and outcome.name != previous.outcome:
        return False  # "three fatalities and one injured" counts no injured fatality
    if previous.outcome in deedwords.words("accused") and _is_what_led_to_it(counted, outcome):
        return False
    if outcome is not None and outcomes.of_people(outcome.name) and previous.unit != "person":
        return False  # "three shootings kill five" counts five people
    if same_sentence(counted, previous):
        return True
    cue = counted.rule == "carry" or counting.carries(doc, counted)
    before = doc[sentences.before(counted.anchor)].idx
    told = outcome is not None and outcomes.is_known(previous.outcome)
    return (cue or told) and previous.start >= before and previous.unit == "person"


def _is_what_led_to_it(counted: Counted, outcome: Outcome | None) -> bool:
    """Whether a clause tells of the victims of those just told of: "charged two men | after two were killed"."""
    clause = counted.anchor.head
    marked = clause.dep_ == "advcl" and any(child.dep_ == "mark" for child in clause.lefts)
    return marked and outcome is not None and outcomes.can_be_summed(outcome.name)


def same_sentence(counted: Counted, previous: Figure) -> bool:
    """Whether the figure before stands in the same sentence."""
    anchor = counted.anchor
    return bool(previous.start >= anchor.doc[sentences.bounds(anchor)[0]].idx)
