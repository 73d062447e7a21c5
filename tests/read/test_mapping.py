from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from servanda.model import Span
from servanda.read.mapping import Mapper

ALPHABET = "aBé1. ()*_[]\n\xa0’“\u00ad-#\u0301ﬁ\u200b\\<>|!"
"""Letters, and all that does not read as it is written."""


def cleaned(text: str, *, markdown: bool = False) -> str:
    return Mapper(text, markdown=markdown).reading(Span(0, len(text))).text


@pytest.mark.parametrize(
    "source, words",
    [
        ("both  sides\nwill\xa0 meet \n", "both sides will meet"),
        ("the sides’ “plan”", 'the sides\' "plan"'),
        ("co\u00adoperate", "cooperate"),
        ("Cafe\u0301 Ame\u0301lie", "Café Amélie"),
        ("de\ufb01ne the o\ufb03ce", "define the office"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
    ],
)
def test_the_parser_sees_plain_words(source: str, words: str) -> None:
    """Hard line ends, no-break spaces, soft hyphens, ligatures and typographic quotes are out of sight."""
    assert cleaned(source) == words


@pytest.mark.parametrize(
    "source, words",
    [
        ("the govern-\nment", "the government"),
        ("a long-\nterm plan", "a long-term plan"),
        ("Mexico-\nUnited States", "Mexico-United States"),
        ("the cease-\nfire; a cease-fire", "the cease-fire; a cease-fire"),
        ("a border-\nland; borderland", "a borderland; borderland"),
        ("the peace-\nkeepers keep; peace by keepers", "the peace-keepers keep; peace by keepers"),
        ("trust -\nand", "trust - and"),
        ("1994-\n1995", "1994- 1995"),
        ("the govern\u00ad\nment", "the government"),
    ],
)
def test_a_word_broken_at_the_end_of_a_line_is_whole(source: str, words: str) -> None:
    """The text itself, then English spelling, says whether the hyphen belongs to the word."""
    assert cleaned(source) == words


@pytest.mark.parametrize(
    "source, words",
    [
        ("**Protect our people** by law", "Protect our people by law"),
        ("as [agreed](https://example.org/a) before", "as agreed before"),
        ("on April 22<sup>nd</sup>", "on April 22nd"),
        ("a _shared_ border", "a shared border"),
        ("***Ships***", "Ships"),
        ("## Ships ##", "Ships"),
        ("Ships\n=====", "Ships"),
        ("a \\*plain\\* star", "a *plain* star"),
        ("a <!-- hidden --> note", "a note"),
        ("| Port | 12 |", "Port | 12"),
        ("a line\\\nand the next", "a line and the next"),
        ("build&nbsp;a school&#44; soon &ndash; now", "build a school, soon – now"),
        ("help<br>now", "help now"),
        ("~~burn~~ plant trees", "plant trees"),
        ("see ![a school](x.png) here", "see here"),
        ("in [France](https://fr.example/a_(b)) now", "in France now"),
        ("> quoted\n> twice", "quoted twice"),
    ],
)
def test_markdown_marks_are_left_out(source: str, words: str) -> None:
    """In Markdown, marks, links and tags are left out and their words kept."""
    assert cleaned(source, markdown=True) == words


def test_marks_stay_in_plain_text() -> None:
    """An asterisk in plain text is a character like any other."""
    assert cleaned("5 * 3") == "5 * 3"


def test_signs_in_a_row_are_no_words() -> None:
    """Hundreds of signs without a space are nothing that a parser should see."""
    assert cleaned(f"France will {'`' * 600} pay {'x' * 400}.") == f"France will pay {'x' * 400}."


def test_what_is_hidden_is_left_out() -> None:
    """Words hidden for one reading, or for all, are no part of it, and those after them stay in place."""
    mapper = Mapper("one two three four", markdown=False)
    mapper.hide([Span(4, 8)])
    reading = mapper.reading(Span(0, 18), [Span(8, 14)])
    assert reading.text == "one four"
    assert reading.span(4, 8) == Span(14, 18)


@given(text=st.text(alphabet=ALPHABET, max_size=80), markdown=st.booleans())
@example(text="a-\n b", markdown=False)
def test_every_character_knows_what_it_stands_for(text: str, *, markdown: bool) -> None:
    """Each character read stands for one stretch of the text, in order, that says the same."""
    reading = Mapper(text, markdown=markdown).reading(Span(0, len(text)))
    assert len(reading.starts) == len(reading.ends) == len(reading.text)
    assert list(reading.starts) == sorted(reading.starts)
    assert list(reading.ends) == sorted(reading.ends)
    assert reading.text == " ".join(reading.text.split())
    for character, start, end in zip(reading.text, reading.starts, reading.ends, strict=True):
        source = text[start:end]
        assert source
        if character == " ":
            assert any(sign.isspace() for sign in source)
        elif source in "’“":
            assert character in "'\""
        else:
            letters = source.translate(dict.fromkeys(map(ord, "*_[]()#\\<>|!"))) or source
            assert character in unicodedata.normalize("NFKC", letters) or character == source


@given(st.text(alphabet="ab \n", min_size=1, max_size=40), st.data())
def test_a_span_covers_what_was_read(text: str, data: st.DataObject) -> None:
    """A stretch of the reading maps to a stretch of the text with the same words, and back."""
    reading = Mapper(text, markdown=False).reading(Span(0, len(text)))
    if not reading.text:
        return
    start = data.draw(st.integers(0, len(reading.text) - 1))
    end = data.draw(st.integers(start + 1, len(reading.text)))
    span = reading.span(start, end)
    assert text[span.start : span.end].split() == reading.text[start:end].split()
    assert reading.words(span) == reading.text[start:end]
