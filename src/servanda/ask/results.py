"""Answers as text: CSV, TSV, JSON and XML as the W3C defines them for SPARQL 1.1, JSON Lines and Markdown."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from rdflib import BNode, Literal, URIRef
from rdflib.term import Identifier

from servanda.store import Table, Value

_ESCAPES = MappingProxyType(str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"}))


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


def _json_lines(table: Table) -> str:
    """An object of JSON a row: numbers and truth values as such, null where a variable is unbound."""
    rows = (dict(zip(table.columns, map(_plain_json, row), strict=True)) for row in table.values())
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _plain_json(value: Value) -> str | float | bool | None:
    """A value of JSON; a day, and a number that a float does not hold, is a text."""
    if isinstance(value, Decimal) and Decimal(str(float(value))) == value:
        return float(value)
    return value if value is None or isinstance(value, (bool, int, float)) else str(value)


def _xml(table: Table) -> str:
    """SPARQL Query Results XML. rdflib's own has nothing where a truth value is false."""
    root, results = _sparql_xml(table.columns), ET.Element("results")
    root.append(results)
    for row in table.rows:
        result = ET.SubElement(results, "result")
        for column, term in zip(table.columns, row, strict=True):
            if term is not None:
                _xml_term(ET.SubElement(result, "binding", name=column), term)
    return _xml_text(root)


def _sparql_xml(columns: Iterable[str] = ()) -> ET.Element:
    """The outermost element of an answer in XML, with its head."""
    root = ET.Element("sparql", xmlns="http://www.w3.org/2005/sparql-results#")
    head = ET.SubElement(root, "head")
    for column in columns:
        ET.SubElement(head, "variable", name=column)
    return root


def _xml_term(binding: ET.Element, term: Identifier) -> None:
    """Puts a term into the binding of its column."""
    described = _object(term)
    kind, value = described.pop("type"), described.pop("value")
    ET.SubElement(binding, kind, described).text = value


def _xml_boolean(answer: bool) -> str:  # noqa: FBT001 - what is written is yes or no
    root = _sparql_xml()
    ET.SubElement(root, "boolean").text = "true" if answer else "false"
    return _xml_text(root)


def _xml_text(root: ET.Element) -> str:
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


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
