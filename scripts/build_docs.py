"""Write docs/tables.md, the data dictionary of every table, from newslab's contracts."""

from __future__ import annotations

from pathlib import Path

from newslab import schema

PAGE = Path(__file__).resolve().parents[1] / "docs" / "tables.md"


def tables_page() -> str:
    """The data dictionary of every table."""
    origin = (
        "Written from `newslab.schema` by `scripts/build_docs.py`; `nl.write_tables` puts the same beside the tables,\n"
        "as `dictionary.md`."
    )
    return f"# The tables\n\n{origin}\n\n{schema.dictionaries()}"


if __name__ == "__main__":
    PAGE.write_text(tables_page(), encoding="utf-8")
