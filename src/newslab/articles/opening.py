"""What stands above and at the head of the body: headline, bylines, dates of publication, the dateline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newslab.articles import bylines, dates, outlets
from newslab.articles.cues import cues

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newslab.articles.rows import Row

_ROWS: Final = 14
"""Headline, bylines and dates are looked for in this many lines at the top."""
_BELOW: Final = 4
"""Lines below a title in which the date of publication is looked for."""
_CLOCK: Final = re.compile(r"\b\d{1,2}:\d{2}\b")
_TITLE: Final = 300
"""Characters of a title that are compared."""
_ECHO_WORDS: Final = 4
"""Fewest words of a title that can be told from a sentence that begins alike."""
_BESIDE_DATE: Final = 40
"""Most characters beside a date before a title's echo."""
_DATELINE: Final = re.compile(
    r"(?P<place>[^\W\d_][\w.’'/-]{0,25}(?:,?\s[^\W\d_][\w.’'/-]{0,25}){0,5})"
    r"(?:,\s(?:\d{1,2}\s\w{3,9}|\w{3,9}\.?\s\d{1,2})(?:,?\s\d{4})?)?"
    r"\s?(?:\((?P<agency>[\w ./&-]{2,40})\))?\s?(?:[–—-]{1,3}|:)\s{0,3}(?=\S)"
)


def label_headline(rows: Sequence[Row], title: str | None) -> None:
    """Label the headline: the line that repeats the title, else the first that looks like one; echoes are furniture."""
    if title is None:
        if (found := first_headline(rows)) is not None:
            found.label = "headline"
        return
    key, seen = " ".join(re.findall(r"\w+", title.casefold())), False
    for place, row in enumerate(rows):
        if not key or row.label is not None or not row.key.startswith(key):
            continue
        if row.key == key or (place < _ROWS and len(row.key) - len(key) < 60 and _is_title_line(row, title)):
            row.label = "furniture" if seen else "headline"
            seen = True


def opens_with(text: str, title: str) -> bool:
    """Whether a text begins with its title, on a line of its own or run into a new sentence; not as words of one."""
    echo = _echo(title)
    match = echo.match(text.lstrip()) if echo else None
    return match is not None and not text.lstrip()[match.end() : match.end() + 1].islower()


def cut_echo(rows: list[Row], title: str) -> None:
    """Make a row of its own of a title, and the date before it, that run on into the first sentence of the body."""
    echo = _echo(title)
    if echo is None or len(title.split()) < _ECHO_WORDS:
        return
    for place, row in enumerate(rows[:_ROWS]):
        match = echo.search(row.text, 0, 2 * _TITLE) if row.label is None else None
        if match is None or match.end() == len(row.text) or row.text[match.end()].islower():
            continue
        if _is_preamble(row.text[: match.start()]):
            repeated, body = row.split(match.end())
            repeated.label = "furniture" if any(r.label == "headline" for r in rows[:place]) else "headline"
            rows[place : place + 1] = [repeated, body]
            return


def _echo(title: str) -> re.Pattern[str] | None:
    """Pattern of a title whatever its punctuation, with what parts it from the words after it."""
    words = re.findall(r"\w+", title[:_TITLE])
    if not words:
        return None
    return re.compile(r"\W{1,5}".join(map(re.escape, words)) + r"(?!\w)[\s.:|!?”’–—-]{0,5}", re.IGNORECASE)


def cut_date(rows: list[Row]) -> None:
    """Make a byline of the date of publication that runs on into the first sentence of the body."""
    place, row = next(((i, r) for i, r in enumerate(rows[:_ROWS]) if r.label is None), (0, None))
    stamp = next(dates.search(row.text[: 2 * _BESIDE_DATE], order="mdy"), None) if row else None
    if row is None or stamp is None:
        return
    before = row.text[: stamp.start].strip()
    if cues().dated.sub("", before).strip() or before.casefold() == "on":
        return  # "On 7 October 2024 ..." is the sentence's own date
    rest = row.text[stamp.end :].lstrip(" .:|–—-")
    if rest and rest != row.text[stamp.end :] and not rest[0].islower():
        dated, body = row.split(len(row.text) - len(rest))
        dated.label = "byline"
        rows[place : place + 1] = [dated, body]


def _is_preamble(words: str) -> bool:
    """Whether nothing but a date, and what says that it is one, stands before the title."""
    stamp = next(dates.search(words, order="mdy"), None)
    return not words.strip() or (stamp is not None and len(words) - (stamp.end - stamp.start) <= _BESIDE_DATE)


def _is_title_line(row: Row, title: str) -> bool:
    """Whether the line is the title with the site's name after it."""
    rest = row.text[len(title) :].strip()
    return bool(rest) and rest[0] in "|–—-·•:"


def first_headline(rows: Sequence[Row]) -> Row | None:
    """The first line without a label, where it looks like a headline."""
    for place, row in enumerate(rows[:_ROWS]):
        if row.label is None:
            return row if _is_headline(row, rows[place + 1 : place + 8]) and not _is_dated(row) else None
    return None


def _is_headline(row: Row, following: Sequence[Row]) -> bool:
    """Whether a text's first line is a headline: no sentence, not broken off, and prose comes after it."""
    words = row.text.split()
    if not 3 <= len(words) <= 30 or len(row.text) > 200 or row.is_bullet or row.text[0].islower():
        return False
    is_sentence = row.text[-1] in ".,;:" or (
        row.text[-2] in ".,!?" and sum(w[0].isupper() for w in words) < 0.6 * len(words)
    )
    is_broken = words[-1].casefold() in cues().english or bool(following and following[0].text[0].islower())
    return not is_sentence and not is_broken and dateline(row.text) is None and any(r.is_prose for r in following)


def label_bylines(rows: Sequence[Row], known: set[str]) -> None:
    """Label who wrote it and when it was published; ``known`` holds folded names of the authors and the outlet."""
    for row in _below_titles(rows):
        if row.label is None and _is_dated(row):
            row.label = "byline"
    for row in _head(rows):
        if row.label is not None or row.is_bullet:
            continue
        plain = outlets.fold(row.bare)
        names = bylines.from_line(row.text) if len(row.text) < 200 else ((), None)
        if plain in known or any(names) or _is_dated(row) or bylines.glued_agency(row.bare) or outlets.agency(row.bare):
            row.label = "byline"
    _label_names(rows)


def _below_titles(rows: Sequence[Row]) -> Iterator[Row]:
    """Rows right below the title wherever it stands: on a whole page that is far from the top."""
    title = next((row.key for row in rows if row.label == "headline"), None)
    for place, row in enumerate(rows):
        if (
            title
            and row.key
            and row.label in ("headline", "furniture")
            and title.startswith(row.key)
            and row.n_words >= _ECHO_WORDS
        ):
            yield from rows[place + 1 : place + 1 + _BELOW]


def _label_names(rows: Sequence[Row]) -> None:
    """Names alone above the first sentence: two or more of them, or one beside another byline."""
    for place, row in enumerate(rows[:_ROWS]):
        if row.is_prose:
            break
        names = bylines.names_only(row.text) if row.label is None else ()
        if len(names) > 1 or (names and any(r.label == "byline" for r in rows[max(0, place - 1) : place + 2])):
            row.label = "byline"


def _head(rows: Sequence[Row]) -> list[Row]:
    """Rows at the top, up to the third sentence of the article itself."""
    prose = [i for i, row in enumerate(rows) if row.is_prose and row.label is None]
    return list(rows[: min(_ROWS, prose[2] if len(prose) > 2 else len(rows))])


def _is_dated(row: Row) -> bool:
    """Whether the line says when the text was published and hardly anything else."""
    if len(row.text) > 120:
        return False
    rest, found = row.text, False
    for stamp in reversed(list(dates.search(row.text, order="mdy"))):
        rest, found = rest[: stamp.start] + " " + rest[stamp.end :], True
    rest = re.sub(r"\d", " ", cues().dated.sub(" ", rest))
    words = re.findall(r"[^\W\d_]{2,}", rest)
    if not found and not dates.is_relative(row.text) and (words or not _CLOCK.search(row.text)):
        return False
    return len(words) <= 4 and (not row.is_prose or not words) and all(w[0].isupper() for w in words)


def dateline(text: str) -> re.Match[str] | None:
    """The dateline a paragraph opens with: "KYIV -", "HOUSTON (Reuters) -", "CNN —".

    Returns
    -------
    re.Match or None
        With groups ``place`` and ``agency`` (either a news agency or another outlet; None where none is named).
    """
    match = _DATELINE.match(text[:160])
    if match is None:
        return None
    place, credit = match["place"], match["agency"]
    if place.split()[0].casefold() in cues().not_places or (match[0].rstrip().endswith(":") and credit is None):
        return None  # "SMITH:" opens what Smith says
    loud = place.split(",")[0].replace("Mc", "").isupper() and len(place) > 2
    credited = credit is not None and bool(outlets.agency(credit) or outlets.known(credit))
    return match if loud or credited or outlets.agency(place) else None
