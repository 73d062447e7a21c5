"""Questions to a graph: a library of queries in files, their parameters, and the answers."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from servanda.ask.query import Parameter, ParameterType, Query, find, library, parse, read_query
from servanda.ask.results import ResultFormat, plain, render
from servanda.ask.values import bind
from servanda.store import Store, Table

__all__ = [
    "Parameter",
    "ParameterType",
    "Query",
    "ResultFormat",
    "ask",
    "find",
    "library",
    "parse",
    "plain",
    "read_query",
    "render",
]

_NO_VALUES: Mapping[str, str] = MappingProxyType({})


def ask(store: Store, query: Query, values: Mapping[str, str] = _NO_VALUES) -> Table:
    """The answer of `store` to `query`, its parameters set to `values` or their defaults.

    The columns are those of the query without its parameters, which would repeat the same value
    in every row. Raises ParameterError for a value that is missing, misspelt, ill-typed or names
    nothing in the store, and QueryError for SPARQL that does not run.
    """
    bindings = bind(store, query, values)
    answer = store.select(query.text, bindings, query.path)
    shown = [place for place, column in enumerate(answer.columns) if column not in bindings]
    return Table(
        tuple(answer.columns[place] for place in shown),
        tuple(tuple(row[place] for place in shown) for row in answer.rows),
    )
