from __future__ import annotations

import io
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Literal

from read.test_five_formats import PIECES, WRITERS
from servanda.describe import describe
from servanda.errors import ReadError
from servanda.limits import Limits
from servanda.model import Document, Extraction, Span
from servanda.read import STANDARD_INPUT, read
from servanda.vocab import OA

LINES = st.sampled_from(
    [
        "The Parties,",
        "Recalling their words,",
        "1. Decides to meet;",
        "(a) fish;",
        "(ii) ships.",
        "Article 3",
        "ANNEX",
        "**Ships**",
        "- to co-",
        "operate again.",
        "Have agreed as follows:",
        "| a | b |",
        "1/ A note.",
        "[1] Another.",
        "the text [1] of it, 1/",
        "For Immediate Release May 2, 2020",
        "Recent Posts",
        "Done at Geneva, this 4th day of May, 2020.",
        "page 3",
        "<p>They <b>agree</b>.</p>",
        "---",
        "",
        "ﬁne cafe\u0301 \u00ad\u200b\xa0\x0c",
        "call +1 202 456 1111 or a@b.org",
    ]
)
TEXTS = st.lists(LINES, max_size=14).map("\n".join).map(str.encode)
NAMES = st.sampled_from(["d.txt", "d.md", "d.html", "d.pdf", "d"])
VALID = {name: write(PIECES) for name, write in WRITERS.items()}
ANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def spans_hold(document: Document) -> bool:
    """Whether every passage reads characters of its own, and all quotes of its graph are from the text."""
    triples = describe(Extraction(document, (), None, (), (), ()))
    parts = {predicate: dict[object, Literal]() for predicate in (OA.start, OA.end, OA.exact)}
    for subject, predicate, value in triples:
        if predicate in parts and isinstance(value, Literal):
            parts[predicate][subject] = value
    quoted = all(
        document.quote(Span(int(start), int(parts[OA.end][subject]))) == str(parts[OA.exact][subject])
        for subject, start in parts[OA.start].items()
    )
    return quoted and all(
        Span(passage.reading.starts[0], passage.reading.ends[-1]) in passage.span
        and all(start <= after for start, after in pairwise(passage.reading.starts))
        and all(
            document.quote(passage.reading.span(i, i + 1)).strip() or character == " "
            for i, character in enumerate(passage.reading.text)
        )
        for passage in document.passages
        if passage.reading.text
    )


def holds_or_is_refused(path: Path) -> bool:
    try:
        document = read(path)
    except ReadError as error:
        return error.where is not None and str(path) in error.where
    return spans_hold(document)


@ANY
@given(
    data=st.binary(max_size=300) | TEXTS | TEXTS.map(lambda text: text.decode().encode("utf-16")), name=NAMES
)
def test_any_bytes_are_a_document_or_a_named_error(data: bytes, name: str, tmp_path: Path) -> None:
    """Whatever a file holds, there is a document whose spans hold, or an error that names the file."""
    path = tmp_path / name
    path.write_bytes(data)
    assert holds_or_is_refused(path)


@ANY
@given(st.sampled_from(sorted(VALID)), st.data())
def test_a_damaged_file_is_a_document_or_a_named_error(
    tmp_path: Path, name: str, data: st.DataObject
) -> None:
    """A file of any format with some bytes changed, cut off or doubled is read, or refused by its name."""
    content = bytearray(VALID[name])
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content)))
        length = data.draw(st.integers(0, 40))
        content[place : place + length] = data.draw(st.binary(max_size=40))
    path = tmp_path / name
    path.write_bytes(content)
    assert holds_or_is_refused(path)


def test_contact_data_never_enters(tmp_path: Path) -> None:
    """E-mail addresses and phone numbers are masked, in the text and in what is known of it."""
    text = "Joint Statement\n\nMexico agrees. Write to {} or call {}.\n"
    path = tmp_path / "d.txt"
    path.write_text(text.format("a.b@example.org", "+1 202-456-1111"), encoding="utf-8")
    path.with_suffix(".yaml").write_text("publisher: The Office, office@example.org\n", encoding="utf-8")
    document = read(path)
    assert document.text == text.format("███████████████", "██ ████████████")
    assert document.publisher == "The Office, ██████████████████"
    assert document.remarks == ("3 contact details masked (e-mail addresses, phone numbers)",)


def test_standard_input_is_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is piped in has no name: its digest ends its IRI, and its first line is its title."""
    given_bytes = b"Joint Statement\n\nMexico and Canada agree.\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given_bytes)))
    document = read(STANDARD_INPUT)
    assert (document.name, document.file) == (document.sha256[:16], "standard input")
    assert document.title == "Joint Statement"


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    """A file of more bytes than the limit is not read further, and the error says how to allow more."""
    path = tmp_path / "d.txt"
    path.write_bytes(b"We agree.\n" * 20)
    with pytest.raises(ReadError, match=r"d\.txt: has more than 199 bytes; .*--max-bytes"):
        read(path, Limits(bytes=199))
    assert read(path, Limits(bytes=200)).text.startswith("We agree.")


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_that_takes_too_long_is_refused(tmp_path: Path, name: str) -> None:
    """Whatever its format, a file is given up when its time is over, and named."""
    path = tmp_path / name
    path.write_bytes(VALID[name])
    with pytest.raises(ReadError, match=r"not done after 1e-09 s; .*--max-seconds") as caught:
        read(path, Limits(seconds=1e-9))
    assert caught.value.where == str(path)


def test_the_date_of_a_note_counts_where_the_text_has_none(tmp_path: Path) -> None:
    """The text's own date goes before that of the note that covers it."""
    note = "The text of the following statement was released on May 2, 2020.\n\nJoint Statement\n\n"
    path = tmp_path / "d.txt"
    path.write_text(f"{note}We agree.\n", encoding="utf-8")
    assert str(read(path).date) == "2020-05-02"
    path.write_text(f"{note}We agree.\n\nSigned in Oslo on May 1, 2020.\n", encoding="utf-8")
    assert str(read(path).date) == "2020-05-01"


@pytest.mark.parametrize(
    "name, contact",
    [
        ("d.txt", "registry@exam-\nple.org"),
        ("d.txt", "pr\u00adess@exam\u00adple.org"),
        ("d.txt", "press\u200b@example.org"),
        ("d.md", "**press**@example.org"),
        ("d.md", "press@*example*.org"),
        ("d.txt", "phone +1 202 456\n1111"),
        ("d.md", r"\+1 202\-456\-1112"),
        ("d.md", "phone **202**-456-1114"),
    ],
)
def test_a_contact_in_pieces_is_masked_too(tmp_path: Path, name: str, contact: str) -> None:
    """What only the reading puts together, over a line end or marks, is masked in the text as well."""
    path = tmp_path / name
    path.write_text(f"Joint Statement\n\nMexico agrees to write to {contact} at once.\n", encoding="utf-8")
    document = read(path)
    words = document.passages[-1].reading.text.removeprefix("Mexico agrees to write to ")
    assert set(words.removesuffix(" at once.").removeprefix("phone ")) <= set("█ ")
    assert len(document.text) == len(path.read_text(encoding="utf-8"))
    assert spans_hold(document)


def test_a_contact_in_the_name_of_a_file_is_masked(tmp_path: Path) -> None:
    """The name of a file is in the graph, too; the digest stands for it in the IRI."""
    path = tmp_path / "press@example.org.txt"
    path.write_text("We met at the lake.\n", encoding="utf-8")
    document = read(path)
    assert (document.file, document.name) == ("█████████████████████", document.sha256[:16])
    assert document.title == "█████████████████"


ROWS = (("Norland", "Norland will pay for all of the ships."), ("2022", "Sudland paid for none of its own."))
WEB_TABLE = "".join(f"<tr><td>{first}<td>{second}" for first, second in ROWS)
MARKDOWN_TABLE = "\n".join(f"| {first} | {second} |" for first, second in ROWS)


@pytest.mark.parametrize(
    "name, text",
    [("d.html", f"<p>They met.</p><table>{WEB_TABLE}</table>"), ("d.md", f"They met.\n\n{MARKDOWN_TABLE}\n")],
)
def test_a_cell_with_words_is_a_paragraph(tmp_path: Path, name: str, text: str) -> None:
    """The cells of a row with a sentence are paragraphs, and none of them a heading or furniture."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    found = [(p.kind.value, p.reading.text) for p in read(path).passages]
    assert found == [("Paragraph", words) for words in ("They met.", *ROWS[0], *ROWS[1])]
