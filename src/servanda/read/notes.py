"""Footnotes: which blocks are one, and the signs in the text that refer to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from servanda.model import Span
from servanda.read.blocks import Block, reread
from servanda.read.drafting import CLOSING
from servanda.read.mapping import Mapper
from servanda.read.numbering import ListMark
from servanda.read.source import Role

_NOTE = re.compile(
    r"(?:<[^<>\n]{1,200}>)*(?:\\?\[\^(?P<caret>\w{1,8})\\?\]:|(?P<slash>\d{1,3})/(?!\d)(?:[a-z]\b)?"
    r"|(?P<raised>[⁰¹²³⁴-⁹]+)|\\?\[(?P<square>\d{1,3})\\?\]"
    r"|(?P<bare>\d{1,3})(?=\s+[A-Z“\"])|(?P<star>\*{1,3})(?=\s*[A-Z]))(?:</[^<>\n]{1,20}>)*"
)
"""How a footnote begins."""
_CITES = re.compile(r"\s+(?:Ibid|Idem|Op\. cit|See|Official Records|Documents?|Resolutions?|[AES]/)\b")
"""How the words of a footnote begin that cites another text."""
_REFERRED = re.compile(r"(?<=\S)\\?\[(\d{1,3})\\?\]")
"""A number in brackets after a word, which refers to a footnote."""
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def without_notes(text: str, found: Sequence[Block], mapper: Mapper) -> Iterator[Block]:
    """The blocks, footnotes with their lists told apart, and the signs that refer to them left out."""
    notes = dict(_notes(text, found))
    mapper.hide(_references(text, {mark.number for mark in notes.values() if mark.number}))
    leads = False
    for i, block in enumerate(found):
        leads = leads and i not in notes and block.mark is not None
        if leads:
            yield replace(block, role=Role.FOOTNOTE)
        elif i in notes:
            leads = block.words.endswith(":")
            yield reread(replace(block, role=Role.FOOTNOTE, mark=notes[i]), mapper)
        elif mapper.hidden(block.span):
            yield reread(block, mapper)
        else:
            yield block


def _notes(text: str, found: Sequence[Block]) -> Iterator[tuple[int, ListMark]]:
    """The places of the blocks that are footnotes, and the sign that opens each.

    The format says so, or a block begins like one. A number in brackets counts if the text before has
    the same one; a number alone after the words that close the instrument, or before a citation.
    """
    referred: dict[str, int] = {}
    for sign in _REFERRED.finditer(text):
        referred.setdefault(sign[1], sign.start())
    closed = False
    for i, block in enumerate(found):
        match = _NOTE.match(text, block.span.start, block.span.end)
        if match and block.role in (Role.PARAGRAPH, Role.FOOTNOTE):
            kind = next(name for name, value in match.groupdict().items() if value)
            number = match[kind].translate(_RAISED)
            square = kind == "square" and referred.get(number, len(text)) < block.span.start
            bare = kind == "bare" and (closed or _CITES.match(text, match.end()))
            if block.role is Role.FOOTNOTE or kind in ("caret", "slash", "raised") or square or bare:
                yield i, ListMark(match.start(), match.end(), number, ())
        closed = closed or CLOSING.match(block.words) is not None


def _references(text: str, numbers: set[str]) -> Iterator[Span]:
    """The signs in the text that refer to footnotes with these numbers."""
    if not numbers:
        return
    raised = "|".join(re.escape(n.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))) for n in numbers)
    plain = "|".join(map(re.escape, sorted(numbers)))
    pattern = (
        rf"(?<=\S)(?<!\bm)(?<!\b[ck]m)(?:{raised})(?![⁰¹²³⁴-⁹])|(?<=\S)\\?\[\^?(?:{plain})\\?\](?!:)"
        rf"|(?<![\d/A-Z])(?:{plain})/(?=[\s,.;:)]|\Z)|(?<=[a-z,.;:)”] )(?:{plain})(?=\s*(?:\n\s*\n|\Z))"
    )
    pattern += rf"|(?<=[a-z)][,.;:])(?:{plain})(?=\s|\Z)"
    for match in re.finditer(pattern, text):
        yield Span(*match.span())
