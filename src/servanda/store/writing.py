"""A store as bytes: sorted, so that the same triples give the same ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

import pyoxigraph as ox

from servanda import iris
from servanda.turtle import Terms, trig, turtle
from servanda.vocab import PREFIXES

UNNAMED_GRAPH = f"{iris.BASE}graph/unnamed"
"""Holds what a file states in no named graph; it is written back into the default graph."""

_DEFAULT = ox.DefaultGraph()
_UNNAMED = ox.NamedNode(UNNAMED_GRAPH)


def canonical(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """`quads` with their blank nodes named by RDFC-1.0, in which only the quads that hold one count."""
    plain, blank = [], ox.Dataset()
    for quad in quads:
        if ox.BlankNode in (type(quad.subject), type(quad.object), type(quad.graph_name)):
            blank.add(quad)
        else:
            plain.append(quad)
    blank.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return plain + list(blank)


def _unnamed(quad: ox.Quad) -> ox.Quad:
    """`quad`, in the default graph if it came from there."""
    return (
        ox.Quad(quad.subject, quad.predicate, quad.object, _DEFAULT) if quad.graph_name == _UNNAMED else quad
    )


def _terms(quad: ox.Quad) -> Terms:
    return str(quad.subject), str(quad.predicate), str(quad.object)


def _nquads(quads: list[ox.Quad]) -> bytes:
    return "".join(sorted(f"{_unnamed(quad)} .\n" for quad in quads)).encode()


def _ntriples(quads: list[ox.Quad]) -> bytes:
    return "".join(sorted({f"{quad.triple} .\n" for quad in quads})).encode()


def _turtle(quads: list[ox.Quad]) -> bytes:
    return turtle({_terms(quad) for quad in quads}, PREFIXES).encode()


def _trig(quads: list[ox.Quad]) -> bytes:
    graphs: dict[str, list[Terms]] = {}
    for quad in quads:
        name = "" if quad.graph_name == _UNNAMED else str(quad.graph_name)
        graphs.setdefault(name, []).append(_terms(quad))
    return trig(graphs, PREFIXES).encode()


def _jsonld(quads: list[ox.Quad]) -> bytes:
    ordered = sorted((_unnamed(quad) for quad in quads), key=str)
    ordered.sort(key=lambda quad: str(quad.graph_name))
    return ox.serialize(ordered, format=ox.RdfFormat.JSON_LD) or b""


WRITERS: Mapping[str, Callable[[list[ox.Quad]], bytes]] = MappingProxyType(
    {"nquads": _nquads, "trig": _trig, "jsonld": _jsonld, "turtle": _turtle, "ntriples": _ntriples}
)
FORMATS = tuple(WRITERS)
"""The formats of `Store.dump`; the first three keep the named graphs, the rest give the union."""
