"""`servanda push`: what it prints, what it refuses, and what it leaves when it is stopped."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from program import Program, refused
from push.keeper import Keeper, keeping, status
from push.scene import DATA, GONE, A, B, C, fill, holds_the_data, store_of
from servanda.iris import INFERRED_GRAPH, ONTOLOGY_GRAPH
from servanda.push.presets import NAMES


@pytest.fixture
def keeper() -> Iterator[Keeper]:
    with keeping() as one:
        yield one


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A file with the data."""
    file = tmp_path / "data.nq"
    file.write_bytes(store_of(DATA).dump("nquads"))
    return file


@pytest.fixture(autouse=True)
def no_login(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nobody's password is taken from this machine."""
    for name in ("SERVANDA_USER", "SERVANDA_PASSWORD", "SERVANDA_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    netrc = tmp_path / "netrc"
    netrc.write_text("")
    monkeypatch.setenv("NETRC", str(netrc))


def test_a_line_per_graph_and_a_last_one(servanda: Program, keeper: Keeper, data: Path) -> None:
    """The lines say what became of each graph; the same command again finds nothing to change."""
    fill(keeper)
    arguments = ("push", keeper.url, "--preset", "oxigraph", "--data", data)
    first = servanda(*arguments, "--prune")
    assert (first.code, first.err) == (0, "")
    assert first.out.splitlines() == [
        f"new            4 triples  {ONTOLOGY_GRAPH}",
        f"new            3 triples  {A}",
        f"changed +2 -1  4 triples  {B}",
        f"unchanged      1 triple   {C}",
        f"new            2 triples  {INFERRED_GRAPH}",
        f"removed        2 triples  {GONE}",
        "5 graphs, counts equal",
    ]
    assert holds_the_data(keeper)
    second = servanda(*arguments)
    assert (second.code, second.out.splitlines()[-1]) == (0, "5 graphs, nothing to change")


def test_a_dry_run_changes_nothing(servanda: Program, keeper: Keeper, data: Path) -> None:
    """On an empty database, on one with something in it, and on a full one."""
    arguments = ("push", keeper.url, "--preset", "oxigraph", "--data", data)
    empty = servanda(*arguments, "--dry-run")
    assert (empty.code, empty.out.splitlines()[-1]) == (0, "5 graphs, 5 would be put; nothing was changed")
    assert keeper.held() == {}
    fill(keeper)
    some = servanda(*arguments, "--dry-run", "--prune")
    expected = "5 graphs, 4 would be put, 1 would be removed; nothing was changed"
    assert some.out.splitlines()[-1] == expected
    assert servanda(*arguments, "--prune").code == 0
    full = servanda(*arguments, "--dry-run")
    assert full.out.splitlines()[-1] == "5 graphs, nothing to change"


def test_graphs_that_are_kept_are_pointed_out(servanda: Program, keeper: Keeper, data: Path) -> None:
    """Without --prune, a message says how to remove them."""
    fill(keeper)
    outcome = servanda("push", keeper.url, "--preset", "oxigraph", "--data", data)
    assert outcome.code == 0
    assert f"kept           2 triples  {GONE}" in outcome.out.splitlines()
    assert outcome.err == "servanda: 1 graph of ours there that the data have no longer; --prune removes it\n"


def test_counts_that_differ_are_reported(servanda: Program, keeper: Keeper, data: Path) -> None:
    """A server that takes a graph, and leaves some of it out, is found out: exit code 2."""
    keeper.fails = lambda _number, request: status(201) if request.method == "PUT" else None
    outcome = servanda("push", keeper.url, "--preset", "oxigraph", "--data", data)
    assert outcome.code == 2
    assert outcome.out.splitlines()[-1] == "5 graphs, 5 counts not equal"
    assert f"servanda: {A}: 3 triples were sent, and 0 are there; " in outcome.err


def test_what_was_done_before_a_failure_is_printed(servanda: Program, keeper: Keeper, data: Path) -> None:
    """The lines of the graphs that are in place, and one message."""
    keeper.fails = lambda _number, request: status(500) if request.path.endswith("document%2Fb") else None
    outcome = servanda("push", keeper.url, "--preset", "oxigraph", "--data", data)
    assert outcome.code == 2
    assert outcome.out.splitlines() == [f"new  4 triples  {ONTOLOGY_GRAPH}", f"new  3 triples  {A}"]
    assert len(outcome.err.splitlines()) == 1
    assert f"2 put, 0 unchanged, 3 not done ({B}, {C}, {INFERRED_GRAPH})" in outcome.err


def test_addresses_of_ones_own(servanda: Program, keeper: Keeper, data: Path) -> None:
    """They are taken instead of a preset's, or over it."""
    query, update = f"{keeper.url}/query", f"{keeper.url}/update"
    assert servanda("push", "--query", query, "--update", update, "--data", data).code == 0
    assert holds_the_data(keeper)
    base = "http://127.0.0.1:1"
    addresses = ("--query", query, "--graph-store", f"{keeper.url}/store")
    outcome = servanda("push", base, "--preset", "oxigraph", *addresses, "--data", data)
    assert (outcome.code, outcome.out.splitlines()[-1]) == (0, "5 graphs, nothing to change")


@pytest.mark.parametrize(
    "arguments, words",
    [
        ((), ("--preset oxigraph, fuseki", "--query")),
        (("http://localhost:7878",), ("--preset oxigraph, fuseki",)),
        (("--preset", "oxigraph"), ("base address",)),
        (("http://localhost:7878", "--preset", "oxygraph"), ("no preset 'oxygraph'", "qlever")),
        (("--query", "http://localhost:7878/query"), ("--graph-store or --update",)),
        (("--preset", "qlever"), ("give a folder",)),
        (("http://localhost:7001", "--preset", "qlever"), ("give a folder",)),
        (("bolt://localhost", "--preset", "oxigraph"), ("property graph", "without a preset")),
        (("falkordb://", "--dry-run"), ("no host",)),
        (("localhost", "--preset", "oxigraph"), ("localhost/query", "http://")),
        (("http://ana:s3cret@localhost", "--preset", "oxigraph"), ("SERVANDA_PASSWORD",)),
        (
            ("http://127.0.0.1:1", "--preset", "oxigraph"),
            ("127.0.0.1:1/query", "refused", "nothing was changed"),
        ),
        (("http://localhost", "--preset", "oxigraph", "--timeout", "0"), ("no time",)),
    ],
)
def test_what_cannot_be_pushed_to(
    servanda: Program, data: Path, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    """One line says what is wrong, and what to do."""
    refused(servanda("push", *arguments, "--data", data), *words)


def test_a_server_that_is_no_database(servanda: Program, keeper: Keeper, data: Path) -> None:
    """Its answer to the first question is shown."""
    keeper.fails = lambda _number, _request: status(404)
    outcome = servanda("push", keeper.url, "--preset", "fuseki", "--data", data)
    refused(outcome, f"{keeper.url}/query", "404", "check the address", "nothing was changed")


def test_no_data(servanda: Program, keeper: Keeper, tmp_path: Path) -> None:
    """Nothing is pushed, and nothing removed, if the data are missing or empty."""
    fill(keeper)
    before = keeper.held()
    (tmp_path / "empty.nt").write_text("")
    for name, word in (("missing", "no graph"), ("empty.nt", "no triples")):
        outcome = servanda("push", keeper.url, "--preset", "oxigraph", "--prune", "--data", tmp_path / name)
        refused(outcome, word)
    assert keeper.held() == before


def test_the_presets_are_listed(servanda: Program) -> None:
    """Each with the command that it needs; no ENDPOINT is needed for that."""
    outcome = servanda("push", "--list")
    assert (outcome.code, outcome.err) == (0, "")
    names = [line.split()[0] for line in outcome.out.splitlines() if line[0] != " "]
    assert names == [*NAMES, "neo4j", "memgraph", "falkordb"]
    assert "servanda push http://localhost:7878 --preset oxigraph" in outcome.out


def test_qlever_is_given_files(servanda: Program, data: Path, tmp_path: Path) -> None:
    """They are named, and the command that loads them is the last line."""
    folder = tmp_path / "load"
    dry = servanda("push", folder, "--preset", "qlever", "--data", data, "--dry-run")
    assert (dry.code, dry.out) == (0, "5 graphs, 14 triples: nothing was written\n")
    assert not folder.exists()
    outcome = servanda("push", folder, "--preset", "qlever", "--data", data)
    assert outcome.code == 0
    file, summary, command = outcome.out.splitlines()
    assert Path(file) == folder / "servanda-shard-0001.nq.gz"
    assert summary == "5 graphs in 1 file; load them with:"
    assert command.startswith(f"cd {folder} && qlever index ")


def test_ctrl_c_says_what_was_done(keeper: Keeper, data: Path) -> None:
    """Stopped while a graph is on its way, the program says so; the same command completes the push."""
    writing = threading.Event()

    def waiting(handler: object, _request: object) -> None:
        del handler
        writing.set()
        keeper.over.wait(20)

    keeper.fails = lambda _number, request: waiting if request.path.endswith("document%2Fb") else None
    command = [
        sys.executable,
        "-m",
        "servanda.cli",
        "push",
        keeper.url,
        "--preset",
        "oxigraph",
        "--data",
        str(data),
    ]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert writing.wait(20)
    run.send_signal(signal.SIGINT)
    out, err = run.communicate(timeout=20)
    assert run.returncode == 130
    assert out.splitlines() == [f"new  4 triples  {ONTOLOGY_GRAPH}", f"new  3 triples  {A}"]
    left = f"3 not done ({B}, {C}, {INFERRED_GRAPH}), and {B} may be there in part, or not at all"
    account = f"of 5 graphs, 2 put, 0 unchanged, {left}; the same command completes it"
    assert err == f"servanda: interrupted; {account}\n"
    keeper.over.set()
    keeper.fails = lambda _number, _request: None
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout.endswith(
        "counts equal\n"
    )
    assert holds_the_data(keeper)
