"""Documents and what is known of the world, in one store, with all that follows from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from servanda import iris, resources
from servanda.build.inputs import called
from servanda.describe import describe
from servanda.errors import DataError, ReadError
from servanda.extract import Extractor, extractor_of
from servanda.limits import DEFAULT, Limits
from servanda.model import Extraction
from servanda.read import STANDARD_INPUT, read
from servanda.reason import infer
from servanda.store import UNNAMED_GRAPH, Store, Triple
from servanda.workers import mapped

OnStep = Callable[[str], None]
"""Is told what is done next."""

OnRemark = Callable[[str], None]
"""Is told what the user should know of how a file was read, the file first."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How declarations become triples.

    `base` begins the IRIs of the data, `limits` hold for each file, and `workers` processes read and
    extract, a document at a time.
    """

    base: str = iris.BASE
    limits: Limits = DEFAULT
    workers: int = 1


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


def assemble(files: Sequence[Path], settings: Settings, on_step: OnStep = lambda _: None) -> Assembly:
    """The declarations in `files`, read and extracted, with what follows from them.

    A file that cannot be read, goes beyond the limits, or in which no statement is found, is among
    the failures.
    """
    work = _Reading(resources.ontology(), settings.base, settings.limits)
    others = [file for file in files if file != STANDARD_INPUT]
    store, parts, failures, remarks = Store(), list[Part](), list[ReadError](), list[str]()
    with closing(mapped(work, others, settings.workers)) as elsewhere:
        for file in files:
            name = called(file)
            on_step(f"reading {Path(name).name}")
            one = work(file) if file == STANDARD_INPUT else next(elsewhere)
            remarks += one.remarks
            if isinstance(one.found, ReadError):
                failures.append(one.found)
            else:
                store.add(one.graph, one.found)
                parts.append(Part(one.graph, name))
    on_step("reasoning")
    _complete(store)
    return Assembly(store, tuple(parts), tuple(failures), tuple(remarks))


@dataclass(frozen=True, slots=True)
class _Read:
    """What came of a file: the IRI of its graph and its triples, or why there are none; and the remarks."""

    found: tuple[Triple, ...] | ReadError
    graph: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """The way from a file to its triples, for any process."""

    ontology: Path
    base: str
    limits: Limits

    def __call__(self, file: Path) -> _Read:
        remarks = list[str]()
        try:
            extraction = extracted(file, extractor_of(self.ontology, self.base), self.limits, remarks.append)
        except ReadError as error:
            return _Read(error, "", tuple(remarks))
        graph = iris.document(extraction.document.name, self.base)
        return _Read(describe(extraction, self.base), graph, tuple(remarks))


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
