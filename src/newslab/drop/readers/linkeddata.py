"""JSON-LD (schema.org) in a web page: its nodes, the article among them, names and texts of their values."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING, Any, Final

from newslab.drop.readers.structured import loads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_SCRIPT_LIMIT: Final = 2_000_000
_NODES: Final = 2_000
_PAIR = re.compile(
    r'"(@type|headline|datePublished|inLanguage)"\s{0,5}:\s{0,5}"((?:[^"\\\n]|\\.){1,500})"',
)


def nodes(tree: HtmlElement) -> list[dict[str, Any]]:
    """Every node, breadth first, so that the page's article comes before those related to it.

    Of a script that is not valid JSON, as many a content system writes it, the plain statements are kept.
    """
    queue: deque[Any] = deque()
    for script in tree.xpath("//script[contains(@type,'ld+json')]"):
        text = (script.text or "").strip()
        if text and len(text) < _SCRIPT_LIMIT:
            try:
                queue.append(loads(text.removeprefix("<!--").removesuffix("-->").rstrip(";")))
            except ValueError:
                queue.append(_first_pairs(text))
    return list(_spread(queue))


def _spread(queue: deque[Any]) -> Iterator[dict[str, Any]]:
    for _ in range(_NODES):
        if not queue:
            return
        node = queue.popleft()
        if isinstance(node, dict):
            yield node
            queue.extend(value for value in node.values() if isinstance(value, (dict, list)))
        elif isinstance(node, list):
            queue.extendleft(reversed(node[:_NODES]))


def _first_pairs(text: str) -> dict[str, Any]:
    pairs: dict[str, Any] = {}
    for match in _PAIR.finditer(text):
        pairs.setdefault(match[1], match[2])
    return pairs


def typed(found: list[dict[str, Any]], types: list[str]) -> dict[str, Any]:
    """The first node of the first type, else the first of any type; an empty one where there is none."""
    best: dict[str, Any] = {}
    for node in found:
        kinds = node.get("@type")
        names = {str(kind).rpartition("/")[2].lower() for kind in (kinds if isinstance(kinds, list) else [kinds])}
        if types[0] in names:
            return node
        if not best and names.intersection(types):
            best = node
    return best


def name(value: Any) -> str | None:
    """A value, the name of a node, or the names of a list of them."""
    if isinstance(value, dict):
        return name(value.get("name") or value.get("@id") or value.get("@value"))
    if isinstance(value, list):
        return "; ".join(dict.fromkeys(found for part in value if (found := name(part)))) or None
    return (value.strip() or None) if isinstance(value, str) else None
