"""What is usual in a document: its size of type, the distance of its lines, where they end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from servanda.read.pdf.columns import Region
from servanda.read.pdf.lines import Line

SMALLER = 0.93
"""The size of type, to that of the text, up to which it is seen as smaller."""
LARGER = 1.08
"""The size of type, to that of the text, from which on it is seen as larger."""
_OFTEN = 0.25
"""How often, to the most frequent one, a distance of lines occurs to be a usual one."""
_STEP = 6.0
"""How near to one another, in points, lines begin that are of one column."""
_ENOUGH = 8
"""How many lines tell where such lines end."""
_WITHIN = 0.95
"""The share of lines that end within the edge of their column; the few beyond it are outliers."""


@dataclass(frozen=True, slots=True)
class Measures:
    """The size of most type, the distance of lines by their size, and their ends by their beginnings.

    All in points; the beginnings in steps of `_STEP`.
    """

    size: float
    distances: Mapping[float, float]
    ends: Mapping[int, float]

    def distance(self, size: float) -> float:
        """The usual distance of lines in type of that size."""
        return self.distances.get(size, size * self.distances.get(self.size, self.size) / self.size)

    def end(self, one: Line, otherwise: float) -> float:
        """Where lines end that begin where this one does; `otherwise` if there are few of them."""
        return self.ends.get(round(one.left / _STEP), otherwise)


def size_of_text(pages: Iterable[Iterable[Line]]) -> float:
    """The size that most characters of these pages have; 0 if there are none."""
    sizes = Counter[float]()
    for page in pages:
        for one in page:
            sizes[one.size] += len(one.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def measures(found: Iterable[Region], size: float) -> Measures:
    """What is usual in these regions, where most text is in type of this size."""
    distances: dict[float, Counter[float]] = defaultdict(Counter)
    ends: dict[int, list[float]] = defaultdict(list)
    for region in found:
        for one in region.lines:
            for step in (-1, 0, 1):
                ends[round(one.left / _STEP) + step].append(one.right)
        for one, other in pairwise(region.lines):
            if one.size == other.size and one.size <= one.base - other.base <= 2 * one.size:
                distances[one.size][round(2 * (one.base - other.base)) / 2] += 1
    return Measures(
        size,
        {size: _usual(counts) for size, counts in distances.items()},
        {step: _end(rights) for step, rights in ends.items() if len(rights) >= _ENOUGH},
    )


def _usual(distances: Counter[float]) -> float:
    """The least of the frequent distances: the larger ones are between paragraphs of one line."""
    most = max(distances.values())
    return min(distance for distance, count in distances.items() if count >= _OFTEN * most)


def _end(rights: Sequence[float]) -> float:
    return sorted(rights)[int(_WITHIN * (len(rights) - 1))]
