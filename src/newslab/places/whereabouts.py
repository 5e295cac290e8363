"""Where a figure took place: from the mentions and the parse, with its basis.

A figure takes the place that its own words or its clause name, then its sentence, then that of the local body that
tells of it, then the sentence before it, then the dateline. Only names meant as places count, a name within a report's
frame ("officials said in Brussels") does not, and no place is better than the nearest name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from newslab.places import clauses, several, tellers
from newslab.places.pagewords import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Span, Token

    from newslab.articles import Article
    from newslab.places.placemention import PlaceMention
    from newslab.places.tellers import Spot

_CHAIN_GAP: Final = 40  # characters between a place and the one it lies in
_FINENESS: Final = {"point": 5, "town": 4, "district": 3, "region": 2, "country": 1, "vague": 0}
_TOWNS: Final = frozenset({"point", "town", "district"})
_LOCAL: Final = frozenset({"point", "town", "district", "region"})
Found = tuple["PlaceMention", str, str]
"""A place, its basis and its rule."""
_NOWHERE: Final = (None, "none", "no place is said")
_LISTED: Final = re.compile(r"(?:,? with|:) (?:at least |about |around |some |nearly |almost |only |just )?| \(")
"""Between a place and its number in a list: "Kent with 40, Essex (12)"."""
_BASED: Final = re.compile(r"-\s?(?:\w+ed|led|made|run|held|born)\b")
_DASH: Final = re.compile(r"\s*(?:,\s*[A-Z][\w. ]{1,25})?\s*(?:\([^()\n]{1,40}\)\s*)?(?:[-–—]|\()")


def place_of(
    doc: Doc, article: Article, mentions: Sequence[PlaceMention], start: int, end: int, *, happened: bool = True
) -> tuple[PlaceMention | None, str, str]:
    """Place of the figure at ``text[start:end]``.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        Parse of ``article.text``.
    article : Article
        Text and lines.
    mentions : sequence of PlaceMention
        The article's mentions.
    start, end : int
        Characters of the figure.
    happened : bool
        Whether the figure counts what something befell. Only that has a place beyond its own clause: other numbers do
        not belong where the sentence before was.

    Returns
    -------
    (PlaceMention or None, basis, rule)
        ``basis`` is one of ``schema.PLACE_BASIS``; ``rule`` says what decided.
    """
    token = _token_at(doc, start, end)
    if token is None:
        return None, "none", "no word at the figure"
    named = _spots(doc, [m for m in _within(mentions, token.sent) if m.section != "dateline"])
    here = [(m, t) for m, t in named if _is_place(article.text, m, t)]
    beside = next((m for m, _ in here if _LISTED.fullmatch(article.text, m.end, start)), None)
    if beside is not None:
        return beside, "clause", "named right before the figure"
    holder = tellers.holder(named, token, happened=happened)
    own = _in_sentence(doc, article.text, token, here, holder, happened=happened)
    own = _where(own, clauses.where_clause(token), here, article.text)
    if own is not None and (listed := _listed_with(own[0], named, token, article.text)):
        own = _common([own[0], *listed], [m for m, _ in here])
        if own is None:
            return None, "none", "it is told of several places at once"
    if denied := _denied(token, own, named, _words(doc, mentions, token.sent)):
        return None, "none", denied
    if not happened:
        return own or _NOWHERE
    before = _carried(doc, article.text, [m for m in mentions if m.role == "literal"], token.sent)
    if own is not None:
        return _narrowed(own, before)
    if local := tellers.place([(m, t) for m, t in named if m.place_id], token):
        return local, "sentence", "where those who did or told it are at home"
    return _from_around(article, mentions, token, (named, here), before)


def _from_around(
    article: Article,
    mentions: Sequence[PlaceMention],
    figure: Token,
    spots: tuple[list[Spot], list[Spot]],
    before: PlaceMention | None,
) -> Found | tuple[None, str, str]:
    """What the sentence before or the dateline says of a figure for which its own sentence says nothing.

    ``spots`` are all names of the sentence, and those of them that are places.
    """
    named, here = spots
    if any(not clauses.reported_from(t, figure) for _, t in here):
        return None, "none", "none of the sentence's places is its own"
    if clauses.of_a_war(figure) and (before is None or before.precision != "country"):
        return None, "none", "a war's toll is not that of one town"
    if before is not None:
        return before, "carried", "the only place of the sentence before"
    if told_by := tellers.regions(named, figure):
        return _told_by(told_by, named, figure)
    if clauses.spans_months(figure):
        return None, "none", "a toll of months is not that of one town"
    line = None if here else _dateline(article, mentions, article.text)
    return (line, "dateline", "the article's dateline") if line and line.start < figure.idx else _NOWHERE


def _told_by(regions: list[PlaceMention], named: list[Spot], figure: Token) -> Found | tuple[None, str, str]:
    """The region whose officials tell of a figure, where they are those of one and speak of no other land."""
    region = regions[0]
    if len(regions) > 1 or region.place_id is None or tellers.tells_of_abroad(named, region, figure):
        return None, "none", "a region's officials tell of anywhere"
    return region, "sentence", "the region whose officials tell it"


def _denied(figure: Token, own: Found | None, named: list[Spot], known: set[int]) -> str:
    """Why a figure whose own clause names no place gets none from elsewhere: the clause tells of yet another place."""
    if own is not None and own[1] == "clause":
        return ""
    if own is not None and own[0].precision in _TOWNS and clauses.of_a_war(figure):
        return "a war's toll is not that of one town"
    if clauses.names_unknown(figure, known):
        return "its clause names a place that is not known"
    if tellers.is_elsewhere(figure):
        return "its clause tells of elsewhere"
    verb = clauses.clause_verb(figure)
    beyond = [m.start for m, t in named if _is_beyond(m, t) and clauses.clause_verb(t) == verb]
    aside = beyond and (own is None or own[0].start > beyond[0])
    return "its clause only names what is near or aimed at" if aside else ""


def _listed_with(place: PlaceMention, named: list[Spot], figure: Token, text: str) -> list[PlaceMention]:
    """The places that a figure is told of together with one, none of which lies in another."""
    spot = next((t for m, t in named if m == place), None)
    apart = {t: m for m, t in named if m.role in ("literal", "actor") and not _nested(m, place, text)}
    return [] if spot is None else [apart[t] for t in several.listed_with(spot, apart, figure)]


def _common(listed: list[PlaceMention], here: list[PlaceMention]) -> Found | None:
    """The smallest place of the sentence that holds all of a list: "in Houston and Dallas, | Texas"."""
    around = [m for m in here if all(_holds(m, each) for each in listed if each != m)]
    area = max(around, key=_fineness, default=None)
    return None if area is None else (area, "clause", "it holds all the places that it is told of")


def _holds(area: PlaceMention, place: PlaceMention) -> bool:
    if place.country is None or area.country != place.country or _fineness(area) >= _fineness(place):
        return False
    return area.precision == "country" or (area.precision == "region" and area.admin1 == place.admin1 is not None)


def _nested(one: PlaceMention, other: PlaceMention, text: str) -> bool:
    """Whether two names are of one place, or of a place and what it lies in."""
    if one.place_id == other.place_id or _holds(one, other) or _holds(other, one):
        return True
    first, second = sorted((one, other), key=lambda m: m.start)
    return _lies_in(first, second, text)


def _where(own: Found | None, clause: Token | None, here: list[Spot], text: str) -> Found | None:
    """The place whose "where" clause tells of the figure, unless the clause itself names one, or a finer one is named.

    "Odesa, where he said 60 had died in Kharkiv" is about Kharkiv.
    """
    stands = next((m for m, t in here if clause.head in (t, t.head)), None) if clause is not None else None
    if clause is None or stands is None:
        return own
    if own is not None and (_fineness(own[0]) > _fineness(stands) or _is_said_in(own, clause, here)):
        return own
    return _finest_of_chain(stands, [m for m, _ in here], text), "sentence", "the place of what its clause is about"


def _is_said_in(own: Found, clause: Token, here: list[Spot]) -> bool:
    return own[1] == "clause" and any(m == own[0] and clause.is_ancestor(t) for m, t in here)


def _fineness(mention: PlaceMention) -> int:
    return _FINENESS.get(mention.precision or "", 0)


def _narrowed(own: Found, before: PlaceMention | None) -> Found:
    """The place found; where it is no more than a people's land, that of the sentence before, if it lies there."""
    land = own[0]
    if land.role != "demonym" or before is None or before.precision == "country":
        return own
    if land.country is None or before.country != land.country:
        return own
    return before, "carried", "a place of the sentence before, in the land told of"


def _token_at(doc: Doc, start: int, end: int) -> Token | None:
    span = doc.char_span(start, max(end, start + 1), alignment_mode="expand")
    return span.root if span is not None and len(span) else None


def _spots(doc: Doc, mentions: Sequence[PlaceMention]) -> list[Spot]:
    """Mentions with the token at which each hangs in the parse."""
    return [(m, token) for m in mentions if (token := _token_at(doc, m.start, m.end))]


def _words(doc: Doc, mentions: Sequence[PlaceMention], span: Span) -> set[int]:
    """Indices of the tokens that a span's mentions cover."""
    found = (doc.char_span(m.start, m.end, alignment_mode="expand") for m in _within(mentions, span))
    return {token.i for words in found if words is not None for token in words}


def _is_place(text: str, mention: PlaceMention, name: Token) -> bool:
    """Whether a name of the sentence is one of where: not a body's seat ("the London-based monitor")."""
    if _is_beyond(mention, name):
        return False
    if mention.role != "literal":
        return _is_land(mention, name)
    if tellers.is_seat(mention, name) or clauses.is_origin(name):
        return False
    if mention.status != "resolved" and not clauses.may_be_place(name):
        return False
    verb = clauses.clause_verb(name)
    made = verb.tag_ == "VBN" and verb.dep_ in ("acl", "relcl") and verb.lemma_ in cues()["origins"]  # "made in Taiwan"
    return not made and _BASED.match(text, mention.end) is None


def _is_beyond(mention: PlaceMention, name: Token) -> bool:
    return clauses.is_beyond(name, wide=mention.precision in ("country", "region"))


def _is_land(mention: PlaceMention, name: Token) -> bool:
    """Whether a name not meant as a place stands for one: "at the Armenian border", "in an Orlando nightclub".

    "The Armenian town of Goris" has a name of its own, and "Armenia's largest hospital" is in a town.
    """
    if name.dep_ == "poss":
        return mention.precision in _LOCAL and name.head.lemma_.lower() in cues()["sites"]
    if name.dep_ in ("amod", "compound"):
        noun = name.head.lemma_.lower()
        site = mention.role != "demonym" and mention.status != "unresolved" and noun in cues()["sites"]
        site = site and not clauses.in_a_sites_name(name, land=mention.precision == "country")
        return (site or noun in cues()["land"]) and not any(child.lower_ == "of" for child in name.head.rights)
    before = cues()["only_before_places"] | cues()["locative"]
    if mention.role != "actor":
        return False
    return clauses.is_assailed(name) or (name.dep_ == "pobj" and name.head.lower_ in before)


def _within(mentions: Sequence[PlaceMention], span: Span) -> list[PlaceMention]:
    return [m for m in mentions if span.start_char <= m.start < span.end_char]


def _in_sentence(
    doc: Doc, text: str, figure: Token, here: list[Spot], holder: PlaceMention | None, *, happened: bool
) -> Found | None:
    """Place named in the figure's own sentence, or None where none of those named is its own."""
    noun = figure.head if figure.dep_ in {"nummod", "quantmod", "compound", "amod"} else figure
    spots = [
        (m, t)
        for m, t in here
        if not clauses.another_event(t, figure, happened=happened)
        and not clauses.of_another_number(t, {noun, figure})
        and not clauses.is_refuge(t, figure)
        and not several.is_only_part(t, figure)
    ]
    own = [
        m
        for m, t in spots
        if t.i > figure.i and clauses.hangs_on(t, {noun, figure}) and not clauses.number_between(doc, figure, t)
    ]
    if own:
        return _finest_of_chain(own[0], own, text), "clause", "named within the figure's own phrase"
    told = [(m, t) for m, t in spots if not clauses.reported_from(t, figure)]
    verb = clauses.clause_verb(figure)
    share = [(m, t) for m, t in told if clauses.clause_verb(t) == verb]
    if place := _in_clause(doc, text, figure, share, holder, [m for m, _ in spots]):
        return place
    first = min((t.i for _, t in spots), default=0)
    shared = [(m, t) for m, t in share if happened and figure.i < t.i == first]
    return _beside(text, verb, shared, told, happened=happened)


def _in_clause(
    doc: Doc,
    text: str,
    figure: Token,
    share: list[Spot],
    holder: PlaceMention | None,
    here: list[PlaceMention],
) -> Found | None:
    """Place named in the figure's own clause: the next one behind it, else the last before it, from its holder on."""
    fronted = any(t.i < figure.i and clauses.preposition(t) is not None for _, t in share)
    after = [
        m
        for m, t in share
        if t.i > figure.i and not clauses.number_between(doc, figure, t) and not (fronted and clauses.opens_anew(t))
    ]
    if after:
        return _finest_of_chain(after[0], here, text), "clause", "named after the figure in its clause"
    before = [(m, t) for m, t in share if t.i < figure.i and (holder is None or m.start >= holder.start)]
    if before and not clauses.number_between(doc, before[-1][1], figure):
        return _chain_head([m for m, _ in before], text), "clause", "named before the figure in its clause"
    if holder is not None:
        return _finest_of_chain(holder, [holder, *here], text), "clause", "the place that holds or receives it"
    if before and len({m.place_id for m, _ in before}) == 1:
        return before[-1][0], "clause", "the only place of its clause"
    return None


def _beside(text: str, verb: Token, shared: list[Spot], told: list[Spot], *, happened: bool) -> Found | None:
    """Place named in a clause beside the figure's own, where one only may be its."""
    held = verb.head if verb.dep_ in ("relcl", "acl") else None
    beside = [(m, t) for m, t in told if clauses.is_beside(clauses.clause_verb(t), verb)]
    pools = {
        "the place that it shares with the number beside it": shared,
        "the place of what its clause is about": [(m, t) for m, t in told if held and clauses.hangs_on(t, {held})],
        "the only place of its sentence": told if happened else [],
        "the only place of the clause beside its own": beside,
        "the only place so meant of the clause beside its own": [(m, t) for m, t in beside if m.role == "literal"],
    }
    for rule, pool in pools.items():
        if len(groups := _chains([m for m, _ in pool], text)) == 1:
            return groups[0][0], "sentence", rule
    return None


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
    groups = _chains([m for m, t in _spots(doc, _within(usable, earlier)) if _is_place(text, m, t)], text)
    if len(groups) != 1:
        return None
    spot = _token_at(doc, groups[0][0].start, groups[0][0].end)
    return None if spot is None or clauses.another_event(spot, earlier.root, happened=True) else groups[0][0]


def _dateline(article: Article, mentions: Sequence[PlaceMention], text: str) -> PlaceMention | None:
    """The place that opens the text's first lines before a dash."""
    body = next((line.start for line in article.lines if line.label in {"dateline", "body"}), 0)
    for m in [m for m in mentions if m.role == "literal"][:5]:
        if m.precision in {"country", "region", "vague"}:
            continue
        begins = m.start == 0 or text[: m.start].rstrip(" \t").endswith("\n") or m.start <= body
        if (m.section == "dateline" or begins) and m.start < body + 400 and _DASH.match(text, m.end):
            return m
    return None
