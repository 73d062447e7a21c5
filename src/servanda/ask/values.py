"""From what somebody typed to the terms that a query is asked with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from rdflib import Literal, URIRef
from rdflib.namespace import SKOS, XSD
from rdflib.term import Identifier

from servanda.ask.nearest import did_you_mean
from servanda.ask.query import Parameter, ParameterType, Query
from servanda.errors import ParameterError
from servanda.store import Store
from servanda.vocab import SV

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d+", re.ASCII)
_CLASSES = MappingProxyType({ParameterType.ACTOR: SV.Actor, ParameterType.POLICY: SV.Policy})
_NAMES = """
    PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    PREFIX sv: <https://w3id.org/servanda/ontology#>

    SELECT DISTINCT ?thing ?property ?name ?class
    WHERE {
      VALUES ?property { skos:prefLabel skos:altLabel sv:abbreviation }
      ?thing a ?class ;
        ?property ?name .
    }
    ORDER BY ?thing ?property ?name
"""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of a thing; each has one preferred label, and any number of others."""

    thing: URIRef
    text: str
    preferred: bool


def bind(store: Store, query: Query, values: Mapping[str, str]) -> dict[str, Identifier]:
    """The term of each parameter of `query`, from `values` or its default.

    Raises ParameterError for a name that the query does not declare, a parameter without a value,
    and a value that its type does not allow or that names nothing, or several things, in `store`.
    """
    declared = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in declared:
            raise ParameterError(f"there is no parameter {name!r}{_instead(name, declared)}", query.name)
    return {name: _term(store, query, declared[name], values.get(name)) for name in declared}


def _instead(name: str, declared: Mapping[str, Parameter]) -> str:
    """What to write instead of the unknown parameter `name`."""
    if not declared:
        return "; this query takes none"
    return did_you_mean(name, declared) or f"; there is {', '.join(declared)}"


def _term(store: Store, query: Query, parameter: Parameter, value: str | None) -> Identifier:
    """The term of one parameter."""
    text = parameter.default if value is None else value
    if text is None:
        what = f"a value is missing: give {parameter.name}=… ({parameter.description})"
        raise ParameterError(what, query.name)
    try:
        return _read(store, parameter.type, text)
    except ValueError as error:
        raise ParameterError(f"{parameter.name}={text}: {error}", query.name) from error


def _read(store: Store, type_: ParameterType, text: str) -> Identifier:
    """`text` as a term of the type. Raises ValueError, saying what the type wants."""
    match type_:
        case ParameterType.STRING:
            return Literal(text)
        case ParameterType.IRI:
            return _iri(text)
        case ParameterType.DATE:
            return _date(text)
        case ParameterType.INTEGER:
            return _integer(text)
        case ParameterType.ACTOR | ParameterType.POLICY:
            return _resolve(_names(store, _CLASSES[type_]), type_, text)


def _iri(text: str) -> URIRef:
    if not _IRI.fullmatch(text):
        raise ValueError("this is no absolute IRI")
    return URIRef(text)


def _date(text: str) -> Literal:
    try:
        day = date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise ValueError("a date is written 2019-06-07")
    return Literal(day.isoformat(), datatype=XSD.date)


def _integer(text: str) -> Literal:
    if not _INTEGER.fullmatch(text):
        raise ValueError("this is no whole number")
    return Literal(str(int(text)), datatype=XSD.integer)


def _names(store: Store, class_: URIRef) -> tuple[_Name, ...]:
    """All names of the things of a class, in order."""
    rows = store.select(_NAMES, {"class": class_}, "names").rows
    return tuple(
        _Name(thing, str(name), preferred=property_ == SKOS.prefLabel)
        for thing, property_, name, _ in rows
        if isinstance(thing, URIRef)
    )


def _resolve(names: tuple[_Name, ...], type_: ParameterType, text: str) -> URIRef:
    """The one thing that `text` names: its IRI, else its label, else another name, else in other case."""
    folded = _fold(text)
    readings = (
        {name.thing for name in names if str(name.thing) == text},
        {name.thing for name in names if name.text == text and name.preferred},
        {name.thing for name in names if name.text == text},
        {name.thing for name in names if _fold(name.text) == folded and name.preferred},
        {name.thing for name in names if _fold(name.text) == folded},
    )
    things = next((things for things in readings if things), set())
    if not things:
        raise ValueError(f"no {type_} has this name{did_you_mean(text, (name.text for name in names))}")
    if len(things) > 1:
        raise ValueError(f"this may be {_candidates(things, names)}")
    return things.pop()


def _candidates(things: Iterable[URIRef], names: Iterable[_Name]) -> str:
    """The labels and IRIs of several things, in order."""
    labels = {name.thing: name.text for name in names if name.preferred}
    return " or ".join(sorted(f"{labels.get(thing, thing)!s} <{thing}>" for thing in things))


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold()
