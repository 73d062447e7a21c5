"""Answers on standard output: tables for people, and the formats of other programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.cli.tables import laid_out
from servanda.errors import QueryError

if TYPE_CHECKING:
    from rdflib.term import Identifier

    from servanda.store import Answer, Table

ROWS = ("table", "csv", "tsv", "json", "jsonl", "markdown", "xml")
"""The formats of rows, and of yes and no."""

TRIPLES = ("turtle", "ntriples", "jsonld")
"""The formats of triples."""


def check_format(format_name: str | None, form: str, where: str) -> str:
    """The format to write an answer in, the readable one if none is wanted.

    Raises QueryError for one that what a query of the form answers with does not have.
    """
    triples = form in ("construct", "describe")
    allowed = TRIPLES if triples else ROWS
    if format_name in allowed or format_name is None:
        return format_name or allowed[0]
    what = "triples" if triples else "rows" if form == "select" else "yes or no"
    raise QueryError(
        f"it answers with {what}, which are not written as {format_name}, but as {', '.join(allowed)}", where
    )


def written(answer: Answer, format_name: str) -> str:
    """An answer as text, its last line ended."""
    from servanda.ask import ResultFormat, render
    from servanda.store import Store, Table

    if isinstance(answer, bool) and format_name == "table":
        return "yes\n" if answer else "no\n"
    if isinstance(answer, Table) and format_name == "table":
        return "".join(f"{line}\n" for line in _lines(answer))
    if isinstance(answer, Store):
        from servanda.export import Format, export

        return b"".join(export(answer, Format(format_name))).decode()
    return render(answer, ResultFormat(format_name))


def _lines(answer: Table) -> Iterator[str]:
    """The lines of a table for people; what are numbers in every row is set flush right."""
    from rdflib import XSD, Literal

    if not answer.columns:
        return iter((f"rows without columns: {len(answer)}",))
    numbers = {XSD.integer, XSD.decimal, XSD.double}
    rows = answer.rows
    numeric = {
        name
        for name, *terms in zip(answer.columns, *rows, strict=True)
        if all(isinstance(term, Literal) and term.datatype in numbers for term in terms)
    }
    short = [[_short(term) for term in row] for row in rows]
    return laid_out(answer.columns, short, frozenset(numeric), same_once=True)


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
