"""A data set in the formats of others: RDF, tables, property graphs; the same data give the same bytes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import chain, count
from types import MappingProxyType
from typing import TypeAlias

from servanda.export import jsonld, neo4j, tables
from servanda.export.graphml import graphml
from servanda.export.selection import GRAPHS, Selection, selected
from servanda.iris import slug
from servanda.nquads import Chunk, quad
from servanda.store import Filed, Lines, Listed, Rdf, Store
from servanda.store.writing import WRITERS
from servanda.syntax import Syntax

__all__ = [
    "FOLDERS",
    "GRAPHS",
    "SPLIT",
    "SUFFIXES",
    "Format",
    "Selection",
    "export",
    "export_folder",
    "split",
]


class Format(StrEnum):
    """The formats of exports."""

    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    NQUADS = "nquads"
    TRIG = "trig"
    JSONLD = "jsonld"
    RDFXML = "rdfxml"
    CSV = "csv"
    NEO4J = "neo4j"
    GRAPHML = "graphml"


Files: TypeAlias = Iterable[tuple[str, Iterable[bytes]]]
"""The names of files, and the parts of what they hold."""

SUFFIXES: Mapping[Format, str] = MappingProxyType(
    {
        Format.TURTLE: ".ttl",
        Format.NTRIPLES: ".nt",
        Format.NQUADS: ".nq",
        Format.TRIG: ".trig",
        Format.JSONLD: ".jsonld",
        Format.RDFXML: ".rdf",
        Format.GRAPHML: ".graphml",
    }
)
"""How the names of files end, by their format."""

SPLIT = tuple(one for one in SUFFIXES if one is not Format.GRAPHML)
"""The formats of RDF: those that can be split by graph."""


def _tables(store: Store) -> Files:
    return ((name, [content]) for name, content in tables.files(store))


def _admin_import(store: Store) -> Files:
    return ((name, (part.encode() for part in parts)) for name, parts in neo4j.files(store))


_FILES: Mapping[Format, Callable[[Store], Files]] = MappingProxyType(
    {Format.CSV: _tables, Format.NEO4J: _admin_import}
)
FOLDERS = tuple(_FILES)
"""The formats of several files."""

_ALL = Selection()


def export(source: Lines, format_: Format, wanted: Selection = _ALL) -> Iterator[bytes]:
    """The parts of a file with what is wanted of a data set, in one of the formats that are one file.

    Turtle, N-Triples, RDF/XML and GraphML hold the triples of all graphs, each once; the others keep the
    graphs apart. N-Quads and N-Triples need no more memory for a large data set than for a small one, if
    nothing is selected. Raises `DataError` for documents and graphs that there are not, and as reading does.
    """
    if format_ is Format.NQUADS and isinstance(source, Filed) and not wanted:
        return source.nquads()
    chunks = selected(source, wanted)
    if format_ is Format.JSONLD:
        return jsonld.write(chunks)
    if format_ is Format.GRAPHML:
        return iter(graphml(_store(source, wanted)))
    return WRITERS[format_](chunks)


def export_folder(source: Lines, format_: Format, wanted: Selection = _ALL) -> Files:
    """The names of files, and what they hold, in one of `FOLDERS`. Raises as `export` does."""
    return _FILES[format_](_store(source, wanted))


def split(source: Lines, format_: Format, wanted: Selection = _ALL) -> Files:
    """A file for each graph, in one of `SPLIT`: its name, and what it holds. Raises as `export` does.

    A file is called by the last part of its graph's name. With JSON-LD comes the file of the context.
    """
    graphs = defaultdict[str, Chunk](list)
    for line in chain.from_iterable(selected(source, wanted)):
        graphs[quad(line)[3]].append(line)
    for name, lines in zip(_names(graphs), graphs.values(), strict=True):
        yield f"{name}{SUFFIXES[format_]}", export(Listed(tuple(lines)), format_)
    if format_ is Format.JSONLD:
        yield jsonld.CONTEXT_FILE, [jsonld.context_file()]


def _names(graphs: Iterable[str]) -> Iterator[str]:
    """What the files of graphs are called, each otherwise."""
    given = set[str]()
    for graph in graphs:
        name = slug(graph.rstrip(">/").rpartition("/")[2]) or "unnamed"
        free = next(one for one in chain([name], (f"{name}-{n}" for n in count(2))) if one not in given)
        given.add(free)
        yield free


def _store(source: Lines, wanted: Selection) -> Store:
    """A store with what is wanted."""
    if isinstance(source, Store) and not wanted:
        return source
    data = b"".join(WRITERS[Format.NQUADS](selected(source, wanted)))
    return Store.parse(Rdf(data, Syntax.NQUADS, "what is selected"))
