"""Store -> triples: what there is to say of the data set as a whole, for catalogues, in DCAT 3 and VoID.

It stands in the graph of inferred triples, since it follows from the others. Its numbers count what the
store holds without it. All its subjects are `<base>dataset` and parts of that, such as
`<base>dataset#class=sv:Commitment`; the partitions by class and property, and the graphs, are told apart so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType
from urllib.parse import quote

from rdflib import Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, PROV, RDF, RDFS, SKOS, VOID, XSD

from servanda import iris
from servanda.describe.counting import Counts, counted, values_of
from servanda.describe.page import Triple, day
from servanda.read.dataset import NOTHING, Agent, Told
from servanda.store import Store
from servanda.vocab import PREFIXES, SD, SV, VCARD

_LANGUAGES = "http://id.loc.gov/vocabulary/iso639-1/"
"""What DCAT 3, section 6.4.9, asks for where a language has a code of two letters."""

_KINDS: Mapping[URIRef, URIRef] = MappingProxyType(
    {
        DCAT.landingPage: FOAF.Document,
        DCTERMS.conformsTo: DCTERMS.Standard,
        DCTERMS.creator: FOAF.Agent,
        DCTERMS.language: DCTERMS.LinguisticSystem,
        DCTERMS.license: DCTERMS.LicenseDocument,
        DCTERMS.publisher: FOAF.Agent,
        DCTERMS.rights: DCTERMS.RightsStatement,
        DCTERMS.temporal: DCTERMS.PeriodOfTime,
    }
)
"""The classes of the values of properties, which catalogues want to be told (DCAT-AP 3, ranges)."""

_NUMBERS = (
    "The numbers are those of the data without this description, which stands in the graph of inferred "
    "triples. A triple that stands in several graphs counts once in the whole, and once in each of them. "
    "Entities of the whole are the things with a class whose IRI is of the space given; entities of a class "
    "are its members that have an IRI."
)
_DOCUMENTS = """
    PREFIX dcterms: <http://purl.org/dc/terms/>
    PREFIX sv: <https://w3id.org/servanda/ontology#>
    SELECT ?document ?date ?language {
        ?document a sv:Instrument
        OPTIONAL { ?document dcterms:date ?date }
        OPTIONAL { ?document dcterms:language ?language }
    }
"""
_DESCRIBED = f"""
    PREFIX dcat: <{DCAT}>
    PREFIX dcterms: <{DCTERMS}>
    PREFIX foaf: <{FOAF}>
    PREFIX rdf: <{RDF}>
    CONSTRUCT {{ ?s ?p ?o }} WHERE {{
        ?dataset a dcat:Dataset .
        {{ ?dataset ?p ?o BIND(?dataset AS ?s) }}
        UNION {{
            ?dataset ?link ?s .
            ?s ?p ?o FILTER(STRSTARTS(STR(?s), CONCAT(STR(?dataset), "#")))
        }}
        UNION {{
            VALUES (?link ?o) {{ {" ".join(f"({link.n3()} {kind.n3()})" for link, kind in _KINDS.items())} }}
            ?dataset ?link ?s .
            ?s a ?o .
            BIND(rdf:type AS ?p)
        }}
        UNION {{
            VALUES ?link {{ dcterms:creator dcterms:publisher }}
            ?dataset ?link ?s .
            ?s foaf:name ?o .
            BIND(foaf:name AS ?p)
        }}
    }}
"""
_SIZES = f"""
    SELECT ?graph ?number {{
        ?name a <{SD.NamedGraph}> ; <{SD.name}> ?graph ; <{SD.graph}>/<{VOID.triples}> ?number
    }}
"""


@dataclass(frozen=True, slots=True)
class _Data:
    """What a description is made of: the data set's IRI, what documents say of themselves, and numbers."""

    iri: URIRef
    base: str
    spaces: tuple[str, ...]
    documents: tuple[URIRef, ...]
    dates: tuple[str, ...]
    languages: tuple[str, ...]
    counts: Counts

    def part(self, what: str) -> URIRef:
        """The IRI of a part of the description."""
        return URIRef(f"{self.iri}#{what}")

    def named(self, what: str, iri: str) -> URIRef:
        """The IRI of the part that is about something with an IRI of its own."""
        return self.part(f"{what}={quote(_short(iri, self.base), safe='/:')}")


def description(
    store: Store, base: str = iris.BASE, told: Told = NOTHING, known: Mapping[str, int] | None = None
) -> frozenset[Triple]:
    """The triples that describe what is in a store, which must hold no description yet.

    `known` are the triples in graphs that need not be counted again.
    """
    data = _data(store, base, known or {})
    said = {
        *_what_it_is(data, told),
        *_told(data, told),
        *_agents(data, told, store),
        *_period(data),
        *_themes(data, told, store),
        *_statistics(data),
        *_partitions(data),
        *_graphs(data),
        *_examples(data, store),
    }
    return frozenset({*said, *_kinds(said, frozenset(values_of(store, PROV.wasAssociatedWith)))})


def described(store: Store) -> Store:
    """The triples of the descriptions in a store."""
    found = Store()
    found.add_found(iris.INFERRED_GRAPH, store, _DESCRIBED)
    return found


def sizes(store: Store) -> Mapping[str, int]:
    """The triples in each named graph, as the descriptions in a store say."""
    rows = store.select(_SIZES).rows
    return {str(graph): int(number or 0) for graph, number in rows}


def _kinds(said: Iterable[Triple], known: frozenset[URIRef]) -> Iterator[Triple]:
    """What the things are that a description names, but for those that are known from elsewhere."""
    for _, what, value in said:
        if what in _KINDS and isinstance(value, URIRef) and value not in known:
            yield value, RDF.type, _KINDS[what]


def _data(store: Store, base: str, known: Mapping[str, int]) -> _Data:
    rows = store.select(_DOCUMENTS).rows
    documents = tuple(sorted({URIRef(str(row[0])) for row in rows}))
    bases = {document.rpartition("document/")[0] for document in documents}
    spaces = tuple(sorted({base, iris.BASE, *bases} - {""}))
    return _Data(
        iri=URIRef(f"{base}dataset"),
        base=base,
        spaces=spaces,
        documents=documents,
        dates=tuple(sorted({str(row[1]) for row in rows if row[1] is not None})),
        languages=tuple(sorted({str(row[2]) for row in rows if row[2] is not None})),
        counts=counted(store, spaces, known),
    )


# --- what a catalogue shows ----------------------------------------------------------------------


def _what_it_is(data: _Data, told: Told) -> Iterator[Triple]:
    """Classes, title and description, and the words on the numbers."""
    for kind in (DCAT.Dataset, VOID.Dataset, SD.Dataset):
        yield data.iri, RDF.type, kind
    yield data.iri, DCTERMS.title, _english(told.title or _title(data))
    yield data.iri, DCTERMS.description, _english(told.description or _summary(data))
    yield data.iri, RDFS.comment, _english(_NUMBERS)
    yield data.iri, DCTERMS.conformsTo, URIRef(iris.ONTOLOGY_GRAPH)
    for code in data.languages:
        yield data.iri, DCTERMS.language, URIRef(f"{_LANGUAGES}{code}")


def _title(data: _Data) -> str:
    """A title that is made from the data."""
    years = sorted({date[:4] for date in data.dates})
    if not years:
        return f"Commitments in {_declarations(data)}"
    when = years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}"
    return f"Commitments in {_declarations(data)}, {when}"


def _summary(data: _Data) -> str:
    """A description that is made from the data."""
    when = {0: "", 1: f" of {''.join(data.dates[:1])}"}.get(len(data.dates))
    when = f" from {data.dates[0]} to {data.dates[-1]}" if when is None else when
    number = data.counts.classes.get(str(SV.Statement), 0)
    return (
        f"{number:,} {'statement' if number == 1 else 'statements'} of {_declarations(data)}{when}: who "
        "undertook what, how firmly, for whom, by when and under which condition, as far as the text says, "
        "each with the words that it stands on."
    )


def _declarations(data: _Data) -> str:
    number = len(data.documents)
    return f"{number:,} {'declaration' if number == 1 else 'declarations'}"


def _told(data: _Data, told: Told) -> Iterator[Triple]:
    """Licence, rights, dates and addresses, as far as they are told."""
    if told.licence is not None:
        yield data.iri, DCTERMS.license, URIRef(told.licence)
    if told.rights is not None:
        rights = data.part("rights")
        yield data.iri, DCTERMS.rights, rights
        yield rights, RDFS.label, _english(told.rights)
    for what, date in ((DCTERMS.issued, told.issued), (DCTERMS.modified, told.modified)):
        if date is not None:
            yield data.iri, what, day(date)
    if told.homepage is not None:
        yield data.iri, DCAT.landingPage, URIRef(told.homepage)
        yield data.iri, FOAF.homepage, URIRef(told.homepage)
    if told.contact is not None:
        contact = data.part("contact")
        by_mail = told.contact.startswith("mailto:")
        yield data.iri, DCAT.contactPoint, contact
        yield contact, RDF.type, VCARD.Kind
        yield contact, VCARD.hasEmail if by_mail else VCARD.hasURL, URIRef(told.contact)


def _agents(data: _Data, told: Told, store: Store) -> Iterator[Triple]:
    """Who made the data and who publishes them; the software that made them where nobody is told."""
    makers = [_agent(data, one) for one in told.creator]
    makers = makers or [(one, None) for one in values_of(store, PROV.wasAssociatedWith)]
    publishers = [_agent(data, told.publisher)] if told.publisher is not None else []
    for role, agents in ((DCTERMS.creator, makers), (DCTERMS.publisher, publishers)):
        for agent, name in agents:
            yield data.iri, role, agent
            if name is not None:
                yield agent, FOAF.name, Literal(name)


def _agent(data: _Data, told: Agent) -> tuple[URIRef, str | None]:
    """The IRI of an agent, which is made from the name if none is told; and the name."""
    if told.iri is not None:
        return URIRef(told.iri), told.name
    name = str(told.name)
    return data.part(f"agent={iris.slug(name) or sha256(name.encode()).hexdigest()[:16]}"), name


def _period(data: _Data) -> Iterator[Triple]:
    """The time from the first to the last document."""
    if data.dates:
        first, last = data.dates[0], data.dates[-1]
        period = data.part("period")
        yield data.iri, DCTERMS.temporal, period
        yield period, DCAT.startDate, Literal(first, datatype=XSD.date)
        yield period, DCAT.endDate, Literal(last, datatype=XSD.date)


def _themes(data: _Data, told: Told, store: Store) -> Iterator[Triple]:
    """The topics of the data, and keywords: the names of the topics where none are told."""
    topics = values_of(store, SV.topic)
    for topic in topics:
        yield data.iri, DCAT.theme, topic
    names = (name for topic in topics for name in store.values(topic, SKOS.prefLabel))
    found = (name for name in names if isinstance(name, Literal) and name.language == "en")
    for word in map(_english, told.keywords) if told.keywords else found:
        yield data.iri, DCAT.keyword, word


# --- what is in it -------------------------------------------------------------------------------


def _statistics(data: _Data) -> Iterator[Triple]:
    """How much there is in all, in which vocabularies, and how its IRIs look."""
    counts = data.counts
    for what, number in (
        (VOID.triples, counts.triples),
        (VOID.entities, counts.entities),
        (VOID.classes, len(counts.classes)),
        (VOID.properties, len(counts.properties)),
    ):
        yield data.iri, what, Literal(number)
    for term in (*counts.classes, *counts.properties):
        if (namespace := _namespace(term)) is not None:
            yield data.iri, VOID.vocabulary, URIRef(namespace)
    if len(data.spaces) == 1:
        yield data.iri, VOID.uriSpace, Literal(data.spaces[0])
    else:
        spaces = "|".join(re.escape(one) for one in data.spaces)
        yield data.iri, VOID.uriRegexPattern, Literal(f"^({spaces})")


def _partitions(data: _Data) -> Iterator[Triple]:
    """Each class with its members, and each property with its triples."""
    for iri, number in data.counts.classes.items():
        part = data.named("class", iri)
        yield data.iri, VOID.classPartition, part
        yield part, VOID["class"], URIRef(iri)
        yield part, VOID.entities, Literal(number)
    for iri, number in data.counts.properties.items():
        part = data.named("property", iri)
        yield data.iri, VOID.propertyPartition, part
        yield part, VOID.property, URIRef(iri)
        yield part, VOID.triples, Literal(number)


def _graphs(data: _Data) -> Iterator[Triple]:
    """The named graphs, and how many triples each has."""
    for iri, number in data.counts.graphs.items():
        name, graph = data.named("named-graph", iri), data.named("graph", iri)
        yield data.iri, SD.namedGraph, name
        yield name, RDF.type, SD.NamedGraph
        yield name, SD.name, URIRef(iri)
        yield name, SD.graph, graph
        yield data.iri, VOID.subset, graph
        yield graph, RDF.type, SD.Graph
        yield graph, VOID.triples, Literal(number)


def _examples(data: _Data, store: Store) -> Iterator[Triple]:
    """The first document and the first of its statements, to look at."""
    for document in data.documents[:1]:
        yield data.iri, VOID.exampleResource, document
        sparql = f"SELECT ?one {{ ?one {SV.statedIn.n3()} {document.n3()} }} ORDER BY ?one LIMIT 1"
        for (statement,) in store.select(sparql).rows:
            yield data.iri, VOID.exampleResource, URIRef(str(statement))


def _namespace(term: str) -> str | None:
    """The one of our namespaces that a term is in: of those that begin its IRI, the longest."""
    return max((one for one in PREFIXES.values() if term.startswith(one)), key=len, default=None)


def _short(iri: str, base: str) -> str:
    """An IRI without the base, or with a prefix, or in full."""
    if iri.startswith(base):
        return iri.removeprefix(base)
    namespace = _namespace(iri)
    prefixes = {namespace: prefix for prefix, namespace in PREFIXES.items()}
    return f"{prefixes[namespace]}:{iri.removeprefix(namespace)}" if namespace else iri


def _english(text: str) -> Literal:
    return Literal(text, lang="en")
