"""PDF files for tests: lines at their places, pieces of a text set on A4 pages, characters by their codes."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from read.docx_files import Piece

WIDTH, HEIGHT = 595.0, 842.0
"""A4, in points."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 70.0, 525.0, 765.0, 80.0
_SIZE, _LEADING, _GAP, _GUTTER, _STEP = 11.0, 14.0, 8.0, 20.0, 18.0
_TITLE, _HEADINGS = 20.0, (16.0, 13.5, 12.0)


# --- from lines at their places -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text in Times: where it begins, in points from the lower left corner, and its type.

    `turn` are quarter turns to the left.
    """

    text: str
    left: float
    base: float
    size: float = _SIZE
    bold: bool = False
    turn: int = 0


def pdf(pages: Iterable[Iterable[Line]]) -> bytes:
    """An A4 document with these lines on its pages."""
    document = pdfium.PdfDocument.new()
    for found in pages:
        page = document.new_page(WIDTH, HEIGHT)
        for line in found:
            _draw(document, page, line)
        pdfium_c.FPDFPage_GenerateContent(page.raw)
        page.close()
    stream = BytesIO()
    document.save(stream)
    document.close()
    return stream.getvalue()


def _draw(document: pdfium.PdfDocument, page: pdfium.PdfPage, line: Line) -> None:
    drawn = pdfium_c.FPDFPageObj_NewTextObj(document.raw, _font(bold=line.bold), line.size)
    characters = ctypes.create_string_buffer(f"{line.text}\0".encode("utf-16-le"))
    pdfium_c.FPDFText_SetText(drawn, ctypes.cast(characters, ctypes.POINTER(pdfium_c.FPDF_WCHAR)))
    across, up = ((1, 0), (0, 1), (-1, 0), (0, -1))[line.turn]
    pdfium_c.FPDFPageObj_Transform(drawn, across, up, -up, across, line.left, line.base)
    pdfium_c.FPDFPage_InsertObject(page.raw, drawn)


def _font(*, bold: bool) -> bytes:
    return b"Times-Bold" if bold else b"Times-Roman"


# --- from pieces of a text ------------------------------------------------------------------------


def pdf_of(
    pieces: Iterable[Piece], *, header: str | None = None, numbered: bool = False, columns: int = 1
) -> bytes:
    """The pieces set on A4 pages: lines are as long as the columns, paragraphs go on over columns and pages.

    From the second page on, `header` stands above the text; page numbers stand below it if it is `numbered`.
    """
    setter = _Setter(columns)
    for piece in pieces:
        setter.add(piece)
    return pdf(
        [*page, *_margins(number, header, numbered=numbered)] for number, page in enumerate(setter.pages, 1)
    )


def _margins(page: int, header: str | None, *, numbered: bool) -> Iterator[Line]:
    if header and page > 1:
        yield Line(header, _LEFT, HEIGHT - 40, 9)
    if numbered:
        yield Line(str(page), WIDTH / 2, 40, 9)


class _Setter:
    """Sets one piece after another, column by column."""

    def __init__(self, columns: int) -> None:
        self.pages: list[list[Line]] = []
        self._width = (_RIGHT - _LEFT - (columns - 1) * _GUTTER) / columns
        self._lefts = [_LEFT + i * (self._width + _GUTTER) for i in range(columns)]
        self._column = columns
        self._base = 0.0
        self._ruler = _Ruler()

    def add(self, piece: Piece) -> None:
        """Set a piece below the last one."""
        size, bold = _look(piece)
        number = {"": "", "-": "• "}.get(piece.number, f"{piece.number} ")
        indent = _STEP * piece.level if piece.kind == "item" else 0.0
        hanging = indent + self._ruler.width(number, size, bold=bold) if piece.kind == "item" else 0.0
        for i, words in enumerate(self._wrapped(number + piece.words, size, hanging, bold=bold)):
            self._base -= _LEADING * size / _SIZE
            if self._base < _BOTTOM or not self.pages:
                self._next_column()
            left = self._lefts[self._column] + (hanging if i else indent)
            self.pages[-1].append(Line(words, left, self._base, size, bold))
        self._base -= _GAP

    def _next_column(self) -> None:
        self._column += 1
        if self._column >= len(self._lefts):
            self.pages.append([])
            self._column = 0
        self._base = _TOP

    def _wrapped(self, text: str, size: float, hanging: float, *, bold: bool) -> Iterator[str]:
        line = ""
        for word in text.split(" "):
            longer = f"{line} {word}" if line else word
            if line and hanging + self._ruler.width(longer, size, bold=bold) > self._width:
                yield line
                longer = word
            line = longer
        yield line


def _look(piece: Piece) -> tuple[float, bool]:
    """The size of a piece's type, and whether it is bold."""
    if piece.kind == "title":
        return _TITLE, True
    if piece.kind == "heading":
        return _HEADINGS[min(piece.level, len(_HEADINGS)) - 1], True
    return _SIZE, False


class _Ruler:
    """Measures words in Times."""

    def __init__(self) -> None:
        self._document = pdfium.PdfDocument.new()
        self._fonts = [
            pdfium_c.FPDFText_LoadStandardFont(self._document.raw, _font(bold=bold)) for bold in (False, True)
        ]

    def width(self, text: str, size: float, *, bold: bool) -> float:
        """The width of a text, in points."""
        found, width = 0.0, ctypes.c_float()
        for character in text:
            pdfium_c.FPDFFont_GetGlyphWidth(self._fonts[bold], ord(character), size, width)
            found += width.value
        return found


# --- from characters by their codes ---------------------------------------------------------------


def spelt(
    lines: Sequence[str],
    *,
    font: str = "Helvetica",
    encrypted: bool = False,
    times: str = "/CreationDate (D:20010101000000Z)",
) -> bytes:
    """A page with these lines in a font, whose characters the file names itself, whatever they are.

    The file says that its title is "Template", and that it was made in 2001 or at other `times`.
    """
    codes = {character: code for code, character in enumerate(sorted(set("".join(lines))), 1)}
    names = "".join(
        f"<{code:02x}> <{character.encode('utf-16-be', 'surrogatepass').hex()}>\n"
        for character, code in codes.items()
    )
    drawn = "".join(
        f"BT /F1 11 Tf 70 {700 - 14 * i} Td <{''.join(f'{codes[one]:02x}' for one in line)}> Tj ET\n"
        for i, line in enumerate(lines)
    )
    last = len(codes)
    widths = f"/FirstChar 1 /LastChar {last} /Widths [{'500 ' * last}]"
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources 8 0 R >>",
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /ToUnicode 6 0 R {widths} >>",
        _stream(drawn),
        _stream(
            "/CIDInit /ProcSet findresource begin begincmap /CMapName /N def\n"
            "1 begincodespacerange <00> <ff> endcodespacerange\n"
            f"{last} beginbfchar\n{names}endbfchar\nendcmap end"
        ),
        f"<< /Title (Template) {times} >>",
        "<< /Font << /F1 4 0 R >> >>",
    ]
    return _file(bodies, encrypted=encrypted)


def _stream(text: str) -> str:
    return f"<< /Length {len(text)} >> stream\n{text}\nendstream"


def _file(bodies: Sequence[str], *, encrypted: bool) -> bytes:
    text, places = "%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(text))
        text += f"{number} 0 obj {body} endobj\n"
    entries = "".join(f"{place:010} 00000 n \n" for place in places)
    key = "00" * 32
    lock = (
        f" /Encrypt << /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4 >> /ID [<{key}> <{key}>]"
        if encrypted
        else ""
    )
    size = len(bodies) + 1
    table = f"xref\n0 {size}\n0000000000 65535 f \n{entries}"
    end = f"trailer << /Size {size} /Root 1 0 R /Info 7 0 R{lock} >>\nstartxref\n{len(text)}\n%%EOF"
    return (text + table + end).encode("latin-1")
