"""Questions to a graph: a library of queries in files, their parameters, and the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from servanda.ask.query import Parameter, ParameterType, Query, Theme, find, library, parse, read_query
from servanda.ask.results import ResultFormat, plain, render
from servanda.ask.timing import timed
from servanda.ask.values import bind
from servanda.errors import QueryError
from servanda.sparql import Form, bound, limited, refuse_service
from servanda.store import Answer, Source

__all__ = [
    "Asking",
    "Form",
    "Parameter",
    "ParameterType",
    "Query",
    "ResultFormat",
    "Theme",
    "ask",
    "bound_query",
    "find",
    "library",
    "parse",
    "plain",
    "read_query",
    "render",
    "timed",
]

_NO_VALUES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Asking:
    """How a question may be asked.

    It takes `timeout` seconds at most, the look-ups of names included; any number of them without one. It
    answers with `most` rows at most. With `service` it may send parts of itself to other endpoints.
    """

    timeout: float | None = 30.0
    most: int | None = None
    service: bool = False


_AS_USUAL = Asking()


def ask(
    source: Source, query: Query, values: Mapping[str, str] = _NO_VALUES, asking: Asking = _AS_USUAL
) -> Answer:
    """The answer of `source` to `query`, its parameters set to `values` or their defaults.

    A SELECT answers with a table, whose columns are those of the query without its parameters; an ASK with
    yes or no; a CONSTRUCT with a store of triples. Raises ParameterError for a value that is missing,
    misspelt, ill-typed or names nothing in the source, and QueryError for SPARQL that does not run, or not in
    the time it may take.
    """
    asked = timed(source, asking.timeout, query.path)
    return asked.answer(bound_query(asked, query, values, asking), query.path)


def bound_query(
    source: Source, query: Query, values: Mapping[str, str] = _NO_VALUES, asking: Asking = _AS_USUAL
) -> str:
    """The SPARQL that `ask` runs. Raises what `ask` raises; its time is that of the source, see `timed`."""
    if not asking.service:
        refuse_service(query.text, query.path)
    if asking.most is not None and query.form is not Form.SELECT:
        raise QueryError("only the rows of a SELECT can be limited", query.path)
    text = bound(query.text, bind(source, query, values), query.path)
    return text if asking.most is None else limited(text, asking.most)
