"""Asking from Python: what can be opened, questions and their parameters, rows, data frames, errors."""

from __future__ import annotations

import copy
import doctest
import pickle
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from socket import socket
from typing import Any, assert_type

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, Graph, URIRef

import servanda
from pages import examples
from servanda import resources
from servanda.ask import Query, Theme, library, parse
from servanda.ask.graph import Given, KnowledgeGraph
from servanda.ask.rows import Row, Rows
from servanda.ask.shown import html, text
from servanda.errors import DataError, PackageError, ParameterError, QueryError, ServandaError
from servanda.iris import BASE
from servanda.store import Store
from servanda.vocab import SV

DECLARATIONS = Path(__file__).parent / "questions" / "declarations.trig"
PAGE = Path(__file__).parent.parent / "docs" / "python.md"
NORLAND = URIRef(f"{BASE}actor/norland")
ACTORS = f"SELECT ?actor {{ ?actor a <{SV.State}> }} ORDER BY ?actor"
DOCUMENT = Rows(
    ("day", "number", "from", "in", "keys", "_hidden", "class_"),
    ((date(2020, 3, 1), 7, "Norland", True, "k", None, "c"),),
)
SEVERAL = Rows(("place", "name"), tuple((place, f"name {place}") for place in range(5)))


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    return servanda.open(DECLARATIONS)


def query_of(type_: str, default: str | None = None, name: str = "it") -> Query:
    """A query with one parameter of a type, which answers with the value that it was given."""
    lines = ["#+ title: It", "#+ question: What is it?", "#+ parameters:", f"#+   {name}:"]
    lines += [f"#+     type: {type_}", "#+     description: the value"]
    lines += ["#+     values: [yes, no, true]"] if type_ == "enumeration" else []
    lines += [] if default is None else [f"#+     default: {default}"]
    return parse("\n".join([*lines, f"SELECT ?answer {{ BIND(${name} AS ?answer) }}"]), "it.rq")


# --- opening -----------------------------------------------------------------------------------


def test_three_lines_lead_to_a_first_answer(built: Path) -> None:
    """With a graph built, opening it and asking by name gives rows whose columns are attributes."""
    asked = servanda.open(built)
    row = asked.ask("deadlines", until=date(2018, 12, 31))[0]
    assert (row.deadline, row.words) == (date(2018, 12, 31), "second semester of 2018")


def test_every_way_to_open_a_graph_gives_the_same_answers(tmp_path: Path, graph: KnowledgeGraph) -> None:
    """A folder, a file, either as text or as a path, and an open store answer alike."""
    folder = tmp_path / "a folder"
    folder.mkdir()
    (folder / "graph.nq").write_bytes(Store.load(DECLARATIONS).dump("nquads"))
    expected = graph.ask("statements")
    assert expected
    for source in (folder, str(folder), folder / "graph.nq", str(DECLARATIONS), Store.load(DECLARATIONS)):
        assert servanda.open(source).ask("statements") == expected


def test_the_folder_of_a_build_is_opened_when_nothing_is_named(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without an argument the folder `build` is opened, as the program does."""
    (tmp_path / "build").symlink_to(built)
    monkeypatch.chdir(tmp_path)
    assert servanda.open().ask("documents")


def test_an_address_is_asked_over_the_network() -> None:
    """What begins with http:// is an endpoint: one that does not answer is an error that names it."""
    with socket() as taken:  # which does not listen
        taken.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(QueryError, match=address):
            servanda.open(f"http://{address}/query").ask("documents", timeout=5)


@pytest.mark.parametrize(
    "source, words",
    [
        pytest.param("nowhere", "nowhere.*servanda build", id="no folder"),
        pytest.param("nowhere.ttl", "no such file", id="no file"),
        pytest.param(None, "only a path.*not None", id="nothing"),
        pytest.param(7, "only a path.*not 7", id="a number"),
    ],
)
def test_what_cannot_be_opened(
    source: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not there, and what is no source, is an error that says what would be one."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DataError, match=words):
        servanda.open(source)


def test_a_graph_says_what_was_opened(graph: KnowledgeGraph) -> None:
    """The graph shows itself as the call that opened it."""
    assert repr(graph) == f"servanda.open({str(DECLARATIONS)!r})"


def test_importing_the_package_is_cheap() -> None:
    """The package alone loads no library; asking loads neither the parser, nor pandas, nor HTTP."""
    heavy = "{'click', 'pandas', 'pyoxigraph', 'rdflib', 'SPARQLWrapper', 'spacy'} & sys.modules.keys()"
    code = f"""
import sys, servanda
print(sorted({heavy}))
servanda.open({str(DECLARATIONS)!r}).ask("documents")
print(sorted({heavy}))
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines() == ["[]", "['pyoxigraph', 'rdflib']"]


# --- questions ---------------------------------------------------------------------------------


def test_a_question_is_a_name_a_text_a_file_or_a_query(graph: KnowledgeGraph, tmp_path: Path) -> None:
    """SPARQL is the same as a text, in a file, and as a query that was read; a name is of the library."""
    file = tmp_path / "actors"
    file.write_text(ACTORS, encoding="utf-8")
    expected = graph.ask(ACTORS)
    assert str(NORLAND) in [row.actor for row in expected]
    assert graph.ask(file) == graph.ask(parse(ACTORS, "actors")) == expected
    assert graph.ask("documents") == graph.ask(resources.queries() / "documents.rq")


def test_questions_lists_the_library(graph: KnowledgeGraph) -> None:
    """Each question of the library is listed once, by theme, with the method that asks it."""
    listed = graph.questions()
    known = {query.name: query for query in library(resources.queries())}
    assert sorted(row.name for row in listed) == sorted(known)
    for row in listed:
        assert (row.question, row.theme) == (known[row.name].question, known[row.name].theme)
        assert callable(getattr(graph, row.method))
    themes = [row.theme for row in listed]
    assert themes == sorted(themes, key=[str(theme) for theme in Theme].index)


def test_questions_shows_parameters_as_python_has_them(graph: KnowledgeGraph) -> None:
    """A parameter stands with its type and default, under the name that Python allows."""
    [parameters] = (row.parameters for row in graph.questions() if row.name == "commitments-of-actor")
    expected = "actor: actor, from_: date = 1800-01-01, until: date = 2999-12-31"
    assert parameters == expected


def test_the_methods_have_one_type_each(graph: KnowledgeGraph) -> None:
    """Rows come from ask, yes or no from check, a graph of rdflib from graph: for mypy, too."""
    rows = assert_type(graph.ask(ACTORS), Rows)
    yes = assert_type(graph.check(f"ASK {{ <{NORLAND}> a <{SV.State}> }}"), bool)
    no = assert_type(graph.check(f"ASK {{ <{NORLAND}> a <{SV.Person}> }}"), bool)
    part = assert_type(graph.graph(f"CONSTRUCT WHERE {{ ?actor a <{SV.State}> }}"), Graph)
    assert (yes, no) == (True, False)
    assert {(URIRef(row.actor), RDF.type, SV.State) for row in rows} == set(part)
    assert (NORLAND, RDF.type, SV.State) in graph.graph(f"DESCRIBE <{NORLAND}>")


@pytest.mark.parametrize(
    "method, question, words",
    [
        ("ask", "ASK { ?s ?p ?o }", r"yes or no; ask it with \.check"),
        ("ask", "CONSTRUCT WHERE { ?s ?p ?o }", r"a graph; ask it with \.graph"),
        ("check", "documents", r"rows; ask it with \.ask"),
        ("check", "DESCRIBE <urn:x>", r"a graph; ask it with \.graph"),
        ("graph", "documents", r"rows; ask it with \.ask"),
        ("graph", "ASK { ?s ?p ?o }", r"yes or no; ask it with \.check"),
    ],
)
def test_the_wrong_method_names_the_right_one(
    graph: KnowledgeGraph, method: str, question: str, words: str
) -> None:
    """A question that answers with something else than the method gives is an error, and is not run."""
    with pytest.raises(QueryError, match=words):
        getattr(graph, method)(question)


# --- parameters --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "type_, value, answer",
    [
        pytest.param("string", 'a "b" {c} $it', 'a "b" {c} $it', id="text"),
        pytest.param("string", URIRef("urn:a"), "urn:a", id="IRI as text"),
        pytest.param("string", 12, "12", id="number as text"),
        pytest.param("integer", 12, 12, id="number"),
        pytest.param("integer", "12", 12, id="number in words"),
        pytest.param("integer", pd.Series([12])[0], 12, id="number of a frame"),
        pytest.param("date", date(2021, 10, 15), date(2021, 10, 15), id="day"),
        pytest.param("date", "2021-10-15", date(2021, 10, 15), id="day in words"),
        pytest.param("date", datetime(2021, 10, 15, 23, 59, tzinfo=UTC), date(2021, 10, 15), id="moment"),
        pytest.param("date", pd.Timestamp("2021-10-15"), date(2021, 10, 15), id="day of a frame"),
        pytest.param("enumeration", "NO", "no", id="one of several"),
        pytest.param("enumeration", True, "true", id="truth"),
        pytest.param("iri", "urn:a", "urn:a", id="IRI"),
        pytest.param("actor", "Kingdom of Norland", str(NORLAND), id="alias"),
        pytest.param("actor", NORLAND, str(NORLAND), id="IRI of an actor"),
    ],
)
def test_parameters_are_values_of_python(
    graph: KnowledgeGraph, type_: str, value: Given, answer: object
) -> None:
    """Texts, days, numbers, names and IRIs are given as Python has them, and mean what they say."""
    assert graph.ask(query_of(type_), it=value)[0].answer == answer


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_text_comes_back_as_it_was_given(value: str) -> None:
    """A text is bound as it is, whatever characters it has: nothing of it is read as SPARQL."""
    assert servanda.open(Store()).ask(query_of("string"), it=value)[0].answer == value


@pytest.mark.parametrize(
    "value, words",
    [
        pytest.param(3.5, "it=3.5: a value is a text, a day", id="fraction"),
        pytest.param(["a"], "it=.*a value is a text", id="list"),
        pytest.param("soon", "it=soon: a date is written 2019-06-07", id="no day"),
        pytest.param(pd.NaT, "a date is written 2019-06-07", id="missing day of a frame"),
    ],
)
def test_a_value_that_does_not_fit_is_an_error(graph: KnowledgeGraph, value: str, words: str) -> None:
    """What a parameter does not take is an error that names parameter and value."""
    with pytest.raises(ParameterError, match=words):
        graph.ask(query_of("date"), it=value)


def test_none_counts_as_not_given(graph: KnowledgeGraph) -> None:
    """None stands for the default, and where there is none, a value is missing."""
    assert graph.ask(query_of("integer", default="5"), it=None)[0].answer == 5
    with pytest.raises(ParameterError, match="a value is missing"):
        graph.ask(query_of("integer"), it=None)


@pytest.mark.parametrize("name", ["from", "limit", "timeout", "class", "allow_service"])
def test_a_name_that_is_taken_has_a_line_behind_it(graph: KnowledgeGraph, name: str) -> None:
    """A parameter that Python or the method keeps its name from goes by that name with `_` behind it."""
    query = query_of("integer", name=name)
    assert graph.ask(query, **{f"{name}_": 5})[0].answer == 5  # type: ignore[arg-type] # names of all kinds


def test_a_name_that_has_a_line_behind_it_stays(graph: KnowledgeGraph) -> None:
    """A parameter that is called `it_` is meant by `it_`; one that is not there is named as it was given."""
    assert graph.ask(query_of("integer", name="it_"), it_=5)[0].answer == 5
    with pytest.raises(ParameterError, match="no parameter 'its_'; did you mean 'it'"):
        graph.ask(query_of("integer"), its_=5)


def test_a_parameter_given_twice_is_an_error(graph: KnowledgeGraph) -> None:
    """`it` and `it_` for one parameter contradict each other."""
    with pytest.raises(ParameterError, match="'it' is given twice"):
        graph.ask(query_of("integer"), it=5, it_=6)


@pytest.mark.parametrize(
    "question, parameters, words",
    [
        pytest.param("dedlines", {}, "did you mean 'deadlines'", id="question"),
        pytest.param("deadlines", {"untill": "2020-01-01"}, "did you mean 'until'", id="parameter"),
        pytest.param("commitments-of-actor", {"actor": "Nordland"}, "did you mean 'Norland'", id="actor"),
    ],
)
def test_an_unknown_name_gets_the_nearest(
    graph: KnowledgeGraph, question: str, parameters: dict[str, Any], words: str
) -> None:
    """A question, a parameter or an actor that is not there is an error with the nearest that is."""
    with pytest.raises(QueryError, match=words):
        graph.ask(question, **parameters)


# --- limits ------------------------------------------------------------------------------------


def test_a_limit_is_the_most_rows(graph: KnowledgeGraph) -> None:
    """With a limit the first rows come back, and none with 0; a negative one is an error."""
    every = graph.ask("statements")
    assert graph.ask("statements", limit=2) == every[:2]
    assert graph.ask("statements", limit=len(every) + 1) == every
    empty = graph.ask("statements", limit=0)
    assert (len(empty), empty.columns) == (0, every.columns)
    with pytest.raises(QueryError, match="from 0, not -1"):
        graph.ask("statements", limit=-1)


@pytest.mark.parametrize(
    "method, question",
    [("ask", "SELECT *"), ("check", "ASK"), ("graph", "CONSTRUCT { ?a ?b ?c }")],
)
def test_a_question_ends_when_its_time_is_over(graph: KnowledgeGraph, method: str, question: str) -> None:
    """A question that compares every triple with every other is an error after the time that it may take."""
    everything = '{ ?a ?b ?c . ?d ?e ?f FILTER(CONCAT(STR(?c), STR(?e)) = CONCAT(STR(?f), "?")) }'
    with pytest.raises(QueryError, match=r"stopped after 0\.02 s"):
        getattr(graph, method)(f"{question} WHERE {everything}".replace("ASK WHERE", "ASK"), timeout=0.02)


def test_other_endpoints_are_asked_only_when_that_is_allowed(graph: KnowledgeGraph) -> None:
    """SERVICE is refused; when it is allowed the query goes out, here to where nobody answers."""
    with socket() as taken:  # which does not listen
        taken.bind(("127.0.0.1", 0))
        question = f"SELECT * {{ SERVICE <http://127.0.0.1:{taken.getsockname()[1]}/> {{ ?s ?p ?o }} }}"
        with pytest.raises(QueryError, match="SERVICE sends part of the query to another server"):
            graph.ask(question)
        with pytest.raises(QueryError, match="refused"):
            graph.ask(question, allow_service=True)


def test_an_update_is_refused(graph: KnowledgeGraph) -> None:
    """A graph that is asked is never changed."""
    with pytest.raises(QueryError, match="update"):
        graph.ask("DELETE WHERE { ?s ?p ?o }")
    assert graph.ask(ACTORS)


# --- rows --------------------------------------------------------------------------------------


def test_values_are_those_of_python(graph: KnowledgeGraph) -> None:
    """Terms come as the values that Python has for them; what is unbound is None."""
    row = graph.ask("""
        PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
        SELECT * { VALUES (?day ?whole ?exact ?rough ?truth ?text ?iri ?nothing) {
            ("2020-03-01"^^xsd:date 7 7.50 7e0 true "seven"@en <urn:seven> UNDEF) } }
    """)[0]
    assert dict(row) == {
        "day": date(2020, 3, 1),
        "whole": 7,
        "exact": Decimal("7.50"),
        "rough": 7.0,
        "truth": True,
        "text": "seven",
        "iri": "urn:seven",
        "nothing": None,
    }
    numbers = row.whole, row.exact, row.rough, row.truth
    assert [type(number) for number in numbers] == [int, Decimal, float, bool]


def test_a_row_is_read_by_name_and_by_place() -> None:
    """A value is an attribute, an item by its column, and an item by its place."""
    row = DOCUMENT[0]
    assert row.day == row["day"] == row[0] == date(2020, 3, 1)
    assert (row[-1], row[:2]) == ("c", (date(2020, 3, 1), 7))


def test_a_row_unpacks_and_becomes_a_dict() -> None:
    """A row has its values in the order of the columns, and a dict of it has them by column."""
    day, number, *rest = DOCUMENT[0]
    assert (day, number, len(rest), len(DOCUMENT[0])) == (date(2020, 3, 1), 7, 5, 7)
    assert dict(DOCUMENT[0])["from"] == "Norland"
    assert tuple(dict(DOCUMENT[0])) == DOCUMENT[0].keys() == DOCUMENT.columns


def test_columns_that_no_attribute_can_be_called_stay_within_reach() -> None:
    """Keywords and names of methods are read with `_` behind them, and every column by its name."""
    row = DOCUMENT[0]
    assert (row.from_, row.in_, row.keys_, row.class_) == ("Norland", True, "k", "c")
    assert (row["from"], row["in"], row["keys"], row["_hidden"]) == ("Norland", True, "k", None)


def test_a_column_that_is_not_there_is_an_error_with_the_nearest() -> None:
    """A misspelt column is the error that Python has for such, and names the nearest or all."""
    row = SEVERAL[0]
    with pytest.raises(AttributeError, match="no column 'plac'; did you mean 'place'"):
        _ = row.plac
    with pytest.raises(KeyError, match="no column 'zzz'; there is place, name"):
        _ = row["zzz"]
    with pytest.raises(IndexError):
        _ = row[2]
    assert not hasattr(row, "zzz")


def test_rows_are_values() -> None:
    """Rows with the same columns and values are equal and hash alike; nothing of them can be set."""
    row = SEVERAL[1]
    same = Rows(("place", "name"), ((1, "name 1"),))[0]
    assert (row == same, hash(row) == hash(same), row == SEVERAL[2]) == (True, True, False)
    assert row != Rows(("place", "title"), ((1, "name 1"),))[0]
    for name in ("place", "new"):
        with pytest.raises(AttributeError):
            setattr(row, name, 1)


def pickled(value: object) -> object:
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - what is read was just written


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, pickled])
def test_rows_can_be_copied_and_stored(again: Callable[[object], object]) -> None:
    """A copy of a row, or of rows, is equal to it; so is one that was pickled."""
    assert again(DOCUMENT[0]) == DOCUMENT[0]
    assert again(DOCUMENT) == DOCUMENT


def test_rows_are_a_sequence() -> None:
    """Rows have a length, an order, places and slices; a slice has the same columns."""
    assert [row.place for row in SEVERAL] == [0, 1, 2, 3, 4]
    assert [row.place for row in reversed(SEVERAL)] == [4, 3, 2, 1, 0]
    assert (SEVERAL[-1].place, len(SEVERAL[1:3]), SEVERAL[1:3].columns) == (4, 2, ("place", "name"))
    assert (SEVERAL[1:][0], SEVERAL.index(SEVERAL[3])) == (SEVERAL[1], 3)
    assert SEVERAL[2] in SEVERAL
    assert not SEVERAL[5:]


def test_completion_offers_the_columns() -> None:
    """What an editor offers behind a row is its columns."""
    assert set(dir(SEVERAL[0])) == {"keys", "place", "name"}


def test_a_row_shows_its_columns_and_values() -> None:
    """A row shows itself with every column and value."""
    assert repr(SEVERAL[0]) == "Row(place=0, name='name 0')"
    assert isinstance(SEVERAL[0], Row)


# --- tables to look at -------------------------------------------------------------------------


def test_rows_show_themselves_as_a_table() -> None:
    """The table is aligned, says above it what is the same in all rows, and below it how many there are."""
    rows = Rows(
        ("day", "who", "what", "when"),
        ((date(2020, 3, 1), "Norland", "a\n b", None), (date(2020, 3, 1), "Sudland", None, None)),
    )
    assert repr(rows).splitlines() == [
        "the same in all rows:",
        "  day  2020-03-01",
        "in no row: when",
        "who      what",
        "-------  ----",
        "Norland  a b",
        "Sudland",
        "2 rows",
    ]


@pytest.mark.parametrize(
    "rows, last",
    [((), "0 rows"), ((("a", "b"),), "1 row"), ((("a", "b"), ("a", "b")), "2 rows")],
)
def test_a_table_of_few_rows_has_all_columns(rows: tuple[tuple[str, str], ...], last: str) -> None:
    """No row, one row, and rows that are all the same stand below their columns."""
    assert text(("one", "two"), rows).splitlines() == ["one  two", "---  ---", *["a    b"] * len(rows), last]


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 120), min_size=30, max_size=30), max_size=2), st.integers(1, 30))
def test_a_table_is_no_wider_than_a_page(lengths: list[list[int]], number: int) -> None:
    """Lines of a table have 100 characters at most, and each column is in it or named beside it."""
    columns = [f"column{place}" for place in range(number)]
    shown = text(columns, [["x" * length or None for length in row[:number]] for row in lengths])
    named = ("in no row: ", f"{len(lengths)} row")
    assert all(len(line) <= 100 for line in shown.splitlines() if not line.startswith(named))
    assert all(re.search(rf"\b{column}\b", shown) for column in columns)


def test_a_table_without_columns_says_how_many_rows_there_are(graph: KnowledgeGraph) -> None:
    """A query that has no variable answers with a row that has no value."""
    assert repr(graph.ask("SELECT * { <urn:a> ?p 1 }")).splitlines()[-1] == "0 rows"
    assert repr(graph.ask("SELECT * { }")).splitlines()[-1] == "1 row"


def test_a_long_table_says_that_it_is_longer() -> None:
    """The 61st row and those behind it are counted, not shown, in characters and in HTML."""
    rows = [(place, "x") for place in range(1234)]
    for shown in (text(("place", "x"), rows), html(("place", "x"), rows)):
        assert "1,234 rows, the first 60 shown" in shown
        assert "59" in shown
        assert "60 " in shown.replace("first 60 shown", "60 ")
        assert "61" not in shown


def test_the_table_of_a_notebook_is_escaped() -> None:
    """Nothing that stands in a graph is read as HTML."""
    rows = Rows(("a<b",), (("<script>alert('&')</script>",), (None,)))
    shown = rows._repr_html_()
    assert "<th>a&lt;b</th>" in shown
    assert "<td>&lt;script&gt;alert(&#x27;&amp;&#x27;)&lt;/script&gt;</td>" in shown
    assert "<td></td>" in shown
    assert "2 rows" in shown


# --- data frames -------------------------------------------------------------------------------


def test_a_data_frame_has_the_columns_of_the_rows_and_types_with_missing_values() -> None:
    """Each column has the type of its values, whether or not some are missing."""
    columns = ("day", "whole", "exact", "mixed", "truth", "text", "large", "kinds", "nothing")
    first = (date(2020, 3, 1), 7, Decimal("7.5"), 1, True, "a", 1 << 63, "a", None)
    rest = (None, None, None, Decimal("0.5"), None, None, 1, 1, None)
    frame = Rows(columns, (first, rest)).dataframe()
    assert {column: str(dtype) for column, dtype in frame.dtypes.items()} == {
        "day": "datetime64[s]",
        "whole": "Int64",
        "exact": "Float64",
        "mixed": "Float64",
        "truth": "boolean",
        "text": "string",
        "large": "object",
        "kinds": "object",
        "nothing": "object",
    }
    assert tuple(frame.columns) == columns
    assert frame.isna().to_numpy().sum() == 7
    assert frame["day"][0] == pd.Timestamp("2020-03-01")
    assert (frame["whole"][0], frame["exact"][0], frame["mixed"].sum()) == (7, 7.5, 1.5)


def test_days_of_all_times_fit_into_a_data_frame() -> None:
    """The first and last day that Python knows stay what they are."""
    frame = Rows(("day",), ((date.min,), (date.max,))).dataframe()
    assert [day.date() for day in frame["day"]] == [date.min, date.max]


def test_a_data_frame_of_no_rows_has_the_columns() -> None:
    """Without a row the columns are there."""
    frame = SEVERAL[5:].dataframe()
    assert (list(frame.columns), len(frame)) == (["place", "name"], 0)


def test_a_data_frame_holds_what_the_rows_do(graph: KnowledgeGraph) -> None:
    """The texts and numbers of an answer are in its data frame, in the same order."""
    rows = graph.ask("statements")
    frame = rows.dataframe()
    assert list(frame["action"]) == [row.action for row in rows]
    assert list(frame["start"]) == [row.start for row in rows]


def test_without_pandas_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pandas is not installed, only the data frame is an error, and it names the extra."""
    monkeypatch.setitem(sys.modules, "pandas", None)  # with which Python says that there is no such module
    with pytest.raises(PackageError, match=r"pip install servanda\[pandas\]"):
        SEVERAL.dataframe()
    assert issubclass(PackageError, ServandaError)


# --- the page ----------------------------------------------------------------------------------


def test_the_page_shows_what_python_answers(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each example of docs/python.md, one after the other, prints exactly what stands below it."""
    (tmp_path / "build").symlink_to(built)
    monkeypatch.chdir(tmp_path)
    page = PAGE.read_text(encoding="utf-8")
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert blocks
    assert all(language == "python" and block.startswith(">>> ") for language, block in blocks)
    told = list[str]()
    unfenced = re.sub(r"^```.*$", "", page, flags=re.MULTILINE)
    test = doctest.DocTestParser().get_doctest(unfenced, {}, PAGE.name, str(PAGE), 0)
    doctest.DocTestRunner(verbose=False).run(test, out=told.append)
    assert not "".join(told)
    assert test.examples
    assert not list(examples(page))
