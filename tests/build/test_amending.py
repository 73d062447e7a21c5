"""What is inferred in a store whose documents come and go, against what is inferred from them anew."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, Namespace
from rdflib.namespace import RDF

from servanda import iris
from servanda.build.amending import amend
from servanda.reason import infer, rules
from servanda.store import Store, Triple
from servanda.store.draft import Draft

EX = Namespace("https://example.org/")
NAMES = ("one", "two", "three")
PREFIXES = """
    @prefix : <https://example.org/> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
FROM_ONE_TRIPLE = f"""{PREFIXES}
    :A rdfs:subClassOf :B . :B rdfs:subClassOf :C . :p rdfs:subPropertyOf :q . :q rdfs:domain :A .
    :q rdfs:range :D . :D rdfs:subClassOf :C . :p owl:inverseOf :back . :near a owl:SymmetricProperty .
    [] a owl:Restriction ; owl:onProperty :q ; owl:hasValue :i1 ; rdfs:subClassOf :E .
    :E rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :near ; owl:hasValue :i2 ] .
"""
FROM_LINKS = f"""{FROM_ONE_TRIPLE}
    :part a owl:TransitiveProperty ; rdfs:subPropertyOf :q . :back rdfs:subPropertyOf :part .
    :over owl:propertyChainAxiom ( :part :near ) .
"""
FROM_CLASSES = f"""{FROM_LINKS}
    [] a owl:Restriction ; owl:onProperty :near ; owl:someValuesFrom :A ; rdfs:subClassOf :B .
    :C rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :part ; owl:allValuesFrom :D ] .
    :Both owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( :A :E ) ] .
    [] a owl:Class ; owl:unionOf ( :Both [ a owl:Restriction ; owl:onProperty :over ; owl:hasValue :i3 ] ) ;
        rdfs:subClassOf :A .
"""

individuals = st.sampled_from([EX[f"i{number}"] for number in range(4)])
classes = st.sampled_from([EX[name] for name in "ABCDE"])
properties = st.sampled_from([EX[name] for name in ("p", "q", "back", "near", "part", "over")])
facts = st.one_of(
    st.tuples(individuals, st.just(RDF.type), classes),
    st.tuples(individuals, properties, individuals),
    st.tuples(individuals, st.just(EX.number), st.sampled_from([Literal(7), Literal("07", datatype=EX.odd)])),
)
documents = st.dictionaries(st.sampled_from(NAMES), st.frozensets(facts, max_size=6))


def graph_of(name: str) -> str:
    return str(EX[f"document/{name}"])


def ntriples(triples: frozenset[Triple]) -> bytes:
    return "".join(f"{s.n3()} {p.n3()} {o.n3()} .\n" for s, p, o in sorted(triples)).encode()


def store_of(ontology: str, graphs: Mapping[str, frozenset[Triple]]) -> Store:
    """Documents, with all that follows from them."""
    store = Store()
    store.add(iris.ONTOLOGY_GRAPH, Graph().parse(data=ontology, format="turtle"))
    for name, triples in graphs.items():
        store.add_ntriples(graph_of(name), ntriples(triples))
    infer(store)
    return store


def draft_of(store: Store) -> Draft:
    """A draft in memory that holds what a store does."""
    copy = ox.Store()
    copy.load(store.dump("nquads"), format=ox.RdfFormat.N_QUADS)
    copy.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")
    return Draft(copy)


@pytest.mark.parametrize("ontology", [FROM_ONE_TRIPLE, FROM_LINKS, FROM_CLASSES])
@given(before=documents, after=documents)
@settings(deadline=None, max_examples=60)
def test_amended_is_as_anew(
    ontology: str, before: dict[str, frozenset[Triple]], after: dict[str, frozenset[Triple]]
) -> None:
    """Whatever documents are replaced, added and removed: all graphs are as if they were built anew."""
    start, expected = store_of(ontology, before), store_of(ontology, after)
    draft = draft_of(start)
    for name in before.keys() - after.keys():
        draft.drop(graph_of(name))
    for name, triples in after.items():
        draft.replace(graph_of(name), ntriples(triples))
    amend(draft, rules(start))
    assert draft.dump("nquads") == expected.dump("nquads")
    assert draft.dump("ntriples") == expected.dump("ntriples")
    assert len(draft) == len(expected)


def test_a_chain_over_documents_breaks_and_mends() -> None:
    """What follows from triples of two documents goes with either of them, and comes back with it."""
    links = {"one": frozenset({(EX.i0, EX.part, EX.i1)}), "two": frozenset({(EX.i1, EX.part, EX.i2)})}
    whole = store_of(FROM_LINKS, links)
    assert (EX.i0, EX.part, EX.i2) in whole.graph(iris.INFERRED_GRAPH)
    for gone, triples in links.items():
        rest = {name: said for name, said in links.items() if name != gone}
        draft = draft_of(whole)
        draft.drop(graph_of(gone))
        amend(draft, rules(whole))
        assert draft.dump("nquads") == store_of(FROM_LINKS, rest).dump("nquads")
        draft = draft_of(draft)
        draft.replace(graph_of(gone), ntriples(triples))
        amend(draft, rules(whole))
        assert draft.dump("nquads") == whole.dump("nquads")


def test_what_supports_itself_goes() -> None:
    """Two triples that follow from each other do not stay when neither is stated any more."""
    near = frozenset({(EX.i0, EX.near, EX.i1)})
    start = store_of(FROM_ONE_TRIPLE, {"one": near})
    assert (EX.i1, EX.near, EX.i0) in start.graph(iris.INFERRED_GRAPH)
    draft = draft_of(start)
    draft.drop(graph_of("one"))
    amend(draft, rules(start))
    assert not list(draft.triples(None, EX.near, None))


def test_what_another_document_states_too_stays() -> None:
    """A triple of two documents, and what follows from it, is there until the second has gone."""
    named = frozenset({(EX.i0, RDF.type, EX.A)})
    start = store_of(FROM_ONE_TRIPLE, {"one": named, "two": named})
    draft = draft_of(start)
    draft.drop(graph_of("one"))
    amend(draft, rules(start))
    assert {EX.A, EX.B, EX.C} == set(draft.values(EX.i0, RDF.type))
    draft.drop(graph_of("two"))
    amend(draft, rules(start))
    assert not set(draft.values(EX.i0, RDF.type))
