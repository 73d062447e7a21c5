"""The page that a description is written on: a document, its IRI, and the triples that all of it shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from rdflib import Literal, URIRef
from rdflib.namespace import RDF, XSD

from servanda import iris
from servanda.model import Document, Entity, PassageKind, Period, Span
from servanda.vocab import OA, SV

Triple: TypeAlias = tuple[URIRef, URIRef, URIRef | Literal]

PARTS = {
    PassageKind.DATELINE: "dateline",
    PassageKind.SECTION: "section",
    PassageKind.ANNEX: "annex",
    PassageKind.PARAGRAPH: "paragraph",
    PassageKind.TABLE_ROW: "table-row",
    PassageKind.SIGNATURE: "signature",
    PassageKind.FOOTNOTE: "footnote",
    PassageKind.COVER_NOTE: "cover-note",
    PassageKind.FURNITURE: "furniture",
}


@dataclass(frozen=True, slots=True)
class Page:
    """The document that is being described, and its IRI."""

    document: Document
    iri: URIRef

    def part(self, what: str, span: Span) -> URIRef:
        """The IRI of a part of the document."""
        return URIRef(iris.part(self.iri, what, span))

    def passage(self, position: int) -> URIRef:
        """The IRI of a passage, by its position in `Document.passages`."""
        passage = self.document.passages[position]
        return self.part(PARTS[passage.kind], passage.span)

    def words(self, position: int, span: Span) -> str:
        """What `span` says as its passage reads once markup and line breaks are left out."""
        reading = self.document.passages[position].reading
        return fold(reading.words(span) or self.document.quote(span))

    def label(self, text: str) -> Literal:
        """`text` in the document's language."""
        return Literal(text, lang=self.document.language)

    def cite(self, subject: URIRef, how: URIRef, span: Span) -> Iterator[Triple]:
        """That `subject` rests on `span`, and the span itself."""
        iri = self.part("char", span)
        yield subject, how, iri
        yield iri, RDF.type, SV.Span
        yield iri, SV.spanOf, self.iri
        yield iri, OA.start, Literal(span.start)
        yield iri, OA.end, Literal(span.end)
        yield iri, OA.exact, Literal(self.document.quote(span))


def texts(iri: URIRef, values: Iterable[tuple[URIRef, str | None]]) -> Iterator[Triple]:
    """The strings among `values` that are there."""
    return ((iri, what, Literal(text)) for what, text in values if text is not None)


def links(iri: URIRef, what: URIRef, entities: Iterable[Entity]) -> Iterator[Triple]:
    """The entities, each tied to `iri` by `what`."""
    return ((iri, what, URIRef(entity.iri)) for entity in entities)


def period(iri: URIRef, days: Period) -> Iterator[Triple]:
    """The first and the last day of a period of `iri`."""
    yield iri, SV.periodStart, day(days.start)
    yield iri, SV.periodEnd, day(days.end)


def day(one: date) -> Literal:
    """A day, as XML Schema writes it."""
    return Literal(one.isoformat(), datatype=XSD.date)


def fold(text: str) -> str:
    """The text with a single space for each stretch of white space."""
    return " ".join(text.split())
