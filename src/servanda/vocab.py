"""The terms of the ontology as closed namespaces, so that a misspelt term is an error.

A test holds these lists against the files of `ontology/`, both ways.
"""

# ruff: noqa: N815 - the terms are named as the ontology names them

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace


class SV(DefinedNamespace):
    """The classes and properties of the ontology, `sv:`."""

    _fail = True
    _NS = Namespace("https://w3id.org/servanda/ontology#")

    Actor: URIRef
    AdjectiveCue: URIRef
    AdverbCue: URIRef
    Agency: URIRef
    Agreement: URIRef
    Annex: URIRef
    ArmedGroup: URIRef
    Assertive: URIRef
    Chamber: URIRef
    Commissive: URIRef
    Commitment: URIRef
    Communique: URIRef
    CoverNote: URIRef
    Cue: URIRef
    Dateline: URIRef
    Delegation: URIRef
    Directive: URIRef
    Endorsement: URIRef
    Event: URIRef
    Expressive: URIRef
    Figure: URIRef
    Footnote: URIRef
    Force: URIRef
    Forum: URIRef
    Frame: URIRef
    Furniture: URIRef
    Government: URIRef
    Institution: URIRef
    Instrument: URIRef
    Intention: URIRef
    InternationalOrganization: URIRef
    JointDeclaration: URIRef
    JointStatement: URIRef
    Law: URIRef
    Legislature: URIRef
    Mention: URIRef
    Ministry: URIRef
    ModalCue: URIRef
    NameNoun: URIRef
    NounCue: URIRef
    Obligation: URIRef
    Office: URIRef
    OperativeParagraph: URIRef
    Paragraph: URIRef
    Party: URIRef
    Passage: URIRef
    Permission: URIRef
    Person: URIRef
    Place: URIRef
    Plan: URIRef
    Policy: URIRef
    PopulationGroup: URIRef
    Position: URIRef
    PreambularParagraph: URIRef
    PressRelease: URIRef
    Program: URIRef
    Recognition: URIRef
    Recommendation: URIRef
    Reference: URIRef
    Report: URIRef
    ReportingVerb: URIRef
    Resolution: URIRef
    Role: URIRef
    RoleNoun: URIRef
    Rule: URIRef
    Section: URIRef
    SecurityForce: URIRef
    SignatureBlock: URIRef
    Span: URIRef
    State: URIRef
    Statement: URIRef
    TableRow: URIRef
    Tenure: URIRef
    TopicWord: URIRef
    Treaty: URIRef
    UnresolvedName: URIRef
    VerbCue: URIRef
    WorkingGroup: URIRef
    abbreviation: URIRef
    accordanceEvidence: URIRef
    action: URIRef
    addressee: URIRef
    addresseeEvidence: URIRef
    amount: URIRef
    baseline: URIRef
    baselineEnd: URIRef
    baselineEvidence: URIRef
    baselineStart: URIRef
    bearer: URIRef
    bearerEvidence: URIRef
    beneficiary: URIRef
    beneficiaryEvidence: URIRef
    bound: URIRef
    carries: URIRef
    change: URIRef
    citation: URIRef
    collective: URIRef
    concerns: URIRef
    concernsEvidence: URIRef
    condition: URIRef
    conditionEvidence: URIRef
    content: URIRef
    cue: URIRef
    cueEvidence: URIRef
    dateEvidence: URIRef
    deadline: URIRef
    deadlineEvidence: URIRef
    delegate: URIRef
    demonym: URIRef
    entails: URIRef
    evidence: URIRef
    force: URIRef
    formerName: URIRef
    frame: URIRef
    frequency: URIRef
    frequencyEvidence: URIRef
    hasMember: URIRef
    headOfGovernment: URIRef
    headOfState: URIRef
    heading: URIRef
    headsNameOf: URIRef
    heldFrom: URIRef
    heldUntil: URIRef
    holder: URIRef
    host: URIRef
    hostEvidence: URIRef
    inAccordanceWith: URIRef
    inInstrument: URIRef
    inPassage: URIRef
    involves: URIRef
    involvesEvidence: URIRef
    kindEvidence: URIRef
    kindWords: URIRef
    leadsTo: URIRef
    lemma: URIRef
    locatedIn: URIRef
    mayMean: URIRef
    means: URIRef
    meansEvidence: URIRef
    mentionedIn: URIRef
    mentions: URIRef
    misleadingPhrase: URIRef
    negated: URIRef
    negates: URIRef
    number: URIRef
    numberedAfter: URIRef
    officeHeld: URIRef
    order: URIRef
    organOf: URIRef
    party: URIRef
    passageOf: URIRef
    per: URIRef
    periodEnd: URIRef
    periodEvidence: URIRef
    periodStart: URIRef
    place: URIRef
    placeEvidence: URIRef
    policyOf: URIRef
    purpose: URIRef
    purposeEvidence: URIRef
    quoteEvidence: URIRef
    quotes: URIRef
    rank: URIRef
    reaffirmed: URIRef
    reaffirms: URIRef
    referredText: URIRef
    refersTo: URIRef
    repeatedNumber: URIRef
    replaces: URIRef
    reportedBy: URIRef
    represents: URIRef
    rule: URIRef
    sentence: URIRef
    sha256: URIRef
    shortName: URIRef
    signatory: URIRef
    signatoryEvidence: URIRef
    signedAt: URIRef
    skippedNumber: URIRef
    source: URIRef
    spanOf: URIRef
    standsFor: URIRef
    statedIn: URIRef
    targetDate: URIRef
    targetDateEvidence: URIRef
    text: URIRef
    timing: URIRef
    timingEvidence: URIRef
    topic: URIRef
    topicEvidence: URIRef
    unit: URIRef
    unresolvedBearer: URIRef
    upperValue: URIRef
    value: URIRef
    verb: URIRef
    version: URIRef
    within: URIRef


class FORCE(DefinedNamespace):
    """The eight forces of a statement, `force:`."""

    _fail = True
    _NS = Namespace("https://w3id.org/servanda/force#")

    commitment: URIRef
    endorsement: URIRef
    intention: URIRef
    obligation: URIRef
    permission: URIRef
    position: URIRef
    recognition: URIRef
    recommendation: URIRef


class RULE(DefinedNamespace):
    """The rules by which statements are found, `rule:`."""

    _fail = True
    _NS = Namespace("https://w3id.org/servanda/rule#")

    adjective: URIRef
    adverb: URIRef
    inclusion: URIRef
    item: URIRef
    modal: URIRef
    noun: URIRef
    operative: URIRef
    progress: URIRef
    promise: URIRef
    recital: URIRef
    verb: URIRef


class OA(DefinedNamespace):
    """The terms of the Web Annotation vocabulary that a span uses, `oa:`."""

    _fail = True
    _NS = Namespace("http://www.w3.org/ns/oa#")

    end: URIRef
    exact: URIRef
    start: URIRef


class SD(DefinedNamespace):
    """The terms of SPARQL 1.1 Service Description that a data set uses, `sd:`."""

    _fail = True
    _NS = Namespace("http://www.w3.org/ns/sparql-service-description#")

    Dataset: URIRef
    Graph: URIRef
    NamedGraph: URIRef
    graph: URIRef
    name: URIRef
    namedGraph: URIRef


class VCARD(DefinedNamespace):
    """The terms of vCard that a contact uses, `vcard:`."""

    _fail = True
    _NS = Namespace("http://www.w3.org/2006/vcard/ns#")

    Kind: URIRef
    fn: URIRef
    hasEmail: URIRef
    hasURL: URIRef


PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "actor": "https://w3id.org/servanda/id/actor/",
        "cpov": "http://data.europa.eu/m8g/",
        "cue": "https://w3id.org/servanda/cue#",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcterms": "http://purl.org/dc/terms/",
        "event": "https://w3id.org/servanda/id/event/",
        "fibo-fnd-agr-agr": "https://spec.edmcouncil.org/fibo/ontology/FND/Agreements/Agreements/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "force": "https://w3id.org/servanda/force#",
        "frame": "https://w3id.org/servanda/frame#",
        "id": "https://w3id.org/servanda/id/",
        "lrmlmm": "http://docs.oasis-open.org/legalruleml/ns/v1.0/metamodel#",
        "oa": "http://www.w3.org/ns/oa#",
        "odrl": "http://www.w3.org/ns/odrl/2/",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "place": "https://w3id.org/servanda/id/place/",
        "policy": "https://w3id.org/servanda/id/policy/",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "role": "https://w3id.org/servanda/role#",
        "rule": "https://w3id.org/servanda/rule#",
        "schema": "https://schema.org/",
        "sd": "http://www.w3.org/ns/sparql-service-description#",
        "sdg": "http://metadata.un.org/sdg/",
        "sh": "http://www.w3.org/ns/shacl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "sv": "https://w3id.org/servanda/ontology#",
        "svsh": "https://w3id.org/servanda/shapes#",
        "tenure": "https://w3id.org/servanda/id/tenure/",
        "topic": "https://w3id.org/servanda/topic#",
        "vann": "http://purl.org/vocab/vann/",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "verb": "https://w3id.org/servanda/verb#",
        "void": "http://rdfs.org/ns/void#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)
"""The prefix of each namespace, the same in every file of the project."""
