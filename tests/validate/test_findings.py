"""Findings in order, and reports that stay the same."""

from __future__ import annotations

import pytest
from rdflib import BNode, URIRef
from rdflib.namespace import RDF, SH

from servanda.validate import SEVERITIES, Report
from validate.conftest import Held
from validate.trees import EX, NAME

_DISALLOWS = URIRef(f"{SH}conformanceDisallows")


def test_findings_are_sorted_by_severity_then_by_node(held: Held) -> None:
    """Violations stand before warnings, these before infos, and each kind in the order of its nodes."""
    found = held(":oak a :Tree ; :height 99 . :ash a :Tree ; :height 77 .").findings
    assert [(finding.severity, finding.focus) for finding in found] == [
        (severity, tree) for severity in SEVERITIES for tree in (EX.ash, EX.oak)
    ]


def test_only_violations_spoil_conformance(held: Held) -> None:
    """A graph with warnings and infos conforms, so does one without targets; one with a violation never."""
    warned = held(":ash a :Tree ; :name 'ash' ; :height 60 .")
    assert warned.conforms
    assert len(warned.findings) == 2
    assert not held(":ash a :Tree .").conforms
    assert held(":ash a :Bush .").findings == ()
    assert held(":ash a :Bush .").conforms


@pytest.mark.parametrize(
    "fails_on, conform",
    [
        ("Violation", [True, True, True, False]),
        ("Warning", [True, True, False, False]),
        ("Info", [True] + 3 * [False]),
    ],
)
def test_conformance_is_spoilt_from_a_severity_on(held: Held, fails_on: str, conform: list[bool]) -> None:
    """What is as grave as `fails_on`, or graver, spoils conformance, and nothing else does."""
    graphs = (
        ":ash a :Bush .",
        ":ash a :Tree ; :name 'ash' .",
        ":ash a :Tree ; :name 'ash' ; :height 60 . :kim :owns :ash .",
        ":ash a :Tree . :kim :owns :ash .",
    )
    found = [held(graph).findings for graph in graphs]
    assert [Report(NAME, findings, fails_on=fails_on).conforms for findings in found] == conform


def test_findings_are_counted_by_severity(held: Held) -> None:
    """Every severity has its number, the gravest first, also where it is 0."""
    made = held(":oak a :Tree ; :name 'oak' . :ash a :Tree .")
    assert list(made.counts().items()) == [("Violation", 1), ("Warning", 0), ("Info", 2)]


def test_a_report_is_a_standard_one_without_blank_nodes(held: Held) -> None:
    """Each finding is a sh:ValidationResult with the properties that SHACL asks for and its own IRI."""
    found = held(":oak a :Tree ; :height 99 . :ash a :Tree .")
    graph = found.graph()
    (node,) = graph.subjects(RDF.type, SH.ValidationReport)
    results = set(graph.objects(node, SH.result))
    assert str(graph.value(node, SH.conforms)) == "false"
    assert len(results) == len(found.findings) == 5
    assert results == set(graph.subjects(RDF.type, SH.ValidationResult))
    assert not any(isinstance(term, BNode) for triple in graph for term in triple)
    needed = {SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent, SH.sourceShape, SH.resultMessage}
    for result in results:
        assert needed <= set(graph.predicates(result))


@pytest.mark.parametrize("severity", SEVERITIES)
def test_a_report_says_what_spoils_conformance(severity: str) -> None:
    """The report names the severities that count, as SHACL 1.2 has it, and agrees with them."""
    graph = Report(NAME, (), fails_on=severity).graph()
    (node,) = graph.subjects(RDF.type, SH.ValidationReport)
    named = {str(one).removeprefix(str(SH)) for one in graph.objects(node, _DISALLOWS)}
    assert named == set(SEVERITIES[: SEVERITIES.index(severity) + 1])


def test_the_same_graph_gives_the_same_report(held: Held) -> None:
    """Two validations give the same triples: the IRI of a finding comes from what it says."""
    first = held(":oak a :Tree ; :height 99 . :ash a :Tree .")
    second = held(":ash a :Tree . :oak :height 99 ; a :Tree .")
    assert first == second
    assert set(first.graph()) == set(second.graph())
