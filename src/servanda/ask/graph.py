"""Asking from Python: a graph that is open, and its answers as rows, as yes or no, as triples."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from functools import cache
from keyword import iskeyword
from pathlib import Path
from types import MappingProxyType
from typing import SupportsIndex, TypeAlias, cast

from rdflib import Graph

from servanda import resources
from servanda.ask import Asking, Form, Parameter, Query, Theme, ask, find, library, parse, read_query
from servanda.ask.rows import Rows
from servanda.errors import DataError, ParameterError, QueryError
from servanda.store import Answer, Source, Store, Table

Given: TypeAlias = str | date | SupportsIndex | None
"""The value of a parameter: a text, a name or an IRI, a day, or a whole number; None counts as not given."""

_ADDRESSES = ("http://", "https://")
_OPTIONS = ("timeout", "limit", "allow_service")
_METHODS: Mapping[Form, str] = MappingProxyType(
    {Form.SELECT: "ask", Form.ASK: "check", Form.CONSTRUCT: "graph", Form.DESCRIBE: "graph"}
)
_ANSWERS: Mapping[str, str] = MappingProxyType({"ask": "rows", "check": "yes or no", "graph": "a graph"})


class KnowledgeGraph:
    """A knowledge graph that can be asked; `servanda.open` gives one.

    A question is the name of one in the library, SPARQL, the path of a file with SPARQL, or a Query. Its
    parameters follow by name; one whose name Python or the method keeps for itself has `_` behind it, as in
    `from_=date(2019, 1, 1)`. It may take `timeout` seconds, any number of them if that is None, and sends
    parts of itself to other endpoints (`SERVICE`) only with `allow_service`.

    All three ways of asking raise ParameterError for a parameter that is missing, unknown, ill-typed, or
    names nothing in the graph, and QueryError for a question that is unknown, does not parse or run, takes
    longer than it may, or answers with something else than this way of asking gives.
    """

    __slots__ = ("_name", "source")

    def __init__(self, source: Source, name: str) -> None:
        """What is asked, and what it was opened by."""
        self.source = source
        self._name = name

    def __repr__(self) -> str:
        return f"servanda.open({self._name!r})"

    def questions(self) -> Rows:
        """The library of questions, by theme: name, method that asks it, question, parameters, theme."""
        themes = list(Theme)
        known = sorted(_library(), key=lambda query: (themes.index(query.theme or themes[-1]), query.name))
        columns = ("name", "method", "question", "parameters", "theme")
        rows = ((one.name, _METHODS[one.form], one.question, _signature(one), one.theme) for one in known)
        return Rows(columns, tuple((*row[:-1], str(row[-1])) for row in rows))

    def ask(
        self,
        question: str | os.PathLike[str] | Query,
        /,
        *,
        timeout: float | None = 30.0,
        limit: int | None = None,
        allow_service: bool = False,
        **parameters: Given,
    ) -> Rows:
        """The rows that answer a question (SELECT), `limit` at most."""
        if limit is not None and limit < 0:
            raise QueryError(f"the most rows are a number from 0, not {limit}")
        asking = Asking(timeout, limit, allow_service)
        table = cast("Table", self._answer(question, "ask", asking, parameters))
        return Rows(table.columns, tuple(table.values()))

    def check(
        self,
        question: str | os.PathLike[str] | Query,
        /,
        *,
        timeout: float | None = 30.0,
        allow_service: bool = False,
        **parameters: Given,
    ) -> bool:
        """Whether the answer to a question is yes (ASK)."""
        return cast("bool", self._answer(question, "check", Asking(timeout, None, allow_service), parameters))

    def graph(
        self,
        question: str | os.PathLike[str] | Query,
        /,
        *,
        timeout: float | None = 30.0,
        allow_service: bool = False,
        **parameters: Given,
    ) -> Graph:
        """The triples that answer a question (CONSTRUCT, DESCRIBE), as a graph of rdflib."""
        answer = self._answer(question, "graph", Asking(timeout, None, allow_service), parameters)
        return cast("Store", answer).union()

    def _answer(
        self,
        question: str | os.PathLike[str] | Query,
        method: str,
        asking: Asking,
        parameters: Mapping[str, Given],
    ) -> Answer:
        """The answer to a question that `method` asks."""
        query = _query(question)
        right = _METHODS[query.form]
        if right != method:
            what = f"this question answers with {_ANSWERS[right]}; ask it with .{right}(…), not .{method}(…)"
            raise QueryError(what, query.name)
        return ask(self.source, query, _values(query, parameters), asking)


def opened(source: str | os.PathLike[str] | Source) -> Source:
    """What a path or the address of an endpoint means, open; or the source itself.

    Errors as in `servanda.open`.
    """
    if isinstance(source, str) and source.startswith(_ADDRESSES):
        from servanda.store.credentials import credentials_for  # noqa: PLC0415 - see Endpoint
        from servanda.store.endpoint import Endpoint  # noqa: PLC0415 - files need no client of HTTP

        return Endpoint(source, credentials_for(source))
    if isinstance(source, str | os.PathLike):
        return Store.load(Path(source))
    if not hasattr(source, "answer"):
        what = "only a path, the address of an endpoint (https://…) or an open source can be opened"
        raise DataError(f"{what}, not {source!r:.80}")
    return source


def _query(question: str | os.PathLike[str] | Query) -> Query:
    """The query that a question means: a text with a space in it is SPARQL, one without is a name."""
    if isinstance(question, Query):
        return question
    if isinstance(question, str):
        return parse(question, "query") if len(question.split()) > 1 else _known(question)
    return read_query(Path(question))


@cache
def _known(name: str) -> Query:
    """A question that comes with the package."""
    return find(resources.queries(), name)


@cache
def _library() -> tuple[Query, ...]:
    """The questions that come with the package."""
    return library(resources.queries())


def _values(query: Query, parameters: Mapping[str, Given]) -> dict[str, str]:
    """The values of parameters as they are typed elsewhere, under the names that the query has for them."""
    declared = {parameter.name for parameter in query.parameters}
    values = dict[str, str]()
    for given, value in parameters.items():
        plain = given.removesuffix("_")
        name = plain if given not in declared and plain in declared else given
        if name in values:
            raise ParameterError(f"the parameter {name!r} is given twice", query.name)
        if value is not None:
            values[name] = _typed(name, value, query)
    return values


def _typed(name: str, value: object, query: Query) -> str:
    """A value as somebody would type it; of a moment the day counts."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, SupportsIndex):
        return str(value).lower() if isinstance(value, bool) else str(value.__index__())
    what = f"{name}={value!r:.80}: a value is a text, a day (datetime.date) or a whole number"
    raise ParameterError(what, query.name)


def _signature(query: Query) -> str:
    """The parameters of a query as Python would have them."""
    return ", ".join(map(_declared, query.parameters))


def _declared(parameter: Parameter) -> str:
    """A parameter with what it takes, and its default if it has one."""
    taken = iskeyword(parameter.name) or parameter.name in _OPTIONS
    kind = "|".join(parameter.values) or str(parameter.type)
    default = "" if parameter.default is None else f" = {parameter.default or 'any'}"
    return f"{parameter.name}{'_' if taken else ''}: {kind}{default}"
