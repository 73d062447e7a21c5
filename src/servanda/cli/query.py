"""`servanda query`: a question of the library, or one of one's own."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from servanda.cli.answers import ROWS, TRIPLES, check_format, written
from servanda.cli.base import seconds_given
from servanda.cli.queries import complete_name
from servanda.cli.say import say
from servanda.cli.sources import check_one, one_source, source
from servanda.errors import ParameterError, QueryError

if TYPE_CHECKING:
    from servanda.ask import Asking, Query
    from servanda.store import Answer, Source


@click.command(epilog='Example: servanda query commitments-of-actor -p actor="Mexico"')
@click.argument("name", metavar="NAME|FILE|-", shell_complete=complete_name)
@click.option("-p", "--parameter", "given", multiple=True, metavar="KEY=VALUE", help="A parameter's value.")
@one_source
@click.option(
    "--format",
    "format_name",
    type=click.Choice([*ROWS, *TRIPLES]),
    help="How to print rows (and yes or no), or triples. [default: table, or turtle]",
)
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="The most rows to answer with.")
@click.option(
    "--timeout",
    type=float,
    metavar="SECONDS",
    default="30",
    show_default=True,
    callback=seconds_given,
    help="The longest time that the question may take.",
)
@click.option("--allow-service", is_flag=True, help="Let the query send parts of itself elsewhere (SERVICE).")
@click.option("--explain", is_flag=True, help="Print the SPARQL that was run and the time it took, no rows.")
@click.option("--pager", is_flag=True, help="Show the answer page by page, on a terminal.")
@click.pass_context
def query(
    context: click.Context,
    *,
    name: str,
    given: tuple[str, ...],
    data: Path,
    endpoint: str | None,
    format_name: str | None,
    limit: int | None,
    timeout: float,
    allow_service: bool,
    explain: bool,
    pager: bool,
) -> int:
    """Ask the graph a question.

    The question is one of the library (see: servanda queries), a SPARQL query in a file, or one on
    standard input (-). Actors, policies, topics, places and documents may be given by any of their names. A
    table is for people; the other formats are complete, and CSV, TSV, JSON and XML are those of SPARQL 1.1.
    XML has no control characters; they are U+FFFD in it.
    """
    from servanda.ask import Asking, ask

    check_one(context)
    values = _values(given)
    wanted = _find(name)
    format_name = check_format(format_name, wanted.form, wanted.path)
    asking = Asking(timeout, limit, allow_service)
    asked = source(data, endpoint)
    if explain:
        click.echo(_explained(asked, wanted, values, asking), nl=False)
        return 0
    answer = ask(asked, wanted, values, asking)
    (_page if pager else _print)(written(answer, format_name))
    if not isinstance(answer, bool) and not len(answer):
        say("nothing found")
    return 0


def _print(text: str) -> None:
    click.echo(text, nl=False)


def _page(text: str) -> None:
    click.echo_via_pager(text.removesuffix("\n"))  # it adds one


def _explained(asked: Source, wanted: Query, values: dict[str, str], asking: Asking) -> str:
    """The SPARQL that is run, and below it as a comment what came of it in which time.

    Its header becomes a comment, too: what it says of parameters does not hold any more.
    """
    from servanda.ask import bound_query, timed

    asked = timed(asked, asking.timeout, wanted.path)
    text = bound_query(asked, wanted, values, asking)
    start = perf_counter()
    answer = asked.answer(text, wanted.path)
    text = re.sub(r"^#\+", "#", text.rstrip(), flags=re.MULTILINE)
    return f"{text}\n\n# {_size(answer)} in {perf_counter() - start:.3f} s\n"


def _size(answer: Answer) -> str:
    """How much an answer holds."""
    from servanda.store import Table

    if isinstance(answer, bool):
        return "yes" if answer else "no"
    unit = "row" if isinstance(answer, Table) else "triple"
    return f"{len(answer):,} {unit}{'' if len(answer) == 1 else 's'}"


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
    from servanda.ask import find, parse, read_query

    if name == "-":
        return parse(_standard_input(), "standard input")
    path = Path(name)
    return read_query(path) if path.suffix else find(resources.queries(), name)


def _standard_input() -> str:
    if sys.stdin is None:
        raise QueryError("cannot be read: it is closed", "standard input")
    try:
        return sys.stdin.buffer.read().decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise QueryError(f"this is no UTF-8 text (byte {error.start})", "standard input") from error
