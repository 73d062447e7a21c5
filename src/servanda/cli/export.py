"""`servanda export`: the graph in another format."""

from __future__ import annotations

from pathlib import Path

import click

from servanda.cli.sources import data_option

FORMATS = ("turtle", "ntriples", "nquads", "trig", "jsonld")


@click.command(epilog="Example: servanda export trig -o commitments.trig")
@click.argument("format_name", metavar="FORMAT", type=click.Choice(FORMATS))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The file to write. [default: print]")
@data_option
def export(format_name: str, output: Path | None, data: Path) -> int:
    """Print the graph in another format.

    FORMAT is turtle, ntriples, nquads, trig or jsonld. nquads, trig and jsonld keep the named graphs;
    turtle and ntriples hold all triples in one.
    """
    from servanda import export as exporter
    from servanda.output import write
    from servanda.store import Store

    content = exporter.export(Store.load(data), format_name)
    if output is None:
        click.echo(content, nl=False)
    else:
        write(output, content)
    return 0
