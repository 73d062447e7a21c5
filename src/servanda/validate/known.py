"""What shapes need to know beside the graph that they look at: of the ontology, and of the reference data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.term import Node

from servanda import iris
from servanda.reason import rules
from servanda.store import Store, Triple
from servanda.vocab import SV

_BELONGS = (SV.organOf, SV.locatedIn, SV.policyOf, SV.represents)
"""The properties that lead from an entity to another whose description shapes look at too."""


class Known:
    """The ontology and the reference data in a store, ready to stand beside the graph of any document."""

    def __init__(self, store: Store) -> None:
        """From the graphs of the ontology and of the reference data in `store`."""
        self._store = store
        ontology = store.graph(iris.ONTOLOGY_GRAPH)
        self._rules = rules(ontology)
        self._hierarchy = tuple(
            triple
            for relation in (RDFS.subClassOf, OWL.disjointWith)
            for triple in ontology.triples((None, relation, None))
            if isinstance(triple[0], URIRef) and isinstance(triple[2], URIRef)
        )

    def beside(self, triples: Iterable[Triple], *, described: bool = False) -> Graph:
        """A graph of `triples` with what the shapes need beside them.

        That is how classes stand to each other, the classes of the cues, forces and topics that they
        use, the classes that follow for statements, and the description of each entity of the reference
        data that they name, with those that such an entity belongs to, if `triples` do not hold it.
        """
        graph = Graph(bind_namespaces="none")
        for triple in triples:
            graph.add(triple)
        named = {term for term in graph.objects() if isinstance(term, URIRef)}
        beside = () if described else descriptions(self._store, named)
        for triple in (*self._hierarchy, *self._types(named), *beside):
            graph.add(triple)
        for triple in self._classes(graph):
            graph.add(triple)
        return graph

    def _types(self, named: Iterable[URIRef]) -> Iterator[Triple]:
        """The classes of what the ontology itself describes."""
        for one in named:
            for triple in self._store.about(one, iris.ONTOLOGY_GRAPH):
                if triple[1] == RDF.type and isinstance(triple[2], URIRef):
                    yield triple

    def _classes(self, graph: Graph) -> list[Triple]:
        """The classes of the statements of a graph that follow from what it says of them."""
        statements = set(graph.subjects(SV.force, None))
        store = Store()
        store.add(iris.BASE, (triple for one in statements for triple in graph.triples((one, None, None))))
        while sum(store.derive(rule, iris.INFERRED_GRAPH) for rule in self._rules):
            pass
        inferred = store.graph(iris.INFERRED_GRAPH)
        return [triple for triple in inferred.triples((None, RDF.type, None)) if triple[0] in statements]


def descriptions(store: Store, named: Iterable[Node]) -> Iterator[Triple]:
    """What the reference data of a store say of things, and of those that they belong to."""
    met, ahead = set[Node](), list(named)
    while ahead:
        one = ahead.pop()
        if one in met or not isinstance(one, URIRef):
            continue
        met.add(one)
        for triple in store.about(one, iris.REFERENCE_GRAPH):
            yield triple
            if triple[1] in _BELONGS:
                ahead.append(triple[2])
