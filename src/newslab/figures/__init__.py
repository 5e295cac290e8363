"""Doc to reported figures: span, quantity, what is counted, its outcome, change, modality, time.

:func:`find` reads each quantity of :mod:`newslab.numerals` against the parse; the modules of this package decide the
columns: ``counted``, ``subjects``, ``outcomes``, ``standing`` (change and modality), ``times`` and ``timechoice``,
``ellipsis`` (what a figure leaves to those before it) and ``leads``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from newslab import numerals
from newslab.figures import (
    besides,
    changing,
    ellipsis,
    hits,
    killers,
    leads,
    measured,
    outcomes,
    people,
    rates,
    standing,
    subjects,
    timechoice,
    times,
    together,
    weighing,
    wordcounts,
)
from newslab.figures import counted as counting
from newslab.figures.context import Context
from newslab.numerals import Quantity, units
from newslab.schema import READABLE

if TYPE_CHECKING:
    import datetime as dt

    from spacy.tokens import Doc, Token

    from newslab.articles import Article
    from newslab.figures.counted import Counted
    from newslab.figures.deedwords import Outcome
    from newslab.figures.times import TimeExpression


_SAID_ONCE: Final = frozenset({"percent", "distance", "area", "mass", "volume", "speed", "rate", "money", "other"})
_PREPOSITION: Final = re.compile(r"\b(by|from|to) $", re.IGNORECASE)


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
    text = article.text  # spaCy would join it anew
    quantities: list[tuple[Quantity, Counted | None]] = [(q, None) for q in numerals.find_quantities(text)]
    context = Context(doc, article, text)
    quantities += wordcounts.find(context, {q.num_start for q, _ in quantities} | {q.start for q, _ in quantities})
    found: list[Figure] = []
    for quantity, counted in sorted(quantities, key=lambda pair: pair[0].num_start):
        if context.section(quantity.num_start) in READABLE:
            figure = _read(context, quantity, found, counted)
            if figure is not None:
                found.append(figure)
    found = rates.shared(wordcounts.told_before(found), text)
    return leads.mark(hits.tell(context, _with_sums(context, found)), text)


def _with_sums(context: Context, found: list[Figure]) -> list[Figure]:
    """Figures with those among them that a phrase adds up: "a man and two women", whose parts are then subsets."""
    known: set[int] = set()
    for quantity, counted in [*together.find(context, found), *besides.find(context, found)]:
        if quantity.start in known:
            continue
        figure = _read(context, quantity, [], counted) if context.section(quantity.start) in READABLE else None
        if figure is not None and outcomes.can_be_summed(figure.outcome) and not _singles_out(figure):
            known.add(quantity.start)
            found = sorted([figure, *(_as_part(f, quantity) for f in found)], key=_position)
    return killers.tell(context, found)


def _singles_out(figure: Figure) -> bool:
    """Whether one is told apart from the others hit, as one who died of it is: "shot a man and two others"."""
    return figure.outcome in hits.HIT and (figure.counted or "").endswith("others")


def _as_part(figure: Figure, whole: Quantity) -> Figure:
    """A figure, marked as a subset where it is one of those that a phrase adds up."""
    inside = whole.start <= figure.start and figure.end <= whole.end and figure.change == "level"
    return replace(figure, change="subset", change_cue="and") if inside and figure.kind == "count" else figure


def _position(figure: Figure) -> tuple[int, int]:
    return figure.quantity.num_start, -figure.quantity.num_end


def _read(context: Context, quantity: Quantity, before: list[Figure], counted: Counted | None = None) -> Figure | None:
    """The figure at a quantity, or None where the words report none; ``before`` are the figures so far."""
    doc = context.doc
    first, last = context.token(quantity.num_start), context.token(quantity.num_end - 1)
    end = context.token(max(quantity.end, quantity.num_end) - 1)
    counted = counted or counting.read(doc, first, last if quantity.kind == "count" else end, end + 1)
    quantity = _measured_alike(quantity, counted, before, context.text)
    subject = subjects.find(doc, quantity, counted, context.token(quantity.start))
    counted = measured.read(doc, counted, quantity.kind, end + 1)
    if ellipsis.is_base(doc, quantity, first, before):
        outcome = outcomes.base(doc, counted)
    else:
        outcome = outcomes.find(doc, counted, context.token(quantity.start), quantity.kind)
    if not wordcounts.reports(quantity.rule, counted, outcome):
        return None
    if not ellipsis.one_more(doc, first, counted, before) and not weighing.reports(
        doc, quantity, first, last, counted, outcome
    ):
        return None
    reading = ellipsis.complete(doc, quantity, first, counted, outcome, before)
    section, time = (
        context.section(quantity.num_start),
        context.time_of(counted.anchor, outcome.cue if outcome else None),
    )
    _over(time, quantity, reading)
    modality, modality_cue = standing.modality(doc, quantity, first, counted, outcome)
    if time and modality == "planned":
        time = times.ahead(time, context.article.published)
    elif time:
        time = times.behind(time, context.article.published, timechoice.verb_above(counted.anchor))
    start, end = _span(context, quantity, counted, outcome)
    unit = _unit(quantity, counted, reading, context.text, end)
    unit = _in_each(context, quantity, counted, first, unit, end, reading.outcome)
    dates = quantity.kind == "duration" and context.dates_something(quantity.num_start, quantity.num_end)
    return Figure(
        start=start,
        end=end,
        quantity=quantity,
        unit=unit,
        kind="rate" if quantity.kind == "count" and unit and "/" in unit else quantity.kind,
        section=section,
        in_quote=context.in_quote(quantity.num_start),
        counted=reading.noun,
        counted_key=reading.key,
        counted_head=reading.head,
        subject=subject,
        outcome=reading.outcome,
        change=reading.change,
        change_cue=reading.change_cue,
        modality=modality,
        modality_cue=modality_cue,
        background=leads.is_background(section, time, context.article)
        or leads.compares(counted.anchor, _fresh_day(context, time)),
        date_start=time.first if time else None,
        date_end=time.last if time else None,
        date_cue=time.text if time else None,
        date_basis=time.basis if time else "none",
        rule="/".join(filter(None, (quantity.rule, reading.rule, outcome.rule if outcome else ""))),
        score=0.2 if dates else weighing.score(quantity, counted, reading.rule, reading.outcome),
    )


def _fresh_day(context: Context, time: TimeExpression | None) -> Token | None:
    """Where a date near publication is told in full, and not only by its weekday."""
    fresh = time is not None and time.basis == "explicit" and leads.is_fresh(time, context.article)
    return context.doc[context.token(time.start)] if time is not None and fresh else None


def _over(time: TimeExpression | None, quantity: Quantity, reading: ellipsis.Reading) -> None:
    """Let the time tell whether a count runs on: it does "since May"; a total of "the past day" is that day's."""
    if time is None or quantity.kind != "count":
        return
    if reading.change == "level" and time.text.lower().startswith("since"):
        reading.change, reading.change_cue = "cumulative", time.text
    elif reading.change == "cumulative" and time.rule in ("past n", "hours") and changing.sums_up(reading.change_cue):
        reading.change, reading.change_cue = "level", None


def _measured_alike(quantity: Quantity, counted: Counted, before: list[Figure], text: str) -> Quantity:
    """The quantity with the unit of the one before where it is said once: "by 2 percent, but ... by 1"."""
    bare = quantity.kind == "count" and quantity.unit is None and counted.head is None and quantity.rule == "digits"
    if not bare or not before or before[-1].kind not in _SAID_ONCE or not ellipsis.same_sentence(counted, before[-1]):
        return quantity
    earlier = before[-1].quantity
    preps = [_PREPOSITION.search(text, max(0, q.start - 8), q.start) for q in (earlier, quantity)]
    if [p and p[1].lower() for p in preps] not in (["by", "by"], ["from", "to"]):
        return quantity
    return replace(quantity, kind=earlier.kind, unit=earlier.unit)


def _span(context: Context, quantity: Quantity, counted: Counted, outcome: Outcome | None) -> tuple[int, int]:
    """Modifier, number and noun; without a noun, the word for what happened ("24 dead")."""
    doc = context.doc
    start, end = quantity.start, max(quantity.end, quantity.num_end)
    i = context.token(start)
    one_by_one = i > 1 and doc[i - 2].lower_ == "after"  # "one after | another"
    if i and doc[i - 1].lower_ in ("another", "additional", "further") and doc[i].idx == start and not one_by_one:
        start = doc[i - 1].idx
    if counted.end > counted.start and (counted.rule in ("carry", "others") or counted.head is not None):
        last = doc[min(counted.end, len(doc)) - 1]
        if counted.rule != "named":
            end = max(end, last.idx + len(last))
    state = outcome.cue if outcome is not None and outcome.rule == "state" and counted.head is None else None
    if state is not None and counted.start <= state.i <= counted.end:
        end = max(end, state.idx + len(state))
    return start, end


def _is_people(head: Token, outcome: str | None) -> bool:
    """Whether a name in the plural is a people's, as only people meet the outcome: "900 Rohingyas fled"."""
    return head.tag_ in ("NNP", "NNPS") and head.lower_.endswith("s") and outcomes.of_people(outcome)


def _in_each(
    context: Context, quantity: Quantity, counted: Counted, first: int, unit: str | None, end: int, outcome: str | None
) -> str | None:
    """The unit with the period in which each time so many are counted: "40 trucks | a day"."""
    if unit and unit.startswith("1/") and outcomes.of_people(outcome):  # "up to 40 a day are killed"
        return unit.replace("1", "person", 1)
    if quantity.kind != "count" or (unit and "/" in unit):
        return unit
    period = rates.period(context, counted, first, end)
    return f"{unit or 1}/{period}" if period else unit


def _unit(quantity: Quantity, counted: Counted, reading: ellipsis.Reading, text: str, end: int) -> str | None:
    if quantity.unit is not None or quantity.kind != "count":
        return quantity.unit
    if counted.head is not None and (counted.head.ent_type_ == "NORP" or _is_people(counted.head, reading.outcome)):
        return "person"
    if counted.rule in (wordcounts.MULTIPLE, wordcounts.GROUP) or (
        counted.rule == "named" and people.is_group(reading.head)
    ):
        return "person"
    if reading.head is not None:
        unit = people.unit_of(reading.head)
        rate = units.rate_after(text, end) if counted.head is not None and unit == reading.head else None
        return f"{unit}/{rate[0]}" if rate else unit  # "3,000 tests | per day"
    return "person" if outcomes.of_people(reading.outcome) else None
