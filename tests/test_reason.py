"""The rules of `reason` against owlrl, which they replace."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS
from rdflib.term import Node

from servanda import iris, resources
from servanda.errors import DataError
from servanda.reason import infer, rules
from servanda.store import Store, Triple
from servanda.vocab import FORCE, SV

EX = Namespace("https://example.org/")

PREFIXES = """
    @prefix : <https://example.org/> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SMALL_ONTOLOGY = f"""{PREFIXES}
    :A rdfs:subClassOf :B . :B rdfs:subClassOf :C , owl:Thing . :D owl:equivalentClass :E .
    :p rdfs:subPropertyOf :q . :q rdfs:subPropertyOf :r . :q owl:equivalentProperty :q2 .
    :q rdfs:domain :A . :r rdfs:range :D . :label rdfs:range xsd:string .
    :p owl:inverseOf :pBack . :near a owl:SymmetricProperty . :partOf a owl:TransitiveProperty .
    :uncleOf owl:propertyChainAxiom ( :p :near ) .
    [] a owl:Restriction ; owl:onProperty :r ; owl:hasValue :i1 ; rdfs:subClassOf :F .
    :G rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :q ; owl:hasValue :i2 ] .
    [] a owl:Restriction ; owl:onProperty :near ; owl:someValuesFrom :F ; rdfs:subClassOf :H .
    [] a owl:Restriction ; owl:onProperty :partOf ; owl:someValuesFrom owl:Thing ; rdfs:subClassOf :Part .
    :H rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :partOf ; owl:allValuesFrom :A ] .
    :Both owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( :F :H ) ] .
    [] a owl:Class ; owl:unionOf ( :Both [ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :i3 ] ) ;
        rdfs:subClassOf :Either .
    [] a owl:Restriction ; owl:onProperty :near ; rdfs:subClassOf :I ;
        owl:someValuesFrom [ a owl:Restriction ; owl:onProperty :near ; owl:someValuesFrom :G ] .
"""

individuals = st.sampled_from([EX[f"i{number}"] for number in range(5)])
classes = st.sampled_from([EX[name] for name in "ABCDEFGH"])
properties = st.sampled_from([EX[name] for name in ("p", "q", "r", "pBack", "near", "partOf", "uncleOf")])
facts = st.one_of(
    st.tuples(individuals, st.just(RDF.type), classes),
    st.tuples(individuals, properties, individuals),
    st.tuples(individuals, st.just(EX.label), st.just(Literal("a name"))),
)
axioms = st.one_of(
    st.tuples(classes, st.sampled_from([RDFS.subClassOf, OWL.equivalentClass]), classes),
    st.tuples(properties, st.sampled_from([RDFS.subPropertyOf, OWL.equivalentProperty]), properties),
    st.tuples(properties, st.sampled_from([RDFS.domain, RDFS.range]), classes),
    st.tuples(properties, st.just(OWL.inverseOf), properties),
)
RESTRICTIONS = f"""{PREFIXES}
    :p a owl:ObjectProperty ; rdfs:subPropertyOf :q . :q a owl:ObjectProperty . :r a owl:ObjectProperty .
    :A a owl:Class . :C a owl:Class . :D a owl:Class . :E a owl:Class . :G a owl:Class . :H a owl:Class .
    :B a owl:Class ; rdfs:subClassOf :C . :F a owl:Class ; rdfs:subClassOf :G .
    :A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :B ] .
    [] a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :C ; rdfs:subClassOf :D .
    [] a owl:Restriction ; owl:onProperty :q ; owl:someValuesFrom :B ; rdfs:subClassOf :Wider .
    [] a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom owl:Thing ; rdfs:subClassOf :Some .
    :E rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :q ; owl:allValuesFrom :F ] .
    [] a owl:Restriction ; owl:onProperty :q ; owl:allValuesFrom :G ; rdfs:subClassOf :H .
    [] a owl:Restriction ; owl:onProperty :p ; owl:allValuesFrom :F ; rdfs:subClassOf :Narrower .
    :H rdfs:subClassOf [ a owl:Class ; owl:intersectionOf ( :Left :Right ) ] .
    [] a owl:Class ; owl:unionOf ( [ a owl:Restriction ; owl:onProperty :q ; owl:someValuesFrom :B ] :G ) ;
        rdfs:subClassOf :Either .
"""
"""What a member of :A or :E is besides, only the schema can tell: the data have no value to go by."""


def ontology_files() -> Graph:
    graph = Graph()
    for file in resources.ontology().glob("*.ttl"):
        graph.parse(file)
    return graph


def by_rules(ontology: Graph, data: Iterable[Triple]) -> set[Triple]:
    """What the rules infer from `data`."""
    store = Store()
    store.add(iris.ONTOLOGY_GRAPH, ontology)
    store.add("https://example.org/graph", data)
    infer(store)
    return set(store.graph(iris.INFERRED_GRAPH))


def by_owlrl(ontology: Graph, data: Iterable[Triple]) -> set[Triple]:
    """What owlrl infers from `data` beyond it: links and named classes, without identity and owl:Thing."""
    given = ontology + _graph(data)
    closed = Graph() + given
    DeductiveClosure(OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(closed)
    return {triple for triple in set(closed) - set(given) if _is_wanted(triple)}


def _graph(triples: Iterable[Triple]) -> Graph:
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    return graph


def _is_wanted(triple: tuple[Node, Node, Node]) -> bool:
    """Whether a triple is about an individual and says more than that it is one."""
    subject, predicate, object_ = triple
    schema = (RDFS.subClassOf, RDFS.subPropertyOf, OWL.equivalentClass, OWL.equivalentProperty)
    trivial = predicate in (OWL.sameAs, *schema, RDFS.domain, RDFS.range, OWL.inverseOf)
    named = isinstance(subject, URIRef) and not (predicate == RDF.type and not isinstance(object_, URIRef))
    return named and not trivial and not str(object_).startswith((str(OWL), str(RDFS)))


@given(st.sets(facts, max_size=8))
@settings(deadline=None, max_examples=25)
def test_the_rules_infer_what_owlrl_infers(data: set[Triple]) -> None:
    """For any data, the rules add exactly the links and named classes that owlrl adds."""
    ontology = Graph().parse(data=SMALL_ONTOLOGY, format="turtle")
    assert by_rules(ontology, data) == by_owlrl(ontology, data)


@given(st.sets(axioms, max_size=3))
@settings(deadline=None, max_examples=10)
def test_the_rules_follow_from_any_axioms_as_in_owlrl(more: set[Triple]) -> None:
    """For any axioms, restrictions among them, what follows from the schema alone is what owlrl finds."""
    ontology = Graph().parse(data=RESTRICTIONS, format="turtle") + _graph(more)
    data: list[Triple] = [(EX[f"i-{name}"], RDF.type, EX[name]) for name in "ABCDEFGH"]
    data += [(EX[f"i-from-{name}"], EX[name], EX[f"i-to-{name}"]) for name in ("p", "q", "r")]
    about_data = {triple for triple in by_rules(ontology, data) if "/i-" in triple[0].n3()}
    assert about_data == {triple for triple in by_owlrl(ontology, data) if "/i-" in triple[0].n3()}
    expected = {"A": ("D", "Wider", "Some", "Either"), "E": ("H", "Narrower", "Left"), "F": ("Either",)}
    for one, classes_ in expected.items():
        assert {(EX[f"i-{one}"], RDF.type, EX[name]) for name in classes_} <= about_data


def test_the_small_ontology_makes_every_kind_of_rule_fire() -> None:
    """Each axiom of the small ontology above yields something from data that meets it."""
    ontology = Graph().parse(data=SMALL_ONTOLOGY, format="turtle")
    data = [
        (EX.i0, EX.p, EX.i3),
        (EX.i3, EX.near, EX.i4),
        (EX.i4, EX.r, EX.i1),
        (EX.i3, EX.partOf, EX.i5),
        (EX.i5, EX.partOf, EX.i6),
        (EX.i6, EX.near, EX.i7),
        (EX.i7, RDF.type, EX.F),
        (EX.i6, RDF.type, EX.F),
        (EX.i8, RDF.type, EX.G),
        (EX.i9, EX.near, EX.i8),
    ]
    found = by_rules(ontology, data)
    expected = {
        (EX.i0, EX.q2, EX.i3),
        (EX.i0, RDF.type, EX.C),
        (EX.i3, RDF.type, EX.E),
        (EX.i3, EX.pBack, EX.i0),
        (EX.i4, EX.near, EX.i3),
        (EX.i3, EX.partOf, EX.i6),
        (EX.i0, EX.uncleOf, EX.i4),
        (EX.i4, RDF.type, EX.F),
        (EX.i8, EX.q, EX.i2),
        (EX.i3, RDF.type, EX.H),
        (EX.i5, RDF.type, EX.Part),
        (EX.i5, RDF.type, EX.A),
        (EX.i6, RDF.type, EX.Both),
        (EX.i0, RDF.type, EX.Either),
        (EX.i8, RDF.type, EX.I),
    }
    assert expected - found == set()
    assert found == by_owlrl(ontology, data)


def test_the_class_of_a_statement_follows_from_its_force() -> None:
    """Under the real ontology, each force makes a statement a member of its class and of those above."""
    data = [(EX[force], SV.force, FORCE[force]) for force in ("obligation", "permission", "endorsement")]
    found = by_rules(ontology_files(), data)
    classes_of = {
        str(name): {c for s, _, c in found if s == EX[name]} for name in ("obligation", "permission")
    }
    assert {SV.Obligation, SV.Commitment, SV.Commissive, SV.Statement} <= classes_of["obligation"]
    assert SV.Intention not in classes_of["obligation"]
    assert {SV.Permission, SV.Directive, SV.Statement} <= classes_of["permission"]
    assert (EX.endorsement, RDF.type, SV.Expressive) in found


def test_the_real_ontology_gives_what_owlrl_gives() -> None:
    """On every class and every property of the ontology, the rules and owlrl agree."""
    ontology = ontology_files()
    classes_, links = (
        sorted(term for term in ontology.subjects(RDF.type, kind) if isinstance(term, URIRef))
        for kind in (OWL.Class, OWL.ObjectProperty)
    )
    data: list[Triple] = [(EX[f"member{n}"], RDF.type, named) for n, named in enumerate(classes_)]
    data += [(EX[f"from{n}"], link, EX[f"to{n}"]) for n, link in enumerate(links)]
    data += [(EX.statement, SV.force, FORCE.commitment), (EX.guard, SV.abbreviation, Literal("GN"))]
    data += [(EX.chamber, SV.organOf, EX.congress), (EX.congress, SV.organOf, EX.state)]
    about_data = {triple for triple in by_rules(ontology, data) if str(triple[0]).startswith(str(EX))}
    assert about_data == {t for t in by_owlrl(ontology, data) if str(t[0]).startswith(str(EX))}
    assert (EX.guard, SKOS.altLabel, Literal("GN")) in about_data
    assert (EX.chamber, SV.organOf, EX.state) in about_data


def test_nothing_is_inferred_that_stands_in_another_graph() -> None:
    """The graph of inferred triples repeats no triple of the data."""
    store = Store()
    store.add(iris.ONTOLOGY_GRAPH, ontology_files())
    store.add(
        "https://example.org/graph",
        [(EX.s, SV.force, FORCE.commitment), (EX.s, RDF.type, SV.Commissive)],
    )
    infer(store)
    assert (EX.s, RDF.type, SV.Commissive) not in store.graph(iris.INFERRED_GRAPH)
    assert (EX.s, RDF.type, SV.Commitment) in store.graph(iris.INFERRED_GRAPH)


def test_a_second_run_adds_nothing() -> None:
    """The rules run to a fixpoint at once."""
    store = Store()
    store.add(iris.ONTOLOGY_GRAPH, ontology_files())
    store.add("https://example.org/graph", [(EX[f"i{n}"], SV.organOf, EX[f"i{n + 1}"]) for n in range(9)])
    assert infer(store) > 0
    assert infer(store) == 0


def test_the_rules_stand_in_a_fixed_order() -> None:
    """Two readings of the ontology, each with blank nodes of its own, give the same rules to the letter."""
    first, second = Store(), Store()
    for store in (first, second):
        store.add(iris.ONTOLOGY_GRAPH, ontology_files())
    assert rules(first) == rules(second)


@pytest.mark.parametrize(
    "axiom",
    [
        (SV.bearer, RDF.type, OWL.FunctionalProperty),
        (EX.mexico, OWL.sameAs, EX.mx),
    ],
)
def test_an_axiom_without_a_rule_is_refused(axiom: Triple) -> None:
    """A construct of OWL that no rule covers is an error that names it, never silence."""
    store = Store()
    store.add(iris.ONTOLOGY_GRAPH, [axiom])
    with pytest.raises(DataError, match=r"FunctionalProperty|sameAs"):
        rules(store)
