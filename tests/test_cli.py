from __future__ import annotations

import csv
import io
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from program import Outcome, Program
from servanda import cli
from servanda.ask import ResultFormat
from servanda.cli.export import FORMATS as EXPORT_FORMATS
from servanda.cli.query import FORMATS as QUERY_FORMATS
from servanda.export import FORMATS

COMMANDS = ("build", "evaluate", "export", "extract", "queries", "query", "validate")
PROGRAM = (sys.executable, "-m", "servanda.cli")


def refused(outcome: Outcome, *words: str) -> None:
    """Asserts that a command line ended with exit code 2 and one line on standard error that has `words`."""
    assert outcome.code == 2, outcome
    assert outcome.out == ""
    lines = outcome.err.splitlines()
    assert len(lines) == 1, outcome.err
    assert lines[0].startswith("servanda: ")
    for word in words:
        assert word in lines[0]


# --- help ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_help_ends_with_an_example(command: str, servanda: Program) -> None:
    """The help of every command names its options and ends with an example of itself."""
    outcome = servanda(command, "--help")
    assert outcome.code == 0
    *_, last = outcome.out.strip().splitlines()
    assert last.strip().startswith(f"Example: servanda {command}")


def test_the_help_names_every_command(servanda: Program) -> None:
    """The program's help lists all its commands, with a line each that is not cut off."""
    outcome = servanda("--help")
    assert tuple(sorted(cli.servanda.commands)) == COMMANDS
    for command in COMMANDS:
        assert f"\n  {command} " in outcome.out
    assert "..." not in outcome.out.partition("Commands:")[2]


@pytest.mark.parametrize("argument", [(), ("--help",), ("query", "--help"), ("--version",)])
def test_help_imports_nothing_heavy(argument: tuple[str, ...]) -> None:
    """To answer for itself, the program loads neither parser nor store nor any RDF."""
    program = (
        f"import sys; from servanda.cli import run; run({list(argument)!r}); print(*sys.modules, sep='\\n')"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in answer.stdout.splitlines()}
    assert "click" in loaded
    assert not loaded & {
        "numpy",
        "owlrl",
        "pyoxigraph",
        "pyshacl",
        "rdflib",
        "rich",
        "scipy",
        "spacy",
        "yaml",
    }


def test_the_asking_wing_does_without_spacy(built: Path) -> None:
    """Asking and exporting never load the parser."""
    for arguments in (["query", "policies"], ["queries"], ["export", "turtle"]):
        line = [*arguments, *(["--data", str(built)] if arguments != ["queries"] else [])]
        program = f"import sys; from servanda.cli import run; run({line!r}); sys.exit('spacy' in sys.modules)"
        subprocess.run([sys.executable, "-c", program], stdout=subprocess.DEVNULL, check=True)


# --- wrong usage and bad input --------------------------------------------------------------------


def test_wrong_usage_is_one_line_that_points_to_the_help(servanda: Program) -> None:
    """An unknown command, option or format, or a missing argument, is refused with exit code 2."""
    refused(servanda("biuld"), "No such command 'biuld'", "Try 'servanda --help'")
    refused(servanda("build", "--fast"), "No such option '--fast'", "Try 'servanda build --help'")
    refused(servanda("export", "xml"), "'xml' is not one of", "Try 'servanda export --help'")
    refused(servanda("query"), "Missing argument", "Try 'servanda query --help'")


@pytest.mark.parametrize("command", ["build", "extract", "validate"])
def test_a_bad_file_is_one_line_with_file_and_place(
    command: str, servanda: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unknown, empty, binary or broken file, and one without a statement, are refused by name."""
    monkeypatch.chdir(tmp_path)
    cases = {
        "empty.txt": (b"", "the file is empty"),
        "blank.txt": (b" \n\n", "the file is empty"),
        "binary.txt": (b"GIF89a\0\0", "this is a binary file"),
        "latin.txt": ("Fünf\nMéxico".encode("latin-1"), "latin.txt:1: byte 0xfc at column 2 is not UTF-8"),
        "nothing.txt": (b"The weather was fine on 1 March 2020.\n", "no statement was found"),
    }
    refused(servanda(command, "nowhere.txt"), "nowhere.txt: cannot be read: No such file")
    for name, (content, message) in cases.items():
        Path(name).write_bytes(content)
        refused(servanda(command, name), f"servanda: {name}", message)


def test_one_bad_file_among_many_is_reported_and_the_rest_goes_on(
    servanda: Program, root: Path, tmp_path: Path
) -> None:
    """Build and validate name the bad file, do the good one, and leave with 2."""
    good = next((root / "corpus").glob("2019*.txt"))
    (tmp_path / "bad.txt").write_bytes(b"\0")
    for arguments in (["validate"], ["build", "-o", tmp_path / "out"]):
        outcome = servanda(*arguments, tmp_path / "bad.txt", good)
        assert outcome.code == 2
        assert outcome.err == (
            f"servanda: {tmp_path / 'bad.txt'}: this is a binary file; "
            "give a plain text or Markdown file in UTF-8\n"
        )
        assert "conform" in outcome.out
    assert (tmp_path / "out" / "graph.nq").is_file()


def test_bad_rdf_is_one_line_with_file_and_place(servanda: Program, tmp_path: Path) -> None:
    """RDF that is not there, does not parse or says nothing is refused by name, with the line."""
    broken = tmp_path / "broken.ttl"
    broken.write_text("<a> <b> <c> .\n<a> b .\n", encoding="utf-8")
    (tmp_path / "empty.ttl").write_bytes(b"")
    refused(servanda("validate", tmp_path / "nowhere.ttl"), "nowhere.ttl: there is no such file")
    refused(servanda("validate", broken), f"{broken}:2: this RDF does not parse")
    refused(servanda("validate", tmp_path / "empty.ttl"), "empty.ttl: this file holds no data")
    refused(servanda("query", "policies", "--data", tmp_path), "graph.nq: run `servanda build`")
    refused(servanda("export", "turtle", "--data", broken), f"{broken}:2: this RDF does not parse")


def test_a_bad_query_is_one_line_that_helps(servanda: Program, built: Path, tmp_path: Path) -> None:
    """An unknown query, a missing, misspelt or ill-formed parameter, and a broken header are refused."""
    data = ("--data", built)
    refused(servanda("query", "policy", *data), "no query is called 'policy'; did you mean 'policies'?")
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


def test_broken_data_files_are_named(root: Path, tree: Path) -> None:
    """A broken shapes file, query of the library or ontology file is one line with its file and line."""
    text = next((root / "corpus").glob("2019*.txt"))
    for name, arguments in (
        ("shapes/statement.ttl", ("validate", str(text))),
        ("queries/policies.rq", ("queries",)),
        ("ontology/reference/actors.ttl", ("build", str(text), "-o", str(tree / "out"))),
    ):
        whole = (tree / name).read_text(encoding="utf-8")
        (tree / name).write_text(f"#+ title: [\n{whole}\noops", encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": str(tree / "src")}
        ended = subprocess.run(
            [*PROGRAM, *arguments], env=environment, capture_output=True, text=True, check=False
        )
        (tree / name).write_text(whole, encoding="utf-8")
        refused(Outcome(ended.returncode, ended.stdout, ended.stderr), f"servanda: {tree / name}:")
    assert not (tree / "out").exists()


# --- what stood before stands still ----------------------------------------------------------------


@pytest.fixture
def standing(built: Path, tmp_path: Path) -> Path:
    """A copy of a built folder, to be built into again."""
    return Path(shutil.copytree(built, tmp_path / "standing"))


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_an_interrupted_build_changes_nothing(standing: Path, root: Path) -> None:
    """Ctrl-C in the middle of a build leaves with 130, a line, and every old file whole."""
    before = contents(standing)
    with subprocess.Popen(
        [*PROGRAM, "build", str(root / "corpus"), "-o", str(standing)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        while process.poll() is None and len(list(standing.iterdir())) == len(before):
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, "", "servanda: interrupted; no file was changed\n")
    assert contents(standing) == before


def test_a_full_disk_changes_nothing(standing: Path, root: Path) -> None:
    """Where the graph cannot be written to its end, the old one stands whole, and the error names it."""
    before = contents(standing)

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))

    ended = subprocess.run(
        [*PROGRAM, "build", str(root / "corpus"), "-o", str(standing)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=small_files,
    )
    outcome = Outcome(ended.returncode, ended.stdout, ended.stderr)
    refused(outcome, f"{standing / 'graph.nq'}: cannot be written: File too large")
    assert contents(standing) == before


def test_an_unwritable_folder_is_one_line(servanda: Program, root: Path, tmp_path: Path, built: Path) -> None:
    """An output folder that is a file, or lies in one, is refused by name."""
    file = tmp_path / "file"
    file.write_bytes(b"x")
    for folder in (file, file / "deeper"):
        refused(servanda("build", root / "corpus", "-o", folder), f"servanda: {folder}: cannot be written")
        refused(
            servanda("export", "turtle", "--data", built, "-o", folder / "x"),
            str(folder),
            "cannot be written",
        )
    assert file.read_bytes() == b"x"


def test_a_reader_that_leaves_is_no_error(built: Path) -> None:
    """When whoever reads the output has gone, as `head` does, the program ends without a word."""
    reader, writer = os.pipe()
    os.close(reader)
    program = [*PROGRAM, "export", "nquads", "--data", str(built)]
    ended = subprocess.run(program, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (cli.BROKEN_PIPE, b"")


# --- results --------------------------------------------------------------------------------------


def test_build_ends_in_a_table(servanda: Program, root: Path, tmp_path: Path) -> None:
    """The table counts documents, passages, actors, policies, statements by force, figures and triples."""
    outcome = servanda("build", root / "corpus", "-o", tmp_path / "out")
    assert (outcome.code, outcome.err) == (0, "")
    names = [line.split()[0] for line in outcome.out.splitlines()[2:]]
    assert [name for name in names if not line_of(outcome.out, name).startswith(" ")] == [
        "documents",
        "passages",
        "actors",
        "policies",
        "statements",
        "figures",
        "triples",
        "conforms",
    ]
    assert line_of(outcome.out, "documents").split() == ["documents", "2"]
    assert line_of(outcome.out, "commitment").startswith("  commitment ")


def line_of(text: str, name: str) -> str:
    return next(line for line in text.splitlines() if line.split()[:1] == [name])


def test_a_build_that_does_not_conform_is_written_and_leaves_with_1(
    servanda: Program, tmp_path: Path
) -> None:
    """A declaration without any date is built, and the violation is counted."""
    (tmp_path / "d.txt").write_text(
        "Joint Statement\n\nCanada and Mexico will share flood warnings.\n", encoding="utf-8"
    )
    outcome = servanda("build", tmp_path / "d.txt", "-o", tmp_path / "out")
    assert outcome.code == 1, outcome
    assert "does not conform" in outcome.out
    assert "violation" in (tmp_path / "out" / "report.txt").read_text(encoding="utf-8")
    assert servanda("validate", tmp_path / "d.txt").code == 1
    assert servanda("validate", tmp_path / "out").code == 1


def test_validate_says_where_and_how_to_mend(servanda: Program, root: Path) -> None:
    """The missing paragraph 13 is a warning with its place and words; warnings leave with 0."""
    outcome = servanda("validate", *sorted((root / "corpus").glob("*.txt")))
    assert (outcome.code, outcome.err) == (0, "")
    assert "  warning: words in paragraph 14: “14. Both delegations are convinced" in outcome.out
    assert "see whether the text is complete. Found: 13." in outcome.out
    assert outcome.out.splitlines()[-1].startswith("2 checked, all conform: 1 warning")


def test_validate_takes_rdf_and_folders(servanda: Program, built: Path, root: Path) -> None:
    """A built folder, its N-Quads, a folder of texts and a Turtle file of the reference data all conform."""
    reference = root / "ontology" / "reference" / "actors.ttl"
    for path in (built, built / "graph.nq", root / "corpus", reference):
        outcome = servanda("validate", path)
        assert (outcome.code, outcome.err) == (0, ""), outcome


def test_query_prints_every_format(servanda: Program, built: Path) -> None:
    """The same rows come as a table, CSV, TSV, JSON and Markdown."""
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
    mark = servanda(*asked, "--format", "markdown").out.splitlines()
    assert mark[:2] == [f"| {' | '.join(columns)} |", f"| {' | '.join(['---'] * len(columns))} |"]
    assert servanda(*asked).out.split()[: len(columns)] == columns


def test_a_table_says_once_what_is_the_same_in_all_rows(servanda: Program, built: Path) -> None:
    """Where there is no room for all columns on a line, those with a single value stand above the rest."""
    asked = ("query", "commitments-of-actor", "-p", "actor=Mexico", "-p", "from=2019-01-01")
    above, _, below = servanda(*asked, "--data", built).out.partition("\n\n")
    assert above.startswith("the same in all ")
    assert "  title    U.S.-Mexico Joint Declaration" in above
    assert below.startswith("action ")
    assert "take unprecedented steps to increase enforcement to curb irregular\nmigration" in below


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
        "-------------------",
        "sv:Actor   7  a | b",
        "urn:x     10  c",
    ]
    assert servanda(*asked, "--format", "csv").out.splitlines()[1] == (
        "https://w3id.org/servanda/ontology#Actor,7,a|b"
    )


def test_a_query_comes_from_standard_input(
    servanda: Program, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`-` reads the query, header and all, from standard input; no row at all is said, and no error."""
    text = "#+ title: None\n#+ question: What is nothing?\n\nSELECT ?s { ?s a <urn:none> } ORDER BY ?s\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    outcome = servanda("query", "-", "--data", built)
    assert (outcome.code, outcome.out, outcome.err) == (0, "s\n-\n", "servanda: nothing found\n")


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


def test_columns_sets_the_width(servanda: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """COLUMNS narrows and widens tables; where they have no room, each row is printed by itself."""
    monkeypatch.setenv("COLUMNS", "60")
    narrow = servanda("queries").out
    assert max(map(len, narrow.splitlines())) <= 60
    monkeypatch.setenv("COLUMNS", "30")
    assert servanda("queries").out.startswith("name        actors\n")


def test_queries_lists_the_library(servanda: Program, root: Path) -> None:
    """Every file of queries/ is listed by name, with its question and its parameters."""
    monkey = servanda("queries").out
    for file in (root / "queries").glob("*.rq"):
        assert f"\n{file.stem} " in monkey
    assert "actor=ACTOR" in monkey


def test_extract_prints_every_format(servanda: Program, root: Path) -> None:
    """A document comes as Turtle, as a JSON object per statement, and as a table."""
    text = next((root / "corpus").glob("2019*.txt"))
    assert servanda("extract", text).out.startswith("@prefix ")
    records = [json.loads(line) for line in servanda("extract", text, "--format", "jsonl").out.splitlines()]
    source = text.read_text(encoding="utf-8")
    assert len(records) > 10
    for record in records:
        assert source[record["start"] : record["end"]] == record["action"]
    table = servanda("extract", text, "--format", "table").out
    assert table.split()[:5] == ["par.", "force", "bearers", "action", "terms"]


def test_export_prints_or_writes_the_same(servanda: Program, built: Path, tmp_path: Path) -> None:
    """Every format comes on standard output or in a file, byte for byte the same; N-Quads are the build's."""
    for name in ("turtle", "ntriples", "nquads", "trig", "jsonld"):
        printed = servanda("export", name, "--data", built)
        written = servanda("export", name, "--data", built, "-o", tmp_path / "out" / name)
        assert (printed.code, written.code, written.out) == (0, 0, "")
        assert (tmp_path / "out" / name).read_text(encoding="utf-8") == printed.out
    assert (tmp_path / "out" / "nquads").read_bytes() == (built / "graph.nq").read_bytes()


def test_evaluate_prints_the_scores(servanda: Program, root: Path) -> None:
    """Scores come as tables or JSON; a bound that is not reached leaves with 1, one that is with 0."""
    gold = sorted((root / "tests" / "gold").glob("*.json"))
    table = servanda("evaluate", *gold, "--misses", "--at-least", "0.5")
    assert table.code == 0
    for word in ("precision", "recall", "F1", "force", "bearers", "commissives", "deadline"):
        assert word in table.out
    record = json.loads(servanda("evaluate", *gold, "--format", "json", "--misses").out)
    assert record["all"]["statements"]["gold"] == 44
    assert len(record["documents"]) == 2
    low = servanda("evaluate", gold[0], "--at-least", "1", "--format", "json")
    assert low.code == (0 if json.loads(low.out)["all"]["statements"]["f1"] == 1 else 1)
    refused(servanda("evaluate", root / "nowhere.json"), "nowhere.json: cannot be read: No such file")


def test_progress_shows_on_a_terminal_only(root: Path, tmp_path: Path) -> None:
    """On a terminal a bar shows what is done; the result on standard output is as without one."""
    screen, terminal = os.openpty()
    program = [*PROGRAM, "build", str(root / "corpus"), "-o", str(tmp_path)]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=terminal, text=True) as process:
        os.close(terminal)
        seen = b"".join(iter(lambda: _read(screen), b""))
        assert process.stdout
        assert process.stdout.read().startswith("what ")
    os.close(screen)
    assert b"reading 2017" in seen


def _read(screen: int) -> bytes:
    """What a program wrote to its terminal; nothing once it has left."""
    try:
        return os.read(screen, 1024)
    except OSError:
        return b""


def test_every_command_returns_its_exit_code() -> None:
    """Commands are plain click commands whose callbacks return a number, so that one place exits."""
    for command in cli.servanda.commands.values():
        assert isinstance(command, click.Command)
        assert command.callback is not None
        assert command.callback.__annotations__["return"] == "int"


def test_the_formats_offered_are_those_there_are() -> None:
    """The command line, which must not load the parts behind it, offers exactly their formats."""
    assert EXPORT_FORMATS == FORMATS
    assert ("table", *ResultFormat) == QUERY_FORMATS
