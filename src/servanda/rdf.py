"""RDF between Oxigraph, which parses it fast, and the rest: terms as rdflib's, files as plain facts."""

from __future__ import annotations

import logging
import re
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias, cast

import pyoxigraph as ox
from rdflib import BNode, Literal, URIRef
from rdflib.term import Identifier, Node

from servanda.errors import DataError

Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal
"""What Oxigraph's triples are made of."""

Triple: TypeAlias = tuple[Node, Node, Node]
"""A triple of rdflib's."""

_KEPT = 1 << 14
"""How many IRIs are kept as terms, on either side: most stand in several triples."""

STRING = ox.NamedNode("http://www.w3.org/2001/XMLSchema#string")

_FAULT = re.compile(r"Parser error .*? column.*? \d+: ", re.DOTALL)
"""How Oxigraph's messages on files begin: with the place, which we say in our own way."""

_NOTHING: Mapping[str, Sequence[str]] = MappingProxyType({})


class Typed(str):
    """A literal of a type of its own, as it is written: a date, a truth value; `datatype` is an IRI."""

    __slots__ = ("datatype",)
    datatype: str


class Facts:
    """The triples of RDF files as plain values, to be asked by subject or by object.

    IRIs and texts are strings; a blank node is "_:" and its name. A literal of a type of its own is `Typed`,
    a string too. Literals that differ in their language or type alone are one.
    """

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        """What Oxigraph's quads say, whatever their graphs; `facts_of` reads files."""
        self._quads: dict[str, list[ox.Quad]] = {}
        self._of: dict[str, dict[str, list[str]]] = {}
        self._with: dict[str, dict[str, list[str]]] = {}
        last, said, own = None, dict[str, list[str]](), list[ox.Quad]()
        for quad in quads:
            if (subject := quad.subject) != last:  # files say all of a subject in one place
                last, key = subject, subject.value if isinstance(subject, ox.NamedNode) else str(subject)
                said, own = self._of.setdefault(key, {}), self._quads.setdefault(key, [])
            own.append(quad)
            value = _plain(quad.object)
            if (values := said.get(link := quad.predicate.value)) is None:
                said[link] = [value]
            elif value not in values:
                values.append(value)

    def about(self, subject: str) -> Mapping[str, Sequence[str]]:
        """All that is said of `subject`: the values of each property, in the order of the files."""
        return self._of.get(str(subject), _NOTHING)

    def quads(self, subject: str) -> Sequence[ox.Quad]:
        """All that is said of `subject`, as it stands in the files, for a store."""
        return self._quads.get(str(subject), ())

    def values(self, subject: str, predicate: str) -> Sequence[str]:
        """The values that `subject` has for a property, in the order of the files."""
        return self.about(subject).get(str(predicate), ())

    def value(self, subject: str, predicate: str) -> str | None:
        """The first value that `subject` has for a property."""
        return next(iter(self.values(subject, predicate)), None)

    def pairs(self, predicate: str) -> Iterator[tuple[str, str]]:
        """The subjects and values that a property links."""
        link = str(predicate)
        return ((subject, value) for subject, said in self._of.items() for value in said.get(link, ()))

    def subjects(self, predicate: str, value: str) -> Sequence[str]:
        """The subjects that have a value for a property, in the order of the files."""
        if (link := str(predicate)) not in self._with:
            inverse = defaultdict[str, list[str]](list)
            for subject, one in self.pairs(link):
                inverse[str(one)].append(subject)
            self._with[link] = inverse
        return self._with[link].get(str(value), ())

    def reached(self, starts: Iterable[str], predicates: Iterable[str]) -> frozenset[str]:
        """Of `starts` and all to which chains of the properties lead from them, what the files describe."""
        links = tuple(predicates)
        found, steps = set[str](), [str(start) for start in starts]
        while steps:
            if (one := steps.pop()) in self._of and one not in found:
                found.add(one)
                steps += (str(end) for link in links for end in self.values(one, link))
        return frozenset(found)

    def leading(self, predicate: str, end: str) -> frozenset[str]:
        """`end`, and all subjects from which a chain of one property leads to it."""
        found, steps = {str(end)}, [str(end)]
        while steps:
            new = [one for one in self.subjects(predicate, steps.pop()) if one not in found]
            found.update(new)
            steps += new
        return frozenset(found)


def facts_of(files: Iterable[Path]) -> Facts:
    """What Turtle files say. Raises `DataError`, with file and line, for one that does not parse."""
    return Facts(quad for file in files for quad in parsed(file))


def is_blank(node: str) -> bool:
    """Whether a subject or value of `Facts` is a blank node."""
    return node.startswith("_:")


def parsed(file: Path) -> Iterator[ox.Quad]:
    """The triples of a Turtle file, in its order. Raises `DataError`, with the line, if it does not parse."""
    try:
        yield from ox.parse(path=file, format=ox.RdfFormat.TURTLE, base_iri=file.absolute().as_uri())
    except (SyntaxError, OSError) as error:
        raise unreadable(error, str(file)) from error


def unreadable(error: Exception, where: str) -> DataError:
    """What Oxigraph says of RDF that it cannot read or parse, as an error with the file and the line."""
    if isinstance(error, OSError):
        return DataError(f"cannot be read: {error.strerror or error}", where)
    if not isinstance(error, SyntaxError):
        return DataError(f"this RDF does not parse: {error}", where)
    what = f"this RDF does not parse: {_FAULT.sub('', error.msg)}"
    if not error.lineno:
        return DataError(what, where)
    return DataError(f"{what}; mend this line or the one before", f"{where}:{error.lineno}")


@lru_cache(_KEPT)
def named(iri: str) -> ox.NamedNode:
    """An IRI as a term of Oxigraph's. Raises `DataError` if it is none."""
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise DataError(f"{iri!r} is not a term of RDF: {error}") from error


def placed(triple: ox.Triple, graph: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    """A triple, in a graph."""
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def to_quad(triple: Triple, graph: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    """An rdflib triple as one of Oxigraph's, in `graph`. Raises `DataError` for what RDF does not allow."""
    subject, predicate, object_ = (to_oxigraph(term) for term in triple)
    if isinstance(subject, ox.Literal) or not isinstance(predicate, ox.NamedNode):
        raise DataError(f"{triple!r} is not a triple of RDF")
    return ox.Quad(subject, predicate, object_, graph)


def to_triple(triple: ox.Quad | ox.Triple) -> Triple:
    """A triple of Oxigraph's as one of rdflib's."""
    terms = (to_rdflib(term) for term in (triple.subject, triple.predicate, triple.object))
    return cast("Triple", tuple(terms))


def to_oxigraph(term: Node) -> Term:
    """An rdflib term as one of Oxigraph's. Raises `DataError` for one that RDF does not allow."""
    if isinstance(term, URIRef):
        return named(str(term))
    try:
        if isinstance(term, BNode):
            return ox.BlankNode(str(term))
        if isinstance(term, Literal) and term.language:
            return ox.Literal(str(term), language=term.language)
        if isinstance(term, Literal):
            datatype = ox.NamedNode(str(term.datatype)) if term.datatype else None
            return ox.Literal(str(term), datatype=datatype)
    except ValueError as error:
        raise DataError(f"{term!r} is not a term of RDF: {error}") from error
    raise DataError(f"{term!r} is not a term of RDF")


def to_rdflib(term: object) -> Identifier | None:
    """A term of Oxigraph's as one of rdflib's; `xsd:string` goes unsaid."""
    if isinstance(term, ox.NamedNode):
        return _iri(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal):
        datatype = None if term.language or term.datatype == STRING else URIRef(term.datatype.value)
        if term.direction:
            raise DataError(f"texts with a direction (RDF 1.2) are not supported: {term}")
        return Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
    if term is None:
        return None
    raise DataError(f"triples about triples (RDF 1.2) are not supported: {term}")


@lru_cache(_KEPT)
def _iri(iri: str) -> URIRef:
    return URIRef(iri)


def _plain(term: object) -> str:
    """The value of a triple as `Facts` has it."""
    if isinstance(term, ox.NamedNode):
        return term.value
    if not isinstance(term, ox.Literal):
        return str(term)
    if term.language or (datatype := term.datatype) == STRING:
        return term.value
    typed = Typed(term.value)
    typed.datatype = datatype.value
    return typed


@contextmanager
def quiet() -> Iterator[None]:
    """While this lasts, rdflib and pySHACL keep to themselves what becomes a finding or an error of ours."""
    loggers = [logging.getLogger(name) for name in ("rdflib.term", "pyshacl-validate")]
    before = [logger.disabled for logger in loggers]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            for logger in loggers:
                logger.disabled = True
            yield
        finally:
            for logger, was in zip(loggers, before, strict=True):
                logger.disabled = was
