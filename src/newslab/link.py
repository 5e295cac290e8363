"""One parsed article to its table rows: each figure with its place, its speaker and its time, and the basis of each.

The stages before this one read the Doc and know nothing of each other; here their records meet. A stage that fails on
an article costs that article this stage's rows and leaves a problem; the other stages' rows stay.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeVar

from newslab import figures, places, schema, speakers
from newslab.drop.items import Problem
from newslab.figures import outcomes
from newslab.numerals.units import to_si

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from spacy.tokens import Doc, Span

    from newslab.articles import Article
    from newslab.figures import Figure
    from newslab.gazetteer import Gazetteer
    from newslab.places import PlaceMention
    from newslab.places.factors import Home
    from newslab.speakers import Quote, Speaker
    from newslab.speakers.names import Alias

Row = dict[str, Any]
T = TypeVar("T")


@dataclass(slots=True)
class ArticleRows:
    """Plain rows of one article, ready for JSON: what the cache keeps and the tables are made of."""

    figures: list[Row] = field(default_factory=list)
    places: list[Row] = field(default_factory=list)
    quotes: list[Row] = field(default_factory=list)
    problems: list[Row] = field(default_factory=list)
    focus_place_id: str | None = None
    focus_basis: str | None = None


def read(
    doc: Doc,
    article: Article,
    gazetteer: Gazetteer,
    home: Home | None = None,
    aliases: Mapping[str, Alias] | None = None,
) -> ArticleRows:
    """Read one parsed article.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        Parse of ``article.text``.
    article : Article
        Text, date and line labels.
    gazetteer : Gazetteer
        Names of places.
    home : Home, optional
        Where the outlet is at home, where its articles or a table tell.
    aliases : mapping, optional
        Names of speakers as the user joins them (:func:`newslab.speakers.usernames.load`).

    Returns
    -------
    ArticleRows
        Rows keyed as in :mod:`newslab.schema`; offsets count characters of ``article.text``.
    """
    rows = ArticleRows()

    def stage(name: str, work: Callable[[], list[T]]) -> list[T]:
        try:
            return work()
        except Exception as err:  # noqa: BLE001 - whatever one article breaks must not cost the others their rows
            rows.problems.append(_problem(article, name, err))
            return []

    mentions = stage("places", lambda: places.find(doc, article, gazetteer, home))
    quotes = stage("speakers", lambda: speakers.find(doc, article, gazetteer, aliases))
    found = stage("figures", lambda: _beside_names(_beside_speakers(figures.find(doc, article), quotes), mentions))
    rows.places = [_place_row(article, m) for m in mentions]
    rows.quotes = [_quote_row(article, q) for q in quotes]
    focus = stage("places", lambda: [places.focus(doc, article, mentions, found)])
    main = focus[0].mention if focus else None
    if focus:
        rows.focus_place_id, rows.focus_basis = focus[0].place_id, focus[0].basis
    rows.figures = stage("figures", lambda: [_figure_row(doc, article, f, mentions, main, quotes) for f in found])
    for name, made, key in _KEYED:
        kept = {row[key]: row for row in reversed(getattr(rows, made))}
        if len(kept) < len(getattr(rows, made)):  # one article's row told twice would cost the drop its tables
            rows.problems.append(_problem(article, name, ValueError(f"{made} told twice")))
            setattr(rows, made, list(kept.values())[::-1])
    return rows


_KEYED: Final = (
    ("places", "places", "mention_id"),
    ("speakers", "quotes", "quote_id"),
    ("figures", "figures", "figure_id"),
)
"""Stage, rows and the key that no two of an article's rows share."""


def _beside_speakers(found: list[Figure], quotes: list[Quote]) -> list[Figure]:
    """Figures without those that only count who speaks: "two senior officials said" reports no figure of officials.

    People to whom something happened are reported also where they are quoted.
    """
    voices = [(v.start, v.end) for q in quotes for v in (q.speaker, q.relay) if v is not None]
    return [
        f
        for f in found
        if outcomes.is_known(f.outcome)
        or not any(s <= f.quantity.num_start and f.quantity.num_end <= e for s, e in voices)
    ]


def _beside_names(found: list[Figure], mentions: list[PlaceMention]) -> list[Figure]:
    """Figures without those whose number is a part of a place's name: "a fire in Three Rivers" counts no rivers."""
    spans = [(m.start, m.end) for m in mentions]
    return [f for f in found if not any(s <= f.quantity.num_start and f.quantity.num_end <= e for s, e in spans)]


def digest(prefix: str, *parts: object) -> str:
    """Short id that depends on its parts alone."""
    return prefix + hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:12]


def mention_id(article: Article, mention: PlaceMention) -> str:
    """Id of a place mention."""
    return digest("p", article.article_id, mention.start, mention.end)


def _problem(article: Article, stage: str, err: Exception) -> Row:
    remedy = "the article's other rows are kept; please report this text"
    return asdict(Problem(article.path, article.article_id, stage, type(err).__name__, str(err)[:200], remedy))


def _figure_row(
    doc: Doc,
    article: Article,
    fig: Figure,
    mentions: list[PlaceMention],
    main: PlaceMention | None,
    quotes: list[Quote],
) -> Row:
    q = fig.quantity
    place, place_basis, place_rule = _place(doc, article, fig, mentions, main)
    credit = speakers.credit(doc, article, quotes, q.num_start, q.num_end)
    return {
        "figure_id": digest("f", article.article_id, fig.start, fig.end),
        "article_id": article.article_id,
        "start": fig.start,
        "end": fig.end,
        "text": article.text[fig.start : fig.end],
        "num_start": q.num_start,
        "num_end": q.num_end,
        "sentence": _sentence(doc, fig.start, fig.end),
        "section": fig.section,
        "in_quote": fig.in_quote,
        "value": q.value,
        "low": q.low,
        "high": q.high,
        "bound": q.bound,
        "approx": q.approx,
        "kind": fig.kind,
        "unit": fig.unit,
        "alt_value": q.alt_value,
        "alt_unit": q.alt_unit,
        "value_si": to_si(q.value, q.unit) if q.value is not None and q.unit else None,
        "counted": fig.counted,
        "counted_key": fig.counted_key,
        "counted_head": fig.counted_head,
        "subject": fig.subject,
        "outcome": fig.outcome,
        "change": fig.change,
        "change_cue": fig.change_cue,
        "modality": fig.modality,
        "modality_cue": fig.modality_cue,
        "background": fig.background,
        "lead": fig.lead,
        **_speaker_columns(credit.speaker),
        "speaker_basis": credit.basis,
        **_relay_columns(credit.relay),
        "place_id": place.place_id if place else None,
        "place_mention_id": mention_id(article, place) if place else None,
        "place_basis": place_basis,
        "date_start": fig.date_start.isoformat() if fig.date_start else None,
        "date_end": fig.date_end.isoformat() if fig.date_end else None,
        "date_cue": fig.date_cue,
        "date_basis": fig.date_basis,
        "figure_rule": fig.rule,
        "place_rule": _place_rule(place_rule, place),
        "speaker_rule": _speaker_rule(credit.rule, credit.speaker),
        "score": fig.score,
    }


def _place(
    doc: Doc, article: Article, fig: Figure, mentions: list[PlaceMention], main: PlaceMention | None
) -> tuple[PlaceMention | None, str, str]:
    """A figure's place with its basis and rule, or why it has none; ``main`` is where the article's news happened."""
    if fig.kind in ("duration", "age") and fig.outcome is None and fig.score < schema.MINOR:
        return None, "none", "an age or a time that only describes is nowhere"
    q = fig.quantity
    found = places.place_of(doc, article, mentions, q.num_start, q.num_end, happened=_befell(fig))
    if found[1] == "dateline" and not _happened(fig):
        return None, "none", "a dateline places only what happened"
    if found[1] == "dateline" and found[0] is not None and places.is_desk(found[0], main, mentions):
        return None, "none", "the dateline is not where the news is"
    if found[1] == "carried" and fig.background and fig.change != "cumulative":
        return None, "none", "no place is carried over to what happened at another time"
    return found


def _place_rule(rule: str, place: PlaceMention | None) -> str:
    """Rule that chose the mention and, where the mention is not settled, why: no place is taken from elsewhere."""
    return rule if place is None or place.status == "resolved" else f"{rule}; {place.status}: {place.rule}"


def _befell(fig: Figure) -> bool:
    """Whether the figure counts or measures what something was done to, or is to be done to."""
    return outcomes.is_known(fig.outcome) or (fig.outcome is not None and fig.kind in ("area", "distance"))


def _happened(fig: Figure) -> bool:
    """Whether something befell what is counted: only then is it where the article was filed."""
    return fig.kind == "count" and fig.modality != "planned" and outcomes.is_known(fig.outcome)


def _sentence(doc: Doc, start: int, end: int) -> str:
    span: Span | None = doc.char_span(start, end, alignment_mode="expand")
    return span.sent.text.strip() if span is not None and len(span) else doc.text[start:end]


def _speaker_columns(speaker: Speaker | None) -> Row:
    if speaker is None:
        return {}
    return {
        "speaker": speaker.name,
        "speaker_key": speaker.key,
        "speaker_kind": speaker.kind,
        "speaker_role": speaker.role,
        "speaker_country": speaker.country,
        "speaker_start": speaker.start,
        "speaker_end": speaker.end,
    }


def _speaker_rule(rule: str | None, speaker: Speaker | None) -> str | None:
    """Rule that found the statement and, where the mention is a short form, the one that settled whose it is."""
    resolved = speaker is not None and speaker.rule in speakers.RESOLVED
    return f"{rule}, {speaker.rule}" if speaker is not None and resolved else rule or None


def _relay_columns(relay: Speaker | None) -> Row:
    return {} if relay is None else {"relay": relay.name, "relay_start": relay.start, "relay_end": relay.end}


def _quote_row(article: Article, quote: Quote) -> Row:
    start, end = quote.spans[0][0], quote.spans[-1][1]
    return {
        "quote_id": digest("q", article.article_id, quote.spans, quote.cue_start),
        "article_id": article.article_id,
        "type": quote.type,
        **_speaker_columns(quote.speaker),
        "speaker_text": quote.speaker.text if quote.speaker else None,
        "relay": quote.relay.name if quote.relay else None,
        "cue": article.text[quote.cue_start : quote.cue_end] if quote.cue_start is not None else None,
        "cue_start": quote.cue_start,
        "cue_end": quote.cue_end,
        "start": start,
        "end": end,
        "text": article.text[start:end],
        "spans": json.dumps([list(s) for s in quote.spans]),
        "statement": quote.statement,
        "rule": _speaker_rule(quote.rule, quote.speaker),
    }


def _place_row(article: Article, mention: PlaceMention) -> Row:
    return {
        "mention_id": mention_id(article, mention),
        "article_id": article.article_id,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "section": mention.section,
        "role": mention.role,
        "status": mention.status,
        "place_id": mention.place_id,
        "geonameid": mention.geonameid,
        "iso": mention.iso,
        "name": mention.name,
        "feature": mention.feature,
        "country": mention.country,
        "admin1": mention.admin1,
        "admin1_name": mention.admin1_name,
        "precision": mention.precision,
        "n_candidates": mention.n_candidates,
        "candidates": json.dumps(list(mention.candidates), ensure_ascii=False),
        "score": mention.score,
        "rule": mention.rule,
        "lon": mention.lon,
        "lat": mention.lat,
    }
