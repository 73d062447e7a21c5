"""The report as JUnit XML: what pipelines read of it."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree
from rdflib import Literal

from report.made_reports import FAILURES, NO_ADDRESSEE, TROUBLE, at, checked, finding
from servanda.build.report import Format, render
from servanda.errors import ServandaError
from servanda.validate import Checked, Place


def read(*reports: Checked, failures: Sequence[ServandaError] = ()) -> etree._Element:
    """The root of the report, which is well-formed."""
    return etree.fromstring(render(reports, Format.JUNIT, failures=failures).encode())


def cases(*reports: Checked) -> list[etree._Element]:
    """The cases of all inputs."""
    return list(read(*reports).iter("testcase"))


def failed(case: etree._Element) -> bool:
    """Whether a pipeline counts a case as failed."""
    return case.find("failure") is not None


def output(case: etree._Element) -> list[str]:
    """The lines that a pipeline shows with a case that failed, or with one that passed."""
    return (case.findtext("failure") or case.findtext("system-out") or "").splitlines()


def counts(element: etree._Element) -> list[str | None]:
    """How many cases there are in it, how many of them failed, and how many could not be run."""
    return [element.get(name) for name in ("tests", "failures", "errors")]


def test_each_input_is_a_suite() -> None:
    """Inputs are suites, with engine and profile; all counts are those of the cases."""
    report = read(
        checked(finding(), finding("late"), finding("note", severity="Info")), checked(name="b.ttl")
    )
    suites = list(report)
    assert [(suite.tag, suite.get("name")) for suite in suites] == [
        ("testsuite", "border.txt"),
        ("testsuite", "b.ttl"),
    ]
    assert [counts(suite) for suite in suites] == [["3", "2", "0"], ["1", "0", "0"]]
    assert counts(report) == ["4", "2", "0"]
    assert [(one.get("name"), one.get("value")) for one in suites[1].iter("property")] == [
        ("engine", "pySHACL 0.40.1"),
        ("profile", "declaration"),
    ]


def test_a_rule_that_is_broken_fails_once() -> None:
    """All findings by one rule are one case that fails: its message once, then each place."""
    second = finding(place=at(9, "paragraph 3", "may open"), value=Literal("13"))
    (case,) = cases(checked(finding(place=at(4)), second))
    assert dict(case.attrib.items()) == {
        "name": "recommendation-addressee",
        "classname": "border.txt",
        "file": "border.txt",
        "line": "4",
    }
    (failure,) = case
    assert dict(failure.attrib.items()) == {"type": "violation", "message": f"2 violations: {NO_ADDRESSEE}"}
    assert output(case) == [
        NO_ADDRESSEE,
        "- violation: line 4, statement",
        "- violation: line 9, paragraph 3, statement “may open” (found: 13)",
    ]


def test_what_does_not_spoil_conformance_does_not_fail() -> None:
    """A warning is told in the output of a case that passes, unless warnings are to fail."""
    warning = finding(severity="Warning", place=Place("statement", unit="page", first=3))
    plain, told = cases(checked(warning))
    assert (plain.get("name"), failed(plain), failed(told)) == ("conforms", False, False)
    assert output(told)[1] == "- warning: page 3, statement"
    assert told.get("line") is None
    assert [failed(case) for case in cases(checked(warning, fails_on="Warning"))] == [True]


def test_an_input_without_findings_is_a_case_that_passes() -> None:
    """Every suite has a case, also that of standard input, which has no file."""
    (case,) = cases(checked(name="standard input", file=None))
    assert dict(case.attrib.items()) == {"name": "conforms", "classname": "standard input"}
    assert not failed(case)


def test_what_could_not_be_used_is_an_error() -> None:
    """Each failure is a suite with one case and its error, with the line if it is known; counts have it."""
    report = read(checked(finding()), failures=FAILURES)
    assert counts(report) == ["5", "1", "4"]
    _, first, second, third, odd = report
    assert [counts(suite) for suite in (first, second, third, odd)] == [["1", "0", "1"]] * 4
    (case,) = first
    assert dict(case.attrib.items()) == {
        "name": "conforms",
        "classname": "graphs/a b.ttl",
        "file": "graphs/a b.ttl",
        "line": "12",
    }
    (error,) = case
    assert (error.tag, error.text) == ("error", "graphs/a b.ttl:12: this RDF does not parse: mend this line")
    assert error.get("message") == "this RDF does not parse: mend this line"
    assert [(suite.get("name"), suite.get("file")) for suite in (second, third)] == [
        ("standard input", None),
        ("servanda validate", None),
    ]
    assert (odd.findtext("testcase/error") or "").startswith(r"Ver träge/50% #1 caf\xe9?.txt:3: Zürich & “")


def test_no_words_break_the_xml() -> None:
    """Quotes, tags and control characters in names, messages and quotations leave the XML well-formed."""
    told = {case.get("name"): output(case) for case in cases(TROUBLE)}
    assert set(told) == {"ödd", "harmful", "recommendation-addressee"}
    assert '<b>"it\'s"</b> {x} ](y) ]]> 🕊' in told["ödd"][-1]
    assert "red�[31m bell� �" in told["harmful"][-1]
