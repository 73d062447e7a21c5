"""What shapes need to know beside the graph that they look at: of the ontology, and of the reference data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from rdflib import URIRef
from rdflib.namespace import ORG, OWL, RDF, RDFS
from rdflib.term import Node

from servanda import iris
from servanda.rdf import Facts
from servanda.reason import follow, rules
from servanda.store import Store, Triple
from servanda.vocab import SV

_BELONGS = (SV.organOf, SV.locatedIn, SV.policyOf, SV.represents, SV.officeHeld, ORG.subOrganizationOf)
"""The properties that lead from an entity to another whose description shapes look at too."""

_BUILT_IN = (str(OWL), str(RDF), str(RDFS))
"""The vocabularies whose classes no shape asks for."""

_CLASSES = f"""
    PREFIX sv: <https://w3id.org/servanda/ontology#>
    CONSTRUCT {{ ?statement a ?class }} WHERE {{
        GRAPH <{iris.INFERRED_GRAPH}> {{ ?statement a ?class }} ?statement a sv:Statement
    }}
"""
"""What follows for statements, of all that follows."""


class Known:
    """The ontology and the reference data, ready to stand beside the graph of any document."""

    def __init__(self, ontology: Iterable[Path], facts: Facts) -> None:
        """From the files of the ontology, and from facts that hold the reference data."""
        self._facts = facts
        store = Store()
        store.add_files(iris.ONTOLOGY_GRAPH, ontology)
        self._rules = rules(store)
        self._hierarchy = tuple(
            triple
            for relation in (RDFS.subClassOf, OWL.disjointWith)
            for triple in store.triples(None, relation)
            if isinstance(triple[0], URIRef) and isinstance(triple[2], URIRef)
        )
        self._types = defaultdict[Node, list[Triple]](list)
        """The classes of each thing that the ontology describes, but those of OWL itself."""
        for triple in store.triples(None, RDF.type):
            own = isinstance(triple[2], URIRef) and not str(triple[2]).startswith(_BUILT_IN)
            self._types[triple[0]] += [triple] if own else []

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
            describe_named(data, self._facts, (one for one in named if one not in self._types))
        self._add_classes(data)

    def _add_classes(self, data: Store) -> None:
        """Adds the classes of statements, called so, that follow from what is said of them."""
        said = data.part(data.subjects(RDF.type, SV.Statement))
        follow(said, self._rules)
        data.add_found(iris.INFERRED_GRAPH, said, _CLASSES)


def describe_named(data: Store, facts: Facts, named: Iterable[str]) -> None:
    """Adds to `data` what facts say of things, of what they belong to, and of offices that they hold."""
    things = tuple(named)
    tenures = (tenure for one in things for tenure in facts.subjects(SV.holder, one))
    data.add_about(iris.REFERENCE_GRAPH, facts, sorted(facts.reached((*things, *tenures), _BELONGS)))
