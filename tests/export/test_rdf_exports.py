"""Exports: whatever a database reads, it has the graph that the store has."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, XSD

from servanda.errors import DataError
from servanda.export import SPLIT, SUFFIXES, Format, export, split
from servanda.store import UNNAMED_GRAPH, Lines, Rdf, Store, Triple, lines_at
from servanda.syntax import Syntax
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


def written(source: Lines, format_: Format) -> bytes:
    """An export, in one piece."""
    return b"".join(export(source, format_))


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
    """JSON-LD declares what it uses and no more, and writes strings and integers plainly."""
    document = json.loads(written(Store.load(DECLARATIONS), Format.JSONLD))
    context = document["@context"]
    assert {
        name: meaning for name, meaning in context.items() if name in PREFIXES
    }.items() <= PREFIXES.items()
    assert context["bearer"] == {"@id": "sv:bearer", "@type": "@id"}
    assert not {"fibo-fnd-agr-agr", "Treaty", "Furniture"} & context.keys()
    (document_,) = of_graph(document, "id:document/harbour-note")
    (statement,) = document_["@reverse"]["statedIn"]
    assert statement["evidence"] == {
        "@id": "id:document/harbour-note#char=41,59",
        "@type": "Span",
        "oa:end": 59,
        "oa:exact": "dredge the harbour",
        "oa:start": 41,
        "spanOf": "id:document/harbour-note",
    }


def of_graph(document: dict[str, Any], graph: str) -> list[dict[str, Any]]:
    """The nodes of a graph in a JSON-LD document."""
    found: list[dict[str, Any]] = next(one["@graph"] for one in document["@graph"] if one["@id"] == graph)
    return found


def test_jsonld_is_a_tree_for_each_document(built: Path) -> None:
    """A document holds its passages and statements in their order, each with the spans that it stands on."""
    document = json.loads(written(lines_at(built), Format.JSONLD))
    for slug in ("2017-06-05-interparliamentary-joint-declaration", "2019-06-07-us-mexico-joint-declaration"):
        tree, *_ = of_graph(document, f"id:document/{slug}")
        parts = tree["@reverse"]
        assert tree["@id"] == f"id:document/{slug}"
        assert parts.keys() == {"mentionedIn", "passageOf", "statedIn"}
        offsets = [
            int(one["@id"].split("=")[1].split(",")[0]) for one in parts["statedIn"] if "action" in one
        ]
        assert offsets == sorted(offsets)
        assert all("oa:exact" in one["evidence"] for one in parts["statedIn"] if "action" in one)


def test_turtle_by_document() -> None:
    """In Turtle all parts of a document stand together, under its title."""
    turtle = written(Store.load(DECLARATIONS), Format.TURTLE).decode()
    order = [
        line
        for line in turtle.splitlines()
        if line.startswith(("<https://w3id.org/servanda/id/document/", "# "))
    ]
    documents = [line[1:].split(">")[0].split("#")[0] for line in order if line.startswith("<")]
    titles = [line for line in order if line.startswith("# ")]
    assert documents == sorted(documents)
    assert len(set(documents)) == 3
    assert "# Note on the Harbour" in titles
    assert order.index("# Note on the Harbour") + 1 == next(
        place for place, line in enumerate(order) if line.startswith("<") and "harbour-note" in line
    )


@pytest.mark.parametrize("format_", SPLIT)
def test_split_by_graph(format_: Format, tmp_path: Path) -> None:
    """A split export has a file for each graph, which holds that graph and nothing else."""
    store = Store.load(DECLARATIONS)
    files = {name: b"".join(parts) for name, parts in split(store, format_)}
    if format_ is Format.JSONLD:
        context = json.loads(files.pop("context.jsonld"))["@context"]
        assert context["Treaty"] == "sv:Treaty"
    assert len(files) == len(store.graphs())
    for graph in store.graphs():
        name = f"{graph.rpartition('/')[2]}{SUFFIXES[format_]}"
        (tmp_path / name).write_bytes(files[name])
        assert isomorphic(Store.load(tmp_path / name).union(), store.graph(graph))


def test_split_keeps_files_of_one_name_apart() -> None:
    """Graphs whose names end alike, and what stands in none, have files of their own."""
    store = Store()
    for place, last in (("a", "note"), ("b", "note"), ("c", "note-2")):
        store.add(f"{EX}{place}/{last}", [(URIRef(EX + place), RDF.type, URIRef(EX + "T"))])
    store.add(UNNAMED_GRAPH, [(URIRef(EX + "none"), RDF.type, URIRef(EX + "T"))])
    files = {name: b"".join(parts) for name, parts in split(store, Format.NTRIPLES)}
    type_ = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    assert {name: data.decode() for name, data in files.items()} == {
        f"{name}.nt": f"<{EX}{one}> {type_} <{EX}T> .\n"
        for name, one in {"note": "a", "note-2": "b", "note-2-2": "c", "unnamed": "none"}.items()
    }


@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40))
def test_any_text(text: str) -> None:
    """Any string comes through JSON-LD unchanged."""
    store = Store()
    store.add(EX + "graph", [(URIRef(EX + "s"), URIRef(EX + "p"), Literal(text))])
    document = json.loads(written(store, Format.JSONLD))
    assert document["@graph"][0]["@graph"][0][EX + "p"] == text


@given(
    text=st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\n\r"))
)
def test_any_text_in_xml(text: str) -> None:
    """Any string that XML can hold comes through RDF/XML unchanged, its line ends too."""
    store = Store()
    store.add(EX + "graph", [(URIRef(EX + "s"), URIRef(EX + "p"), Literal(text))])
    assert isomorphic(Graph().parse(data=written(store, Format.RDFXML), format="xml"), store.union())


@pytest.mark.parametrize("character", ["\x01", "\x0b", "\f", "\ufffe"])
def test_what_xml_cannot_hold(character: str) -> None:
    """A character that XML has no way to write is an error that says where it stands; others are not."""
    store = Store()
    store.add(EX + "graph", [(URIRef(EX + "s"), URIRef(EX + "p"), Literal("\\b \\u0001 \x7f"))])
    assert isomorphic(Graph().parse(data=written(store, Format.RDFXML), format="xml"), store.union())
    store.add(EX + "graph", [(URIRef(EX + "t"), URIRef(EX + "p"), Literal(f"\\{character}"))])
    with pytest.raises(
        DataError, match=r"XML cannot hold the character .* in a text of <https://example.org/t>"
    ):
        written(store, Format.RDFXML)


def odd(lines: str) -> Store:
    """A store with some N-Quads, `d` for a document's graph."""
    text = lines.replace(" d", f" <{EX}d>").replace("\nd ", f"\n<{EX}d> ").replace("sv:", PREFIXES["sv"])
    return Store.parse(Rdf(text.encode(), Syntax.NQUADS, "odd"))


@pytest.mark.parametrize("format_", NAMED)
@pytest.mark.parametrize(
    "lines",
    [
        "\nd <http://purl.org/dc/terms/title> <urn:a:title> d .",
        '\nd <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "no class" d .',
        "\nd <sv:party> _:one d .\n_:one <sv:name> _:two d .\n_:two <sv:statedIn> d <urn:a:other> .",
        "\n<urn:a:s> <sv:statedIn> d d .\n<urn:a:s> <sv:refersTo> <urn:a:s> d .\nd <sv:party> d d .",
    ],
    ids=["title", "type", "blank", "loops"],
)
def test_odd_documents(format_: Format, lines: str, tmp_path: Path) -> None:
    """A title that is an IRI, a type that is a text, blank nodes within and across graphs, and loops stay."""
    store = odd(lines)
    file = tmp_path / f"odd{SUFFIXES[format_]}"
    file.write_bytes(written(store, format_))
    assert list(Store.load(file).lines()) == list(store.lines())


def test_a_tree_does_not_outgrow_its_graph() -> None:
    """Statements that refer to each other by many ways are written once each."""
    steps = range(20)
    links = "".join(
        f"\n<urn:a:{n}> <sv:{link}> <urn:a:{n + 1}> d ." for n in steps for link in ("refersTo", "concerns")
    )
    store = odd(links + "".join(f"\n<urn:a:{n}> <sv:statedIn> d d ." for n in steps) + "\nd <sv:party> d d .")
    document = written(store, Format.JSONLD)
    assert len(document) < 10_000
    assert json.loads(document)["@graph"][0]["@graph"][0]["@reverse"]["statedIn"][19]["@id"] == "urn:a:19"


def test_a_noncharacter_in_a_file(tmp_path: Path) -> None:
    """U+FFFF as it is, in a file, is what its escape is: RDF/XML refuses it, and N-Quads escapes it."""
    file = tmp_path / "graph.nq"
    file.write_text('<urn:a:s> <urn:a:p> "\uffff" .\n', encoding="utf-8")
    assert written(lines_at(file), Format.NQUADS) == b'<urn:a:s> <urn:a:p> "\\uFFFF" .\n'
    with pytest.raises(DataError, match="XML cannot hold"):
        written(lines_at(file), Format.RDFXML)
