"""Where an article's main news happened: the place that its headline, its opening and its main figures point to."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, NamedTuple

from newslab.places.pagewords import cues
from newslab.places.whereabouts import place_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from newslab.articles import Article
    from newslab.figures import Figure
    from newslab.places.placemention import PlaceMention


class Focus(NamedTuple):
    """Where an article's main news happened: the mention that says so, or None, and the rule that chose it."""

    place_id: str | None
    mention: PlaceMention | None
    basis: str

    @property
    def lat(self) -> float | None:
        """Latitude in degrees."""
        return self.mention.lat if self.mention else None

    @property
    def lon(self) -> float | None:
        """Longitude in degrees."""
        return self.mention.lon if self.mention else None


@functools.cache
def _focus_weights() -> dict[str, Any]:
    found: dict[str, Any] = cues()["focus"]
    return found


def focus(doc: Doc, article: Article, mentions: Sequence[PlaceMention], figures: Sequence[Figure] = ()) -> Focus:
    """Where the article's main news happened.

    Every resolved place collects points: for standing in the headline, the dateline and the first sentences, for each
    mention, for being fine, and for being the place of a lead figure. The most points win; a place within the winner
    that is finer and nearly as often named goes before it.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        Parse of ``article.text``.
    article : Article
        Text and lines.
    mentions : sequence of PlaceMention
        The article's mentions.
    figures : sequence of Figure, optional
        Its figures; the lead ones' places count more.
    """
    w = _focus_weights()
    points: dict[str, float] = {}
    first: dict[str, PlaceMention] = {}
    why: dict[str, tuple[float, str]] = {}

    def add(m: PlaceMention, value: float, reason: str) -> None:
        key = m.place_id
        if key is None:
            return
        first.setdefault(key, m)
        points[key] = points.get(key, 0.0) + value
        why[key] = max(why.get(key, (0.0, "")), (value, reason))

    for m in mentions:
        if m.status != "resolved" or m.role == "demonym":
            continue
        where = "headline" if m.section == "headline" else "lead" if m.start < w["reach"] else "mention"
        literal = w["literal"] if m.role == "literal" else w["other"]
        add(
            m,
            literal * (w[where] / (1 + m.start / w["fade"])) * w["fine"][m.precision or "vague"],
            f"named in the {where}" if where != "mention" else "named most",
        )
    for f in figures:
        if f.lead and f.outcome:
            place, basis, _ = place_of(doc, article, mentions, f.quantity.start, f.quantity.end)
            if place is not None and basis in {"clause", "sentence", "carried"}:
                add(place, w["figure"] * w["fine"][place.precision or "vague"], "the main figure's place")
    if not points:
        return Focus(None, None, "no place is settled")
    best = max(points, key=lambda key: (points[key], -first[key].start))
    return Focus(best, first[best], why[best][1])


def is_desk(dateline: PlaceMention, main: PlaceMention | None, mentions: Sequence[PlaceMention]) -> bool:
    """Whether a dateline only tells where the reporter sits: the news is from another region or land.

    Within one land that is taken of its capital, and of a town named nowhere else where the article names more of
    the other region: a namesake elsewhere is easily taken for the place of the news.
    """
    if main is None or main.place_id is None or dateline.place_id is None:
        return False
    if main.country != dateline.country:
        return True
    if main.admin1 == dateline.admin1:
        return False
    again = any(m.place_id == dateline.place_id for m in mentions if m is not dateline)
    known = any(m.admin1 == main.admin1 and m.place_id != main.place_id for m in mentions)
    return dateline.capital or (known and not again)
