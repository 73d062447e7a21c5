"""`servanda query` and `servanda queries`: the asking wing's library, or a query of one's own."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from servanda.cli.say import say
from servanda.cli.tables import show
from servanda.errors import ParameterError, QueryError

if TYPE_CHECKING:
    from rdflib.term import Identifier

    from servanda.ask import Query
    from servanda.store import Table

FORMATS = ("table", "csv", "tsv", "json", "markdown")


@click.command(epilog='Example: servanda query commitments-of-actor -p actor="Mexico"')
@click.argument("name", metavar="NAME|FILE|-")
@click.option("-p", "--parameter", "given", multiple=True, metavar="KEY=VALUE", help="A parameter's value.")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path("build"),
    show_default=True,
    help="The built folder, or an RDF file.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="How to print the rows.",
)
def query(name: str, given: tuple[str, ...], data: Path, format_name: str) -> int:
    """Ask the graph a question.

    The question is one of the library (see: servanda queries), a SPARQL query in a file, or one on
    standard input (-). A table is for people; the other formats are complete, and JSON and TSV are
    those of SPARQL 1.1.
    """
    from servanda.ask import ResultFormat, ask, render
    from servanda.store import Store

    values = _values(given)
    wanted = _find(name)
    answer = ask(Store.load(data), wanted, values)
    if format_name == "table":
        _table(answer)
    else:
        click.echo(render(answer, ResultFormat(format_name)), nl=False)
    if not answer.rows:
        say("nothing found")
    return 0


@click.command(epilog="Example: servanda queries")
def queries() -> int:
    """List the library of questions.

    Prints the name, the question and the parameters of each; those in brackets have a default.
    """
    from servanda import resources
    from servanda.ask import library

    rows = [
        (known.name, known.question, " ".join(_signature(known))) for known in library(resources.queries())
    ]
    show(("name", "question", "parameters"), rows)
    return 0


def _values(given: Iterable[str]) -> dict[str, str]:
    """The values by parameter, from words of the form KEY=VALUE."""
    values: dict[str, str] = {}
    for word in given:
        key, sign, value = word.partition("=")
        if not key or not sign:
            raise ParameterError(f"`-p {word}` is not of the form KEY=VALUE")
        if key in values:
            raise ParameterError(f"the parameter {key!r} is given twice")
        values[key] = value
    return values


def _find(name: str) -> Query:
    """The query that `name` means: standard input, a file, or one of the library."""
    from servanda import resources
    from servanda.ask import find, library, parse, read_query

    if name == "-":
        return parse(_standard_input(), "standard input")
    path = Path(name)
    return read_query(path) if path.suffix else find(library(resources.queries()), name)


def _standard_input() -> str:
    if sys.stdin is None:
        raise QueryError("cannot be read: it is closed", "standard input")
    try:
        return sys.stdin.buffer.read().decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise QueryError(f"this is no UTF-8 text (byte {error.start})", "standard input") from error


def _signature(known: Query) -> Iterable[str]:
    """The parameters as one would give them, those with a default in brackets."""
    for parameter in known.parameters:
        word = f"{parameter.name}={parameter.type.upper()}"
        yield f"[{word}]" if parameter.default is not None else word


def _table(answer: Table) -> None:
    from rdflib import XSD, Literal

    numbers = {XSD.integer, XSD.decimal, XSD.double}
    numeric = {
        name
        for name, *terms in zip(answer.columns, *answer.rows, strict=True)
        if all(isinstance(term, Literal) and term.datatype in numbers for term in terms)
    }
    show(
        answer.columns,
        [[_short(term) for term in row] for row in answer.rows],
        frozenset(numeric),
        same_once=True,
    )


def _short(term: Identifier | None) -> str:
    """A term for people: an IRI with its prefix, several values apart, white space folded."""
    from rdflib import URIRef

    from servanda.ask import plain
    from servanda.vocab import PREFIXES

    text = plain(term)
    if not isinstance(term, URIRef):
        return " ".join(text.replace("|", "; ").split())
    known = [(iri, prefix) for prefix, iri in PREFIXES.items() if text.startswith(iri)]
    iri, prefix = max(known, key=lambda pair: len(pair[0]), default=("", ""))
    return f"{prefix}:{text.removeprefix(iri)}" if iri else text
