from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from sysconfig import get_path
from urllib.error import URLError
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from servanda.errors import EndpointError, QueryError
from servanda.store import Rdf, Store, Table
from servanda.store.endpoint import Endpoint
from servanda.syntax import Syntax

GRAPHS = b"""
PREFIX : <https://example.org/>
PREFIX sv: <https://w3id.org/servanda/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
:g1 { :d1 :says :s1, :s2 . :s1 :words "It is so."@en ; :deadline "2019-09-05"^^xsd:date ; :negated false . }
:g2 { :d2 :says :s3 . :s3 :words "\xc3\x89 \\"quoted\\" \xf0\x9f\x98\x80"@fr ; :count 7 ; :share 2.5 . }
:inferred { :d1 a sv:Instrument . :d2 a sv:Instrument . }
"""
QUERIES = (
    "SELECT ?d ?s { ?d :says ?s } ORDER BY ?s",
    "SELECT ?s ?p ?o { ?s ?p ?o FILTER(?p != :says) } ORDER BY ?s ?p",
    "SELECT ?s ?deadline { ?d :says ?s OPTIONAL { ?s :deadline ?deadline } } ORDER BY ?s",
    "SELECT ?graph (COUNT(*) AS ?triples) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph",
    "SELECT ?s FROM :g2 { ?d :says ?s }",
    "SELECT ?s { ?s :nothing ?o }",
    "ASK { :d1 :says :s2 . :d1 a sv:Instrument }",
    "ASK { :d1 :says :s3 }",
    "CONSTRUCT { ?s :of ?d } WHERE { ?d :says ?s }",
    "DESCRIBE :s3",
)
PREFIXES = "PREFIX : <https://example.org/> PREFIX sv: <https://w3id.org/servanda/ontology#> "


@pytest.fixture(scope="module")
def oxigraph() -> Iterator[str]:
    """The address of an Oxigraph server, with the three graphs in it and nothing in its default graph."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
    program = Path(get_path("scripts")) / f"oxigraph{'.exe' if os.name == 'nt' else ''}"
    with subprocess.Popen([program, "serve", "--bind", address], stderr=subprocess.DEVNULL) as server:
        try:
            load(f"http://{address}/store")
            yield f"http://{address}/query"
        finally:
            server.terminate()


def load(url: str) -> None:
    """Puts the graphs into a server, as soon as it is there."""
    opens = build_opener(ProxyHandler({}))
    end = time.monotonic() + 30
    while True:
        try:
            opens.open(Request(url, GRAPHS, {"Content-Type": "application/trig"})).close()  # noqa: S310
        except URLError:
            assert time.monotonic() < end
            time.sleep(0.05)
        else:
            return


@pytest.mark.parametrize("query", QUERIES)
def test_an_endpoint_answers_as_a_store_does(query: str, oxigraph: str) -> None:
    """Every form of query over every kind of term has one answer, in memory and over HTTP."""
    store = Store.parse(Rdf(GRAPHS, Syntax.TRIG, "graphs.trig"))
    expected, found = (source.answer(PREFIXES + query, timeout=20) for source in (store, Endpoint(oxigraph)))
    if isinstance(expected, Store):
        assert isinstance(found, Store)
        assert found.dump("nquads") == expected.dump("nquads")
    else:
        assert found == expected


def test_what_oxigraph_refuses_is_told(oxigraph: str) -> None:
    """The place and the fault that Oxigraph names stand in the message."""
    with pytest.raises(EndpointError) as raised:
        Endpoint(oxigraph).answer("SELECT ?s { ?s ?p }")
    assert str(raised.value).startswith(f"{oxigraph}: refuses the query (400 Bad Request): error at 1:20: ")
    with pytest.raises(EndpointError, match=r"there is no endpoint \(404 Not Found\)"):
        Endpoint(oxigraph.replace("query", "nothing")).answer("ASK {}")


def test_a_query_without_end_is_stopped(oxigraph: str) -> None:
    """A query that would take Oxigraph hours ends when its time is over, and the next one is answered."""
    triples = " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(12))
    endpoint = Endpoint(oxigraph)
    with pytest.raises(QueryError, match=r"my\.rq: stopped after 0\.5 s"):
        endpoint.answer(f"SELECT (COUNT(*) AS ?n) {{ {triples} }}", "my.rq", timeout=0.5)
    answer = endpoint.answer(PREFIXES + QUERIES[0], timeout=20)
    assert isinstance(answer, Table)
    assert len(answer) == 3
