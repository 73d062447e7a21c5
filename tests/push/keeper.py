"""A database of RDF on this machine, which fails as a test tells it to.

It holds its triples in memory, and speaks SPARQL queries, SPARQL updates and the Graph Store HTTP Protocol.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler
from typing import TypeAlias
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox

from servanda.push.presets import Target
from store.servant import listening

NTRIPLES = "application/n-triples"
HALF_AN_ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: %b\r\nContent-Length: 999\r\n\r\n<urn:a> <u" % NTRIPLES.encode()
)


@dataclass(frozen=True, slots=True)
class Request:
    """A request: its method, its path with the query, its headers, and its body, but for that of a PUT.

    That is still to be read, by `Handler.graph`.
    """

    method: str
    path: str
    headers: Message
    body: bytes

    @property
    def graph(self) -> ox.NamedNode:
        """The graph that the path of a graph store names."""
        return ox.NamedNode(parse_qs(urlsplit(self.path).query)["graph"][0])

    @property
    def same(self) -> tuple[str, str, bytes]:
        """What is the same if it is sent again."""
        return self.method, self.path, self.body


Fault: TypeAlias = Callable[["Handler", Request], None]
"""What is done instead of answering."""


@dataclass(slots=True)
class Keeper:
    """The database: where it is, its triples, what it was asked, and what goes wrong in it.

    `fails` says of a request, and of its number, counted from 0, what is done instead. Bodies longer than
    `most` are too large for it.
    """

    url: str = ""
    triples: ox.Store = field(default_factory=ox.Store)
    asked: list[Request] = field(default_factory=list)
    fails: Callable[[int, Request], Fault | None] = lambda _number, _request: None
    most: int = 1 << 30
    over: threading.Event = field(default_factory=threading.Event)
    turn: threading.Lock = field(default_factory=threading.Lock)

    def target(self, *, updates: bool = True, graph_store: bool = True) -> Target:
        """Its addresses; `/none` is one at which there is nothing."""
        return Target(
            f"{self.url}/query",
            f"{self.url}/update" if updates else None,
            f"{self.url}/store" if graph_store else None,
        )

    def held(self) -> dict[str, list[str]]:
        """The triples of each graph, sorted; the default graph has no name."""
        held = dict[str, list[str]]()
        for quad in self.triples:
            name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
            held.setdefault(name, []).append(str(quad.triple))
        return {name: sorted(triples) for name, triples in held.items()}

    def replace(self, triples: list[str], graph: ox.NamedNode) -> None:
        """Puts triples in the place of those that a graph held."""
        self.triples.remove_graph(graph)
        self.add("".join(triples), graph.value)

    def add(self, ntriples: str, graph: str) -> None:
        """Adds triples to a graph."""
        self.triples.load(ntriples, format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(graph))


class Handler(BaseHTTPRequestHandler):
    """Reads a request, and answers it, or does what is to go wrong; a request at a time."""

    keeper: Keeper
    length: int

    def do_GET(self) -> None:
        """A graph."""
        self._take()

    do_PUT = do_DELETE = do_POST = do_GET  # noqa: N815 - as http.server has it

    def _take(self) -> None:
        self.length = int(self.headers.get("Content-Length", "0"))
        with self.keeper.turn, suppress(ConnectionError):
            large = self.length > self.keeper.most
            body = b"" if self.command == "PUT" or large else self.rfile.read(self.length)
            request = Request(self.command, self.path, self.headers, body)
            number = len(self.keeper.asked)
            self.keeper.asked.append(request)
            (status(413) if large else self.keeper.fails(number, request) or answer)(self, request)

    def graph(self, part: float = 1) -> list[str]:
        """The triples that are put, or a part of them."""
        return self.rfile.read(int(self.length * part)).decode("utf-8", "replace").splitlines(keepends=True)

    def say(self, status: int, body: bytes = b"", kind: str = "text/plain", **headers: str) -> None:
        """Sends a whole answer; an underscore in the name of a header stands for a hyphen."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as http.server has it
        """Nothing: the tests print nothing."""


@contextmanager
def keeping() -> Iterator[Keeper]:
    """A database; it ends with the context."""
    keeper = Keeper()
    with listening(type("Keeping", (Handler,), {"keeper": keeper}), keeper.over) as address:
        keeper.url = address
        yield keeper


# --- answers -----------------------------------------------------------------------------------


def answer(handler: Handler, request: Request) -> None:
    """Does what a request asks for."""
    match urlsplit(request.path).path, request.method:
        case "/query", "POST":
            _query(handler, request)
        case "/update", "POST":
            handler.keeper.triples.update(request.body.decode())
            handler.say(204)
        case "/store", "PUT":
            handler.keeper.replace(handler.graph(), request.graph)
            handler.say(201)
        case "/store", "GET" | "DELETE" if request.graph not in list(handler.keeper.triples.named_graphs()):
            handler.say(404)
        case "/store", "DELETE":
            handler.keeper.triples.remove_graph(request.graph)
            handler.say(204)
        case "/store", "GET":
            triples = [
                quad.triple
                for quad in handler.keeper.triples.quads_for_pattern(None, None, None, request.graph)
            ]
            handler.say(200, ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"", NTRIPLES)
        case _:
            handler.say(404)


def _query(handler: Handler, request: Request) -> None:
    found = handler.keeper.triples.query(parse_qs(request.body.decode())["query"][0])
    if isinstance(found, ox.QueryTriples):
        handler.say(200, found.serialize(format=ox.RdfFormat.N_TRIPLES) or b"", NTRIPLES)
    else:
        kind = "application/sparql-results+json"
        handler.say(200, found.serialize(format=ox.QueryResultsFormat.JSON) or b"", kind)


# --- faults ------------------------------------------------------------------------------------


def status(code: int, **headers: str) -> Fault:
    """An answer that is an error; nothing is done, and what is put is not even read."""

    def refuse(handler: Handler, _request: Request) -> None:
        handler.say(code, b"it went wrong", **headers)
        handler.close_connection = True

    return refuse


def half(handler: Handler, request: Request) -> None:
    """Half of the triples are stored, in the place of those that were there, and then the server fails."""
    if request.method == "PUT":
        lines = handler.graph()
        handler.keeper.replace(lines[: len(lines) // 2], request.graph)
    elif request.path == "/update":
        handler.keeper.triples.update(request.body.decode().partition("INSERT")[0].rstrip(" ;\n"))
    handler.say(500, b"it went wrong half way")


def cut(handler: Handler, request: Request) -> None:
    """The connection is closed: in the middle of a graph that is put, or of an answer; or before that.

    What came of the graph is stored.
    """
    if request.method == "PUT":
        handler.keeper.replace(handler.graph(0.5)[:-1], request.graph)
    if request.method == "GET" or request.path == "/query":
        handler.wfile.write(HALF_AN_ANSWER)
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def slow(seconds: float) -> Fault:
    """What is asked for is done, but nobody waits for it so long."""

    def wait(handler: Handler, request: Request) -> None:
        handler.keeper.over.wait(seconds)
        answer(handler, request)

    return wait


def altering(graph: str, change: Callable[[ox.Store, ox.NamedNode], None]) -> Fault:
    """Somebody else changes a graph just before what is asked for is done."""

    def alter(handler: Handler, request: Request) -> None:
        change(handler.keeper.triples, ox.NamedNode(graph))
        answer(handler, request)

    return alter
