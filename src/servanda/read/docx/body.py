"""The blocks of a story of a Word file: its paragraphs and tables, in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from lxml import etree

from servanda.limits import Deadline
from servanda.read.docx.lists import BULLET, Count, Lists
from servanda.read.docx.styles import BODY_LEVEL, Style, Styles, outline, switch, tag, value
from servanda.read.docx.words import COMPATIBLE, NOT_PRINTED, Notes, Words, chosen
from servanda.read.source import Mark, Role

LONGEST_HEADING = 120
"""The characters that a heading may have which has no heading's style, or which ends as a sentence."""

MOST_WORDS = 8
"""The words that a heading may have which ends in a full stop."""

LONGEST_CELL = 80
"""The characters that a cell of a table row may have; in a longer one stand sentences."""

BOLD_LEVEL = 9
"""The level of a heading that is nothing but bold, below all that have a style."""

_SENTENCE_END = re.compile(r"(?:[.;:,!]|[;,] (?:and|or))[”\"’')\]¹²³⁰-⁹]*\Z")
_FINITE = re.compile(
    r"\b(?:will|shall|must|may|might|can|could|should|would|is|are|was|were|has|have|had|does|do|did|means?)\b"
)
"""Verbs that make a sentence of a line in a heading's style: contracts number their clauses with headings."""

_BODY, _PARAGRAPH, _TABLE, _ROW, _CELL = tag("body"), tag("p"), tag("tbl"), tag("tr"), tag("tc")
_CELL_MARK = re.compile(
    r"\(?(?:\d{1,3}(?:\.\d{1,3})*[.)]*|(?:[A-Za-z]|[ivxlc]{1,6}|[IVXLC]{1,6})[.)]{1,2})|[-–•·]"
)
"""All that a cell has whose list mark belongs to the next one."""

_CONTENTS = "Table of Contents"
"""The gallery of a content control that is a table of contents, in every language of Word."""

_TYPED_BULLET = re.compile(r"\s*[\uf000-\uf0ff]\s+")
"""A bullet of a symbol font that stands among the words, as in text pasted from a web page."""

_NAMED_NUMBER = re.compile(r"[^\W\d_]{3}")
_JOINED_FRAMES = ("drop", "margin")
"""Where a dropped capital stands, a paragraph of its own for Word."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block: its words, the number that Word puts before them, what it is."""

    words: str
    number: str = ""
    mark: Mark | None = None
    level: int = 0
    """The level of its list, from 0."""
    place: int = 1
    """The number of the paragraph of the body that it begins at."""

    @property
    def text(self) -> str:
        """The block as printed."""
        return f"{self.number} {self.words.strip()}".strip()


class Story:
    """A story: the body, a text box or a note, with a count of its lists of its own.

    Blocks stand at the paragraph of the body that they are, counted as python-docx does: empty ones
    are, those in tables and content controls are not. What is in these stands at the last paragraph before
    them, a text box and a note at the one that they are anchored in.
    """

    def __init__(self, styles: Styles, lists: Lists, notes: Notes, deadline: Deadline) -> None:
        self._styles = styles
        self._lists = lists
        self._notes = notes
        self._deadline = deadline
        self._count = Count()
        self._carried = Block("")

    def blocks(self, container: etree._Element) -> Iterator[Block]:
        """The blocks of what an element contains; raises `ReadError` after the deadline."""
        for child in container:
            if child.tag == _PARAGRAPH:
                self._deadline.check()
                self._notes.paragraph += container.tag == _BODY
                yield from self._paragraph(child)
            elif child.tag == _TABLE:
                yield from self._table(child)
            elif child.tag == COMPATIBLE:
                yield from self.blocks(chosen(child))
            elif value(child, "sdtPr", "docPartObj", "docPartGallery") == _CONTENTS:
                yield from (replace(block, mark=Mark(Role.FURNITURE)) for block in self.blocks(child))
            elif child.tag not in NOT_PRINTED:
                yield from self.blocks(child)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Block]:
        """A paragraph as a block, if it prints anything, and the text boxes anchored in it."""
        properties = paragraph.find(tag("pPr"))
        style = self._styles.paragraph(value(properties, "pStyle"))
        words = Words(self._styles, style, self._notes)
        words.read(paragraph)
        block, before = self._numbered(words.text, properties, style), self._carried
        if before.text:
            number = before.number or block.number
            block = replace(block, words=before.words + block.words, number=number, place=before.place)
        if _joins_next(paragraph, properties):
            self._carried = block
        else:
            self._carried = Block("")
            yield _marked(block, _mark(block, properties, style, bold=words.bold))
        for box in words.boxes:
            yield from Story(self._styles, self._lists, self._notes, self._deadline).blocks(box)

    def _numbered(self, words: str, properties: etree._Element | None, style: Style) -> Block:
        """The words with the number of their list, if they have one and it is printed."""
        place = self._lists.place(properties, style)
        mark = None if properties is None else properties.find(tag("rPr"))
        unprinted = properties is not None and properties.find(tag("sectPr")) is not None
        if not place and (bullet := _TYPED_BULLET.match(words)):
            return Block(words[bullet.end() :], BULLET, place=self._notes.place)
        if not place or _is_deleted(mark) or (not words.strip() and (unprinted or switch(mark, "vanish"))):
            return Block(words, place=self._notes.place)
        return Block(words, self._count.next(*place), level=place[1], place=self._notes.place)

    def _table(self, table: etree._Element) -> Iterator[Block]:
        """The rows of a table; a table of one column is read like body text."""
        rows = [[*_within(row, _CELL)] for row in _within(table, _ROW) if not _is_unprinted_row(row)]
        layout = all(len(row) <= 1 for row in rows)
        for row in rows:
            cells = [[*self._cell(cell)] for cell in row if not _is_merged(cell)]
            cells = [cell for cell in cells if cell]
            if layout or not _is_short(cells):
                yield from _apart(cells)
            else:
                row_words = " | ".join(map(_line, cells))
                yield Block(row_words, mark=Mark(Role.TABLE_ROW), place=self._notes.place)

    def _cell(self, cell: etree._Element) -> Iterator[Block]:
        return (block for block in self.blocks(cell) if block.text)


def printed(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks that print more than a number; of bare ones, those with a name ("Article 1")."""
    return (block for block in blocks if block.words.strip() or _NAMED_NUMBER.search(block.number))


def _marked(block: Block, mark: Mark | None) -> Block:
    """A block with what it is; the bullet of a heading is an ornament."""
    if mark is None and block.level and block.number:
        mark = Mark(Role.PARAGRAPH, block.level)
    heading = mark is not None and mark.role in (Role.TITLE, Role.HEADING)
    return replace(block, mark=mark, number="" if heading and block.number == BULLET else block.number)


def _mark(block: Block, properties: etree._Element | None, style: Style, *, bold: bool) -> Mark | None:
    """What a paragraph's style, its outline level or its look make of it."""
    words = block.words.strip()
    if style.contents:
        return Mark(Role.FURNITURE)
    if style.title:
        return Mark(Role.TITLE)
    given = outline(properties)
    level = style.level if given is None else given + 1 if given < BODY_LEVEL else None
    if level is not None:
        return None if _is_sentence(words) else Mark(Role.HEADING, level)
    if not bold or block.number == BULLET or len(words) > LONGEST_HEADING or _SENTENCE_END.search(words):
        return None
    return Mark(Role.HEADING, BOLD_LEVEL)


def _is_sentence(words: str) -> bool:
    """Whether a line in a heading's style is a sentence, or part of one, all the same."""
    if len(words) > LONGEST_HEADING and (". " in words or "; " in words):
        return True
    if not _SENTENCE_END.search(words):
        return False
    long = len(words) > LONGEST_HEADING or (words[-1] in ".;" and len(words.split()) > MOST_WORDS)
    return long or words[0].islower() or bool(_FINITE.search(words))


def _joins_next(paragraph: etree._Element, properties: etree._Element | None) -> bool:
    """Whether a paragraph runs on into the next: its end is deleted or hidden, or it is a dropped capital."""
    if properties is None:
        return False
    mark, frame = properties.find(tag("rPr")), properties.find(tag("framePr"))
    dropped = frame is not None and frame.get(tag("dropCap")) in _JOINED_FRAMES
    if not (dropped or _is_deleted(mark) or switch(mark, "vanish")):
        return False
    following = next(paragraph.itersiblings(_PARAGRAPH, _TABLE), None)
    return following is not None and following.tag == _PARAGRAPH


def _is_deleted(mark: etree._Element | None) -> bool:
    return mark is not None and any(mark.find(tag(change)) is not None for change in ("del", "moveFrom"))


def _within(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The elements of a name within another, those within content controls included."""
    for child in element:
        if child.tag == name:
            yield child
        elif child.tag not in NOT_PRINTED:
            yield from _within(child, name)


def _is_unprinted_row(row: etree._Element) -> bool:
    properties = row.find(tag("trPr"))
    return properties is not None and (
        properties.find(tag("del")) is not None or bool(switch(properties, "hidden"))
    )


def _is_merged(cell: etree._Element) -> bool:
    """Whether a cell goes on with the one above or before it, and so prints nothing of its own."""
    properties = cell.find(tag("tcPr"))
    merged = (value(properties, direction) for direction in ("vMerge", "hMerge"))
    return any(one in ("", "continue") for one in merged)


def _is_short(cells: list[list[Block]]) -> bool:
    """Whether a row has data rather than sentences, lists or tables."""
    tables = (block.mark and block.mark.role is Role.TABLE_ROW for block in chain(*cells))
    lists = (block.number for cell in cells for block in cell[1:])
    if any(tables) or any(lists):
        return False
    lines = [_line(cell) for cell in cells]
    return all(len(line) < LONGEST_CELL and not _SENTENCE_END.search(line) for line in lines)


def _line(cell: list[Block]) -> str:
    return " ".join(" ".join(block.text for block in cell).split())


def _apart(cells: list[list[Block]]) -> Iterator[Block]:
    """The blocks of a row's cells, in order; a first cell that has but a list mark leads the next."""
    if len(cells) > 1 and _CELL_MARK.fullmatch(_line(cells[0])):
        mark, cells = _line(cells[0]), cells[1:]
        first = cells[0][0]
        cells[0][0] = replace(first, words=first.text, number=mark)
    elif len(cells) > 1:
        cells = [[replace(block, mark=block.mark or Mark(Role.CELL)) for block in cell] for cell in cells]
    return chain(*cells)
