"""The candidates of a text's names as one table of numbers: what speaks for and against each place.

Some numbers stay as they are (:func:`board`); those that tell how well a candidate agrees with the places the other
names stand for change from round to round (:func:`company`).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from newslab.places.pagewords import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from newslab.gazetteer import Place
    from newslab.places.pagewords import Layout
    from newslab.places.toponyms import Candidate

    Array = npt.NDArray[np.float64]

FACTORS: Final = (
    "population", "country", "region", "district", "water", "area", "capital", "alternate", "historical", "variant",
    "first", "rank", "qualified", "disqualified", "qualifies", "acting_capital", "known_abroad", "known_at_large",
    "home_country", "home_region", "home_near", "same_country", "same_region", "near", "beside_parent", "only",
)  # fmt: skip
"""What is known of a candidate, in the order of the coefficients."""
MOST_CANDIDATES: Final = 40
"""Places weighed for one name; the best known come first."""
_KM: Final = 6371.0088
_BESIDE: Final = 12  # words
_SHORT: Final = 4  # words
_WORLDLY: Final = 4
"""Countries named from which a text counts as wholly international."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where an outlet is at home: a prior for the names its articles do not explain. Degrees, ISO codes."""

    lat: float
    lon: float
    country: str | None
    admin1: str | None = None


@dataclass(slots=True)
class Name:
    """One name of a text with all its mentions and the places it may stand for."""

    key: str
    mentions: list[Candidate]
    places: tuple[Place, ...]
    scope: float = 0.0
    """How international the text is, from 0 to 1, by the countries it names."""
    local: bool = False
    """Whether the outlet's home is known."""
    company: int = 0
    """How many other names the text has."""
    near: float = 0.0
    """Share of belief on places within some 100 km of the likeliest one, itself included."""
    rival: float = 0.0
    """Belief in the likeliest place farther off."""
    belief: Array = field(default_factory=lambda: np.zeros(0))
    facts: Array = field(default_factory=lambda: np.zeros(len(FACTORS)))
    """(factors,): what is known of the likeliest place."""
    gain: Array = field(default_factory=lambda: np.zeros(0))
    """(factors,): by how much each factor speaks for the likeliest place over the next one."""

    @property
    def best(self) -> int:
        """Position of the likeliest place."""
        return int(np.argmax(self.belief))


@dataclass(slots=True)
class Board:
    """All candidates of a text in one table: ``static`` is (candidates, factors), ``owner`` the name of each row."""

    names: list[Name]
    static: Array
    owner: npt.NDArray[np.int64]
    weight: Array
    """One number a name: how much its mentions count as company for others."""
    countries: npt.NDArray[np.int64]
    regions: npt.NDArray[np.int64]
    nearness: Array
    beside: npt.NDArray[np.bool_]
    """(names, names): whether mentions of two names stand within a few words of each other."""


def board(page: Layout, names: list[Name], home: Home | None) -> Board:
    """Lay out the candidates of all names with everything that does not change from round to round."""
    places = [p for name in names for p in name.places]
    owner = np.repeat(np.arange(len(names)), [len(n.places) for n in names])
    static = np.zeros((len(places), len(FACTORS)))
    row = 0
    qualifiers = _qualifiers(page, names)
    scope = min(1.0, sum(n.places[0].feature == "country" for n in names) / _WORLDLY)
    for k, name in enumerate(names):
        name.scope, name.local, name.company = scope, home is not None, len(names) - 1
        _describe(name, static[row : row + len(name.places)])
        _qualify(name, qualifiers.get(k, []), names, static[row : row + len(name.places)])
        row += len(name.places)
    _mark_qualifiers(names, qualifiers, static, owner)
    points = _points(places)
    if home is not None:
        _mark_home(places, points, home, static)
    # chord length on the sphere stands for distance: the same below a thousand km
    nearness = np.exp(-_KM * np.sqrt(np.maximum(0.0, 2 - 2 * points @ points.T)) / 100) if len(places) else static
    return Board(
        names, static, owner, np.array([np.log1p(len(n.mentions)) for n in names]),
        _codes([p.country for p in places]), _codes([p.admin1 for p in places]), nearness, _beside(names),
    )  # fmt: skip


def _points(places: Sequence[Place]) -> Array:
    lat, lon = np.radians([p.lat for p in places]), np.radians([p.lon for p in places])
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def _codes(values: Sequence[str | None]) -> npt.NDArray[np.int64]:
    known: dict[str, int] = {}
    return np.array([-1 if v is None else known.setdefault(v, len(known)) for v in values], dtype=np.int64)


def _describe(name: Name, rows: Array) -> None:
    column = {factor: k for k, factor in enumerate(FACTORS)}
    acting = sum(c.speaks for c in name.mentions) / len(name.mentions)
    for k, place in enumerate(name.places):
        row = rows[k]
        row[column["population"]] = np.log10(place.population + 1)
        if place.feature in column:
            row[column[place.feature]] = 1
        if place.match in column:
            row[column[place.match]] = 1
        row[column["capital"]] = place.capital
        row[column["first"]] = k == 0
        row[column["known_at_large"]] = 0 if name.local else row[column["population"]]
        row[column["known_abroad"]] = name.scope * row[column["population"]]
        row[column["rank"]] = np.log(k + 1)
        row[column["only"]] = len(name.places) == 1
        row[column["acting_capital"]] = acting * (place.capital and place.feature == "town")


def _qualifiers(page: Layout, names: list[Name]) -> dict[int, list[int]]:
    """For each name, the names said to hold it: "X, Y", "X in the northern Y region", "Y's X", "the Y town of X"."""
    mentions = sorted(((c, k) for k, name in enumerate(names) for c in name.mentions), key=lambda pair: pair[0].i)
    out: dict[int, list[int]] = {}
    for (first, k), (second, k2) in itertools.pairwise(mentions):
        if k == k2:
            continue
        if _lies_within(page, first, second):
            out.setdefault(k, []).append(k2)
        elif _owns(page, first, second):
            out.setdefault(k2, []).append(k)
    return out


def _lies_within(page: Layout, first: Candidate, second: Candidate) -> bool:
    """Whether the words between two names say that the first lies in the second."""
    if second.i == first.j:
        return page.gap(second.i).strip() in {",", "("}
    between = page.lower[first.j : second.i]
    plain = all(page.gap(k).strip() in {"", ","} and "\n" not in page.gap(k) for k in range(first.j, second.i + 1))
    small = cues()["compass"] | {"in", "the", "s", "eastern", "occupied", "neighbouring", "nearby"}
    return plain and len(between) <= _SHORT and between[0] == "in" and all(w in small for w in between)


def _owns(page: Layout, first: Candidate, second: Candidate) -> bool:
    """Whether the words between two names say that the second lies in the first."""
    between = page.lower[first.j : second.i]
    if not between or len(between) > _SHORT or any("," in page.gap(k) for k in range(first.j, second.i + 1)):
        return False
    if between[-1] == "of" and len(between) > 1 and between[-2] in cues()["towns"]:
        return all("\n" not in page.gap(k) for k in range(first.j, second.i + 1))
    return between == ["s"] and page.gap(first.j) in {"'", "’"}


def _contains(parent: Place, place: Place) -> bool:
    if parent.feature == "country":
        return parent.country == place.country and place.feature != "country"
    if parent.feature == "region":
        return (
            parent.admin1 is not None
            and parent.admin1 == place.admin1
            and place.feature in {"town", "district", "area"}
        )
    if parent.feature == "district" and place.feature == "town" and parent.admin1 == place.admin1:
        return abs(parent.lat - place.lat) < 0.6 and abs(parent.lon - place.lon) < 0.9
    return False


def _qualify(name: Name, parents: list[int], names: list[Name], rows: Array) -> None:
    yes, no = FACTORS.index("qualified"), FACTORS.index("disqualified")
    for parent in parents:
        inside = [any(_contains(q, p) for q in names[parent].places[:8]) for p in name.places]
        if any(inside):
            rows[:, yes] = np.maximum(rows[:, yes], inside)
            rows[:, no] = 1 - rows[:, yes]


def _mark_qualifiers(
    names: list[Name], qualifiers: dict[int, list[int]], static: Array, owner: npt.NDArray[np.int64]
) -> None:
    column = FACTORS.index("qualifies")
    for child, parents in qualifiers.items():
        for parent in parents:
            for k, row in enumerate(np.flatnonzero(owner == parent)):
                if any(_contains(names[parent].places[k], p) for p in names[child].places):
                    static[row, column] = 1


def _mark_home(places: Sequence[Place], points: Array, home: Home, static: Array) -> None:
    lat, lon = np.radians(home.lat), np.radians(home.lon)
    at = np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    static[:, FACTORS.index("home_near")] = np.exp(-_KM * np.sqrt(np.maximum(0.0, 2 - 2 * points @ at)) / 80)
    static[:, FACTORS.index("home_country")] = [p.country == home.country for p in places]
    if home.admin1:
        static[:, FACTORS.index("home_region")] = [p.admin1 == home.admin1 for p in places]


def _beside(names: list[Name]) -> npt.NDArray[np.bool_]:
    spots = sorted((c.i, k) for k, name in enumerate(names) for c in name.mentions)
    out = np.zeros((len(names), len(names)), dtype=np.bool_)
    for n, (i, k) in enumerate(spots):
        for i2, k2 in spots[n + 1 : n + 6]:
            if i2 - i > _BESIDE:
                break
            out[k, k2] = out[k2, k] = k != k2
    return out


def company(b: Board, belief: Array) -> Array:
    """Return the factors that depend on what the other names stand for: (candidates, factors), added to ``static``."""
    table = b.static.copy()
    mass = belief * b.weight[b.owner]
    total = max(1e-9, float(b.weight.sum()))
    for factor, codes in (("same_country", b.countries), ("same_region", b.regions)):
        by_name = np.zeros((int(codes.max(initial=-1)) + 2, len(b.names)))
        np.add.at(by_name, (codes, b.owner), mass)
        by_name[-1] = 0  # places outside every country agree with nothing
        others = by_name.sum(axis=1)[codes] - by_name[codes, b.owner]
        table[:, FACTORS.index(factor)] = others / (total - b.weight[b.owner] + 1.0)
    same = b.owner[:, None] == b.owner[None, :]
    close = np.where(same, 0.0, b.nearness)
    table[:, FACTORS.index("near")] = np.log1p((close * mass).sum(axis=1))
    parent_mass = np.where(b.beside[b.owner][:, b.owner] & (b.regions[:, None] == b.regions[None, :]), mass, 0.0)
    table[:, FACTORS.index("beside_parent")] = np.minimum(1.0, parent_mass.sum(axis=1))
    return table
