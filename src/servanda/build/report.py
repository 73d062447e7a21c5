"""Findings of a validation in words: what is wrong, where it stands, and how to mend it."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS
from rdflib.term import Node

from servanda.model import Span
from servanda.validate import Finding, Report
from servanda.vocab import SV

SEVERITIES = {"Violation": "violation", "Warning": "warning", "Info": "note"}
"""The severities of SHACL, the gravest first, and what a report calls them."""

_WIDTH = 100
_WORDS = 60
_THINGS = {"char": "words", "paragraph": "words"}
_PART = re.compile(r"(?P<document>.+)#(?P<what>[\w-]+)=(?P<start>\d+),(?P<end>\d+)")


@dataclass(frozen=True, slots=True)
class Checked:
    """The report on one part of an assembly, with its name and the triples it is about."""

    name: str
    data: Graph
    report: Report


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
                yield from _lines(finding, checked.data)


def _lines(finding: Finding, data: Graph) -> Iterator[str]:
    yield from _wrapped(f"{SEVERITIES[finding.severity]}: {_where(finding, data)}", "  ")
    value = finding.value
    found = f" Found: {value}." if isinstance(value, Literal) and len(value) <= _WORDS else ""
    yield from _wrapped(f"{finding.message}{found}", "    ")


def _wrapped(words: str, indent: str) -> list[str]:
    return textwrap.wrap(
        words, _WIDTH, initial_indent=indent, subsequent_indent="    ", break_on_hyphens=False
    )


def _where(finding: Finding, data: Graph) -> str:
    """Where a finding stands: what it is about, the paragraph around it, and the words."""
    for node in (finding.value, finding.focus):
        part = _PART.fullmatch(str(node)) if isinstance(node, URIRef) else None
        if part:
            document, span = URIRef(part["document"]), Span(int(part["start"]), int(part["end"]))
            what = _THINGS.get(part["what"], part["what"])
            return f"{what}{_around(document, span, data)}: “{_quote(data, document, span)}”"
    return _name(finding.focus, data)


def _around(document: URIRef, span: Span, data: Graph) -> str:
    """The number of the narrowest numbered passage around a span, else its nearest heading."""
    around = sorted(_passages(document, span, data), key=lambda found: found[0].end - found[0].start)
    for property_, words in ((SV.number, " in paragraph {}"), (SV.heading, " under “{}”")):
        for _, passage in around:
            if (value := data.value(passage, property_)) is not None:
                return words.format(value)
    return ""


def _passages(document: URIRef, span: Span, data: Graph) -> Iterator[tuple[Span, Node]]:
    for passage in data.subjects(SV.passageOf, document):
        part = _PART.fullmatch(str(passage))
        if part and span in (own := Span(int(part["start"]), int(part["end"]))):
            yield own, passage


def _quote(data: Graph, document: URIRef, span: Span) -> str:
    """The first words that a span covers, on one line."""
    words = " ".join(str(data.value(document, SV.text) or "")[span.start : span.end].split())
    return textwrap.shorten(words, _WORDS, placeholder=" …")


def _name(node: Node, data: Graph) -> str:
    label = data.value(node, SKOS.prefLabel) or data.value(node, DCTERMS.title)
    return f"“{label}” ({node})" if label else str(node)
