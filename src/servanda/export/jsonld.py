"""JSON-LD 1.1 for people and programs: compacted, each document framed, by PyLD.

A document is a tree: its passages, its statements, its mentions, and in each of them the spans that it
stands on. What hangs on none of them follows in the same graph. Other graphs are lists of nodes, and so are
those with blank nodes, which framing would give other names.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, TypeAlias

from pyld import jsonld
from rdflib.namespace import OWL, RDF, RDFS, XSD

from servanda import resources
from servanda.nquads import Chunk, Quad, quads
from servanda.rdf import Facts, facts_of
from servanda.store.writing import expanded
from servanda.turtle import natural
from servanda.vocab import PREFIXES, SV

Json: TypeAlias = dict[str, Any]

CONTEXT_FILE = "context.jsonld"
"""How the file with the whole context is called."""

_TYPE = f"<{RDF.type}>"
_BOOLEANS = MappingProxyType({"true": True, "false": False})
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")  # more digits do not fit a JSON number everywhere
_IS_TYPED = MappingProxyType({str(XSD.date): "xsd:date", str(XSD.dateTime): "xsd:dateTime"})
_PARTS = tuple(str(one) for one in (SV.passageOf, SV.statedIn, SV.mentionedIn))
"""The properties by which a document's parts hang on it."""

_SPAN_OF = str(SV.spanOf)


def write(chunks: Iterable[Chunk]) -> Iterator[bytes]:
    """The parts of a JSON-LD document with all graphs, which declares the terms that it uses.

    The nodes of the default graph stand beside the named graphs.
    """
    graphs = defaultdict[str, list[Quad]](list)
    for one in quads(chunks):
        graphs[one[3]].append(one)
    nodes, names = list[Json](), set[str]()
    for graph in sorted(graphs):
        used = _used(graphs[graph])
        nodes += _graph(graph, graphs[graph], used)
        names |= used.keys()
    yield _text({"@context": _part(names), "@graph": nodes})


def context_file() -> bytes:
    """The whole context, as a document of its own."""
    return _text({"@context": {**context()}})


def _text(document: Json) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


@cache
def context() -> Mapping[str, Any]:
    """What the names in our JSON-LD mean: the prefixes, and the ontology's terms without one.

    The values of object properties are IRIs, those of properties with dates are dates.
    """
    facts = facts_of(sorted(resources.ontology().glob("*.ttl")))
    terms = {name: meaning for name, meaning in _terms(facts) if name not in PREFIXES}
    return MappingProxyType({**PREFIXES, **terms})


def _terms(facts: Facts) -> Iterator[tuple[str, Json | str]]:
    own = PREFIXES["sv"]
    classes = {one for kind in (OWL.Class, RDFS.Class) for one in facts.subjects(RDF.type, kind)}
    links = set(facts.subjects(RDF.type, OWL.ObjectProperty))
    values = set(facts.subjects(RDF.type, OWL.DatatypeProperty))
    for iri in sorted(one for one in classes | links | values if one.startswith(own)):
        name = iri.removeprefix(own)
        short = f"sv:{name}"
        kind = "@id" if iri in links else _IS_TYPED.get(next(iter(facts.values(iri, RDFS.range)), ""))
        yield name, {"@id": short, "@type": kind} if kind else short


def _used(rows: Iterable[Quad]) -> Json:
    """The part of the context that some quads use; compaction looks through all of it for each IRI."""
    iris, names = set[str](), set[str]()
    for subject, predicate, object_, graph in rows:
        names.add(predicate[1:-1])
        if predicate == _TYPE:
            names.add(object_[1:-1])
        iris |= {subject[1:-1], graph[1:-1], object_[1:-1].rpartition('"^^<')[2]}
    iris |= names
    prefixes = {prefix for prefix, iri in PREFIXES.items() if _shortens(iri, iris)}
    terms = {name for name in context() if name not in PREFIXES and f"{PREFIXES['sv']}{name}" in names}
    kinds = (context()[name] for name in terms)
    prefixes |= {one["@type"].partition(":")[0] for one in kinds if isinstance(one, dict)}
    return _part(prefixes | terms)


def _shortens(namespace: str, iris: set[str]) -> bool:
    """Whether IRIs begin with a namespace, and none of them goes on with `//`, which would be no prefix's."""
    rest = [iri.removeprefix(namespace) for iri in iris if iri.startswith(namespace)]
    return bool(rest) and not any(one.startswith("//") for one in rest)


def _part(names: set[str]) -> Json:
    """Some names of the context, in its order."""
    return {name: meaning for name, meaning in context().items() if name in names}


# --- graphs ------------------------------------------------------------------------------------


def _graph(name: str, rows: list[Quad], used: Json) -> list[Json]:
    """The nodes of the default graph, or a named graph with its nodes."""
    blank = any(end.startswith("_:") for one in rows for end in (one[0], one[2]))
    about = name and not blank and any(one[0] == name for one in rows)
    write = _framed if about else _compacted
    nodes = write(name[1:-1], _expanded(rows), used)
    if not name:
        return nodes
    (named,) = _compacted("", [{"@id": name[1:-1], str(RDFS.label): [{"@value": ""}]}], used)
    return [{"@id": named["@id"], "@graph": nodes}]


def _expanded(rows: Iterable[Quad]) -> list[Json]:
    """The nodes of some triples, each with all that is said of it."""
    nodes: list[Json] = json.loads(expanded(f"{' '.join(one[:3])} ." for one in rows))
    for node in nodes:
        for values in node.values():
            if isinstance(values, list):
                values[:] = map(_plain, values)
        types = node.get(str(RDF.type), [])
        if types and all("@id" in one for one in types):
            node["@type"] = [one["@id"] for one in node.pop(str(RDF.type))]
    return nodes


def _plain(value: Json) -> Json:
    """An object of a triple, as a number or truth value of JSON's if that says as much."""
    text, datatype = value.get("@value", ""), value.get("@type", "").removeprefix(str(XSD))
    if datatype == "boolean" and text in _BOOLEANS:
        return {"@value": _BOOLEANS[text]}
    if datatype == "integer" and _INTEGER.fullmatch(text):
        return {"@value": int(text)}
    return value


def _compacted(_iri: str, nodes: list[Json], used: Json) -> list[Json]:
    """Nodes as a list of short ones."""
    document: Json = jsonld.compact(nodes, used, {"graph": True})
    compact: list[Json] = document.get("@graph", [])
    return compact


def _framed(iri: str, nodes: list[Json], used: Json) -> list[Json]:
    """The document that a graph is about, as a tree, and the nodes that do not hang on it."""
    stays = _links(nodes)
    parts = {part: {"@embed": "@always", **stays} for part in _PARTS if _leads(nodes, part, iri)}
    frame = {"@context": used, "@id": iri, "@embed": "@never", **stays, "@reverse": parts}
    framed: Json = jsonld.frame(nodes, frame, {"omitGraph": False, "omitDefault": True})
    tree: list[Json] = framed["@graph"]
    hanging: Json = tree[0].get("@reverse", {})
    for part, found in hanging.items():
        listed = found if isinstance(found, list) else [found]
        hanging[part] = sorted(listed, key=lambda node: natural(node["@id"]))
    placed = {one["@id"] for one in jsonld.expand(jsonld.flatten(framed)) if len(one) > 1}
    rest = [node for node in nodes if node["@id"] not in placed]
    return tree + _compacted(iri, rest, used)


def _links(nodes: list[Json]) -> dict[str, Any]:
    """The frames of the properties that lead to nodes with places of their own: to all but spans.

    A span stands wherever something stands on it; else a few links would make a tree of any size.
    """
    known = {node["@id"] for node in nodes}
    spans = {node["@id"] for node in nodes if _SPAN_OF in node}
    ends = ((name, value.get("@id")) for node in nodes for name, value in _objects(node))
    others = known - spans
    return {name: {"@embed": "@never"} for name in [_SPAN_OF, *(name for name, end in ends if end in others)]}


def _objects(node: Json) -> Iterator[tuple[str, Json]]:
    """The properties of a node, each with each of its values."""
    return ((name, value) for name, values in node.items() if name[0] != "@" for value in values)


def _leads(nodes: list[Json], part: str, iri: str) -> bool:
    """Whether some node leads to `iri` by the property `part`."""
    return any({"@id": iri} in node.get(part, ()) for node in nodes)
