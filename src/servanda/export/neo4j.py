"""A folder that `neo4j-admin database import full` of Neo4j 5 makes a database from, and a script beside it.

The format is that of the Operations Manual of Neo4j 5, "Import": a header and a file of data for each set
of labels and each type of relationship; fields in quotes, doubled inside (RFC 4180); nothing between two
commas where a node lacks a property, and two quotes where it is empty; the elements of a list, and
labels, divided by a character that no value holds. No Neo4j has imported it here; its files are read back
as the manual has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType

from servanda.errors import DataError
from servanda.export.cypher import CONSTRAINT, script
from servanda.export.property_graph import (
    EDGE_MARK,
    GRAPHS,
    KEY,
    MARK,
    NAMES,
    Edge,
    Kind,
    Node,
    Property,
    PropertyGraph,
    Type,
    property_graph,
)
from servanda.store import Store

_TYPES = MappingProxyType(
    {
        Type.TEXT: "string",
        Type.BOOLEAN: "boolean",
        Type.INTEGER: "long",
        Type.FLOAT: "double",
        Type.DATE: "date",
    }
)
_DIVIDERS = (";", "|", "¦", "‖", "␟", *map(chr, range(0xE000, 0xF900)))
"""What may divide the elements of a list: what people read first, letters of private use last."""

_ARGUMENTS = """\
--id-type=string
--array-delimiter=U+{divider:04X}
--multiline-fields=true
--legacy-style-quoting=false
--read-buffer-size={buffer}
--bad-tolerance=0
"""
_BUFFER = 4 << 20
"""Neo4j's own number of bytes, which the longest value must fit in."""

_README = """\
# A graph of Servanda's for Neo4j

{nodes} nodes and {edges} relationships. There are two ways to load them.

Into a new database of Neo4j 5, which is fastest. Stop the server, and in this folder run

    neo4j-admin database import full neo4j @import.args

With `--overwrite-destination=true` before the `@` it takes the place of what the database
`neo4j` held. Start the server and, once, run in it

    {constraint};

Into a database that runs, Neo4j 5 or Memgraph, beside what it holds:

    cypher-shell -u neo4j -f load.cypher

That can be run again; `load.cypher` says what to change in it for Memgraph. `servanda push`
does the same from afar, and removes what is gone.

Every node has the label `{mark}` and its IRI as `{key}`. `{graphs}`, on nodes and
relationships, lists the graphs that state it. What others write beside it stays when it is pushed
again: ours are the relationships with `{edge_mark}`, and what `{names}` lists on a node.

Lists in the CSV files are divided by U+{divider:04X}.
"""


def files(store: Store) -> Iterator[tuple[str, Iterable[str]]]:
    """The name of each file of the folder, and its text piece by piece, with its line ends as they are.

    Raises DataError if no character is left to divide lists by.
    """
    graph = property_graph(store)
    divider = _divider(graph)
    arguments = [_ARGUMENTS.format(divider=ord(divider), buffer=_buffer(graph, divider))]
    for labels, group in groupby(sorted(graph.nodes, key=attrgetter("labels")), attrgetter("labels")):
        nodes = list(group)
        file = "-".join(("nodes", *labels)) if labels else "nodes"
        names = sorted({name for node in nodes for name in node.properties})
        yield f"{file}-header.csv", [_header(names, graph)]
        yield f"{file}.csv", _node_lines(nodes, names, divider)
        arguments.append(f"--nodes={file}-header.csv,{file}.csv\n")
    for type_, edges in groupby(graph.edges, attrgetter("type")):
        file = f"relationships-{type_}"
        yield f"{file}-header.csv", [f":START_ID,:END_ID,:TYPE,{EDGE_MARK}:boolean,{GRAPHS}:string[]\n"]
        yield f"{file}.csv", _edge_lines(list(edges), divider)
        arguments.append(f"--relationships={file}-header.csv,{file}.csv\n")
    yield "import.args", arguments
    yield "load.cypher", script(graph)
    yield (
        "README.md",
        [
            _README.format(
                nodes=len(graph.nodes),
                edges=len(graph.edges),
                constraint=CONSTRAINT,
                mark=MARK,
                key=KEY,
                graphs=GRAPHS,
                edge_mark=EDGE_MARK,
                names=NAMES,
                divider=ord(divider),
            )
        ],
    )


def _header(names: Sequence[str], graph: PropertyGraph) -> str:
    """The line of a header for nodes that have these properties."""
    columns = (f"{name}:{_column(graph.kinds[name])}" for name in names)
    return ",".join((f"{KEY}:ID", ":LABEL", f"{NAMES}:string[]", *columns)) + "\n"


def _column(kind: Kind) -> str:
    """A kind of property as a header says it: `string[]`."""
    return _TYPES[kind.type] + "[]" * kind.many


def _node_lines(nodes: Sequence[Node], names: Sequence[str], divider: str) -> Iterator[str]:
    for node in nodes:
        values = (node.properties.get(name) for name in names)
        yield _line((node.iri, (MARK, *node.labels), node.own_names, *values), divider)


def _edge_lines(edges: Sequence[Edge], divider: str) -> Iterator[str]:
    return (_line((edge.start, edge.end, edge.type, True, edge.graphs), divider) for edge in edges)


def _line(values: Iterable[Property | None], divider: str) -> str:
    """A line of data."""
    return ",".join(_field(value, divider) for value in values) + "\n"


def _field(value: Property | None, divider: str) -> str:
    """A value as the importer reads it, in quotes; nothing for none.

    >>> print(_field('a "b" c', ";"), _field(("a", "b"), ";"), _field(None, ";"), _field(True, ";"))
    "a ""b"" c" "a;b"  "true"
    """
    if value is None:
        return ""
    text = divider.join(map(_text, value)) if isinstance(value, tuple) else _text(value)
    return f'"{text.replace(chr(34), chr(34) * 2)}"'


def _text(value: Property) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _divider(graph: PropertyGraph) -> str:
    """A character that no value holds, which lists are divided by."""
    used = set("".join(graph.graphs))
    for node in graph.nodes:
        for value in node.properties.values():
            used.update(*map(_text, value if isinstance(value, tuple) else (value,)))
    for one in _DIVIDERS:
        if one not in used:
            return one
    what = (
        "its values use every character that could divide lists in Neo4j's CSV files; use load.cypher or push"
    )
    raise DataError(what)


def _buffer(graph: PropertyGraph, divider: str) -> int:
    """A number of bytes that the longest field fits in."""
    values = (value for node in graph.nodes for value in node.properties.values())
    return max(_BUFFER, 2 * max((len(_field(value, divider).encode()) for value in values), default=0))
