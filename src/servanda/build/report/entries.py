"""Findings as reports show them: rules by short names, words that every format can hold, in text order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from rdflib import BNode, Literal, URIRef
from rdflib.term import Identifier

from servanda.build.report.words import CALLED, sentence
from servanda.validate import SEVERITIES, Checked, Finding, Place, Report
from servanda.validate.terms import short
from servanda.vocab import PREFIXES

ALIKE = 5
"""So many findings of one input that say the same are shown one by one; more make one list."""

_SHORT = 60
_HARMFUL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LOCAL = re.compile(r"[^/#]+\Z")


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding, as reports show it.

    `severity` is what a report calls it, `fails` whether it spoils conformance. `rule` is the short
    name of the shape, `found` the value that was found if it is short, else "".
    """

    severity: str
    fails: bool
    rule: str
    message: str
    found: str
    place: Place
    finding: Finding

    @property
    def named(self) -> bool:
        """Whether its rule is the name of a shape."""
        return not isinstance(self.finding.shape, BNode)

    @property
    def explained(self) -> bool:
        """Whether its shape is one of the project's, which `--explain` knows."""
        return self.named and self.finding.shape.startswith(PREFIXES["svsh"])

    def where(self) -> str:
        """What of the file it covers: "line 3", "pages 2–4", "paragraph 7 of the file"; "" if not known."""
        place = self.place
        if place.first is None:
            return ""
        several = place.last is not None and place.last > place.first
        numbers = f"{place.first}–{place.last}" if several else str(place.first)
        whose = " of the file" if place.unit == "paragraph" else ""
        return f"{place.unit}{'s' if several else ''} {numbers}{whose}"

    def what(self) -> str:
        """What it is about, and its first words: "statement “recommend …”"."""
        return f"{self.place.thing} “{self.place.quote}”" if self.place.quote else self.place.thing

    def standing(self) -> str:
        """Where it stands and what it is about, in one line."""
        return ", ".join(filter(None, (self.where(), self.place.passage, self.what())))

    def advice(self) -> str:
        """What is wrong and how to mend it, with the value that was found."""
        return f"{sentence(self.message)} Found: {self.found}." if self.found else self.message


@dataclass(frozen=True, slots=True)
class Input:
    """What was found in one input: its name, its file if it has one, and its entries in text order."""

    name: str
    file: str | None
    report: Report
    entries: tuple[Entry, ...]

    def passages(self) -> Iterator[tuple[str, list[list[Entry]]]]:
        """The entries that are not `alike`, by passage and then by thing, in text order.

        Those of no passage ("") come first.
        """
        many = self._many()
        single = (entry for entry in self.entries if _key(entry) not in many)
        for passage, entries in groupby(single, key=lambda entry: entry.place.passage):
            yield passage, [list(same) for _, same in groupby(entries, key=_thing)]

    def alike(self) -> list[list[Entry]]:
        """The entries that more than `ALIKE` of the input share severity, rule and message with."""
        many = self._many()
        groups = {key: [one for one in self.entries if _key(one) == key] for key in many}
        return sorted(groups.values(), key=lambda entries: _gravity(entries[0]))

    def _many(self) -> list[tuple[str, str, str]]:
        counts = Counter(map(_key, self.entries))
        return [key for key, number in counts.items() if number > ALIKE]


def inputs(checked: Sequence[Checked]) -> list[Input]:
    """What `checked` holds, ready to be shown."""
    rules = _rules(finding for one in checked for finding in one.report.findings)
    return [
        Input(
            name="�".join(clean(one.name).splitlines()),
            file=one.file,
            report=one.report,
            entries=tuple(sorted(_entries(one.report, rules), key=_in_text_order)),
        )
        for one in checked
    ]


def clean(words: str) -> str:
    r"""`words` as UTF-8 and XML can hold them, and as do no harm on a terminal.

    A byte of a file's name that is no UTF-8 is told by its number.

    >>> clean("caf\udce9\x1b[2J")
    'caf\\xe9�[2J'
    """
    return _HARMFUL.sub(_told, words)


def told(term: Identifier) -> str:
    """A term as a report tells it, a blank node with the mark of one."""
    return f"_:{term}" if isinstance(term, BNode) else clean(term)


def _told(harmful: re.Match[str]) -> str:
    byte = ord(harmful[0]) - 0xDC00
    return f"\\x{byte:02x}" if 0x80 <= byte <= 0xFF else "�"  # noqa: PLR2004 - as PEP 383 hides bytes


def by_message(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """The entries that say the same, by what they say."""
    same = dict[str, list[Entry]]()
    for entry in entries:
        same.setdefault(entry.message, []).append(entry)
    return same


def _entries(report: Report, rules: dict[Identifier, str]) -> Iterator[Entry]:
    spoiling = SEVERITIES[: SEVERITIES.index(report.fails_on) + 1]
    for finding in report.findings:
        rule = rules.get(finding.shape) or _unnamed(finding)
        yield Entry(
            severity=CALLED[finding.severity],
            fails=finding.severity in spoiling,
            rule=rule,
            message=clean(finding.message).strip() or f"This does not fit the shape {rule}.",
            found=_found(finding),
            place=_place(finding),
            finding=finding,
        )


def _rules(findings: Iterable[Finding]) -> dict[Identifier, str]:
    """The short name of each shape that has an IRI: its last part, or all of it where several share that."""
    shapes = {finding.shape for finding in findings if not isinstance(finding.shape, BNode)}
    taken = Counter(map(_local, shapes))
    return {shape: _local(shape) if taken[_local(shape)] == 1 else clean(shape) for shape in shapes}


def _unnamed(finding: Finding) -> str:
    """What a shape without an IRI is called: by its constraint, and the property that this looks at."""
    constraint = _local(finding.component).removesuffix("ConstraintComponent")
    return constraint if finding.path is None else f"{constraint}-{_local(finding.path)}"


def _local(term: Identifier) -> str:
    """The last part of an IRI."""
    last = _LOCAL.search(term)
    return clean(last[0] if last else term)


def _found(finding: Finding) -> str:
    value = finding.value
    if isinstance(value, URIRef) and finding.path is not None:
        name = clean(short(value))
        return "" if len(name) > _SHORT or name in finding.message else name
    if not isinstance(value, Literal) or len(value) > _SHORT:
        return ""
    words = " ".join(clean(value).split())
    return words if words and words == str(value) and " " not in words else f"“{words}”"


def _place(finding: Finding) -> Place:
    """Where the finding stands; the node itself where nobody looked it up."""
    place = finding.place
    if place is None:
        node = finding.focus
        return Place("a node without a name" if isinstance(node, BNode) else clean(node))
    said = (place.thing, place.passage, place.quote)
    thing, passage, quote = (" ".join(clean(words).split()) for words in said)
    return replace(place, thing=thing, passage=passage, quote=quote)


def _in_text_order(entry: Entry) -> tuple[bool, int, int, int, tuple[str, ...], int]:
    """A key that sorts entries as they stand in the text, those outside of all passages first."""
    place = entry.place
    standing = place.offset, place.first or 0, place.column or 0
    return place.passage != "", *standing, _thing(entry), _gravity(entry)


def _thing(entry: Entry) -> tuple[str, ...]:
    """What entries about the same thing share."""
    return entry.where(), entry.what(), told(entry.finding.focus)


def _key(entry: Entry) -> tuple[str, str, str]:
    """What entries that are alike share."""
    return entry.severity, entry.rule, entry.message


def _gravity(entry: Entry) -> int:
    return list(CALLED.values()).index(entry.severity)
