"""Who published it: names, hosts and sites to one outlet, by an editable table; what the table lacks stays as given.

``resources/outlets.csv`` holds ``key, name, hosts, aliases, kind, country``; hosts and aliases are parted by ``|``.
A drop may bring more rows of its own (``drop.toml``), which go before the table's.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

from newslab.errors import ResourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

_GENERIC: Final = frozenset(
    [
        "news",
        "online",
        "web",
        "website",
        "opinion",
        "opinions",
        "com",
        "politics",
        "homepage",
        "international",
        "digital",
    ]
)
"""Words that data sets hang on an outlet's name ("NPR Online News"): dropped only where the rest is a known outlet."""
_SEPARATOR: Final = re.compile(r"\s+[|–—·•»:-]{1,2}\s+|\s?\|\s?")
_PARENTHESIS: Final = re.compile(r"\s?\([^()]{1,40}\)")
_PORT: Final = re.compile(r"(?<=[a-z]):\d{2,5}$")  # "harbourpost.com:80" is the same site
_LONGEST_NAME: Final = 60
_NAMED_FILE: Final = re.compile(r"\d{4}-?\d{2}-?\d{2}[_ ](?P<outlet>[^\W_][\w.-]{1,60}?)[_ ]\S", re.ASCII)
_WORD: Final = re.compile(r"[^\W_]+")
_SITE_IN_TEXT: Final = re.compile(r"(?<![\w@.])((?:[a-z0-9-]{1,40}\.){1,3}[a-z]{2,6})(?![\w@])", re.IGNORECASE)
_PUBLICATIONS: Final = frozenset({"newspaper", "broadcaster", "website", "magazine"})
_TITLE_END: Final = 120
"""Characters at the end of a title in which the site's name is looked for."""
_SECOND_LEVEL: Final = frozenset(["co", "com", "org", "net", "gov", "ac", "edu"])


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet: ``name`` as readers know it, ``key`` for joining, ``kind`` and ``country`` from the table."""

    name: str
    key: str
    kind: str | None = None
    country: str | None = None

    @property
    def is_agency(self) -> bool:
        """Whether it sells its texts to others."""
        return self.kind == "agency"


@dataclass(frozen=True, slots=True)
class _Table:
    names: dict[str, Outlet]
    hosts: dict[str, Outlet]
    agencies: dict[str, str]


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """A name without case, accents, punctuation and a leading "the"."""
    plain = name[:300]
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    words = _WORD.findall(plain.casefold())
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def named(name: str) -> Outlet | None:
    """Outlet of a name: the table's where it knows the name, else the name as given; None where there is none."""
    name = _PORT.sub("", " ".join(name[:200].split()).strip(" |-–—·•,;:"))
    return known(name) or (Outlet(name, "-".join(fold(name).split())) if fold(name) else None)


@lru_cache(maxsize=8192)
def known(name: str) -> Outlet | None:
    """Outlet the table knows by this name, also with what data sets hang on it ("CNN (Web News)")."""
    names = _table().names
    for form in (name, _PARENTHESIS.sub("", name), *_SEPARATOR.split(name, maxsplit=1)[:1]):
        words = fold(form).split()
        while words:
            if found := names.get(" ".join(words)):
                return found
            if len(words) == 1 or words[-1] not in _GENERIC:
                break
            words.pop()
    return None


def agency(name: str) -> str | None:
    """Usual name of the news agency meant, or None."""
    return _table().agencies.get(fold(name)) if len(name) <= _LONGEST_NAME else None


def host(address: str) -> str | None:
    """Host of an address, without ``www.``; also of a bare host."""
    try:
        name = urlsplit(address if "//" in address[:10] else f"//{address}").hostname or ""
    except ValueError:
        return None
    name = re.sub(r"^(?:www\d?|m|amp|mobile)\.", "", name.lower())
    return name if re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", name) else None


def hosted(address: str) -> Outlet | None:
    """Outlet the table knows at this address or at a host above it, without the host's own name as a fallback."""
    labels = (host(address) or "").split(".")
    hosts = _table().hosts
    return next((found for n in range(len(labels) - 1) if (found := hosts.get(".".join(labels[n:])))), None)


def site_label(address: str) -> str:
    """The part of a host that names the site: ``kfgo`` of ``www.kfgo.com``, ``ohchr`` of ``ukraine.ohchr.org``."""
    labels = (host(address) or "").split(".")[:-1]
    if len(labels) > 1 and labels[-1] in _SECOND_LEVEL:
        labels.pop()
    return labels[-1] if labels else ""


def sites_in(text: str) -> Iterator[Outlet]:
    """Outlets whose site is named in a line, such as a site's own sign-up line."""
    for match in _SITE_IN_TEXT.finditer(text[:500]):
        if found := hosted(match[1]):
            yield found


def in_name(stem: str) -> Outlet | None:
    """Outlet that a file's name names: ``2024-10-31_harbour-post_title`` or ``harbourpost.com_2024_10_31_title``.

    Many outlets are called by common words (time, sun, reason), so a name counts only where a date goes before it and a
    title follows, or where it is a host.
    """
    if found := hosted(stem.split("_")[0]):
        return found
    match = _NAMED_FILE.match(stem)
    return known(match["outlet"].replace("-", " ")) if match else None


def split_title(title: str, address: str | None = None, site: str | None = None) -> tuple[str, Outlet | None]:
    """A title without the site's name, and the outlet that the name stands for.

    After a dash a headline may name its *source* ("Talks to resume - Kremlin", "... – Bild"), so there only the site's
    own name is taken off, or, where the site is unknown, a publication's name of two words or more.

    Parameters
    ----------
    title : str
        As in the page's head: ``Talks end abruptly | TIME``.
    address : str, optional
        The article's URL or host; a last part that matches it is the site's name, also where the table lacks it.
    site : str, optional
        The site's or outlet's name, where it is known.
    """
    own = {outlet.key for outlet in (hosted(address or ""), known(site or "")) if outlet}
    rest, outlet = title.strip(), None
    while (cut := _last_separator(rest)) is not None:
        part = rest[cut.end :]
        found = known(part)
        is_own = (found is not None and found.key in own) or _is_site(part, address or "", site or "")
        is_other = found is not None and (
            cut.is_bar or (not own and not site and found.kind in _PUBLICATIONS and " " in part.strip())
        )
        if not is_own and not is_other:
            break
        outlet = found or outlet or named(part)
        rest = rest[: cut.start].rstrip()
    return rest, outlet


def _is_site(part: str, address: str, site: str) -> bool:
    """Whether a part of a title is the site's name as given, or holds or abbreviates its host's."""
    key, label = fold(part).replace(" ", ""), site_label(address).replace("-", "")
    if not key:
        return False
    return key == fold(site).replace(" ", "") or (len(label) > 2 and (label in key or (len(key) > 3 and key in label)))


class _Cut(NamedTuple):
    start: int
    end: int
    is_bar: bool


def _last_separator(text: str) -> _Cut | None:
    offset = max(0, len(text) - _TITLE_END)
    found = [m for m in _SEPARATOR.finditer(text, offset) if m.start() > 0]
    return _Cut(found[-1].start(), found[-1].end(), "|" in found[-1][0]) if found else None


@cache
def _table() -> _Table:
    table = _Table({}, {}, {})
    for row in _rows("outlets.csv"):
        outlet = Outlet(row["name"], row["key"], row["kind"] or None, row["country"] or None)
        for name in (row["name"], row["key"], *filter(None, row["aliases"].split("|"))):
            table.names.setdefault(fold(name), outlet)
        for name in filter(None, row["hosts"].split("|")):
            table.hosts.setdefault(name, outlet)
    for row in _rows("agencies.csv"):
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            table.agencies.setdefault(fold(name), row["name"])
    return table


def _rows(file: str) -> list[dict[str, str]]:
    try:
        text = resources.files("newslab").joinpath("resources", file).read_text(encoding="utf-8")
        return list(csv.DictReader(text.splitlines()))
    except OSError as err:
        raise ResourceError(f"newslab's {file} is missing ({err}); reinstall newslab") from err
