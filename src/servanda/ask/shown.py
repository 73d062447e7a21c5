"""Rows to look at: a table of characters, and one of HTML. Where they leave something out, they say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from servanda.store import Value

_WIDTH = 100
_GAP = 2
_NARROWEST = 12
_WIDEST_FIRST = 30
_MOST = 60

_Rows = Sequence[Sequence[Value]]


def text(columns: Sequence[str], rows: _Rows) -> str:
    """Rows as an aligned table, as wide as a page, a line each; cells that are too long are cut.

    What is the same in all rows stands above the table.

    >>> print(text(("who", "year", "until"), [("Norland", 2020, None), ("its harbour office", 2020, 2021)]))
    the same in all rows:
      year  2020
    who                 until
    ------------------  -----
    Norland
    its harbour office  2021
    2 rows
    """
    same = [place for place in range(len(columns)) if _is_same(place, rows)]
    shown = [place for place in range(len(columns)) if place not in same]
    if not shown:  # rows that are all alike
        same, shown = [], list(range(len(columns)))
    cells = [[_line(row[place]) for place in shown] for row in rows[:_MOST]]
    above = _above([(columns[place], _line(rows[0][place])) for place in same])
    return "\n".join([*above, *_table([columns[place] for place in shown], cells, _count(rows))])


def html(columns: Sequence[str], rows: _Rows) -> str:
    """Rows as a table of HTML."""
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join(f"<tr>{_cells(row)}</tr>\n" for row in rows[:_MOST])
    table = f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"
    return f"{table}<p>{_count(rows)}</p>\n"


def _cells(row: Sequence[Value]) -> str:
    return "".join(f"<td>{escape(_cell(value))}</td>" for value in row)


def _cell(value: Value) -> str:
    return "" if value is None else str(value)


def _line(value: Value) -> str:
    return " ".join(_cell(value).split())


def _count(rows: _Rows) -> str:
    """How many rows there are, and how many of them are shown if not all."""
    count = "1 row" if len(rows) == 1 else f"{len(rows):,} rows"
    return count if len(rows) <= _MOST else f"{count}, the first {_MOST} shown"


def _is_same(place: int, rows: _Rows) -> bool:
    """Whether a column has one and the same value in several rows."""
    return len(rows) > 1 and all(row[place] == rows[0][place] for row in rows)


def _above(same: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The lines that say what is the same in all rows; what none of them has is named last."""
    missing = ", ".join(column for column, value in same if not value)
    told = [(column, value) for column, value in same if value]
    if told:
        yield "the same in all rows:"
    width = max((len(column) for column, _ in told), default=0)
    for column, value in told:
        yield f"  {column.ljust(width)}  {_fitted(value, _WIDTH - _GAP - width - _GAP).rstrip()}"
    if missing:
        yield f"in no row: {missing}"


def _table(columns: Sequence[str], cells: Sequence[Sequence[str]], count: str) -> Iterator[str]:
    """The lines of a table, and below it how many rows there are, and the columns that found no room."""
    widths = _widths([max(map(len, column)) for column in zip(columns, *cells, strict=True)])
    for line in (columns, ["-" * width for width in widths], *cells):
        yield "  ".join(map(_fitted, line, widths)).rstrip()
    unseen = ", ".join(columns[len(widths) :])
    yield count + (f"; more columns: {unseen}" if unseen else "")


def _widths(needed: Sequence[int]) -> list[int]:
    """The widths of the first columns, of as many as there is room for; they need so many characters.

    Wide columns share what the others leave; the first, which says what a row is about, comes first.
    """
    shown = next(n for n in range(len(needed), -1, -1) if _fit(_cut(needed[:n], _NARROWEST)))
    cuts = (_cut(needed[:shown], widest) for widest in range(_WIDTH, _NARROWEST - 1, -1))
    return next(filter(_fit, cuts))


def _cut(needed: Sequence[int], widest: int) -> list[int]:
    return [min(width, max(widest, 0 if place else _WIDEST_FIRST)) for place, width in enumerate(needed)]


def _fit(widths: Sequence[int]) -> bool:
    """Whether columns of these widths have room beside each other."""
    return sum(widths) + _GAP * (len(widths) - 1) <= _WIDTH


def _fitted(cell: str, width: int) -> str:
    return cell.ljust(width) if len(cell) <= width else cell[: width - 1] + "…"
