"""Lines of N-Quads (RDF 1.1 N-Quads, canonical as RDFC-1.0 has them), without their line ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TypeAlias

Chunk: TypeAlias = list[str]
"""Some lines, one after the other: a whole data set is too many of them for one list."""

Quad: TypeAlias = tuple[str, str, str, str]
"""Subject, predicate, object and graph as N-Quads writes them; the default graph is `""`."""


def quad(line: str) -> Quad:
    """The terms of a line.

    >>> quad('<urn:s> <urn:p> "in <urn:x> ."@en <urn:g> .')
    ('<urn:s>', '<urn:p>', '"in <urn:x> ."@en', '<urn:g>')
    >>> quad('<urn:s> <urn:p> <urn:o> .')
    ('<urn:s>', '<urn:p>', '<urn:o>', '')
    """
    subject, predicate, rest = line[:-2].split(" ", 2)
    start, _, end = rest.rpartition(" ")
    if start and '"' not in end:  # no IRI holds a quote, and what follows a blank within a literal does
        return subject, predicate, start, end
    return subject, predicate, rest, ""


def quads(chunks: Iterable[Chunk]) -> Iterator[Quad]:
    """The terms of all lines."""
    return map(quad, chain.from_iterable(chunks))


def triple(line: str) -> str:
    """A line without its graph."""
    return f"{' '.join(quad(line)[:3])} ."
