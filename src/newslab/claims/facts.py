"""Figures as facts: what of each figure decides which claim it belongs to."""

from __future__ import annotations

import bisect
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from newslab import schema
from newslab.claims import episodes, likeness
from newslab.claims.agreement import Report, admits, magnitude
from newslab.claims.events import GROWN
from newslab.claims.origins import Origins, place_words
from newslab.claims.sameness import GENERIC, Fact, Told, Where, akin, classes, is_event
from newslab.figures import outcomes, standing
from newslab.numerals.units import to_si

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd

COUNTABLE: Final = frozenset(
    {"count", "money", "area", "distance", "percent", "ratio", "rate", "mass", "volume", "energy"}
)
"""Kinds of figures that can be of one thing across articles."""
FEWEST_PLACES: Final = 2  # places whose numbers make up a total
INNER: Final = 2.0  # times that an article's main count has to be of another before that is a part of it
LONG: Final = 90  # characters that no two writers put alike
RELATIVE: Final = "relative"  # basis of a time counted from the day of publication
UNCOUNTED: Final = ("of whom", "of which")
POINTING: Final = frozenset({"all", "both", "the", "these", "those"})
SPAN: Final = 7  # days in which more happens than one event
PER_CENT: Final = 100.0  # "a fifth" and "20%" are one share
CAPACITY: Final = "capacity"
OWNER: Final = 3  # characters of an owner's ending before a number
OWNERS: Final = ("'s", "’s", "'", "’")
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
    whose = Origins(figures, articles)
    known = {row.place_id: _where(row) for row in places.itertuples() if isinstance(row.place_id, str)}
    stories = {row.article_id: row for row in articles.itertuples()}
    groups = episodes.of(figures, places, articles)
    sums = _sums(figures)
    most = _main_counts(figures)
    wholes = _wholes(figures)
    shares = _shares(figures)
    parted = _parted(figures, wholes, groups)
    named = place_words(places["name"])
    words = likeness.weighed_words(figures["article_id"].tolist(), figures["sentence"].tolist(), named)
    beside = _beside(figures)
    lands = _lands(figures, places, stories)
    titles = figures[figures["section"] == "headline"]
    headlines = set(zip(titles["article_id"], titles["outcome"], titles["value"], strict=True))
    furniture = _furniture(figures, stories, groups.story)
    made = []
    for order, row in enumerate(_in_order(figures, articles)):
        article = stories[row.article_id]
        thing, modifiers = _thing(row, aliases)
        told = row.score >= schema.MINOR and row.kind in COUNTABLE and _tells(row, thing)
        if not told or row.figure_id in furniture:
            continue
        campaign = _of_campaign(row, _day(article.published))
        placed = row.place_basis in episodes.OWN_PLACE
        where = None if row.figure_id in sums or (campaign and not placed) else known.get(row.place_id)
        focus, own = known.get(article.focus_place_id), _own_people(row)
        event = groups.event.get(row.figure_id, groups.main[article.article_id])
        report, outcome = _report(row, article, thing, whose), _given(row.outcome)
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
            kind="percent" if row.kind == "ratio" else row.kind,
            unit=_unit(row),
            standing="level" if row.figure_id in shares else _standing(row, thing),
            whole=wholes.get(row.figure_id),
            local=placed and row.value <= GROWN * parted.get((event, row.outcome, row.place_id), 0.0),
            total=row.change == "cumulative",
            campaign=campaign,
            daily=_daily(row),
            several=row.figure_id in sums,
            where=where,
            country=where.country if where is not None else own or (focus.country if focus is not None else None),
            land=lands.get(row.figure_id) or own,
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
            headline=(row.article_id, row.outcome, row.value) in headlines,
            inner=_inner(row, most),
            person=row.unit == "person",
            civilian=row.counted_head == "civilian",
            speaker=_given(row.speaker_key),
            words=words[row.sentence],
            beside=beside[row.article_id, row.sentence],
            ending=_ending(row.sentence) or row.figure_id,
            told=Told(row.article_id, row.sentence, row.start, row.text.split()[0].casefold() in POINTING),
            size=magnitude(report) or 0.0,
            interval=admits(report, rounding=True),
            report=report,
        )
        made.append(fact)
    return made


def _furniture(figures: pd.DataFrame, articles: Mapping[str, Any], story: Mapping[str, int]) -> set[str]:
    """Figures of which nothing known is said, in words that one network prints below one story after another."""
    printed: dict[tuple[str, str], set[int]] = defaultdict(set)
    key_of = {}
    networks = {name: episodes.network(article) for name, article in articles.items()}
    columns = ["figure_id", "article_id", "outcome", "sentence", "text"]
    for figure, article, outcome, sentence, text in zip(*(figures[c].tolist() for c in columns), strict=True):
        if not networks[article] or outcomes.is_known(_given(outcome)):
            continue
        words = sentence[max(sentence.find(text), 0) :].casefold()  # whatever stands before it differs
        words = words if len(words) >= episodes.ENDING else _ending(sentence)
        if not words:  # many a sentence ends in "5,000 people"
            continue
        key_of[figure] = key = (networks[article], words)
        printed[key].add(story[article])
    return {figure for figure, key in key_of.items() if len(printed[key]) > 1}


def _main_counts(figures: pd.DataFrame) -> dict[tuple[str, str], float]:
    """By article and outcome the largest main count of victims."""
    victims = figures["outcome"].map(is_event).astype(bool)
    mains = figures[figures["lead"] & victims & figures["value"].notna() & (figures["unit"] == "person")]
    return dict(mains.groupby(["article_id", "outcome"], observed=True)["value"].max().items())


def _wholes(figures: pd.DataFrame) -> dict[str, str]:
    """Of each figure that is a part ("of whom six children") the last larger one of its sentence with its outcome."""
    victims = figures["outcome"].map(is_event).astype(bool)
    counts = figures[(figures["kind"] == "count") & victims & figures["value"].notna()]
    columns = ["article_id", "sentence", "outcome", "figure_id", "value", "change"]
    found: dict[str, str] = {}
    told: dict[tuple[str, str, str], list[tuple[str, float]]] = defaultdict(list)
    for *key, name, value, change in zip(*(counts[c].tolist() for c in columns), strict=True):
        before = told[tuple(key)]
        if change == "subset":
            whole = next((other for other, size in reversed(before) if size > value), None)
            found |= {name: whole} if whole is not None else {}
        else:
            before.append((name, value))
    return found


def _parted(
    figures: pd.DataFrame, wholes: Mapping[str, str], groups: episodes.Groups
) -> dict[tuple[int, str, str], float]:
    """Largest number by event, outcome and place that a report gives as a part: "46 killed, including 33 in Bergen"."""
    place = dict(zip(figures["figure_id"], figures["place_id"], strict=True))
    columns = ("figure_id", "article_id", "outcome", "place_id", "place_basis", "value")
    parts = figures[figures["figure_id"].isin(wholes)]
    found: dict[tuple[int, str, str], float] = defaultdict(float)
    for name, article, outcome, where, basis, value in zip(*(parts[c].tolist() for c in columns), strict=True):
        if basis == "clause" and isinstance(where, str) and place[wholes[name]] != where:
            key = (groups.event.get(name, groups.main[article]), outcome, where)
            found[key] = max(found[key], value)
    return found


def _shares(figures: pd.DataFrame) -> set[str]:
    """Parts of what is told nothing else, or not counted: "12 of the 40 guards died", "villagers, dozens of whom fled".

    Of these outcomes all that met them are told.
    """
    parts = figures[(figures["change"] == "subset") & figures["outcome"].notna()]
    plain = figures[figures["outcome"].isna()]
    bases = set(zip(plain["article_id"], plain["end"], strict=True))
    first = figures.groupby(["article_id", "sentence"], observed=True)["start"].min()
    columns = ("figure_id", "article_id", "sentence", "start", "end", "change_cue")
    found = set()
    for name, article, sentence, start, end, cue in zip(*(parts[c].tolist() for c in columns), strict=True):
        uncounted = str(cue).casefold() in UNCOUNTED and start == first[article, sentence]
        found |= {name} if uncounted or (article, end) in bases else set()
    return found


def _lands(figures: pd.DataFrame, places: pd.DataFrame, articles: Mapping[str, Any]) -> dict[str, str]:
    """Country of the figures that name one in their words or as the owner: "Gazans", "Gaza's 2.4 million"."""
    mentions: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    columns = ["article_id", "end", "start", "country"]
    for article, *mention in zip(*(places[c].tolist() for c in columns), strict=True):
        if isinstance(mention[-1], str):
            mentions[article].append((mention[0], mention[1], mention[2]))
    for named in mentions.values():
        named.sort()
    found: dict[str, str] = {}
    columns = ["article_id", "figure_id", "start", "end"]
    for article, name, start, end in zip(*(figures[c].tolist() for c in columns), strict=True):
        lands = set(_named_at(mentions[article], articles[article].text, start, end))
        found |= {name: lands.pop()} if len(lands) == 1 else {}
    return found


def _named_at(mentions: Sequence[tuple[int, int, str]], text: str, start: int, end: int) -> Iterator[str]:
    """Countries of the mentions (end, start, country; by their ends) in a stretch of text, or that own it."""
    for i in range(bisect.bisect_left(mentions, (start - OWNER,)), len(mentions)):
        last, first, country = mentions[i]
        if first >= end:
            return
        if first >= start or text[last:start].strip() in OWNERS:
            yield country


def _beside(figures: pd.DataFrame) -> dict[tuple[str, str], frozenset[tuple[str, float]]]:
    """By article and sentence the outcomes and numbers of victims in it; every event has its one."""
    found: dict[tuple[str, str], set[tuple[str, float]]] = defaultdict(set)
    columns = ["article_id", "sentence", "outcome", "value"]
    for article, sentence, outcome, value in zip(*(figures[c].tolist() for c in columns), strict=True):
        told = is_event(_given(outcome)) and value >= likeness.FEWEST
        found[article, sentence] |= {(outcome, value)} if told else set()
    return {key: frozenset(counts) for key, counts in found.items()}


def _ending(sentence: str) -> str:
    """How a sentence ends that is too long to be two writers'; empty for a short one."""
    words = " ".join(sentence.split()).casefold()
    return words[-LONG:] if len(words) >= LONG else ""


def _inner(row: Any, most: Mapping[tuple[str, str], float]) -> bool:
    value = _given(row.value)
    return not row.lead and value is not None and INNER * value <= most.get((row.article_id, row.outcome), 0.0)


def _sums(figures: pd.DataFrame) -> set[str]:
    """Figures that add up what their article gives place by place: "seven dead", of whom four in one town.

    Whatever place stands beside such a total is one of several, so it has none.
    """
    counts = figures[(figures["kind"] == "count") & figures["outcome"].notna() & ~figures["background"]]
    columns = ["article_id", "outcome", "figure_id", "value", "place_id"]
    told: dict[tuple[str, str], list[tuple[str, Any, Any]]] = defaultdict(list)
    for article, outcome, *row in zip(*(counts[c].tolist() for c in columns), strict=True):
        told[article, outcome].append((row[0], _given(row[1]), _given(row[2])))
    return {name for rows in told.values() if len(rows) > FEWEST_PLACES for name in _totals(rows)}


def _totals(rows: Iterable[tuple[str, Any, Any]]) -> Iterator[str]:
    """Of one article's figures of one outcome (id, value, place) those that are the sum of other places' most."""
    listed = list(rows)
    most: dict[str, float] = {}
    for _, value, place in listed:
        if place is not None and value is not None:
            most[place] = max(value, most.get(place, value))
    for name, value, place in listed:
        if value is None:
            continue
        parts = [n for where, n in most.items() if n < value and where != place]
        if len(parts) >= FEWEST_PLACES and sum(parts) == value:
            yield name


def _in_order(figures: pd.DataFrame, articles: pd.DataFrame) -> Iterator[Any]:
    """Rows by day of publication, article and offset, so that neither the drop's order nor a later article matters."""
    published = figures["article_id"].map(articles.set_index("article_id")["published"])
    yield from figures.assign(_day=published).sort_values(["_day", "article_id", "start"], kind="stable").itertuples()


def _given(value: Any) -> Any:
    """The value, or None where the table has none."""
    return None if value is None or value != value else value


def _day(value: Any) -> dt.date | None:
    return None if value is None or value != value else value.date()


def _where(row: Any) -> Where:
    name = str(_given(row.name) or "").casefold()
    return Where(row.place_id, _given(row.feature), _given(row.iso), _given(row.country), _given(row.admin1), name)


def _own_people(row: Any) -> str | None:
    """Country whose officials tell how many were driven from home: its own people."""
    moved = row.outcome in likeness.settings()["moves"] and row.unit == "person"
    return _given(row.speaker_country) if moved and not isinstance(row.place_id, str) else None


def _region(focus: Where | None) -> str | None:
    """Region of the article's focus; None where that is wider."""
    return None if focus is None else focus.iso if focus.feature == "region" else focus.admin1


def _tells(row: Any, thing: str | None) -> bool:
    """Whether a figure says how many of what in the world: "one blogger said" and "two counts of theft" do not."""
    if row.kind == "count" and row.value == 1 and not is_event(_given(row.outcome)):
        return False
    if thing in likeness.settings()["charges"]:
        return False
    if row.kind == "distance":  # "30 km from the border" says where: gains of ground, rain and fronts are claims
        words = likeness.settings()
        return _given(row.outcome) in words["gains"] or thing in words["depths"] or thing in words["lengths"]
    return thing is not None or _given(row.outcome) is not None


def _thing(row: Any, aliases: Mapping[str, str]) -> tuple[str | None, frozenset[str]]:
    """Class of the thing counted, and what else is said of it."""
    head, key = _given(row.counted_head), _given(row.counted_key)
    words = set(key.split()) if key else set()
    alias = aliases.get((_given(row.counted) or "").casefold()) or aliases.get((head or "").casefold())
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
    whole = row.lead and row.unit == "person" and is_event(_given(row.outcome))
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
    if summed and standing.runs_on(_given(row.change_cue)):
        return True
    start, end = _day(row.date_start), _day(row.date_end)
    if start is None or end is None or published is None or not (summed or row.date_basis == RELATIVE):
        return False
    return (end - start).days >= SPAN and 0 <= (published - end).days <= 1


def _daily(row: Any) -> bool:
    """Whether a number is that of hours only: "in the past 24 hours"."""
    cue = str(_given(row.date_cue) or "").casefold()
    return any(words in cue for words in likeness.settings()["hours"])


def _unit(row: Any) -> str | None:
    """What has to be the same: nothing for counts, the dimension for measures, else the unit itself."""
    unit: str | None = _given(row.unit)
    if row.kind in ("count", "percent", "ratio"):
        return None
    return str(row.kind) if unit is not None and to_si(1.0, unit) is not None else unit


def _report(row: Any, article: Any, thing: str | None, whose: Origins) -> Report:
    value, low, high = (_given(x) for x in (row.value, row.low, row.high))
    own = row.place_id if row.place_basis in episodes.OWN_PLACE else None  # a place carried over is no other scope
    scope = (str(_given(own) or ""), str(thing or ""))
    day = _day(row.date_end) or _day(article.published)
    origin, credited = whose.of(row)
    scale = to_si(1.0, row.unit) if isinstance(row.unit, str) and row.kind != "temperature" else None
    scale = PER_CENT if row.kind == "ratio" else scale
    return Report(
        row.figure_id, row.text, value, low, high, str(row.bound), bool(row.approx), scope, day,
        _day(article.published), origin, credited,
        scale or 1.0,
    )  # fmt: skip
