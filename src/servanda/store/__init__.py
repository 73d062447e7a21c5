"""The triple store: named graphs in Oxigraph, asked with SPARQL. Terms are rdflib's on the outside.

The default graph is the union of all graphs, each triple once. Oxigraph's own union yields a triple
once per graph that holds it, which makes counts wrong; so every triple stands in the default graph
too, and queries read that. Numbers, dates and truth values are kept by value: "01" comes back as "1".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, takewhile
from pathlib import Path
from threading import Event
from typing import Any, Protocol, TypeAlias, TypeVar, cast

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from servanda.errors import QueryError
from servanda.nquads import Chunk
from servanda.rdf import Facts, Triple, named, placed, to_oxigraph, to_quad, to_rdflib, to_triple
from servanda.store import lines
from servanda.store.answers import Table, Value, as_table, query_error
from servanda.store.disk import is_store, opened
from servanda.store.lines import LISTED, Filed, Lines, Listed
from servanda.store.reading import UNNAMED_GRAPH, Rdf, data_file, parse_into, read_rdf, relabelled
from servanda.store.waiting import within
from servanda.store.writing import FORMATS, WRITERS
from servanda.syntax import NO_CONTEXTS, Contexts, Syntax, by_name, harmless
from servanda.vocab import PREFIXES

__all__ = [
    "FORMATS",
    "UNNAMED_GRAPH",
    "Answer",
    "Filed",
    "Lines",
    "Listed",
    "Rdf",
    "Source",
    "Store",
    "Table",
    "Triple",
    "Value",
    "as_table",
    "lines_at",
    "read_rdf",
]

_UNION = ox.DefaultGraph()
_UNNAMED = ox.NamedNode(UNNAMED_GRAPH)
_NAME_THE_UNNAMED = f"INSERT {{ GRAPH <{UNNAMED_GRAPH}> {{ ?s ?p ?o }} }} WHERE {{ ?s ?p ?o }}"
_UNITE_ONE = "INSERT {{ ?s ?p ?o }} WHERE {{ GRAPH {} {{ ?s ?p ?o }} }}"
_UNITE = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
_SIZE = "SELECT (COUNT(*) AS ?size) { ?s ?p ?o }"
_VOCABULARY = "SELECT DISTINCT ?term { { ?s ?term ?o } UNION { ?s a ?term } }"
_NAMED = "SELECT DISTINCT ?term { ?s ?p ?term FILTER isIRI(?term) }"
_LITERALS = """
    PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
    SELECT DISTINCT ?term {
        ?s ?p ?term
        FILTER (isLiteral(?term) && !(DATATYPE(?term) = xsd:integer && REGEX(STR(?term), "^-?[0-9]+$")))
    }
"""
_HAS_BLANK = """
    ASK {
        { ?s ?p ?o FILTER (isBlank(?s) || isBlank(?o)) }
        UNION { GRAPH ?g { ?s ?p ?o } FILTER (isBlank(?g) || isBlank(?s) || isBlank(?o)) }
    }
"""
_Found = TypeVar("_Found", ox.QuerySolutions, ox.QueryTriples)


class Store:
    """Named graphs of triples, in memory; or on disk, to be asked."""

    def __init__(self) -> None:
        self._store = ox.Store()

    @classmethod
    def open(cls, folder: Path) -> Store:
        """A store on disk as it is now, which nothing can be added to. No triple is looked at.

        Raises DataError for a folder that is no store, is damaged, or was written by a newer Servanda.
        """
        store = cls()
        store._store = opened(folder, store)
        return store

    @classmethod
    def load(cls, path: Path) -> Store:
        """A store with the triples of an RDF file, or of `graph.nq` in a folder; or a store on disk.

        Raises DataError as `read_rdf` and `parse` do, or `open`.
        """
        return cls.open(path) if is_store(path) else cls.parse(read_rdf(path))

    @classmethod
    def parse(cls, rdf: Rdf, contexts: Contexts = NO_CONTEXTS) -> Store:
        """A store with the triples that some RDF says. Nothing is fetched.

        Blank nodes are labelled in the order of the text, and a graph named by one counts as none. Raises
        DataError, with the place and the line, for what does not parse, and as `syntax.harmless` does.
        """
        store = cls()
        source = replace(rdf, data=harmless(rdf.data, rdf.syntax, rdf.where, contexts))
        parse_into(store._store, source)
        if store._store.query(_HAS_BLANK):
            store._store.clear()
            store._store.extend(relabelled(source))
        store._store.update(_NAME_THE_UNNAMED)
        store._store.update(_UNITE)
        return store

    def __len__(self) -> int:
        """The number of triples; one that stands in several graphs counts once."""
        return int(next(iter(self._run(_SIZE, "size", ox.QuerySolutions)))[0].value)

    def graphs(self) -> tuple[str, ...]:
        """The IRIs of the named graphs, sorted."""
        return tuple(sorted(graph.value for graph in self._store.named_graphs()))

    def graph(self, iri: str) -> Graph:
        """The triples of the graph `iri`; none if there is no such graph."""
        return _graph(self._quads(ox.NamedNode(iri)))

    def union(self) -> Graph:
        """All triples, each once."""
        return _graph(self._quads(_UNION))

    def ntriples(self, graph_iri: str | None = None) -> tuple[bytes, tuple[BNode, ...]]:
        """The triples of a graph, or all, as N-Triples; and their blank nodes in the order of the text."""
        graph = ox.NamedNode(graph_iri) if graph_iri else _UNION
        triples = [quad.triple for quad in self._quads(graph)]
        ends = (term for triple in triples for term in (triple.subject, triple.object))
        blanks = dict.fromkeys(term.value for term in ends if isinstance(term, ox.BlankNode))
        return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"", tuple(map(BNode, blanks))

    def facts(self, graph_iri: str) -> Facts:
        """What the graph `graph_iri` says, by subject."""
        return Facts(self._quads(ox.NamedNode(graph_iri)))

    def vocabulary(self) -> frozenset[str]:
        """The IRIs of the properties and classes that some triple uses."""
        answer = self._run(_VOCABULARY, "vocabulary", ox.QuerySolutions)
        return frozenset(row[0].value for row in answer if isinstance(row[0], ox.NamedNode))

    def literals(self) -> Iterator[Literal]:
        """The literals that are values of some triple, each once, but for integers that are well-formed."""
        for row in self._run(_LITERALS, "literals", ox.QuerySolutions):
            yield cast("Literal", to_rdflib(row[0]))

    def named(self) -> frozenset[URIRef]:
        """The IRIs that are values of some triple."""
        answer = self._run(_NAMED, "named", ox.QuerySolutions)
        return frozenset(URIRef(row[0].value) for row in answer if isinstance(row[0], ox.NamedNode))

    def triples(
        self, subject: Node | None = None, predicate: Node | None = None, object_: Node | None = None
    ) -> Iterator[Triple]:
        """The triples, each once, that have the given terms in their places."""
        pattern = (None if term is None else to_oxigraph(term) for term in (subject, predicate, object_))
        one, two, three = cast("Any", pattern)
        return map(to_triple, self._store.quads_for_pattern(one, two, three, _UNION))

    def values(self, subject: Node | None, predicate: URIRef) -> Iterator[Node]:
        """The values that `subject` has for a property; none for None."""
        return (triple[2] for triple in self.triples(subject, predicate)) if subject is not None else iter(())

    def value(self, subject: Node | None, predicate: URIRef) -> Node | None:
        """One value that `subject` has for a property."""
        return next(self.values(subject, predicate), None)

    def subjects(self, predicate: URIRef, value: Node) -> Iterator[Node]:
        """The subjects that have a value for a property."""
        return (triple[0] for triple in self.triples(None, predicate, value))

    def add_ntriples(self, graph_iri: str, data: bytes) -> None:
        """Adds the triples of N-Triples, with the labels of their blank nodes, to the graph `graph_iri`.

        Raises DataError if they do not parse.
        """
        graph = named(graph_iri)
        if b"_:" in data:  # which Oxigraph's store would give other labels
            self._extend(placed(quad.triple, graph) for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES))
            return
        self._read(graph_iri, data)

    def add(self, graph_iri: str, triples: Iterable[Triple]) -> None:
        """Adds `triples` to the graph `graph_iri`. Raises DataError for a term that RDF does not allow."""
        graph = named(graph_iri)
        self._extend(to_quad(triple, graph) for triple in triples)

    def add_files(self, graph_iri: str, files: Iterable[Path]) -> None:
        """Adds the triples of Turtle files to the graph `graph_iri`.

        Raises DataError, naming file and line, for one that is missing or does not parse.
        """
        graph = named(graph_iri)
        for file in files:
            parse_into(self._store, read_rdf(file), graph)
        self._store.update(_UNITE_ONE.format(graph))

    def add_about(self, graph_iri: str, facts: Facts, subjects: Iterable[str]) -> None:
        """Adds to the graph `graph_iri` all that `facts` say of the subjects."""
        graph = named(graph_iri)
        self._extend(placed(quad.triple, graph) for subject in subjects for quad in facts.quads(subject))

    def add_found(self, graph_iri: str, source: Store, sparql: str) -> None:
        """Adds to the graph `graph_iri` the triples that a CONSTRUCT query yields over another store.

        Errors as in `select`.
        """
        graph = named(graph_iri)
        found = source._run(sparql, "query", ox.QueryTriples)
        self._extend(placed(triple, graph) for triple in found)

    def derive(self, rule: str, graph_iri: str) -> int:
        """Adds to `graph_iri` what the CONSTRUCT query `rule` yields and no graph holds yet; its number."""
        graph = ox.NamedNode(graph_iri)
        found = self._run(rule, "rule", ox.QueryTriples)
        new = {triple for triple in found if placed(triple, _UNION) not in self._store}
        self._extend(placed(triple, graph) for triple in new)
        return len(new)

    def answer(self, sparql: str, name: str = "query", timeout: float | None = None) -> Answer:
        """What the graph answers to a query: a table, yes or no, or a store of the triples that it yields.

        `name` says in messages where the query stands. Raises QueryError for a query that does not parse or
        run, or takes longer than `timeout` seconds.
        """

        def work(given_up: Event) -> Answer:
            answer = self._query(sparql, name)
            try:
                if isinstance(answer, ox.QuerySolutions):
                    return Table.of(answer, given_up)
                if isinstance(answer, ox.QueryTriples):
                    found = list(takewhile(lambda _: not given_up.is_set(), answer))
                    triples = Store()
                    triples._read(UNNAMED_GRAPH, ox.serialize(found, format=ox.RdfFormat.N_TRIPLES) or b"")
                    return triples
                return bool(answer)
            except (RuntimeError, OSError) as error:  # the second where SERVICE is not reached
                raise QueryError(str(error), name) from error

        return within(timeout, work, name)

    def select(self, sparql: str, name: str = "query") -> Table:
        """The answer to a SELECT query; `name` and errors as in `answer`."""
        return as_table(self.answer(sparql, name), name)

    def without(self, triples: Iterable[Triple]) -> Store:
        """A store with the same triples, all in one graph, but for some."""
        store = Store()
        for quad in self._quads(_UNION):
            store._store.add(quad)
        for triple in triples:
            store._store.remove(to_quad(triple, _UNION))
        return store

    def part(self, subjects: Iterable[Node]) -> Store:
        """A store with the triples, all in one graph, that say something of the subjects."""
        store = Store()
        terms: list[Any] = [to_oxigraph(one) for one in subjects]
        quads = (quad for one in terms for quad in self._store.quads_for_pattern(one, None, None, _UNION))
        store._store.extend(quads)
        return store

    def dump(self, format_name: str) -> bytes:
        """All triples in one of `FORMATS`, sorted: the same triples give the same bytes.

        Blank nodes are named by RDFC-1.0; sorted N-Quads are its canonical form.
        """
        return b"".join(WRITERS[format_name](self.lines()))

    def lines(self) -> Iterator[Chunk]:
        """All triples as sorted lines of canonical N-Quads; those of `UNNAMED_GRAPH` in no graph."""
        return lines.of_quads(chain.from_iterable(map(self._in_graph, self._store.named_graphs())))

    def _run(self, sparql: str, name: str, kind: type[_Found]) -> _Found:
        """Oxigraph's answer to a query of our own, of the `kind` that it has."""
        answer = self._query(sparql, name)
        assert isinstance(answer, kind)  # noqa: S101 - the query's own form
        return answer

    def _query(self, sparql: str, name: str) -> ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean:
        """Oxigraph's answer to a query."""
        try:
            return self._store.query(sparql)
        except SyntaxError as error:
            raise query_error(error, name) from error
        except (RuntimeError, OSError) as error:
            raise QueryError(str(error), name) from error

    def _quads(self, graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Quad]:
        return self._store.quads_for_pattern(None, None, None, graph)

    def _in_graph(self, graph: ox.NamedNode | ox.BlankNode) -> Iterable[ox.Quad]:
        """The quads of a graph, as they are written."""
        quads = self._store.quads_for_pattern(None, None, None, graph)
        return (placed(quad.triple, _UNION) for quad in quads) if graph == _UNNAMED else quads

    def _read(self, graph_iri: str, data: bytes) -> None:
        """Adds the triples of N-Triples to the graph `graph_iri`; blank nodes get labels of their own."""
        graph = named(graph_iri)
        parse_into(self._store, Rdf(data, Syntax.NTRIPLES, graph_iri), graph)
        self._store.update(_UNITE_ONE.format(graph))

    def _extend(self, quads: Iterable[ox.Quad]) -> None:
        """Adds `quads`, each also to the union."""
        told = tuple(quads)
        self._store.extend(told)
        self._store.extend(placed(quad.triple, _UNION) for quad in told)


Answer: TypeAlias = Table | Store | bool
"""What a query answers with: SELECT a table, CONSTRUCT and DESCRIBE triples, ASK yes or no."""


class Source(Protocol):
    """What can be asked: a store in memory or on disk, or an endpoint elsewhere."""

    def answer(self, sparql: str, name: str = "query", timeout: float | None = None) -> Answer:
        """What it answers to a query; see `Store.answer`."""


def lines_at(path: Path) -> Lines:
    """The lines of a store on disk, of an RDF file, or of `graph.nq` in a folder.

    N-Quads and N-Triples stay in their file, however large; other files are loaded. Raises `DataError` as
    `Store.load` does, and what does not parse in N-Quads when it is read.
    """
    if is_store(path):
        return Store.open(path)
    file = data_file(path)
    syntax = by_name(file.name)
    return Filed(file, LISTED[syntax]) if syntax in LISTED else Store.load(path)


def _graph(triples: Iterable[ox.Quad | ox.Triple]) -> Graph:
    """An rdflib graph of Oxigraph's triples."""
    graph = Graph(bind_namespaces="none")
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    for triple in triples:
        graph.add(to_triple(triple))
    return graph
