from __future__ import annotations

from pathlib import Path

import pytest

from outlines import outline
from servanda.errors import ReadError
from servanda.model import Document, PassageKind
from servanda.read import LONGEST_PARAGRAPH, read

STRUCTURES = Path(__file__).parent / "structures"
SAMPLES = sorted(file for file in STRUCTURES.iterdir() if file.suffix != ".outline")
"""Small documents made for the tests; beside each stands its complete structure, as `outline` writes it."""
PAGE = (STRUCTURES / "page.txt").read_text(encoding="utf-8")


def read_text(folder: Path, text: str, name: str = "water.txt") -> Document:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read(path)


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.name)
def test_a_document_falls_into_its_parts(file: Path) -> None:
    """Every sample has exactly the structure that stands beside it."""
    assert outline(read(file)) == file.with_suffix(".outline").read_text(encoding="utf-8")


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.name)
def test_each_reading_is_of_its_span(file: Path) -> None:
    """Each character that is read stands for characters within the span of its passage, in order."""
    document = read(file)
    for passage in document.passages:
        reading = passage.reading
        assert len(reading.starts) == len(reading.ends) == len(reading.text)
        assert all(start < end for start, end in zip(reading.starts, reading.ends, strict=True))
        assert list(reading.starts) == sorted(reading.starts)
        assert all(passage.span.start <= start for start in reading.starts[:1])
        assert all(end <= passage.span.end for end in reading.ends[-1:])


def test_a_file_with_nothing_but_fields_has_no_passage(tmp_path: Path) -> None:
    """Front matter without a text after it is read, and holds nothing."""
    assert read_text(tmp_path, "---\ntitle: On Water\n---\n", "water.md").passages == ()


def test_a_section_covers_what_it_holds(tmp_path: Path) -> None:
    """The span of a section runs from its heading to the end of its last paragraph."""
    document = read_text(tmp_path, PAGE)
    section = next(p for p in document.passages if p.heading == "Fish")
    assert document.quote(section.span).startswith("Fish\n")
    assert document.quote(section.span).endswith("(b) in autumn.")


def test_the_text_is_the_file_itself(tmp_path: Path) -> None:
    """Nothing is edited: an offset in the text is an offset in the file."""
    assert read_text(tmp_path, PAGE).text == PAGE


def test_the_title_and_date_of_a_release_are_read(tmp_path: Path) -> None:
    """The line "For Immediate Release" gives the date, and no passage of the instrument."""
    document = read_text(tmp_path, PAGE)
    assert str(document.date) == "2020-05-02"
    assert "Immediate" not in " ".join(p.reading.text for p in document.passages)


def test_the_date_of_a_signature_is_read(tmp_path: Path) -> None:
    """The line that signs a declaration dates it, in words too."""
    text = "Joint Declaration on Water\n\nWe agree.\n\nSigned on the 4th day of the month of May of 2020."
    assert str(read_text(tmp_path, text).date) == "2020-05-04"


def test_a_number_at_the_start_of_a_hard_wrapped_line_opens_no_paragraph(tmp_path: Path) -> None:
    """A line that begins with "12." in the middle of a sentence goes on with it."""
    text = "Joint Declaration\n\nWe recall paragraph\n12. of the accord, and agree."
    assert [p.number for p in read_text(tmp_path, text).passages] == [None]


def test_markdown_fields_are_known_and_not_read_as_text(tmp_path: Path) -> None:
    """Front matter gives title, date and source, and no passage; the text still is the whole file."""
    fields = "title: On Water\ndate: 2020-05-02\nsource_url: https://example.org/w\n"
    text = f"---\n{fields}---\n\n**Rivers**\n\nWe agree.\n"
    document = read_text(tmp_path, text, "water.md")
    assert (document.title, str(document.date), document.source) == (
        "On Water",
        "2020-05-02",
        "https://example.org/w",
    )
    assert [p.kind for p in document.passages] == [PassageKind.SECTION, PassageKind.PARAGRAPH]
    assert document.text == text


def test_the_file_beside_a_text_has_the_last_word(tmp_path: Path) -> None:
    """A metadata file overrides what the text says of itself."""
    (tmp_path / "water.yaml").write_text("title: The Water Accord\ndate: 2020-06-01\n", encoding="utf-8")
    document = read_text(tmp_path, PAGE)
    assert (document.title, str(document.date)) == ("The Water Accord", "2020-06-01")


def test_unpunctuated_items_are_apart(tmp_path: Path) -> None:
    """Bullets and numbers that go on counting open items, whatever the line before ends in."""
    text = "1. We commit to:\n- plant trees\n- dig wells\n2. We part."
    assert [p.reading.text for p in read_text(tmp_path, text).passages] == [
        "We commit to:",
        "plant trees",
        "dig wells",
        "We part.",
    ]


def test_a_sentence_that_begins_like_a_release_line_is_none(tmp_path: Path) -> None:
    """A paragraph that asks "for immediate release" of somebody covers nothing that stands before it."""
    text = "We met.\n\nFor immediate release of all prisoners, both sides will meet."
    assert {p.kind for p in read_text(tmp_path, text).passages} == {PassageKind.PARAGRAPH}


def test_a_paragraph_without_end_is_refused(tmp_path: Path) -> None:
    """A paragraph that is longer than the parser can take is an error with its line."""
    text = "We met.\n\n" + "We will meet again. " * (LONGEST_PARAGRAPH // 20 + 1)
    with pytest.raises(ReadError, match=r"water\.txt:3: this paragraph has 500,0\d\d characters"):
        read_text(tmp_path, text)


@pytest.mark.parametrize("noise", ["[", "[a](", "**", "_a", "<b "])
def test_unclosed_marks_are_text(tmp_path: Path, noise: str) -> None:
    """A hundred thousand marks that are never closed change nothing of the paragraphs around them."""
    document = read_text(tmp_path, f"We met.\n\n{noise * 100_000}\n\nWe agree.", "water.md")
    words = [p.reading.text for p in document.passages]
    assert (words[0], words[-1]) == ("We met.", "We agree.")


@pytest.mark.parametrize(
    "text, words",
    [
        ("We met on the shore of\n\nthe lake.", ["We met on the shore of the lake."]),
        ("We met.\n\nParty\n\na State that signed;", ["We met.", "Party", "a State that signed;"]),
        ("The Council,\n\nrecalling its words,", ["The Council,", "recalling its words,"]),
        ("We commit to:\n\nplant trees.", ["We commit to:", "plant trees."]),
        ("We met.\n\nand left.", ["We met.", "and left."]),
    ],
)
def test_what_a_page_break_parted_is_joined(tmp_path: Path, text: str, words: list[str]) -> None:
    """A paragraph that stops in mid-sentence goes on in the next; a term, a list or a sentence does not."""
    assert [p.reading.text for p in read_text(tmp_path, text).passages] == words


@pytest.mark.parametrize(
    "text, numbers",
    [
        ("We commit to:\n\n- plant trees\n- dig wells\n1. Norland starts.\n2. Sudland ends.", ["1", "2"]),
        ("Article 6\n1. Norland lends.\n2. Sudland lends.\n\nArticle 7\nBoth lend.", ["6", "1", "2", "7"]),
    ],
)
def test_numbers_may_stand_right_below_a_line(tmp_path: Path, text: str, numbers: list[str]) -> None:
    """A list right after a bullet, and a paragraph right after the line with the article, have theirs."""
    assert [p.number for p in read_text(tmp_path, text).passages if p.number] == numbers


def test_a_line_in_title_case_is_a_heading_whatever_follows(tmp_path: Path) -> None:
    """Neither "The Way Forward" nor "United Nations" below the first sentence is more than a heading."""
    text = "We met.\n\nThe Way Forward\n\nThis accord will grow.\n\nUnited Nations\n\nMinisters met there."
    headings = [p.heading for p in read_text(tmp_path, text).passages if p.heading]
    assert headings == ["The Way Forward", "United Nations"]


def test_the_number_of_a_resolution_is_no_footnote(tmp_path: Path) -> None:
    """A number with a stroke opens a footnote only if no figure comes after the stroke."""
    document = read_text(tmp_path, "78/272. Agreement on the lakes\n\nThe Assembly decides to meet.")
    assert PassageKind.FOOTNOTE not in {p.kind for p in document.passages}
