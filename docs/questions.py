"""Writes `questions.md`: what can be asked, from the headers of queries/, with the answers over corpus/.

`make docs` runs it. `servanda queries NAME` takes its answers from the page, which the wheel holds.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from servanda import resources
from servanda.ask import Query, ask, library
from servanda.build import build
from servanda.cli.answers import check_format, written
from servanda.cli.questions import PARAMETER_COLUMNS, answers_with, by_theme, command, notes, parameter_rows
from servanda.store import Answer, Store, Table

HERE = Path(__file__).parent

WIDTH = 80
"""The characters of a line of an answer, so that every terminal has room for it."""

_MOST_LINES = 30
_LONGEST_LINE = 160

HEAD = """\
<!-- Written by questions.py from the headers of queries/: do not edit. `make docs` writes it anew. -->

# Questions

What can be asked of a graph, by theme. Each question is a file of SPARQL in [queries/](../queries), and
`servanda query NAME` asks it: of `build/`, of another folder, file or store (`--data`), or of an endpoint
(`--endpoint`). Actors, policies, topics, places and documents are given by any of their names, or by IRI.

Each is shown here with what it takes, and with an example and its answer over the declarations in
[corpus/](../corpus); of a long answer, with the beginning. `servanda queries` prints the list, and
`servanda queries NAME` what stands here of one.
"""


def page(queries: Iterable[Query], corpus: Store) -> str:
    """The page: a list of the questions by theme, and a section for each."""
    themes = list(by_theme(queries))
    parts = [HEAD]
    for theme, questions in themes:
        lines = [f"- [{query.name}](#{query.name}): {query.question}\n" for query in questions]
        parts.append(f"**{theme}**\n\n{''.join(lines)}")
    parts += [section(query, corpus) for _, questions in themes for query in questions]
    return "\n".join(parts)


def section(query: Query, corpus: Store) -> str:
    """What there is to know of a question, and its answer."""
    parts = [
        f"## {query.name}\n",
        f"*{query.title}.* {query.question}\n",
        f"Theme: {query.theme}. It answers with {answers_with(query)}.\n",
    ]
    if query.parameters:
        parts.append("".join(table_row(row) for row in parameters(query)))
    parts += [f"{note}\n" for note in notes(query)]
    answer = shown(ask(corpus, query, query.example), query)
    parts.append(f"```console\n$ {command(query)}\n{answer}```\n")
    return "\n".join(parts)


def parameters(query: Query) -> Iterator[Iterable[str]]:
    """The rows of the table of parameters, its head included."""
    yield PARAMETER_COLUMNS
    yield ["---"] * len(PARAMETER_COLUMNS)
    for name, *others in parameter_rows(query):
        yield [f"`{name}`", *others]


def table_row(cells: Iterable[str]) -> str:
    """A line of a table of Markdown."""
    escaped = (cell.replace("|", r"\|") for cell in cells)
    return f"| {' | '.join(escaped)} |\n"


def shown(answer: Answer, query: Query) -> str:
    """An answer as the program prints it; of a long one the beginning, and how much there is in all."""
    if not isinstance(answer, bool) and not len(answer):
        return "nothing found\n"
    lines = written(answer, check_format(None, query.form, query.path)).splitlines()
    if isinstance(answer, bool) or len(lines) <= _MOST_LINES:
        return "".join(f"{shorten(line)}\n" for line in lines)
    gaps = [place for place in range(_MOST_LINES // 2, _MOST_LINES) if not lines[place]]
    first = lines[: gaps[-1] if gaps else _MOST_LINES]
    unit = "rows" if isinstance(answer, Table) else "triples"
    return "".join(f"{shorten(line)}\n" for line in first) + f"\n… {len(answer):,} {unit} in all\n"


def shorten(line: str) -> str:
    """A line, cut where it is longer than anybody reads: the text of a document stands on one."""
    return line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}…"


def main() -> None:
    """Builds the corpus, asks it every question, and writes the page."""
    os.environ["COLUMNS"] = str(WIDTH)
    with TemporaryDirectory() as folder:
        build([HERE.parent / "corpus"], Path(folder))
        text = page(library(resources.queries()), Store.load(Path(folder)))
    resources.questions().write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
