"""Answers as text: CSV, TSV, JSON and XML as the W3C defines them for SPARQL 1.1, JSON Lines and Markdown.

All are complete, but for XML 1.0, which has no form for most control characters: they become U+FFFD there.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from html import escape
from types import MappingProxyType

from rdflib import BNode, Literal, URIRef
from rdflib.term import Identifier

from servanda.store import Table, Value

_ESCAPES = MappingProxyType(str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"}))
_QUOTED = re.compile('[",\n\r]')
_NOTHING = '""'
"""A row of one cell that is empty: readers pass over an empty line."""

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DROPPED = re.compile(r"\A[\t\n\r ]+|[\t\n\r ]+\Z|\r")


class ResultFormat(StrEnum):
    """A form of an answer."""

    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    JSON_LINES = "jsonl"
    MARKDOWN = "markdown"
    XML = "xml"


def render(answer: Table | bool, result_format: ResultFormat) -> str:  # noqa: FBT001 - an answer may be yes or no
    """A table, or yes or no, as text, its last line ended.

    Yes or no has a form of its own in JSON and XML alone, and is `true` or `false` in the others.
    """
    if isinstance(answer, Table):
        return _WRITERS[result_format](answer)
    if result_format is ResultFormat.JSON:
        return json.dumps({"head": {}, "boolean": answer}, indent=2) + "\n"
    if result_format is ResultFormat.XML:
        return _xml_boolean(answer)
    return "true\n" if answer else "false\n"


def plain(term: Identifier | None) -> str:
    """A term as a person reads it: its characters alone, nothing where it is unbound."""
    return "" if term is None else f"_:{term}" if isinstance(term, BNode) else str(term)


def _csv(table: Table) -> str:
    """Plain values. Lines end in a line feed alone, as Unix tools expect and CSV readers accept."""
    rows = [table.columns, *([plain(term) for term in row] for row in table.rows)]
    return "".join(f"{','.join(map(_quoted, row)) or _NOTHING}\n" for row in rows)


def _quoted(cell: str) -> str:
    """A cell of CSV. Python's own writer leaves a carriage return, which ends a line too, without quotes."""
    return '"{}"'.format(cell.replace('"', '""')) if _QUOTED.search(cell) else cell


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


def _json_lines(table: Table) -> str:
    """An object of JSON a row: numbers and truth values as such, null where a variable is unbound."""
    rows = (dict(zip(table.columns, map(_plain_json, row), strict=True)) for row in table.values())
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _plain_json(value: Value) -> str | float | bool | None:
    """A value of JSON; a day, and a number that JSON has not or a float does not hold, is a text."""
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "INF" if value > 0 else "-INF"
    if isinstance(value, Decimal) and Decimal(str(float(value))) == value:
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, (bool, int, float)) else str(value)


def _xml(table: Table) -> str:
    """SPARQL Query Results XML. rdflib's own has nothing where a truth value is false."""
    results = ["    <result>\n" + _xml_bindings(table.columns, row) + "    </result>\n" for row in table.rows]
    return _xml_document(table.columns, f"  <results>\n{''.join(results)}  </results>\n")


def _xml_bindings(columns: Iterable[str], row: Iterable[Identifier | None]) -> str:
    """A row's terms, but for what is unbound."""
    bound = [(column, _object(term)) for column, term in zip(columns, row, strict=True) if term is not None]
    return "".join(
        f'      <binding name="{column}">{_xml_term(**term)}</binding>\n' for column, term in bound
    )


def _xml_term(type: str, value: str, **attributes: str) -> str:  # noqa: A002 - as the W3C's JSON has it
    """A term, described as in JSON. Space around it and carriage returns, dropped by readers, are numbers."""
    words = "".join(f' {name}="{escape(text)}"' for name, text in attributes.items())
    text = _DROPPED.sub(_by_number, escape(_NOT_IN_XML.sub("\ufffd", value), quote=False))
    return f"<{type}{words}>{text}</{type}>"


def _by_number(spaces: re.Match[str]) -> str:
    return "".join(f"&#{ord(one)};" for one in spaces[0])


def _xml_boolean(answer: bool) -> str:  # noqa: FBT001 - what is written is yes or no
    return _xml_document((), f"  <boolean>{str(answer).lower()}</boolean>\n")


def _xml_document(columns: Iterable[str], content: str) -> str:
    head = "".join(f'    <variable name="{column}"/>\n' for column in columns)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
        f"  <head>\n{head}  </head>\n{content}</sparql>\n"
    )


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
        ResultFormat.JSON_LINES: _json_lines,
        ResultFormat.MARKDOWN: _markdown,
        ResultFormat.XML: _xml,
    }
)
