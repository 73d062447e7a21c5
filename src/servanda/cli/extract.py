"""`servanda extract`: one document, to standard output."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from servanda import iris
from servanda.cli.base import PATH, base_option, limited, reads_terminal
from servanda.cli.say import say
from servanda.cli.tables import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from servanda.limits import Limits
    from servanda.model import Extraction
    from servanda.store import Value

FORMATS = ("turtle", "jsonl", "table")

_SEVERAL = ("bearers", "addressees", "beneficiaries", "places", "policies", "institutions", "topics")
"""The columns of the `statements` query that hold several values."""


@click.command(epilog="Example: servanda extract declaration.txt --format table")
@click.argument("file", type=PATH)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    help="What to print. [default: turtle]",
)
@click.option(
    "--explain",
    is_flag=True,
    help="Print each sentence with its statements, and why its other words make none.",
)
@base_option
@limited
def extract(file: Path, *, format_name: str | None, explain: bool, base: str, limits: Limits) -> int:
    """Extract one declaration.

    FILE is a text, Markdown, HTML, PDF or Word file, or standard input (-).

    The format table shows the document from its first line to its last: its structure, and in it the
    statements; jsonl holds the statements alone, a JSON object per line, as the query `statements` has
    them; turtle holds all that was found, without what the ontology adds by reasoning.

    --explain is for reading along: each statement with the rule and the cue that found it, in brackets,
    and each cue that made none, with the reason.
    """
    if explain and format_name:
        raise click.UsageError("--explain prints text of its own: leave out --format.")
    reads_terminal([file])
    write = _explained if explain else _WRITERS[format_name or "turtle"]
    write(file, base, limits)
    return 0


def _turtle(file: Path, base: str, limits: Limits) -> None:
    from servanda.describe import describe
    from servanda.store import Store

    extraction = _extraction(file, base, limits)
    store = Store()
    store.add(iris.document(extraction.document.name, base), describe(extraction, base))
    click.echo(store.dump("turtle"), nl=False)


def _jsonl(file: Path, base: str, limits: Limits) -> None:
    for record in _records(file, base, limits):
        click.echo(json.dumps(record, ensure_ascii=False))


def _table(file: Path, base: str, limits: Limits) -> None:
    from servanda.cli.outline import COLUMNS, outline

    rows = list(outline(_extraction(file, base, limits)))
    filled = [i for i in range(len(COLUMNS)) if any(row[i] for row in rows)]
    show([COLUMNS[i] for i in filled], [[row[i] for i in filled] for row in rows])


def _explained(file: Path, base: str, limits: Limits) -> None:
    from servanda.cli.explain import explain

    for line in explain(_extraction(file, base, limits, may_be_void=True)):
        click.echo(line)


def _extraction(file: Path, base: str, limits: Limits, *, may_be_void: bool = False) -> Extraction:
    from servanda import resources
    from servanda.build import extracted
    from servanda.extract import extractor_of

    return extracted(file, extractor_of(resources.ontology(), base), limits, say, may_be_void=may_be_void)


_WRITERS = {"turtle": _turtle, "jsonl": _jsonl, "table": _table}


def _records(file: Path, base: str, limits: Limits) -> Iterator[dict[str, Any]]:
    """The statements of a declaration, by the columns of the `statements` query."""
    from servanda import resources
    from servanda.ask import ask, find
    from servanda.build import Settings, assemble
    from servanda.store import as_table

    assembly = assemble([file], Settings(base, limits, checking=None))
    for remark in assembly.remarks:
        say(remark)
    for failure in assembly.failures:
        raise failure
    answer = as_table(ask(assembly.store, find(resources.queries(), "statements")), "statements")
    for row in answer.values():
        yield {name: _json(name, value) for name, value in zip(answer.columns, row, strict=True)}


def _json(name: str, value: Value) -> Any:  # noqa: ANN401 - a value of JSON
    """A value as JSON has it: truth values and numbers as such, several values as a list."""
    if name in _SEVERAL:
        return str(value).split("|") if value else []
    return value if value is None or isinstance(value, (bool, int)) else str(value)
