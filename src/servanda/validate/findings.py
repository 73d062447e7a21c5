"""What a validation found, in a fixed order, and as a report in the terms of SHACL."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Identifier

_DISALLOWS = URIRef(f"{SH}conformanceDisallows")


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of validation: the node that breaks a shape, and how to mend it.

    `path` is None where the shape looks at the node itself or against the direction of a property,
    `value` where a value is missing. `severity` is "Violation", "Warning" or "Info". `shape` and
    `component` name the shape and the constraint in it.
    """

    focus: Identifier
    path: URIRef | None
    value: Identifier | None
    severity: str
    message: str
    shape: Identifier
    component: Identifier


@dataclass(frozen=True, slots=True)
class Report:
    """What the validation of one graph found, in a fixed order; `name` is the IRI of the graph."""

    name: str
    findings: tuple[Finding, ...]

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings and infos are not counted."""
        return all(finding.severity != "Violation" for finding in self.findings)

    def graph(self) -> Graph:
        """A `sh:ValidationReport` without blank nodes: the same findings have the same IRIs.

        As in SHACL 1.2 it says by `sh:conformanceDisallows` that only violations count.
        """
        graph = Graph()
        report = URIRef(f"{self.name}#report")
        graph.add((report, RDF.type, SH.ValidationReport))
        graph.add((report, SH.conforms, Literal(self.conforms)))
        graph.add((report, _DISALLOWS, SH.Violation))
        for finding in self.findings:
            result = URIRef(f"{self.name}#finding-{_digest(finding)}")
            graph.add((report, SH.result, result))
            for property_, value in _stated(finding):
                graph.add((result, property_, value))
        return graph


def _stated(finding: Finding) -> Iterator[tuple[URIRef, Identifier]]:
    """The properties of a `sh:ValidationResult`."""
    yield RDF.type, SH.ValidationResult
    yield SH.focusNode, finding.focus
    yield SH.resultSeverity, SH[finding.severity]
    yield SH.resultMessage, Literal(finding.message)
    yield SH.sourceShape, finding.shape
    yield SH.sourceConstraintComponent, finding.component
    if finding.path is not None:
        yield SH.resultPath, finding.path
    if finding.value is not None:
        yield SH.value, finding.value


def order(finding: Finding) -> tuple[str, ...]:
    """A key that sorts findings: violations, then warnings, then infos, a document before its parts."""
    rank = {"Violation": "0", "Warning": "1"}.get(finding.severity, "2")
    terms = (finding.focus, finding.shape, finding.path, finding.value, finding.component)
    return (rank, *map(_characters, terms))


def _characters(term: Identifier | None) -> str:
    """What tells a term from others, also a literal that is not well-formed."""
    if isinstance(term, Literal):
        return f"{term} {term.language or term.datatype or ''}"
    return "" if term is None else str(term)


def _digest(finding: Finding) -> str:
    """Sixteen hexadecimal digits made from what a finding says."""
    return hashlib.sha256("\n".join(order(finding)).encode()).hexdigest()[:16]
