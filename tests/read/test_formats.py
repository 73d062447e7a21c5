from __future__ import annotations

from contextlib import suppress
from io import BytesIO

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.errors import ReadError
from servanda.limits import Limits
from servanda.read.formats import load
from servanda.read.source import Source

WORDS = "The Parties agree."
PDF = b"""%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>> endobj
4 0 obj <</Length 48>> stream
BT /F 12 Tf 72 720 Td (The Parties agree.) Tj ET
endstream endobj
5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj
trailer <</Root 1 0 R>>
"""


def word_file() -> bytes:
    document = docx.Document()
    document.add_paragraph(WORDS)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def read(data: bytes | str, name: str = "d.txt") -> Source:
    data = data.encode() if isinstance(data, str) else data
    return load(data, name, name, Limits(), Limits().deadline(name))


@pytest.mark.parametrize("name", ["d", "d.txt", "d.md", "d.html"])
@pytest.mark.parametrize(
    "data, media_type",
    [
        (PDF, "application/pdf"),
        (b"\xef\xbb\xbf\r\n" + PDF, "application/pdf"),
        (word_file(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (f"<!DOCTYPE html>\n<title>A</title><p>{WORDS}</p>".encode(), "text/html"),
        (f"<!-- saved --> <HTML lang=en><body><p>{WORDS}</p></body></html>".encode("utf-16"), "text/html"),
        (
            f'<?xml version="1.0"?><!-- a --><html xmlns="http://www.w3.org/1999/xhtml"><p>{WORDS}</p></html>'.encode(),
            "text/html",
        ),
    ],
)
def test_the_content_decides_the_format_whatever_the_name(data: bytes, media_type: str, name: str) -> None:
    """PDF, Word and web pages are known by their first bytes, also behind a byte-order mark or comments."""
    source = read(data, name)
    assert source.media_type.split(";")[0] == media_type
    assert WORDS in source.text


@pytest.mark.parametrize("start", ["<head>", "<body class='a'>", "<article>"])
def test_a_piece_of_a_web_page_is_one_unless_it_is_called_markdown(start: str) -> None:
    """Markdown may open with tags, other files may not."""
    piece = f"{start}<p>{WORDS}</p>"
    assert read(piece, "d.txt").media_type.startswith("text/html")
    assert read(piece, "d.md") == Source(piece, "text/markdown; charset=utf-8", markdown=True)


def test_the_name_of_a_web_page_counts_if_it_holds_tags() -> None:
    """A fragment is a web page by its name, a text without tags is none."""
    fragment = f"{WORDS}<br>And so on."
    assert read(fragment, "d.htm").media_type.startswith("text/html")
    assert read(fragment, "d.txt") == Source(fragment, "text/plain; charset=utf-8")
    assert read("1 < 2 and 3 > 2", "d.html") == Source("1 < 2 and 3 > 2", "text/plain; charset=utf-8")


@pytest.mark.parametrize(
    "data, said",
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0",
            "this is an encrypted or old Office file (.doc, .xls); save it as .docx",
        ),
        (rb"{\rtf1\ansi The Parties agree.}", "this is an RTF file; save it as .docx"),
        (b"\x89PNG\r\n\x1a\n", "this is a PNG image; give the text of the declaration"),
        (b"\xff\xd8\xff\xe0", "this is a JPEG image; give the text of the declaration"),
        (b"GIF89a", "this is a GIF image; give the text of the declaration"),
        (b"MM\0*", "this is a TIFF image; give the text of the declaration"),
        (b"RIFF\n\n\0\0WEBP", "this is a WebP image; give the text of the declaration"),
        (b"\x1f\x8b\x08", "this is a gzip archive; unpack it"),
        (b"%!PS-Adobe-3.0", "this is a PostScript file; save it as PDF"),
        (b"<?xml version='1.0'?><TEI/>", "this is an XML file; give the text of the declaration"),
        (b"<!DOCTYPE article>\n<article/>", "this is an XML file; give the text of the declaration"),
        (b"# A\n@prefix a: <b:c> .", "this is RDF, not a declaration; give the text of the declaration"),
        (b"PREFIX a: <b:c>", "this is RDF, not a declaration; give the text of the declaration"),
        (b"<a:b> <c:d> 'e' .", "this is RDF, not a declaration; give the text of the declaration"),
        (b'[ {"@id": "a:b"} ]', "this is RDF, not a declaration; give the text of the declaration"),
        (
            b"<?xml version='1.0'?>\n<rdf:RDF/>",
            "this is RDF, not a declaration; give the text of the declaration",
        ),
        (
            b"From: a\r\nTo: b,\r\n c\r\nMIME-Version: 1.0\r\n\r\nA",
            "this is an e-mail with its headers; save its text",
        ),
        (
            b"From: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=a\r\n\r\nA",
            "this is a web page saved as MHTML; save it as HTML",
        ),
    ],
)
def test_a_format_that_is_not_read_is_named(data: bytes, said: str) -> None:
    """Files of other formats are refused with what they are and what to do."""
    with pytest.raises(ReadError) as caught:
        read(data)
    assert str(caught.value) == f"d.txt: {said}"


def test_a_letter_and_a_mention_of_a_format_are_text() -> None:
    """Headers that people write, and words about formats, do not make a file another one."""
    for text in (
        f"From: A\nTo: B\nSubject: C\n\n{WORDS}",
        f"A file with %PDF-1.4 in it. {WORDS}",
        f"PK, GIF and <html>. {WORDS}",
        "[Press] <b>note</b>",
    ):
        assert read(text) == Source(text, "text/plain; charset=utf-8")


@pytest.mark.parametrize(
    "text",
    [
        f"---\ntitle: A\n---\n{WORDS}\n",
        f"# Joint Declaration\n\n{WORDS}\n",
        f"{WORDS}\n\n## 1. Security\n{WORDS}\n",
        f"# “Accord”\n{WORDS}\n\n###\n",
    ],
)
def test_markdown_is_known_by_front_matter_and_headings(text: str) -> None:
    """A text without the name of one is Markdown if it has what only Markdown has."""
    assert read(text, "-") == Source(text, "text/markdown; charset=utf-8", markdown=True)


@pytest.mark.parametrize(
    "text",
    [
        f"{WORDS}\n\n###\n",
        f"{WORDS}\n\n# # #\n",
        f"{WORDS}\n\n### END ###\n\nContact: A\n",
        f"{WORDS}\n\n### Return\n",
        f"Declaration\n\n# 5\n\n{WORDS}\n",
        f"{WORDS}\n\n# of States: 5\n",
        f"{WORDS}\n# Security\n",
        f"# Copyright\n# Licence\n{WORDS}\n",
        f"#G7 {WORDS}\n",
        f"---\n\n{WORDS}\n",
    ],
)
def test_other_uses_of_the_sign_of_headings_are_plain_text(text: str) -> None:
    """Ends of press releases, numbers, counts, comments, hashtags and rules make no Markdown."""
    assert read(text) == Source(text, "text/plain; charset=utf-8")


@pytest.mark.parametrize(
    "data, charset, remark",
    [
        (
            "L’accord de Genève".encode("windows-1252"),
            "windows-1252",
            "read as Windows-1252: it is not UTF-8",
        ),
        ("Accord de Genève".encode("latin-1"), "iso-8859-1", "read as Latin-1 (ISO 8859-1): it is not UTF-8"),
        ("Accord de Genève".encode("utf-16"), "utf-16", "read as UTF-16: it is not UTF-8"),
        ("Accord de Genève".encode("utf-32"), "utf-32", "read as UTF-32: it is not UTF-8"),
    ],
)
def test_a_charset_other_than_utf8_is_said(data: bytes, charset: str, remark: str) -> None:
    """The user learns in which charset a file was read if it is not the expected one."""
    source = read(data)
    assert (source.media_type, source.remarks) == (f"text/plain; charset={charset}", (remark,))


BEGINNINGS = st.sampled_from(
    [b"", PDF[:9], b"PK\x03\x04", b"<html>", b"<?xml ", b"---\n", b"# A\n", b"MIME-Version: 1\n"]
)


@given(BEGINNINGS, st.binary(max_size=120), st.sampled_from(["d.txt", "d.md", "d.html", "-"]))
def test_any_bytes_are_a_text_or_a_named_error(start: bytes, rest: bytes, name: str) -> None:
    """Whatever the bytes and the name, there is a text with its media type, or a `ReadError`."""
    with suppress(ReadError):
        source = read(start + rest, name)
        assert source.text.strip()
        assert "/" in source.media_type
