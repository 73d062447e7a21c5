"""The trip over one machine: declarations in; a validated graph and its reports out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from rdflib.term import Identifier

from servanda import iris
from servanda.build import report
from servanda.build.assembly import (
    Gathered,
    Outcome,
    Settings,
    assemble,
    concluded,
    extracted,
    gathered,
    outcomes,
)
from servanda.build.checking import Checking
from servanda.build.graphs import check_rdf
from servanda.build.inputs import Inputs, documents_in, hold_standard_input, sorted_out
from servanda.build.storing import Changes, Given, put
from servanda.errors import ReadError
from servanda.output import Staging, staging
from servanda.read.dataset import NOTHING, told_in
from servanda.store import Store
from servanda.store.disk import writing
from servanda.validate import Checked

__all__ = [
    "Changes",
    "Checking",
    "Inputs",
    "Outcome",
    "Settings",
    "Summary",
    "Target",
    "assemble",
    "build",
    "build_store",
    "check_rdf",
    "documents_in",
    "extracted",
    "hold_standard_input",
    "outcomes",
    "sorted_out",
]

OnStep = Callable[[str, int, int], None]
"""Is told what is done next, how many steps are done, and how many there are."""

_AS_USUAL = Settings()


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build came to.

    `counts` are names and numbers in the order in which people want them: none if no document could
    be used, and then nothing was written. `verdict` counts the findings. `failures` are the errors
    of the files that are not in the graph; `remarks` say of files how they were read, or why they were
    left out. `changes` is what became of a store on disk.
    """

    counts: tuple[tuple[str, int], ...]
    conforms: bool
    verdict: str
    failures: tuple[ReadError, ...]
    remarks: tuple[str, ...]
    changes: Changes | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """The folder of a store on disk, and what becomes of it.

    Its documents stay that are not among those given, unless it is to be pruned. With `out`, the files of a
    build are written into that folder, too: the graph of the whole store, and the reports on what was given.
    """

    folder: Path
    prune: bool = False
    out: Path | None = None


def build(
    paths: Iterable[Path],
    out: Path,
    settings: Settings = _AS_USUAL,
    on_step: OnStep = lambda *_: None,
) -> Summary:
    """Writes the graph of the declarations in `paths`, and its reports, into the folder `out`.

    The files are `graph.nq`, `graph.ttl`, `report.ttl` and `report.txt`; the same input gives the
    same bytes, whatever the paths to it, their order and the number of workers. Those that stood there
    before are replaced all together at the end, or not at all. Each document is held against the shapes
    together with what the reference data say of the things that it names. What a `dataset.yaml` among the
    declarations tells stands in the description of the data set.

    Raises `WriteError` if `out` cannot be written, `ReadError` for paths that hold no declaration or
    two of the same name, and `LexiconError`, `ModelError`, `DataError` or `ShapesError` for data
    files that do not fit.
    """
    inputs = documents_in(paths)
    told = told_in(inputs.about) or NOTHING
    step = _steps(inputs, on_step)
    with staging(out) as stage:
        found = gathered(inputs.files, settings, step)
        if not found.checked:
            return _nothing(inputs, found)
        step("reasoning")
        store = concluded(found.documents.items(), settings.base, told)
        step("writing")
        _stage(stage, store, found)
        return _summary(inputs, found, store)


def build_store(
    paths: Iterable[Path],
    target: Target,
    settings: Settings = _AS_USUAL,
    on_step: OnStep = lambda *_: None,
) -> Summary:
    """Puts the declarations in `paths` into a store on disk, which is made if it is not there.

    It holds afterwards what a build of all its documents would, with what was told about the data set before
    if no `dataset.yaml` is among the declarations. What is in the store changes all together
    at the end, or not at all; who has it open keeps what it was.

    Raises as `build` does, also `WriteError` for a folder that holds other things or into which another
    process writes, and `DataError` for a store that is damaged, or of a newer Servanda.
    """
    inputs = documents_in(paths)
    told = told_in(inputs.about)
    step = _steps(inputs, on_step)
    with writing(target.folder) as place, _staging(target.out) as stage:
        found = gathered(inputs.files, settings, step)
        if not found.checked:
            return _nothing(inputs, found)
        step("reasoning")
        given = frozenset(iris.document(iris.slug(file.stem), settings.base) for file in inputs.files)
        kept = given if target.prune else None
        changes = put(place, Given(found.documents, kept, settings.base, told))
        store = Store.open(target.folder)
        step("writing")
        if stage:
            _stage(stage, store, found)
        return replace(_summary(inputs, found, store), changes=changes)


def _staging(out: Path | None) -> AbstractContextManager[Staging | None]:
    return staging(out) if out else nullcontext()


def _steps(inputs: Inputs, on_step: OnStep) -> Callable[[str], None]:
    """A function to report steps to, one for each file, then one for reasoning, one for writing."""
    steps, total = count(), len(inputs.files) + 2
    return lambda what: on_step(what, next(steps), total)


def _nothing(inputs: Inputs, found: Gathered) -> Summary:
    """What is said if no declaration could be used."""
    remarks = (*inputs.remarks, *found.remarks)
    return Summary((), conforms=False, verdict="", failures=found.failures, remarks=remarks)


def _summary(inputs: Inputs, found: Gathered, store: Store) -> Summary:
    reports = [one.report for one in found.checked]
    return Summary(
        counts=tuple(_counts(store)),
        conforms=all(one.conforms for one in reports),
        verdict=report.tally(reports),
        failures=found.failures,
        remarks=(*inputs.remarks, *found.remarks),
    )


def _stage(stage: Staging, store: Store, found: Gathered) -> None:
    """Lays the files of a build aside."""
    checked = tuple(sorted(map(_by_file_name, found.checked), key=lambda one: one.report.name))
    for name, content in _contents(store, checked):
        stage.put(name, [content])


def _by_file_name(checked: Checked) -> Checked:
    """A report, called by the name of its file, without the folders that lead there."""
    file = checked.file and Path(checked.file).name
    return replace(checked, name=Path(checked.name).name, file=file)


def _contents(store: Store, checked: tuple[Checked, ...]) -> Iterator[tuple[str, bytes]]:
    """The name and the bytes of each file of a build."""
    yield "graph.nq", store.dump("nquads")
    yield "graph.ttl", store.dump("turtle")
    reports = Store()
    for one in checked:
        reports.add(f"{iris.BASE}graph/report", one.report.graph())
    yield "report.ttl", reports.dump("turtle")
    yield "report.txt", report.text(checked).encode()


def _counts(store: Store) -> Iterator[tuple[str, int]]:
    """How many there are of each kind, the statements also by force, the most binding first."""
    for what, pattern in _COUNTED:
        yield (
            what,
            _number(
                store.select(_PREFIXES + f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}").rows[0][0]
            ),
        )
        if what == "statements":
            for force, number in store.select(_PREFIXES + _BY_FORCE).rows:
                yield f"  {force}", _number(number)
    yield "triples", len(store)


def _number(term: Identifier | None) -> int:
    return int(term or 0)


_PREFIXES = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX sv: <https://w3id.org/servanda/ontology#>
"""

_COUNTED = (
    ("documents", "?x a sv:Instrument"),
    ("passages", "?x sv:passageOf ?document"),
    ("actors", "?mention sv:mentions ?x . ?x a sv:Actor"),
    ("policies", "?mention sv:mentions ?x . ?x a sv:Policy"),
    ("statements", "?x sv:statedIn ?document ; sv:force ?force"),
    ("figures", "?x a sv:Figure"),
)

_BY_FORCE = """
SELECT (STR(?label) AS ?force) (COUNT(DISTINCT ?statement) AS ?n) {
  ?statement sv:force ?term . ?term sv:rank ?rank ; skos:prefLabel ?label
} GROUP BY ?rank ?label ORDER BY ?rank
"""
