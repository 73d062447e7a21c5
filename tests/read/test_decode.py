from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.errors import ReadError
from servanda.read.decode import decode


def test_the_text_is_the_file_without_mark_and_carriage_returns() -> None:
    """A byte-order mark is no character of the text, and every line end is a line feed."""
    assert decode(b"\xef\xbb\xbfA\r\nB\rC\n", "d.txt") == "A\nB\nC\n"


@pytest.mark.parametrize("data", [b"", b" \n\t"])
def test_an_empty_file_is_named(data: bytes) -> None:
    """A file without a word is refused, with its name and what to give instead."""
    with pytest.raises(ReadError, match=r"^d\.txt: the file is empty; give a file"):
        decode(data, "d.txt")


def test_a_binary_file_is_named() -> None:
    """A file with a zero byte is no text."""
    with pytest.raises(ReadError, match=r"^d\.txt: this is a binary file"):
        decode(b"PK\x03\x04\x00\x00", "d.txt")


def test_broken_utf8_is_named_with_its_line_and_column() -> None:
    """The first byte that does not fit is told by line and column."""
    with pytest.raises(ReadError, match=r"^d\.txt:2: byte 0xe9 at column 4 is not UTF-8"):
        decode(b"good\nCaf\xe9 bad\n", "d.txt")


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_a_named_error(data: bytes) -> None:
    """Whatever the bytes, there is a text without carriage returns, or a `ReadError`, and nothing else."""
    with suppress(ReadError):
        text = decode(data, "d.txt")
        assert text.strip()
        assert "\r" not in text
