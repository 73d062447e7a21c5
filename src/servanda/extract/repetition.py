"""Repetition: where the words of a note around an instrument stand in the instrument as well."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from servanda.model import Document, PassageKind, Quotation, Report, Span, Statement

_MARKED = re.compile(r'“([^“”]+)”|"([^"]+)"|«([^«»]+)»')
_GAP = re.compile(r"\.\s?\.\s?\.|…|\w*\[[^\]]*\]\w*")
"""What a quotation leaves out or puts in: "...", "[the Parties]", "open[s]"."""
_WORD = re.compile(r"\w+")
_ENOUGH_QUOTED = 4
_ENOUGH_REPEATED = 8
"""How many words are no accident, within quotation marks and without."""
_OF_INSTRUMENT = frozenset({PassageKind.PARAGRAPH, PassageKind.TABLE_ROW, PassageKind.FOOTNOTE})


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a stretch of a passage, as they compare, and where each stands in the document."""

    passage: int
    forms: tuple[str, ...]
    spans: tuple[Span, ...]

    def part(self, first: int, end: int) -> _Words:
        """The words `first` up to `end`."""
        return _Words(self.passage, self.forms[first:end], self.spans[first:end])

    @property
    def span(self) -> Span:
        """From the first word to the last."""
        return Span(self.spans[0].start, self.spans[-1].end)


def linked(
    reports: Iterable[Report], statements: Iterable[Statement], document: Document
) -> tuple[Report, ...]:
    """The reports, those in notes with the words that they quote or repeat from the instrument."""
    said = tuple(statements)
    notes = {i for i, passage in enumerate(document.passages) if passage.kind is PassageKind.COVER_NOTE}
    told = tuple(reports)
    if not any(report.passage in notes for report in told):
        return told
    instrument = tuple(
        _words(document, i, 0, len(passage.reading.text))
        for i, passage in enumerate(document.passages)
        if passage.kind in _OF_INSTRUMENT
    )
    return tuple(
        replace(report, quotes=tuple(_quotations(report, said, document, instrument)))
        if report.passage in notes
        else report
        for report in told
    )


def _quotations(
    report: Report, said: tuple[Statement, ...], document: Document, instrument: tuple[_Words, ...]
) -> Iterator[Quotation]:
    """What a report in a note quotes in quotation marks, else the words that it repeats of a statement."""
    reading = document.passages[report.passage].reading
    first = next(i for i, start in enumerate(reading.starts) if start >= report.content.start)
    text = reading.words(report.content)
    quoted = list[Quotation]()
    for mark in _MARKED.finditer(text):
        pieces = list(_pieces(document, report.passage, first + mark.start(), first + mark.end()))
        quoted += _found(pieces, said, instrument)
    if quoted:
        yield from quoted
    else:
        yield from _repeated(_words(document, report.passage, first, first + len(text)), said, document)


def _pieces(document: Document, passage: int, start: int, end: int) -> Iterator[_Words]:
    """The stretches of a quotation between the words that it leaves out or puts in."""
    text = document.passages[passage].reading.text
    for gap in _GAP.finditer(text, start, end):
        yield _words(document, passage, start, gap.start())
        start = gap.end()
    yield _words(document, passage, start, end)


def _found(
    pieces: list[_Words], said: tuple[Statement, ...], instrument: tuple[_Words, ...]
) -> tuple[Quotation, ...]:
    """Where the pieces of one quotation stand in one passage in this order: in a statement, if in any."""
    pieces = [piece for piece in pieces if piece.forms]
    if sum(len(piece.forms) for piece in pieces) < _ENOUGH_QUOTED:
        return ()
    words = Span(pieces[0].span.start, pieces[-1].span.end)
    found = list[Quotation]()
    for passage in instrument:
        source = _in_order(pieces, passage)
        if source is not None:
            found.append(Quotation(words, source, passage.passage, _actions(source, said)))
    return tuple(sorted(found, key=lambda one: not one.actions)[:1])


def _in_order(pieces: list[_Words], passage: _Words) -> Span | None:
    """From the first to the last of the pieces, if a passage has them all, one after the other."""
    spans, after = list[Span](), 0
    for piece in pieces:
        size = len(piece.forms)
        places = range(after, len(passage.forms) - size + 1)
        at = next((i for i in places if passage.forms[i : i + size] == piece.forms), None)
        if at is None:
            return None
        spans.append(passage.part(at, at + size).span)
        after = at + size
    return Span(spans[0].start, spans[-1].end)


def _repeated(content: _Words, said: tuple[Statement, ...], document: Document) -> Iterator[Quotation]:
    """The statements of which a report has enough words in a row, without quotation marks."""
    for statement in said:
        action = _within(document, statement.passage, statement.action)
        matcher = SequenceMatcher(None, content.forms, action.forms, autojunk=False)
        match = matcher.find_longest_match()
        if match.size >= _ENOUGH_REPEATED:
            words = content.part(match.a, match.a + match.size).span
            source = action.part(match.b, match.b + match.size).span
            yield Quotation(words, source, statement.passage, (statement.action,))


def _actions(source: Span, said: tuple[Statement, ...]) -> tuple[Span, ...]:
    """The actions of the statements that hold some of the words, in order."""
    return tuple(sorted({one.action for one in said if one.action.shared(source)}))


def _within(document: Document, passage: int, span: Span) -> _Words:
    """The words of a passage that stand within a span."""
    reading = document.passages[passage].reading
    first = next(i for i, start in enumerate(reading.starts) if start >= span.start)
    return _words(document, passage, first, first + len(reading.words(span)))


def _words(document: Document, passage: int, start: int, end: int) -> _Words:
    """The words between two characters of a passage: without case, marks, dashes and white space."""
    reading = document.passages[passage].reading
    matches = tuple(_WORD.finditer(reading.text, start, end))
    forms = tuple(match.group().casefold() for match in matches)
    return _Words(passage, forms, tuple(reading.span(*match.span()) for match in matches))
