"""Terms in the place of variables: what two engines answer to the text, and what the text keeps."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import XSD
from rdflib.term import Identifier

from servanda.errors import DataError, QueryError
from servanda.sparql import bound, check_bindable, variables
from servanda.sparql.tokens import tokens
from servanda.store import Store

if TYPE_CHECKING:
    from rdflib.query import ResultRow

EX = Namespace("https://example.org/")
NAME = "<https://example.org/name>"
Rows = list[tuple[Identifier | None, ...]]


def trees() -> Store:
    """Names of three trees, and who stands beside whom."""
    store = Store()
    names = [(EX[name], EX.name, Literal(name)) for name in ("ash", "birch", "cedar")]
    store.add(str(EX.first), [*names, (EX.ash, EX.by, EX.birch), (EX.birch, EX.by, EX.cedar)])
    return store


TREES = trees()
GRAPH = TREES.union()


def asked(sparql: str, terms: dict[str, Identifier], store: Store = TREES, graph: Graph = GRAPH) -> Rows:
    """The rows that Oxigraph and rdflib both answer to a query with terms in it."""
    text = bound(sparql, terms)
    rows = list(store.select(text).rows)
    found = cast("Iterable[ResultRow]", graph.query(text))
    others = [tuple(plainly(term) for term in row) for row in found]
    assert rows == others, text
    return rows


def plainly(term: Identifier | None) -> Identifier | None:
    """A term of rdflib's own engine, its type unsaid if it is that of plain texts."""
    return Literal(str(term)) if isinstance(term, Literal) and term.datatype == XSD.string else term


# --- places -------------------------------------------------------------------------------------

REACHED = [
    f"SELECT ?tree WHERE {{ ?tree {NAME} $given }}",
    f"SELECT ?tree $given WHERE {{ ?tree {NAME} ?given }}",
    f"SELECT * WHERE {{ ?tree {NAME} $given }}",
    f"SELECT?tree?given{{?tree{NAME}?given}}",
    f"SELECT DISTINCT $given ?tree WHERE {{ ?tree {NAME} $given }} ORDER BY $given ?tree",
    f"SELECT ?tree ($given AS ?same) (CONCAT($given, 'x') AS ?more) WHERE {{ ?tree {NAME} $given }}",
    f"SELECT ?tree WHERE {{ ?tree {NAME} ?name FILTER (?name = $given) }}",
    f"SELECT ?tree WHERE {{ ?tree {NAME} ?name FILTER (?name<=$given&&?name>=$given) }}",
    f"SELECT ?tree WHERE {{ ?tree {NAME} ?name FILTER (LCASE(STR(?name)) = LCASE(STR($given))) }}",
    f"SELECT ?tree WHERE {{ ?tree {NAME} ?name FILTER (?name IN ('x', $given)) }}",
    f"SELECT ?tree WHERE {{ ?tree {NAME} ?name FILTER (BOUND($given) && ?name = $given) }}",
    f"SELECT ?tree WHERE {{ ?tree {NAME} ?name FILTER BOUND($given) FILTER sameTerm(?name, $given) }}",
    f"SELECT ?tree WHERE {{ ?tree {NAME} ?name FILTER (IF(bound(?given), ?name = ?given, false)) }}",
    f"SELECT ?tree WHERE {{ ?tree {NAME} ?name FILTER ($given) FILTER (?name = $given) }}",
    f"SELECT ?tree WHERE {{ ?tree {NAME} ?name FILTER EXISTS {{ ?tree {NAME} $given }} }}",
    f"SELECT ?tree WHERE {{ ?tree {NAME} ?x MINUS {{ ?tree {NAME} ?y FILTER (?y != $given) }} }}",
    f"SELECT ?tree WHERE {{ {{ ?tree {NAME} $given }} UNION {{ ?tree {NAME} 'elm' }} }}",
    f"SELECT ?tree WHERE {{ ?tree {NAME} ?x BIND ($given AS ?y) FILTER (?x = ?y) }}",
    f"SELECT ?tree WHERE {{ ?tree {NAME} ?x BIND (CONCAT($given, '') AS ?y) FILTER (?x = ?y) }}",
    f"SELECT ?tree (COUNT(*) AS ?n) WHERE {{ ?tree {NAME} $given }} GROUP BY ?tree $given",
    f"SELECT ?tree (COUNT($given) AS ?n) {{ ?tree {NAME} $given }} GROUP BY ?tree ORDER BY DESC($given)",
    f"SELECT ?tree WHERE {{ ?tree {NAME} ?x }} GROUP BY ?tree HAVING (MAX(?x) = $given)",
    f"SELECT ?tree {{ {{ SELECT ?tree ?given {{ ?tree {NAME} ?x FILTER (?x = ?given) }} }} }}",
    f"SELECT ?tree {{ {{ SELECT ?tree {{ ?tree {NAME} $given }} }} }}",
    f"SELECT ?tree {{ {{ SELECT * {{ ?tree {NAME} $given }} }} }}",
    f"SELECT ?tree {{ ?tree {NAME} $given {{ SELECT ?given {{ }} }} }}",
    f"SELECT ?tree {{ ?tree {NAME} $given {{ SELECT DISTINCT ?given {{ ?x {NAME} ?given }} }} }}",
    f"SELECT ?tree {{ {{ SELECT ?tree {{ {{ SELECT ?tree ?given {{ ?tree {NAME} ?given }} }} }} }} }}",
    f"SELECT ?tree {{ ?tree {NAME} ?x FILTER (EXISTS {{ SELECT ?tree ?given {{ ?tree {NAME} ?given }} }}) }}",
    f"SELECT ?tree {{ ?tree {NAME} ?n FILTER (?n = $given || EXISTS {{ ?given {NAME} ?n }}) }} # $given '",
]


@pytest.mark.parametrize("sparql", REACHED)
def test_a_bound_variable_is_replaced_wherever_it_stands(sparql: str) -> None:
    """In patterns, filters, aggregates, clauses and sub-selects alike, projected or not, with either sign."""
    assert [row[0] for row in asked(sparql, {"given": Literal("birch")})] == [EX.birch]
    assert asked(sparql, {"given": Literal("oak")}) == []


def test_groups_are_those_of_the_other_keys() -> None:
    """Where the only key is bound there is one group, or none where nothing is found; else it is left out."""
    counted = f"SELECT (COUNT(*) AS ?n) WHERE {{ ?tree {NAME} $given }} GROUP BY $given"
    for sparql in (counted, f"{counted} HAVING (COUNT(*) > 0)", f"SELECT ?n {{ {{ {counted} }} }}"):
        assert asked(sparql, {"given": Literal("birch")}) == [(Literal(1),)]
        assert asked(sparql, {"given": Literal("oak")}) == []
        assert asked(sparql, {"given": EX.oak}) == []
    text = bound(f"SELECT ?tree {{ ?tree {NAME} $given }} GROUP BY $given ?tree", {"given": Literal("ash")})
    assert text.endswith("GROUP BY  ?tree")


def test_what_is_bound_is_no_column() -> None:
    """A bound variable falls out of the columns; where it was the only one it comes back."""
    for sparql, columns in (
        ("SELECT ?a $v ?b { ?a ?v ?b }", ("a", "b")),
        ("SELECT * { ?a ?v ?b }", ("a", "b")),
        ("SELECT $v { ?a ?v ?b }", ("v",)),
        ("SELECT DISTINCT $v (COUNT(*) AS ?n) { ?a ?v ?b } GROUP BY ?v", ("n",)),
        ("SELECT REDUCED $v { ?a ?v ?b }", ("v",)),
    ):
        table = TREES.select(bound(sparql, {"v": EX.by}))
        assert set(table.columns) == set(columns)
        assert len(table) >= 1


def test_names_like_keywords_are_names() -> None:
    """A variable called as a keyword is a variable; what stands behind it is bound as anywhere."""
    assert asked("SELECT ?bound ($v AS ?w) { BIND (1 AS ?bound) }", {"v": Literal("x")}) == [
        (Literal(1), Literal("x"))
    ]
    table = TREES.select(bound("SELECT ?distinct $v { BIND (1 AS ?distinct) }", {"v": Literal("x")}))
    assert table.columns == ("distinct",)
    sparql = (
        "SELECT ?where ?group { BIND (1 AS ?where) BIND ($order AS ?group) } ORDER BY ?limit ?group $order"
    )
    assert asked(sparql, {"order": Literal("x")}) == [(Literal(1), Literal("x"))]


def test_a_column_that_comes_back_takes_no_other_name() -> None:
    """In a sub-select its name is one that no variable of the query has."""
    sparql = "SELECT ?v_ { ?s <https://example.org/by> ?v_ { SELECT $v { } } } ORDER BY ?v_"
    assert asked(sparql, {"v": Literal("x")}) == [(EX.birch,), (EX.cedar,)]


def test_a_query_in_a_column_leaves_the_other_columns() -> None:
    """The columns around a sub-select are those of its query, bound or not."""
    text = bound(
        f"SELECT ?tree (EXISTS {{ SELECT $v ?tree {{ ?tree {NAME} $v }} }} AS ?has) $v"
        f" {{ ?tree {NAME} ?n }} ORDER BY ?n",
        {"v": Literal("birch")},
    )
    table = TREES.select(text)
    assert table.columns == ("tree", "has")
    assert [str(row[1]) for row in table.rows] == ["false", "true", "false"]


def test_comparisons_without_space_are_bound() -> None:
    """Where an IRI could begin, but the engines compare, variables are variables."""
    sparql = "SELECT ?x { VALUES (?x ?b) { (1 2) (2 9) } FILTER (?x<?b&&$most>?b) }"
    assert asked(sparql, {"most": Literal(3)}) == [(Literal(1),)]


def test_a_term_does_not_run_on_into_what_follows() -> None:
    """What stands right behind a bound variable is no part of its language tag."""
    assert asked("SELECT (COALESCE($v-1, 'none') AS ?w) {}", {"v": Literal("a", lang="en")}) == [
        (Literal("none"),)
    ]


def test_construct_ask_and_describe_are_bound() -> None:
    """Templates and patterns of the other forms have the term in the place of the variable, too."""
    terms = {"v": Literal("birch")}
    made = TREES.answer(bound(f"CONSTRUCT {{ ?s {EX.called.n3()} $v }} WHERE {{ ?s {NAME} $v }}", terms))
    assert isinstance(made, Store)
    assert list(made.triples()) == [(EX.birch, EX.called, Literal("birch"))]
    short = TREES.answer(bound(f"CONSTRUCT WHERE {{ ?s {NAME} $v }}", terms))
    assert isinstance(short, Store)
    assert list(short.triples()) == [(EX.birch, EX.name, Literal("birch"))]
    assert TREES.answer(bound(f"ASK {{ ?s {NAME} $v }}", terms)) is True
    assert TREES.answer(bound("ASK { ?s ?p $v }", {"v": Literal("oak")})) is False
    described = TREES.answer(bound("DESCRIBE $it", {"it": EX.cedar}))
    assert isinstance(described, Store)
    assert list(described.triples()) == [(EX.cedar, EX.name, Literal("cedar"))]
    graphs = TREES.select(bound("SELECT ?s { GRAPH $g { ?s ?p 'ash' } }", {"g": EX.first}))
    assert graphs.rows == ((EX.ash,),)


def test_several_variables_are_bound_at_once() -> None:
    """Each has its own term, and a term that looks like another variable is not read again."""
    terms: dict[str, Identifier] = {"a": Literal("$b"), "b": Literal("?a"), "p": EX.name}
    assert asked("SELECT (CONCAT($a, $b, STR($p)) AS ?all) {}", terms) == [
        (Literal("$b?ahttps://example.org/name"),)
    ]


# --- texts --------------------------------------------------------------------------------------

ECHOES = [
    "SELECT ($v AS ?w) { }",
    "SELECT $v { }",
    "SELECT (STR($v) AS ?w) { }",
    "SELECT ?w { BIND ($v AS ?w) }",
    "SELECT ?w { ?s ?p ?w FILTER (?w = $v) }",
    "SELECT ?w { ?s ?p $v , ?w FILTER (?w IN ($v)) }",
    "SELECT ?w { { SELECT ?w $v { ?s ?p ?w FILTER (STR(?w) = $v) } } }",
    "SELECT ?w { { SELECT $v { } } BIND ($v AS ?w) } ORDER BY $v",
    "SELECT (IF(BOUND($v), $v, 1) AS ?w) { }",
    "SELECT (MAX(?o) AS ?w) { ?s ?p ?o FILTER (?o = $v) } GROUP BY $v HAVING (MAX(?o) = $v)",
    "SELECT ?w { ?s ?p ?w FILTER EXISTS { ?s ?q $v FILTER (?w = $v) } } # $v",
]
HOSTILE = [
    '"',
    "'",
    '"""',
    "\\",
    '\\"',
    "\\u0022",
    "\\\\u0022",
    "\\u00220022",
    "\\U00000022 }",
    "\\u005c\\u0022",
    "\\N{QUOTATION MARK}",
    "} DROP ALL # ",
    "} DELETE WHERE { ?s ?p ?o }",
    '" } UNION { ?tree ?p ?v',
    '"@en . } #',
    "' . ?tree ?p ?o . #",
    "> <https://example.org/name> ?x",
    "} } SERVICE <http://127.0.0.1/> { ?s ?p ?o",
    "?s",
    "$v",
    "{{}}",
    "%s {0} $given",
    "# no comment",
    "a\nb\r\nc\td\be\ff",
    "\0\x1b\x7f\x85\u2028\ufeff\ufffe",
    "naïve 😀 e\u0301 \u202e",
]
TEXTS = (
    st.sampled_from(HOSTILE)
    | st.text(st.characters(exclude_categories=["Cs"]))
    | st.lists(st.sampled_from([*"\\\"'uU{}<>#?$@\n\r", "0022", "0000005c"]), max_size=8).map("".join)
)


def holding(term: Identifier) -> Store:
    """A store with one thing that has a term, and one that has another."""
    store = Store()
    store.add(str(EX.g), [(EX.it, EX.name, term), (EX.other, EX.name, Literal("the other"))])
    return store


@given(st.sampled_from(ECHOES), TEXTS)
@settings(deadline=None, max_examples=300)
def test_any_text_comes_back_as_that_text(sparql: str, text: str) -> None:
    """Quotes, braces, escapes and pieces of SPARQL in a value are its characters, wherever it stands."""
    store = holding(Literal(text))
    assert asked(sparql, {"v": Literal(text)}, store, store.union()) == [(Literal(text),)]
    assert len(store) == 2


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_a_text(text: str) -> None:
    """What looks like an escape, the end of a string, or SPARQL, is read by neither engine, in any place."""
    store = holding(Literal(text))
    graph = store.union()
    for sparql in ECHOES:
        assert asked(sparql, {"v": Literal(text)}, store, graph) == [(Literal(text),)]


@given(TEXTS)
@settings(deadline=None)
def test_any_text_is_constructed(text: str) -> None:
    """The triples of a CONSTRUCT have the text that was bound."""
    made = TREES.answer(bound(f"CONSTRUCT {{ {EX.it.n3()} {NAME} $v }} WHERE {{ }}", {"v": Literal(text)}))
    assert isinstance(made, Store)
    assert list(made.triples()) == [(EX.it, EX.name, Literal(text))]


@given(TEXTS, st.sampled_from(["en", "de-at", "zh-hant-tw", "x-servanda", "sr-latn-rs"]))
@settings(deadline=None)
def test_a_text_keeps_its_language(text: str, language: str) -> None:
    """A text with a language is found as the one with that language alone."""
    term = Literal(text, lang=language)
    store = holding(term)
    store.add(str(EX.g), [(EX.plain, EX.name, Literal(text))])
    assert asked("SELECT ?s { ?s ?p $v }", {"v": term}, store, store.union()) == [(EX.it,)]


@pytest.mark.parametrize(
    "term",
    [
        Literal("2020-05-04", datatype=XSD.date),
        Literal("-7", datatype=XSD.integer),
        Literal("1.5", datatype=XSD.decimal),
        Literal("true", datatype=XSD.boolean),
        Literal('a"b\\', datatype=EX.type),
    ],
)
def test_a_literal_keeps_its_type(term: Literal) -> None:
    """A date, a number, a truth value or a literal of any type is bound as such."""
    assert asked("SELECT ($v AS ?w) (DATATYPE($v) AS ?t) {}", {"v": term}) == [(term, term.datatype)]


@given(TEXTS, st.sampled_from(["", "en", str(XSD.date)]))
def test_the_tokens_around_stay_the_same(text: str, kind: str) -> None:
    """In the place of each variable stand the tokens of its term; not one of the others is changed."""
    sparql = 'SELECT ?w { ?s ?p $v ; ?q "?v" . ?w <urn:v> $v, v:$v FILTER (?w < $v) } # $v'
    language, datatype = (kind if kind == "en" else None), (URIRef(kind) if len(kind) > 2 else None)
    term = Literal(text, lang=language, datatype=datatype, normalize=False)
    kinds = ["string", *(["tag"] if language else ["iri"] if datatype else [])]
    before, after = list(tokens(sparql)), list(tokens(bound(sparql, {"v": term})))
    is_it = [token.kind == "variable" and token.text == "v" for token in before]
    assert sum(is_it) == 4
    wanted = [kinds if it else [token.kind] for token, it in zip(before, is_it, strict=True)]
    assert [token.kind for token in after] == list(chain.from_iterable(wanted))
    others = [token.text for token, it in zip(before, is_it, strict=True) if not it]
    assert [token.text for token in after if token.kind not in kinds or token.text in others] == others


# --- IRIs ---------------------------------------------------------------------------------------

ODD = [
    "https://example.org/it's",
    "https://example.org/Ostra_(river)",
    "https://example.org/100%25/%C3%A9",
    "https://example.org/größe/中文/😀",
    "https://example.org/?a=b&c=$v;d#?s",
    "https://example.org/!$&'()*+,;=:@~-._",
    "urn:x:y",
    "mailto:o'neil@example.org",
    "tag:example.org,2020:a",
    "https://[::1]/",
]


@pytest.mark.parametrize("iri", ODD)
def test_an_odd_iri_is_itself(iri: str) -> None:
    """Whatever characters RDF allows in an IRI, it is found as itself, as subject, value, or in a filter."""
    store = Store()
    it = URIRef(iri)
    store.add(str(EX.g), [(it, EX.name, Literal("it")), (EX.other, EX.by, it)])
    graph = store.union()
    for sparql in (
        "SELECT ?w { $v <https://example.org/name> ?w }",
        "SELECT ?w { ?s <https://example.org/by> $v . $v ?p ?w }",
        "SELECT ?w { ?s ?p ?w FILTER (?s = $v) }",
        "SELECT ?w { ?s ?p ?w FILTER (?s IN ($v)) }",
    ):
        assert asked(sparql, {"v": it}, store, graph) == [(Literal("it"),)]
    assert asked("SELECT (STR($v) AS ?w) {}", {"v": it}) == [(Literal(iri),)]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=6))
@example("> } # ")
@example("\\u003e")
@settings(deadline=None)
def test_any_iri_is_itself_or_refused(end: str) -> None:
    """What is no IRI of RDF is refused, and what is one comes back."""
    iri = f"https://example.org/{end}"
    try:
        text = bound("SELECT (STR($v) AS ?w) {}", {"v": URIRef(iri)})
    except DataError:
        text = ""
    if set(end) & set('<>"{}|\\^`\0\n\r\t '):
        assert not text
    if text:
        assert TREES.select(text).rows == ((Literal(iri),),)


@pytest.mark.parametrize(
    "iri",
    ["https://x/> } #", "https://x/a b", 'https://x/"', "https://x/{}", "https://x/%zz", "relative", ""],
)
def test_what_is_no_iri_is_refused(iri: str) -> None:
    """An IRI that would break out of its brackets, or stands for nothing by itself, is no term of RDF."""
    with pytest.raises(DataError, match="is not a term of RDF"):
        bound("SELECT ?t { ?t ?p $v }", {"v": URIRef(iri)})


# --- what cannot be bound -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "query, line",
    [
        ("SELECT ?s { ?s ?p ?o\n VALUES $v { 1 } }", 2),
        ("SELECT ?s { ?s ?p ?o\n VALUES (?o $v) { (1 2) } }", 2),
        ("SELECT ?s { ?s ?p ?o }\n\nVALUES $v { 1 }", 3),
        ("SELECT ?s\n(1 AS $v) { ?s ?p ?o }", 2),
        ("SELECT ?s { ?s ?p ?o BIND (1 AS\n$v) }", 2),
        ("SELECT ?s { { SELECT ?s (MAX(?o)\nas ?v) { ?s ?p ?o } GROUP BY ?s } }", 2),
        ("SELECT ?s { ?s ?p ?v }\nGROUP BY ?s (STR(?p) AS ?v)", 2),
    ],
)
def test_a_variable_to_which_the_query_gives_values_is_refused(query: str, line: int) -> None:
    """A parameter cannot stand in VALUES or behind AS, and the line is named."""
    with pytest.raises(QueryError, match=r"\?v is a parameter, so the query cannot give it val") as caught:
        check_bindable(query, ["v"], "mine.rq")
    assert caught.value.where == f"mine.rq:{line}"
    with pytest.raises(QueryError, match=rf"^mine\.rq:{line}: "):
        bound(query, {"v": EX.it}, "mine.rq")


def test_a_variable_beside_values_is_bindable() -> None:
    """VALUES and AS concern the variables they name, not those in strings, comments or expressions."""
    query = 'SELECT ?w { VALUES ?w { "$v" } FILTER (?w != $v) BIND (STR($v) AS ?x) } # AS ?v'
    assert asked(query, {"v": Literal("x")}) == [(Literal("$v"),)]


def test_a_misspelt_variable_is_refused() -> None:
    """A name that the query does not have is an error; one in a comment, a string or an IRI is not in it."""
    sparql = "SELECT ?tree WHERE { ?tree <https://example.org/?given> '?given' } # ?given"
    for name in ("given", "tre"):
        with pytest.raises(QueryError, match=rf"^trees\.rq: the query has no variable \?{name}$"):
            bound(sparql, {name: Literal("birch")}, "trees.rq")


def test_nothing_bound_is_the_same_text() -> None:
    """Without terms the query stays as it was written."""
    for sparql in REACHED:
        assert bound(sparql, {}) == sparql
        assert "given" not in variables(bound(sparql, {"given": Literal("?given")}))
