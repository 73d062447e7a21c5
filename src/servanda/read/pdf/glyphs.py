"""The words that a page shows, and where: what PDFium says of each character, put together."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_BOLD_NAME = re.compile(r"(?i:bold|black|heavy|demi)|-(?:Bd|Blk|Hv|Sb)|(?:CM|SF)BX")
_PLAIN_NAME = re.compile(r"regular|roman|book|light|medium|normal|italic|oblique", re.IGNORECASE)
_BOLD_WEIGHT = 600
"""PDFium gives 400 for regular and 700 for bold type; what it guesses for others is often wrong."""
_FORCE_BOLD = 1 << 18
"""The flag of a font descriptor for type that is drawn bold (ISO 32000-1, table 123)."""
_BARCODE = re.compile(r"bar[ -]?code|3[ -]?of[ -]?9|code[ -]?(?:39|128)", re.IGNORECASE)
_NAME_BYTES = 128

_SLANT = 0.1
"""How far, in quarter turns, a line may be from upright or a quarter turn; what is further is a watermark."""
_STEP = 0.25
"""The gap, in ems, within a word; a line end or a new column is further."""
_DOUBT = 0.16
"""The same where PDFium thinks that there is a space; letters that are set wide are nearer."""
_LARGEST = 1000.0
"""The largest size of type, in points; what is larger is broken."""
_SHIFT = 0.5
"""How far, in points, the base line and the size of type may be off within a word."""

_HYPHENS = frozenset({0x02, 0xAD, 0xFFFE})
"""What stands for a hyphen that is drawn: PDFium's own signs for one at a line's end, and the soft one."""
_SPACE = 0x20
_SPACES = frozenset({_SPACE, *range(0x09, 0x0E), 0x85, 0x2028, 0x2029})
_SILENT = ("Cc", "Cs")
_LAST = 0x10FFFF
"""The last character of Unicode."""
UNKNOWN = "\ufffd"
"""What stands for a character that the file does not name."""


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without a space in them, of one size, on one base line.

    Positions are in points, x to the right and y up, on a page turned so that its text is upright.
    `apart` says whether white space stands before the word.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    apart: bool


@dataclass(frozen=True, slots=True)
class _Style:
    """How the characters of one text object are set; `turn` counts quarter turns to the left."""

    base: float
    size: float
    bold: bool
    turn: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The words of a page in the order they are drawn, and the heights at which the page ends."""

    words: tuple[Word, ...]
    bottom: float
    top: float


def sheet(page: pdfium.PdfPage) -> Sheet:
    """What a page shows, without words that stand across most of its text."""
    box = page.get_bbox()
    textpage = page.get_textpage()
    try:
        found = list(_Reader(textpage.raw, box).words())
    finally:
        textpage.close()
    turns = Counter[int]()
    for turn, word in found:
        turns[turn] += len(word.text)
    upright = max(turns, key=lambda turn: turns[turn], default=0)
    left, bottom, right, top = box
    ends = ((bottom, top), (-right, -left), (-top, -bottom), (left, right))[upright]
    return Sheet(tuple(word for turn, word in found if turn == upright), *ends)


class _Reader:
    """Goes through the characters of one page."""

    def __init__(self, textpage: pdfium_c.FPDF_TEXTPAGE, page: tuple[float, float, float, float]) -> None:
        self._textpage = textpage
        self._page = page
        self._box = pdfium_c.FS_RECTF()
        self._matrix = pdfium_c.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._name = ctypes.create_string_buffer(_NAME_BYTES)
        self._flags = ctypes.c_int()
        self._last: tuple[int, _Style | None] = (0, None)

    def words(self) -> Iterator[tuple[int, Word]]:
        """Each word with the quarter turns of its line."""
        textpage, box, current = self._textpage, self._box, _Current()
        style, bottom, top = None, 0.0, 0.0
        for index in range(pdfium_c.FPDFText_CountChars(textpage)):
            code = pdfium_c.FPDFText_GetUnicode(textpage, index)
            pdfium_c.FPDFText_GetLooseCharBox(textpage, index, box)
            if code in _SPACES:
                if code == _SPACE and box.bottom == box.top and style:
                    current.pen = self._along(style.turn)[0]
                else:
                    yield from current.end(apart=True)
                continue
            if not current.codes or bottom != box.bottom or top != box.top:
                bottom, top = box.bottom, box.top
                style = self._style(index)
            if style and self._is_on_page():
                left, right = self._along(style.turn)
                start = left if current.pen is None else self._origin(index, style.turn)
                if not current.takes(style, start):
                    yield from current.end(apart=current.pen is not None)
                current.add(code, style, left, right)
        yield from current.end(apart=True)

    def _style(self, index: int) -> _Style | None:
        """How a character is set; None for one that is no text to people."""
        text_object = pdfium_c.FPDFText_GetTextObject(self._textpage, index)
        address = ctypes.addressof(text_object.contents) if text_object else 0
        if address != self._last[0]:
            self._last = address, self._style_of(index, text_object) if text_object else None
        return self._last[1]

    def _style_of(self, index: int, text_object: pdfium_c.FPDF_PAGEOBJECT) -> _Style | None:
        textpage, matrix = self._textpage, self._matrix
        pdfium_c.FPDFText_GetMatrix(textpage, index, matrix)
        angle = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
        size = pdfium_c.FPDFText_GetFontSize(textpage, index) * math.hypot(matrix.c, matrix.d)
        name = self._font_name(index)
        if abs(angle - round(angle)) > _SLANT or not 0 < size < _LARGEST or _BARCODE.search(name):
            return None
        turn = round(angle) % 4
        pdfium_c.FPDFText_GetCharOrigin(textpage, index, self._x, self._y)
        base = (self._y.value, -self._x.value, -self._y.value, self._x.value)[turn]
        bold = bool(_BOLD_NAME.search(name) or self._flags.value & _FORCE_BOLD)
        if not _PLAIN_NAME.search(name):
            bold = bold or pdfium_c.FPDFText_GetFontWeight(textpage, index) >= _BOLD_WEIGHT
        mode = pdfium_c.FPDFTextObj_GetTextRenderMode(text_object)
        return _Style(base, size, bold or mode == pdfium_c.FPDF_TEXTRENDERMODE_FILL_STROKE, turn)

    def _font_name(self, index: int) -> str:
        length = pdfium_c.FPDFText_GetFontInfo(self._textpage, index, self._name, _NAME_BYTES, self._flags)
        if not 0 < length <= _NAME_BYTES:
            return ""
        return self._name.raw[: length - 1].decode("utf-8", "replace")

    def _origin(self, index: int, turn: int) -> float:
        """Where the pen is along the line before it draws a character; slanted ones begin further left."""
        pdfium_c.FPDFText_GetCharOrigin(self._textpage, index, self._x, self._y)
        return (self._x.value, self._y.value, -self._x.value, -self._y.value)[turn]

    def _along(self, turn: int) -> tuple[float, float]:
        """Where the box of a character begins and ends along its line."""
        box = self._box
        if not turn:
            return box.left, box.right
        return ((box.bottom, box.top), (-box.right, -box.left), (-box.top, -box.bottom))[turn - 1]

    def _is_on_page(self) -> bool:
        """Whether the middle of the box of a character is on the page."""
        box = self._box
        left, bottom, right, top = self._page
        across, up = (box.left + box.right) / 2, (box.bottom + box.top) / 2
        return bool(left <= across <= right and bottom <= up <= top)


class _Current:
    """The word that is being read.

    `pen` is where PDFium thinks that a space follows its last character, if it does.
    """

    def __init__(self) -> None:
        self.codes: list[int] = []
        self.pen: float | None = None
        self._apart = True
        self._style = _Style(0, 0, bold=False, turn=0)
        self._left = self._right = 0.0

    def takes(self, style: _Style, left: float) -> bool:
        """Whether a character of that style, which begins there, belongs to this word."""
        mine = self._style
        if not self.codes or (mine is style and self.pen is None):
            return True
        gap = left - (self._right if self.pen is None else min(self.pen, self._right))
        return (
            (mine.bold, mine.turn) == (style.bold, style.turn)
            and abs(mine.base - style.base) <= _SHIFT
            and abs(mine.size - style.size) <= _SHIFT
            and abs(gap) <= (_STEP if self.pen is None else _DOUBT) * style.size
        )

    def add(self, code: int, style: _Style, left: float, right: float) -> None:
        """Add a character, which begins and ends there, to this word."""
        if not self.codes:
            self._style, self._left, self._right = style, left, right
        self.codes.append(code)
        self._right = max(self._right, right)
        self.pen = None

    def end(self, *, apart: bool) -> Iterator[tuple[int, Word]]:
        """The word, if it says anything; `apart` is what the next one will be."""
        text = _text(self.codes)
        if text.strip():
            style = self._style
            word = Word(text, self._left, self._right, style.base, style.size, style.bold, self._apart)
            yield style.turn, word
            self._apart = apart
        else:
            self._apart = self._apart or apart or bool(text)
        self.codes = []
        self.pen = None


def _text(codes: list[int]) -> str:
    """The characters behind PDFium's codes, without those that say nothing to people."""
    text = "".join(map(_character, codes))
    if text.isprintable():
        return text
    if any("\ud800" <= character <= "\udfff" for character in text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(character for character in text if unicodedata.category(character) not in _SILENT)


def _character(code: int) -> str:
    if code in _HYPHENS:
        return "-"
    return chr(code) if 0 < code <= _LAST else UNKNOWN
