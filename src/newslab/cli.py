"""The ``newslab`` command. Exit codes: 0 also with problems listed, 1 an error, 2 wrong usage."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from newslab import __version__
from newslab.escape import terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from newslab.drop import Drop

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
cache_app = typer.Typer(no_args_is_help=True, help="What is kept of articles read before.")
gazetteer_app = typer.Typer(no_args_is_help=True, help="The names of places newslab knows.")
app.add_typer(cache_app, name="cache")
app.add_typer(gazetteer_app, name="gazetteer")

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

DropPath = Annotated[Path, typer.Argument(metavar="DROP", help="A folder of articles, or one file.")]
OutPath = Annotated[Path | None, typer.Option("-o", "--out", help="Where the results go.", show_default="runs/<drop>")]
Rule = Annotated[str, typer.Option(help="Summary rule of the claims: range, latest, ucdp, acled or per-speaker.")]
Limit = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME=NUMBER", help="Another limit, such as document_chars=400000; may be given several times."
    ),
]
Jobs = Annotated[int, typer.Option("-j", "--jobs", min=1, help="Processes that parse.")]


def _version(value: bool) -> None:
    if value:
        typer.echo(f"newslab {__version__}")
        raise typer.Exit


@app.callback()
def main(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Drop a folder of news articles in; get what each source reports, who said it, where, and whether they agree."""


@contextmanager
def _errors() -> Iterator[None]:
    """A user's mistake ends in one clear line and exit code 1, never in a traceback."""
    try:
        yield
    except (ValueError, OSError, KeyError, RuntimeError) as error:
        err.print(f"newslab: {terminal(str(error))}", soft_wrap=True)
        raise typer.Exit(1) from error


@contextmanager
def _progress() -> Iterator[tuple[Callable[[str], None], Callable[[int, int], None]]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task("starting", total=None)

        def step(text: str) -> None:
            bar.update(task, description=terminal(text), total=None)
            if not err.is_terminal:
                err.print(terminal(text))

        def articles(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield step, articles


def _open(path: Path, limits: list[str] | None) -> Drop:
    """The drop under the user's limits, the usual ones where none are given."""
    from dataclasses import fields

    from newslab import drop as drops

    known = [field.name for field in fields(drops.Limits)]
    wanted = {}
    for given in limits or ():
        name, _, number = given.partition("=")
        if name not in known or not number.isdecimal():
            raise typer.BadParameter(f"{given!r} is no NAME=NUMBER; names are {', '.join(known)}", param_hint="--limit")
        wanted[name] = int(number)
    return drops.open_drop(path, limits=drops.Limits(**wanted))


def _folder(drop: Path, given: Path | None) -> Path:
    return given or Path("runs") / drop.resolve().name


@app.command()
def run(
    drop: Annotated[
        Path | None, typer.Argument(metavar="DROP", help="A folder of articles; the reference drop if left out.")
    ] = None,
    out_path: OutPath = None,
    since: Annotated[
        Path | None, typer.Option(help="An earlier delivery of the same drop, to show what changed.")
    ] = None,
    rule: Rule = "range",
    jobs: Jobs = 1,
    limit: Limit = None,
) -> None:
    """Read a drop, execute the notebooks on it, and write tables and one HTML report."""
    from newslab import pipeline, report

    with _errors():
        source = _open(drop or pipeline.sample_path(), limit)
        earlier = _open(since, limit) if since else None
        target = out_path or Path("runs") / source.name
        with _progress() as (step, articles):
            result = report.run(
                source, target, since=earlier, rule=rule, n_process=jobs, on_step=step, progress=articles
            )
    _tell(result.tables)
    for name, error in result.failed.items():
        err.print(f"newslab: notebook {name} did not finish: {terminal(str(error))}", soft_wrap=True)
    out.print(f"report: {terminal(str(result.page))}", soft_wrap=True)
    if result.failed:
        raise typer.Exit(1)


@app.command()
def parse(drop: DropPath, out_path: OutPath = None, rule: Rule = "range", jobs: Jobs = 1, limit: Limit = None) -> None:
    """Read a drop and write its tables (Parquet, CSV, GeoPackage, GeoJSON)."""
    from newslab import exports, pipeline, report, tables

    with _errors():
        source = _open(drop, limit)
        target = _folder(drop, out_path) / "tables"
        report.stay_out(source, target)
        with _progress() as (step, articles):
            step(f"reading {source.name}")
            parsed = pipeline.parse(source, rule=rule, n_process=jobs, progress=articles)
        tables.write(parsed, target)
        exports.write(parsed, target.with_name("exports"))
    _tell(parsed)
    out.print(f"tables: {terminal(str(target.resolve()))}", soft_wrap=True)


def _tell(parsed: Any) -> None:
    out.print(terminal(repr(parsed)), soft_wrap=True)
    if len(parsed.problems):
        counts = parsed.problems.groupby(["stage", "reason"], observed=True).size()
        listed = ", ".join(f"{stage}/{reason} {n}" for (stage, reason), n in counts.items())
        out.print(terminal(f"problems: {listed}"), soft_wrap=True)


@app.command()
def check(drop: DropPath, limit: Limit = None) -> None:
    """Show what would be read as what, without parsing. Exit code 1 if nothing can be read."""
    from newslab import drop as drops

    with _errors():
        rows = drops.check(_open(drop, limit))
    _table(("file", "format", "read as", "articles", "note"), rows)
    if not any(row[3] for row in rows):
        raise typer.Exit(1)


@app.command()
def diff(old: DropPath, new: DropPath, rule: Rule = "range", limit: Limit = None) -> None:
    """Show which articles, figures, places and claims differ between two deliveries of a drop."""
    from newslab import changes, pipeline

    with _errors():
        before, after = (pipeline.parse(_open(path, limit), rule=rule) for path in (old, new))
        found = changes.between(before, after)
    _table(
        ("table", "change", "where", "before", "after"),
        found[["table", "change", "where", "before", "after"]].values.tolist(),
    )


@app.command()
def review(drop: DropPath, out_path: OutPath = None, limit: Limit = None) -> None:
    """Write a table of figures to correct by hand, with the words beside each row."""
    from newslab import pipeline, report
    from newslab import review as reviews

    with _errors():
        source = _open(drop, limit)
        target = _folder(drop, out_path) / "review.csv"
        report.stay_out(source, target)  # the next reading would take it for articles
        reviews.write(pipeline.parse(source), target)
    out.print(f"review: {terminal(str(target.resolve()))}", soft_wrap=True)


@app.command()
def lab(
    folder: Annotated[Path, typer.Argument(help="Where to put the notebooks.")] = Path("newslab-notebooks"),
) -> None:
    """Copy the notebooks into a folder, where they are missing, and open JupyterLab on the first one."""
    import shutil

    from newslab import pipeline

    with _errors():
        folder.mkdir(parents=True, exist_ok=True)
        notebooks = sorted(pipeline.share("notebooks").glob("[0-9]*.ipynb"))
        for notebook in notebooks:
            if not (folder / notebook.name).exists():
                shutil.copy(notebook, folder)
    raise typer.Exit(subprocess.call([sys.executable, "-m", "jupyterlab", str(folder / notebooks[0].name)]))  # noqa: S603


@cache_app.command("info")
def cache_info() -> None:
    """Show where the cache is and how much it holds."""
    from newslab import cache

    for name, value in cache.default().info().items():
        out.print(f"{name}: {value}", soft_wrap=True)


@cache_app.command("clear")
def cache_clear() -> None:
    """Forget all articles read before."""
    from newslab import cache

    cache.default().clear()


@gazetteer_app.command("show")
def gazetteer_show(name: str) -> None:
    """Explain what a name could be."""
    from newslab import gazetteer

    rows = gazetteer.default().explain(name)
    if not rows:
        err.print(f"newslab: no place is called '{terminal(name)}'")
        raise typer.Exit(1)
    _table(tuple(rows[0]), [tuple(row.values()) for row in rows])


@gazetteer_app.command("add")
def gazetteer_add(file: Path) -> None:
    """Add a GeoNames dump (one country's file, say) or a CSV of your own places."""
    from newslab.gazetteer import userplaces

    with _errors():
        count = userplaces.add(file)
    out.print(f"{count} places added")


def _table(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    """Print a table in which no cell is cut, and no key, which is there to be copied, is broken."""
    table = Table(box=None, pad_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold", no_wrap=name == "place_id")
    for row in rows:
        table.add_row(*("" if cell is None else terminal(str(cell)) for cell in row))
    out.print(table)
