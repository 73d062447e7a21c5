"""What a file is, by what it holds: given to the reader of its format, or refused by its name."""

from __future__ import annotations

import re
from pathlib import PurePath

from servanda.errors import ReadError
from servanda.limits import Deadline, Limits
from servanda.read.decode import decode
from servanda.read.metadata import front_matter
from servanda.read.source import Source

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_PDF = re.compile(rb"(?:\A|[^ -~\t])%PDF-\d")
_PDF_WITHIN = 1024
"""The bytes in which viewers look for the header of a PDF (ISO 32000-1, annex H, note 13)."""

_TEXT = "give the text of the declaration"
_OTHERS = (
    (
        rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an encrypted or old Office file (.doc, .xls)",
        "save it as .docx",
    ),
    (rb"\{\\rtf", "an RTF file", "save it as .docx"),
    (rb"\x89PNG", "a PNG image", _TEXT),
    (rb"\xff\xd8\xff", "a JPEG image", _TEXT),
    (rb"GIF8[79]a", "a GIF image", _TEXT),
    (rb"II\*\0|MM\0\*", "a TIFF image", _TEXT),
    (rb"RIFF.{4}WEBP", "a WebP image", _TEXT),
    (rb"\x1f\x8b", "a gzip archive", "unpack it"),
    (rb"%!PS", "a PostScript file", "save it as PDF"),
)
"""Binary formats that are not read: how they begin, what they are, what to do."""

_HEAD = 65_536
"""The bytes in which a file of text says what it is."""

_COMMENTS = r"(?:\s++|<!--(?:(?!-->).)*+-->)*+"
_DECLARATIONS = r"(?:\s++|<!--(?:(?!-->).)*+-->|<\?(?:(?!\?>).)*+\?>)*+"
_PAGE = re.compile(rf"{_DECLARATIONS}<(?:!doctype\s+html|(?:\w+:)?html)[\s>]", re.IGNORECASE | re.DOTALL)
_PIECE = re.compile(rf"{_COMMENTS}<(?:head|body|article)[\s>]", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[a-z][\w:-]*(?:\s[^<>]*)?>", re.IGNORECASE)
_XML = re.compile(rf"{_COMMENTS}<(?:\?xml|!doctype)\s", re.IGNORECASE | re.DOTALL)
_RDF = re.compile(
    r"(?:\s++|#[^\n]*+)*+@?(?:base|prefix\s+[\w.-]*:)\s*<"
    r"|\s*(?:<\w+:[^<>\s]*>\s+){2}|[\s\[{]*\"@(?:context|graph|id|type)\"\s*:"
    rf"|{_DECLARATIONS}<rdf:RDF\b",
    re.IGNORECASE | re.DOTALL,
)
"""Turtle and TriG, N-Triples and N-Quads, JSON-LD, RDF/XML."""

_MIME = re.compile(
    r"(?:From .*\n)?(?:[\w-]+:.*\n(?:[ \t].*\n)*)*?(?:MIME-Version|Message-ID|Content-Type):", re.IGNORECASE
)

_WEB = frozenset({".html", ".htm", ".xhtml"})
_MARKDOWN = frozenset({".md", ".markdown"})
_HEADING = re.compile(r"^#{1,6}[ \t]+(\S.*)", re.MULTILINE)
_SET_OFF = re.compile(r"(?:\A|\n[^\S\n]*\n)#{1,6}[ \t]+\S.*\n\s*\S")
"""A heading after a blank line and with text after it."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_COMMENT = re.compile(r"^(#{1,6})[ \t].*\n\1[ \t]", re.MULTILINE)
_CHARSETS = {
    "utf-16": "UTF-16",
    "utf-32": "UTF-32",
    "windows-1252": "Windows-1252",
    "iso-8859-1": "Latin-1 (ISO 8859-1)",
}


def load(data: bytes, name: str, where: str, limits: Limits, deadline: Deadline) -> Source:
    """The text of a file and what its format says of it.

    What the bytes are decides; the `name` of the file only where they leave it open. Raises `ReadError`,
    naming `where`, for a file of a format that is not read, and what the reader of its format raises.
    """
    for begins, kind, advice in _OTHERS:
        if re.match(begins, data, re.DOTALL):
            raise ReadError(f"this is {kind}; {advice}", where)
    if data.startswith(_ZIP):
        from servanda.read.docx import read_docx  # noqa: PLC0415 each format loads its own library

        return read_docx(data, where, limits, deadline)
    if _PDF.search(data, 0, _PDF_WITHIN):
        from servanda.read.pdf import read_pdf  # noqa: PLC0415 each format loads its own library

        return read_pdf(data, where, limits, deadline)
    head = (
        data[:_HEAD]
        .replace(b"\0", b"")
        .lstrip(b"\xef\xbb\xbf\xff\xfe")
        .decode("latin-1")
        .replace("\r\n", "\n")
    )
    suffix = PurePath(name).suffix.lower()
    if _is_page(head, suffix):
        from servanda.read.html import read_html  # noqa: PLC0415 each format loads its own library

        return read_html(data, where, limits, deadline)
    if refused := _refused(head):
        raise ReadError(refused, where)
    return _text(data, suffix, where)


def _is_page(head: str, suffix: str) -> bool:
    """Whether a file is a web page or a piece of one."""
    if _PAGE.match(head) or (suffix in _WEB and _TAG.search(head)):
        return True
    return suffix not in _MARKDOWN and bool(_PIECE.match(head))


def _refused(head: str) -> str | None:
    """Why a file of text is no declaration."""
    if _RDF.match(head):
        return f"this is RDF, not a declaration; {_TEXT}"
    if _XML.match(head):
        return f"this is an XML file; {_TEXT}"
    if mime := _MIME.match(head):
        if "multipart/related" in head[: head.find("\n\n", mime.end())].lower():
            return "this is a web page saved as MHTML; save it as HTML"
        return "this is an e-mail with its headers; save its text"
    return None


def _text(data: bytes, suffix: str, where: str) -> Source:
    """Plain text or Markdown."""
    text, charset = decode(data, where)
    markdown = suffix in _MARKDOWN or front_matter(text, where)[1] > 0 or _has_headings(text)
    remark = f"read as {_CHARSETS[charset]}: it is not UTF-8" if charset in _CHARSETS else None
    return Source(
        text,
        media_type=f"text/{'markdown' if markdown else 'plain'}; charset={charset}",
        markdown=markdown,
        remarks=(remark,) if remark else (),
    )


def _has_headings(text: str) -> bool:
    """Whether a text has headings of Markdown, and no other use of their sign.

    Others are numbers ("# 5"), the end of a press release ("# # #", "### Return"), and comments.
    """
    if not _SET_OFF.search(text) or _COMMENT.search(text):
        return False
    return all(_is_heading(match[1]) for match in _HEADING.finditer(text))


def _is_heading(words: str) -> bool:
    """Whether words open with a capital, a digit or the like, and no sign of a heading closes them."""
    word = _WORD.search(words)
    return word is not None and not word[0][0].islower() and not words.rstrip().endswith("#")
