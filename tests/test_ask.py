"""Asking: headers of queries, values of parameters, and answers as text."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import RDF, SKOS, XSD

from servanda import resources
from servanda.ask import Query, ResultFormat, ask, find, library, parse, read_query, render
from servanda.ask.query import ParameterType
from servanda.ask.values import bind
from servanda.errors import ParameterError, QueryError
from servanda.iris import BASE
from servanda.store import Store, Table
from servanda.vocab import SV

DECLARATIONS = Path(__file__).parent / "questions" / "declarations.trig"
BODY = "SELECT ?s $day WHERE { ?s ?p ?o FILTER(?o > $day) } ORDER BY ?s\n"
HEADER = """\
#+ title: Later
#+ question: What is later than a day?
#+ parameters:
#+   day:
#+     type: date
#+     description: the day
"""


@pytest.fixture(scope="module")
def store() -> Store:
    return Store.load(DECLARATIONS)


def query_of(type_: str, default: str | None = None) -> Query:
    """A query with one parameter `it` of a type, which answers with the value that it was given."""
    lines = ["#+ title: It", "#+ question: What is it?", "#+ parameters:", "#+   it:"]
    lines += [f"#+     type: {type_}", "#+     description: the value"]
    lines += [] if default is None else [f"#+     default: {default}"]
    return parse("\n".join([*lines, "SELECT ?x $it WHERE { VALUES ?x { 1 } }"]), "it.rq")


# --- headers -----------------------------------------------------------------------------------


def test_header() -> None:
    """A header gives a query its title, its question and its parameters, the file its name."""
    query = parse(HEADER + "#+     default: 2020-01-01\n" + BODY, "somewhere/later.rq")
    assert (query.name, query.title, query.question) == ("later", "Later", "What is later than a day?")
    [parameter] = query.parameters
    assert (parameter.name, parameter.type, parameter.description) == ("day", ParameterType.DATE, "the day")
    assert parameter.default == "2020-01-01"


@pytest.mark.parametrize(
    "text, line, words",
    [
        pytest.param("#+ title: Later\n#+ question: a: b\n" + BODY, 2, "no YAML", id="no YAML"),
        pytest.param("#+ title\n" + BODY, 1, "`title: …`", id="no fields"),
        pytest.param("#+ title: Later\n" + BODY, 1, "`question: …`", id="no question"),
        pytest.param(
            HEADER.replace("question: What is later than a day?", "question:") + BODY,
            2,
            "question",
            id="empty",
        ),
        pytest.param(
            HEADER.replace("question", "qestion") + BODY, 2, "did you mean 'question'", id="unknown field"
        ),
        pytest.param(HEADER.replace("date", "day") + BODY, 4, "one of iri, string, date", id="unknown type"),
        pytest.param(HEADER.replace("#+     type: date\n", "") + BODY, 4, "one of iri", id="no type"),
        pytest.param(
            HEADER.replace("#+     description: the day\n", "") + BODY, 4, "description", id="undescribed"
        ),
        pytest.param(
            HEADER + "#+     defualt: 1\n" + BODY, 7, "did you mean 'default'", id="unknown parameter field"
        ),
        pytest.param(HEADER + "#+     default: [1]\n" + BODY, 4, "one value", id="default is a list"),
        pytest.param(HEADER[: HEADER.index("#+     type")] + BODY, 4, "'day' needs", id="bare name"),
        pytest.param(
            HEADER[: HEADER.index("#+   day")] + BODY, 4, "$day is not declared", id="no parameters"
        ),
        pytest.param(HEADER + "#+ example: soon\n" + BODY, 7, "`{name: value}`", id="no example"),
        pytest.param(HEADER + "#+ example: {day: [1]}\n" + BODY, 7, "`{name: value}`", id="listed example"),
        pytest.param(
            HEADER + "#+ example: {dya: 2020-01-01}\n" + BODY,
            7,
            "did you mean 'day'",
            id="example of nothing",
        ),
        pytest.param(HEADER + "\n#+ more: text\n" + BODY, 8, "first lines", id="gap"),
        pytest.param(HEADER + BODY.replace("$day", "?day"), 4, "does not use $day", id="not used"),
        pytest.param(HEADER + BODY.replace("?o >", "$o >"), 7, "$o is not declared", id="not declared"),
        pytest.param(HEADER + BODY.replace("?s $day", "?s"), 7, "must name it", id="not projected"),
    ],
)
def test_broken_header(text: str, line: int, words: str) -> None:
    """A broken header fails when the query is read, and names the file, the line and the fault."""
    with pytest.raises(QueryError) as caught:
        parse(text, "later.rq")
    assert caught.value.where == f"later.rq:{line}"
    assert words in caught.value.what


def test_parameter_in_words() -> None:
    """A `$` in a comment or a string is no use of a parameter."""
    with pytest.raises(QueryError, match="does not use"):
        parse(HEADER + 'SELECT ?s WHERE { ?s ?p "$day" } # $day', "later.rq")


def test_no_header(store: Store) -> None:
    """A query without a header runs, and `$` is only another `?` in it."""
    query = parse(
        "SELECT $a WHERE { $a a <https://w3id.org/servanda/ontology#PressRelease> }", "standard input"
    )
    assert (query.name, query.title, query.parameters) == ("standard input", "", ())
    assert ask(store, query).rows == ((URIRef(BASE + "document/harbour-note"),),)


# --- the library -------------------------------------------------------------------------------


def test_library() -> None:
    """The library is sorted by name; each query has a title and a question, its name is in lower case."""
    queries = library(resources.queries())
    assert [query.name for query in queries] == sorted(query.name for query in queries)
    assert all(query.title and query.question.endswith("?") for query in queries)
    assert all(set(query.name) <= set("abcdefghijklmnopqrstuvwxyz-") for query in queries)
    assert find(queries, "deadlines").title == "Deadlines"


def test_library_needs_headers(tmp_path: Path) -> None:
    """In a library a query without a header is an error, and so is a folder without queries."""
    with pytest.raises(QueryError, match="holds no queries"):
        library(tmp_path)
    (tmp_path / "bare.rq").write_text("SELECT ?s WHERE { ?s ?p ?o }")
    with pytest.raises(QueryError, match=r"bare\.rq:1: the query has no header"):
        library(tmp_path)


def test_library_needs_examples(tmp_path: Path) -> None:
    """In a library a query has an example, with a value for each parameter that has no default."""
    themed = HEADER.replace("#+ parameters:", "#+ theme: Time\n#+ parameters:")
    (tmp_path / "later.rq").write_text(themed + BODY)
    with pytest.raises(QueryError, match=r"later\.rq:1: the header needs `example: \{day: …\}`"):
        library(tmp_path)
    (tmp_path / "later.rq").write_text(themed + "#+ example: {day: 2020-01-01}\n" + BODY)
    assert library(tmp_path)[0].example == {"day": "2020-01-01"}
    (tmp_path / "later.rq").write_text(themed + "#+     default: 2020-01-01\n" + BODY)
    assert library(tmp_path)[0].example == {}


def test_example_of_an_enumeration() -> None:
    """An example gives an enumeration one of its values."""
    header = HEADER.replace("date", "enumeration") + "#+     values: [soon, late]\n"
    assert parse(f"{header}#+ example: {{day: late}}\n{BODY}", "later.rq").example == {"day": "late"}
    with pytest.raises(QueryError, match=r"later\.rq:8: the example's 'day' is none of its values"):
        parse(f"{header}#+ example: {{day: never}}\n{BODY}", "later.rq")


def test_unknown_query() -> None:
    """An unknown name gets the nearest ones."""
    with pytest.raises(QueryError, match="no query is called 'deadline'; did you mean 'deadlines'"):
        find(library(resources.queries()), "deadline")


@pytest.mark.parametrize("content, words", [(b"\xff\xfe", "no UTF-8"), (None, "cannot be read")])
def test_unreadable(tmp_path: Path, content: bytes | None, words: str) -> None:
    """A file that is missing or no text is an error that names it."""
    file = tmp_path / "query.rq"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(QueryError, match=words) as caught:
        read_query(file)
    assert caught.value.where == str(file)


# --- values ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "type_, text, term",
    [
        ("iri", "https://example.org/a?b=c#d", URIRef("https://example.org/a?b=c#d")),
        ("string", "", Literal("")),
        ("string", '"} DROP ALL # \\', Literal('"} DROP ALL # \\')),
        ("date", "2019-06-07", Literal("2019-06-07", datatype=XSD.date)),
        ("integer", "+07", Literal("7", datatype=XSD.integer)),
        ("actor", "Norland", URIRef(BASE + "actor/norland")),
        ("actor", "Kingdom of Norland", URIRef(BASE + "actor/norland")),
        ("actor", "  kingdom of  NORLAND", URIRef(BASE + "actor/norland")),
        ("actor", "RC", URIRef(BASE + "actor/river-commission")),
        ("actor", BASE + "actor/norland", URIRef(BASE + "actor/norland")),
        ("policy", "river programme", URIRef(BASE + "policy/river-programme")),
    ],
)
def test_value(store: Store, type_: str, text: str, term: URIRef | Literal) -> None:
    """A value becomes the term of its type; actors and policies go by label, alias, abbreviation or IRI."""
    query = query_of(type_)
    assert bind(store, query, {"it": text}) == {"it": term}
    assert ask(store, query, {"it": text}).rows == ((Literal(1),),)


@pytest.mark.parametrize(
    "type_, text, words",
    [
        ("iri", "norland", "no absolute IRI"),
        ("iri", "https://example.org/a b", "no absolute IRI"),
        ("iri", "https://example.org/a>b", "no absolute IRI"),
        ("date", "2019-06-31", "a date is written"),
        ("date", "20190607", "a date is written"),
        ("date", "June 2019", "a date is written"),
        ("integer", "1.5", "no whole number"),
        ("actor", "Norlund", "no actor has this name; did you mean 'Norland'"),
        ("actor", "River Programme", "no actor has this name"),
        ("actor", BASE + "actor/norlund", "no actor has this name"),
        ("policy", "River Program", "no policy has this name; did you mean 'River Programme'"),
        ("policy", "?policy", "no policy has this name"),
    ],
)
def test_refused_value(store: Store, type_: str, text: str, words: str) -> None:
    """A value that its type does not allow, or that names nothing, is an error that repeats it."""
    with pytest.raises(ParameterError) as caught:
        bind(store, query_of(type_), {"it": text})
    assert caught.value.where == "it"
    assert caught.value.what.startswith(f"it={text}: ")
    assert words in caught.value.what


def test_ambiguous_name() -> None:
    """A name of several things lists them, unless it is the label of one."""
    store = Store()
    guards = [URIRef(f"https://example.org/{name}") for name in ("mexico", "norland")]
    for guard, label in zip(guards, ("Guard of Mexico", "Guard of Norland"), strict=True):
        store.add(
            "https://example.org/", [(guard, RDF.type, SV.Actor), (guard, SKOS.prefLabel, Literal(label))]
        )
        store.add("https://example.org/", [(guard, SKOS.altLabel, Literal("Guard"))])
    words = "Guard of Mexico <https://example.org/mexico> or Guard of Norland <https://example.org/norland>"
    with pytest.raises(ParameterError, match=f"it=guard: this may be {words}"):
        bind(store, query_of("actor"), {"it": "guard"})
    store.add("https://example.org/", [(guards[1], SKOS.prefLabel, Literal("Guard"))])
    assert bind(store, query_of("actor"), {"it": "guard"}) == {"it": guards[1]}


def test_default(store: Store) -> None:
    """A default stands in for a value that is not given, even an empty one."""
    assert bind(store, query_of("date", "2020-01-01"), {}) == {"it": Literal("2020-01-01", datatype=XSD.date)}
    assert bind(store, query_of("string", '""'), {}) == {"it": Literal("")}
    assert bind(store, query_of("string", "none"), {"it": ""}) == {"it": Literal("")}


@pytest.mark.parametrize(
    "values, words",
    [
        ({}, "a value is missing: give actor=… (a state"),
        ({"acter": "Norland"}, "there is no parameter 'acter'; did you mean 'actor'?"),
        ({"actor": "Norland", "x": "1"}, "there is no parameter 'x'; there is actor, from, until"),
    ],
)
def test_misspelt_parameter(store: Store, values: dict[str, str], words: str) -> None:
    """A missing or misspelt parameter is an error before the query runs."""
    query = find(library(resources.queries()), "commitments-of-actor")
    with pytest.raises(ParameterError) as caught:
        ask(store, query, values)
    assert words in str(caught.value)


def test_parameter_of_none(store: Store) -> None:
    """A value for a query without parameters is an error."""
    with pytest.raises(ParameterError, match="this query takes none"):
        ask(store, find(library(resources.queries()), "actors"), {"actor": "Norland"})


def test_defaults_of_the_library(store: Store) -> None:
    """Every default of the library is a value of its type."""
    for query in library(resources.queries()):
        for parameter in query.parameters:
            if parameter.default is not None:
                assert bind(store, query_of(parameter.type), {"it": parameter.default})


def test_window(store: Store) -> None:
    """Days outside the window are left out, both ends are in; a document without a date is always in."""
    query = find(library(resources.queries()), "commitments-of-actor")
    dates = {
        str(row[0])
        for row in ask(store, query, {"actor": "Norland", "from": "2020-03-02", "until": "2021-09-15"}).rows
    }
    assert dates == {"None", "2021-09-15"}


def test_broken_sparql(store: Store) -> None:
    """SPARQL that does not parse is an error with the file and the line."""
    query = parse("#+ title: Broken\n#+ question: What?\nSELECT ?s\nWHERE { ?s }", "broken.rq")
    with pytest.raises(QueryError, match=r"^broken\.rq:4: "):
        ask(store, query)


# --- answers as text ---------------------------------------------------------------------------

TABLE = Table(
    ("thing", "label", "note"),
    (
        (URIRef("https://example.org/a"), Literal('say "a|b",\n\tc\\', lang="en"), None),
        (BNode("b0"), Literal("2019-06-07", datatype=XSD.date), Literal("plain")),
    ),
)


def test_csv() -> None:
    """CSV holds the bare values, and a reader of CSV gets them back."""
    text = render(TABLE, ResultFormat.CSV)
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["thing", "label", "note"],
        ["https://example.org/a", 'say "a|b",\n\tc\\', ""],
        ["_:b0", "2019-06-07", "plain"],
    ]


def test_tsv() -> None:
    """TSV holds whole terms, one row a line."""
    assert render(TABLE, ResultFormat.TSV).splitlines() == [
        "?thing\t?label\t?note",
        r'<https://example.org/a>	"say \"a|b\",\n\tc\\"@en	',
        '_:b0\t"2019-06-07"^^<http://www.w3.org/2001/XMLSchema#date>\t"plain"',
    ]


def test_json() -> None:
    """JSON is that of the W3C: types, languages and datatypes, nothing for an unbound variable."""
    assert json.loads(render(TABLE, ResultFormat.JSON)) == {
        "head": {"vars": ["thing", "label", "note"]},
        "results": {
            "bindings": [
                {
                    "thing": {"type": "uri", "value": "https://example.org/a"},
                    "label": {"type": "literal", "value": 'say "a|b",\n\tc\\', "xml:lang": "en"},
                },
                {
                    "thing": {"type": "bnode", "value": "b0"},
                    "label": {"type": "literal", "value": "2019-06-07", "datatype": str(XSD.date)},
                    "note": {"type": "literal", "value": "plain"},
                },
            ]
        },
    }


def test_markdown() -> None:
    """In Markdown a cell is one line, and its bars do not end it."""
    assert render(TABLE, ResultFormat.MARKDOWN).splitlines() == [
        "| thing | label | note |",
        "| --- | --- | --- |",
        r'| https://example.org/a | say "a\|b", c\\ |  |',
        "| _:b0 | 2019-06-07 | plain |",
    ]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r")), min_size=1, max_size=3))
def test_csv_of_any_text(cells: list[str]) -> None:
    """Whatever stands in a cell, CSV gives it back."""
    table = Table(tuple(f"c{place}" for place in range(len(cells))), (tuple(map(Literal, cells)),))
    text = render(table, ResultFormat.CSV)
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0] == list(table.columns)
    assert rows[1:] == [cells]
