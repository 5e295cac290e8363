"""Write what the documentation takes from the code: docs/tables.md and the README's two pictures."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")

import newslab as nl
from newslab import schema

DOCS = Path(__file__).resolve().parents[1] / "docs"


def tables_page() -> str:
    """The data dictionary of every table."""
    parts = ["# The tables\n\nWritten from `newslab.schema` by `scripts/build_docs.py`.\n"]
    parts += [f"## {name}\n\n{schema.MEANING[name]}\n\n{schema.dictionary(name)}\n" for name in schema.TABLES]
    return "\n".join(parts)


def main() -> None:
    """Write the page and the pictures."""
    DOCS.mkdir(exist_ok=True)
    (DOCS / "tables.md").write_text(tables_page(), encoding="utf-8")
    tables = nl.parse(nl.sample_drop())
    charts = {"what-each-source-reports": nl.charts.by_source, "where-it-happened": nl.maps.places}
    for name, draw in charts.items():
        draw(tables).figure.savefig(DOCS / f"{name}.png", dpi=110, metadata={"Software": None})


if __name__ == "__main__":
    main()
