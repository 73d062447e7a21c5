"""What reports say of findings in numbers: how many inputs conform, how much was found, and by what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from servanda.validate import SEVERITIES, Report

CALLED = dict(zip(SEVERITIES, ("violation", "warning", "note"), strict=True))
"""The severities of SHACL, the gravest first, and what a report calls them."""


def summary(reports: Sequence[Report]) -> str:
    """One line: how many inputs conform, and how many findings there are of each severity."""
    good, every = sum(report.conforms for report in reports), len(reports)
    said = {0: "none conforms", 1: "1 conforms", every: "all conform"}
    return f"{every} checked, {said.get(good, f'{good} conform')}: {tally(reports) or 'nothing found'}"


def tally(reports: Iterable[Report]) -> str:
    """How many findings there are of each severity, none of those without."""
    found = Counter(finding.severity for report in reports for finding in report.findings)
    return ", ".join(counted(found[severity], word) for severity, word in CALLED.items() if found[severity])


def counted(number: int, word: str) -> str:
    """A number with its noun: "1 note", "2 notes"."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def sentence(words: str) -> str:
    """`words` with a full stop, unless they end like a sentence already."""
    return words if words.endswith((".", "?", "!")) else f"{words}."


def verdict(report: Report) -> str:
    """Whether an input conforms: "conforms" or "does not conform"."""
    return "conforms" if report.conforms else "does not conform"


def method(reports: Sequence[Report]) -> list[str]:
    """Sentences on how the inputs were validated: engine and profile, and what counts beside violations."""
    made = Counter(report.made_by() for report in reports if report.engine)
    lines = []
    for how, number in made.items():
        share = f" ({counted(number, 'input')})" if len(made) > 1 else ""
        lines.append(f"{how[0].upper()}{how[1:]}{share}.")
    least = max((SEVERITIES.index(report.fails_on) for report in reports), default=0)
    if least:
        grave = " and ".join(f"{CALLED[severity]}s" for severity in SEVERITIES[1 : least + 1])
        lines.append(f"What has {grave} does not conform.")
    return lines
