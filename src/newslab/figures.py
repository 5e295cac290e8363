"""Doc to reported figures: span, quantity, what is counted, its outcome, change, modality, time.

:func:`find` reads each quantity of :mod:`newslab.numerals` against the parse; the columns are decided in
:mod:`newslab.counted`, :mod:`newslab.subjects`, :mod:`newslab.outcomes`, :mod:`newslab.standing`,
:mod:`newslab.times` and :mod:`newslab.leads`.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from newslab import counted as counting
from newslab import leads, numerals, outcomes, standing, subjects, times
from newslab.schema import READABLE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

    from newslab.articles import Article
    from newslab.counted import Counted
    from newslab.numerals import Quantity
    from newslab.outcomes import Outcome
    from newslab.times import TimeExpression

_QUOTED: Final = re.compile(r"“[^“”\n]{1,2000}”|\"[^\"\n]{1,2000}\"|‘[^‘’\n]{1,2000}’(?!\w)")


@dataclass(frozen=True, slots=True)
class Figure:
    """One reported figure. Fields are those of ``schema.FIGURES`` that the words themselves decide."""

    start: int
    end: int
    quantity: Quantity
    unit: str | None = None
    kind: str = "count"
    section: str = "body"
    in_quote: bool = False
    counted: str | None = None
    counted_key: str | None = None
    counted_head: str | None = None
    subject: str | None = None
    outcome: str | None = None
    change: str = "level"
    change_cue: str | None = None
    modality: str = "stated"
    modality_cue: str | None = None
    background: bool = False
    lead: bool = False
    date_start: dt.date | None = None
    date_end: dt.date | None = None
    date_cue: str | None = None
    date_basis: str = "none"
    rule: str = ""
    score: float = 0.5


def find(doc: Doc, article: Article) -> list[Figure]:
    """Reported figures of one article, in the order of the text.

    Parameters
    ----------
    doc : Doc
        The article's text as parsed by :func:`newslab.language.parse`.
    article : Article
        Gives line labels (figures stand only in ``schema.READABLE`` lines; no lines means that all is body) and the
        day of publication, to which relative times refer.

    Returns
    -------
    list of Figure
        ``doc.text[figure.start:figure.end]`` is the whole phrase: modifier, number and noun.
    """
    quantities = numerals.find_quantities(doc.text)
    if not quantities:
        return []
    reader = _Reader(doc, article)
    found: list[Figure] = []
    for quantity in quantities:
        figure = reader.read(quantity, found)
        if figure is not None:
            found.append(figure)
    return leads.mark(found)


class _Reader:
    """One article's tokens, lines, quotations and times, looked up by character."""

    def __init__(self, doc: Doc, article: Article) -> None:
        self.doc = doc
        self.article = article
        self.offsets = [token.idx for token in doc]
        self.lines = article.lines
        self.line_starts = [line.start for line in article.lines]
        self.quoted = [match.span() for match in _QUOTED.finditer(doc.text)]
        self.quote_starts = [start for start, _ in self.quoted]
        self.times = times.find(doc, article)
        self.time_starts = [t.start for t in self.times]

    def token(self, offset: int) -> int:
        """Index of the token that covers a character."""
        return max(0, bisect.bisect_right(self.offsets, offset) - 1)

    def section(self, offset: int) -> str:
        """Label of the line at a character; body where no lines are known."""
        if not self.lines:
            return "body"
        line = self.lines[max(0, bisect.bisect_right(self.line_starts, offset) - 1)]
        return line.label

    def in_quote(self, offset: int) -> bool:
        i = bisect.bisect_right(self.quote_starts, offset) - 1
        return i >= 0 and offset < self.quoted[i][1]

    def read(self, quantity: Quantity, before: list[Figure]) -> Figure | None:
        """The figure at a quantity, or None where the words report none; ``before`` are the figures so far."""
        previous = before[-1] if before else None
        section = self.section(quantity.num_start)
        if section not in READABLE or not len(self.doc):
            return None
        first, last = self.token(quantity.num_start), self.token(quantity.num_end - 1)
        counted = counting.read(self.doc, first, last, self.token(max(quantity.end, quantity.num_end) - 1) + 1)
        whole = previous is not None and previous.start < quantity.start and quantity.num_end <= previous.end
        outcome = None if whole else outcomes.find(self.doc, counted, self.token(quantity.start), quantity.kind)  # "23 of the 60 hostages" were freed, not 60
        if not _reports(self.doc, quantity, first, last, counted, outcome):
            return None
        whole_before = next((f for f in reversed(before[-4:]) if f.change != "subset"), previous)
        noun, key, head, rule = self._noun(quantity, counted, outcome, previous if counted.part else whole_before)
        name = outcome.name if outcome else None
        if name is None and previous is not None and rule == "carried" and not whole:
            if counted.anchor.dep_ == "pobj" and self._same_sentence(counted, previous):
                name = previous.outcome  # "the toll was put at five but has risen to seven"
        modality, modality_cue = standing.modality(self.doc, quantity, first, counted, outcome)
        change, change_cue = standing.change(self.doc, quantity, first, counted, outcome)
        if change == "level" and name is None and rule == "carried" and counted.anchor.head.lower_ == "with":
            change, change_cue = "subset", counted.anchor.head.text
        if change == "subset" and name is None and previous is not None and self._same_sentence(counted, previous):
            name, rule = previous.outcome, f"{rule}/of which"
        time = self._time(counted)
        start, end = self._span(quantity, counted, outcome)
        return Figure(
            start=start,
            end=end,
            quantity=quantity,
            unit=_unit(quantity, counted, head, name),
            kind=quantity.kind,
            section=section,
            in_quote=self.in_quote(quantity.num_start),
            counted=noun,
            counted_key=key,
            counted_head=head,
            subject=subjects.find(self.doc, quantity, counted),
            outcome=name,
            change=change,
            change_cue=change_cue,
            modality=modality,
            modality_cue=modality_cue,
            background=leads.is_background(section, time, self.article) or leads.compares(counted.anchor),
            date_start=time.first if time else None,
            date_end=time.last if time else None,
            date_cue=time.text if time else None,
            date_basis=time.basis if time else "none",
            rule="/".join(filter(None, (quantity.rule, rule, outcome.rule if outcome else ""))),
            score=_score(quantity, counted, rule, dates=self._dates(quantity), known=name is not None),
        )

    def _noun(
        self, quantity: Quantity, counted: Counted, outcome: Outcome | None, previous: Figure | None
    ) -> tuple[str | None, str | None, str | None, str]:
        """Words, key and head of what is counted; borrowed from the figure before where the noun is left out."""
        if counted.head is not None:
            words = self.doc[counted.start : counted.end].text.strip(" -“”\"'‘’")
            return words, counting.key(self.doc, counted), counting.lemma(counted.head), counted.rule
        if quantity.kind != "count":
            return None, None, None, counted.rule
        if previous is not None and previous.counted and self._refers_back(counted, previous, outcome):
            return previous.counted, previous.counted_key, previous.counted_head, "carried"
        if counting.carries(self.doc, counted) and (named := counting.antecedent(self.doc, counted.anchor)):
            words = self.doc[named.start : named.end].text
            return words, counting.key(self.doc, named), counting.lemma(named.anchor), "carried"
        return None, None, None, counted.rule

    def _refers_back(self, counted: Counted, previous: Figure, outcome: Outcome | None) -> bool:
        """Whether a number without a noun counts what the figure before counted: same sentence, or the one before it."""
        if previous.kind != "count":
            return False
        if outcome is not None and outcomes.of_people(outcome.name) and previous.unit != "person":
            return False  # "three shootings kill five" counts five people
        if self._same_sentence(counted, previous):
            return True
        sentence = counted.anchor.sent
        cue = counted.rule == "carry" or counting.carries(self.doc, counted)
        before = self.doc[max(0, sentence.start - 1)].sent.start_char
        return (cue or outcome is not None) and previous.start >= before and previous.unit == "person"

    @staticmethod
    def _same_sentence(counted: Counted, previous: Figure) -> bool:
        return bool(previous.start >= counted.anchor.sent.start_char)

    def _time(self, counted: Counted) -> TimeExpression | None:
        sentence = counted.anchor.sent
        low = bisect.bisect_left(self.time_starts, sentence.start_char)
        high = bisect.bisect_left(self.time_starts, sentence.end_char)
        near = [(t, self.doc[self.token(t.start)]) for t in self.times[low:high]]
        return times.choose(self.doc, counted.anchor, near)

    def _dates(self, quantity: Quantity) -> bool:
        """Whether a duration only dates something else ("in the last 24 hours")."""
        if quantity.kind != "duration":
            return False
        i = bisect.bisect_right(self.time_starts, quantity.num_start) - 1
        return i >= 0 and self.times[i].end >= quantity.num_end

    def _span(self, quantity: Quantity, counted: Counted, outcome: Outcome | None) -> tuple[int, int]:
        """Modifier, number and noun; without a noun, the word for what happened ("24 dead")."""
        start = quantity.start
        i = self.token(start)
        if i and self.doc[i - 1].lower_ in ("another", "additional", "further") and self.doc[i].idx == start:
            start = self.doc[i - 1].idx
        end = max(quantity.end, quantity.num_end)
        if counted.end > counted.start and counted.rule != "named":
            last = self.doc[min(counted.end, len(self.doc)) - 1]
            if counted.head is not None or counted.rule in ("carry", "others"):
                end = max(end, last.idx + len(last))
        if counted.head is None and outcome is not None and counted.start <= outcome.cue.i <= counted.end:
            end = max(end, outcome.cue.idx + len(outcome.cue))
        return start, end


def _unit(quantity: Quantity, counted: Counted, head: str | None, outcome: str | None) -> str | None:
    if quantity.unit is not None or quantity.kind != "count":
        return quantity.unit
    if counted.head is not None and counted.head.ent_type_ == "NORP":
        return "person"
    if counted.rule == "named" and counting.is_group(head):
        return "person"
    if head is not None:
        return counting.unit_of(head)
    return "person" if outcomes.of_people(outcome) else None


def _reports(
    doc: Doc, quantity: Quantity, first: int, last: int, counted: Counted, outcome: Outcome | None
) -> bool:
    """Whether the parse lets a number count as reported: not the pronoun "one", not an age set off by commas."""
    numeral = doc[first]
    if first == last and numeral.lower_ in ("one", "ones"):
        harmed = outcome is not None and outcomes.of_people(outcome.name)
        if counted.rule == "of" and counted.head is not None and counted.head.tag_ in ("NN", "NNP"):
            return False  # "an image of one of torture"
        return (counted.head is not None or harmed) and not _pronoun(numeral)
    if quantity.kind in ("count", "age") and first == last and _apposed_age(doc, first):
        return False
    return True


def _pronoun(numeral: Token) -> bool:
    return numeral.tag_ in ("PRP", "NN") and numeral.dep_ in ("nsubj", "dobj", "pobj")


def _apposed_age(doc: Doc, i: int) -> bool:
    """A bare age in a description: "Maria Petrova, 54, said", "boys, ages 7 and 10", "both 35"."""
    if not doc[i].is_digit or len(doc[i]) > 3 or i == 0:
        return False
    if doc[i - 1].lower_ == "both" or any(token.lower_ in ("age", "ages", "aged") for token in doc[max(0, i - 3) : i]):
        return True
    if not 2 <= i < len(doc) - 1 or doc[i - 1].text != ",":
        return False
    return doc[i - 2].tag_ in ("NNP", "NNPS", "NN") and doc[i + 1].text in (",", ".", ";", ")")


def _describes(quantity: Quantity, counted: Counted) -> bool:
    """Whether an age only describes somebody: "a three-year-old girl"."""
    return quantity.kind == "age" and counted.head is not None and counted.head.tag_ in ("NN", "NNP")


def _score(quantity: Quantity, counted: Counted, rule: str, *, dates: bool, known: bool) -> float:
    """Confidence: a noun of its own is firmer than a borrowed one, and that firmer than none.

    "One of the ...", ages in a description and durations that only date something are kept at the bottom.
    """
    if dates or (counted.part and quantity.value == 1) or _describes(quantity, counted):
        return 0.2
    if quantity.kind != "count" or counted.head is not None:
        return 0.9
    if rule in ("carried", "carry", "others"):
        return 0.7
    return 0.5 if known else 0.25
