"""Files of shapes: read, and refused with file and line where they are broken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH
from rdflib.plugins.parsers.notation3 import BadSyntax

from servanda.errors import ShapesError
from servanda.rdf import quiet
from servanda.sparql import prefixes

ONTOLOGY_STYLE = "ontology-style.ttl"
"""The file of shapes that holds the ontology itself and says nothing about data."""

_SAID = re.compile(r"\t(?:Focus Node|Message):")
"""The lines of pySHACL's report on shapes that say which is unsound, and why."""


class Profile(StrEnum):
    """For what kind of graph shapes are chosen: the stem of the file in `shapes/profiles/` that does it."""

    DECLARATION = "declaration"
    TREATY = "treaty"
    RESOLUTION = "resolution"
    RDF = "rdf"


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes of some files, and which shapes each file holds."""

    graph: Graph
    files: tuple[tuple[Path, Graph], ...]

    def named(self) -> Iterator[tuple[Path, URIRef]]:
        """The node shapes that have a name, each with its file."""
        for file, graph in self.files:
            nodes = graph.subjects(RDF.type, SH.NodeShape)
            yield from ((file, shape) for shape in sorted(node for node in nodes if isinstance(node, URIRef)))


def load_shapes(folder: Path, profile: Profile | None = None, own: Sequence[Path] = ()) -> Shapes:
    """The shapes of all Turtle files in `folder` that are meant for data, as a profile chooses them.

    `own` are further files of shapes, which have to be sound by SHACL's own shapes. Raises ShapesError,
    with file and line where it is known, for a file that does not parse, uses a term that SHACL does not
    have or holds no shape, and for a folder without such files.
    """
    files = sorted(file for file in folder.glob("*.ttl") if file.name != ONTOLOGY_STYLE)
    if not files:
        raise ShapesError("there is no file of shapes (.ttl) here", str(folder))
    chosen = [] if profile is None else [folder / "profiles" / f"{profile}.ttl"]
    shapes, others = read_shapes([*files, *own], chosen), set(own)
    for file, graph in shapes.files:
        if file in others:
            _check_sound(file, graph)
    return shapes


def read_shapes(files: Iterable[Path], profiles: Iterable[Path] = ()) -> Shapes:
    """The shapes of `files`, less those that `profiles` switch off; errors as in `load_shapes`."""
    graphs = (
        *((file, _with_shapes(file)) for file in files),
        *((file, _read(file)) for file in profiles),
    )
    together = Graph(bind_namespaces="none")
    for _, graph in graphs:
        together += graph
    return Shapes(together, graphs)


def _with_shapes(file: Path) -> Graph:
    graph = _read(file)
    if not {SH.NodeShape, SH.PropertyShape} & set(graph.objects(None, RDF.type)):
        raise ShapesError("this file holds no shapes: give it a sh:NodeShape", str(file))
    return graph


def _read(file: Path) -> Graph:
    """What one file says."""
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
    return graph


def _check_sound(file: Path, graph: Graph) -> None:
    """Refuses shapes that are none by the shapes that SHACL has for them: engines pass over such."""
    import pyshacl  # noqa: PLC0415 only shapes that are not ours need it
    from pyshacl.errors import ReportableRuntimeError, ShapeLoadError  # noqa: PLC0415

    try:
        with quiet():
            pyshacl.validate(Graph(), shacl_graph=graph, meta_shacl=True)
    except (ReportableRuntimeError, ShapeLoadError) as error:
        said = [line.split(":", 1)[1].strip() for line in str(error).splitlines() if _SAID.match(line)]
        raise ShapesError(f"its shapes are not sound: {'; '.join(said) or error}", str(file)) from error


def _misspelt(graph: Graph) -> Iterator[tuple[str, str]]:
    """The names that engines would pass over or stumble on, each with what is wrong about it."""
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
