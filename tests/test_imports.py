"""Data flows one way through the modules, and importing newslab is cheap."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "newslab"

# A module may import only from layers before its own, or from its own layer's earlier names.
LAYERS = [
    ["errors", "escape", "lexicon"],
    ["schema"],
    ["items", "encoding", "fields", "settings", "readers", "walk", "drop"],
    ["cues", "dates", "outlets", "bylines", "rows", "frame", "opening", "lines", "idiom", "publication", "articles", "copies"],
    ["areas", "gazetteer"],
    ["language"],
    ["digits", "numberwords", "units", "bounds", "shapes", "nonfigures", "mentions", "joins", "numerals"],
    ["intervals", "times", "people", "phrases", "counted", "deeds", "outcomes", "standing", "subjects", "leads",
     "context", "figures"],
    ["placemention", "pagewords", "toponyms", "nametraits", "factors", "evidence", "outlethomes", "roles", "resolve",
     "whereabouts", "places"],
    ["names", "quotes", "cuewords", "sources", "cuesubjects", "cuecontent", "cueverbs", "cuephrases", "attribution",
     "direct", "layout", "coreference", "speakers"],
    ["link"],
    ["overrides"],
    ["agreement", "summaries", "clusters", "events", "episodes", "kin", "origins", "facts", "linking", "claimrows", "claims",
     "record"],
    ["tables", "cache"],
    ["pipeline", "changes", "review", "evaluate"],
    ["labels", "canvas", "accounts", "scales", "marks", "movement", "charts"],
    ["basemap", "settled", "mapmarks", "mapnames", "mappanel", "webmap", "maps"],
    ["view", "story"],
    ["report", "cli"],
]
LAYER = {name: i for i, names in enumerate(LAYERS) for name in names}
HEAVY = ["pandas", "geopandas", "spacy", "matplotlib", "pyarrow", "pandera"]


def imports(path: Path) -> set[str]:
    """Top-level newslab modules that a file imports when it is loaded or when its functions run."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "newslab":
            rest = node.module.split(".")[1:]
            found |= {rest[0]} if rest else {alias.name for alias in node.names}
    return found - {"__version__"}


def modules() -> list[tuple[str, Path]]:
    return sorted(
        (p.relative_to(PACKAGE).parts[0].removesuffix(".py"), p)
        for p in PACKAGE.rglob("*.py")
        if p.name != "__init__.py"
    )


@pytest.mark.parametrize(("name", "path"), modules(), ids=lambda v: v if isinstance(v, str) else v.name)
def test_arrows_point_one_way(name: str, path: Path) -> None:
    assert name in LAYER, f"{name} has no layer; give it one here and in the README"
    later = {other for other in imports(path) if other != name and LAYER.get(other, -1) > LAYER[name]}
    assert not later, f"{name} imports from later modules: {sorted(later)}"


def test_import_alone_loads_nothing_heavy() -> None:
    code = f"import sys, newslab; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_public_name_is_there() -> None:
    import newslab as nl

    missing = [name for name in nl.__all__ if getattr(nl, name, None) is None]
    assert not missing
