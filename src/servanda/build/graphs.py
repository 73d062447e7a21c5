"""RDF that others made, or an earlier build: each document's graph against the shapes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from servanda import iris
from servanda.build.checking import Checking, checker_of
from servanda.build.inputs import called, syntax_of
from servanda.build.lines import Lines
from servanda.errors import DataError
from servanda.rdf import Facts
from servanda.read import STANDARD_INPUT
from servanda.store import Rdf, Store, read_rdf
from servanda.syntax import NO_CONTEXTS, Contexts, Syntax
from servanda.validate import Checked, Report, describe_named
from servanda.vocab import PREFIXES
from servanda.workers import mapped


@dataclass(frozen=True, slots=True)
class _Graph:
    """A graph as N-Triples, `described` if it holds what it needs of the reference data."""

    iri: str
    data: bytes
    described: bool


def check_rdf(
    path: Path,
    checking: Checking,
    workers: int = 1,
    contexts: Contexts = NO_CONTEXTS,
    on_step: Callable[[str], None] = lambda _: None,
) -> Iterator[Checked]:
    """The reports on the graphs of documents in an RDF file, in a built folder or on standard input.

    Where no graph has a name, all that the file says is one. Raises `DataError` for what is missing or
    does not parse, for RDF that uses none of our terms, unless `checking` has shapes for it, and for the
    ontology and reference data of a build without its documents.
    """
    rdf, name = _rdf(path), called(path)
    store = Store.parse(rdf, contexts)
    _check_terms(store, name, checking)
    graphs = [graph for graph in store.graphs() if graph not in iris.BESIDE]
    if not graphs:
        raise DataError("nothing here to validate: it holds what stands beside documents, and none", name)
    work = _Work(checking)
    reference = store.facts(iris.REFERENCE_GRAPH) if iris.REFERENCE_GRAPH in store.graphs() else None
    items = [_graph(store, graph, reference) for graph in graphs]
    lines: Lines | None = None
    with closing(mapped(work, items, workers)) as reports:
        for graph in graphs:
            on_step(f"validating {graph}")
            report = next(reports)
            if report.findings and lines is None:
                lines = Lines(rdf)
            located = (
                replace(one, place=lines.locate(one) if lines else one.place) for one in report.findings
            )
            title = f"{name} <{graph}>" if len(graphs) > 1 else name
            where = None if path == STANDARD_INPUT else str(path)
            yield Checked(title, where, replace(report, findings=tuple(located)))


@dataclass(frozen=True, slots=True)
class _Work:
    """The way from a graph to its report, for any process."""

    checking: Checking

    def __call__(self, graph: _Graph) -> Report:
        data = Store()
        data.add_ntriples(graph.iri, graph.data)
        return checker_of(self.checking).report(data, graph.iri, described=graph.described)


def _rdf(path: Path) -> Rdf:
    """What lies there, or comes on standard input."""
    if path != STANDARD_INPUT:
        return read_rdf(path)
    syntax = syntax_of(path) or Syntax.TURTLE
    return Rdf(sys.stdin.buffer.read(), syntax, called(path), "file:///dev/stdin")


def _check_terms(store: Store, name: str, checking: Checking) -> None:
    """Refuses RDF about which none of the shapes has anything to say."""
    if not checking.shapes and not any(term.startswith(PREFIXES["sv"]) for term in store.vocabulary()):
        what = f"nothing here to validate: it uses no class and no property of <{PREFIXES['sv']}>"
        raise DataError(f"{what}; see docs/validating.md, or give shapes of your own with --shapes", name)


def _graph(store: Store, iri: str, reference: Facts | None) -> _Graph:
    """A graph, with what the reference data of the same file, if it has any, say of what it names."""
    data, _ = store.ntriples(iri)
    if reference is None:
        return _Graph(iri, data, described=False)
    own = Store()
    own.add_ntriples(iri, data)
    describe_named(own, reference, own.named())
    return _Graph(iri, own.ntriples()[0], described=True)
