"""newslab: what each source reports, which figure, of what, where, when, and who said so.

>>> import newslab as nl
>>> tables = nl.parse(nl.sample_drop())  # doctest: +SKIP
>>> tables.figures  # doctest: +SKIP

Importing newslab loads none of the heavy libraries; they come with the first call that needs them.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_FROM = {
    "open_drop": "drop",
    "sample_drop": "pipeline",
    "parse": "pipeline",
    "find_figures": "pipeline",
    "find_places": "pipeline",
    "find_quotes": "pipeline",
    "read_tables": "tables:read",
    "write_tables": "tables:write",
    "Tables": "tables",
    "diff": "changes:between",
    "compare": "record",
    "show": "view",
    "areas": "gazetteer",
}
_MODULES = ("charts", "maps", "schema", "errors", "gazetteer", "claims", "evaluate", "view", "story")

__all__ = [
    "Tables", "__version__", "areas", "charts", "claims", "compare", "diff", "errors", "evaluate", "find_figures",
    "find_places", "find_quotes", "gazetteer", "maps", "open_drop", "parse", "read_tables", "sample_drop", "schema",
    "show", "story", "view", "write_tables",
]  # fmt: skip

if TYPE_CHECKING:
    from newslab import charts, claims, errors, evaluate, gazetteer, maps, schema, story, view
    from newslab.changes import between as diff
    from newslab.drop import open_drop
    from newslab.gazetteer import areas
    from newslab.pipeline import find_figures, find_places, find_quotes, parse, sample_drop
    from newslab.record import compare
    from newslab.tables import Tables
    from newslab.tables import read as read_tables
    from newslab.tables import write as write_tables
    from newslab.view import show


def __getattr__(name: str) -> Any:
    if name in _FROM:
        module, _, attribute = _FROM[name].partition(":")
        return getattr(importlib.import_module(f"newslab.{module}"), attribute or name)
    if name in _MODULES:
        return importlib.import_module(f"newslab.{name}")
    raise AttributeError(f"module 'newslab' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
