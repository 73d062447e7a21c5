"""Exports: whatever a database reads, it has the graph that the store has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, XSD

from servanda.export import SPLIT, SUFFIXES, Format, export
from servanda.store import Store, Triple
from servanda.vocab import PREFIXES

# rdflib 7.6 parses TriG and N-Quads through classes that it calls deprecated itself.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

DECLARATIONS = Path(__file__).parent.parent / "questions" / "declarations.trig"
NAMED = (Format.NQUADS, Format.TRIG, Format.JSONLD)
PARSERS = {"ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}
EX = "https://example.org/"
AWKWARD = (
    Literal('"quotes" \\ and a\nnew line\tand tab'),
    Literal("Größe 🙂 中文", lang="de"),
    Literal("007", datatype=XSD.integer, normalize=False),
    Literal("12345678901234567890", datatype=XSD.integer),
    Literal("-5", datatype=XSD.integer),
    Literal("1", datatype=XSD.boolean, normalize=False),
    Literal("true", datatype=XSD.boolean),
    Literal("1.50", datatype=XSD.decimal, normalize=False),
    Literal("2019-06-07", datatype=XSD.date),
    Literal("sv:Statement"),
    Literal(""),
    URIRef("https://w3id.org/servanda/id/document/a#char=3,9"),
    URIRef("https://w3id.org/servanda/id/"),
    URIRef("https://w3id.org/servanda/id///odd"),
    URIRef("urn:x:y"),
)


def written(source: Lines, format_: Format, wanted: Selection = ALL) -> bytes:
    """An export, in one piece."""
    return b"".join(export(source, format_, wanted))


def awkward() -> list[Triple]:
    """Literals and IRIs that serialisers get wrong, and blank nodes in a ring."""
    triples: list[Triple] = [
        (URIRef(EX + "s"), URIRef(f"{EX}p{place}"), term) for place, term in enumerate(AWKWARD)
    ]
    ring = [BNode(), BNode(), BNode()]
    triples += [
        (one, URIRef(EX + "next"), other) for one, other in zip(ring, [*ring[1:], ring[0]], strict=True)
    ]
    return [*triples, (URIRef(EX + "s"), RDF.type, URIRef(EX + "T")), (ring[0], RDF.type, RDF.List)]


@pytest.fixture(scope="module", params=["declarations", "awkward"])
def store(request: pytest.FixtureRequest) -> Store:
    if request.param == "declarations":
        return Store.load(DECLARATIONS)
    store = Store()
    store.add(EX + "graph", awkward())
    store.add(EX + "other", [(URIRef(EX + "s"), RDF.type, URIRef(EX + "T"))])
    return store


@pytest.mark.parametrize("format_", SPLIT)
def test_rdflib_reads_the_same(store: Store, format_: Format) -> None:
    """What rdflib reads from an export is isomorphic to the store, graph by graph if there are graphs."""
    data = written(store, format_).decode()
    if format_ in NAMED:
        read = Dataset().parse(data=data, format=PARSERS.get(format_, format_))
        graphs = {str(graph.identifier) for graph in read.graphs() if len(graph)}
        assert graphs == set(store.graphs())
        assert all(isomorphic(read.graph(URIRef(iri)), store.graph(iri)) for iri in graphs)
    else:
        assert isomorphic(Graph().parse(data=data, format=PARSERS.get(format_, format_)), store.union())


@pytest.mark.parametrize("format_", SPLIT)
def test_oxigraph_reads_the_same(store: Store, format_: Format, tmp_path: Path) -> None:
    """What Oxigraph reads from an export is isomorphic to the store, and exports to the same bytes."""
    file = tmp_path / f"graph{SUFFIXES[format_]}"
    file.write_bytes(written(store, format_))
    read = Store.load(file)
    assert isomorphic(read.union(), store.union())
    if format_ in NAMED:
        assert read.graphs() == store.graphs()
        assert written(read, format_) == written(store, format_)


@pytest.mark.parametrize("format_", SPLIT)
def test_same_bytes(format_: Format) -> None:
    """The order in which triples came in leaves no trace in an export."""
    one, other = Store(), Store()
    triples = awkward()
    one.add(EX + "graph", triples)
    other.add(EX + "graph", reversed(triples))
    assert written(one, format_) == written(other, format_)


def test_jsonld_is_short() -> None:
    """JSON-LD declares the prefixes that it uses and no others, and writes strings and integers plainly."""
    document = json.loads(written(Store.load(DECLARATIONS), Format.JSONLD))
    assert document["@context"].items() <= PREFIXES.items()
    assert "fibo-fnd-agr-agr" not in document["@context"]
    note = next(graph for graph in document["@graph"] if graph["@id"] == "id:document/harbour-note")
    assert next(node for node in note["@graph"] if node["@id"] == "id:document/harbour-note#char=41,59") == {
        "@id": "id:document/harbour-note#char=41,59",
        "@type": "sv:Span",
        "oa:end": 59,
        "oa:exact": "dredge the harbour",
        "oa:start": 41,
        "sv:spanOf": {"@id": "id:document/harbour-note"},
    }


def test_turtle_by_document() -> None:
    """In Turtle all parts of one document stand together."""
    turtle = written(Store.load(DECLARATIONS), Format.TURTLE).decode()
    order = [
        line for line in turtle.splitlines() if line.startswith("<https://w3id.org/servanda/id/document/")
    ]
    documents = [line[1:].split(">")[0].split("#")[0] for line in order]
    assert documents == sorted(documents)
    assert len(set(documents)) == 3


@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40))
def test_any_text(text: str) -> None:
    """Any string comes through JSON-LD unchanged."""
    store = Store()
    store.add(EX + "graph", [(URIRef(EX + "s"), URIRef(EX + "p"), Literal(text))])
    document = json.loads(written(store, Format.JSONLD))
    assert document["@graph"][0]["@graph"][0][EX + "p"] == text
