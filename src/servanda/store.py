"""The triple store: named graphs in Oxigraph, asked with SPARQL. Terms are rdflib's on the outside.

The default graph is the union of all graphs, each triple once. Oxigraph's own union yields a triple
once per graph that holds it, which makes counts wrong; so every triple stands in the default graph
too, and queries read that. Numbers, dates and truth values are kept by value: "01" comes back as "1".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias, TypeVar, cast

import pyoxigraph as ox
from rdflib import Graph
from rdflib.term import Identifier, Node

from servanda import iris
from servanda.errors import DataError, QueryError
from servanda.rdf import Term, named, to_oxigraph, to_rdflib, unreadable
from servanda.sparql import check_bindable
from servanda.syntax import NO_CONTEXTS, SUFFIXES, Contexts, Syntax, by_look, by_name, harmless
from servanda.turtle import Terms, trig, turtle
from servanda.vocab import PREFIXES

Triple: TypeAlias = tuple[Node, Node, Node]

UNNAMED_GRAPH = f"{iris.BASE}graph/unnamed"
"""Holds what a file states in no named graph; `dump` writes it back into the default graph."""

_NO_BINDINGS: Mapping[str, Identifier] = MappingProxyType({})
_UNION = ox.DefaultGraph()
_UNNAMED = ox.NamedNode(UNNAMED_GRAPH)
_NAME_THE_UNNAMED = f"INSERT {{ GRAPH <{UNNAMED_GRAPH}> {{ ?s ?p ?o }} }} WHERE {{ ?s ?p ?o }}"
_UNITE_ONE = "INSERT {{ ?s ?p ?o }} WHERE {{ GRAPH {} {{ ?s ?p ?o }} }}"
_UNITE = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
_VOCABULARY = "SELECT DISTINCT ?term { { ?s ?term ?o } UNION { ?s a ?term } }"
_QUERY_FAULT = re.compile(r"error at (\d+):(\d+): (.*?)(, \[.*)?", re.DOTALL)
_KINDS = MappingProxyType({ox.QuerySolutions: "a table (SELECT)", ox.QueryTriples: "triples (CONSTRUCT)"})
_FORMATS: Mapping[Syntax, ox.RdfFormat] = MappingProxyType(
    {
        Syntax.NQUADS: ox.RdfFormat.N_QUADS,
        Syntax.TURTLE: ox.RdfFormat.TURTLE,
        Syntax.TRIG: ox.RdfFormat.TRIG,
        Syntax.NTRIPLES: ox.RdfFormat.N_TRIPLES,
        Syntax.JSON_LD: ox.RdfFormat.JSON_LD,
        Syntax.RDF_XML: ox.RdfFormat.RDF_XML,
        Syntax.N3: ox.RdfFormat.N3,
    }
)
_Answer = TypeVar("_Answer", ox.QuerySolutions, ox.QueryTriples)


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a SELECT: the names of its columns, and rows of terms, None where unbound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Identifier | None, ...], ...]


class Store:
    """Named graphs of triples, in memory."""

    def __init__(self) -> None:
        self._store = ox.Store()

    @classmethod
    def load(cls, path: Path, contexts: Contexts = NO_CONTEXTS) -> Store:
        """A store with the triples of an RDF file, or of `graph.nq` in a folder.

        The suffix tells the syntax (.nq .ttl .trig .nt .jsonld .rdf .n3 .turtle .owl), else what the file
        holds. Raises DataError for a file that is missing, is no RDF or does not parse.
        """
        file = _data_file(path)
        try:
            data = file.read_bytes()
        except OSError as error:
            raise DataError(f"cannot be read: {error.strerror or error}", str(file)) from error
        syntax = by_name(file.name) or by_look(data)
        if syntax is None:
            what = f"this does not look like RDF; the suffix of an RDF file is one of {' '.join(SUFFIXES)}"
            raise DataError(what, str(file))
        return cls.parse(data, syntax, str(file), file.absolute().as_uri(), contexts)

    @classmethod
    def parse(
        cls,
        data: bytes,
        syntax: Syntax,
        where: str,
        base: str | None = None,
        contexts: Contexts = NO_CONTEXTS,
    ) -> Store:
        """A store with the triples of `data`; relative IRIs follow `base`.

        Nothing is fetched. Raises DataError, naming `where` and the line, for what does not parse, and
        as `syntax.harmless` does.
        """
        store = cls()
        _parse(store._store, harmless(data, syntax, where, contexts), syntax, where, base)
        return store

    def __len__(self) -> int:
        """The number of triples; one that stands in several graphs counts once."""
        return sum(1 for _ in self._quads(_UNION))

    def graphs(self) -> tuple[str, ...]:
        """The IRIs of the named graphs, sorted."""
        return tuple(sorted(graph.value for graph in self._store.named_graphs()))

    def graph(self, iri: str) -> Graph:
        """The triples of the graph `iri`; none if there is no such graph."""
        return _graph(self._quads(ox.NamedNode(iri)))

    def ntriples(self, graph_iri: str) -> bytes:
        """The triples of the graph `graph_iri` as N-Triples, in any order."""
        triples = (quad.triple for quad in self._quads(ox.NamedNode(graph_iri)))
        return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""

    def vocabulary(self) -> frozenset[str]:
        """The IRIs of the properties and classes that some triple uses."""
        answer = self._run(_VOCABULARY, _NO_BINDINGS, "vocabulary", ox.QuerySolutions)
        return frozenset(row[0].value for row in answer if isinstance(row[0], ox.NamedNode))

    def about(self, subject: URIRef, graph_iri: str) -> Iterator[Triple]:
        """The triples of the graph `graph_iri` that say something of `subject`."""
        quads = self._store.quads_for_pattern(named(subject), None, None, ox.NamedNode(graph_iri))
        return (_triple(quad) for quad in quads)

    def add(self, graph_iri: str, triples: Iterable[Triple]) -> None:
        """Adds `triples` to the graph `graph_iri`. Raises DataError for a term that RDF does not allow."""
        graph = named(graph_iri)
        self._extend(_quad(triple, graph) for triple in triples)

    def add_files(self, graph_iri: str, files: Iterable[Path]) -> None:
        """Adds the triples of Turtle files to the graph `graph_iri`.

        Raises DataError, naming file and line, for one that is missing or does not parse.
        """
        graph = named(graph_iri)
        for file in files:
            _parse_into(self._store, file, ox.RdfFormat.TURTLE, graph)
        self._store.update(_UNITE_ONE.format(graph))

    def add_found(
        self,
        graph_iri: str,
        source: Store,
        sparql: str,
        bindings: Mapping[str, Identifier] = _NO_BINDINGS,
        name: str = "query",
    ) -> None:
        """Adds to the graph `graph_iri` the triples that a CONSTRUCT query yields over another store.

        `bindings`, `name` and errors as in `select`.
        """
        graph = named(graph_iri)
        found = source._run(sparql, bindings, name, ox.QueryTriples)
        self._extend(_within(triple, graph) for triple in found)

    def derive(self, rule: str, graph_iri: str) -> int:
        """Adds to `graph_iri` what the CONSTRUCT query `rule` yields and no graph holds yet; its number."""
        graph = ox.NamedNode(graph_iri)
        found = self._run(rule, _NO_BINDINGS, "rule", ox.QueryTriples)
        new = {triple for triple in found if _within(triple, _UNION) not in self._store}
        self._extend(_within(triple, graph) for triple in new)
        return len(new)

    def select(
        self, sparql: str, bindings: Mapping[str, Identifier] = _NO_BINDINGS, name: str = "query"
    ) -> Table:
        """The answer to a SELECT query, its variables in `bindings` replaced by their terms.

        Names in `bindings` go without `?`. `name` says in messages where the query stands.
        Raises QueryError for a query that does not parse or run, or a variable that cannot be bound.
        """
        solutions = self._run(sparql, bindings, name, ox.QuerySolutions)
        columns = tuple(variable.value for variable in solutions.variables)
        places = range(len(columns))
        try:
            rows = tuple(tuple(to_rdflib(row[place]) for place in places) for row in solutions)
        except RuntimeError as error:
            raise QueryError(str(error), name) from error
        return Table(columns, rows)

    def construct(
        self, sparql: str, bindings: Mapping[str, Identifier] = _NO_BINDINGS, name: str = "query"
    ) -> Graph:
        """The triples that a CONSTRUCT or DESCRIBE query yields; `bindings` and errors as in `select`."""
        return _graph(self._run(sparql, bindings, name, ox.QueryTriples))

    def ntriples(
        self, sparql: str, bindings: Mapping[str, Identifier] = _NO_BINDINGS, name: str = "query"
    ) -> bytes:
        """The triples that a CONSTRUCT or DESCRIBE query yields, as N-Triples, in no order.

        A triple may stand there twice. `bindings` and errors as in `select`.
        """
        found = self._run(sparql, bindings, name, ox.QueryTriples)
        return found.serialize(format=ox.RdfFormat.N_TRIPLES) or b""

    def dump(self, format_name: str) -> bytes:
        """All triples in one of `FORMATS`, sorted: the same triples give the same bytes.

        Blank nodes are named by RDFC-1.0; sorted N-Quads are its canonical form.
        """
        quads = _canonical(quad for quad in self._store if quad.graph_name != _UNION)
        return _WRITERS[format_name](quads)

    def _run(
        self, sparql: str, bindings: Mapping[str, Identifier], name: str, kind: type[_Answer]
    ) -> _Answer:
        """Oxigraph's answer to a query, if it is of the `kind` wanted."""
        check_bindable(sparql, bindings, name)
        terms: dict[ox.Variable, Term | ox.Triple] = {
            ox.Variable(key): to_oxigraph(value) for key, value in bindings.items()
        }
        try:
            answer = self._store.query(sparql, substitutions=terms)
        except SyntaxError as error:
            raise _query_error(error, name) from error
        except RuntimeError as error:
            raise QueryError(str(error), name) from error
        if not isinstance(answer, kind):
            raise QueryError(f"this query does not answer with {_KINDS[kind]}", name)
        return answer

    def _quads(self, graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Quad]:
        return self._store.quads_for_pattern(None, None, None, graph)

    def _extend(self, quads: Iterable[ox.Quad]) -> None:
        """Adds `quads`, each also to the union."""
        told = tuple(quads)
        self._store.extend(told)
        self._store.extend(_within(quad.triple, _UNION) for quad in told)


# --- reading files -----------------------------------------------------------------------------


def _data_file(path: Path) -> Path:
    """The RDF file that `path` means: itself, or `graph.nq` in it."""
    file = path / "graph.nq" if path.is_dir() else path
    if not file.is_file():
        named = path.suffix and not path.is_dir()
        hint = (
            "there is no such file"
            if named
            else "there is no graph; run `servanda build`, or name an RDF file"
        )
        raise DataError(hint, str(file))
    return file


def _parse(store: ox.Store, data: bytes, syntax: Syntax, where: str, base: str | None) -> None:
    """Adds the quads that `data` says to `store`, and all of their triples to the union."""
    try:
        store.load(data, format=_FORMATS[syntax], base_iri=base)
    except SyntaxError as error:
        place = f"{where}:{error.lineno}" if error.lineno else where
        raise DataError(f"this RDF does not parse: {_FILE_FAULT.sub('', error.msg)}", place) from error
    except ValueError as error:
        raise DataError(f"this RDF does not parse: {error}", where) from error
    store.update(_NAME_THE_UNNAMED)
    store.update(_UNITE)


def _parse_into(
    store: ox.Store, file: Path, format_: ox.RdfFormat | None, graph: ox.NamedNode | None = None
) -> None:
    """Adds the quads of an RDF file to `store`; the triples that it states in no graph, to `graph`."""
    try:
        store.load(path=file, format=format_, base_iri=file.absolute().as_uri(), to_graph=graph)
    except (SyntaxError, OSError) as error:
        raise unreadable(error, file) from error


# --- terms -------------------------------------------------------------------------------------


def _quad(triple: Triple, graph: ox.NamedNode) -> ox.Quad:
    """An rdflib triple as one of Oxigraph's, in `graph`."""
    subject, predicate, object_ = (to_oxigraph(term) for term in triple)
    if isinstance(subject, ox.Literal) or not isinstance(predicate, ox.NamedNode):
        raise DataError(f"{triple!r} is not a triple of RDF")
    return ox.Quad(subject, predicate, object_, graph)


def _within(triple: ox.Triple, graph: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _graph(triples: Iterable[ox.Quad | ox.Triple]) -> Graph:
    """An rdflib graph of Oxigraph's triples."""
    graph = Graph(bind_namespaces="none")
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    for triple in triples:
        graph.add(_triple(triple))
    return graph


def _triple(triple: ox.Quad | ox.Triple) -> Triple:
    terms = (to_rdflib(term) for term in (triple.subject, triple.predicate, triple.object))
    return cast("Triple", tuple(terms))


def _query_error(error: SyntaxError, name: str) -> QueryError:
    """What Oxigraph's parser says, with the line, without the character classes it expected."""
    found = _QUERY_FAULT.fullmatch(str(error))
    if found is None:
        return QueryError(f"this SPARQL does not parse: {error}", name)
    line, column, message, _ = found.groups()
    return QueryError(f"this SPARQL does not parse at column {column}: {message}", f"{name}:{line}")


# --- writing -----------------------------------------------------------------------------------


def _canonical(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """`quads` with their blank nodes named by RDFC-1.0, in which only the quads that hold one count."""
    plain, blank = [], ox.Dataset()
    for quad in quads:
        if ox.BlankNode in (type(quad.subject), type(quad.object), type(quad.graph_name)):
            blank.add(quad)
        else:
            plain.append(quad)
    blank.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return plain + list(blank)


def _unnamed(quad: ox.Quad) -> ox.Quad:
    """`quad`, in the default graph if it came from there."""
    return _within(quad.triple, _UNION) if quad.graph_name == _UNNAMED else quad


def _terms(quad: ox.Quad) -> Terms:
    return str(quad.subject), str(quad.predicate), str(quad.object)


def _nquads(quads: list[ox.Quad]) -> bytes:
    return "".join(sorted(f"{_unnamed(quad)} .\n" for quad in quads)).encode()


def _ntriples(quads: list[ox.Quad]) -> bytes:
    return "".join(sorted({f"{quad.triple} .\n" for quad in quads})).encode()


def _turtle(quads: list[ox.Quad]) -> bytes:
    return turtle({_terms(quad) for quad in quads}, PREFIXES).encode()


def _trig(quads: list[ox.Quad]) -> bytes:
    graphs: dict[str, list[Terms]] = {}
    for quad in quads:
        name = "" if quad.graph_name == _UNNAMED else str(quad.graph_name)
        graphs.setdefault(name, []).append(_terms(quad))
    return trig(graphs, PREFIXES).encode()


def _jsonld(quads: list[ox.Quad]) -> bytes:
    ordered = sorted((_unnamed(quad) for quad in quads), key=str)
    ordered.sort(key=lambda quad: str(quad.graph_name))
    return ox.serialize(ordered, format=ox.RdfFormat.JSON_LD) or b""


_WRITERS: Mapping[str, Callable[[list[ox.Quad]], bytes]] = MappingProxyType(
    {"nquads": _nquads, "trig": _trig, "jsonld": _jsonld, "turtle": _turtle, "ntriples": _ntriples}
)
FORMATS = tuple(_WRITERS)
"""The formats of `dump`; the first three keep the named graphs, the rest give the union."""
