"""`servanda queries`: the library of questions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from servanda.cli.tables import show

if TYPE_CHECKING:
    from servanda.ask import Query


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


def _signature(known: Query) -> Iterable[str]:
    """The parameters as one would give them, those with a default in brackets."""
    for parameter in known.parameters:
        word = f"{parameter.name}={parameter.type.upper()}"
        yield f"[{word}]" if parameter.default is not None else word
