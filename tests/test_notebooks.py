"""The notebooks' hygiene: questions, few short cells, executed top to bottom, outputs that any reader can show."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import nbformat
import pytest
from nbformat import NotebookNode

import tablefixtures as fx
from newslab import tables

if TYPE_CHECKING:
    from collections.abc import Callable

    from newslab.tables import Tables

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
UNSTORED = "nbval-ignore-output"
CLOSING = ["What this cannot tell you", "Exports"]
FORBIDDEN = re.compile(
    r"<(script|style|iframe|svg|link|object|embed|img|form)\b|https?://|\bon\w+\s*=\s*[\"']|javascript:", re.IGNORECASE
)
MACHINE = re.compile(r"(?<![\w.])/(home|root|tmp|work|usr|Users|var|opt|mnt)\b|[A-Z]:\\\\")


def read(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def code(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def tags(cell: NotebookNode) -> list[str]:
    return cell.metadata.get("tags", [])


def outputs(notebook: NotebookNode) -> list[NotebookNode]:
    return [output for cell in code(notebook) for output in cell.outputs]


def test_the_stories_are_there() -> None:
    assert [path.name[:2] for path in NOTEBOOKS] == [f"{n:02d}" for n in range(8)]


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request: pytest.FixtureRequest) -> NotebookNode:
    return read(request.param)


def test_title_is_a_question_and_sections_are_few(notebook: NotebookNode) -> None:
    headings = re.findall(
        r"(?m)^(#+) (.+)$", "\n\n".join(c.source for c in notebook.cells if c.cell_type == "markdown")
    )
    titles = [text for marks, text in headings if marks == "#"]
    sections = [text for marks, text in headings if marks == "##"]
    assert len(titles) == 1
    assert titles[0].endswith("?")
    assert sections[-2:] == CLOSING
    assert 3 <= len(sections) - 2 <= 6


def test_cells_are_few_and_short_and_define_nothing(notebook: NotebookNode) -> None:
    cells = code(notebook)
    assert len(cells) <= 25
    for cell in cells:
        assert len(cell.source.splitlines()) <= 15
        banned = (ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.AsyncFunctionDef)
        assert not [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, banned)], cell.source


def test_one_cell_of_parameters_then_the_tables(notebook: NotebookNode) -> None:
    first, second = code(notebook)[:2]
    assert [cell for cell in notebook.cells if "parameters" in tags(cell)] == [first]
    assert 'tables_path = ""' in first.source
    assert second.source.startswith("import newslab as nl\n")
    assert second.outputs, "the standfirst is computed"


def test_every_chart_shows_its_data_beside(notebook: NotebookNode) -> None:
    cells = code(notebook)
    for cell, following in zip(cells, [*cells[1:], None], strict=True):
        if re.search(r"(?m)^ax = ", cell.source):
            assert following is not None
            assert "drawn(ax)" in following.source


def test_executed_from_top_to_bottom(notebook: NotebookNode) -> None:
    cells = code(notebook)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
        if UNSTORED in tags(cell):
            assert not cell.outputs
        elif "parameters" not in tags(cell):
            assert cell.outputs, cell.source


def test_outputs_are_pictures_and_plain_styled_html(notebook: NotebookNode) -> None:
    for output in outputs(notebook):
        assert output.output_type in ("execute_result", "display_data"), output
        assert set(output.data) <= {"image/png", "text/html", "text/plain"}
        assert not FORBIDDEN.search(output.data.get("text/html", ""))
        assert "Error" not in output.data.get("text/plain", "")[:40]


def test_nothing_names_a_machine(notebook: NotebookNode) -> None:
    words = [cell.source for cell in notebook.cells]
    words += [o.data.get(kind, "") for o in outputs(notebook) for kind in ("text/html", "text/plain")]
    for text in words:
        assert not MACHINE.search(text), MACHINE.search(text)


@pytest.mark.parametrize("path", [p for p in NOTEBOOKS if not p.name.startswith("06")], ids=lambda p: p.stem)
@pytest.mark.parametrize(
    "some", [fx.nothing, fx.hostile, lambda: fx.crowd(3)], ids=["nothing", "hostile", "three sources"]
)
def test_runs_on_a_drop_with_too_little(path: Path, some: Callable[[], Tables], tmp_path: Path) -> None:
    folder = str(tables.write(some(), tmp_path / "tables"))
    names: dict[str, Any] = {}
    for cell in code(read(path)):
        if UNSTORED in tags(cell):
            continue
        tree = ast.parse(cell.source)
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, path.name, "exec"), names)
        if "parameters" in tags(cell):
            names |= {"tables_path": folder, "since_path": folder}
        if last is not None:
            shown = eval(compile(ast.Expression(last.value), path.name, "eval"), names)
            assert not FORBIDDEN.search(shown._repr_html_())
    plt.close("all")


def test_metadata_does_not_change_from_run_to_run(notebook: NotebookNode) -> None:
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert set(notebook.metadata.language_info) == {"name"}
    for cell in notebook.cells:
        assert set(cell.metadata) <= {"tags"}
