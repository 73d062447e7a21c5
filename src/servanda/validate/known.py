"""What shapes need to know beside the graph that they look at: of the ontology, and of the reference data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rdflib import URIRef
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.term import Node

from servanda import iris
from servanda.reason import follow, rules
from servanda.store import Store, Triple
from servanda.vocab import SV

_BELONGS = (SV.organOf, SV.locatedIn, SV.policyOf, SV.represents)
"""The properties that lead from an entity to another whose description shapes look at too."""


_BUILT_IN = (str(OWL), str(RDF), str(RDFS))
"""The vocabularies whose classes no shape asks for."""


class Known:
    """The ontology and the reference data in a store, ready to stand beside the graph of any document."""

    def __init__(self, store: Store) -> None:
        """From the graphs of the ontology and of the reference data in `store`."""
        self._store = store
        ontology = store.graph(iris.ONTOLOGY_GRAPH)
        self._rules = rules(store)
        self._hierarchy = tuple(
            triple
            for relation in (RDFS.subClassOf, OWL.disjointWith)
            for triple in ontology.triples((None, relation, None))
            if isinstance(triple[0], URIRef) and isinstance(triple[2], URIRef)
        )
        self._types = defaultdict[Node, list[Triple]](list)
        for triple in ontology.triples((None, RDF.type, None)):
            if isinstance(triple[2], URIRef) and not str(triple[2]).startswith(_BUILT_IN):
                self._types[triple[0]].append(triple)

    def stand_beside(self, data: Store, *, described: bool = False) -> None:
        """Adds to a document's triples what the shapes need beside them.

        That is how classes stand to each other, the classes of the cues, forces and topics that they
        use, the classes that follow for statements, and the description of each entity of the reference
        data that they name, with those that such an entity belongs to, if `data` do not hold it.
        """
        named = data.named()
        types = (triple for one in named & self._types.keys() for triple in self._types[one])
        data.add(iris.ONTOLOGY_GRAPH, (*self._hierarchy, *types))
        if not described:
            describe_named(data, self._store, named)
        self._add_classes(data)

    def _add_classes(self, data: Store) -> None:
        """Adds the classes of statements, called so, that follow from what is said of them."""
        statements = set(data.subjects(RDF.type, SV.Statement))
        said = Store()
        said.add(iris.BASE, (triple for one in statements for triple in data.triples(one)))
        follow(said, self._rules)
        inferred = said.graph(iris.INFERRED_GRAPH).triples((None, RDF.type, None))
        data.add(iris.INFERRED_GRAPH, (triple for triple in inferred if triple[0] in statements))


def describe_named(data: Store, store: Store, named: Iterable[Node]) -> None:
    """Adds to `data` what the reference data of a store say of things, and of those that they belong to."""
    met, ahead = set[Node](), set(named)
    while ahead:
        met |= ahead
        subjects = [one for one in ahead if isinstance(one, URIRef)]
        said = data.add_about(iris.REFERENCE_GRAPH, store, iris.REFERENCE_GRAPH, subjects)
        ahead = {triple[2] for triple in said if triple[1] in _BELONGS} - met
