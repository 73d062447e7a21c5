"""How much there is in a store: of triples, of things, of each class and of each property."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rdflib import BNode, URIRef
from rdflib.namespace import RDF

from servanda import iris
from servanda.store import Store

_OF_PROPERTIES = "SELECT ?what (COUNT(*) AS ?number) { ?s ?what ?o } GROUP BY ?what"
_OF_CLASSES = "SELECT ?what (COUNT(*) AS ?number) { ?s a ?what } GROUP BY ?what"
_OF_THINGS = "SELECT (COUNT(DISTINCT ?s) AS ?number) { ?s a ?class }"
_OF_GRAPH = "SELECT (COUNT(*) AS ?number) {{ GRAPH <{}> {{ ?s ?p ?o }} }}"
_KNOWN = f"""
    SELECT DISTINCT ?thing {{
        VALUES ?graph {{ <{iris.ONTOLOGY_GRAPH}> <{iris.REFERENCE_GRAPH}> }}
        GRAPH ?graph {{ ?thing ?p ?o }}
    }}
"""


@dataclass(frozen=True, slots=True)
class Counts:
    """The triples of a store, each once, and those of each graph and of each property.

    `classes` are the members of each class, as far as they have an IRI; `entities` are the things with a
    class whose IRI lies in the space of the data.
    """

    triples: int
    entities: int
    graphs: Mapping[str, int]
    classes: Mapping[str, int]
    properties: Mapping[str, int]


def counted(store: Store, spaces: Iterable[str], known: Mapping[str, int]) -> Counts:
    """The counts of a store whose data have IRIs that begin with one of the `spaces`.

    Graphs whose size is `known` are not counted again. No document describes anything outside of the spaces,
    and none has blank nodes: these are looked for in the ontology and the reference data.
    """
    properties, classes = _table(store, _OF_PROPERTIES), Counter(_table(store, _OF_CLASSES))
    outside, begin = 0, tuple(spaces)
    for (thing,) in store.select(_KNOWN).rows:
        if isinstance(thing, URIRef) and str(thing).startswith(begin):
            continue
        found = [str(one) for one in store.values(thing, RDF.type)]
        outside += bool(found)
        if isinstance(thing, BNode):
            classes.subtract(found)
    return Counts(
        triples=sum(properties.values()),
        entities=_number(store, _OF_THINGS) - outside,
        graphs={one: known.get(one) or _number(store, _OF_GRAPH.format(one)) for one in store.graphs()},
        classes={one: number for one, number in classes.items() if number},
        properties=properties,
    )


def values_of(store: Store, property_: URIRef) -> tuple[URIRef, ...]:
    """All IRIs that are values of a property, sorted."""
    rows = store.select(f"SELECT DISTINCT ?value {{ ?subject {property_.n3()} ?value }}").rows
    return tuple(sorted(row[0] for row in rows if isinstance(row[0], URIRef)))


def _table(store: Store, sparql: str) -> dict[str, int]:
    """The numbers by the IRIs of what they count."""
    rows = store.select(sparql).rows
    return {str(what): int(number or 0) for what, number in rows if isinstance(what, URIRef)}


def _number(store: Store, sparql: str) -> int:
    return int(store.select(sparql).rows[0][0] or 0)
