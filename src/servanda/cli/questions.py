"""What there is to know of a question of the library: what it takes, how it is asked, what it answers with.

`servanda queries` shows it, and docs/questions.py writes it down.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from servanda.ask import Parameter, Query

PARAMETER_COLUMNS = ("parameter", "takes", "what it is", "if left out")


def by_theme(known: Iterable[Query]) -> Iterator[tuple[str, list[Query]]]:
    """The themes that have questions, in their order, each with its questions."""
    from servanda.ask import Theme

    themed = list(known)
    for theme in Theme:
        if questions := [query for query in themed if query.theme is theme]:
            yield theme.value, questions


def signature(query: Query) -> str:
    """The parameters as one would give them, those with a default in brackets."""
    return " ".join(
        word if parameter.default is None else f"[{word}]"
        for parameter in query.parameters
        for word in [f"{parameter.name}={'|'.join(parameter.values) or parameter.type.upper()}"]
    )


def notes(query: Query) -> list[str]:
    """The paragraphs that say what the rows are and how they are counted: the comment below the header.

    What it says of pasting the query elsewhere is left out.
    """
    comment = re.findall(r"^#(?!\+) ?(.*)$", query.text, re.MULTILINE)
    paragraphs = re.split(r"\n\n+", "\n".join(line.strip() for line in comment))
    kept = (" ".join(paragraph.partition("Pasted elsewhere")[0].split()) for paragraph in paragraphs)
    return [paragraph for paragraph in kept if paragraph]


def parameter_rows(query: Query) -> list[tuple[str, ...]]:
    """What is to be known of each parameter, under `PARAMETER_COLUMNS`."""
    return [
        (parameter.name, _takes(parameter), parameter.description, _if_left_out(parameter))
        for parameter in query.parameters
    ]


def answers_with(query: Query) -> str:
    """The form of a query's answer: the columns of its rows, triples, or yes or no."""
    from servanda.ask import Form
    from servanda.store import Store, as_table

    if query.form is Form.SELECT:
        taken = {parameter.name for parameter in query.parameters}
        columns = as_table(Store().answer(query.text, query.path), query.path).columns
        return f"rows of {', '.join(name for name in columns if name not in taken)}"
    return "yes or no" if query.form is Form.ASK else "triples"


def command(query: Query) -> str:
    """The command that asks a question as the example of its header has it."""
    values = [f"-p {shlex.quote(f'{name}={value}')}" for name, value in query.example.items()]
    return " ".join(["servanda query", query.name, *values])


def answer_on(page: str, query: Query) -> str:
    """What stands below the command of a question on the page of questions, nothing if that is not there."""
    block = re.search(rf"^\$ {re.escape(command(query))}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    return block[1] if block else ""


def record(query: Query) -> dict[str, Any]:
    """A question as JSON has it."""
    return {
        "name": query.name,
        "title": query.title,
        "question": query.question,
        "theme": query.theme,
        "form": query.form,
        "parameters": [
            {
                "name": parameter.name,
                "type": parameter.type,
                "description": parameter.description,
                "default": parameter.default,
                "values": parameter.values,
            }
            for parameter in query.parameters
        ],
        "example": query.example,
    }


def _takes(parameter: Parameter) -> str:
    return f"one of {', '.join(parameter.values)}" if parameter.values else parameter.type.value


def _if_left_out(parameter: Parameter) -> str:
    return "must be given" if parameter.default is None else parameter.default or "any"
