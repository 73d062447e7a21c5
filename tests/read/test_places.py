"""Where the text of a file stands in it: lines, paragraphs, pages."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from read.docx_files import Piece, item, numbering_level, paragraph, saved, word_file
from read.pdf_files import Line, pdf, pdf_of
from read.test_five_formats import PIECES, WRITERS
from servanda.model import Document, Unit
from servanda.read import read

ANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CHANGED = '<w:rPr><w:del w:id="1"/></w:rPr>'


def of(folder: Path, name: str, data: bytes | str) -> Document:
    """The document in a file of this name that holds the data."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read(path)


def places(document: Document, *words: str) -> list[int]:
    """The places of words, each of which stands once in the text."""
    assert [document.text.count(one) for one in words] == [1] * len(words)
    return [document.place(document.text.index(one)) for one in words]


def ascends(document: Document) -> bool:
    """Whether the place of each character is that of the one before it or a later one, from 1 on."""
    found = [document.place(offset) for offset in range(len(document.text) + 1)]
    offsets = [offset for offset, _ in document.places]
    return found[0] >= 1 and found == sorted(found) and all(one < after for one, after in pairwise(offsets))


# --- all formats ----------------------------------------------------------------------------------

WORDS = st.sampled_from(["They agree on fish.", "Ships will sail", "1. Decides to meet;", "Rivers", ""])
SOME = st.lists(
    st.builds(
        Piece, st.sampled_from(["heading", "paragraph", "item"]), WORDS, st.integers(1, 3), st.just("(a)")
    ),
    min_size=1,
    max_size=60,
)


@ANY
@given(pieces=SOME, name=st.sampled_from(sorted(WRITERS)))
def test_places_ascend_with_the_text(tmp_path: Path, pieces: list[Piece], name: str) -> None:
    """Of two characters of a text without footnotes, the later one never stands at an earlier place."""
    title = Piece("title", "Joint Declaration")
    assert ascends(of(tmp_path, name, WRITERS[name]((title, *pieces))))


@pytest.mark.parametrize(
    "name, unit, found",
    [
        ("lakes.txt", Unit.LINE, [1, 5, 33]),
        ("lakes.md", Unit.LINE, [1, 5, 33]),
        ("lakes.html", Unit.LINE, [1, 3, 17]),
        ("lakes.pdf", Unit.PAGE, [1, 1, 1]),
        ("lakes.docx", Unit.PARAGRAPH, [1, 3, 17]),
    ],
)
def test_each_format_counts_in_its_own_unit(tmp_path: Path, name: str, unit: Unit, found: list[int]) -> None:
    """The title, the first heading and the last paragraph of one text have their place in each format."""
    document = of(tmp_path, name, WRITERS[name](PIECES))
    assert document.unit is unit
    assert places(document, "Joint Declaration", "Fish and Fishing", "Done at Mexico City") == found


def test_masked_contacts_move_nothing(tmp_path: Path) -> None:
    """The places are right after contacts that were masked, on one line or over two."""
    body = paragraph("Call +1 202-456-1111.") + paragraph("Write to office@example.org.") + paragraph("Amen.")
    assert places(of(tmp_path, "d.docx", word_file(body)), "Call", "Write", "Amen") == [1, 2, 3]


# --- text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_of_text_are_those_of_the_file(tmp_path: Path, end: str) -> None:
    """Lines are counted from the beginning of the file, front matter and all, whatever ends them."""
    text = "---\ntitle: On Rivers\n---\n\n# On Rivers\n\nThe Parties\nagree.\n"
    document = of(tmp_path, "d.md", text.replace("\n", end))
    assert (document.unit, document.places) == (Unit.LINE, ())
    assert places(document, "---\ntitle", "# On", "The Parties", "agree") == [1, 5, 7, 8]
    assert document.place(len(document.text)) == 9


# --- Word files -----------------------------------------------------------------------------------


@ANY
@given(st.lists(st.sampled_from(["heading", "paragraph", "empty", "table", "item"]), min_size=1, max_size=30))
def test_paragraphs_are_those_of_python_docx(tmp_path: Path, kinds: list[str]) -> None:
    """A block stands at the paragraph that python-docx finds at its number, among empty ones and tables."""
    made = docx.Document()
    for number, kind in enumerate(kinds):
        words = f"Words{number}."
        if kind == "table":
            made.add_table(rows=1, cols=1).cell(0, 0).text = words
        elif kind == "heading":
            made.add_heading(words)
        else:
            style = "List Number" if kind == "item" else None
            made.add_paragraph("" if kind == "empty" else words, style=style)
    made.add_paragraph("Done at Oslo.")
    document = of(tmp_path, "d.docx", saved(made))
    counted = docx.Document(BytesIO((tmp_path / "d.docx").read_bytes())).paragraphs
    for number, one in enumerate(counted, 1):
        if one.text:
            assert places(document, one.text) == [number]


def test_what_stands_in_no_paragraph_of_the_body_is_at_the_one_before(tmp_path: Path) -> None:
    """Cells of a table and paragraphs in a content control stand at the last paragraph before them."""
    cells = "".join(f"<w:tc>{paragraph(words)}</w:tc>" for words in ("Year", "Ships"))
    long = "".join(f"<w:tc>{paragraph(words)}</w:tc>" for words in ("They sail;", "They rest."))
    table = f"<w:tbl><w:tr>{cells}</w:tr><w:tr>{long}</w:tr></w:tbl>"
    control = f"<w:sdt><w:sdtContent>{paragraph('They count.')}</w:sdtContent></w:sdt>"
    body = table + paragraph("One.") + paragraph("") + table.replace("Year", "Day").replace("rest", "dive")
    document = of(tmp_path, "d.docx", word_file(body + control + paragraph("Four.")))
    words = ("Year", "rest", "One", "Day", "dive", "count", "Four")
    assert places(document, *words) == [1, 1, 1, 2, 2, 2, 3]


def test_a_text_box_stands_at_the_paragraph_it_is_anchored_in(tmp_path: Path) -> None:
    """The words of a text box have the number of the paragraph around it."""
    box = (
        f"<w:r><w:pict><v:shape><w:txbxContent>{paragraph('A box.')}</w:txbxContent></v:shape></w:pict></w:r>"
    )
    anchor = f"<w:p>{box}<w:r><w:t>Two.</w:t></w:r></w:p>"
    body = paragraph("One.") + anchor + paragraph("Three.")
    document = of(tmp_path, "d.docx", word_file(body))
    assert places(document, "One", "Two", "A box", "Three") == [1, 2, 2, 3]


def test_a_note_stands_at_the_paragraph_that_refers_to_it(tmp_path: Path) -> None:
    """Footnotes, read at the end, have the number of the paragraph with their sign, notes in them too."""

    def referring(words: str, kind: str, note: int) -> str:
        sign = f'<w:r><w:{kind}Reference w:id="{note}"/></w:r>'
        return f"<w:p><w:r><w:t>{words}</w:t></w:r>{sign}</w:p>"

    body = paragraph("") + referring("Two.", "footnote", 5) + referring("Three.", "endnote", 7)
    footnotes = f'<w:footnote w:id="5">{referring("See note.", "endnote", 8)}</w:footnote>'
    endnotes = "".join(
        f'<w:endnote w:id="{note}">{paragraph(words)}</w:endnote>'
        for note, words in ((7, "The end."), (8, "The more."))
    )
    data = word_file(body + paragraph("Four."), footnotes=footnotes, endnotes=endnotes)
    words = ("Two", "Three", "Four", "See note", "The end", "The more")
    assert places(of(tmp_path, "d.docx", data), *words) == [2, 3, 4, 2, 3, 2]


def test_paragraphs_that_run_together_stand_at_the_first(tmp_path: Path) -> None:
    """A paragraph whose end is deleted begins the block; the one after the next counts on."""
    body = paragraph("One and ", CHANGED) + paragraph("two.") + paragraph("Three.")
    assert places(of(tmp_path, "d.docx", word_file(body)), "One and two.", "Three") == [1, 3]


def test_hidden_numbers_and_lists_do_not_count(tmp_path: Path) -> None:
    """A numbered paragraph counts as one, with its number; one that prints nothing counts, too."""
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{numbering_level(0, "decimal", "%1.")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = item("Meet;", 1) + item("", 1) + item("Sail.", 1)
    document = of(tmp_path, "d.docx", word_file(body, numbering=numbering))
    assert places(document, "1. Meet", "Sail") == [1, 3]


# --- PDF files ------------------------------------------------------------------------------------

FULL = (
    "The Parties commit to work together for the good of all their peoples, to meet each year",
    "and to report on what they have done. They recall the words of their first declaration, and",
)


def column(*lines: str, top: float, size: float = 11) -> list[Line]:
    return [Line(line, 70, top - 1.3 * size * i, size) for i, line in enumerate(lines)]


def test_a_paragraph_goes_on_at_the_next_page(tmp_path: Path) -> None:
    """The lines of one paragraph stand each on its page, and a page without text counts."""
    first = [*column("Opening words.", top=700), *column(*FULL, top=120)]
    second = column("that no one may be left behind.", "", top=760)
    data = pdf([first, second, [], column("The Parties will meet again.", top=760)])
    document = of(tmp_path, "d.pdf", data)
    words = ("Opening", "The Parties commit", "and to report", "that no one", "The Parties will")
    assert f"{FULL[1]}\nthat no one" in document.text
    assert places(document, *words) == [1, 1, 1, 2, 4]


def test_a_footnote_stands_on_its_own_page(tmp_path: Path) -> None:
    """A footnote that interrupts a paragraph is read after it, and stands on the page before."""
    note = [Line("1", 70, 113, 5.5), Line("See the first declaration.", 73, 110, 8)]
    first = [*column(*FULL, top=200), *note]
    second = [*column("that no one may be left behind.", top=760), *column("They will meet.", top=600)]
    document = of(tmp_path, "d.pdf", pdf([first, second]))
    assert places(document, "that no one", "See the first", "They will") == [2, 1, 2]
    assert document.text.index("that no one") < document.text.index("See the first")


@pytest.mark.parametrize("columns", [1, 2])
def test_each_line_stands_on_the_page_that_shows_it(tmp_path: Path, columns: int) -> None:
    """In a long document, every numbered word has the number of the page it was set on."""
    pieces = [
        Piece("paragraph", " ".join(f"word{number}x{i} and on" for i in range(40)) + ".")
        for number in range(40)
    ]
    document = of(tmp_path, "d.pdf", pdf_of(pieces, header="Joint Declaration", columns=columns))
    found = {match[0]: document.place(match.start()) for match in re.finditer(r"word\d+x\d+", document.text)}
    pages = [set(re.findall(r"word\d+x\d+", page)) for page in shown(tmp_path / "d.pdf")]
    assert len(pages) > 3
    assert found == {word: number for number, words in enumerate(pages, 1) for word in words}


def shown(path: Path) -> list[str]:
    """The text of each page as PDFium gives it."""
    import pypdfium2 as pdfium  # noqa: PLC0415 what only one test compares with

    with pdfium.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


# --- web pages ------------------------------------------------------------------------------------


def test_lines_of_a_page_are_those_of_its_words(tmp_path: Path) -> None:
    """A block stands on the line of its first words, not of the element that holds it."""
    page = """<!doctype html>
<html><head><title>On Rivers</title>
<script>
let lines = 1;
</script></head>
<body>
<!-- A comment
over lines -->
<h1
  class="title">On
  Rivers</h1>
<div>

  Opening words of the declaration.<br><br>
  More <b>of
  them</b> and more.
  <script>
    more();
  </script>
  <br><br>Words after a script.
  <p>A paragraph.
  <pre>
Line one
<i>of</i> two.

Line four.</pre></div>
<table><tr>
<td>(a)</td>
<td>to sail;</td></tr><tr><td>
Year</td><td>Ships</td></tr></table>
<ol>
<li>to rest.<sup
><a href="#fn1">1</a></sup></ol>
<p id="fn1"><sup
>1</sup>
See the report.</p>
</body></html>
"""
    document = of(tmp_path, "d.html", page)
    begins = (
        "On Rivers",
        *("Opening", "More of", "Words after", "A paragraph", "Line one", "Line four"),
        *("(a) to sail", "Year | Ships", "1. to rest", "1 See the"),
    )
    assert document.unit is Unit.LINE
    assert places(document, *begins) == [10, 14, 15, 20, 21, 23, 26, 28, 30, 32, 35]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_page_without_a_body_tag_is_counted_from_its_first_line(tmp_path: Path, end: str) -> None:
    """Loose text, which the parser puts into a body of its own making, has its line, whatever ends lines."""
    page = "<title>On Rivers</title>\n\nThe Parties agree.\n\n<!-- one\ntwo -->\n<p\n>They sail."
    assert places(of(tmp_path, "d.html", page.replace("\n", end)), "The Parties", "They sail") == [3, 8]


TAGS = st.sampled_from(
    "p div blockquote li b i br span section h2 td /p /div /b script style textarea svg !".split()
)


@ANY
@given(st.lists(st.tuples(TAGS, st.sampled_from(["", " ", "\n", "\n\n  "])), min_size=1, max_size=40))
def test_each_block_of_a_page_stands_on_the_line_of_its_first_word(
    tmp_path: Path, tags: list[tuple[str, str]]
) -> None:
    """However elements are nested, closed or left open, a block has the line on which its first word is."""
    parts = ["<html><body><p>word0 begins the text, which is long enough to be one.</p>"]
    for number, (tag, space) in enumerate(tags, 1):
        words = f"{space}word{number} is here{space}"
        if tag in ("script", "style", "textarea", "svg"):
            parts.append(f"<{tag}>\nhidden\n</{tag}>{words}")
        else:
            parts.append(words if tag == "!" else f"<{tag}>{words}")
    page = "".join(parts)
    document = of(tmp_path, "d.html", page)
    lines = {
        word: number
        for number, line in enumerate(page.split("\n"), 1)
        for word in re.findall(r"word\d+", line)
    }
    start = 0
    for block in document.text.split("\n\n"):
        word = re.search(r"word\d+", block)
        assert word
        assert document.place(start) == lines[word[0]]
        start += len(block) + 2


def test_a_page_of_more_lines_than_the_parser_counts_is_counted_in_paragraphs(tmp_path: Path) -> None:
    """Where lines would be wrong, the places are the paragraphs of the text."""
    gap = "\n" * 65_535
    page = f"<html><body>\n<p>One.</p>\n{gap}<p>Two.</p>\n<p>Three.</p></body></html>"
    document = of(tmp_path, "d.html", page)
    assert document.unit is Unit.PARAGRAPH
    assert places(document, "One", "Two", "Three") == [1, 2, 3]
