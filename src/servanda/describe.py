"""Extraction -> triples: the graph of one document, as the ontology lays it out.

Only what was found is written. Every value that was read from words of its own comes with their
span, and every span with the characters it covers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS, XSD

from servanda import __version__, iris
from servanda.model import (
    Document,
    Entity,
    Extraction,
    Figure,
    Mention,
    Passage,
    PassageKind,
    Period,
    Reference,
    Report,
    Span,
    Statement,
)
from servanda.vocab import FORCE, OA, SV

Triple: TypeAlias = tuple[URIRef, URIRef, URIRef | Literal]

_PARTS = {
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
_WEB_ADDRESS = re.compile(r'https?://[^\s<>"{}|\\^`]+')


def describe(extraction: Extraction, base: str = iris.BASE) -> tuple[Triple, ...]:
    """The triples of the document's graph, sorted, each once. The graph's name is the document's IRI."""
    page = _Page(extraction.document, URIRef(iris.document(extraction.document.name, base)))
    triples = {
        *_instrument(page, extraction),
        *_provenance(page, base),
        *_passages(page),
        *(triple for mention in extraction.mentions for triple in _mention(page, mention)),
        *(triple for statement in extraction.statements for triple in _statement(page, statement)),
        *(triple for figure in extraction.figures for triple in _figure(page, figure)),
        *(triple for report in extraction.reports for triple in _report(page, report)),
        *_minted(extraction),
    }
    return tuple(sorted(triples, key=lambda triple: (*map(str, triple[:2]), triple[2].n3())))


@dataclass(frozen=True, slots=True)
class _Page:
    """The document that is being described, and its IRI."""

    document: Document
    iri: URIRef

    def part(self, what: str, span: Span) -> URIRef:
        """The IRI of a part of the document."""
        return URIRef(iris.part(self.iri, what, span))

    def passage(self, position: int) -> URIRef:
        """The IRI of a passage, by its position in `Document.passages`."""
        passage = self.document.passages[position]
        return self.part(_PARTS[passage.kind], passage.span)

    def words(self, position: int, span: Span) -> str:
        """What `span` says as its passage reads once markup and line breaks are left out."""
        reading = self.document.passages[position].reading
        return _fold(reading.words(span) or self.document.quote(span))

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


# --- the document ------------------------------------------------------------------------------


def _instrument(page: _Page, extraction: Extraction) -> Iterator[Triple]:
    """The document: what it is, what is known about it, who declares in it and where."""
    document = page.document
    yield page.iri, RDF.type, SV[document.kind]
    yield page.iri, DCTERMS.title, page.label(document.title)
    yield page.iri, DCTERMS.language, Literal(document.language)
    yield page.iri, DCTERMS.format, Literal(document.media_type)
    yield page.iri, SV.text, Literal(document.text)
    if document.kind_words is not None:
        yield page.iri, SV.kindWords, Literal(document.kind_words.words)
        if document.kind_words.span is not None:
            yield from page.cite(page.iri, SV.kindEvidence, document.kind_words.span)
    if document.date is not None:
        yield page.iri, DCTERMS.date, _day(document.date)
    if document.source is not None:
        yield page.iri, DCTERMS.source, _address(document.source)
    known = (
        (DCTERMS.publisher, document.publisher),
        (DCTERMS.rights, document.rights),
        (RDFS.comment, document.note),
    )
    yield from _texts(page.iri, known)
    yield from _links(page.iri, SV.party, extraction.parties)
    if extraction.signed_at is not None:
        yield page.iri, SV.signedAt, URIRef(extraction.signed_at.iri)


def _provenance(page: _Page, base: str) -> Iterator[Triple]:
    """The file and the bytes that the document was read from, and the software that read them.

    The name of the file is the document's: files of other names may hold the same bytes.
    """
    document = page.document
    source = URIRef(iris.source(document.sha256, base))
    agent = URIRef(iris.agent(__version__, base))
    activity = URIRef(f"{page.iri}#extraction")
    yield page.iri, DCTERMS.identifier, Literal(document.file)
    yield page.iri, PROV.wasDerivedFrom, source
    yield page.iri, PROV.wasGeneratedBy, activity
    yield source, RDF.type, PROV.Entity
    yield source, SV.sha256, Literal(document.sha256)
    yield activity, RDF.type, PROV.Activity
    yield activity, PROV.used, source
    yield activity, PROV.wasAssociatedWith, agent
    yield agent, RDF.type, PROV.SoftwareAgent
    yield agent, RDFS.label, Literal(f"Servanda {__version__}", lang="en")
    yield agent, SV.version, Literal(__version__)


def _passages(page: _Page) -> Iterator[Triple]:
    """The passages, counted from 1."""
    for order, passage in enumerate(page.document.passages, start=1):
        yield from _passage(page, passage, order)


def _passage(page: _Page, passage: Passage, order: int) -> Iterator[Triple]:
    """A section, a paragraph, or a piece of the file outside the instrument."""
    iri = page.part(_PARTS[passage.kind], passage.span)
    yield iri, RDF.type, SV[passage.part or passage.kind]
    yield iri, SV.passageOf, page.iri
    yield iri, SV.order, Literal(order)
    yield from page.cite(iri, SV.evidence, passage.span)
    yield from _texts(iri, ((SV.number, passage.number),))
    if passage.heading is not None:
        yield iri, SV.heading, page.label(passage.heading)
    if passage.parent is not None:
        yield iri, SV.within, page.passage(passage.parent)
    if passage.follows is not None:
        yield iri, SV.numberedAfter, page.passage(passage.follows)
    for number in passage.skipped:
        yield iri, SV.skippedNumber, Literal(number)
    if passage.repeated and passage.number is not None:
        yield iri, SV.repeatedNumber, Literal(passage.number)


def _mention(page: _Page, mention: Mention) -> Iterator[Triple]:
    """Words that name an entity."""
    iri = page.part("mention", mention.span)
    yield iri, RDF.type, SV.Mention
    yield iri, SV.mentions, URIRef(mention.entity.iri)
    yield iri, SV.mentionedIn, page.iri
    yield iri, SV.inPassage, page.passage(mention.passage)
    yield from page.cite(iri, SV.evidence, mention.span)


# --- statements, figures and reports -----------------------------------------------------------


def _statement(page: _Page, statement: Statement) -> Iterator[Triple]:
    """One statement with its force; its class follows from that by reasoning."""
    iri = page.part("statement", statement.action)
    yield iri, RDF.type, SV.Statement
    yield iri, SV.statedIn, page.iri
    yield iri, SV.inPassage, page.passage(statement.passage)
    yield iri, SV.force, FORCE[statement.force]
    yield iri, SV.cue, URIRef(statement.cue)
    yield iri, SV.verb, Literal(statement.verb)
    yield iri, SV.action, Literal(page.words(statement.passage, statement.action))
    yield iri, SV.reaffirmed, Literal(statement.reaffirmed)
    yield iri, SV.negated, Literal(statement.negated)
    yield from page.cite(iri, SV.evidence, statement.action)
    yield from page.cite(iri, SV.sentence, statement.sentence)
    yield from page.cite(iri, SV.cueEvidence, statement.cue_span)
    yield from _roles(iri, statement)
    yield from _terms(page, iri, statement)
    for reference in statement.refers_to:
        yield iri, SV.refersTo, page.part("reference", reference.span)
        yield from _reference(page, reference)


def _roles(iri: URIRef, statement: Statement) -> Iterator[Triple]:
    """Who and what a statement names, by the part each plays in it."""
    yield from _links(iri, SV.bearer, statement.bearers)
    yield from _links(iri, SV.addressee, statement.addressees)
    yield from _links(iri, SV.beneficiary, statement.beneficiaries)
    yield from _links(iri, SV.place, statement.places)
    yield from _links(iri, SV.concerns, statement.concerns)
    yield from _links(iri, SV.involves, statement.involves)
    for topic in statement.topics:
        yield iri, SV.topic, URIRef(topic)


def _terms(page: _Page, iri: URIRef, statement: Statement) -> Iterator[Triple]:
    """The condition, dates and other terms of a statement, each with the words it was read from."""
    texts = (
        (SV.condition, SV.conditionEvidence, statement.condition),
        (SV.timing, SV.timingEvidence, statement.timing),
        (SV.purpose, SV.purposeEvidence, statement.purpose),
        (SV.inAccordanceWith, SV.accordanceEvidence, statement.in_accordance_with),
    )
    for what, how, cited in texts:
        if cited is not None:
            yield iri, what, Literal(cited.value)
            yield from page.cite(iri, how, cited.span)
    if statement.deadline is not None:
        yield iri, SV.deadline, _day(statement.deadline.value)
        yield from page.cite(iri, SV.deadlineEvidence, statement.deadline.span)
    if statement.period is not None:
        yield from _period(iri, statement.period.value)
        yield from page.cite(iri, SV.periodEvidence, statement.period.span)


def _reference(page: _Page, reference: Reference) -> Iterator[Triple]:
    """A pointer to an earlier text, with its date if one is named."""
    iri = page.part("reference", reference.span)
    yield iri, RDF.type, SV.Reference
    yield iri, SV.referredText, Literal(_fold(page.document.quote(reference.span)))
    yield from page.cite(iri, SV.evidence, reference.span)
    if reference.date is not None:
        yield iri, DCTERMS.date, _day(reference.date)


def _figure(page: _Page, figure: Figure) -> Iterator[Triple]:
    """A quantity, with what it counts, when, and who counted."""
    iri = page.part("figure", figure.span)
    yield iri, RDF.type, SV.Figure
    yield iri, SV.statedIn, page.iri
    yield iri, SV.inPassage, page.passage(figure.passage)
    yield iri, SV.value, Literal(f"{figure.value:f}", datatype=XSD.decimal, normalize=False)
    yield iri, SV.unit, Literal(figure.unit)
    yield from page.cite(iri, SV.evidence, figure.span)
    yield from _texts(iri, ((SV.bound, figure.bound),))
    if figure.period is not None:
        yield from _period(iri, figure.period.value)
        yield from page.cite(iri, SV.periodEvidence, figure.period.span)
    if figure.source is not None:
        yield iri, SV.source, URIRef(figure.source.iri)


def _report(page: _Page, report: Report) -> Iterator[Triple]:
    """What a note around the instrument says that somebody announced: no statement of the parties."""
    iri = page.part("report", report.content)
    yield iri, RDF.type, SV.Report
    yield iri, SV.inPassage, page.passage(report.passage)
    yield iri, SV.verb, Literal(report.verb)
    yield iri, SV.content, Literal(page.words(report.passage, report.content))
    yield from page.cite(iri, SV.evidence, report.content)
    yield from page.cite(iri, SV.sentence, report.sentence)
    yield from _links(iri, SV.reportedBy, report.reporters)
    if report.day is not None:
        yield iri, DCTERMS.date, _day(report.day.value)
        yield from page.cite(iri, SV.dateEvidence, report.day.span)


# --- entities ----------------------------------------------------------------------------------


def _minted(extraction: Extraction) -> Iterator[Triple]:
    """The entities that no reference data describes."""
    for entity in _entities(extraction):
        if entity.minted:
            iri = URIRef(entity.iri)
            yield iri, RDF.type, SV[entity.kind]
            yield iri, SKOS.prefLabel, Literal(entity.label, lang=extraction.document.language)
            for owner in entity.owners:
                yield iri, SV.organOf, URIRef(owner)


def _entities(extraction: Extraction) -> Iterator[Entity]:
    """All entities that the extraction names, some of them several times."""
    yield from extraction.parties
    yield from (mention.entity for mention in extraction.mentions)
    for statement in extraction.statements:
        yield from statement.bearers + statement.addressees + statement.beneficiaries
        yield from statement.places + statement.concerns + statement.involves
    yield from (reporter for report in extraction.reports for reporter in report.reporters)
    alone = (extraction.signed_at, *(figure.source for figure in extraction.figures))
    yield from (entity for entity in alone if entity is not None)


# --- small pieces ------------------------------------------------------------------------------


def _texts(iri: URIRef, values: Iterable[tuple[URIRef, str | None]]) -> Iterator[Triple]:
    """The strings among `values` that are there."""
    return ((iri, what, Literal(text)) for what, text in values if text is not None)


def _links(iri: URIRef, what: URIRef, entities: Iterable[Entity]) -> Iterator[Triple]:
    return ((iri, what, URIRef(entity.iri)) for entity in entities)


def _period(iri: URIRef, period: Period) -> Iterator[Triple]:
    yield iri, SV.periodStart, _day(period.start)
    yield iri, SV.periodEnd, _day(period.end)


def _day(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=XSD.date)


def _address(source: str) -> URIRef | Literal:
    """Where a text came from: a web address as an IRI, anything else in words."""
    return URIRef(source) if _WEB_ADDRESS.fullmatch(source) else Literal(source)


def _fold(text: str) -> str:
    return " ".join(text.split())
