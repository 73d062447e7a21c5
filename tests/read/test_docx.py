from __future__ import annotations

import struct
from random import Random
from zipfile import ZIP_BZIP2

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from read.docx_files import (
    Piece,
    item,
    members,
    numbering_level,
    packed,
    paragraph,
    saved,
    word_document,
    word_file,
)
from servanda.errors import ReadError
from servanda.limits import Deadline, Limits
from servanda.model import Unit
from servanda.read.docx import MEDIA_TYPE, read_docx
from servanda.read.source import Mark, Role, Source

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEADING = {level: Mark(Role.HEADING, level) for level in range(1, 10)}
ROW = Mark(Role.TABLE_ROW)
CELL = Mark(Role.CELL)
NOTE = Mark(Role.FOOTNOTE)
CONTENTS = Mark(Role.FURNITURE)


def read(data: bytes, limits: Limits | None = None) -> Source:
    limits = limits or Limits()
    return read_docx(data, "a.docx", limits, limits.deadline("a.docx"))


def blocks(data: bytes) -> list[tuple[str, Mark | None]]:
    """The blocks of a file, each with what the file says of it."""
    source = read(data)
    found = []
    start = 0
    for block in source.text.removesuffix("\n").split("\n\n"):
        found.append((block, source.marks.get(start)))
        start += len(block) + 2
    assert set(source.marks) <= {
        i for i in range(len(source.text)) if i == 0 or source.text[i - 2 : i] == "\n\n"
    }
    return found


def texts(data: bytes) -> list[str]:
    return [text for text, _ in blocks(data)]


def run(words: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def lists(*levels: str, more: str = "", style: str = "") -> str:
    """A numbering part: one definition with these levels, list 1 of it, and more lists as XML."""
    return (
        f'<w:abstractNum w:abstractNumId="0">{style}{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{more}'
    )


def named(style: str, name: str, more: str = "", base: str = "", default: str = "") -> str:
    """A paragraph style with an id, a name, more properties as XML, and the style that it is based on."""
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    inner = f'<w:name w:val="{name}"/>{based}{more}'
    return f'<w:style w:type="paragraph" w:styleId="{style}" {default}>{inner}</w:style>'


def styled(words: str, style: str, more: str = "") -> str:
    return paragraph(words, f'<w:pStyle w:val="{style}"/>{more}')


OUTLINE = lists(
    numbering_level(0, "decimal", "%1."),
    numbering_level(1, "decimal", "%1.%2"),
    numbering_level(2, "lowerLetter", "(%3)"),
)


# --- a whole document -----------------------------------------------------------------------------


def test_a_document_of_a_word_processor_is_read_in_order() -> None:
    """Titles, headings, numbered paragraphs and tables come out in order, each with what it is."""
    document = docx.Document()
    document.add_heading("Joint Declaration", 0)
    document.add_heading("Security", 1)
    document.add_paragraph("Both sides agree:")
    document.add_paragraph("to meet;", style="List Bullet")
    document.add_paragraph("to report.", style="List Number")
    document.add_heading("Trade", 2)
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(table._cells, ("Year", "Visits", "2019", "144,278"), strict=True):  # noqa: SLF001
        cell.text = words
    document.add_paragraph("").add_run("Closing words").bold = True
    document.add_paragraph("They will meet again.")
    document.sections[0].header.paragraphs[0].text = "A header"
    document.sections[0].footer.paragraphs[0].text = "A footer"
    assert blocks(saved(document)) == [
        ("Joint Declaration", Mark(Role.TITLE)),
        ("Security", HEADING[1]),
        ("Both sides agree:", None),
        ("- to meet;", None),
        ("1. to report.", None),
        ("Trade", HEADING[2]),
        ("Year | Visits", ROW),
        ("2019 | 144,278", ROW),
        ("Closing words", HEADING[9]),
        ("They will meet again.", None),
    ]


def test_automatic_numbers_come_back_as_printed() -> None:
    """What the tests write with automatic numbers is read with these numbers, and the level of each."""
    numbers = "1. (a) (b) (i) (ii) 2. (a) 3) I. II. A. B. h) i) j) - - 1.1 1.2 2.1 Article§5 7."
    pieces = [
        Piece("title", "Joint Statement"),
        Piece("heading", "Definitions", 1, "Article 1"),
        *(
            Piece("item", "words", i % 3, number.replace("§", " "))
            for i, number in enumerate(numbers.split())
        ),
        Piece("paragraph", "The end."),
    ]
    printed = [f"{number.replace('§', ' ')} words" for number in numbers.split()]
    assert blocks(word_document(pieces)) == [
        ("Joint Statement", Mark(Role.TITLE)),
        ("Article 1 Definitions", HEADING[1]),
        *((text, Mark(Role.PARAGRAPH, i % 3) if i % 3 else None) for i, text in enumerate(printed)),
        ("The end.", None),
    ]


def test_a_source_says_what_it_is() -> None:
    """The media type is Word's, the text is no Markdown, and nothing is remarked without need."""
    source = read(word_file(paragraph("They agree.")))
    assert source == Source("They agree.\n", MEDIA_TYPE, unit=Unit.PARAGRAPH, places=((0, 1),))


# --- numbers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "form, look, start, printed",
    [
        ("decimal", "%1.", 9, ["9.", "10."]),
        ("lowerLetter", "(%1)", 26, ["(z)", "(aa)"]),
        ("upperLetter", "%1)", 1, ["A)", "B)"]),
        ("lowerRoman", "(%1)", 3, ["(iii)", "(iv)"]),
        ("upperRoman", "Article %1", 8, ["Article VIII", "Article IX"]),
        ("decimalZero", "%1", 9, ["09", "10"]),
        ("ordinal", "%1", 12, ["12th", "13th"]),
        ("ordinal", "%1", 21, ["21st", "22nd"]),
        ("bullet", "\uf0b7", 1, ["-", "-"]),
        ("none", "Whereas", 1, ["Whereas", "Whereas"]),
        ("aiueo", "%1.", 1, ["1.", "2."]),
        ("lowerLetter", "%1.", 0, ["0.", "a."]),
        ("lowerRoman", "%1.", 5_000_000, ["5000000.", "5000001."]),
    ],
)
def test_numbers_look_as_word_prints_them(form: str, look: str, start: int, printed: list[str]) -> None:
    """Each format gives its figures, in the text around them; one that is not known gives plain ones."""
    numbering = lists(numbering_level(0, form, look, start=start))
    data = word_file(item("x", 1) + item("x", 1), numbering=numbering)
    assert texts(data) == [f"{number} x" for number in printed]


@pytest.mark.parametrize(
    "places, printed",
    [
        ([0, 1, 1, 2, 2, 0, 1, 2], "1. 1.1 1.2 (a) (b) 2. 2.1 (a)"),
        ([1, 1, 0, 1], "1.1 1.2 2. 2.1"),
        ([0, 2, 1, 2], "1. (a) 1.2 (a)"),
        ([2, 0], "(a) 2."),
    ],
)
def test_lower_levels_start_again(places: list[int], printed: str) -> None:
    """After a paragraph of a higher level, the lower ones start again; a level left out counts as one."""
    data = word_file("".join(item("x", 1, level) for level in places), numbering=OUTLINE)
    assert texts(data) == [f"{number} x" for number in printed.split()]


@pytest.mark.parametrize(
    "restart, printed",
    [(0, "1. a b 2. c 1 d"), (1, "1. a b 2. a 1 b"), (9, "1. a b 2. a 1 b")],
)
def test_a_level_starts_again_only_where_it_says(restart: int, printed: str) -> None:
    """A level may go on for ever, or start again after a certain level."""
    second = numbering_level(1, "lowerLetter", "%2", f'<w:lvlRestart w:val="{restart}"/>')
    numbering = lists(numbering_level(0, "decimal", "%1."), second, numbering_level(2, "decimal", "%3"))
    body = "".join(item("x", 1, level) for level in (0, 1, 1, 0, 1, 2, 1))
    assert texts(word_file(body, numbering=numbering)) == [f"{number} x" for number in printed.split()]


def test_a_level_starts_again_after_the_level_it_names() -> None:
    """A third level that starts again after the first goes on after the second."""
    third = numbering_level(2, "decimal", "%3", '<w:lvlRestart w:val="1"/>')
    numbering = lists(numbering_level(0, "decimal", "%1."), numbering_level(1, "decimal", "%2)"), third)
    body = "".join(item("x", 1, level) for level in (0, 1, 2, 1, 2, 0, 1, 2))
    assert texts(word_file(body, numbering=numbering)) == [
        f"{number} x" for number in "1. 1) 1 2) 2 2. 1) 1".split()
    ]


def test_legal_numbering_has_figures_alone() -> None:
    """A level in legal style prints the Roman numbers above it as figures."""
    numbering = lists(
        numbering_level(0, "upperRoman", "%1."), numbering_level(1, "decimal", "%1.%2", "<w:isLgl/>")
    )
    data = word_file(item("x", 1) + item("x", 1, 1), numbering=numbering)
    assert texts(data) == ["I. x", "1.1 x"]


def test_lists_of_one_definition_share_its_count() -> None:
    """A list that starts anew does so where it first stands; the others go on from there."""
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="8"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>'
    )
    numbering = lists(numbering_level(0, "decimal", "%1."), more=more)
    body = "".join(item("x", one) for one in (1, 1, 2, 1, 3, 2))
    assert texts(word_file(body, numbering=numbering)) == [f"{n}. x" for n in (1, 2, 8, 9, 10, 11)]


def test_a_list_may_look_otherwise_than_its_definition() -> None:
    """A level that a list defines itself goes before that of the definition."""
    own = f'<w:lvlOverride w:ilvl="0">{numbering_level(0, "lowerRoman", "(%1)")}</w:lvlOverride>'
    more = f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{own}</w:num>'
    numbering = lists(numbering_level(0, "decimal", "%1."), more=more)
    assert texts(word_file(item("x", 1) + item("x", 2), numbering=numbering)) == ["1. x", "(ii) x"]


def test_styles_number_their_paragraphs() -> None:
    """A style's list is inherited, its level is the one linked to the style, and a paragraph may leave it."""
    numbering = lists(
        numbering_level(0, "decimal", "Article %1", '<w:pStyle w:val="One"/>'),
        numbering_level(1, "decimal", "%1.%2", '<w:pStyle w:val="Two"/>'),
    )
    in_list = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    out = '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>'
    styles = (
        named("One", "Clause", in_list)
        + named("Two", "Sub-clause", base="One")
        + named("Three", "Plain", out, base="One")
    )
    leaves = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    deeper = '<w:numPr><w:ilvl w:val="1"/></w:numPr>'
    body = (
        styled("a", "One")
        + styled("b", "Two")
        + styled("c", "Three")
        + styled("d", "One", leaves)
        + styled("e", "One", deeper)
        + styled("f", "One")
    )
    data = word_file(body, styles=styles, numbering=numbering)
    assert texts(data) == ["Article 1 a", "1.1 b", "c", "d", "1.2 e", "Article 2 f"]


def test_a_definition_may_stand_at_a_list_style() -> None:
    """A definition that refers to a list style has the levels of that style's list."""
    linked = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="Legal"/></w:abstractNum>'
    more = '<w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num>'
    numbering = linked + lists(numbering_level(0, "upperRoman", "%1."), more=more)
    styles = (
        '<w:style w:type="numbering" w:styleId="Legal"><w:name w:val="Legal"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert texts(word_file(item("x", 2) + item("x", 2), numbering=numbering, styles=styles)) == [
        "I. x",
        "II. x",
    ]


def test_lists_that_are_not_defined_give_no_numbers() -> None:
    """A paragraph in a list that the file lacks, or at an empty level, is a plain one."""
    numbering = lists(numbering_level(0, "decimal", ""))
    assert texts(word_file(item("a", 7) + item("b", 1), numbering=numbering)) == ["a", "b"]
    assert texts(word_file(item("a", 1))) == ["a"]


def test_a_list_of_one_level_has_no_other() -> None:
    """A paragraph at a level that its list does not define has its first one."""
    numbering = lists(numbering_level(0, "decimal", "%1."))
    assert texts(word_file(item("a", 1, 3) + item("b", 1), numbering=numbering)) == ["1. a", "2. b"]


def test_empty_paragraphs_count_but_are_not_printed() -> None:
    """An empty item has a number, unless it ends a section; one with a name stands for itself."""
    article = '<w:abstractNum w:abstractNumId="1">' + numbering_level(0, "decimal", "Article %1")
    more = f'{article}</w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    numbering = lists(numbering_level(0, "decimal", "%1."), more=more)
    section = paragraph("", '<w:numPr><w:numId w:val="1"/></w:numPr><w:sectPr/>')
    body = item("a", 1) + item("", 1) + section + item("b", 1) + item("", 2) + item("c", 2)
    assert texts(word_file(body, numbering=numbering)) == ["1. a", "3. b", "Article 1", "Article 2 c"]


def test_text_boxes_and_notes_count_for_themselves() -> None:
    """A list begins anew in a text box, and goes on after it."""
    box = f"<w:p><w:r><wps:txbx><w:txbxContent>{item('b', 1)}</w:txbxContent></wps:txbx></w:r></w:p>"
    assert texts(word_file(item("a", 1) + box + item("c", 1), numbering=OUTLINE)) == ["1. a", "1. b", "2. c"]


def test_a_bullet_among_the_words_is_a_bullet() -> None:
    """A symbol font's character that opens a paragraph is a bullet, as in text pasted from a page."""
    assert texts(word_file(paragraph("\uf0b7\xa0\xa0 to meet"))) == ["- to meet"]


# --- words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "inner, words",
    [
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t></w:r>", "a\tb\nc\nd"),
        ('<w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t><w:lastRenderedPageBreak/></w:r>', "a b"),
        ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t></w:r>", "a‑b\u00adc"),
        (run("a") + "<w:hyperlink>" + run("b") + "</w:hyperlink>", "ab"),
        ("<w:smartTag><w:smartTag>" + run("a") + "</w:smartTag></w:smartTag>", "a"),
        ("<w:sdt><w:sdtPr><w:r/></w:sdtPr><w:sdtContent>" + run("a") + "</w:sdtContent></w:sdt>", "a"),
        (run("a") + "<w:ins>" + run("b") + "</w:ins><w:moveTo>" + run("c") + "</w:moveTo>", "abc"),
        (run("a") + "<w:del><w:r><w:delText>b</w:delText></w:r></w:del>", "a"),
        (run("a") + "<w:del>" + run("b") + "</w:del><w:moveFrom>" + run("c") + "</w:moveFrom>", "a"),
        (run("a") + run("b", "<w:vanish/>") + run("c", '<w:vanish w:val="0"/>'), "ac"),
        ('<w:fldSimple w:instr="DATE">' + run("June") + "</w:fldSimple>", "June"),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
        (
            "<w:r><w:ruby><w:rt>"
            + run("a")
            + "</w:rt><w:rubyBase>"
            + run("b")
            + "</w:rubyBase></w:ruby></w:r>",
            "b",
        ),
        (run("10") + run("6", '<w:vertAlign w:val="superscript"/>') + run("."), "10⁶."),
        (run("22") + run("nd", '<w:vertAlign w:val="superscript"/>'), "22nd"),
        (
            '<w:r><w:sym w:font="Times" w:char="00A7"/><w:sym w:font="Arial" w:char="F0B0"/></w:r>',
            "§°",
        ),
        ('<w:r><w:t>a</w:t><w:sym w:font="Wingdings" w:char="F0A8"/><w:sym w:char="x"/></w:r>', "a"),
        ('<w:r><w:t>a</w:t><w:sym w:char="D800"/><w:sym w:char="FFFFFFFF"/></w:r>', "a"),
        ("<w:r><w:t>a\nb</w:t></w:r>", "a b"),
        (
            f"<mc:AlternateContent><mc:Choice>{run('a')}</mc:Choice>{run('a')}</mc:AlternateContent>",
            "a",
        ),
    ],
)
def test_a_paragraph_prints_its_words(inner: str, words: str) -> None:
    """Links, controls and inserted text are printed; deleted and hidden text, codes and aids are not."""
    data = word_file(f"<w:p>{inner}</w:p>" + paragraph("The end."))
    assert texts(data) == [words, "The end."]


def field_edge(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


@pytest.mark.parametrize(
    "parts, words",
    [
        (["begin", "code", "separate", "a", "end", "b"], "ab"),
        (["begin", "begin", "code", "separate", "a", "end", "code", "separate", "b", "end"], "b"),
        (["begin", "code", "end", "a"], "a"),
        (["end", "separate", "a"], "a"),
    ],
)
def test_fields_print_their_results(parts: list[str], words: str) -> None:
    """A field's code is not printed, nor the results of the fields within it; broken fields do no harm."""
    code = '<w:r><w:instrText> REF "x" </w:instrText></w:r>'
    inner = "".join(
        run(one) if len(one) == 1 else code if one == "code" else field_edge(one) for one in parts
    )
    assert texts(word_file(f"<w:p>{inner}</w:p>" + paragraph("The end."))) == [words, "The end."]


def test_hidden_styles_hide_text() -> None:
    """A run in a hidden style is not printed, nor is a paragraph in one."""
    styles = (
        '<w:style w:type="character" w:styleId="C"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    in_style = run("b", '<w:rStyle w:val="C"/>')
    body = f"<w:p>{run('a')}{in_style}</w:p>" + styled("c", "P")
    assert texts(word_file(body, styles=styles)) == ["a"]


@pytest.mark.parametrize(
    "properties",
    ["<w:rPr><w:del/></w:rPr>", "<w:rPr><w:vanish/><w:specVanish/></w:rPr>", '<w:framePr w:dropCap="drop"/>'],
)
def test_a_paragraph_may_run_on_into_the_next(properties: str) -> None:
    """A paragraph whose end is deleted or hidden is one with the next, as is a dropped capital."""
    body = paragraph("T", properties) + paragraph("he Parties agree.") + paragraph("The end.")
    assert texts(word_file(body)) == ["The Parties agree.", "The end."]


def test_the_last_paragraph_of_a_cell_runs_on_into_nothing() -> None:
    """A hidden end does not carry words out of a cell."""
    hidden = paragraph("a", "<w:rPr><w:vanish/></w:rPr>")
    row = f"<w:tr><w:tc>{hidden}</w:tc><w:tc>{paragraph('b')}</w:tc></w:tr>"
    assert texts(word_file(f"<w:tbl>{row}</w:tbl>" + hidden)) == ["a | b", "a"]


def test_deleted_paragraphs_are_not_counted() -> None:
    """A paragraph that is deleted with its end has no number; one whose number is hidden neither."""
    gone = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:rPr>{}</w:rPr></w:pPr>{}</w:p>'
    deleted = gone.format("<w:del/>", "<w:del><w:r><w:delText>b</w:delText></w:r></w:del>")
    hidden = gone.format("<w:vanish/>", run("c", "<w:vanish/>"))
    body = item("a", 1) + deleted + hidden + item("d", 1)
    assert texts(word_file(body, numbering=OUTLINE)) == ["1. a", "2. d"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    """Of the two versions of a text box one is read, after the paragraph that it hangs on."""
    box = f"<w:txbxContent>{paragraph('in the box')}</w:txbxContent>"
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    body = f"<w:p><w:r>{both}<w:t>before</w:t></w:r></w:p>" + paragraph("after")
    assert texts(word_file(body)) == ["before", "in the box", "after"]


def test_blocks_may_stand_in_controls_and_versions() -> None:
    """Paragraphs within content controls and custom markup are read; of several versions one is."""
    body = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('a')}<w:customXml>{paragraph('b')}</w:customXml></w:sdtContent>"
        f"</w:sdt><mc:AlternateContent><mc:Choice>{paragraph('c')}</mc:Choice>"
        f"<mc:Fallback>{paragraph('c')}</mc:Fallback></mc:AlternateContent>"
    )
    assert texts(word_file(body)) == ["a", "b", "c"]


# --- headings -------------------------------------------------------------------------------------


STYLES = (
    named("Normal", "Normal", default='w:default="1"')
    + named("berschrift2", "heading 2")
    + named("Own", "My heading", base="berschrift2")
    + named("Body", "My body", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', base="berschrift2")
    + named("Level", "Section", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
    + named("Titel", "Title")
    + named("OwnTitle", "Cover", base="Titel")
    + named("Verzeichnis1", "toc 1")
    + named("Strong", "Emphatic", "<w:rPr><w:b/></w:rPr>")
    + named("Loop", "Loop", base="Pool")
    + named("Pool", "Pool", base="Loop")
)


@pytest.mark.parametrize(
    "style, words, more, mark",
    [
        ("berschrift2", "Trade", "", HEADING[2]),
        ("Own", "Trade", "", HEADING[2]),
        ("Body", "Trade", "", None),
        ("Level", "Trade", "", HEADING[3]),
        ("Normal", "Trade", '<w:outlineLvl w:val="0"/>', HEADING[1]),
        ("Own", "Trade", '<w:outlineLvl w:val="9"/>', None),
        ("Own", "Trade", '<w:outlineLvl w:val="x"/>', HEADING[2]),
        ("Titel", "Joint Statement", "", Mark(Role.TITLE)),
        ("OwnTitle", "Joint Statement", "", Mark(Role.TITLE)),
        ("Verzeichnis1", "Trade\t4", "", CONTENTS),
        ("Loop", "Trade", "", None),
        ("Unknown", "Trade", "", None),
        ("Own", "Duties and Powers of the Commission.", "", HEADING[2]),
        ("Own", "Why now?", "", HEADING[2]),
        ("Own", "The Parties shall meet each year.", "", None),
        ("Own", "Our intentions are as follows:", "", None),
        ("Own", "for any reason following a notice; and", "", None),
        ("Own", "Each Party renders to the other all the help it asks for.", "", None),
        ("Own", "Recalling the words that both sides exchanged, " + "and more, " * 9, "", None),
        ("Own", "They agree. " + "And so they meet again " * 6, "", None),
        ("Strong", "Closing words", "", HEADING[9]),
        ("Strong", "Closing words.", "", None),
        ("Strong", "Closing words " * 9, "", None),
    ],
)
def test_styles_make_headings(style: str, words: str, more: str, mark: Mark | None) -> None:
    """Headings are those of their style or outline level, as long as they are no sentences."""
    ((_, found), *_) = blocks(word_file(styled(words, style, more), styles=STYLES))
    assert found == mark


@pytest.mark.parametrize(
    "inner, bold",
    [
        (run("General", "<w:b/>") + run(" ") + run("provisions", '<w:b w:val="1"/>'), True),
        (run("General", "<w:b/>") + run(" provisions"), False),
        (run("Year ", "<w:b/>") + run("2019"), True),
        (run("2019", "<w:b/>"), False),
        (run("General", '<w:b w:val="0"/>'), False),
        (run("General", '<w:rStyle w:val="Bold"/>'), True),
        ('<w:pPr><w:pStyle w:val="Strong"/></w:pPr>' + run("General", '<w:rStyle w:val="Bold"/>'), False),
        ('<w:pPr><w:pStyle w:val="Strong"/></w:pPr>' + run("General", '<w:b w:val="off"/>'), False),
    ],
)
def test_bold_lines_are_headings(inner: str, bold: bool) -> None:  # noqa: FBT001
    """A short line of which every letter is bold is a heading, below those that have a style."""
    character = '<w:style w:type="character" w:styleId="Bold"><w:rPr><w:b/></w:rPr></w:style>'
    ((_, found),) = blocks(word_file(f"<w:p>{inner}</w:p>", styles=STYLES + character))
    assert found == (HEADING[9] if bold else None)


def test_numbered_headings_keep_their_numbers() -> None:
    """A heading has its number before its words; a bullet before it is an ornament, before bold words not."""
    bullets = '<w:abstractNum w:abstractNumId="1">' + numbering_level(0, "bullet", "•")
    more = f'{bullets}</w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    numbering = lists(numbering_level(0, "decimal", "%1."), more=more)
    first, second = ('<w:numPr><w:numId w:val="1"/></w:numPr>', '<w:numPr><w:numId w:val="2"/></w:numPr>')
    body = styled("Trade", "Own", first) + styled("Aid", "Own", second) + styled("Tax", "Strong", second)
    assert blocks(word_file(body, styles=STYLES, numbering=numbering)) == [
        ("1. Trade", HEADING[2]),
        ("Aid", HEADING[2]),
        ("- Tax", None),
    ]


def test_a_table_of_contents_is_no_part_of_the_instrument() -> None:
    """All that stands in the content control of a table of contents is furniture."""
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    body = f"<w:sdt>{gallery}<w:sdtContent>{paragraph('Trade')}</w:sdtContent></w:sdt>{paragraph('Trade')}"
    assert blocks(word_file(body)) == [("Trade", CONTENTS), ("Trade", None)]


# --- tables ---------------------------------------------------------------------------------------


def table(*rows: list[str]) -> str:
    """A table of cells, given as XML or as plain words."""
    cells = (
        "".join(f"<w:tc>{cell if cell.startswith('<') else paragraph(cell)}</w:tc>" for cell in row)
        for row in rows
    )
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def test_rows_of_data_are_one_block_each() -> None:
    """A row of short cells is one block, its empty cells left out; a cell's paragraphs stand in a line."""
    body = table(["Year", "Visits"], ["2019", ""], [paragraph("Ministry of") + paragraph("Trade"), "12"])
    assert blocks(word_file(body)) == [("Year | Visits", ROW), ("2019", ROW), ("Ministry of Trade | 12", ROW)]


def test_rows_of_sentences_are_read_like_body_text() -> None:
    """Where a cell has a sentence, a long text or a list, each paragraph of the row is a block."""
    numbered = item("to meet", 1) + item("to report", 1)
    body = table(["Goal", "They will meet."], ["Aid", "word " * 20], ["Both", numbered])
    assert blocks(word_file(body, numbering=OUTLINE)) == [
        ("Goal", CELL),
        ("They will meet.", CELL),
        ("Aid", CELL),
        (("word " * 20).strip(), CELL),
        ("Both", CELL),
        ("1. to meet", CELL),
        ("2. to report", CELL),
    ]


@pytest.mark.parametrize(
    "first, read_as",
    [
        ("1.", ["1. They agree.", "So it is."]),
        ("(a)", ["(a) They agree.", "So it is."]),
        ("12", ["12 They agree.", "So it is."]),
        ("iv)", ["iv) They agree.", "So it is."]),
        ("–", ["– They agree.", "So it is."]),
        ("all", ["all", "They agree.", "So it is."]),
        (item("", 1), ["1. They agree.", "So it is."]),
    ],
)
def test_a_number_in_a_cell_of_its_own_leads_the_next(first: str, read_as: list[str]) -> None:
    """In a layout table the first column often has the numbers, typed or automatic."""
    assert texts(word_file(table([first, "They agree.", "So it is."]), numbering=OUTLINE)) == read_as


def test_a_table_of_one_column_is_a_frame() -> None:
    """Text in a frame is read like body text, be it ever so short."""
    assert blocks(word_file(table(["For both sides"], ["a"]))) == [("For both sides", None), ("a", None)]


def test_merged_cells_are_not_repeated() -> None:
    """A cell that goes on with the one above or before it prints nothing."""
    above = f"<w:tcPr><w:vMerge/></w:tcPr>{paragraph('again')}"
    before = f'<w:tcPr><w:hMerge w:val="continue"/></w:tcPr>{paragraph("again")}'
    first = f'<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{paragraph("2019")}'
    body = table([first, "May"], [above, "June"], ["2020", before])
    assert texts(word_file(body)) == ["2019 | May", "June", "2020"]


def test_tables_may_stand_in_cells() -> None:
    """A table in a cell is read in its place, row by row."""
    body = table(["a", table(["b", "c"]) + paragraph("")], ["d", "e"])
    assert blocks(word_file(body)) == [("a", CELL), ("b | c", ROW), ("d | e", ROW)]


def test_rows_may_be_wrapped_or_deleted() -> None:
    """Rows and cells in content controls are read; deleted and hidden rows are not."""
    cell = f"<w:tc>{paragraph('a')}</w:tc>"
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>".format
    wrapped = control(f"<w:tr>{cell}{control(cell)}</w:tr>")
    gone = "".join(f"<w:tr><w:trPr><w:{one}/></w:trPr>{cell}</w:tr>" for one in ("del", "hidden"))
    assert texts(word_file(f"<w:tbl>{wrapped}{gone}</w:tbl>" + paragraph("b"))) == ["a | a", "b"]


# --- notes ----------------------------------------------------------------------------------------


def note(name: int, words: str, kind: str = "footnote") -> str:
    return f'<w:{kind} w:id="{name}"><w:p><w:r><w:{kind}Ref/></w:r>{run(words)}</w:p></w:{kind}>'


def reference(name: int, kind: str = "footnote", more: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{name}" {more}/>{more and "<w:t>*</w:t>"}</w:r>'


def test_notes_stand_at_the_end() -> None:
    """References are superscript digits in order, endnotes after footnotes; unused notes are left out."""
    body = (
        f"<w:p>{run('One')}{reference(7)}{run(', two')}{reference(1, 'endnote')}{run('.')}</w:p>"
        f"<w:p>{run('Three')}{reference(3)}{run('.')}</w:p>"
    )
    footnotes = note(-1, "a line") + note(3, " Third.") + note(7, " First.") + note(8, " Unused.")
    data = word_file(body, footnotes=footnotes, endnotes=note(1, " Second.", "endnote"))
    assert blocks(data) == [
        ("One¹, two³.", None),
        ("Three².", None),
        ("1 First.", NOTE),
        ("2 Third.", NOTE),
        ("3 Second.", NOTE),
    ]


def test_a_note_may_have_a_mark_of_its_own() -> None:
    """A note with a mark of its own has no number, and is read with its mark."""
    own = reference(1, more='w:customMarkFollows="1"')
    body = f"<w:p>{run('One')}{own}{run(' two')}{reference(2)}</w:p>"
    data = word_file(body, footnotes=note(1, "* Own.") + note(2, " First."))
    assert blocks(data) == [("One* two¹", None), ("* Own.", NOTE), ("1 First.", NOTE)]


def test_a_note_of_several_paragraphs_is_one_block() -> None:
    """The paragraphs of a note stand on lines of their own within its block; an empty note is none."""
    two = f'<w:footnote w:id="1">{paragraph(" First.")}{paragraph("More.")}</w:footnote>'
    body = f"<w:p>{run('One')}{reference(1)}{reference(2)}{reference(9)}</w:p>"
    assert blocks(word_file(body, footnotes=two + note(2, " "))) == [
        ("One¹²³", None),
        ("1 First.\nMore.", NOTE),
    ]


def test_notes_may_refer_to_notes() -> None:
    """A note that only another note refers to is read as well; one that refers to itself is read once."""
    first = f'<w:footnote w:id="1"><w:p>{run("First")}{reference(1)}{reference(2)}</w:p></w:footnote>'
    body = f"<w:p>{run('One')}{reference(1)}</w:p>"
    assert texts(word_file(body, footnotes=first + note(2, "Second."))) == ["One¹", "1 First¹²", "2 Second."]


# --- what is known of the file --------------------------------------------------------------------


@pytest.mark.parametrize(
    "title, known",
    [
        ("Joint  Declaration", "Joint Declaration"),
        ("JOINT DECLARATION", "JOINT DECLARATION"),
        ("Model agreement", None),
        ("", None),
        ("Declaration", None),
        ("Microsoft Word - joint.doc", None),
        ("Untitled document", None),
    ],
)
def test_the_title_is_known_where_the_text_says_it_too(title: str, known: str | None) -> None:
    """The title among the properties counts if the text opens with it, not that of a template."""
    words = "Joint Declaration, Untitled document, Microsoft Word - joint.doc"
    assert read(word_file(paragraph(words), title)).metadata.title == known


def test_a_file_needs_no_properties() -> None:
    """A file without properties, styles or content types is read, in any spelling of its names."""
    files = members(paragraph("They agree."))
    del files["docProps/core.xml"], files["[Content_Types].xml"], files["word/_rels/document.xml.rels"]
    files["_rels\\.rels"] = files.pop("_rels/.rels")
    files["Word/Document.xml"] = files.pop("word/document.xml")
    assert read(packed(files)).text == "They agree.\n"
    assert read(packed({"word/document.xml": files["Word/Document.xml"]})).text == "They agree.\n"


@pytest.mark.parametrize(
    "body, remarks",
    [
        ("", ()),
        (f"<w:p><w:ins>{run('a')}</w:ins></w:p>", ("it has tracked changes; they are read as accepted",)),
        ("<w:altChunk/>", ("it embeds another document, which is not read",)),
    ],
)
def test_the_user_hears_what_was_decided(body: str, remarks: tuple[str, ...]) -> None:
    """Tracked changes and embedded documents are remarked."""
    assert read(word_file(body + paragraph("They agree."))).remarks == remarks


def test_strict_files_are_read_like_others() -> None:
    """A file in the strict variant of the standard has other namespaces and the same text."""
    strict = {
        name: xml.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        .replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/math",
            "http://purl.oclc.org/ooxml/officeDocument/math",
        )
        .replace(RELATIONSHIPS, "http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, xml in members(
            item("a", 1) + "<w:p><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></w:p>", numbering=OUTLINE
        ).items()
    }
    assert texts(packed(strict)) == ["1. a", "x"]


# --- faults ---------------------------------------------------------------------------------------

DOCUMENT = members(paragraph("They agree."))
ROOT = DOCUMENT["word/document.xml"]
LAUGH = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


def damaged(why: str) -> str:
    return f"this Word file is damaged ({why}): save it anew as .docx"


def typed(part: str) -> str:
    what = f"{part} defines a document type, as no Word file does, and is not read"
    return f"{what}: open it in a word processor and save it anew as .docx"


def other(kind: str) -> str:
    return f"this is {kind}, not a Word document: save its text as .docx, .pdf, .html or .txt"


@pytest.mark.parametrize(
    "data, what",
    [
        (b"", damaged("it is no ZIP archive, as Word files are")),
        (b"PK\x03\x04 and no more", damaged("it is no ZIP archive, as Word files are")),
        (packed({"xl/workbook.xml": "<a/>"}), other("an Excel workbook")),
        (packed({"ppt/presentation.xml": "<a/>"}), other("a PowerPoint presentation")),
        (packed({"mimetype": "a", "META-INF/manifest.xml": "<a/>"}), other("an OpenDocument file")),
        (packed({"mimetype": "a", "META-INF/container.xml": "<a/>"}), other("an e-book (EPUB)")),
        (packed({"Index/Document.iwa": "a"}), other("an Apple Pages document")),
        (
            packed({"declaration.txt": "They agree."}),
            "this is a ZIP archive without a Word document: unpack it and give the files in it",
        ),
        (
            packed(DOCUMENT | {"word/document.xml": "<a/>", "xl/workbook.xml": "<a/>"}),
            other("an Excel workbook"),
        ),
        (
            word_file(paragraph(" ") + "<w:tbl/>"),
            "it has no text; if it holds scanned pages, recognise their text (OCR) first",
        ),
        (
            packed(DOCUMENT | {"word/document.xml": ROOT.replace("</w:body>", "")}),
            damaged("word/document.xml is no well-formed XML"),
        ),
        (
            packed(DOCUMENT | {"word/document.xml": ROOT.replace("They", "&they;")}),
            damaged("word/document.xml is no well-formed XML"),
        ),
        (
            packed(DOCUMENT | {"word/document.xml": LAUGH + ROOT.replace("They", "&b;")}),
            typed("word/document.xml"),
        ),
        (
            packed(DOCUMENT | {"_rels/.rels": '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'}),
            typed("_rels/.rels"),
        ),
        (packed(DOCUMENT, ZIP_BZIP2), damaged("_rels/.rels is packed as no Word file is")),
        (
            packed(DOCUMENT | {f"{i}": "" for i in range(10_001 - len(DOCUMENT))}),
            "it packs 10,001 members; 10,000 can be read: save its text alone as a new document",
        ),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, what: str) -> None:
    """A file that is no Word file, is damaged, hostile or empty is named, with what to do."""
    with pytest.raises(ReadError) as caught:
        read(data)
    assert (caught.value.what, caught.value.where) == (what, "a.docx")


def test_a_locked_member_is_said() -> None:
    """A member that is marked as locked with a password cannot be read."""
    parts = packed(DOCUMENT).split(b"PK\x01\x02")
    locked = [parts[0], *(part[:4] + b"\x01" + part[5:] for part in parts[1:])]
    with pytest.raises(ReadError, match="it is locked with a password: save it without one"):
        read(b"PK\x01\x02".join(locked))


@pytest.mark.parametrize("depth", [60, 300, 3_000])
def test_deep_nesting_is_read_or_refused(depth: int) -> None:
    """Tables within tables are read as far as the parser goes, and never break the reader."""
    cell = "<w:tbl><w:tr><w:tc>"
    body = cell * depth + paragraph("They agree.") + "</w:tc></w:tr></w:tbl>" * depth
    if depth < 100:
        assert texts(word_file(body)) == ["They agree."]
    else:
        with pytest.raises(ReadError, match="save it anew as"):
            read(word_file(body))


def test_a_bomb_is_refused_by_what_it_declares() -> None:
    """A file that says it unpacks to more than ten times what a file may have is not unpacked."""
    bomb = packed(DOCUMENT | {"word/media/image1.png": bytes(2_000_000)})
    assert len(bomb) < 10_000
    with pytest.raises(ReadError) as caught:
        read(bomb, Limits(bytes=200_000))
    declared = sum(map(len, DOCUMENT.values())) + 2_000_000
    assert caught.value.what == (
        f"it unpacks to {declared:,} bytes, over 10 times what a file may have:"
        " split it, or raise --max-bytes"
    )
    assert read(bomb, Limits(bytes=210_000)).text == "They agree.\n"


def lying(data: bytes, name: bytes, size: int) -> bytes:
    """An archive whose directory and header declare another size of a member than it has."""
    start = data.rindex(name) - 46 + 24
    data = data[:start] + struct.pack("<I", size) + data[start + 4 :]
    start = data.index(name) - 30 + 22
    return data[:start] + struct.pack("<I", size) + data[start + 4 :]


def test_a_bomb_that_lies_is_not_unpacked() -> None:
    """A member that unpacks to more than it declares is damaged, however much it would unpack to."""
    bomb = packed(DOCUMENT | {"word/document.xml": ROOT + " " * 50_000_000})
    with pytest.raises(ReadError) as caught:
        read(lying(bomb, b"word/document.xml", len(ROOT)))
    assert caught.value.what == damaged("word/document.xml does not unpack")


def test_the_parts_that_are_parsed_have_a_limit_together() -> None:
    """Text, styles and notes together may unpack to three times what a file may have."""
    data = word_file(paragraph("They agree.") + " " * 3_000, styles=" " * 3_000)
    with pytest.raises(ReadError) as caught:
        read(data, Limits(bytes=2_000))
    assert caught.value.what == (
        "its text unpacks to more than 6,000 bytes, over 3 times what a file may have:"
        " split it, or raise --max-bytes"
    )
    assert read(data, Limits(bytes=4_000)).text == "They agree.\n"


def test_reading_ends_at_the_deadline() -> None:
    """A file that takes longer than it may is given up."""
    with pytest.raises(ReadError, match="not done after"):
        read_docx(word_file(paragraph("They agree.")), "a.docx", Limits(), Deadline("a.docx", -1))


# --- any bytes ------------------------------------------------------------------------------------

MEMBERS = members(
    item("They agree.", 1) + table(["a", "b"]) + f"<w:p>{run('One')}{reference(1)}</w:p>",
    styles=STYLES,
    numbering=OUTLINE,
    footnotes=note(1, "First."),
)
NAMES = (
    "p pPr r rPr t tbl tr tc tcPr vMerge numPr ilvl numId pStyle rStyle b vanish del ins sdt sdtContent"
    " sectPr txbxContent footnoteReference fldChar sym br outlineLvl framePr abstractNum num lvl start"
    " lvlText numFmt lvlOverride startOverride abstractNumId numStyleLink lvlRestart style basedOn footnote"
).split()
VALUES = (
    "",
    "0",
    "1",
    "2",
    "9",
    "-1",
    "x",
    "99999999999",
    "%1.",
    "%2%1%9",
    "bullet",
    "restart",
    "begin",
    "page",
)


def holds(data: bytes) -> None:
    """Whether a file gives a text whose marks stand at its blocks, or a named error."""
    try:
        blocks(data)
    except ReadError as error:
        assert error.what  # noqa: PT017
        assert "\n" not in error.what  # noqa: PT017


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Bytes without sense are refused by name."""
    holds(data)
    holds(b"PK\x03\x04" + data)


def damage(whole: bytes, random: Random) -> bytes:
    """Bytes of which a few are changed, cut out or doubled."""
    broken = bytearray(whole)
    for _ in range(random.randint(1, 6)):
        start, source = random.randrange(len(broken)), random.randrange(len(broken))
        piece = random.choice((random.randbytes(3), b"", broken[source : source + 30]))
        broken[start : start + random.randint(0, 40)] = piece
        broken = broken or bytearray(b"P")
    return bytes(broken)


@given(st.randoms(use_true_random=True))
def test_a_damaged_file_is_read_or_refused(random: Random) -> None:
    """A Word file with any bytes changed, cut out or doubled gives a text or a named error."""
    holds(damage(packed(MEMBERS), random))


@given(st.sampled_from(sorted(MEMBERS)), st.randoms(use_true_random=True))
def test_a_file_with_a_damaged_part_is_read_or_refused(part: str, random: Random) -> None:
    """A whole archive of which one part is damaged gives a text or a named error."""
    holds(packed(MEMBERS | {part: damage(MEMBERS[part].encode(), random)}))


def element(random: Random, depth: int) -> str:
    """An element of Word's of any kind, with any values, and others within it."""
    name = random.choice(NAMES)
    attributes = "".join(
        f' w:{one}="{random.choice(VALUES)}"'
        for one in ("val", "id", "styleId", "ilvl", "numId", "abstractNumId", "fldCharType", "char")
        if random.random() < 0.4
    )
    inner = "".join(element(random, depth - 1) for _ in range(random.randint(0, 4))) if depth else "x"
    return f"<w:{name}{attributes}>{inner}</w:{name}>"


@given(st.randoms(use_true_random=True))
def test_any_elements_are_read_or_refused(random: Random) -> None:
    """Elements of Word's in any order, with any values, never break the reader."""
    parts = {part: element(random, 3) for part in ("styles", "numbering", "footnotes")}
    holds(word_file(item("They agree.", 1) + element(random, 5), **parts))
