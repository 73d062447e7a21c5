"""Pushes into a real FalkorDB: repeatable, no more than what differs, and the same answers there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS, XSD

from program import Program
from property_servers import FalkorServer, falkordb, silent
from servanda.ask import ask, find
from servanda.errors import EndpointError
from servanda.export.cypher import script
from servanda.export.property_graph import PropertyGraph, property_graph
from servanda.push.databases import connected
from servanda.push.property_graph import Counts, Plan, held, plan, push
from servanda.resources import queries
from servanda.store import Store, Triple, as_table
from servanda.store.credentials import Credentials
from servanda.vocab import SV

EX = "https://example.org/"
STATEMENT = URIRef(f"{EX}document/a#statement=0,9")
OSTRA = URIRef(f"{EX}actor/ostra")
NOTHING = Counts(0, 0)
NUMBERS = count()
ALL = """
    MATCH (n) OPTIONAL MATCH (n)-[r]->(m)
    RETURN n.iri, labels(n), properties(n), type(r), properties(r), m.iri
"""


@pytest.fixture
def name() -> str:
    """A graph of the server's that no other test uses."""
    return f"graph{next(NUMBERS)}"


@pytest.fixture
def text(root: Path) -> str:
    """Three documents in TriG, to be changed."""
    return (root / "tests" / "questions" / "declarations.trig").read_text(encoding="utf-8")


@pytest.fixture
def stored(tmp_path: Path) -> Any:
    """A store of TriG."""

    def of(text: str) -> Store:
        file = tmp_path / "graph.trig"
        file.write_text(text, encoding="utf-8")
        return Store.load(file)

    return of


def pushed(store: Store, server: FalkorServer, name: str, *, prune: bool = False) -> Plan:
    """What a push changed, after which the counts are right."""
    with connected(server.url(name)) as database:
        planned = plan(property_graph(store), database, prune=prune)
        assert push(planned, database) == planned.expected
    return planned


@pytest.fixture(scope="module")
def corpus(built: Path, falkordb_server: FalkorServer) -> Plan:
    """What the first push of the corpus changed, into the graph `corpus`."""
    return pushed(Store.load(built), falkordb_server, "corpus")


def river(*more: Triple) -> Store:
    """A store of a document that has a statement and a state, and says these things too."""
    store = Store()
    store.add(f"{EX}document/a", [(STATEMENT, RDF.type, SV.Statement), (OSTRA, RDF.type, SV.State), *more])
    return store


def load(graph: PropertyGraph, server: FalkorServer, name: str) -> None:
    """Runs the script that loads a graph, but for its constraint."""
    lines = [
        line
        for line in "".join(script(graph)).split("\n")
        if not line.startswith(("//", "CREATE CONSTRAINT"))
    ]
    for statement in filter(str.strip, "\n".join(lines).split(";\n")):
        server.query(name, statement)


def there(server: FalkorServer, name: str) -> list[Any]:
    """All that a graph holds, in an order that is the same for the same."""
    return sorted(
        (
            (iri, sorted(labels), sorted(told.items()), type_, sorted((of or {}).items()), end)
            for iri, labels, told, type_, of, end in server.query(name, ALL)
        ),
        key=repr,
    )


# --- pushing -------------------------------------------------------------------------------------


def test_a_push_loads_all_and_the_next_nothing(
    built: Path, falkordb_server: FalkorServer, corpus: Plan
) -> None:
    """The corpus arrives with as many nodes and edges as the property graph has, and then nothing differs."""
    store = Store.load(built)
    graph = property_graph(store)
    assert corpus.new == corpus.expected == Counts(len(graph.nodes), len(graph.edges))
    again = pushed(store, falkordb_server, "corpus")
    assert (len(again), again.new, again.changed, again.removed) == (0, NOTHING, NOTHING, NOTHING)


def test_what_is_there_is_what_was_meant(
    falkordb_server: FalkorServer, name: str, stored: Any, text: str
) -> None:
    """Each node there has the labels and values of the property graph, and our mark."""
    store = stored(text)
    pushed(store, falkordb_server, name)
    rows = falkordb_server.query(name, "MATCH (n) RETURN n.iri, labels(n), properties(n)")
    found = {
        iri: (
            set(labels),
            {key: tuple(one) if isinstance(one, list) else one for key, one in properties.items()},
        )
        for iri, labels, properties in rows
    }
    assert found == {
        node.iri: (
            {"Servanda", *node.labels},
            {"iri": node.iri, "servandaNames": node.own_names, **node.properties},
        )
        for node in property_graph(store).nodes
    }


def test_hard_texts_arrive(falkordb_server: FalkorServer, name: str) -> None:
    """Quotes, backslashes, line ends, letters of any script, lists, numbers and dates come back unchanged."""
    hard = '"It\'s" \\ C:\\users \\u0041 \r\nnew\tline `x` $row 🙂 中文'
    store = Store()
    said = [
        (SV.action, Literal(hard)),
        (SKOS.altLabel, Literal(hard, lang="en")),
        (SKOS.altLabel, Literal("")),
        (SV.value, Literal("1234567.123456789", datatype=XSD.decimal)),
        (SV.order, Literal(-(1 << 62))),
        (SV.deadline, Literal("0850-02-28", datatype=XSD.date)),
        (SV.deadline, Literal("2019-06-07", datatype=XSD.date)),
    ]
    store.add(f"{EX}document/a", [(STATEMENT, RDF.type, SV.Statement), *((STATEMENT, *one) for one in said)])
    pushed(store, falkordb_server, name)
    assert len(pushed(store, falkordb_server, name)) == 0
    cypher = "MATCH (n:Statement) RETURN n.action, n.altLabel, n.order, n.deadline"
    assert falkordb_server.query(name, cypher) == [
        [hard, ["", hard], -(1 << 62), [date(850, 2, 28), date(2019, 6, 7)]]
    ]


def test_a_plan_changes_nothing(falkordb_server: FalkorServer, name: str, stored: Any, text: str) -> None:
    """Planning alone, as a dry run does, makes no graph where there is none."""
    with connected(falkordb_server.url(name)) as database:
        planned = plan(property_graph(stored(text)), database)
        assert held(database) == NOTHING
    assert planned.new == planned.expected
    assert name not in falkordb_server.graphs()


def test_a_changed_document_is_set_right(
    falkordb_server: FalkorServer, name: str, stored: Any, text: str
) -> None:
    """A changed date, a lost condition and a lost class change those nodes, and nothing else is sent."""
    pushed(stored(text), falkordb_server, name)
    changed = text.replace('sv:deadline "2021-10-15"^^xsd:date', 'sv:deadline "2021-11-01"^^xsd:date')
    assert changed != text
    found = pushed(stored(changed), falkordb_server, name)
    assert (found.new, found.changed, found.removed) == (NOTHING, Counts(1, 0), NOTHING)
    cypher = "MATCH (n) WHERE n.deadline = date('2021-11-01') RETURN count(n)"
    assert falkordb_server.query(name, cypher) == [[1]]
    assert len(pushed(stored(changed), falkordb_server, name)) == 0


def test_what_is_no_longer_said_goes(falkordb_server: FalkorServer, name: str) -> None:
    """A property, a label, an edge and a node that a document no longer states are taken away."""
    actor, other = URIRef(f"{EX}actor/ostra"), URIRef(f"{EX}document/a#statement=10,19")
    whole, part = Store(), Store()
    kept = [(STATEMENT, RDF.type, SV.Statement), (actor, RDF.type, SV.State)]
    lost = [
        (STATEMENT, RDF.type, SV.Commitment),
        (STATEMENT, SV.condition, Literal("if the water rises")),
        (STATEMENT, SV.bearer, actor),
        (other, RDF.type, SV.Statement),
        (other, SV.bearer, actor),
    ]
    whole.add(f"{EX}document/a", [*kept, *lost])
    part.add(f"{EX}document/a", kept)
    pushed(whole, falkordb_server, name)
    found = pushed(part, falkordb_server, name)
    assert (found.new, found.changed, found.removed) == (NOTHING, Counts(1, 0), Counts(1, 2))
    fresh = f"{name}-fresh"
    pushed(part, falkordb_server, fresh)
    assert there(falkordb_server, name) == there(falkordb_server, fresh)


def test_what_the_data_have_no_longer_is_counted(
    falkordb_server: FalkorServer, name: str, text: str, servanda: Program, tmp_path: Path
) -> None:
    """The command says how much of ours stays that the data do not have, and how to remove it."""
    file, part = tmp_path / "whole.trig", tmp_path / "part.nq"
    file.write_text(text, encoding="utf-8")
    url = falkordb_server.url(name)
    assert servanda("push", url, "--data", file).err == ""
    graph = "https://w3id.org/servanda/id/document/2020-03-01"
    lines = Store.load(file).dump("nquads").decode().splitlines(keepends=True)
    part.write_text("".join(line for line in lines if f"<{graph}" not in line.split()[-2]), encoding="utf-8")
    kept = servanda("push", url, "--data", part)
    assert kept.code == 0
    assert re.search(r"\d+ nodes and \d+ edges of ours there that the data have no longer; --prune", kept.err)
    assert servanda("push", url, "--data", part, "--prune").err == ""


def test_a_document_goes_if_asked_for(
    falkordb_server: FalkorServer, name: str, stored: Any, text: str
) -> None:
    """Without `prune` a document that the store lacks stays; with it nothing of it is left."""
    whole = stored(text)
    part = Store()
    gone = next(graph for graph in whole.graphs() if "/document/2020-03-01" in graph)
    for graph in whole.graphs():
        if graph != gone:
            part.add_ntriples(graph, whole.ntriples(graph)[0])
    pushed(whole, falkordb_server, name)
    before = there(falkordb_server, name)
    assert len(pushed(part, falkordb_server, name)) == 0
    assert there(falkordb_server, name) == before
    found = pushed(part, falkordb_server, name, prune=True)
    assert found.removed.nodes > 10
    fresh = f"{name}-fresh"
    pushed(part, falkordb_server, fresh)
    assert there(falkordb_server, name) == there(falkordb_server, fresh)
    assert pushed(whole, falkordb_server, name).new.nodes == found.removed.nodes
    assert there(falkordb_server, name) == before


def test_what_others_have_is_untouched(
    falkordb_server: FalkorServer, name: str, stored: Any, text: str
) -> None:
    """Others' nodes, edges between ours, and labels and notes on ours stay, when ours come, change and go."""
    others = (
        "CREATE (:Person {name: 'Ana', iri: 'https://example.org/ana'})-[:WROTE {year: 2020}]->(:Note)",
        "MATCH (n:State {name: 'Norland'}), (m:State {name: 'Sudland'}) CREATE (n)-[:RIVAL_OF {of: 1}]->(m)",
        "MATCH (n:State {name: 'Norland'}) SET n:Watched, n.remark = 'x'",
        "MATCH (n:Watched), (a:Person {name: 'Ana'}) CREATE (a)-[:READ]->(n)",
    )
    asked = (
        "MATCH (a:Person {name: 'Ana'})-[r:WROTE]->(n:Note) RETURN a.iri, r.year",
        "MATCH (n)-[r:RIVAL_OF]->(m) RETURN n.iri, r.of, m.iri",
        "MATCH (:Person {name: 'Ana'})-[:READ]->(n:Watched) RETURN n.iri, n.remark",
    )
    falkordb_server.query(name, others[0])
    pushed(stored(text), falkordb_server, name)
    for cypher in others[1:]:
        falkordb_server.query(name, cypher)
    before = [falkordb_server.query(name, cypher) for cypher in asked]
    assert [len(rows) for rows in before] == [1, 1, 1]
    assert len(pushed(stored(text), falkordb_server, name)) == 0
    pushed(stored(text.replace("2021-10-15", "2021-11-01")), falkordb_server, name)
    pushed(Store(), falkordb_server, name, prune=True)
    assert [falkordb_server.query(name, cypher) for cypher in asked] == before
    assert falkordb_server.query(name, "MATCH (n:Servanda) RETURN count(n)") == [[2]]
    assert len(pushed(Store(), falkordb_server, name, prune=True)) == 0
    pushed(stored(text), falkordb_server, name)
    assert [falkordb_server.query(name, cypher) for cypher in asked] == before


def test_others_edges_of_our_types_are_untouched(falkordb_server: FalkorServer, name: str) -> None:
    """An edge that others tied between ours stays as it is, when one of its type comes there and goes."""
    edges = "MATCH (:Statement)-[r:BEARER]->(:State) RETURN properties(r)"
    pushed(river(), falkordb_server, name)
    falkordb_server.query(
        name, "MATCH (a:Statement), (b:State) CREATE (a)-[:BEARER {by: 'ana', sure: 0.7}]->(b)"
    )
    theirs = [{"by": "ana", "sure": 0.7}]
    assert len(pushed(river(), falkordb_server, name)) == 0
    assert pushed(river((STATEMENT, SV.bearer, OSTRA)), falkordb_server, name).new == Counts(0, 1)
    ours = [{"servanda": True, "servandaGraphs": [f"{EX}document/a"]}]
    rows = [dict(row[0]) for row in falkordb_server.query(name, edges)]
    assert sorted(rows, key=len) == sorted([*ours, *theirs], key=lambda row: "by" in row)
    assert pushed(river(), falkordb_server, name).removed == Counts(0, 1)
    assert [dict(row[0]) for row in falkordb_server.query(name, edges)] == theirs


def test_others_nodes_of_our_iris_are_untouched(falkordb_server: FalkorServer, name: str) -> None:
    """A node without our label stays as it is, with its edges, though ours of the same IRI come and go."""
    falkordb_server.query(
        name, f"CREATE (:State {{iri: '{OSTRA}', name: 'Ana'}})-[:BEARER {{by: 1}}]->(:Note)"
    )
    before = there(falkordb_server, name)
    store = river((STATEMENT, SV.bearer, OSTRA), (OSTRA, SKOS.prefLabel, Literal("Ostra")))
    assert pushed(store, falkordb_server, name).new == Counts(2, 1)
    pushed(Store(), falkordb_server, name, prune=True)
    assert there(falkordb_server, name) == before


@pytest.mark.parametrize("prune", [False, True])
def test_what_was_withdrawn_goes_whatever_it_was_called(
    falkordb_server: FalkorServer, name: str, *, prune: bool
) -> None:
    """Properties and labels of any vocabulary or language that no node has any longer are taken away."""
    lost = [
        (STATEMENT, DCTERMS.rights, Literal("secret")),
        (STATEMENT, DCTERMS.title, Literal("Río", lang="es")),
        (STATEMENT, RDF.type, SKOS.Collection),
        (STATEMENT, RDF.type, URIRef(f"{SV}Withdrawn")),
    ]
    pushed(river(*lost), falkordb_server, name)
    whole = there(falkordb_server, name)
    assert "secret" in str(whole)
    assert pushed(river(), falkordb_server, name, prune=prune).changed == Counts(1, 0)
    fresh = f"{name}-fresh"
    pushed(river(), falkordb_server, fresh)
    assert there(falkordb_server, name) == there(falkordb_server, fresh)
    assert len(pushed(river(), falkordb_server, name)) == 0
    pushed(river(*lost), falkordb_server, name)
    assert there(falkordb_server, name) == whole


def test_what_others_call_as_we_might_stays(falkordb_server: FalkorServer, name: str) -> None:
    """Labels and properties that others gave a node of ours stay, even if other nodes of ours have such."""
    said = (OSTRA, DCTERMS.rights, Literal("free")), (OSTRA, RDF.type, SV.Actor)
    notes = "MATCH (n:Statement) RETURN n.rights, n.condition, n:Actor, n:Concept"
    pushed(river(*said), falkordb_server, name)
    falkordb_server.query(
        name, "MATCH (n:Statement) SET n:Actor:Concept, n.rights = 'ours', n.condition = 'x'"
    )
    for store in (river(*said), river(), river((STATEMENT, SV.action, Literal("share")))):
        pushed(store, falkordb_server, name)
        assert falkordb_server.query(name, notes) == [["ours", "x", True, True]]


def test_a_node_that_others_hold_is_emptied(falkordb_server: FalkorServer, name: str) -> None:
    """Of a node that goes and that others have tied an edge to, its IRI and what they wrote there stay."""
    pushed(river((STATEMENT, DCTERMS.rights, Literal("secret"))), falkordb_server, name)
    falkordb_server.query(
        name, "MATCH (n:Statement) SET n:Seen, n.remark = 'x' CREATE (n)<-[:READ]-(:Person)"
    )
    assert pushed(Store(), falkordb_server, name, prune=True).removed == Counts(2, 0)
    rows = falkordb_server.query(name, "MATCH (n:Servanda) RETURN labels(n), properties(n)")
    assert [(sorted(labels), dict(told)) for labels, told in rows] == [
        (
            ["Seen", "Servanda"],
            {"iri": str(STATEMENT), "remark": "x", "servandaGraphs": [], "servandaNames": []},
        )
    ]
    assert len(pushed(Store(), falkordb_server, name, prune=True)) == 0
    assert pushed(river(), falkordb_server, name).expected == Counts(2, 0)


# --- faults --------------------------------------------------------------------------------------


class Failing:
    """A database whose connection is cut after some writes."""

    def __init__(self, database: Any, writes: int) -> None:
        self.database, self.writes = database, writes
        self.where, self.prepare, self.read = database.where, database.prepare, database.read

    def write(self, clauses: str, rows: Sequence[Any]) -> None:
        """Writes, or finds that the connection has gone."""
        self.writes -= 1
        if self.writes < 0:
            self.database.graph.client.connection.connection_pool.disconnect()
            raise EndpointError("has gone", self.where)
        self.database.write(clauses, rows)


@pytest.mark.parametrize("writes", [0, 1, 7, 20, 40])
def test_a_push_that_was_cut_is_completed(
    falkordb_server: FalkorServer, name: str, stored: Any, text: str, writes: int
) -> None:
    """After a fault the error says how much is done, and the same push again makes the rest."""
    graph = property_graph(stored(text))
    with connected(falkordb_server.url(name)) as database:
        planned = plan(graph, database)
        with pytest.raises(EndpointError, match=rf"has gone; \d+ of {len(planned)} changes are made"):
            push(planned, Failing(database, writes))
        rest = plan(graph, database)
        assert len(rest) < len(planned) or not writes
        assert push(rest, database) == planned.expected
        assert len(plan(graph, database)) == 0


def test_a_server_that_goes_is_reported_and_the_rest_made(tmp_path: Path, stored: Any, text: str) -> None:
    """Where the server ends in the middle, the error says so and how much is done; a new one takes all."""
    graph = property_graph(stored(text))
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    with falkordb(tmp_path / "one") as server, connected(server.url("x")) as database:
        planned = plan(graph, database)

        def stop(done: int, _: int) -> None:
            if done > len(planned) // 2:
                server.stop()

        with pytest.raises(
            EndpointError, match=r"cannot be reached, or has gone .*; \d+ of \d+ changes are made"
        ):
            push(planned, database, stop)
    with falkordb(tmp_path / "two") as server, connected(server.url("x")) as database:
        assert push(plan(graph, database), database) == planned.expected


def test_a_connection_that_is_cut_is_made_again(
    falkordb_server: FalkorServer, name: str, stored: Any, text: str
) -> None:
    """Where the server only drops connections, the push goes on over new ones."""
    graph = property_graph(stored(text))
    with connected(falkordb_server.url(name)) as database:
        planned = plan(graph, database)
        assert push(planned, database, lambda _done, _all: falkordb_server.drop()) == planned.expected


def test_a_server_that_is_down_is_named(tmp_path: Path) -> None:
    """Where nobody listens, the error names the address and says what to look at."""
    with falkordb(tmp_path) as server:
        url = server.url("x")
    with (
        pytest.raises(EndpointError, match=r"falkordb://127\.0\.0\.1:\d+: cannot be reached"),
        connected(url),
    ):
        pass


def test_a_password_is_asked_for(tmp_path: Path) -> None:
    """Without the password, and with a wrong one, nobody is let in; with it a push runs."""
    with falkordb(tmp_path, "--requirepass", "opensesame") as server:
        for credentials in (None, Credentials("default", "wrong")):
            with (
                pytest.raises(EndpointError, match="SERVANDA_PASSWORD"),
                connected(server.url("x"), credentials),
            ):
                pass
        with connected(server.url("x"), Credentials("default", "opensesame")) as database:
            assert held(database) == NOTHING


def test_a_server_that_never_answers_is_named() -> None:
    """Where a server takes the connection and says nothing, that is said after the time that it had."""
    with silent() as port:
        message = rf"^falkordb://127\.0\.0\.1:{port}: did not answer in 0\.3 s; .* --timeout$"
        with (
            pytest.raises(EndpointError, match=message),
            connected(f"falkordb://127.0.0.1:{port}/x", seconds=0.3),
        ):
            pass


def test_a_server_that_falls_silent_is_not_waited_for(tmp_path: Path, stored: Any, text: str) -> None:
    """Where a server stops answering in the middle, the push ends in time, and a later one makes the rest."""
    graph = property_graph(stored(text))
    with falkordb(tmp_path) as server:
        with connected(server.url("x"), seconds=1.0) as database:
            planned = plan(graph, database)
            begun = monotonic()
            with pytest.raises(
                EndpointError, match=r"did not answer in 1 s; .*; \d+ of \d+ changes are made"
            ):
                push(planned, database, lambda _done, _all: server.pause(30))
            assert monotonic() - begun < 15
        server.go_on()
        with connected(server.url("x")) as database:
            assert push(plan(graph, database), database) == planned.expected


# --- the script and the questions ----------------------------------------------------------------


def test_the_script_loads_the_same(falkordb_server: FalkorServer, name: str, stored: Any, text: str) -> None:
    """`load.cypher`, run twice but for the constraint, makes what a push makes, which finds no change."""
    store = stored(text)
    for _ in range(2):
        load(property_graph(store), falkordb_server, name)
    assert len(pushed(store, falkordb_server, name)) == 0


def test_what_a_script_left_a_push_removes(falkordb_server: FalkorServer, name: str) -> None:
    """After a script of later data, which removes nothing, a push knows what was ours, and removes it."""
    pushed(river((STATEMENT, DCTERMS.rights, Literal("secret"))), falkordb_server, name)
    loaded = river((STATEMENT, SV.action, Literal("share")))
    load(property_graph(loaded), falkordb_server, name)
    once = there(falkordb_server, name)
    load(property_graph(loaded), falkordb_server, name)
    assert there(falkordb_server, name) == once
    assert "secret" in str(there(falkordb_server, name))
    assert pushed(river(), falkordb_server, name).changed == Counts(1, 0)
    assert "secret" not in str(there(falkordb_server, name))


COMMITMENTS = """
    MATCH (:Actor {name: $actor})<-[:ORGAN_OF|REPRESENTS*0..]-(who)<-[:BEARER]-(s:Commissive)
    WITH DISTINCT s
    MATCH (s)-[:STATED_IN]->(d) MATCH (s)-[:FORCE]->(f) MATCH (s)-[:BEARER]->(b)
    WITH s, d, f, b ORDER BY b.name
    RETURN d.date, d.title, f.name, s.negated, collect(DISTINCT b.name), s.action, s.condition, s.deadline
"""
DEADLINES = """
    MATCH (s:Statement)-[:STATED_IN]->(d) WHERE s.deadline >= date('2000-01-01')
    MATCH (s)-[:FORCE]->(f) MATCH (s)-[:BEARER]->(b)
    OPTIONAL MATCH (s)-[:DEADLINE_EVIDENCE]->(words)
    WITH s, d, f, b, words ORDER BY b.name
    RETURN s.deadline, words.exact, d.date, d.title, f.name, s.negated, collect(DISTINCT b.name), s.action
"""
TOGETHER = """
    MATCH (:Actor {name: $actor})<-[:ORGAN_OF|REPRESENTS*0..]-(one)
    WITH collect(DISTINCT one) AS own
    UNWIND own AS who
    CALL {
        WITH who MATCH (d)-[:PARTY]->(who) MATCH (d)-[:PARTY]->(other)
        RETURN other, d, null AS p, null AS s, null AS j
        UNION
        WITH who MATCH (m:Mention)-[:MENTIONS]->(who) MATCH (m)-[:IN_PASSAGE]->(p)
        MATCH (near)-[:IN_PASSAGE]->(p) MATCH (near)-[:MENTIONS]->(other) MATCH (near)-[:MENTIONED_IN]->(d)
        RETURN other, d, p, null AS s, null AS j
        UNION
        WITH who MATCH (s)-[:BEARER|ADDRESSEE|BENEFICIARY|CONCERNS|INVOLVES]->(who)
        MATCH (s)-[:BEARER|ADDRESSEE|BENEFICIARY|CONCERNS|INVOLVES]->(other) MATCH (s)-[:STATED_IN]->(d)
        RETURN other, d, null AS p, s, null AS j
        UNION
        WITH who MATCH (j)-[:BEARER]->(who) MATCH (j)-[:BEARER]->(other) MATCH (j)-[:STATED_IN]->(d)
        RETURN other, d, null AS p, null AS s, j
    }
    WITH own, other, d, p, s, j WHERE other:Actor AND NOT other IN own
    RETURN other.name, count(DISTINCT d), count(DISTINCT p), count(DISTINCT s), count(DISTINCT j)
"""


def told(value: object) -> object:
    """A value as an answer in SPARQL has it: several names in one text, the quotes in one line."""
    if isinstance(value, list):
        return "|".join(value)
    return " ".join(value.split()) if isinstance(value, str) else value


def same_answers(server: FalkorServer, graph: str, store: Store, actor: str) -> None:
    """Asserts that three questions have the same rows in Cypher as in SPARQL, and have some."""
    for question, cypher, values in (
        ("commitments-of-actor", COMMITMENTS, {"actor": actor}),
        ("deadlines", DEADLINES, {"from": "2000-01-01"}),
        ("actors-together", TOGETHER, {"actor": actor}),
    ):
        answer = as_table(ask(store, find(queries(), question), values), question)
        expected = [[told(value) for value in row] for row in answer.values()]
        rows = [[told(value) for value in row] for row in server.query(graph, cypher, actor=actor)]
        assert sorted(rows, key=repr) == sorted(expected, key=repr)
        assert expected, question


@pytest.mark.usefixtures("corpus")
def test_questions_to_the_corpus_have_the_same_answers(built: Path, falkordb_server: FalkorServer) -> None:
    """Commitments of an actor, deadlines and actors together give in Cypher the rows that SPARQL gives."""
    same_answers(falkordb_server, "corpus", Store.load(built), "Mexico")


@pytest.mark.parametrize("actor", ["Norland", "Sudland"])
def test_questions_have_the_same_answers(
    falkordb_server: FalkorServer, name: str, stored: Any, text: str, actor: str
) -> None:
    """So they do for states with organs and speakers, and for a document without a date."""
    store = stored(text)
    pushed(store, falkordb_server, name)
    same_answers(falkordb_server, name, store, actor)
