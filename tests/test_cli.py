from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import click
import pytest

from program import Outcome, Program, refused
from servanda import cli
from servanda.ask import ResultFormat
from servanda.cli.answers import ROWS as QUERY_FORMATS
from servanda.cli.export import FOLDERS as EXPORT_FOLDERS
from servanda.cli.export import FORMATS as EXPORT_FORMATS
from servanda.export import FOLDERS, SPLIT, Format
from servanda.read import LONGEST_PARAGRAPH

COMMANDS = ("build", "evaluate", "export", "extract", "push", "queries", "query", "validate")
PROGRAM = (sys.executable, "-m", "servanda.cli")
DECLARATION = "Joint Statement\n\n1 March 2020\n\nCanada and Mexico will share flood warnings.\n"


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


@pytest.mark.parametrize(
    "base",
    [
        "not an iri",
        "",
        "example.org/",
        "http://ex.org",
        "https://ex.org/data",
        "https://ex.org/data#",
        "https://ex.org/?q=/",
        "https://ex.org/a b/",
        "https://ex.org/%zz/",
        "ftp://ex.org/",
        "urn:example",
    ],
)
@pytest.mark.parametrize("command", ["build", "extract"])
def test_a_base_that_iris_cannot_begin_with_is_refused(command: str, base: str, servanda: Program) -> None:
    """A base is an absolute IRI that ends where a name can follow; nothing is read for another."""
    refused(servanda(command, "nowhere.txt", "--base", base), "'--base'", f"Try 'servanda {command} --help'")


@pytest.mark.parametrize(
    "base", ["http://ex.org/", "https://ex.org/é/%20/", "urn:example:", "urn:example:a/"]
)
def test_a_base_is_taken_as_it_is(base: str, servanda: Program, tmp_path: Path) -> None:
    """The IRI of a document is the base, `document/` and the name of its file."""
    (tmp_path / "a.txt").write_text(DECLARATION, encoding="utf-8")
    outcome = servanda("extract", tmp_path / "a.txt", "--base", base)
    assert (outcome.code, outcome.err) == (0, "")
    assert f"\n<{base}document/a> a sv:" in outcome.out


@pytest.mark.parametrize("command", ["build", "extract", "validate"])
def test_a_bad_file_is_one_line_with_file_and_place(
    command: str, servanda: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unknown, empty, binary or foreign file, and one without a statement, are refused by name."""
    monkeypatch.chdir(tmp_path)
    cases = {
        "empty.txt": (b"", "the file is empty"),
        "blank.txt": (b" \n\n", "the file is empty"),
        "binary.txt": (b"Norland\n\0", "binary.txt:2: this is a binary file"),
        "image.txt": (b"GIF89a\0\0", "image.txt: this is a GIF image"),
        "greek.txt": ("\nΣυμφωνία".encode("iso-8859-7"), "greek.txt:2: byte 0xd3 at column 1 is not UTF-8"),
        "nothing.txt": (b"The weather was fine on 1 March 2020.\n", "no statement was found"),
        "front.md": (
            b"---\ndate: 2019-13-01\n---\n\nWe agree.\n",
            "front.md:2: `date: 2019-13-01` is no date",
        ),
    }
    refused(servanda(command, "nowhere.txt"), "nowhere.txt: cannot be read: No such file")
    for name, (content, message) in cases.items():
        Path(name).write_bytes(content)
        refused(servanda(command, name), f"servanda: {name}", message)


@pytest.mark.parametrize("command", ["build", "extract", "validate"])
def test_a_bad_metadata_file_is_one_line_with_file_and_place(
    command: str, servanda: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A day that no calendar has, and bytes that are no text, are refused with the line they stand in."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(DECLARATION, encoding="utf-8")
    Path("a.yaml").write_bytes(b"title: A\ndate: 2019-02-30\n")
    refused(servanda(command, "a.txt"), "servanda: a.yaml:2: `date: 2019-02-30` is no date")
    Path("a.yaml").write_bytes(b"title: A\nnote: \xff\n")
    refused(servanda(command, "a.txt"), "servanda: a.yaml:2: byte 0xff at column 7 is not UTF-8")


@pytest.mark.parametrize("characters", [LONGEST_PARAGRAPH + 1, 19_000_000])
def test_a_paragraph_beyond_the_limit_is_one_line(characters: int, servanda: Program, tmp_path: Path) -> None:
    """A paragraph that is longer than the parser takes is refused, naming file, line and limit."""
    text = tmp_path / "long.txt"
    text.write_text(f"We agree to {'talk and ' * (characters // 9)}rest.\n", encoding="utf-8")
    outcome = servanda("extract", text)
    refused(outcome, f"servanda: {text}:1: this paragraph has ", f"{LONGEST_PARAGRAPH:,}")


@pytest.mark.parametrize("command", ["build", "extract", "validate"])
@pytest.mark.parametrize(
    "options, said",
    [
        (("--max-bytes", "0"), "'0' is no size"),
        (("--max-bytes", "-5"), "'-5' is no size"),
        (("--max-bytes", "2.5MB"), "'2.5MB' is no size"),
        (("--max-bytes", "20 stones"), "'20 stones' is no size"),
        (("--max-bytes", "٣"), "'٣' is no size; give bytes, or write it as 500KB, 20MB or 1GB"),
        (("--max-seconds", "0"), "0 is no time"),
        (("--max-seconds", "-1"), "-1 is no time"),
        (("--max-seconds", "nan"), "nan is no time; give seconds, more than 0"),
        (("--max-seconds", "soon"), "'soon' is not a valid float"),
    ],
)
def test_a_limit_that_is_none_is_refused(
    command: str, options: tuple[str, str], said: str, servanda: Program
) -> None:
    """A limit is a number above 0, a size with its unit; nothing is read with another."""
    refused(servanda(command, "nowhere.txt", *options), options[0], said, f"'servanda {command} --help'")


@pytest.mark.parametrize("command", ["build", "extract", "validate"])
def test_a_file_beyond_a_limit_is_one_line(
    command: str, servanda: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is too large or takes too long is refused by name, with the option that would admit it."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(DECLARATION, encoding="utf-8")
    for options in (("--max-bytes", str(len(DECLARATION) - 1)), ("--max-seconds", "1e-9")):
        refused(servanda(command, "a.txt", *options), "servanda: a.txt: ", options[0])
    assert not Path("build").exists()


@pytest.mark.parametrize(
    "size, largest",
    [("500", 500), ("500B", 500), ("2k", 2_000), ("1MB", 10**6)],
)
def test_a_size_can_have_a_unit(size: str, largest: int, servanda: Program, tmp_path: Path) -> None:
    """A file of just the largest size is read, one of a byte more is not: KB and MB count in thousands."""
    text = tmp_path / "a.txt"
    text.write_text(DECLARATION.ljust(largest, "\n"), encoding="utf-8")
    outcome = servanda("extract", text, "--max-bytes", size, "--max-seconds", "1e3")
    assert (outcome.code, outcome.err) == (0, "")
    text.write_text(DECLARATION.ljust(largest + 1, "\n"), encoding="utf-8")
    refused(servanda("extract", text, "--max-bytes", size), f"{largest:,} bytes", "--max-bytes")
    assert servanda("extract", text, "--max-bytes", "1GB").code == 0


def test_a_name_that_is_no_text_can_still_be_said(tmp_path: Path) -> None:
    """A file whose name is not UTF-8 is refused like any other, not with a traceback."""
    name = os.fsencode(tmp_path) + b"/\xff.txt"
    ended = subprocess.run([*PROGRAM, "extract", name], capture_output=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr.startswith(b"servanda: ")
    assert ended.stderr.endswith(b"\\udcff.txt: cannot be read: No such file or directory\n")


def test_a_fault_of_the_program_is_one_line_and_never_exit_code_1(
    servanda: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An exception that nobody foresaw is reported in one line; SERVANDA_DEBUG=1 adds the traceback."""

    def stumble(*_: object) -> None:
        raise ZeroDivisionError("by\nzero")

    monkeypatch.setattr("servanda.ask.library", stumble)
    monkeypatch.delenv("SERVANDA_DEBUG", raising=False)
    refused(servanda("queries"), "internal error: ZeroDivisionError: by zero; please report it")
    monkeypatch.setenv("SERVANDA_DEBUG", "1")
    outcome = servanda("queries")
    assert outcome.code == 2
    assert outcome.err.startswith("Traceback (most recent call last):")
    assert "please report it" in outcome.err.splitlines()[-1]


def test_one_bad_file_among_many_is_reported_and_the_rest_goes_on(
    servanda: Program, root: Path, tmp_path: Path
) -> None:
    """Build and validate name the bad file, do the good one, and leave with 2; build replaces the graph."""
    good = next((root / "corpus").glob("2019*.txt"))
    bad = [tmp_path / "bad.txt", tmp_path / "worse.txt"]
    for file in bad:
        file.write_bytes(b"GIF89a")
    said = "this is a GIF image; give the text of the declaration"
    outcome = servanda("validate", bad[0], good)
    assert (outcome.code, outcome.err) == (2, f"servanda: {bad[0]}: {said}\n")
    assert "conform" in outcome.out
    for count, without in ((1, "1 file"), (2, "2 files")):
        outcome = servanda("build", *bad[:count], good, "-o", tmp_path / "out")
        assert outcome.code == 2
        assert outcome.err.splitlines() == [
            *(f"servanda: {file}: {said}" for file in bad[:count]),
            f"servanda: the graph was written without {without}",
        ]
        assert "conform" in outcome.out
        assert (tmp_path / "out" / "graph.nq").is_file()


def test_the_help_of_build_says_what_becomes_of_a_bad_file(servanda: Program) -> None:
    """That the graph is written without a file that cannot be used stands in the help."""
    assert "the graph is written without it" in " ".join(servanda("build", "--help").out.split())


def test_bad_rdf_is_one_line_with_file_and_place(servanda: Program, tmp_path: Path) -> None:
    """RDF that is not there, does not parse or says nothing is refused by name, with the line."""
    broken = tmp_path / "broken.ttl"
    broken.write_text("<a> <b> <c> .\n<a> b .\n", encoding="utf-8")
    (tmp_path / "empty.ttl").write_bytes(b"")
    refused(servanda("validate", tmp_path / "nowhere.ttl"), "nowhere.ttl: there is no such file")
    refused(servanda("validate", broken), f"{broken}:2: this RDF does not parse")
    refused(servanda("validate", tmp_path / "empty.ttl"), "empty.ttl: nothing here to validate")
    missing = "graph.nq: there is no graph; run `servanda build`"
    refused(servanda("query", "policies", "--data", tmp_path), missing)
    refused(servanda("export", "turtle", "--data", broken), f"{broken}:2: this RDF does not parse")


def test_broken_data_files_are_named(root: Path, tree: Path) -> None:
    """A broken shapes file, query of the library or ontology file is one line with its file and line."""
    text = next((root / "corpus").glob("2019*.txt"))
    for name, arguments in (
        ("shapes/statement.ttl", ("validate", str(text))),
        ("queries/policies.rq", ("queries",)),
        ("ontology/reference/organizations.ttl", ("build", str(text), "-o", str(tree / "out"))),
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


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    """A named pipe; whoever opens one end waits until somebody opens the other."""
    os.mkfifo(tmp_path / "pipe.txt")
    return tmp_path / "pipe.txt"


def interrupted(arguments: Sequence[str | Path], pipe: Path) -> Outcome:
    """What the program comes to that is interrupted while it reads the pipe.

    A signal that this process ignores, as one run in the background may, its children would ignore too.
    """
    program = [*PROGRAM, *map(str, arguments)]
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        process = subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    finally:
        signal.signal(signal.SIGINT, before)
    with process:
        writer = None
        while writer is None and process.poll() is None:
            time.sleep(0.01)
            with suppress(OSError):  # nobody reads yet
                writer = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        process.send_signal(signal.SIGINT)
        try:
            out, err = process.communicate(timeout=60)
        finally:
            process.kill()
    if writer is not None:
        os.close(writer)
    return Outcome(process.returncode, out, err)


def test_an_interrupted_build_changes_nothing(standing: Path, root: Path, pipe: Path) -> None:
    """Ctrl-C in the middle of a build leaves with 130, a line, and every old file whole and alone."""
    before = contents(standing)
    text = next((root / "corpus").glob("2019*.txt"))
    outcome = interrupted(("build", text, pipe, "-o", standing), pipe)
    assert outcome == Outcome(130, "", "servanda: interrupted; no file was changed\n")
    assert contents(standing) == before


def test_an_interrupted_extraction_is_one_line(pipe: Path) -> None:
    """Ctrl-C in the middle of an extraction leaves with 130 and a line."""
    outcome = interrupted(("extract", pipe), pipe)
    assert outcome == Outcome(130, "", "servanda: interrupted; no file was changed\n")


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


# --- pipes, and what is said of files ------------------------------------------------------------


def stdin(data: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes | None], None]:
    """A function that sets what stands on standard input; None closes it."""
    return lambda data: monkeypatch.setattr("sys.stdin", None if data is None else stdin(data))


def test_a_declaration_comes_from_standard_input(
    servanda: Program, given: Callable[[bytes | None], None], tmp_path: Path
) -> None:
    """`-` reads a declaration from standard input, and finds in it what it finds in a file of its bytes."""
    (tmp_path / "a.txt").write_text(DECLARATION, encoding="utf-8")
    name = hashlib.sha256(DECLARATION.encode()).hexdigest()[:16]
    for style in ("table", "jsonl"):
        given(DECLARATION.encode())
        outcome = servanda("extract", "-", "--format", style)
        assert outcome.err == ""
        wanted = servanda("extract", tmp_path / "a.txt", "--format", style).out
        assert outcome.out == wanted.replace("/document/a", f"/document/{name}")
    given(DECLARATION.encode())
    outcome = servanda("validate", "-", tmp_path / "a.txt")
    assert (outcome.code, outcome.err) == (0, "")
    assert "\nstandard input: conforms" in outcome.out
    assert outcome.out.splitlines()[0].startswith("2 checked, all conform")
    given(DECLARATION.encode())
    outcome = servanda("build", tmp_path / "a.txt", "-", "-", "-o", tmp_path / "out")
    assert (outcome.code, outcome.err) == (0, "")
    assert line_of(outcome.out, "documents").split() == ["documents", "2"]
    graph = (tmp_path / "out" / "graph.nq").read_text(encoding="utf-8")
    assert f"<https://w3id.org/servanda/id/document/{name}>" in graph


@pytest.mark.parametrize("command", ["build", "extract", "validate"])
@pytest.mark.parametrize(
    "data, said",
    [(b"", "empty"), (b" \n", "empty"), (b"It rained.\n", "no statement was found"), (None, "it is closed")],
)
def test_a_standard_input_of_no_use_is_one_line(
    data: bytes | None,
    said: str,
    command: str,
    servanda: Program,
    given: Callable[[bytes | None], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Standard input that is empty, closed, or says nothing is refused by its name."""
    monkeypatch.chdir(tmp_path)
    given(data)
    refused(servanda(command, "-"), "servanda: standard input: ", said)
    assert list(tmp_path.iterdir()) == []


def test_limits_hold_for_standard_input(servanda: Program, given: Callable[[bytes | None], None]) -> None:
    """No more is taken from a pipe than a file may have."""
    given(DECLARATION.encode())
    refused(servanda("extract", "-", "--max-bytes", "10"), "servanda: standard input: ", "--max-bytes")


def test_a_pipe_goes_through_the_program() -> None:
    """What another program writes is extracted, and standard output holds the result alone."""
    program = [*PROGRAM, "extract", "-", "--format", "jsonl"]
    ended = subprocess.run(program, input=DECLARATION, capture_output=True, text=True, check=True)
    assert json.loads(ended.stdout)["action"] == "share flood warnings"
    assert ended.stderr == ""


@pytest.mark.parametrize("command", ["extract", "validate"])
def test_at_a_terminal_it_is_said_how_to_end(command: str) -> None:
    """Where standard input is a terminal, a line says how what is typed ends; it is read up to there."""
    screen, terminal = os.openpty()
    program = [*PROGRAM, command, "-"]
    with subprocess.Popen(
        program, stdin=terminal, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        os.write(screen, DECLARATION.encode() + b"\x04")
        out, err = process.communicate(timeout=60)
    os.close(screen)
    os.close(terminal)
    assert process.returncode == 0
    assert "Joint Statement" in out
    assert err == "servanda: reading what is typed or pasted here; Ctrl-D on a line of its own ends it\n"


@pytest.mark.parametrize(
    "arguments", [("extract",), ("extract", "--format", "jsonl"), ("validate",), ("build",)]
)
def test_what_is_to_be_said_of_a_file_is_said_once_and_apart(
    arguments: tuple[str, ...], servanda: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A remark on how a file was read stands on standard error, once, and does not change the exit code."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_bytes(DECLARATION.replace("flood", "“flood”").encode("cp1252"))
    outcome = servanda(*arguments, "a.txt")
    assert (outcome.code, outcome.err) == (0, "servanda: a.txt: read as Windows-1252: it is not UTF-8\n")
    assert outcome.out
    assert "Windows" not in outcome.out


@pytest.mark.parametrize(
    "arguments", [("extract",), ("extract", "--format", "jsonl"), ("validate",), ("build",)]
)
def test_a_remark_is_said_of_a_file_that_fails_too(
    arguments: tuple[str, ...], servanda: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How a file was read can be why nothing was found in it: the remark comes first, then the error."""
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_bytes("The “weather” was fine.\n".encode("cp1252"))
    outcome = servanda(*arguments, "a.txt")
    assert (outcome.code, outcome.out) == (2, "")
    first, second = outcome.err.splitlines()
    assert first == "servanda: a.txt: read as Windows-1252: it is not UTF-8"
    assert second.startswith("servanda: a.txt: no statement was found")


@pytest.mark.parametrize("command", ["build", "validate"])
def test_a_stray_file_of_another_type_is_said_and_no_error(
    command: str, servanda: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder is done without the .doc in it, which is said; that file is an error if it was asked for."""
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/a.txt").write_text(DECLARATION, encoding="utf-8")
    Path("in/b.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    outcome = servanda(command, "in")
    said = "servanda: in/b.doc: left out: .doc files cannot be read; convert to DOCX, HTML or PDF\n"
    assert (outcome.code, outcome.err) == (0, said)
    refused(servanda(command, "in/b.doc"), "servanda: in/b.doc: ")


@pytest.mark.parametrize("command", ["build", "validate"])
def test_a_pattern_that_fits_nothing_is_one_line(command: str, servanda: Program, tmp_path: Path) -> None:
    """A pattern that nothing fits is refused as such."""
    pattern = tmp_path / "*.md"
    refused(servanda(command, pattern), f"servanda: {pattern}: no file has this name, and no declaration")


@pytest.mark.parametrize("command", ["build", "extract", "validate"])
def test_the_help_says_what_can_be_read(command: str, servanda: Program) -> None:
    """The help of the commands that read declarations names the types of file, the hyphen and the limits."""
    words = " ".join(servanda(command, "--help").out.split())
    for said in (
        "is a text, Markdown, HTML, PDF or Word file",
        "standard input (-)",
        "--max-bytes SIZE The largest declaration that is read. [default: 20MB]",
        "--max-seconds SECONDS The longest time that reading and extracting one file may take.",
        "may take. [default: 600]",
    ):
        assert said in words


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


def test_a_build_that_does_not_conform_is_written_and_leaves_with_1(tree: Path, tmp_path: Path) -> None:
    """Where shapes ask for a publisher, a text without one is built, and the violation is counted."""
    shapes = tree / "shapes" / "document.ttl"
    lenient = shapes.read_text(encoding="utf-8")
    shapes.write_text(lenient.replace("sh:severity sh:Info", "sh:severity sh:Violation"), encoding="utf-8")
    text, out = tmp_path / "d.txt", tmp_path / "out"
    text.write_text(DECLARATION, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tree / "src")}
    for arguments in (("build", text, "-o", out), ("validate", text), ("validate", out)):
        ended = subprocess.run(
            [*PROGRAM, *arguments], env=environment, capture_output=True, text=True, check=False
        )
        assert (ended.returncode, ended.stderr) == (1, "")
        assert "not conform" in ended.stdout
    assert "violation" in (out / "report.txt").read_text(encoding="utf-8")


def test_validate_says_where_and_how_to_mend(servanda: Program, root: Path) -> None:
    """The missing paragraph 13 is a warning with its place and words; warnings leave with 0."""
    outcome = servanda("validate", *sorted((root / "corpus").glob("*.txt")))
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines()[0] == "2 checked, all conform: 1 warning, 3 notes"
    words = " ".join(outcome.out.split())
    assert "between paragraphs 12 and 14 line 42, words “14. Both delegations are convinced" in words
    assert "warning: A number is missing before this passage" in words
    assert "see whether the text is complete. Found: 13. [passage-skipped]" in words


def test_validate_takes_rdf_and_folders(servanda: Program, built: Path, root: Path, tmp_path: Path) -> None:
    """A built folder, its N-Quads, a folder of texts and a Turtle file of the reference data all conform."""
    reference = root / "ontology" / "reference" / "organizations.ttl"
    upper = tmp_path / "G.TTL"
    upper.write_bytes(reference.read_bytes())
    for path in (built, built / "graph.nq", root / "corpus", reference, upper):
        outcome = servanda("validate", path)
        assert (outcome.code, outcome.err) == (0, ""), outcome


def test_extract_prints_every_format(servanda: Program, root: Path) -> None:
    """A document comes as Turtle, as a JSON object per statement, and as a table."""
    text = next((root / "corpus").glob("2019*.txt"))
    assert servanda("extract", text).out.startswith("@prefix ")
    records = [json.loads(line) for line in servanda("extract", text, "--format", "jsonl").out.splitlines()]
    source = text.read_text(encoding="utf-8")
    assert len(records) > 10
    for record in records:
        assert " ".join(source[record["start"] : record["end"]].split()) == record["action"]
    table = servanda("extract", text, "--format", "table").out
    assert table.split()[:4] == ["what", "bearers", "words", "terms"]


def test_a_table_says_what_is_not_to_be_done(servanda: Program, tmp_path: Path) -> None:
    """A negated statement does not read as a promise of what it excludes."""
    text = tmp_path / "tariffs.txt"
    text.write_text("Mexico-Canada Joint Declaration\n\nMexico will not raise tariffs.\n", encoding="utf-8")
    (line,) = [
        line for line in servanda("extract", text, "--format", "table").out.splitlines() if "tariffs" in line
    ]
    assert line.split() == ["commitment", "not", "to", "Mexico", "raise", "tariffs"]


def test_a_line_of_extract_is_a_row_of_the_statements_query(
    servanda: Program, built: Path, root: Path
) -> None:
    """Keys and values are those of the query: several values as a list, what is not said as null."""
    lines = [
        line
        for text in sorted((root / "corpus").glob("*.txt"))
        for line in servanda("extract", text, "--format", "jsonl").out.splitlines()
    ]
    rows = servanda("query", "statements", "--data", built, "--format", "csv").out
    records = [json.loads(line) for line in lines]
    assert [{key: cell(value) for key, value in record.items()} for record in records] == [
        *csv.DictReader(io.StringIO(rows))
    ]
    first = records[0]
    assert isinstance(first["start"], int)
    assert isinstance(first["negated"], bool)
    assert all(isinstance(one["bearers"], list) and isinstance(one["topics"], list) for one in records)
    assert {one["condition"] for one in records} >= {None}


def cell(value: object) -> str:
    """A value of an extracted statement as CSV has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else "|".join(value) if isinstance(value, list) else str(value)


def test_export_prints_or_writes_the_same(servanda: Program, built: Path, tmp_path: Path) -> None:
    """Every format comes on standard output or in a file, byte for byte the same; N-Quads are the build's."""
    for name in SPLIT:
        printed = servanda("export", name, "--data", built)
        written = servanda("export", name, "--data", built, "-o", tmp_path / "out" / name)
        assert (printed.code, written.code, written.out) == (0, 0, "")
        assert (tmp_path / "out" / name).read_text(encoding="utf-8") == printed.out
    assert (tmp_path / "out" / "nquads").read_bytes() == (built / "graph.nq").read_bytes()


def test_export_writes_into_a_pipe(servanda: Program, built: Path, pipe: Path) -> None:
    """A named pipe stays one, and whoever reads it has the graph."""
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    outcome = servanda("export", "nquads", "--data", built, "-o", pipe)
    reader.join(timeout=30)
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    assert read == [(built / "graph.nq").read_bytes()]
    assert pipe.is_fifo()


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
    refused(servanda("evaluate", root / "nowhere.json"), "nowhere.json: cannot be read: No such file")


def test_evaluate_scores_the_lists_of_the_gold(servanda: Program, root: Path) -> None:
    """--fields prints one table for each list it names, and the bound is for each of them."""
    gold = sorted((root / "tests" / "gold").glob("*.json"))
    table = servanda("evaluate", *gold, "--fields", "policies,actors", "--at-least", "0.5")
    assert table.code == 0
    heads = [line.split()[0] for line in table.out.splitlines() if "recall" in line]
    assert heads == ["policies", "actors"]
    high = servanda("evaluate", *gold, "--fields", "actors", "--at-least", "1")
    assert (high.code, high.err[:27]) == (1, "servanda: F1 of actors is 0")
    refused(servanda("evaluate", *gold, "--fields", "actor"), "`actor` is none of actors, policies, figures")
    refused(servanda("evaluate", *gold, "--fields", ""), "`` is none of actors, policies, figures")
    refused(servanda("evaluate", gold[0], "--fields", "figures"), "no list `figures` is in any of these gold")


def test_a_score_below_the_bound_leaves_with_1(servanda: Program, root: Path, tmp_path: Path) -> None:
    """Gold that names statements which the text does not make is missed, and the bound with it."""
    gold = json.loads(next((root / "tests" / "gold").glob("2019*.json")).read_text(encoding="utf-8"))
    text = (root / gold["text"]).read_text(encoding="utf-8")
    (tmp_path / "d.txt").write_text(text, encoding="utf-8")
    once = [line for line in text.splitlines() if len(line) > 8 and text.count(line) == 1]
    others = [{"action": line, "force": "position", "bearers": []} for line in once]
    gold |= {"text": "d.txt", "statements": [*gold["statements"], *others[:20]]}
    (tmp_path / "d.json").write_text(json.dumps(gold), encoding="utf-8")
    low = servanda("evaluate", tmp_path / "d.json", "--at-least", "0.9", "--format", "json")
    f1 = json.loads(low.out)["all"]["statements"]["f1"]
    assert 0.3 < f1 < 0.9
    assert (low.code, low.err) == (1, f"servanda: F1 is {f1:.3f}, lower than 0.9\n")
    assert servanda("evaluate", tmp_path / "d.json", "--at-least", "0.3").code == 0


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
    assert tuple(Format) == EXPORT_FORMATS
    assert FOLDERS == EXPORT_FOLDERS
    assert ("table", *ResultFormat) == QUERY_FORMATS
