"""What a graph holds, cut into pieces that can be compared, and sent, one by one.

A triple without blank nodes is a piece of its own; triples that blank nodes hold together are one piece.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from servanda.rdf import placed
from servanda.store.lines import canonical

_LANGUAGE = re.compile(rb'"@[A-Za-z0-9-]+ \.$')
_UNION = ox.DefaultGraph()


@dataclass(frozen=True, slots=True)
class Content:
    """The pieces of a graph: the triples without blank nodes, and the others, of which some may be alike."""

    plain: frozenset[bytes]
    knots: Counter[tuple[str, ...]]

    @classmethod
    def of(cls, ntriples: bytes) -> Content:
        """What N-Triples say: blank nodes have no names of their own here, and tags of languages no case."""
        lines, knots = pieces(ntriples)
        named = (canonical(placed(triple, _UNION) for triple in knot) for knot in knots)
        return cls(
            frozenset(_LANGUAGE.sub(lambda tag: tag[0].lower(), line) for line in lines),
            Counter(map(tuple, named)),
        )

    def beyond(self, other: Content) -> int:
        """How many triples it has that another graph has not."""
        more = self.knots - other.knots
        return len(self.plain - other.plain) + sum(len(knot) * times for knot, times in more.items())


def pieces(ntriples: bytes) -> tuple[list[bytes], list[list[ox.Triple]]]:
    """The lines without blank nodes, and the triples of each piece that has some."""
    plain, others = list[bytes](), list[bytes]()
    for line in ntriples.split(b"\n"):
        if line:
            (others if b"_:" in line else plain).append(line)
    blank = list[ox.Triple]()
    for quad in ox.parse(b"\n".join(others), format=ox.RdfFormat.N_TRIPLES):
        if ox.BlankNode in (type(quad.subject), type(quad.object)):
            blank.append(quad.triple)
        else:
            plain.append(_line(quad.triple))
    return plain, _knots(blank)


def batches(ntriples: bytes, size: int) -> Iterator[tuple[bytes, bool]]:
    """Pieces of a graph as N-Triples, about `size` triples at a time; and whether they have blank nodes.

    Those with blank nodes come first. A piece is never cut, however large it is.
    """
    plain, knots = pieces(ntriples)
    for lines in _filled(([_line(triple) for triple in knot] for knot in knots), size):
        yield lines, True
    for lines in _filled(([line] for line in plain), size):
        yield lines, False


def _filled(groups: Iterable[Sequence[bytes]], size: int) -> Iterator[bytes]:
    lines = list[bytes]()
    for group in groups:
        if lines and len(lines) + len(group) > size:
            yield b"\n".join(lines)
            lines = []
        lines += group
    if lines:
        yield b"\n".join(lines)


def _knots(triples: Sequence[ox.Triple]) -> list[list[ox.Triple]]:
    """Triples with blank nodes, those together that share one, directly or over others."""
    head = dict[ox.BlankNode, ox.BlankNode]()

    def first(node: ox.BlankNode) -> ox.BlankNode:
        while (up := head.setdefault(node, node)) != node:
            head[node] = head[up]
            node = up
        return node

    for triple in triples:
        if isinstance(triple.subject, ox.BlankNode) and isinstance(triple.object, ox.BlankNode):
            head[first(triple.subject)] = first(triple.object)
    knots = dict[ox.BlankNode, list[ox.Triple]]()
    for triple in triples:
        node = triple.subject if isinstance(triple.subject, ox.BlankNode) else triple.object
        assert isinstance(node, ox.BlankNode)  # noqa: S101 - one of the two is
        knots.setdefault(first(node), []).append(triple)
    return list(knots.values())


def _line(triple: ox.Triple) -> bytes:
    return f"{triple} .".encode()
