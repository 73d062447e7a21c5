from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.model import Span
from servanda.read.mapping import map_passage


def cleaned(text: str, *, markdown: bool = False) -> str:
    return map_passage(text, Span(0, len(text)), markdown=markdown).text


@pytest.mark.parametrize(
    "source, words",
    [
        ("both  sides\nwill\xa0 meet \n", "both sides will meet"),
        ("12.     Both sides agree", "Both sides agree"),
        ("7.\xa0\xa0Both sides agree", "Both sides agree"),
        ("(iv) cease all firing", "cease all firing"),
        ("the sides’ “plan”", 'the sides\' "plan"'),
        ("co\u00adoperate", "cooperate"),
    ],
)
def test_the_parser_sees_plain_words(source: str, words: str) -> None:
    """List marks, hard line ends, no-break spaces, soft hyphens and typographic quotes are out of sight."""
    assert cleaned(source) == words


@pytest.mark.parametrize(
    "source, words",
    [
        ("**Protect our people** by law", "Protect our people by law"),
        ("as [agreed](https://example.org/a) before", "as agreed before"),
        ("on April 22<sup>nd</sup>", "on April 22nd"),
        ("a _shared_ border", "a shared border"),
    ],
)
def test_markdown_marks_are_left_out(source: str, words: str) -> None:
    """In Markdown, emphasis, links and tags are left out and their words kept."""
    assert cleaned(source, markdown=True) == words


def test_marks_stay_in_plain_text() -> None:
    """An asterisk in plain text is a character like any other."""
    assert cleaned("5 * 3") == "5 * 3"


@given(text=st.text(alphabet="aB1. ()*_[]\n\xa0’“\u00ad-#", max_size=80), markdown=st.booleans())
def test_every_character_knows_where_it_stands(text: str, *, markdown: bool) -> None:
    """Offsets ascend, stay in the span, and lead back to the character that was read."""
    reading = map_passage(text, Span(0, len(text)), markdown=markdown)
    assert len(reading.offsets) == len(reading.text)
    assert list(reading.offsets) == sorted(set(reading.offsets))
    for character, offset in zip(reading.text, reading.offsets, strict=True):
        source = text[offset]
        assert character == source or (character == " " and source.isspace()) or source in "’“"


@given(st.text(alphabet="ab \n", min_size=1, max_size=40), st.data())
def test_a_span_covers_what_was_read(text: str, data: st.DataObject) -> None:
    """A stretch of the reading maps to a stretch of the text with the same words."""
    reading = map_passage(text, Span(0, len(text)), markdown=False)
    if not reading.text:
        return
    start = data.draw(st.integers(0, len(reading.text) - 1))
    end = data.draw(st.integers(start + 1, len(reading.text)))
    span = reading.span(start, end)
    assert text[span.start : span.end].split() == reading.text[start:end].split()
