"""`servanda query`: what it takes, what it prints, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from program import Outcome, Program, refused
from servanda.cli.answers import ROWS, TRIPLES

PROGRAM = (sys.executable, "-m", "servanda.cli")
DECLARATIONS = Path(__file__).parent.parent / "questions" / "declarations.trig"
RESULTS = "{http://www.w3.org/2005/sparql-results#}"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p . ?q ?r ?s }"
NOTE = "<https://w3id.org/servanda/id/document/harbour-note>"
TITLE = f"{NOTE} <http://purl.org/dc/terms/title> ?title"


def stdin(data: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    """A function that writes a query into a file."""

    def write(text: str) -> Path:
        (tmp_path / "mine.rq").write_text(text, encoding="utf-8")
        return tmp_path / "mine.rq"

    return write


# --- questions ------------------------------------------------------------------------------------


def test_a_bad_query_is_one_line_that_helps(servanda: Program, built: Path, tmp_path: Path) -> None:
    """An unknown query, a missing, misspelt or ill-formed parameter, and a broken header are refused."""
    data = ("--data", built)
    refused(servanda("query", "policy", *data), "no query is called 'policy'; did you mean 'policies'")
    refused(servanda("query", "xyz", *data), "no query is called 'xyz'")
    refused(servanda("query", "nowhere.rq", *data), "nowhere.rq: cannot be read: No such file")
    asked = ("query", "commitments-of-actor", *data)
    refused(servanda(*asked), "commitments-of-actor: a value is missing: give actor=")
    refused(servanda(*asked, "-p", "actr=Mexico"), "there is no parameter 'actr'; did you mean 'actor'?")
    refused(servanda(*asked, "-p", "actor=Mexica"), "no actor has this name; did you mean 'Mexico'")
    refused(servanda(*asked, "-p", "actor"), "`-p actor` is not of the form KEY=VALUE")
    refused(servanda(*asked, "-p", "actor=Mexico", "-p", "actor=Canada"), "'actor' is given twice")
    refused(servanda(*asked, "-p", "actor=Mexico", "-p", "from=June"), "June")
    header = tmp_path / "header.rq"
    header.write_text("#+ title: [broken\nSELECT * { ?s ?p ?o }\n", encoding="utf-8")
    refused(servanda("query", header, *data), f"{header}:")
    header.write_bytes(b"\xff")
    refused(servanda("query", header, *data), f"{header}: this is no UTF-8 text")


def test_query_prints_every_format(servanda: Program, built: Path) -> None:
    """The same rows come as a table, CSV, TSV, JSON, JSON Lines, XML and Markdown."""
    asked = ("query", "policies", "--data", built)
    answer = json.loads(servanda(*asked, "--format", "json").out)
    columns, rows = answer["head"]["vars"], answer["results"]["bindings"]
    names = {row["policy"]["value"] for row in rows}
    assert names >= {"NAFTA", "Migrant Protection Protocols", "Comprehensive Development Plan"}
    values = [[row[name]["value"] if name in row else "" for name in columns] for row in rows]
    assert list(csv.reader(io.StringIO(servanda(*asked, "--format", "csv").out))) == [columns, *values]
    tab = [line.split("\t") for line in servanda(*asked, "--format", "tsv").out.splitlines()]
    assert tab[0] == [f"?{name}" for name in columns]
    assert len(tab) == len(rows) + 1
    lines = [json.loads(line) for line in servanda(*asked, "--format", "jsonl").out.splitlines()]
    assert [[str(line[name] or "") for name in columns] for line in lines] == values
    markup = ET.fromstring(servanda(*asked, "--format", "xml").out)  # noqa: S314 - the program's own
    assert len(list(markup.iter(f"{RESULTS}result"))) == len(rows)
    mark = servanda(*asked, "--format", "markdown").out.splitlines()
    assert mark[:2] == [f"| {' | '.join(columns)} |", f"| {' | '.join(['---'] * len(columns))} |"]
    assert set(columns) <= set(servanda(*asked).out.split())


def test_a_table_says_once_what_is_the_same_in_all_rows(servanda: Program, built: Path) -> None:
    """Where there is no room for all columns on a line, those with a single value stand above the rest."""
    asked = ("query", "commitments-of-actor", "-p", "actor=Mexico", "-p", "from=2019-01-01")
    above, _, below = servanda(*asked, "--data", built).out.partition("\n\n")
    assert above.startswith("the same in all ")
    assert "  title    U.S.-Mexico Joint Declaration" in above
    assert " action " in f" {below.splitlines()[0]}"
    assert "take unprecedented steps" in below
    assert "Joint Declaration" not in below


def test_iris_are_shortened_in_a_table_only(servanda: Program, built: Path, tmp_path: Path) -> None:
    """A table has IRIs with their prefix and several values apart; CSV has them as they are."""
    file = tmp_path / "iris.rq"
    file.write_text(
        "SELECT ?i ?n ?s { VALUES (?i ?n ?s) "
        "{ (<https://w3id.org/servanda/ontology#Actor> 7 'a|b') (<urn:x> 10 'c') } } ORDER BY ?n\n",
        encoding="utf-8",
    )
    asked = ("query", file, "--data", built)
    assert servanda(*asked).out.splitlines() == [
        "i          n  s",
        "------------------",
        "sv:Actor   7  a; b",
        "urn:x     10  c",
    ]
    assert servanda(*asked, "--format", "csv").out.splitlines()[1] == (
        "https://w3id.org/servanda/ontology#Actor,7,a|b"
    )


def test_a_query_comes_from_standard_input(
    servanda: Program, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`-` reads the query, header and all, from standard input; no row at all is said, and no error."""
    header = "#+ title: None\n#+ question: What is nothing?\n\n"
    text = "SELECT ?s { ?s a <urn:none> } ORDER BY ?s\n"
    for asked in (header + text, text, (header + text).replace("\n", "\r\n")):
        monkeypatch.setattr("sys.stdin", stdin(asked.encode()))
        outcome = servanda("query", "-", "--data", built)
        assert (outcome.code, outcome.out, outcome.err) == (0, "s\n-\n", "servanda: nothing found\n")


def test_a_broken_standard_input_is_one_line(
    servanda: Program, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes that are no text, SPARQL that does not parse, and no input at all are refused by name."""
    for given, message in (
        (stdin(b"SELECT * { ?s ?p '\xff' }"), "standard input: this is no UTF-8 text (byte 18)"),
        (stdin(b"SELECT * {\n ?s ?p"), "standard input:2: this SPARQL does not parse"),
        (stdin(b""), "standard input: there is no query here; a query begins with SELECT"),
        (None, "standard input: cannot be read: it is closed"),
    ):
        monkeypatch.setattr("sys.stdin", given)
        refused(servanda("query", "-", "--data", built), f"servanda: {message}")


def test_a_closed_standard_output_is_no_fault_of_the_program(built: Path) -> None:
    """Where standard output is closed, the answer goes nowhere, and nothing fails."""
    command = f"exec {sys.executable} -m servanda.cli query actors --data {built} >&-"
    outcome = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert (outcome.returncode, outcome.stderr) == (0, "")


def test_a_query_in_a_file_needs_no_header(servanda: Program, built: Path, tmp_path: Path) -> None:
    """Plain SPARQL in a file is asked as it stands."""
    file = tmp_path / "plain.rq"
    file.write_text("SELECT (1 + 1 AS ?two) {}", encoding="utf-8")
    assert servanda("query", file, "--data", built, "--format", "csv").out == "two\n2\n"
    refused(servanda("query", file, "--data", built, "--format", "rdf"), "'rdf' is not one of", "'csv'")
    refused(servanda("query", file, "--data", built, "-p", "a=1"), "there is no parameter 'a'")


def test_tables_keep_to_100_columns(servanda: Program, built: Path) -> None:
    """In a pipe no line of any table is longer than 100 characters, and there is no frame and no colour."""
    asked = [
        ("query", name.removesuffix(".rq"), "--data", built)
        for name in ("statements", "policies", "deadlines", "figures", "force-profile", "references")
    ]
    for line in (
        ("queries",),
        ("query", "commitments-of-actor", "-p", "actor=Mexico", "--data", built),
        *asked,
    ):
        outcome = servanda(*line)
        assert outcome.code == 0, outcome
        assert outcome.out.count("\n") > 2
        assert max(map(len, outcome.out.splitlines())) <= 100
        assert not set(outcome.out) & set("│─┃━\x1b")


def test_columns_sets_the_width(servanda: Program, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """COLUMNS narrows and widens tables; where they have no room, each row is printed by itself."""
    monkeypatch.setenv("COLUMNS", "60")
    narrow = servanda("query", "policies", "--data", built).out
    assert max(map(len, narrow.splitlines())) <= 60
    monkeypatch.setenv("COLUMNS", "30")
    assert servanda("query", "actors", "--data", built).out.startswith("actor       Delegation of the\n")


# --- forms and formats ----------------------------------------------------------------------------


def test_yes_and_no(servanda: Program, written: Callable[[str], Path]) -> None:
    """An ASK says yes or no, with exit code 0 for both, in each format of rows."""
    words = {"table": ("yes\n", "no\n"), "csv": ("true\n", "false\n"), "tsv": ("true\n", "false\n")}
    for place, title in enumerate(("Note on the Harbour", "Note on the Weather")):
        file = written(f"ASK {{ {TITLE} FILTER (STR(?title) = '{title}') }}")
        for name in ROWS:
            outcome = servanda("query", file, "--data", DECLARATIONS, "--format", name)
            assert (outcome.code, outcome.err) == (0, "")
            assert outcome.out == words[name][place] if name in words else "true" in outcome.out or place
        assert servanda("query", file, "--data", DECLARATIONS).out == words["table"][place]


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # of JSON-LD, through classes of its own
def test_triples_in_every_format(servanda: Program, written: Callable[[str], Path]) -> None:
    """A CONSTRUCT comes as Turtle, N-Triples or JSON-LD, all the same graph; Turtle is the default."""
    asked = ("query", written(f"CONSTRUCT WHERE {{ {TITLE} }}"), "--data", DECLARATIONS)
    turtle = servanda(*asked)
    assert (turtle.code, turtle.err) == (0, "")
    wanted = Graph().parse(data=turtle.out, format="turtle")
    assert len(wanted) == 1
    for name, parser in zip(TRIPLES, ("turtle", "nt", "json-ld"), strict=True):
        printed = servanda(*asked, "--format", name)
        assert isomorphic(Graph().parse(data=printed.out, format=parser), wanted)
    described = servanda("query", written(f"DESCRIBE {NOTE}"), "--data", DECLARATIONS, "--format", "ntriples")
    assert all(line.startswith(f"{NOTE} ") for line in described.out.splitlines())
    assert described.out.count("\n") > 3


def test_no_triples_are_said(servanda: Program, written: Callable[[str], Path]) -> None:
    """A CONSTRUCT that yields nothing prints an empty graph, and says so."""
    asked = ("query", written("CONSTRUCT { ?s a <urn:x> } WHERE { ?s a <urn:none> }"), "--data", DECLARATIONS)
    outcome = servanda(*asked, "--format", "ntriples")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "servanda: nothing found\n")


@pytest.mark.parametrize(
    "text, format_name, words",
    [
        (
            "SELECT ?s { ?s ?p ?o }",
            "turtle",
            ("it answers with rows,", "not written as turtle, but as table, csv"),
        ),
        ("ASK { ?s ?p ?o }", "jsonld", ("it answers with yes or no,", "but as table, csv, tsv, json, jsonl")),
        (
            "CONSTRUCT WHERE { ?s ?p ?o }",
            "csv",
            ("it answers with triples,", "but as turtle, ntriples, jsonld"),
        ),
        ("DESCRIBE <urn:x>", "table", ("it answers with triples,",)),
    ],
)
def test_a_format_that_does_not_fit_is_refused(
    text: str, format_name: str, words: Sequence[str], servanda: Program, written: Callable[[str], Path]
) -> None:
    """The message names the formats that there are for such an answer; no data is read for it."""
    file = written(text)
    refused(servanda("query", file, "--data", "nowhere", "--format", format_name), f"{file}: ", *words)


def test_the_help_says_what_xml_has_not(servanda: Program, written: Callable[[str], Path]) -> None:
    """Control characters become U+FFFD in XML, which the help says, and in no other format."""
    assert "XML has no control characters; they are U+FFFD" in " ".join(
        servanda("query", "--help").out.split()
    )
    asked = ("query", written('SELECT ("a\\u0001b" AS ?it) {}'), "--data", DECLARATIONS, "--format")
    assert "<literal>a\ufffdb</literal>" in servanda(*asked, "xml").out
    assert servanda(*asked, "csv").out == "it\na\x01b\n"


def test_a_row_without_columns_is_counted(servanda: Program, written: Callable[[str], Path]) -> None:
    """A pattern without variables has rows, but nothing to show in them."""
    file = written(f"SELECT * {{ {NOTE} <http://purl.org/dc/terms/identifier> 'harbour-note.txt' }}")
    outcome = servanda("query", file, "--data", DECLARATIONS)
    assert (outcome.code, outcome.out, outcome.err) == (0, "rows without columns: 1\n", "")


def test_an_update_is_refused(servanda: Program, written: Callable[[str], Path]) -> None:
    """What would change the graph is no question."""
    file = written("PREFIX e: <urn:e:>\nDELETE WHERE { ?s ?p ?o }")
    refused(servanda("query", file, "--data", DECLARATIONS), f"{file}:2: this is an update (DELETE …)")


def test_service_is_refused_unless_allowed(servanda: Program, written: Callable[[str], Path]) -> None:
    """A query that asks another server is refused with the option that allows it; allowed, it is tried."""
    file = written("SELECT * {\n SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    refused(servanda("query", file, "--data", DECLARATIONS), f"{file}:2: SERVICE sends", "--allow-service")
    outcome = servanda("query", file, "--data", DECLARATIONS, "--allow-service")
    refused(outcome, f"servanda: {file}: ")
    assert "SERVICE sends" not in outcome.err
    assert "internal error" not in outcome.err


# --- options ----------------------------------------------------------------------------------------


def test_limit_is_the_most_rows(servanda: Program, written: Callable[[str], Path]) -> None:
    """--limit gives the first rows, also of a query with a limit of its own, and none for 0."""
    asked = ("query", "statements", "--data", DECLARATIONS, "--format", "csv")
    every = list(csv.reader(io.StringIO(servanda(*asked).out)))
    assert len(every) > 4
    for most in (3, 1, 0):
        assert list(csv.reader(io.StringIO(servanda(*asked, "--limit", str(most)).out))) == every[: most + 1]
    assert list(csv.reader(io.StringIO(servanda(*asked, "--limit", "100000").out))) == every
    file = written("SELECT ?s { ?s a ?class } ORDER BY ?s LIMIT 2")
    assert (
        servanda("query", file, "--data", DECLARATIONS, "--limit", "5", "--format", "csv").out.count("\n")
        == 3
    )
    refused(servanda(*asked, "--limit", "-1"), "'--limit'", "-1")


def test_limit_is_for_rows_alone(servanda: Program, written: Callable[[str], Path]) -> None:
    """Triples, and yes or no, cannot be limited."""
    for text in ("CONSTRUCT WHERE { ?s ?p ?o }", "ASK { ?s ?p ?o }", "DESCRIBE <urn:x>"):
        file = written(text)
        outcome = servanda("query", file, "--data", DECLARATIONS, "--limit", "3")
        refused(outcome, f"{file}: only the rows of a SELECT can be limited")


@pytest.mark.parametrize(
    "question",
    [
        ("commitments-of-actor", "-p", "actor=Kingdom of Norland", "-p", "from=2020-03-02"),
        ("documents",),
        ("statements", "--limit", "2"),
    ],
)
def test_what_is_explained_runs_and_gives_the_same(
    question: tuple[str, ...], servanda: Program, written: Callable[[str], Path]
) -> None:
    """--explain prints SPARQL with the terms in it and how long it took; asked again it answers the same."""
    asked = ("query", *question, "--data", DECLARATIONS)
    outcome = servanda(*asked, "--explain")
    assert (outcome.code, outcome.err) == (0, "")
    rows = servanda(*asked, "--format", "json")
    count = len(json.loads(rows.out)["results"]["bindings"])
    *_, last = outcome.out.splitlines()
    assert last.startswith(f"# {count} row{'' if count == 1 else 's'} in 0.")
    assert last.endswith(" s")
    again = servanda("query", written(outcome.out), "--data", DECLARATIONS, "--format", "json")
    assert again == rows
    if question[0] == "commitments-of-actor":
        assert "<https://w3id.org/servanda/id/actor/norland>" in outcome.out
        assert '"2020-03-02"^^<http://www.w3.org/2001/XMLSchema#date>' in outcome.out


def test_what_is_explained_says_what_came_of_it(servanda: Program, written: Callable[[str], Path]) -> None:
    """Of triples it says how many, and of a question for yes or no which it is."""
    for text, said in ((f"ASK {{ {TITLE} }}", "yes"), (f"CONSTRUCT WHERE {{ {TITLE} }}", "1 triple")):
        outcome = servanda("query", written(text), "--data", DECLARATIONS, "--explain")
        assert outcome.out.startswith(f"{text}\n\n# {said} in 0.")


def test_a_pager_in_a_pipe_prints_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no person looks, --pager changes nothing, whatever the pager is."""
    monkeypatch.setenv("PAGER", "false")
    asked = [*PROGRAM, "query", "documents", "--data", str(DECLARATIONS)]
    plain = subprocess.run(asked, capture_output=True, check=True, stdin=subprocess.DEVNULL)
    paged = subprocess.run([*asked, "--pager"], capture_output=True, check=True, stdin=subprocess.DEVNULL)
    assert plain.stdout == paged.stdout
    assert plain.stdout
    assert (plain.stderr, paged.stderr) == (b"", b"")


def test_one_kind_of_data(servanda: Program) -> None:
    """--data and --endpoint together are refused, before either is looked for."""
    given = ("--data", "nowhere", "--endpoint", "http://127.0.0.1:1/")
    refused(
        servanda("query", "documents", *given), "give either --data or --endpoint", "'servanda query --help'"
    )


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "soon"])
def test_a_timeout_that_is_none_is_refused(seconds: str, servanda: Program) -> None:
    """The time that a question may take is a number above 0."""
    outcome = servanda("query", "documents", "--data", DECLARATIONS, "--timeout", seconds)
    refused(outcome, "'--timeout'", "'servanda query --help'")


@pytest.mark.parametrize("seconds", ["inf", "1e12", "60"])
def test_a_timeout_may_be_long(seconds: str, servanda: Program) -> None:
    """More time than there will ever be is no error."""
    outcome = servanda("query", "documents", "--data", DECLARATIONS, "--timeout", seconds)
    assert (outcome.code, outcome.err) == (0, "")


# --- parameters ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        '" } #',
        "} DROP ALL",
        "\\u0022 } #",
        "$v",
        "a\nb",
        "it's",
        "a=b=c",
        "{}",
        "' . ?s ?p ?o . '",
        "é😀",
        "",
    ],
)
def test_a_value_is_what_was_typed(value: str, servanda: Program, written: Callable[[str], Path]) -> None:
    """What looks like SPARQL in a parameter is a text like any other."""
    head = "#+ title: It\n#+ question: What?\n#+ parameters: {v: {type: string, description: it}}\n"
    file = written(f"{head}SELECT ($v AS ?w) (STRLEN($v) AS ?n) {{}}")
    outcome = servanda("query", file, "--data", DECLARATIONS, "-p", f"v={value}", "--format", "jsonl")
    assert (outcome.code, outcome.err) == (0, "")
    assert json.loads(outcome.out) == {"w": value, "n": len(value)}


def test_bytes_that_are_no_text_are_refused(written: Callable[[str], Path]) -> None:
    """A value that is not UTF-8 is an error of its parameter."""
    head = "#+ title: It\n#+ question: What?\n#+ parameters: {v: {type: string, description: it}}\n"
    file = written(f"{head}SELECT ($v AS ?w) {{}}")
    asked = [*PROGRAM, "query", str(file), "--data", str(DECLARATIONS), "-p", os.fsdecode(b"v=\xff")]
    ended = subprocess.run(asked, capture_output=True, check=False)
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert ended.stderr == b"servanda: mine: v: this is no UTF-8 text\n"


# --- time -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        RUNAWAY,
        RUNAWAY.replace("(COUNT(*) AS ?n)", "*"),
        RUNAWAY.replace("SELECT (COUNT(*) AS ?n)", "ASK") + "#",
    ],
)
def test_a_runaway_query_is_stopped(text: str, written: Callable[[str], Path]) -> None:
    """When its time is over, one line says what to do, and the process ends at once, with exit code 2."""
    if text.startswith("ASK"):
        text = text.replace("?s }", "?s FILTER (?a = ?s && ?s = 7) }")
    file = written(text)
    asked = [*PROGRAM, "query", str(file), "--data", str(DECLARATIONS), "--timeout", "0.5"]
    start = time.monotonic()
    ended = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=60)
    took = time.monotonic() - start
    outcome = Outcome(ended.returncode, ended.stdout, ended.stderr)
    refused(outcome, f"{file}: stopped after 0.5 s; ask for less, or allow more time with --timeout")
    assert took < 10


def test_an_interrupted_query_ends_at_once(written: Callable[[str], Path]) -> None:
    """Ctrl-C while a query runs leaves with 130 and a line, long before its time is over."""
    asked = [*PROGRAM, "query", str(written(RUNAWAY)), "--data", str(DECLARATIONS), "--timeout", "300"]
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        process = subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    finally:
        signal.signal(signal.SIGINT, before)
    with process:
        while threads(process.pid) < 2 and process.poll() is None:  # the query has its own
            time.sleep(0.05)
        time.sleep(0.3)
        start = time.monotonic()
        process.send_signal(signal.SIGINT)
        try:
            out, err = process.communicate(timeout=60)
        finally:
            process.kill()
    assert (process.returncode, out, err) == (130, "", "servanda: interrupted; no file was changed\n")
    assert time.monotonic() - start < 5


def threads(process: int) -> int:
    """How many threads a process has."""
    return len(list(Path(f"/proc/{process}/task").iterdir()))
