"""GraphML of the property graph, as Gephi and yEd show it best.

GraphML (graphdrawing.org, with its schema of 1.1) knows booleans, numbers and strings, one of each key
for a node or edge. So a date is a string, and the values of a list are a JSON array in one string.
Characters that XML 1.0 does not allow become U+FFFD.

- **Gephi** takes the key `label` for what it writes beside nodes and edges, and some others (`size`, `x`,
  `weight`, and the ids `d3` and `d7`) for what it draws. So nodes and edges have a `label`, the name and
  the type; a property called like one of those has a `_` behind it; and ids of keys are `n:` or `e:` and
  the name. The schema wants ids of nodes without `/` and `#`: they are numbers, and the IRI is the key
  `iri`. To colour by class, it has `kind`, the most special label of a node, besides `labels` with all.
- **yEd** shows no key by itself but its own `nodegraphics` and `edgegraphics`, which hold the same
  labels; it lays nothing out by itself either: Layout > Organic, and Tools > Fit Node to Label.

That is read from Gephi's importer and from yFiles's elements as yEd writes them; neither program ran here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from xml.sax.saxutils import escape

from servanda.export.property_graph import (
    GRAPHS,
    KEY,
    NAME,
    Edge,
    Kind,
    Node,
    Property,
    Type,
    property_graph,
)
from servanda.store import Store

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xmlns:y="http://www.yworks.com/xml/graphml" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd">
"""
_TYPES = MappingProxyType(
    {
        Type.TEXT: "string",
        Type.BOOLEAN: "boolean",
        Type.INTEGER: "long",
        Type.FLOAT: "double",
        Type.DATE: "string",
    }
)
_TAKEN = frozenset("label labels kind id d3 x y z xpos ypos size r g b".split())
_LABELS = ("label", "kind", "labels", KEY)
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RETURN = MappingProxyType({"\r": "&#13;"})
"""What a parser would make a line end of."""


def graphml(store: Store) -> Iterator[bytes]:
    """The file, piece by piece, in UTF-8."""
    graph = property_graph(store)
    kinds = {name: kind for name, kind in graph.kinds.items() if name != NAME}
    yield _HEAD.encode()
    yield "".join(_keys(kinds)).encode()
    yield b'<graph id="servanda" edgedefault="directed">\n'
    ids = {node.iri: f"n{number}" for number, node in enumerate(graph.nodes)}
    for node in graph.nodes:
        yield _node(node, ids[node.iri]).encode()
    for number, edge in enumerate(graph.edges):
        yield _edge(edge, f'id="e{number}" source="{ids[edge.start]}" target="{ids[edge.end]}"').encode()
    yield b"</graph>\n</graphml>\n"


def _keys(kinds: Mapping[str, Kind]) -> Iterator[str]:
    """What the data of nodes and edges are called, and of which type they are."""
    for name in _LABELS:
        yield _key("node", name, "string")
    for name, kind in kinds.items():
        yield _key("node", _column(name), "string" if kind.many else _TYPES[kind.type])
    for name in ("label", GRAPHS):
        yield _key("edge", name, "string")
    yield '<key id="nodegraphics" for="node" yfiles.type="nodegraphics"/>\n'
    yield '<key id="edgegraphics" for="edge" yfiles.type="edgegraphics"/>\n'


def _key(what: str, name: str, type_: str) -> str:
    return f'<key id="{what[0]}:{name}" for="{what}" attr.name="{name}" attr.type="{type_}"/>\n'


def _column(name: str) -> str:
    """The name of a property, where Gephi takes it for nothing else."""
    return f"{name}_" if name in _TAKEN else name


def _node(node: Node, id_: str) -> str:
    kind = node.labels[-1] if node.labels else ""
    properties = ((_column(name), value) for name, value in node.properties.items() if name != NAME)
    told: tuple[tuple[str, Property], ...]
    told = (("label", node.name), ("kind", kind), ("labels", node.labels), (KEY, node.iri), *properties)
    data = "".join(_data(f"n:{name}", value) for name, value in told)
    shown = f"<y:ShapeNode><y:NodeLabel>{_text(node.name)}</y:NodeLabel></y:ShapeNode>"
    return f'<node id="{id_}">{data}<data key="nodegraphics">{shown}</data></node>\n'


def _edge(edge: Edge, ends: str) -> str:
    data = _data("e:label", edge.type) + _data(f"e:{GRAPHS}", edge.graphs)
    arrows = '<y:Arrows source="none" target="standard"/>'
    shown = f"<y:PolyLineEdge>{arrows}<y:EdgeLabel>{_text(edge.type)}</y:EdgeLabel></y:PolyLineEdge>"
    return f'<edge {ends}>{data}<data key="edgegraphics">{shown}</data></edge>\n'


def _data(key: str, value: Property) -> str:
    return f'<data key="{key}">{_text(value)}</data>'


def _text(value: Property) -> str:
    r"""A value as the text of an element.

    >>> print(_text(("a", "<b>")), _text(True), _text(date(2019, 6, 7)), _text("\x0c"))
    ["a", "&lt;b&gt;"] true 2019-06-07 �
    """
    if isinstance(value, tuple):
        value = json.dumps([str(one) if isinstance(one, date) else one for one in value], ensure_ascii=False)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return escape(_UNWRITABLE.sub("\ufffd", text), dict(_RETURN))
