"""The part of a data set that is to be handed on: some documents, some graphs, with or without the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rdflib.namespace import DCTERMS

from servanda import iris
from servanda.ask.names import whole
from servanda.ask.nearest import did_you_mean, folded
from servanda.errors import DataError
from servanda.nquads import Chunk, Quad, quad, quads
from servanda.store import Lines
from servanda.vocab import OA, SV

_NAMES = dict(zip(("ontology", "reference", "inferred"), iris.BESIDE, strict=True))
_DOCUMENTS = "documents"
GRAPHS = (_DOCUMENTS, *_NAMES)
"""What graphs are called by words: all those of documents, and the three beside them."""

_TEXT = f"<{SV.text}>"
_EVIDENCE = f"<{SV.evidence}>"
_PASSAGE_OF = f"<{SV.passageOf}>"
_EXACT = f"<{OA.exact}>"
_TITLE = f"<{DCTERMS.title}>"
_INFERRED = f"<{iris.INFERRED_GRAPH}>"


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted of a data set; nothing said is all of it.

    `documents` are IRIs, the last parts of IRIs, or titles. `graphs` are words of `GRAPHS`, or IRIs. With
    some documents come the ontology, the reference data, and of what is inferred that which speaks of nothing
    but what all these graphs name. `without_text` leaves out the texts of the documents and of their
    passages; the words that a statement, a mention or a figure stands on stay.
    """

    documents: tuple[str, ...] = ()
    graphs: tuple[str, ...] = ()
    without_text: bool = False

    def __bool__(self) -> bool:
        """Whether anything is left out."""
        return bool(self.documents or self.graphs or self.without_text)


def selected(source: Lines, wanted: Selection) -> Iterator[Chunk]:
    """The lines of a data set that are wanted.

    Raises `DataError` for documents and graphs that it does not have, and as reading the lines does.
    """
    tests = [*_of_graphs(source, wanted), *([_without_text(source)] if wanted.without_text else [])]
    if not tests:
        return source.lines()
    return ([line for line in chunk if all(test(line) for test in tests)] for chunk in source.lines())


_Test = Callable[[str], bool]
"""Whether a line is wanted."""


def _of_graphs(source: Lines, wanted: Selection) -> Iterator[_Test]:
    """What tells the lines of the graphs that are wanted."""
    if not wanted.documents and not wanted.graphs:
        return
    kept = _graphs(_Present.of(source), wanted)
    yield lambda line: quad(line)[3] in kept
    if wanted.documents and _INFERRED in kept:
        named = _named(source, _graphs(_Present.of(source), Selection(wanted.documents)) - {_INFERRED})
        yield lambda line: quad(line)[3] != _INFERRED or named.issuperset(_nodes(quad(line)))


@dataclass(frozen=True, slots=True)
class _Present:
    """The graphs that a data set has, as N-Quads writes them, and the titles of those of documents."""

    graphs: frozenset[str]
    titles: dict[str, str]

    @classmethod
    def of(cls, source: Lines) -> _Present:
        graphs, titles = set[str](), dict[str, str]()
        for subject, predicate, object_, graph in quads(source.lines()):
            graphs.add(graph)
            if predicate == _TITLE and subject == graph and object_.startswith('"'):
                titles[graph] = object_[1 : object_.rindex('"')]
        return cls(frozenset(graphs), titles)

    def documents(self) -> frozenset[str]:
        return self.graphs - {"", *(f"<{iri}>" for iri in _NAMES.values())}

    def document(self, name: str) -> str:
        """The graph of the document that has a name. Raises `DataError` if there is none, or several."""
        documents = self.documents()
        if (graph := f"<{whole(name)}>") in documents:
            return graph
        called = {graph: (_slug(graph), self.titles.get(graph, "")) for graph in documents}
        found = [graph for graph, names in called.items() if folded(name) in map(folded, names)]
        if len(found) == 1:
            return found[0]
        if found:
            listed = ", ".join(sorted(_slug(graph) for graph in found))
            raise DataError(f"{name!r} may be each of these documents: {listed}; give one of these")
        near = did_you_mean(name, (one for names in called.values() for one in names if one))
        raise DataError(f"there is no document {name!r}{near or _listed(map(_slug, documents))}")

    def named(self, name: str) -> frozenset[str]:
        """The graphs that a word or an IRI means. Raises `DataError` if there are none."""
        if name == _DOCUMENTS:
            return self.documents()
        graph = f"<{_NAMES.get(name, whole(name))}>"
        if graph in self.graphs:
            return frozenset({graph})
        near = did_you_mean(name, [*GRAPHS, *(one[1:-1] for one in self.graphs if one)])
        raise DataError(f"there is no graph {name!r}{near or _listed(GRAPHS)}")


def _graphs(present: _Present, wanted: Selection) -> frozenset[str]:
    """The graphs that are wanted."""
    kept = present.graphs
    if wanted.documents:
        kept = kept - present.documents() | frozenset(map(present.document, wanted.documents))
    if wanted.graphs:
        kept &= frozenset().union(*map(present.named, wanted.graphs))
    return kept


def _slug(graph: str) -> str:
    """The last part of the IRI of a document."""
    return graph.rstrip(">/").rpartition("/")[2]


def _listed(names: Iterable[str]) -> str:
    few = sorted(names)[:10]
    return f"; there are {', '.join(few)}" if few else ", nor any other"


def _named(source: Lines, graphs: frozenset[str]) -> set[str]:
    """The nodes that some graphs name."""
    return {node for one in quads(source.lines()) if one[3] in graphs for node in _nodes(one)}


def _nodes(one: Quad) -> Iterator[str]:
    """The subject of a quad, and its object if that is no literal."""
    yield one[0]
    if not one[2].startswith('"'):
        yield one[2]


def _without_text(source: Lines) -> _Test:
    """What tells the lines that do not repeat the text: as the text of a document, or of a passage's span."""
    passages = {one[0] for one in quads(source.lines()) if one[1] == _PASSAGE_OF}
    spans = {one[2] for one in quads(source.lines()) if one[1] == _EVIDENCE and one[0] in passages}
    spans -= {one[2] for one in quads(source.lines()) if one[2] in spans and one[0] not in passages}

    def is_wanted(line: str) -> bool:
        subject, predicate, _, _ = quad(line)
        return predicate != _TEXT and not (predicate == _EXACT and subject in spans)

    return is_wanted
