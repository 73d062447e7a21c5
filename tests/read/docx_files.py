"""Word files for the tests: from pieces of a text by python-docx, or from the XML of their parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.document import Document
from docx.oxml.parser import parse_xml
from docx.text.paragraph import Paragraph

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{_OFFICE}"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)

_NUMBER = re.compile(r"(.*?)(\d+|[a-z]{1,5}|[A-Z]{1,5})([.)\]]*)")
_ROMAN = tuple("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split())


# --- from pieces of a text ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of a text: its words and what it is ("title", "heading", "paragraph", "item").

    `level` is that of a heading, 1 for the highest, or of an item, 0 for the highest. `number` is what
    stands before it as printed ("1.", "(a)", "(iv)", "2.1", "Article 5"; "-" for a bullet).
    """

    kind: str
    words: str
    level: int = 0
    number: str = ""


def word_document(pieces: Iterable[Piece]) -> bytes:
    """The pieces as a Word file: titles and headings by their styles, all numbers automatic."""
    document = docx.Document()
    lists = _Lists(document)
    for piece in pieces:
        if piece.kind == "title":
            paragraph = document.add_paragraph(piece.words, style="Title")
        elif piece.kind == "heading":
            paragraph = document.add_heading(piece.words, piece.level)
        else:
            paragraph = document.add_paragraph(piece.words)
        if piece.number:
            lists.put(paragraph, piece.level if piece.kind == "item" else 0, piece.number)
    return saved(document)


def saved(document: Document) -> bytes:
    """The bytes of a document of python-docx."""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


@dataclass(slots=True)
class _Lists:
    """The lists of a document: one definition for each look of numbers, one list for each new start."""

    document: Document
    _definitions: dict[tuple[int, str, str], int] = field(default_factory=dict)
    _last: dict[tuple[int, str], tuple[str, int, int]] = field(default_factory=dict)
    _next: int = 1000

    def put(self, paragraph: Paragraph, level: int, number: str) -> None:
        """Give a paragraph an automatic number that is printed as `number`."""
        match = _NUMBER.fullmatch(number)
        look, figure = (f"{match[1]}%{level + 1}{match[3]}", match[2]) if match else ("•", "")
        kind, count, last = self._last.get((level, look), ("", 0, 0))
        form, value = next(
            ((form, value) for form, value in _values(figure) if (form, value) == (kind, count + 1)),
            _values(figure)[0],
        )
        one = last if (form, value) == (kind, count + 1) else self._list(level, form, look, value)
        self._last[level, look] = (form, value, one)
        properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 python-docx writes no numbers itself
        place = f'<w:ilvl w:val="{level}"/><w:numId w:val="{one}"/>'
        properties.append(parse_xml(f"<w:numPr {NAMESPACES}>{place}</w:numPr>"))

    def _list(self, level: int, form: str, look: str, start: int) -> int:
        """The id of a new list that starts with a number."""
        numbering = self.document.part.numbering_part.element
        if (level, form, look) not in self._definitions:
            self._definitions[level, form, look] = self._next
            definition = numbering_level(level, form, look)
            xml = f'<w:abstractNum {NAMESPACES} w:abstractNumId="{self._next}">{definition}</w:abstractNum>'
            numbering.insert(0, parse_xml(xml))
        self._next += 1
        override = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        of = f'<w:abstractNumId w:val="{self._definitions[level, form, look]}"/>'
        xml = f'<w:num {NAMESPACES} w:numId="{self._next}">{of}{override}</w:num>'
        numbering.append(parse_xml(xml))
        return self._next


def _values(figure: str) -> list[tuple[str, int]]:
    """The formats and counts that a number may stand for, the likelier one first."""
    if not figure:
        return [("bullet", 1)]
    if figure.isdigit():
        return [("decimal", int(figure))]
    case = "upper" if figure.isupper() else "lower"
    low = figure.lower()
    found = [(f"{case}Roman", _ROMAN.index(low) + 1)] if low in _ROMAN else []
    if len(set(low)) == 1:
        letter = (f"{case}Letter", ord(low[0]) - ord("a") + 1 + 26 * (len(low) - 1))
        found.insert(0 if low not in ("i", "ii", "iii") else 1, letter)
    return found


# --- from the XML of its parts --------------------------------------------------------------------


def numbering_level(level: int, form: str, look: str, more: str = "", start: int = 1) -> str:
    """A level of a definition of lists, with more properties as XML."""
    numbers = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{look}"/>'
    return f'<w:lvl w:ilvl="{level}">{numbers}</w:lvl>'


def paragraph(words: str, properties: str = "") -> str:
    """A paragraph of one run, with its properties as XML."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def item(words: str, one: int, level: int = 0) -> str:
    """A paragraph in a list."""
    return paragraph(words, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{one}"/></w:numPr>')


def word_file(body: str, title: str = "", **parts: str) -> bytes:
    """A Word file with the XML of its body and of other parts ("styles", "numbering", "footnotes" …)."""
    return packed(members(body, title, **parts))


def members(body: str, title: str = "", **parts: str) -> dict[str, str]:
    """The members of a Word file by name."""
    related = {f"{_OFFICE}/{part}": f"{part}.xml" for part in parts}
    found = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": _relationships(
            {
                f"{_OFFICE}/officeDocument": "word/document.xml",
                f"{_PACKAGE}/relationships/metadata/core-properties": "docProps/core.xml",
            }
        ),
        "docProps/core.xml": f'<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></c>',
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relationships(related),
    }
    return found | {
        f"word/{part}.xml": f"<w:{part} {NAMESPACES}>{xml}</w:{part}>" for part, xml in parts.items()
    }


def packed(files: Mapping[str, str | bytes], method: int = ZIP_DEFLATED) -> bytes:
    """A ZIP archive of members by name."""
    stream = BytesIO()
    with ZipFile(stream, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _relationships(targets: Mapping[str, str]) -> str:
    ones = "".join(
        f'<Relationship Id="r{i}" Type="{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{ones}</Relationships>'
