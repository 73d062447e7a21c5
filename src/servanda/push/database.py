"""A database of RDF as a push needs it: what is in its graphs, and how one is replaced or removed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

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

_LISTED = 200
"""How many graphs are named in one query."""

_COUNTS = """
    SELECT ?graph (COUNT(*) AS ?triples)
    WHERE {{ GRAPH ?graph {{ ?subject ?predicate ?object }} FILTER ({}) }}
    GROUP BY ?graph
"""
_SPEAKING = """
    SELECT DISTINCT ?graph
    WHERE {{
        GRAPH ?graph {{ ?subject ?predicate ?object }}
        FILTER (?graph IN ({}) && STRSTARTS(STR(?predicate), "{}"))
    }}
"""
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
        self._store = GraphStore(target.graph_store, self._access) if target.graph_store else None

    def counts(self, graphs: Iterable[str], folders: Iterable[str]) -> dict[str, int]:
        """How many triples each of some graphs holds, and each that lies under one of some folders.

        Graphs without triples are left out.
        """
        starts = tuple(sorted(folders))
        rest = [graph for graph in graphs if not graph.startswith(starts)]
        first, *others = [f"?graph IN ({listed})" for listed in _lists(rest)] or ["false"]
        under = [f'STRSTARTS(STR(?graph), "{folder}")' for folder in starts]
        filters = (" || ".join([first, *under]), *others)
        rows = [row for one in filters for row in self._select(_COUNTS.format(one))]
        return {graph: int(triples) for graph, triples in rows if int(triples)}

    def speaking(self, graphs: Iterable[str]) -> frozenset[str]:
        """Of some graphs, those that use our vocabulary."""
        queries = [_SPEAKING.format(listed, PREFIXES["sv"]) for listed in _lists(graphs)]
        return frozenset(graph for query in queries for (graph,) in self._select(query))

    def triples(self, graph: str, count: int) -> bytes:
        """The `count` triples of a graph, as N-Triples; fewer, if the server gives no more."""
        data = self._whole(graph)
        return self._paged(graph, count) if data.count(b"\n") < count else data

    def put(self, graph: str, ntriples: bytes) -> None:
        """Puts triples in the place of all that a graph held."""
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
        found = set[bytes]()
        for start in range(0, count, _PAGE):
            page = self._construct(f"{_TRIPLES.format(graph)} LIMIT {_PAGE} OFFSET {start}")
            if b"_:" in page:
                break
            found.update(page.splitlines(keepends=True))
        return b"".join(found)

    def _construct(self, sparql: str) -> bytes:
        answer = self._endpoint.answer(sparql, self._where, self._access.seconds)
        assert isinstance(answer, Store)  # noqa: S101 - the query's own form
        return answer.ntriples()[0]

    def _select(self, sparql: str) -> list[tuple[str, ...]]:
        answer = as_table(self._endpoint.answer(sparql, self._where, self._access.seconds), self._where)
        return [tuple(map(str, row)) for row in answer.rows]


def _lists(graphs: Iterable[str]) -> Iterator[str]:
    """Graphs as SPARQL lists them, so many at a time as compilers of queries bear."""
    left = iter(sorted(graphs))
    while some := list(islice(left, _LISTED)):
        yield ", ".join(f"<{graph}>" for graph in some)
