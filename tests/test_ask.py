"""Asking: headers of queries, values of parameters, and how a question may be asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS, XSD

from servanda import resources
from servanda.ask import Asking, Form, Query, Theme, ask, bound_query, find, library, parse, read_query
from servanda.ask.query import ParameterType
from servanda.ask.values import bind
from servanda.errors import ParameterError, QueryError, StoppedError
from servanda.iris import BASE
from servanda.sparql import variables
from servanda.store import Answer, Store, Table
from servanda.store.waiting import within
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
    """A query with one parameter `it` of a type, which answers with the term that it was bound as."""
    lines = ["#+ title: It", "#+ question: What is it?", "#+ parameters:", "#+   it:"]
    lines += [f"#+     type: {type_}", "#+     description: the value"]
    lines += ["#+     values: [wet, Bone dry]"] if type_ == "enumeration" else []
    lines += [] if default is None else [f"#+     default: {default}"]
    return parse("\n".join([*lines, "SELECT ($it AS ?is) {}"]), "it.rq")


def answered(source: Store, query: Query, values: dict[str, str]) -> tuple[tuple[object, ...], ...]:
    """The rows of an answer."""
    answer = ask(source, query, values)
    assert isinstance(answer, Table)
    return answer.rows


# --- headers -----------------------------------------------------------------------------------


def test_header() -> None:
    """A header gives a query its title, its question and its parameters, the file its name."""
    query = parse(HEADER + "#+     default: 2020-01-01\n" + BODY, "somewhere/later.rq")
    assert (query.name, query.title, query.question) == ("later", "Later", "What is later than a day?")
    [parameter] = query.parameters
    assert (parameter.name, parameter.type, parameter.description) == ("day", ParameterType.DATE, "the day")
    assert parameter.default == "2020-01-01"
    assert (query.theme, query.form) == (None, Form.SELECT)
    assert parse(f"#+ theme: Across documents\n{HEADER}{BODY}", "later.rq").theme is Theme.ACROSS


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
        pytest.param(
            HEADER + BODY.replace("{ ?s", "{ VALUES $day { 1 } ?s"), 7, "?day is a parameter", id="VALUES"
        ),
        pytest.param(HEADER + BODY.replace("?s $day", "(1 AS $day)"), 7, "cannot give it values", id="AS"),
        pytest.param(HEADER + BODY.replace("SELECT", "CHOOSE"), 7, "not with CHOOSE", id="no query"),
        pytest.param("#+ title: a\n# nothing\n", 0, "there is no query here", id="empty"),
        pytest.param("#+ theme: Tide\n" + HEADER + BODY, 1, "the theme is one of Commitments,", id="theme"),
        pytest.param(
            HEADER.replace("date", "enumeration") + BODY, 4, "lists what an enumeration", id="no values"
        ),
        pytest.param(
            HEADER.replace("date", "enumeration\n#+     values: []") + BODY, 4, "`values: […]`", id="none"
        ),
        pytest.param(
            HEADER.replace("date", "enumeration\n#+     values: wet") + BODY, 4, "`values: […]`", id="no list"
        ),
        pytest.param(HEADER + "#+     values: [a]\n" + BODY, 4, "`values: […]`", id="values of a date"),
        pytest.param(
            HEADER.replace("date", "enumeration\n#+     values: [wet, dry]\n#+     default: damp") + BODY,
            4,
            "is none of its values",
            id="default is no value",
        ),
    ],
)
def test_broken_header(text: str, line: int, words: str) -> None:
    """A broken header fails when the query is read, and names the file, the line and the fault."""
    with pytest.raises(QueryError) as caught:
        parse(text, "later.rq")
    assert caught.value.where == (f"later.rq:{line}" if line else "later.rq")
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
    assert (query.name, query.title, query.theme, query.parameters) == ("standard input", "", None, ())
    assert answered(store, query, {}) == ((URIRef(BASE + "document/harbour-note"),),)


# --- the library -------------------------------------------------------------------------------


def test_library() -> None:
    """The library is sorted by name; each query has a title and a question, its name is in lower case."""
    queries = library(resources.queries())
    assert [query.name for query in queries] == sorted(query.name for query in queries)
    assert all(query.title and query.question.endswith("?") for query in queries)
    assert all(set(query.name) <= set("abcdefghijklmnopqrstuvwxyz-") for query in queries)
    assert find(resources.queries(), "deadlines").title == "Deadlines"


def test_library_needs_headers(tmp_path: Path) -> None:
    """In a library a query without a header, or a theme, is an error, and so is a folder without queries."""
    with pytest.raises(QueryError, match="holds no queries"):
        library(tmp_path)
    (tmp_path / "bare.rq").write_text("SELECT ?s WHERE { ?s ?p ?o }")
    with pytest.raises(QueryError, match=r"bare\.rq:1: the query has no header"):
        library(tmp_path)
    (tmp_path / "bare.rq").write_text("#+ title: Bare\n#+ question: What?\nSELECT ?s WHERE { ?s ?p ?o }")
    with pytest.raises(
        QueryError, match=r"bare\.rq:1: the header needs `theme: …`, one of Commitments, Time"
    ):
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
    """An unknown name gets the nearest ones, or what lists them all."""
    with pytest.raises(QueryError, match="no query is called 'deadline'; did you mean 'deadlines'"):
        find(resources.queries(), "deadline")
    with pytest.raises(QueryError, match="no query is called 'xyz'; `servanda queries` lists"):
        find(resources.queries(), "xyz")


@pytest.mark.parametrize("content, words", [(b"\xff\xfe", "no UTF-8"), (None, "cannot be read")])
def test_unreadable(tmp_path: Path, content: bytes | None, words: str) -> None:
    """A file that is missing or no text is an error that names it."""
    file = tmp_path / "query.rq"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(QueryError, match=words) as caught:
        read_query(file)
    assert caught.value.where == str(file)


def test_a_byte_order_mark_is_no_part_of_a_query(tmp_path: Path) -> None:
    """A file that an editor began with a mark is read as without it."""
    file = tmp_path / "query.rq"
    file.write_text("SELECT (1 AS ?one) {}", encoding="utf-8-sig")
    assert read_query(file).text == "SELECT (1 AS ?one) {}"


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
        ("actor", "id:actor/norland", URIRef(BASE + "actor/norland")),
        ("actor", f"<{BASE}actor/norland>", URIRef(BASE + "actor/norland")),
        ("actor", "the Kingdom of Nórland", URIRef(BASE + "actor/norland")),
        ("iri", "sv:Actor", SV.Actor),
        ("actor", BASE + "actor/norland", URIRef(BASE + "actor/norland")),
        ("policy", "river programme", URIRef(BASE + "policy/river-programme")),
        ("place", "Ostra Delta", URIRef(BASE + "place/ostra-delta")),
        ("place", BASE + "place/ostra-delta", URIRef(BASE + "place/ostra-delta")),
        ("document", BASE + "document/harbour-note", URIRef(BASE + "document/harbour-note")),
        ("document", "harbour-note", URIRef(BASE + "document/harbour-note")),
        ("document", "note on the  harbour", URIRef(BASE + "document/harbour-note")),
        ("document", "harbour-note.txt", URIRef(BASE + "document/harbour-note")),
        ("enumeration", "wet", Literal("wet")),
        ("enumeration", " bone  DRY ", Literal("Bone dry")),
    ],
)
def test_value(store: Store, type_: str, text: str, term: URIRef | Literal) -> None:
    """A value becomes the term of its type; what is named goes by label, alias, abbreviation or IRI.

    A document goes by its title, the end of its IRI, or the name of its file.
    """
    query = query_of(type_)
    assert bind(store, query, {"it": text}) == {"it": term}
    assert answered(store, query, {"it": text}) == ((term,),)


def test_topic() -> None:
    """A topic is what stands in the scheme of topics, and is found by its names in any language."""
    store = Store()
    topic, scheme = URIRef("https://w3id.org/servanda/topic#rain"), URIRef("https://w3id.org/servanda/topic")
    names = [
        (topic, SKOS.prefLabel, Literal("rain", lang="en")),
        (topic, SKOS.altLabel, Literal("Regen", lang="de")),
    ]
    store.add("https://example.org/", [(topic, SKOS.inScheme, scheme), *names])
    store.add("https://example.org/", [(URIRef("urn:snow"), SKOS.prefLabel, Literal("snow"))])
    for text in ("rain", "Rain", "Regen", "regen", str(topic)):
        assert bind(store, query_of("topic"), {"it": text}) == {"it": topic}
    for text in ("snow", "urn:snow"):
        with pytest.raises(ParameterError, match="no topic has this name"):
            bind(store, query_of("topic"), {"it": text})


def test_what_has_no_iri_is_not_meant() -> None:
    """A name of a blank node, which cannot be bound, names nothing."""
    store = Store()
    store.add("https://example.org/", [(BNode(), RDF.type, SV.Policy), (BNode("b"), RDF.type, SV.Policy)])
    store.add("https://example.org/", [(BNode("b"), SKOS.prefLabel, Literal("The Plan"))])
    for text in ("The Plan", "the plan"):
        with pytest.raises(ParameterError, match="no policy has this name"):
            bind(store, query_of("policy"), {"it": text})


@pytest.mark.parametrize(
    "type_, text, words",
    [
        ("iri", "norland", "no absolute IRI"),
        ("iri", "https://example.org/a b", "no absolute IRI"),
        ("iri", "https://example.org/a>b", "no absolute IRI"),
        ("date", "2019-06-31", "there is no such day"),
        ("date", "2019-13-40", "there is no such day"),
        ("date", "20190607", "a date is written"),
        ("date", "June 2019", "a date is written"),
        ("integer", "1.5", "no whole number"),
        ("actor", "Norlund", "no actor has this name; did you mean 'Norland'"),
        ("actor", "River Programme", "no actor has this name"),
        ("actor", BASE + "actor/norlund", "no actor has this name"),
        ("policy", "River Program", "no policy has this name; did you mean 'River Programme'"),
        ("policy", "?policy", "no policy has this name"),
        ("iri", "https://example.org/%zz", "no absolute IRI"),
        ("iri", "http://[", "no absolute IRI"),
        ("actor", "https://example.org/%zz", "no actor has this name"),
        ("document", "http://[", "no document has this name"),
        ("document", "Harbor Note", "no document has this name; did you mean 'harbour-note'"),
        ("place", "River Programme", "no place has this name"),
        ("actor", "", "no actor has this name"),
        ("enumeration", "wett", "this is none of the values; did you mean 'wet'?"),
        ("enumeration", "cold", "this is none of the values; it is one of wet, Bone dry"),
        ("enumeration", "", "this is none of the values"),
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
    for text in ("guard", "Guard"):
        with pytest.raises(ParameterError, match=f"it={text}: this may be {words}"):
            bind(store, query_of("actor"), {"it": text})
    store.add("https://example.org/", [(guards[1], SKOS.prefLabel, Literal("Guard"))])
    assert bind(store, query_of("actor"), {"it": "guard"}) == {"it": guards[1]}


def test_default(store: Store) -> None:
    """A default stands in for a value that is not given, even an empty one."""
    assert bind(store, query_of("date", "2020-01-01"), {}) == {"it": Literal("2020-01-01", datatype=XSD.date)}
    assert bind(store, query_of("string", '""'), {}) == {"it": Literal("")}
    assert bind(store, query_of("string", "none"), {"it": ""}) == {"it": Literal("")}


@pytest.mark.parametrize("type_", list(ParameterType))
def test_any(store: Store, type_: ParameterType) -> None:
    """The default "" means any value, of a parameter of any type, and is bound as the empty text."""
    query = query_of(type_, '""')
    for values in ({}, {"it": ""}):
        assert bind(store, query, values) == {"it": Literal("")}
        assert answered(store, query, values) == ((Literal(""),),)


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
    query = find(resources.queries(), "commitments-of-actor")
    with pytest.raises(ParameterError) as caught:
        ask(store, query, values)
    assert words in str(caught.value)


def test_parameter_of_none(store: Store) -> None:
    """A value for a query without parameters is an error."""
    with pytest.raises(ParameterError, match="this query takes none"):
        ask(store, find(resources.queries(), "actors"), {"actor": "Norland"})


def test_defaults_of_the_library(store: Store) -> None:
    """Every default of the library is a value of its type."""
    for query in library(resources.queries()):
        for parameter in query.parameters:
            if parameter.default is not None:
                alone = replace(query, parameters=(parameter,))
                assert bind(store, alone, {}).keys() == {parameter.name}


def test_window(store: Store) -> None:
    """Days outside the window are left out, both ends are in; a document without a date is always in."""
    query = find(resources.queries(), "commitments-of-actor")
    dates = {
        str(row[0])
        for row in answered(store, query, {"actor": "Norland", "from": "2020-03-02", "until": "2021-09-15"})
    }
    assert dates == {"None", "2021-09-15"}


def test_broken_sparql(store: Store) -> None:
    """SPARQL that does not parse is an error with the file and the line."""
    query = parse("#+ title: Broken\n#+ question: What?\nSELECT ?s\nWHERE { ?s }", "broken.rq")
    with pytest.raises(QueryError, match=r"^broken\.rq:4: "):
        ask(store, query)


# --- how a question may be asked ---------------------------------------------------------------


def test_most(store: Store) -> None:
    """No more rows are answered than are asked for; what is no SELECT cannot be limited."""
    query = parse("SELECT ?s { ?s a ?class } ORDER BY ?s", "classes.rq")
    answer = ask(store, query, asking=Asking(most=2))
    assert isinstance(answer, Table)
    assert answer.rows == answered(store, query, {})[:2]
    triples = parse("CONSTRUCT WHERE { ?s a ?class }", "classes.rq")
    with pytest.raises(QueryError, match=r"^classes\.rq: only the rows of a SELECT can be limited"):
        ask(store, triples, asking=Asking(most=2))


def test_service(store: Store) -> None:
    """SERVICE is refused before anything is asked, with its line; where it is allowed, it is tried."""
    query = parse("SELECT *\n{ SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "far.rq")
    with pytest.raises(QueryError, match=r"^far\.rq:2: SERVICE sends"):
        ask(store, query)
    with pytest.raises(QueryError, match=r"^far\.rq: (?!.*SERVICE sends)"):
        ask(store, query, asking=Asking(service=True))


class Late:
    """A store that is asked over a slow line, and counts the seconds that it is given in all."""

    def __init__(self, store: Store) -> None:
        self.store, self.given = store, list[float | None]()

    def answer(self, sparql: str, name: str = "query", timeout: float | None = None) -> Answer:
        """What the store answers, three tenths of a second later."""
        self.given.append(timeout)
        return within(
            timeout, lambda given_up: (given_up.wait(0.3), self.store.answer(sparql, name))[1], name
        )


def test_time_is_that_of_the_whole_question(store: Store) -> None:
    """The look-ups of names take their time from the question's, and what is said is the whole of it."""
    late = Late(store)
    head = "#+ title: It\n#+ question: What?\n#+ parameters: {it: {type: actor, description: it}}\n"
    query = parse(f"{head}SELECT * {{ $it ?p ?o }}", "it.rq")
    assert isinstance(ask(late, query, {"it": "Norland"}, Asking(timeout=30)), Table)
    first, second = late.given
    assert first is not None
    assert second is not None
    assert first - second > 0.29
    with pytest.raises(StoppedError, match=r"^it\.rq: stopped after 0\.5 s; ask for less"):
        ask(late, query, {"it": "Norland"}, Asking(timeout=0.5))
    with pytest.raises(StoppedError, match=r"^it\.rq: stopped after 0\.1 s"):
        ask(late, query, {"it": "Norland"}, Asking(timeout=0.1))


def test_bound_query(store: Store) -> None:
    """What is asked can be shown; it answers the same as it stands."""
    query = find(resources.queries(), "commitments-of-actor")
    values = {"actor": "Norland", "until": str(date(2021, 1, 1))}
    text = bound_query(store, query, values, Asking(most=1))
    assert f"<{BASE}actor/norland>" in text
    assert not variables(text) & {"actor", "from", "until"}
    assert store.answer(text) == ask(store, query, values, Asking(most=1))


def test_yes_no_and_triples(store: Store) -> None:
    """An ASK answers with yes or no, a CONSTRUCT with triples, their parameters bound like any other's."""
    head = "#+ title: It\n#+ question: What?\n#+ parameters: {it: {type: document, description: it}}\n"
    title = f"$it <{DCTERMS.title}> ?title"
    asked = parse(f"{head}ASK {{ {title} }}", "asked.rq")
    assert asked.form is Form.ASK
    assert ask(store, asked, {"it": "harbour-note"}) is True
    made = ask(store, parse(f"{head}CONSTRUCT WHERE {{ {title} }}", "made.rq"), {"it": "harbour-note"})
    assert isinstance(made, Store)
    note = URIRef(BASE + "document/harbour-note")
    assert list(made.triples()) == [(note, DCTERMS.title, Literal("Note on the Harbour", lang="en"))]


@given(st.text(st.characters(codec="utf-8"), min_size=1) | st.text("\\\"'u0022{}<>#\n\r ?$@", min_size=1))
def test_any_name_is_bound_not_read(text: str) -> None:
    """A thing whose label is any text is found by that text, and the query is asked with its IRI."""
    store = Store()
    things = [(URIRef(f"urn:{name}"), label) for name, label in (("it", text), ("other", f"{text}x"))]
    for thing, label in things:
        store.add("urn:g", [(thing, RDF.type, SV.Actor), (thing, SKOS.prefLabel, Literal(label))])
    assert answered(store, query_of("actor"), {"it": text}) == ((URIRef("urn:it"),),)
    assert answered(store, query_of("string"), {"it": text}) == ((Literal(text),),)
    assert len(store) == 4


def test_bytes_that_are_no_text(store: Store) -> None:
    """Bytes of the command line that are no UTF-8 are an error, whatever the type."""
    for type_ in ParameterType:
        with pytest.raises(ParameterError, match=r"^it: it: this is no UTF-8 text"):
            bind(store, query_of(type_), {"it": "a\udcff"})


def test_a_long_value_is_cut_in_messages(store: Store) -> None:
    """A message about a value that names nothing shows the beginning of a long one only."""
    query = find(resources.queries(), "commitments-of-actor")
    with pytest.raises(ParameterError, match=r"actor=x{100}…: no actor has this name$"):
        ask(store, query, {"actor": "x" * 3000})
