"""Extraction -> triples: the graph of one document, as the ontology lays it out.

Only what was found is written. Every value that was read from words of its own comes with their
span, and every span with the characters it covers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS

from servanda import __version__, iris
from servanda.describe.page import PARTS, Page, Triple, day, links, texts
from servanda.describe.said import figure_triples, report_triples, statement_triples, topic_triples
from servanda.model import Entity, Extraction, Mention, Passage, UnresolvedName
from servanda.vocab import SV

_SPEAKING = ("Office", "Person")
"""Kinds that speak for what they belong to, and are no organs of it."""

_WEB_ADDRESS = re.compile(r'https?://[^\s<>"{}|\\^`]+')


def describe(extraction: Extraction, base: str = iris.BASE) -> tuple[Triple, ...]:
    """The triples of the document's graph, sorted, each once. The graph's name is the document's IRI."""
    page = Page(extraction.document, URIRef(iris.document(extraction.document.name, base)))
    triples = {
        *_instrument(page, extraction),
        *_provenance(page, base),
        *_passages(page),
        *(
            triple
            for place, about in extraction.topics
            for triple in topic_triples(page, page.passage(place), about)
        ),
        *(triple for mention in extraction.mentions for triple in _mention(page, mention)),
        *(triple for name in extraction.unresolved for triple in _unresolved(page, name)),
        *(triple for statement in extraction.statements for triple in statement_triples(page, statement)),
        *(triple for figure in extraction.figures for triple in figure_triples(page, figure)),
        *(triple for report in extraction.reports for triple in report_triples(page, report)),
        *_minted(extraction),
    }
    return tuple(sorted(triples, key=lambda triple: (*map(str, triple[:2]), triple[2].n3())))


# --- the document ------------------------------------------------------------------------------


def _instrument(page: Page, extraction: Extraction) -> Iterator[Triple]:
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
        yield page.iri, DCTERMS.date, day(document.date)
    if document.source is not None:
        yield page.iri, DCTERMS.source, _address(document.source)
    known = (
        (DCTERMS.publisher, document.publisher),
        (DCTERMS.rights, document.rights),
        (RDFS.comment, document.note),
    )
    yield from texts(page.iri, known)
    yield from links(page.iri, SV.party, extraction.parties)
    if extraction.signed_at is not None:
        yield page.iri, SV.signedAt, URIRef(extraction.signed_at.iri)
    yield from links(page.iri, SV.delegate, (member for _, member in extraction.delegates))
    for role, evidence, actors in (
        (SV.host, SV.hostEvidence, extraction.hosts),
        (SV.signatory, SV.signatoryEvidence, extraction.signatories),
    ):
        for actor in actors:
            yield page.iri, role, URIRef(actor.value.iri)
            yield from page.cite(page.iri, evidence, actor.span)


def _provenance(page: Page, base: str) -> Iterator[Triple]:
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
    if document.modified is not None:
        yield source, DCTERMS.modified, day(document.modified)
    yield activity, RDF.type, PROV.Activity
    yield activity, PROV.used, source
    yield activity, PROV.wasAssociatedWith, agent
    yield agent, RDF.type, PROV.SoftwareAgent
    yield agent, RDFS.label, Literal(f"Servanda {__version__}", lang="en")
    yield agent, SV.version, Literal(__version__)


def _passages(page: Page) -> Iterator[Triple]:
    """The passages, counted from 1."""
    for order, passage in enumerate(page.document.passages, start=1):
        yield from _passage(page, passage, order)


def _passage(page: Page, passage: Passage, order: int) -> Iterator[Triple]:
    """A section, a paragraph, or a piece of the file outside the instrument."""
    iri = page.part(PARTS[passage.kind], passage.span)
    yield iri, RDF.type, SV[passage.part or passage.kind]
    yield iri, SV.passageOf, page.iri
    yield iri, SV.order, Literal(order)
    yield from page.cite(iri, SV.evidence, passage.span)
    yield from texts(iri, ((SV.number, passage.number),))
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


def _mention(page: Page, mention: Mention) -> Iterator[Triple]:
    """Words that name an entity."""
    iri = page.part("mention", mention.span)
    yield iri, RDF.type, SV.Mention
    yield iri, SV.mentions, URIRef(mention.entity.iri)
    yield iri, SV.mentionedIn, page.iri
    yield iri, SV.inPassage, page.passage(mention.passage)
    yield from page.cite(iri, SV.evidence, mention.span)


def _unresolved(page: Page, name: UnresolvedName) -> Iterator[Triple]:
    """Words that name one of several entities."""
    iri = page.part("unresolved", name.span)
    yield iri, RDF.type, SV.UnresolvedName
    yield iri, SV.mentionedIn, page.iri
    yield iri, SV.inPassage, page.passage(name.passage)
    yield from links(iri, SV.mayMean, name.candidates)
    yield from page.cite(iri, SV.evidence, name.span)


# --- entities ----------------------------------------------------------------------------------


def _minted(extraction: Extraction) -> Iterator[Triple]:
    """The entities that no reference data describes, each with one name and class.

    Of names that differ in their capitals, such as one that opens a sentence, that with the fewest counts.
    """
    named: dict[str, Entity] = {}
    for entity in sorted(_entities(extraction), key=_plainness, reverse=True):
        if entity.minted:
            named[entity.iri] = entity
    for entity in named.values():
        iri = URIRef(entity.iri)
        yield iri, RDF.type, SV[entity.kind]
        yield iri, SKOS.prefLabel, Literal(entity.label, lang=extraction.document.language)
        belongs = SV.represents if entity.kind in _SPEAKING else SV.organOf
        for owner in entity.owners:
            yield iri, belongs, URIRef(owner)
        for other in entity.may_be:
            yield iri, SV.mayMean, URIRef(other)
    for delegation, member in extraction.delegates:
        yield URIRef(delegation.iri), SV.hasMember, URIRef(member.iri)


def _plainness(entity: Entity) -> tuple[int, str, str]:
    """What sorts names: how many capitals they have, then the letters."""
    return sum(letter.isupper() for letter in entity.label), entity.label, entity.kind


def _entities(extraction: Extraction) -> Iterator[Entity]:
    """All entities that the extraction names, some of them several times."""
    yield from extraction.parties
    yield from (mention.entity for mention in extraction.mentions)
    for statement in extraction.statements:
        yield from statement.bearers
        named = statement.addressees + statement.beneficiaries + statement.places
        yield from (cited.value for cited in named + statement.concerns + statement.involves)
    yield from (cited.value for cited in extraction.hosts + extraction.signatories)
    yield from (reporter for report in extraction.reports for reporter in report.reporters)
    alone = (extraction.signed_at, *(figure.source for figure in extraction.figures))
    yield from (entity for entity in alone if entity is not None)


def _address(source: str) -> URIRef | Literal:
    """Where a text came from: a web address as an IRI, anything else in words."""
    return URIRef(source) if _WEB_ADDRESS.fullmatch(source) else Literal(source)
