"""The day on which a file says that it was last written."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import DCTERMS, XSD, Literal

from read.docx_files import members, packed, paragraph, saved
from read.pdf_files import spelt
from servanda.describe import describe
from servanda.model import Extraction
from servanda.read import read
from servanda.read.written import day_written

DAY = date(2019, 6, 7)
TEMPLATE = "2013-12-23T23:15:00Z"


def of(folder: Path, name: str, data: bytes) -> date | None:
    """The day on which a file of this name says that it was last written."""
    path = folder / name
    path.write_bytes(data)
    return read(path).modified


@pytest.mark.parametrize(
    "times, day",
    [
        (["2019-06-07T23:59:59Z"], DAY),
        ([" 2019-06-07 "], DAY),
        (["D:20190607235959+02'00'"], DAY),
        (["20190607"], DAY),
        (["", "2019-06-07"], DAY),
        (["1980-01-01T00:00:00Z", "2019-06-07"], DAY),
        ([TEMPLATE, "2019-06-07"], DAY),
        (["2019-06-07", "2018-01-01"], DAY),
        (["2013-12-23T10:00:00Z"], date(2013, 12, 23)),
        ([TEMPLATE, TEMPLATE], None),
        (["1989-12-31"], None),
        (["2019-02-30"], None),
        (["D:2019"], None),
        (["7 June 2019"], None),
        (["9999-12-31"], None),
        ([], None),
    ],
)
def test_the_first_time_that_can_be_one_counts(times: list[str], day: date | None) -> None:
    """Of several times the first counts that is one, and not that of a clock never set or of a template."""
    assert day_written(times) == day


@given(st.lists(st.text(max_size=20) | st.datetimes().map(str)))
def test_any_words_are_a_day_that_can_be_one_or_none(times: list[str]) -> None:
    """Whatever a file says, its day is one from 1990 on, or unknown."""
    day = day_written(times)
    assert day is None or day >= date(1990, 1, 1)


# --- formats --------------------------------------------------------------------------------------


def test_text_says_nothing(tmp_path: Path) -> None:
    """A file of text has no day of its own, whatever its front matter says of the document's."""
    assert of(tmp_path, "d.md", b"---\ndate: 2019-06-07\n---\n\nThey agree.\n") is None


def test_a_word_file_says_when_it_was_modified(tmp_path: Path) -> None:
    """A Word file counts from its last change; one made from python-docx's template, from none."""
    made = docx.Document()
    made.add_paragraph("They agree.")
    assert of(tmp_path, "d.docx", saved(made)) is None
    made.core_properties.created = datetime(2019, 6, 7)  # noqa: DTZ001 Word files say no zone here
    assert of(tmp_path, "d.docx", saved(made)) == DAY
    made.core_properties.modified = datetime(2020, 1, 2)  # noqa: DTZ001 Word files say no zone here
    assert of(tmp_path, "d.docx", saved(made)) == date(2020, 1, 2)


def test_a_word_file_without_properties_says_nothing(tmp_path: Path) -> None:
    """A Word file that has no such properties, or not the part that holds them, is read all the same."""
    files = members(paragraph("They agree."))
    assert of(tmp_path, "d.docx", packed(files)) is None
    del files["docProps/core.xml"]
    assert of(tmp_path, "d.docx", packed(files)) is None


@pytest.mark.parametrize(
    "times, day",
    [
        ("/ModDate (D:20190607120000Z) /CreationDate (D:20010101000000Z)", DAY),
        ("/CreationDate (D:20190607)", DAY),
        ("/ModDate <FEFFD800> /CreationDate (D:20190607)", DAY),
        ("/ModDate 7", None),
        ("", None),
    ],
)
def test_a_pdf_says_when_it_was_modified(tmp_path: Path, times: str, day: date | None) -> None:
    """A PDF counts from its last change, else from when it was made; what is no text is passed over."""
    assert of(tmp_path, "d.pdf", spelt(["They agree."], times=times)) == day


PUBLISHED = "<meta property='article:published_time' content='2019-06-01T08:00:00+02:00'>"
MODIFIED = "<meta property='article:modified_time' content='2019-06-07T08:00:00+02:00'>"
LINKED = "<script type='application/ld+json'>{}</script>"


@pytest.mark.parametrize(
    "head, day",
    [
        (PUBLISHED + MODIFIED, DAY),
        (PUBLISHED, date(2019, 6, 1)),
        (PUBLISHED + LINKED.format('{"dateModified": "2019-06-07"}'), DAY),
        (LINKED.format('[{"datePublished": "2019-06-07T00:00:00Z"}]'), DAY),
        ("<meta itemprop='dateModified' content='June 7, 2019'>", DAY),
        (MODIFIED + MODIFIED.replace("06-07", "06-08") + PUBLISHED, date(2019, 6, 1)),
        (MODIFIED.replace("2019", "1970"), None),
        ("<meta name='date' content='2019-06-07'>", None),
        ("<meta property='article:modified_time' content='now'>", None),
    ],
)
def test_a_page_says_when_it_was_changed(tmp_path: Path, head: str, day: date | None) -> None:
    """A page counts from its last change, else from its publication, where it names one such day only."""
    page = f"<html><head><title>On Rivers</title>{head}</head><body><p>They agree.</p></body></html>"
    assert of(tmp_path, "d.html", page.encode()) == day


def test_the_day_of_the_file_is_not_that_of_the_document(tmp_path: Path) -> None:
    """When the file was last changed dates no document; only what the page says of its publication may."""
    path = tmp_path / "d.html"
    path.write_text(f"<html><head>{MODIFIED}</head><body><p>They agree.</p></body></html>", encoding="utf-8")
    document = read(path)
    assert (document.date, document.modified) == (None, DAY)


def test_the_graph_says_when_the_file_was_modified(tmp_path: Path) -> None:
    """The source of a document has the day as `dcterms:modified`, and nothing if it is unknown."""
    found = []
    for name, times in (("a.pdf", "/ModDate (D:20190607)"), ("b.pdf", "")):
        path = tmp_path / name
        path.write_bytes(spelt(["They agree."], times=times))
        triples = describe(Extraction(read(path), (), None, (), (), ()))
        found.append([value for _, predicate, value in triples if predicate == DCTERMS.modified])
    assert found == [[Literal("2019-06-07", datatype=XSD.date)], []]
