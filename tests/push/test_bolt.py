"""Pushes over Bolt: the driver of Neo4j against a server that speaks it and has FalkorDB answer."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from time import monotonic

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import RDF, SKOS, XSD

from bolt_server import Bolt, bolt
from program import Program
from property_servers import FalkorServer, silent
from servanda.errors import EndpointError
from servanda.export.cypher import CONSTRAINT, MEMGRAPH_CONSTRAINTS
from servanda.export.property_graph import PropertyGraph, property_graph
from servanda.push.addresses import address, safe
from servanda.push.databases import connected
from servanda.push.property_graph import Counts, plan, push
from servanda.store import Store
from servanda.store.credentials import Credentials
from servanda.vocab import SV

EX = "https://example.org/"
STATEMENT = URIRef(f"{EX}document/a#statement=0,9")
NEO4J, MEMGRAPH = "Neo4j/5.26.0", "Neo4j/v5.11.0 compatible graph database server - Memgraph"
NUMBERS = count()


@pytest.fixture(params=[NEO4J, MEMGRAPH])
def server(request: pytest.FixtureRequest, falkordb_server: FalkorServer) -> Iterator[Bolt]:
    with bolt(falkordb_server, f"bolt{next(NUMBERS)}", request.param) as running:
        yield running


@pytest.fixture
def graph(root: Path) -> PropertyGraph:
    store = Store.load(root / "tests" / "questions" / "declarations.trig")
    hard = '"It\'s" \\ C:\\users \r\nnew\tline $row 🙂'
    said = [
        (RDF.type, SV.Statement),
        (SV.action, Literal(hard)),
        (SKOS.altLabel, Literal(hard)),
        (SKOS.altLabel, Literal("b")),
        (SV.deadline, Literal("1850-02-28", datatype=XSD.date)),
        (SV.value, Literal("1.50", datatype=XSD.decimal)),
    ]
    store.add(f"{EX}document/a", [(STATEMENT, *one) for one in said])
    return property_graph(store)


def test_a_push_loads_all_and_the_next_nothing(server: Bolt, graph: PropertyGraph) -> None:
    """All nodes and edges arrive with their values, dates among them, and then nothing differs."""
    with connected(server.url) as database:
        planned = plan(graph, database)
        assert push(planned, database) == planned.expected == Counts(len(graph.nodes), len(graph.edges))
        assert len(plan(graph, database)) == 0
        empty = property_graph(Store())
        assert len(plan(empty, database)) == 0
        assert push(plan(empty, database, prune=True), database) == Counts(0, 0)


def test_each_product_is_given_its_own_constraint(server: Bolt, graph: PropertyGraph) -> None:
    """Neo4j and Memgraph are told in their own words to keep one node of each IRI, before any is made."""
    with connected(server.url) as database:
        push(plan(graph, database), database)
    expected = [CONSTRAINT] if server.agent == NEO4J else list(MEMGRAPH_CONSTRAINTS)
    assert server.constraints == expected


def test_the_path_names_the_database(falkordb_server: FalkorServer, graph: PropertyGraph) -> None:
    """What stands behind the port is the database that is read and written; nothing is the server's own."""
    for path, expected in (("/treaties", "treaties"), ("", None)):
        with bolt(falkordb_server, f"bolt{next(NUMBERS)}", NEO4J) as server:
            with connected(server.url + path) as database:
                push(plan(graph, database), database)
            assert server.databases == {expected}


def test_a_password_is_asked_for(falkordb_server: FalkorServer) -> None:
    """Without user and password, and with wrong ones, nobody is let in, and the error says where they go."""
    with bolt(falkordb_server, "secured", NEO4J, user="ana") as server:
        for credentials in (None, Credentials("ana", "wrong")):
            with (
                pytest.raises(EndpointError, match=r"SERVANDA_PASSWORD") as error,
                connected(server.url, credentials),
            ):
                pass
            assert error.value.where == server.url
        with connected(server.url, Credentials("ana", "right")) as database:
            assert list(database.read("RETURN 1")) == [[1]]


def test_a_server_that_is_down_is_named() -> None:
    """Where nobody listens, the error names the address and says what to look at."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"bolt://127.0.0.1:{closed.getsockname()[1]}"
        with pytest.raises(EndpointError, match=f"{url}: cannot be reached"), connected(url):
            pass


def test_what_the_server_refuses_is_reported(server: Bolt) -> None:
    """The server's own words reach the user."""
    with connected(server.url) as database, pytest.raises(EndpointError, match=r"says: .*MUTCH"):
        list(database.read("MUTCH (n) RETURN n"))


@pytest.mark.parametrize("scheme", ["bolt", "bolt+ssc", "neo4j"])
def test_a_server_that_never_answers_is_named(scheme: str) -> None:
    """Where a server takes the connection and says nothing, that is said after the time that it had."""
    with silent() as port:
        message = rf"127\.0\.0\.1:{port}: did not answer in 0\.3 s; .* --timeout$"
        with (
            pytest.raises(EndpointError, match=message),
            connected(f"{scheme}://127.0.0.1:{port}", seconds=0.3),
        ):
            pass


def test_a_server_that_falls_silent_is_not_waited_for(server: Bolt, graph: PropertyGraph) -> None:
    """Where a server stops answering in the middle, the push ends in time, and a later one makes the rest."""

    def hush(_done: int, _all: int) -> None:
        server.silent = True

    begun = monotonic()
    with connected(server.url, seconds=1.0) as database:
        planned = plan(graph, database)
        with pytest.raises(EndpointError, match=r"did not answer in 1 s; .*; \d+ of \d+ changes are made"):
            push(planned, database, hush)
    assert monotonic() - begun < 15
    server.silent = False
    with connected(server.url) as database:
        assert push(plan(graph, database), database) == planned.expected


@pytest.mark.parametrize("scheme", ["bolt", "falkordb"])
def test_the_program_waits_as_long_as_it_is_told(servanda: Program, root: Path, scheme: str) -> None:
    """With `--timeout` a push to a server that says nothing ends with exit code 2 and names the address."""
    data = root / "tests" / "questions" / "declarations.trig"
    with silent() as port:
        url = f"{scheme}://127.0.0.1:{port}"
        found = servanda("push", url, "--data", data, "--timeout", "0.4")
    assert (found.code, found.out) == (2, "")
    assert f"{url}: did not answer in 0.4 s" in found.err


# --- addresses -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url, message",
    [
        ("http://localhost:7474", "begins with none of bolt://"),
        ("bolt://", "has no host"),
        ("bolt://localhost:port", "is no address of a database"),
        ("bolt://ana:secret@localhost", "holds a user or a password"),
        ("falkordb://:secret@localhost/x", "holds a user or a password"),
    ],
)
def test_what_is_no_address_is_refused(url: str, message: str) -> None:
    """An address of something else, or with a password in it, is refused, and no password is repeated."""
    with pytest.raises(EndpointError, match=message) as error:
        address(url)
    assert "secret" not in str(error.value)


def test_a_token_is_not_sent_in_the_open() -> None:
    """A token goes to this machine and over encrypted connections, and nowhere else."""
    token = Credentials(token="abc")  # noqa: S106 - made up
    for url in ("bolt+s://db.example.org", "falkordbs://db.example.org", "bolt://localhost"):
        assert safe(token, address(url)) is token
    with pytest.raises(EndpointError, match="unset SERVANDA_TOKEN"):
        safe(token, address("bolt://db.example.org"))
