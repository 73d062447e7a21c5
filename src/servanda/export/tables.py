"""A store as tables of CSV, for spreadsheets and data frames.

Each value stands as the graph has it. So does a text that begins like a formula (=, +, -, @): an apostrophe
before it would be one more character in every program that takes it for none. The description warns of them.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from re import findall
from typing import TypeAlias

from servanda import resources
from servanda.ask import Asking, ResultFormat, ask, find, plain, render
from servanda.export.csvw import FILE, SEPARATOR, Column, Sheet, metadata
from servanda.export.sheets import ABOUT, LINKED, STATEMENTS, TITLE
from servanda.store import Store, as_table
from servanda.vocab import PREFIXES

_NO_BAR = "¦"
"""What a bar within a name becomes where a bar divides names: CSVW knows no way to escape one."""

_Row: TypeAlias = Mapping[str, str]


def files(store: Store) -> Iterator[tuple[str, bytes]]:
    """The name and content of each file: the tables, and the description of them all.

    The statements are what the question of the library answers in CSV. The same graph gives the same bytes.
    """
    yield FILE, metadata((STATEMENTS, *LINKED), TITLE, ABOUT)
    query = find(resources.queries(), STATEMENTS.name)
    answer = as_table(ask(store, query, asking=Asking(timeout=None)), query.name)
    yield STATEMENTS.file, render(answer, ResultFormat.CSV).encode()
    for sheet in LINKED:
        header = [column.name for column in sheet.columns]
        yield sheet.file, _csv([header, *_rows(store, sheet)]).encode()


def _rows(store: Store, sheet: Sheet) -> list[tuple[str, ...]]:
    """The rows of a sheet, sorted."""
    keys = [dict(zip(sheet.key, row, strict=True)) for row in _select(store, sheet.key, sheet.rows)]
    cells = {column.name: list(_cells(store, column, sheet.key, keys)) for column in sheet.columns}
    numbers = {column.name for column in sheet.columns if column.datatype == "integer"}
    ranks = [_ranks(cells[place.removeprefix("-")], place, numbers) for place in sheet.order]
    rows = zip(*cells.values(), strict=True)
    return [row for *_, row in sorted(zip(*ranks, rows, strict=True))]


def _cells(store: Store, column: Column, key: Collection[str], rows: Sequence[_Row]) -> Iterator[str]:
    """The cells of a column, in the order of the rows."""
    if column.name in key:
        yield from (row[column.name] for row in rows)
        return
    named = set(findall(r"\?(\w+)", column.pattern))
    given = [name for name in key if name in named]
    values = defaultdict[tuple[str, ...], set[str]](set)
    for *things, value in _select(store, [*given, "value"], column.pattern):
        values[tuple(things)].add(value)
    for row in rows:
        yield _cell(column, values[tuple(row[name] for name in given)])


def _cell(column: Column, values: Collection[str]) -> str:
    """The values of a column for one row, as its cell."""
    if column.count:
        return str(len(values))
    if column.many:
        return SEPARATOR.join(value.replace(SEPARATOR, _NO_BAR) for value in sorted(values) if value)
    return min(values, default="")


def _ranks(cells: Iterable[str], place: str, numbers: Collection[str]) -> list[tuple[int, str]]:
    """What a column sorts the rows by; see `Sheet.order`."""
    if place.startswith("-"):
        return [(-int(cell), "") for cell in cells]
    return [(int(cell) if place in numbers and cell.isdecimal() else 0, cell) for cell in cells]


def _select(store: Store, variables: Sequence[str], pattern: str) -> Iterator[tuple[str, ...]]:
    """The distinct values of some variables in a pattern, as texts."""
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    names = " ".join(f"?{name}" for name in variables)
    answer = store.select(f"{prefixes}SELECT DISTINCT {names} WHERE {{ {pattern} }}", "table")
    return (tuple(map(plain, row)) for row in answer.rows)


class _Line:
    """What a writer of CSV writes a row to, to have it back."""

    def write(self, text: str) -> str:
        return text


def _csv(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV. The writer is told of both ends of lines, so that it quotes a cell with either."""
    writer = csv.writer(_Line(), lineterminator="\r\n")
    return "".join(writer.writerow(row).removesuffix("\r\n") + "\n" for row in rows)
