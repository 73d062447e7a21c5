from __future__ import annotations

from pathlib import Path

import pytest

from servanda.cli.outline import outline, path
from servanda.extract import Extractor
from servanda.read import read

TREATY = """Mexico-Canada Convention on Lakes

The Parties,

Recalling the Charter,

Have agreed as follows:

Article 3

1. Mexico agrees to:

(a) rebuild its dams;

(b) not sink ships.

Article 4

Mexico shall report.

Done at Oslo, this 4th day of May, 2020.

Annex I

2.1 Fish are counted.
"""


@pytest.fixture
def rows(extractor: Extractor, tmp_path: Path) -> list[tuple[str, ...]]:
    file = tmp_path / "lakes.txt"
    file.write_text(TREATY, encoding="utf-8")
    return list(outline(extractor.extract(read(file))))


def test_a_document_is_shown_from_its_first_line_to_its_last(rows: list[tuple[str, ...]]) -> None:
    """Title, kind and date come first; then every passage, by its part, its path and what it is."""
    assert [row[:3] for row in rows] == [
        ("", "", "title"),
        ("", "", "kind"),
        ("", "", "date"),
        ("preamble", "", ""),
        ("preamble", "", ""),
        ("preamble", "", ""),
        ("", "3", "section"),
        ("operative", "3(1)", ""),
        ("operative", "3(1)(a)", "commitment"),
        ("operative", "3(1)(b)", "commitment not to"),
        ("", "4", "section"),
        ("operative", "4", "obligation"),
        ("", "", "signature"),
        ("annex", "I", "annex"),
        ("annex", "I(2.1)", ""),
    ]


def test_a_passage_without_a_statement_has_its_first_words(rows: list[tuple[str, ...]]) -> None:
    """What was not read as a statement can be seen, in quotation marks, and headings as they are."""
    words = {row[2]: row[4] for row in rows if row[2] in ("kind", "section", "signature")}
    assert words == {
        "kind": "treaty (“Convention”)",
        "section": "Article 4",
        "signature": "“Done at Oslo, this 4th day of May, 2020.”",
    }


def test_a_number_that_names_the_one_around_it_stands_alone(tmp_path: Path) -> None:
    """The path of "2.1" under "2" is no "2(2.1)"."""
    file = tmp_path / "lakes.txt"
    file.write_text("Pact\n\n2. We agree:\n\n2.1 We agree to meet.\n", encoding="utf-8")
    document = read(file)
    assert [path(document, place) for place in range(len(document.passages))] == ["2", "2.1"]
