"""The description of the data set, against counts of the graph that are made by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, PROV, RDF, RDFS, VOID
from rdflib.term import Node

from servanda import iris
from servanda.build import build, documents_in
from servanda.build.assembly import concluded
from servanda.describe.dataset import described, description, sizes
from servanda.errors import ReadError
from servanda.iris import BASE, INFERRED_GRAPH
from servanda.read.dataset import NOTHING, Agent, Told
from servanda.store import Store
from servanda.vocab import PREFIXES, SD, SV, VCARD

DATASET = URIRef(f"{BASE}dataset")
TYPE = ox.NamedNode(str(RDF.type))
DOCUMENT = """
    <{base}document/{name}> a <{sv}Instrument> ; <{dcterms}language> "en" {date} .
    <{base}document/{name}#statement=1,2> a <{sv}Statement> ; <{sv}statedIn> <{base}document/{name}> ;
        <{sv}topic> <https://w3id.org/servanda/topic#borders> .
    <{base}document/{name}#extraction> <{prov}wasAssociatedWith> <{base}agent/servanda-9> .
"""


@dataclass(frozen=True)
class Described:
    """A built graph: what describes it, and the rest of it."""

    folder: Path

    @cached_property
    def about(self) -> Graph:
        """The description."""
        return described(Store.load(self.folder)).union()

    @cached_property
    def data(self) -> tuple[ox.Quad, ...]:
        """The quads that do not belong to the description."""
        about = {f"{s.n3()} {p.n3()} {o.n3()}" for s, p, o in self.about}
        quads = ox.parse(path=self.folder / "graph.nq", format=ox.RdfFormat.N_QUADS)
        return tuple(quad for quad in quads if str(quad.triple) not in about)

    @cached_property
    def triples(self) -> frozenset[ox.Triple]:
        """The triples that do not belong to the description, each once."""
        return frozenset(quad.triple for quad in self.data)

    def number(self, subject: Node, property_: URIRef) -> int:
        """The one number that the description has there."""
        [value] = self.about.objects(subject, property_)
        return int(str(value))

    def parts(self, link: URIRef, key: URIRef, number: URIRef) -> dict[str, int]:
        """The numbers of partitions, by what they are about."""
        return {
            str(self.about.value(part, key)): self.number(part, number)
            for part in self.about.objects(DATASET, link)
        }


@pytest.fixture(scope="module")
def corpus(built: Path) -> Described:
    return Described(built)


def turtle(name: str, day: str = "", base: str = BASE) -> bytes:
    """The triples of a small document."""
    dated = f'; <{DCTERMS.date}> "{day}"^^<http://www.w3.org/2001/XMLSchema#date>' if day else ""
    text = DOCUMENT.format(base=base, name=name, date=dated, sv=SV, dcterms=DCTERMS, prov=PROV)
    return Graph().parse(data=text, format="turtle").serialize(format="nt").encode()


def about(days: Mapping[str, str], told: Told = NOTHING, base: str = BASE) -> Graph:
    """The description of small documents, by their names and dates."""
    store = Store()
    for name, day in days.items():
        store.add_ntriples(iris.document(name, base), turtle(name, day, base))
    graph = Graph()
    for triple in description(store, base, told):
        graph.add(triple)
    return graph


def only(graph: Graph, property_: URIRef, subject: Node = DATASET) -> Node:
    [value] = graph.objects(subject, property_)
    return value


# --- the numbers ---------------------------------------------------------------------------------


def test_the_whole_is_counted_without_the_description(corpus: Described) -> None:
    """Triples, entities, classes and properties are those of what the description describes."""
    types = [triple for triple in corpus.triples if triple.predicate == TYPE]
    typed = {str(triple.subject) for triple in types if isinstance(triple.subject, ox.NamedNode)}
    assert corpus.number(DATASET, VOID.triples) == len(corpus.triples)
    assert corpus.number(DATASET, VOID.entities) == sum(iri.startswith(f"<{BASE}") for iri in typed)
    assert corpus.number(DATASET, VOID.properties) == len({triple.predicate for triple in corpus.triples})
    named = [triple for triple in types if isinstance(triple.subject, ox.NamedNode)]
    assert corpus.number(DATASET, VOID.classes) == len({triple.object for triple in named})
    assert len(corpus.triples) + len(corpus.about) == len(Store.load(corpus.folder))


def test_each_class_has_its_members(corpus: Described) -> None:
    """The partition of a class counts what belongs to it and has an IRI."""
    types = (triple for triple in corpus.triples if triple.predicate == TYPE)
    expected = Counter(
        triple.object.value
        for triple in types
        if isinstance(triple.object, ox.NamedNode) and isinstance(triple.subject, ox.NamedNode)
    )
    assert corpus.parts(VOID.classPartition, VOID["class"], VOID.entities) == expected


def test_each_property_has_its_triples(corpus: Described) -> None:
    """The partition of a property counts its triples, each once."""
    expected = Counter(triple.predicate.value for triple in corpus.triples)
    assert corpus.parts(VOID.propertyPartition, VOID.property, VOID.triples) == expected


def test_each_graph_has_its_triples(corpus: Described) -> None:
    """The named graphs are there with their sizes, that of inferred triples without the description."""
    expected = Counter(
        quad.graph_name.value for quad in corpus.data if isinstance(quad.graph_name, ox.NamedNode)
    )
    found = {
        str(corpus.about.value(name, SD.name)): corpus.number(
            only(corpus.about, SD.graph, name), VOID.triples
        )
        for name in corpus.about.objects(DATASET, SD.namedGraph)
    }
    assert len(found) == 5
    assert found == expected
    subsets = set(corpus.about.objects(DATASET, VOID.subset))
    assert subsets == set(corpus.about.objects(None, SD.graph))


def test_the_vocabularies_are_those_of_classes_and_properties(corpus: Described) -> None:
    """Each class and property is in a vocabulary that is named, and each of these is of use."""
    found = {str(one) for one in corpus.about.objects(DATASET, VOID.vocabulary)}
    terms = set(corpus.about.objects(None, VOID["class"])) | set(corpus.about.objects(None, VOID.property))
    assert found <= set(PREFIXES.values())
    assert {next(one for one in found if str(term).startswith(one)) for term in terms} == found


def test_it_says_what_its_numbers_count(corpus: Described) -> None:
    """Who reads the numbers finds there that the description is not counted."""
    assert "without this description" in str(only(corpus.about, RDFS.comment))


# --- its form ------------------------------------------------------------------------------------


def test_it_stands_with_what_is_inferred_and_nothing_follows_from_it(corpus: Described) -> None:
    """All of it is in the graph of inferred triples, and it has the classes that it was given, no more."""
    inferred = Store.load(corpus.folder).graph(INFERRED_GRAPH)
    assert all(triple in inferred for triple in corpus.about)
    assert set(corpus.about.objects(DATASET, RDF.type)) == {DCAT.Dataset, VOID.Dataset, SD.Dataset}
    again = Store()
    for graph in (one for one in Store.load(corpus.folder).graphs() if one != INFERRED_GRAPH):
        again.add_ntriples(graph, Store.load(corpus.folder).ntriples(graph)[0])
    assert not len(described(again))


def test_everything_in_it_has_a_name(corpus: Described) -> None:
    """There are no blank nodes: its subjects are the data set, its parts, and things whose class it tells."""
    assert not [term for triple in corpus.about for term in triple if isinstance(term, BNode)]
    others = {one for one in corpus.about.subjects() if not str(one).startswith(str(DATASET))}
    assert {str(one) for one in others} == {
        iris.ONTOLOGY_GRAPH,
        "http://id.loc.gov/vocabulary/iso639-1/en",
        "https://www.apache.org/licenses/LICENSE-2.0",
    }
    assert {p for one in others for p in corpus.about.predicates(one)} == {RDF.type}


def test_what_the_corpus_tells_is_in_its_graph(corpus: Described) -> None:
    """Title, maker, licence and rights of our own data set are those of corpus/dataset.yaml."""
    assert "Mexico and the United States" in str(only(corpus.about, DCTERMS.title))
    assert str(only(corpus.about, FOAF.name, only(corpus.about, DCTERMS.creator))) == "The Servanda authors"
    assert only(corpus.about, DCTERMS.license) == URIRef("https://www.apache.org/licenses/LICENSE-2.0")
    assert "dcterms:rights" in str(only(corpus.about, RDFS.label, only(corpus.about, DCTERMS.rights)))


# --- what it says --------------------------------------------------------------------------------


def test_without_being_told_it_is_made_from_the_data() -> None:
    """Title, description, dates, language, topics and maker follow from the documents; no licence does."""
    graph = about({"a": "2017-06-05", "b": "2019-06-07", "c": ""})
    assert only(graph, DCTERMS.title) == Literal("Commitments in 3 declarations, 2017 to 2019", lang="en")
    words = str(only(graph, DCTERMS.description))
    assert words.startswith(
        "3 statements of 3 declarations from 2017-06-05 to 2019-06-07: who undertook what"
    )
    period = only(graph, DCTERMS.temporal)
    assert [str(only(graph, end, period)) for end in (DCAT.startDate, DCAT.endDate)] == [
        "2017-06-05",
        "2019-06-07",
    ]
    assert only(graph, DCTERMS.creator) == URIRef(f"{BASE}agent/servanda-9")
    assert only(graph, DCAT.theme) == URIRef("https://w3id.org/servanda/topic#borders")
    assert only(graph, DCTERMS.language) == URIRef("http://id.loc.gov/vocabulary/iso639-1/en")
    assert set(graph.objects(DATASET, VOID.exampleResource)) == {
        URIRef(f"{BASE}document/a"),
        URIRef(f"{BASE}document/a#statement=1,2"),
    }
    untold = (DCTERMS.license, DCTERMS.rights, DCTERMS.publisher, DCTERMS.issued, DCAT.contactPoint)
    assert not [value for what in untold for value in graph.objects(DATASET, what)]


@pytest.mark.parametrize(
    "days, title, summary",
    [
        ({"a": ""}, "Commitments in 1 declaration", "1 statement of 1 declaration: "),
        (
            {"a": "2020-01-02"},
            "Commitments in 1 declaration, 2020",
            "1 statement of 1 declaration of 2020-01-02:",
        ),
        (
            {"a": "2020-01-02", "b": "2020-03-04"},
            "Commitments in 2 declarations, 2020",
            "2 statements of 2 declarations from 2020-01-02 to 2020-03-04:",
        ),
    ],
)
def test_title_and_description_count_well(days: dict[str, str], title: str, summary: str) -> None:
    """One is called one, a single day or year is no span, and what has no date is not given any."""
    graph = about(days)
    assert str(only(graph, DCTERMS.title)) == title
    assert str(only(graph, DCTERMS.description)).startswith(summary)
    assert bool(list(graph.objects(DATASET, DCTERMS.temporal))) == any(days.values())


def test_what_is_told_is_said() -> None:
    """Each field of `dataset.yaml` has its property; agents and contact are things of their own."""
    told = Told(
        title="River declarations",
        description="What was declared.",
        creator=(Agent("Ada Example"), Agent("Bo", "https://example.org/bo"), Agent("外務省")),
        publisher=Agent("Ada Example"),
        licence="https://spdx.org/licenses/MIT",
        issued=date(2022, 1, 2),
        modified=date(2022, 3, 4),
        homepage="https://example.org/rivers",
        contact="mailto:rivers@example.org",
        keywords=("rivers", "dams"),
    )
    graph = about({"a": "2020-01-02"}, told)
    plain = {
        DCTERMS.title: Literal("River declarations", lang="en"),
        DCTERMS.description: Literal("What was declared.", lang="en"),
        DCTERMS.license: URIRef("https://spdx.org/licenses/MIT"),
        DCTERMS.issued: Literal(date(2022, 1, 2)),
        DCTERMS.modified: Literal(date(2022, 3, 4)),
        DCAT.landingPage: URIRef("https://example.org/rivers"),
        DCTERMS.publisher: URIRef(f"{DATASET}#agent=ada-example"),
    }
    assert {what: only(graph, what) for what in plain} == plain
    assert set(graph.objects(DATASET, DCAT.keyword)) == {Literal(word, lang="en") for word in told.keywords}
    makers = {str(only(graph, FOAF.name, one)) for one in graph.objects(DATASET, DCTERMS.creator)}
    assert makers == {"Ada Example", "Bo", "外務省"}
    assert URIRef("https://example.org/bo") in graph.objects(DATASET, DCTERMS.creator)
    contact = only(graph, DCAT.contactPoint)
    assert only(graph, VCARD.hasEmail, contact) == URIRef("mailto:rivers@example.org")


def test_topics_are_keywords_where_none_are_told(corpus: Described) -> None:
    """A catalogue that knows nothing of concepts still finds the names of the topics."""
    themes = set(corpus.about.objects(DATASET, DCAT.theme))
    words = {str(word) for word in corpus.about.objects(DATASET, DCAT.keyword)}
    assert len(words) == len(themes) > 0
    assert "migration" in words


def test_another_base_has_a_data_set_of_its_own() -> None:
    """The data set is called after the base, and the IRIs of the reference data are of its space, too."""
    base = "https://example.org/ours/"
    graph = about({"a": "2020-01-02"}, base=base)
    ours = URIRef(f"{base}dataset")
    assert only(graph, VOID.uriRegexPattern, ours) == Literal(
        r"^(https://example\.org/ours/|https://w3id\.org/servanda/id/)"
    )
    assert not list(graph.objects(ours, VOID.uriSpace))
    assert URIRef(f"{ours}#graph=document/a") in graph.objects(ours, VOID.subset)


def test_what_was_said_before_is_known_again() -> None:
    """All triples of a description are found in a store, and with them the sizes of its graphs."""
    told = Told(creator=(Agent("Bo", "https://example.org/bo"),), licence="https://spdx.org/licenses/MIT")
    store = concluded([(iris.document("a"), turtle("a", "2020-01-02"))], BASE, told)
    plain = store.without(described(store).triples())
    assert len(plain) == len(store) - len(described(store))
    assert not list(plain.triples(DATASET))
    assert not list(plain.triples(URIRef("https://example.org/bo")))
    assert set(sizes(store)) == set(store.graphs())
    assert sizes(store)[iris.document("a")] == len(store.graph(iris.document("a")))


# --- the file among the declarations -------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a declaration, and something told about it."""
    (tmp_path / "in").mkdir()
    text = "Norland and Sudland met on 1 March 2020.\n\nCanada and Mexico agree to share flood warnings.\n"
    (tmp_path / "in" / "floods.txt").write_text(text, encoding="utf-8")
    (tmp_path / "in" / "dataset.yaml").write_text("title: Floods\n", encoding="utf-8")
    return tmp_path / "in"


def test_it_is_no_declaration(folder: Path) -> None:
    """In a folder, by a pattern and by its own name it tells of the data set, once."""
    inputs = documents_in([folder, folder / "*", folder / "dataset.yaml"])
    assert [file.name for file in inputs.files] == ["floods.txt"]
    assert inputs.about == (folder / "dataset.yaml",)
    assert inputs.remarks == ()


def test_a_file_given_by_its_name_is_told_nothing(folder: Path) -> None:
    """What lies beside a declaration that is given alone is about other declarations, too."""
    assert documents_in([folder / "floods.txt"]).about == ()


def test_alone_it_describes_nothing(folder: Path) -> None:
    """Without a declaration there is no data set to tell of."""
    (folder / "floods.txt").unlink()
    with pytest.raises(ReadError, match=r"dataset\.yaml: this tells of a data set; give the"):
        documents_in([folder / "dataset.yaml"])
    with pytest.raises(ReadError, match=r"no declaration .* lies in this folder"):
        documents_in([folder])


def test_a_folder_of_its_name_is_none(folder: Path) -> None:
    """Only a file tells of the data set."""
    (folder / "dataset.yaml").unlink()
    (folder / "dataset.yaml").mkdir()
    assert documents_in([folder]).about == ()


def test_two_of_them_stop_a_build_before_anything_is_read(folder: Path, tmp_path: Path) -> None:
    """Folders that both have one cannot be built together; nothing is written."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "fires.txt").write_text("not read\n", encoding="utf-8")
    (other / "dataset.yaml").write_text("title: Fires\n", encoding="utf-8")
    with pytest.raises(ReadError, match="describes the data set, too; keep one of the two"):
        build([folder, other], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_what_it_tells_is_built(folder: Path, tmp_path: Path) -> None:
    """The title told is that of the data set in the built graph."""
    build([folder], tmp_path / "out")
    store = Store.load(tmp_path / "out")
    assert list(store.values(DATASET, DCTERMS.title)) == [Literal("Floods", lang="en")]
