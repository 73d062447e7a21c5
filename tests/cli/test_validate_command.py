"""`servanda validate`: what it takes, what it says, and how it leaves."""

from __future__ import annotations

import io
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from rdflib import Graph
from rdflib.namespace import OWL, RDF, SH, XSD

from program import Outcome, Program
from servanda import cli
from servanda.build import report
from servanda.cli.validate import validate as command
from servanda.store import Store
from servanda.validate import ENGINES, SEVERITIES, Profile

PROGRAM = (sys.executable, "-m", "servanda.cli")
DECLARATION = "Joint Statement\n\n1 March 2020\n\nCanada and Mexico will share flood warnings.\n"
PREFIXES = """@prefix : <https://example.org/> .
@prefix force: <https://w3id.org/servanda/force#> .
@prefix sv: <https://w3id.org/servanda/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
SOUND = f'{PREFIXES}\n:norway a sv:State ; skos:prefLabel "Norway"@en ; skos:notation "NO" .\n'
BROKEN = SOUND.removesuffix(" .\n") + " ;\n    :note 'none' ; sv:locatedin :europe .\n"
WARNED = f"""{PREFIXES}
@prefix sh: <http://www.w3.org/ns/shacl#> .
:Own a sh:NodeShape ; sh:targetClass sv:State ; sh:property :own .
:own a sh:PropertyShape ; sh:path :motto ; sh:minCount 1 ; sh:severity sh:Warning ;
    sh:message "Give it a motto." .
"""
FORMATS = tuple(report.Format)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Has each test run in a folder of its own."""
    monkeypatch.chdir(tmp_path)


def file(name: str, content: str | bytes) -> Path:
    """A file in the folder of the test."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refused(outcome: Outcome, *words: str) -> None:
    """Asserts that a command line ended with 2 and one line on standard error that has `words`."""
    assert (outcome.code, outcome.out) == (2, ""), outcome
    assert len(outcome.err.splitlines()) == 1, outcome.err
    for word in ("servanda: ", *words):
        assert word in outcome.err


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes | None], None]:
    """A function that sets what comes on standard input, to be looked into; None closes it."""

    def sets(data: bytes | None) -> None:
        stream = None if data is None else io.TextIOWrapper(io.BufferedReader(io.BytesIO(data)))
        monkeypatch.setattr("sys.stdin", stream)

    return sets


# --- verdicts ----------------------------------------------------------------------------------


def test_what_conforms_leaves_with_0_and_what_does_not_with_1(servanda: Program) -> None:
    """The exit code is the verdict, and the report says it of each input."""
    file("good.ttl", SOUND)
    file("bad.ttl", BROKEN)
    good, bad, both = (
        servanda("validate", *names) for names in (["good.ttl"], ["bad.ttl"], ["good.ttl", "bad.ttl"])
    )
    assert (good.code, bad.code, both.code) == (0, 1, 1)
    assert good.out.splitlines()[0] == "1 checked, all conform: nothing found"
    assert both.out.splitlines()[0] == "2 checked, 1 conforms: 1 violation"
    assert "\ngood.ttl: conforms\n" in both.out
    assert "\nbad.ttl: does not conform, 1 violation\n" in both.out
    assert good.err == bad.err == both.err == ""


def test_a_finding_in_turtle_has_its_line_and_what_to_write(servanda: Program) -> None:
    """The report leads to the line of a misspelt property, names the thing and says the right spelling."""
    words = " ".join(servanda("validate", file("bad.ttl", BROKEN)).out.split())
    assert "line 7, “Norway” (https://example.org/norway)" in words
    assert "violation: The ontology has no property sv:locatedin; did you mean sv:locatedIn?" in words
    assert "[term-property]" in words


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("name, content, code", [("good.ttl", SOUND, 0), ("bad.ttl", BROKEN, 1)])
def test_every_format_is_written_and_has_the_verdict(
    format_name: str, name: str, content: str, code: int, servanda: Program
) -> None:
    """Whatever the format, it can be read by those who read it, and the exit code is the same."""
    outcome = servanda("validate", file(name, content), "--format", format_name)
    assert (outcome.code, outcome.err) == (code, "")
    assert READERS[report.Format(format_name)](outcome.out) == code


def _turtle(text: str) -> int:
    graph = Graph().parse(data=text, format="turtle")
    assert len(set(graph.subjects(RDF.type, SH.ValidationReport))) == 1
    return len(set(graph.subjects(RDF.type, SH.ValidationResult)))


def _json(text: str) -> int:
    told = json.loads(text)
    assert told["conforms"] == (not told["inputs"][0]["findings"])
    return len(told["inputs"][0]["findings"])


def _html(text: str) -> int:
    assert text.startswith("<!DOCTYPE html>")
    assert text.endswith("</html>\n")
    return int("term-property" in text)


READERS: dict[report.Format, Callable[[str], int]] = {
    report.Format.TEXT: lambda text: int("does not conform" in text),
    report.Format.TURTLE: _turtle,
    report.Format.JSON: _json,
    report.Format.JSONL: lambda text: len([json.loads(line) for line in text.splitlines()]),
    report.Format.HTML: _html,
    report.Format.SARIF: lambda text: len(json.loads(text)["runs"][0]["results"]),
    report.Format.JUNIT: lambda text: len(list(ET.fromstring(text).iter("failure"))),  # noqa: S314 our own output
}
"""How many findings each format holds, by a reader of it."""


@pytest.mark.parametrize(
    "fail_on, code, verdict",
    [
        ((), 0, "conforms"),
        (("violation",), 0, "conforms"),
        (("warning",), 1, "does not conform"),
        (("info",), 1, "does not conform"),
    ],
)
def test_the_least_severity_that_fails_can_be_chosen(
    fail_on: tuple[str, ...], code: int, verdict: str, servanda: Program
) -> None:
    """A warning fails with --fail-on warning and info, and with nothing above."""
    options = [word for one in fail_on for word in ("--fail-on", one)]
    outcome = servanda("validate", file("a.ttl", SOUND), "--shapes", file("own.ttl", WARNED), *options)
    assert outcome.code == code
    assert f"\na.ttl: {verdict}, 1 warning\n" in outcome.out
    assert "Give it a motto. [own]" in outcome.out


def test_notes_fail_only_where_that_is_asked(servanda: Program) -> None:
    """A declaration without a publisher has a note: it fails with --fail-on info alone."""
    text = file("a.txt", DECLARATION)
    codes = [servanda("validate", text, "--fail-on", one).code for one in ("violation", "warning", "info")]
    assert codes == [0, 0, 1]


@pytest.mark.parametrize("profile", Profile)
def test_the_profile_can_be_chosen(profile: str, servanda: Program) -> None:
    """The report says against which profile an input was held: the one that was asked for."""
    outcome = servanda("validate", file("a.ttl", SOUND), "--profile", profile)
    assert f"profile {profile}." in outcome.out.splitlines()[1]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_engine_can_be_chosen(engine: str, servanda: Program) -> None:
    """Either engine gives the same report, but for its own name."""
    outcome = servanda("validate", file("bad.ttl", BROKEN), "--engine", engine)
    assert outcome.code == 1
    assert outcome.out.splitlines()[1].startswith(f"Validated by {engine} ")
    assert outcome.out.splitlines()[2:] == servanda("validate", "bad.ttl").out.splitlines()[2:]


def test_the_options_are_those_that_there_are() -> None:
    """The choices of the command line, which loads nothing for them, are those of the parts behind it."""
    choices = {one.name: getattr(one.type, "choices", None) for one in command.params}
    assert tuple(choices["format_name"] or ()) == FORMATS
    assert tuple(choices["profile"] or ()) == tuple(Profile)
    assert tuple(choices["engine"] or ()) == ENGINES
    assert [one.capitalize() for one in choices["fail_on"] or ()] == list(SEVERITIES)


@pytest.mark.parametrize(
    "option, value", [("--format", "xml"), ("--profile", "law"), ("--engine", "jena"), ("--fail-on", "note")]
)
def test_a_choice_that_there_is_not_is_refused(option: str, value: str, servanda: Program) -> None:
    """An unknown format, profile, engine or severity is one line that points to the help."""
    refused(
        servanda("validate", "a.ttl", option, value), option, f"'{value}'", "Try 'servanda validate --help'"
    )


# --- shapes of one's own -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "content, words",
    [
        (None, ("own.ttl: ", "there is no such file")),
        ("\nx", ("own.ttl:2: ", "does not parse")),
        ("<a:a> <a:b> <a:c> .", ("own.ttl: ", "holds no shapes")),
        (WARNED.replace("minCount", "minCuont"), ("own.ttl:", "SHACL has no term sh:minCuont")),
        (WARNED.replace("sh:path :motto ; ", ""), ("own.ttl: ", "not sound")),
    ],
)
def test_a_file_that_is_no_shapes_graph_is_refused(
    content: str | None, words: tuple[str, ...], servanda: Program
) -> None:
    """Shapes of one's own that cannot be used are one line with the file, and nothing is validated."""
    if content is not None:
        file("own.ttl", content)
    refused(
        servanda("validate", file("a.ttl", SOUND), file("a.txt", DECLARATION), "--shapes", "own.ttl"), *words
    )


def test_with_shapes_of_ones_own_any_rdf_can_be_validated(servanda: Program) -> None:
    """What uses none of our terms is validated by the user's shapes, given once or more often."""
    tree = file("tree.ttl", f"{PREFIXES} :ash a :Tree .")
    for name in ("one", "two"):
        file(
            f"{name}.ttl",
            WARNED.replace("sv:State", ":Tree").replace(":own", f":{name}").replace(":Own", f":O{name}"),
        )
    outcome = servanda("validate", tree, "--shapes", "one.ttl", "--shapes", "two.ttl")
    assert outcome.code == 0
    assert {"[one]", "[two]"} <= set(outcome.out.split())


# --- explanations ------------------------------------------------------------------------------


def test_a_shape_is_explained(servanda: Program) -> None:
    """--explain prints what a shape looks at, asks and says, with a good and a bad example, and no more."""
    outcome = servanda("validate", "--explain", "statement-verb")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("statement-verb: ")
    titles = [line.split()[0] for line in outcome.out.splitlines() if line[:1].isupper()]
    assert titles == ["Severity:", "Profiles:", "Looks", "Asks:", "Mend:", "Good:", "Bad:"]
    assert max(map(len, outcome.out.splitlines())) <= 110
    assert servanda("validate", "nowhere.ttl", "--explain", "statement-verb") == outcome


def test_an_unknown_shape_is_one_line_with_near_names(servanda: Program) -> None:
    """A misspelt shape is refused with those that are near; no shape and no path at all is wrong usage."""
    refused(
        servanda("validate", "--explain", "statement-verbs"),
        "there is no shape",
        "did you mean statement-verb",
    )
    refused(servanda("validate"), "Missing argument 'PATH ...'", "Try 'servanda validate --help'")


def test_the_rule_of_every_finding_can_be_explained(servanda: Program, root: Path) -> None:
    """What a report says in brackets, --explain knows: for all that the corpus and misspelt terms give."""
    file(
        "bad.ttl",
        f"{BROKEN} :x a sv:Stat ; sv:note 'kim@example.org' ; sv:deadline '2019-02-30'^^<{XSD.date}> .",
    )
    lines = servanda("validate", "bad.ttl", root / "corpus", "--format", "jsonl").out.splitlines()
    rules = {json.loads(line)["rule"] for line in lines}
    assert {"term-property", "term-class", "contact-data", "literal-form", "passage-skipped"} <= rules
    for rule in rules:
        assert servanda("validate", "--explain", rule).code == 0


# --- inputs ------------------------------------------------------------------------------------


def test_a_bad_input_among_several_is_reported_and_the_rest_goes_on(servanda: Program) -> None:
    """What cannot be used is a line each, the report has all others, and the exit code is 2."""
    file("good.ttl", SOUND)
    file("good.txt", DECLARATION)
    file("broken.ttl", "\n:x")
    file("empty.txt", "")
    names = ("broken.ttl", "good.ttl", "nowhere.nq", "empty.txt", "good.txt", "nowhere.txt")
    outcome = servanda("validate", *names)
    assert outcome.code == 2
    assert sorted(line.split()[1].partition(":")[0] for line in outcome.err.splitlines()) == [
        "broken.ttl",
        "empty.txt",
        "nowhere.nq",
        "nowhere.txt",
    ]
    assert "servanda: broken.ttl:2: this RDF does not parse" in outcome.err
    assert outcome.out.startswith("2 checked, all conform")


@pytest.mark.parametrize("names", [("bad.ttl", "good.ttl"), ("bad.ttl",)])
def test_machines_are_told_what_could_not_be_read(names: tuple[str, ...], servanda: Program) -> None:
    """With a file that does not parse, SARIF, JUnit, JSON and HTML are whole and say so, also alone."""
    file("bad.ttl", "\n:x")
    file("good.ttl", SOUND)
    told = {}
    for format_ in report.Format:
        outcome = servanda("validate", *names, "--format", format_)
        assert (outcome.code, len(outcome.err.splitlines())) == (2, 1)
        told[format_] = outcome.out
    (invocation,) = json.loads(told[report.Format.SARIF])["runs"][0]["invocations"]
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["locations"][0]["physicalLocation"]["region"] == {"startLine": 2}
    assert ET.fromstring(told[report.Format.JUNIT]).get("errors") == "1"  # noqa: S314 our own output
    whole = json.loads(told[report.Format.JSON])
    assert (whole["conforms"], [one["where"] for one in whole["failures"]]) == (False, ["bad.ttl:2"])
    assert "Could not be read" in told[report.Format.HTML]
    assert told[report.Format.JSONL] == ""
    assert "bad.ttl" not in told[report.Format.TEXT]
    assert bool(told[report.Format.TEXT]) == (len(names) > 1)
    reports = Graph().parse(data=told[report.Format.TURTLE], format="turtle")
    assert len(set(reports.subjects(RDF.type, SH.ValidationReport))) == len(names) - 1


def test_a_folder_of_rdf_and_declarations_is_checked_whole(servanda: Program) -> None:
    """In a folder, both RDF and declarations count; the README and hidden files do not."""
    file("in/a.ttl", SOUND)
    file("in/b.txt", DECLARATION)
    file(
        "in/c.jsonld",
        json.dumps({"@id": "https://example.org/x", "@type": "https://w3id.org/servanda/ontology#State"}),
    )
    file("in/README.md", "About this folder.")
    file("in/.hidden.ttl", "x")
    outcome = servanda("validate", "in", "--format", "json")
    assert outcome.err == ""
    assert [one["name"] for one in json.loads(outcome.out)["inputs"]] == [
        "in/a.ttl",
        "in/c.jsonld",
        "in/b.txt",
    ]
    shutil.rmtree("in")
    file("in/a.ttl", SOUND)
    assert servanda("validate", "in").code == 0


def test_rdf_is_known_by_its_look(servanda: Program) -> None:
    """RDF in a file that is named like a text is validated as RDF, and a text named .ttl is not."""
    outcome = servanda("validate", file("graph.txt", BROKEN), "--format", "json")
    assert outcome.code == 1
    (told,) = json.loads(outcome.out)["inputs"]
    assert (told["profile"], told["findings"][0]["rule"]) == ("rdf", "term-property")
    refused(servanda("validate", file("text.ttl", DECLARATION)), "text.ttl:1: this RDF does not parse")


@pytest.mark.parametrize("name", ["a.nt", "a.nq", "a.ttl", "a.trig", "a.jsonld", "a.rdf", "a.n3"])
def test_every_syntax_gives_the_same_finding(name: str, servanda: Program) -> None:
    """A misspelt class is found in RDF of each syntax, with the line that names the thing."""
    triple = "<https://example.org/norway> a <https://w3id.org/servanda/ontology#Stat> .\n"
    texts = {
        "a.jsonld": '{\n"@id": "https://example.org/norway",\n"@type": "https://w3id.org/servanda/ontology#Stat"}',
        "a.rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"\n'
        ' xmlns:sv="https://w3id.org/servanda/ontology#"><sv:Stat rdf:about="https://example.org/norway"/></rdf:RDF>',
    }
    named = f"<{RDF.type}>"
    text = texts.get(
        name, "\n" + (triple.replace(" a ", f" {named} ") if name[2:] in ("nt", "nq") else triple)
    )
    outcome = servanda("validate", file(name, text), "--format", "jsonl")
    (told,) = (json.loads(line) for line in outcome.out.splitlines() if "term-class" in line)
    assert (told["rule"], told["focus"]) == ("term-class", "https://example.org/norway")
    assert told["first"] == (3 if name == "a.jsonld" else 2)


@pytest.mark.parametrize(
    "name, content, words",
    [
        (
            "tree.ttl",
            f"{PREFIXES} :ash a :Tree .",
            "nothing here to validate: it uses no class and no property of",
        ),
        ("empty.ttl", "", "nothing here to validate"),
        ("empty.nq", "\n\n", "nothing here to validate"),
        ("comment.ttl", "# nothing\n", "nothing here to validate"),
        ("empty.jsonld", "{}", "nothing here to validate"),
        ("binary.ttl", b"\x00\x01\xff\xfe\x00", "binary.ttl:1: this RDF does not parse"),
        ("binary.rdf", b"\x00\x01\xff\xfe", "binary.rdf: this RDF does not parse"),
        ("image.nt", b"GIF89a\x00\x00", "image.nt:1: this RDF does not parse"),
        ("latin.ttl", ':x :y "é" .'.encode("latin-1"), "latin.ttl:1: this RDF does not parse"),
        ("empty.jsonld", "", "empty.jsonld"),
        ("broken.jsonld", '{"@id": ', "broken.jsonld"),
        ("broken.rdf", "<rdf:RDF>", "broken.rdf"),
    ],
)
def test_rdf_of_no_use_is_one_line(name: str, content: str | bytes, words: str, servanda: Program) -> None:
    """A graph with none of our terms, an empty or broken file and a binary one are refused by name."""
    refused(servanda("validate", file(name, content)), f"servanda: {name}:", words)


def test_what_has_nothing_to_validate_says_what_to_do(servanda: Program) -> None:
    """The line names our namespace and the option for shapes of one's own."""
    outcome = servanda("validate", file("tree.ttl", f"{PREFIXES} :ash a :Tree ; :near sv:State ."))
    refused(outcome, "<https://w3id.org/servanda/ontology#>", "--shapes")


def test_a_huge_literal_is_validated(servanda: Program) -> None:
    """Five million characters in one literal are read, searched and quoted by their first words."""
    huge = f'{SOUND}:norway sv:note """{"a long note on the whales. " * 200_000}""" .\n'
    outcome = servanda("validate", file("huge.ttl", huge))
    assert outcome.code == 1
    assert "The ontology has no property sv:note" in " ".join(outcome.out.split())
    assert len(outcome.out) < 2_000


def test_a_named_graph_each_has_its_report(servanda: Program) -> None:
    """In a file of several graphs each is validated alone and named; a single one goes by the file."""
    nquads = "".join(
        f"<https://example.org/{name}> <{RDF.type}> <https://w3id.org/servanda/ontology#{kind}>"
        f" <https://example.org/graph/{name}> .\n"
        for name, kind in (("norway", "Stat"), ("chile", "Person"))
    )
    told = json.loads(servanda("validate", file("two.nq", nquads), "--format", "json").out)
    assert [one["name"] for one in told["inputs"]] == [
        "two.nq <https://example.org/graph/chile>",
        "two.nq <https://example.org/graph/norway>",
    ]
    assert {one["file"] for one in told["inputs"]} == {"two.nq"}
    rules = [{one["rule"] for one in graph["findings"]} for graph in told["inputs"]]
    assert ["term-class" in one for one in rules] == [False, True]
    (single,) = json.loads(
        servanda("validate", file("one.nq", nquads[: nquads.index("\n") + 1]), "--format", "json").out
    )["inputs"]
    assert single["name"] == "one.nq"


def test_the_graph_of_a_build_is_held_to_its_own_reference_data(servanda: Program, built: Path) -> None:
    """What the file says of the actors it names counts, not what we know of them today."""
    sound = servanda("validate", built, "--format", "json")
    assert (sound.code, sound.err) == (0, "")
    assert len(json.loads(sound.out)["inputs"]) == 2
    label = '<http://www.w3.org/2004/02/skos/core#prefLabel> "Mexico"@en '
    text = (built / "graph.nq").read_text(encoding="utf-8")
    assert label in text
    file("copy.nq", text.replace(label, label.replace('"Mexico"@en', "<https://example.org/Mexico>")))
    outcome = servanda("validate", "copy.nq", "--format", "jsonl")
    assert outcome.code == 1
    assert any("/actor/mexico" in line for line in outcome.out.splitlines() if '"violation"' in line)


def test_a_build_as_one_graph_conforms_too(servanda: Program, built: Path, root: Path) -> None:
    """The triples of one document in Turtle, without graphs, are held against the reference data we have."""
    text = next((root / "corpus").glob("2019*.txt"))
    file("one.ttl", servanda("extract", text).out)
    outcome = servanda("validate", "one.ttl", "--format", "json")
    assert (outcome.code, outcome.err) == (0, "")
    (told,) = json.loads(outcome.out)["inputs"]
    assert (told["name"], told["profile"]) == ("one.ttl", "declaration")
    assert built.is_dir()


# --- standard input ----------------------------------------------------------------------------


def test_rdf_comes_from_standard_input(servanda: Program, given: Callable[[bytes | None], None]) -> None:
    """`-` takes RDF as it takes declarations: what it looks like tells, and lines are told."""
    given(BROKEN.encode())
    outcome = servanda("validate", "-")
    assert (outcome.code, outcome.err) == (1, "")
    assert "\nstandard input: does not conform, 1 violation\n" in outcome.out
    assert "line 7, " in outcome.out
    given(b"@prefix : <https://a/> .\n:x")
    refused(servanda("validate", "-"), "servanda: standard input:2: this RDF does not parse")
    given(DECLARATION.encode())
    outcome = servanda("validate", "-")
    assert (outcome.code, outcome.err) == (0, "")
    assert "\nstandard input: conforms, 1 note\n" in outcome.out


def test_a_closed_standard_input_is_one_line(
    servanda: Program, given: Callable[[bytes | None], None]
) -> None:
    """Where standard input is closed, that is said; other inputs are validated all the same."""
    given(None)
    refused(servanda("validate", "-"), "standard input: cannot be read: it is closed")
    outcome = servanda("validate", "-", file("a.ttl", SOUND))
    assert outcome.code == 2
    assert "a.ttl: conforms" in outcome.out


def test_a_pipe_of_rdf_goes_through_the_program() -> None:
    """What another program writes is validated, and nothing else is printed."""
    ended = subprocess.run(
        [*PROGRAM, "validate", "-", "--format", "jsonl"],
        input=BROKEN,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (1, "")
    (told,) = map(json.loads, ended.stdout.splitlines())
    assert (told["name"], told["file"], told["rule"]) == ("standard input", None, "term-property")


# --- nothing is fetched ------------------------------------------------------------------------


@contextmanager
def listening() -> Iterator[tuple[str, list[bytes]]]:
    """The address of a server on this machine, and what is asked of it."""
    asked = list[bytes]()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        done = threading.Event()

        def serve() -> None:
            while not done.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    asked.append(connection.recv(1024))
                    connection.sendall(b"HTTP/1.0 404 Not Found\r\n\r\n")

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}", asked
        finally:
            done.set()
            thread.join()


def test_the_server_of_these_tests_hears_what_is_asked() -> None:
    """A request to it is seen, so that none seen means none made."""
    with listening() as (address, asked):
        host, _, port = address.removeprefix("http://").partition(":")
        with socket.create_connection((host, int(port))) as client:
            client.sendall(b"GET / HTTP/1.0\r\n\r\n")
            assert client.recv(100).startswith(b"HTTP/1.0 404")
    assert len(asked) == 1


@pytest.mark.parametrize("engine", ENGINES)
def test_imports_are_never_fetched(engine: str, servanda: Program) -> None:
    """owl:imports in the data and in shapes of one's own are triples like others: no request is made."""
    with listening() as (address, asked):
        imports = f"\n<> a <{OWL.Ontology}> ; <{OWL.imports}> <{address}/x> .\n"
        file("a.ttl", SOUND + imports)
        file("own.ttl", WARNED + imports)
        outcome = servanda("validate", "a.ttl", "--shapes", "own.ttl", "--engine", engine)
    assert (outcome.code, outcome.err) == (0, "")
    assert "[own]" in outcome.out
    assert asked == []


def test_remote_contexts_and_entities_are_never_fetched(servanda: Program) -> None:
    """A context or a document type that lies elsewhere is refused or passed over: no request is made."""
    with listening() as (address, asked):
        remote = f"{address}/context.jsonld"
        file("a.jsonld", json.dumps({"@context": remote, "@type": "State"}))
        file(
            "b.rdf",
            f'<!DOCTYPE rdf:RDF SYSTEM "{address}/x.dtd" [ <!ENTITY a SYSTEM "{address}/y"> ]>'
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:sv="https://w3id.org/servanda/ontology#">'
            '<sv:State rdf:about="https://example.org/x"><sv:name>&a;</sv:name></sv:State></rdf:RDF>',
        )
        refused(servanda("validate", "a.jsonld"), "servanda: a.jsonld: its context", remote, "--context")
        servanda("validate", "b.rdf")
    assert asked == []


def test_a_local_copy_stands_for_a_remote_context(servanda: Program) -> None:
    """With --context IRI=FILE a graph is read by the copy; the IRI may hold `=` itself."""
    iri = "https://example.org/context?v=1"
    file("a.jsonld", json.dumps({"@context": iri, "@id": "https://example.org/x", "@type": "Stat"}))
    file("copy.jsonld", json.dumps({"@context": {"Stat": "https://w3id.org/servanda/ontology#Stat"}}))
    outcome = servanda("validate", "a.jsonld", "--context", f"{iri}=copy.jsonld", "--format", "jsonl")
    assert (outcome.code, outcome.err) == (1, "")
    assert "term-class" in {json.loads(line)["rule"] for line in outcome.out.splitlines()}
    refused(servanda("validate", "a.jsonld", "--context", f"{iri}=nowhere"), "nowhere: cannot be read")
    for pair in ("copy.jsonld", "=copy.jsonld", f"{iri.partition('?')[0]}="):
        refused(servanda("validate", "a.jsonld", "--context", pair), "is no pair IRI=FILE")


def test_an_entity_bomb_is_one_line(servanda: Program) -> None:
    """RDF/XML whose entities would fill the memory is refused by name, at once."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE x [ <!ENTITY l0 "lol"> {levels} ]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">&l11;</rdf:RDF>'
    for name in ("bomb.rdf", "bomb.owl", "bomb.xml"):
        refused(servanda("validate", file(name, bomb)), f"servanda: {name}: its entities stand for more than")


# --- workers, pipes and colours ----------------------------------------------------------------


def test_any_number_of_workers_says_the_same(servanda: Program) -> None:
    """Two processes validate graphs and declarations as one does, in the same order: byte for byte."""
    graphs = "".join(
        f"<urn:x:{n}> <{RDF.type}> <https://w3id.org/servanda/ontology#Stat> <urn:x:g{n}> .\n"
        for n in range(4)
    )
    file("graphs.nq", graphs)
    for name in "ab":
        file(f"{name}.txt", DECLARATION)
    asked = ("validate", "graphs.nq", "a.txt", "b.txt", "--format", "json")
    one, two = servanda(*asked), servanda(*asked, "--workers", "2")
    assert one.code == two.code == 1
    assert one == two


def test_a_reader_that_leaves_is_no_error() -> None:
    """When whoever reads the report has gone, as `head` does, the program ends without a word."""
    file(
        "bad.nt",
        "".join(
            f"<https://e.org/{n}> <{RDF.type}> <https://w3id.org/servanda/ontology#Stat> .\n"
            for n in range(2_000)
        ),
    )
    reader, writer = os.pipe()
    os.close(reader)
    ended = subprocess.run(
        [*PROGRAM, "validate", "bad.nt", "--format", "jsonl"],
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (cli.BROKEN_PIPE, b"")


@pytest.mark.parametrize("no_colour", [None, "1"])
def test_colours_are_for_a_terminal_that_wants_them(no_colour: str | None) -> None:
    """On a terminal the report is coloured, unless NO_COLOR stands in the environment; never in a pipe."""
    file("bad.ttl", BROKEN)
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    if no_colour is not None:
        environment["NO_COLOR"] = no_colour
    asked = [*PROGRAM, "validate", "bad.ttl"]
    piped = subprocess.run(asked, capture_output=True, env=environment, text=True, check=False)
    assert piped.returncode == 1
    assert "\x1b" not in piped.stdout
    screen, terminal = os.openpty()
    with subprocess.Popen(asked, stdout=terminal, stderr=subprocess.DEVNULL, env=environment):
        os.close(terminal)
        seen = b"".join(iter(lambda: _read(screen), b"")).decode()
    os.close(screen)
    assert ("\x1b[" in seen) == (no_colour is None)
    assert "does not conform" in seen


def _read(screen: int) -> bytes:
    """What a program wrote to its terminal; nothing once it has left."""
    try:
        return os.read(screen, 1024)
    except OSError:
        return b""


def test_other_formats_have_no_colours_on_a_terminal() -> None:
    """What machines read has no codes of a terminal in it, wherever it is printed."""
    file("bad.ttl", BROKEN)
    screen, terminal = os.openpty()
    asked = [*PROGRAM, "validate", "bad.ttl", "--format", "jsonl"]
    with subprocess.Popen(asked, stdout=terminal, stderr=subprocess.DEVNULL):
        os.close(terminal)
        seen = b"".join(iter(lambda: _read(screen), b"")).decode()
    os.close(screen)
    assert "\x1b" not in seen
    assert json.loads(seen)["rule"] == "term-property"


def test_a_validation_loads_no_parser_for_rdf() -> None:
    """RDF is validated without spaCy, and with the fast engine without pySHACL."""
    file("a.ttl", SOUND)
    program = (
        "import sys; from servanda.cli import run; code = run(['validate', 'a.ttl', '--engine', 'shacl']);"
        "print(code, 'pyshacl' in sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines()[-1] == "0 False"


def test_the_report_in_turtle_is_that_of_shacl(servanda: Program) -> None:
    """A store reads the Turtle report again, and it names the node, the shape and the severity."""
    store = Store()
    file("report.ttl", servanda("validate", file("bad.ttl", BROKEN), "--format", "turtle").out)
    store.add_files("https://example.org/report", [Path("report.ttl")])
    (result,) = store.subjects(RDF.type, SH.ValidationResult)
    assert str(store.value(result, SH.focusNode)) == "https://example.org/norway"
    assert str(store.value(result, SH.resultSeverity)) == str(SH.Violation)


def test_files_of_one_name_are_validated_side_by_side(servanda: Program) -> None:
    """Two declarations whose files have the same name stop neither each other nor the rest."""
    texts = [file(f"{folder}/a.txt", DECLARATION) for folder in ("one", "two")]
    outcome = servanda("validate", *texts, file("sound.ttl", SOUND))
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("3 checked, all conform")


def test_what_could_not_be_read_stands_in_the_reports_for_machines(servanda: Program) -> None:
    """A file that does not parse is a failure in SARIF, and nothing conforms by leaving it out."""
    outcome = servanda(
        "validate", file("bad.ttl", "no turtle"), file("sound.ttl", SOUND), "--format", "sarif"
    )
    (invocation,) = json.loads(outcome.out)["runs"][0]["invocations"]
    assert (outcome.code, invocation["executionSuccessful"]) == (2, False)
