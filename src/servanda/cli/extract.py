"""`servanda extract`: one document, to standard output."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from servanda import iris
from servanda.cli.base import base_option
from servanda.cli.tables import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Identifier

FORMATS = ("turtle", "jsonl", "table")

_SEVERAL = ("bearers", "addressees", "beneficiaries", "places", "policies", "institutions", "topics")
"""The columns of the `statements` query that hold several values."""


@click.command(epilog="Example: servanda extract declaration.txt --format table")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    default="turtle",
    show_default=True,
    help="What to print.",
)
@base_option
def extract(file: Path, format_name: str, base: str) -> int:
    """Extract one declaration.

    The formats jsonl (a JSON object per line) and table hold the statements alone, as the query
    `statements` has them; turtle holds all that was found, without what the ontology adds by
    reasoning.
    """
    _WRITERS[format_name](file, base)
    return 0


def _turtle(file: Path, base: str) -> None:
    from servanda import lexicon, resources
    from servanda.build import extracted
    from servanda.describe import describe
    from servanda.extract import Extractor
    from servanda.store import Store

    extraction = extracted(file, Extractor(lexicon.load(resources.ontology()), base))
    store = Store()
    store.add(iris.document(extraction.document.name, base), describe(extraction, base))
    click.echo(store.dump("turtle"), nl=False)


def _jsonl(file: Path, base: str) -> None:
    for record in _records(file, base):
        click.echo(json.dumps(record, ensure_ascii=False))


def _table(file: Path, base: str) -> None:
    rows = [
        (
            record["paragraph"] or "",
            f"{record['force']} not to" if record["negated"] else record["force"],
            ", ".join(record["bearers"]),
            record["action"],
            _terms(record),
        )
        for record in _records(file, base)
    ]
    show(("par.", "force", "bearers", "action", "terms"), rows)


_WRITERS = {"turtle": _turtle, "jsonl": _jsonl, "table": _table}


def _records(file: Path, base: str) -> Iterator[dict[str, Any]]:
    """The statements of a declaration, by the columns of the `statements` query."""
    from servanda import resources
    from servanda.ask import ask, find, library
    from servanda.build import assemble

    assembly = assemble([file], base, lambda _: None)
    for failure in assembly.failures:
        raise failure
    answer = ask(assembly.store, find(library(resources.queries()), "statements"))
    for row in answer.rows:
        yield {name: _value(name, term) for name, term in zip(answer.columns, row, strict=True)}


def _value(name: str, term: Identifier | None) -> Any:  # noqa: ANN401 - a value of JSON
    """A term as JSON has it: truth values and numbers as such, several values as a list."""
    from rdflib import Literal

    if name in _SEVERAL:
        return str(term).split("|") if term else []
    value = term.toPython() if isinstance(term, Literal) else term
    return value if value is None or isinstance(value, (bool, int)) else str(term)


def _terms(record: dict[str, Any]) -> str:
    """When and under which condition, for people."""
    named = (("if", "condition"), ("by", "deadline"), ("when", "timing"), ("under", "in_accordance_with"))
    return "; ".join(f"{word}: {' '.join(record[key].split())}" for word, key in named if record[key])
