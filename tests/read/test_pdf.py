from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from read.docx_files import Piece
from read.pdf_files import HEIGHT, Line, pdf, pdf_of, spelt
from servanda.errors import ReadError
from servanda.limits import Limits
from servanda.model import Unit
from servanda.read.metadata import Metadata
from servanda.read.pdf import read_pdf
from servanda.read.source import Mark, Role, Source

LIMITS = Limits()
TITLE = Mark(Role.TITLE)
NOTE = Mark(Role.FOOTNOTE)


def heading(level: int) -> Mark:
    return Mark(Role.HEADING, level)


def read(data: bytes, limits: Limits = LIMITS) -> Source:
    return read_pdf(data, "joint.pdf", limits, limits.deadline("joint.pdf"))


def blocks(source: Source) -> list[tuple[str, Mark | None]]:
    """The blocks of a text, each with what the format says of it."""
    found = []
    start = 0
    for block in source.text.removesuffix("\n").split("\n\n"):
        found.append((block, source.marks.get(start)))
        start += len(block) + 2
    return found


def texts(pages: Iterable[Iterable[Line]]) -> list[str]:
    return [text for text, _ in blocks(read(pdf(pages)))]


def column(*lines: str, left: float = 70, top: float = 700, size: float = 11) -> list[Line]:
    """Lines one below another."""
    return [Line(line, left, top - 1.3 * size * i, size) for i, line in enumerate(lines)]


FULL = (
    "The Parties commit to work together for the good of all their peoples, to meet each year",
    "and to report on what they have done. They recall the words of their first declaration, and",
    "that no one may be left behind.",
)
"""Three lines of one paragraph, the first two as long as the page is wide."""


# --- whole documents ------------------------------------------------------------------------------

PARAGRAPH = (
    "The Parties commit to work together for the good of all their peoples, to meet each year, and to"
    " report on what they have done."
)
PIECES = [
    Piece("title", "Joint Declaration of the Two Parties"),
    Piece("paragraph", PARAGRAPH),
    Piece("heading", "Trade", level=1),
    Piece("item", "Each Party shall open its market to the goods of the other.", number="1."),
    Piece("item", "Goods are:", number="2."),
    Piece("item", "food, and what is made of it in the territory of one Party or of the two;", 1, "(a)"),
    Piece("item", "machines.", 1, "(b)"),
    Piece("heading", "Customs", level=2),
    Piece("item", "no customs between the Parties", number="-"),
]


def test_a_whole_document() -> None:
    """A title, headings, paragraphs and items come out as blocks, with their lines and list marks."""
    assert blocks(read(pdf_of(PIECES))) == [
        ("Joint Declaration of the Two Parties", TITLE),
        (f"{PARAGRAPH[:103]}\n{PARAGRAPH[104:]}", None),
        ("Trade", heading(1)),
        ("1. Each Party shall open its market to the goods of the other.", None),
        ("2. Goods are:", None),
        ("(a) food, and what is made of it in the territory of one Party or of the two;", None),
        ("(b) machines.", None),
        ("Customs", heading(2)),
        ("• no customs between the Parties", None),
    ]


def sentence(number: int) -> str:
    """A long sentence like no other."""
    goods = ("food", "water", "peace", "trade", "health", "energy", "science", "transport", "education")
    chosen = [goods[(number * (i + 3) + i * i) % 9] for i in range(20)]
    return (
        f"In {2000 + number} the Parties agree {', '.join(f'to give {one} to all States' for one in chosen)}."
    )


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_a_document_of_many_pages(columns: int) -> None:
    """Paragraphs are whole and in order over columns and pages, without headers and page numbers."""
    pieces = [
        piece
        for number in range(1, 30)
        for piece in (
            Piece("heading", f"Article {number}", level=1),
            Piece("paragraph", sentence(number)),
        )
    ]
    data = pdf_of(pieces, header="Joint Declaration", numbered=True, columns=columns)
    found = [(" ".join(text.split()), mark) for text, mark in blocks(read(data))]
    assert found == [(piece.words, heading(1) if piece.kind == "heading" else None) for piece in pieces]


def test_what_the_source_says_besides() -> None:
    """A PDF's own title is not used; the rest of the source is that of a PDF without faults."""
    source = read(spelt(["Joint Declaration"]))
    assert source == Source(
        "Joint Declaration\n",
        "application/pdf",
        wrapped=True,
        unit=Unit.PAGE,
        places=((0, 1),),
        modified=date(2001, 1, 1),
    )
    assert source.metadata == Metadata()


# --- lines to paragraphs --------------------------------------------------------------------------


def test_paragraphs_are_set_apart_by_gaps() -> None:
    """A gap between lines begins a paragraph; the lines of each stay."""
    lines = [*column(*FULL), *column(*FULL, top=650)]
    assert texts([lines]) == ["\n".join(FULL)] * 2


def test_paragraphs_are_set_apart_by_their_first_lines() -> None:
    """Without gaps, the first line that is set in begins a paragraph."""
    lines = column(*FULL[:2], *FULL[:2])
    lines[0], lines[2] = (Line(line.text[:-8], 110, line.base) for line in lines[::2])
    assert texts([lines]) == [f"{FULL[0][:-8]}\n{FULL[1]}"] * 2


def test_a_paragraph_of_one_line_before_one_of_two() -> None:
    """A line that is set in begins a paragraph, even below another one, if the next line is not."""
    first = Line("Expressing its concern with the situation in the East and in the West,", 90, 700)
    second = Line("Emphasizing that war gives no right to land and the need to work for a just", 90, 685.7)
    lines = [first, second, *column("and lasting peace,", *FULL, top=671.4)]
    assert texts([lines])[:2] == [first.text, f"{second.text}\nand lasting peace,"]


def test_paragraphs_that_hang() -> None:
    """Where all lines but the first are set in, the one that is not begins a paragraph."""
    parties = (
        FULL[0],
        "and all others that report on what they have done to the first one of the two Parties.",
    )
    lines = [Line(text, 70 + 20 * (i % 2), 700 - 14.3 * i) for i, text in enumerate(parties * 3)]
    assert texts([lines]) == ["\n".join(parties)] * 3


def test_one_line_paragraphs_set_wide() -> None:
    """The distance of lines is that within paragraphs, even if more lines stand between paragraphs."""
    wide = [Line(text, 70, 700 - 20 * i) for i, text in enumerate([FULL[0]] * 4)]
    assert texts([[*wide, *column(*FULL, top=600)]]) == [*[FULL[0]] * 4, "\n".join(FULL)]


def test_paragraphs_are_set_apart_by_lines_that_end_early() -> None:
    """Without gaps and indents, a sentence that ends before the end of its line ends the paragraph."""
    lines = (*FULL[:2], "that no one may be left behind, whatever they do and wherever they go.")
    assert texts([column(*lines, *lines)]) == ["\n".join(lines)] * 2


def test_items_are_set_apart_by_their_marks() -> None:
    """A list mark begins an item where the line before it ends one; a number within a sentence does not."""
    lines = column(
        "1. The Parties take note of the report of the working group that met in Geneva on the",
        "2. May of this year and in all the other years, and thank it for its work and its words;",
        "2. They ask it to go on.",
    )
    assert texts([lines]) == ["\n".join(line.text for line in lines[:2]), "2. They ask it to go on."]


def test_names_below_one_another_are_no_paragraph() -> None:
    """Lines that fill little of the page and begin with capitals stand by themselves."""
    names = ("Ana Ruiz", "Minister of Trade", "John Smith", "Minister of State")
    assert texts([[*column(*FULL), *column(*names, top=700 - 3 * 14.3)]]) == ["\n".join(FULL), *names]


def test_a_sentence_set_wide_is_one_paragraph() -> None:
    """Lines set wider apart than others belong together while their sentence goes on."""
    wide = [Line(text, 70, 600 - 21 * i) for i, text in enumerate(FULL)]
    assert texts([[*column(*FULL), *wide]]) == ["\n".join(FULL)] * 2


def test_a_word_broken_at_a_line_end_stays_broken() -> None:
    """The hyphen and the line end of a broken word stay as they are."""
    assert texts([column("The Parties are govern-", "ments of good will.")]) == [
        "The Parties are govern-\nments of good will."
    ]


def test_a_broken_address_stays_whole() -> None:
    """A line that ends in a hyphen goes on, even where its end is far from that of others."""
    address = (
        "The report stands at the following address: unitednations.example/reports/PK-",
        "LQP-Final-Report.pdf.",
    )
    lines = ("See https://un.example/PK-", "LQP-Report.pdf for it.")
    assert texts([column(*FULL, *address, *lines)])[1:] == ["\n".join(address), "\n".join(lines)]


@pytest.mark.parametrize("gap, text", [(1.2, "health"), (3.0, "hea lth")])
def test_words_in_pieces(gap: float, text: str) -> None:
    """Pieces of a word that are drawn a little apart are one word."""
    assert texts([[Line("hea", 70, 700), Line("lth", 85.3 + gap, 700)]]) == [text]


def test_what_is_off_the_page() -> None:
    """What is drawn beside the page is none of its text."""
    assert texts([[*column(*FULL), Line("Cut here", -60, 700), Line("and here", 300, 850)]]) == [
        "\n".join(FULL)
    ]


def test_rows_of_a_table_stay_apart() -> None:
    """Lines whose words stand far apart are blocks of their own."""
    rows = [("Mexico", "12"), ("Canada", "7"), ("Chile", "30")]
    lines = [
        Line(cell, 70 + 200 * i, 700 - 14 * number)
        for number, row in enumerate(rows)
        for i, cell in enumerate(row)
    ]
    assert texts([lines]) == ["Mexico 12", "Canada 7", "Chile 30"]


def test_words_drawn_out_of_order() -> None:
    """Words are read from left to right and lines from top to bottom, however they are drawn."""
    lines = [Line("below.", 70, 680), Line("Party", 95, 700), Line("The", 70, 700)]
    assert texts([lines]) == ["The Party\nbelow."]


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_a_page_set_across(turn: int) -> None:
    """A page whose text is turned is read as people hold it."""
    places = {1: (100, 100, 14.3, 0), 2: (500, 700, 0, 14.3), 3: (500, 700, -14.3, 0)}
    left, base, across, up = places[turn]
    lines = [Line(text, left + across * i, base + up * i, turn=turn) for i, text in enumerate(FULL)]
    assert texts([[*lines, Line("DRAFT", 300, 400)]]) == ["\n".join(FULL)]


# --- columns --------------------------------------------------------------------------------------

LEFT = (
    "The Parties commit to work",
    "together for the good of all",
    "their peoples, to meet each",
    "year and to report on what",
)
RIGHT = (
    "they have done. They recall",
    "the words of their first",
    "declaration, and that no one",
    "may be left behind in it.",
)


def test_columns_are_read_one_after_the_other() -> None:
    """Two columns are read from the left to the right, and a paragraph that goes over both is one."""
    lines = [*column(*LEFT), *column(*RIGHT, left=300, top=697)]
    assert texts([lines]) == ["\n".join((*LEFT, *RIGHT))]


def test_lines_across_columns_stand_between_them() -> None:
    """What runs across both columns is read after those above it and before those below it."""
    across = Line(
        "Both Parties agree to all this, as if it were said in one column, each for itself.", 70, 620
    )
    upper = [
        *column(*LEFT[:3], "year and to report on it."),
        *column("Their words: we recall", *RIGHT[1:], left=300),
    ]
    lower = [*column("Also, the", *LEFT[1:], top=590), *column(*RIGHT, left=300, top=590)]
    assert texts([[*upper, across, *lower]]) == [
        "\n".join((*LEFT[:3], "year and to report on it.")),
        "\n".join(("Their words: we recall", *RIGHT[1:])),
        across.text,
        "\n".join(("Also, the", *LEFT[1:], *RIGHT)),
    ]


def test_columns_of_few_lines() -> None:
    """What stands beside a column is a column, too, where other pages have two."""
    first = [*column(*LEFT), *column(*RIGHT[:3], "may be left behind.", left=300)]
    second = [*column("Also, the", *LEFT[1:]), *column("they say.", left=300)]
    assert texts([first, second]) == [
        "\n".join((*LEFT, *RIGHT[:3], "may be left behind.")),
        "\n".join(("Also, the", *LEFT[1:], "they say.")),
    ]


# --- pages ----------------------------------------------------------------------------------------


def test_a_paragraph_goes_on_over_a_page() -> None:
    """A paragraph that a page breaks is one block."""
    assert texts([column(*FULL[:2], top=100), column(FULL[2], top=760)]) == ["\n".join(FULL)]


def test_a_paragraph_goes_on_with_a_capital() -> None:
    """A full line without an end goes on over a page, even with a capital."""
    line = "The Parties commit to work for the good of all their peoples in the spirit of the United"
    assert texts([column(*FULL[:2], line, top=128), column("Nations and their Charter.", top=760)]) == [
        "\n".join((*FULL[:2], line, "Nations and their Charter."))
    ]


@pytest.mark.parametrize(
    "first, second",
    [
        ("that no one may be left behind.", "Each Party shall report."),
        ("The Parties agree on this:", "1. Each Party shall report."),
        ("The Parties agree on this:", "to report each year."),
        ("and that no one", "Recalling their words,"),
        (FULL[1], "(a) Each Party shall report."),
    ],
)
def test_a_page_may_end_with_a_paragraph(first: str, second: str) -> None:
    """The next page begins a block if the last one ended a sentence, or early, or an item begins."""
    assert texts([column(*FULL[:2], first, top=128), column(second, *FULL, top=760)])[0] == "\n".join(
        (*FULL[:2], first)
    )


def test_a_page_may_begin_with_a_paragraph() -> None:
    """After a full line without an end, a line with a capital that is set in begins a block."""
    opener = "Recalling the words of their first declaration, which they made a year ago and"
    lines = [Line(opener, 100, 760), *column(*FULL[1:], top=745.7)]
    assert texts([column(*FULL[:2], top=128), lines]) == ["\n".join(FULL[:2]), "\n".join((opener, *FULL[1:]))]


# --- margins --------------------------------------------------------------------------------------


STATES = ("Mexico", "Canada", "Chile", "Peru", "Brazil", "Japan")


def body(number: int) -> str:
    """A paragraph like no other."""
    name = STATES[number]
    return f"{name} recalls what it said in the year {2030 - number % 4},\nand that {name} is a Party."


def page(number: int, *margins: Line) -> list[Line]:
    """A page with that paragraph, and with lines in its margins."""
    return [*margins, *column(*body(number).split("\n"), top=770 - number)]


@pytest.mark.parametrize(
    "margin",
    [
        "Joint Declaration",
        "Joint Declaration – page {}",
        "CM/2021/17 {} of 4",
        "{}",
        "- {} -",
        "Page {}/4",
    ],
)
@pytest.mark.parametrize("base", [800.0, 40.0])
def test_running_lines_are_left_out(margin: str, base: float) -> None:
    """Lines that say the same on all pages, and count with them, do not come into the text."""
    pages = [page(number, Line(margin.format(number), 70, base)) for number in range(1, 5)]
    assert texts(pages) == [body(number) for number in range(1, 5)]


def test_running_lines_differ_on_left_and_right_pages() -> None:
    """Headers of left and right pages run, too: with the same words in another order, or with others."""
    heads = ("CM/2021/17", "Joint Declaration")
    pages = []
    for number in range(1, 6):
        first, second = heads if number % 2 else heads[::-1]
        pages.append(
            page(number, Line(first, 70, 800), Line(second, 430, 800), Line(f"Part {number % 2}", 70, 40))
        )
    assert texts(pages) == [body(number) for number in range(1, 6)]


def test_running_lines_that_change() -> None:
    """A header runs if a piece of it does, whatever else stands beside it."""
    heads = ("Trade", "Customs", "Food and drink")
    pages = [page(i, Line(head, 70, 800), Line("CM/2021/17", 430, 800)) for i, head in enumerate(heads)]
    assert texts(pages) == [body(number) for number in range(3)]


def test_a_title_that_runs_later_stays_on_the_first_page() -> None:
    """The title stays where it stands first; on later pages it is a running header."""
    pages = [
        page(1, Line("Joint Declaration", 70, 800, 18, bold=True)),
        *(page(number, Line("Joint Declaration", 70, 800, 9)) for number in (2, 3)),
    ]
    assert texts(pages) == ["Joint Declaration", body(1), body(2), body(3)]


def test_a_title_that_runs_on_one_page_only() -> None:
    """Even once, a smaller line above the text that repeats words of the first page is a header."""
    pages = [
        page(1, Line("A/RES/73/8", 430, 808, 20), Line("End of the embargo", 70, 785, 14)),
        page(
            2, Line("A/RES/73/8", 70, 795, 9), Line("End of the embargo", 430, 795, 9), Line("2/2", 70, 40, 9)
        ),
    ]
    assert texts(pages) == ["A/RES/73/8", "End of the embargo", body(1), body(2)]


def test_a_line_above_all_text_is_a_header() -> None:
    """Even once, a smaller line that stands higher than all text is a header."""
    assert texts([page(1), page(2, Line("Council of Ministers", 70, 810, 8))]) == [body(1), body(2)]


def test_the_sign_of_the_printer_is_left_out() -> None:
    """A sign of letters and figures at the foot of a page is none of its text."""
    assert texts([page(1, Line("18-18418 (E) 071118", 70, 44))]) == [body(1)]


def test_lines_under_others_are_text() -> None:
    """Words that all pages have at one height stay if they stand below other text."""
    pages = [column(f"{state} agrees to this", "and is a Party.", top=790) for state in STATES]
    assert texts(pages) == [f"{state} agrees to this\nand is a Party." for state in STATES]


def test_long_lines_are_text() -> None:
    """A line of text that all pages begin with stays, even above a gap."""
    pages = [[*column(FULL[0], top=790), *column(*body(i).split("\n"), top=760)] for i in range(1, 4)]
    assert texts(pages)[::2] == [FULL[0]] * 3


@pytest.mark.parametrize("line", ["Annex {}", "Article {}", "The Parties agree:"])
def test_text_that_repeats_is_no_running_line(line: str) -> None:
    """What stands where other pages have text stays, even if pages begin with the same words."""
    pages = [
        [
            *column(line.format(number), top=770),
            *column(*body(number).split("\n"), top=755),
        ]
        for number in range(1, 4)
    ]
    assert [text for text in texts(pages) if text.startswith(line[:6])] == [
        line.format(number) for number in range(1, 4)
    ]


@pytest.mark.parametrize("line", ["Annex {}", "Article {}"])
def test_what_a_text_counts_is_no_running_line(line: str) -> None:
    """Annexes that are counted as the pages are that they begin on keep their headings."""
    pages = [[*column(line.format(i), top=790), *column(*body(i).split("\n"), top=760)] for i in range(1, 4)]
    assert texts(pages)[::2] == [line.format(number) for number in range(1, 4)]


def test_text_that_begins_some_pages_is_no_running_line() -> None:
    """What some pages begin with, while others begin with other words there, stays."""
    heads = ("Agreed:", "Trade", "Agreed:", "Customs", "Agreed:", "Food", "Drink")
    pages = [
        [*column(head, top=790), *column(*body(i % 6).split("\n"), top=760)] for i, head in enumerate(heads)
    ]
    assert texts(pages)[::2] == list(heads)


@pytest.mark.parametrize("number", ["7", "- 7 -", "Page 7 of 9", "vii"])
def test_a_number_alone_at_the_head(number: str) -> None:
    """A number that stands alone above the text is a page number, even once."""
    assert texts([page(1, Line(number, 300, 800))]) == [body(1)]


@pytest.mark.parametrize("base, gone", [(40.0, True), (64.0, False)])
def test_a_number_alone_at_the_foot(base: float, *, gone: bool) -> None:
    """A single number is a page number if it is set off from the text, and text if it is not."""
    lines = [*column(*FULL[:2], "in the year", top=107), Line("2017", 70, base)]
    assert ("2017" in read(pdf([lines])).text) is not gone


# --- footnotes ------------------------------------------------------------------------------------


def noted(*notes: str) -> list[list[Line]]:
    """Two pages: a paragraph over both, and footnotes at the foot of the first."""
    return [
        [
            *column(*FULL, "The Parties recall their resolution", top=200),
            Line("1", 217, 161, 7),
            *column("and their words", top=142),
            Line("________________", 70, 120),
            *column(*notes, top=105, size=8),
        ],
        column("of the year before, and all others.", *FULL, top=760),
    ]


def test_footnotes_follow_what_they_interrupt() -> None:
    """A footnote stands after the paragraph that goes on below it; its sign in the text is raised."""
    found = blocks(
        read(pdf(noted("1 Resolution 70/1, which was adopted in the year before this", "one, in New York.")))
    )
    assert found[-3:] == [
        ("The Parties recall their resolution¹\nand their words\nof the year before, and all others.", None),
        ("1 Resolution 70/1, which was adopted in the year before this\none, in New York.", NOTE),
        ("\n".join(FULL), None),
    ]


def test_each_footnote_is_a_block() -> None:
    """Footnotes begin with the next number or with an asterisk, wherever their lines end."""
    found = blocks(
        read(pdf(noted("1 Resolution 70/1, adopted by", "70 States.", "2 New York.", "* Without a vote.")))
    )
    assert [text for text, mark in found if mark == NOTE] == [
        "1 Resolution 70/1, adopted by\n70 States.",
        "2 New York.",
        "* Without a vote.",
    ]


def test_raised_signs_of_footnotes() -> None:
    """A raised sign before a footnote is written before it with a space, without a rule above it."""
    lines = [
        *column(*FULL, top=200),
        Line("*", 70, 113, 5.5),
        *column("Adopted without a vote.", left=73, top=110, size=8),
    ]
    assert blocks(read(pdf([lines])))[-1] == ("* Adopted without a vote.", NOTE)


def test_footnotes_close_to_the_text() -> None:
    """Raised signs before small lines make footnotes, without a rule or a gap above them."""
    lines = [*column(*FULL, top=200), Line("3", 70, 163, 5.5), *column("Adopted.", left=73, top=160, size=8)]
    assert blocks(read(pdf([lines]))) == [("\n".join(FULL), None), ("3 Adopted.", NOTE)]


def test_a_footnote_goes_on_over_a_page() -> None:
    """A footnote that does not end on its page goes on at the foot of the next one."""
    first, second = noted("1 Resolution 70/1, which was adopted", "in the year before and")
    more = [Line("________________", 70, 120), *column("confirmed in this one.", top=105, size=8)]
    found = blocks(read(pdf([first, [*second, *more]])))
    assert (
        "1 Resolution 70/1, which was adopted\nin the year before and\nconfirmed in this one.",
        NOTE,
    ) in found


@pytest.mark.parametrize(
    "sign, text", [("a", "resolutionᵃ"), ("1,2", "resolution¹,²"), ("th", "resolutionth")]
)
def test_raised_signs(sign: str, text: str) -> None:
    """Figures and single letters that are raised after a word are written as superscripts."""
    assert texts([[*column("resolution"), Line(sign, 117, 704, 6)]]) == [text]


# --- headings -------------------------------------------------------------------------------------


def test_headings_are_ranked_by_their_type() -> None:
    """Larger type is higher, bold type higher than plain; a sentence in large type is no heading."""
    lines = [
        Line("Two Parties", 70, 780, 22),
        Line("Part One", 70, 740, 16),
        Line("Trade", 70, 710, 13, bold=True),
        Line("Goods", 70, 680, 13),
        Line("Food", 70, 650, 11, bold=True),
        Line("They agree on food.", 70, 620, 13),
        *column(*FULL, top=590),
    ]
    assert [mark for _, mark in blocks(read(pdf([lines])))] == [
        TITLE,
        heading(1),
        heading(2),
        heading(3),
        heading(4),
        None,
        None,
    ]


def test_a_heading_of_several_lines() -> None:
    """The lines of a heading are one block, wherever they begin and end."""
    lines = [
        Line("73/3. Political declaration of the", 70, 760, 14, bold=True),
        Line("General Assembly on the fight", 105, 742, 14, bold=True),
        Line("Against tuberculosis", 105, 724, 14, bold=True),
        *column(*FULL),
    ]
    assert blocks(read(pdf([lines])))[0] == ("\n".join(line.text for line in lines[:3]), TITLE)


def test_no_title_among_equals() -> None:
    """Where several headings are as large as the first, none is the title."""
    lines = [
        Line("Trade", 70, 780, 16),
        *column(*FULL),
        Line("Customs", 70, 640, 16),
        *column(*FULL, top=600),
    ]
    assert [mark for _, mark in blocks(read(pdf([lines])))] == [heading(1), None, heading(1), None]


def test_bold_text_is_no_heading() -> None:
    """Where most of the text is bold, bold lines are no headings."""
    lines = [
        Line(line.text, 70, line.base, bold=True) for line in (*column("Trade", top=780), *column(*FULL))
    ]
    assert [mark for _, mark in blocks(read(pdf([lines])))] == [None, None]


# --- characters -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line, text",
    [
        ("Article\u00a05", "Article\u00a05"),
        ("Québec – “one”", "Québec – “one”"),
        ("one\u00adtwo", "one-two"),
        ("one\u0007two\u0085", "onetwo"),
        ("one\u2028two", "one two"),
        ("\uf0b7 one", "• one"),
        ("o one", "○ one"),
        ("a \U0001f54a", "a \U0001f54a"),
    ],
)
def test_characters(line: str, text: str) -> None:
    """Characters stay as people see them: no control characters, a hyphen where one is drawn."""
    assert read(spelt([line])).text == f"{text}\n"


@pytest.mark.parametrize("font", ["Barcode", "Code39", "Free-3-of-9"])
def test_bars_are_no_characters(font: str) -> None:
    """What is drawn as bars is no text."""
    with pytest.raises(ReadError, match="no text layer"):
        read(spelt(["*1818418*"], font=font))


def test_characters_without_names() -> None:
    """Characters that the file does not name are said."""
    source = read(spelt(["one \ufffd two \ufffd"]))
    assert source.remarks == ("2 characters have no names in this PDF; they are written as \ufffd",)


# --- faults ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data, what",
    [
        (b"", "this PDF is broken; open it in a viewer and save it anew"),
        (b"%PDF-1.7\nnothing", "this PDF is broken; open it in a viewer and save it anew"),
        (spelt(["secret"], encrypted=True), "this PDF needs a password; save it without one"),
        (pdf([[], []]), "this PDF has no text layer: it is a scan; run it through OCR first"),
        (
            pdf([[Line("Scanned by Scanner", 200, 30)]] * 3),
            "this PDF has no text layer: it is a scan; run it through OCR first",
        ),
    ],
    ids=["empty", "broken", "encrypted", "scan", "scan with a mark"],
)
def test_what_cannot_be_read(data: bytes, what: str) -> None:
    """A file that cannot be read is refused with what is wrong and what to do."""
    with pytest.raises(ReadError) as refused:
        read(data)
    assert (refused.value.what, refused.value.where) == (what, "joint.pdf")


def test_too_many_pages() -> None:
    """A file with more pages than the limit is refused; both numbers are said."""
    data = pdf([column(*FULL)] * 3)
    with pytest.raises(ReadError, match="this PDF has 3 pages; 2 can be read: split it"):
        read(data, Limits(pages=2))
    assert read(data, Limits(pages=3)).text


def test_too_little_time() -> None:
    """A file that takes too long is given up."""
    with pytest.raises(ReadError, match="not done after 0 s"):
        read(pdf([column(*FULL)]), Limits(seconds=0))


@pytest.mark.parametrize(
    "pages, remarks",
    [
        ([column(*FULL), []], ("page 2 has no text: is it a scan?",)),
        ([[], column(*FULL), []], ("pages 1, 3 have no text: are they scans?",)),
    ],
)
def test_pages_without_text(pages: list[list[Line]], remarks: tuple[str, ...]) -> None:
    """Pages without text among others are said."""
    source = read(pdf(pages))
    assert (source.text, source.remarks) == ("\n".join(FULL) + "\n", remarks)


# --- any bytes ------------------------------------------------------------------------------------

VALID = (
    pdf(noted("1 One.", "2 Two.")),
    spelt(["ﬁrst", "sec\u00adond"]),
    pdf_of(PIECES, header="Two", numbered=True),
)


def faults(data: bytes) -> list[str]:
    """What is wrong with what comes of a file: a text, or a refusal in one line."""
    try:
        source = read(data)
    except ReadError as error:
        return [] if error.what and "\n" not in error.what else [error.what]
    starts = {0, *(i + 2 for i in range(len(source.text)) if source.text.startswith("\n\n", i))}
    controls = [one for one in source.text if category(one) in ("Cc", "Cs") and one != "\n"]
    return [*controls, *(f"mark at {start}" for start in source.marks if start not in starts)]


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    """Any bytes are read or refused by name."""
    assert not faults(data)


@given(st.sampled_from(VALID), st.data())
@settings(max_examples=300)
def test_any_change(data: bytes, draw: st.DataObject) -> None:
    """A PDF with any bytes changed is read or refused by name."""
    changed = bytearray(data)
    for _ in range(draw.draw(st.integers(1, 8))):
        place = draw.draw(st.integers(0, len(data) - 1))
        changed[place : place + draw.draw(st.integers(0, 3))] = draw.draw(st.binary(max_size=4))
    assert not faults(bytes(changed))


@given(
    st.lists(
        st.lists(
            st.builds(
                Line,
                st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), min_size=1, max_size=60),
                st.floats(-50, 600),
                st.floats(-50, HEIGHT + 50),
                st.sampled_from([0.5, 7.0, 11.0, 16.0, 300.0]),
                st.booleans(),
                st.integers(0, 3),
            ),
            max_size=25,
        ),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=150)
def test_any_lines(pages: list[list[Line]]) -> None:
    """Lines of any size, anywhere on any page, are read or refused by name."""
    assert not faults(pdf(pages))
