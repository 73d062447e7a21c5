"""The reports for machines: JSON, JSON Lines and Turtle."""

from __future__ import annotations

import json

import pytest
from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import SH

from report.made_reports import DOCUMENT, ENGINE, FAILURES, NO_ADDRESSEE, TROUBLE, at, checked, finding
from servanda.build.report import Format, render
from servanda.validate import Place
from servanda.vocab import PREFIXES


def test_json_holds_all_that_is_known() -> None:
    """JSON is one object with a verdict, each input with its counts, and each finding in full."""
    place = Place("statement", "paragraph 2", "shall öpen", "line", 3, 4, 5, 6, 70)
    report = checked(finding(place=place, value=Literal("13")), finding(severity="Info"))
    told = json.loads(render([report, checked(name="other.txt", profile="")], Format.JSON))
    assert [told["conforms"], len(told["inputs"])] == [False, 2]
    first, second = told["inputs"]
    assert first["findings"][1] == {
        "severity": "violation",
        "rule": "recommendation-addressee",
        "message": NO_ADDRESSEE,
        "focus": f"{DOCUMENT}#statement=10,30",
        "path": f"{PREFIXES['sv']}addressee",
        "value": "13",
        "shape": f"{PREFIXES['svsh']}recommendation-addressee",
        "component": str(SH.MinCountConstraintComponent),
        "thing": "statement",
        "passage": "paragraph 2",
        "quote": "shall öpen",
        "unit": "line",
        "first": 3,
        "last": 4,
        "column": 5,
        "lastColumn": 6,
        "offset": 70,
    }
    assert first["counts"] == {"violations": 1, "warnings": 0, "notes": 1}
    assert second == {
        "name": "other.txt",
        "file": "other.txt",
        "conforms": True,
        "engine": ENGINE,
        "profile": None,
        "counts": {"violations": 0, "warnings": 0, "notes": 0},
        "findings": [],
    }


def test_json_tells_what_could_not_be_used() -> None:
    """Each failure has where it stands and what is wrong; with one, the whole does not conform."""
    whole = json.loads(render([checked()], Format.JSON, failures=FAILURES[:3]))
    assert (whole["conforms"], whole["inputs"][0]["conforms"]) == (False, True)
    assert whole["failures"] == [
        {"where": "graphs/a b.ttl:12", "message": "this RDF does not parse: mend this line"},
        {"where": "standard input", "message": "the file is empty"},
        {"where": None, "message": "no {model} is installed"},
    ]
    told = json.loads(render([checked()], Format.JSON))
    assert (told["conforms"], told["failures"]) == (True, [])


@pytest.mark.parametrize("format_", [Format.TEXT, Format.JSONL, Format.TURTLE])
def test_failures_are_not_told_where_no_format_has_a_place_for_them(format_: Format) -> None:
    """Text, JSON Lines and Turtle are the same with failures as without."""
    reports = [checked(finding()), checked()]
    assert render(reports, format_, failures=FAILURES) == render(reports, format_)


def test_what_is_not_known_is_null() -> None:
    """A finding without a place has null for it, also for the unit, and standard input has no file."""
    report = checked(finding(focus=BNode("b0")), name="standard input", file=None)
    told = json.loads(render([report], Format.JSONL))
    unknown = {"file", "value", "passage", "quote", "unit", "first", "last", "column", "lastColumn", "offset"}
    assert {key for key, value in told.items() if value is None} == unknown
    assert told["focus"] == "_:b0"


def test_json_lines_are_the_findings() -> None:
    """JSON Lines have one finding a line, as JSON has it, with the input's name and file."""
    reports = [TROUBLE, checked(), checked(finding(place=at(3)), name="b.txt")]
    lines = [json.loads(line) for line in render(reports, Format.JSONL).split("\n")[:-1]]
    whole = json.loads(render(reports, Format.JSON))["inputs"]
    assert lines == [
        {"name": one["name"], "file": one["file"], **found} for one in whole for found in one["findings"]
    ]
    assert render([checked()], Format.JSONL) == ""


def test_turtle_is_a_validation_report() -> None:
    """The Turtle holds exactly the triples of each report in the terms of SHACL, with prefixes."""
    report = checked(finding(), finding("harm", "Mend “this”\n\\.", value=Literal("ä", lang="de")))
    written = render([report], Format.TURTLE)
    assert isomorphic(Graph().parse(data=written, format="turtle"), report.report.graph())
    assert "a sh:ValidationReport" in written
    assert "svsh:recommendation-addressee" in written


def test_turtle_keeps_reports_on_the_same_graph_apart() -> None:
    """Two inputs with the same document have a report each, with its own verdict and its own results."""
    reports = [checked(finding()), checked(name="border.ttl"), checked(finding(severity="Info"))]
    graph = Graph().parse(data=render(reports, Format.TURTLE), format="turtle")
    told = {
        (str(node), bool(graph.value(node, SH.conforms)), len(list(graph.objects(node, SH.result))))
        for node in graph.subjects(RDF.type, SH.ValidationReport)
    }
    assert told == {
        (f"{DOCUMENT}#report", False, 1),
        (f"{DOCUMENT}-2#report", True, 0),
        (f"{DOCUMENT}-3#report", True, 1),
    }


def test_turtle_does_not_depend_on_the_order_of_findings() -> None:
    """The same findings give the same Turtle."""
    findings = [finding(place=at(n), focus=URIRef(f"{DOCUMENT}#statement={n},50")) for n in range(9)]
    one, other = checked(*findings), checked(*reversed(findings))
    assert render([one], Format.TURTLE) == render([other], Format.TURTLE)


@pytest.mark.parametrize("format_", [one for one in Format if one is not Format.TURTLE])
def test_every_format_can_be_written_as_utf_8(format_: Format) -> None:
    """Whatever files are called and words hold, a report is UTF-8, ends a line, and keeps the words."""
    written = render([TROUBLE], format_, failures=FAILURES)
    assert written.encode().endswith(b"\n")
    assert "Zürich" in written
