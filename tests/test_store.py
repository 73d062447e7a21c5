"""The store: named graphs, bound variables, answers in rdflib's terms, the same bytes every time."""

from __future__ import annotations

import re
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
from servanda.store import FORMATS, UNNAMED_GRAPH, Store, Triple

EX = Namespace("https://example.org/")
FIRST, SECOND = str(EX.first), str(EX.second)
NAME = "<https://example.org/name>"
SUFFIXES = {
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


def single(store: Store, sparql: str, **bindings: Identifier) -> list[str]:
    """The first column of an answer, as sorted strings."""
    return sorted(str(row[0]) for row in store.select(sparql, bindings).rows)


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


# --- bindings ----------------------------------------------------------------------------------

REACHED = [
    f"SELECT ?tree ?given WHERE {{ ?tree {NAME} ?given }}",
    f"SELECT ?tree ?given WHERE {{ ?tree {NAME} ?name FILTER (?name = ?given) }}",
    f"SELECT ?tree ?given WHERE {{ ?tree {NAME} ?name FILTER (LCASE(STR(?name)) = LCASE(STR($given))) }}",
    f"SELECT ?tree ?given WHERE {{ ?tree {NAME} ?name FILTER EXISTS {{ ?tree {NAME} ?given }} }}",
    f"SELECT ?tree ?given WHERE {{ ?tree {NAME} ?x MINUS {{ ?tree {NAME} ?y FILTER (?y != ?given) }} }}",
    f"SELECT ?tree ?given WHERE {{ {{ ?tree {NAME} ?given }} UNION {{ ?tree {NAME} 'oak' }} }}",
    f"SELECT ?tree (COUNT(*) AS ?n) ?given WHERE {{ ?tree {NAME} ?given }} GROUP BY ?tree ?given",
    f"SELECT ?tree ?given {{ {{ SELECT ?tree ?given {{ ?tree {NAME} ?x FILTER (?x = ?given) }} }} }}",
    f"SELECT ?tree ?given WHERE {{ ?tree {NAME} ?x BIND (CONCAT(?given, '') AS ?y) FILTER (?x = ?y) }}",
]


@pytest.mark.parametrize("sparql", REACHED)
def test_a_bound_variable_is_replaced_wherever_it_stands(store: Store, sparql: str) -> None:
    """In patterns, filters, EXISTS, MINUS, UNION, aggregates and projected sub-selects alike."""
    assert single(store, sparql, given=Literal("birch")) == [str(EX.birch)]
    assert single(store, sparql, given=Literal("oak")) == []


@pytest.mark.parametrize(
    "sparql, line",
    [
        (f"SELECT ?tree\nWHERE {{ ?tree {NAME} ?given }}", 1),
        (f"SELECT ?tree ?given WHERE {{\n {{ SELECT ?tree WHERE {{ ?tree {NAME} ?given }} }}\n}}", 2),
        (f"SELECT ?tree ?given WHERE {{\n {{ SELECT * WHERE {{ ?tree {NAME} ?given }} }}\n}}", 2),
        ("SELECT (COUNT(?given) AS ?n)\nWHERE { ?tree ?p ?given }", 1),
        ("SELECT * WHERE { ?tree ?p ?given }", 1),
        (f"SELECT ?tree ?given WHERE {{\n\n ?tree {NAME} ?x BIND (?given AS ?y) }}", 3),
        (f"SELECT ?tree ?given WHERE {{\n ?tree {NAME} ?x FILTER (BOUND(?given)) }}", 2),
        (f"SELECT ?tree ?given WHERE {{\n ?tree {NAME} ?x FILTER (?given) }}", 2),
        ("SELECT ?given\n(?given AS ?tree) WHERE { }", 2),
    ],
)
def test_a_variable_that_cannot_be_bound_is_refused(store: Store, sparql: str, line: int) -> None:
    """Where Oxigraph would pass over a bound variable in silence, the query is refused, with the line."""
    with pytest.raises(QueryError) as caught:
        store.select(sparql, {"given": Literal("birch")}, "trees.rq")
    assert caught.value.where == f"trees.rq:{line}"
    assert "?given is a parameter" in caught.value.what


def test_a_misspelt_variable_is_refused(store: Store) -> None:
    """A name that the query does not have is an error; one in a comment, a string or an IRI is not in it."""
    sparql = "SELECT ?tree WHERE { ?tree <https://example.org/?given> '?given' } # ?given"
    with pytest.raises(QueryError, match=r"trees\.rq: the query has no variable \?given"):
        store.select(sparql, {"given": Literal("birch")}, "trees.rq")


HOSTILE = [
    '"',
    "'",
    '"""',
    "\\",
    '\\"',
    "} DELETE WHERE { ?s ?p ?o }",
    '" } UNION { ?tree ?p ?given',
    "' . ?tree ?p ?o . #",
    "> <https://example.org/name> ?x",
    "?tree",
    "{{}}",
    "%s {0} $given",
    "a\nb\r\nc\td",
    "naïve 😀 \u2028",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_stays_a_value(value: str) -> None:
    """Quotes, braces and whole pieces of SPARQL in a value match only themselves."""
    store = Store()
    store.add(FIRST, [(EX.it, EX.name, Literal(value)), (EX.other, EX.name, Literal("other"))])
    for sparql in REACHED[:2]:
        assert single(store, sparql, given=Literal(value)) == [str(EX.it)]
    assert len(store) == 2


@given(st.text(st.characters(exclude_categories=["Cs"])))
@settings(deadline=None)
def test_any_text_can_be_bound(value: str) -> None:
    """Whatever characters a value has, it finds the literal that is equal to it, and no other."""
    store = Store()
    store.add(FIRST, [(EX.it, EX.name, Literal(value)), (EX.other, EX.name, Literal(value + "x"))])
    assert single(store, REACHED[0], given=Literal(value)) == [str(EX.it)]


def test_a_hostile_iri_is_refused(store: Store) -> None:
    """An IRI that would break out of its brackets is no term of RDF."""
    with pytest.raises(DataError, match="is not a term of RDF"):
        store.select("SELECT ?t ?given WHERE { ?t ?p ?given }", {"given": URIRef("https://x/> } #")})


def test_construct_binds_too(store: Store) -> None:
    """CONSTRUCT takes bindings for the variables of its pattern and gives an rdflib graph."""
    sparql = f"CONSTRUCT {{ ?tree a <{EX.Tree}> }} WHERE {{ ?tree {NAME} ?given }}"
    graph = store.construct(sparql, {"given": Literal("cedar")})
    assert set(graph) == {(EX.cedar, RDF.type, EX.Tree)}


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


def test_construct_refuses_a_select(store: Store) -> None:
    """`construct` wants triples."""
    with pytest.raises(QueryError, match="does not answer with triples"):
        store.construct("SELECT ?s WHERE { ?s ?p ?o }")


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
    keeps_graphs = name in ("nquads", "trig", "jsonld")
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
    small.add_found(SECOND, store, f"CONSTRUCT {{ ?x {NAME} ?n }} WHERE {{ ?x {NAME} ?n }}", {"x": EX.ash})

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
