"""A file to a `Document`: its text unchanged, its structure, and what is known about it."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import fields, replace
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import Any, BinaryIO

from servanda import iris
from servanda.dates import first_full_date
from servanda.errors import ReadError
from servanda.limits import DEFAULT, Deadline, Limits
from servanda.model import Document, Evidence, InstrumentKind, Span
from servanda.read.blocks import Block
from servanda.read.contacts import MASK, mask
from servanda.read.drafting import CLOSING, MADE, PREAMBULAR
from servanda.read.edges import title_of
from servanda.read.formats import load
from servanda.read.kind import instrument_kind
from servanda.read.mapping import Mapper
from servanda.read.metadata import Metadata, beside, front_matter
from servanda.read.preamble import with_parts
from servanda.read.roles import roles
from servanda.read.source import Role, Source
from servanda.read.structure import passages

STANDARD_INPUT = Path("-")
LONGEST_PARAGRAPH = 500_000
"""The characters a paragraph may have; the parser takes a whole one at a time."""

_OPENING_BLOCKS = 3
_OPENING_HEADINGS = 8
_OUTSIDE = (Role.FURNITURE, Role.COVER_NOTE, Role.FOOTNOTE)
_PIECE = 1_000_000
"""The bytes that are read at once."""


def read(path: Path, limits: Limits = DEFAULT, deadline: Deadline | None = None) -> Document:
    """The document in a file of plain text, Markdown, HTML, PDF or DOCX, as its content says.

    `STANDARD_INPUT` stands for what is piped in.
    A metadata file `<stem>.yaml` beside it has the last word on title, date and origin; Markdown
    front matter comes next, then what the text says itself, then what its format says. E-mail addresses
    and phone numbers are masked, character by character. Raises `ReadError`, naming the file and the
    place, for a file that cannot be read as one of these, or not within the limits, and for a paragraph
    of more than `LONGEST_PARAGRAPH` characters.
    """
    where = "standard input" if path == STANDARD_INPUT else str(path)
    deadline = deadline or limits.deadline(where)
    data = _bytes(path, where, limits, deadline)
    source = load(data, path.name, where, limits, deadline)
    text, masked = mask(source.text)
    source = replace(source, text=text)
    matter, start = front_matter(text, where) if source.markdown else (Metadata(), 0)
    said = (Metadata() if path == STANDARD_INPUT else beside(path)).over(matter)
    known, hidden = _masked(said.over(source.metadata))
    own_title = known.title if said.title else None
    found = roles(source, start, own_title, Mapper(source.text, markdown=source.markdown), deadline)
    _check_length(found, source, where)
    if parted := _parted(found):
        source = replace(source, text=_without(source.text, parted))
        found = roles(source, start, own_title, Mapper(source.text, markdown=source.markdown), deadline)
    titles = (title_of(block) for block in found if block.role is Role.TITLE)
    title = own_title or next(filter(None, titles), None) or known.title or ""
    kind, evidence = _kind(title, found, source, start)
    sha256 = hashlib.sha256(data).hexdigest()
    stem, name = (mask(one)[0] for one in (path.stem, path.name))
    return Document(
        name=(iris.slug(path.stem) if stem == path.stem else "") or sha256[:16],
        file=where if path == STANDARD_INPUT else name,
        text=source.text,
        sha256=sha256,
        media_type=source.media_type,
        kind=kind,
        kind_words=evidence,
        title=title or (where if path == STANDARD_INPUT else stem),
        date=said.date or _own_date(found) or known.date,
        passages=tuple(with_parts(passages(found))),
        publisher=known.publisher,
        source=known.source,
        rights=known.rights,
        note=known.note,
        remarks=(*source.remarks, *_remarks(masked + hidden + len(parted))),
        unit=source.unit,
        places=source.places,
        modified=source.modified,
    )


def _bytes(path: Path, where: str, limits: Limits, deadline: Deadline) -> bytes:
    """What the file holds. No more of it is read than the limit allows."""
    data = bytearray()
    try:
        with _opened(path, where) as file:
            ended = False
            while not ended and len(data) <= limits.bytes:
                piece = file.read(_PIECE)
                ended = len(piece) < _PIECE  # at a terminal, one more read would wait for a second end
                data += piece
                if path != STANDARD_INPUT:
                    deadline.check()
    except IsADirectoryError as error:
        raise ReadError("this is a folder; give a file in it", where) from error
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror or error}", where) from error
    if len(data) > limits.bytes:
        what = f"has more than {limits.bytes:,} bytes"
        raise ReadError(f"{what}; split it, or allow more with --max-bytes", where)
    if path == STANDARD_INPUT:
        deadline.restart()
    return bytes(data)


def _opened(path: Path, where: str) -> AbstractContextManager[BinaryIO]:
    if path != STANDARD_INPUT:
        return path.open("rb")
    if sys.stdin is None:
        raise ReadError("cannot be read: it is closed", where)
    return nullcontext(sys.stdin.buffer)


def _masked(known: Metadata) -> tuple[Metadata, int]:
    """The metadata without addresses and phone numbers, and how many were masked."""
    masked: dict[str, Any] = {}
    total = 0
    for field in fields(known):
        value = getattr(known, field.name)
        if isinstance(value, str):
            masked[field.name], count = mask(value)
            total += count
    return replace(known, **masked), total


def _parted(found: Sequence[Block]) -> list[Span]:
    """Where contacts stand that only the reading puts together: broken by a line end, or by Markdown."""
    return [
        block.reading.span(*stretch.span())
        for block in found
        for stretch in re.finditer(rf"{MASK}(?:[{MASK} ]*{MASK})?", mask(block.words)[0])
        if set(block.words[stretch.start() : stretch.end()]) - {MASK, " "}
    ]


def _without(text: str, parted: Sequence[Span]) -> str:
    """The text with each visible character of these spans masked."""
    characters = list(text)
    for span in parted:
        for place in range(span.start, span.end):
            if not characters[place].isspace():
                characters[place] = MASK
    return "".join(characters)


def _remarks(masked: int) -> Iterator[str]:
    if masked:
        yield f"{masked} contact detail{'' if masked == 1 else 's'} masked (e-mail addresses, phone numbers)"


def _check_length(found: Sequence[Block], source: Source, where: str) -> None:
    for block in found:
        if len(block.words) > LONGEST_PARAGRAPH:
            line = source.text.count("\n", 0, block.span.start) + 1
            what = f"this paragraph has {len(block.words):,} characters; {LONGEST_PARAGRAPH:,} can be read"
            raise ReadError(f"{what}: set its paragraphs apart by blank lines", f"{where}:{line}")


def _kind(
    title: str, found: Sequence[Block], source: Source, start: int
) -> tuple[InstrumentKind, Evidence | None]:
    """The kind of the instrument, with the words that decide it and their place in the text, if any."""
    own = [block for block in found if block.role not in _OUTSIDE]
    headings = [block.reading for block in own if block.role is Role.TITLE and title_of(block) == title]
    openings = [block.reading for block in takewhile(_introduces, own[:_OPENING_BLOCKS])]
    notes = [block.reading for block in found if block.role is Role.COVER_NOTE]
    sections = [block.reading for block in own[:_OPENING_HEADINGS] if block.role is Role.HEADING]
    kind, evidence = instrument_kind("" if headings else title, (*headings, *openings, *notes, *sections))
    if evidence and evidence.span is None:
        place = source.text.find(evidence.words, 0, start)
        if place >= 0:
            evidence = replace(evidence, span=Span(place, place + len(evidence.words)))
    return kind, evidence


def _introduces(block: Block) -> bool:
    """Whether a block says what the instrument is rather than what it refers to."""
    return not PREAMBULAR.match(block.words)


def _own_date(found: Sequence[Block]) -> date | None:
    """The document's own date: in its title, in the line that dates or signs it, or in its opening lines.

    Where the instrument says none, a note around it may.
    """
    own = [block for block in found if block.role not in _OUTSIDE]
    opening = [block for block in own if block.role in (Role.TITLE, Role.DATELINE)]
    titles = sorted(opening, key=lambda block: not MADE.search(block.words))
    signed = [block for block in own if block.role is Role.SIGNATURE or CLOSING.match(block.words)]
    notes = [block for block in found if block.role is Role.COVER_NOTE]
    openings = takewhile(_introduces, own[:_OPENING_BLOCKS])
    dates = (first_full_date(block.words) for block in (*titles, *signed, *openings, *notes))
    return next((day for day in dates if day), None)
