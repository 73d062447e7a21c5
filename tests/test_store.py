"""The store: named graphs, answers in rdflib's terms, the same bytes every time."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import OWL, RDF, RDFS, SKOS, XSD
from rdflib.term import Identifier

from servanda.errors import DataError, QueryError
from servanda.rdf import facts_of
from servanda.store import FORMATS, UNNAMED_GRAPH, Store, Table, Triple

EX = Namespace("https://example.org/")
FIRST, SECOND = str(EX.first), str(EX.second)
NAME = "<https://example.org/name>"
SUFFIXES = {
    "rdfxml": "rdf",
    "nquads": "nq",
    "trig": "trig",
    "jsonld": "jsonld",
    "ntriples": "nt",
    "turtle": "ttl",
}
TRIPLES: list[Triple] = [
    (EX.border, RDF.type, EX.Declaration),
    (EX.border, RDFS.label, Literal("The border", lang="en")),
    (EX.border, EX.words, Literal('"Quoted" \\ back\nnew line\ttab é 😀 {brace}')),
    (EX.border, EX.number, Literal(7)),
    (EX.border, EX.day, Literal("2020-05-04", datatype=XSD.date)),
    (EX.border, EX.party, EX.norway),
    (EX.norway, RDF.type, EX.State),
]


@pytest.fixture
def store() -> Store:
    """Two graphs: names and colours of three things; one triple stands in both."""
    store = Store()
    names = [(EX[name], EX.name, Literal(name)) for name in ("ash", "birch", "cedar")]
    store.add(FIRST, [*names, (EX.ash, EX.by, EX.birch), (EX.birch, EX.by, EX.cedar)])
    store.add(SECOND, [(EX.ash, EX.name, Literal("ash")), (EX.ash, EX.leaf, Literal("green"))])
    return store


def single(store: Store, sparql: str) -> list[str]:
    """The first column of an answer, as sorted strings."""
    return sorted(str(row[0]) for row in store.select(sparql).rows)


# --- graphs ------------------------------------------------------------------------------------


def test_a_triple_in_two_graphs_counts_once(store: Store) -> None:
    """The default graph is the union of all graphs, as a set: counts are right."""
    assert single(store, "SELECT (COUNT(*) AS ?n) WHERE { ?tree <https://example.org/name> ?name }") == ["3"]
    assert len(store) == 6


def test_each_graph_can_be_asked_alone(store: Store) -> None:
    """GRAPH sees the triples of one named graph; `graph` gives them, and none for an unknown graph."""
    sparql = "SELECT ?tree WHERE { GRAPH <https://example.org/second> { ?tree ?p 'ash' } }"
    assert single(store, sparql) == [str(EX.ash)]
    assert store.graphs() == (FIRST, SECOND)
    assert set(store.graph(SECOND)) == {
        (EX.ash, EX.name, Literal("ash")),
        (EX.ash, EX.leaf, Literal("green")),
    }
    assert len(store.graph("https://example.org/third")) == 0


def test_a_rule_adds_only_what_no_graph_holds(store: Store) -> None:
    """`derive` writes the new triples of a CONSTRUCT into its graph and says how many they were."""
    by = "<https://example.org/by>"
    rule = f"CONSTRUCT {{ ?s {NAME} ?name }} WHERE {{ ?s {by}?/{NAME} ?name }}"
    assert store.derive(rule, str(EX.third)) == 2
    assert set(store.graph(str(EX.third))) == {
        (EX.ash, EX.name, Literal("birch")),
        (EX.birch, EX.name, Literal("cedar")),
    }
    assert store.derive(rule, str(EX.third)) == 1
    assert store.derive(rule, str(EX.third)) == 0


def test_terms_come_back_as_they_went_in() -> None:
    """Every kind of term is rdflib's again, equal to what was added."""
    store = Store()
    store.add(FIRST, TRIPLES)
    found = store.select("SELECT ?s ?p ?o WHERE { ?s ?p ?o }")
    assert set(found.rows) == set(TRIPLES)
    assert {type(term) for row in found.rows for term in row} == {URIRef, Literal}
    assert set(store.graph(FIRST)) == set(TRIPLES)


def test_numbers_are_kept_by_value() -> None:
    """Oxigraph keeps the value of a number, not its digits: 01.50 comes back as 1.5."""
    store = Store()
    store.add(FIRST, [(EX.it, EX.number, Literal("01.50", datatype=XSD.decimal, normalize=False))])
    ((value,),) = store.select("SELECT ?value WHERE { ?it ?p ?value }").rows
    assert str(value) == "1.5"


def test_what_is_unbound_is_none(store: Store) -> None:
    """A column without a value in a row holds None."""
    leaf = "OPTIONAL { ?tree <https://example.org/leaf> ?leaf }"
    sparql = f"SELECT ?leaf WHERE {{ ?tree {NAME} 'birch' {leaf} }}"
    assert store.select(sparql).rows == ((None,),)


@pytest.mark.parametrize("term", [URIRef("https://example.org/not an iri"), URIRef("relative"), Literal("x")])
def test_a_term_that_rdf_does_not_allow_is_refused(term: Identifier) -> None:
    """Adding a subject that is no IRI is an error that shows the term."""
    with pytest.raises(DataError, match=r"is not a (term|triple) of RDF"):
        Store().add(FIRST, [(term, EX.name, Literal("x"))])


# --- broken queries ----------------------------------------------------------------------------


def test_a_query_that_does_not_parse_names_its_line(store: Store) -> None:
    """The error has the query's name, the line, and the parser's words on one line."""
    with pytest.raises(QueryError) as caught:
        store.select("SELECT ?s\nWHERE {\n  ?s ?p", name="mine.rq")
    assert caught.value.where == "mine.rq:3"
    assert "does not parse" in caught.value.what
    assert "\n" not in caught.value.what


@pytest.mark.parametrize("sparql", ["ASK { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_a_query_of_another_kind_is_refused(store: Store, sparql: str) -> None:
    """`select` wants a SELECT."""
    with pytest.raises(QueryError, match="does not answer with a table"):
        store.select(sparql)


# --- answers -----------------------------------------------------------------------------------


def test_each_form_of_query_has_its_answer(store: Store) -> None:
    """SELECT answers with a table, ASK with yes or no, CONSTRUCT and DESCRIBE with a store of triples."""
    table = store.answer(f"SELECT ?name {{ <{EX.cedar}> {NAME} ?name }}")
    assert isinstance(table, Table)
    assert (table.columns, table.rows) == (("name",), ((Literal("cedar"),),))
    assert store.answer(f"ASK {{ <{EX.cedar}> {NAME} 'cedar' }}") is True
    assert store.answer(f"ASK {{ <{EX.cedar}> {NAME} 'oak' }}") is False
    made = store.answer(f"CONSTRUCT {{ ?tree a <{EX.Tree}> }} WHERE {{ ?tree {NAME} 'cedar' }}")
    assert isinstance(made, Store)
    assert set(made.triples()) == {(EX.cedar, RDF.type, EX.Tree)}
    assert made.graphs() == (UNNAMED_GRAPH,)
    described = store.answer(f"DESCRIBE <{EX.ash}>")
    assert isinstance(described, Store)
    assert set(described.triples()) == set(store.triples(EX.ash))


def test_a_table_has_terms_and_values() -> None:
    """A row comes as rdflib's terms, and as Python's values, in which types are those of Python."""
    typed = [
        (Literal("a", lang="en"), "a"),
        (URIRef("urn:a"), "urn:a"),
        (Literal("-7", datatype=XSD.integer), -7),
        (Literal("7", datatype=XSD.nonNegativeInteger), 7),
        (Literal("1.10", datatype=XSD.decimal, normalize=False), Decimal("1.1")),
        (Literal("0.5", datatype=XSD.double, normalize=False), 0.5),
        (Literal("false", datatype=XSD.boolean), False),
        (Literal("2020-05-04", datatype=XSD.date), date(2020, 5, 4)),
        (Literal("2020-05-04T03:02:01Z", datatype=XSD.dateTime), datetime(2020, 5, 4, 3, 2, 1, tzinfo=UTC)),
        (None, None),
        (BNode("b"), "_:b"),
    ]
    terms, values = zip(*typed, strict=True)
    table = Table.of_terms([f"c{place}" for place in range(len(terms))], [terms])
    assert table.rows == (terms,)
    assert list(table.values()) == [values]
    assert [type(value) for value in next(table.values())] == [type(value) for value in values]
    assert table == Table.of_terms(table.columns, [terms])
    assert table != Table.of_terms(table.columns, [])


@pytest.mark.parametrize(
    "text, datatype",
    [
        ("abc", XSD.decimal),
        ("1_000", XSD.integer),
        ("1_0.5", XSD.decimal),
        ("yes", XSD.boolean),
        ("2020-02-30", XSD.date),
        ("44000", XSD.gYear),
        ("-0044-03-15", XSD.date),
        ("9" * 5_000, XSD.integer),
    ],
)
def test_what_is_no_value_of_pythons_stays_a_text(text: str, datatype: URIRef) -> None:
    """A literal that its type does not allow, or that Python cannot hold, is the text that it is."""
    term = Literal(text, datatype=datatype, normalize=False)
    ((value,),) = Table.of_terms(["it"], [[term]]).values()
    assert value == text
    assert isinstance(value, str)


def test_a_query_that_fails_while_it_runs_is_named(store: Store) -> None:
    """A SERVICE that cannot be reached, and one without a name, are errors of the query."""
    for endpoint in ("<http://127.0.0.1:1/>", "?where"):
        with pytest.raises(QueryError, match=r"^mine\.rq: "):
            store.answer(f"SELECT * {{ SERVICE {endpoint} {{ ?s ?p ?o }} }}", "mine.rq")


# --- files -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_dumped_loads_again(name: str, tmp_path: Path) -> None:
    """Each format gives back the same triples, and those with named graphs the same graphs."""
    store = Store()
    store.add(FIRST, TRIPLES)
    store.add(SECOND, TRIPLES[:1])
    file = tmp_path / f"graph.{SUFFIXES[name]}"
    file.write_bytes(store.dump(name))
    again = Store.load(file)
    keeps_graphs = name in ("nquads", "trig")
    assert again.graphs() == ((FIRST, SECOND) if keeps_graphs else (UNNAMED_GRAPH,))
    assert set(again.select("SELECT ?s ?p ?o WHERE { ?s ?p ?o }").rows) == set(TRIPLES)
    assert again.dump(name) == store.dump(name)
    if name in ("turtle", "ntriples"):
        assert isomorphic(Graph().parse(file), store.graph(FIRST))


@given(st.permutations([*TRIPLES, (EX.norway, OWL.sameAs, BNode()), (BNode(), EX.knows, BNode())]))
@settings(deadline=None)
def test_the_order_of_adding_leaves_no_trace(triples: list[Triple]) -> None:
    """The same triples give the same bytes, whatever their order and the names of their blank nodes."""
    store, other = Store(), Store()
    store.add(FIRST, triples)
    nodes = {term for triple in triples for term in triple}
    renamed = {node: BNode() if isinstance(node, BNode) else node for node in nodes}
    for subject, predicate, object_ in sorted(triples, key=str):
        other.add(FIRST, [(renamed[subject], predicate, renamed[object_])])
    for name in FORMATS:
        assert store.dump(name) == other.dump(name)


def test_turtle_is_written_for_people() -> None:
    """One block per subject, types first, known prefixes, numbers bare, offsets in their own order."""
    store = Store()
    document = "https://w3id.org/servanda/id/document/d"
    ends = [(URIRef(f"{document}#char={n},{n + 1}"), EX.end, Literal(n + 1)) for n in (10, 9)]
    label = (URIRef(document), SKOS.prefLabel, Literal("Größe", lang="de"))
    store.add(FIRST, [*ends, label, (URIRef(document), RDF.type, SKOS.Concept)])
    assert store.dump("turtle").decode() == (
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n\n"
        f'<{document}> a skos:Concept ;\n    skos:prefLabel "Größe"@de .\n\n'
        f"<{document}#char=9,10> <https://example.org/end> 10 .\n\n"
        f"<{document}#char=10,11> <https://example.org/end> 11 .\n"
    )


def test_nquads_are_sorted_lines() -> None:
    """N-Quads come as sorted lines, one per triple and graph."""
    store = Store()
    store.add(SECOND, TRIPLES)
    store.add(FIRST, TRIPLES)
    lines = store.dump("nquads").decode().splitlines()
    assert lines == sorted(lines)
    assert len(lines) == 2 * len(TRIPLES)


def test_a_folder_means_the_graph_in_it(tmp_path: Path) -> None:
    """`load` of a folder reads its graph.nq."""
    (tmp_path / "graph.nq").write_text(
        "<https://a> <https://b> <https://c> <https://g> .\n", encoding="utf-8"
    )
    assert Store.load(tmp_path).graphs() == ("https://g",)


@pytest.mark.parametrize("name", ["graph.nq", "GRAPH.NQ", "g.Ttl", "g.TRIG", "g.NT"])
def test_the_case_of_a_suffix_does_not_matter(name: str, tmp_path: Path) -> None:
    """A file is read in the format of its suffix, however that is written."""
    (tmp_path / name).write_text("<https://a> <https://b> <https://c> .\n", encoding="utf-8")
    assert len(Store.load(tmp_path / name)) == 1


@pytest.mark.parametrize("graph", ["not an iri", "https://a#b#c", "https://a/\udcff"])
def test_a_graph_that_no_iri_names_is_refused(graph: str) -> None:
    """The name of a graph is an IRI like any other."""
    with pytest.raises(DataError, match="is not a term of RDF"):
        Store().add(graph, TRIPLES)


def test_an_empty_file_is_an_empty_store(tmp_path: Path) -> None:
    """A file without triples is no error."""
    file = tmp_path / "empty.ttl"
    file.touch()
    assert len(Store.load(file)) == 0


@pytest.mark.parametrize(
    "name, content, where, what",
    [
        ("bad.ttl", "<https://a> <https://b> 1 .\n\n<https://a> ;", ":3", "does not parse"),
        ("bad.nq", "<https://a> <https://b> <https://c> .\nnothing", ":2", "does not parse"),
        ("bad.csv", "a,b", "", "the suffix of an RDF file is one of"),
        (None, "", "", "there is no such file"),
    ],
)
def test_a_file_that_cannot_be_loaded_says_where(
    tmp_path: Path, name: str | None, content: str, where: str, what: str
) -> None:
    """The error names the file, the line where there is one, and what is wrong."""
    file = tmp_path / (name or "missing.ttl")
    if name:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        Store.load(file)
    assert caught.value.where == f"{file}{where}"
    assert what in caught.value.what


def test_turtle_files_join_a_graph_and_the_union(store: Store, tmp_path: Path) -> None:
    """Files are loaded into the graph that they are meant for, blank nodes and all, and count once."""
    first, second = tmp_path / "a.ttl", tmp_path / "b.ttl"
    first.write_text(f"<{EX.ash}> <{EX.grows}> [ <{EX.on}> <#hill> ] .", encoding="utf-8")
    second.write_text(f"<{EX.ash}> <{EX.name}> 'ash' .", encoding="utf-8")

    store.add_files(str(EX.third), (first, second))

    assert len(store.graph(str(EX.third))) == 3
    assert len(store) == 6 + 2
    everywhere = f"SELECT ?place WHERE {{ ?x <{EX.grows}>/<{EX.on}> ?place }}"
    assert single(store, everywhere) == [f"{first.as_uri()}#hill"]
    assert single(store, "SELECT ?g WHERE { GRAPH ?g { ?x <https://example.org/on> ?y } }") == [str(EX.third)]


@pytest.mark.parametrize("content, where", [("\n<https://a> <https://b> ;", ":2"), (None, "")])
def test_a_turtle_file_that_cannot_be_added_is_named(tmp_path: Path, content: str | None, where: str) -> None:
    """A file that is missing or does not parse is an error with its name, and the line."""
    file = tmp_path / "one.ttl"
    if content:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        Store().add_files(FIRST, [file])
    assert caught.value.where == f"{file}{where}"


def test_what_files_say_of_a_thing_joins_a_graph(tmp_path: Path) -> None:
    """All that facts have of the subjects, languages and types too, stands in the graph and the union."""
    file = tmp_path / "trees.ttl"
    file.write_text(
        f"""<{EX.ash}> <{EX.name}> "Ash"@en , "Ash"@de ; <{EX.tall}> 9 ; <{EX.by}> <{EX.birch}> .
            <{EX.birch}> <{EX.name}> "Birch" .""",
        encoding="utf-8",
    )
    store = Store()

    store.add_about(FIRST, facts_of([file]), [str(EX.ash), str(EX.oak)])

    assert set(store.graph(FIRST)) == {
        (EX.ash, EX.name, Literal("Ash", lang="en")),
        (EX.ash, EX.name, Literal("Ash", lang="de")),
        (EX.ash, EX.tall, Literal(9)),
        (EX.ash, EX.by, EX.birch),
    }
    assert len(store) == 4


def test_what_a_query_finds_joins_a_graph_of_another_store(store: Store) -> None:
    """The triples that CONSTRUCT yields over one store stand in the graph and the union of another."""
    small = Store()
    ash = f"<{EX.ash}> {NAME} ?n"
    small.add_found(SECOND, store, f"CONSTRUCT {{ {ash} }} WHERE {{ {ash} }}")

    assert set(small.graph(SECOND)) == {(EX.ash, EX.name, Literal("ash"))}
    assert len(small) == 1
    assert len(store) == 6


def test_a_graph_or_all_is_told_in_ntriples(store: Store) -> None:
    """The triples of one graph, or of all, each once, come as N-Triples; an unknown graph has none."""
    text, blanks = store.ntriples(SECOND)
    assert sorted(text.decode().splitlines()) == [
        '<https://example.org/ash> <https://example.org/leaf> "green" .',
        '<https://example.org/ash> <https://example.org/name> "ash" .',
    ]
    assert blanks == ()
    everything, _ = store.ntriples()
    assert len(everything.splitlines()) == len(set(everything.splitlines())) == len(store)
    assert store.ntriples(str(EX.third)) == (b"", ())


def test_blank_nodes_are_told_in_the_order_of_the_text() -> None:
    """Beside N-Triples stand the blank nodes in them, as they first appear there, subject or value."""
    store = Store()
    chain = [BNode(name) for name in "dacb"]
    store.add(FIRST, [(one, EX.by, other) for one, other in pairwise(chain)])
    store.add(FIRST, [(EX.ash, EX.by, chain[0]), (BNode("e"), EX.name, Literal("_:f"))])
    text, blanks = store.ntriples(FIRST)
    labels = re.findall(r"_:(\w+)(?= )", text.decode())
    assert [str(blank) for blank in blanks] == list(dict.fromkeys(labels))
    assert set(blanks) == {*chain, BNode("e")}
    again = Store()
    again.add_ntriples(SECOND, text)
    assert isomorphic(again.graph(SECOND), store.graph(FIRST))


def test_the_terms_in_use_are_told(store: Store) -> None:
    """Properties and classes are the vocabulary; IRIs and literals that are values are told, each once."""
    store.add(FIRST, [(EX.ash, RDF.type, EX.Tree), (EX.ash, EX.by, BNode())])
    names = {EX.name, EX.by, EX.leaf, RDF.type, EX.Tree}
    assert store.vocabulary() == set(map(str, names))
    assert store.named() == {EX.birch, EX.cedar, EX.Tree}
    assert sorted(map(str, store.literals())) == ["ash", "birch", "cedar", "green"]


def test_triples_are_found_by_any_of_their_terms(store: Store) -> None:
    """A pattern of subject, property and value finds its triples, each once, whatever their graphs."""
    assert set(store.triples(EX.ash, EX.name)) == {(EX.ash, EX.name, Literal("ash"))}
    assert len(list(store.triples(EX.ash, EX.name))) == 1
    assert len(list(store.triples())) == len(store)
    assert set(store.subjects(EX.by, EX.birch)) == {EX.ash}
    assert set(store.values(EX.ash, EX.leaf)) == {Literal("green")}
    assert store.value(EX.ash, EX.leaf) == Literal("green")
    assert store.value(EX.ash, EX.height) is None
    assert store.value(None, EX.leaf) is None
    assert list(store.values(None, EX.leaf)) == []


def test_a_store_without_some_triples_is_another(store: Store) -> None:
    """What is taken away is gone from the new store, whatever graphs it stood in, and stays in the old."""
    gone = (EX.ash, EX.name, Literal("ash"))
    less = store.without([gone])
    assert set(less.triples()) == set(store.triples()) - {gone}
    assert gone in set(store.triples())


def test_a_folder_without_a_graph_says_what_to_do(tmp_path: Path) -> None:
    """The error for a folder that nothing was built in names the file it looked for and the command."""
    with pytest.raises(DataError, match="servanda build"):
        Store.load(tmp_path)
