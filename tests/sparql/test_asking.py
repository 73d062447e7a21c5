"""What a query asks for, how many rows it may answer with, and what it may not do."""

from __future__ import annotations

import pytest

from servanda.errors import QueryError
from servanda.sparql import Form, form_of, limited, refuse_service
from servanda.store import Rdf, Store
from servanda.syntax import Syntax

NUMBERS = "<urn:a> <urn:n> 1 , 2 , 3 , 4 , 5 ."
HEAD = "# SELECT ?x\nBASE <https://select.example/>\nPREFIX insert: <urn:delete:> # ASK\n"
SERVICE = "SERVICE <http://127.0.0.1:1/> { ?s ?p ?o }"


@pytest.fixture(scope="module")
def store() -> Store:
    return Store.parse(Rdf(NUMBERS.encode(), Syntax.TURTLE, "numbers.ttl"))


def numbers(store: Store, sparql: str) -> list[int]:
    """The last column of an answer."""
    return [int(str(row[-1])) for row in store.select(sparql).rows]


# --- forms --------------------------------------------------------------------------------------


@pytest.mark.parametrize("head", ["", HEAD, "\n\n", "#+ title: Delete\n"])
@pytest.mark.parametrize("word", ["select", "construct", "ask", "describe"])
def test_the_first_keyword_is_the_form(head: str, word: str) -> None:
    """What stands before it, comments, prefixes and a base, does not matter, nor does its case."""
    for keyword in (word, word.upper(), word.capitalize()):
        assert form_of(f"{head}{keyword} {{ ?delete ?p 'INSERT' }}") is Form(word)


UPDATES = [
    "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "DELETE DATA { <urn:a> <urn:b> <urn:c> }",
    "DELETE WHERE { ?s ?p ?o }",
    "DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "INSERT { ?s ?p 1 } WHERE { SELECT * { ?s ?p ?o } }",
    "LOAD <http://127.0.0.1:1/> INTO GRAPH <urn:g>",
    "CLEAR ALL",
    "DROP SILENT GRAPH <urn:g>",
    "create graph <urn:g>",
    "ADD DEFAULT TO <urn:g>",
    "MOVE <urn:a> TO <urn:b>",
    "Copy <urn:a> TO DEFAULT",
]


@pytest.mark.parametrize("head", ["", HEAD, "#+ title: x\n"])
@pytest.mark.parametrize("update", UPDATES)
def test_an_update_is_refused_with_its_line(head: str, update: str, store: Store) -> None:
    """Each kind of update is refused by name, whatever stands before it; and no store would run it."""
    with pytest.raises(
        QueryError, match=r"this is an update \([A-Z]+ …\), and a graph that is asked is"
    ) as caught:
        form_of(head + update, "mine.rq")
    assert caught.value.where == f"mine.rq:{head.count(chr(10)) + 1}"
    with pytest.raises(QueryError, match="does not parse"):
        store.answer(head + update)
    assert len(store) == 5


@pytest.mark.parametrize("text", ["", " \n", "# SELECT * {}", HEAD, "'SELECT'"])
def test_an_empty_query_is_refused(text: str) -> None:
    """Where no keyword stands there is no query."""
    with pytest.raises(
        QueryError, match=r"^mine\.rq: there is no query here; a query begins with SELECT, CONS"
    ):
        form_of(text, "mine.rq")


def test_what_is_no_query_is_refused_with_its_line() -> None:
    """Another word is named, with what a query begins with."""
    with pytest.raises(QueryError, match=r"^mine\.rq:2: a query begins with SELECT, .*, not with FIND"):
        form_of("# a\nFind ?x", "mine.rq")


@pytest.mark.parametrize("opening, closing", ["{}", "()"])
def test_a_query_that_is_nested_too_deep_is_refused_with_its_line(opening: str, closing: str) -> None:
    """Five hundred braces or parentheses may be open at once, in strings and in a row any number."""
    form_of(f"ASK {opening * 500}{closing * 500}")
    form_of(f"ASK {{ {'{}' * 1000} ?s ?p '{opening * 1000}' }}")
    with pytest.raises(QueryError, match=r"^mine\.rq:2: more than 500 braces and parentheses are open here"):
        form_of(f"ASK\n{opening * 501}{closing * 501}", "mine.rq")


# --- limits -------------------------------------------------------------------------------------

ROWS = "SELECT ?n { ?a <urn:n> ?n } ORDER BY ?n"


@pytest.mark.parametrize(
    "sparql, found",
    [
        (ROWS, [1, 2]),
        (f"{ROWS} # LIMIT 1", [1, 2]),
        (f"{ROWS} LIMIT 1", [1]),
        (f"{ROWS} LIMIT 0", []),
        (f"{ROWS} LIMIT 4", [1, 2]),
        (f"{ROWS}\nlimit # all of\n 4", [1, 2]),
        (f"{ROWS} OFFSET 2", [3, 4]),
        (f"{ROWS} LIMIT 1 OFFSET 2", [3]),
        (f"{ROWS} OFFSET 2 LIMIT 4", [3, 4]),
        (f"{ROWS} offset 4 limit 4", [5]),
        ("SELECT ?n { ?a <urn:n> ?n } ORDER BY ?n VALUES ?n { 5 4 3 }", [3, 4]),
        ("SELECT ?n { ?a <urn:n> ?n } ORDER BY ?n LIMIT 1 VALUES ?n { 5 4 3 }", [3]),
        ("SELECT ?n { ?a <urn:n> ?n } ORDER BY ?n LIMIT 3 values ?n { 5 4 3 }", [3, 4]),
        ("SELECT ?n { ?a <urn:n> ?n VALUES ?n { 5 4 3 } } ORDER BY ?n", [3, 4]),
        ("SELECT ?n { { SELECT ?n { ?a <urn:n> ?n } ORDER BY ?n LIMIT 1 } }", [1]),
        ("SELECT ?n { { SELECT ?n { ?a <urn:n> ?n } ORDER BY DESC(?n) LIMIT 3 } } ORDER BY ?n", [3, 4]),
        ("SELECT ?n { ?a <urn:n> ?n FILTER (STR(?n) != 'LIMIT 1') } ORDER BY ?n #LIMIT 1\n#VALUES", [1, 2]),
        ("SELECT ?n { ?a <urn:n> ?n } GROUP BY ?n HAVING (EXISTS { ?b ?c ?n }) ORDER BY ?n", [1, 2]),
        ("SELECT (EXISTS { ?a ?b 9 } AS ?e) ?n { ?a <urn:n> ?n } ORDER BY ?n LIMIT 3", [1, 2]),
        ("SELECT ?limit { ?a <urn:n> ?limit } ORDER BY ?limit", [1, 2]),
        ("SELECT ?limit { ?values <urn:n> ?limit } ORDER BY ?values ?limit LIMIT 1", [1]),
        ("PREFIX limit: <urn:> SELECT ?n { ?a limit:n ?n } ORDER BY ?n (limit:x)", [1, 2]),
    ],
)
def test_no_more_rows_than_wanted(sparql: str, found: list[int], store: Store) -> None:
    """Two rows are the most, in the order of the query; where it has fewer by itself, those are left."""
    assert numbers(store, limited(sparql, 2)) == found


def test_a_limit_beyond_all_numbers_is_none(store: Store) -> None:
    """More rows than an engine can count are all rows."""
    assert numbers(store, limited("SELECT ?n { ?a <urn:n> ?n } ORDER BY ?n", 10**30)) == [1, 2, 3, 4, 5]


def test_a_limit_of_none_leaves_the_columns(store: Store) -> None:
    """No rows are wanted for their columns."""
    table = store.select(limited(ROWS, 0))
    assert (table.columns, len(table)) == (("n",), 0)


# --- SERVICE ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sparql",
    [
        f"SELECT * {{ {SERVICE} }}",
        f"SELECT * {{ OPTIONAL {{ {SERVICE.replace('SERVICE', 'service SILENT')} }} }}",
        "SELECT * { SERVICE ?where { ?s ?p ?o } }",
        "SELECT * { SERVICE?where{ ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1:1/> SELECT * { SERVICE:x { ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1:1/> SELECT * { ?a ?a true.SERVICE:x # {\n{ ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1:1/> SELECT * { VALUES ?a { 1 } SERVICESILENT:x { ?s ?p ?o } }",
        SERVICE.replace("SERVICE ", "SELECT * { SERVICESILENT") + "}",
        SERVICE.replace("SERVICE", "SELECT * { ?a ?b 1SERVICE") + "}",
        SERVICE.replace("SERVICE", "SELECT * { ?a ?b trueSERVICE") + "}",
        "SELECT * { ?a ?b ?c FILTER(?a<?c)SERVICE#>\n<http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { ?a ?b ?c FILTER(?a<urn:c)SERVICE#>\n<http://127.0.0.1:1/> { ?s ?p ?o } }",
        f"SELECT * {{ ?a ?b ?c FILTER(?a<'b>'){SERVICE} FILTER(?a!='c') }}",
        f"SELECT * {{ # a comment ends here\r {SERVICE} # \n }}",
        f'SELECT * {{ ?a ?b "\\"" . {SERVICE} }} # "',
        f"SELECT * {{ ?a ?b '''it's''' , '''''' . {SERVICE} }} # '''",
        SERVICE.replace("SERVICE", "SELECT * { \\u0053ERVICE") + "}",
        SERVICE.replace("SERVICE", "SELECT * { S\\U00000045RVICE") + "}",
    ],
)
def test_service_is_refused(sparql: str) -> None:
    """However it is written, glued to its neighbours or behind what hides it, SERVICE is refused."""
    with pytest.raises(QueryError, match=r"^mine\.rq:[12]: .*SERVICE"):
        refuse_service(sparql, "mine.rq")


def test_service_is_refused_with_its_line() -> None:
    """The message says where it stands, what it does, and how to allow it."""
    with pytest.raises(QueryError, match="to another server; allow it with --allow-service") as caught:
        refuse_service(f"SELECT *\n{{\n {SERVICE} }}", "mine.rq")
    assert caught.value.where == "mine.rq:3"


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { ?s ?p 'SERVICE <http://127.0.0.1:1/> { ?s ?p ?o }' }",
        'SELECT * { ?s ?p """\nSERVICE """ , "SERVICE {", \'SERVICE\' }',
        "SELECT * { ?s ?p ?o } # SERVICE <http://127.0.0.1:1/> {",
        "PREFIX service: <urn:service#> SELECT * { ?service service:SERVICE $service ; service: 1 }",
        "PREFIX service: <urn:service#> SELECT * { GRAPH service:g { ?s ?p ?o } }",
        "PREFIX service: <urn:service#> SELECT * FROM service:g { ?s ?p ?o }",
        "PREFIX service: <urn:service#> SELECT * FROM NAMED service:g { ?s ?p ?o }",
        "SELECT * { ?s <https://example.org/SERVICE/service#SERVICE> ?o }",
        "SELECT * { VALUES (?a ?b) { (1 <https://example.org/service#it>) } }",
        "SELECT * { ?s ?p ?o FILTER (?s < ?p && ?o > 'SERVICE') }",
        "SELECT * { ?s ?p 'service'@en-service }",
    ],
)
def test_service_in_words_is_no_service(sparql: str, store: Store) -> None:
    """In a string, a comment, a prefix, a name, a variable, or an IRI, it is only a word."""
    refuse_service(sparql)
    store.answer(sparql)
