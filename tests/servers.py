"""Real SPARQL servers on this machine, each on a free port and over data in a folder of its own."""

from __future__ import annotations

import random
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pyoxigraph as ox
import pytest

from installed import program
from servanda.store.credentials import Credentials

LONGEST = 60.0
"""Seconds in which a server has to answer for the first time."""

LOOPBACK = "127.0.0.1"
_UNNAMED = ox.NamedNode("https://example.org/unnamed")
_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000

[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
MaxCheckpointRemap = 2000

[Parameters]
ServerPort = {loopback}:{sql}
DisableUnixSocket = 1
ServerThreads = 10
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = {folder}
SchedulerInterval = 0
CheckpointInterval = 0

[HTTPServer]
ServerPort = {loopback}:{http}
ServerThreads = 5

[SPARQL]
ResultSetMaxRows = {most}
"""


@dataclass(slots=True)
class Server:
    """A server that runs: its name, the URL that it takes queries at, and the data that it holds.

    `base` is the address that the others begin with, and `login` who may write.
    """

    name: str
    base: str
    url: str
    replace: Callable[[Sequence[ox.Quad]], None]
    held: Path | None = field(default=None)
    login: Credentials | None = field(default=None)

    def empty(self) -> None:
        """Has the server hold nothing."""
        self.held = None
        self.replace([])

    def load(self, path: Path) -> None:
        """Has the server hold the quads of an RDF file and nothing else; all stand in named graphs."""
        if self.held == path:
            return
        self.held = None
        quads = [
            ox.Quad(quad.subject, quad.predicate, quad.object, _UNNAMED)
            if quad.graph_name == ox.DefaultGraph()
            else quad
            for quad in ox.parse(path=str(path))
        ]
        self.replace(quads)
        self.held = path


@contextmanager
def oxigraph(folder: Path) -> Iterator[Server]:
    """The Oxigraph server, as plain `oxigraph serve` starts it: its default graph is empty."""
    serve = program("oxigraph", "pip install oxigraph")
    address = f"{LOOPBACK}:{free_port()}"
    url = f"http://{address}"

    def replace(quads: Sequence[ox.Quad]) -> None:
        _post(f"{url}/update", b"CLEAR ALL", "application/sparql-update")
        _post(f"{url}/store", ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"", "application/n-quads")

    command = [serve, "serve", "--location", str(folder / "data"), "--bind", address]
    with running(command, folder, answers(f"{url}/query")):
        yield Server("oxigraph", url, f"{url}/query", replace)


@contextmanager
def virtuoso(folder: Path, most: int = 10_000) -> Iterator[Server]:
    """Virtuoso, which gives `most` rows at most; 10,000 is its own default.

    Other data go into a new database: where much was deleted, Virtuoso 7.2.5 plans by what it once held, and
    then joins sub-selects wrongly.
    """
    packages = ("virtuoso-opensource-7-bin",)
    serve = program("virtuoso-t", f"apt-get install {packages[0]}", packages)
    sql, http = free_port(), free_port()
    base = f"http://{LOOPBACK}:{http}"
    url = f"{base}/sparql"
    empty, used = folder / "empty", folder / "used"
    started = ExitStack()

    def start(database: Path) -> None:
        ini = database / "virtuoso.ini"
        ini.write_text(_INI.format(folder=database, loopback=LOOPBACK, sql=sql, http=http, most=most))
        started.enter_context(running([serve, "-f", "-c", str(ini)], database, answers(url)))

    def replace(quads: Sequence[ox.Quad]) -> None:
        started.close()
        shutil.rmtree(used, ignore_errors=True)
        shutil.copytree(empty, used)
        start(used)
        file = used / "data.nq"
        file.write_bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
        as_nquads = 512
        text = f"file_to_string_output('{file}')"
        _isql(sql, f"DB.DBA.TTLP({text}, '', '{_UNNAMED.value}', {as_nquads});\n")

    with started:
        empty.mkdir()
        start(empty)
        yield Server("virtuoso", base, url, replace, login=Credentials("dba", "dba"))


def free_port() -> int:
    """A port of this machine that nobody listens at, below those that outgoing connections are given."""
    for port in random.sample(range(20_000, 32_000), 100):
        with socket.socket() as listener, suppress(OSError):
            listener.bind((LOOPBACK, port))
            return port
    pytest.fail("no port is free between 20000 and 32000")


@contextmanager
def running(command: Sequence[str], folder: Path, answers: Callable[[], bool]) -> Iterator[None]:
    """A server that runs in the foreground until the block ends, which begins when it `answers`."""
    log = folder / "log.txt"
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        latest = time.monotonic() + LONGEST
        while not answers():
            if time.monotonic() > latest or server.poll() is not None:
                pytest.fail(f"{' '.join(command)} does not answer:\n{log.read_text(errors='replace')}")
            time.sleep(0.1)
        yield
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def answers(url: str) -> Callable[[], bool]:
    """What tells whether a query is answered at an address."""

    def told() -> bool:
        try:
            _post(url, urlencode({"query": "ASK { ?s ?p ?o }"}).encode(), "application/x-www-form-urlencoded")
        except (URLError, ConnectionError):
            return False
        return True

    return told


def _post(url: str, data: bytes, kind: str) -> None:
    """Posts `data`. Raises `HTTPError`, a `URLError`, where the server refuses it."""
    request = Request(url, data, {"Content-Type": kind})  # noqa: S310 - a server that was started here
    with urlopen(request, timeout=LONGEST) as response:  # noqa: S310 - as above
        response.read()


def _isql(port: int, commands: str) -> None:
    """Runs commands in Virtuoso's own client, as the administrator of a new database. Fails if one fails."""
    client = shutil.which("isql-vt")
    assert client, "isql-vt comes with virtuoso-t"
    arguments = [
        f"{LOOPBACK}:{port}",
        "dba",
        "dba",
        "VERBOSE=OFF",
        "BANNER=OFF",
        "PROMPT=OFF",
        "ERRORS=STDOUT",
    ]
    run = subprocess.run([client, *arguments], input=commands, capture_output=True, text=True, check=True)
    assert not run.stdout.strip(), run.stdout
