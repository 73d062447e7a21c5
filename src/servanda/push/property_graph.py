"""A property graph into Neo4j, Memgraph or FalkorDB, as often as one likes.

What is there is read and compared with what should be, nodes by their IRI and edges by type and ends;
only what differs is sent. So a second push sends nothing, and one after a fault does what the first had
left to do.

Ours are the nodes with the label `Servanda` and an `iri`, of them the labels and properties that their
`servandaNames` lists, and between them the edges with `servanda: true`. Nothing else is changed. A node or
edge belongs to the graphs that its `servandaGraphs` lists. What a graph that is pushed no longer states is
removed, with all of a document that is gone if `prune` is set; else what also stands in graphs that are not
pushed is left. A node of ours that others have tied an edge to stays, but with nothing of ours besides its
`iri`.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, islice
from math import isclose
from operator import attrgetter, itemgetter
from typing import Any, Protocol, TypeAlias, TypeVar, cast

from servanda.errors import EndpointError
from servanda.export.cypher import merge_edges, merge_nodes, name
from servanda.export.property_graph import (
    EDGE_MARK,
    GRAPHS,
    KEY,
    MARK,
    NAME,
    NAMES,
    Edge,
    Node,
    Property,
    PropertyGraph,
    last_part,
)

Row: TypeAlias = Mapping[str, Property | Mapping[str, Property | None]]
"""What clauses find as `row`."""

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many of the changes are made, and how many there are."""

_PAGE = 5000
_BATCH = 500
"""How many nodes or edges are read, and how many are changed, at a time."""

_NODES = f"""
    MATCH (n:{MARK}) WHERE n.{KEY} > $after
    RETURN n.{KEY}, labels(n), properties(n) ORDER BY n.{KEY} LIMIT {_PAGE}
"""
_OURS = f"MATCH (a:{MARK})-[r]->(b:{MARK}) WHERE r.{EDGE_MARK} = true"
_EDGE_TYPES = f"{_OURS} RETURN DISTINCT type(r)"
_EDGES = f"{_OURS.replace('[r]', '[r:{}]')} RETURN a.{KEY}, b.{KEY}, coalesce(r.{GRAPHS}, [])"
_NODE_COUNT = f"MATCH (n:{MARK}) WHERE size(n.{GRAPHS}) > 0 RETURN count(n)"
_EDGE_COUNT = f"{_OURS} RETURN count(r)"
_NODE = f"MATCH (n:{MARK} {{{KEY}: row.{KEY}}})"
_DELETE = f"{_NODE} OPTIONAL MATCH (n)-[r]-() WITH n, count(r) AS held WHERE held = 0 DELETE n"
_RELEASE = f"{_NODE} SET n.{GRAPHS} = []"
_RELEASED = f"MATCH (n:{MARK}) WHERE size(n.{GRAPHS}) = 0 AND size(n.{NAMES}) > 0 RETURN n.{KEY}"
_BARE = f"{_NODE} SET n.{NAMES} = []"

_T = TypeVar("_T")


class Database(Protocol):
    """A database that speaks openCypher. Its methods raise EndpointError."""

    @property
    def where(self) -> str:
        """Its address, for messages."""

    def prepare(self) -> None:
        """Has it look our nodes up by their key, and hold one of each, if it does not yet."""

    def read(self, cypher: str, after: str = "") -> Iterable[Sequence[object]]:
        """The rows of an answer, with Python's values; `after` is the query's `$after`."""

    def write(self, clauses: str, rows: Sequence[Row]) -> None:
        """Runs the clauses for each `row`, all or none."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of nodes and of edges."""

    nodes: int
    edges: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What a push would change: `new` of which nothing is there, and what is changed and removed.

    `expected` is how many of ours are there when it is done.
    """

    new: Counts
    changed: Counts
    removed: Counts
    expected: Counts
    nodes: tuple[Node, ...] = field(repr=False)
    stale: Mapping[str, tuple[str, ...]] = field(repr=False)
    """By IRI, the `own_names` that nodes have and should not have."""
    gone: Mapping[str, tuple[str, ...]] = field(repr=False)
    """The nodes to be removed, with their `own_names`."""
    edges: tuple[Edge, ...] = field(repr=False)
    cut: tuple[Edge, ...] = field(repr=False)

    def __len__(self) -> int:
        """The number of nodes and edges that change; 0 if all is there as it should be."""
        return len(self.nodes) + len(self.gone) + len(self.edges) + len(self.cut)


def plan(graph: PropertyGraph, database: Database, *, prune: bool = False) -> Plan:
    """What has to change in `database` for it to hold `graph`. Nothing is changed.

    With `prune`, what stands only in graphs that `graph` does not have is removed as well.
    """
    pushed = None if prune else frozenset(graph.graphs)
    there = {node.iri: node for node in _nodes(database)}
    wanted = {node.iri: node for node in _wanted(graph.nodes, there, pushed)}
    stale = {iri: _stale(node, there[iri]) for iri, node in wanted.items() if iri in there}
    nodes = [node for iri, node in wanted.items() if iri not in there or not _holds(there[iri], node)]

    found = {_key(edge): edge for edge in _edges(database)}
    edges = {_key(edge): _joined_edge(edge, found.get(_key(edge)), pushed) for edge in graph.edges}
    make = [edge for key, edge in edges.items() if found.get(key) != edge]
    rest = [edge for key, edge in found.items() if key not in edges]
    cut = [edge for edge in rest if not _others(edge.graphs, pushed)]
    ends = {end for edge in rest if _others(edge.graphs, pushed) for end in (edge.start, edge.end)}
    left = [node for iri, node in there.items() if iri not in wanted and _names(node)]
    gone = {
        node.iri: _names(node) for node in left if node.iri not in ends and not _others(_graphs(node), pushed)
    }
    stay = [node for node in left if node.iri not in gone and _graphs(node)]
    new = Counts(sum(node.iri not in there for node in nodes), sum(_key(edge) not in found for edge in make))
    return Plan(
        new=new,
        changed=Counts(len(nodes) - new.nodes, len(make) - new.edges),
        removed=Counts(len(gone), len(cut)),
        expected=Counts(len(wanted) + len(stay), len(edges) + len(rest) - len(cut)),
        nodes=tuple(nodes),
        stale={iri: names for iri, names in stale.items() if names},
        gone=gone,
        edges=tuple(make),
        cut=tuple(cut),
    )


def push(planned: Plan, database: Database, progress: Progress = lambda _done, _all: None) -> Counts:
    """Makes the changes of a plan, and gives what of ours `database` holds then, to compare with `expected`.

    Raises EndpointError, with how much is done, if the database fails; a new plan and push do the rest.
    """
    done = 0
    try:
        if len(planned):
            database.prepare()
        for work in _work(planned, database):
            rows = iter(work.rows)
            while some := list(islice(rows, _BATCH)):
                database.write(work.clauses, some)
                done += len(some) if work.counts else 0
                progress(done, len(planned))
        return held(database)
    except EndpointError as error:
        what = f"{error.what}; {done} of {len(planned)} changes are made, and the same command makes the rest"
        raise EndpointError(what, error.where) from error


def held(database: Database) -> Counts:
    """How many nodes and edges of ours a database holds."""
    nodes, edges = (int(str(next(iter(database.read(query)))[0])) for query in (_NODE_COUNT, _EDGE_COUNT))
    return Counts(nodes, edges)


# --- what is there -----------------------------------------------------------------------------


def _nodes(database: Database) -> Iterator[Node]:
    """Our nodes, with what of their labels and properties is ours, and the list of it."""
    after = ""
    while rows := [_node(*row) for row in database.read(_NODES, after)]:
        yield from rows
        after = rows[-1].iri


def _node(iri: object, labels: Any, properties: Any) -> Node:  # noqa: ANN401 - a driver's values
    ours = {NAMES, *(properties.get(NAMES) or ())}
    told = {key: _plain(value) for key, value in properties.items() if key in ours}
    return Node(str(iri), tuple(one for one in labels if f":{one}" in ours), told)


def _edges(database: Database) -> Iterator[Edge]:
    """Our edges."""
    for (type_,) in list(database.read(_EDGE_TYPES)):
        for start, end, graphs in database.read(_EDGES.format(name(str(type_)))):
            yield Edge(str(type_), str(start), str(end), tuple(map(str, cast("Iterable[object]", graphs))))


def _plain(value: Any) -> Any:  # noqa: ANN401 - as above
    return tuple(map(_plain, value)) if isinstance(value, list) else value


# --- what should be ----------------------------------------------------------------------------


def _others(graphs: Iterable[str], pushed: Container[str] | None) -> tuple[str, ...]:
    """Those of the graphs that are not pushed; none if all of ours count as pushed."""
    return () if pushed is None else tuple(graph for graph in graphs if graph not in pushed)


def _wanted(
    nodes: Iterable[Node], there: Mapping[str, Node], pushed: Container[str] | None
) -> Iterator[Node]:
    """The nodes as they should be beside what is there and stays."""
    staying = [node for node in there.values() if _others(_graphs(node), pushed)]
    lists = {key for node in staying for key, value in node.properties.items() if isinstance(value, tuple)}
    return (_joined(_with_lists(node, lists), there.get(node.iri), pushed) for node in nodes)


def _joined(node: Node, there: Node | None, pushed: Container[str] | None) -> Node:
    """A node as it should be: with what is there too, if graphs that are not pushed state some of it."""
    if there is None or not (others := _others(_graphs(there), pushed)):
        return node
    properties = {key: value for key, value in there.properties.items() if key != NAMES}
    for key, value in node.properties.items():
        old = properties.get(key)
        both = isinstance(value, tuple) and isinstance(old, tuple)
        properties[key] = tuple(sorted({*value, *old})) if both else value  # type: ignore[misc]
    properties[GRAPHS] = tuple(sorted({*_graphs(node), *others}))
    if node.name == last_part(node.iri) and NAME in there.properties:
        properties[NAME] = there.properties[NAME]
    labels = (*node.labels, *(one for one in there.labels if one not in node.labels))
    return Node(node.iri, labels, properties)


def _with_lists(node: Node, lists: Container[str]) -> Node:
    """A node with a list of one where what stays there has lists."""
    alone = {
        key: (value,)
        for key, value in node.properties.items()
        if key in lists and not isinstance(value, tuple)
    }
    return replace(node, properties={**node.properties, **alone}) if alone else node


def _joined_edge(edge: Edge, there: Edge | None, pushed: Container[str] | None) -> Edge:
    """An edge as it should be; see `_joined`."""
    others = _others(there.graphs, pushed) if there else ()
    return replace(edge, graphs=tuple(sorted({*edge.graphs, *others})))


def _holds(there: Node, node: Node) -> bool:
    """Whether what is there has the labels and properties of a node."""
    if set(node.labels) != set(there.labels) or set(node.own_names) != set(_names(there)):
        return False
    return all(_same(there.properties.get(key), value) for key, value in node.properties.items())


def _same(one: Property | None, other: Property | None) -> bool:
    """Whether two values are one, as databases keep them: a float that FalkorDB gives has 15 digits."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, float) and isinstance(other, float):
        return isclose(one, other, rel_tol=1e-14)
    return type(one) is type(other) and one == other


def _stale(node: Node, there: Node) -> tuple[str, ...]:
    """The names of what of ours a node has there and should not have."""
    return tuple(sorted({*_names(there)} - {*node.own_names}))


def _graphs(node: Node) -> tuple[str, ...]:
    return _listed(node, GRAPHS)


def _names(there: Node) -> tuple[str, ...]:
    """The `own_names` that a node lists there."""
    return _listed(there, NAMES)


def _listed(node: Node, key: str) -> tuple[str, ...]:
    values = node.properties.get(key)
    return tuple(map(str, values)) if isinstance(values, tuple) else ()


def _key(edge: Edge) -> tuple[str, str, str]:
    return edge.type, edge.start, edge.end


# --- what makes it so --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Work:
    """Clauses to be run for each of some rows; whether they count as a change each."""

    clauses: str
    rows: Iterable[Row]
    counts: bool = True


def _work(planned: Plan, database: Database) -> Iterator[_Work]:
    """What makes the changes, in an order in which each finds what it needs."""
    yield from _removals(planned.stale)
    for labels, nodes in _grouped(planned.nodes, attrgetter("labels")):
        yield _Work(merge_nodes(labels), map(_node_row, nodes))
    for type_, edges in _grouped(planned.edges, attrgetter("type")):
        yield _Work(merge_edges(type_), map(_edge_row, edges))
    for type_, edges in _grouped(planned.cut, attrgetter("type")):
        ends = f"(a:{MARK} {{{KEY}: row.start}})-[r:{name(type_)}]->(b:{MARK} {{{KEY}: row.end}})"
        yield _Work(f"MATCH {ends} WHERE r.{EDGE_MARK} = true DELETE r", map(_edge_row, edges))
    gone: list[Row] = [{KEY: iri} for iri in planned.gone]
    yield _Work(_DELETE, gone)
    yield _Work(_RELEASE, gone, counts=False)
    if (
        released := sorted({str(iri) for (iri,) in database.read(_RELEASED)} & set(planned.gone))
        if gone
        else []
    ):
        yield from _removals({iri: [one for one in planned.gone[iri] if one != GRAPHS] for iri in released})
        yield _Work(_BARE, [{KEY: iri} for iri in released], counts=False)


def _removals(names: Mapping[str, Iterable[str]]) -> Iterator[_Work]:
    """What takes these labels and properties from nodes."""
    each = [(one, iri) for iri, some in names.items() for one in some]
    for one, found in _grouped(each, itemgetter(0)):  # FalkorDB 4.16 mixes up what it removes together
        what = f"n:{name(one[1:])}" if one.startswith(":") else f"n.{name(one)}"
        yield _Work(f"{_NODE} REMOVE {what}", [{KEY: iri} for _, iri in found], counts=False)


def _grouped(things: Iterable[_T], key: Callable[[_T], Any]) -> Iterator[tuple[Any, list[_T]]]:
    return ((value, list(group)) for value, group in groupby(sorted(things, key=key), key))


def _node_row(node: Node) -> Row:
    return {KEY: node.iri, "names": node.own_names, "properties": node.properties}


def _edge_row(edge: Edge) -> Row:
    return {"start": edge.start, "end": edge.end, "graphs": edge.graphs}
