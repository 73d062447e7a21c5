"""`servanda build`: from declarations to a validated graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from servanda.cli.base import PATH, base_option, limited, progress_over, workers_option
from servanda.cli.say import say
from servanda.cli.tables import show

if TYPE_CHECKING:
    from servanda.build import Summary
    from servanda.limits import Limits


@click.command(epilog="Example: servanda build corpus -o build")
@click.argument("paths", metavar="[PATH ...]", nargs=-1, type=PATH)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The folder to write into.  [default: build, or none with --store]",
)
@click.option(
    "--store",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A store on disk that takes the documents; made if it is not there.",
)
@click.option("--prune", is_flag=True, help="Remove from the store the documents not given.")
@base_option
@limited
@workers_option
def build(
    paths: tuple[Path, ...],
    *,
    output: Path | None,
    store: Path | None,
    prune: bool,
    base: str,
    limits: Limits,
    workers: int,
) -> int:
    """Build the validated graph of declarations.

    Reads, extracts, reasons, validates, and writes graph.nq, graph.ttl, report.ttl and report.txt.

    PATH is a text, Markdown, HTML, PDF or Word file, a folder of them, a pattern that they fit
    ("corpus/**/*.md"), or standard input (-); without one, the folder corpus. A file that cannot be
    read, goes beyond the limits, or in which no statement is found, is named; the graph is written
    without it, and the program leaves with 2. If no file can be used, nothing is written.

    A dataset.yaml in a folder, or given itself, tells title, creator, licence and the like of the data
    set, whose description for catalogues is part of the graph.

    With --store, the documents go into a store on disk: those it holds already are replaced, its
    others stay, and so does what was told of the data set. What is counted then is the whole store, and
    the verdict is on the documents given; the four files are written only if -o is given, with the graph
    of the whole store.
    """
    from servanda import build as trip

    if prune and store is None:
        raise click.UsageError("--prune is of use only with --store.")
    settings = trip.Settings(base, limits, workers)
    sources = paths or (Path("corpus"),)
    with progress_over(paths) as on_step:
        if store is None:
            summary = trip.build(sources, output or Path("build"), settings, on_step)
        else:
            summary = trip.build_store(sources, trip.Target(store, prune, output), settings, on_step)
    for remark in summary.remarks:
        say(remark)
    for failure in summary.failures:
        say(str(failure))
    if summary.counts:
        if summary.failures:
            say(f"the graph was written without {_files(len(summary.failures))}")
        show(("what", "count"), _rows(summary), frozenset({"count"}))
    if summary.failures:
        return 2
    return 0 if summary.conforms else 1


def _files(number: int) -> str:
    return "1 file" if number == 1 else f"{number} files"


def _rows(summary: Summary) -> list[tuple[str, str]]:
    """The counts, with what became of a store's documents, and last whether the graph conforms."""
    rows = [(what, f"{count:,}") for what, count in summary.counts]
    if changes := summary.changes:
        done = (("added", changes.added), ("replaced", changes.replaced), ("removed", changes.removed))
        documents = [what for what, _ in rows].index("documents") + 1
        rows[documents:documents] = [(f"  {what}", f"{len(names):,}") for what, names in done]
    verdict = "conforms" if summary.conforms else "does not conform"
    return [*rows, (verdict, summary.verdict)]
