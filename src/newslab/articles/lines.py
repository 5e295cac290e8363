"""What each line of an article is: headline, body, caption, or part of the page around it.

Precision first: a line is page furniture only where the cues of ``resources/page_cues.yaml`` account for all of it, or
where it stands in a run of lines that are plainly a list. A label that is wrong costs a figure nobody will miss; so a
line in doubt is body. Labels of one text look at that text alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from newslab.articles import bylines, frame, opening, outlets
from newslab.articles.cues import cues
from newslab.articles.rows import Row, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LIST_ROWS: Final = 12
"""Longest list of related stories."""
_LONGEST_CUE: Final = 400
"""Longest line that can be page furniture by its words."""
_CREDIT: Final = 90
"""Characters at the end of a line in which a picture's credit is looked for."""
_ECHO_WORDS: Final = 8
"""Fewest words of a line that is not printed twice by chance."""


@dataclass(frozen=True, slots=True)
class Line:
    """One non-blank line of an article, or a part of one, and what it is (see ``schema.LINE_LABELS``)."""

    start: int
    end: int
    label: str


def label(text: str, *, title: str | None = None, names: Iterable[str] = ()) -> tuple[Line, ...]:
    """Label every non-blank line.

    Parameters
    ----------
    text : str
        The exact text of an article.
    title : str, optional
        Its headline, where that is known; else the first line that looks like one is taken.
    names : iterable of str
        Authors and outlet, whose names alone on a line are a byline.

    Returns
    -------
    tuple of Line
        In order of the text, without overlap; ``text[start:end]`` is the line without the blanks around it.
    """
    rows = rows_of(text)
    known = {outlets.fold(name) for name in names if name}
    for row in rows:
        row.label = row.label or _own(row)
    opening.label_headline(rows, title)
    if title is not None:
        opening.cut_echo(rows, title)
    opening.cut_date(rows)
    opening.label_bylines(rows, known)
    _link_lists(rows)
    frame.label(rows)
    _background(rows)
    _author_notes(rows, known)
    _comments(rows)
    _repeats(rows)
    return tuple(_with_dateline(rows))


def _own(row: Row) -> str | None:
    """Label that the line's own words settle."""
    found, bare, text = cues(), row.bare, row.text
    if not bare or row.is_address or found.furniture.fullmatch(bare) or _is_credit(bare):
        return "furniture"
    if found.caption.match(text):
        return "caption"
    if len(text) > _LONGEST_CUE:
        return None
    plain = text.strip("()[]*_ ")
    by_pattern = (
        ("author_note", found.contribution.fullmatch(plain)),
        ("signup", found.signup.fullmatch(bare)),
        ("links", not text.endswith(".") and (found.more.match(text) or found.more.match(bare))),
        ("tail", found.tail.fullmatch(plain)),
        ("caption", _ends_in_credit(text)),
        ("advert", _is_advert(row)),
    )
    return next((label for label, hit in by_pattern if hit), None)


def _is_credit(bare: str) -> bool:
    """Whether a line is a picture's credit alone: names and agencies, no words that show something."""
    words = bare.split(None, 20)
    return cues().credit.fullmatch(bare) is not None and not any(w[0].islower() and len(w) > 3 for w in words[1:])


def _ends_in_credit(text: str) -> bool:
    """Whether a line closes with a picture's credit, set off by its capital or its bracket."""
    close = text[-_CREDIT:].casefold()
    if not any(word in close for word in cues().credit_words):
        return False
    last = len(text.rstrip(' )]."”'))
    for match in cues().credit.finditer(text, max(0, len(text) - _CREDIT)):
        opens = text[match.start()].isupper() or text[match.start()] in "(©["
        if match.end() >= last and len(match[0]) > 3:
            return opens and match.start() > 0 and text[match.start() - 1] in " ([.|—–-/"
    return False


def _is_advert(row: Row) -> bool:
    if row.text[-1] in '.!?”"' and row.n_words > 12:
        return False
    return len({match[0].casefold() for match in cues().advert.finditer(row.text)}) > 1


def _repeats(rows: Sequence[Row]) -> None:
    """A line printed twice is read once: the later one is an echo of the page."""
    seen: set[str] = set()
    for row in rows:
        if row.n_words < _ECHO_WORDS or row.is_bullet or row.label not in (None, "headline", "caption", "background"):
            continue
        if row.key in seen:
            row.label = "furniture"
        seen.add(row.key)


def _link_lists(rows: Sequence[Row]) -> None:
    for place, row in enumerate(rows):
        if row.label is None and row.n_words <= 8 and cues().links.fullmatch(row.bare):
            row.label = "links"
            for item in _list_after(rows, place):
                item.label = "links"


def _list_after(rows: Sequence[Row], place: int) -> list[Row]:
    """Items of the list that a head opens: its bullets, or bare headlines up to the next prose."""
    following = rows[place + 1 : place + 1 + _LIST_ROWS]
    if following and following[0].is_bullet:
        stop = next((i for i, row in enumerate(following) if not row.is_bullet), len(following))
        return [row for row in following[:stop] if len(row.text) < 250]
    stop = next((i for i, row in enumerate(following) if row.is_prose or row.label is not None), len(following))
    items = list(following[:stop])
    if len(items) > 1 and stop < len(following) and following[stop].label is None:
        items.pop()  # the line right before prose may be that prose's own heading
    return items


def _background(rows: Sequence[Row]) -> None:
    for place, row in enumerate(rows):
        if row.label is None and row.text.endswith(":") and cues().background.fullmatch(row.bare):
            row.label = "background"
            following = rows[place + 1 :]
            bulleted = bool(following) and following[0].is_bullet
            for item in following:
                if (item.text.endswith(":") and item.n_words <= 3) or (bulleted and not item.is_bullet):
                    break
                item.label = item.label or "background"


def _author_notes(rows: Sequence[Row], known: set[str]) -> None:
    """What is said of the author, after the author's name: at the end of a text, or in a box with a "By" line."""
    late = len(rows) * 3 // 5
    people = {name for name in known if name} | {
        outlets.fold(r.bare) for r in rows[late:] if bylines.from_line(r.text)[0]
    }
    for place, row in enumerate(rows):
        if row.label is not None or place < late:
            continue
        if (named := bylines.from_line(row.text)[0]) and len(row.text) < 120:
            row.label = "author_note"
            _author_box(rows, place, {outlets.fold(name) for name in named})
        elif any(_is_biography(row, name) for name in people) or _is_contact(row):
            row.label = "author_note"


def _author_box(rows: Sequence[Row], place: int, names: set[str]) -> None:
    if place and outlets.fold(rows[place - 1].bare) in names:
        rows[place - 1].label = "author_note"
    for row in rows[place + 1 : place + 4]:
        if any(_is_biography(row, name) for name in names) or _is_contact(row):
            row.label = "author_note"


def _is_biography(row: Row, name: str) -> bool:
    if not name or not row.key.startswith(name.split()[0]):
        return False
    plain = " ".join(re.findall(r"\w+", row.text[:60].casefold()))
    if not plain.startswith(name):
        return False
    words = len(name.split())
    after = re.match(rf"\W{{0,4}}(?:\w[\w.'’-]*\W{{1,3}}){{{words}}}", row.text)
    return after is not None and cues().biography.match(row.text, max(0, after.end() - 1)) is not None


def _is_contact(row: Row) -> bool:
    return len(row.text) < 250 and cues().contact.search(row.text) is not None and "“" not in row.text


def _comments(rows: Sequence[Row]) -> None:
    """Readers' comments and what stands below them, where the article plainly lies above."""
    total = sum(len(row.text) for row in rows)
    done = 0
    for place, row in enumerate(rows):
        done += len(row.text)
        if row.n_words <= 12 and cues().comments.fullmatch(row.bare) and 2 * done > total:
            for item in rows[place:]:
                item.label = "tail"
            return


def _with_dateline(rows: Sequence[Row]) -> Iterable[Line]:
    """Lines of the rows, with the dateline of the first paragraph as a line of its own."""
    looked = False
    for row in rows:
        start = row.start
        if not looked and row.label is None and (row.is_prose or opening.dateline(row.text)):
            looked = True
            if (match := opening.dateline(row.text)) is not None and match.end() < len(row.text):
                place_only = not (outlets.agency(match["place"]) or outlets.known(match["place"]))
                yield Line(start, start + len(match[0].rstrip()), "dateline" if place_only else "byline")
                start += match.end()
        yield Line(start, row.end, row.label or "body")
