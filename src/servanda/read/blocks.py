"""A text cut into blocks: the paragraphs, headings, list items and lines that stand by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from servanda.limits import Deadline
from servanda.model import Reading, Span
from servanda.read.drafting import ARTICLE_ALONE, PREAMBULAR
from servanda.read.mapping import Mapper
from servanda.read.numbering import ListMark, Place, mark_at
from servanda.read.source import Role, Source

_RUN = re.compile(r"\S[^\n]*(?:\n(?![^\S\n]*(?:\n|\Z))[^\n]*)*")
"""Lines without a blank one between them."""
_LINE = re.compile(r"[^\n]+")
_HARD_BREAK = re.compile(r"(?:[^\S\n]{2,}|\\)\Z")
_ATX = re.compile(r"#{1,6}[ \t]+\S|#{2,6}[A-Z]")
_COMMENT = re.compile(r"<!--(?:(?!-->).)*-->", re.DOTALL)
_SETEXT = re.compile(r"[^\n]+\n[^\S\n]*(?:=|-){3,}[^\S\n]*\Z")
_CELL = re.compile(r"[^\s|](?:[^|\n]*[^\s|])?")
_LONGEST_VALUE = 80
"""The characters from which on a cell of a table holds no value but words."""
_BOLD = re.compile(r"(\*\*|__)(?:(?!\1).)+?\1", re.DOTALL)

SENTENCE_END = (".", ";", ":", ",", "!", "?")
_ITEM_END = (*SENTENCE_END, "”", '"', ")", "*", " and", " or")

NOTE_SIGN = re.compile(r"\s*(?:\d{1,3}/|\[\d{1,3}\]|[¹²³⁰⁴-⁹]+)$")
"""A sign at a line's end that refers to a footnote."""

_NOTE_OPENING = re.compile(r"(\d{1,3})\s+[A-Z“\"]")
"""How a footnote begins whose number stands alone."""

_REFERRED = re.compile(r"(?:and|or|of|to|above|below|thereof|respectively)\b|[,.;)]")
"""What follows a number in brackets that refers to a paragraph: "(b) and (c) above"."""

_LOST_ITEM = re.compile(
    r"(?<=[:;.,])(?:[ ]?(?:and|or))?(?=\((?:[a-z]{1,5}|\d{1,2})\))|(?<=[;.])(?=\d{1,2}\.[ ][A-Z])"
)
"""A place where a line end was lost before a list mark: no space sets it off from the words before."""
_LOST_PARAGRAPH = re.compile(rf"(?<=[a-z)][,;])(?={PREAMBULAR.pattern}|Have agreed\b)")
"""A place where a line end was lost before a paragraph of a preamble."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its span without the white space around it, how it reads, and what it is.

    `mark` is its list mark, which the reading leaves out. `level` is that of a heading, 1 for the
    highest, or of an item in lists within lists: as the format says it, or how far the mark is set in.
    """

    span: Span
    reading: Reading
    role: Role
    mark: ListMark | None = None
    level: int | None = None

    @property
    def words(self) -> str:
        """The block as it reads."""
        return self.reading.text

    @property
    def ends(self) -> bool:
        """Whether the block ends as sentences and list items do."""
        return self.words.endswith(_ITEM_END)


def cut(source: Source, start: int, mapper: Mapper, deadline: Deadline) -> Iterator[Block]:
    """The blocks of `source` from the offset `start` on, in order, as the text and its format have them.

    Blocks are set apart by blank lines, by list marks and headings at the beginning of a line, and
    where the line end before a list mark or a paragraph of a preamble was lost. Raises `ReadError` when
    the deadline has passed.
    """
    cutter = _Cutter(source, _opening_places(source.text, start))
    for span, mark in cutter.spans(start):
        deadline.check()
        if source.markdown and _COMMENT.fullmatch(source.text, span.start, span.end):
            continue
        if source.markdown and source.text.startswith("|", span.start):
            yield from _row(source, span, mapper)
        else:
            yield _block(source, span, mark, mapper)


def _opening_places(text: str, start: int) -> frozenset[Place]:
    """The places of all marks that open a run of lines: they settle whether a doubtful one is a mark."""
    marks = (mark_at(text, run.start(), run.end()) for run in _RUN.finditer(text, start))
    return frozenset(place for mark in marks if mark for place in mark.places)


def _block(source: Source, span: Span, mark: ListMark | None, mapper: Mapper) -> Block:
    hidden = (Span(mark.start, mark.end),) if mark else ()
    reading = mapper.reading(span, hidden)
    said = source.marks.get(span.start)
    if said:
        heading = said.role in (Role.HEADING, Role.TITLE)
        return Block(span, mapper.reading(span) if heading else reading, said.role, mark, said.level)
    if source.markdown:
        words = source.text[span.start : span.end]
        if level := _level(words):
            return Block(span, mapper.reading(span), Role.HEADING, mark, level)
    return Block(span, reading, Role.PARAGRAPH, mark, _indent(source.text, span.start) if mark else None)


def _row(source: Source, span: Span, mapper: Mapper) -> Iterator[Block]:
    """A row of a Markdown table: as one block if it has values only, else each cell by itself."""
    cells = [Span(*match.span()) for match in _CELL.finditer(source.text, span.start, span.end)]
    readings = [mapper.reading(cell) for cell in cells]
    if all(len(one.text) < _LONGEST_VALUE and not one.text.endswith(SENTENCE_END) for one in readings):
        yield Block(span, mapper.reading(span), Role.TABLE_ROW)
        return
    for cell, reading in zip(cells, readings, strict=True):
        mark = mark_at(source.text, cell.start, cell.end)
        block = Block(cell, reading, Role.CELL, mark)
        yield reread(block, mapper) if mark else block


def _indent(text: str, start: int) -> int | None:
    """How far the first character of a line is set in; None if it is not the first of its line."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return None if line.strip() else len(line.expandtabs())


def _level(words: str) -> int | None:
    """The level of a heading that is marked as one in Markdown."""
    if _ATX.match(words):
        return len(words) - len(words.lstrip("#"))
    if _SETEXT.fullmatch(words):
        return 1 if words.rstrip().endswith("=") else 2
    return None


def is_bold(words: str) -> bool:
    """Whether all the words of a Markdown block stand between marks of strong emphasis."""
    return words.startswith(("**", "__")) and not _BOLD.sub("", words).strip(" \t\n\\\xa0*_")


def _is_set_in(mark: ListMark, line: str, before: str) -> bool:
    """Whether a line begins a list further in than the line `before` it."""
    first = any(place.value <= 1 for place in mark.places)
    indents = [len(one) - len(one.lstrip()) for one in (line, before)]
    return first and not mark.doubtful and indents[0] > indents[1]


@dataclass(slots=True)
class _Cutter:
    """Cuts a text into the spans of its blocks."""

    source: Source
    openings: frozenset[Place]
    _last: dict[str, int] = field(default_factory=dict)

    def spans(self, start: int) -> Iterator[tuple[Span, ListMark | None]]:
        """The spans of all blocks from `start` on, each with its list mark."""
        for run in _RUN.finditer(self.source.text, start):
            for span in self._by_lines(Span(*run.span())):
                for piece in self._by_lost_ends(span):
                    yield from self._by_mark(piece)

    def _mark(self, span: Span) -> ListMark | None:
        """The list mark of a block; a doubtful one only if the text has the one before or after it."""
        mark = mark_at(self.source.text, span.start, span.end)
        if mark and mark.doubtful and not any(self._has_neighbour(place) for place in mark.places):
            return None
        return mark

    def _has_neighbour(self, place: Place) -> bool:
        return any(Place(place.style, place.value + step) in self.openings for step in (-1, 1))

    def _by_lines(self, run: Span) -> Iterator[Span]:
        if self.source.wrapped:
            yield self._trimmed(run.start, run.end)
            return
        begin, before = run.start, ""
        for line in _LINE.finditer(self.source.text, run.start, run.end):
            start = line.start() + len(line[0]) - len(line[0].lstrip())
            mark = mark_at(self.source.text, start, line.end())
            if before and (
                (mark and (self._opens_item(mark, before.rstrip()) or _is_set_in(mark, line[0], before)))
                or self._breaks(Span(begin, line.start()), before, line[0].lstrip())
            ):
                yield self._trimmed(begin, line.start())
                begin = line.start()
            if mark and begin in (run.start, line.start()):
                self._last |= {place.style: place.value for place in mark.places}
            before = line[0]
        yield self._trimmed(begin, run.end)

    def _opens_item(self, mark: ListMark, before: str) -> bool:
        """Whether a list mark within a run opens an item, so that a stray "12." in a sentence does not.

        A bullet does, and a number that goes on counting; any other where the line `before` it ends.
        """
        if mark.doubtful:
            return False
        style = mark.places[0].style
        if mark.number is None and style not in "–—·":
            return True
        goes_on = any(self._last.get(place.style) == place.value - 1 for place in mark.places)
        bullet = mark_at(before.lstrip(), 0, len(before))
        if bullet and bullet.number is None and any(place.value == 1 for place in mark.places):
            return True
        refers = style[0] in "([" and _REFERRED.match(self.source.text, mark.end)
        return (goes_on and not refers) or before.endswith(_ITEM_END)

    def _breaks(self, above: Span, before: str, line: str) -> bool:
        """Whether a line without list mark begins a block: a preamble's, or as Markdown writes it."""
        recital = PREAMBULAR.match(line) and NOTE_SIGN.sub("", before.rstrip()).endswith((",", ";"))
        if (recital and not self._is_in_brackets(above)) or self._is_next_note(above, line):
            return True
        if ARTICLE_ALONE.fullmatch(before.strip()) and above.end - above.start <= len(before) + 1:
            return True
        if not self.source.markdown:
            return False
        if _ATX.match(line) or _ATX.match(before.lstrip()) or line.startswith("|"):
            return True
        if not _HARD_BREAK.search(before):
            return False
        words = self.source.text[above.start : above.end].strip()
        return words.rstrip("*_ \\").endswith((".", "!", "?", ":")) or is_bold(words)

    def _is_in_brackets(self, above: Span) -> bool:
        """Whether a bracket is open at the end of a stretch."""
        opened, closed = (self.source.text.count(sign, above.start, above.end) for sign in "()")
        return opened > closed

    def _is_next_note(self, above: Span, line: str) -> bool:
        """Whether a line opens a footnote, numbered after the one that the lines above it open with."""
        first = _NOTE_OPENING.match(self.source.text, above.start, above.end)
        second = _NOTE_OPENING.match(line)
        return bool(first and second and int(second[1]) == int(first[1]) + 1)

    def _by_lost_ends(self, span: Span) -> Iterator[Span]:
        """A block cut where line ends were lost in it."""
        cuts = sorted((*self._lost_items(span), *self._lost_paragraphs(span)))
        for start, end in zip((span.start, *cuts), (*cuts, span.end), strict=True):
            yield self._trimmed(start, end)

    def _lost_items(self, span: Span) -> list[int]:
        """Where items begin that only their marks set apart: two or more, counted without a gap."""
        own = mark_at(self.source.text, span.start, span.end)
        last = {place.style: place.value for place in own.places} if own else {}
        goes_on = frozenset(last)
        found: dict[int, str] = {}
        for match in _LOST_ITEM.finditer(self.source.text, span.start, span.end):
            mark = mark_at(self.source.text, match.end(), span.end)
            for place in mark.places if mark else ():
                if last.get(place.style, 0) + 1 == place.value:
                    last[place.style] = place.value
                    found[match.end()] = place.style
                    break
        return list(found) if len(found) > 1 or goes_on.intersection(found.values()) else []

    def _lost_paragraphs(self, span: Span) -> Iterator[int]:
        return (match.end() for match in _LOST_PARAGRAPH.finditer(self.source.text, span.start, span.end))

    def _by_mark(self, span: Span) -> Iterator[tuple[Span, ListMark | None]]:
        """A block, or two where a number stands before the first letter of a list below it: "1. (a) …"."""
        mark = self._mark(span)
        inner = mark_at(self.source.text, mark.end, span.end) if mark and mark.number else None
        if mark and inner and inner.number and any(place.value == 1 for place in inner.places):
            yield self._trimmed(mark.start, mark.end), mark
            yield Span(inner.start, span.end), inner
        else:
            yield span, mark

    def _trimmed(self, start: int, end: int) -> Span:
        piece = self.source.text[start:end]
        return Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))


def reread(block: Block, mapper: Mapper, between: tuple[Span, ...] = ()) -> Block:
    """A block as it reads without its list mark and what stands `between` its pieces."""
    mark = (Span(block.mark.start, block.mark.end),) if block.mark else ()
    return replace(block, reading=mapper.reading(block.span, (*mark, *between)))


def joined(first: Block, second: Block, between: tuple[Span, ...], mapper: Mapper) -> Block:
    """Two blocks as one, without what is `between` them, such as the furniture of a page."""
    return reread(replace(first, span=Span(first.span.start, second.span.end)), mapper, between)
