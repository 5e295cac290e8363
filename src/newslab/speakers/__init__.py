"""Doc to quotes, and who is credited with each statement.

:func:`find` reads the article once: indirect statements (:mod:`newslab.speakers.attribution`), quoted passages linked
to a cue or carried from one (:mod:`newslab.speakers.direct`), labels and headlines (:mod:`newslab.speakers.layout`),
and says who each source phrase stands for (:mod:`newslab.speakers.coreference`). :func:`credit` looks a figure up in
the result: the innermost statement around it names the speaker, an agency or outlet outside it is the relay, and where
no statement covers it nobody is named.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from newslab.schema import READABLE
from newslab.speakers import attribution, coreference, direct, layout, names, quotes
from newslab.speakers.cuewords import cue_words
from newslab.speakers.sources import Apart, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spacy.tokens import Doc

    from newslab.articles import Article
    from newslab.speakers.identity import Places
    from newslab.speakers.sources import Attribution, Span

RESOLVED: Final = frozenset({"pronoun", "pronoun_open", "definite", "writer"})
"""Rules by which a speaker is somebody else than the words of the mention say."""
_RELAYS: Final = frozenset({"agency", "outlet"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person or body as mentioned, and resolved."""

    start: int
    end: int
    text: str  # as written
    name: str  # resolved: "Volodymyr Zelenskyy" for "he"
    key: str
    kind: str = "other"
    role: str | None = None
    country: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """One attributed statement: content spans, who is credited, by which cue, through whom."""

    spans: tuple[tuple[int, int], ...]
    type: str = "indirect"
    speaker: Speaker | None = None
    relay: Speaker | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    basis: str = "clause"
    statement: str = "reports"
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Credit:
    """Who is credited with one figure; ``speaker`` is None where nobody is."""

    speaker: Speaker | None = None
    relay: Speaker | None = None
    basis: str = "none"
    rule: str | None = None


def find(
    doc: Doc,
    article: Article | None,
    gaz: Places | None = None,
    aliases: Mapping[str, names.Alias] | None = None,
) -> list[Quote]:
    """Attributed statements of an article, in order.

    Parameters
    ----------
    doc : Doc
        The parse of ``article.text``.
    article : Article or None
        Its line labels say what is page furniture; None reads every line.
    gaz : Gazetteer or None
        For the country of a speaker.
    aliases : mapping or None
        As :func:`newslab.speakers.usernames.load` reads it from the user's table; None for the built-in one.

    Returns
    -------
    list of Quote
        Content never includes its own cue and source.
    """
    readable = _readable(doc, article)
    found = [a for a in attribution.find_attributions(doc) if readable.around(a.cue[0])]
    passages = [p for p in quotes.find_passages(text_of(doc)) if readable.around(p.start)]
    marks = Apart((p.start, p.end) for p in passages)
    author = article.authors[0] if article is not None and len(article.authors) == 1 else None
    scope = article.article_id if article is not None else ""
    cast = coreference.Cast(doc, gaz, author, aliases if aliases is not None else names.aliases(), scope)
    laid_out = layout.find(text_of(doc), _headline(doc, article), found, passages, cast.knows)
    named = {s for a in laid_out for s in a.spans}
    linked = direct.link_passages(text_of(doc), [p for p in passages if (p.start, p.end) not in named], found)
    quoted = [span for link in linked for span in link.spans] + sorted(named)
    statements = _merge(attribution.settle(found, quoted, text_of(doc)), linked) + laid_out
    cast.leave_out(s for a in statements for s in a.spans)
    people: dict[tuple[int, int], Speaker | None] = {}
    for a in sorted(statements, key=lambda a: (a.source or a.cue, a.cue)):
        if a.source is not None and a.source not in people:
            people[a.source] = _speaker(cast, a.source, a.head, a.role)
        if a.told is not None and a.told not in people:
            people[a.told] = _speaker(cast, a.told, -1, None, speaks=False)
    return [_quote(a, text_of(doc), people, marks) for a in sorted(statements, key=lambda a: (a.spans, a.cue))]


def _readable(doc: Doc, article: Article | None) -> Apart:
    """The lines that report, not page furniture."""
    if article is None or not article.lines:
        return Apart([(0, len(text_of(doc)))])
    return Apart((line.start, line.end) for line in article.lines if line.label in READABLE)


def _headline(doc: Doc, article: Article | None) -> Span | None:
    if article is not None and article.lines:
        return next(((line.start, line.end) for line in article.lines if line.label == "headline"), None)
    first = text_of(doc).lstrip().split("\n", 1)[0].rstrip()
    start = len(text_of(doc)) - len(text_of(doc).lstrip())
    return (start, start + len(first)) if "\n" in text_of(doc).strip() else None


def _merge(found: Sequence[Attribution], linked: Iterable[direct.Linked]) -> list[Attribution]:
    """Quoted spans joined to the attribution beside them; carried ones stand by themselves."""
    own: dict[int, list[Span]] = {}
    carried: list[Attribution] = []
    for link in linked:
        if link.rule == "quote_carried":
            carried.append(direct.as_carried(link.attribution, link))
        elif not _is_told(link, found):
            own.setdefault(id(link.attribution), []).extend(link.spans)
    merged = []
    for a in found:
        quoted = own.get(id(a), [])
        if a.spans or quoted:
            joined = replace(a, spans=_union([*a.spans, *quoted]))
            merged.append(joined if a.spans else replace(joined, basis="quote", rule="quote"))
    return merged + carried


def _is_told(link: direct.Linked, found: Sequence[Attribution]) -> bool:
    """Whether a colon before quoted words only repeats the verb before it: "he told us: ..."."""
    a = link.attribution
    if a.rule != "colon":
        return False
    others = (b for b in found if b is not a and b.source == a.source)
    return any(s < y and x < e for b in others for s, e in b.spans for x, y in link.spans)


def _union(spans: Iterable[Span]) -> tuple[Span, ...]:
    out: list[Span] = []
    for s, e in sorted(spans):
        if out and s <= out[-1][1]:
            out[-1] = (out[-1][0], max(e, out[-1][1]))
        else:
            out.append((s, e))
    return tuple(out)


def _speaker(
    cast: coreference.Cast, span: Span, head: int, role: Span | None, *, speaks: bool = True
) -> Speaker | None:
    who = cast.resolve(span[0], span[1], head, role, speaks=speaks)
    if who is None or not any(map(str.isalpha, who.name)):  # marks of a page's layout, numbers and signs say nothing
        return None
    written = text_of(cast.doc)[slice(*span)]
    return Speaker(*span, written, who.name, who.key, who.kind, who.role, who.country, who.rule)


def _quote(a: Attribution, text: str, people: dict[Span, Speaker | None], marks: Apart) -> Quote:
    speaker = people.get(a.source) if a.source is not None else None
    told = people.get(a.told) if a.told is not None else None
    relay = told if told is not None and _passes_on(told, a.rule) else None
    words = {w for s, e in a.spans for w in text[s:e].lower().split()}
    statement = a.statement if words.isdisjoint(cue_words().hearsay) else "hearsay"
    return Quote(a.spans, _type(a.spans, marks), speaker, relay, a.cue[0], a.cue[1], a.basis, statement, a.rule)


def _passes_on(told: Speaker, rule: str) -> bool:
    """Whether who was told, or who cites, is a relay: an agency, outlet or reporters; whoever is unknown and cites."""
    return told.kind in _RELAYS or names.is_audience(told.text) or (rule == "citing" and told.kind == "other")


def _type(spans: Sequence[Span], marks: Apart) -> str:
    total = sum(e - s for s, e in spans)
    quoted = sum(min(e, q[1]) - max(s, q[0]) for s, e in spans for q in marks.touching(s, e))
    if quoted == 0:
        return "indirect"
    return "direct" if total - quoted <= 2 * len(spans) else "mixed"


def credit(doc: Doc, article: Article | None, quotes: Sequence[Quote], start: int, end: int) -> Credit:  # noqa: ARG001
    """Who is credited with the figure at ``start, end``.

    Parameters
    ----------
    doc : Doc
        The parse.
    article : Article or None
        The article.
    quotes : sequence of Quote
        As given by :func:`find`.
    start, end : int
        Offsets of the numeral.

    Returns
    -------
    Credit
        ``speaker`` None and basis ``"none"`` where nobody is named.
    """
    around = [(q, q.speaker) for q in quotes if q.speaker and any(s < end and start < e for s, e in q.spans)]
    if not around:
        return Credit()
    around.sort(
        key=lambda pair: (pair[1].kind in _RELAYS, sum(e - s for s, e in pair[0].spans), pair[0].rule != "citing")
    )
    inner, speaker = around[0]  # the innermost; an agency or outlet only where nobody else is named
    outer = (who for _, who in around[1:] if who.kind in _RELAYS and who.key != speaker.key)
    return Credit(speaker, inner.relay or next(outer, None), inner.basis, inner.rule)
