"""Which figures are background to the article's own news, and which one leads for each outcome.

A figure is background when its line says so or when its time ended well before the article's news. The lead of an
outcome is the newest total of the article's own news: the headline's and the lede's figure, unless the text says that
the count has since moved.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from newslab.figures import changing, hits, killers, outcomes, people, timechoice, times, wordcounts
from newslab.numerals import numberwords

if TYPE_CHECKING:
    from spacy.tokens import Token

    from newslab.articles import Article
    from newslab.figures import Figure
    from newslab.figures.times import TimeExpression

STALE: Final = dt.timedelta(days=21)
"""A time that ended this long before publication is not the article's own news."""

LONG: Final = dt.timedelta(days=180)
"""A count that runs since this long ago sums up a history, not the article's own news."""


BESIDE: Final = 20
"""Characters between two groups that are counted side by side."""

_NAMED: Final = 30
"""Characters behind "since the start" in which it is told of what."""

_DATED: Final = 12
"""Characters behind it in which the day of that start is told."""

_CLAUSE_END: Final = re.compile(r"[,.]")
_WORDS: Final = re.compile(r"[a-z]+")

FURTHER: Final = 150
"""Characters between a group and those said to be others."""


def is_background(section: str, time: TimeExpression | None, article: Article) -> bool:
    """Whether a figure with this section and time is about something else than the article's own news."""
    if section == "background":
        return True
    if time is None:
        return False
    if time.rule in ("open", "began") and not _since_the_news(time, article):  # since the war began, before the quake
        return True
    published = article.published
    if published is None:
        return time.rule == "year" or times.is_past(time.text, STALE)  # news names the year only of what is past
    if time.text.lower().startswith("since"):
        return time.first is not None and time.first < published - LONG
    return time.last is not None and time.last < published - STALE


def _since_the_news(time: TimeExpression, article: Article) -> bool:
    """Whether a count runs since something that is no war began: an assault or a storm is mostly the news itself."""
    words = _WORDS.findall(_named(time.start, time, article).lower())
    if words[:1] != ["since"] or time.first is not None:
        return False
    return times.words("long_running").isdisjoint(words) or _began_lately(time, article)


def _named(start: int, time: TimeExpression, article: Article) -> str:
    """The words from ``start`` on that tell of what a time is the start."""
    return _CLAUSE_END.split(article.text[start : time.end + _NAMED], maxsplit=1)[0]


def _began_lately(time: TimeExpression, article: Article) -> bool:
    """Whether a day near publication stands behind what a count runs since: "the start of the siege | on Monday"."""
    behind = times.within(_named(time.end, time, article), article.published)
    return any(is_fresh(began, article) for began in behind[:1] if began.start < _DATED)


def is_fresh(time: TimeExpression, article: Article) -> bool:
    """Whether a time begins so near publication that it may be that of the news."""
    return time.first is not None and article.published is not None and time.first >= article.published - STALE


def compares(anchor: Token, dated: Token | None) -> bool:
    """Whether the figure measures the news against another event: "the deadliest since the fire that killed 49".

    So does a day on which another event is remembered ("the anniversary of the fire that killed 49"), unless the
    figure has a fresh date of its own (``dated``).
    """
    token = anchor
    apart = dated is None or timechoice.verb_above(dated) != timechoice.verb_above(anchor)
    for _ in range(8):
        if _long_after(token) or (apart and token.lower_ in times.words("commemorations")):
            return True
        if token.dep_ == "prep" and token.lower_ in ("since", "than") and token.head.tag_ not in ("CD", "JJR"):
            return True
        told = token.dep_ == "ccomp" and token.head.dep_ == "relcl"  # "... which saw 49 killed"
        if token.head is token or (token.dep_ in ("ccomp", "advcl", "conj") and not told):
            return False
        token = token.head
    return False


def _long_after(token: Token) -> bool:
    """Whether a phrase or clause is what the news comes long after: "a year after | a fire that killed 49"."""
    after = token
    if token.dep_ == "advcl":
        after = next((child for child in token.lefts if child.dep_ == "mark"), token)
    return after.i > 0 and after.lower_ == "after" and after.nbor(-1).lemma_.lower() in times.words("long_periods")


def mark(figures: list[Figure], text: str) -> list[Figure]:
    """The same figures of a text, one per outcome marked as the article's lead."""
    parts, crowds = _parts(figures, text), _crowds(figures, text)
    sums = {(outcome, one + other) for outcome, one, other in parts}
    ranks: dict[str, list[tuple[float, int]]] = {}
    for index, figure in enumerate(figures):
        if figure.outcome is not None and _eligible(figure):
            summed = (figure.outcome, figure.quantity.value) in sums
            rank = _rank(figure, index, supported=summed or _exceeds(figure, crowds.get(figure.outcome)))
            ranks.setdefault(figure.outcome, []).append(rank)
    best = {outcome: max(found) for outcome, found in ranks.items() if outcome != "injured"}
    if "killed" in best:
        weight, position = best["killed"]
        best["killed"] = weight, -killers.total(figures, -position)
    struck = [figures[-best[outcome][1]] for outcome in (*hits.HIT, hits.BOTH) if outcome in best]
    deaths = _deaths(figures, text)
    injured = [
        rank
        for rank in ranks.get("injured", ())
        if not any(_is_part_of_hit(figures[-rank[1]], hit, deaths, text) for hit in struck)
    ]
    if injured:
        best["injured"] = max(injured)
    leads = {_whole(figures, -index, parts) for _, index in best.values()}
    return [replace(figure, lead=True) if i in leads else figure for i, figure in enumerate(figures)]


def _deaths(figures: list[Figure], text: str) -> set[float]:
    """How many the text may say were killed; one, where a death is told without a number."""
    counts = {f.quantity.value for f in figures if f.outcome == "killed" and f.quantity.value is not None}
    return counts | {1.0} if outcomes.deadly().search(text) else counts


def _is_part_of_hit(injured: Figure, hit: Figure, deaths: set[float], text: str) -> bool:
    """Whether the injured are only some of those that were hit: "seven were shot; five of them are in hospital".

    What remains of the hit after the dead is the whole of the injured; others hit than the dead are all injured.
    """
    value, whole = injured.quantity.value, hit.quantity.value
    recalls = injured.quantity.rule == wordcounts.BOTH  # those just named, whoever else was hit
    if hit.unit != "person" or value is None or whole is None or (hit.start > injured.start and not recalls):
        return False
    return value < whole and (whole - value not in deaths or _says_others(hit, text))


def _eligible(figure: Figure) -> bool:
    if figure.quantity.value == 0 and people.unit_of(figure.counted_head or "") == "person" and not _of_all(figure):
        return False  # "no officers were hurt" says nothing of the others
    return (
        figure.kind == "count"
        and outcomes.is_known(figure.outcome)
        and not figure.background
        and (figure.change not in ("subset", "decrease") or _is_whole_of_its_outcome(figure))
        and figure.modality != "denied"
    )


def _is_whole_of_its_outcome(figure: Figure) -> bool:
    """Whether a part may be all that met its outcome: "two of the victims died", "the other four were hurt"."""
    dead = figure.outcome == "killed" and figure.counted_head in people.words("anybody")
    parted = figure.change_cue is not None and figure.change_cue.lower() in (
        "of them",
        "of whom",
        "of which",
        "fatally",
    )
    return figure.change == "subset" and (
        parted
        or (dead and figure.change_cue == "of")
        or (figure.outcome == "injured" and changing.is_rest(figure.change_cue))
    )


def _of_all(figure: Figure) -> bool:
    """Whether a count is of people of any kind: "no deaths", "no people"."""
    head = figure.counted_head or ""
    return head in people.words("anybody") or outcomes.is_event(head)


def _parts(figures: list[Figure], text: str) -> list[tuple[str | None, float, float]]:
    """Outcome and counts of groups that the text keeps apart: "two adults and two teenagers killed" are four killed."""
    return [
        (a.outcome, a.quantity.value, b.quantity.value)
        for a, b in pairwise(figures)
        if a.outcome == b.outcome and _eligible(a) and _eligible(b) and _are_apart(a, b, text)
        and a.quantity.value and b.quantity.value
    ]  # fmt: skip


def _are_apart(one: Figure, other: Figure, text: str) -> bool:
    """Whether two figures count different people: two kinds side by side, "one" and "three others"."""
    gap = other.start - one.end
    if gap < BESIDE and one.counted_key != other.counted_key:
        return True
    return gap < FURTHER and _says_others(other, text)


def _says_others(figure: Figure, text: str) -> bool:
    """Whether a figure's words say that it counts others than those told before."""
    words = text[figure.start : figure.end].lower().split()
    return not (people.words("recalling") | people.words("adding")).isdisjoint(words)


def _whole(figures: list[Figure], lead: int, parts: list[tuple[str | None, float, float]]) -> int:
    """Index of the printed whole where the leading figure is only a part of it; else the lead."""
    value, outcome = figures[lead].quantity.value, figures[lead].outcome
    wholes = {one + other for name, one, other in parts if name == outcome and value in (one, other)}
    printed = (i for i, f in enumerate(figures) if f.outcome == outcome and f.quantity.value in wholes and _eligible(f))
    return next(printed, lead)


def _crowds(figures: list[Figure], text: str) -> dict[str | None, float]:
    """The least that a headline means by "dozens", "hundreds", by outcome."""
    found: dict[str | None, float] = {}
    for figure in figures:
        if figure.section == "headline" and figure.quantity.bound == "vague" and figure.outcome is not None:
            words = text[figure.start : figure.end].lower().split()
            least = [number for word in words if (number := numberwords.least(word)) is not None]
            if least:
                found.setdefault(figure.outcome, least[0])
    return found


def _exceeds(figure: Figure, least: float | None) -> bool:
    value = figure.quantity.value
    return least is not None and value is not None and value >= least


def _rank(figure: Figure, index: int, *, supported: bool) -> tuple[float, int]:
    """Higher is better; among equals the earliest stands.

    ``supported`` marks what smaller groups add up to, or what a headline means by its "dozens".
    """
    value = figure.quantity.value
    weights = (
        (supported, 0.5),
        (figure.section == "headline", 1),
        (figure.change == "cumulative", 0.5),
        (figure.change == "increment", -2),
        (figure.change == "subset", -1),
        (figure.quantity.rule == wordcounts.BOTH, -1),
        (figure.change_cue == "from", -1.5),  # what the count rose from
        (figure.date_cue is not None and times.is_long(figure.date_cue, LONG), -1.5),  # a year's sum is no one event's
        (figure.counted_head in people.words("kinds_of_people"), -0.6),  # a group is no total where one is given
        (figure.modality in ("planned", "hearsay"), -1),
        (figure.quantity.bound == "vague", -1.5),
        (figure.unit != "person" and outcomes.of_people(figure.outcome), -1),  # wounds are no wounded
        (value is not None and value <= 1, -1.5),  # one victim is singled out more often than one was all
    )
    return sum(weight for holds, weight in weights if holds), -index
