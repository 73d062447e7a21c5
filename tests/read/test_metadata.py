from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from servanda.errors import ReadError
from servanda.read.metadata import Metadata, beside, front_matter


@pytest.mark.parametrize(
    "content, message",
    [
        (b"title: [unclosed\n", r"water\.yaml:\d+: the metadata does not parse"),
        (b"- a\n- b\n", r"water\.yaml:1: the metadata must be lines of `field: value`"),
        (b"date: soon\n", r"water\.yaml:1: `date: soon` is no date"),
        (b"title: A\ndate: 2019-02-30\n", r"water\.yaml:2: `date: 2019-02-30` is no date"),
        (b"title:\n  - a\n", r"water\.yaml:1: `title` must be one text"),
        (b"title: A\nnote: \xff\n", r"water\.yaml:2: byte 0xff at column 7 is not UTF-8"),
        (b"title: " + 5000 * b"[" + b"\n", r"water\.yaml: the metadata is nested too deep"),
        (b'title: "\\ud800"\n', r"water\.yaml:1: `title` holds half a character"),
        (b"title: \0\n", r"water\.yaml:1: this is a binary file"),
    ],
)
def test_broken_metadata_is_named_with_its_place(tmp_path: Path, content: bytes, message: str) -> None:
    """A metadata file that cannot be used is an error with its name, its line and what is wrong."""
    (tmp_path / "water.yaml").write_bytes(content)
    with pytest.raises(ReadError, match=message):
        beside(tmp_path / "water.txt")


@pytest.mark.parametrize(
    "content", [None, "", " \n\n", "# to be filled in\n", "---\n", "title:\ndate: ~\n", "tags: x"]
)
def test_nothing_said_is_nothing_known(tmp_path: Path, content: str | None) -> None:
    """No file beside the text, an empty one, and one of comments or empty fields alone are no error."""
    if content is not None:
        (tmp_path / "water.yaml").write_text(content, encoding="utf-8")
    assert beside(tmp_path / "water.txt") == Metadata()


def test_values_are_taken_as_they_are_written(tmp_path: Path) -> None:
    """A value is text, not a number or a truth value; white space in it is folded."""
    (tmp_path / "water.yaml").write_text(
        "title: 010\npublisher: no\nnote: >-\n  one\n  two\ndate: 2019-06-07T10:00:00Z\nsource_url: https://a\n",
        encoding="utf-8",
    )
    assert beside(tmp_path / "water.txt") == Metadata(
        title="010", publisher="no", note="one two", date=date(2019, 6, 7), source="https://a"
    )


def test_front_matter_ends_where_the_text_begins() -> None:
    """The fields of a block that opens a Markdown file, and the offset behind its last rule."""
    block = "---\nlayout: page\ntitle: Water\ndate: 2019-06-07\n---\n"
    assert front_matter(f"{block}\nWe agree.\n", "d.md") == (
        Metadata(title="Water", date=date(2019, 6, 7)),
        len(block),
    )


@pytest.mark.parametrize("block", ["---\n---\n", "---\n\n---\n"])
def test_empty_front_matter_says_nothing(block: str) -> None:
    """Two rules with nothing between them are front matter in which nothing is said."""
    assert front_matter(f"{block}\nWe agree.\n", "d.md") == (Metadata(), len(block))


@pytest.mark.parametrize(
    "text",
    [
        "We agree.\n",
        "---\nWe agree.\n",
        "---\n\n# Joint Declaration\n\n---\n\nWe agree.\n",
        "---\nThe parties met in May.\n---\n\nWe agree.\n",
        "---\n- one: two\n- three\n---\n\nWe agree.\n",
        "---\nPreamble: the parties, having met: as follows\n---\n\nWe agree.\n",
        "---\nWe met, as our\nnote: to the press says.\n---\n\nWe agree.\n",
        "---\n[unclosed\n---\n\nWe agree.\n",
    ],
)
def test_what_has_no_field_is_text(text: str) -> None:
    """A text that opens with a rule is text, unless fields that are known stand between the rules."""
    assert front_matter(text, "d.md") == (Metadata(), 0)


@pytest.mark.parametrize(
    "block, message",
    [
        ("title: A\ndate: 2019-13-01\n", r"d\.md:3: `date: 2019-13-01` is no date"),
        ("\ntitle: A: B\n", r"d\.md:3: the metadata does not parse"),
    ],
)
def test_broken_front_matter_is_named_with_its_place(block: str, message: str) -> None:
    """Front matter that cannot be used is an error with the line of the file."""
    with pytest.raises(ReadError, match=message):
        front_matter(f"---\n{block}---\n\nWe agree.\n", "d.md")
