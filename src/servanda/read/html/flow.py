"""The text of a web page as blocks, in the order and with the list marks that a browser shows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from lxml.html import HtmlElement

from servanda.limits import Deadline
from servanda.read.html.lists import Lists, marked
from servanda.read.html.notes import Notes, note_words
from servanda.read.html.shown import first_line, last_line, shown
from servanda.read.source import Mark, Role

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav"
    " ol p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp".split()
)
"""The elements that begin a line of their own (HTML Standard, 15.3)."""

_LISTS = frozenset("ol ul menu dir".split())
_LINES = frozenset("pre listing plaintext xmp".split())
_BOLD = frozenset("b strong".split())
_HEADING = re.compile(r"h([1-6])")

_SPACE = re.compile(r"[ \t\n\r\f]+")
_SPACES = re.compile(r"  +")
_SENTENCE_END = (".", ";", ":", ",", "!", "?")
_HEADING_LENGTH = 120
"""The characters that a bold line may have as a heading."""

BOLD_LINE = 7
"""The level of a heading that is one only by being bold: below those that HTML has."""

_CELL_LENGTH = 80
_CELL_END = (".", ";", "!", "?")
_CELL_SPACES = 2
"""The spaces in a table's value up to which its last stop is one of an abbreviation ("U.S.")."""

_MARK_ONLY = re.compile(
    r"[-–—•·▪◦*]|\(?(?:\d{1,3}|[a-zA-Z]{1,2}|[ivxlcIVXLC]{1,6})[.)]|\d{1,3}(?:\.\d{1,3})+\.?"
)


class _Piece(NamedTuple):
    """A stretch of text, or a line break; whether it is bold, stands in a link, opens a footnote.

    `line` is the line of the page on which its first words stand.
    """

    text: str
    bold: bool = False
    linked: bool = False
    note: bool = False
    line: int = 1


_BREAK = _Piece("\n")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a page, and the element that holds it.

    `runs` are its words as they stand in the page, line by line and cell by cell, without the list
    mark; `linked` is the share of its characters that stand in links, from 0 to 1. `line` is the line of
    the page on which they begin.
    """

    element: HtmlElement
    words: str
    runs: tuple[str, ...]
    linked: float = 0.0
    mark: Mark | None = None
    line: int = 1

    @property
    def is_note(self) -> bool:
        """Whether the block is a footnote behind its number."""
        return self.mark is not None and self.mark.role is Role.FOOTNOTE and self.words[:1].isdigit()

    @property
    def level(self) -> int:
        """The level of a heading; 0 for any other block."""
        return (self.mark.level or 0) if self.mark and self.mark.role is Role.HEADING else 0


def page_blocks(body: HtmlElement, deadline: Deadline) -> list[Block]:
    """The blocks of all that `body` shows. Raises `ReadError` after the deadline."""
    flow = _Flow()
    if (head := body.getprevious()) is not None:
        flow.skip(head)
    sign = None
    for event, element in shown(body, deadline):
        if sign is None and event == "start":
            if flow.takes_sign(element):
                sign = element
            else:
                flow.open(element)
        elif element is sign or (sign is None and event == "after"):
            sign = None
            flow.skip(element)
            flow.add(element.tail)
        elif sign is None:
            flow.close(element)
            if element is not body:
                flow.add(element.tail)
    return flow.blocks


@dataclass(frozen=True, slots=True)
class _Open:
    """An open element that begins a line; whether it is in a footnote; of a row, where its cells begin."""

    element: HtmlElement
    in_note: bool
    cells: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Flow:
    """Puts text together to blocks while elements open and close.

    It counts the lines of the page as it goes: what the parser makes up or drops has none.
    """

    blocks: list[Block] = field(default_factory=list)
    _line: int = 1
    _pieces: list[_Piece] = field(default_factory=list)
    _stack: list[_Open] = field(default_factory=list)
    _lists: Lists = field(default_factory=Lists)
    _notes: Notes = field(default_factory=Notes)
    _bold: int = 0
    _linked: int = 0
    _in_lines: int = 0
    _level: int = 0
    _line_begins: bool = True

    def add(self, text: str | None) -> None:
        """Take in the next text."""
        if not text:
            return
        folded = text if self._in_lines else _SPACE.sub(" ", text)
        begin = self._line
        if not self._in_lines:
            begin += text.count("\n", 0, len(text) - len(text.lstrip()))
        for i, line in enumerate(folded.split("\n")):
            if i:
                self._break()
            if line:
                self._put(_Piece(line, self._bold > 0, self._linked > 0, line=begin + i))
        self._line += text.count("\n")

    def skip(self, element: HtmlElement) -> None:
        """Go to the line on which an element ends, without taking in anything of it."""
        self._line = max(self._line, last_line(element))

    def _put(self, piece: _Piece) -> None:
        self._pieces.append(piece)
        self._line_begins = self._line_begins and not _is_visible(piece.text)

    def _break(self) -> None:
        self._pieces.append(_BREAK)
        self._line_begins = True

    def takes_sign(self, element: HtmlElement) -> bool:
        """Whether an element is the sign of a footnote; it is taken in, directly after the word before it."""
        sign = self._notes.sign(element, at_start=self._line_begins)
        if sign is None:
            return False
        self._line = max(self._line, first_line(element))
        while not sign.opens and self._pieces and not self._pieces[-1].text.rstrip(" "):
            self._pieces.pop()
        if not sign.opens and self._pieces:
            last = self._pieces[-1]
            self._pieces[-1] = last._replace(text=last.text.rstrip(" "))
        self._put(_Piece(sign.text, self._bold > 0, note=sign.opens, line=self._line))
        return True

    def open(self, element: HtmlElement) -> None:
        """Take in the start of an element, and the text that it begins with."""
        tag = element.tag
        self._line = max(self._line, first_line(element))
        if tag == "br":
            self._break()
        elif tag in BLOCKS:
            self._flush()
            self._open_block(element)
        elif tag in _BOLD:
            self._bold += 1
        elif tag == "a":
            self._linked += element.get("href") is not None
        elif tag == "q":
            self.add("“")
        self.add(element.text)

    def close(self, element: HtmlElement) -> None:
        """Take in the end of an element."""
        tag = element.tag
        if tag in BLOCKS:
            self._flush()
            self._close_block(element)
        elif tag in _BOLD:
            self._bold -= 1
        elif tag == "a":
            self._linked -= element.get("href") is not None
        elif tag == "q":
            self.add("”")

    def _open_block(self, element: HtmlElement) -> None:
        tag = element.tag
        around = self._stack[-1] if self._stack else None
        if tag in {"td", "th"} and around and around.element.tag == "tr":
            around.cells.append(len(self.blocks))
        in_note = bool(around and around.in_note) or self._notes.hold(element)
        self._stack.append(_Open(element, in_note))
        if tag in _LISTS:
            self._lists.open(element)
        elif tag == "li":
            self._lists.item(element)
        elif tag in _LINES:
            self._in_lines += 1
        elif heading := _HEADING.fullmatch(tag):
            self._level = int(heading[1])

    def _close_block(self, element: HtmlElement) -> None:
        tag = element.tag
        closed = self._stack.pop()
        if tag == "tr":
            self._join_row(closed)
        elif tag in _LISTS:
            self._lists.close()
        elif tag == "li":
            self._lists.take()
        elif tag in _LINES:
            self._in_lines -= 1
        elif _HEADING.fullmatch(tag):
            self._level = 0

    def _flush(self) -> None:
        """End the paragraph: its lines, of which empty ones divide it, become blocks."""
        pieces, self._pieces = self._pieces, []
        self._line_begins = True
        lines: list[list[_Piece]] = [[]]
        for piece in pieces:
            if piece == _BREAK:
                lines.append([])
            else:
                lines[-1].append(piece)
        paragraph: list[list[_Piece]] = []
        for line in [*lines, []]:
            if any(_is_visible(piece.text) for piece in line):
                paragraph.append(line)
            elif paragraph:
                self._add_block(paragraph)
                paragraph = []

    def _add_block(self, lines: list[list[_Piece]]) -> None:
        runs = tuple(_SPACES.sub(" ", "".join(piece.text for piece in line)).strip(" ") for line in lines)
        inked = [piece for line in lines for piece in line if _is_visible(piece.text)]
        links = sum(len(piece.text) for piece in inked if piece.linked)
        linked = links / sum(len(piece.text) for piece in inked)
        list_mark, words = self._lists.take(), "\n".join(runs)
        mark = None
        if self._level:
            mark = Mark(Role.HEADING, self._level)
        elif self._stack[-1].in_note or any(piece.note for piece in inked):
            mark = Mark(Role.FOOTNOTE)
        elif not list_mark and all(piece.bold for piece in inked) and _is_heading(words):
            mark = Mark(Role.HEADING, BOLD_LINE)
        behind = note_words if mark and mark.role is Role.FOOTNOTE else marked
        if words := behind(list_mark, words):
            self.blocks.append(Block(self._stack[-1].element, words, runs, linked, mark, inked[0].line))

    def _join_row(self, row: _Open) -> None:
        """Join a table's row of values to one block, and a list mark in a cell of its own to its item."""
        bounds = zip(row.cells, [*row.cells[1:], len(self.blocks)], strict=False)
        cells = [self.blocks[start:end] for start, end in bounds if start < end]
        firsts = [cell[0] for cell in cells]
        values = all(len(cell) == 1 and _is_value(cell[0]) for cell in cells)
        if len(cells) == 2 and len(cells[0]) == 1 and _MARK_ONLY.fullmatch(firsts[0].words):  # noqa: PLR2004 mark, item
            place = len(self.blocks) - len(cells[1])
            item = replace(firsts[1], words=f"{firsts[0].words} {firsts[1].words}", line=firsts[0].line)
            self.blocks[place - 1 : place + 1] = [item]
        elif len(cells) > 1 and values:
            self.blocks[-len(cells) :] = [
                Block(
                    row.element,
                    " | ".join(" ".join(block.runs) for block in firsts),
                    tuple(run for block in firsts for run in block.runs),
                    max(block.linked for block in firsts),
                    Mark(Role.TABLE_ROW),
                    firsts[0].line,
                )
            ]
        elif len(cells) > 1:
            start = row.cells[0]
            words = (replace(one, mark=one.mark or Mark(Role.CELL)) for one in self.blocks[start:])
            self.blocks[start:] = list(words)


def _is_visible(text: str) -> bool:
    """Whether anything in `text` leaves ink."""
    return any(character.isprintable() and not character.isspace() for character in text)


def _is_heading(words: str) -> bool:
    """Whether bold words stand as a heading: short, and no sentence."""
    return len(words) <= _HEADING_LENGTH and not words.endswith(_SENTENCE_END)


def _is_value(block: Block) -> bool:
    """Whether the only block of a cell is a value of a table: no sentence, heading, list item or row."""
    words = " ".join(block.runs)
    if (block.mark and block.level != BOLD_LINE) or block.words != "\n".join(block.runs):
        return False
    return len(words) < _CELL_LENGTH and not (words.endswith(_CELL_END) and words.count(" ") > _CELL_SPACES)
