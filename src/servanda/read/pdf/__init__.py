"""A PDF file to its text: what its pages show, in the order in which people read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from datetime import date

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from servanda.errors import ReadError
from servanda.limits import Deadline, Limits
from servanda.model import Unit
from servanda.read.pdf.columns import Region, known_edges, regions
from servanda.read.pdf.glyphs import UNKNOWN, sheet
from servanda.read.pdf.headings import marks
from servanda.read.pdf.lines import Line, lines
from servanda.read.pdf.margins import Page, without_running_lines
from servanda.read.pdf.measures import measures, size_of_text
from servanda.read.pdf.paragraphs import Block, blocks
from servanda.read.source import Composer, Mark, Role, Source
from servanda.read.written import day_written

__all__ = ["read_pdf"]

_TIMES = ("ModDate", "CreationDate")
"""The properties with the times at which a file was last written, and first (ISO 32000-1, table 317)."""

_USUAL = 0.9
"""The share of lines that end within the right edge of the text; the few beyond it are outliers."""


def read_pdf(data: bytes, where: str, limits: Limits, deadline: Deadline) -> Source:
    """The text of a PDF file, with its title, headings and footnotes marked.

    A block keeps its line ends, and the hyphens before them; a block that goes on over pages or columns
    is one. Running headers, footers and page numbers are left out. Its places are pages, counted from the
    first one of the file. The title that the file gives itself is not used, nor is its time as the text's
    own date: they are mostly those of a template, an older file or a program. Pages
    without text among others, and characters that the file has no names for, are remarks. Raises
    `ReadError` for a file that needs a password, is broken, has more pages than `limits` allows, or no text.
    """
    with closing(_opened(data, where)) as document:
        pages = list(_pages(document, where, limits, deadline))
        modified = _modified(document)
    size = size_of_text(page.lines for page in pages)
    shown = without_running_lines(pages, size)
    if not any(shown):
        raise ReadError("this PDF has no text layer: it is a scan; run it through OCR first", where)
    composer = _composed(list(_in_order(shown, deadline)), size)
    return Source(
        text=composer.text,
        media_type="application/pdf",
        wrapped=True,
        marks=composer.marks,
        remarks=tuple(_remarks(shown, composer.text)),
        unit=Unit.PAGE,
        places=composer.places,
        modified=modified,
    )


def _pages(document: pdfium.PdfDocument, where: str, limits: Limits, deadline: Deadline) -> Iterator[Page]:
    """The lines of each page."""
    if len(document) > limits.pages:
        what = f"this PDF has {len(document):,} pages; {limits.pages:,} can be read"
        raise ReadError(f"{what}: split it", where)
    for number in range(len(document)):
        deadline.check()
        try:
            with closing(document[number]) as page:
                found = sheet(page)
        except pdfium.PdfiumError as error:
            what = "this page is broken; open the file in a viewer and save it anew"
            raise ReadError(what, f"{where}, page {number + 1}") from error
        yield Page(tuple(lines(found.words)), found.bottom, found.top)


def _modified(document: pdfium.PdfDocument) -> date | None:
    """The day on which the file's properties say that it was last written."""
    return day_written(_times(document))


def _times(document: pdfium.PdfDocument) -> Iterator[str]:
    for name in _TIMES:
        with suppress(UnicodeDecodeError):
            yield document.get_metadata_value(name)


def _opened(data: bytes, where: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
            raise ReadError("this PDF needs a password; save it without one", where) from error
        raise ReadError("this PDF is broken; open it in a viewer and save it anew", where) from error


def _in_order(pages: Sequence[Sequence[Line]], deadline: Deadline) -> Iterator[list[Region]]:
    """The regions of each page in reading order."""
    known = known_edges(pages)
    usual = _right([one for page in pages for one in page])
    for page in pages:
        deadline.check()
        left = min((one.left for one in page), default=0.0)
        yield list(regions(page, left, max(usual, _right(page)), known))


def _right(found: Sequence[Line]) -> float:
    """Where lines of running text end."""
    ends = sorted(one.right for one in found)
    return ends[int(_USUAL * (len(ends) - 1))] if ends else 0.0


def _composed(pages: Sequence[Sequence[Region]], size: float) -> Composer:
    found = blocks(pages, measures((region for page in pages for region in page), size))
    said = marks(found, size)
    composer = Composer()
    for i, block in enumerate(found):
        _add(block, said.get(i), composer)
        for note in block.after:
            _add(note, Mark(Role.FOOTNOTE), composer)
    return composer


def _add(block: Block, mark: Mark | None, composer: Composer) -> None:
    """Adds a block to the text, page by page."""
    (page, words), *others = block.texts()
    composer.add(words, page + 1, mark)
    for page, words in others:
        composer.go_on(words, page + 1)


def _remarks(pages: Sequence[Sequence[Line]], text: str) -> Iterator[str]:
    """What the user should know: pages without text, and characters that nobody can name."""
    empty = [str(number) for number, page in enumerate(pages, 1) if not page]
    if len(empty) == 1:
        yield f"page {empty[0]} has no text: is it a scan?"
    elif empty:
        yield f"pages {', '.join(empty)} have no text: are they scans?"
    if unknown := text.count(UNKNOWN):
        yield f"{unknown:,} characters have no names in this PDF; they are written as {UNKNOWN}"
