"""The structure of a document: its sections and paragraphs, their numbers, and what holds what."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from servanda.model import Passage, PassageKind, Span
from servanda.read.blocks import Block
from servanda.read.headings import ARTICLE_RANK, is_annex, number, rank
from servanda.read.numbering import ListMark, Place, written
from servanda.read.preamble import is_preamble
from servanda.read.source import Role

_KINDS = {
    Role.DATELINE: PassageKind.DATELINE,
    Role.SIGNATURE: PassageKind.SIGNATURE,
    Role.FOOTNOTE: PassageKind.FOOTNOTE,
    Role.COVER_NOTE: PassageKind.COVER_NOTE,
    Role.FURNITURE: PassageKind.FURNITURE,
}
"""The blocks that stand in no list and in no section."""

_ARTICLE = "article"
"""Articles are counted through all parts of a treaty."""
_LEADS = re.compile(r":[-–—─]?$|─$")
"""How a paragraph ends that leads into a list; the dashes are those of older treaties."""
_COUNTING = re.compile(r"[1aAiI]")

_FAR = 20
"""A number further ahead than that of the one before does not belong to the same list."""


def passages(blocks: Iterable[Block]) -> tuple[Passage, ...]:
    """The passages of a text in order: each section before what it holds; titles are none.

    A paragraph that ends in a colon holds the list items after it, or, where a heading follows it,
    the sections after it ("the Parties commit to:").
    """
    builder = _Builder()
    found = [block for block in blocks if block.role is not Role.TITLE]
    inside = [block for block in found if block.role not in _KINDS]
    following = dict(zip_longest(map(id, inside), inside[1:]))
    for block in found:
        after = following.get(id(block))
        builder.add(block, before_heading=after is not None and after.role is Role.HEADING)
    return builder.finished()


def _alike(style: str, other: str) -> bool:
    """Whether two styles of marks have the same punctuation, so that one may be a misprint for the other."""
    return _COUNTING.sub("", style) == _COUNTING.sub("", other)


@dataclass(slots=True)
class _List:
    """An open list: how its marks look, how far they are set in, what leads into it, and its last item."""

    style: str
    level: int | None
    holder: int | None
    value: int
    item: int


@dataclass(slots=True)
class _Builder:
    """Places one block after another into the tree."""

    _found: list[Passage] = field(default_factory=list)
    _sections: list[tuple[int, int]] = field(default_factory=list)
    _over_sections: int | None = None
    _opened: int | None = None
    _lists: list[_List] = field(default_factory=list)
    _counted: dict[tuple[int | None, str], tuple[int, int]] = field(default_factory=dict)
    _reached: dict[Place, tuple[int | None, str]] = field(default_factory=dict)
    _numbered: dict[str, int] = field(default_factory=dict)

    def add(self, block: Block, *, before_heading: bool) -> None:
        """Place the next block."""
        if block.role in _KINDS:
            number = block.mark.number if block.mark and block.role is Role.FOOTNOTE else None
            self._found.append(Passage(_KINDS[block.role], block.span, block.reading, number))
        elif block.role is Role.HEADING:
            self._open_section(block)
        else:
            self._add_paragraph(block, before_heading=before_heading)

    def finished(self) -> tuple[Passage, ...]:
        """All passages, the spans of the holding ones stretched over what they hold."""
        for i in range(len(self._found) - 1, -1, -1):
            passage = self._found[i]
            if passage.parent is not None:
                holder = self._found[passage.parent]
                end = max(holder.span.end, passage.span.end)
                self._found[passage.parent] = replace(holder, span=Span(holder.span.start, end))
        return tuple(self._found)

    def _open_section(self, block: Block) -> None:
        """A heading closes the sections that do not stand higher than it, and all lists."""
        self._close_sections(rank(block))
        kind = PassageKind.ANNEX if is_annex(block.words) else PassageKind.SECTION
        if kind is PassageKind.ANNEX:
            self._over_sections = None
        printed, counted = number(block)
        place = len(self._found)
        passage = Passage(kind, block.span, block.reading, printed, heading=block.words, parent=self._section)
        if counted:
            series = None if counted.style.startswith(_ARTICLE) else self._section
            passage = self._counted_on(passage, (series, counted.style), counted)
        self._found.append(passage)
        self._sections.append((rank(block), place))
        numbers = ((self._found[at].number, at) for _, at in self._sections)
        self._numbered = {one: at for one, at in numbers if one is not None}

    def _close_sections(self, height: int) -> None:
        while self._sections and self._sections[-1][0] >= height:
            _, place = self._sections.pop()
            if is_preamble(self._found[place].heading or ""):
                self._over_sections = None
        self._opened = None
        self._lists.clear()

    @property
    def _section(self) -> int | None:
        return self._sections[-1][1] if self._sections else self._over_sections

    def _add_paragraph(self, block: Block, *, before_heading: bool) -> None:
        kind = PassageKind.TABLE_ROW if block.role is Role.TABLE_ROW else PassageKind.PARAGRAPH
        place = len(self._found)
        passage = Passage(kind, block.span, block.reading, block.mark.number if block.mark else None)
        if block.mark:
            if block.mark.worded:
                self._close_sections(ARTICLE_RANK)
            passage = self._in_list(passage, block.mark, block.level)
        elif not self._goes_below(block):
            self._lists.clear()
        else:
            passage = replace(passage, parent=self._opened)
        if passage.parent is None:
            passage = replace(passage, parent=self._section)
        self._found.append(passage)
        if passage.number:
            self._numbered[passage.number] = place
        leads = _LEADS.search(block.words) is not None or not block.words
        if block.mark is not None or not self._goes_below(block):
            self._opened = place if leads and not before_heading else None
        if leads and before_heading and block.mark is None:
            self._over_sections = place

    def _goes_below(self, block: Block) -> bool:
        """Whether a paragraph without a mark is an item of the list that is led into: in lower case."""
        return block.mark is None and self._opened is not None and block.words[:1].islower()

    def _in_list(self, passage: Passage, mark: ListMark, level: int | None) -> Passage:
        """A numbered or bulleted passage, below what leads into its list and after the item before it.

        A mark that goes on counting in an open list closes the lists below it. One that begins to
        count anew opens a list below the lead-in or, in a list, below the item before it. One that goes
        on with a list that paragraphs have interrupted opens that again.
        """
        while level is not None and self._lists and (self._lists[-1].level or 0) > level:
            self._lists.pop()
        place = len(self._found)
        at, own = self._open_list(mark, level)
        if at is None:
            self._lists.append(
                _List(own.style, level, self._holder_of_new(mark, own, level), own.value, place)
            )
        else:
            del self._lists[at + 1 :]
            self._lists[-1].value, self._lists[-1].item = own.value, place
        current = self._lists[-1]
        passage = replace(passage, parent=current.holder)
        if mark.number is None:
            return passage
        if at is None and own.value == 1:
            self._counted.pop((current.holder, current.style), None)
        return self._counted_on(passage, (current.holder, current.style), own)

    def _open_list(self, mark: ListMark, level: int | None) -> tuple[int | None, Place]:
        """The open list that a mark goes on with, and the place it stands for there; none if it opens one."""
        same = [
            (at, place)
            for at in range(len(self._lists) - 1, -1, -1)
            for place in mark.places
            if self._lists[at].style == place.style and not self._deeper(at, level)
        ]
        for at, place in same:
            if mark.number is None or self._lists[at].value + 1 == place.value:
                return at, place
        first = next((place for place in mark.places if place.value <= 1), None)
        if first and (self._opened is not None or not same):
            return None, first
        if same:
            return same[0]
        if self._lists:
            style, value = self._lists[-1].style, self._lists[-1].value
            if any(place.value == value + 1 and _alike(place.style, style) for place in mark.places):
                return len(self._lists) - 1, Place(style, value + 1)
        return None, next((place for place in mark.places if self._interrupted(place)), mark.places[0])

    def _deeper(self, at: int, level: int | None) -> bool:
        """Whether a mark is set in further than those of an open list."""
        known = self._lists[at].level
        return level is not None and known is not None and level > known

    def _interrupted(self, place: Place) -> tuple[int | None, str] | None:
        """The list that ended right before `place`, if there was one."""
        series = self._reached.get(Place(place.style, place.value - 1))
        return series if series and self._counted[series][0] == place.value - 1 else None

    def _holder_of_new(self, mark: ListMark, place: Place, level: int | None) -> int | None:
        """What a new list hangs below: the item its number names, its lead-in, or the item before it.

        Numbers hang below a bullet only if they are set in further.
        """
        if mark.outer:
            self._lists.clear()
            return self._numbered.get(mark.outer)
        interrupted = self._interrupted(place)
        if interrupted:
            self._lists.clear()
            return interrupted[0]
        if self._opened is not None:
            return self._opened
        if place.value > 1:
            self._lists.clear()
        while self._lists and mark.number and not self._lists[-1].value and not self._deeper(-1, level):
            self._lists.pop()
        return self._lists[-1].item if self._lists else None

    def _counted_on(self, passage: Passage, series: tuple[int | None, str], place: Place) -> Passage:
        """A numbered passage with the one before it in its series, and what is wrong between the two.

        A series that begins to count anew, or far ahead, has nothing before it.
        """
        before = self._counted.get(series)
        self._counted[series] = place.value, len(self._found)
        self._reached[place] = series
        if before is None or place.value == 1 or place.value - before[0] > _FAR:
            return passage
        value, follows = before
        skipped = tuple(written(Place(place.style, n)) for n in range(value + 1, place.value))
        return replace(passage, follows=follows, skipped=skipped, repeated=place.value <= value)
