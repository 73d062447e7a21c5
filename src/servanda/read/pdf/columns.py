"""The order in which the lines of a page are read: column after column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from servanda.read.pdf.glyphs import Word
from servanda.read.pdf.lines import Line, line

_GUTTER = 0.8
"""The least width of the gap between columns, in ems."""
_LINES = 3
"""How many lines each of two columns has beside the other at least."""
_WORDS = 3.0
"""How many words a line of a column has at least, on average: tables and list marks have fewer."""
_LETTERS = 0.6
"""The share of letters in a column of prose, at least; columns of figures have fewer."""
_NEAR = 2.0
"""How far, in points, the lines of a column may begin from its edge."""
_CANDIDATES = 6
"""How many places where many lines begin are tried as the edge of a column."""
_DEPTH = 3
"""How many times a page is cut into columns: into eight at most."""


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that are read one after another, between the edges of their column."""

    lines: tuple[Line, ...]
    left: float
    right: float


def known_edges(pages: Sequence[Sequence[Line]]) -> frozenset[float]:
    """Where the columns of a document begin: the edges that at least half of its pages have."""
    found = Counter(edge for page in pages if (edge := _edge(page, frozenset())) is not None)
    return frozenset(edge for edge, count in found.items() if 2 * count >= len(pages))


def regions(
    page: Sequence[Line], left: float, right: float, known: frozenset[float], depth: int = _DEPTH
) -> Iterator[Region]:
    """The regions of a page, or of a column of it, in the order in which they are read.

    `left` and `right` are its edges; `known` are the edges of columns that other pages have.
    """
    edge = _edge(page, known) if depth else None
    if edge is None:
        if page:
            end = max(one.right for one in page)
            yield Region(tuple(page), left, min((edge for edge in known if edge > end), default=right))
        return
    for in_columns, band in _bands(page, edge, known):
        if not in_columns:
            yield from regions(band, left, right, known, depth - 1)
            continue
        first, second = ([line(words) for words in half] for half in _halves(band, edge))
        inner = max(one.right for one in first)
        yield from regions(first, left, inner, known, depth - 1)
        yield from regions(second, edge, right, known, depth - 1)


def _edge(page: Sequence[Line], known: frozenset[float]) -> float | None:
    """Where a second column begins: the edge that puts most lines into columns, if there is one."""
    starts = Counter(round(word.left) for one in page for word in _openers(one))
    edges = {start - _NEAR for start, _ in starts.most_common(_CANDIDATES)} | known
    found = {edge: sum(len(band) for inside, band in _bands(page, edge, known) if inside) for edge in edges}
    best = min(edges, key=lambda edge: (-found[edge], edge), default=None)
    return best if best is not None and found[best] else None


def _openers(one: Line) -> Iterator[Word]:
    """The words of a line that stand after a gap, or at its beginning."""
    end = None
    for word in one.words:
        if end is None or word.left - end >= _GUTTER * one.size:
            yield word
        end = word.right if end is None else max(end, word.right)


def _bands(page: Sequence[Line], edge: float, known: frozenset[float]) -> Iterator[tuple[bool, list[Line]]]:
    """The page from top to bottom in stretches that are in two columns at `edge`, and others."""
    plain: list[Line] = []
    for across, group in groupby(page, lambda one: _crosses(one, edge)):
        band = list(group)
        if across or not _are_columns(band, edge, is_known=edge in known):
            plain.extend(band)
            continue
        if plain:
            yield False, plain
            plain = []
        yield True, band
    if plain:
        yield False, plain


def _crosses(one: Line, edge: float) -> bool:
    """Whether a line runs over the gap before `edge`."""
    gutter = edge + _NEAR - _GUTTER * one.size
    return any(word.left < edge and word.right > gutter for word in one.words)


def _halves(band: Sequence[Line], edge: float) -> tuple[list[list[Word]], list[list[Word]]]:
    """The words of each line before an edge, and those after it."""
    first = [[word for word in one.words if word.left < edge] for one in band]
    second = [[word for word in one.words if word.left >= edge] for one in band]
    return [words for words in first if words], [words for words in second if words]


def _are_columns(band: Sequence[Line], edge: float, *, is_known: bool) -> bool:
    """Whether both halves of a band are prose, side by side and not one below the other.

    Where other pages are known to have columns, any words on both sides are.
    """
    halves = _halves(band, edge)
    if is_known or not all(halves):
        return all(halves)
    top = min(half[0][0].base for half in halves)
    bottom = max(half[-1][0].base for half in halves)
    beside = [sum(bottom <= words[0].base <= top for words in half) for half in halves]
    return min(beside) >= _LINES and all(_is_prose(half) for half in halves)


def _is_prose(half: Sequence[Sequence[Word]]) -> bool:
    if sum(map(len, half)) < _WORDS * len(half):
        return False
    text = "".join(word.text for words in half for word in words)
    return sum(map(str.isalpha, text)) >= _LETTERS * len(text)
