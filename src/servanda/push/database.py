"""A database of RDF as a push needs it: what is in its graphs, and how one is replaced or removed."""

from __future__ import annotations

from collections.abc import Iterable

from servanda.errors import CutError, EndpointError, RefusedError
from servanda.push.graph_store import NONE, GraphStore
from servanda.push.presets import Target
from servanda.push.sending import Access
from servanda.push.update import TOO_LARGE, Updates
from servanda.store import Store, as_table
from servanda.store.endpoint import Endpoint
from servanda.vocab import PREFIXES

_NO_GRAPH_STORE = frozenset({NONE, 405, 406, 415, 501})
"""The statuses that say that an address is no graph store, or one that does not do this."""

_PAGE = 5000
"""How many triples are asked for at a time where a server cuts its answers: half of Virtuoso's most."""

_NAMED = 200
"""How many graphs are named in one query."""

_COUNTS = """
    SELECT ?graph (COUNT(*) AS ?triples)
    WHERE { VALUES ?graph { %s } GRAPH ?graph { ?subject ?predicate ?object } }
    GROUP BY ?graph
"""
_DESCRIBED = f"""
    SELECT DISTINCT ?graph
    WHERE {{
        VALUES ?graph {{ %s }}
        GRAPH ?graph {{ ?graph ?predicate ?object }}
        FILTER (
            STRSTARTS(STR(?predicate), "{PREFIXES["sv"]}")
            || (?predicate = <{PREFIXES["rdf"]}type> && STRSTARTS(STR(?object), "{PREFIXES["sv"]}"))
        )
    }}
"""
_UNDER = """
    SELECT DISTINCT ?graph
    WHERE {{ {} FILTER (STRSTARTS(STR(?graph), "{}") && STR(?graph) > "{}") }}
    ORDER BY ?graph
    LIMIT {}
"""
_LISTED, _FILLED = "GRAPH ?graph { }", "GRAPH ?graph { ?subject ?predicate ?object }"
"""The graphs that a server knows by name, and those that it finds among all its triples."""

_LISTS = f"ASK {{ {_LISTED} FILTER (isIRI(?graph)) }}"
_TRIPLES = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{}> {{ ?s ?p ?o }} }}"


class Database:
    """A database over HTTP, asked with SPARQL and written graph by graph.

    Graphs are put over the graph store, and over updates where there is none, or where it finds one too
    large. Everything raises `EndpointError`, with the URL, for what goes wrong there and on the way.
    """

    def __init__(self, target: Target, access: Access | None = None) -> None:
        self._access = access or Access()
        self._where = target.query
        self._endpoint = Endpoint(
            target.query, self._access.login(target.query), self._access.patience, dataset=()
        )
        self._updates = Updates(target.update, self._access) if target.update else None
        self._named = _NAMED
        self._store = GraphStore(target.graph_store, self._access) if target.graph_store else None

    def counts(self, graphs: Iterable[str]) -> dict[str, int]:
        """How many triples each of some graphs holds; those without triples are left out."""
        return {graph: int(triples) for graph, triples in self._about(graphs, _COUNTS) if int(triples)}

    def under(self, folder: str) -> list[str]:
        """The graphs there whose IRIs begin with that of a folder, sorted; with or without triples.

        Most servers have a list of their graphs; one that has none looks through all its triples.
        """
        found = self._listed(_LISTED, folder)
        if found or self._endpoint.answer(_LISTS, self._where, self._access.seconds) is True:
            return found
        return self._listed(_FILLED, folder)

    def described(self, graphs: Iterable[str]) -> frozenset[str]:
        """Of some graphs, those that describe what has their own IRI, and do so in our vocabulary."""
        return frozenset(graph for (graph,) in self._about(graphs, _DESCRIBED))

    def triples(self, graph: str, count: int) -> bytes:
        """The `count` triples of a graph, as N-Triples; fewer, if the server gives no more."""
        data = self._whole(graph)
        return self._paged(graph, count) if data.count(b"\n") < count else data

    def put(self, graph: str, ntriples: bytes) -> None:
        """Puts triples in the place of all that a graph held; first those by which `described` knows it."""
        ntriples = _own_first(graph, ntriples)
        if self._store is not None:
            try:
                self._store.put(graph, ntriples)
            except RefusedError as error:
                self._give_up(error, TOO_LARGE)
            else:
                return
        self._updating().put(graph, ntriples)

    def remove(self, graph: str) -> None:
        """Removes a graph; no error if it is gone already."""
        if self._store is not None:
            try:
                self._store.remove(graph)
            except RefusedError as error:
                if error.status == NONE and self._updates is None:  # it is gone already
                    return
                self._give_up(error)
            else:
                return
        self._updating().remove(graph)

    def _give_up(self, error: RefusedError, *others: int) -> None:
        """Nothing, if updates can do what the graph store does not. Raises `error` if they cannot."""
        if self._updates is None or error.status not in (*_NO_GRAPH_STORE, *others):
            raise error
        if error.status in _NO_GRAPH_STORE:
            self._store = None

    def _updating(self) -> Updates:
        if self._updates is None:
            what = "this database has neither a graph store nor an address for updates; give one of them"
            raise EndpointError(what, self._where)
        return self._updates

    def _whole(self, graph: str) -> bytes:
        """The triples of a graph, or the first of them, if the server cuts its answer and does not say so."""
        if self._store is not None:
            try:
                return self._store.fetched(graph).ntriples()[0]
            except RefusedError as error:
                if error.status not in _NO_GRAPH_STORE:
                    raise
        try:
            return self._construct(_TRIPLES.format(graph))
        except CutError:
            return b""

    def _paged(self, graph: str, count: int) -> bytes:
        """The triples of a graph, some at a time: in no order, so that they count only if all came.

        Blank nodes have other names each time, so a graph that has some is not put together.
        """
        found, start, size = set[bytes](), 0, _PAGE
        while start < count:
            try:
                page = self._construct(f"{_TRIPLES.format(graph)} LIMIT {size} OFFSET {start}")
            except CutError as error:
                size = _halved(size, error)
                continue
            if b"_:" in page:
                break
            found.update(page.splitlines(keepends=True))
            start += size
        return b"".join(found)

    def _about(self, graphs: Iterable[str], query: str) -> list[tuple[str, ...]]:
        """The rows of a query about some graphs, few enough at a time that the server cuts no answer."""
        left, rows = sorted(graphs), list[tuple[str, ...]]()
        while left:
            some = left[: self._named]
            try:
                rows += self._select(query % " ".join(f"<{graph}>" for graph in some))
            except CutError as error:
                self._named = _halved(len(some), error)
            else:
                left = left[len(some) :]
        return rows

    def _listed(self, pattern: str, folder: str) -> list[str]:
        """The graphs of a pattern under a folder, page by page; each page begins after the last graph."""
        found, last, size = list[str](), folder, _PAGE
        while True:
            try:
                page = [graph for (graph,) in self._select(_UNDER.format(pattern, folder, last, size))]
            except CutError as error:
                size = _halved(size, error)
                continue
            found += page
            if len(page) < size:
                return found
            last = page[-1]

    def _construct(self, sparql: str) -> bytes:
        answer = self._endpoint.answer(sparql, self._where, self._access.seconds)
        assert isinstance(answer, Store)  # noqa: S101 - the query's own form
        return answer.ntriples()[0]

    def _select(self, sparql: str) -> list[tuple[str, ...]]:
        answer = as_table(self._endpoint.answer(sparql, self._where, self._access.seconds), self._where)
        return [tuple(map(str, row)) for row in answer.rows]


def _halved(size: int, error: CutError) -> int:
    """Half of a size whose answer was cut. Raises `error` where there is no smaller one."""
    if size == 1:
        raise error
    return size // 2


def _own_first(graph: str, ntriples: bytes) -> bytes:
    r"""Triples with those first whose subject is the graph's IRI, if they stand together, as in sorted ones.

    >>> _own_first("urn:b", b'<urn:a> <urn:p> "1" .\n<urn:b> <urn:p> "2" .\n<urn:c> <urn:p> "3" .\n')
    b'<urn:b> <urn:p> "2" .\n<urn:a> <urn:p> "1" .\n<urn:c> <urn:p> "3" .\n'
    """
    subject = b"\n<%b> " % graph.encode()
    start = ntriples.find(subject) + 1
    if not start:
        return ntriples
    end = ntriples.find(b"\n", ntriples.rfind(subject) + 1) + 1
    return ntriples[start:end] + ntriples[:start] + ntriples[end:]
