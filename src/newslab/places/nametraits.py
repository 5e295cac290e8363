"""What holds of a candidate place name, as named features: its form, gazetteer and parse, the words around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newslab.places.pagewords import cues, gap_class, word_list
from newslab.places.toponyms import SMALL_WORDS

if TYPE_CHECKING:
    from newslab.places.pagewords import Layout
    from newslab.places.toponyms import Candidate

_DATELINE: Final = re.compile(
    r"(?:, ?[A-Z][\w.]{1,15}(?: [A-Z][\w.]{1,15})?)? ?(?:\([^)\n]{1,30}\) ?)?(?:[-–—]|\([A-Z])"
)
_BEFORE: Final = ("before_place", "person_titles", "compass", "generic_first", "organisation")
_AFTER: Final = ("generic_last", "organisation", "areas", "governments", "address_last")
_LATEST_DATELINE: Final = 600  # characters


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
        out += ["has_small"] if any(w in SMALL_WORDS for w in lower) else []
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
    gap, gap_after = page.gap(c.i), page.gap(c.j)
    out = [f"gap={gap_class(gap)}", f"gap_after={gap_class(gap_after)}"]
    if gap == " ":
        out += _before(page, c, kind)
    after_cap = gap_after == " " and c.j < len(page.words) and page.words[c.j][0].isupper()
    if after_cap:
        out += _after_capital(page, c, kind)
    elif gap_after == " ":
        after = page.at(c.j)
        out.append(f"after={after}")
        out += [f"after_{name}|low" for name in _AFTER if after in cues()[name]]
    if is_possessive(page, c):
        out.append(f"possessive|{kind}")
    dep = page.dep[c.j - 1]
    out += [f"dep={dep}", f"dep={dep}|{'after_cap' if after_cap else 'free'}"]
    if is_dateline(page, c):
        out.append("dateline")
    return out


def _before(page: Layout, c: Candidate, kind: str) -> list[str]:
    before = page.at(c.i - 1)
    capital = c.i > 0 and page.words[c.i - 1][0].isupper()
    out = ["before_cap"] if capital else [f"before={before}"]
    out += [f"before_{name}" for name in _BEFORE if before in cues()[name]]
    if capital and before in word_list("given_names.txt"):
        out.append("before_given")
    if before == "the":
        out.append(f"the|{kind}")
    if before == "of":
        out.append(f"of={page.at(c.i - 2)}")
    return out


def _after_capital(page: Layout, c: Candidate, kind: str) -> list[str]:
    one, after = cues(), page.at(c.j)
    out = ["after_cap", f"after_cap|{kind}"]
    out += [f"after_{name}|cap" for name in _AFTER if after in one[name]]
    out.append(f"After={after}" if after in one["generic_last"] or after in one["organisation"] else "After_other")
    if after in word_list("surnames.txt"):
        out.append("after_surname")
    if page.gap(c.j + 1) == " " and page.at(c.j + 1) in one["organisation"]:
        out.append("after2_organisation")
    return out


def is_possessive(page: Layout, c: Candidate) -> bool:
    """Whether the name is followed by "'s"."""
    gap = page.gap(c.j)
    return gap.startswith(("'s", "’s")) or (page.at(c.j) == "s" and gap in {"'", "’"})


def is_dateline(page: Layout, c: Candidate) -> bool:
    """Whether a name opens a line, or a text after its headline, before a dash: "KYIV, Ukraine (AP) -"."""
    if _DATELINE.match(page.text, c.end) is None:
        return False
    loud = page.words[c.i].isupper() and len(page.words[c.i]) > 2
    return "\n" in page.gap(c.i) or (loud and c.start < _LATEST_DATELINE)
