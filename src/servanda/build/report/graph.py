"""The reports as RDF: one graph of `sh:ValidationReport`s in Turtle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from servanda import iris
from servanda.store import Store
from servanda.validate import Checked, Report


def turtle(checked: Sequence[Checked]) -> str:
    """All reports in one graph, sorted, in Turtle."""
    store = Store()
    for report in _apart(one.report for one in checked):
        store.add(f"{iris.BASE}graph/report", report.graph())
    return store.dump("turtle").decode()


def _apart(reports: Iterator[Report]) -> Iterator[Report]:
    """The reports, those on another graph of the same name under a name of their own."""
    taken = set[str]()
    for report in reports:
        name, number = report.name, 1
        while name in taken:
            number += 1
            name = f"{report.name}-{number}"
        taken.add(name)
        yield replace(report, name=name)
