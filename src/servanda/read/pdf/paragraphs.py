"""Lines to blocks: paragraphs, headings and list items as wholes, each with the footnotes in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, zip_longest
from operator import itemgetter

from servanda.read.pdf import notes
from servanda.read.pdf.columns import Region
from servanda.read.pdf.lines import Line, is_marked, pieces
from servanda.read.pdf.measures import LARGER, Measures

_SAME_SIZE = 0.06
"""How far sizes of type may differ, in parts of the size, within a block."""
_GAP = 1.2
"""The distance of lines, in parts of the usual one, from which on a gap is between them."""
_OPEN_GAP = 2.0
"""The same up to which lines of one sentence belong together."""
_INDENT = 0.8
"""How far, in ems, a line is set in or out at least."""
_CENTRED = 0.15
"""How far apart, in ems, the middles of lines are at most that are centred under one another."""
_SPACE = 0.3
"""The width of a space, in ems."""
_HALF = 0.6
"""The share of its column that a line fills at most if it is seen as half empty."""

_BROKEN_WORD = re.compile(r"\w-$")
_SENTENCE_END = re.compile(r"[.;:?!][\"'”’)\]]*[⁰¹²³⁴⁵⁶⁷⁸⁹]*$")


@dataclass(slots=True)
class Block:
    """Lines that belong together; `after` are the footnotes that interrupt them.

    `pages` has the page of each line, from 0. `left` and `right` are the edges of the column that its last
    line stands in.
    """

    left: float
    right: float
    lines: list[Line] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)

    def add(self, one: Line, page: int) -> None:
        """Add a line, which stands on a page."""
        self.lines.append(one)
        self.pages.append(page)

    @property
    def text(self) -> str:
        """The lines of the block, each on a line."""
        return "\n".join(one.text for one in self.lines)

    def texts(self) -> Iterator[tuple[int, str]]:
        """Each page that the block stands on, and the lines of the block on it."""
        for page, found in groupby(zip(self.pages, self.lines, strict=True), itemgetter(0)):
            yield page, "\n".join(one.text for _, one in found)

    @property
    def ends(self) -> bool:
        """Whether its last line ends as sentences and list items do."""
        return bool(_SENTENCE_END.search(self.lines[-1].text))


def blocks(pages: Sequence[Sequence[Region]], usual: Measures) -> list[Block]:
    """The blocks of all pages in reading order; those that a page or column breaks are joined."""
    found: list[Block] = []
    note: Block | None = None
    for number, page in enumerate(pages):
        on_page: list[Block] = []
        for region in page:
            is_open = note is not None and not note.ends
            text, foot = notes.cut(region.lines, usual, is_open=is_open)
            _add(text, region, number, found, usual)
            for one, begins in notes.split(foot, is_open=is_open):
                if begins or note is None:
                    note = Block(region.left, region.right)
                    on_page.append(note)
                note.add(one, number)
        if on_page:
            (found[-1].after if found else found).extend(on_page)
    return found


def _add(text: Sequence[Line], region: Region, page: int, found: list[Block], usual: Measures) -> None:
    """Adds the lines of a region to the blocks found so far."""
    for i, (one, after) in enumerate(zip_longest(text, text[1:])):
        block = found[-1] if found else None
        if block and (_goes_on(block, one, after, usual) if i else _joins(block, one, region, usual)):
            block.left, block.right = region.left, region.right
        else:
            block = Block(region.left, region.right)
            found.append(block)
        block.add(one, page)


def _goes_on(block: Block, one: Line, after: Line | None, usual: Measures) -> bool:
    """Whether a line goes on with the block that ends in the line above it; `after` is the line below."""
    last = block.lines[-1]
    if not _is_same_type(last, one):
        return False
    short = _is_short(block, one, usual)
    distance = (last.base - one.base) / usual.distance(last.size)
    if distance > _GAP:
        return distance <= _OPEN_GAP and one.text[0].islower() and not short and not block.ends
    if _BROKEN_WORD.search(last.text):
        return True
    return not _begins(block, one, after, usual)


def _begins(block: Block, one: Line, after: Line | None, usual: Measures) -> bool:
    """Whether a line begins a block of its own that neither type nor a gap sets apart from the last."""
    last, short = block.lines[-1], _is_short(block, one, usual)
    indented = _is_indented(block, one, short=short)
    if is_marked(one) and (short or block.ends or indented):
        return True
    if last.bold or last.size > LARGER * usual.size:
        return short and block.ends
    if after and _is_set_in(block, one, after) and (short or block.ends or after.text[0].islower()):
        return True
    return indented or (short and block.ends) or _is_half_empty(block, one, usual)


def _joins(block: Block, one: Line, region: Region, usual: Measures) -> bool:
    """Whether the first line of a region goes on with a block that a page or column ended in."""
    if not _is_same_type(block.lines[-1], one) or is_marked(one):
        return False
    short = _is_short(block, one, usual)
    if one.text[0].islower():
        return not (block.ends and short)
    return not block.ends and not short and _is_level(block, one, region)


def _is_same_type(last: Line, one: Line) -> bool:
    """Whether two lines of running text are in one type; bold words may open and close a line."""
    if abs(last.size - one.size) > _SAME_SIZE * last.size:
        return False
    if (last.bold and not one.words[0].bold) or (one.bold and not last.words[-1].bold):
        return False
    return len(pieces(last)) == len(pieces(one)) == 1


def _is_short(block: Block, one: Line, usual: Measures) -> bool:
    """Whether the block's last line had room for the first word of the next one."""
    last, first = block.lines[-1], one.words[0]
    room = usual.end(last, block.right) - last.right
    return room > first.right - first.left + _SPACE * last.size


def _is_half_empty(block: Block, one: Line, usual: Measures) -> bool:
    """Whether the block's last line fills little of its column, and the next begins with a capital."""
    last = block.lines[-1]
    width = usual.end(last, block.right) - block.left
    if last.right >= block.left + _HALF * width or _are_centred(last, one):
        return False
    widest = max(line.right for line in block.lines) - block.left
    is_narrow = len(block.lines) > 1 and last.right - block.left > _HALF * widest
    return one.text[0].isupper() and not is_narrow


def _is_indented(block: Block, one: Line, *, short: bool) -> bool:
    """Whether a line is set in or out as the first one of a paragraph is; centred lines are not so.

    The second line of a block may be: `short` says that the first one seems to have room for more; it has
    none if it ends where the second one does.
    """
    last = block.lines[-1]
    shift = (one.left - last.left) / last.size
    goes_on = one.text[0].islower() and not block.ends
    if abs(shift) <= _INDENT or goes_on or _are_centred(last, one):
        return False
    if len(block.lines) > 1:
        return True
    short = short and one.right - last.right > one.words[0].right - one.words[0].left
    return short and (shift < 0 or not is_marked(last))


def _are_centred(last: Line, one: Line) -> bool:
    return abs(last.middle - one.middle) < _CENTRED * last.size


def _is_set_in(block: Block, one: Line, after: Line) -> bool:
    """Whether a line is set in against the one below it, and not as the lines of an item are."""
    indent = _INDENT * one.size
    hangs = one.left - block.lines[0].left > indent
    return one.left - after.left > indent and not hangs and not is_marked(after)


def _is_level(block: Block, one: Line, region: Region) -> bool:
    """Whether the first line of a region begins where a block's lines do, on the page or in their column."""
    shift = one.left - block.lines[-1].left
    return min(abs(shift), abs(shift - region.left + block.left)) < _INDENT * one.size
