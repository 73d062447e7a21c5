"""Bytes to text: one decoding, or a clear word why not."""

from __future__ import annotations

from servanda.errors import ReadError


def decode(data: bytes, where: str) -> str:
    """The text of a UTF-8 file, without byte-order mark and with a line feed at each line end.

    Raises `ReadError` for an empty file, for bytes that are no text, and for broken UTF-8, naming
    the line and column (in bytes, from 1) of the first byte that does not fit.
    """
    if b"\0" in data:
        raise ReadError("this is a binary file; give a plain text or Markdown file in UTF-8", where)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise ReadError(
            f"byte 0x{data[error.start]:02x} at column {column} is not UTF-8; save the file as UTF-8",
            f"{where}:{line}",
        ) from error
    if not text.strip():
        raise ReadError("the file is empty; give a file with the text of a declaration", where)
    return text.replace("\r\n", "\n").replace("\r", "\n")
