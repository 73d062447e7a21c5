"""Tables for people: aligned, wrapped to the width there is, nothing cut.

Rich's tables were tried: where columns are many they break words, and they have no row-by-row form.
"""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Sequence
from itertools import zip_longest

import click

Row = Sequence[str]

_PIPE_WIDTH = 100
_LONGEST_WORD = 24
_GAP = 2


def show(
    columns: Row, rows: Sequence[Row], right: frozenset[str] = frozenset(), *, same_once: bool = False
) -> None:
    """Prints rows under their column names; the columns named in `right` are set flush right.

    A table with more columns than the width can hold is printed row by row, a line per value. With
    `same_once`, where cells would be wrapped, what is the same in every row is said once, above.
    """
    if same_once and not _fits(_widths(columns, rows), rows):
        columns, rows = _without_same(columns, rows)
    widths = _widths(columns, rows)
    if widths is None:
        _records(columns, rows)
    else:
        _aligned(columns, rows, widths, right)


def width() -> int:
    """The characters that a line may have: COLUMNS if it is set, else the terminal's, 100 in a pipe."""
    wanted = os.environ.get("COLUMNS", "")
    if wanted.isdigit() and int(wanted) > 0:
        return int(wanted)
    return shutil.get_terminal_size((_PIPE_WIDTH, 24)).columns if sys.stdout.isatty() else _PIPE_WIDTH


def _fits(widths: Sequence[int] | None, rows: Sequence[Row]) -> bool:
    """Whether every cell has room on one line."""
    return widths is not None and all(
        len(cell) <= room for row in rows for cell, room in zip(row, widths, strict=True)
    )


def _without_same(columns: Row, rows: Sequence[Row]) -> tuple[Row, Sequence[Row]]:
    """The columns whose values differ, after those whose values are all the same have been printed."""
    same = [len(set(values)) == 1 for values in zip(*rows, strict=True)]
    if len(rows) == 1 or all(same) or not any(same):
        return columns, rows
    click.echo(f"the same in all {len(rows)} rows:")
    margin = max(len(name) for name, once in zip(columns, same, strict=True) if once) + 2 * _GAP
    for name, value, once in zip(columns, rows[0], same, strict=True):
        if once:
            _value(f"{' ' * _GAP}{name}", value or "-", margin)
    click.echo()
    differing = [[cell for cell, once in zip(row, same, strict=True) if not once] for row in (columns, *rows)]
    return differing[0], differing[1:]


def _widths(columns: Row, rows: Sequence[Row]) -> list[int] | None:
    """The width of each column, so that none needs many lines more than another. None without room."""
    texts = list(zip(columns, *rows, strict=True))
    longest = [max(map(len, cells)) for cells in texts]
    widths = [_narrowest(cells) for cells in texts]
    spare = width() - _GAP * (len(columns) - 1) - sum(widths)
    if spare < 0:
        return None
    for _ in range(spare):
        tallest = max(range(len(columns)), key=lambda place: longest[place] / widths[place])
        if longest[tallest] <= widths[tallest]:
            break
        widths[tallest] += 1
    return widths


def _narrowest(cells: Row) -> int:
    """The width at which no word of a column is broken, but for very long ones; its name is whole."""
    words = (len(word) for cell in cells for word in cell.split())
    return max(len(cells[0]), min(_LONGEST_WORD, max(words, default=1)))


def _aligned(columns: Row, rows: Sequence[Row], widths: Sequence[int], right: frozenset[str]) -> None:
    flush = [str.rjust if name in right else str.ljust for name in columns]
    wrapped = [[textwrap.wrap(cell, room) for cell, room in zip(row, widths, strict=True)] for row in rows]
    airy = any(len(cell) > 1 for row in wrapped for cell in row)
    for number, lines in enumerate([[[name] for name in columns], *wrapped]):
        if airy and number > 1:
            click.echo()
        for line in zip_longest(*lines, fillvalue=""):
            padded = (put(cell, room) for put, cell, room in zip(flush, line, widths, strict=True))
            click.echo((" " * _GAP).join(padded).rstrip())
        if not number:
            click.echo("-" * (sum(widths) + _GAP * (len(widths) - 1)))


def _records(columns: Row, rows: Sequence[Row]) -> None:
    margin = max(map(len, columns)) + _GAP
    for number, row in enumerate(rows):
        if number:
            click.echo()
        for name, cell in zip(columns, row, strict=True):
            _value(name, cell, margin)


def _value(name: str, cell: str, margin: int) -> None:
    """Prints a value beside its name, on as many lines as it needs: none if it is empty."""
    room = max(width() - margin, _LONGEST_WORD)
    for number, line in enumerate(textwrap.wrap(cell, room, break_on_hyphens=False)):
        click.echo(f"{('' if number else name).ljust(margin)}{line}")
