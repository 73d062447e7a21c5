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
from servanda.validate import Finding, Report
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
        if part := _part(node):
            document, what, span = part
            passages = _passages(document, span, data)
            place = _between(finding, passages, data) or _around(what, passages, data)
            return f"{place}: “{_quote(data, document, span)}”"
    return _name(finding.focus, data)


def _between(finding: Finding, passages: Sequence[Node], data: Graph) -> str:
    """The numbers on both sides of a gap or repeat, and of what holds them; "" for other findings."""
    before = data.value(data.value(finding.focus, SV.numberedAfter), SV.number)
    number = data.value(finding.focus, SV.number)
    if finding.path not in _NUMBERING or before is None or number is None:
        return ""
    what = _what(finding.focus, data)
    whats = f"{what}{'es' if what.endswith('x') else 's'}"
    sides = _NUMBERING[finding.path].format(what=what, whats=whats, before=before, number=number)
    return " of ".join((sides, *_numbered((one for one in passages if one != finding.focus), data)))


def _around(what: str, passages: Sequence[Node], data: Graph) -> str:
    """What stands there and the numbers of the passages around it, else the nearest heading."""
    thing = _THINGS.get(what, what.replace("-", " "))
    if numbered := " of ".join(_numbered(passages, data)):
        return f"{thing} in {numbered}"
    headings = (data.value(passage, SV.heading) for passage in passages)
    return next((f"{thing} under “{heading}”" for heading in headings if heading is not None), thing)


def _numbered(passages: Iterable[Node], data: Graph) -> Iterator[str]:
    """The passages that have a number, each called by it: "paragraph 2", "article 5"."""
    for passage in passages:
        if (number := data.value(passage, SV.number)) is not None:
            yield f"{_what(passage, data)} {number}"


def _what(passage: Node, data: Graph) -> str:
    """What a passage calls itself before its number ("Article 5"), else what kind of passage it is."""
    words = str(data.value(data.value(passage, SV.evidence), OA.exact) or "")
    number = re.escape(str(data.value(passage, SV.number)))
    if printed := re.match(rf"\W*([A-Za-z]{{3,}})\W{{1,2}}{number}\b", words):
        return printed[1].lower()
    part = _part(passage)
    return part[1].replace("-", " ") if part else "passage"


def _passages(document: URIRef, span: Span, data: Graph) -> list[Node]:
    """The passages around a span, the narrowest first."""
    parts = ((_part(passage), passage) for passage in data.subjects(SV.passageOf, document))
    around = [(part[2], passage) for part, passage in parts if part and span in part[2]]
    return [passage for own, passage in sorted(around, key=lambda one: one[0].end - one[0].start)]


def _part(node: Node | None) -> tuple[URIRef, str, Span] | None:
    """The document, the kind of part and the characters that an IRI names, if it is that of a part."""
    part = _PART.fullmatch(node) if isinstance(node, URIRef) else None
    if part is None or int(part["start"]) > int(part["end"]):
        return None
    return URIRef(part["document"]), part["what"], Span(int(part["start"]), int(part["end"]))


def _quote(data: Graph, document: URIRef, span: Span) -> str:
    """The first words that a span covers, on one line."""
    words = " ".join(str(data.value(document, SV.text) or "")[span.start : span.end].split())
    return textwrap.shorten(words, _WORDS, placeholder=" …")


def _name(node: Node, data: Graph) -> str:
    label = data.value(node, SKOS.prefLabel) or data.value(node, DCTERMS.title)
    return f"“{label}” ({node})" if label else str(node)
