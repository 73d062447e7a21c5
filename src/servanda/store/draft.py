"""The next state of a store on disk, while it is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pyoxigraph as ox

from servanda import iris
from servanda.rdf import named, placed
from servanda.store import Store
from servanda.store.disk import Writing, writes

_UNION = ox.DefaultGraph()
_INFERRED = ox.NamedNode(iris.INFERRED_GRAPH)
_BESIDE = (_UNION, _INFERRED)


class Draft(Store):
    """The triples of a store on disk, of which graphs are replaced.

    No graph but that of inferred triples loses or gains what is inferred: that is for `reason` to mend, with
    `gone` and `come`, the triples that no graph states any more, and those that one states now.
    """

    def __init__(self, store: ox.Store) -> None:
        """Over a store of Oxigraph's, which can be written."""
        super().__init__()
        self._store = store
        self.gone, self.come = Store(), Store()

    def replace(self, graph_iri: str, data: bytes) -> None:
        """Makes N-Triples all that the graph `graph_iri` holds."""
        graph = named(graph_iri)
        old = {quad.triple for quad in self._quads(graph)}
        new = {quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES)}
        self._take(graph, old - new)
        self._give(graph, new - old)

    def drop(self, graph_iri: str) -> None:
        """Removes a graph."""
        graph = named(graph_iri)
        self._take(graph, {quad.triple for quad in self._quads(graph)})
        self._store.remove_graph(graph)

    def retract(self, found: Store) -> frozenset[str]:
        """Removes what of another store's triples is inferred; the subjects of those that the union lacks."""
        missing = set[str]()
        for quad in found._quads(_UNION):
            inferred = placed(quad.triple, _INFERRED)
            if inferred in self._store:
                self._store.remove(inferred)
                self._store.remove(quad)
            if isinstance(quad.subject, ox.NamedNode) and quad not in self._store:
                missing.add(quad.subject.value)
        return frozenset(missing)

    def around(self, subjects: Iterable[str], properties: Iterable[str]) -> Store:
        """What has come, all that is said of the subjects, and what has them as values of the properties."""
        found, links = Store(), tuple(map(named, properties))
        found._store.extend(self.come._quads(_UNION))
        for one in map(named, subjects):
            found._store.extend(self._store.quads_for_pattern(one, None, None, _UNION))
            for link in links:
                found._store.extend(self._store.quads_for_pattern(None, link, one, _UNION))
        return found

    def conclude(self, found: Store) -> None:
        """Adds to the inferred triples those of another store that no graph holds yet."""
        quads = found._quads(_INFERRED)
        self._extend(quad for quad in quads if placed(quad.triple, _UNION) not in self._store)

    def _take(self, graph: ox.NamedNode, triples: Iterable[ox.Triple]) -> None:
        """Removes triples from a graph, and from the union what no other graph states."""
        for triple in triples:
            self._store.remove(placed(triple, graph))
            if not self._is_stated(triple):
                union = placed(triple, _UNION)
                self._store.remove(union)
                self.gone._store.add(union)

    def _give(self, graph: ox.NamedNode, triples: Iterable[ox.Triple]) -> None:
        """Adds triples to a graph, and to the union what no other one states; that is inferred no longer."""
        come = [placed(triple, _UNION) for triple in triples if not self._is_stated(triple)]
        self._store.extend(placed(triple, graph) for triple in triples)
        self._store.extend(come)
        self.come._store.extend(come)
        for quad in come:
            self._store.remove(placed(quad.triple, _INFERRED))

    def _is_stated(self, triple: ox.Triple) -> bool:
        """Whether some graph holds a triple that is not only inferred."""
        if placed(triple, _UNION) not in self._store:
            return False
        quads = self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return any(quad.graph_name not in _BESIDE for quad in quads)


@contextmanager
def drafting(place: Writing) -> Iterator[Draft]:
    """A draft that holds what the store does; at the end of the block it is the next state, to be committed.

    Raises `WriteError` if that cannot be written, and `DataError` if the present state is damaged.
    """
    with writes(place.folder):
        draft = Draft(place.copy())
        try:
            yield draft
            draft._store.flush()
        finally:
            draft._store = ox.Store()  # closes the other one


def fill(place: Writing, store: Store) -> None:
    """Makes all triples of a store the next state, to be committed. Raises `WriteError`."""
    place.fill(store._store)
