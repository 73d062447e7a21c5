"""What differs between the graphs here and those in a database: by what they say, not how it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from servanda import iris
from servanda.push.database import Database
from servanda.store import UNNAMED_GRAPH
from servanda.store.pieces import Content

_DOCUMENT = re.compile(r"(.*[/:]document/)[^/#?]+")
_FIRST = (iris.ONTOLOGY_GRAPH, iris.REFERENCE_GRAPH)
_LAST = (iris.INFERRED_GRAPH,)
"""What follows from the other graphs is put when they are there."""

OURS = frozenset((*iris.BESIDE, UNNAMED_GRAPH))
"""The graphs that data may have beside those of documents: a build's, and that of what stands in none."""


class State(StrEnum):
    """What becomes of a graph."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    KEPT = "kept"
    """The data have it no longer, and it was not asked to remove it."""


@dataclass(frozen=True, slots=True)
class Change:
    """A graph: what becomes of it, how many triples it holds then, how many came and how many went."""

    graph: str
    state: State
    triples: int
    added: int = 0
    gone: int = 0


def ordered(graphs: Iterable[str]) -> list[str]:
    """Graphs in the order in which they are put."""
    return sorted(graphs, key=lambda graph: (graph in _LAST, graph not in _FIRST, graph))


def folders(graphs: Iterable[str]) -> frozenset[str]:
    """What the IRIs of the graphs of documents begin with.

    >>> sorted(folders(["https://e.org/id/document/a", "urn:e:document/b", "https://e.org/id/graph/inferred"]))
    ['https://e.org/id/document/', 'urn:e:document/']
    """
    return frozenset(found[1] for graph in graphs if (found := _DOCUMENT.fullmatch(graph)))


def neighbours(database: Database, graphs: Iterable[str]) -> frozenset[str]:
    """The graphs there that lie where those of our documents lie: in the same folders, and no deeper."""
    places = folders(graphs)
    found = (_DOCUMENT.fullmatch(graph) for place in places for graph in database.under(place))
    return frozenset(one[0] for one in found if one and one[1] in places)


def strays(database: Database, there: Iterable[str], ours: Iterable[str]) -> list[str]:
    """Of the graphs there, those that are ours though the data do not have them.

    They are those that stand beside documents; and of the neighbours of our documents'
    graphs those that describe their own IRI in our vocabulary, as the graph of a document does. In doubt a
    graph is not ours: what others say about a document stays, and so does what was left of one whose graph
    came in without its own description. A push sends that first.
    """
    others = frozenset(there) - frozenset(ours)
    return sorted((others & OURS) | database.described(others - OURS))


def compared(database: Database, graph: str, ntriples: bytes, there: int) -> Change:
    """What becomes of a graph that is to hold some triples, and holds so many `there`."""
    triples = ntriples.count(b"\n")
    if not there:
        return Change(graph, State.NEW, triples, added=triples)
    theirs = database.triples(graph, there)
    if ntriples == theirs:
        return Change(graph, State.UNCHANGED, triples)
    one, other = Content.of(ntriples), Content.of(theirs)
    if one == other and there == triples:
        return Change(graph, State.UNCHANGED, triples)
    return Change(graph, State.CHANGED, triples, one.beyond(other), other.beyond(one))
