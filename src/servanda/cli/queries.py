"""`servanda queries`: the library of questions, and all that there is to know of one."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from servanda.cli.questions import (
    PARAMETER_COLUMNS,
    answer_on,
    answers_with,
    by_theme,
    command,
    notes,
    parameter_rows,
    record,
    signature,
)
from servanda.cli.tables import laid_out, width

if TYPE_CHECKING:
    from servanda.ask import Query

_INDENT = 2
_NARROWEST = 30
"""What a question needs beside its name; where there is less room, it stands below it."""


def complete_name(_context: click.Context, _argument: click.Parameter, begun: str) -> list[CompletionItem]:
    """The queries whose names begin so, for a shell to choose from; files if there are none."""
    from servanda import resources

    names = sorted(file.stem for file in resources.queries().glob("*.rq") if file.stem.startswith(begun))
    return [CompletionItem(name) for name in names] or [CompletionItem(begun, type="file")]


@click.command(epilog="Example: servanda queries deadlines")
@click.argument("name", required=False, shell_complete=complete_name)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)
def queries(*, name: str | None, format_name: str) -> int:
    """List the library of questions, or show one of them.

    The list goes by theme, and has the name, the question and the parameters of each; those in brackets have
    a default. With NAME, it is shown what the parameters take, what the answer consists of, and an example
    with its answer over the project's own declarations.
    """
    from servanda import resources
    from servanda.ask import find, library

    folder = resources.queries()
    known: Sequence[Query] = library(folder) if name is None else [find(folder, name)]
    if format_name == "json":
        click.echo(json.dumps([record(query) for query in known], ensure_ascii=False, indent=2))
        return 0
    for line in _listed(known) if name is None else _shown(known[0]):
        click.echo(line)
    return 0


def _listed(known: Iterable[Query]) -> Iterator[str]:
    """The lines of the list, theme by theme."""
    themes = list(by_theme(known))
    margin = max(len(query.name) for _, questions in themes for query in questions) + 2 * _INDENT
    for number, (theme, questions) in enumerate(themes):
        if number:
            yield ""
        yield click.style(theme, bold=True)
        for query in questions:
            yield from _entry(f"{' ' * _INDENT}{query.name}", (query.question, signature(query)), margin)


def _entry(name: str, texts: Iterable[str], margin: int) -> Iterator[str]:
    """A name and, beside it where there is room, some texts, each on as many lines as it needs."""
    if width() - margin < _NARROWEST:
        yield name
        name, margin = "", 2 * _INDENT
    for text in texts:
        for line in textwrap.wrap(text, width() - margin):
            yield f"{name.ljust(margin)}{line}"
            name = ""


def _shown(query: Query) -> Iterator[str]:
    """The lines that show a question, and an example with its answer."""
    from servanda import resources

    yield f"{click.style(query.title, bold=True)} ({query.name})"
    yield from textwrap.wrap(query.question, width())
    yield ""
    margin = len("answers with") + _INDENT
    yield from _entry("theme", [query.theme or ""], margin)
    yield from _entry("answers with", [answers_with(query)], margin)
    if query.parameters:
        yield ""
        yield from laid_out(PARAMETER_COLUMNS, parameter_rows(query))
    for note in notes(query):
        yield ""
        yield from textwrap.wrap(note, width())
    yield ""
    yield "for example, over the declarations in corpus/:"
    yield ""
    yield f"$ {command(query)}"
    yield from answer_on(resources.questions().read_text(encoding="utf-8"), query).splitlines()
