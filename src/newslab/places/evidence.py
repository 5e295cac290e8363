"""How much the evidence for a place name weighs: stored coefficients over named features, and the choice they lead to.

The coefficients are in ``resources/place_weights.json``, fitted by ``scripts/fit_place_weights.py`` on three annotated
corpora. Logistic regressions, nothing else: each feature's weight can be read off.
"""

from __future__ import annotations

import bisect
import functools
import json
import math
import re
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from newslab.errors import ResourceError
from newslab.places import nametraits, toponyms
from newslab.places.factors import FACTORS
from newslab.places.toponyms import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from newslab.gazetteer import Gazetteer
    from newslab.places.factors import Name
    from newslab.places.pagewords import Layout

_SUPPORT: Final = (
    "qualified",
    "near",
    "same_region",
    "same_country",
    "home_near",
    "home_region",
    "beside_parent",
    "home_country",
    "population",
)
"""Factors of the place chosen that the score looks at too."""
_SMALL_BUT_KNOWN: Final = 0.9
_COMPANY: Final = 3  # names
_STRAY: Final = 0.05
"""Share of the text's other names in a place's country, below which nothing else points there."""
_SURE: Final = 0.97
"""Lead in belief over every place farther off, from which a name has no rival."""
_LISTED_PROBABILITY: Final = 0.6
_NAME: Final = r"[A-Z][\w'’-]{2,25}(?: [A-Z][\w'’-]{2,25})?"
_LISTED: Final = re.compile(_NAME)
_LIST: Final = re.compile(rf"(?<![\w.] )(?<!\w){_NAME}(?:, {_NAME}){{1,8}},? and {_NAME}(?! [A-Z])")
_NEIGHBOURS: Final = 12  # candidates on either side that can overlap one


@functools.cache
def weights() -> dict[str, Any]:
    """The fitted numbers: ``recognise, again, role`` (feature to weight), ``rounds``, ``score`` and ``limits``.

    Raises
    ------
    ResourceError
        If the file is missing or damaged.
    """
    file = resources.files("newslab.resources") / "place_weights.json"
    try:
        loaded: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as err:
        raise ResourceError(f"place_weights.json is missing or damaged ({err}); reinstall newslab") from err
    return loaded


def probability(log_odds: float) -> float:
    """Logistic function, safe at both ends."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))


def log_odds(p: float) -> float:
    """Inverse of :func:`probability`, within ±9."""
    p = min(1 - 1e-4, max(1e-4, p))
    return math.log(p / (1 - p))


def weigh(model: Mapping[str, float], features: Iterable[str]) -> float:
    """Log odds of the features that hold, by a model's weights."""
    return model["bias"] + sum(model.get(f, 0.0) for f in features)


def company(page: Layout, candidates: Sequence[Candidate], first: Sequence[float]) -> list[dict[str, float]]:
    """What the rest of the text says of each candidate: the same words elsewhere, and spans that overlap it.

    Parameters
    ----------
    page : Layout
        Words of the article.
    candidates : sequence of Candidate
        In order of start.
    first : sequence of float
        Their probabilities by themselves.
    """
    same: dict[str, list[float]] = {}
    keys = [page.text[c.start : c.end].casefold() for c in candidates]
    for key, p in zip(keys, first, strict=True):
        same.setdefault(key, []).append(p)
    out = []
    for k, c in enumerate(candidates):
        ps = same[keys[k]]
        near = range(max(0, k - _NEIGHBOURS), min(len(candidates), k + _NEIGHBOURS))
        others = [(candidates[q], first[q]) for q in near if q != k]
        values = {
            "self": log_odds(first[k]),
            "inner": max((p for o, p in others if o.i >= c.i and o.j <= c.j), default=0.0),
            "outer": max((p for o, p in others if o.i <= c.i and o.j >= c.j), default=0.0),
        }
        listed = [p for o, p in others if _one_list(page, c, o)]
        if listed:
            values["listed"] = max(listed)
            if not c.places or c.places[0].match == "variant":
                values["unknown_but_listed"] = max(listed)
        if len(ps) > 1:
            values["mean"] = (sum(ps) - first[k]) / (len(ps) - 1)
            values["most"] = max(ps)
        else:
            values["once"] = 1.0
        out.append(values)
    return out


def _one_list(page: Layout, a: Candidate, b: Candidate) -> bool:
    """Whether two spans are neighbours in a list: "A, B and C"."""
    first, second = (a, b) if a.i < b.i else (b, a)
    between = page.text[first.end : second.start] if second.i - first.j in {0, 1} else ""
    return between.strip(" ,") in {"and", "or", "&", ""} and between.strip() != ""


def recognise(page: Layout, gazetteer: Gazetteer, model: Mapping[str, Any]) -> list[Candidate]:
    """The place names of a text, each with its probability; spans do not overlap."""
    candidates = toponyms.propose(page, gazetteer)
    features = [nametraits.features(page, c) for c in candidates]
    first = [probability(weigh(model["recognise"], f)) for f in features]
    again = model["again"]
    for c, f, more in zip(candidates, features, company(page, candidates, first), strict=True):
        c.probability = probability(weigh(again, f) + sum(again[name] * value for name, value in more.items()))
        if c.source == "small":  # a gate of its own let it pass; the model has seen no such names
            c.probability = max(c.probability, _SMALL_BUT_KNOWN)
    chosen = choose(candidates, model["limits"]["recognise"])
    return sorted([*chosen, *_listed_with(page, gazetteer, chosen)], key=lambda c: c.i)


def _listed_with(page: Layout, gazetteer: Gazetteer, chosen: Sequence[Candidate]) -> list[Candidate]:
    """Unknown names in a list of three or more with a town: "Marivka, Olhyne and Katerynivka" are three places.

    A village that the gazetteer does not hold, or only in another spelling, is a row without a pin rather than no row.
    """
    towns = {(c.start, c.end) for c in chosen if c.places and c.places[0].feature == "town" and c.demonym is None}
    taken = sorted((c.start, c.end) for c in chosen)
    found = []
    for match in _LIST.finditer(page.text) if towns else ():
        names = [(match.start() + m.start(), match.start() + m.end()) for m in _LISTED.finditer(match.group())]
        if not towns & set(names):
            continue
        for start, end in names:
            i, j = bisect.bisect_left(page.starts, start), bisect.bisect_left(page.ends, end) + 1
            free = not any(s < end and start < e for s, e in taken)
            whole = i < len(page.starts) and page.starts[i] == start and j <= len(page.ends) and page.ends[j - 1] == end
            if free and whole:
                places = gazetteer.candidates(page.text[start:end])
                found.append(Candidate(i, j, start, end, places, source="listed", probability=_LISTED_PROBABILITY))
    return found


def choose(candidates: Sequence[Candidate], least: float) -> list[Candidate]:
    """The likeliest spans that do not overlap, in order of start.

    Parameters
    ----------
    candidates : sequence of Candidate
        With their probabilities.
    least : float
        Probability below which a span is no place name.
    """
    items = sorted((c for c in candidates if c.probability > least), key=lambda c: (c.j, c.i))
    gains, taken = [0.0], [(0, False)]
    ends: list[int] = []
    for c in items:
        before = bisect.bisect_right(ends, c.i)
        gain = gains[before] + c.probability - 0.6 * least
        take = gain > gains[-1]
        taken.append((before, True) if take else (len(gains) - 1, False))
        gains.append(gain if take else gains[-1])
        ends.append(c.j)
    out, k = [], len(items)
    while k > 0:
        back, take = taken[k]
        if take:
            out.append(items[k - 1])
        k = back
    return out[::-1]


def score(c: Candidate, name: Name, model: Mapping[str, float]) -> float:
    """Chance that a pin for this mention is right: it is a place name, and this is the place meant."""
    return probability(model["bias"] + sum(model[k] * v for k, v in certainty(c, name).items()))


def certainty(c: Candidate, name: Name) -> dict[str, float]:
    """What the score is made of."""
    best = name.places[name.best]
    margin, known = name.near - name.rival, math.log10(best.population + 1)
    return {
        "name": log_odds(c.probability),
        "around": log_odds(name.near),
        "margin": margin,
        "sure": float(margin > _SURE),
        "sure_known": float(margin > _SURE) * known,
        "local": float(name.local),
        "local_capital": float(name.local and best.capital),
        "alone": float(len(name.places) == 1),
        "area": float(best.feature in {"country", "region"}),
        "variant": float(best.match == "variant"),
        "historical": float(best.match == "historical"),
        "alternate": float(best.match == "alternate" and best.feature == "town"),
        "capital": float(best.capital),
        "vague": float(best.feature in {"area", "water"}),
        "scope": name.scope,
        "known_abroad": name.scope * known,
        "demonym": float(c.demonym is not None),
        "stray": float(best.feature == "town" and name.company >= _COMPANY and _fact(name, "same_country") < _STRAY),
        "namesakes": math.log(len(name.places)),
    } | {f: _fact(name, f) for f in _SUPPORT}


def _fact(name: Name, factor: str) -> float:
    return float(name.facts[FACTORS.index(factor)])
