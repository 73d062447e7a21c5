"""Bytes to text: the one decoding that fits, or a clear word why none does."""

from __future__ import annotations

import codecs
import re
import string

from servanda.errors import ReadError

_MARKED = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""The byte-order marks; one of UTF-32 begins with one of UTF-16."""

_MOST, _FEW = 0.7, 0.1
"""The shares of zeros in the one half of the bytes of a Latin text in UTF-16, and in the other."""

_WHOLE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
"""A character of several bytes in UTF-8."""

_ABOVE_ASCII = re.compile(rb"[\x80-\xff]")
_C1 = re.compile(rb"[\x80-\x9f]")
"""Control characters of Latin-1, which no text has; signs and letters of Windows-1252."""

_ASCII = bytes(range(0x80))
_PLAIN = string.ascii_letters.encode()
_CAPITALS = "ŠŒŽŸÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ".encode("windows-1252")
_ACCENTED = _CAPITALS + "šœžÿàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþß".encode("windows-1252")
_LEAST_PLAIN = 2
"""Plain letters to an accented one; in the languages of Western Europe there are six or more."""

_SIGNS = "‚ƒ„†‡ˆ‰˜¡¢£¤¥¦¨¬¯±²³µ¶¸¹¼½¾¿".encode("windows-1252")
_UNDEFINED = b"\x81\x8d\x8f\x90\x9d"
_FOREIGN = re.compile(
    rb"[\xa1-\xac\xae-\xb6\xb8-\xff]{4}|(?<=[a-z])[%b]|(?<=[a-zA-Z%b])[%b](?=[a-zA-Z%b])|[%b]"
    % (_CAPITALS, _ACCENTED, _SIGNS, _ACCENTED, _UNDEFINED)
)
"""What no text of Western Europe has: four letters or signs in a row that are not ASCII, an accented
capital after a small letter, a sign within a word, a byte without a character."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")


def decode(data: bytes, where: str) -> tuple[str, str]:
    """The text of a file with a line feed at each line end, and the name of its charset.

    The charset is "utf-8", "utf-16" or "utf-32", as the byte-order mark or the bytes themselves say;
    else that of Western Europe, "windows-1252" or "iso-8859-1", if the words look like it. Line ends
    are line feeds and carriage returns; form feeds and Unicode's separators stay as they are. Raises
    `ReadError`, naming line and column (in characters, from 1), for a file that is empty, holds control
    characters, breaks its charset, or is in another one.
    """
    mark, codec = next((pair for pair in _MARKED if data.startswith(pair[0])), (b"", _unmarked(data)))
    data = data.removeprefix(mark)
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        if codec != "utf-8" or mark or _is_damaged(data):
            raise _misfit(
                data[: error.start].decode(codec), data[error.start], codec[:6].upper(), where
            ) from error
        text, codec = _western(data, where)
    return _checked(text, where), codec.removesuffix("-le").removesuffix("-be")


def decode_utf8(data: bytes, where: str) -> str:
    """The text of a UTF-8 file, without byte-order mark and with a line feed at each line end.

    Raises `ReadError` as `decode` does, and for any other charset.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return _checked(data.decode("utf-8"), where)
    except UnicodeDecodeError as error:
        raise _misfit(data[: error.start].decode(), data[error.start], "UTF-8", where) from error


def _unmarked(data: bytes) -> str:
    """The Unicode encoding of a file without byte-order mark, by where its zero bytes stand."""
    half = len(data) // 2
    first, second = (data[::2].count(0), data[1::2].count(0)) if b"\0" in data else (0, 0)
    if second > _MOST * half and first < _FEW * half:
        return "utf-16-le"
    return "utf-16-be" if first > _MOST * half and second < _FEW * half else "utf-8"


def _is_damaged(data: bytes) -> bool:
    """Whether broken UTF-8 is UTF-8 still: whole characters have at least half of the bytes above ASCII."""
    whole = sum(len(match[0]) for match in _WHOLE.finditer(data))
    return 2 * whole >= len(data) - _count(data, _ASCII)


def _western(data: bytes, where: str) -> tuple[str, str]:
    """The text in the charset of Western Europe, and its name; raises `ReadError` for one of another."""
    text = data.decode("windows-1252", "replace")
    foreign = _FOREIGN.search(data)
    if foreign is None and _count(data, _ACCENTED) * _LEAST_PLAIN > _count(data, _PLAIN):
        foreign = _ABOVE_ASCII.search(data)
    if foreign and not _CONTROL.search(text):
        start = foreign.start()
        raise _misfit(text[:start], data[start], "UTF-8, nor is the text one of Western Europe", where)
    return text, "windows-1252" if _C1.search(data) else "iso-8859-1"


def _count(data: bytes, kind: bytes) -> int:
    return len(data) - len(data.translate(None, kind))


def _misfit(before: str, byte: int, expected: str, where: str) -> ReadError:
    line, column = _place(before)
    what = f"byte 0x{byte:02x} at column {column} is not {expected}; save the file as UTF-8"
    return ReadError(what, f"{where}:{line}")


def _place(before: str) -> tuple[int, int]:
    """The line and the column, both from 1, of what comes next."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _checked(text: str, where: str) -> str:
    """The text with its line ends folded; raises `ReadError` for one that is empty or no text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if control := _CONTROL.search(text):
        line, column = _place(text[: control.start()])
        what = f"this is a binary file (byte 0x{ord(control[0]):02x} at column {column})"
        raise ReadError(f"{what}; give text without control characters", f"{where}:{line}")
    if not text.strip():
        raise ReadError("the file is empty; give a file with the text of a declaration", where)
    return text
