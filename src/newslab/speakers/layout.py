"""Statements told by layout: headlines, labels at the start of a line, names before a quote, blocks after a colon.

"... - Zelenskyy", "...: Zelenskiy" and "..., Zelenskiy Says" credit a headline; "Source:" credits the "Details:" and
"Quote:" below it; ``NAME: "..."`` credits what is quoted; and a line that ends "the paper reports:" credits the next.
"""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from newslab.speakers import names
from newslab.speakers.cuewords import cue_words
from newslab.speakers.sources import Apart, Attribution

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence, Set

    from newslab.speakers.quotes import Passage
    from newslab.speakers.sources import Span

_HEADLINE_KINDS: Final = frozenset({"document", "agency", "outlet", "expert", "official", "international"})
_BODIES: Final = frozenset({"official", "military", "international", "ngo"})
_HINGES: Final = frozenset(
    {"a", "an", "the", "of", "to", "in", "on", "for", "with", "by", "at", "and", "what", "how", "why"}
)
_TURN: Final = re.compile(r"^[\"“]?(?P<name>[A-Z][A-Z.'’ -]{1,30})(?= ?:\s)", re.MULTILINE)
MIN_TURNS: Final = 2
"""Lines that open with a name in capitals, from which on a text is read as a transcript."""
MAX_HEADLINE: Final = 250
_NAME: Final = r"[A-Z][\w.’'&/-]*(?: (?:[A-Z][\w.’'&/-]*|of|for|the|and|de|al|bin)){0,7}"
_TRAILING: Final = re.compile(
    rf"(?P<mark>\s[–—-]\s|:\s)(?P<name>{_NAME}|officials?|police|reports?|media|study|poll|survey|sources?|minister"
    r"|ministry|mayor|governor|military|authorities|(?<!: )(?:[a-z][\w’'-]* ){0,2}[a-z][\w’'-]*)\.?$"
)
_SAYS: Final = re.compile(r",\s(?P<name>(?:[\w.’'&/-]+ ){1,6})(?P<cue>\w+)\.?$")
_LEADING: Final = re.compile(rf"^(?P<name>{_NAME})(?: (?P<cue>says|on))?:\s")
_LABEL: Final = re.compile(r"^[\s•*\-–—]*(?P<label>[A-Z][A-Za-z ]{2,24}):[ \t]*")
_SIGNED: Final = re.compile(rf"\s*[–—―-]+\s*(?P<name>{_NAME})(?:,[^\n]{{1,80}})?\.?\s*")
_BEFORE_QUOTE: Final = re.compile(
    rf"(?:^|[–—-]\s|[.!?]\s|\bfrom\s)\s*(?P<name>{_NAME})(?: ?\([^()\n]{{1,24}}\))?"
    r"(?:, (?:(?! - )[^:\n–—]){1,60})?:\s*$"
)


def find(
    text: str,
    headline: Span | None,
    found: Sequence[Attribution],
    passages: Sequence[Passage],
    known: Callable[[str], bool],
) -> list[Attribution]:
    """Attributions by layout.

    Parameters
    ----------
    text : str
        The article's text.
    headline : (int, int) or None
        Offsets of its headline.
    found : sequence of Attribution
        What the parse told: a line that has its own cue is not credited to a label.
    passages : sequence of Passage
        Quoted passages.
    known : callable
        Whether a name is a person's whom the article names in full.

    Returns
    -------
    list of Attribution
    """
    read = Apart(a.cue for a in found if a.spans)
    heard = {w for a in found if a.source for w in text[slice(*a.source)].split()}
    out = [a for a in _headline(text, headline, known, heard) if not read.touching(*a.cue)] if headline else []
    out += _labelled(text, found, passages)
    out += _named_quotes(text, passages, known)
    out += _blocks(text, found)
    out += _transcript(text)
    out += _signed_quotes(text, passages)
    return list({(a.spans, a.cue): a for a in reversed(out)}.values())[::-1]  # a headline's speaker is a label, too


def _headline(text: str, span: Span, known: Callable[[str], bool], heard: Set[str]) -> Iterator[Attribution]:
    """A headline's speaker; in "Brisa: 12 dead" that is a ship, unless Brisa is heard in the text."""
    start, end = span
    if end - start > MAX_HEADLINE:
        return
    line = text[start:end]
    says = _SAYS.search(line)
    if says and says["cue"].lower().rstrip("s") in _reporting():
        first, last = start + says.start("name"), start + says.end("name") - 1
        found = _credited(text, (start, start + says.start()), first, last, "headline_says")
        yield replace(found, cue=(start + says.start("cue"), start + says.end("cue")))
        return
    trailing = _TRAILING.search(line)
    if trailing and _may_speak(trailing["name"], known, branded=trailing["mark"].strip() != ":"):
        yield _credited(
            text,
            (start, start + trailing.start()),
            start + trailing.start("name"),
            start + trailing.end("name"),
            "headline_end",
        )
        return
    leading = _LEADING.match(line)
    speaks = (
        leading
        and known(leading["name"])
        and (
            leading["cue"]
            or not line[leading.end() : leading.end() + 1].isdigit()
            or leading["name"].split()[-1] in heard
        )
    )
    if leading and (speaks or names.kind_of(leading["name"]) in _HEADLINE_KINDS):
        yield _credited(text, (start + leading.end(), end), start, start + leading.end("name"), "headline_start")


@functools.cache
def _reporting() -> frozenset[str]:
    return cue_words().verbs | {"sai"}


def _may_speak(name: str, known: Callable[[str], bool], *, branded: bool) -> bool:
    """Whether a headline's last words are a speaker: after a dash an outlet is the site's own name."""
    if known(name):
        return True
    if name.islower() and " " in name:  # "30 dead – rescue service": a body or an office, and nothing around it
        parts = name.split()
        return not _HINGES.intersection(parts) and (names.is_office(parts[-1]) or names.kind_of(parts[-1]) in _BODIES)
    kind = names.kind_of(name)
    return kind is not None and not (branded and kind in {"agency", "outlet"})


def _credited(text: str, content: Span, first: int, last: int, rule: str, basis: str = "headline") -> Attribution:
    source = (first, last)
    return Attribution(
        (content,), source, source, head=first + max(text[first:last].rfind(" ") + 1, 0), basis=basis, rule=rule
    )


def _lines(text: str) -> Iterator[Span]:
    return (m.span() for m in re.finditer(r"[^\n]+", text) if not m.group().isspace())


def _labelled(text: str, found: Sequence[Attribution], passages: Sequence[Passage]) -> Iterator[Attribution]:
    """What "Details:" and "Quote:" say, credited to the name after "Source:"."""
    words = cue_words()
    source: Span | None = None
    quoted = Apart((p.start, p.end) for p in passages)
    cued = Apart(a.cue for a in found if a.spans and not quoted.around(a.cue[0]))
    for start, end in _lines(text):
        match = _LABEL.match(text[start:end])
        if match is None:
            continue
        label, at = match["label"].lower(), start + match.end()
        if label in words.source_labels:
            name = re.match(_NAME, text[at:end]) or re.match(r"[^,;.\n]{1,80}", text[at:end])
            source = (at, at + name.end()) if name else None
        elif label in words.content_labels and source is not None and not cued.touching(start, end):
            yield _credited(text, (at, end), source[0], source[1], "label", "label")


def _named_quotes(text: str, passages: Sequence[Passage], known: Callable[[str], bool]) -> Iterator[Attribution]:
    """``Name: "..."`` and ``Name (R-S.C.): "..."``."""
    for p in passages:
        line = text.rfind("\n", 0, p.start) + 1
        match = _BEFORE_QUOTE.search(text[max(line, p.start - 160) : p.start])
        if match and (
            known(match["name"]) or names.kind_of(match["name"]) is not None or len(match["name"].split()) > 1
        ):
            first = max(line, p.start - 160) + match.start("name")
            yield _credited(text, (p.start, p.end), first, first + len(match["name"]), "name_label", "label")


def _signed_quotes(text: str, passages: Sequence[Passage]) -> Iterator[Attribution]:
    """A line that is a quotation and, after a dash, who said it: ``"..." — Olena Bondar``."""
    for p in passages:
        end = text.find("\n", p.end)
        match = _SIGNED.fullmatch(text, p.end, end if end >= 0 else len(text))
        if match and len(match["name"].split()) > 1 and p.start == text.rfind("\n", 0, p.start) + 1:
            last = match.start("name") + len(match["name"].removesuffix("."))
            yield _credited(text, (p.start, p.end), match.start("name"), last, "signed", "label")


def _blocks(text: str, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """The paragraph after "X reports:"."""
    lines = list(_lines(text))
    by_cue = {a.cue[1]: a for a in found if not a.spans}
    for (_, end), (start, stop) in itertools.pairwise(lines):
        if text[end - 1] != ":" or text[start] in "\"“'‘`":
            continue
        a = by_cue.get(end - 1)
        if a is not None and a.source is not None:
            yield Attribution(
                ((start, stop),), a.cue, a.source, a.head, a.told, a.role, "carried", a.statement, "block"
            )


def _transcript(text: str) -> Iterator[Attribution]:
    """The turns of ``SMITH: ...``, where names in capitals open several lines; quoted ones run on in quoted lines."""
    labels = cue_words().source_labels | cue_words().content_labels
    turns = {m.start(): m for m in _TURN.finditer(text) if m["name"].strip().lower() not in labels}
    if len(turns) < MIN_TURNS:
        return
    speaking: re.Match[str] | None = None
    for start, end in _lines(text):
        match = turns.get(start)
        if match is not None:
            speaking, start = match, text.index(":", match.end()) + 1
        elif speaking is None or not {text[start], text[speaking.start()]} <= {'"', "“"}:
            speaking = None
            continue
        yield _credited(text, (start, end), speaking.start("name"), speaking.end("name"), "transcript", "label")
