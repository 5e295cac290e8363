"""Raw items to articles: exact text, outlet, date with its basis, headline, byline, agency, line labels."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from newslab.articles import bylines, lines, opening, outlets
from newslab.articles.cues import cues
from newslab.articles.idiom import language_of
from newslab.articles.lines import Line
from newslab.articles.publication import Calendar
from newslab.drop import Problem
from newslab.schema import READABLE

if TYPE_CHECKING:
    import datetime as dt

    from newslab.drop import Drop
    from newslab.drop.items import RawItem

__all__ = ["Article", "Line", "article_id", "read_articles"]

_LABEL_WORDS: Final = 6
_HEAD: Final = 2_000
"""Characters at the top of a text in which bylines are looked for."""


@dataclass(frozen=True, slots=True)
class Article:
    """One distinct text with what is known about it. ``text`` is never altered afterwards."""

    article_id: str
    text: str
    path: str = ""
    paths: tuple[str, ...] = ()
    outlet: str | None = None
    outlet_key: str | None = None
    outlet_basis: str = "none"
    title: str | None = None
    label: str = ""
    published: dt.date | None = None
    published_at: dt.datetime | None = None
    published_basis: str = "none"
    event_date: dt.date | None = None
    scraped: dt.datetime | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    language: str | None = None
    url: str | None = None
    copy_group: str = ""
    status: str = "read"
    lines: tuple[Line, ...] = field(default=())


def article_id(text: str) -> str:
    """Stable id of a text: ``a`` and the first 12 hexadecimal digits of its SHA-256."""
    return "a" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def read_articles(drop: Drop) -> tuple[list[Article], list[Problem]]:
    """Every distinct text of a drop as an article, in the drop's order.

    Parameters
    ----------
    drop : Drop
        An opened drop, or texts from Python.

    Returns
    -------
    articles : list of Article
        Files with one and the same text are one article, whose ``paths`` are the further files. Texts that are not in
        English are among them with status ``not_english``.
    problems : list of Problem
        What the drop left out, and dates and languages that were refused.
    """
    items = list(drop.items())
    calendar = Calendar(items, drop.settings)
    found: dict[str, Article] = {}
    problems: list[Problem] = []
    for item in items:
        try:
            article, refused = _article(item, calendar)
        except Exception as err:  # noqa: BLE001 - whatever one item breaks must not cost the others their rows
            problems.append(_unread(item, err))
            continue
        problems += [Problem(article.path, article.article_id, "article", *why) for why in refused]
        first = found.get(article.article_id)
        if first is None:
            found[article.article_id] = article
            continue
        found[article.article_id] = _merge(first, article)
    problems += [_not_english(article) for article in found.values() if article.status == "not_english"]
    return list(found.values()), [*drop.problems, *problems]


def _article(item: RawItem, calendar: Calendar) -> tuple[Article, list[tuple[str, str, str]]]:
    address = item.get("url") or item.get("domain")
    title, site = _title(item, address)
    text = _text(item, title)
    outlet, outlet_basis = _outlet(item, address, site)
    names, agency = bylines.authors(item.get("authors") or "", outlet.name if outlet else None)
    labelled = lines.label(text, title=title, names=(*names, outlet.name if outlet else ""))
    if outlet is None:
        outlet, outlet_basis = _outlet_around(item, text, labelled)
    if title is None and (printed := _line(text, labelled, "headline")):
        title, named = outlets.split_title(printed, address, outlet.name if outlet else None)
        if outlet is None and named is not None and "|" in printed:
            outlet, outlet_basis = named, "text"
    signed, credited = _bylines(text, labelled)
    day = calendar.published(item, text, labelled)
    language = language_of(text, item.get("language"))
    article = Article(
        article_id=article_id(text),
        text=text,
        path=_path(item),
        outlet=outlet.name if outlet else None,
        outlet_key=outlet.key if outlet else None,
        outlet_basis=outlet_basis,
        title=title,
        label=outlet.name if outlet else _short(title or _line(text, labelled, "body") or text),
        published=day.day,
        published_at=day.at,
        published_basis=day.basis,
        event_date=day.event,
        scraped=day.scraped,
        authors=names or signed,
        agency=_agency(item) or agency or credited or bylines.signed_off(_last(text, labelled)) or _as_agency(outlet),
        language=language,
        url=item.get("url"),
        status="empty" if not text.strip() else "read" if language in (None, "en") else "not_english",
        lines=labelled,
    )
    return article, list(day.refused)


def _title(item: RawItem, address: str | None) -> tuple[str | None, outlets.Outlet | None]:
    """Title without the site's name, and the outlet which that name stands for."""
    given = item.get("title")
    site = item.get("site_name") or item.get("outlet")
    first = (item.get("text") or "").strip().partition("\n")[0][:400]
    _, named = outlets.split_title(first, address, site) if item.format == "markdown" and address else (None, None)
    if given is None:
        return None, named
    title, outlet = outlets.split_title(" ".join(given.split()), address, site)
    return title, outlet or named


def _text(item: RawItem, title: str | None) -> str:
    """The exact text, below its title where the title came apart from it."""
    body = item.get("text") or ""
    return body if title is None or opening.opens_with(body, title) else f"{title}\n\n{body}"


def _outlet(item: RawItem, address: str | None, site: outlets.Outlet | None) -> tuple[outlets.Outlet | None, str]:
    """The outlet and where it was found: given, the page's metadata, or its host."""
    given, name = item.get("outlet"), item.get("site_name")
    if given and (outlet := outlets.hosted(given) or outlets.named(given)):
        return outlet, "given"
    if name and (outlet := outlets.known(name)):
        return outlet, "metadata"
    if address and (outlet := outlets.hosted(address)):
        return outlet, "host"
    if name and (outlet := outlets.named(name)):
        return outlet, "metadata"
    if site is not None:
        return site, "metadata"
    if address and (where := outlets.host(address)):
        return outlets.named(where), "host"
    return None, "none"


def _outlet_around(item: RawItem, text: str, labelled: tuple[Line, ...]) -> tuple[outlets.Outlet | None, str]:
    """Outlet that the page itself names ("First published in ...", its own sign-up line), else the file's name."""
    around = [text[line.start : line.end] for line in labelled if line.label in ("signup", "furniture", "tail")]
    if said := next((match["outlet"] for line in around if (match := cues().first_published.search(line))), None):
        return outlets.hosted(said) or outlets.named(said), "text"
    sites = {outlet.key: outlet for line in around for outlet in outlets.sites_in(line)}
    if len(sites) == 1:
        return next(iter(sites.values())), "text"
    found = outlets.in_name(item.stem)
    return found, "filename" if found else "none"


def _agency(item: RawItem) -> str | None:
    given = item.get("agency")
    return (outlets.agency(given) or " ".join(given.split())) if given else None


def _as_agency(outlet: outlets.Outlet | None) -> str | None:
    """The agency that the outlet itself is: what it prints without another's credit is its own."""
    return outlets.agency(outlet.name) if outlet and outlet.is_agency else None


def _last(text: str, labelled: tuple[Line, ...]) -> str:
    """The article's own last line."""
    line = next((line for line in reversed(labelled) if line.label in READABLE), None)
    return text[line.start : line.end] if line else ""


def _bylines(text: str, labelled: tuple[Line, ...]) -> tuple[tuple[str, ...], str | None]:
    """Authors and agency of the printed bylines and the dateline."""
    names: dict[str, None] = {}
    agency = None
    for line in labelled:
        if line.start > _HEAD:
            break
        words = text[line.start : line.end]
        if line.label == "byline":
            found, credited = bylines.from_byline(words)
            names.update(dict.fromkeys(found))
            agency = agency or credited
        elif line.label == "dateline" and (match := opening.dateline(words + " x")) and match["agency"]:
            agency = agency or outlets.agency(match["agency"])
    return tuple(names), agency


def _line(text: str, labelled: tuple[Line, ...], label: str) -> str | None:
    line = next((line for line in labelled if line.label == label), None)
    return " ".join(text[line.start : line.end].strip("#*_×✕ ").split()) if line else None


def _short(title: str) -> str:
    words = title.split(None, 40)
    return " ".join(words[:_LABEL_WORDS]) + ("…" if len(words) > _LABEL_WORDS else "")


def _merge(first: Article, other: Article) -> Article:
    """One article for two files with the same text: the first one's facts, completed by the other's."""
    facts: dict[str, object] = {"paths": (*first.paths, other.path)}
    for names in (("outlet", "outlet_key", "outlet_basis", "label"), ("published", "published_at", "published_basis")):
        if getattr(first, names[0]) is None and getattr(other, names[0]) is not None:
            facts |= {name: getattr(other, name) for name in names}
    for name in ("title", "event_date", "scraped", "authors", "agency", "url"):
        if not getattr(first, name) and getattr(other, name):
            facts[name] = getattr(other, name)
    return replace(first, **facts)  # type: ignore[arg-type]


def _unread(item: RawItem, err: Exception) -> Problem:
    detail = str(err)[:200]
    return Problem(_path(item), None, "article", type(err).__name__, detail, "please report this title and text")


def _path(item: RawItem) -> str:
    return item.path if item.row is None else f"{item.path}#{item.row}"


def _not_english(article: Article) -> Problem:
    return Problem(
        article.path,
        article.article_id,
        "article",
        "not_english",
        f"language {article.language}",
        "newslab reads English only; the article is listed and not parsed",
    )
