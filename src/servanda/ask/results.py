"""Answers as text: CSV, TSV and JSON as the W3C defines them for SPARQL 1.1, and Markdown."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType

from rdflib import BNode, Literal, URIRef
from rdflib.term import Identifier

from servanda.store import Table

_ESCAPES = MappingProxyType(str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"}))


class ResultFormat(StrEnum):
    """A form of an answer."""

    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    MARKDOWN = "markdown"


def render(table: Table, result_format: ResultFormat) -> str:
    """`table` as text, its last line ended."""
    return _WRITERS[result_format](table)


def plain(term: Identifier | None) -> str:
    """A term as a person reads it: its characters alone, nothing where it is unbound."""
    return "" if term is None else f"_:{term}" if isinstance(term, BNode) else str(term)


def _csv(table: Table) -> str:
    """Plain values. Lines end in a line feed alone, as Unix tools expect and CSV readers accept."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([plain(term) for term in row] for row in table.rows)
    return text.getvalue()


def _tsv(table: Table) -> str:
    """Terms as Turtle writes them, so that types and languages stay."""
    lines = [[f"?{column}" for column in table.columns]]
    lines += [[_turtle(term) for term in row] for row in table.rows]
    return "".join("\t".join(line) + "\n" for line in lines)


def _json(table: Table) -> str:
    """SPARQL 1.1 Query Results JSON; an unbound variable is left out of its solution."""
    bindings = [
        {column: _object(term) for column, term in zip(table.columns, row, strict=True) if term is not None}
        for row in table.rows
    ]
    answer = {"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}}
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


def _markdown(table: Table) -> str:
    """A table of GitHub's Markdown."""
    lines = [list(table.columns), ["---"] * len(table.columns)]
    lines += [[_cell(term) for term in row] for row in table.rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _turtle(term: Identifier | None) -> str:
    """A term on one line, in full."""
    if isinstance(term, URIRef):
        return f"<{term}>"
    if isinstance(term, Literal):
        quoted = f'"{str(term).translate(_ESCAPES)}"'
        suffix = f"@{term.language}" if term.language else f"^^<{term.datatype}>" if term.datatype else ""
        return quoted + suffix
    return plain(term)


def _object(term: Identifier) -> dict[str, str]:
    """A term as the W3C's JSON has it."""
    if isinstance(term, URIRef):
        return {"type": "uri", "value": str(term)}
    if isinstance(term, BNode):
        return {"type": "bnode", "value": str(term)}
    literal = {"type": "literal", "value": str(term)}
    if isinstance(term, Literal) and term.language:
        literal["xml:lang"] = term.language
    elif isinstance(term, Literal) and term.datatype:
        literal["datatype"] = str(term.datatype)
    return literal


def _cell(term: Identifier | None) -> str:
    """A term on one line that breaks no column."""
    return " ".join(plain(term).replace("\\", r"\\").replace("|", r"\|").split())


_WRITERS: Mapping[ResultFormat, Callable[[Table], str]] = MappingProxyType(
    {
        ResultFormat.CSV: _csv,
        ResultFormat.TSV: _tsv,
        ResultFormat.JSON: _json,
        ResultFormat.MARKDOWN: _markdown,
    }
)
