"""Doc to candidate place names: every span that could name a place, with the evidence for and against.

Three sources propose spans: names the gazetteer knows, the statistical entities, and capitalised runs with a generic
word ("... County", "Lake ..."). None of them is believed by itself. Each span is described by named features, which
:mod:`newslab.evidence` weighs; what is kept never overlaps.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc

    from newslab.articles import Line
    from newslab.gazetteer import Gazetteer, Place

_WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,8}|[^\W\d_]+(?:['’ʼ](?!s\b|S\b)[^\W\d_]+)*")
_ABBREVIATIONS: Final = tuple(
    map(re.compile, (r"[A-Z][a-z]{0,3}\. ?[A-Z][a-z]{0,3}\.", r"[A-Z][A-Za-z]{0,5}\.", r"[A-Z][A-Za-z]{1,5}\b"))
)
_JOINS: Final = frozenset({" ", "-", "\u00a0", ". ", "–", " - "})
_SMALL: Final = frozenset("of and the de la le les del della di da do dos das du upon on en sur al el an am in".split())
_MOST_WORDS: Final = 5
_PLACE_LABELS: Final = frozenset({"GPE", "LOC", "FAC", "NORP"})


@functools.cache
def cues() -> dict[str, Any]:
    """Word classes of ``resources/place_cues.yaml``; lists are frozensets."""
    import yaml

    raw = yaml.safe_load((resources.files("newslab.resources") / "place_cues.yaml").read_text(encoding="utf-8"))
    return {key: frozenset(value) if isinstance(value, list) else value for key, value in raw.items()}


@functools.cache
def word_list(name: str) -> frozenset[str]:
    """Words of a plain resource file, lower-case."""
    text = (resources.files("newslab.resources") / name).read_text(encoding="utf-8")
    return frozenset(w.lower() for line in text.splitlines() if not line.startswith("#") for w in line.split())


@dataclass(slots=True)
class Layout:
    """An article's words with their offsets, and what the parse says of each."""

    text: str
    words: list[str] = field(default_factory=list)
    lower: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    """``gaps[i]`` is the text between word ``i - 1`` and word ``i``; a line break for a line's first word."""
    sections: list[str] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)
    entity: list[tuple[str, int, int] | None] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    dep: list[str] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    """Token index of each word's syntactic head."""
    lower_seen: frozenset[str] = frozenset()
    shouting: list[bool] = field(default_factory=list)
    """Whether the word's line is a headline in which nearly every word is capitalised."""

    def at(self, i: int) -> str:
        """Lower-case word ``i``, or an empty string outside the text."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    def gap(self, i: int) -> str:
        """Text before word ``i``; a line break outside the text."""
        return self.gaps[i] if 0 <= i < len(self.gaps) else "\n"


@dataclass(slots=True)
class Candidate:
    """Words ``i`` to ``j - 1`` of a layout as a possible place name."""

    i: int
    j: int
    start: int
    end: int
    places: tuple[Place, ...] = ()
    demonym: str | None = None
    """Id of what a word of origin points to, empty for peoples without a country, None for other words."""
    source: str = "name"
    probability: float = 0.0
    literal: float = 1.0
    """Chance that the place itself is meant, not its government or people."""


def lay_out(doc: Doc, lines: Sequence[Line]) -> Layout:
    """Words of the given lines with what the parse says of each.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        Parse of the whole text.
    lines : sequence of Line
        The lines to read, in order.
    """
    page = Layout(doc.text)
    for line in lines:
        _lay_line(page, line)
    _join_tokens(page, doc)
    page.lower_seen = frozenset(w for w in page.words if w.islower())
    return page


def _lay_line(page: Layout, line: Line) -> None:
    first, last = len(page.words), "\n"
    position = line.start
    for match in _WORD.finditer(page.text, line.start, line.end):
        word = match.group()
        page.gaps.append(last if len(page.words) == first else page.text[position : match.start()])
        page.words.append(word)
        page.lower.append(word.lower())
        page.starts.append(match.start())
        page.ends.append(match.end())
        page.sections.append(line.label)
        position = match.end()
    words = page.words[first:]
    long = [w for w in words if len(w) > 3]
    loud = len(words) < 25 and bool(long) and sum(w[0].isupper() for w in long) > 0.75 * len(long)
    page.shouting.extend([loud] * len(words))


def _join_tokens(page: Layout, doc: Doc) -> None:
    begins = [t.idx for t in doc]
    t, n = 0, len(begins)
    for start in page.starts:
        while t + 1 < n and begins[t + 1] <= start:
            t += 1
        page.tokens.append(t)
    ents: list[tuple[str, int, int] | None] = [None] * n
    for ent in doc.ents:
        for k in range(ent.start, ent.end):
            ents[k] = (ent.label_, ent.start_char, ent.end_char)
    tags, deps, heads = [t.pos_ for t in doc], [t.dep_ for t in doc], [t.head.i for t in doc]
    page.entity = [ents[k] for k in page.tokens]
    page.pos = [tags[k] for k in page.tokens]
    page.dep = [deps[k] for k in page.tokens]
    page.head = [heads[k] for k in page.tokens]


def propose(page: Layout, gazetteer: Gazetteer) -> list[Candidate]:
    """Every span that could name a place, in order of start, longer first. Spans may overlap."""
    found: dict[tuple[int, int], Candidate] = {}
    generic = cues()["generic_last"]
    for i in range(len(page.words)):
        if not page.words[i][0].isupper():
            continue
        for j in _ends(page, i):
            name = page.text[page.starts[i] : page.ends[j - 1]]
            places = gazetteer.candidates(name)
            demonym = _demonym(gazetteer, name)
            if demonym is not None and places and places[0].feature == "town":
                places = ()  # "Roman", "Greek": towns have such names too, and are hardly ever meant
            if places or demonym is not None:
                found[i, j] = Candidate(i, j, page.starts[i], page.ends[j - 1], places, demonym)
            elif j - i > 1 and (page.lower[j - 1] in generic or page.lower[i] in cues()["generic_first"]):
                found[i, j] = Candidate(i, j, page.starts[i], page.ends[j - 1], source="run")
        abbreviation = _abbreviation(page, gazetteer, i)
        if abbreviation:
            found[i, abbreviation.j] = abbreviation
    _propose_entities(page, found)
    return sorted(found.values(), key=lambda c: (c.i, -c.j))


def _demonym(gazetteer: Gazetteer, name: str) -> str | None:
    """Id of what an adjective or noun of origin points to; empty for peoples without a country."""
    found = gazetteer.demonym_of(name)
    return None if found is None else found.place_id or ""


def _abbreviation(page: Layout, gazetteer: Gazetteer, i: int) -> Candidate | None:
    """A state or country abbreviated after a comma: the full stop belongs to it."""
    if page.gaps[i].strip() != ",":
        return None
    for pattern in _ABBREVIATIONS:
        match = pattern.match(page.text, page.starts[i])
        place = gazetteer.abbreviation(match.group()) if match else None
        if match and place:
            j = i + 1
            while j < len(page.words) and page.starts[j] < match.end():
                j += 1
            return Candidate(i, j, match.start(), match.end(), (place,), source="abbreviation")
    return None


def _ends(page: Layout, i: int) -> Iterable[int]:
    """Ends of the spans that begin at word ``i``: capitalised words, small words only between them."""
    yield i + 1
    for j in range(i + 1, min(i + _MOST_WORDS, len(page.words))):
        if page.gaps[j] not in _JOINS:
            return
        if page.words[j][0].isupper():
            yield j + 1
        elif page.lower[j] not in _SMALL:
            return


def _propose_entities(page: Layout, found: dict[tuple[int, int], Candidate]) -> None:
    i, n = 0, len(page.words)
    while i < n:
        ent = page.entity[i]
        if ent is None or ent[0] not in _PLACE_LABELS:
            i += 1
            continue
        j = i
        while j < n and page.entity[j] == ent:
            j += 1
        first, last = i, j
        while first < last and not page.words[first][0].isupper():
            first += 1
        while last > first and (page.lower[last - 1] in {"s", "the"} or page.starts[last - 1] >= ent[2]):
            last -= 1
        if page.lower[first : first + 1] == ["the"]:
            first += 1
        if last > first and last - first <= 8 and (first, last) not in found and page.starts[first] >= ent[1]:
            start, end = page.starts[first], page.ends[last - 1]
            if end <= ent[2]:
                found[first, last] = Candidate(first, last, start, end, source="entity")
        i = j


# --- evidence ------------------------------------------------------------------------------------------------------
def features(page: Layout, c: Candidate) -> list[str]:
    """Names of what holds of a candidate: its form, what the gazetteer and the parse say, and the words around it."""
    kind = _kind(c)
    out = [f"kind={kind}", f"source={c.source}", f"words={min(c.j - c.i, 4)}"]
    out += _form(page, c, kind)
    out += _entity(page, c, kind)
    out += _around(page, c, kind)
    return out


def _kind(c: Candidate) -> str:
    if c.places:
        best = c.places[0]
        if best.feature == "town":
            return "town" + ("5" if best.population >= 500_000 else "4" if best.population >= 50_000
                             else "3" if best.population >= 5_000 else "2")  # fmt: skip
        return best.feature
    return "demonym" if c.demonym is not None else "none"


def _form(page: Layout, c: Candidate, kind: str) -> list[str]:
    words = page.words[c.i : c.j]
    lower = page.lower[c.i : c.j]
    caps = "upper" if all(w.isupper() and len(w) > 1 for w in words) else "title"
    single = c.j - c.i == 1
    out = [f"caps={caps}", f"n={min(len(c.places), 20).bit_length()}"]
    if c.places:
        out.append(f"match={c.places[0].match}")
        out.append(f"match={c.places[0].match}|{kind}")
    if single:
        w = lower[0]
        for name, words_ in (
            ("word", "words_also_places.txt"),
            ("given", "given_names.txt"),
            ("surname", "surnames.txt"),
        ):
            if w in word_list(words_):
                out += [f"is_{name}", f"is_{name}|{kind}"]
        if w in page.lower_seen:
            out += ["seen_lower"]
        if len(w) < 4:
            out.append(f"short{len(w)}|{caps}|{kind}")
        if w in cues()["generic_last"] or w in cues()["compass"]:
            out.append("is_generic")
        if w in cues()["organisation"]:
            out.append("is_organisation")
    else:
        out += (
            [f"last={lower[-1]}"] if lower[-1] in cues()["generic_last"] or lower[-1] in cues()["organisation"] else []
        )
        out += [f"first={lower[0]}"] if lower[0] in cues()["generic_first"] or lower[0] in cues()["compass"] else []
        out += ["in_organisation"] if any(w in cues()["organisation"] for w in lower) else []
        out += ["has_small"] if any(w in _SMALL for w in lower) else []
        out += ["given_first"] if lower[0] in word_list("given_names.txt") else []
    out.append("pos=" + page.pos[c.j - 1] + ("|one" if single else "|many"))
    if page.shouting[c.i]:
        out.append(f"shouting|{kind}")
    return out


def _entity(page: Layout, c: Candidate, kind: str) -> list[str]:
    ent = page.entity[c.j - 1] or page.entity[c.i]
    if ent is None:
        return [f"ent=none|{kind}", "ent=none"]
    label, start, end = ent
    head = page.text[start : start + 4].lower()
    start = start + 4 if head == "the " else start
    tail = page.text[max(start, end - 2) : end]
    end = end - 2 if tail in {"'s", "’s"} else end
    if (start, end) == (c.start, c.end):
        fit = "same"
    elif start <= c.start and c.end <= end:
        fit = "first" if start == c.start else "last" if end == c.end else "middle"
    elif c.start <= start and end <= c.end:
        fit = "covers"
    else:
        fit = "crosses"
    return [f"ent={label}|{fit}", f"ent={label}|{fit}|{kind}", f"fit={fit}"]


def _around(page: Layout, c: Candidate, kind: str) -> list[str]:
    one = cues()
    before, after = page.at(c.i - 1), page.at(c.j)
    gap, gap_after = page.gap(c.i), page.gap(c.j)
    out = [f"gap={gap_class(gap)}", f"gap_after={gap_class(gap_after)}"]
    spaced, spaced_after = gap == " ", gap_after == " "
    before_cap = c.i > 0 and page.words[c.i - 1][0].isupper()
    after_cap = c.j < len(page.words) and page.words[c.j][0].isupper()
    if spaced:
        out += ["before_cap"] if before_cap else [f"before={before}"]
        out += [f"before_{name}" for name in ("before_place", "person_titles", "compass", "generic_first", "organisation")
                if before in one[name]]  # fmt: skip
        if before_cap and before in word_list("given_names.txt"):
            out.append("before_given")
        if before == "the":
            out.append(f"the|{kind}")
        if before == "of":
            out.append(f"of={page.at(c.i - 2)}")
    if spaced_after:
        out += ["after_cap", f"after_cap|{kind}"] if after_cap else [f"after={after}"]
        for name in ("generic_last", "organisation", "areas", "governments", "address_last"):
            if after in one[name]:
                out.append(f"after_{name}|{'cap' if after_cap else 'low'}")
        if after_cap:
            out.append(
                f"After={after}" if after in one["generic_last"] or after in one["organisation"] else "After_other"
            )
            if after in word_list("surnames.txt"):
                out.append("after_surname")
        if after_cap and page.gap(c.j + 1) == " " and page.at(c.j + 1) in one["organisation"]:
            out.append("after2_organisation")
    if gap_after.startswith(("'s", "’s")) or (after == "s" and gap_after in {"'", "’"}):
        out.append(f"possessive|{kind}")
    dep = page.dep[c.j - 1]
    out += [f"dep={dep}", f"dep={dep}|{'after_cap' if after_cap and spaced_after else 'free'}"]
    if (
        not spaced
        and gap.startswith("\n")
        and re.match(r"\s*(?:\([^)\n]{1,30}\)\s*)?[-–—]", page.text[c.end : c.end + 40])
    ):
        out.append("dateline")
    return out


def gap_class(gap: str) -> str:
    """Kind of a gap between words: a space, a line break, or its first other character."""
    if gap == " ":
        return "space"
    if "\n" in gap:
        return "line"
    stripped = gap.strip()
    return stripped[:1] if stripped else "space"
