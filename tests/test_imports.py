"""Data flows one way through the modules, and importing newslab is cheap."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "newslab"

# A module may import only from packages before its own; within a package only from modules before it. The package's own
# name stands for its __init__, which comes last.
ORDER: dict[str, list[str]] = {
    "errors": [],
    "escape": [],
    "lexicon": [],
    "schema": [],
    "contracts": [],
    "drop": ["encoding", "sheet", "items", "fields", "settings", "readers", "walk"],
    "articles": [
        "cues", "dates", "outlets", "bylines", "rows", "frame", "opening", "lines", "idiom", "publication", "copies",
    ],
    "gazetteer": ["placenames", "placestore", "userplaces"],
    "language": [],
    "numerals": ["digits", "numberwords", "units", "bounds", "shapes", "nonfigures", "mentions", "joins"],
    "figures": [
        "sentences", "intervals", "times", "timechoice", "people", "phrases", "deedwords", "counted", "measured",
        "states", "deeds", "forces", "ground", "shelters", "preposed", "fitting", "nearwords", "outcomes", "standing",
        "changing", "subjects", "hits", "wordcounts", "scenes", "killers", "leads", "context", "rates", "together",
        "ellipsis", "besides", "weighing",
    ],
    "places": [
        "placemention", "pagewords", "toponyms", "nametraits", "factors", "evidence", "outlethomes", "roles",
        "widenames", "resolve", "clauses", "tellers", "several", "whereabouts", "mainplace",
    ],
    "speakers": [
        "names", "usernames", "quotes", "cuewords", "sources", "unmarked", "cuesubjects", "cuescope", "cuecontent",
        "cueverbs", "cuephrases", "attribution", "direct", "layout", "identity", "nationality", "persons", "naming",
        "antecedents", "coreference",
    ],
    "link": [],
    "overrides": [],
    "claims": [
        "agreement", "summaries", "clusters", "likeness", "events", "episodes", "fact", "sameness", "kin", "wires",
        "bodies", "origins", "surroundings", "facts", "numbers", "claim", "linking", "claimrows",
    ],
    "tables": [],
    "record": [],
    "exports": [],
    "cache": [],
    "assembly": [],
    "pipeline": [],
    "changes": [],
    "review": [],
    "evaluate": [],
    "charts": ["labels", "canvas", "accounts", "scales", "marks", "movement"],
    "maps": ["basemap", "placed", "mapmarks", "mapnames", "mappanel", "webmap"],
    "view": [],
    "story": [],
    "report": [],
    "cli": [],
}  # fmt: skip
PACKAGES = list(ORDER)
HEAVY = ["pandas", "geopandas", "spacy", "matplotlib", "pyarrow", "pandera"]
FIRST_RECORD = {("articles", "copies")}  # reads the Article record that its package's __init__ defines


def position(package: str, module: str | None) -> tuple[int, int]:
    """Where a module stands in the order."""
    inside = ORDER[package]
    return PACKAGES.index(package), inside.index(module) if module in inside else len(inside)


def imports(path: Path) -> set[tuple[str, str | None]]:
    """Package and module of every import that runs: those for type checking alone draw no arrow."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(node)
        for branch in ast.walk(tree)
        if isinstance(branch, ast.If) and "TYPE_CHECKING" in ast.unparse(branch.test)
        for node in ast.walk(branch)
    }
    found: set[tuple[str, str | None]] = set()
    for node in ast.walk(tree):
        if id(node) in typing_only or not isinstance(node, ast.ImportFrom):
            continue
        root, *rest = (node.module or "").split(".")
        if root != "newslab":
            continue
        if not rest:
            found |= {(alias.name, None) for alias in node.names if alias.name != "__version__"}
        elif len(rest) == 1 and rest[0] in ORDER:
            found |= {(rest[0], a.name if a.name in ORDER[rest[0]] else None) for a in node.names}
        else:
            found.add((rest[0], rest[1] if len(rest) > 1 else None))
    return found


def modules() -> list[tuple[str, str | None, Path]]:
    """Package, module and file of all of newslab."""
    listed = []
    for path in sorted(PACKAGE.rglob("*.py")):
        *folders, name = path.relative_to(PACKAGE).with_suffix("").parts
        if folders and folders[0] != "resources":
            listed.append((folders[0], folders[1] if len(folders) > 1 else None if name == "__init__" else name, path))
        elif not folders and name != "__init__":
            listed.append((name, None, path))
    return listed


@pytest.mark.parametrize(("package", "module", "path"), modules(), ids=lambda v: str(getattr(v, "stem", v)))
def test_arrows_point_one_way(package: str, module: str | None, path: Path) -> None:
    assert package in ORDER, f"{package} has no place in the order"
    assert module is None or module in ORDER[package], f"{package}.{module} has no place in the order"
    own = position(package, module)
    later = {found for found in imports(path) if found != (package, module) and position(*found) > own}
    if (package, module) in FIRST_RECORD:
        later -= {(package, None)}
    assert not later, f"{path.name} imports from later modules: {sorted(map(str, later))}"


def test_import_alone_loads_nothing_heavy() -> None:
    code = f"import sys, newslab; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_public_name_is_there() -> None:
    import newslab as nl

    missing = [name for name in nl.__all__ if getattr(nl, name, None) is None]
    assert not missing
