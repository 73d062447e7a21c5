from __future__ import annotations

from pathlib import Path

import pytest

from program import Program

DECLARATION = """Norway-Chile Joint Declaration

4 May 2020

1. Norway and Chile reaffirm their commitment to protecting the whales of the southern sea, and will not
tax the crews of the ferries that count them.

2. The ferries that will sail are new. The captain shall keep a log.

3. The leaders met in Bergen.

The pier will be repaired.
"""

EXPLAINED = """\
1  Norway and Chile reaffirm their commitment to protecting the whales of the southern sea, and will
  not tax the crews of the ferries that count them.
  reaffirmed commitment: protecting the whales of the southern sea (rule:noun, cue:commitment-noun
    “reaffirm their commitment”; Norway, Chile “Norway and Chile”)
  commitment not to: tax the crews of the ferries that count them (rule:modal, cue:will “will”;
    Norway, Chile “Norway and Chile”)

2  The ferries that will sail are new.
  no statement from “will” (cue:will): it stands within another clause or phrase, which performs
    nothing by itself

2  The captain shall keep a log.
  obligation: keep a log (rule:modal, cue:shall “shall”; unresolved: “The captain”)

3  The leaders met in Bergen.
  no statement: none of its words is a cue

The pier will be repaired.
  commitment: The pier will be repaired (rule:modal, cue:will “will”; no bearer is named)

"""


@pytest.fixture
def declaration(tmp_path: Path) -> Path:
    file = tmp_path / "ferries.txt"
    file.write_text(DECLARATION, encoding="utf-8")
    return file


def test_each_sentence_is_explained(servanda: Program, declaration: Path) -> None:
    """Each sentence stands above its statements, with rule, cue and bearers, and above its refused cues."""
    outcome = servanda("extract", declaration, "--explain")
    assert (outcome.code, outcome.out) == (0, EXPLAINED)


def test_statements_of_one_sentence_come_before_what_it_refuses(servanda: Program, tmp_path: Path) -> None:
    """Where a sentence both states and refuses, the statements come first."""
    file = tmp_path / "ferries.txt"
    file.write_text(
        "Norway-Chile Joint Declaration\n\nWe support the ferries that will sail.", encoding="utf-8"
    )
    lines = servanda("extract", file, "--explain").out.splitlines()
    assert [line.strip().partition(" (")[0] for line in lines[:2]] == [
        "We support the ferries that will sail.",
        "endorsement: support the ferries that will sail",
    ]


@pytest.mark.parametrize("style", ["turtle", "jsonl", "table"])
def test_an_explanation_has_no_other_format(servanda: Program, declaration: Path, style: str) -> None:
    """--explain prints text of its own, and with --format it is refused with exit code 2."""
    outcome = servanda("extract", declaration, "--explain", "--format", style)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("servanda: --explain")
    assert "--format" in outcome.err


def test_a_text_without_statements_is_explained(servanda: Program, tmp_path: Path) -> None:
    """Where nothing is stated, the reasons are all the more wanted."""
    file = tmp_path / "ferries.txt"
    file.write_text("Ferries are new.", encoding="utf-8")
    outcome = servanda("extract", file, "--explain")
    reason = "  no statement: none of its words is a cue"
    assert (outcome.code, outcome.out.splitlines()) == (0, ["Ferries are new.", reason, ""])


def test_what_others_said_is_explained_as_a_report(servanda: Program, tmp_path: Path) -> None:
    """A report is shown as one; a cue that a lead-in said before is shown with that, and terms with both."""
    file = tmp_path / "ferries.txt"
    file.write_text(
        "Norway-Chile Joint Declaration\n\nNorway said it would help. Both sides commit to:\n\n"
        "(a) opening ports by May 2030.\n",
        encoding="utf-8",
    )
    out = " ".join(servanda("extract", file, "--explain").out.split())
    assert "report, no statement: it would help (verb “say”; Norway)" in out
    assert "cue:commit “commit” said before; Norway, Chile “Both sides”; by: 2030-05-31)" in out
