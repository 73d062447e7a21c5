"""Why a document has the statements that it has: sentence by sentence, with the rule and cue of each."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterator

from servanda.cli.outline import path, terms
from servanda.model import Document, Extraction, Refusal, Report, Span, Statement

_WIDTH = 100


def explain(extraction: Extraction) -> Iterator[str]:
    """The lines that say, for each sentence, which statements it makes and why its other cues make none."""
    document = extraction.document
    told: defaultdict[tuple[int, Span], list[Report]] = defaultdict(list)
    for report in extraction.reports:
        told[report.passage, report.sentence].append(report)
    said: defaultdict[tuple[int, Span], list[Statement]] = defaultdict(list)
    refused: defaultdict[tuple[int, Span], list[Refusal]] = defaultdict(list)
    for statement in extraction.statements:
        said[statement.passage, statement.sentence].append(statement)
    for refusal in extraction.refusals:
        refused[refusal.passage, refusal.sentence].append(refusal)
    for key in sorted({*said, *refused, *told}):
        passage, sentence = key
        yield from _wrapped(_numbered(path(document, passage), _words(document, passage, sentence)))
        for statement in said[key]:
            yield from _wrapped(_found(document, statement), "  ")
        for report in told[key]:
            yield from _wrapped(_report(document, report), "  ")
        for refusal in refused[key]:
            if refusal.cue or not told[key]:
                yield from _wrapped(_not_found(document, refusal), "  ")
        yield ""


def _found(document: Document, statement: Statement) -> str:
    """What a statement is, the rule and the cue that found it, and who bears it."""
    force = f"{'reaffirmed ' * statement.reaffirmed}{statement.force}{' not to' * statement.negated}"
    action = _words(document, statement.passage, statement.action)
    cue = f"cue:{_local(statement.cue)} {_quoted(document, statement.cue_span)}"
    if statement.cue_span not in statement.sentence:
        cue += " said before"
    found = f"rule:{statement.rule}, {cue}; {_bearers(document, statement)}"
    return f"{force}: {action} ({'; '.join([found, *terms(statement)])})"


def _report(document: Document, report: Report) -> str:
    """What somebody is said to have said: a fact about them, no statement of the parties."""
    reporters = ", ".join(reporter.label for reporter in report.reporters)
    content = _words(document, report.passage, report.content)
    return f"report, no statement: {content} (verb “{report.verb}”; {reporters})"


def _bearers(document: Document, statement: Statement) -> str:
    names = ", ".join(bearer.label for bearer in statement.bearers)
    words = _quoted(document, statement.doer) if statement.doer else ""
    if names:
        return f"{names} {words}".strip()
    return f"unresolved: {words}" if words else "no bearer is named"


def _not_found(document: Document, refusal: Refusal) -> str:
    """Why a cue, or a sentence without one, makes no statement."""
    if refusal.cue is None:
        return f"no statement: {refusal.why}"
    words = _words(document, refusal.passage, refusal.span)
    return f"no statement from “{words}” (cue:{_local(refusal.cue)}): {refusal.why}"


def _words(document: Document, passage: int, span: Span) -> str:
    """What a span says, as its passage reads."""
    return " ".join(document.passages[passage].reading.words(span).split())


def _quoted(document: Document, span: Span) -> str:
    return f"“{' '.join(document.quote(span).split())}”"


def _local(iri: str) -> str:
    return iri.rpartition("#")[2]


def _numbered(number: str, words: str) -> str:
    return f"{number}  {words}" if number else words


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent=indent, subsequent_indent=indent + "  ", break_on_hyphens=False
    )
