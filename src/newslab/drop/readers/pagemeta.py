"""What a web page states about itself: JSON-LD, meta tags, microdata. Where a value was found is kept with it."""

from __future__ import annotations

import functools
import html
import re
from collections import Counter
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from newslab.drop.fields import Assigned
from newslab.drop.readers import linkeddata
from newslab.drop.readers.markup import is_markup, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

_VALUE: Final = 2_000
_SPACE = re.compile(r"\s+")
_HOST = re.compile(r"\w\.[a-z]{2,6}$", re.IGNORECASE)
_LABEL = re.compile(r"^(?:first )?(?:published|posted)(?: on| at)?:?\s+(\S.{4,40})$", re.IGNORECASE)
_ADDRESS = re.compile(r"^(?:https?:)?//", re.IGNORECASE)


@functools.cache
def _sources() -> dict[str, Any]:
    import yaml

    table: dict[str, Any] = yaml.safe_load(files("newslab.resources").joinpath("page_metadata.yaml").read_text("utf-8"))
    return table


def page_metadata(tree: HtmlElement) -> Assigned:
    """Canonical fields a page states, each with the tag it stands in; its text in data as ``article_body``.

    Parameters
    ----------
    tree : lxml.html.HtmlElement
        The parsed page.
    """
    page = _Page(tree)
    out = Assigned()
    for name, sources in _sources()["fields"].items():
        stated = [(source, value) for source in sources if (value := page.value(source))]
        if name == "authors":
            stated = [(source, value) for source, value in stated if not _ADDRESS.match(value)]
        if stated:
            out.found[name], out.fields[name] = _CHOICE.get(name, _first)(stated, out)
    body = page.article.get("articleBody")
    if isinstance(body, str) and body.strip():
        out.fields["article_body"], out.found["article_body"] = (
            plain(body) if is_markup(body) else body,
            "ld:articleBody",
        )
    return out


def _first(stated: list[tuple[str, str]], _: Assigned) -> tuple[str, str]:
    return stated[0]


def _agreed(stated: list[tuple[str, str]], _: Assigned) -> tuple[str, str]:
    """The headline that two independent statements agree on, else the first.

    Publishers keep several headlines (for search, for sharing, on the page); two alike are the article's own.
    """
    voters = _sources()["voters"]
    votes = Counter(_fold(value) for source, value in stated if source in voters)
    return max(stated, key=lambda pair: (votes[_fold(pair[1])] > 1, -stated.index(pair)))


def _of_host(stated: list[tuple[str, str]], out: Assigned) -> tuple[str, str]:
    """The site's name that its address bears out, as fully as it does; an address itself is not a name."""
    host = _fold(urlsplit(out.fields.get("url") or "").hostname or "")

    def rank(pair: tuple[str, str]) -> tuple[bool, int, bool]:
        folded = _fold(pair[1])
        return not _HOST.search(pair[1]), len(folded) * (folded in host), pair[1] != pair[1].lower()

    return max(stated, key=rank)  # the first of equals


_CHOICE: Final[dict[str, Callable[[list[tuple[str, str]], Assigned], tuple[str, str]]]] = {
    "title": _agreed,
    "site_name": _of_host,
}


def _fold(value: str) -> str:
    return re.sub(r"[\W_]+", "", value.lower())


class _Page:
    """The statements of one page, looked up by source name."""

    def __init__(self, tree: HtmlElement) -> None:
        self.tree = tree
        self.metas = _metas(tree)
        nodes = linkeddata.nodes(tree)
        self.article = linkeddata.typed(nodes, _sources()["article_types"])
        self.site = linkeddata.typed(nodes, _sources()["site_types"])
        self.kinds: dict[str, Callable[[str], str | None]] = {
            "ld": self._ld, "meta": self._meta, "item": self._item, "tag": self._tag, "rel": self._rel,
            "time": self._time, "lang": self._lang, "class": self._class, "label": self._label,
        }  # fmt: skip

    def value(self, source: str) -> str | None:
        kind, _, name = source.partition(":")
        found = self.kinds[kind](name)
        return tidy(found) if found else None

    def _ld(self, name: str) -> str | None:
        if name == "site":
            return linkeddata.name(self.site.get("name"))
        value: Any = self.article
        for key in name.split("."):
            value = value[0] if isinstance(value, list) and value else value
            value = value.get(key) if isinstance(value, dict) else None
        return linkeddata.name(value)

    def _meta(self, name: str) -> str | None:
        values = self.metas.get(name.lower(), ())
        return "; ".join(dict.fromkeys(values)) if name.endswith("author") else next(iter(values), None)

    def _item(self, name: str) -> str | None:
        for node in self.tree.xpath("//*[@itemprop=$name]", name=name):
            inner = node.xpath(".//*[@itemprop='name']") if name == "author" else []
            found = _stated(inner[0] if inner else node)
            if found:
                return found
        return None

    def _tag(self, name: str) -> str | None:
        nodes = [node for node in self.tree.iter(name) if (node.text_content() or "").strip()]
        return nodes[0].text_content() if len(nodes) == 1 or (nodes and name == "title") else None

    def _rel(self, name: str) -> str | None:
        for node in self.tree.xpath("//*[@rel=$name]", name=name):
            found = node.get("href") if node.tag == "link" else node.text_content()
            if found and found.strip():
                return str(found)
        return None

    def _time(self, _: str) -> str | None:
        """A ``<time>`` marked as the publication's."""
        marked = "//time[@datetime][@pubdate or contains(@class,'publish') or contains(@data-testid,'publish')]"
        return next((node.get("datetime") for node in self.tree.xpath(marked)), None)

    def _class(self, name: str) -> str | None:
        nodes = self.tree.xpath("//*[contains(concat(' ', normalize-space(@class), ' '), $name)]", name=f" {name} ")
        return next((text for node in nodes if (text := (node.text_content() or "").strip())), None)

    def _label(self, _: str) -> str | None:
        """A date in an element of its own that says "Published on"."""
        for node in self.tree.iter("span", "p", "div", "time", "li", "small"):
            match = _LABEL.match((node.text or "").strip()) if not len(node) else None
            if match and any(char.isdigit() for char in match[1]):
                return match[1]
        return None

    def _lang(self, _: str) -> str | None:
        return self.tree.get("lang") or next(iter(self.tree.xpath("//html/@lang")), None)


def tidy(value: str) -> str | None:
    """One line of text, entities resolved and markup dropped."""
    value = html.unescape(html.unescape(value[:_VALUE]))
    if "<" in value:
        value = re.sub(r"<[^<>]{0,500}>", "", value)
    return _SPACE.sub(" ", value).strip() or None


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in tree.iter("meta"):
        content = node.get("content")
        if not content or not content.strip():
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if node.get(attribute):
                found.setdefault(node.get(attribute).strip().lower(), []).append(content.strip())
    return found


def _stated(node: HtmlElement) -> str | None:
    found: str | None = node.get("content") or node.get("datetime") or node.text_content()
    return found
