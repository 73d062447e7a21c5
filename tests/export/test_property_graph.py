"""The property graph: as many nodes, edges and values as SPARQL counts, with their types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, XSD

from servanda import iris
from servanda.export.property_graph import (
    GRAPHS,
    Edge,
    Kind,
    Node,
    PropertyGraph,
    Type,
    property_graph,
)
from servanda.store import Store, Triple
from servanda.vocab import SV

EX = "https://example.org/"
DOCUMENT = URIRef(f"{EX}document/a")
OTHER = URIRef(f"{EX}document/b")
STATEMENT = URIRef(f"{DOCUMENT}#statement=0,9")
ACTOR = URIRef(f"{EX}actor/ostra")

NOT_TERM = 'FILTER (!REGEX(STR(?s), "^https://w3id.org/servanda/[a-z]+#"))'
PREFIXES = """
    PREFIX sv: <https://w3id.org/servanda/ontology#>
    PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    PREFIX oa: <http://www.w3.org/ns/oa#>
"""
OF_OURS = "FILTER EXISTS { ?s a ?class FILTER STRSTARTS(STR(?class), STR(sv:)) }"


@pytest.fixture(scope="module")
def corpus(built: Path) -> Store:
    return Store.load(built)


@pytest.fixture(scope="module")
def graph(corpus: Store) -> PropertyGraph:
    return property_graph(corpus)


def of(*triples: Triple, graph: str = str(DOCUMENT)) -> PropertyGraph:
    """The property graph of a store with these triples."""
    store = Store()
    store.add(graph, triples)
    return property_graph(store)


def node(graph: PropertyGraph, iri: str) -> Node:
    return next(one for one in graph.nodes if one.iri == str(iri))


def counted(store: Store, sparql: str) -> dict[str, int]:
    """The first column of an answer, by local name, with the number in the second."""
    rows = store.select(PREFIXES + sparql).values()
    return {str(name).replace("#", "/").rpartition("/")[2]: int(str(number)) for name, number in rows}


def values(graph: PropertyGraph) -> Iterator[tuple[str, object]]:
    """The properties of nodes that are data, value by value."""
    for one in graph.nodes:
        if one.iri.startswith(iris.BASE):
            for key, value in one.properties.items():
                yield from ((key, each) for each in (value if isinstance(value, tuple) else (value,)))


# --- the corpus ----------------------------------------------------------------------------------


def test_there_are_as_many_nodes_of_a_label_as_things_of_its_class(
    corpus: Store, graph: PropertyGraph
) -> None:
    """Each class of ours has as many things, terms of the lexicon aside, as its label has nodes."""
    sparql = f"""
        SELECT ?class (COUNT(DISTINCT ?s) AS ?number) {{
            ?s a ?class FILTER STRSTARTS(STR(?class), STR(sv:)) {NOT_TERM}
        }} GROUP BY ?class
    """
    labels = Counter(label for one in graph.nodes if one.iri.startswith(iris.BASE) for label in one.labels)
    assert labels == counted(corpus, sparql)
    assert labels["Statement"] > 40


def test_there_are_as_many_edges_as_triples(corpus: Store, graph: PropertyGraph) -> None:
    """Each property of ours that leads from data to data has as many triples as its type has edges."""
    sparql = f"""
        SELECT ?p (COUNT(*) AS ?number) {{
            ?s ?p ?o FILTER (isIRI(?o) && STRSTARTS(STR(?p), STR(sv:)) && ?p != sv:citation)
            {NOT_TERM} {OF_OURS}
        }} GROUP BY ?p
    """
    expected = {
        "".join(f"_{letter}" if letter.isupper() else letter for letter in name).upper(): number
        for name, number in counted(corpus, sparql).items()
    }
    found = Counter(edge.type for edge in graph.edges if edge.start.startswith(iris.BASE))
    assert found == expected
    assert found["BEARER"] > 50


def test_there_are_as_many_values_as_literals(corpus: Store, graph: PropertyGraph) -> None:
    """Each property of data has as many values as literals, or IRIs of nothing in the graph, stand there."""
    sparql = f"""
        SELECT ?p (COUNT(*) AS ?number) {{
            ?s ?p ?o FILTER (?p != rdf:type && (isLiteral(?o) || !STRSTARTS(STR(?p), STR(sv:))))
            FILTER NOT EXISTS {{ ?o a ?is FILTER STRSTARTS(STR(?is), STR(sv:)) }}
            FILTER NOT EXISTS {{ ?o a skos:Concept }}
            {NOT_TERM} {OF_OURS}
        }} GROUP BY ?p
    """
    expected = counted(corpus, sparql.replace("rdf:type", f"<{RDF.type}>"))
    found = Counter(key for key, _ in values(graph))
    assert {key: found[key] for key in expected} == expected
    assert set(found) - set(expected) == {"name", GRAPHS}
    assert found["altLabel"] > 5000


def test_statements_have_typed_fields(graph: PropertyGraph) -> None:
    """A deadline is a date, a truth value is one, an offset is an integer, a figure's value a float."""
    kinds = {
        name: graph.kinds[name] for name in ("deadline", "negated", "start", "value", "notation", "action")
    }
    assert kinds == {
        "deadline": Kind(Type.DATE, many=False),
        "negated": Kind(Type.BOOLEAN, many=False),
        "start": Kind(Type.INTEGER, many=False),
        "value": Kind(Type.FLOAT, many=False),
        "notation": Kind(Type.TEXT, many=True),
        "action": Kind(Type.TEXT, many=False),
    }
    assert {type(value) for key, value in values(graph) if key == "deadline"} == {date}


def test_the_ontology_is_left_out(graph: PropertyGraph) -> None:
    """No class or property of the ontology is a node, and of its cues only those that decided a force."""
    assert not [one.iri for one in graph.nodes if one.iri.startswith(str(SV))]
    cues = {one.iri for one in graph.nodes if "Cue" in one.labels}
    assert cues == {edge.end for edge in graph.edges if edge.type == "CUE"}


def test_edges_end_at_nodes(graph: PropertyGraph) -> None:
    """Both ends of every edge are nodes, and no two edges of a type have the same ends."""
    known = {one.iri for one in graph.nodes}
    assert {end for edge in graph.edges for end in (edge.start, edge.end)} <= known
    assert len({(edge.type, edge.start, edge.end) for edge in graph.edges}) == len(graph.edges)


def test_every_part_says_which_graphs_state_it(corpus: Store, graph: PropertyGraph) -> None:
    """The graphs of nodes and edges are those of the store, and none has no graph."""
    told = {one.properties[GRAPHS] for one in graph.nodes} | {edge.graphs for edge in graph.edges}
    assert () not in told
    assert {name for graphs in told if isinstance(graphs, tuple) for name in graphs} == set(corpus.graphs())


# --- made-up data --------------------------------------------------------------------------------


def test_labels_go_from_general_to_special() -> None:
    """A class that lies under another comes behind it, and classes of other vocabularies are no labels."""
    classes = (SV.Obligation, SV.Statement, SV.Commissive, SV.Commitment, URIRef("https://schema.org/Thing"))
    graph = of(*((STATEMENT, RDF.type, one) for one in classes))
    assert node(graph, STATEMENT).labels == ("Statement", "Commissive", "Commitment", "Obligation")


def test_a_text_is_kept_as_it_is() -> None:
    """Quotes, line ends, backslashes, tabs and letters of any script pass unchanged."""
    text = '"It\'s" \\ C:\\users\r\nnew line\tand tab; ¦ | größer 🙂 中文 \u00a0'
    graph = of((STATEMENT, RDF.type, SV.Statement), (STATEMENT, SV.action, Literal(text)))
    assert node(graph, STATEMENT).properties["action"] == text


def test_languages_stand_apart() -> None:
    """English and untagged texts have the property's name, others theirs with the language."""
    graph = of(
        (DOCUMENT, RDF.type, SV.Treaty),
        (DOCUMENT, DCTERMS.title, Literal("Treaty on the Ostra", lang="en")),
        (DOCUMENT, DCTERMS.title, Literal("Tratado", lang="es")),
        (DOCUMENT, DCTERMS.title, Literal("Tratado da Ostra", lang="pt-BR")),
    )
    properties = node(graph, DOCUMENT).properties
    assert (properties["title"], properties["title_es"]) == ("Treaty on the Ostra", "Tratado")
    assert [value for key, value in properties.items() if key.lower() == "title_pt_br"] == [
        "Tratado da Ostra"
    ]
    assert properties["name"] == "Treaty on the Ostra"


def test_the_name_is_in_another_language_if_need_be() -> None:
    """A thing without an English label is called by the first of its languages, or by the end of its IRI."""
    graph = of(
        (ACTOR, RDF.type, SV.State),
        (ACTOR, SKOS.prefLabel, Literal("Ostrie", lang="fr")),
        (ACTOR, SKOS.prefLabel, Literal("Ostrien", lang="de")),
        (STATEMENT, RDF.type, SV.Statement),
    )
    assert node(graph, ACTOR).name == "Ostrien"
    assert node(graph, STATEMENT).name == "statement=0,9"


def test_several_values_anywhere_make_lists_everywhere() -> None:
    """A property of which one node has two values is a list on the node that has one as well."""
    other = URIRef(f"{EX}actor/sudland")
    graph = of(
        (ACTOR, RDF.type, SV.State),
        (ACTOR, SKOS.notation, Literal("OS")),
        (ACTOR, SKOS.notation, Literal("OST")),
        (other, RDF.type, SV.State),
        (other, SKOS.notation, Literal("SU")),
    )
    assert node(graph, ACTOR).properties["notation"] == ("OS", "OST")
    assert node(graph, other).properties["notation"] == ("SU",)


def test_the_same_text_twice_is_two_values() -> None:
    """A text that stands with and without its language counts twice, as it does in SPARQL."""
    graph = of(
        (ACTOR, RDF.type, SV.State),
        (ACTOR, SKOS.altLabel, Literal("Ostra")),
        (ACTOR, SKOS.altLabel, Literal("Ostra", lang="en")),
    )
    assert node(graph, ACTOR).properties["altLabel"] == ("Ostra", "Ostra")


@pytest.mark.parametrize(
    "literals, type_, held",
    [
        ([Literal(Decimal("1.50")), Literal(Decimal("-0.1"))], Type.FLOAT, (-0.1, 1.5)),
        ([Literal(Decimal("1.50")), Literal(3)], Type.FLOAT, (1.5, 3.0)),
        ([Literal("0.10000000000000000001", datatype=XSD.decimal)], Type.TEXT, "0.10000000000000000001"),
        ([Literal("9223372036854775807", datatype=XSD.integer)], Type.INTEGER, (1 << 63) - 1),
        ([Literal("9223372036854775808", datatype=XSD.integer)], Type.TEXT, "9223372036854775808"),
        ([Literal("INF", datatype=XSD.double)], Type.TEXT, "INF"),
        ([Literal("true", datatype=XSD.boolean)], Type.BOOLEAN, True),
        ([Literal("2019-06-07", datatype=XSD.date)], Type.DATE, date(2019, 6, 7)),
        ([Literal("2019-06-07Z", datatype=XSD.date, normalize=False)], Type.TEXT, "2019-06-07Z"),
        ([Literal("2019", datatype=XSD.gYear)], Type.TEXT, "2019"),
        ([Literal("2019-06-07T10:00:00", datatype=XSD.dateTime)], Type.TEXT, "2019-06-07T10:00:00"),
        (
            [Literal("2019-06-07", datatype=XSD.date), Literal("June")],
            Type.TEXT,
            ("2019-06-07", "June"),
        ),
    ],
)
def test_a_type_loses_nothing(literals: list[Literal], type_: Type, held: object) -> None:
    """A property has the type of all its values if that keeps each as it is, and is text otherwise."""
    graph = of((STATEMENT, RDF.type, SV.Statement), *((STATEMENT, SV.timing, one) for one in literals))
    assert graph.kinds["timing"] == Kind(type_, many=len(literals) > 1)
    assert node(graph, STATEMENT).properties["timing"] == held
    assert type(node(graph, STATEMENT).properties["timing"]) is type(held)


def test_two_properties_of_one_name_stay_apart() -> None:
    """Where two vocabularies have one name, ours keeps it, and the other has its prefix."""
    graph = of(
        (STATEMENT, RDF.type, SV.Statement),
        (STATEMENT, SV.number, Literal("7")),
        (STATEMENT, URIRef("https://schema.org/number"), Literal("8")),
        (STATEMENT, URIRef("https://example.com/x#number"), Literal("9")),
        (STATEMENT, URIRef("https://schema.org/name"), Literal("ten")),
    )
    properties = node(graph, STATEMENT).properties
    assert (properties["number"], properties["schema_number"]) == ("7", "8")
    assert (properties["number_2"], properties["schema_name"]) == ("9", "ten")


def test_an_edge_is_told_once() -> None:
    """An edge that a more special one implies is left out; one that says more stays."""
    span = URIRef(f"{DOCUMENT}#char=0,9")
    graph = of(
        (STATEMENT, RDF.type, SV.Statement),
        (span, RDF.type, SV.Span),
        (STATEMENT, SV.evidence, span),
        (STATEMENT, SV.deadlineEvidence, span),
        (STATEMENT, SV.citation, span),
    )
    assert [edge.type for edge in graph.edges] == ["DEADLINE_EVIDENCE", "EVIDENCE"]


def test_what_is_not_told_of_is_a_bare_node() -> None:
    """A bearer of whom the store says nothing is a node with its IRI; a match elsewhere is a text."""
    match = URIRef("https://example.net/ostra")
    graph = of(
        (STATEMENT, RDF.type, SV.Statement),
        (STATEMENT, SV.bearer, ACTOR),
        (STATEMENT, SKOS.exactMatch, match),
    )
    assert graph.edges == (Edge("BEARER", str(STATEMENT), str(ACTOR), (str(DOCUMENT),)),)
    assert node(graph, ACTOR).labels == ()
    assert node(graph, ACTOR).properties == {"name": "ostra", GRAPHS: (str(DOCUMENT),)}
    assert node(graph, STATEMENT).properties["exactMatch"] == str(match)


def test_machinery_is_left_out() -> None:
    """Classes, activities, blank nodes and terms that nothing leads to are no nodes."""
    cue = URIRef("https://w3id.org/servanda/cue#never")
    graph = of(
        (SV.Statement, RDF.type, OWL.Class),
        (SV.Statement, RDFS.label, Literal("statement")),
        (URIRef(f"{EX}activity"), RDF.type, URIRef("http://www.w3.org/ns/prov#Activity")),
        (BNode(), RDF.type, SV.Statement),
        (cue, RDF.type, SV.Cue),
        (STATEMENT, RDF.type, SV.Statement),
    )
    assert [one.iri for one in graph.nodes] == [str(STATEMENT)]


def test_a_triple_of_two_graphs_is_one_edge() -> None:
    """What two graphs state stands once, and lists both."""
    store = Store()
    for graph in (DOCUMENT, OTHER):
        store.add(str(graph), [(STATEMENT, RDF.type, SV.Statement), (STATEMENT, SV.bearer, ACTOR)])
        store.add(str(graph), [(STATEMENT, SV.action, Literal("to share data"))])
    found = property_graph(store)
    assert [edge.graphs for edge in found.edges] == [(str(DOCUMENT), str(OTHER))]
    assert node(found, STATEMENT).properties["action"] == "to share data"
    assert node(found, STATEMENT).properties[GRAPHS] == (str(DOCUMENT), str(OTHER))


def test_an_empty_store_has_an_empty_graph() -> None:
    """Nothing gives no nodes and no edges."""
    assert (property_graph(Store()).nodes, property_graph(Store()).edges) == ((), ())
