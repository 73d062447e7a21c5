"""A document from its first line to its last: its structure, and the statements in each part of it."""

from __future__ import annotations

import re
import textwrap
from collections import defaultdict
from collections.abc import Iterator

from servanda.model import Document, Extraction, InstrumentKind, Part, Passage, PassageKind, Statement

COLUMNS = ("part", "par.", "what", "bearers", "words", "terms")

_WORDS = 60
_PARTS = {Part.PREAMBLE: "preamble", Part.OPERATIVE: "operative"}
_KIND_NAMES = {InstrumentKind.UNKNOWN: "unknown", InstrumentKind.COMMUNIQUE: "communiqué"}
_PLAIN = {
    PassageKind.PARAGRAPH: "",
    PassageKind.TABLE_ROW: "row of a table",
    PassageKind.SIGNATURE: "signature",
    PassageKind.COVER_NOTE: "(cover note)",
    PassageKind.FURNITURE: "(furniture)",
}


def outline(extraction: Extraction) -> Iterator[tuple[str, ...]]:
    """What the document is, then a row for each statement, and for each passage without one, in text order.

    What stands outside the instrument is in brackets; a paragraph without a statement has its first
    words in quotation marks, and so have bearers whom nobody knows.
    """
    document = extraction.document
    for what, words in _known(document):
        yield ("", "", what, "", words, "")
    found: defaultdict[int, list[Statement]] = defaultdict(list)
    for statement in extraction.statements:
        found[statement.passage].append(statement)
    for place, passage in enumerate(document.passages):
        where = (_part(document, passage), path(document, place))
        if not found[place]:
            yield (*where, _kind(passage), "", _words(passage), "")
        for statement in found[place]:
            yield (*where, *_statement(document, statement))


def _known(document: Document) -> Iterator[tuple[str, str]]:
    """Its title, its kind with the words that decided it, and its date."""
    yield "title", document.title
    kind = _KIND_NAMES.get(document.kind, re.sub(r"(?<=[a-z])(?=[A-Z])", " ", document.kind).lower())
    yield "kind", f"{kind} (“{document.kind_words.words}”)" if document.kind_words else kind
    yield "date", document.date.isoformat() if document.date else "unknown"


def path(document: Document, place: int) -> str:
    """The numbers of the passages that hold one, and its own: "3(1)(a)"; nothing if none has a number."""
    numbers: list[str] = []
    at: int | None = place
    while at is not None:
        passage = document.passages[at]
        if passage.number and not (numbers and re.match(rf"{re.escape(passage.number)}[.(]", numbers[0])):
            numbers.insert(0, passage.number)
        at = passage.parent
    return "".join([*numbers[:1], *(f"({number})" for number in numbers[1:])])


def _part(document: Document, passage: Passage) -> str:
    """The part of the instrument that a passage belongs to, if it has parts."""
    around: Passage | None = passage
    while around is not None:
        if around.kind is PassageKind.ANNEX:
            return "annex"
        around = None if around.parent is None else document.passages[around.parent]
    return _PARTS[passage.part] if passage.part else ""


def _kind(passage: Passage) -> str:
    return _PLAIN.get(passage.kind, passage.kind.lower())


def _words(passage: Passage) -> str:
    if passage.heading is not None:
        return passage.heading
    words = textwrap.shorten(passage.reading.text, _WORDS, placeholder=" …")
    return f"“{words}”" if words else ""


def _statement(document: Document, statement: Statement) -> tuple[str, ...]:
    force = f"{statement.force} not to" if statement.negated else statement.force
    bearers = ", ".join(bearer.label for bearer in statement.bearers)
    if not bearers and statement.doer is not None:
        bearers = f"“{' '.join(document.quote(statement.doer).split())}”"
    words = document.passages[statement.passage].reading.words(statement.action)
    return force, bearers, words, "; ".join(terms(statement))


def terms(statement: Statement) -> Iterator[str]:
    """When and under which condition, for people."""
    named = (
        ("if", statement.terms.condition),
        ("by", statement.terms.deadline),
        ("when", statement.terms.timing),
        ("under", statement.terms.in_accordance_with),
    )
    return (f"{word}: {' '.join(str(cited.value).split())}" for word, cited in named if cited is not None)
