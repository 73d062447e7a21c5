"""Graphs over SPARQL 1.1 Update, for databases that have no graph store, or take no large graphs there."""

from __future__ import annotations

from urllib.request import Request

from servanda.errors import RefusedError
from servanda.push.sending import Access, Sender
from servanda.store.pieces import batches

TOO_LARGE = 413
SIZES = (1000, 200, 40, 8, 1)
"""How many triples go with one request, and with how few it is tried where those are too many.

Virtuoso 7.2 runs out of memory at 5,000, and takes 2,000.
"""

_KIND = "application/sparql-update"


class Updates:
    """The address at which a database takes updates."""

    def __init__(self, url: str, access: Access) -> None:
        """Raises `EndpointError` for what is no address over HTTP."""
        self._sender = Sender(url, access)
        self._size = 0

    def put(self, graph: str, ntriples: bytes) -> None:
        """Puts triples in the place of all that a graph held, some at a time. Raises `EndpointError`.

        The first ones go with the request that clears the graph. If it fails half way, the graph holds a part
        of the triples.
        """
        while True:
            try:
                self._put(graph, ntriples, SIZES[self._size])
            except RefusedError as error:
                if error.status != TOO_LARGE or self._size == len(SIZES) - 1:
                    raise
                self._size += 1
            else:
                return

    def remove(self, graph: str) -> None:
        """Removes a graph; no error if it is gone already. Raises `EndpointError`."""
        self._send(f"CLEAR SILENT GRAPH <{graph}> ;\nDROP SILENT GRAPH <{graph}>".encode())

    def _put(self, graph: str, ntriples: bytes, size: int) -> None:
        clear = b"CLEAR SILENT GRAPH <%b> ;\n" % graph.encode()
        for triples, blank in batches(ntriples, size):
            group = b"{ GRAPH <%b> {\n%b\n} }" % (graph.encode(), triples)
            # Virtuoso takes no blank nodes in INSERT DATA; sent twice, they would be there twice.
            insert = b"INSERT %b WHERE { }" % group if blank else b"INSERT DATA %b" % group
            self._send(clear + insert, again=bool(clear) or not blank)
            clear = b""

    def _send(self, update: bytes, *, again: bool = True) -> None:
        request = Request(self._sender.url, update, {"Content-Type": _KIND}, method="POST")  # noqa: S310 - checked to be HTTP
        self._sender.send(request, again=again)
