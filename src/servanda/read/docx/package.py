"""The package that a Word file is: its parts, unpacked within limits and parsed without entities."""

from __future__ import annotations

import posixpath
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from servanda.errors import ReadError
from servanda.limits import Limits

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
"""The namespace of Word's elements in transitional files (ECMA-376, part 4)."""

_STRICT = (
    (b'"http://purl.oclc.org/ooxml/wordprocessingml/main"', f'"{WORD}"'.encode()),
    (
        b'"http://purl.oclc.org/ooxml/officeDocument/math"',
        b'"http://schemas.openxmlformats.org/officeDocument/2006/math"',
    ),
)
"""The namespaces of strict files (ISO/IEC 29500-1), and what transitional ones call them."""

MOST_MEMBERS = 10_000
"""The members that a package may have; Word writes one for each picture, chart and header."""

UNPACKED_TIMES = 10
"""How many times the bytes that a file may have it may unpack to, pictures and all."""

PARSED_TIMES = 3
"""How many times these bytes its text, styles and notes may have; parsed, they take 20 times the memory."""

_BROKEN = (BadZipFile, EOFError, OSError, OverflowError, RuntimeError, ValueError, struct.error, zlib.error)
"""What `zipfile` raises for bytes that are no whole archive."""

_LOCKED = 1
_OTHERS = (
    ("xl/", "an Excel workbook"),
    ("ppt/", "a PowerPoint presentation"),
    ("meta-inf/container.xml", "an e-book (EPUB)"),
    ("meta-inf/manifest.xml", "an OpenDocument file"),
    ("index/document.iwa", "an Apple Pages document"),
)
"""What a ZIP archive is, by the beginning of a member's name."""


class Package:
    """A Word file's parts by name. Every method raises `ReadError` for a part that is broken.

    `main` is the name of the part that has the text. Opening raises `ReadError` for bytes that are no
    ZIP archive, for an archive that holds no Word document (saying what it is instead), and for one
    with more than `MOST_MEMBERS` members or more than `UNPACKED_TIMES` the bytes that a file may have;
    reading, for parts with more than `PARSED_TIMES` these bytes together.
    """

    def __init__(self, data: bytes, where: str, limits: Limits) -> None:
        self._where = where
        self._most = self._left = PARSED_TIMES * limits.bytes
        try:
            self._archive = ZipFile(BytesIO(data))
        except _BROKEN as error:
            raise self._broken("it is no ZIP archive, as Word files are") from error
        members = self._archive.infolist()
        if len(members) > MOST_MEMBERS:
            what = f"it packs {len(members):,} members; {MOST_MEMBERS:,} can be read"
            raise ReadError(f"{what}: save its text alone as a new document", where)
        unpacked = sum(member.file_size for member in members)
        if unpacked > UNPACKED_TIMES * limits.bytes:
            raise self._too_large(f"it unpacks to {unpacked:,} bytes", UNPACKED_TIMES)
        self._members = {member.filename.replace("\\", "/").lower(): member for member in members}
        self._related: dict[str, dict[str, str]] = {}
        self.main = self.related("", "officeDocument") or "word/document.xml"
        if self.main not in self._members:
            raise ReadError(_not_word(self._members), where)

    def document(self) -> etree._Element:
        """The root of the part that has the text; raises `ReadError` if it is no Word document."""
        root = self.tree(self.main)
        if root.tag != f"{{{WORD}}}document":
            raise ReadError(_not_word(self._members), self._where)
        return root

    def related(self, name: str, kind: str) -> str | None:
        """The name of the part that the part `name` has a relationship of a `kind` with, if it is there.

        The empty name stands for the package itself.
        """
        if name not in self._related:
            self._related[name] = dict(self._relationships(name))
        return self._related[name].get(kind)

    def _relationships(self, name: str) -> Iterator[tuple[str, str]]:
        """Each kind of relationship that a part has, and the part that it leads to."""
        folder, file = posixpath.split(name)
        relationships = posixpath.join(folder, "_rels", f"{file}.rels")
        for one in self.tree(relationships) if relationships in self._members else ():
            path = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))
            target = path.lstrip("/").lower()
            if target in self._members:
                yield one.get("Type", "").rpartition("/")[2], target

    def tree(self, name: str) -> etree._Element:
        """The root element of a part, without comments, strict namespaces made transitional."""
        source = self._unpacked(self._members[name])
        for strict, transitional in _STRICT:
            source = source.replace(strict, transitional)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(source, parser)
        except etree.XMLSyntaxError as error:
            raise self._broken(f"{name} is no well-formed XML") from error
        if root.getroottree().docinfo.internalDTD is not None:
            what = f"{name} defines a document type, as no Word file does, and is not read"
            raise ReadError(f"{what}: open it in a word processor and save it anew as .docx", self._where)
        return root

    def _unpacked(self, member: ZipInfo) -> bytes:
        """The bytes of a member, however many its header says they are."""
        if member.flag_bits & _LOCKED:
            raise ReadError("it is locked with a password: save it without one", self._where)
        if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise self._broken(f"{member.filename} is packed as no Word file is")
        try:
            with self._archive.open(member) as stream:
                source = stream.read(self._left + 1)
        except _BROKEN as error:
            raise self._broken(f"{member.filename} does not unpack") from error
        self._left -= len(source)
        if self._left < 0:
            raise self._too_large(f"its text unpacks to more than {self._most:,} bytes", PARSED_TIMES)
        return source

    def _broken(self, what: str) -> ReadError:
        what = " ".join(what.split())
        return ReadError(f"this Word file is damaged ({what}): save it anew as .docx", self._where)

    def _too_large(self, what: str, times: int) -> ReadError:
        what = f"{what}, over {times} times what a file may have"
        return ReadError(f"{what}: split it, or raise --max-bytes", self._where)


def _not_word(names: dict[str, ZipInfo]) -> str:
    """What an archive without a Word document is, and what to do."""
    for start, kind in _OTHERS:
        if any(name.startswith(start) for name in names):
            return f"this is {kind}, not a Word document: save its text as .docx, .pdf, .html or .txt"
    return "this is a ZIP archive without a Word document: unpack it and give the files in it"
