"""Files of shapes: read, and refused with file and line where they are broken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from zlib import crc32

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH

from servanda.errors import DataError, ShapesError
from servanda.rdf import quiet
from servanda.sparql import prefixes
from servanda.store import Store, read_rdf

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
    """The shapes of some files, each file in a store of its own."""

    files: tuple[tuple[Path, Store], ...]

    def graph(self) -> Graph:
        """All that the files say."""
        together = Graph(bind_namespaces="none")
        for _, store in self.files:
            together += store.union()
        return together

    def ntriples(self) -> tuple[str, int]:
        """The same as N-Triples, and the number of its blank nodes."""
        said = [store.ntriples() for _, store in self.files]
        return "".join(text.decode() for text, _ in said), sum(len(blanks) for _, blanks in said)


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
    for file, store in shapes.files:
        if file in others:
            _check_sound(file, store.union())
    return shapes


def read_shapes(files: Iterable[Path], profiles: Iterable[Path] = ()) -> Shapes:
    """The shapes of `files`, less those that `profiles` switch off; errors as in `load_shapes`."""
    return Shapes(
        (*((file, _with_shapes(file)) for file in files), *((file, _read(file)) for file in profiles))
    )


def _with_shapes(file: Path) -> Store:
    store = _read(file)
    if not any(any(store.subjects(RDF.type, kind)) for kind in (SH.NodeShape, SH.PropertyShape)):
        raise ShapesError("this file holds no shapes: give it a sh:NodeShape", str(file))
    return store


def _read(file: Path) -> Store:
    """What one file says."""
    try:
        rdf = replace(read_rdf(file), blank=f"b{crc32(bytes(file)):x}x")  # no two files share a label
        store = Store.parse(rdf)
    except DataError as error:
        raise ShapesError(f"no file of shapes: {error.what}", error.where) from error
    for name, what in _misspelt(store):
        raise ShapesError(what, _place(file, rdf.data.decode("utf-8", "replace"), name))
    return store


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


def _misspelt(store: Store) -> Iterator[tuple[str, str]]:
    """The names that engines would pass over or stumble on, each with what is wrong about it."""
    for term in sorted(store.vocabulary() | store.named()):
        if term.startswith(str(SH)) and URIRef(term) not in SH:
            name = term.removeprefix(str(SH))
            yield name, f"SHACL has no term sh:{name}"
    for _, _, severity in store.triples(None, SH.severity):
        if severity not in (SH.Violation, SH.Warning, SH.Info):
            name = str(severity)
            yield name, f"the severity {name} is none of sh:Violation, sh:Warning and sh:Info"
    for constraint, _, query in store.triples(None, SH.select):
        declarations = (
            one for own in store.values(constraint, SH.prefixes) for one in store.values(own, SH.declare)
        )
        declared = {str(known) for one in declarations for known in store.values(one, SH.prefix)}
        for prefix in prefixes(str(query)) - declared:
            yield f"{prefix}:", f"the prefix {prefix}: is not declared for this sh:select"


def _place(file: Path, text: str, name: str) -> str:
    """The file and the line in which `name` first stands."""
    return f"{file}:{text[: max(text.find(name), 0)].count(chr(10)) + 1}"
