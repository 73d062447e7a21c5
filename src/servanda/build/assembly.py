"""Declarations as validated triples, and all of them in one store with what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from servanda import iris, resources
from servanda.build.checking import AS_USUAL, Checking, add_knowledge, checker_of
from servanda.build.inputs import called
from servanda.describe import describe
from servanda.describe.dataset import description
from servanda.errors import ReadError
from servanda.extract import Extractor, extractor_of
from servanda.limits import DEFAULT, Limits
from servanda.model import Document, Extraction, Unit
from servanda.read import STANDARD_INPUT, read
from servanda.read.dataset import NOTHING, Told
from servanda.reason import infer
from servanda.store import Store
from servanda.validate import Checked, Finding
from servanda.workers import mapped

OnStep = Callable[[str], None]
"""Is told what is done next."""

OnRemark = Callable[[str], None]
"""Is told what the user should know of how a file was read, the file first."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How declarations become validated triples.

    `base` begins the IRIs of the data, `limits` hold for each file, and `workers` processes read,
    extract and validate, a document at a time, as `checking` says; without it nothing is validated.
    """

    base: str = iris.BASE
    limits: Limits = DEFAULT
    workers: int = 1
    checking: Checking | None = AS_USUAL


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a declaration.

    `graph` is the IRI of its graph and `data` are the N-Triples in it, if they were wanted; `checked` is
    the report on it; `failure` says why there is none of these. `remarks` say how the file was read.
    """

    graph: str = ""
    data: bytes = b""
    checked: Checked | None = None
    failure: ReadError | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assembly:
    """A store with documents, ontology, reference data and inferred triples, and a report on each document.

    `failures` are the errors of the files that could not be used; `remarks` say of files, used or
    not, how they were read.
    """

    store: Store
    checked: tuple[Checked, ...]
    failures: tuple[ReadError, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """What came of all declarations: the triples by the IRI of their graph, and the rest as in `Assembly`."""

    documents: Mapping[str, bytes]
    checked: tuple[Checked, ...]
    failures: tuple[ReadError, ...]
    remarks: tuple[str, ...]


def assemble(files: Sequence[Path], settings: Settings, on_step: OnStep = lambda _: None) -> Assembly:
    """The declarations in `files`, read, extracted and validated, with what follows from them.

    A file that cannot be read, goes beyond the limits, or in which no statement is found, is among
    the failures.
    """
    found = gathered(files, settings, on_step)
    on_step("reasoning")
    store = concluded(found.documents.items(), settings.base)
    return Assembly(store, found.checked, found.failures, found.remarks)


def gathered(files: Sequence[Path], settings: Settings, on_step: OnStep) -> Gathered:
    """The triples of the declarations in `files`, and the reports on them; failures as in `assemble`."""
    documents = dict[str, bytes]()
    checked, failures, remarks = list[Checked](), list[ReadError](), list[str]()
    for one in outcomes(files, settings, on_step, keep_data=True):
        remarks += one.remarks
        if one.failure:
            failures.append(one.failure)
        else:
            documents[one.graph] = one.data
        if one.checked:
            checked.append(one.checked)
    return Gathered(documents, tuple(checked), tuple(failures), tuple(remarks))


def concluded(documents: Iterable[tuple[str, bytes]], base: str, told: Told = NOTHING) -> Store:
    """The graphs of documents, with ontology and reference data and all that follows.

    Among that is the description of the whole, with what is told about it; see `describe.dataset`.
    """
    store = Store()
    for graph, data in documents:
        store.add_ntriples(graph, data)
    add_knowledge(store)
    infer(store)
    store.add(iris.INFERRED_GRAPH, description(store, base, told))
    return store


def outcomes(
    files: Sequence[Path], settings: Settings, on_step: OnStep, *, keep_data: bool = False
) -> Iterator[Outcome]:
    """What came of each of the declarations in `files`, in their order.

    Raises `LexiconError`, `ModelError`, `DataError` or `ShapesError` for data files that do not fit.
    """
    work = _Work(resources.ontology(), replace(settings, workers=1), keep_data)
    others = [file for file in files if file != STANDARD_INPUT]
    with closing(mapped(work, others, settings.workers)) as elsewhere:
        for file in files:
            on_step(f"reading {Path(called(file)).name}")
            yield work(file) if file == STANDARD_INPUT else next(elsewhere)


@dataclass(frozen=True, slots=True)
class _Work:
    """The way from a file to its triples and the report on them, for any process."""

    ontology: Path
    settings: Settings
    keep_data: bool

    def __call__(self, file: Path) -> Outcome:
        remarks, settings = list[str](), self.settings
        try:
            extractor = extractor_of(self.ontology, settings.base)
            extraction = extracted(file, extractor, settings.limits, remarks.append)
        except ReadError as error:
            return Outcome(failure=error, remarks=tuple(remarks))
        graph = iris.document(extraction.document.name, settings.base)
        store = Store()
        store.add(graph, describe(extraction, settings.base))
        data = store.ntriples(graph)[0] if self.keep_data else b""
        checked = self._checked(file, extraction.document, store, graph)
        return Outcome(graph, data, checked, remarks=tuple(remarks))

    def _checked(self, file: Path, document: Document, data: Store, graph: str) -> Checked | None:
        if self.settings.checking is None:
            return None
        report = checker_of(self.settings.checking).report(data, graph)
        located = tuple(_located(finding, document) for finding in report.findings)
        where = None if file == STANDARD_INPUT else str(file)
        return Checked(called(file), where, replace(report, findings=located))


def _located(finding: Finding, document: Document) -> Finding:
    """A finding with where in the file of its document it stands."""
    place = finding.place
    if place is None or place.offset < 0:
        return finding
    first, last = document.place(place.offset), document.place(max(place.end - 1, place.offset))
    place = replace(place, unit=document.unit, first=first, last=last)
    if document.unit is Unit.LINE and not document.places:
        place = replace(
            place, column=_column(document.text, place.offset), last_column=_column(document.text, place.end)
        )
    return replace(finding, place=place)


def _column(text: str, offset: int) -> int:
    """The place of a character in its line, from 1."""
    return offset - text.rfind("\n", 0, offset)


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
