"""Pushes into real servers: what comes back is what was sent, and a repeat changes nothing."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib.compare import isomorphic

from servanda.iris import BASE
from servanda.push import Database, Manner, State, push
from servanda.push.presets import Target, preset
from servanda.push.sending import Access
from servanda.store import Rdf, Store
from servanda.store.endpoint import Endpoint
from servanda.syntax import Syntax
from servanda.vocab import SV
from servers import Server, virtuoso

DOCUMENT = f"{BASE}document/odd"
ODD = f"""
    PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
    PREFIX sv: <https://w3id.org/servanda/ontology#>
    <{DOCUMENT}> sv:text "quotes \\" and ' and \\\\", "lines\\nand\\r\\nand tabs\\t", "", "Ünïcode 😀   ₂" ;
        sv:text "<b>&amp;</b>" ;
        sv:label "one"@en, "uno"@es-MX, "one" ;
        sv:date "2019-06-07"^^xsd:date, "2019-06-07T10:00:00Z"^^xsd:dateTime, "2019"^^xsd:gYear ;
        sv:negated true ; sv:reaffirmed false ;
        sv:value 7, 3.25, 01, "3.50"^^xsd:decimal, 1.5e3 ;
        sv:source "https://example.org/a?b=c"^^xsd:anyURI, <https://example.org/ü?x=%20#y> ;
        sv:list [ sv:first "a" ; sv:rest [ sv:first "b" ; sv:rest <urn:nil> ] ], [ sv:first "a" ] .
"""


@pytest.fixture(params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest) -> Server:
    """One server after the other, with nothing in it."""
    found: Server = request.getfixturevalue(f"{request.param}_server")
    found.empty()
    return found


@pytest.fixture
def target(server: Server) -> Target:
    """The addresses that the server's preset gives."""
    return preset(server.name).target(server.base)


def database(server: Server, target: Target) -> Database:
    return Database(target, Access(lambda _url: server.login))


def states(store: Store, database: Database) -> set[State]:
    """What became of the graphs of a store, which the counts confirmed."""
    pushed = push(store, database)
    assert not pushed.differences
    return {change.state for change in pushed.changes}


def test_the_corpus_comes_back_as_it_was_sent(server: Server, target: Target, built: Path) -> None:
    """Every graph that is pushed is isomorphic to the store's, and a repeat finds nothing to change."""
    store = Store.load(built)
    assert states(store, database(server, target)) == {State.NEW}
    for graph, size in sizes(store).items():
        back = database(server, target).triples(graph, size)
        assert canonical(back) == canonical(store.ntriples(graph)[0]), graph
    assert states(store, database(server, target)) == {State.UNCHANGED}


def test_odd_literals_come_back_as_they_were_sent(server: Server, target: Target) -> None:
    """Quotes, line ends, Unicode, languages, dates, numbers and blank nodes survive, over either way in."""
    store = odd()
    for way in (target, Target(target.query, update=target.update)):
        server.empty()
        assert states(store, database(server, way)) == {State.NEW}
        back = Store.parse(Rdf(database(server, way).triples(DOCUMENT, 22), Syntax.NTRIPLES, "back"))
        assert isomorphic(back.union(), store.graph(DOCUMENT))
        assert states(store, database(server, way)) == {State.UNCHANGED}


def test_the_corpus_goes_by_updates_too(server: Server, target: Target, built: Path) -> None:
    """Without a graph store, updates put the same triples there."""
    store = Store.load(built)
    by_updates = Target(target.query, update=target.update)
    assert states(store, database(server, by_updates)) == {State.NEW}
    assert states(store, database(server, target)) == {State.UNCHANGED}


@pytest.mark.parametrize("way", ["graph store", "updates"])
def test_a_document_that_is_gone_is_removed(server: Server, target: Target, way: str) -> None:
    """With --prune a graph of ours that the data have no longer goes, without it stays."""
    if way == "updates":
        target = Target(target.query, update=target.update)
    one, both, gone = odd(), Store(), f"{BASE}document/gone"
    both.add(DOCUMENT, one.graph(DOCUMENT))
    both.add(
        gone, Store.parse(Rdf(f'<{gone}> <{SV.text}> "one" .'.encode(), Syntax.NTRIPLES, "gone")).union()
    )
    assert states(both, database(server, target)) == {State.NEW}
    assert states(one, database(server, target)) == {State.UNCHANGED, State.KEPT}
    pushed = push(one, database(server, target), manner=Manner(prune=True))
    assert [change.state for change in pushed.changes] == [State.UNCHANGED, State.REMOVED]
    assert not pushed.differences
    assert Endpoint(server.url).answer(f"ASK {{ GRAPH <{gone}> {{ ?s ?p ?o }} }}") is False


def test_more_graphs_than_a_server_gives_rows(tmp_path: Path) -> None:
    """Thirty graphs go into a Virtuoso that gives twenty rows, a repeat says so, and all but one go again."""
    graphs = [f"{BASE}document/{number}" for number in range(30)]
    lines = [f'<{graph}> <{SV.text}> "{place}" <{graph}> .\n' for graph in graphs for place in range(25)]
    store, one = (
        Store.parse(Rdf("".join(some).encode(), Syntax.NQUADS, "x")) for some in (lines, lines[:25])
    )
    with virtuoso(tmp_path, most=20) as server:
        target = preset("virtuoso").target(server.base)
        by_updates = Target(target.query, update=target.update)
        assert states(store, database(server, target)) == {State.NEW}
        assert states(store, database(server, by_updates)) == {State.UNCHANGED}
        removed = push(one, database(server, target), manner=Manner(prune=True)).of(State.REMOVED)
    assert sorted(change.graph for change in removed) == sorted(graphs[1:])


def canonical(ntriples: bytes) -> ox.Dataset:
    """Triples with the names that RDFC-1.0 gives to blank nodes: isomorphic graphs have the same."""
    dataset = ox.Dataset(ox.parse(ntriples, format=ox.RdfFormat.N_TRIPLES))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def odd() -> Store:
    prefixes, sign, triples = ODD.partition(f"<{DOCUMENT}>")
    text = f"{prefixes} GRAPH <{DOCUMENT}> {{ {sign}{triples} }}"
    return Store.parse(Rdf(text.encode(), Syntax.TRIG, "odd"))


def sizes(store: Store) -> dict[str, int]:
    return {graph: len(store.graph(graph)) for graph in store.graphs()}
