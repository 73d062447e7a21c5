"""A file to a `Document`: its text unchanged, its structure, and what is known about it."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path

from servanda import iris
from servanda.dates import first_full_date
from servanda.errors import ReadError
from servanda.model import Document
from servanda.read.blocks import Block, Role, blocks
from servanda.read.decode import decode
from servanda.read.kind import instrument_kind
from servanda.read.metadata import beside, front_matter
from servanda.read.structure import passages

_MARKDOWN = frozenset({".md", ".markdown"})
_PLAIN = frozenset({"", ".txt", ".text"})
LONGEST_PARAGRAPH = 500_000
"""The characters a paragraph may have; the parser takes a whole one at a time."""

_OPENING_CHARACTERS = 400
_OPENING_BLOCKS = 3
_SIGNED = re.compile(r"(signed|done|adopted|issued|agreed)\b", re.IGNORECASE)


def read(path: Path) -> Document:
    """The document in a plain text or Markdown file.

    A metadata file `<stem>.yaml` beside it has the last word on title, date and origin; Markdown
    front matter comes next, then what the text says itself. Raises `ReadError`, naming the file
    and the place, for a file that is of another type, cannot be read, is empty, binary or not UTF-8,
    and for a paragraph of more than `LONGEST_PARAGRAPH` characters.
    """
    suffix = path.suffix.lower()
    if suffix not in _MARKDOWN | _PLAIN:
        raise ReadError(f"{suffix} files cannot be read; give a .txt or .md file", str(path))
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror or error}", str(path)) from error
    markdown = suffix in _MARKDOWN
    text = decode(data, str(path))
    fields, start = front_matter(text, str(path)) if markdown else (beside(path), 0)
    known = beside(path).over(fields)
    sha256 = hashlib.sha256(data).hexdigest()
    found = blocks(text, start, known.title, markdown=markdown)
    title = known.title or _title(found) or ""
    for block in found:
        if len(block.words) > LONGEST_PARAGRAPH:
            line = text.count("\n", 0, block.span.start) + 1
            what = f"this paragraph has {len(block.words):,} characters; {LONGEST_PARAGRAPH:,} can be read"
            raise ReadError(f"{what}: set its paragraphs apart by blank lines", f"{path}:{line}")
    return Document(
        name=iris.slug(path.stem) or sha256[:16],
        path=str(path),
        text=text,
        sha256=sha256,
        kind=instrument_kind(title, text[start : start + _OPENING_CHARACTERS]),
        title=title or path.stem,
        date=known.date or _own_date(found),
        passages=passages(text, found, markdown=markdown),
        publisher=known.publisher,
        source=known.source,
        rights=known.rights,
        note=known.note,
    )


def _title(found: tuple[Block, ...]) -> str | None:
    return next((block.words for block in found if block.role is Role.TITLE), None)


def _own_date(found: tuple[Block, ...]) -> date | None:
    """The document's own date: in its title, in the line that signs it, or in its opening lines."""
    own = [block for block in found if block.role not in (Role.FURNITURE, Role.COVER_NOTE)]
    titles = [block for block in own if block.role is Role.TITLE]
    signed = [block for block in own if _SIGNED.match(block.words)]
    dates = (first_full_date(block.words) for block in (*titles, *signed, *own[:_OPENING_BLOCKS]))
    return next((day for day in dates if day), None)
