"""A run: parse once, execute copies of the notebooks on the tables, and put what they show into one HTML page.

The page needs no network: pictures are embedded, and there is no mathematics or module loader to fetch.
"""

from __future__ import annotations

import os
import shutil
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from newslab import escape, exports, pipeline, tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from newslab.drop import Drop
    from newslab.tables import Tables

NEEDS_SINCE: Final = "07-"
CELL_TIMEOUT: Final = 300
PAGE: Final = "report.html"

_STYLE: Final = """
body{font:16px/1.5 Georgia,serif;color:#1a1a1a;background:#fff;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1,h2,h3{font-family:Helvetica,Arial,sans-serif;line-height:1.2}
h1{font-size:1.7rem;border-top:4px solid #1a1a1a;padding-top:.6rem}
nav ol{columns:2}section{margin-top:4rem}img{max-width:100%;height:auto}
table{border-collapse:collapse;font:13px/1.4 Helvetica,Arial,sans-serif;display:block;overflow-x:auto}
th,td{padding:.2rem .6rem;border-bottom:1px solid #ddd;text-align:left;vertical-align:top}
pre{white-space:pre-wrap;font-size:13px;color:#444}footer{margin-top:4rem;color:#555;font-size:13px}
.jp-InputPrompt,.jp-OutputPrompt,.anchor-link,.jp-Collapser{display:none}
"""


@dataclass(frozen=True, slots=True)
class Run:
    """Where a run left its results, and the notebooks that could not be finished."""

    folder: Path
    page: Path
    tables: Tables
    failed: dict[str, str]
    left_out: list[str]


def run(
    source: Any,
    folder: str | Path,
    *,
    since: Any = None,
    rule: str = "range",
    n_process: int = 1,
    on_step: Callable[[str], None] = lambda _: None,
    progress: Callable[[int, int], None] | None = None,
) -> Run:
    """Parse a drop and write tables, executed notebooks and one HTML report.

    Parameters
    ----------
    source : Drop or path
        The drop; it is only read.
    folder : path
        Where the results go; must not lie inside the drop.
    since : Drop or path, optional
        An earlier delivery, for the notebook on what changed.
    rule : str
        Summary rule of the claims.
    n_process : int
        Processes that parse.
    on_step : callable
        Told each step in words.
    progress : callable, optional
        Told articles done and articles in all.

    Returns
    -------
    Run
        ``failed`` names each notebook that raised, with the error.

    Raises
    ------
    DropError
        If the drop holds no usable article.
    ValueError
        If ``folder`` lies inside the drop.
    """
    drop = pipeline.open_source(source)
    out = Path(folder).resolve()
    stay_out(drop, out)
    on_step(f"reading {drop.name}")
    parsed = pipeline.parse(drop, rule=rule, n_process=n_process, progress=progress)
    tables.write(parsed, out / "tables")
    exports.write(parsed, out / "exports")
    parameters = {"tables_path": str(out / "tables"), "export_path": str(out / "exports")}
    if since is not None:
        old = pipeline.open_source(since)
        on_step(f"reading {old.name}")
        tables.write(pipeline.parse(old, rule=rule, n_process=n_process, progress=progress), out / "tables-since")
        parameters["since_path"] = str(out / "tables-since")
    done, failed, left_out = _execute_all(out / "notebooks", parameters, on_step)
    on_step("writing the report")
    page = out / PAGE
    page.write_text(_page(parsed, done, failed, left_out), encoding="utf-8")
    return Run(out, page, parsed, failed, left_out)


def stay_out(drop: Drop, out: Path) -> None:
    """Refuse a folder inside the drop; beside the one file that is a drop there is room.

    Raises
    ------
    ValueError
        If ``out`` lies inside the drop's folder.
    """
    root = drop.root
    if root is not None and not drop.file and out.resolve().is_relative_to(root.resolve()):
        raise ValueError(
            f"{out} lies inside the drop; results never go into the sources, choose another folder with -o"
        )


def _execute_all(
    folder: Path, parameters: dict[str, str], on_step: Callable[[str], None]
) -> tuple[list[Path], dict[str, str], list[str]]:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    done, failed, left_out = [], {}, []
    for notebook in sorted(pipeline.share("notebooks").glob("[0-9]*.ipynb")):
        if notebook.name.startswith(NEEDS_SINCE) and "since_path" not in parameters:
            left_out.append(notebook.stem)
            continue
        on_step(f"notebook {notebook.stem}")
        error = _execute(notebook, folder / notebook.name, parameters)
        if error:
            failed[notebook.stem] = error
        done.append(folder / notebook.name)
    return done, failed, left_out


def _execute(source: Path, target: Path, parameters: dict[str, str]) -> str | None:
    """Execute a copy of a notebook; the error's last line if it raised."""
    import logging

    import papermill
    from papermill.exceptions import PapermillExecutionError

    logging.getLogger("papermill").setLevel(logging.WARNING)
    wanted = {k: v for k, v in parameters.items() if k != "since_path" or source.name.startswith(NEEDS_SINCE)}
    with warnings.catch_warnings(), _quiet_kernel():
        warnings.simplefilter("ignore")  # the notebook's own warnings stand in its cells
        try:
            papermill.execute_notebook(
                str(source),
                str(target),
                parameters=wanted,
                kernel_name="python3",
                cwd=str(target.parent),
                progress_bar=False,
                record_timing=False,
                execution_timeout=CELL_TIMEOUT,
            )
        except PapermillExecutionError as err:
            return f"{err.ename}: {err.evalue}"
    return None


class _quiet_kernel:  # noqa: N801 - used like a function
    """Kernel start-up prints a line about its transport; it belongs to no reader of the report."""

    def __enter__(self) -> None:
        self._kept = os.dup(2)
        self._null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(self._null, 2)

    def __exit__(self, *_: object) -> None:
        os.dup2(self._kept, 2)
        os.close(self._kept)
        os.close(self._null)


def _page(parsed: Tables, notebooks: list[Path], failed: dict[str, str], left_out: list[str]) -> str:
    given = parsed.meta["name"]
    name, title_name = escape.html(given), escape.attribute(given)
    parts, toc = [], []
    for path in notebooks:
        title, body = _body(path)
        toc.append(f'<li><a href="#{escape.html(path.stem)}">{escape.html(title)}</a></li>')
        warning = (
            f"<p><strong>Not finished: {escape.html(failed[path.stem])}</strong></p>" if path.stem in failed else ""
        )
        parts.append(f'<section id="{escape.html(path.stem)}">{warning}{body}</section>')
    skipped = (
        f"<p>Left out, because no earlier drop was given (--since): {', '.join(left_out)}.</p>" if left_out else ""
    )
    footer = (
        f"{escape.html(parsed.source_note())}. Model {escape.html(parsed.meta['model'])}, summary rule "
        f"{escape.html(parsed.meta['rule'])}. Places: GeoNames (CC BY 4.0). Areas: Natural Earth; borders follow "
        "ISO 3166 codes, no position is implied."
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{title_name}: what each source reports</title>"
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><style>{_STYLE}</style></head><body>'
        f"<h1>What each source reports: {name}</h1><p>{escape.html(parsed.counts())}.</p>"
        f"<nav><ol>{''.join(toc)}</ol></nav>{skipped}{''.join(parts)}<footer>{footer}</footer></body></html>\n"
    )


def _body(path: Path) -> tuple[str, str]:
    """Title and HTML of an executed notebook, without its code."""
    import nbformat
    from nbconvert import HTMLExporter
    from traitlets.config import Config

    notebook = nbformat.read(path, as_version=4)
    first = next((c.source for c in notebook.cells if c.cell_type == "markdown"), path.stem)
    title = first.lstrip("# ").splitlines()[0]
    settings = Config(
        {
            "HTMLExporter": {
                "exclude_input": True,
                "exclude_output_prompt": True,
                "mathjax_url": "",
                "require_js_url": "",
                "embed_images": True,
            }
        }
    )
    body, _ = HTMLExporter(template_name="basic", config=settings).from_notebook_node(notebook)
    return title, body
