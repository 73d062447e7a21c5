"""Extraction -> triples, on a small declaration whose extraction is made by hand."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from servanda import __version__, iris, resources
from servanda.describe import describe
from servanda.model import (
    Baseline,
    Cited,
    Document,
    Entity,
    Evidence,
    Extraction,
    Figure,
    InstrumentKind,
    Mention,
    Passage,
    PassageKind,
    Period,
    Quotation,
    Reading,
    Reference,
    Report,
    Span,
    Statement,
    Terms,
)
from servanda.store import Store
from servanda.validate import Known, engine, load_shapes, validate
from servanda.vocab import FORCE, OA, RULE, SV

TEXT = """\
The Border

1. Norway and the Border Task Force of Norway will **open** the
border in Oslo within 28 days, if fewer than 1,200.50 persons a day cross it, to ease travel.

3. From June to August 2020 we immediately urge Sweden, under its laws, to apply the Nordic Passport
Union again, as declared on 1 March 2019. 😀 Thank you!

On 3 May, Sweden and the Nordic Bureau said that **all**
was well.

top of page
"""
DOCUMENT = "https://w3id.org/servanda/id/document/border"
DOC = URIRef(DOCUMENT)
YES, NO = (Literal(word, datatype=XSD.boolean) for word in ("true", "false"))
CUE = "https://w3id.org/servanda/cue#"


def known(kind: str, label: str, folder: str = "actor") -> Entity:
    return Entity(iris.minted(folder, label), label, kind)


NORWAY, SWEDEN = known("State", "Norway"), known("State", "Sweden")
OSLO = known("Place", "Oslo", "place")
UNION = known("Agreement", "Nordic Passport Union", "policy")
FORCE_OF_TASK = Entity(
    iris.minted("actor", "Border Task Force of Norway"),
    "Border Task Force of Norway",
    "WorkingGroup",
    owners=(NORWAY.iri,),
    minted=True,
)
BUREAU = Entity(iris.minted("actor", "Nordic Bureau"), "Nordic Bureau", "Institution", minted=True)


def at(words: str) -> Span:
    """Where `words` stand in the text; they stand there once."""
    assert TEXT.count(words) == 1, words
    start = TEXT.index(words)
    return Span(start, start + len(words))


SWEDISH = Span(at("urge Sweden").start + 5, at("urge Sweden").end)


def cited(value: str, words: str | None = None) -> Cited[str]:
    return Cited(value, at(words or value))


BORDERS = Cited("https://w3id.org/servanda/topic#borders", at("The Border"))
"""A topic, and the heading that led to it."""


def passage(kind: PassageKind, first: str, last: str, **more: object) -> Passage:
    """A passage from the words `first` to the words `last`, as the parser reads it: without asterisks."""
    span = Span(at(first).start, at(last).end)
    offsets = tuple(offset for offset in range(span.start, span.end) if TEXT[offset] != "*")
    ends = tuple(offset + 1 for offset in offsets)
    reading = Reading("".join(TEXT[offset] for offset in offsets), offsets, ends)
    return replace(Passage(kind, span, reading), **more)  # type: ignore[arg-type]


def extraction() -> Extraction:
    """All that the text says."""
    passages = (
        passage(PassageKind.SECTION, "The Border\n", "Thank you!", heading="The Border"),
        passage(PassageKind.PARAGRAPH, "1. Norway", "to ease travel.", number="1", parent=0),
        passage(PassageKind.PARAGRAPH, "3. From", "Thank you!", number="3", parent=0, skipped=("2",)),
        passage(PassageKind.COVER_NOTE, "On 3 May", "was well."),
        passage(PassageKind.FURNITURE, "top of page", "top of page"),
    )
    document = Document(
        name="border",
        file="border.txt",
        text=TEXT,
        sha256="ab" * 32,
        media_type="text/plain",
        kind=InstrumentKind.JOINT_DECLARATION,
        kind_words=Evidence("Declaration"),
        title="Declaration on the Border",
        date=date(2020, 5, 4),
        passages=passages,
        publisher="Government of Norway",
        source="https://example.org/border",
        rights="public domain",
        note="found in an attic",
    )
    crossing = Figure(
        span=at("fewer than 1,200.50 persons"),
        passage=1,
        value=Decimal("1200.50"),
        unit="persons",
        upper=Decimal("1300.0"),
        bound="less than",
        per="day",
        period=Cited(Period(date(2020, 5, 1), date(2020, 5, 31)), at("a day")),
        source=FORCE_OF_TASK,
        change="decrease",
        baseline=Cited(Baseline("3 May", Period(date(2020, 5, 3), date(2020, 5, 3))), at("3 May")),
        target_date=Cited(date(2020, 6, 1), at("within 28 days")),
    )
    opening = Statement(
        action=Span(at("open**").start, at("to ease travel").end),
        sentence=Span(at("Norway and").start, at("to ease travel.").end),
        passage=1,
        force="commitment",
        rule="modal",
        cue=f"{CUE}will",
        cue_span=at("will"),
        verb="open",
        bearers=(NORWAY, FORCE_OF_TASK),
        beneficiaries=(Cited(SWEDEN, SWEDISH),),
        doer=at("Norway and the Border Task Force of Norway"),
        places=(Cited(OSLO, at("Oslo")),),
        involves=(Cited(FORCE_OF_TASK, at("Border Task Force of Norway")),),
        topics=(BORDERS,),
        terms=Terms(
            condition=cited("if fewer than 1,200.50 persons a day cross it"),
            deadline=Cited(date(2020, 6, 1), at("within 28 days")),
            frequency=cited("a day"),
            purpose=cited("to ease travel"),
            means=cited("to ease travel"),
        ),
        figures=(crossing,),
    )
    asking = Statement(
        action=Span(at("apply the").start, at("again").end),
        sentence=Span(at("From June").start, at("1 March 2019.").end),
        passage=2,
        force="recommendation",
        rule="verb",
        cue=f"{CUE}urge",
        cue_span=at("urge"),
        verb="apply",
        reaffirmed=True,
        negated=True,
        bearers=(NORWAY, SWEDEN),
        addressees=(Cited(SWEDEN, SWEDISH),),
        concerns=(Cited(UNION, at("Nordic Passport\nUnion")),),
        terms=Terms(
            period=Cited(Period(date(2020, 6, 1), date(2020, 8, 31)), at("From June to August 2020")),
            timing=cited("immediately"),
            in_accordance_with=cited("its laws", "under its laws"),
            refers_to=(Reference(at("as declared on 1 March 2019"), date(2019, 3, 1)),),
        ),
    )
    saying = Report(
        content=Span(at("all**").start, at("was well").end),
        sentence=Span(at("On 3 May").start, at("was well.").end),
        passage=3,
        verb="say",
        reporters=(SWEDEN, BUREAU),
        day=Cited(date(2020, 5, 3), at("3 May")),
        quotes=(
            Quotation(at("all**"), opening.action, 1, (opening.action,)),
            Quotation(at("was well"), at("Thank you"), 2),
        ),
    )
    return Extraction(
        document=document,
        parties=(NORWAY, SWEDEN),
        signed_at=OSLO,
        mentions=(
            Mention(FORCE_OF_TASK, at("Border Task Force of Norway"), 1),
            Mention(UNION, at("Nordic Passport\nUnion"), 2),
        ),
        statements=(opening, asking),
        figures=(crossing,),
        reports=(saying,),
        topics=((0, (BORDERS,)),),
    )


def graph(found: Extraction | None = None) -> Graph:
    described = Graph()
    for triple in describe(found or extraction()):
        described.add(triple)
    return described


def about(what: str, span: Span | None = None) -> dict[Node, set[Node]]:
    """The properties of a part of the document, each with all its values."""
    subject = URIRef(iris.part(DOCUMENT, what, span) if span else what)
    found: dict[Node, set[Node]] = {}
    for property_, value in graph().predicate_objects(subject):
        found.setdefault(property_, set()).add(value)
    return found


def iri(entity: Entity) -> URIRef:
    return URIRef(entity.iri)


def char(span: Span) -> URIRef:
    return URIRef(iris.char(DOCUMENT, span))


def day(text: str) -> Literal:
    return Literal(text, datatype=XSD.date)


# --- the document ------------------------------------------------------------------------------


def test_the_document_says_what_it_is_and_what_is_known_about_it() -> None:
    """A document has its kind, text, title, date, language, parties, place and metadata, and no more."""
    assert about(DOCUMENT) == {
        RDF.type: {SV.JointDeclaration},
        DCTERMS.title: {Literal("Declaration on the Border", lang="en")},
        DCTERMS.date: {day("2020-05-04")},
        DCTERMS.language: {Literal("en")},
        DCTERMS.identifier: {Literal("border.txt")},
        DCTERMS.format: {Literal("text/plain")},
        DCTERMS.publisher: {Literal("Government of Norway")},
        DCTERMS.source: {URIRef("https://example.org/border")},
        DCTERMS.rights: {Literal("public domain")},
        RDFS.comment: {Literal("found in an attic")},
        SV.kindWords: {Literal("Declaration")},
        SV.text: {Literal(TEXT)},
        SV.party: {iri(NORWAY), iri(SWEDEN)},
        SV.signedAt: {iri(OSLO)},
        PROV.wasDerivedFrom: {URIRef(iris.source("ab" * 32))},
        PROV.wasGeneratedBy: {URIRef(f"{DOCUMENT}#extraction")},
    }


def test_what_is_not_known_is_not_written() -> None:
    """A document without date, metadata, parties and findings has only its kind, text, title and origin."""
    whole = extraction()
    bare = replace(
        whole,
        document=replace(
            whole.document,
            kind_words=None,
            date=None,
            publisher=None,
            source=None,
            rights=None,
            note=None,
            passages=(),
        ),
        parties=(),
        signed_at=None,
        mentions=(),
        statements=(),
        figures=(),
        reports=(),
        topics=(),
    )
    properties = {property_ for _, property_, _ in graph(bare).triples((DOC, None, None))}
    origin = {DCTERMS.identifier, PROV.wasDerivedFrom, PROV.wasGeneratedBy}
    assert properties == {RDF.type, DCTERMS.title, DCTERMS.language, DCTERMS.format, SV.text, *origin}


def test_a_source_in_words_is_a_string() -> None:
    """Only a web address becomes an IRI."""
    whole = extraction()
    described = graph(replace(whole, document=replace(whole.document, source="a leaflet, see http")))
    assert described.value(DOC, DCTERMS.source) == Literal("a leaflet, see http")


def test_the_origin_names_file_and_software() -> None:
    """The graph comes from a file, by name and digest, through an activity of this software's version."""
    source, agent = iris.source("ab" * 32), iris.agent(__version__)
    assert about(source) == {
        RDF.type: {PROV.Entity},
        SV.sha256: {Literal("ab" * 32)},
    }
    assert about(f"{DOCUMENT}#extraction") == {
        RDF.type: {PROV.Activity},
        PROV.used: {URIRef(source)},
        PROV.wasAssociatedWith: {URIRef(agent)},
    }
    assert about(agent) == {
        RDF.type: {PROV.SoftwareAgent},
        RDFS.label: {Literal(f"Servanda {__version__}", lang="en")},
        SV.version: {Literal(__version__)},
    }


def test_files_of_the_same_bytes_keep_their_names() -> None:
    """Two files with the same bytes have one source, and each document the name of its own file."""
    whole = extraction()
    copied = replace(whole, document=replace(whole.document, name="copy", file="copy.txt"))
    both = graph() + graph(copied)
    assert {str(name) for name in both.objects(None, DCTERMS.identifier)} == {"border.txt", "copy.txt"}
    assert len(set(both.objects(None, PROV.wasDerivedFrom))) == 1
    assert set(both.objects(DOC, DCTERMS.identifier)) == {Literal("border.txt")}


def test_passages_stand_in_order_with_number_heading_and_gap() -> None:
    """Each passage is counted from 1, names what encloses it, its number as printed, and numbers skipped."""
    section, _, third, _, furniture = extraction().document.passages
    assert about("section", section.span) == {
        RDF.type: {SV.Section},
        SV.passageOf: {DOC},
        SV.order: {Literal(1)},
        SV.heading: {Literal("The Border", lang="en")},
        SV.topic: {URIRef(BORDERS.value)},
        SV.topicEvidence: {char(BORDERS.span)},
        SV.evidence: {char(section.span)},
    }
    assert about("paragraph", third.span) == {
        RDF.type: {SV.Paragraph},
        SV.passageOf: {DOC},
        SV.order: {Literal(3)},
        SV.number: {Literal("3")},
        SV.within: {URIRef(iris.part(DOCUMENT, "section", section.span))},
        SV.skippedNumber: {Literal("2")},
        SV.evidence: {char(third.span)},
    }
    assert about("furniture", furniture.span)[RDF.type] == {SV.Furniture}


# --- statements, figures, reports, mentions ----------------------------------------------------


def test_a_commitment_has_all_its_fields() -> None:
    """A statement has force, cue, bearers and terms; each value that was read has the span of its words."""
    opening = extraction().statements[0]
    first = extraction().document.passages[1]
    condition, within = "if fewer than 1,200.50 persons a day cross it", at("within 28 days")
    assert about("statement", opening.action) == {
        RDF.type: {SV.Statement},
        SV.statedIn: {DOC},
        SV.inPassage: {URIRef(iris.part(DOCUMENT, "paragraph", first.span))},
        SV.force: {FORCE.commitment},
        SV.rule: {RULE.modal},
        SV.cue: {URIRef(f"{CUE}will")},
        SV.cueEvidence: {char(at("will"))},
        SV.verb: {Literal("open")},
        SV.action: {Literal(f"open the border in Oslo within 28 days, {condition}, to ease travel")},
        SV.evidence: {char(opening.action)},
        SV.sentence: {char(opening.sentence)},
        SV.reaffirmed: {NO},
        SV.negated: {NO},
        SV.bearer: {iri(NORWAY), iri(FORCE_OF_TASK)},
        SV.bearerEvidence: {char(at("Norway and the Border Task Force of Norway"))},
        SV.beneficiary: {iri(SWEDEN)},
        SV.beneficiaryEvidence: {char(SWEDISH)},
        SV.condition: {Literal(condition)},
        SV.conditionEvidence: {char(at(condition))},
        SV.deadline: {day("2020-06-01")},
        SV.deadlineEvidence: {char(within)},
        SV.purpose: {Literal("to ease travel")},
        SV.purposeEvidence: {char(at("to ease travel"))},
        SV.frequency: {Literal("a day")},
        SV.frequencyEvidence: {char(at("a day"))},
        SV.means: {Literal("to ease travel")},
        SV.meansEvidence: {char(at("to ease travel"))},
        SV.place: {iri(OSLO)},
        SV.placeEvidence: {char(at("Oslo"))},
        SV.involves: {iri(FORCE_OF_TASK)},
        SV.involvesEvidence: {char(at("Border Task Force of Norway"))},
        SV.amount: {URIRef(iris.part(DOCUMENT, "figure", at("fewer than 1,200.50 persons")))},
        SV.topic: {URIRef(BORDERS.value)},
        SV.topicEvidence: {char(BORDERS.span)},
    }


def test_a_bearer_that_is_not_known_is_said_as_such() -> None:
    """Words for a bearer that name nobody known stand as they are; without words, nothing does."""
    whole = extraction()
    for doer, told in (
        (at("Border Task Force of Norway"), {Literal("Border Task Force of Norway")}),
        (None, set()),
    ):
        opening = replace(whole.statements[0], bearers=(), doer=doer)
        described = graph(replace(whole, statements=(opening,)))
        iri_of_it = URIRef(iris.part(DOCUMENT, "statement", opening.action))
        assert set(described.objects(iri_of_it, SV.unresolvedBearer)) == told
        assert (iri_of_it, SV.bearer, None) not in described


def test_a_recommendation_has_addressees_period_and_reference() -> None:
    """The other fields: addressee, policy, period, timing, accordance, reference, and both marks."""
    asking = extraction().statements[1]
    told = about("statement", asking.action)
    expected = {
        SV.force: {FORCE.recommendation},
        SV.action: {Literal("apply the Nordic Passport Union again")},
        SV.reaffirmed: {YES},
        SV.negated: {YES},
        SV.addressee: {iri(SWEDEN)},
        SV.addresseeEvidence: {char(SWEDISH)},
        SV.concerns: {iri(UNION)},
        SV.concernsEvidence: {char(at("Nordic Passport\nUnion"))},
        SV.periodStart: {day("2020-06-01")},
        SV.periodEnd: {day("2020-08-31")},
        SV.periodEvidence: {char(at("From June to August 2020"))},
        SV.timing: {Literal("immediately")},
        SV.timingEvidence: {char(at("immediately"))},
        SV.inAccordanceWith: {Literal("its laws")},
        SV.accordanceEvidence: {char(at("under its laws"))},
        SV.refersTo: {URIRef(iris.part(DOCUMENT, "reference", at("as declared on 1 March 2019")))},
    }
    assert {property_: told[property_] for property_ in expected} == expected
    assert SV.deadline not in told


def test_a_reference_has_its_words_and_its_date() -> None:
    """A reference to an earlier text is a thing of its own, with span, words and date."""
    words = at("as declared on 1 March 2019")
    assert about("reference", words) == {
        RDF.type: {SV.Reference},
        SV.evidence: {char(words)},
        SV.referredText: {Literal("as declared on 1 March 2019")},
        DCTERMS.date: {day("2019-03-01")},
    }


def test_a_figure_has_value_unit_bound_and_source() -> None:
    """A figure's values are decimals with the digits that were read; what it is compared with has a span."""
    span = at("fewer than 1,200.50 persons")
    first = extraction().document.passages[1]
    told = about("figure", span)
    assert told == {
        RDF.type: {SV.Figure},
        SV.statedIn: {DOC},
        SV.inPassage: {URIRef(iris.part(DOCUMENT, "paragraph", first.span))},
        SV.evidence: {char(span)},
        SV.value: {Literal("1200.50", datatype=XSD.decimal, normalize=False)},
        SV.upperValue: {Literal("1300.0", datatype=XSD.decimal, normalize=False)},
        SV.unit: {Literal("persons")},
        SV.bound: {Literal("less than")},
        SV.per: {Literal("day")},
        SV.periodEvidence: {char(at("a day"))},
        SV.periodStart: {day("2020-05-01")},
        SV.periodEnd: {day("2020-05-31")},
        SV.source: {iri(FORCE_OF_TASK)},
        SV.change: {Literal("decrease")},
        SV.baseline: {Literal("3 May")},
        SV.baselineStart: {day("2020-05-03")},
        SV.baselineEnd: {day("2020-05-03")},
        SV.baselineEvidence: {char(at("3 May"))},
        SV.targetDate: {day("2020-06-01")},
        SV.targetDateEvidence: {char(at("within 28 days"))},
    }


@pytest.mark.parametrize("value, digits", [("1E+3", "1000"), ("0.000001", "0.000001"), ("-4", "-4")])
def test_a_value_is_written_without_an_exponent(value: str, digits: str) -> None:
    """`xsd:decimal` knows no exponent."""
    whole = extraction()
    described = graph(replace(whole, figures=(replace(whole.figures[0], value=Decimal(value)),)))
    assert str(next(described.objects(None, SV.value))) == digits


def test_a_report_has_its_actors_verb_content_day_and_quotes() -> None:
    """A report says who did what, and when, and links the statement or passage of which it has words."""
    saying = extraction().reports[0]
    note = extraction().document.passages[3]
    assert about("report", saying.content) == {
        RDF.type: {SV.Report},
        SV.inPassage: {URIRef(iris.part(DOCUMENT, "cover-note", note.span))},
        SV.verb: {Literal("say")},
        SV.content: {Literal("all was well")},
        SV.evidence: {char(saying.content)},
        SV.sentence: {char(saying.sentence)},
        SV.reportedBy: {iri(SWEDEN), iri(BUREAU)},
        DCTERMS.date: {day("2020-05-03")},
        SV.dateEvidence: {char(at("3 May"))},
        SV.quoteEvidence: {char(at("all**")), char(at("was well"))},
        SV.quotes: {
            URIRef(iris.part(DOCUMENT, "statement", extraction().statements[0].action)),
            URIRef(iris.part(DOCUMENT, "paragraph", extraction().document.passages[2].span)),
        },
    }


def test_mentions_name_their_entity() -> None:
    """A mention ties words to the entity they name, to the document and to its passage."""
    words = at("Nordic Passport\nUnion")
    place = extraction().document.passages[2].span
    assert about("mention", words) == {
        RDF.type: {SV.Mention},
        SV.mentions: {iri(UNION)},
        SV.mentionedIn: {DOC},
        SV.inPassage: {URIRef(iris.part(DOCUMENT, "paragraph", place))},
        SV.evidence: {char(words)},
    }


def test_a_topic_word_leads_to_its_topic() -> None:
    """The words behind a topic are tied to it and to the document, so that each span tells its topic."""
    assert about("topic", BORDERS.span) == {
        RDF.type: {SV.TopicWord},
        SV.leadsTo: {URIRef(BORDERS.value)},
        SV.mentionedIn: {DOC},
        SV.evidence: {char(BORDERS.span)},
    }


def test_only_minted_entities_are_described() -> None:
    """A new entity gets class, name and owner; what reference data describes is only linked."""
    assert about(FORCE_OF_TASK.iri) == {
        RDF.type: {SV.WorkingGroup},
        SKOS.prefLabel: {Literal("Border Task Force of Norway", lang="en")},
        SV.organOf: {iri(NORWAY)},
    }
    assert about(BUREAU.iri) == {
        RDF.type: {SV.Institution},
        SKOS.prefLabel: {Literal("Nordic Bureau", lang="en")},
    }
    assert about(NORWAY.iri) == {}


# --- the whole graph ---------------------------------------------------------------------------


def test_every_span_quotes_the_text() -> None:
    """Each span that anything cites is there, and holds exactly the characters between its offsets."""
    described = graph()
    cited_spans = {value for value in described.objects() if "#char=" in str(value)}
    spans = set(described.subjects(RDF.type, SV.Span))
    assert spans == cited_spans
    assert len(spans) >= 15
    for span in spans:
        start, end = (int(str(described.value(span, end))) for end in (OA.start, OA.end))
        assert described.value(span, OA.exact) == Literal(TEXT[start:end])
        assert described.value(span, SV.spanOf) == DOC
        assert re.search(rf"#char={start},{end}$", str(span))


def test_the_triples_are_sorted_and_without_blank_nodes() -> None:
    """Two descriptions of one extraction are equal, in order, each triple once, every node named."""
    triples = describe(extraction())
    assert triples == describe(extraction())
    assert len(set(triples)) == len(triples)
    assert not any(isinstance(term, BNode) for triple in triples for term in triple)
    subjects = [str(subject) for subject, _, _ in triples]
    assert subjects == sorted(subjects)


def test_another_base_moves_what_is_made() -> None:
    """`base` leads the IRIs of document, source and software."""
    subjects = {str(subject) for subject, _, _ in describe(extraction(), "https://example.org/id/")}
    assert "https://example.org/id/document/border" in subjects
    assert "https://example.org/id/source/sha256-" + "ab" * 32 in subjects
    assert not any(subject.startswith(DOCUMENT) for subject in subjects)


def test_what_is_described_conforms_to_the_shapes() -> None:
    """The graph of the hand-made extraction breaks no shape; the gap before paragraph 3 is a warning."""
    store, beside = Store(), Store()
    beside.add(iris.REFERENCE_GRAPH, reference())
    store.add(DOCUMENT, describe(extraction()))
    Known(resources.ontology().glob("*.ttl"), beside.facts(iris.REFERENCE_GRAPH)).stand_beside(store)
    report = validate(store, engine(load_shapes(resources.shapes())), DOCUMENT)
    found = [(str(finding.shape).partition("#")[2], str(finding.value)) for finding in report.findings]
    assert found == [("passage-skipped", "2")]
    assert report.conforms


def reference() -> Graph:
    """What the reference data would say of the entities, and the cues and the topic that are used."""
    return Graph().parse(
        data=f"""
        @prefix sv: <https://w3id.org/servanda/ontology#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <{NORWAY.iri}> a sv:State ; skos:prefLabel "Norway"@en ; skos:notation "NO" .
        <{SWEDEN.iri}> a sv:State ; skos:prefLabel "Sweden"@en ; skos:notation "SE" .
        <{OSLO.iri}> a sv:Place ; skos:prefLabel "Oslo"@en ; sv:locatedIn <{NORWAY.iri}> .
        <{UNION.iri}> a sv:Agreement ; skos:prefLabel "Nordic Passport Union"@en .
        <{CUE}will> a sv:ModalCue .
        <{CUE}urge> a sv:VerbCue .
        <https://w3id.org/servanda/topic#borders> a skos:Concept .
        """,
        format="turtle",
    )


def test_an_entity_named_in_two_ways_has_one_label() -> None:
    """The name that opens a sentence with a capital is the same name."""
    whole = extraction()
    opening = replace(BUREAU, label="nordic bureau")
    statement = replace(whole.statements[0], bearers=(BUREAU, opening))
    described = graph(replace(whole, statements=(statement,)))
    assert set(described.objects(iri(BUREAU), SKOS.prefLabel)) == {Literal("nordic bureau", lang="en")}
