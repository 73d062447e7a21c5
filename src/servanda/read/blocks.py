"""A text cut into blocks: paragraphs, headings, list items, and what is not part of the instrument."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from servanda.model import Span
from servanda.read.mapping import LIST_MARK, map_passage


class Role(Enum):
    """What a block is to the instrument."""

    TITLE = auto()
    HEADING = auto()
    PARAGRAPH = auto()
    COVER_NOTE = auto()
    FURNITURE = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """One block: its span without the white space around it, its cleaned words, what it is.

    `style` is the kind of its list mark: "1.", "(1)", "(a)", "(i)", "I." or a bullet; None for no item.
    """

    span: Span
    words: str
    role: Role
    number: str | None = None
    style: str | None = None


_CHROME = re.compile(
    r"(top|bottom) of page|\d+ views?(\s*\d+ comments?)?|\d+ (comments?|shares?|likes?)|see all|print"
    r"|share( this)?|skip to (main )?content|back to top|all rights reserved\.?|cookie (policy|settings)"
    r"|previous|next|\W+",
    re.IGNORECASE,
)
"""Lines that web pages put around any text."""

_TEASERS = re.compile(
    r"(recent|related|latest|popular|more) (posts|articles|stories|news|reading)", re.IGNORECASE
)
"""Headings after which a page shows other texts than the one asked for."""

_RELEASE = re.compile(r"for immediate release\b.{0,160}(?<![.;:,])", re.IGNORECASE | re.DOTALL)
"""The line that opens a released text; what stands before it covers it."""

_RUN = re.compile(r"\S[^\n]*(?:\n(?![^\S\n]*(?:\n|\Z))[^\n]*)*")
"""Lines without a blank one between them."""

_SMALL_WORDS = frozenset("a an and as at by for from in into of on or the to under with vs via".split())
_SENTENCE_END = (".", ";", ":", ",", "!", "?")
_HEADING_LENGTH = 120
_ARTICLE = re.compile(r"(article|section|chapter|part|annex|appendix)\s+([0-9]+|[ivxlc]+)\b", re.IGNORECASE)


def blocks(text: str, start: int, title: str | None, *, markdown: bool) -> tuple[Block, ...]:
    """The blocks of `text` from the offset `start` on, in order, each with its role.

    Blocks are set apart by blank lines, and by list marks at the beginning of a line. A heading at
    the very beginning is the title, unless the document is known to have another `title`.
    """
    found = [_block(text, span, markdown=markdown) for span in _cut(text, start)]
    return tuple(_outside(_titled(found, title)))


def _cut(text: str, start: int) -> Iterator[Span]:
    """The stretches between blank lines, cut again before each list mark."""
    last = 0
    for run in _RUN.finditer(text, start):
        begin, previous = run.start(), ""
        for line in re.compile(r"[^\n]+").finditer(text, run.start(), run.end()):
            indent = len(line[0]) - len(line[0].lstrip())
            mark = LIST_MARK.match(text, line.start() + indent, line.end())
            number = int(mark["number"]) if mark and (mark["number"] or "").isdigit() else None
            if mark and (not previous or _opens_item(mark, previous, continues=number == last + 1)):
                if previous:
                    yield _trimmed(text, begin, line.start())
                    begin = line.start()
                last = number or last
            previous = line[0].rstrip()
        yield _trimmed(text, begin, run.end())


def _opens_item(mark: re.Match[str], before: str, *, continues: bool) -> bool:
    """Whether a list mark within a block opens an item, so that a stray "12." in a sentence does not.

    A bullet does, and a number that goes on counting; any other where the line `before` it ends.
    """
    if continues or (mark["bullet"] or "–") not in "–·":
        return True
    return before.endswith((*_SENTENCE_END, "”", '"', ")", "*", " and", " or"))


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))


def _block(text: str, span: Span, *, markdown: bool) -> Block:
    words = map_passage(text, span, markdown=markdown).text
    mark = LIST_MARK.match(text, span.start, span.end)
    if _CHROME.fullmatch(words) or not words:
        return Block(span, words, Role.FURNITURE)
    if not mark and _is_heading(text[span.start : span.end], words):
        article = _ARTICLE.match(words)
        return Block(span, words, Role.HEADING, article[2] if article else None)
    number = (mark["number"] or mark["parts"] or mark["letter"]) if mark else None
    return Block(span, words, Role.PARAGRAPH, number, _style(mark) if mark else None)


def _style(mark: re.Match[str]) -> str:
    """The kind of a list mark; a lone "i", "v" or "x" counts as a Roman number."""
    if mark["bullet"]:
        return mark["bullet"]
    number = mark["number"] or mark["parts"] or mark["letter"]
    sign = "1" if number[0].isdigit() else "i" if set(number.lower()) <= set("ivxlc") else "a"
    return f"({sign})" if mark["letter"] else f"{sign}."


def _is_heading(source: str, words: str) -> bool:
    """Whether a block stands as a heading: marked as one, or short, in title case, and no sentence."""
    if len(words) > _HEADING_LENGTH or words.endswith(_SENTENCE_END):
        return False
    bold = source.startswith("**") and source.rstrip("\\ \n").endswith("**") and source.count("**") == 2  # noqa: PLR2004 one pair
    if bold or source.startswith("#") or _ARTICLE.match(words):
        return True
    if not words[0].isupper() and not words[0].isdigit() and words[0] not in '“"':
        return False
    tokens = [token.strip("“”\"'()–—-,") for token in words.split()]
    content = [token for token in tokens if token and token.lower() not in _SMALL_WORDS]
    return bool(content) and all(token[0].isupper() or token[0].isdigit() for token in content)


def _titled(found: list[Block], title: str | None) -> list[Block]:
    """The blocks, with the heading that opens the text and the release line as its titles."""
    first = next((i for i, block in enumerate(found) if block.role is not Role.FURNITURE), None)
    if first is not None and title and found[first].words.casefold() not in title.casefold():
        first = None
    return [
        Block(block.span, block.words, Role.TITLE)
        if (i == first and block.role is Role.HEADING) or _RELEASE.fullmatch(block.words)
        else block
        for i, block in enumerate(found)
    ]


def _outside(found: list[Block]) -> Iterator[Block]:
    """The blocks, with covering notes before a release line and teasers after the text set apart."""
    release = next((i for i, block in enumerate(found) if _RELEASE.fullmatch(block.words)), 0)
    teasers = next((i for i, block in enumerate(found) if _TEASERS.fullmatch(block.words)), len(found))
    for i, block in enumerate(found):
        if i >= teasers:
            yield Block(block.span, block.words, Role.FURNITURE)
        elif i < release and block.role is not Role.FURNITURE:
            yield Block(block.span, block.words, Role.COVER_NOTE)
        else:
            yield block
