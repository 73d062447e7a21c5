"""The folder for Neo4j: read back as its manual has it, it is the property graph; and the script parses."""

from __future__ import annotations

import csv
import io
import re
import shlex
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from graphglot.dialect import Dialect
from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS, XSD

from servanda.export.cypher import script
from servanda.export.neo4j import files
from servanda.export.property_graph import MARK, Edge, Node, PropertyGraph, property_graph
from servanda.store import Store
from servanda.vocab import SV

EX = "https://example.org/"
STATEMENT = URIRef(f"{EX}document/a#statement=0,9")
AWKWARD = '"It\'s" \\ C:\\users\\n \\" \r\nnew line\r\ttab , ; | größer 🙂 中文 \u00a0'

READERS: Mapping[str, Callable[[str], object]] = {
    "string": str,
    "boolean": {"true": True, "false": False}.__getitem__,
    "long": int,
    "double": float,
    "date": date.fromisoformat,
}


@pytest.fixture(scope="module", params=["declarations", "awkward", "corpus"])
def store(request: pytest.FixtureRequest, root: Path) -> Store:
    if request.param == "awkward":
        return awkward()
    if request.param == "corpus":
        return Store.load(request.getfixturevalue("built"))
    return Store.load(root / "tests" / "questions" / "declarations.trig")


def awkward() -> Store:
    """A statement with all types of values, and texts that are hard to quote."""
    store = Store()
    said = [
        (SV.action, Literal(AWKWARD)),
        (SV.condition, Literal("")),
        (SV.purpose, Literal(" blanks at both ends ")),
        (SV.negated, Literal("false", datatype=XSD.boolean)),
        (SV.deadline, Literal("2019-06-07", datatype=XSD.date)),
        (SV.value, Literal("-1.50", datatype=XSD.decimal)),
        (SV.order, Literal(-3)),
        (SKOS.altLabel, Literal(AWKWARD)),
        (SKOS.altLabel, Literal("Maße", lang="de")),
        (SKOS.altLabel, Literal("a;b|c¦d")),
        (DCTERMS.title, Literal("título", lang="es")),
        (SV.bearer, URIRef(f"{EX}actor/ostra")),
    ]
    store.add(f"{EX}document/a", [(STATEMENT, term, value) for term, value in said])
    store.add(f"{EX}document/a", [(STATEMENT, RDF.type, SV.Statement), (STATEMENT, RDF.type, SV.Commitment)])
    return store


def folder(store: Store) -> dict[str, str]:
    return {name: "".join(content) for name, content in files(store)}


class Folder:
    """A folder as the importer reads it: its arguments, and the nodes and edges of the files they name."""

    def __init__(self, written: Mapping[str, str]) -> None:
        self.written = written
        self.options = dict[str, str]()
        self.nodes = list[Node]()
        self.edges = list[Edge]()
        self.own_names = dict[str, tuple[str, ...]]()
        self.read = set[str]()
        groups = list[tuple[str, str]]()
        for argument in shlex.split(written["import.args"]):
            option, _, value = argument.partition("=")
            if option in ("--nodes", "--relationships"):
                groups.append((option, value))
            else:
                self.options[option] = value
        self.divider = chr(int(self.options["--array-delimiter"].removeprefix("U+"), 16))
        for option, group in groups:
            header, data = group.split(",")
            self.read |= {header, data}
            columns = next(csv.reader(io.StringIO(written[header])))
            for row in csv.reader(io.StringIO(written[data], newline=""), strict=True):
                assert len(row) == len(columns)
                (self.node if option == "--nodes" else self.edge)(dict(zip(columns, row, strict=True)))

    def node(self, row: Mapping[str, str]) -> None:
        """Takes a line of nodes."""
        first, *labels = row[":LABEL"].split(self.divider)
        assert first == MARK
        own_names = tuple(row["servandaNames:string[]"].split(self.divider))
        told = {column.partition(":")[0]: self.value(column, text) for column, text in row.items()}
        properties = {
            name: value
            for name, value in told.items()
            if name not in ("", "iri", "servandaNames") and value is not None
        }
        node = Node(row["iri:ID"], tuple(labels), properties)
        self.nodes.append(node)
        self.own_names[node.iri] = own_names

    def edge(self, row: Mapping[str, str]) -> None:
        """Takes a line of relationships, which has our mark."""
        assert row["servanda:boolean"] == "true"
        graphs = tuple(row["servandaGraphs:string[]"].split(self.divider))
        self.edges.append(Edge(row[":TYPE"], row[":START_ID"], row[":END_ID"], graphs))

    def value(self, column: str, text: str) -> Any:
        """The value of a field; the CSV reader does not tell no text from an empty one."""
        kind = column.partition(":")[2]
        if kind in ("ID", "LABEL") or not text:
            return None
        read = READERS[kind.removesuffix("[]")]
        return tuple(map(read, text.split(self.divider))) if kind.endswith("[]") else read(text)


def without_empty(graph: PropertyGraph) -> list[Node]:
    """The nodes, without the values that a CSV reader cannot tell from none."""
    return [
        Node(one.iri, one.labels, {key: value for key, value in one.properties.items() if value != ""})
        for one in graph.nodes
    ]


def test_the_importer_reads_the_same_graph(store: Store) -> None:
    """The files that the arguments name hold each node and edge once, with all labels, values and types."""
    found, graph = Folder(folder(store)), property_graph(store)
    assert sorted(found.nodes, key=lambda one: one.iri) == without_empty(graph)
    assert sorted(found.edges) == list(graph.edges)
    assert found.nodes


def test_nodes_list_what_is_ours(store: Store) -> None:
    """Each node lists its labels and the properties that it has, and no others of its file."""
    found, graph = Folder(folder(store)), property_graph(store)
    expected = {
        one.iri: sorted([*one.properties, *(f":{label}" for label in one.labels)]) for one in graph.nodes
    }
    assert {iri: list(names) for iri, names in found.own_names.items()} == expected


def test_the_arguments_name_every_file(store: Store) -> None:
    """All files but the arguments, the script and the page about them are named by the arguments."""
    found = Folder(folder(store))
    assert set(found.written) - found.read == {"import.args", "load.cypher", "README.md"}


def test_the_arguments_are_known_to_the_importer() -> None:
    """Each option is one of `neo4j-admin database import full` in Neo4j 5, with a value that it takes."""
    options = Folder(folder(awkward())).options
    assert options["--multiline-fields"] == "true"
    assert options["--legacy-style-quoting"] == "false"
    assert options["--id-type"] == "string"
    assert re.fullmatch(r"U\+[0-9A-F]{4}", options["--array-delimiter"])
    assert int(options["--read-buffer-size"]) >= 4 << 20
    assert set(options) <= {
        "--array-delimiter",
        "--bad-tolerance",
        "--id-type",
        "--legacy-style-quoting",
        "--multiline-fields",
        "--read-buffer-size",
    }


def test_a_text_longer_than_the_buffer_gets_a_larger_one() -> None:
    """The buffer that the arguments ask for holds the longest value."""
    store = Store()
    store.add(
        f"{EX}g", [(STATEMENT, RDF.type, SV.Statement), (STATEMENT, SV.text, Literal('"é' * (2 << 20)))]
    )
    asked = re.search(r"^--read-buffer-size=(\d+)$", folder(store)["import.args"], re.MULTILINE)
    assert asked
    assert int(asked[1]) > 8 << 20


def test_no_value_holds_what_divides_lists() -> None:
    """Lists are divided by a character that no value has, a semicolon if none has that."""
    assert Folder(folder(awkward())).divider not in ";|¦"
    store = Store()
    store.add(f"{EX}g", [(STATEMENT, RDF.type, SV.Statement)])
    assert Folder(folder(store)).divider == ";"


def test_no_value_and_an_empty_one_differ() -> None:
    """A property that a node lacks is nothing between commas, and an empty text is two quotes."""
    store = awkward()
    other = URIRef(f"{EX}document/a#statement=10,19")
    store.add(f"{EX}document/a", [(other, RDF.type, SV.Statement), (other, RDF.type, SV.Commitment)])
    written = folder(store)
    columns = written["nodes-Statement-Commitment-header.csv"].rstrip().split(",")
    lines = written["nodes-Statement-Commitment.csv"]
    assert '"",' in lines[lines.index("statement=0,9") :]
    assert lines[lines.index("statement=10,19") :].split(",")[columns.index("condition:string") + 1] == ""


def test_the_same_graph_gives_the_same_folder() -> None:
    """The order in which triples came does not show."""
    one, other = awkward(), Store()
    other.add(f"{EX}document/a", sorted(one.triples(), reverse=True))
    assert folder(one) == folder(other)


# --- the script ----------------------------------------------------------------------------------


def statements(text: str) -> Sequence[str]:
    """The statements of a script, without its comments."""
    lines = [line for line in text.split("\n") if not line.startswith("//")]
    return [one.strip() for one in "\n".join(lines).split(";\n") if one.strip()]


def test_every_statement_is_cypher_of_neo4j() -> None:
    """A parser of Neo4j's dialect reads each statement of the script, its constraint among them."""
    neo4j = Dialect.get_or_raise("neo4j")
    told = statements("".join(script(property_graph(awkward()))))
    assert [neo4j.validate(one).success for one in told] == [True] * len(told)
    assert told[0].startswith("CREATE CONSTRAINT")
    assert len(told) == 4
    assert not neo4j.validate(told[1].replace("MERGE", "MERCE")).success


def test_the_script_makes_all_of_the_graph(store: Store) -> None:
    """Each node and each edge is a row of one statement, and no statement has more than two hundred."""
    graph = property_graph(store)
    told = statements("".join(script(graph)))
    rows = [one.count("\n  {iri: ") for one in told], [one.count("\n  {start: ") for one in told]
    assert tuple(map(sum, rows)) == (len(graph.nodes), len(graph.edges))
    assert max(max(counts) for counts in rows) <= 200


def test_the_folder_holds_the_script() -> None:
    """The folder's `load.cypher` is the script, and its page gives the commands."""
    written = folder(awkward())
    assert written["load.cypher"] == "".join(script(property_graph(awkward())))
    assert "neo4j-admin database import full neo4j @import.args" in written["README.md"]
