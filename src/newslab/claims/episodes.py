"""What each article tells of which event: its main news, and whatever else happened elsewhere or before.

An article on two dead in one town mentions the forty-nine of another town's attack last year. Its counts of victims are
therefore parted into episodes before articles are compared: the main one, at the article's focus, and one for each
other place, day or background sentence.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from newslab import schema
from newslab.claims import events, likeness

if TYPE_CHECKING:
    import pandas as pd

OWN_PLACE: Final = ("clause", "sentence")
TOWNS: Final = ("town", "district")
PRINTED_AGAIN: Final = 2  # days on which a line is printed before it is taken for the outlet's furniture
MAIN: Final = ("main",)
SEPARATOR: Final = "\x1f"
ENDING: Final = 60  # characters by which a sentence is known again
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+")
_HOST: Final = re.compile(r"(?:[\w-]+\.)*?([\w-]+\.(?:(?:ac|co|com|gov|net|org)\.)?[a-z]{2,})(?::\d+)?")
_WEEKDAY: Final = re.compile(rf"\b(?:{'|'.join(likeness.WEEKDAYS)})\b")
_SAYS: Final = "added|announced|confirmed|reported|said|told|tweeted|wrote"
_IN_WORDS: Final = (
    r"(?:in|at|on) an? (?:[\w-]+ )?(?:address|briefing|conference|interview|post|report|speech|statement)"
)
_HEARERS: Final = r"(?<=told )(?:the )?(?:[A-Z]\w+(?: [A-Z]\w+)?|journalists|lawmakers|parliament|reporters)"
_SAID_ON: Final = re.compile(
    rf"\b(?:{_SAYS})(?: (?:{_IN_WORDS}|{_HEARERS}|late|early|earlier))?(?: in [A-Z]\w+)?(?: on)?"
    rf" ({'|'.join(likeness.WEEKDAYS)})\b(?!['’])"
    rf"|\bOn ({'|'.join(likeness.WEEKDAYS)}),? (?:[A-Za-z’'-]+ ){{1,6}}(?:{_SAYS})\b"
)


@dataclass(slots=True)
class _Part:
    """An episode in the making."""

    sentences: list[str] = field(default_factory=list)
    towns: set[str] = field(default_factory=set)
    counts: set[tuple[str, float]] = field(default_factory=set)
    leads: set[tuple[str, float]] = field(default_factory=set)
    led_at: set[str] = field(default_factory=set)
    days: set[dt.date] = field(default_factory=set)


class Groups(NamedTuple):
    """Event by figure id, for outcomes that are events; by article id event, story and stated day of its main news."""

    event: dict[str, int]
    main: dict[str, int]
    story: dict[str, int]
    day: dict[str, dt.date | None]


def of(figures: pd.DataFrame, places: pd.DataFrame, articles: pd.DataFrame) -> Groups:
    """The event of each figure, and the story of each article.

    Parameters
    ----------
    figures, places, articles : pandas.DataFrame
        Tables as in :mod:`newslab.schema`.
    """
    made, of_figure = _made(figures, places, articles)
    event, story = (_copied(groups, articles) for groups in events.group(made))
    mains = {a.article_id: _name(a, MAIN) for a in articles.itertuples()}
    days = {episode.episode_id: episode.day for episode in made}
    return Groups(
        {figure: event[name] for figure, name in of_figure.items()},
        {article: event[name] for article, name in mains.items()},
        {article: story[name] for article, name in mains.items()},
        {article: days[name] for article, name in mains.items()},
    )


def _copied(groups: dict[str, int], articles: pd.DataFrame) -> dict[str, int]:
    """Groups with those of near copies as in the article they copy."""
    lead = dict(zip(articles["article_id"], articles["copy_group"], strict=True))
    found = {}
    for name, number in groups.items():
        article, _, key = name.partition(SEPARATOR)
        found[name] = groups.get(SEPARATOR.join((lead[article], key)), number)
    return found


def main_episodes(figures: pd.DataFrame, places: pd.DataFrame, articles: pd.DataFrame) -> list[events.Episode]:
    """Each article's main news as an episode; the tables are those of :func:`of`."""
    mains = {_name(a, MAIN) for a in articles.itertuples()}
    return [episode for episode in _made(figures, places, articles)[0] if episode.episode_id in mains]


def _made(
    figures: pd.DataFrame, places: pd.DataFrame, articles: pd.DataFrame
) -> tuple[list[events.Episode], dict[str, str]]:
    """All episodes, and the episode's id by figure."""
    known = {p.place_id: p for p in places.itertuples() if isinstance(p.place_id, str)}
    focus = articles.set_index("article_id")["focus_place_id"]
    articles = articles.assign(focus_place_id=articles["copy_group"].map(focus))  # a copy's news is where the lead's is
    counting = figures[figures["outcome"].isin(likeness.settings()["outcomes"])]
    by_article: dict[str, list[Any]] = defaultdict(list)
    for row in counting.itertuples():
        by_article[row.article_id].append(row)
    texts = _texts(articles)
    mentions = _mentions(places)
    made: list[events.Episode] = []
    of_figure: dict[str, str] = {}
    for article in articles.itertuples():
        parts, where = _parts(by_article[article.article_id], article, known)
        named = mentions.get(article.article_id, Counter())
        made += [_episode(article, key, part, known, texts, named) for key, part in parts.items()]
        of_figure |= {figure: _name(article, key) for figure, key in where.items()}
    return made, of_figure


def _mentions(places: pd.DataFrame) -> dict[str, Counter[str]]:
    """By article how often it names each place that is no country."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    columns = ["article_id", "place_id", "feature"]
    for article, place, feature in zip(*(places[c].tolist() for c in columns), strict=True):
        if isinstance(place, str) and feature != "country":
            found[article][place] += 1
    return found


def _parts(
    rows: list[Any], article: Any, known: dict[str, Any]
) -> tuple[dict[tuple[str, ...], _Part], dict[str, tuple[str, ...]]]:
    parts: dict[tuple[str, ...], _Part] = defaultdict(_Part)
    parts[MAIN] = _Part()
    where = {}
    for row in rows:
        key = _key(row, article, known)
        where[row.figure_id] = key
        part = parts[key]
        part.sentences.append(row.sentence)
        if isinstance(row.place_id, str) and known[row.place_id].feature in TOWNS and row.place_basis in OWN_PLACE:
            part.towns.add(row.place_id)
        if row.value == row.value and row.change not in ("increment", "subset"):
            part.counts.add((row.outcome, row.value))
            if row.lead and row.unit == "person":
                part.leads.add((row.outcome, row.value))
                part.led_at |= {row.place_id} if isinstance(row.place_id, str) else set()
        if row.date_start == row.date_start and row.date_start == row.date_end:
            part.days.add(row.date_start.date())
    return dict(parts), where


def _key(row: Any, article: Any, known: dict[str, Any]) -> tuple[str, ...]:
    """The main episode, unless the figure's own place, day or standing tells of another."""
    place = known.get(row.place_id) if row.place_basis in OWN_PLACE else None
    focus = known.get(article.focus_place_id)
    elsewhere = place.place_id if place is not None and not _compatible(place, focus) else ""
    dated = row.date_end == row.date_end
    past = dated and article.published == article.published and (article.published - row.date_end).days > events.LATE
    if row.lead or not (row.background or elsewhere or past):
        return MAIN
    named = [elsewhere, str(row.date_end) if past else ""]
    return ("other", *(named if any(named) else [row.sentence]))


def _compatible(place: Any, focus: Any) -> bool:
    """Whether one of two places may hold the other."""
    if focus is None or place.place_id == focus.place_id or "country" in (place.feature, focus.feature):
        return focus is None or place.country == focus.country or place.country is None
    if place.feature in TOWNS and focus.feature in TOWNS:
        return False
    return bool(place.country == focus.country and place.admin1 == focus.admin1)


def _texts(articles: pd.DataFrame) -> dict[str, str]:
    """Each article's own words: sentences of the text proper, without those printed again and again.

    That is in two articles of one network that are no copies of each other, or on several days wherever. A sentence is
    known by its end, for a heading may be run into its beginning.
    """
    said = {a.article_id: _sentences(a) for a in articles.itertuples()}
    of = {a.article_id: network(a) for a in articles.itertuples()}
    days: dict[str, set[Any]] = defaultdict(set)
    texts: dict[tuple[str, str], set[str]] = defaultdict(set)
    for article in articles.itertuples():
        for end in {sentence[-ENDING:] for sentence in said[article.article_id]}:
            days[end].add(article.published)
            texts[of[article.article_id], end].add(article.copy_group)
    often = {end for end, found in days.items() if len(found) > PRINTED_AGAIN}
    again = {key for key, found in texts.items() if key[0] and len(found) > 1}
    return {
        article: "\n".join(x for x in own if x[-ENDING:] not in often and (of[article], x[-ENDING:]) not in again)
        for article, own in said.items()
    }


def _sentences(article: Any) -> list[str]:
    lines = [article.text[s:e] for s, e, label in json.loads(article.lines) if label in schema.READABLE]
    return [sentence for line in lines for sentence in _SENTENCE_END.split(line)]


def network(article: Any) -> str:
    """The outlets that share furniture: those under one registered domain, or the outlet alone; "" where unknown."""
    if not isinstance(article.outlet_key, str):
        return ""
    host = _HOST.fullmatch(article.outlet.casefold())
    return host.group(1) if host else article.outlet_key


def _episode(
    article: Any,
    key: tuple[str, ...],
    part: _Part,
    known: dict[str, Any],
    texts: dict[str, str],
    mentions: Counter[str],
) -> events.Episode:
    main = key == MAIN
    focus = known.get(article.focus_place_id)
    towns = part.towns | ({focus.place_id} if main and focus is not None and focus.feature in TOWNS else set())
    title = article.title if main and isinstance(article.title, str) else ""
    text = texts[article.article_id] if main else " ".join(dict.fromkeys(part.sentences))
    published = None if article.published != article.published else article.published.date()
    away = part.led_at and not any(_compatible(known[place], focus) for place in part.led_at)
    region = focus.admin1 if main and focus is not None and not away else None
    return events.Episode(
        episode_id=_name(article, key),
        article_id=article.article_id,
        title=title,
        text=text,
        published=published,
        day=min(part.days) if part.days else _weekday(" ".join(part.sentences), published),
        towns=frozenset(towns),
        counts=frozenset(part.counts),
        leads=frozenset(part.leads),
        streets=likeness.streets(text),
        clock=likeness.clock(text),
        mentions=mentions if main else {},
        region=region if isinstance(region, str) else None,
        storm=likeness.storm(f"{title}\n{text}") if main else None,
        outlet=article.outlet_key if isinstance(article.outlet_key, str) else None,
        main=main,
    )


def _weekday(sentences: str, published: dt.date | None) -> dt.date | None:
    """The day that the sentences on the victims give by its weekday: the last such before publication.

    A later report opens with the day of the arrest or the hearing.
    """
    match = _WEEKDAY.search(sentences)
    return _last(match.group(), published) if match is not None and published is not None else None


@lru_cache(maxsize=4096)
def said_on(sentence: str, published: dt.date | None) -> dt.date | None:
    """The day on which somebody told what a sentence says: "said on Monday"; else that of publication.

    "Said the raid on Monday" tells the day of the raid.
    """
    match = _SAID_ON.search(sentence)
    if match is None or published is None:
        return published
    return _last(match.group(1) or match.group(2), published)


def _last(weekday: str, day: dt.date) -> dt.date:
    """The last such weekday up to a day."""
    return day - dt.timedelta(days=(day.weekday() - likeness.WEEKDAYS.index(weekday)) % len(likeness.WEEKDAYS))


def _name(article: Any, key: tuple[str, ...]) -> str:
    return SEPARATOR.join((article.article_id, *key))
