"""RDF as bytes, from sorted lines of N-Quads: the same triples give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from types import MappingProxyType

import pyoxigraph as ox

from servanda.errors import DataError
from servanda.nquads import Chunk, quad, quads, triple
from servanda.turtle import trig, turtle
from servanda.vocab import PREFIXES

_CONTROL = re.compile(r"(?<!\\)(?:\\\\)*(\\(?:[bf]|u00[01][0-9A-F]|uFFF[EF])|[\ufffe\uffff])")
"""What stands in N-Quads for a character that XML 1.0 does not allow."""

Writer = Callable[[Iterable[Chunk]], Iterator[bytes]]
"""Writes lines in the format that it is for, part by part."""


def _lines(chunks: Iterable[Chunk]) -> Iterator[bytes]:
    return ("\n".join([*chunk, ""]).encode() for chunk in chunks)


def triples(chunks: Iterable[Chunk]) -> Iterator[Chunk]:
    """The lines without their graphs, each once."""
    before = ""
    for chunk in chunks:
        once = list(dict.fromkeys(map(triple, chunk)))
        if once and once[0] == before:
            del once[0]
        if once:
            yield once
            before = once[-1]


def _ntriples(chunks: Iterable[Chunk]) -> Iterator[bytes]:
    return _lines(triples(chunks))


def _turtle(chunks: Iterable[Chunk]) -> Iterator[bytes]:
    return (part.encode() for part in turtle(quads(chunks), PREFIXES))


def _trig(chunks: Iterable[Chunk]) -> Iterator[bytes]:
    return (part.encode() for part in trig(quads(chunks), PREFIXES))


def _rdfxml(chunks: Iterable[Chunk]) -> Iterator[bytes]:
    """RDF/XML. Raises `DataError` for a text that XML 1.0 has no way to write."""
    lines = [*chain.from_iterable(triples(chunks))]
    for line in lines:
        if escape := _CONTROL.search(line):
            subject, what = quad(line)[0], f"XML cannot hold the character {escape[1]}"
            raise DataError(f"{what} in a text of {subject}; turtle, jsonld and the others can")
    yield _serialized(lines, ox.RdfFormat.RDF_XML).replace(b"\r", b"&#xD;")  # which a parser would drop


def expanded(lines: Iterable[str]) -> bytes:
    """Lines as expanded JSON-LD: a list of nodes, or of graphs with nodes in them."""
    return _serialized(lines, ox.RdfFormat.JSON_LD)


def _serialized(lines: Iterable[str], notation: ox.RdfFormat) -> bytes:
    parsed = ox.parse("\n".join(lines), format=ox.RdfFormat.N_QUADS)
    items = parsed if notation.supports_datasets else (one.triple for one in parsed)
    used = {**PREFIXES} if notation is ox.RdfFormat.RDF_XML else None
    return ox.serialize(items, format=notation, prefixes=used) or b""


WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        "nquads": _lines,
        "trig": _trig,
        "turtle": _turtle,
        "ntriples": _ntriples,
        "rdfxml": _rdfxml,
    }
)
FORMATS = tuple(WRITERS)
"""The formats of `Store.dump`; the first two keep the named graphs, the rest give the union."""
