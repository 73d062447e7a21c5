"""What a document says, as triples: its statements, figures and reports, each with its fields."""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, XSD

from servanda.describe.page import Page, Triple, day, fold, links, period, texts
from servanda.model import Cited, Figure, Reference, Report, Statement, Terms
from servanda.vocab import FORCE, RULE, SV


def statement_triples(page: Page, statement: Statement) -> Iterator[Triple]:
    """One statement with its force; its class follows from that by reasoning."""
    iri = page.part("statement", statement.action)
    yield iri, RDF.type, SV.Statement
    yield iri, SV.statedIn, page.iri
    yield iri, SV.inPassage, page.passage(statement.passage)
    yield iri, SV.force, FORCE[statement.force]
    yield iri, SV.rule, RULE[statement.rule]
    yield iri, SV.cue, URIRef(statement.cue)
    yield iri, SV.verb, Literal(statement.verb)
    yield iri, SV.action, Literal(page.words(statement.passage, statement.action))
    yield iri, SV.reaffirmed, Literal(statement.reaffirmed)
    yield iri, SV.negated, Literal(statement.negated)
    yield from page.cite(iri, SV.evidence, statement.action)
    yield from page.cite(iri, SV.sentence, statement.sentence)
    yield from page.cite(iri, SV.cueEvidence, statement.cue_span)
    yield from _roles(page, iri, statement)
    yield from _terms(page, iri, statement.terms)
    for reference in statement.terms.refers_to:
        yield iri, SV.refersTo, page.part("reference", reference.span)
        yield from _reference(page, reference)


def _roles(page: Page, iri: URIRef, statement: Statement) -> Iterator[Triple]:
    """Who and what a statement names, by the part each plays in it, with the words that name it."""
    yield from links(iri, SV.bearer, statement.bearers)
    if statement.doer is not None:
        yield from page.cite(iri, SV.bearerEvidence, statement.doer)
        if not statement.bearers:
            yield iri, SV.unresolvedBearer, Literal(fold(page.document.quote(statement.doer)))
    roles = (
        (SV.addressee, SV.addresseeEvidence, statement.addressees),
        (SV.beneficiary, SV.beneficiaryEvidence, statement.beneficiaries),
        (SV.place, SV.placeEvidence, statement.places),
        (SV.concerns, SV.concernsEvidence, statement.concerns),
        (SV.involves, SV.involvesEvidence, statement.involves),
    )
    for what, how, entities in roles:
        for cited in entities:
            yield iri, what, URIRef(cited.value.iri)
            yield from page.cite(iri, how, cited.span)
    yield from topic_triples(page, iri, statement.topics)
    for figure in statement.figures:
        yield iri, SV.amount, page.part("figure", figure.span)


def topic_triples(page: Page, iri: URIRef, topics: tuple[Cited[str], ...]) -> Iterator[Triple]:
    """What a statement or passage is about, and the words that lead to each topic."""
    for topic in topics:
        word = page.part("topic", topic.span)
        yield iri, SV.topic, URIRef(topic.value)
        yield from page.cite(iri, SV.topicEvidence, topic.span)
        yield word, RDF.type, SV.TopicWord
        yield word, SV.leadsTo, URIRef(topic.value)
        yield word, SV.mentionedIn, page.iri
        yield from page.cite(word, SV.evidence, topic.span)


def _terms(page: Page, iri: URIRef, terms: Terms) -> Iterator[Triple]:
    """The condition, dates and other terms of a statement, each with the words it was read from."""
    texts = (
        (SV.condition, SV.conditionEvidence, terms.condition),
        (SV.timing, SV.timingEvidence, terms.timing),
        (SV.frequency, SV.frequencyEvidence, terms.frequency),
        (SV.purpose, SV.purposeEvidence, terms.purpose),
        (SV.means, SV.meansEvidence, terms.means),
        (SV.inAccordanceWith, SV.accordanceEvidence, terms.in_accordance_with),
    )
    for what, how, cited in texts:
        if cited is not None:
            yield iri, what, Literal(cited.value)
            yield from page.cite(iri, how, cited.span)
    if terms.deadline is not None:
        yield iri, SV.deadline, day(terms.deadline.value)
        yield from page.cite(iri, SV.deadlineEvidence, terms.deadline.span)
    if terms.period is not None:
        yield from period(iri, terms.period.value)
        yield from page.cite(iri, SV.periodEvidence, terms.period.span)


def _reference(page: Page, reference: Reference) -> Iterator[Triple]:
    """A pointer to an earlier text, with its date if one is named."""
    iri = page.part("reference", reference.span)
    yield iri, RDF.type, SV.Reference
    yield iri, SV.referredText, Literal(fold(page.document.quote(reference.span)))
    yield from page.cite(iri, SV.evidence, reference.span)
    if reference.date is not None:
        yield iri, DCTERMS.date, day(reference.date)


def figure_triples(page: Page, figure: Figure) -> Iterator[Triple]:
    """A quantity: what it counts or measures, when, who counted, and what it is compared with."""
    iri = page.part("figure", figure.span)
    yield iri, RDF.type, SV.Figure
    yield iri, SV.statedIn, page.iri
    yield iri, SV.inPassage, page.passage(figure.passage)
    for what, number in ((SV.value, figure.value), (SV.upperValue, figure.upper)):
        if number is not None:
            yield iri, what, Literal(f"{number:f}", datatype=XSD.decimal, normalize=False)
    yield iri, SV.unit, Literal(figure.unit)
    yield from page.cite(iri, SV.evidence, figure.span)
    yield from texts(iri, ((SV.bound, figure.bound), (SV.per, figure.per), (SV.change, figure.change)))
    if figure.period is not None:
        yield from period(iri, figure.period.value)
        yield from page.cite(iri, SV.periodEvidence, figure.period.span)
    if figure.source is not None:
        yield iri, SV.source, URIRef(figure.source.iri)
    if figure.baseline is not None:
        yield iri, SV.baseline, Literal(figure.baseline.value.words)
        yield from page.cite(iri, SV.baselineEvidence, figure.baseline.span)
        if days := figure.baseline.value.period:
            yield iri, SV.baselineStart, day(days.start)
            yield iri, SV.baselineEnd, day(days.end)
    if figure.target_date is not None:
        yield iri, SV.targetDate, day(figure.target_date.value)
        yield from page.cite(iri, SV.targetDateEvidence, figure.target_date.span)


def report_triples(page: Page, report: Report) -> Iterator[Triple]:
    """What somebody is said to have said or done, and what of it is from the instrument: no statement."""
    iri = page.part("report", report.content)
    yield iri, RDF.type, SV.Report
    yield iri, SV.inPassage, page.passage(report.passage)
    yield iri, SV.verb, Literal(report.verb)
    yield iri, SV.content, Literal(page.words(report.passage, report.content))
    yield from page.cite(iri, SV.evidence, report.content)
    yield from page.cite(iri, SV.sentence, report.sentence)
    yield from links(iri, SV.reportedBy, report.reporters)
    if report.day is not None:
        yield iri, DCTERMS.date, day(report.day.value)
        yield from page.cite(iri, SV.dateEvidence, report.day.span)
    for quotation in report.quotes:
        yield from page.cite(iri, SV.quoteEvidence, quotation.words)
        for action in quotation.actions:
            yield iri, SV.quotes, page.part("statement", action)
        if not quotation.actions:
            yield iri, SV.quotes, page.passage(quotation.passage)
