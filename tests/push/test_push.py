"""A push: what is compared, sent, removed and counted, and over which way."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

from push.keeper import Fault, Handler, Keeper, Request, altering, cut, half, keeping, status
from push.scene import (
    DATA,
    GONE,
    WAYS,
    A,
    B,
    C,
    database,
    fill,
    holds_the_data,
    others,
    pushed,
    store_of,
    written,
)
from servanda.errors import DataError, EndpointError, PushError
from servanda.iris import BASE, INFERRED_GRAPH, ONTOLOGY_GRAPH
from servanda.push import Change, Database, Difference, Manner, State, push
from servanda.push.presets import Target
from servanda.push.sending import Access
from servanda.store import UNNAMED_GRAPH, Store
from servanda.store.credentials import Credentials
from servanda.store.patience import Patience
from servanda.vocab import SV

PRUNE = Manner(prune=True)
WRITES = ("PUT", "DELETE")
EACH_WAY = pytest.mark.parametrize("way", WAYS)


@pytest.fixture
def keeper() -> Iterator[Keeper]:
    with keeping() as one:
        fill(one)
        yield one


def wrote(keeper: Keeper) -> list[str]:
    """The paths of the requests that changed something."""
    return [one.path for one in keeper.asked if one.method in WRITES or one.path == "/update"]


@EACH_WAY
def test_only_what_differs_is_sent(keeper: Keeper, way: str) -> None:
    """New and changed graphs are put, ours that are gone removed; the same again changes nothing."""
    before = others(keeper)
    first = pushed(keeper, WAYS[way])
    assert first.changes == [
        Change(ONTOLOGY_GRAPH, State.NEW, 4, added=4),
        Change(A, State.NEW, 3, added=3),
        Change(B, State.CHANGED, 4, added=2, gone=1),
        Change(C, State.UNCHANGED, 1),
        Change(INFERRED_GRAPH, State.NEW, 2, added=2),
        Change(GONE, State.REMOVED, 0, gone=2),
    ]
    assert not first.differences
    assert holds_the_data(keeper)
    keeper.asked.clear()
    second = pushed(keeper, WAYS[way])
    assert {change.state for change in second.changes} == {State.UNCHANGED}
    assert wrote(keeper) == []
    assert others(keeper) == before


def test_without_prune_nothing_is_removed(keeper: Keeper) -> None:
    """A graph of ours that the data have no longer is named, and kept."""
    result = push(store_of(DATA), database(keeper))
    assert result.changes[-1] == Change(GONE, State.KEPT, 2)
    assert result.differences == ()
    assert GONE in keeper.held()


def test_a_graph_of_another_folder_is_not_ours(keeper: Keeper) -> None:
    """What uses our vocabulary elsewhere, and what lies beside our documents without it, is left alone."""
    elsewhere = "https://example.org/document/gone"
    keeper.add(written(elsewhere, "one"), elsewhere)
    result = push(store_of(DATA), database(keeper), manner=PRUNE)
    assert [change.graph for change in result.of(State.REMOVED)] == [GONE]
    assert elsewhere in keeper.held()


def test_data_without_documents_remove_no_document(keeper: Keeper) -> None:
    """Where our documents lie is known from those that are pushed alone; what every build has stays."""
    result = push(store_of({ONTOLOGY_GRAPH: DATA[ONTOLOGY_GRAPH]}), database(keeper), manner=PRUNE)
    assert [change.graph for change in result.changes] == [ONTOLOGY_GRAPH]
    for graph in (INFERRED_GRAPH, UNNAMED_GRAPH):
        keeper.add(DATA[INFERRED_GRAPH], graph)
    result = push(store_of({ONTOLOGY_GRAPH: DATA[ONTOLOGY_GRAPH]}), database(keeper), manner=PRUNE)
    assert [change.graph for change in result.of(State.KEPT)] == [INFERRED_GRAPH]
    assert [change.graph for change in result.of(State.REMOVED)] == [UNNAMED_GRAPH]
    assert INFERRED_GRAPH in keeper.held()
    assert UNNAMED_GRAPH not in keeper.held()


def test_many_graphs_are_asked_for_in_parts(keeper: Keeper) -> None:
    """Hundreds of graphs, of documents and others, are counted and compared, and no query names them all."""
    kinds = ("document", "other")
    data = {iri: written(iri, "one") for kind in kinds for iri in (f"{BASE}{kind}/{n}" for n in range(450))}
    assert not push(store_of(data), database(keeper, seconds=60)).differences
    queries = [len(one.body) for one in keeper.asked if one.path == "/query"]
    assert len(queries) == 1 + 5 + 1 + 5  # the neighbours, the counts, which are ours, the counts again
    assert max(queries) < 20_000
    del data[f"{BASE}document/1"], data[f"{BASE}other/1"]
    changes = push(store_of(data), database(keeper, seconds=60), manner=PRUNE).changes
    assert [one.graph for one in changes if one.state is State.REMOVED] == [f"{BASE}document/1", B, C, GONE]


@pytest.mark.parametrize("most", [1, 7, 30])
def test_a_server_that_gives_few_rows_is_asked_for_fewer_graphs(keeper: Keeper, most: int) -> None:
    """Graphs beyond its most rows are counted, found and removed, though it has no list of graphs."""

    def cutting(handler: Handler, request: Request) -> None:
        sparql = parse_qs(request.body.decode())["query"][0].replace("GRAPH ?graph { }", "")
        found = handler.keeper.triples.query(sparql)
        assert not isinstance(found, ox.QueryTriples)
        told = json.loads(found.serialize(format=ox.QueryResultsFormat.JSON) or b"")
        rows = told.get("results", {"bindings": []})["bindings"]
        headers = {"X_SPARQL_MaxRows": str(most)} if len(rows) >= most else {}
        del rows[most:]
        handler.say(200, json.dumps(told).encode(), "application/sparql-results+json", **headers)

    keeper.fails = lambda _number, request: cutting if request.path == "/query" else None
    ours = database(keeper, seconds=60)
    data = {iri: written(iri, "one") for iri in (f"{BASE}document/{n}" for n in range(30))}
    if most == 1:  # one row is as many as it gives, so it may have had more
        with pytest.raises(PushError, match="no more than 1 rows"):
            push(store_of(data), ours)
        return
    assert not push(store_of(data), ours).differences
    assert {one.state for one in push(store_of(data), ours).changes[:30]} == {State.UNCHANGED}
    few = {iri: data[iri] for iri in list(data)[:3]}
    removed = push(store_of(few), ours, manner=PRUNE).of(State.REMOVED)
    assert {one.graph for one in removed} == {*data, B, C, GONE} - {*few}


@EACH_WAY
def test_half_a_graph_of_ours_is_known_as_ours(keeper: Keeper, way: str) -> None:
    """A document that came in half, and is then gone, is removed, as its own triples went first."""
    graph = f"{BASE}document/long"
    parts = "".join(written(f"{graph}#{number}", "one") for number in range(1500))

    def fails(_number: int, request: Request) -> Fault | None:
        if request.method == "PUT":
            return half
        return status(500) if request.path == "/update" and b"CLEAR" not in request.body else None

    keeper.fails = fails
    with pytest.raises(PushError, match="may be there in part"):
        push(store_of({graph: written(graph, "one") + parts}), WAYS[way](keeper))
    assert 0 < len(keeper.held()[graph]) < 1501
    keeper.fails = lambda _number, _request: None
    assert not pushed(keeper, WAYS[way]).differences
    assert holds_the_data(keeper)


@EACH_WAY
def test_a_dry_run_says_what_would_change(keeper: Keeper, way: str) -> None:
    """It finds what a push would do, and sends nothing."""
    before = keeper.held()
    dry = push(store_of(DATA), WAYS[way](keeper), manner=Manner(prune=True, dry_run=True))
    assert keeper.held() == before
    assert wrote(keeper) == []
    assert dry.changes == pushed(keeper, WAYS[way]).changes


def test_data_without_triples_are_not_pushed(keeper: Keeper) -> None:
    """An empty store is refused, and does not empty the database."""
    with pytest.raises(DataError, match="no triples"):
        push(Store(), database(keeper), manner=PRUNE)
    assert keeper.asked == []


def test_blank_nodes_and_spelling_make_no_difference(keeper: Keeper) -> None:
    """A graph that says the same with other labels, and another case of a language's tag, is left alone."""
    keeper.add(re.sub("_:([ab])", r"_:z\1", DATA[ONTOLOGY_GRAPH]).replace("@en", "@EN"), ONTOLOGY_GRAPH)
    assert pushed(keeper, WAYS["graph store"]).changes[0] == Change(ONTOLOGY_GRAPH, State.UNCHANGED, 4)


def test_as_many_triples_are_not_the_same_triples(keeper: Keeper) -> None:
    """A graph with the same number of others is replaced."""
    keeper.add(written(A, "one", "two é", "other"), A)
    changes = {change.graph: change for change in pushed(keeper, WAYS["graph store"]).changes}
    assert changes[A] == Change(A, State.CHANGED, 3, added=1, gone=1)
    assert holds_the_data(keeper)


def at(number: int, fault: Fault) -> Callable[[int, Request], Fault | None]:
    """The fault at one request alone."""
    return lambda place, _request: fault if place == number else None


# --- somebody else -----------------------------------------------------------------------------


def one_more(triples: ox.Store, graph: ox.NamedNode) -> None:
    triples.add(ox.Quad(graph, ox.NamedNode(SV.text), ox.Literal("of somebody else"), graph))


def another(triples: ox.Store, graph: ox.NamedNode) -> None:
    found = next(triples.quads_for_pattern(None, None, None, graph), None)
    if found:
        triples.remove(found)
        one_more(triples, graph)


def none(triples: ox.Store, graph: ox.NamedNode) -> None:
    triples.remove_graph(graph)


@EACH_WAY
@pytest.mark.parametrize("alter", [one_more, another, none])
@pytest.mark.parametrize("graph", [A, B, C, GONE])
def test_what_somebody_else_changes_meanwhile_is_mended_by_a_repeat(
    way: str, alter: Callable[[ox.Store, ox.NamedNode], None], graph: str
) -> None:
    """Whenever it happens, the next push finds it; and the counts tell of it as soon as they can."""
    number, last = 0, 1
    while number < last:
        with keeping() as keeper:
            fill(keeper)
            keeper.fails = at(number, altering(graph, alter))
            first = pushed(keeper, WAYS[way])
            last = len(keeper.asked)
            if number == last - 1 and alter is not another:  # the second count is what is told
                held = len(keeper.held().get(graph, []))
                sent = DATA.get(graph, "").count("\n")
                assert first.differences == (() if held == sent else (Difference(graph, sent, held),))
            keeper.fails = lambda _number, _request: None
            assert not pushed(keeper, WAYS[way]).differences
            assert holds_the_data(keeper), number
        number += 1
    assert last > 5


# --- patience ----------------------------------------------------------------------------------


@EACH_WAY
@pytest.mark.parametrize(
    "fault",
    [status(429), status(502), status(503, Retry_After="0"), status(504), cut],
    ids=["429", "502", "503", "504", "cut"],
)
def test_what_writes_is_tried_again(keeper: Keeper, way: str, fault: Fault) -> None:
    """A write that fails for the moment is sent again, and the push goes on."""
    failed = set[tuple[str, str, bytes]]()

    def once(_number: int, request: Request) -> Fault | None:
        if request.path == "/query" or request.method == "GET" or request.same in failed:
            return None
        failed.add(request.same)
        return fault

    keeper.fails = once
    assert not pushed(keeper, WAYS[way]).differences
    assert len(failed) > 3
    assert holds_the_data(keeper)


def test_blank_nodes_are_not_sent_twice(keeper: Keeper) -> None:
    """A dropped update that adds blank nodes is not repeated; it is reported, and the next push mends it."""
    knots = "".join(f'<urn:c> <urn:p> _:b{place} .\n_:b{place} <urn:q> "{place}" .\n' for place in range(600))
    store = store_of({ONTOLOGY_GRAPH: knots, A: DATA[A]})

    def dropping(handler: Handler, request: Request) -> None:
        handler.keeper.triples.update(request.body.decode())
        cut(handler, request)

    keeper.fails = lambda _number, request: dropping if request.body.startswith(b"INSERT {") else None
    with pytest.raises(PushError, match="connection was closed"):
        push(store, WAYS["updates"](keeper))
    assert sum(request.body.startswith(b"INSERT {") for request in keeper.asked) == 1
    keeper.fails = lambda _number, _request: None
    assert push(store, WAYS["updates"](keeper)).differences == ()
    assert len(keeper.held()[ONTOLOGY_GRAPH]) == 1200


# --- ways in -----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [404, 405, 415, 501])
def test_where_there_is_no_graph_store_updates_are_sent(keeper: Keeper, code: int) -> None:
    """An address that turns out to be no graph store is asked once, and then no more."""
    keeper.fails = lambda _number, request: status(code) if request.path.startswith("/store") else None
    assert not pushed(keeper, WAYS["both"]).differences
    assert holds_the_data(keeper)
    assert [one.method for one in keeper.asked if one.path.startswith("/store")][:1] == ["PUT"]
    assert sum(one.method == "PUT" for one in keeper.asked) == 1


def test_a_graph_that_is_too_large_goes_in_parts(keeper: Keeper) -> None:
    """413 for a graph, and for an update, makes the parts smaller."""
    keeper.most = 4000
    large = {A: written(A, *(f"value {place}" for place in range(300)))}
    assert push(store_of(large), WAYS["both"](keeper)).differences == ()
    assert len(keeper.held()[A]) == 300
    updates = [one for one in keeper.asked if one.path == "/update"]
    assert len(updates) > 8
    assert sum(one.method == "PUT" for one in keeper.asked) == 1


def test_a_triple_that_is_too_large_is_reported(keeper: Keeper) -> None:
    """Where not even one triple gets through, it is said what to do."""
    keeper.most = 1500
    with pytest.raises(PushError, match=r"too large \(413 .*have the limit of the server.* raised"):
        push(store_of({A: written(A, "x" * 2000)}), WAYS["both"](keeper))


def test_a_server_that_stops_reading_is_heard(keeper: Keeper) -> None:
    """What it says before the whole graph has been sent is what is reported."""
    keeper.most = 1000
    large = written(A, *(f"{place}{'x' * 10**6}" for place in range(20)))
    with pytest.raises(PushError, match="too large"):
        push(store_of({A: large}), WAYS["graph store"](keeper))


@pytest.mark.parametrize("most", [7, 5000])
def test_a_server_that_cuts_its_answers_is_asked_page_by_page(keeper: Keeper, most: int) -> None:
    """A graph of which a server gives the first triples alone is fetched with LIMIT and OFFSET."""
    keeper.add(written(B, *(f"value {place}" for place in range(12_000))), B)
    size = len(keeper.held()[B])

    def cutting(handler: Handler, request: Request) -> None:
        found = list(handler.keeper.triples.quads_for_pattern(None, None, None, request.graph))[:most]
        told = ox.serialize([quad.triple for quad in found], format=ox.RdfFormat.N_TRIPLES) or b""
        handler.say(200, told, "application/n-triples")

    keeper.fails = lambda _number, request: cutting if request.method == "GET" else None
    found = database(keeper, seconds=60).triples(B, size)
    assert sorted(line.decode().removesuffix(" .") for line in found.splitlines()) == keeper.held()[B]


def test_a_database_needs_a_way_in(keeper: Keeper) -> None:
    """With neither a graph store nor updates it is said what lacks."""
    with pytest.raises(PushError, match="neither a graph store nor"):
        push(store_of(DATA), Database(Target(f"{keeper.url}/query"), Access(lambda _url: None)))


# --- who asks ----------------------------------------------------------------------------------


TOKEN = Credentials(token="t0ken")  # noqa: S106 - made up


def access(credentials: Credentials) -> Access:
    return Access(lambda _url: credentials, Patience(tries=1), 5)


def test_digest_sends_no_graph_in_vain(keeper: Keeper) -> None:
    """The server has said how it wants the password before the first graph goes out."""
    turned_away = list[Request]()

    def guard(_number: int, request: Request) -> Fault | None:
        if request.headers.get("Authorization", "").startswith("Digest "):
            return None
        turned_away.append(request)
        return status(401, WWW_Authenticate='Digest realm="r", nonce="n", qop="auth", algorithm="MD5"')

    keeper.fails = guard
    target = keeper.target(updates=False)
    assert not push(store_of(DATA), Database(target, access(Credentials("ana", "s3cret")))).differences
    assert [one.method for one in turned_away if one.method == "PUT"] == []
    assert sum(one.method == "PUT" for one in keeper.asked) == 4


def test_a_token_goes_with_every_request(keeper: Keeper) -> None:
    """Queries, graphs and updates show it."""
    for ways in ({"updates": False}, {"graph_store": False}):
        for data in (DATA, {**DATA, A: DATA[B]}):
            push(store_of(data), Database(keeper.target(**ways), access(TOKEN)))
    assert {one.headers["Authorization"] for one in keeper.asked} == {"Bearer t0ken"}


@pytest.mark.parametrize("path", ["/query", "/store", "/update"])
def test_a_wrong_password_is_named_and_not_printed(keeper: Keeper, path: str) -> None:
    """It is said whose password to check, and that nothing was put."""
    refuse = status(401, WWW_Authenticate='Basic realm="s3cret"')
    keeper.fails = lambda _number, request: refuse if request.path.startswith(path) else None
    ours = Database(keeper.target(graph_store=path != "/update"), access(Credentials("ana", "s3cret")))
    with pytest.raises(PushError, match="check the password of ana in") as caught:
        push(store_of(DATA), ours)
    assert "s3cret" not in str(caught.value)


def test_who_may_read_alone_is_told_so(keeper: Keeper) -> None:
    """403 for what writes names the right that lacks."""
    keeper.fails = lambda _number, request: status(403) if request.method == "PUT" else None
    with pytest.raises(PushError, match=r"does not let you write \(403 Forbidden\)"):
        pushed(keeper, WAYS["both"])


# --- interruptions -----------------------------------------------------------------------------


@pytest.mark.parametrize("place", range(6))
def test_an_interruption_says_what_was_done(keeper: Keeper, place: int) -> None:
    """Ctrl-C after any graph says how many are done and which are not; a repeat completes the push."""
    done = list[Change]()

    def interrupt(change: Change) -> None:
        done.append(change)
        if len(done) > place:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt, match=r"interrupted; of 5 graphs, .*the same command completes it"):
        push(store_of(DATA), database(keeper), manner=PRUNE, on_change=interrupt)
    assert not pushed(keeper, WAYS["both"]).differences
    assert holds_the_data(keeper)


def test_the_account_names_what_is_not_done(keeper: Keeper) -> None:
    """A failure says how many graphs were put, how many were the same, and the names of the others."""
    keeper.fails = lambda _number, request: status(500) if GONE in _named(request) else None
    with pytest.raises(PushError) as caught:
        pushed(keeper, WAYS["graph store"])
    account = "of 5 graphs, 4 put, 1 unchanged, not all of them counted at the end"
    assert str(caught.value).endswith(f"{account}, and {GONE} {UNSURE}; {COMPLETES}")
    keeper.triples.clear()
    keeper.fails = lambda _number, request: status(500) if A in _named(request) else None
    with pytest.raises(PushError) as caught:
        pushed(keeper, WAYS["graph store"])
    left = f"4 not done ({A}, {B}, {C} and 1 more)"
    account = f"of 5 graphs, 1 put, 0 unchanged, {left}, and {A} {UNSURE}; {COMPLETES}"
    assert str(caught.value).endswith(account)


def test_what_changed_nothing_says_so(keeper: Keeper) -> None:
    """A failure before the first write says that nothing was changed."""
    keeper.fails = lambda _number, request: status(500) if request.method == "GET" else None
    with pytest.raises(PushError, match=r"nothing was changed$"):
        push(store_of({B: DATA[B]}), WAYS["both"](keeper))


COMPLETES = "the same command completes it"
UNSURE = "may be there in part, or not at all"


def _named(request: Request) -> str:
    return request.graph.value if request.path.startswith("/store") else ""


def test_an_address_must_be_one() -> None:
    """What is no address over HTTP is refused before anything is asked."""
    with pytest.raises(EndpointError, match="begins with http"):
        Database(Target("http://localhost/query", "ftp://localhost/update"), Access(lambda _url: None))
