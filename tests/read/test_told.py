"""What is read from `dataset.yaml`, and what is said of one that cannot be used."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.errors import DataError, ReadError
from servanda.read import read
from servanda.read.dataset import NOTHING, Agent, Told, parsed, recalled, told_in

FULL = """
# made up
title: River declarations
description: >-
  What was declared
  on the River Ostra.
creator: [Ada Example, Bo Example <https://example.org/bo>, https://example.org/cy]
publisher: River Commission
licence: cc-by-4.0
rights: The texts belong to those who signed them.
issued: 2022-01-02
modified: 2022-03-04
homepage: https://example.org/rivers
contact: rivers@example.org
keywords:
- rivers
- dams
- rivers
"""


def told(folder: Path, content: str) -> Told | None:
    (folder / "dataset.yaml").write_text(content, encoding="utf-8")
    return told_in([folder / "dataset.yaml"])


def test_every_field_is_read(tmp_path: Path) -> None:
    """Names and addresses of agents, licence, days, addresses and keywords are what they are written as."""
    assert told(tmp_path, FULL) == Told(
        title="River declarations",
        description="What was declared on the River Ostra.",
        creator=(
            Agent("Ada Example"),
            Agent("Bo Example", "https://example.org/bo"),
            Agent(None, "https://example.org/cy"),
        ),
        publisher=Agent("River Commission"),
        licence="https://spdx.org/licenses/CC-BY-4.0",
        rights="The texts belong to those who signed them.",
        issued=date(2022, 1, 2),
        modified=date(2022, 3, 4),
        homepage="https://example.org/rivers",
        contact="mailto:rivers@example.org",
        keywords=("rivers", "dams"),
    )


@pytest.mark.parametrize("content", ["", "# nothing yet\n", "title:\ncreator: []\nlicence: ~\n"])
def test_a_file_may_tell_nothing(tmp_path: Path, content: str) -> None:
    """An empty file, comments alone and fields without a value tell nothing, which is no error."""
    assert told(tmp_path, content) == NOTHING


def test_where_there_is_no_file_nothing_is_told_anew() -> None:
    """No file is something else than one that tells nothing."""
    assert told_in([]) is None


@pytest.mark.parametrize(
    "content, message",
    [
        ("title: a\nlicense: MIT\n", ":2: `license` is no field of dataset.yaml; it may have title, descr"),
        ("title: a\ntitle: b\n", ":2: `title` stands here twice; keep one of the two"),
        ("[a, b]\n", ":1: what is told about the data set must be lines of `field: value`"),
        ("title: a\n? [b]\n: c\n", ":2: this is no field of dataset.yaml"),
        ("title: [a, b]\n", ":1: `title` must be one text"),
        ("title: {a: b}\n", ":1: `title` must be one text"),
        ("publisher: [a, b]\n", ":1: `publisher` must be one text"),
        ("creator:\n- a\n- b: c\n", ":3: `creator` must be a text, or a list of texts"),
        ("\nkeywords: {a: b}\n", ":2: `keywords` must be a text, or a list of texts"),
        (
            "keywords: rivers, dams\n",
            ":1: `keywords: rivers, dams` is one text; write a list, [rivers, dams]",
        ),
        ("issued: 2022-02-30\n", ":1: `issued: 2022-02-30` is no date; write it as 2019-06-07"),
        ("modified: yesterday\n", ":1: `modified: yesterday` is no date"),
        ("licence: free\n", ":1: `licence: free` is neither the web address of a licence nor an identifier"),
        ("licence: MIT OR Apache-2.0\n", ":1: `licence: MIT OR Apache-2.0` is neither"),
        ("licence: LicenseRef-ours\n", ":1: `licence: LicenseRef-ours` is neither"),
        (
            "licence: https://example.org/a licence\n",
            ":1: `licence: https://example.org/a licence` is no web",
        ),
        ("homepage: example.org\n", ":1: `homepage: example.org` is no web address; write it as https://…"),
        ("contact: call us\n", ":1: `contact: call us` is neither an e-mail address nor a web address"),
        ("creator: Ada <ada>\n", ":1: `creator: ada` is no web address as a whole; write that alone"),
        ("title: a\n b: c\n", ":2: the metadata does not parse: mapping values are not allowed here"),
        ("title: ok\x07\n", ":1: "),
        ('title: "\\ud83d"\n', ":1: `title` holds half a character"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_line(tmp_path: Path, content: str, message: str) -> None:
    """A field that nobody knows or that is of another kind is an error with file, line and remedy."""
    with pytest.raises(ReadError) as error:
        told(tmp_path, content)
    assert str(error.value).startswith(f"{tmp_path / 'dataset.yaml'}{message}")


def test_two_files_are_one_too_many(tmp_path: Path) -> None:
    """Of two files that tell about the same data both are named."""
    files = [tmp_path / "a" / "dataset.yaml", tmp_path / "b" / "dataset.yaml"]
    with pytest.raises(ReadError) as error:
        told_in(files)
    assert str(error.value) == f"{files[1]}: {files[0]} describes the data set, too; keep one of the two"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A link that leads nowhere is an error of that file."""
    with pytest.raises(ReadError, match=r"dataset\.yaml: cannot be read: No such file or directory"):
        told_in([tmp_path / "dataset.yaml"])


def test_it_is_the_metadata_of_no_document(tmp_path: Path) -> None:
    """A declaration called dataset.txt has its own title, whatever is told about the data set."""
    told(tmp_path, FULL)
    (tmp_path / "dataset.txt").write_text("Joint Declaration\n\nCanada will help.\n", encoding="utf-8")
    document = read(tmp_path / "dataset.txt")
    assert document.title == "Joint Declaration"
    assert document.publisher is None


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(lambda text: " ".join(text.split()))
names = texts.filter(lambda text: text not in {"", "~", "null"} and "<" not in text and ">" not in text)


@given(
    title=names,
    creator=st.lists(names.filter(lambda name: not name.lower().startswith("http")).map(Agent), unique=True),
    issued=st.dates(),
    keywords=st.lists(names.filter(lambda word: "," not in word), unique=True),
)
def test_what_was_told_is_remembered(
    title: str, creator: list[Agent], issued: date, keywords: list[str]
) -> None:
    """A store remembers what it was told, whatever letters it is written in."""
    said = Told(title=title, creator=tuple(creator), issued=issued, keywords=tuple(keywords))
    assert recalled(said.written(), "store") == said


def test_all_that_can_be_told_is_remembered() -> None:
    """Agents with addresses, licence and mailbox come back as they were told."""
    said = parsed(FULL, "dataset.yaml")
    assert recalled(said.written(), "store") == said
    assert recalled("", "store") == NOTHING


@pytest.mark.parametrize("text", ["{", "[]", '{"colour": ["red"]}', '{"title": 7}', '{"issued": ["soon"]}'])
def test_what_is_remembered_wrongly_is_an_error(text: str) -> None:
    """A store whose marker was changed by hand is named."""
    with pytest.raises(DataError, match="store: what was told about the data set is lost"):
        recalled(text, "store")
