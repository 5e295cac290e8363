"""Execute the notebooks anew on the reference drop and keep their outputs (``make notebooks``).

A notebook is its own source: edit it in JupyterLab, then run this. Outputs are made top to bottom in a fresh kernel,
without time stamps, so that only a changed result changes the file. Cells tagged ``nbval-ignore-output`` keep none.
The README's pictures are taken from the outputs.
"""

from __future__ import annotations

import argparse
import base64
import os
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from nbclient import NotebookClient

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parents[1]
FOLDER, DOCS = ROOT / "notebooks", ROOT / "docs"
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
UNSTORED = "nbval-ignore-output"
SECONDS = 300  # for one cell
PICTURES = {
    "what-each-source-reports": ("02-", 1),
    "where-it-happened": ("03-", 0),
}  # for the README: notebook, picture


def main() -> int:
    """Build the notebooks named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notebooks", nargs="*", type=Path, help="only these (default: all)")
    chosen = parser.parse_args().notebooks or sorted(FOLDER.glob("[0-9]*.ipynb"))
    os.environ.pop("MPLBACKEND", None)  # else figures are not shown inline
    with tempfile.TemporaryDirectory() as cache:
        os.environ["NEWSLAB_CACHE"] = cache  # a stale cache never gets into the outputs
        for path in chosen:
            print(path.name, flush=True)
            notebook = nbformat.read(path, as_version=4)
            with quiet_kernel():
                NotebookClient(notebook, timeout=SECONDS, kernel_name="python3", record_timing=False,
                               resources={"metadata": {"path": str(FOLDER)}}).execute()  # fmt: skip
            nbformat.write(tidy(notebook), path)
            keep_pictures(path.name, notebook)
    return 0


def keep_pictures(name: str, notebook: NotebookNode) -> None:
    """Write the pictures of a notebook that the README shows."""
    found = [
        o.data["image/png"] for c in notebook.cells for o in c.get("outputs", []) if "image/png" in o.get("data", {})
    ]
    for picture, (start, number) in PICTURES.items():
        if name.startswith(start):
            (DOCS / f"{picture}.png").write_bytes(base64.b64decode(found[number]))


def tidy(notebook: NotebookNode) -> NotebookNode:
    """Keep what a reader needs: source, outputs, tags; the same on every machine."""
    notebook.metadata = nbformat.from_dict(METADATA)
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number:02d}"
        tags = cell.metadata.get("tags", [])
        cell.metadata = nbformat.from_dict({"tags": tags} if tags else {})
        if cell.cell_type == "code" and UNSTORED in tags:
            cell.outputs = []
    return notebook


@contextmanager
def quiet_kernel() -> Iterator[None]:
    """Hold back the line a kernel prints about its transport when it starts."""
    sys.stderr.flush()
    kept, null = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(null)


if __name__ == "__main__":
    sys.exit(main())
