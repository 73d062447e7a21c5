"""Documents and what is known of the world, in one store, with all that follows from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from servanda import iris, lexicon, resources
from servanda.build.inputs import called
from servanda.describe import describe
from servanda.errors import DataError, ReadError
from servanda.extract import Extractor
from servanda.limits import Limits
from servanda.model import Extraction
from servanda.read import read
from servanda.reason import infer
from servanda.store import UNNAMED_GRAPH, Store

OnStep = Callable[[str], None]
"""Is told what is done next."""

OnRemark = Callable[[str], None]
"""Is told what the user should know of how a file was read, the file first."""


@dataclass(frozen=True, slots=True)
class Part:
    """A graph of an assembly that is validated by itself: its IRI, and what reports call it."""

    graph: str
    name: str


@dataclass(frozen=True, slots=True)
class Assembly:
    """A store with documents, ontology, reference data and inferred triples.

    `failures` are the errors of the files that could not be used; `remarks` say of files, used or
    not, how they were read.
    """

    store: Store
    parts: tuple[Part, ...]
    failures: tuple[ReadError, ...] = ()
    remarks: tuple[str, ...] = ()


def assemble(files: Sequence[Path], base: str, limits: Limits, on_step: OnStep) -> Assembly:
    """The declarations in `files`, read and extracted, with what follows from them.

    A file that cannot be read, goes beyond the limits, or in which no statement is found, is among
    the failures.
    """
    extractor = Extractor(lexicon.load(resources.ontology()), base)
    store, parts, failures, remarks = Store(), list[Part](), list[ReadError](), list[str]()
    for file in files:
        name = called(file)
        on_step(f"reading {Path(name).name}")
        try:
            extraction = extracted(file, extractor, limits, remarks.append)
        except ReadError as error:
            failures.append(error)
            continue
        graph = iris.document(extraction.document.name, base)
        store.add(graph, describe(extraction, base))
        parts.append(Part(graph, name))
    on_step("reasoning")
    _complete(store)
    return Assembly(store, tuple(parts), tuple(failures), tuple(remarks))


def extracted(
    file: Path, extractor: Extractor, limits: Limits, on_remark: OnRemark, *, may_be_void: bool = False
) -> Extraction:
    """What was found in a file, or on standard input.

    Raises `ReadError` if it cannot be read, goes beyond the limits, or holds no statement, unless it
    `may_be_void`.
    """
    where = called(file)
    deadline = limits.deadline(where)
    document = read(file, limits, deadline)
    for remark in document.remarks:
        on_remark(f"{where}: {remark}")
    extraction = extractor.extract(document, deadline)
    if not extraction.statements and not may_be_void:
        raise ReadError("no statement was found; see whether it is a declaration, in English", where)
    return extraction


def load(path: Path) -> Assembly:
    """The RDF in a file or a built folder, with what follows from it.

    Its parts are the graphs of documents; where there are none, all that the file says in no graph.
    Raises `DataError` for a file that is missing, empty or does not parse.
    """
    store = Store.load(path)
    own = (iris.ONTOLOGY_GRAPH, iris.REFERENCE_GRAPH, iris.INFERRED_GRAPH)
    graphs = [graph for graph in store.graphs() if graph not in own]
    if not graphs:
        raise DataError("this file holds no data that could be validated", str(path))
    _complete(store)
    names = [f"{path} <{graph}>" if len(graphs) > 1 else str(path) for graph in graphs]
    return Assembly(store, tuple(map(Part, graphs, names)))


def _complete(store: Store) -> None:
    """Adds the ontology and the reference data, where the store has none, and what follows."""
    folder = resources.ontology()
    known = store.graphs()
    for graph, files in (
        (iris.ONTOLOGY_GRAPH, folder.glob("*.ttl")),
        (iris.REFERENCE_GRAPH, (folder / "reference").glob("*.ttl")),
    ):
        if graph not in known:
            for file in sorted(files):
                store.add(graph, Store.load(file).graph(UNNAMED_GRAPH))
    infer(store)
