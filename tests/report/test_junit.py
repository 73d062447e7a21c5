"""The report as JUnit XML: what pipelines read of it."""

from __future__ import annotations

from lxml import etree
from rdflib import Literal

from report.made_reports import NO_ADDRESSEE, TROUBLE, at, checked, finding
from servanda.build.report import Format, render
from servanda.validate import Checked, Place


def read(*reports: Checked) -> etree._Element:
    """The root of the report, which is well-formed."""
    return etree.fromstring(render(reports, Format.JUNIT).encode())


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


def test_no_words_break_the_xml() -> None:
    """Quotes, tags and control characters in names, messages and quotations leave the XML well-formed."""
    told = {case.get("name"): output(case) for case in cases(TROUBLE)}
    assert set(told) == {"ödd", "harmful", "recommendation-addressee"}
    assert '<b>"it\'s"</b> {x} ](y) ]]> 🕊' in told["ödd"][-1]
    assert "red�[31m bell� �" in told["harmful"][-1]
