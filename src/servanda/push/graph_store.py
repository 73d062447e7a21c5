"""Graphs over the Graph Store HTTP Protocol of SPARQL 1.1: fetched, put in place of others, removed."""

from __future__ import annotations

from urllib.parse import quote
from urllib.request import Request

from servanda.errors import EndpointError, RefusedError
from servanda.push.sending import Access, Sender
from servanda.store import Store
from servanda.store.endpoint import ACCEPTED, triples_in

NONE = 404
_NTRIPLES = "application/n-triples"
_UNAUTHORIZED = 401


class GraphStore:
    """A graph store (W3C Recommendation of 21 March 2013), whose graphs have IRIs of their own."""

    def __init__(self, url: str, access: Access) -> None:
        """The store at `url`. Raises `EndpointError` for what is no address over HTTP."""
        self._sender = Sender(url, access)
        self._introduced = False

    def fetched(self, graph: str) -> Store:
        """The triples of a graph. Raises `EndpointError`; one with the status 404 where there is none."""
        request = self._request(graph, "GET")
        request.add_header("Accept", ACCEPTED)
        request.add_header("Accept-Encoding", "gzip")
        data, headers = self._sender.send(request)
        self._introduced = True
        triples = triples_in(data, headers, request.full_url)
        if triples is None:
            what = f"answers with {headers.get_content_type()}, which is no graph; check the address"
            raise EndpointError(what, request.full_url)
        return triples

    def put(self, graph: str, ntriples: bytes) -> None:
        """Puts triples in the place of all that a graph held (section 5.3). Raises `EndpointError`.

        They are not packed, as few servers unpack what they are sent.
        """
        self._introduce(graph)
        self._sender.send(self._request(graph, "PUT", ntriples))

    def remove(self, graph: str) -> None:
        """Removes a graph (section 5.4). Raises `EndpointError`, with the status 404 if there is none."""
        self._introduce(graph)
        self._sender.send(self._request(graph, "DELETE"))

    def _introduce(self, graph: str) -> None:
        """Has the server say how it wants to be told who asks, before it is sent a whole graph in vain."""
        if self._introduced or self._sender.credentials is None:
            return
        request = self._request(graph, "GET")
        request.add_header("Accept", ACCEPTED)
        try:
            self._sender.send(request)
        except RefusedError as error:  # most often, there is no such graph yet
            if error.status == _UNAUTHORIZED:
                raise
        self._introduced = True

    def _request(self, graph: str, method: str, ntriples: bytes | None = None) -> Request:
        sign = "&" if "?" in self._sender.url else "?"
        url = f"{self._sender.url}{sign}graph={quote(graph, safe='')}"
        headers = {} if ntriples is None else {"Content-Type": _NTRIPLES}
        return Request(url, ntriples, headers, method=method)  # noqa: S310 - checked to be HTTP
