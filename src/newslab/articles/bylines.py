"""Who wrote it: author names out of bylines and metadata, agencies as agencies, functions left out."""

from __future__ import annotations

import re
from typing import Final

from newslab.articles import dates, outlets
from newslab.articles.cues import cues

_SPLIT: Final = re.compile(r"\s*(?:;|,|\||\s&\s|\s+and\s+|\s+with\s+|\n)\s*", re.IGNORECASE)
_LEAD: Final = re.compile(
    r"^(?:by|from|posted by|written by|author|authors|text|words|story by|reported by)\b[:\s]\s*", re.IGNORECASE
)
_PLACE: Final = re.compile(r"\s+(?:in|at)\s+\w[\w .'’-]{1,30}$")
_AFFILIATION: Final = re.compile(r"\s*(?:\s[–—-]\s|/|\()\s*(?P<who>[^()–—]{2,60}?)\)?$")
_NAME: Final = re.compile(r"[^\W\d_][\w.'’‘`-]*(?:\s+[^\W\d_][\w.'’‘`-]*){0,5}")
_BYLINE: Final = re.compile(
    r"^(?:by|posted by|written by|story by|reported by)\s+(?P<names>\S.{2,150})$", re.IGNORECASE
)
_PARTICLES: Final = frozenset(
    [
        "de",
        "del",
        "della",
        "der",
        "den",
        "di",
        "da",
        "du",
        "dos",
        "la",
        "le",
        "van",
        "von",
        "bin",
        "ibn",
        "al",
        "el",
        "ter",
        "ten",
        "zu",
        "y",
        "e",
    ]
)
_LONGEST: Final = 60
_SIGN_OFF: Final = re.compile(r"[.!?”\"’]\s{0,3}(?:[-–—/(\[]|©)\s?(?P<who>[^\W\d_][\w .&-]{1,30}?)\s?[)\]/]?\.?$")
_GLUED_DAY: Final = re.compile(r"(?<=[a-z])(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?$")


def authors(raw: str, outlet: str | None = None) -> tuple[tuple[str, ...], str | None]:
    """Names of the authors, and the agency where one is named among them.

    Parameters
    ----------
    raw : str
        As found: ``By Jane Doe and John Roe, Reuters``.
    outlet : str, optional
        The outlet's name, which is no author.

    Returns
    -------
    tuple
        Names in order without repetition, and the agency's usual name or None.
    """
    names: dict[str, None] = {}
    agency = None
    for part in _SPLIT.split(_LEAD.sub("", raw[:2000].strip())):
        part = _LEAD.sub("", part).strip(" .,:;–—-*_")
        if (match := _AFFILIATION.search(part)) and (outlets.agency(match["who"]) or outlets.known(match["who"])):
            agency = agency or outlets.agency(match["who"])
            part = part[: match.start()].strip()
        if found := outlets.agency(part):
            agency = agency or found
        elif is_name(part, outlet):
            names.setdefault(" ".join(part.split()))
    return tuple(names), agency


def is_name(part: str, outlet: str | None = None) -> bool:
    """Whether the words can be a person's name: no function, no outlet, no sentence."""
    if not part or len(part) > _LONGEST or outlets.fold(part) in cues().nobody or cues().roles.search(part):
        return False
    if outlets.known(part) or (outlet and outlets.fold(part) == outlets.fold(outlet)) or not _NAME.fullmatch(part):
        return False
    return all(word[0].isupper() or word.lower() in _PARTICLES or not word[0].isascii() for word in part.split())


def from_line(line: str) -> tuple[tuple[str, ...], str | None]:
    """Authors and agency named by a byline: "By Jane Doe", "Jane Doe – Agence France-Presse in Kyiv"."""
    line = line.strip()
    if len(line) > 5 * _LONGEST:  # no byline, and a run of spaces this long would cost the square of its length
        return (), None
    if match := _BYLINE.match(line):
        return authors(_PLACE.sub("", match["names"]))
    if any(outlets.agency(m["who"]) for m in _AFFILIATION.finditer(_PLACE.sub("", line))):
        return authors(_PLACE.sub("", line))
    return (), None


def names_only(line: str) -> tuple[str, ...]:
    """Names of a line that holds nothing but persons' names of two words or more: "Jane Doe and John Roe"."""
    parts = [part for part in _SPLIT.split(line.strip()) if part]
    if len(line) > 3 * _LONGEST or not all(2 <= len(part.split()) <= 4 and is_name(part) for part in parts):
        return ()
    return tuple(parts)


def glued_agency(line: str) -> str | None:
    """Agency of a line such as "Staff WritersReuters": a function with the agency glued to it, and nothing else."""
    line = line.strip()
    for cut in range(len(line) - 1, 3, -1) if len(line) <= _LONGEST else ():
        if line[cut].isupper() and outlets.agency(line[cut:]) and outlets.fold(line[:cut]) in cues().nobody:
            return outlets.agency(line[cut:])
    return None


def signed_off(line: str) -> str | None:
    """Agency that signs off an article's last line: "... the ministry said. - REUTERS", "... (AFP)"."""
    match = _SIGN_OFF.search(line[-_LONGEST:])
    return outlets.agency(match["who"]) if match else None


def from_byline(line: str) -> tuple[tuple[str, ...], str | None]:
    """Authors and agency of a line already known to be a byline, with or without "By" and with or without a date."""
    line = " ".join(line.split())
    if credited := glued_agency(line) or outlets.agency(line):
        return (), credited
    stamp = next(dates.search(line), None)
    before = (line[: stamp.start] if stamp else line).rstrip(" ,|–—-·•")
    before = _GLUED_DAY.sub("", before)
    names, credited = from_line(before)
    return (names, credited) if names or credited else authors(cues().dated.sub("", before))
