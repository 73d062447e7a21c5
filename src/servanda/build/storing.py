"""The trip into a store on disk: its documents added, replaced and removed, and what follows made right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from servanda import iris
from servanda.build.amending import amend
from servanda.build.assembly import concluded
from servanda.build.checking import add_knowledge
from servanda.describe.dataset import described, description, sizes
from servanda.read.dataset import NOTHING, Told, recalled
from servanda.reason import rules
from servanda.store import Store
from servanda.store.disk import Writing
from servanda.store.draft import Draft, drafting, fill

_FEW = 0.25
"""The share of the documents up to which changing a store is quicker than making it anew."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The IRIs of the documents that a run added to a store, replaced in it and removed from it.

    `total` is how many are there now.
    """

    added: tuple[str, ...]
    replaced: tuple[str, ...]
    removed: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Given:
    """What is put into a store: the triples of documents by the IRI of their graph.

    Of the documents that are there already and not among these, all stay; or, with `kept`, those alone. The
    data set is called after `base`; None as what is `told` about it leaves what was told before.
    """

    documents: Mapping[str, bytes]
    kept: frozenset[str] | None = None
    base: str = iris.BASE
    told: Told | None = None


def put(place: Writing, given: Given) -> Changes:
    """Puts documents into a store, which holds afterwards what a build of all its documents would.

    Raises `WriteError` if the store cannot be written, and `DataError` if it is damaged.
    """
    found, basis = _rules()
    present = _documents(place)
    changes = _changes(present, given.documents, given.kept)
    told = given.told or _told(place)
    if place.state and place.state.basis == basis and _are_few(changes):
        with drafting(place) as draft:
            known = _forget(draft, changes)
            _edit(draft, given.documents, changes.removed)
            amend(draft, found)
            draft.add(iris.INFERRED_GRAPH, description(draft, given.base, told, known))
    else:
        others = frozenset(present) - {*changes.replaced, *changes.removed}
        graphs = [*given.documents.items(), *_others(place, sorted(others))]
        fill(place, concluded(graphs, given.base, told))
    place.commit(basis, told.written())
    return changes


def _rules() -> tuple[tuple[str, ...], str]:
    """The rules of the ontology, and a digest of all that the inferences follow from, documents apart."""
    known = Store()
    add_knowledge(known)
    found = rules(known)
    data = b"\0".join([known.dump("nquads"), *(rule.encode() for rule in found)])
    return found, sha256(data).hexdigest()


def _told(place: Writing) -> Told:
    """What was told about the data set when documents were last put into a store."""
    return recalled(place.state.told, str(place.folder)) if place.state else NOTHING


def _forget(draft: Draft, changes: Changes) -> Mapping[str, int]:
    """Removes the description from a draft; the sizes, as it says, of the graphs that stay as they are."""
    known = sizes(draft)
    draft.retract(described(draft))
    changed = {*changes.added, *changes.replaced, *changes.removed, iris.INFERRED_GRAPH}
    return {graph: size for graph, size in known.items() if graph not in changed}


def _documents(place: Writing) -> tuple[str, ...]:
    """The IRIs of the documents in the present state of a store."""
    if place.state is None:
        return ()
    return tuple(graph for graph in Store.open(place.folder).graphs() if graph not in iris.BESIDE)


def _others(place: Writing, graphs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Documents of the present state of a store, as N-Triples."""
    store = Store.open(place.folder) if place.state else Store()
    return ((graph, store.ntriples(graph)[0]) for graph in graphs)


def _changes(
    present: tuple[str, ...], documents: Mapping[str, bytes], kept: frozenset[str] | None
) -> Changes:
    removed = () if kept is None else tuple(sorted({*present} - {*documents} - kept))
    added = tuple(sorted({*documents} - {*present}))
    replaced = tuple(sorted({*documents} & {*present}))
    return Changes(added, replaced, removed, len(present) + len(added) - len(removed))


def _are_few(changes: Changes) -> bool:
    """Whether it is quicker to change the store than to make it anew."""
    return len(changes.added + changes.replaced + changes.removed) <= _FEW * changes.total


def _edit(draft: Draft, documents: Mapping[str, bytes], removed: Iterable[str]) -> None:
    for graph in removed:
        draft.drop(graph)
    for graph, data in documents.items():
        draft.replace(graph, data)
