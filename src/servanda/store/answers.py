"""What a SELECT answers with, as terms and as values of Python."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from threading import Event
from typing import Any, TypeAlias

import pyoxigraph as ox
from rdflib.term import Identifier

from servanda.errors import QueryError
from servanda.rdf import to_oxigraph, to_rdflib

Value: TypeAlias = str | int | float | bool | Decimal | date | datetime | None
"""A term as Python has it: an IRI and a text are strings, None is where a variable is unbound."""

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = (
    "integer int long short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger "
    "unsignedInt unsignedLong unsignedShort unsignedByte"
)
_QUERY_FAULT = re.compile(r"error at (\d+):(\d+): (.*?)(, \[.*)?", re.DOTALL)
_READERS: dict[str, Callable[[str], Value]] = {
    **{_XSD + name: int for name in _INTEGERS.split()},
    _XSD + "decimal": Decimal,
    _XSD + "double": float,
    _XSD + "float": float,
    _XSD + "boolean": {"true": True, "1": True, "false": False, "0": False}.__getitem__,
    _XSD + "date": date.fromisoformat,
    _XSD + "dateTime": datetime.fromisoformat,
}


class Table:
    """The answer to a SELECT: the names of its columns, and its rows in their order.

    Its terms become rdflib's or Python's when they are asked for.
    """

    __slots__ = ("_rows", "columns")

    def __init__(self, columns: Sequence[str], rows: Sequence[Any]) -> None:
        """Columns, and rows of Oxigraph's terms, which stay inside; `of` and `of_terms` make tables."""
        self.columns = tuple(columns)
        self._rows = rows

    @classmethod
    def of(cls, solutions: ox.QuerySolutions, given_up: Event | None = None) -> Table:
        """A table of Oxigraph's solutions, read to the end, or until it is given up."""
        rows = list[ox.QuerySolution]()
        for row in solutions:
            rows.append(row)
            if given_up and given_up.is_set():
                break
        return cls([variable.value for variable in solutions.variables], rows)

    @classmethod
    def of_terms(cls, columns: Sequence[str], rows: Iterable[Sequence[Identifier | None]]) -> Table:
        """A table of rdflib's terms, None where a variable is unbound."""
        return cls(columns, [[None if term is None else to_oxigraph(term) for term in row] for row in rows])

    def __len__(self) -> int:
        return len(self._rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and (self.columns, self.rows) == (other.columns, other.rows)

    __hash__ = None  # type: ignore[assignment]

    @property
    def rows(self) -> tuple[tuple[Identifier | None, ...], ...]:
        """The rows, as rdflib's terms, None where a variable is unbound."""
        places = range(len(self.columns))
        return tuple(tuple(to_rdflib(row[place]) for place in places) for row in self._rows)

    def values(self) -> Iterator[tuple[Value, ...]]:
        """The rows, as Python's values."""
        places = range(len(self.columns))
        return (tuple(_value(row[place]) for place in places) for row in self._rows)


def as_table(answer: object, name: str) -> Table:
    """The answer to a query, if it is a table. Raises QueryError, with `name`, if it is not."""
    if not isinstance(answer, Table):
        raise QueryError("this query does not answer with a table (SELECT)", name)
    return answer


def query_error(error: SyntaxError, name: str) -> QueryError:
    """What Oxigraph's parser says, with the line, without the character classes it expected."""
    found = _QUERY_FAULT.fullmatch(str(error))
    if found is None:
        return QueryError(f"this SPARQL does not parse: {error}", name)
    line, column, message, _ = found.groups()
    return QueryError(f"this SPARQL does not parse at column {column}: {message}", f"{name}:{line}")


def _value(term: object) -> Value:
    """A term as Python has it; what is no value of its type, or none of Python's, stays the text it is."""
    if isinstance(term, ox.Literal):
        text = term.value
        if (read := _READERS.get(term.datatype.value)) is None or "_" in text:  # as Python's numbers may
            return text
        try:
            return read(text)
        except (ValueError, ArithmeticError, KeyError):
            return text
    if isinstance(term, ox.NamedNode):
        return term.value
    return None if term is None else str(term)
