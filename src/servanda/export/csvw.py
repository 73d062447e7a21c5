"""What the tables of an export hold, as the W3C's CSV on the Web (CSVW) says it.

A table is a `Sheet` of `Column`s. Each column tells how its cells come out of the graph, and what they say
there, in the words of https://www.w3.org/TR/tabular-metadata/. A blank cell says nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

FILE = "csv-metadata.json"
"""The name that the W3C gives to the description of all tables in a folder."""

SEPARATOR = "|"
"""What stands between the values of one cell."""

_Json: TypeAlias = dict[str, Any]

_CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "en"}]
_DIALECT = {"encoding": "utf-8", "header": True, "lineTerminators": ["\n"], "trim": False}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    `pattern` yields its values, as `?value`, for variables that are keys of the table; a key itself and the
    columns of a query of the library have none. A cell holds one value, the first if the graph has several;
    with `many` all, sorted, with bars between them; with `count` their number. `datatype` is one of CSVW's,
    `form` a regular expression that every value fits. Where it is `required`, no cell is blank.

    A value belongs to the property `says` of the thing `about`, or else of that of the table. Where `link` is
    given, the value is that IRI. The triple made so is one of the graph. With `loosely` it is not quite: the
    value in the graph is an IRI of several, or has a language. All three are templates (RFC 6570).
    """

    name: str
    description: str
    pattern: str = ""
    datatype: str = "string"
    many: bool = False
    count: bool = False
    form: str = ""
    required: bool = False
    says: str | None = None
    link: str | None = None
    about: str | None = None
    loosely: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: a row for each solution of `rows`, told apart by the columns of its `key`.

    Rows are sorted by the columns of `order`; one with `-` before it holds numbers, the largest first.
    `about` is the thing that a row says something of, a template. `refers` are columns that lead to the key
    of another sheet, with its name. `parts` are what a row says without a column: name, property and link.
    """

    name: str
    title: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    about: str | None = None
    rows: str = ""
    order: tuple[str, ...] = ()
    refers: tuple[tuple[str, str], ...] = ()
    parts: tuple[tuple[str, str, str], ...] = ()

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.csv"


def metadata(sheets: Iterable[Sheet], title: str, description: str) -> bytes:
    """The description of all tables, in JSON."""
    group = {
        "@context": _CONTEXT,
        "dc:title": title,
        "dc:description": description,
        "dialect": _DIALECT,
        "tables": [_table(sheet) for sheet in sheets],
    }
    return (json.dumps(group, ensure_ascii=False, indent=2) + "\n").encode()


def _table(sheet: Sheet) -> _Json:
    schema: _Json = {"columns": [_column(column, sheet) for column in sheet.columns]}
    schema["columns"] += [
        {"name": name, "virtual": True, "propertyUrl": says, "valueUrl": link}
        for name, says, link in sheet.parts
    ]
    schema["primaryKey"] = list(sheet.key)
    if sheet.refers:
        schema["foreignKeys"] = [_foreign_key(column, other) for column, other in sheet.refers]
    if sheet.about:
        schema["aboutUrl"] = sheet.about
    return {
        "url": sheet.file,
        "dc:title": sheet.title,
        "dc:description": sheet.description,
        "tableSchema": schema,
    }


def _column(column: Column, sheet: Sheet) -> _Json:
    """A column, without what CSVW takes for granted."""
    described: _Json = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.description,
        "datatype": _datatype(column),
    }
    if column.many:
        described["separator"] = SEPARATOR
    if column.required or column.name in sheet.key:
        described["required"] = True
    if column.says and column.loosely:
        described["rdfs:seeAlso"] = {"@id": column.says}
    elif column.says:
        described["propertyUrl"] = column.says
    if column.link:
        described["valueUrl"] = column.link
    if column.about:
        described["aboutUrl"] = column.about
    return described


def _datatype(column: Column) -> str | _Json:
    """The datatype, narrowed by the form that values have."""
    return {"base": column.datatype, "format": column.form} if column.form else column.datatype


def _foreign_key(column: str, other: str) -> _Json:
    return {"columnReference": column, "reference": {"resource": f"{other}.csv", "columnReference": column}}
