"""A store as bytes that graph databases load: sorted, so that the same triples give the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any, TypeAlias

from servanda.store import Store
from servanda.vocab import PREFIXES

FORMATS = ("turtle", "ntriples", "nquads", "trig", "jsonld")
"""The serialisations: Turtle and N-Triples give the union of the graphs, the others keep them apart."""

_Json: TypeAlias = dict[str, Any]

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_BOOLEANS = MappingProxyType({"true": True, "false": False})
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")  # more digits do not fit a JSON number everywhere
_NAMESPACES = tuple(sorted(((iri, prefix) for prefix, iri in PREFIXES.items()), reverse=True))


def export(store: Store, format_name: str) -> bytes:
    """All triples of `store` in one of `FORMATS`, in UTF-8."""
    dumped = store.dump(format_name)
    return _compact(dumped) if format_name == "jsonld" else dumped


def _compact(expanded: bytes) -> bytes:
    """Expanded JSON-LD made short: prefixes, `@type`, and plain JSON where no datatype is lost.

    rdflib's own compaction leaves the nodes in the order of a set, which differs from run to run.
    """
    graph = [_node(node) for node in json.loads(expanded)]
    used = {name.partition(":")[0] for node in graph for name in _names(node)}
    context = {prefix: iri for prefix, iri in PREFIXES.items() if prefix in used}
    document = {"@context": context, "@graph": graph}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _node(node: _Json) -> _Json:
    """A node, or a named graph with the nodes in it."""
    short: _Json = {}
    for key, value in node.items():
        if key == "@id":
            short[key] = _name(value)
        elif key == "@graph":
            short[key] = [_node(inner) for inner in value]
        elif key == _TYPE:
            short["@type"] = _one_or_all([_name(type_["@id"]) for type_ in value])
        else:
            short[_name(key)] = _one_or_all([_value(item) for item in value])
    return short


def _value(value: _Json) -> Any:  # noqa: ANN401 - a JSON value is a string, a number, a boolean or an object
    """An object of a triple, as plain JSON if that says as much."""
    if "@id" in value:
        return {"@id": _name(value["@id"])}
    text, datatype = value["@value"], value.get("@type", "").removeprefix(_XSD)
    if datatype == "boolean" and text in _BOOLEANS:
        return _BOOLEANS[text]
    if datatype == "integer" and _INTEGER.fullmatch(text):
        return int(text)
    if "@type" in value:
        return {"@type": _name(value["@type"]), "@value": text}
    return value if "@language" in value else text


def _name(iri: str) -> str:
    """`iri` with the prefix of the longest namespace that it begins with, if there is one."""
    for namespace, prefix in _NAMESPACES:
        rest = iri.removeprefix(namespace)
        if rest != iri and rest and not rest.startswith("//"):
            return f"{prefix}:{rest}"
    return iri


def _one_or_all(values: list[Any]) -> Any:  # noqa: ANN401 - see _value
    """The only value of a list, or the list."""
    return values[0] if len(values) == 1 else values


def _names(value: object) -> Iterator[str]:
    """Every key of a node, and every name that stands behind `@id` or `@type`, at any depth."""
    if isinstance(value, list):
        for item in value:
            yield from _names(item)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            if key in ("@id", "@type"):
                yield from inner if isinstance(inner, list) else [inner]
            else:
                yield from _names(inner)
