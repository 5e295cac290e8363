"""Write docs/tables.md, the data dictionary of every table, from newslab's contracts."""

from __future__ import annotations

from pathlib import Path

from newslab import schema

PAGE = Path(__file__).resolve().parents[1] / "docs" / "tables.md"


def tables_page() -> str:
    """The data dictionary of every table."""
    return f"# The tables\n\nWritten from `newslab.schema` by `scripts/build_docs.py`.\n\n{schema.dictionaries()}"


if __name__ == "__main__":
    PAGE.write_text(tables_page(), encoding="utf-8")
