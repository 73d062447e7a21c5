"""Word files (DOCX): their text as printed, with automatic numbers, tables and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lxml import etree

from servanda.errors import ReadError
from servanda.limits import Deadline, Limits
from servanda.model import Unit
from servanda.read.docx.body import Story, printed
from servanda.read.docx.lists import Lists
from servanda.read.docx.package import Package
from servanda.read.docx.styles import Styles, tag
from servanda.read.docx.words import Notes
from servanda.read.metadata import Metadata
from servanda.read.source import Composer, Mark, Role, Source
from servanda.read.written import day_written

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_TIMES = ("{http://purl.org/dc/terms/}modified", "{http://purl.org/dc/terms/}created")
"""The properties with the times at which a file was last written, and first."""

_PLACEHOLDER = re.compile(
    r"microsoft word\b.*|(word )?(document|doc|dokument)\s*\d*|untitled.*|title|.*\.(docx?|dotx?|rtf|pdf)",
    re.IGNORECASE,
)
"""Titles that word processors and converters set when nobody has set one."""

_OPENING = 2_000
"""The characters within which a document says its title."""

_CHANGES = tuple(tag(name) for name in ("ins", "del", "moveTo", "moveFrom"))
_NOTE_PARTS = {"footnote": "footnotes", "endnote": "endnotes"}


def read_docx(data: bytes, where: str, limits: Limits, deadline: Deadline) -> Source:
    """The text of a Word file as Word prints it, tracked changes accepted, notes at its end.

    List numbers stand before their paragraphs, references to notes are superscript digits. Headers and
    footers are no part of the text. Its places are paragraphs of the body. Raises `ReadError`, naming
    `where`, for a file that is no Word file, is damaged, or has no text, that unpacks to more than the
    limits allow, whose elements are nested too deep, or whose reading takes longer than the deadline.
    """
    package = Package(data, where, limits)
    try:
        return _source(package, where, deadline)
    except RecursionError as error:
        raise ReadError("its elements are nested too deep: save it anew as .docx", where) from error


def _source(package: Package, where: str, deadline: Deadline) -> Source:
    root = package.document()
    styles = Styles(_part(package, "styles"))
    lists = Lists(_part(package, "numbering"), styles)
    footnotes = sum(1 for _ in root.iter(tag("footnoteReference")))
    notes = Notes({"footnote": 0, "endnote": footnotes})
    composer = Composer()
    for body in root.findall(tag("body")):
        for block in printed(Story(styles, lists, notes, deadline).blocks(body)):
            composer.add(block.text, block.place, block.mark)
    for number, place, note in _noted(package, notes):
        notes.paragraph = place
        story = Story(styles, lists, notes, deadline)
        words = "\n".join(block.text for block in printed(story.blocks(note))).strip()
        composer.add(f"{number} {words}" if words else "", place, Mark(Role.FOOTNOTE))
    if not composer.text:
        raise ReadError("it has no text; if it holds scanned pages, recognise their text (OCR) first", where)
    core = package.related("", "core-properties")
    properties = package.tree(core) if core else None
    return Source(
        composer.text,
        MEDIA_TYPE,
        marks=composer.marks,
        metadata=Metadata(title=_title(properties, composer.text)),
        remarks=tuple(_remarks(root)),
        unit=Unit.PARAGRAPH,
        places=composer.places,
        modified=_modified(properties),
    )


def _part(package: Package, kind: str) -> etree._Element | None:
    """The root of the part that stands in a relationship of a kind to the text; None if there is none."""
    name = package.related(package.main, kind)
    return package.tree(name) if name else None


def _noted(package: Package, notes: Notes) -> Iterator[tuple[str, int, etree._Element]]:
    """The notes referred to, footnotes first, those that notes refer to included, each with its place."""
    known = {}
    for kind, part in _NOTE_PARTS.items():
        root = _part(package, part)
        for note in root.findall(tag(kind)) if root is not None else ():
            known[kind, note.get(tag("id"), "")] = note
    done: set[tuple[str, str]] = set()
    while waiting := [key for key in notes.found if key not in done]:
        for key in sorted(waiting, key=lambda key: key[0] == "endnote"):
            done.add(key)
            if key in known:
                yield notes.found[key], notes.places[key], known[key]


def _title(properties: etree._Element | None, text: str) -> str | None:
    """The title among the file's properties, if the text opens with it too.

    Otherwise it is often that of the template, or of the document that was overwritten.
    """
    said = properties.findtext(_TITLE) if properties is not None else None
    title = " ".join((said or "").split())
    opening = " ".join(text[:_OPENING].split())
    named = " " in title and not _PLACEHOLDER.fullmatch(title)
    return title if named and title.casefold() in opening.casefold() else None


def _modified(properties: etree._Element | None) -> date | None:
    """The day on which the file's properties say that it was last written."""
    if properties is None:
        return None
    return day_written(properties.findtext(name) or "" for name in _TIMES)


def _remarks(root: etree._Element) -> Iterator[str]:
    if next(root.iter(*_CHANGES), None) is not None:
        yield "it has tracked changes; they are read as accepted"
    if next(root.iter(tag("altChunk")), None) is not None:
        yield "it embeds another document, which is not read"
