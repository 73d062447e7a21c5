from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

import pytest

from outlines import outline
from read.docx_files import Piece, word_document
from read.pdf_files import pdf_of
from servanda.extract import Extractor
from servanda.model import Extraction
from servanda.read import read

PIECES = (
    Piece("title", "Joint Declaration on the Lakes"),
    Piece(
        "paragraph",
        "The Governments of Mexico and Canada met in Mexico City on May 4, 2020, to look into the state of"
        " their lakes, and agreed on what must be done.",
    ),
    Piece("heading", "Fish and Fishing", 1),
    Piece("paragraph", "Mexico and Canada commit to:"),
    Piece(
        "item",
        "protect the fish of all lakes, the rare ones most of all, from nets and from what comes down the"
        " rivers;",
        0,
        "(a)",
    ),
    Piece("item", "count the fish, and in particular:", 0, "(b)"),
    Piece("item", "the trout,", 1, "(i)"),
    Piece("item", "the carp and the pike.", 1, "(ii)"),
    Piece(
        "paragraph",
        "If the fish do not recover, Canada will close its southern harbours within 90 days. It will open"
        " them again when the fish are back.",
    ),
    Piece("heading", "Ships", 1),
    Piece(
        "item",
        "Both governments reaffirm that ships must carry lights, and will study the long-term effects of"
        " lights on birds.",
        0,
        "1.",
    ),
    Piece("item", "Mexico will:", 0, "3."),
    Piece("item", "paint its ships;", 1, "-"),
    Piece("item", "sink none of them.", 1, "-"),
    Piece("heading", "Article 7", 2),
    Piece(
        "paragraph",
        "Mexico and Canada intend to meet again by the end of 2025, and invite the United States to join"
        " them and to bring its ships.",
    ),
    Piece("paragraph", "Done at Mexico City, this 4th day of May, 2020."),
)
"""One text, with all that the five formats write each in its own way."""

EXPECTED = (Path(__file__).parent / "structures" / "lakes.outline").read_text(encoding="utf-8")


def plain(pieces: tuple[Piece, ...]) -> bytes:
    return "\n\n".join(map(_line, pieces)).encode()


def markdown(pieces: tuple[Piece, ...]) -> bytes:
    signs = {"title": "# ", "heading": "#"}
    lines = (
        f"{signs.get(piece.kind, '')}{'#' * (piece.kind == 'heading') * piece.level}"
        f"{' ' * (piece.kind == 'heading')}{_line(piece)}"
        for piece in pieces
    )
    return "\n\n".join(lines).encode()


def _line(piece: Piece) -> str:
    indent = "   " * piece.level if piece.kind == "item" else ""
    return f"{indent}{piece.number} {piece.words}" if piece.number else piece.words


def web(pieces: tuple[Piece, ...]) -> bytes:
    title = html.escape(pieces[0].words)
    body = "\n".join(map(_element, pieces))
    head = f"<head><meta charset='utf-8'><title>{title}</title></head>"
    menu = "<nav><a href='/'>Home</a> <a href='/news'>News</a></nav>"
    page = f"<!doctype html><html lang='en'>{head}<body>{menu}<main>{body}</main></body></html>"
    return page.encode()


def _element(piece: Piece) -> str:
    words = html.escape(piece.words)
    if piece.kind in ("title", "heading"):
        level = 1 if piece.kind == "title" else piece.level + 1
        return f"<h{level}>{words}</h{level}>"
    if piece.number == "-":
        return f"<ul><li>{words}</li></ul>"
    if piece.number.endswith("."):
        return f"<ol><li value='{piece.number[:-1]}'>{words}</li></ol>"
    return f"<p>{piece.number} {words}</p>" if piece.number else f"<p>{words}</p>"


WRITERS: dict[str, Callable[[tuple[Piece, ...]], bytes]] = {
    "lakes.txt": plain,
    "lakes.md": markdown,
    "lakes.html": web,
    "lakes.pdf": pdf_of,
    "lakes.docx": word_document,
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The text in each format, in a file of its own."""
    folder = tmp_path_factory.mktemp("lakes")
    for name, write in WRITERS.items():
        (folder / name).write_bytes(write(PIECES))
    return {name: folder / name for name in WRITERS}


@pytest.mark.parametrize("name", WRITERS)
def test_each_format_has_the_same_structure(name: str, files: dict[str, Path]) -> None:
    """One text falls into the same passages, whichever of the five formats it comes in."""
    assert outline(read(files[name])) == EXPECTED


@pytest.mark.parametrize("name", [name for name in WRITERS if name != "lakes.txt"])
def test_each_format_gives_the_same_statements(
    name: str, files: dict[str, Path], extractor: Extractor
) -> None:
    """The statements of a text are the same in each format, words and terms and all."""
    expected = acts(extractor.extract(read(files["lakes.txt"])))
    assert len(expected) > 5
    assert acts(extractor.extract(read(files[name]))) == expected


def acts(extraction: Extraction) -> list[tuple[object, ...]]:
    """The statements with their terms, without their places in the text."""
    return [
        (
            extraction.document.passages[one.passage].reading.words(one.action),
            one.force,
            one.bearers,
            one.terms.deadline and one.terms.deadline.value,
            one.terms.condition and " ".join(one.terms.condition.value.split()),
        )
        for one in extraction.statements
    ]
