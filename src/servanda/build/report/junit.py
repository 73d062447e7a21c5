"""The reports as JUnit XML, as pipelines show them: a suite for each input, a case for each rule.

There is no standard; this is what GitLab, Jenkins and the like read. A case fails if something was
found that spoils conformance; what is less grave is told in the output of a case that passes. An
input that could not be used is a suite of its own, with one case that has an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, indent, tostring

from servanda.build.report.entries import Entry, Input, by_message, clean
from servanda.build.report.failures import Failure
from servanda.build.report.markup import element
from servanda.build.report.words import counted, tally


def xml(inputs: Sequence[Input], failures: Sequence[Failure]) -> str:
    """All inputs as test suites, then those that could not be used."""
    suites = [*map(_suite, inputs), *map(_failed, failures)]
    root = element(
        "testsuites",
        *suites,
        name="servanda validate",
        tests=_total(suites, "tests"),
        failures=_total(suites, "failures"),
        errors=_total(suites, "errors"),
    )
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _total(suites: Sequence[Element], count: str) -> str:
    return str(sum(int(suite.get(count, "0")) for suite in suites))


def _suite(one: Input) -> Element:
    """The cases of one input: its rules, and one that passes if none of them fails."""
    cases = [_case(one, rule, entries) for rule, entries in _by_rule(one).items()]
    if one.report.conforms:
        cases.insert(0, _plain_case(one))
    return element(
        "testsuite",
        element("properties", *_properties(one)),
        *cases,
        name=one.name,
        tests=str(len(cases)),
        failures=str(sum(case.find("failure") is not None for case in cases)),
        errors="0",
        skipped="0",
        file=None if one.file is None else clean(one.file),
    )


def _failed(one: Failure) -> Element:
    """The suite of what could not be used: whether it conforms is not known."""
    name = one.name or "servanda validate"
    file = None if one.file is None else clean(one.file)
    line = None if one.line is None else str(one.line)
    said = f"{one.where}: {one.message}" if one.where else one.message
    error = element("error", said, message=one.message, type="error")
    return element(
        "testsuite",
        element("testcase", error, name="conforms", classname=name, file=file, line=line),
        name=name,
        tests="1",
        failures="0",
        errors="1",
        skipped="0",
        file=file,
    )


def _properties(one: Input) -> Iterator[Element]:
    told = {"engine": one.report.engine, "profile": one.report.profile, "findings": tally([one.report])}
    for name, value in told.items():
        if value:
            yield element("property", name=name, value=value)


def _by_rule(one: Input) -> dict[str, list[Entry]]:
    """The findings of an input by rule, rules in the order of their names."""
    rules = dict[str, list[Entry]]()
    for entry in one.entries:
        rules.setdefault(entry.rule, []).append(entry)
    return dict(sorted(rules.items()))


def _plain_case(one: Input, name: str = "conforms", line: int | None = None) -> Element:
    return element(
        "testcase",
        name=name,
        classname=one.name,
        file=None if one.file is None else clean(one.file),
        line=None if line is None else str(line),
    )


def _case(one: Input, rule: str, entries: list[Entry]) -> Element:
    """What was found by one rule; it fails if any of it spoils conformance."""
    first = entries[0]
    case = _plain_case(one, rule, first.place.first if first.place.unit == "line" else None)
    body = "\n".join(_lines(entries))
    if any(entry.fails for entry in entries):
        told = f"{counted(len(entries), first.severity)}: {first.message}"
        case.append(element("failure", body, message=told, type=first.severity))
    else:
        case.append(element("system-out", body))
    return case


def _lines(entries: list[Entry]) -> Iterator[str]:
    """Each message once, and below it where it is true."""
    for message, same in by_message(entries).items():
        yield message
        for entry in same:
            yield f"- {entry.severity}: {entry.standing()}{f' (found: {entry.found})' * bool(entry.found)}"
