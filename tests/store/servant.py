"""A server on this machine that does as a test tells it, and remembers what it was asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeAlias
from urllib.parse import parse_qs

JSON = "application/sparql-results+json"
ROWS = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"urn:a"}}]}}'


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: its method and path, its headers, and the parameters of its form."""

    method: str
    path: str
    headers: Message
    form: dict[str, list[str]]


Reply: TypeAlias = Callable[["Handler"], None]


@dataclass(slots=True)
class Servant:
    """Where it is, what it replies (the last reply again and again), and what it was asked."""

    url: str = ""
    replies: list[Reply] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


class Handler(BaseHTTPRequestHandler):
    """Reads a request, and hands itself to the next reply."""

    servant: Servant

    def do_POST(self) -> None:
        """Answers a query."""
        form = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._reply(parse_qs(form, keep_blank_values=True))

    def do_GET(self) -> None:
        """Answers what should have been a query."""
        self._reply({})

    def _reply(self, form: dict[str, list[str]]) -> None:
        servant = self.servant
        servant.asked.append(Asked(self.command, self.path, self.headers, form))
        place = min(len(servant.asked), len(servant.replies)) - 1
        with suppress(ConnectionError):  # whoever asked has gone
            servant.replies[place](self)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as http.server has it
        """Nothing: the tests print nothing."""


@contextmanager
def serving() -> Iterator[Servant]:
    """A server; it ends with the context."""
    servant = Servant()
    with listening(type("Told", (Handler,), {"servant": servant}), servant.over) as address:
        servant.url = f"{address}/query"
        yield servant


@contextmanager
def listening(handler: type[BaseHTTPRequestHandler], over: threading.Event) -> Iterator[str]:
    """The address at which requests are handled; it is `over` when the context ends."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            over.set()
            server.shutdown()
            thread.join()


def reply(status: int, body: bytes | str = ROWS, kind: str = JSON, **headers: str) -> Reply:
    """A whole answer; an underscore in the name of a header stands for a hyphen."""

    def told(handler: Handler) -> None:
        data = body.encode() if isinstance(body, str) else body
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)

    return told


def raw(*pieces: bytes, pause: float = 0) -> Reply:
    """Bytes as they go over the wire, with a pause between the pieces; then the connection is closed."""

    def told(handler: Handler) -> None:
        for piece in pieces:
            handler.wfile.write(piece)
            time.sleep(pause)

    return told


def trickling(start: bytes, drop: bytes) -> Reply:
    """`start`, and then `drop` again and again, as long as somebody listens and the test lasts."""

    def told(handler: Handler) -> None:
        handler.wfile.write(start)
        while not handler.servant.over.wait(0.01):
            handler.wfile.write(drop)

    return told
