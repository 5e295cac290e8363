"""From a drop, or from texts at hand, to tables: one parse per text, in batches, with what is known already kept."""

from __future__ import annotations

import re
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newslab import __version__, assembly, cache, language, link, overrides, tables
from newslab.articles import Article, copies, read_articles
from newslab.claims import summaries
from newslab.drop import Drop, from_records, open_drop
from newslab.drop.items import Problem
from newslab.drop.readers import READERS
from newslab.errors import DropError
from newslab.gazetteer import default as default_gazetteer
from newslab.places import outlethomes
from newslab.speakers import usernames

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import geopandas as gpd
    import pandas as pd

    from newslab.link import ArticleRows
    from newslab.overrides import Override
    from newslab.places.factors import Home
    from newslab.speakers.names import Alias
    from newslab.tables import Tables

MAX_CHARACTERS = 900_000
"""Longest text given to the parser, whose own limit is 1,000,000 characters; a longer one is a problem, not a row."""
ALIASES = "aliases.csv"
"""The user's names of speakers (columns alias, name, kind, country), kept beside the articles."""
_NO_FILE = "the folder holds no file newslab reads"
PART_ARTICLES = 64
"""Articles parsed, read and cached together."""
PART_CHARACTERS = 400_000
"""Characters of a part, unless one article is longer: the parser's memory grows with them."""


def sample_drop(name: str = "reference") -> Drop:
    """The drop that comes with newslab, written for it: ``reference``, or ``reference-next`` for its later delivery."""
    return open_drop(sample_path(name))


def sample_path(name: str = "reference") -> Path:
    """Folder of a drop that comes with newslab."""
    return share("drops") / name


def share(kind: str) -> Path:
    """Folder of what is shipped beside the code, ``notebooks`` or ``drops``: the wheel's copy, else the checkout's."""
    with as_file(files("newslab")) as package:
        checkout = package.parents[1] / ("notebooks" if kind == "notebooks" else "data/drops")
        for place in (package / "share" / kind, checkout):
            if place.is_dir():
                return place
    raise FileNotFoundError(f"newslab's {kind} are missing; reinstall the package")


def open_source(source: Any) -> Drop:
    """A drop from whatever holds articles: a drop, a path, one text, texts, or a DataFrame with a ``text`` column."""
    if isinstance(source, Drop):
        return source
    if isinstance(source, Path) or (isinstance(source, str) and _is_path(source)):
        return open_drop(source)
    return from_records(source)


def _is_path(text: str) -> bool:
    """A string is a path where something of that name exists, or where it can be nothing else.

    A text with a line break or of some length is a text.
    The empty string is none, though :class:`~pathlib.Path` takes it for the folder that one is in.
    """
    if not text or "\n" in text or len(text) > 1_000:
        return False
    try:
        return Path(text).exists() or _was_meant_as_path(text)
    except OSError:
        return False


def _was_meant_as_path(text: str) -> bool:
    """Tell a mistyped path from a text: it has no space, and its root, its folder or its extension give it away."""
    path = Path(text)
    rooted = path.is_absolute() or path.parts[0] in ("~", "..") or text.startswith("./")
    inside = len(path.parts) > 1 and Path(path.parts[0]).is_dir()
    return not re.search(r"\s", text) and (rooted or inside or path.suffix.lower() in READERS)


def parse(
    source: Any,
    *,
    rule: str = "range",
    n_process: int = 1,
    progress: Callable[[int, int], None] | None = None,
    use_cache: bool = True,
    corrections: str | Path | None = None,
) -> Tables:
    """Read a drop into tables.

    Parameters
    ----------
    source : Drop, path, str, list of str or pandas.DataFrame
        A frame needs ``text`` and may have ``article_id``, ``title``, ``outlet``, ``published``.
    rule : str
        Summary rule of the claims: ``range``, ``latest``, ``ucdp``, ``acled`` or ``per-speaker``.
    n_process : int
        Processes that parse; 1 stays in this one.
    progress : callable, optional
        Called with articles done and articles in all.
    use_cache : bool
        Whether articles read before are taken from the cache.

    corrections : path, optional
        CSV of the user's corrections (see :mod:`newslab.overrides`); ``overrides.csv`` beside the articles if left out.

    Returns
    -------
    Tables
        All six tables, checked.

    Raises
    ------
    DropError
        If there is no such drop, or nothing in it is an article.
    OverrideError
        If the file of corrections cannot be understood.
    ValueError
        If there is no such rule.
    """
    summaries.summarise([], rule)  # a rule that is none is refused before the reading, not after
    drop = open_source(source)
    corrected = _corrections(drop, corrections)
    store = cache.default() if use_cache else cache.Cache(None)
    kept = store.folder(_whole(drop, corrected, rule)) if drop.manifest else None
    if kept is not None and (kept / tables.META_FILE).exists():
        return tables.read(kept)
    parsed = _parse(drop, corrected, store, rule, n_process, progress)
    if kept is not None:
        tables.keep(parsed, kept)
    return parsed


def _whole(drop: Drop, corrected: list[Override], rule: str) -> str:
    """Digest of all that the tables of a drop depend on."""
    beside = drop.root / ALIASES if drop.root is not None else None
    aliases = beside.read_bytes() if beside is not None and beside.is_file() else b""
    known = (drop.digest, drop.name, drop.limits, drop.settings, drop.left_out, corrected, rule, aliases)
    return link.digest("d", cache.code_digest(), cache.places_digest(), repr(known))


def _parse(
    drop: Drop,
    corrected: list[Override],
    store: cache.Cache,
    rule: str,
    n_process: int,
    progress: Callable[[int, int], None] | None,
) -> Tables:
    articles, problems = read_articles(drop)
    if not articles:
        raise DropError(_nothing(drop, problems))
    groups = copies.group(articles)
    rows, too_long = _read_all(articles, store, _Known.of(drop, articles), n_process, progress)
    meta = {
        "newslab": __version__,
        "model": f"{language.MODEL} {next(iter(language.WEIGHTS.values()))[:12]}",
        "drop": drop.digest,
        "name": drop.name,
        "rule": rule,
        "own_places": cache.places_digest()[:12] or "none",
    }
    return assembly.assemble(articles, groups, rows, [*problems, *too_long], corrected, meta)


def _nothing(drop: Drop, problems: list[Problem]) -> str:
    reasons = sorted({p.reason for p in problems})
    where, none = ("the texts given", "there is none") if drop.root is None else (drop.root, _NO_FILE)
    found = f"what was found instead: {', '.join(reasons)}" if reasons else none
    return f"no usable article in {where}; {found}"


@dataclass(frozen=True, slots=True)
class _Known:
    """What the drop tells beside each article: where its outlets are at home, and the user's names of speakers."""

    homes: dict[str | None, Home]
    aliases: Mapping[str, Alias] | None

    @classmethod
    def of(cls, drop: Drop, articles: list[Article]) -> _Known:
        """What is known of a drop and its articles."""
        beside = drop.root / ALIASES if drop.root is not None else None
        aliases = usernames.load(beside) if beside is not None and beside.is_file() else None
        readable = [a for a in articles if a.status == "read" and len(a.text) <= MAX_CHARACTERS]
        return cls(outlethomes.homes(readable, default_gazetteer()), aliases)


def _read_all(
    articles: list[Article],
    store: cache.Cache,
    known: _Known,
    n_process: int,
    progress: Callable[[int, int], None] | None,
) -> tuple[dict[str, ArticleRows], list[Problem]]:
    readable = [a for a in articles if a.status == "read" and len(a.text) <= MAX_CHARACTERS]
    too_long = [_too_long(a) for a in articles if a.status == "read" and len(a.text) > MAX_CHARACTERS]
    keys = {a.article_id: cache.key(a, known.homes.get(a.outlet), known.aliases) for a in readable}
    kept = store.get_many(keys.values())
    done = {a.article_id: kept[keys[a.article_id]] for a in readable if keys[a.article_id] in kept}
    new = [a for a in readable if a.article_id not in done]
    if progress:
        progress(len(done), len(readable))
    for part, rows in _read_parts(new, known, n_process):
        store.put_many({keys[a.article_id]: r for a, r in zip(part, rows, strict=True)})
        done.update({a.article_id: r for a, r in zip(part, rows, strict=True)})
        if progress:
            progress(len(done), len(readable))
    return done, too_long


def _read_parts(
    articles: list[Article], known: _Known, n_process: int
) -> Iterator[tuple[list[Article], list[ArticleRows]]]:
    parts = list(_parts(articles))
    if n_process <= 1 or len(parts) <= 1:
        yield from ((part, _read_part(part, known)) for part in parts)
        return
    with ProcessPoolExecutor(n_process) as pool:
        yield from zip(parts, pool.map(_read_part, parts, [known] * len(parts)), strict=True)


def _parts(articles: list[Article]) -> Iterator[list[Article]]:
    """Articles in parts of bounded number and length, which bound the memory that a part takes."""
    part: list[Article] = []
    length = 0
    for article in articles:
        if part and (len(part) >= PART_ARTICLES or length + len(article.text) > PART_CHARACTERS):
            yield part
            part, length = [], 0
        part.append(article)
        length += len(article.text)
    if part:
        yield part


def _read_part(articles: list[Article], known: _Known) -> list[ArticleRows]:
    """Parse and read some articles; the parser's strings of these texts are freed afterwards."""
    gazetteer = default_gazetteer()
    with language.load().memory_zone():
        docs = language.parse(a.text for a in articles)
        return [
            link.read(doc, article, gazetteer, known.homes.get(article.outlet), known.aliases)
            for doc, article in zip(docs, articles, strict=True)
        ]


def _too_long(article: Article) -> Problem:
    return Problem(
        path=article.path,
        article_id=article.article_id,
        stage="language",
        reason="too_long",
        detail=f"{len(article.text):,} characters",
        remedy=f"split the text into parts of at most {MAX_CHARACTERS:,} characters",
    )


def _corrections(drop: Drop, given: str | Path | None) -> list[Override]:
    if given is not None:
        return overrides.read(Path(given))
    beside = drop.root / overrides.FILE if drop.root is not None else None
    return overrides.read(beside) if beside is not None and beside.is_file() else []


def _read(source: Any, options: dict[str, Any]) -> Tables:
    """Tables of texts at hand; a blank string is a text in which nothing is found, where a drop would be at fault."""
    blank = isinstance(source, str) and not source.strip()
    return tables.build({}, {}) if blank else parse(source, **options)


def find_figures(source: Any, **options: Any) -> pd.DataFrame:
    """The figures table of texts at hand; takes what :func:`parse` takes."""
    return _read(source, options).figures


def find_places(source: Any, **options: Any) -> gpd.GeoDataFrame:
    """The places table of texts at hand; takes what :func:`parse` takes."""
    return _read(source, options).places


def find_quotes(source: Any, **options: Any) -> pd.DataFrame:
    """The quotes table of texts at hand; takes what :func:`parse` takes."""
    return _read(source, options).quotes
