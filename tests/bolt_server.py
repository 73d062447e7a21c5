"""A server that speaks Bolt 5.4 and has FalkorDB answer: what Neo4j or Memgraph would be asked, is asked.

It reads and writes messages with the codec of Neo4j's own driver, and knows those that the driver sends for a
session. Of Cypher it knows what FalkorDB lacks: parameters that are dates, and the constraints of the other
two, which it keeps instead.
"""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from neo4j._codec.packstream import Structure
from neo4j._codec.packstream._common import PackableBuffer, UnpackableBuffer
from neo4j._codec.packstream.v1 import Packer, Unpacker

from property_servers import FalkorServer

_MAGIC, _VERSION = b"\x60\x60\xb0\x17", b"\x00\x00\x04\x05"
_HELLO, _LOGON, _GOODBYE, _RESET = b"\x01", b"\x6a", b"\x02", b"\x0f"
_BEGIN, _RUN, _PULL, _COMMIT, _ROLLBACK = b"\x11", b"\x10", b"\x3f", b"\x12", b"\x13"
_SUCCESS, _RECORD, _FAILURE, _IGNORED = b"\x70", b"\x71", b"\x7f", b"\x7e"
_DATE = b"D"
_EPOCH = date(1970, 1, 1).toordinal()


class Bolt(socketserver.ThreadingTCPServer):
    """The server: which product it says it is, whom it lets in, and what it was told to constrain."""

    daemon_threads = True

    def __init__(self, falkordb: FalkorServer, graph: str, agent: str, user: str) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.falkordb, self.graph, self.agent, self.user = falkordb, graph, agent, user
        self.constraints = list[str]()
        self.databases = set[str | None]()
        self.silent = False
        """Whether it no longer answers."""

    @property
    def url(self) -> str:
        """Its address."""
        return f"bolt://127.0.0.1:{self.server_address[1]}"

    def rows(self, cypher: str, parameters: Mapping[str, Any]) -> tuple[list[str], list[list[Any]]]:
        """The names of the columns of an answer, and its rows."""
        if cypher.startswith("CREATE"):
            self.constraints.append(cypher)
            return [], []
        for name, value in parameters.items():
            cypher = cypher.replace(f"${name}", _literal(value))
        rows = self.falkordb.query(self.graph, cypher)
        return [f"c{place}" for place in range(len(rows[0]) if rows else 0)], rows


@contextmanager
def bolt(falkordb: FalkorServer, graph: str, agent: str, user: str = "") -> Iterator[Bolt]:
    """A server over a graph of FalkorDB, until the block ends. If it has a user, the password is `right`."""
    with Bolt(falkordb, graph, agent, user) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


class _Session(socketserver.StreamRequestHandler):
    """One connection."""

    disable_nagle_algorithm = True

    server: Bolt

    def handle(self) -> None:
        """Answers messages until the client goes."""
        if self.rfile.read(4) != _MAGIC:
            return
        self.rfile.read(16)
        self.wfile.write(_VERSION)
        self.begun, self.rows = False, list[list[Any]]()
        failed = False
        while (message := self.read()) and message[0] != _GOODBYE:
            if self.server.silent:
                continue
            failed = failed and message[0] != _RESET
            if failed:
                self.send(_IGNORED)
                continue
            try:
                self.send(_SUCCESS, self.answer(*message))
            except Exception as error:  # noqa: BLE001 - whatever it is, the client is told
                failed = True
                code = getattr(error, "code", "Neo.ClientError.Statement.SyntaxError")
                self.send(_FAILURE, {"code": code, "message": str(error)})

    def answer(self, tag: bytes, fields: list[Any]) -> dict[str, Any]:
        """What a message is answered with, after the rows if it asks for some."""
        told: dict[str, Any] = {}
        if tag == _HELLO:
            told = {"server": self.server.agent, "connection_id": "bolt-1"}
        elif tag == _LOGON and self.server.user:
            self.let_in(fields[0])
        elif tag == _BEGIN or (tag == _RUN and not self.begun):
            self.server.databases.add(fields[-1].get("db"))
        if tag == _RUN:
            told["fields"], self.rows = self.server.rows(fields[0], fields[1])
        elif tag == _PULL:
            for row in self.rows:
                self.send(_RECORD, [_sent(value) for value in row])
        self.begun = tag == _BEGIN or (self.begun and tag not in (_COMMIT, _ROLLBACK, _RESET))
        return told

    def let_in(self, auth: Mapping[str, str]) -> None:
        """Raises an error if it is not the user with the password."""
        if (auth.get("principal"), auth.get("credentials")) != (self.server.user, "right"):
            raise _UnauthorizedError("wrong user or password")

    def read(self) -> tuple[bytes, list[Any]] | None:
        """The tag and the fields of the next message; None at the end."""
        data = b""
        while len(head := self.rfile.read(2)) == 2:
            if size := struct.unpack(">H", head)[0]:
                data += self.rfile.read(size)
            elif data:
                unpacker = _codec(Unpacker, _codec(UnpackableBuffer, data))
                size, tag = unpacker.unpack_structure_header()
                return tag, [unpacker.unpack({Structure: _received}) for _ in range(size)]
        return None

    def send(self, tag: bytes, *fields: object) -> None:
        """Sends a message."""
        buffer = _codec(PackableBuffer)
        _codec(Packer, buffer).pack_struct(tag, fields)
        for start in range(0, len(buffer.data), 0xFFFF):
            chunk = bytes(buffer.data[start : start + 0xFFFF])
            self.wfile.write(struct.pack(">H", len(chunk)) + chunk)
        self.wfile.write(b"\x00\x00")


def _codec(made: Any, *arguments: object) -> Any:
    """A part of the codec, which has no types."""
    return made(*arguments)


class _UnauthorizedError(Exception):
    code = "Neo.ClientError.Security.Unauthorized"


def _received(structure: Structure) -> date:
    assert structure.tag == _DATE
    return date.fromordinal(structure.fields[0] + _EPOCH)


def _sent(value: Any) -> Any:
    if isinstance(value, list):
        return [_sent(one) for one in value]
    if isinstance(value, dict):
        return {key: _sent(one) for key, one in value.items()}
    return Structure(_DATE, value.toordinal() - _EPOCH) if isinstance(value, date) else value


def _literal(value: Any) -> str:
    """A parameter as FalkorDB reads it in the text of a query."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'`{key}`: {_literal(one)}' for key, one in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return f"date('{value.isoformat()}')"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return repr(value)
