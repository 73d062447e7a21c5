"""Files of shapes: read, and refused with file and line where they are broken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH
from rdflib.plugins.parsers.notation3 import BadSyntax

from servanda.errors import ShapesError
from servanda.sparql import prefixes

ONTOLOGY_STYLE = "ontology-style.ttl"
"""The file of shapes that holds the ontology itself and says nothing about data."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes of some files, and which shapes each file holds."""

    graph: Graph
    files: tuple[tuple[Path, Graph], ...]


def load_shapes(folder: Path) -> Shapes:
    """The shapes of all Turtle files in `folder` that are meant for data.

    Raises ShapesError, with file and line where it is known, for a file that does not parse, uses a
    term that SHACL does not have or holds no shape, and for a folder without such files.
    """
    files = sorted(file for file in folder.glob("*.ttl") if file.name != ONTOLOGY_STYLE)
    if not files:
        raise ShapesError("there is no file of shapes (.ttl) here", str(folder))
    return read_shapes(files)


def read_shapes(files: Iterable[Path]) -> Shapes:
    """The shapes of `files`; errors as in `load_shapes`."""
    graphs = tuple((file, _read(file)) for file in files)
    together = Graph(bind_namespaces="none")
    for _, graph in graphs:
        together += graph
    return Shapes(together, graphs)


def _read(file: Path) -> Graph:
    """The shapes of one file."""
    try:
        text = file.read_text(encoding="utf-8")
        graph = Graph(bind_namespaces="none").parse(data=text, format="turtle", publicID=file.name)
    except BadSyntax as error:
        *_, what, _ = error.message.splitlines()
        where = f"{file}:{error.lines + 1}"
        raise ShapesError(
            f"this file of shapes does not parse: {what.removesuffix(' at ^ in:')}", where
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ShapesError(f"this file of shapes cannot be read: {error}", str(file)) from error
    for name, what in _misspelt(graph):
        raise ShapesError(what, _place(file, text, name))
    if not {SH.NodeShape, SH.PropertyShape} & set(graph.objects(None, RDF.type)):
        raise ShapesError("this file holds no shapes: give it a sh:NodeShape", str(file))
    return graph


def _misspelt(graph: Graph) -> Iterator[tuple[str, str]]:
    """The names that pySHACL would pass over or stumble on, each with what is wrong about it."""
    for term in {term for triple in graph for term in triple if isinstance(term, URIRef)}:
        if term.startswith(str(SH)) and term not in SH:
            name = term.removeprefix(str(SH))
            yield name, f"SHACL has no term sh:{name}"
    for constraint, query in graph.subject_objects(SH.select):
        declared = graph.objects(constraint, SH.prefixes / SH.declare / SH.prefix)
        for prefix in prefixes(str(query)) - {str(known) for known in declared}:
            yield f"{prefix}:", f"the prefix {prefix}: is not declared for this sh:select"


def _place(file: Path, text: str, name: str) -> str:
    """The file and the line in which `name` first stands."""
    return f"{file}:{text[: max(text.find(name), 0)].count(chr(10)) + 1}"
