from __future__ import annotations

from email.message import Message

import pyoxigraph as ox
import pytest

from servanda.errors import EndpointError
from servanda.store.dialects import Parameters, cut, mended, names_dataset, rows_of, union

SV = "https://w3id.org/servanda/ontology#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
QUADS = f"""
<urn:a> <{TYPE}> <{SV}Instrument> <urn:g:inferred> .
<urn:a> <urn:title> "A" <urn:g:a> .
<urn:b> <urn:title> "B" <urn:g:b> .
"""
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
GRAPHS = ["urn:g:a", "urn:g:b", "urn:g:inferred"]


class Server:
    """A store behind the protocol, which takes the parameters of one kind of server."""

    def __init__(self, kind: str, quads: str = QUADS) -> None:
        self.kind = kind
        self.asked = list[Parameters]()
        self.store = ox.Store()
        self.store.load(quads, format=ox.RdfFormat.N_QUADS)

    def query(self, sparql: str, parameters: Parameters) -> ox.QueryBoolean | ox.QuerySolutions:
        """What the server answers."""
        self.asked.append(parameters)
        names: dict[str, list[str]] = {"default-graph-uri": [], "named-graph-uri": []}
        for name, value in parameters:
            names.setdefault(name, []).append(value)
        default, named = names["default-graph-uri"], names["named-graph-uri"]
        options: dict[str, object] = {}
        if "union-default-graph" in names and self.kind == "Oxigraph":
            options["use_default_graph_as_union"] = True
        elif default or named:
            options["default_graph"] = self._graphs(default)
            options["named_graphs"] = self._graphs(named)
        answer = self.store.query(sparql, **options)  # type: ignore[arg-type]
        assert not isinstance(answer, ox.QueryTriples)
        return answer

    def _graphs(self, iris: list[str]) -> list[ox.NamedNode]:
        everything = {
            "Fuseki": ["urn:x-arq:UnionGraph"],
            "Stardog": ["tag:stardog:api:context:all", "tag:stardog:api:context:named"],
        }
        if any(iri in everything.get(self.kind, []) for iri in iris):
            return [ox.NamedNode(graph) for graph in GRAPHS]
        if self.kind == "strict" and not {*iris} <= {*GRAPHS}:
            raise EndpointError("no such graph")
        return [ox.NamedNode(iri) for iri in iris]

    def union(self) -> Parameters:
        """The parameters found for this server."""
        return union(lambda sparql, parameters: bool(self.query(sparql, parameters)), lambda: GRAPHS)

    def count(self, sparql: str, parameters: Parameters) -> int:
        """The number that a query counts."""
        answer = self.query(sparql, parameters)
        assert isinstance(answer, ox.QuerySolutions)
        return int(next(answer)[0].value)


@pytest.mark.parametrize("kind", ["Oxigraph", "Stardog", "Fuseki", "standard", "strict"])
def test_the_union_is_found_on_every_kind_of_server(kind: str) -> None:
    """Where the default graph is empty, what the server understands makes it the union; named graphs stay."""
    server = Server(kind)
    assert server.count(COUNT, ()) == 0
    found = server.union()
    assert server.count(COUNT, found) == 3
    assert server.count("SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }", found) == 3


@pytest.mark.parametrize(
    "quads",
    ["", '<urn:a> <urn:b> "c" <urn:g:a> .', f"{QUADS}<urn:a> <{TYPE}> <{SV}Instrument> ."],
    ids=["nothing", "no documents", "documents in the default graph"],
)
def test_no_union_is_asked_for_without_need(quads: str) -> None:
    """A server whose default graph has the documents, or that has none, is asked as it is."""
    server = Server("Oxigraph", quads)
    assert server.union() == ()
    assert set(server.asked) == {()}
    assert len(server.asked) <= 2


@pytest.mark.parametrize(
    "sparql,url,named",
    [
        ("SELECT * { ?s ?p ?o }", "http://a/query", False),
        ("SELECT * FROM <urn:g> { ?s ?p ?o }", "http://a/query", True),
        ("SELECT * from named <urn:g> { GRAPH ?g { ?s ?p ?o } }", "http://a/query", True),
        ('SELECT ?from { ?from :from "from" } # from', "http://a/query", False),
        ("ASK {}", "http://a/query?default-graph-uri=urn:g", True),
        ("ASK {}", "http://a/query?union-default-graph", True),
        ("ASK {}", "http://a/query?timeout=0", False),
    ],
)
def test_whoever_names_graphs_gets_those(sparql: str, url: str, named: bool) -> None:  # noqa: FBT001
    """A query with FROM, or an address that names a dataset, is known as such; a word in a text is not."""
    assert names_dataset(sparql, url) is named


def test_truth_values_of_virtuoso_are_mended() -> None:
    """0 and 1 become false and true where they are truth values, and nowhere else."""
    datatype = b'"type": "typed-literal", "datatype": "http://www.w3.org/2001/XMLSchema#%s", "value": "%s"'
    for value, word in ((b"0", b"false"), (b"1", b"true"), (b"true", b"true")):
        assert mended(datatype % (b"boolean", value)) == datatype % (b"boolean", word)
    for other in (datatype % (b"integer", b"1"), rb'"value": "\"#boolean\", \"value\": \"1\""'):
        assert mended(other) == other


def test_blank_nodes_of_virtuoso_are_mended() -> None:
    """Blank nodes get labels that can be read, in JSON and in XML; a text that looks like one stays."""
    assert mended(b"<bnode>nodeID://b1</bnode>") == b"<bnode>b1</bnode>"
    assert mended(b'"type":"bnode","value":"nodeID://b1"') == b'"type":"bnode","value":"b1"'
    text = b'"type": "literal", "value": "nodeID://b1"'
    assert mended(text) == text


@pytest.mark.parametrize(
    "said,words",
    [
        ({}, None),
        ({"X-SPARQL-MaxRows": "10000"}, "gives no more than 10000 rows"),
        (
            {"X-SQL-State": "S1TAT", "X-SQL-Message": "RC...: Returning incomplete results"},
            "but a part of the answer",
        ),
    ],
)
def test_a_cut_answer_is_known(said: dict[str, str], words: str | None) -> None:
    """What Virtuoso says in headers alone, that rows are missing, is heard."""
    headers = Message()
    for name, value in said.items():
        headers[name] = value
    found = cut(headers)
    assert (found is None) if words is None else (found is not None and words in found)


@pytest.mark.parametrize(
    "construct,select",
    [
        (
            "PREFIX construct: <u:> CONSTRUCT { ?s construct:p ?o } FROM <urn:g> WHERE { ?s ?p ?o } LIMIT 3",
            "PREFIX construct: <u:> SELECT (1 AS ?one_row) FROM <urn:g> WHERE { ?s ?p ?o } LIMIT 3",
        ),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "SELECT (1 AS ?one_row) WHERE { ?s ?p ?o }"),
        ("construct { } { ?s ?p ?o . { ?o ?q ?r } }", "SELECT (1 AS ?one_row) { ?s ?p ?o . { ?o ?q ?r } }"),
    ],
)
def test_the_solutions_of_a_construct_can_be_counted(construct: str, select: str) -> None:
    """For Virtuoso the template becomes one column, and the rest stays; other servers are not asked twice."""
    headers = Message()
    assert rows_of(construct, headers) is None
    headers["Server"] = "Virtuoso/07.20.3229 (Linux) x86_64-pc-linux-gnu"
    assert rows_of(construct, headers) == select
    ox.Store().query(select)
