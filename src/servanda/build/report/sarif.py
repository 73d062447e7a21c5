"""The reports as SARIF 2.1.0 (OASIS), by which code-hosting sites show findings beside the lines of a file.

Messages follow section 3.11: braces are doubled, and nothing in them reads as a link.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import TypeAlias
from urllib.parse import quote

from servanda import __version__
from servanda.build.report.entries import Entry, Input, by_message, told
from servanda.build.report.failures import Failure
from servanda.build.report.words import sentence

Object: TypeAlias = Mapping[str, object]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_LEVELS = {"violation": "error", "warning": "warning", "note": "note"}


def log(inputs: Sequence[Input], failures: Sequence[Failure]) -> str:
    """A SARIF log with one run: its rules are the shapes that something was found by."""
    content = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(inputs, failures)]}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _run(inputs: Sequence[Input], failures: Sequence[Failure]) -> Object:
    rules = _rules(inputs)
    files = dict.fromkeys(one.file for one in inputs if one.file is not None)
    return {
        "tool": {"driver": {"name": "servanda", "version": __version__, "rules": list(rules.values())}},
        "invocations": [_invocation(failures)],
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder in which servanda was run."}}},
        "artifacts": [{"location": _artifact(file), "roles": ["analysisTarget"]} for file in files],
        "columnKind": "unicodeCodePoints",
        "properties": {
            "engines": sorted({one.report.engine for one in inputs} - {""}),
            "profiles": sorted({one.report.profile for one in inputs} - {""}),
        },
        "results": list(_results(inputs, list(rules))),
    }


def _invocation(failures: Sequence[Failure]) -> Object:
    """Whether all inputs could be used, and what was wrong with those that could not."""
    if not failures:
        return {"executionSuccessful": True}
    return {"executionSuccessful": False, "toolExecutionNotifications": list(map(_notification, failures))}


def _notification(one: Failure) -> Object:
    said = {"level": "error", "message": {"text": _text(one.message)}}
    if one.name is None:
        return said
    if one.file is None:
        return {**said, "locations": [{"logicalLocations": [{"name": one.name, "kind": "document"}]}]}
    region = {} if one.line is None else {"region": {"startLine": one.line}}
    physical = {"artifactLocation": _artifact(one.file), **region}
    return {**said, "locations": [{"physicalLocation": physical}]}


def _rules(inputs: Iterable[Input]) -> dict[str, Object]:
    """A description of each rule by which something was found, by name, sorted."""
    by_rule = dict[str, list[Entry]]()
    for entry in (entry for one in inputs for entry in one.entries):
        by_rule.setdefault(entry.rule, []).append(entry)
    return {rule: _rule(by_rule[rule]) for rule in sorted(by_rule)}


def _rule(entries: Sequence[Entry]) -> Object:
    """What a rule is about, as its findings say it if they all say the same."""
    first = entries[0]
    same = len(by_message(entries)) == 1
    message = first.message if same else f"This does not fit the shape {first.rule}."
    more = f"\n\nMore: servanda validate --explain {first.rule}" if first.explained else ""
    level = _LEVELS[first.severity]
    return {
        "id": first.rule,
        "shortDescription": {"text": _text(sentence(message.partition(": ")[0]))},
        "fullDescription": {"text": _text(message)},
        "help": {"text": _text(f"{message}{more}")},
        "defaultConfiguration": {"level": level},
        "properties": {
            "shape": told(first.finding.shape),
            "problem.severity": "recommendation" if level == "note" else level,
        },
    }


def _results(inputs: Iterable[Input], rules: Sequence[str]) -> Iterator[Object]:
    index = {rule: number for number, rule in enumerate(rules)}
    for one in inputs:
        seen = Counter[str]()
        for entry in one.entries:
            print_ = _fingerprint(entry)
            seen[print_] += 1
            yield {
                "ruleId": entry.rule,
                "ruleIndex": index[entry.rule],
                "level": _LEVELS[entry.severity],
                "message": {"text": _text(_message(entry))},
                "locations": [_location(one, entry)],
                "partialFingerprints": {"servanda/v1": f"{print_}:{seen[print_]}"},
                "properties": {"focus": told(entry.finding.focus), "input": one.name},
            }


def _message(entry: Entry) -> str:
    """What is wrong and where, that also a reader without the file can follow."""
    place = entry.place
    page = "" if place.unit == "line" else entry.where()
    where = ", ".join(filter(None, (page, place.passage, entry.what())))
    return f"{sentence(entry.advice())} Here: {where}."


def _location(one: Input, entry: Entry) -> Object:
    """The file with the lines, or what else is known of the place."""
    place = entry.place
    location = dict[str, object]()
    if one.file is not None:
        region = _region(entry)
        location["physicalLocation"] = {"artifactLocation": _artifact(one.file), **region}
    else:
        location["logicalLocations"] = [{"name": one.name, "kind": "document"}]
    if place.passage:
        location["logicalLocations"] = [{"name": place.passage, "kind": "passage"}]
    if place.unit != "line" and place.first is not None:
        location["properties"] = {"unit": place.unit, "first": place.first, "last": place.last}
    return location


def _region(entry: Entry) -> Object:
    """The lines and columns, which SARIF counts as a `Place` does."""
    place = entry.place
    if place.unit != "line" or place.first is None:
        return {}
    ends = {"endLine": place.last, "startColumn": place.column, "endColumn": place.last_column}
    known = {name: number for name, number in ends.items() if number is not None}
    return {"region": {"startLine": place.first, **known}}


def _artifact(file: str) -> Object:
    """The URI of a file: relative to the folder in which the program runs, if its path is."""
    path = PurePath(file)
    if path.is_absolute():
        return {"uri": path.as_uri()}
    return {"uri": quote(os.fsencode(path.as_posix())), "uriBaseId": _ROOT}


def _fingerprint(entry: Entry) -> str:
    """What tells a finding from others of its file and stays the same when lines are added above it."""
    place = entry.place
    words = f"{entry.rule}\n{place.passage}\n{place.thing}\n{place.quote}"
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _text(words: str) -> str:
    """`words` as a plain text message."""
    return words.replace("{", "{{").replace("}", "}}").replace("](", "] (")
