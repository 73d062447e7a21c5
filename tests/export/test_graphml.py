"""GraphML: NetworkX reads the property graph from it, and Gephi and yEd find the labels they show."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from lxml import etree
from rdflib import Literal, URIRef
from rdflib.namespace import RDF, RDFS, XSD

from servanda.export.graphml import graphml
from servanda.export.property_graph import NAME, Property, property_graph
from servanda.store import Store
from servanda.vocab import SV

EX = "https://example.org/"
STATEMENT = URIRef(f"{EX}document/a#statement=0,9")
NAMESPACES = {"g": "http://graphml.graphdrawing.org/xmlns", "y": "http://www.yworks.com/xml/graphml"}


@pytest.fixture(scope="module", params=["declarations", "corpus"])
def store(request: pytest.FixtureRequest, root: Path) -> Store:
    if request.param == "corpus":
        return Store.load(request.getfixturevalue("built"))
    return Store.load(root / "tests" / "questions" / "declarations.trig")


def of(*said: tuple[URIRef, Literal | URIRef]) -> bytes:
    """The file of a statement of which this is said."""
    store = Store()
    store.add(f"{EX}document/a", [(STATEMENT, RDF.type, SV.Statement)])
    store.add(f"{EX}document/a", [(STATEMENT, term, value) for term, value in said])
    return b"".join(graphml(store))


def parsed(data: bytes) -> Any:
    """The file as NetworkX reads it."""
    return nx.parse_graphml(data.decode())


def plain(value: Property) -> object:
    """A value as GraphML can hold it."""
    if isinstance(value, tuple):
        return json.dumps([str(one) if isinstance(one, date) else one for one in value], ensure_ascii=False)
    return str(value) if isinstance(value, date) else value


def test_networkx_reads_the_same_graph(store: Store) -> None:
    """Each node comes back with its IRI, labels and values with their types, and each edge with its type."""
    found, graph = parsed(b"".join(graphml(store))), property_graph(store)
    nodes = {data["iri"]: data for _, data in found.nodes(data=True)}
    assert set(nodes) == {one.iri for one in graph.nodes}
    for one in graph.nodes:
        data = nodes[one.iri]
        assert (data["label"], json.loads(data["labels"])) == (one.name, list(one.labels))
        expected = {key: plain(value) for key, value in one.properties.items() if key not in (NAME, "label")}
        assert {key: data[key] for key in expected} == expected
    iri = {id_: data["iri"] for id_, data in found.nodes(data=True)}
    edges = Counter((iri[start], data["label"], iri[end]) for start, end, data in found.edges(data=True))
    assert edges == Counter((edge.start, edge.type, edge.end) for edge in graph.edges)


def test_values_keep_their_types() -> None:
    """Truth values, integers and decimals are typed; dates and lists, which GraphML lacks, are strings."""
    data = parsed(
        of(
            (SV.negated, Literal("true", datatype=XSD.boolean)),
            (SV.order, Literal(7)),
            (SV.value, Literal("1.50", datatype=XSD.decimal)),
            (SV.deadline, Literal("2019-06-07", datatype=XSD.date)),
            (SV.timing, Literal("soon")),
            (SV.timing, Literal('as "agreed"')),
        )
    ).nodes["n0"]
    assert [data[key] for key in ("negated", "order", "value", "deadline")] == [True, 7, 1.5, "2019-06-07"]
    assert json.loads(data["timing"]) == ['as "agreed"', "soon"]


def test_texts_survive_xml() -> None:
    """Markup, quotes, line ends of both kinds and letters of any script come back as they were."""
    text = "<b>&amp;\"'\\ \r\nnew\rline\ttab 🙂 中文 ]]>"
    root = etree.fromstring(of((SV.action, Literal(text))))
    assert root.findtext(".//g:data[@key='n:action']", namespaces=NAMESPACES) == text


def test_what_xml_cannot_hold_is_marked() -> None:
    """A control character, which XML 1.0 does not allow, becomes the replacement character."""
    root = etree.fromstring(of((SV.action, Literal("form\x0cfeed"))))
    assert root.findtext(".//g:data[@key='n:action']", namespaces=NAMESPACES) == "form\ufffdfeed"


def test_yed_finds_labels() -> None:
    """Nodes and edges carry yFiles's graphics with the name and the type, under keys that say so."""
    root = etree.fromstring(of((SV.action, Literal("share data")), (SV.bearer, URIRef(f"{EX}actor/ostra"))))
    shapes = root.findall(".//g:node/g:data[@key='nodegraphics']/y:ShapeNode/y:NodeLabel", NAMESPACES)
    lines = root.findall(".//g:edge/g:data[@key='edgegraphics']/y:PolyLineEdge/y:EdgeLabel", NAMESPACES)
    assert sorted(one.text or "" for one in shapes) == ["ostra", "share data"]
    assert [one.text for one in lines] == ["BEARER"]
    keys = {key.get("id"): key.get("yfiles.type") for key in root.findall("g:key", NAMESPACES)}
    assert (keys["nodegraphics"], keys["edgegraphics"]) == ("nodegraphics", "edgegraphics")


def test_gephi_takes_no_property_for_its_own() -> None:
    """A property called like one of Gephi's has a `_` behind it: there is one `label`, and no `size`."""
    own = URIRef("https://example.com/size")
    data = parsed(of((RDFS.label, Literal("a statement")), (own, Literal("large")))).nodes["n0"]
    assert (data["label"], data["label_"], data["size_"]) == ("a statement", "a statement", "large")


def test_the_file_follows_the_structure_of_graphml() -> None:
    """Keys stand before the graph, ids are unique name tokens, and data refer to keys of their element."""
    root = etree.fromstring(of((SV.action, Literal("share")), (SV.bearer, URIRef(f"{EX}actor/ostra"))))
    tags = [etree.QName(child).localname for child in root]
    assert tags == ["key"] * (len(tags) - 1) + ["graph"]
    keys = {key.get("id"): key.get("for") for key in root.findall("g:key", NAMESPACES)}
    for kind in ("node", "edge"):
        for element in root.findall(f".//g:{kind}", NAMESPACES):
            used = [data.get("key") for data in element.findall("g:data", NAMESPACES)]
            assert [keys[key] for key in used] == [kind] * len(used)
            assert len(set(used)) == len(used)
    ids = [one.get("id") or "" for one in root.iter() if one.get("id")]
    assert len(set(ids)) == len(ids)
    assert all(id_.replace(":", "").replace("_", "").isalnum() for id_ in ids)


def test_the_same_graph_gives_the_same_file(store: Store) -> None:
    """Two exports of a store are the same, byte for byte."""
    assert b"".join(graphml(store)) == b"".join(graphml(store))
