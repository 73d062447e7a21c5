"""Cypher that makes our nodes and edges: names and values as it writes them, and a script that loads all.

The script is for Neo4j 5 and Memgraph: statements of openCypher, besides the first, which makes the
constraint in Neo4j's words; its first lines say what takes that place in Memgraph and in FalkorDB. Each
statement holds its rows as literal maps, so that nothing else is read. Run twice it changes nothing; of
what an earlier one made it removes nothing, which `servanda push` does. Neo4j and Memgraph themselves
have not run it: a parser of Neo4j's dialect reads it, and FalkorDB runs all of it but the constraint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby, islice
from operator import attrgetter
from types import MappingProxyType
from typing import TypeVar

from servanda.export.property_graph import (
    EDGE_MARK,
    GRAPHS,
    KEY,
    MARK,
    NAMES,
    Edge,
    Node,
    Property,
    PropertyGraph,
)

CONSTRAINT = f"CREATE CONSTRAINT servanda_{KEY} IF NOT EXISTS FOR (n:{MARK}) REQUIRE n.{KEY} IS UNIQUE"
"""What makes Neo4j 5 look nodes up by their key, and hold one of each."""

MEMGRAPH_CONSTRAINTS = (
    f"CREATE INDEX ON :{MARK}({KEY})",
    f"CREATE CONSTRAINT ON (n:{MARK}) ASSERT n.{KEY} IS UNIQUE",
)
"""What does the same in Memgraph."""

_HEAD = f"""\
// Loads a graph of Servanda's into Neo4j 5: cypher-shell -u neo4j -f load.cypher
// Run again it changes nothing. It removes nothing either; servanda push does.
//
// Memgraph knows its constraint in other words. Put these in the place of the first statement:
// {MEMGRAPH_CONSTRAINTS[0]};
// {MEMGRAPH_CONSTRAINTS[1]};
//
// FalkorDB makes it by a command of its own; run the rest without it:
// CREATE INDEX FOR (n:{MARK}) ON (n.{KEY});
// GRAPH.CONSTRAINT CREATE graph UNIQUE NODE {MARK} PROPERTIES 1 {KEY}

"""
_ROWS = 200
"""How many nodes or edges one statement makes."""

_ESCAPES = MappingProxyType(
    str.maketrans({"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"})
)
_ALL_NAMES = (
    f"CASE WHEN all(one IN coalesce(n.{NAMES}, []) WHERE one IN row.names) THEN row.names "
    f"WHEN all(one IN row.names WHERE one IN n.{NAMES}) THEN n.{NAMES} ELSE n.{NAMES} + row.names END"
)
"""The names of what a node has of ours, where nothing is removed that it had.

Memgraph has known list comprehensions only since 2025.
"""

_Row = TypeVar("_Row", Node, Edge)


def script(graph: PropertyGraph) -> Iterator[str]:
    """The script that loads a graph, piece by piece."""
    yield _HEAD
    yield f"{CONSTRAINT};\n"
    for labels, nodes in groupby(sorted(graph.nodes, key=attrgetter("labels")), attrgetter("labels")):
        yield from _statements(nodes, _node, merge_nodes(labels, _ALL_NAMES))
    for type_, edges in groupby(graph.edges, attrgetter("type")):
        yield from _statements(edges, _edge, merge_edges(type_))


def merge_nodes(labels: Sequence[str], names: str = "row.names") -> str:
    """What makes, for each `row` with a key, names and properties, the node, or sets it right.

    It is given the labels; and `names` is Cypher for the names that it lists as ours.
    """
    set_labels = "".join(f"n:{name(label)}, " for label in labels)
    merge = f"MERGE (n:{MARK} {{{KEY}: row.{KEY}}})"
    return f"{merge} SET {set_labels}n += row.properties, n.{NAMES} = {names}"


def merge_edges(type_: str) -> str:
    """What makes, for each `row` with the keys of its ends and its graphs, our edge, or sets it right.

    One of the same type that others have made there lacks our mark, and stays as it is.
    """
    ends = f"MATCH (a:{MARK} {{{KEY}: row.start}}) MATCH (b:{MARK} {{{KEY}: row.end}})"
    return f"{ends} MERGE (a)-[r:{name(type_)} {{{EDGE_MARK}: true}}]->(b) SET r.{GRAPHS} = row.graphs"


def name(text: str) -> str:
    """A label, a type or the name of a property as Cypher writes any.

    >>> print(name("within"), name("a`b"))
    `within` `a``b`
    """
    return f"`{text.replace('`', '``')}`"


def literal(value: Property | None) -> str:
    r"""A value as Cypher writes it; a list for a tuple, and `null` for none.

    >>> print(literal(("it's", "C:\\users\n")), literal(True), literal(date(2019, 6, 7)), literal(1e22))
    ['it\'s', 'C:\\users\n'] true date('2019-06-07') 1e+22
    """
    if value is None:
        return "null"
    if isinstance(value, tuple):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return f"date('{value}')"
    return f"'{value.translate(_ESCAPES)}'" if isinstance(value, str) else repr(value)


def mapped(values: Mapping[str, Property | None]) -> str:
    """Values by name as Cypher writes a map.

    >>> print(mapped({"order": 3, "verb": "share"}))
    {`order`: 3, `verb`: 'share'}
    """
    return f"{{{', '.join(f'{name(key)}: {literal(value)}' for key, value in values.items())}}}"


def _node(node: Node) -> str:
    names = literal(node.own_names)
    return f"{{{KEY}: {literal(node.iri)}, names: {names}, properties: {mapped(node.properties)}}}"


def _edge(edge: Edge) -> str:
    return f"{{start: {literal(edge.start)}, end: {literal(edge.end)}, graphs: {literal(edge.graphs)}}}"


def _statements(rows: Iterable[_Row], written: Callable[[_Row], str], clauses: str) -> Iterator[str]:
    """The statements that do the same with every row, some rows each."""
    rest = iter(rows)
    while some := list(islice(rest, _ROWS)):
        yield "\nUNWIND [\n  " + ",\n  ".join(map(written, some)) + f"\n] AS row\n{clauses};\n"
