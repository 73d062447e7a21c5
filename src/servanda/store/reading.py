"""RDF files and what they hold, into Oxigraph. Nothing is ever fetched."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyoxigraph as ox

from servanda import iris
from servanda.errors import DataError
from servanda.rdf import unreadable
from servanda.syntax import SUFFIXES, Syntax, by_look, by_name

UNNAMED_GRAPH = f"{iris.BASE}graph/unnamed"
"""Holds what a file states in no named graph; it is written back into the default graph."""

_FORMATS: Mapping[Syntax, ox.RdfFormat] = MappingProxyType(
    {
        Syntax.NQUADS: ox.RdfFormat.N_QUADS,
        Syntax.TURTLE: ox.RdfFormat.TURTLE,
        Syntax.TRIG: ox.RdfFormat.TRIG,
        Syntax.NTRIPLES: ox.RdfFormat.N_TRIPLES,
        Syntax.JSON_LD: ox.RdfFormat.JSON_LD,
        Syntax.RDF_XML: ox.RdfFormat.RDF_XML,
        Syntax.N3: ox.RdfFormat.N3,
    }
)


@dataclass(frozen=True, slots=True)
class Rdf:
    """RDF as it is written: the bytes, their syntax, what messages call them, what relative IRIs follow.

    The labels of its blank nodes begin with `blank`.
    """

    data: bytes
    syntax: Syntax
    where: str
    base: str | None = None
    blank: str = "b"


def data_file(path: Path) -> Path:
    """The RDF file that `path` means: itself, or `graph.nq` in it. Raises `DataError` if it is not there."""
    file = path / "graph.nq" if path.is_dir() else path
    if not file.is_file():
        named = path.suffix and not path.is_dir()
        hint = (
            "there is no such file"
            if named
            else "there is no graph; run `servanda build`, or name an RDF file"
        )
        raise DataError(hint, str(file))
    return file


def read_rdf(path: Path) -> Rdf:
    """What an RDF file holds, or `graph.nq` in a folder.

    The suffix tells the syntax, else what the file holds; one that ends in `.gz` is unpacked. Raises
    `DataError` for a file that is missing, cannot be read or is no RDF.
    """
    file = data_file(path)
    packed = file.suffix.lower() == ".gz"
    try:
        data = file.read_bytes()
        data = gzip.decompress(data) if packed else data
    except (EOFError, zlib.error) as error:
        raise DataError("this .gz file is cut off or damaged", str(file)) from error
    except OSError as error:  # also BadGzipFile, which has its words as its only argument
        raise DataError(f"cannot be read: {error.strerror or error}", str(file)) from error
    syntax = by_name(file.stem if packed else file.name) or by_look(data)
    if syntax is None:
        what = f"this does not look like RDF; the suffix of an RDF file is one of {' '.join(SUFFIXES)}"
        raise DataError(what, str(file))
    return Rdf(data, syntax, str(file), file.absolute().as_uri())


def parse_into(store: ox.Store, rdf: Rdf, graph: ox.NamedNode | None = None) -> None:
    """Adds the quads that some RDF says; the triples that it states in no graph, to `graph`.

    Raises `DataError`, with the place and the line, if it does not parse.
    """
    try:
        store.load(rdf.data, format=_FORMATS[rdf.syntax], base_iri=rdf.base, to_graph=graph)
    except (SyntaxError, ValueError, MemoryError) as error:  # the last for what is too long for it
        raise unreadable(error, rdf.where) from error


def relabelled(rdf: Rdf) -> Iterator[ox.Quad]:
    """The quads of RDF that parses, their blank nodes labelled in the order in which they first stand there.

    Oxigraph gives those in brackets other labels each time. What stands in a graph without an IRI stands in
    none.
    """
    labels = dict[str, ox.BlankNode]()

    def label(term: Any) -> Any:  # noqa: ANN401 - a term of any kind, and the same again
        if not isinstance(term, ox.BlankNode):
            return term
        return labels.setdefault(term.value, ox.BlankNode(f"{rdf.blank}{len(labels)}"))

    for quad in ox.parse(rdf.data, format=_FORMATS[rdf.syntax], base_iri=rdf.base):
        graph = ox.DefaultGraph() if isinstance(quad.graph_name, ox.BlankNode) else quad.graph_name
        yield ox.Quad(label(quad.subject), quad.predicate, label(quad.object), graph)
