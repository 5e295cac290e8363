"""Time expressions to intervals of days, with the basis of each end.

An explicit date needs nothing else; a weekday or "last month" is read relative to the article's day of publication
and stays open (no dates, only its words) where that day is unknown. Today's date never stands in for it.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from newslab import lexicon
from newslab.figures import sentences
from newslab.figures.intervals import READERS, last_year, next_year

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from newslab.articles import Article

_YEAR: Final = re.compile(r"\d{4}")
_SUPERLATIVES: Final = frozenset({"JJS", "RBS"})
_NEAR: Final = 5
"""Steps up the parse from a time to what compares it."""
_DAYS: Final = frozenset({"day month", "month day", "days", "day pair"})
"""Patterns that name days by their month."""
_NAMING: Final = frozenset({"compound", "nmod", "amod"})
_PHRASE: Final = 8
"""Tokens of a time and of what follows at once."""
_BELOW: Final = 3
"""Rank of a time in a clause below the figure's."""
_CONTRASTS: Final = frozenset({"while", "whereas", "although", "though", "because", "since", "if", "unless"})
"""What opens a clause whose time is not that of the clause above: "..., while 30 were freed in May"."""


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words for a time, the days they span (None: open), and how they were read (``schema.DATE_BASIS``)."""

    start: int
    end: int
    text: str
    first: dt.date | None
    last: dt.date | None
    basis: str
    rule: str


@functools.cache
def _data() -> dict[str, Any]:
    return lexicon.read("times.yaml")


@functools.cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns of ``times.yaml`` with their parts filled in, in the order in which they are tried."""
    data = _data()
    parts = data["parts"] | {
        name: lexicon.any_of(data[name]) for name in ("months", "weekdays", "days", "seasons", "numbers")
    }
    for name, pattern in data["parts"].items():
        parts[name] = lexicon.fill(pattern, parts)
    return tuple((name, re.compile(lexicon.fill(p, parts))) for name, p in data["patterns"].items())


@functools.cache
def _hint() -> re.Pattern[str]:
    """What any time expression holds some of: most texts without one are let go at once."""
    return re.compile(_data()["hint"])


@functools.cache
def period_words() -> frozenset[str]:
    """Words for periods and days, which are never counted or described themselves when they date a figure."""
    data = _data()
    return frozenset(
        {*data["weekdays"], *data["days"], *data["seasons"], *data["units"], *data["months"], "time", "order"}
    )


_ANY_DAY: Final = dt.date(2001, 6, 15)


@functools.lru_cache(maxsize=4096)
def _on_any_day(words: str) -> TimeExpression | None:
    """An expression that needs no more than to be read from some day: "three years ago", but not "in May"."""
    found = within(words, _ANY_DAY)
    return found[0] if found and found[0].rule in ("ago", "past n", "relative", "season", "yearly") else None


def is_past(words: str, age: dt.timedelta) -> bool:
    """Whether the words name a time that ended so long before publication, whenever that was."""
    time = _on_any_day(words)
    return time is not None and time.last is not None and time.last < _ANY_DAY - age


def is_long(words: str, length: dt.timedelta) -> bool:
    """Whether the words name a time at least so long: "this year"."""
    time = _on_any_day(words)
    if time is None or time.first is None or time.last is None:
        return False
    return time.last - time.first >= length


@functools.cache
def long_periods() -> frozenset[str]:
    """Periods so long that what happened one of them ago is no news."""
    return frozenset(_data()["long_periods"])


def is_long_running(word: str) -> bool:
    """Whether a word names what goes on for years, whose whole is not the news of a day: a war."""
    return word in _data()["long_running"]


def is_rank(word: str) -> bool:
    """Whether a word names a rank, which is held since a time: first, deadliest."""
    return word in _data()["ranking"]


def find(doc: Doc, article: Article) -> list[TimeExpression]:
    """Time expressions of a text, in order and non-overlapping.

    Parameters
    ----------
    doc : Doc
        The parsed text; only its characters are read.
    article : Article
        Gives the day of publication.

    Returns
    -------
    list of TimeExpression
        Offsets are characters of ``doc.text``.
    """
    return within(doc.text, article.published)


def within(text: str, published: dt.date | None) -> list[TimeExpression]:
    """Time expressions of a plain text, read relative to ``published``."""
    lower = _lowered(text)
    if _hint().search(lower) is None:
        return []
    found: list[TimeExpression] = []
    taken = bytearray(len(text))
    needed = _data()["needed"]
    for name, pattern in _patterns():
        if name in needed and not any(words in lower for words in needed[name]):
            continue
        for match in pattern.finditer(lower):
            start = match.start() + (len(match.group()) - len(match.group().lstrip()))
            if any(taken[start : match.end()]) or not _plausible(name, match, text):
                continue
            first, last, basis = _read(name, match.groupdict(), published)
            taken[start : match.end()] = b"\1" * (match.end() - start)
            found.append(TimeExpression(start, match.end(), text[start : match.end()], first, last, basis, name))
    return sorted(found, key=lambda t: t.start)


def _lowered(text: str) -> str:
    """A text in lower case, character for character: patterns that need not fold case find twice as fast."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def _plausible(name: str, match: re.Match[str], text: str) -> bool:
    """Leave out what only looks like a time: "may" the verb, "march" the walk, "sun" the star."""
    groups = match.groupdict()
    word = groups.get("M") or groups.get("W")
    if word is None:
        return True
    if text[match.start("M" if groups.get("M") else "W")].islower():
        return False
    return not (name == "weekday" and len(word) <= 4 and groups.get("P") is None)


def _read(name: str, g: dict[str, str | None], published: dt.date | None) -> tuple[dt.date | None, dt.date | None, str]:
    prefix = (g.get("P") or "").lower()
    first, last = READERS[name](g, published)
    explicit = bool(g.get("Y")) or (
        g.get("R") is None
        and name in ("span", "days", "day pair", "months", "since part", "day month", "month day", "month")
        and prefix not in ("last", "next", "this")
    )
    basis = "explicit" if explicit or name == "open" else "relative"
    if prefix in ("since", "from") and name not in ("span", "days", "months", "years"):
        return first, (published if published is None or first is None or first <= published else None), basis
    if prefix in ("until", "by", "before", "as of"):
        return (None, last, basis) if prefix != "as of" else (last, last, basis)
    return first, last, basis


def ahead(time: TimeExpression, published: dt.date | None) -> TimeExpression:
    """The time of a plan, which is the next of its name: "promised to free 40 by Sunday", "by 1 March"."""
    if time.last is None or published is None or time.text.lower().startswith("last"):
        return time
    if time.rule == "hours" and time.first is not None:
        return replace(time, first=published, last=published + (published - time.first))
    if time.last >= published:
        return time
    if time.rule == "weekday":
        week = dt.timedelta(days=7)
        return replace(time, first=time.first and time.first + week, last=time.last + week)
    set_day = time.first is None and time.rule in ("day month", "month day") and not _YEAR.search(time.text)
    return replace(time, last=next_year(time.last)) if set_day else time


def behind(time: TimeExpression, published: dt.date | None, verb: Token) -> TimeExpression:
    """The day of something past, which is no day to come: "it began on 22 October" in a text of 7 October."""
    helpers = [c.tag_ for c in verb.lefts if c.dep_ in ("aux", "auxpass")]
    past = verb.tag_ == "VBD" or "VBD" in helpers or (verb.tag_ == "VBN" and not helpers)
    ahead_of = published is not None and time.first is not None and time.first > published
    if not past or not ahead_of or time.rule not in _DAYS or _YEAR.search(time.text):
        return time
    return replace(time, first=time.first and last_year(time.first), last=time.last and last_year(time.last))


def verb_above(token: Token) -> Token:
    """The verb of a token's clause."""
    return token.doc[_clauses(token)[0]]


def choose(
    doc: Doc, anchor: Token, times: list[tuple[TimeExpression, Token]], deed: Token | None = None
) -> TimeExpression | None:
    """The time a figure is about, among those of its sentence: same clause first, then the nearest.

    ``deed`` is the word that tells what happened to the things counted; where it describes them ("ten people | killed
    on Sunday were buried on Monday") its clause is the figure's own.

    A time that hangs on a verb of saying above the figure's clause ("said on Tuesday that ...") dates the saying, not
    the figure.
    """
    if not times:
        return None
    own = _clauses(_told_in(anchor, deed))
    best: tuple[int, int] | None = None
    chosen = None
    for time, token in times:
        if sentences.apart(anchor, token) or _ranks(token, anchor) or _credits(token, anchor):
            continue
        verb = _clauses(token)[0]
        rank = 0 if _opens(doc, time, token, own[0]) else _rank(own, anchor, token)
        if rank is None or (rank == _BELOW and time.rule == "open" and doc[verb].dep_ == "relcl"):
            continue
        distance = abs(token.i - anchor.i)
        if best is None or (rank, distance) < best:
            best, chosen = (rank, distance), _of_the_day(time) if _opens(doc, time, token, own[0]) else time
    return chosen


def _told_in(anchor: Token, deed: Token | None) -> Token:
    """Where to look for the figure's own clause: at what befell the things counted where that is told behind them."""
    if deed is None or deed.i < anchor.i or deed.is_ancestor(anchor):
        return anchor
    describes = deed.dep_ in ("acl", "relcl") and deed.head == anchor
    loose = deed.tag_ in ("VBN", "VBD") and (deed.dep_ == "relcl" or not _has_subject(deed))  # the parse lost it
    return deed if describes or loose else anchor


def _opens(doc: Doc, time: TimeExpression, token: Token, verb: int) -> bool:
    """Whether the clause of a verb tells what was done at a time right before it: "since 3 May, | when 40 died"."""
    behind = next((t for t in doc[token.i : token.i + _PHRASE] if t.idx >= time.end and t.text != ","), None)
    return behind is not None and behind.lower_ == "when" and behind.head.i == verb


def _of_the_day(time: TimeExpression) -> TimeExpression:
    """The day alone, and no span from it until now, for what was done on it."""
    opening = time.text.split()[0].lower()
    if opening not in ("since", "from") or time.rule not in ("day month", "month day"):
        return time
    cut = len(opening) + 1
    return replace(time, start=time.start + cut, text=time.text[cut:], last=time.first)


def _ranks(since: Token, anchor: Token) -> bool:
    """Whether a time is only compared with: "the worst crash since 1968", "a 3% increase from 2022", "than in May"."""
    if any(
        above.lower_ in ("than", "compared") and not above.is_ancestor(anchor)
        for above in itertools.islice(since.ancestors, _NEAR)
    ):
        return True
    if since.lower_ == "from":
        return since.head.lemma_.lower() in _data()["compared"]
    above = (since, *itertools.islice(since.ancestors, _NEAR))
    since = next((token for token in above if token.lower_ == "since" and token.dep_ == "prep"), since)
    return since.lower_ == "since" and holds_rank(since)


def holds_rank(since: Token) -> bool:
    """Whether a rank is held since a time: "its first losses | since the start"."""
    nouns = (since.head, since.head.head, since.nbor(-1) if since.i else since)
    words = (word for noun in nouns for word in (noun, *noun.lefts))
    return any(word.tag_ in _SUPERLATIVES or is_rank(word.lower_) for word in words)


def _credits(time: Token, anchor: Token) -> bool:
    """Whether a time is that of the source: "lost 40 men, according to the governor | on Tuesday"."""
    if time.dep_ in _NAMING:  # "according to a | June survey, 60% agree"
        return False
    source = next((token for token in itertools.islice(time.ancestors, _NEAR) if token.lower_ == "according"), None)
    if source is None or source.is_ancestor(anchor) or source.i > time.i:
        return False
    return not any(token.text == "," for token in time.doc[source.i : time.i])  # "according to him, | on Friday ..."


def _rank(own: list[int], anchor: Token, token: Token) -> int | None:
    """How near a time's verb is to a figure's: 0 its own, 1 and 2 above it, 3 below it; None where it dates another."""
    doc, verb = token.doc, _clauses(token)[0]
    if verb not in own:
        clause = doc[verb]
        if clause.dep_ == "conj" and clause.head.i == own[0] and not _has_subject(clause):
            return 1  # "shot and | killed last week"
        if clause.dep_ == "conj" and _has_subject(clause) and not _counts(clause):
            return None
        return None if any(c.dep_ == "mark" and c.lower_ in _CONTRASTS for c in clause.lefts) else _BELOW
    level = own.index(verb)
    for i in own[:level]:
        clause = doc[i]
        if clause.dep_ == "relcl" and _is_aside(clause, anchor, token, doc[own[level]]):
            return None
        if clause.dep_ in ("ccomp", "parataxis") or (clause.dep_ in ("acl", "advcl") and _has_subject(clause)):
            return None
    return min(level, 2)


def _is_aside(clause: Token, anchor: Token, token: Token, above: Token) -> bool:
    """Whether a relative clause tells of what was before the news, whose time is not its own.

    So does one of what somebody did ("the man | who killed 40 was questioned on Friday"), or in a clause of what is
    still to come ("is to see the damage from the storm | that killed 40").
    """
    if clause.head == anchor or clause.head.is_ancestor(token):
        return False
    if token.lower_ != "since" and any(c.dep_ == "aux" and c.lower_ in ("has", "have") for c in clause.lefts):
        return True  # "protests in May led to a war | that has killed 900"
    somebody = clause.head.tag_ in ("NN", "NNP") and any(child.lower_ == "who" for child in clause.lefts)
    return somebody or (clause.tag_ == "VBD" and _is_ahead(above))


def _is_ahead(verb: Token) -> bool:
    """Whether a verb is of what is still to come."""
    helpers = {child.lower_ for child in verb.lefts if child.dep_ == "aux"}
    return bool(helpers.intersection(_data()["ahead"])) or verb.tag_ == "VB"


def _counts(verb: Token) -> bool:
    """Whether the clause joined on counts something too, and so shares its time: "2 died and many were hurt today"."""
    words = _data()["counting"]
    return any(token.tag_ == "CD" or token.lower_ in words for child in verb.lefts for token in child.subtree)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.lefts)


def _clauses(token: Token, limit: int = 15) -> list[int]:
    """Indices of the verbs above a token, nearest first; the sentence's root where there is none."""
    verbs = []
    for _ in range(limit):
        if token.pos_ in ("VERB", "AUX"):
            verbs.append(token.i)
        if token.head is token:
            break
        token = token.head
    return verbs or [token.i]
