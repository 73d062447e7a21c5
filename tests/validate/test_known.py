"""What stands beside the graph of a document: of the ontology, and of the reference data that it names."""

from __future__ import annotations

import pytest
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from servanda import iris, resources
from servanda.store import Store, Triple
from servanda.validate import Known, describe_named
from servanda.vocab import FORCE, SV
from validate.trees import EX

DOCUMENT = str(EX.document)
MEXICO = URIRef("https://w3id.org/servanda/id/actor/mexico")


def label(name: str) -> Triple:
    return EX[name], SKOS.prefLabel, Literal(name, lang="en")


@pytest.fixture(scope="module")
def with_owners() -> Known:
    """The ontology, beside reference data with a chain of owners and a circle."""
    reference = Store()
    owners = [
        (EX.guard, SV.organOf, EX.ministry),
        (EX.ministry, SV.organOf, EX.state),
        (EX.treaty, SV.policyOf, EX.state),
        (EX.hill, SV.locatedIn, EX.state),
        (EX.state, SV.locatedIn, EX.hill),
        (EX.envoy, SV.represents, EX.ministry),
        (EX.guard, SV.concerns, EX.stranger),
    ]
    names = ("guard", "ministry", "state", "stranger", "treaty", "hill", "envoy")
    types = [(EX.guard, RDF.type, SV.SecurityForce)]
    reference.add(iris.REFERENCE_GRAPH, [*owners, *map(label, names), *types])
    return Known(resources.ontology().glob("*.ttl"), reference.facts(iris.REFERENCE_GRAPH))


@pytest.fixture
def data() -> Store:
    """A document with one statement of one bearer."""
    store = Store()
    statement = [(EX.statement, RDF.type, SV.Statement), (EX.statement, SV.force, FORCE.commitment)]
    store.add(DOCUMENT, [*statement, (EX.statement, SV.bearer, EX.guard)])
    return store


def labelled(store: Store) -> set[str]:
    return {str(triple[0]).removeprefix(str(EX)) for triple in store.triples(None, SKOS.prefLabel)}


def test_beside_a_document_stands_what_it_names(with_owners: Known, data: Store) -> None:
    """Beside the document's triples stand the entities it names, with those they belong to, and no others."""
    before = set(data.triples())
    with_owners.stand_beside(data)
    assert before < set(data.triples())
    assert set(data.graph(DOCUMENT)) == before
    assert labelled(data) == {"guard", "ministry", "state", "hill"}
    assert (EX.guard, RDF.type, SV.SecurityForce) in set(data.triples())


@pytest.mark.parametrize(
    "named, described",
    [
        ("state", {"state", "hill"}),
        ("treaty", {"treaty", "state", "hill"}),
        ("envoy", {"envoy", "ministry", "state", "hill"}),
        ("stranger", {"stranger"}),
        ("nobody", set()),
    ],
)
def test_owners_policies_places_and_those_represented_come_along(
    named: str, described: set[str], with_owners: Known
) -> None:
    """All that a named thing belongs to is described, circles included; other links lead nowhere."""
    store = Store()
    store.add(DOCUMENT, [(EX.statement, SV.concerns, EX[named])])
    with_owners.stand_beside(store)
    assert labelled(store) == described


def test_beside_a_document_stand_classes_and_their_hierarchy(with_owners: Known, data: Store) -> None:
    """The class hierarchy, the classes of forces, and those that follow for statements, let sh:class work."""
    with_owners.stand_beside(data)
    triples = set(data.triples())
    assert (SV.SecurityForce, RDFS.subClassOf, SV.Institution) in triples
    assert (FORCE.commitment, RDF.type, SV.Force) in triples
    assert (EX.statement, RDF.type, SV.Commissive) in triples
    assert any(triple[1] == OWL.disjointWith for triple in triples)
    assert not any(isinstance(term, BNode) for triple in triples for term in triple)


def test_only_the_classes_of_statements_are_inferred(with_owners: Known) -> None:
    """What is called no statement gets no class of one; nothing else is made up."""
    store = Store()
    store.add(
        DOCUMENT,
        [
            (EX.one, RDF.type, SV.Statement),
            (EX.one, SV.force, FORCE.recommendation),
            (EX.other, SV.force, FORCE.recommendation),
            (EX.third, RDF.type, SV.Statement),
        ],
    )
    with_owners.stand_beside(store)
    inferred = set(store.graph(iris.INFERRED_GRAPH))
    assert {(EX.one, RDF.type, SV.Recommendation), (EX.one, RDF.type, SV.Directive)} <= inferred
    assert {triple[0] for triple in inferred} == {EX.one}
    assert {triple[1] for triple in inferred} == {RDF.type}


def test_a_document_that_is_described_keeps_to_that(with_owners: Known, data: Store) -> None:
    """Where a graph brings the reference data that it needs, ours do not stand beside it."""
    data.add(DOCUMENT, [(EX.guard, SKOS.prefLabel, Literal("Coast Guard", lang="en"))])
    with_owners.stand_beside(data, described=True)
    assert [str(name) for name in data.values(EX.guard, SKOS.prefLabel)] == ["Coast Guard"]
    assert labelled(data) == {"guard"}
    assert (SV.SecurityForce, RDFS.subClassOf, SV.Institution) in set(data.triples())


def test_one_document_leaves_no_trace_beside_the_next(with_owners: Known, data: Store) -> None:
    """What stood beside one document does not stand beside another that does not name it."""
    with_owners.stand_beside(data)
    other = Store()
    other.add(DOCUMENT, [(EX.statement, SV.bearer, EX.stranger)])
    with_owners.stand_beside(other)
    assert labelled(other) == {"stranger"}
    assert not set(other.subjects(RDF.type, SV.Commissive))


def test_the_reference_data_of_the_project_are_known(known: Known) -> None:
    """A document that names Mexico finds its label and class beside it, and the class of its force."""
    store = Store()
    store.add(DOCUMENT, [(EX.statement, SV.bearer, MEXICO)])
    known.stand_beside(store)
    triples = set(store.triples())
    assert (MEXICO, RDF.type, SV.State) in triples
    assert (MEXICO, SKOS.prefLabel, Literal("Mexico", lang="en")) in triples


def test_what_facts_say_of_named_things_is_added_to_a_graph_of_its_own() -> None:
    """`describe_named` adds what is said of things and of their owners to the graph of the reference data."""
    reference, store = Store(), Store()
    reference.add(iris.REFERENCE_GRAPH, [label("a"), (EX.a, SV.organOf, EX.b), label("b"), label("c")])
    describe_named(store, reference.facts(iris.REFERENCE_GRAPH), [EX.a])
    assert store.graphs() == (iris.REFERENCE_GRAPH,)
    assert labelled(store) == {"a", "b"}
