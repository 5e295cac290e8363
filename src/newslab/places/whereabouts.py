"""Where a figure, and where an article's main news, took place: from the mentions and the parse, each with its basis.

A figure takes the place that its own words or its clause name, then its sentence, then the sentence before it, then the
dateline. Only names meant as places count, a name within a report's frame ("officials said in Brussels") does not, and
no place is better than the nearest name.
"""

from __future__ import annotations

import functools
import itertools
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from newslab.places.pagewords import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Span, Token

    from newslab.articles import Article
    from newslab.figures import Figure
    from newslab.places.placemention import PlaceMention

_CLAUSE_DEPS: Final = frozenset({"ROOT", "conj", "ccomp", "advcl", "relcl", "acl", "parataxis", "xcomp"})
_VERBS: Final = frozenset({"VERB", "AUX"})
_DEEPEST: Final = 25
"""Steps up a parse tree before giving up: deeper trees are parse errors."""
_CHAIN_GAP: Final = 40  # characters between a place and the one it lies in
_FINENESS: Final = {"point": 5, "town": 4, "district": 3, "region": 2, "country": 1, "vague": 0}
_OTHER_EVENTS: Final = frozenset({"after", "before", "since", "following", "until", "as", "while", "amid", "whereas"})
"""Words that tie another event to the one told: what happened there happened at another time or elsewhere."""
_MEANWHILE: Final = frozenset({"as", "while"})
_DASH: Final = re.compile(r"\s*(?:,\s*[A-Z][\w. ]{1,25})?\s*(?:\([^()\n]{1,40}\)\s*)?(?:[-–—]|\()")


def place_of(
    doc: Doc, article: Article, mentions: Sequence[PlaceMention], start: int, end: int
) -> tuple[PlaceMention | None, str, str]:
    """Place of the figure at ``text[start:end]``.

    Returns
    -------
    (PlaceMention or None, basis, rule)
        ``basis`` is one of ``schema.PLACE_BASIS``; ``rule`` says what decided.
    """
    token = _token_at(doc, start, end)
    if token is None:
        return None, "none", "no word at the figure"
    usable = [m for m in mentions if m.role == "literal"]
    here = _within(usable, token.sent)
    if here:
        found = _in_sentence(doc, article.text, token, here)
        if found is not None:
            return found
    carried = _carried(doc, article.text, usable, token.sent)
    if carried is not None:
        return carried, "carried", "the only place of the sentence before"
    line = _dateline(article, usable, article.text)
    if line is not None and line.start < start and not here:
        return line, "dateline", "the article's dateline"
    return None, "none", "no place is said"


def _token_at(doc: Doc, start: int, end: int) -> Token | None:
    span = doc.char_span(start, max(end, start + 1), alignment_mode="expand")
    return span.root if span is not None and len(span) else None


def _within(mentions: Sequence[PlaceMention], span: Span) -> list[PlaceMention]:
    return [m for m in mentions if span.start_char <= m.start < span.end_char]


def _in_sentence(
    doc: Doc, text: str, figure: Token, here: list[PlaceMention]
) -> tuple[PlaceMention | None, str, str] | None:
    """Place named in the figure's own sentence, or a reason why none of those named is its own."""
    noun = figure.head if figure.dep_ in {"nummod", "quantmod", "compound", "amod"} else figure
    spots = [(m, t) for m in here if (t := _token_at(doc, m.start, m.end)) and not _another_event(t, figure)]
    own = [
        m for m, t in spots if t.i > figure.i and _hangs_on(t, {noun, figure}) and not _number_between(doc, figure, t)
    ]
    if own:
        return _finest_of_chain(own[0], own, text), "clause", "named within the figure's own phrase"
    verb = _clause_verb(figure)
    share = [(m, t) for m, t in spots if _clause_verb(t) == verb and not _reported_from(t, figure)]
    after = [m for m, t in share if t.i > figure.i and not _number_between(doc, figure, t)]
    before = [m for m, t in share if t.i < figure.i]
    numbers_before = {m.start: _number_between(doc, t, figure) for m, t in share if t.i < figure.i}
    if after:
        return _finest_of_chain(after[0], here, text), "clause", "named after the figure in its clause"
    if before and not numbers_before[before[-1].start]:
        return _chain_head(before, text), "clause", "named before the figure in its clause"
    if before and len({m.place_id for m in before}) == 1:
        return before[-1], "clause", "the only place of its clause"
    rest = [m for m, t in spots if not _reported_from(t, figure)]
    groups = _chains(rest, text)
    if len(groups) == 1:
        return groups[0][0], "sentence", "the only place of its sentence"
    return None


def _hangs_on(token: Token, roots: set[Token]) -> bool:
    for _ in range(_DEEPEST):
        if token in roots:
            return True
        if token.head == token or token.pos_ in _VERBS:
            return False
        token = token.head
    return False


def _clause_verb(token: Token) -> Token:
    for _ in range(_DEEPEST):
        if token.head == token or (token.pos_ in _VERBS and token.dep_ in _CLAUSE_DEPS):
            return token
        token = token.head
    return token


def _reported_from(place: Token, figure: Token) -> bool:
    """Whether the place only says where something was said: it hangs on a verb of saying above the figure's clause."""
    verb = _clause_verb(place)
    return verb.lemma_.lower() in cues()["says"] and verb != _clause_verb(figure) and verb.is_ancestor(figure)


def _another_event(place: Token, figure: Token) -> bool:
    """Whether the place belongs to what came before or goes on beside: "hours after an attack in", "as troops near"."""
    for token in itertools.islice(place.ancestors, _DEEPEST):
        if token == figure or token.is_ancestor(figure):
            break
        beside = token.lower_ in _OTHER_EVENTS and token.dep_ in ("prep", "mark")
        if beside or any(t.dep_ == "mark" and t.lower_ in _OTHER_EVENTS for t in token.lefts):
            return True
    return _clause_between(figure, place)


def _clause_between(figure: Token, place: Token) -> bool:
    """Whether "as" or "while" opens a clause with a verb between figure and place, however it was parsed."""
    opened = False
    for token in figure.doc[figure.i + 1 : place.i]:
        opened = opened or (token.lower_ in _MEANWHILE and token.dep_ in ("prep", "mark", "advmod"))
        if opened and token.tag_ in ("VBP", "VBZ", "VBD"):
            return True
    return False


def _number_between(doc: Doc, a: Token, b: Token) -> bool:
    """Whether another number stands between two words: the place is then more likely its own."""
    low, high = sorted((a.i, b.i))
    return any(
        t.ent_type_ == "CARDINAL" or t.like_num for t in doc[low + 1 : high] if t.head not in (a, b) and t not in (a, b)
    )


def _chains(mentions: Sequence[PlaceMention], text: str) -> list[list[PlaceMention]]:
    """Mentions grouped where each lies in the next: "X, Y", "X in the Y region"."""
    out: list[list[PlaceMention]] = []
    for m in sorted(mentions, key=lambda m: m.start):
        if out and _lies_in(out[-1][-1], m, text):
            out[-1].append(m)
        else:
            out.append([m])
    return out


def _lies_in(inner: PlaceMention, outer: PlaceMention, text: str) -> bool:
    between = text[inner.end : outer.start]
    finer = _FINENESS.get(inner.precision or "", 4) > _FINENESS.get(outer.precision or "", 9)
    if len(between) > _CHAIN_GAP or "." in between or not finer:
        return False
    return inner.country is None or outer.country is None or inner.country == outer.country


def _finest_of_chain(mention: PlaceMention, here: Sequence[PlaceMention], text: str) -> PlaceMention:
    return next((chain[0] for chain in _chains(here, text) if mention in chain), mention)


def _chain_head(before: list[PlaceMention], text: str) -> PlaceMention:
    return _chains(before, text)[-1][0]


def _carried(doc: Doc, text: str, usable: Sequence[PlaceMention], sentence: Span) -> PlaceMention | None:
    """The place of the sentence before, where that sentence has one only and no line break lies between."""
    if sentence.start == 0:
        return None
    earlier = doc[sentence.start - 1].sent
    if not earlier.text.strip() and earlier.start > 0:
        earlier = doc[earlier.start - 1].sent
    groups = _chains(_within(usable, earlier), text)
    if len(groups) != 1:
        return None
    spot = _token_at(doc, groups[0][0].start, groups[0][0].end)
    return None if spot is None or _another_event(spot, earlier.root) else groups[0][0]


def _dateline(article: Article, usable: Sequence[PlaceMention], text: str) -> PlaceMention | None:
    """The place that opens the text's first lines before a dash."""
    body = next((line.start for line in article.lines if line.label in {"dateline", "body"}), 0)
    for m in usable[:5]:
        if m.precision in {"country", "region", "vague"}:
            continue
        begins = m.start == 0 or text[: m.start].rstrip(" \t").endswith("\n") or m.start <= body
        if (m.section == "dateline" or begins) and m.start < body + 400 and _DASH.match(text, m.end):
            return m
    return None


# --- the article's own place ---------------------------------------------------------------------------------------
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
