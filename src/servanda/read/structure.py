"""The structure of a document: its sections and paragraphs, their numbers, and what holds what."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import zip_longest

from servanda.model import Passage, PassageKind, Reading, Span
from servanda.read.blocks import Block, Role
from servanda.read.mapping import map_passage

_OUTSIDE = {Role.COVER_NOTE: PassageKind.COVER_NOTE, Role.FURNITURE: PassageKind.FURNITURE}


def passages(text: str, blocks: tuple[Block, ...], *, markdown: bool) -> tuple[Passage, ...]:
    """The passages of a text in order: each section before what it holds; titles are none.

    A paragraph that ends in a colon holds the list items after it, or, where a heading follows it,
    the sections after it ("the Parties commit to:").
    """
    builder = _Builder(text, markdown=markdown)
    for block, following in zip_longest(blocks, blocks[1:]):
        builder.add(block, before_heading=following is not None and following.role is Role.HEADING)
    return builder.finished()


@dataclass(frozen=True, slots=True)
class _List:
    """An open list: the kind of its marks, and the paragraph that leads into it."""

    style: str
    holder: int | None


@dataclass(slots=True)
class _Builder:
    """Places one block after another into the tree."""

    text: str
    markdown: bool
    _found: list[Passage] = field(default_factory=list)
    _section: int | None = None
    _over_sections: int | None = None
    _opened: int | None = None
    _lists: list[_List] = field(default_factory=list)
    _counted: dict[tuple[int | None, str], int] = field(default_factory=dict)

    def add(self, block: Block, *, before_heading: bool) -> None:
        """Place the next block."""
        if block.role in _OUTSIDE:
            self._found.append(Passage(_OUTSIDE[block.role], block.span, self._reading(block.span)))
        elif block.role is Role.HEADING:
            self._open_section(block)
        elif block.role is Role.PARAGRAPH:
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

    def _reading(self, span: Span) -> Reading:
        return map_passage(self.text, span, markdown=self.markdown)

    def _open_section(self, block: Block) -> None:
        self._section, self._opened = len(self._found), None
        self._lists.clear()
        self._found.append(
            Passage(
                PassageKind.SECTION,
                block.span,
                self._reading(block.span),
                block.number,
                heading=block.words,
                parent=self._over_sections,
            )
        )

    def _add_paragraph(self, block: Block, *, before_heading: bool) -> None:
        holder = self._holder(block.style)
        place = len(self._found)
        self._found.append(
            Passage(
                PassageKind.PARAGRAPH,
                block.span,
                self._reading(block.span),
                block.number,
                parent=self._section if holder is None else holder,
                skipped=self._skipped(block, holder),
            )
        )
        leads = block.words.endswith(":")
        self._opened = place if leads and not before_heading else None
        if leads and before_heading:
            self._over_sections = place

    def _holder(self, style: str | None) -> int | None:
        """The paragraph that holds the next one: the lead-in of its list, if the list has one.

        A mark of a new kind after a lead-in opens a list below it; a mark of the kind of an open list
        goes on with that one and closes the lists below it; a paragraph without mark closes all.
        """
        if style is None:
            self._lists.clear()
            return None
        if self._opened is not None and all(one.style != style for one in self._lists):
            self._lists.append(_List(style, self._opened))
        while self._lists and self._lists[-1].style != style:
            self._lists.pop()
        if not self._lists:
            self._lists.append(_List(style, None))
        return self._lists[-1].holder

    def _skipped(self, block: Block, holder: int | None) -> tuple[str, ...]:
        """The numbers that are missing before a block in its list; a list that restarts misses none."""
        if block.number is None or block.style is None or not block.number.isdigit():
            return ()
        series = (holder, block.style)
        last, self._counted[series] = self._counted.get(series), int(block.number)
        return () if last is None else tuple(str(n) for n in range(last + 1, int(block.number)))
