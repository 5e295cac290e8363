"""What was read of an article, kept so that a second run reads only what is new.

The key is a digest of the article's text, of what the reading depends on beside it (date, line labels), of newslab's
own code and word lists, and of the model's weights: change any of them and the article is read again. One SQLite file,
written in single transactions, is safe under several processes and a kill at any moment. Values are JSON: nothing is
ever unpickled.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import shutil
import sqlite3
import zlib
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from newslab.gazetteer.userplaces import user_folder
from newslab.language import WEIGHTS
from newslab.link import ArticleRows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from newslab.articles import Article
    from newslab.places.factors import Home
    from newslab.speakers.names import Alias

ENV: Final = "NEWSLAB_CACHE"
"""Environment variable with another folder for the cache; an empty value turns it off."""
DROPS: Final = 12
"""Whole drops whose tables are kept."""
_BUSY_SECONDS: Final = 30.0
_CHUNK: Final = 500


class Cache:
    """Article rows by key, in one SQLite file.

    Parameters
    ----------
    path : path or None
        The file; None keeps nothing.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path

    def get_many(self, keys: Iterable[str]) -> dict[str, ArticleRows]:
        """Rows of those keys that are kept."""
        wanted = list(keys)
        found: dict[str, ArticleRows] = {}
        if self.path is None or not self.path.exists():
            return found
        with self._open() as db:
            for i in range(0, len(wanted), _CHUNK):
                part = wanted[i : i + _CHUNK]
                marks = ",".join("?" * len(part))
                query = f"SELECT key, rows FROM articles WHERE key IN ({marks})"  # noqa: S608 - only question marks
                for key, blob in db.execute(query, part):
                    with contextlib.suppress(ValueError, TypeError, zlib.error):  # a damaged entry is read anew
                        found[key] = ArticleRows(**json.loads(zlib.decompress(blob)))
        return found

    def put_many(self, rows: Mapping[str, ArticleRows]) -> None:
        """Keep rows, all or none of them."""
        if self.path is None or not rows:
            return
        blobs = [(k, zlib.compress(json.dumps(asdict(v), ensure_ascii=False).encode(), 3)) for k, v in rows.items()]
        with self._open() as db:
            db.executemany("INSERT OR REPLACE INTO articles VALUES (?, ?)", blobs)

    def folder(self, key: str) -> Path | None:
        """Folder of a whole drop's tables, made or not; the oldest beyond :data:`DROPS` are forgotten."""
        if self.path is None:
            return None
        home = self.path.parent / "drops"
        kept = sorted((p for p in home.glob("d*") if p.is_dir()), key=lambda p: p.stat().st_mtime)
        for old in kept[:-DROPS]:
            shutil.rmtree(old, ignore_errors=True)
        return home / key

    def info(self) -> dict[str, Any]:
        """Path, number of articles and size in bytes."""
        if self.path is None or not self.path.exists():
            return {"path": str(self.path) if self.path else None, "articles": 0, "bytes": 0}
        with self._open() as db:
            (count,) = db.execute("SELECT count(*) FROM articles").fetchone()
        return {"path": str(self.path), "articles": count, "bytes": self.path.stat().st_size}

    def clear(self) -> None:
        """Forget everything."""
        if self.path is not None:
            shutil.rmtree(self.path.parent / "drops", ignore_errors=True)
        if self.path is not None and self.path.exists():
            with self._open() as db:
                db.execute("DELETE FROM articles")
            with contextlib.closing(sqlite3.connect(self.path, timeout=_BUSY_SECONDS)) as db:
                db.execute("VACUUM")

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        if self.path is None:
            raise RuntimeError("this cache keeps nothing")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.closing(sqlite3.connect(self.path, timeout=_BUSY_SECONDS)) as db, db:
            db.execute("CREATE TABLE IF NOT EXISTS articles (key TEXT PRIMARY KEY, rows BLOB NOT NULL) WITHOUT ROWID")
            yield db


def default() -> Cache:
    """The user's cache: the folder in ``NEWSLAB_CACHE``, else the platform's cache folder."""
    folder = os.environ.get(ENV)
    if folder == "":
        return Cache(None)
    if folder is None:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        folder = str(Path(base) / "newslab")
    return Cache(Path(folder) / "articles.sqlite")


def key(article: Article, home: Home | None = None, aliases: Mapping[str, Alias] | None = None) -> str:
    """Digest of all that the reading of an article depends on: ``home`` is its outlet's, ``aliases`` the user's."""
    parts = (
        code_digest(),
        places_digest(),
        article.text,
        str(article.published),
        str(article.outlet),
        str(home),
        str(sorted(aliases.items(), key=str)) if aliases else "",
        repr([(line.start, line.end, line.label) for line in article.lines]),
    )
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def places_digest() -> str:
    """Digest of the user's own places; empty where there are none."""
    return _digest_of(user_folder())


@functools.lru_cache(maxsize=4)
def _digest_of(folder: Path) -> str:
    found = sorted(p for p in folder.glob("*") if p.is_file()) if folder.is_dir() else []
    return hashlib.sha256(b"".join(p.read_bytes() for p in found)).hexdigest() if found else ""


@functools.cache
def code_digest() -> str:
    """Digest of newslab's code, its built resources and the model's weights."""
    package = Path(__file__).parent
    total = hashlib.sha256(repr(sorted(WEIGHTS.items())).encode())
    for path in sorted(p for p in package.rglob("*") if p.is_file() and p.suffix != ".pyc" and "share" not in p.parts):
        total.update(path.relative_to(package).as_posix().encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
