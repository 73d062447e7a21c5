"""The graph as Neo4j and its like hold it: nodes with labels and typed properties, edges with a type.

The rules follow from the triples and the ontology, and need no list of terms:

- **Nodes** are the IRIs that have a class in `sv:` or in SKOS, and their labels are the names of these
  classes, the general ones first: `Statement`, `Commissive`, `Commitment`. Classes of other vocabularies
  say nothing that these do not. Each node has `iri`, its key, and `name`: the first label there is, in
  English if it can be.
- **Terms** of the ontology that are individuals (forces, topics, cues, rules) are nodes where edges lead to
  them from the data; the rest of the lexicon stays out.
- **Edges** are the triples that lead from a node to a node: `sv:inPassage` is `IN_PASSAGE`. One that a
  more specific one between the same nodes implies (`rdfs:subPropertyOf`) is not repeated: there is
  `DEADLINE_EVIDENCE` and no `CITATION` beside it. Where an `sv:` property leads to what has no class, as
  when the reference data were not selected, that is a node without labels of its own.
- **Properties** are the literals: `dcterms:title` is `title`. English and untagged texts stand under that
  name, others with their language, as `title_es`. Where two terms have one name, that of `sv:` keeps it,
  and others get their prefix. An IRI of no node (a match elsewhere, the address of a source) is a text.
- **Types.** A property has one type wherever it stands: boolean, integer, float or date, if all its
  values are of it and lose nothing by it; otherwise text, as written. If any node has several values it
  is a list everywhere, sorted; nothing is dropped, so that as many values stand here as literals there.
- **Whence.** `servandaGraphs`, on nodes and edges, lists the named graphs that state it, for a node those
  that it is a subject in.

In a database, where others may write too, ours are known by marks: nodes by the label `Servanda`, edges by
`servanda: true`; and `servandaNames` on a node lists what of its labels and properties is ours.

Left out are blank nodes, the ontology's classes and properties, shapes, and what only PROV, DCAT or VoID
class: the activity that read a document, the bytes that it read, the description of the data set.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from math import isfinite
from types import MappingProxyType
from typing import Any, TypeAlias, cast

from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS

from servanda import resources
from servanda.export.property_names import Term, edge_name, named, parts, property_name
from servanda.rdf import Facts, facts_of
from servanda.store import Store, Value
from servanda.vocab import OA, PREFIXES, SV

MARK = "Servanda"
"""The label of every node of ours, besides its own."""

KEY, NAME, GRAPHS = "iri", "name", "servandaGraphs"

EDGE_MARK, NAMES = "servanda", "servandaNames"
"""What is true of every edge of ours, and where a node lists its `own_names`, in a database."""

Scalar: TypeAlias = str | bool | int | float | date
Property: TypeAlias = Scalar | tuple[Scalar, ...]


class Type(Enum):
    """What the values of a property are."""

    TEXT = "text"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    FLOAT = "float"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a property holds on every node that has it: values of one type, and whether a list of them."""

    type: Type
    many: bool


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its key, its labels without `MARK`, the general ones first, and its properties by name."""

    iri: str
    labels: tuple[str, ...]
    properties: Mapping[str, Property]

    @property
    def name(self) -> str:
        """What it is called; never empty."""
        return str(self.properties[NAME])

    @property
    def own_names(self) -> tuple[str, ...]:
        """The names of its properties, and its labels with a colon before them, in their order."""
        return tuple(sorted([*self.properties, *(f":{label}" for label in self.labels)]))


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """An edge, of which there is one of its type between two nodes; and the named graphs that state it."""

    type: str
    start: str
    end: str
    graphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PropertyGraph:
    """Nodes in the order of their IRIs, edges in that of type, start and end, and the kinds of properties.

    `graphs` are the named graphs of the store that it was taken from.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    kinds: Mapping[str, Kind]
    graphs: tuple[str, ...]


def property_graph(store: Store) -> PropertyGraph:
    """What `store` holds, as a property graph: see the module."""
    ontology = facts_of(sorted(resources.ontology().glob("*.ttl")))
    told = _told(store)
    classes = _nodes(told)
    edges = _edges(told, classes, ontology)
    said = {iri: told.said.get(iri, {}) for iri in classes}
    used = {term for one in said.values() for term in one}
    names = named(used, property_name, (KEY, NAME, GRAPHS, NAMES))
    kinds = {names[term]: kind for term, kind in _kinds(said.values()).items()}
    labels = {key: _labels(key, ontology) for key in map(frozenset, classes.values())}
    nodes = []
    for iri in sorted(classes):
        properties = {
            names[term]: _property(values, kinds[names[term]]) for term, values in said[iri].items()
        }
        properties[NAME] = _called(said[iri]) or last_part(iri)
        properties[GRAPHS] = tuple(sorted(told.graphs[iri]))
        nodes.append(Node(iri, labels[frozenset(classes[iri])], dict(sorted(properties.items()))))
    kinds |= {NAME: Kind(Type.TEXT, many=False), GRAPHS: Kind(Type.TEXT, many=True)}
    return PropertyGraph(
        tuple(nodes), edges, MappingProxyType(dict(sorted(kinds.items()))), tuple(store.graphs())
    )


def last_part(iri: str) -> str:
    """What a thing is called that has no label.

    >>> last_part("https://example.org/document/treaty#statement=0,9")
    'statement=0,9'
    """
    return re.split("[/#]", iri.rstrip("/#"))[-1]


# --- what the store says -----------------------------------------------------------------------

_Said: TypeAlias = dict[Term, dict[tuple[str, str], Value]]
"""The values that one thing has, each by its text and its datatype."""

_TRIPLES = """
    SELECT ?s ?p (isIRI(?o) AS ?link) (STR(?o) AS ?text) ?o (STR(DATATYPE(?o)) AS ?type)
        (LANG(?o) AS ?language)
    WHERE {{ GRAPH <{}> {{ ?s ?p ?o }} FILTER (isIRI(?s) && !isBlank(?o)) }}
"""
_SV, _SKOS, _TYPE = PREFIXES["sv"], PREFIXES["skos"], str(RDF.type)
_TERMS = tuple(namespace for namespace in PREFIXES.values() if namespace.endswith("#"))
"""The vocabularies: what stands in them, or is one, is a term and not data."""


@dataclass(frozen=True, slots=True)
class _Told:
    """The triples of a store by what they are: classes, links and values; and which graphs state them.

    A link is a property with the subject and the value that it leads between.
    """

    classes: dict[str, set[str]]
    links: dict[tuple[str, str, str], set[str]]
    said: dict[str, _Said]
    graphs: dict[str, set[str]]


def _told(store: Store) -> _Told:
    told = _Told(defaultdict(set), defaultdict(set), defaultdict(dict), defaultdict(set))
    for graph in store.graphs():
        for row in store.select(_TRIPLES.format(graph)).values():
            subject, term, is_link, text = str(row[0]), str(row[1]), row[2], str(row[3])
            told.graphs[subject].add(graph)
            if term == _TYPE:
                told.classes[subject].add(text)
            elif is_link:
                told.links[term, subject, text].add(graph)
            else:
                language = str(row[6] or "")
                values = told.said[subject].setdefault((term, "" if language == "en" else language), {})
                values[text, f"{row[5]} {language}"] = row[4]
    return told


def _nodes(told: _Told) -> dict[str, set[str]]:
    """The classes of each node."""
    described = {
        iri: named
        for iri, classes in told.classes.items()
        if (named := {one for one in classes if one.startswith((_SV, _SKOS))})
    }
    onward = defaultdict[str, list[str]](list)
    for _, start, end in told.links:
        if end in described:
            onward[start].append(end)
    found, steps = set[str](), [iri for iri in described if not f"{iri}#".startswith(_TERMS)]
    while steps:
        if (iri := steps.pop()) not in found:
            found.add(iri)
            steps += onward[iri]
    return {iri: described[iri] for iri in found}


def _edges(told: _Told, classes: dict[str, set[str]], ontology: Facts) -> tuple[Edge, ...]:
    """The edges between nodes. Adds the nodes without a class, and to values the links to no node."""
    between = defaultdict[tuple[str, str], set[str]](set)
    starts, untold = frozenset(classes), set[str]()
    for (term, start, end), graphs in told.links.items():
        if start not in starts:
            continue
        if term.startswith(_SV) and end not in told.classes and not end.startswith(_SV):
            classes.setdefault(end, set())
            if end not in told.graphs:
                untold.add(end)
        if end in untold:
            told.graphs[end] |= graphs
        if end in classes:
            between[start, end].add(term)
        else:
            told.said[start].setdefault((term, ""), {})[end, ""] = end
    stated = [
        (term, start, end) for (start, end), terms in between.items() for term in _specific(terms, ontology)
    ]
    names = named({(term, "") for term, _, _ in stated}, edge_name, ())
    found = ((names[link[0], ""], *link[1:], told.links[link]) for link in stated)
    return tuple(sorted(Edge(name, start, end, tuple(sorted(graphs))) for name, start, end, graphs in found))


def _specific(terms: set[str], ontology: Facts) -> Iterable[str]:
    """Of the properties between two nodes, those that no other of them implies."""
    if len(terms) == 1:
        return terms
    above = {term: ontology.reached([term], [RDFS.subPropertyOf]) for term in terms}
    return [
        term
        for term in terms
        if not any(term in above[other] and other not in above[term] for other in terms - {term})
    ]


# --- labels and names --------------------------------------------------------------------------

_CALLED = (
    SKOS.prefLabel,
    DCTERMS.title,
    RDFS.label,
    SV.heading,
    SV.action,
    SV.content,
    SV.referredText,
    OA.exact,
)
"""What a thing may be called by, the best first."""


def _labels(classes: Iterable[str], ontology: Facts) -> tuple[str, ...]:
    """The labels of a node that has these classes; a class with fewer of ours above it goes first."""
    depths = {
        parts(one)[1]: sum(above.startswith(_SV) for above in ontology.reached([one], [RDFS.subClassOf]))
        for one in classes
    }
    return tuple(sorted(depths, key=lambda label: (depths[label], label)))


def _called(said: _Said) -> str:
    """What a thing is called, in English or in the first of its languages; empty if nothing says."""
    for term in map(str, _CALLED):
        languages = sorted(language for iri, language in said if iri == term)
        for language in languages:
            if text := min(text for text, _ in said[term, language]).strip():
                return text
    return ""


# --- values ------------------------------------------------------------------------------------

_LARGEST = 1 << 63
"""Beyond the integers that databases hold."""


def _kinds(things: Iterable[_Said]) -> dict[Term, Kind]:
    """The kind of each property, which holds all the values that it has anywhere."""
    every = defaultdict[Term, list[Value]](list)
    several = set[Term]()
    for said in things:
        for term, values in said.items():
            every[term] += values.values()
            if len(values) > 1:
                several.add(term)
    return {term: Kind(_type(values), term in several) for term, values in every.items()}


def _type(values: Collection[Value]) -> Type:
    """The type that holds all of the values and loses nothing of them."""
    types = set(map(type, values))
    if types == {bool}:
        return Type.BOOLEAN
    if types == {date}:
        return Type.DATE
    if types == {int} and all(-_LARGEST <= value < _LARGEST for value in values if isinstance(value, int)):
        return Type.INTEGER
    if types <= {int, float, Decimal} and all(map(_is_float, values)):
        return Type.FLOAT
    return Type.TEXT


def _is_float(value: Value) -> bool:
    """Whether a number is the same as a float, written as short as it can be.

    >>> [_is_float(Decimal(text)) for text in ("1.50", "0.1", "0.10000000000000000001")]
    [True, True, False]
    """
    try:
        return (
            isinstance(value, int | float | Decimal)
            and isfinite(value)
            and Decimal(repr(float(value))) == value
        )
    except (OverflowError, ArithmeticError):
        return False


def _property(values: Mapping[tuple[str, str], Value], kind: Kind) -> Property:
    """The values of a property as its kind has them."""
    if kind.type is Type.TEXT:
        found = sorted(text for text, _ in values)
        return tuple(found) if kind.many else found[0]
    ordered = sorted(cast("Collection[Any]", values.values()))
    typed = tuple(map(float, ordered)) if kind.type is Type.FLOAT else tuple(ordered)
    return typed if kind.many else typed[0]
