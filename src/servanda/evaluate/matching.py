"""Which found statement answers which gold one."""

from __future__ import annotations

from collections.abc import Sequence

from scipy.optimize import linear_sum_assignment

from servanda.evaluate.gold import GoldStatement
from servanda.model import Span, Statement

HALF = 0.5
QUARTER = 0.25


def overlap(one: Span, other: Span) -> float:
    """The characters that both spans cover, over those that either covers.

    >>> overlap(Span(0, 10), Span(5, 15))
    0.3333333333333333
    """
    shared = one.shared(other)
    either = one.end - one.start + other.end - other.start - shared
    return shared / either if either else 0.0


def similarity(gold: GoldStatement, found: Span) -> float:
    """How well a found action answers a gold statement; 0 if it does not.

    It does if they overlap by at least half, or by at least a quarter and the found action holds
    the gold head.
    """
    ratio = overlap(gold.action, found)
    needed = QUARTER if gold.head in found else HALF
    return ratio if ratio >= needed else 0.0


def match(gold: Sequence[GoldStatement], found: Sequence[Statement]) -> tuple[tuple[int, int], ...]:
    """Pairs of positions in `gold` and `found`: one to one, the sum of their overlaps the greatest."""
    if not gold or not found:
        return ()
    weights = [[similarity(wanted, statement.action) for statement in found] for wanted in gold]
    rows, columns = linear_sum_assignment(weights, maximize=True)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return tuple((row, column) for row, column in pairs if weights[row][column] > 0)
