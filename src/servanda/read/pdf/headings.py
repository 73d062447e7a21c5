"""Which blocks are the title and headings, by their type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from servanda.read.pdf.lines import pieces
from servanda.read.pdf.measures import LARGER
from servanda.read.pdf.paragraphs import Block
from servanda.read.source import Mark, Role

_TITLE = 1.1
"""The size of type of the title to that of every heading, at least."""
_NEAR = 0.5
"""How much smaller than the text, in points, the type of a bold heading may be."""
_LENGTH = 250
"""The most characters a heading has."""
_SENTENCE_END = (".", ",", ";", ":", "!", "?")
_LEVELS = 6


def marks(found: Sequence[Block], size: float) -> dict[int, Mark]:
    """The marks of the headings among the blocks, by their positions; `size` is that of the text.

    Headings are short, no sentences, and in larger or bold type. The larger their type, the higher
    their level; bold type is higher than plain type of the same size. The first block of the first
    page whose type is larger than that of all headings is the title.
    """
    bold = _is_bold_rare(found)
    looks = {i: look for i, block in enumerate(found) if (look := _look(block, size, bold=bold))}
    title = _title(found, looks)
    ranks = sorted({look for i, look in looks.items() if i != title}, reverse=True)
    return {
        i: Mark(Role.TITLE) if i == title else Mark(Role.HEADING, min(ranks.index(look) + 1, _LEVELS))
        for i, look in looks.items()
    }


def _look(block: Block, size: float, *, bold: bool) -> tuple[float, bool] | None:
    """The size and weight of the type of a heading; None for a block that is none."""
    text = block.text
    if len(text) > _LENGTH or text.endswith(_SENTENCE_END) or not any(map(str.isalpha, text)):
        return None
    if any(len(pieces(one)) > 1 for one in block.lines):
        return None
    largest = max(one.size for one in block.lines)
    is_bold = bold and all(one.bold for one in block.lines)
    if largest < (size - _NEAR if is_bold else LARGER * size):
        return None
    return round(2 * largest) / 2, is_bold


def _is_bold_rare(found: Sequence[Block]) -> bool:
    """Whether bold type sets anything off: whether most of the text is in plain type."""
    weights = Counter[bool]()
    for block in found:
        for one in block.lines:
            weights[one.bold] += len(one.text)
    return weights[True] < weights[False]


def _title(found: Sequence[Block], looks: Mapping[int, tuple[float, bool]]) -> int | None:
    """The position of the block that is in the largest type of all, if it is the title."""
    largest = max((look[0] for look in looks.values()), default=0.0)
    title = next((i for i, look in looks.items() if look[0] == largest and not found[i].pages[0]), None)
    others = (look[0] for i, look in looks.items() if i != title)
    return title if largest >= _TITLE * max(others, default=0.0) else None
