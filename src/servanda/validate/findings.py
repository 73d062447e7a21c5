"""What a validation found, in a fixed order, and as a report in the terms of SHACL."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Identifier

_DISALLOWS = URIRef(f"{SH}conformanceDisallows")

SEVERITIES = ("Violation", "Warning", "Info")
"""The severities of SHACL, the gravest first."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding stands, for people.

    `thing` is what it is about: "statement", "words", or the name of an actor. `passage` names the part of
    the document around it ("paragraph 2 of section 1"), `quote` is how its words begin; both are "" where
    nothing in the text shows it. `unit` says what the file is counted in ("line", or "paragraph" of a
    Word file, or "page"), `first` and `last` are the numbers, from 1, of those that it covers: None where
    they are not known. `column` and `last_column` are characters in these lines, from 1, the last one
    exclusive; None for other units. `offset` and `end` are its characters in the text of the document, as
    in a span; -1 if it has none. `said` is a property and value that tell a blank node from others.
    """

    thing: str
    passage: str = ""
    quote: str = ""
    unit: str = "line"
    first: int | None = None
    last: int | None = None
    column: int | None = None
    last_column: int | None = None
    offset: int = -1
    end: int = -1
    said: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of validation: the node that breaks a shape, and how to mend it.

    `path` is None where the shape looks at the node itself or against the direction of a property,
    `value` where a value is missing. `severity` is one of `SEVERITIES`. `shape` and `component` name
    the shape and the constraint in it. `place` is where it stands, once that was looked up.
    """

    focus: Identifier
    path: URIRef | None
    value: Identifier | None
    severity: str
    message: str
    shape: Identifier
    component: Identifier
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What the validation of one graph found, in a fixed order; `name` is the IRI of the graph.

    `engine` is what evaluated the shapes, with its version; `profile` the profile that they were chosen
    by. `fails_on` is the least severity that spoils conformance.
    """

    name: str
    findings: tuple[Finding, ...]
    engine: str = ""
    profile: str = ""
    fails_on: str = SEVERITIES[0]

    @property
    def conforms(self) -> bool:
        """Whether nothing was found that is as grave as `fails_on`."""
        return not {finding.severity for finding in self.findings} & set(self._spoiling())

    def counts(self) -> dict[str, int]:
        """How many findings there are of each severity, the gravest first."""
        found = Counter(finding.severity for finding in self.findings)
        return {severity: found[severity] for severity in SEVERITIES}

    def graph(self) -> Graph:
        """A `sh:ValidationReport` without blank nodes: the same findings have the same IRIs.

        As in SHACL 1.2 it says by `sh:conformanceDisallows` which severities count.
        """
        graph = Graph()
        report = URIRef(f"{self.name}#report")
        graph.add((report, RDF.type, SH.ValidationReport))
        graph.add((report, SH.conforms, Literal(self.conforms)))
        for severity in self._spoiling():
            graph.add((report, _DISALLOWS, SH[severity]))
        if self.engine:
            graph.add((report, RDFS.comment, Literal(self.made_by(), lang="en")))
        for finding in self.findings:
            result = URIRef(f"{self.name}#finding-{_digest(finding)}")
            graph.add((report, SH.result, result))
            for property_, value in _stated(finding):
                graph.add((result, property_, value))
        return graph

    def made_by(self) -> str:
        """By what engine, and against which profile of the shapes, the graph was validated."""
        return f"validated by {self.engine}" + (f", profile {self.profile}" if self.profile else "")

    def _spoiling(self) -> tuple[str, ...]:
        return SEVERITIES[: SEVERITIES.index(self.fails_on) + 1]


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


@dataclass(frozen=True, slots=True)
class Checked:
    """The report on one input, or on one document in it.

    `name` is what people call it: the path as it was given, with the document's IRI where there are
    several in it. `file` is the path of the file alone, None for standard input.
    """

    name: str
    file: str | None
    report: Report


def order(finding: Finding) -> tuple[str, ...]:
    """A key that sorts findings: violations, then warnings, then infos, a document before its parts."""
    rank = str(SEVERITIES.index(finding.severity))
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
