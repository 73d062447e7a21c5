"""Tables for people: aligned, wrapped to the width there is, nothing cut.

Rich's tables were tried: where columns are many they break words, and they have no row-by-row form.
"""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest

import click

Row = Sequence[str]

_PIPE_WIDTH = 100
_LONGEST_WORD = 24
_GAP = 2


def show(
    columns: Row, rows: Sequence[Row], right: frozenset[str] = frozenset(), *, same_once: bool = False
) -> None:
    """Prints the lines of a table, as `laid_out` has them."""
    for line in laid_out(columns, rows, right, same_once=same_once):
        click.echo(line)


def laid_out(
    columns: Row, rows: Sequence[Row], right: frozenset[str] = frozenset(), *, same_once: bool = False
) -> Iterator[str]:
    """The lines of rows under their column names; the columns named in `right` are set flush right.

    A table with more columns than the width can hold goes row by row, a line per value. With `same_once`,
    where cells would be wrapped, what is the same in every row is said once, above.
    """
    if same_once and not _fits(_widths(columns, rows), rows):
        same = _same(rows)
        yield from _said_once(columns, rows, same)
        columns, *rows = [_differing(row, same) for row in (columns, *rows)]
    widths = _widths(columns, rows)
    if widths is None:
        yield from _records(columns, rows)
    else:
        yield from _aligned(columns, rows, widths, right)


def width() -> int:
    """The characters that a line may have: COLUMNS if it is set, else the terminal's, 100 in a pipe."""
    wanted = os.environ.get("COLUMNS", "")
    if wanted.isdigit() and int(wanted) > 0:
        return int(wanted)
    terminal = sys.stdout is not None and sys.stdout.isatty()  # which a closed standard output is not
    return shutil.get_terminal_size((_PIPE_WIDTH, 24)).columns if terminal else _PIPE_WIDTH


def _fits(widths: Sequence[int] | None, rows: Sequence[Row]) -> bool:
    """Whether every cell has room on one line."""
    return widths is not None and all(
        len(cell) <= room for row in rows for cell, room in zip(row, widths, strict=True)
    )


def _same(rows: Sequence[Row]) -> list[bool]:
    """Which columns have the same value in every row; none where all have, or where there is but one row."""
    same = [len(set(values)) == 1 for values in zip(*rows, strict=True)]
    return [False] * len(same) if len(rows) == 1 or all(same) else same


def _differing(row: Row, same: Sequence[bool]) -> Row:
    """The cells of the columns that are not the same in every row."""
    return [cell for cell, once in zip(row, same, strict=True) if not once] if same else row


def _said_once(columns: Row, rows: Sequence[Row], same: Sequence[bool]) -> Iterator[str]:
    """What is the same in every row, a line per value."""
    if not any(same):
        return
    yield f"the same in all {len(rows)} rows:"
    margin = max(len(name) for name, once in zip(columns, same, strict=True) if once) + 2 * _GAP
    for name, value, once in zip(columns, rows[0], same, strict=True):
        if once:
            yield from _value(f"{' ' * _GAP}{name}", value or "-", margin)
    yield ""


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


def _aligned(
    columns: Row, rows: Sequence[Row], widths: Sequence[int], right: frozenset[str]
) -> Iterator[str]:
    flush = [str.rjust if name in right else str.ljust for name in columns]
    wrapped = [[textwrap.wrap(cell, room) for cell, room in zip(row, widths, strict=True)] for row in rows]
    airy = any(len(cell) > 1 for row in wrapped for cell in row)
    for number, lines in enumerate([[[name] for name in columns], *wrapped]):
        if airy and number > 1:
            yield ""
        for line in zip_longest(*lines, fillvalue=""):
            padded = (put(cell, room) for put, cell, room in zip(flush, line, widths, strict=True))
            yield (" " * _GAP).join(padded).rstrip()
        if not number:
            yield "-" * (sum(widths) + _GAP * (len(widths) - 1))


def _records(columns: Row, rows: Sequence[Row]) -> Iterator[str]:
    margin = max(map(len, columns)) + _GAP
    for number, row in enumerate(rows):
        if number:
            yield ""
        for name, cell in zip(columns, row, strict=True):
            yield from _value(name, cell, margin)


def _value(name: str, cell: str, margin: int) -> Iterator[str]:
    """A value beside its name, on as many lines as it needs: none if it is empty."""
    room = max(width() - margin, _LONGEST_WORD)
    for number, line in enumerate(textwrap.wrap(cell, room, break_on_hyphens=False)):
        yield f"{('' if number else name).ljust(margin)}{line}"
