"""`servanda export`: the graph in the formats of others."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from servanda.cli.say import say
from servanda.cli.sources import data_option

if TYPE_CHECKING:
    from collections.abc import Iterable

    from servanda.export import Files

FORMATS = ("turtle", "ntriples", "nquads", "trig", "jsonld", "rdfxml", "csv", "neo4j", "graphml")
FOLDERS = ("csv", "neo4j")
_STANDARD_OUTPUT = Path("-")
_FEW = 5
"""How many files are named that were there before."""


@click.command(epilog="Example: servanda export trig -o commitments.trig.gz")
@click.argument("format_name", metavar="FORMAT", type=click.Choice(FORMATS))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The file to write, compressed if it ends in .gz; for several files, the folder. [default: print]",
)
@data_option
@click.option(
    "--documents",
    multiple=True,
    metavar="DOCUMENT",
    help="Only this document, by IRI, last part of it, or title, and what stands beside all; repeatable.",
)
@click.option(
    "--graphs",
    multiple=True,
    metavar="GRAPH",
    help="Only this graph, by IRI, or those of documents, ontology, reference or inferred; repeatable.",
)
@click.option("--without-text", is_flag=True, help="Leave the source texts out; what evidence quotes stays.")
@click.option("--split", is_flag=True, help="A file of RDF for each graph, into the folder OUTPUT.")
def export(
    *,
    format_name: str,
    output: Path | None,
    data: Path,
    documents: tuple[str, ...],
    graphs: tuple[str, ...],
    without_text: bool,
    split: bool,
) -> int:
    """Print or write the graph in another format.

    nquads, trig and jsonld keep the named graphs; turtle, ntriples and rdfxml hold all triples in one. csv
    writes tables with a description (CSVW), neo4j what `neo4j-admin database import` reads and a Cypher
    script, each into a folder; graphml is for Gephi and yEd.
    """
    from servanda.export import Format, Selection, export_folder
    from servanda.export import export as exported
    from servanda.export import split as apart
    from servanda.store import lines_at

    if output == _STANDARD_OUTPUT:
        output = None
    _check_output(format_name, output, data, split=split)
    format_, source = Format(format_name), lines_at(data)
    wanted = Selection(documents, graphs, without_text)
    if split:
        _write_files(output, apart(source, format_, wanted))
    elif format_name in FOLDERS:
        _write_files(output, export_folder(source, format_, wanted))
    else:
        _write(output, exported(source, format_, wanted))
    return 0


def _check_output(format_name: str, output: Path | None, data: Path, *, split: bool) -> None:
    """Nothing, if there is a place for what is written. Raises a usage error if there is none."""
    if split and format_name in (*FOLDERS, "graphml"):
        raise click.UsageError(f"--split is for formats of RDF; {format_name} is none.")
    several = split or format_name in FOLDERS
    what = "--split" if split else format_name
    if output is None:
        if several:
            raise click.UsageError(f"{what} writes several files; name their folder: -o FOLDER.")
        return
    if several and output.is_file():
        raise click.UsageError(f"{what} writes several files, and {output} is a file; name a folder.")
    read = data if several else data / "graph.nq" if data.is_dir() else data
    if output.exists() and read.exists() and output.samefile(read) and not (several and _is_built(data)):
        raise click.UsageError(f"{output} is what is read; name another output.")


def _is_built(data: Path) -> bool:
    """Whether a folder is what a build has written, beside which other things may lie."""
    return (data / "graph.nq").is_file()


def _write(output: Path | None, parts: Iterable[bytes]) -> None:
    from servanda.output import write

    if output is not None:
        write(output, parts)
        return
    for part in parts:
        if sys.stdout is not None:  # which a closed standard output is
            sys.stdout.buffer.write(part)


def _write_files(folder: Path | None, files: Files) -> None:
    """Writes all files into a folder, or none; of files of the same kinds that lie there it is said."""
    from servanda.output import staging

    assert folder is not None  # noqa: S101 - `_check_output` saw to it
    names = list[str]()
    with staging(folder) as stage:
        for name, parts in files:
            stage.put(name, parts)
            names.append(name)
    kinds = {Path(name).suffix for name in names}
    others = [one.name for one in folder.iterdir() if one.suffix in kinds and one.name not in names]
    if others:
        listed = ", ".join(sorted(others)[:_FEW]) + (" …" if len(others) > _FEW else "")
        say(f"{folder}: of an earlier export, or yours, and left as they were: {listed}")
