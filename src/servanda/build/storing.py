"""The trip into a store on disk: its documents added, replaced and removed, and what follows made right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from servanda import iris
from servanda.build.amending import amend
from servanda.build.assembly import concluded
from servanda.build.checking import add_knowledge
from servanda.reason import rules
from servanda.store import Store
from servanda.store.disk import Writing
from servanda.store.draft import Draft, drafting, fill

BESIDE = (iris.ONTOLOGY_GRAPH, iris.REFERENCE_GRAPH, iris.INFERRED_GRAPH)
"""The graphs of a build that stand beside those of documents."""

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


def put(place: Writing, documents: Mapping[str, bytes], kept: frozenset[str] | None) -> Changes:
    """Puts documents into a store, which holds afterwards what a build of all its documents would.

    Of the documents that are there already and not among these, all stay; or, with `kept`, those alone.
    Raises `WriteError` if the store cannot be written, and `DataError` if it is damaged.
    """
    known = Store()
    add_knowledge(known)
    found = rules(known)
    basis = sha256(b"\0".join([known.dump("nquads"), *(rule.encode() for rule in found)])).hexdigest()
    present = _documents(place)
    changes = _changes(present, documents, kept)
    if place.state and place.state.basis == basis and _are_few(changes):
        with drafting(place) as draft:
            _edit(draft, documents, changes.removed)
            amend(draft, found)
    else:
        others = frozenset(present) - {*changes.replaced, *changes.removed}
        fill(place, concluded([*documents.items(), *_others(place, sorted(others))]))
    place.commit(basis)
    return changes


def _documents(place: Writing) -> tuple[str, ...]:
    """The IRIs of the documents in the present state of a store."""
    if place.state is None:
        return ()
    return tuple(graph for graph in Store.open(place.folder).graphs() if graph not in BESIDE)


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
