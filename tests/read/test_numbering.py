from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.read.numbering import ListMark, Place, mark_at, written


def mark(text: str) -> ListMark | None:
    return mark_at(text, 0, len(text))


@pytest.mark.parametrize(
    "text, number, style, value",
    [
        ("1. We", "1", "1.", 1),
        ("12)\xa0 We", "12", "1)", 12),
        ("(3) we", "3", "(1)", 3),
        ("[3] we", "3", "[1]", 3),
        ("IV. Ships", "IV", "I.", 4),
        ("iv) ships", "iv", "i)", 4),
        ("(c) ships", "c", "(a)", 3),
        ("(cc) ships", "cc", "(a)", 29),
        ("(a)Ships", "a", "(a)", 1),
        ("b. ships", "b", "a.", 2),
        ("§ 3 Ships", "3", "§", 3),
        ("Article 5. Each", "5", "article", 5),
        ("Article VI – Ships", "VI", "article", 6),
        ("2.1 Each", "2.1", "1.1", 1),
        ("2.1.4. each", "2.1.4", "1.1.1", 4),
        ("3(b) each", "3(b)", "(a)", 2),
        ("1 WE, the States", "1", "1", 1),
        (r"7\.  We", "7", "1.", 7),
        ("**2** **NOTING**", "2", "1", 2),
        ("***1. Decides***", "1", "1.", 1),
    ],
)
def test_a_number_is_read_as_printed(text: str, number: str, style: str, value: int) -> None:
    """All common styles of numbers are known, with the position that they stand for."""
    found = mark(text)
    assert found is not None
    assert (found.number, Place(style, value)) == (number, found.places[-1 if style[0] == "(" else 0])


@pytest.mark.parametrize(
    "text",
    [
        "1994. was",
        "3.5 million",
        "(EU) states",
        "(the) states",
        "—we",
        "Article 5 of it",
        "**First**, we",
        "12 apples",
        "-5",
    ],
)
def test_what_only_looks_like_a_mark_is_none(text: str) -> None:
    """Years, decimals, abbreviations and references open no list item."""
    assert mark(text) is None


def test_a_sign_that_is_number_and_letter_has_both_places() -> None:
    """An "i" may be the first Roman number or the ninth letter."""
    found = mark("(i) ships")
    assert found is not None
    assert found.places == (Place("(i)", 1), Place("(a)", 9))


@pytest.mark.parametrize("text", ["A. Smith said", "I. Newton said", "1 Norland", "24.We"])
def test_an_initial_is_doubtful(text: str) -> None:
    """A capital or a bare number is a mark only beside others of its kind."""
    found = mark(text)
    assert found is not None
    assert found.doubtful


@pytest.mark.parametrize(
    "text, outer", [("2.1 Each", "2"), ("2.1.4. each", "2.1"), ("3(b) each", "3"), ("3(b)(i) each", "3(b)")]
)
def test_a_number_of_several_levels_names_the_one_above(text: str, outer: str) -> None:
    """What stands before the last part of a number is the number of the item around it."""
    found = mark(text)
    assert found is not None
    assert found.outer == outer


@given(value=st.integers(1, 26), style=st.sampled_from(["1.", "(a)", "A)", "i)", "I."]))
def test_a_place_is_written_as_it_is_read(value: int, style: str) -> None:
    """The number that a place is written with is read as that place again."""
    number = written(Place(style, value))
    found = mark(f"{style.translate({ord(sign): number for sign in '1aAiI'})} Ships")
    assert found is not None
    assert Place(style, value) in found.places
