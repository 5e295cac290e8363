"""Figures as facts: what of each figure decides which claim it belongs to."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from newslab import schema
from newslab.claims import episodes, likeness, surroundings
from newslab.claims.agreement import Report, admits, magnitude
from newslab.claims.events import GROWN
from newslab.claims.fact import Fact, Told, Where
from newslab.claims.origins import Origins
from newslab.claims.sameness import GENERIC, akin, classes, is_event
from newslab.claims.surroundings import ending, given
from newslab.figures import changing
from newslab.numerals.units import to_si

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    import pandas as pd

COUNTABLE: Final = frozenset(
    {"count", "money", "area", "distance", "percent", "ratio", "rate", "mass", "volume", "energy"}
)
"""Kinds of figures that can be of one thing across articles."""
INNER: Final = 2.0  # times that an article's main count has to be of another before that is a part of it
RELATIVE: Final = "relative"  # basis of a time counted from the day of publication
POINTING: Final = frozenset({"all", "both", "the", "these", "those"})
SPAN: Final = 7  # days in which more happens than one event
PER_CENT: Final = 100.0  # "a fifth" and "20%" are one share
CAPACITY, INJURED = "capacity", "injured"  # outcomes
NEAR: Final = 40  # characters after a figure that tell of its fate
_CLAUSE: Final = re.compile(r"[^,;:.!?\d\n]{0,150}")  # what follows a figure of its clause, up to another number
_PAST_HOURS: Final = re.compile(r"\b(?:past|last|previous) (?:(?:24|48) hours|day)\b", re.IGNORECASE)
STANDINGS: Final = ("increment", "decrease", "subset")


def of(figures: pd.DataFrame, places: pd.DataFrame, articles: pd.DataFrame, aliases: Mapping[str, str]) -> list[Fact]:
    """Figures that can be of one thing across articles.

    Parameters
    ----------
    figures, places, articles : pandas.DataFrame
        Tables as in :mod:`newslab.schema`.
    aliases : mapping of str to str
        Things counted that the user wants read as another.

    Returns
    -------
    list of Fact
        By day of publication; those of kinds that are never claims, and single persons, are left out.
    """
    figures, places, articles = (_plain(table) for table in (figures, places, articles))
    whose = Origins(figures, articles)
    known = {row.place_id: _where(row) for row in places.itertuples() if isinstance(row.place_id, str)}
    stories = {row.article_id: row for row in articles.itertuples()}
    groups = episodes.of(figures, places, articles)
    around = surroundings.of(figures, places, stories, groups)
    made = []
    for order, row in enumerate(_in_order(figures, articles)):
        article = stories[row.article_id]
        thing, modifiers = _thing(row, aliases)
        told = row.score >= schema.MINOR and row.kind in COUNTABLE and _tells(row, thing)
        if not told or row.figure_id in around.furniture:
            continue
        campaign = _of_campaign(row, _day(article.published))
        placed = row.place_basis in episodes.OWN_PLACE
        where = None if row.figure_id in around.sums or (campaign and not placed) else known.get(row.place_id)
        focus, own = known.get(article.focus_place_id), _own_people(row)
        event = groups.event.get(row.figure_id, groups.main[article.article_id])
        report, outcome = _report(row, article, thing, whose), given(row.outcome)
        fact = Fact(
            figure_id=row.figure_id,
            article_id=article.copy_group,
            order=order,
            thing=thing,
            modifiers=modifiers,
            outcome=outcome,
            outcome_class=akin().get(outcome, outcome),
            victims=is_event(outcome),
            gains=outcome in likeness.settings()["gains"],
            moves=outcome in likeness.settings()["moves"],
            whither=_whither(row, article.text),
            kind="percent" if row.kind == "ratio" else row.kind,
            unit=_unit(row),
            standing="level" if row.figure_id in around.shares else _standing(row, thing),
            whole=around.wholes.get(row.figure_id),
            local=placed and 0 < row.value <= GROWN * around.parted.get((event, row.outcome, row.place_id), 0.0),
            total=row.change == "cumulative",
            campaign=campaign,
            daily=_daily(row),
            several=row.figure_id in around.sums,
            where=where,
            country=where.country if where is not None else own or (focus.country if focus is not None else None),
            focus=focus,
            land=around.lands.get(row.figure_id) or own,
            placed=placed,
            start=_day(row.date_start),
            end=_day(row.date_end),
            published=_day(article.published),
            news_day=groups.day[article.article_id],
            background=bool(row.background),
            event=event,
            story=groups.story[article.article_id],
            region=_region(focus),
            lead=bool(row.lead),
            headline=(row.article_id, row.outcome, row.value) in around.headlines,
            inner=_inner(row, around.most),
            person=row.unit == "person",
            civilian=row.counted_head == "civilian",
            speaker=given(row.speaker_key),
            words=around.words[row.sentence],
            beside=around.beside[row.article_id, row.sentence],
            ending=ending(row.sentence) or row.figure_id,
            told=Told(row.article_id, row.sentence, row.start, row.text.split()[0].casefold() in POINTING),
            size=magnitude(report) or 0.0,
            interval=admits(report, rounding=True),
            report=report,
        )
        made.append(fact)
    return made


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """The table with its words as Python has them, for each would be made anew whenever rows are gone through."""
    return table.astype(dict.fromkeys(table.select_dtypes("str"), object))


def _inner(row: Any, most: Mapping[tuple[str, str], float]) -> bool:
    value = given(row.value)
    return not row.lead and value is not None and INNER * value <= most.get((row.article_id, row.outcome), 0.0)


def _in_order(figures: pd.DataFrame, articles: pd.DataFrame) -> Iterator[Any]:
    """Rows by day of publication, article and offset, so that neither the drop's order nor a later article matters."""
    published = figures["article_id"].map(articles.set_index("article_id")["published"])
    yield from figures.assign(_day=published).sort_values(["_day", "article_id", "start"], kind="stable").itertuples()


def _care(row: Any, text: str) -> str:
    """Whether the injured are said to be in hospital, or to be hurt: not all who are hurt go there."""
    if row.outcome != INJURED:
        return ""
    said = text[row.start : row.end + NEAR].casefold()
    return next((name for name, words in likeness.settings()["care"].items() if any(w in said for w in words)), "")


def _day(value: Any) -> dt.date | None:
    return None if value is None or value != value else value.date()


def _where(row: Any) -> Where:
    name = str(given(row.name) or "").casefold()
    return Where(row.place_id, given(row.feature), given(row.iso), given(row.country), given(row.admin1), name)


def _own_people(row: Any) -> str | None:
    """Country whose officials tell how many were driven from home: its own people."""
    moved = row.outcome in likeness.settings()["moves"] and row.unit == "person"
    return given(row.speaker_country) if moved and not isinstance(row.place_id, str) else None


def _whither(row: Any, text: str) -> str | None:
    """Whether people driven from home are said to be within their land or abroad: the two are counted apart."""
    if row.outcome not in likeness.settings()["moves"]:
        return None
    own = _CLAUSE.match(text, row.end)
    found = ((m.start(), name) for name, words in _whithers().items() if own and (m := words.search(own.group())))
    return min(found, default=(0, None))[1]


@cache
def _whithers() -> dict[str, re.Pattern[str]]:
    listed = likeness.settings()["whither"].items()
    return {name: re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE) for name, words in listed}


def _region(focus: Where | None) -> str | None:
    """Region of the article's focus; None where that is wider."""
    return None if focus is None else focus.iso if focus.feature == "region" else focus.admin1


def _tells(row: Any, thing: str | None) -> bool:
    """Whether a figure says how many of what in the world: "one blogger said" and "two counts of theft" do not."""
    if row.kind == "count" and row.value == 1 and not is_event(given(row.outcome)):
        return False
    if thing in likeness.settings()["charges"] and not is_event(given(row.outcome)):
        return False
    if row.kind == "distance":  # "30 km from the border" says where: gains of ground, rain and fronts are claims
        words = likeness.settings()
        return given(row.outcome) in words["gains"] or thing in words["depths"] or thing in words["lengths"]
    return thing is not None or given(row.outcome) is not None


def _thing(row: Any, aliases: Mapping[str, str]) -> tuple[str | None, frozenset[str]]:
    """Class of the thing counted, and what else is said of it."""
    head, key = given(row.counted_head), given(row.counted_key)
    words = set(key.split()) if key else set()
    alias = aliases.get((given(row.counted) or "").casefold()) or aliases.get((head or "").casefold())
    if alias:
        *others, head = alias.casefold().split()
        words = set(others)
    if head is None:
        return (GENERIC if row.unit == "person" else None), frozenset()
    word = head.casefold()
    known = classes().get(word) or classes().get(word.removesuffix("s"))  # a headline's "29 Rebels Dead"
    if known is None and row.unit == "person" and head.capitalize() in row.counted:  # "tens of thousands of Norwegians"
        return GENERIC, frozenset(words)
    return known or word, frozenset(words - {head, word})


def _standing(row: Any, thing: str | None) -> str:
    forecast = row.kind == "distance" and thing in likeness.settings()["depths"] and row.modality == "estimated"
    # what a hall is to hold it can hold; "another 160,000 are to be drafted" and "160,000 are to be" are one plan
    if (row.modality == "planned" and row.outcome != CAPACITY) or forecast:
        return "plan"
    # a main count of victims is one though it says "five more"
    whole = row.lead and row.unit == "person" and is_event(given(row.outcome))
    # "33 of them in Kyiv" is Kyiv's count
    whole = whole or (row.change == "subset" and thing == GENERIC and row.place_basis == "clause")
    parts = [row.change] if row.change in STANDINGS and not whole else []
    parts += ["rate"] if row.kind == "rate" else []
    return " ".join(parts) or "level"


def _of_campaign(row: Any, published: dt.date | None) -> bool:
    """Whether a number of people is what a war, or whatever else goes on for weeks, has come to by now.

    The words say what goes on ("the war has killed"), or weeks that end with the report ("since May", "in the past two
    weeks"; not "in May").
    """
    if row.kind != "count" or row.unit != "person" or row.change not in ("level", "cumulative"):
        return False
    summed = row.change == "cumulative"
    start, end = _day(row.date_start), _day(row.date_end)
    spans = start is not None and end is not None and (end - start).days >= SPAN
    cue = given(row.change_cue)
    if summed and changing.runs_on(cue):
        return spans or start is None or changing.is_span(cue)  # "the violence on Monday has killed" tells of Monday
    by_now = end is not None and published is not None and 0 <= (published - end).days <= 1
    return spans and by_now and (summed or row.date_basis == RELATIVE)


def _daily(row: Any) -> bool:
    """Whether a number is that of hours only: "in the past 24 hours"."""
    cue = given(row.date_cue)
    if cue is not None:
        return _hours().search(cue) is not None
    return row.change == "level" and _PAST_HOURS.search(row.sentence) is not None


@cache
def _hours() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(likeness.settings()['hours'])})\b", re.IGNORECASE)


def _unit(row: Any) -> str | None:
    """What has to be the same: nothing for counts, the dimension for measures, else the unit itself."""
    unit: str | None = given(row.unit)
    if row.kind in ("count", "percent", "ratio"):
        return None
    return str(row.kind) if unit is not None and to_si(1.0, unit) is not None else unit


def _report(row: Any, article: Any, thing: str | None, whose: Origins) -> Report:
    value, low, high = (given(x) for x in (row.value, row.low, row.high))
    own = row.place_id if row.place_basis in episodes.OWN_PLACE else None  # a place carried over is no other scope
    scope = (str(given(own) or ""), str(thing or ""), _care(row, article.text))
    told = episodes.said_on(row.sentence, _day(article.published))
    day = _day(row.date_end) or _day(article.published)
    origin, credited = whose.of(row)
    scale = to_si(1.0, row.unit) if isinstance(row.unit, str) and row.kind != "temperature" else None
    scale = PER_CENT if row.kind == "ratio" else scale
    return Report(
        row.figure_id, row.text, value, low, high, str(row.bound), bool(row.approx), scope, day,
        told, origin, credited,
        scale or 1.0,
    )  # fmt: skip
