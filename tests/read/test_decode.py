from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.errors import ReadError
from servanda.read.decode import decode, decode_utf8

ACCORD = "L’accord de Genève – “naïf” ?"


def said(data: bytes) -> str:
    """What is said of bytes that are refused."""
    with pytest.raises(ReadError) as caught:
        decode(data, "d.txt")
    return str(caught.value)


def test_the_text_is_the_file_without_mark_and_carriage_returns() -> None:
    """A byte-order mark is no character of the text, and every line end is a line feed; no other sign is."""
    data = "\ufeffA\r\nB\rC\n\fD\u0085E\u2028F".encode()
    assert decode(data, "d.txt") == ("A\nB\nC\n\fD\u0085E\u2028F", "utf-8")
    assert decode_utf8(data, "d.txt") == "A\nB\nC\n\fD\u0085E\u2028F"


@pytest.mark.parametrize(
    "codec, charset",
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", "utf-16"),
        ("utf-32", "utf-32"),
        ("windows-1252", "windows-1252"),
    ],
)
def test_each_charset_of_western_europe_gives_the_same_text(codec: str, charset: str) -> None:
    """Unicode is known by its mark or its zero bytes, Windows-1252 by what is no UTF-8."""
    assert decode(ACCORD.encode(codec), "d.txt") == (ACCORD, charset)


@pytest.mark.parametrize("mark, codec", [(b"\xfe\xff", "utf-16-be"), (b"\0\0\xfe\xff", "utf-32-be")])
def test_the_mark_tells_the_order_of_bytes(mark: bytes, codec: str) -> None:
    """The marks of either order are known."""
    assert decode(mark + ACCORD.encode(codec), "d.txt") == (ACCORD, codec.removesuffix("-be"))


def test_a_text_with_letters_of_latin_1_alone_is_latin_1() -> None:
    """Windows-1252 is said only where a byte is none of Latin-1."""
    assert decode(b"Caf\xe9 de Gen\xe8ve", "d.txt") == ("Café de Genève", "iso-8859-1")


@pytest.mark.parametrize("data", [b"", b" \n\t", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_named(data: bytes) -> None:
    """A file without a word is refused, with its name and what to give instead."""
    assert said(data) == "d.txt: the file is empty; give a file with the text of a declaration"


@pytest.mark.parametrize(
    "data, place",
    [
        (b"PK\x03\x04\0\0", "d.txt:1: this is a binary file (byte 0x03 at column 3)"),
        (b"\0\0\0\0\0\0", "d.txt:1: this is a binary file (byte 0x00 at column 1)"),
        ("é\nmè\x07".encode(), "d.txt:2: this is a binary file (byte 0x07 at column 3)"),
        (b"\xe9\xe8\xe7\xe6\r\n\x1b", "d.txt:2: this is a binary file (byte 0x1b at column 1)"),
        ("A\0".encode("utf-16"), "d.txt:1: this is a binary file (byte 0x00 at column 2)"),
    ],
)
def test_control_characters_make_a_binary_file(data: bytes, place: str) -> None:
    """The first control character is told by line and column, in characters."""
    assert said(data) == f"{place}; give text without control characters"


@pytest.mark.parametrize(
    "data, place",
    [
        ("é, à\nCafé ".encode() + b"\xe9", "d.txt:2: byte 0xe9 at column 6 is not UTF-8"),
        ("é".encode()[:1] + "é".encode(), "d.txt:1: byte 0xc3 at column 1 is not UTF-8"),
        (b"\xef\xbb\xbfA\xe9", "d.txt:1: byte 0xe9 at column 2 is not UTF-8"),
        (b"\xff\xfeA\0B", "d.txt:1: byte 0x42 at column 2 is not UTF-16"),
        (b"\xff\xfe\0\0A\0\0", "d.txt:1: byte 0x41 at column 1 is not UTF-32"),
    ],
)
def test_broken_unicode_is_named_with_its_line_and_column(data: bytes, place: str) -> None:
    """What is Unicode for the most part is not read as another charset; the first misfit is told."""
    assert said(data) == f"{place}; save the file as UTF-8"


@pytest.mark.parametrize(
    "text, codec, line, column",
    [
        ("Joint statement\nСовместное заявление", "windows-1251", 2, 1),
        ("Joint statement: Совместное", "cp866", 1, 19),
        ("Κοινή δήλωση", "windows-1253", 1, 1),
        ("共同声明", "shift_jis", 1, 5),
        ("联合声明", "gbk", 1, 1),
        ("Współpraca", "windows-1250", 1, 5),
        ("Le café de Genève", "mac_roman", 1, 7),
        ("Le résumé", "cp850", 1, 5),
        ("É, è, à", "latin-1", 1, 1),
    ],
)
def test_other_charsets_are_refused(text: str, codec: str, line: int, column: int) -> None:
    """Words that no language of Western Europe has are not guessed at: the first misfit is told."""
    error = said(text.encode(codec))
    assert error.startswith(f"d.txt:{line}: byte 0x")
    assert error.endswith(
        f" at column {column} is not UTF-8, nor is the text one of Western Europe; save the file as UTF-8"
    )


@pytest.mark.parametrize(
    "data, said",
    [
        (b"good\nCaf\xe9 bad\n", "d.yaml:2: byte 0xe9 at column 4 is not UTF-8; save the file as UTF-8"),
        (
            b"a: b\0",
            "d.yaml:1: this is a binary file (byte 0x00 at column 5); give text without control characters",
        ),
        (b" ", "d.yaml: the file is empty; give a file with the text of a declaration"),
    ],
)
def test_where_utf8_is_asked_for_nothing_else_is_read(data: bytes, said: str) -> None:
    """Latin-1, control characters and empty files are refused with their place."""
    with pytest.raises(ReadError) as caught:
        decode_utf8(data, "d.yaml")
    assert str(caught.value) == said


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs"])).filter(str.strip),
    st.sampled_from(["utf-8", "utf-16", "utf-32"]),
)
def test_any_text_is_read_back(text: str, charset: str) -> None:
    """What is written in Unicode with a mark comes back as it was."""
    data = text.encode("utf-8-sig" if charset == "utf-8" else charset)
    assert decode(data, "d.txt") == (text, charset)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_a_named_error(data: bytes) -> None:
    """Whatever the bytes, there is a text without carriage returns, or a `ReadError`, and nothing else."""
    with suppress(ReadError):
        text, charset = decode(data, "d.txt")
        assert text.strip()
        assert "\r" not in text
        assert charset in {"utf-8", "utf-16", "utf-32", "windows-1252", "iso-8859-1"}
