"""The reports as JSON: one object, or one finding a line. What is not known is null."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from servanda.build.report.entries import Entry, Input, clean, told
from servanda.build.report.failures import Failure
from servanda.build.report.words import CALLED
from servanda.validate import Report

Record: TypeAlias = Mapping[str, object]


def whole(inputs: Sequence[Input], failures: Sequence[Failure]) -> str:
    """One object with all inputs and their findings, and what could not be used, which does not conform."""
    told = {
        "conforms": not failures and all(one.report.conforms for one in inputs),
        "inputs": [{**_about(one), "findings": list(map(_finding, one.entries))} for one in inputs],
        "failures": [{"where": one.where, "message": one.message} for one in failures],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def lines(inputs: Sequence[Input]) -> str:
    """One object a line for each finding, with the name and the file of its input."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in _records(inputs))


def counts(report: Report) -> dict[str, int]:
    """How many findings there are of each severity: {"violations": 0, "warnings": 1, "notes": 2}."""
    return {f"{CALLED[severity]}s": number for severity, number in report.counts().items()}


def _records(inputs: Sequence[Input]) -> Iterator[Record]:
    for one in inputs:
        for entry in one.entries:
            yield {"name": one.name, "file": _file(one), **_finding(entry)}


def _about(one: Input) -> Record:
    return {
        "name": one.name,
        "file": _file(one),
        "conforms": one.report.conforms,
        "engine": one.report.engine or None,
        "profile": one.report.profile or None,
        "counts": counts(one.report),
    }


def _file(one: Input) -> str | None:
    return None if one.file is None else clean(one.file)


def _finding(entry: Entry) -> Record:
    finding, place = entry.finding, entry.place
    return {
        "severity": entry.severity,
        "rule": entry.rule,
        "message": entry.message,
        "focus": told(finding.focus),
        "path": None if finding.path is None else told(finding.path),
        "value": None if finding.value is None else told(finding.value),
        "shape": told(finding.shape),
        "component": told(finding.component),
        "thing": place.thing,
        "passage": place.passage or None,
        "quote": place.quote or None,
        "unit": None if place.first is None else place.unit,
        "first": place.first,
        "last": place.last,
        "column": place.column,
        "lastColumn": place.last_column,
        "offset": None if place.offset < 0 else place.offset,
    }
