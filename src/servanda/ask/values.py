"""From what somebody typed to the terms that a query is asked with."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from rdflib import Literal, URIRef
from rdflib.namespace import XSD
from rdflib.term import Identifier

from servanda.ask.names import NAMED, is_iri, meant, whole
from servanda.ask.nearest import did_you_mean, folded
from servanda.ask.query import Parameter, ParameterType, Query
from servanda.errors import ParameterError
from servanda.store import Source

_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_HALVES = re.compile(r"[\ud800-\udfff]")
"""Bytes of the command line that are no text."""

_MOST_SHOWN = 100
"""So many characters of a value stand in a message about it."""

_INTEGER = re.compile(r"[+-]?\d+", re.ASCII)


def bind(source: Source, query: Query, values: Mapping[str, str]) -> dict[str, Identifier]:
    """The term of each parameter of `query`, from `values` or its default.

    Raises ParameterError for a name that the query does not declare, a parameter without a value,
    and a value that its type does not allow or that names nothing, or several things, in `source`.
    """
    declared = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in declared:
            raise ParameterError(f"there is no parameter {name!r}{_instead(name, declared)}", query.name)
    given = {name: _text(parameter, values.get(name), query) for name, parameter in declared.items()}
    return {name: _term(source, query, declared[name], text) for name, text in given.items()}


def _instead(name: str, declared: Mapping[str, Parameter]) -> str:
    """What to write instead of the unknown parameter `name`."""
    if not declared:
        return "; this query takes none"
    return did_you_mean(name, declared) or f"; there is {', '.join(declared)}"


def _text(parameter: Parameter, value: str | None, query: Query) -> str:
    """What stands for a parameter: what was given, or its default."""
    text = parameter.default if value is None else value
    if text is None:
        what = f"a value is missing: give {parameter.name}=… ({parameter.description})"
        raise ParameterError(what, query.name)
    return text


def _term(source: Source, query: Query, parameter: Parameter, text: str) -> Identifier:
    """The term of one parameter."""
    if not text and not parameter.default and parameter.default is not None:
        return Literal("")
    if _HALVES.search(text):
        raise ParameterError(f"{parameter.name}: this is no UTF-8 text", query.name)
    try:
        if parameter.type in NAMED:
            return meant(source, parameter.type, text)
        return _READERS[parameter.type](text, parameter)
    except ValueError as error:
        shown = text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
        raise ParameterError(f"{parameter.name}={shown}: {error}", query.name) from error


def _string(text: str, _parameter: Parameter) -> Literal:
    return Literal(text)


def _iri(text: str, _parameter: Parameter) -> URIRef:
    if not is_iri(iri := whole(text)):
        raise ValueError("this is no absolute IRI")
    return URIRef(iri)


def _date(text: str, _parameter: Parameter) -> Literal:
    if not _DATE.fullmatch(text):
        raise ValueError("a date is written 2019-06-07")
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise ValueError("there is no such day; a date is written 2019-06-07, the year first") from error
    return Literal(day.isoformat(), datatype=XSD.date)


def _integer(text: str, _parameter: Parameter) -> Literal:
    if not _INTEGER.fullmatch(text):
        raise ValueError("this is no whole number")
    return Literal(str(int(text)), datatype=XSD.integer)


def _one_of(text: str, parameter: Parameter) -> Literal:
    known = {folded(value): value for value in parameter.values}
    if folded(text) not in known:
        hint = did_you_mean(text, parameter.values) or f"; it is one of {', '.join(parameter.values)}"
        raise ValueError(f"this is none of the values{hint}")
    return Literal(known[folded(text)])


_READERS: Mapping[ParameterType, Callable[[str, Parameter], Identifier]] = MappingProxyType(
    {
        ParameterType.STRING: _string,
        ParameterType.IRI: _iri,
        ParameterType.DATE: _date,
        ParameterType.INTEGER: _integer,
        ParameterType.ENUMERATION: _one_of,
    }
)
