"""The structure of a document: its sections and paragraphs, their numbers, and what holds what."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

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
    for block, following in zip(blocks, (*blocks[1:], None), strict=True):
        builder.add(block, before_heading=following is not None and following.role is Role.HEADING)
    return builder.finished()


@dataclass(slots=True)
class _Builder:
    """Places one block after another into the tree."""

    text: str
    markdown: bool
    _found: list[Passage] = field(default_factory=list)
    _section: int | None = None
    _lead_in: int | None = None
    _over_sections: int | None = None
    _last_number: dict[int | None, int] = field(default_factory=dict)

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
        self._section, self._lead_in = len(self._found), None
        self._found.append(
            Passage(
                PassageKind.SECTION,
                block.span,
                self._reading(block.span),
                heading=block.words,
                parent=self._over_sections,
            )
        )

    def _add_paragraph(self, block: Block, *, before_heading: bool) -> None:
        if not block.item:
            self._lead_in = None
        parent = self._section if self._lead_in is None else self._lead_in
        skipped = self._skipped(block.number, self._lead_in)
        place = len(self._found)
        reading = self._reading(block.span)
        self._found.append(
            Passage(PassageKind.PARAGRAPH, block.span, reading, block.number, parent=parent, skipped=skipped)
        )
        if block.words.endswith(":") and before_heading:
            self._over_sections = place
        elif block.words.endswith(":") and self._lead_in is None:
            self._lead_in = place

    def _skipped(self, number: str | None, lead_in: int | None) -> tuple[str, ...]:
        """The numbers that are missing before `number` in its list; a list that restarts misses none."""
        if number is None or not number.isdigit():
            return ()
        last, self._last_number[lead_in] = self._last_number.get(lead_in), int(number)
        return () if last is None else tuple(str(n) for n in range(last + 1, int(number)))
