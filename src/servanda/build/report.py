"""Findings of a validation in words: what is wrong, where it stands, and how to mend it."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS
from rdflib.term import Node

from servanda.model import Span
from servanda.validate import Checked, Finding, Report
from servanda.vocab import OA, SV

SEVERITIES = {"Violation": "violation", "Warning": "warning", "Info": "note"}
"""The severities of SHACL, the gravest first, and what a report calls them."""

_WIDTH = 100
_WORDS = 60
_THINGS = dict.fromkeys(("annex", "char", "paragraph", "section"), "words")
_NUMBERING: Mapping[URIRef | None, str] = {
    SV.skippedNumber: "between {whats} {before} and {number}",
    SV.repeatedNumber: "{what} {number} after {what} {before}",
}
"""How a finding about the numbering names the passages on both sides of it."""

_PART = re.compile(r"(?P<document>.+)#(?P<what>[\w-]+)=(?P<start>\d{1,12}),(?P<end>\d{1,12})")


def text(checked: Sequence[Checked]) -> str:
    """All reports as lines of at most 100 characters, with a summary last."""
    blocks = ["\n".join(_about(one)) for one in checked]
    return "\n".join([*blocks, summary([one.report for one in checked]), ""])


def summary(reports: Sequence[Report]) -> str:
    """One line: how many documents conform, and how many findings there are of each severity."""
    good = sum(report.conforms for report in reports)
    verdict = f"{len(reports)} checked, {'all conform' if good == len(reports) else f'{good} conform'}"
    return f"{verdict}: {tally(reports) or 'nothing found'}"


def tally(reports: Iterable[Report]) -> str:
    """How many findings there are of each severity, none of those without."""
    found = Counter(finding.severity for report in reports for finding in report.findings)
    return ", ".join(
        _counted(found[severity], word) for severity, word in SEVERITIES.items() if found[severity]
    )


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _about(checked: Checked) -> Iterator[str]:
    report = checked.report
    counts = tally([report])
    verdict = "conforms" if report.conforms else "does not conform"
    yield f"{checked.name}: {verdict}{', ' if counts else ''}{counts}"
    for severity in SEVERITIES:
        for finding in report.findings:
            if finding.severity == severity:
                yield from _lines(finding)


def _lines(finding: Finding) -> Iterator[str]:
    yield from _wrapped(f"{SEVERITIES[finding.severity]}: {finding.place}", "  ")
    value = finding.value
    found = f" Found: {value}." if isinstance(value, Literal) and len(value) <= _WORDS else ""
    yield from _wrapped(f"{finding.message}{found}", "    ")


def _wrapped(words: str, indent: str) -> list[str]:
    return textwrap.wrap(
        words, _WIDTH, initial_indent=indent, subsequent_indent="    ", break_on_hyphens=False
    )
