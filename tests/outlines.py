"""Outlines: the whole structure of a document as lines that people can read and compare."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.model import Document, Passage


def outline(document: Document) -> str:
    """What is known of a document, and a line for each passage, set in below the one that holds it."""
    known = (f"{name}: {getattr(document, name)}" for name in ("kind", "title", "date"))
    lines = (_line(document, passage) for passage in document.passages)
    return "\n".join([*known, "", *lines, ""])


def _line(document: Document, passage: Passage) -> str:
    indent = "  " * sum(1 for _ in _holders(document, passage))
    number = f" {passage.number}" if passage.number else ""
    what = f"{indent}{passage.part or passage.kind}{number}{_gap(document, passage)}"
    return f"{what}: {passage.reading.text}".rstrip()


def _gap(document: Document, passage: Passage) -> str:
    """What is wrong between a number and the one before it."""
    if passage.follows is None or not (passage.skipped or passage.repeated):
        return ""
    before = document.passages[passage.follows].number
    return f" (after {before}, {'repeated' if passage.repeated else 'missing ' + ', '.join(passage.skipped)})"


def _holders(document: Document, passage: Passage) -> Iterator[Passage]:
    while passage.parent is not None:
        passage = document.passages[passage.parent]
        yield passage
