"""The trip over one machine: declarations in; a validated graph and its reports out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from rdflib.term import Identifier

from servanda import iris
from servanda.build import report
from servanda.build.assembly import Outcome, Settings, assemble, extracted, outcomes
from servanda.build.checking import Checking
from servanda.build.graphs import check_rdf
from servanda.build.inputs import Inputs, documents_in, hold_standard_input, sorted_out
from servanda.errors import ReadError
from servanda.output import staging
from servanda.store import Store
from servanda.validate import Checked

__all__ = [
    "Checking",
    "Inputs",
    "Outcome",
    "Settings",
    "Summary",
    "assemble",
    "build",
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
    left out.
    """

    counts: tuple[tuple[str, int], ...]
    conforms: bool
    verdict: str
    failures: tuple[ReadError, ...]
    remarks: tuple[str, ...]


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
    together with what the reference data say of the things that it names.

    Raises `WriteError` if `out` cannot be written, `ReadError` for paths that hold no declaration or
    two of the same name, and `LexiconError`, `ModelError`, `DataError` or `ShapesError` for data
    files that do not fit.
    """
    inputs = documents_in(paths)
    steps, total = count(), len(inputs.files) + 2

    def step(what: str) -> None:
        on_step(what, next(steps), total)

    with staging(out) as stage:
        assembly = assemble(inputs.files, settings, step)
        remarks = (*inputs.remarks, *assembly.remarks)
        if not assembly.checked:
            return Summary((), conforms=False, verdict="", failures=assembly.failures, remarks=remarks)
        checked = tuple(sorted(map(_by_file_name, assembly.checked), key=lambda one: one.report.name))
        step("writing")
        for name, content in _contents(assembly.store, checked):
            stage.put(name, content)
        reports = [one.report for one in checked]
        return Summary(
            counts=tuple(_counts(assembly.store)),
            conforms=all(one.conforms for one in reports),
            verdict=report.tally(reports),
            failures=assembly.failures,
            remarks=remarks,
        )


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
