"""`servanda queries`: the list of questions, and one of them."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from pages import examples
from program import Program
from servanda import resources
from servanda.ask import Query, Theme, library, parse
from servanda.cli.questions import answers_with, command, parameter_rows, signature

EVERY_KIND = parse(
    """\
#+ title: Kinds
#+ question: Of which kind is it?
#+ theme: Documents
#+ example: {kind: a treaty, title: it's}
#+ parameters:
#+   kind:
#+     type: enumeration
#+     description: what it is
#+     values: [a treaty, a law]
#+   title:
#+     type: string
#+     description: its title
#+     default: ""
#+   year:
#+     type: integer
#+     description: its year
#+     default: 2020
ASK { ?s ?kind $kind ; ?title $title ; ?year $year }
""",
    "kinds.rq",
)


def shown(page: str) -> str:
    """A table without its widths: its words, however they are wrapped."""
    return " ".join(page.split())


def test_the_list_has_every_question(servanda: Program) -> None:
    """Each query of the library is listed once by name, with its question and its parameters beside it."""
    listed = servanda("queries").out
    names = re.findall(r"^  ([a-z-]+)", listed, re.MULTILINE)
    queries = library(resources.queries())
    assert sorted(names) == [query.name for query in queries]
    for query in queries:
        assert shown(f"{query.name} {query.question} {signature(query)}") in shown(listed)


def test_the_list_goes_by_theme(servanda: Program) -> None:
    """Themes stand in their order, each above its own questions, which are sorted."""
    queries = {query.name: query for query in library(resources.queries())}
    blocks = servanda("queries").out.split("\n\n")
    headings = [block.partition("\n")[0] for block in blocks]
    assert headings == [theme for theme in Theme if theme in {query.theme for query in queries.values()}]
    for heading, block in zip(headings, blocks, strict=True):
        names = re.findall(r"^  ([a-z-]+)", block, re.MULTILINE)
        assert names == sorted(names)
        assert {queries[name].theme for name in names} == {heading}


@pytest.mark.parametrize("columns", [40, 80, 100, 200])
def test_the_list_keeps_to_the_width(
    servanda: Program, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    """Questions are wrapped to the width there is; in a narrow terminal they stand below their names."""
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = servanda("queries").out.splitlines()
    assert max(map(len, lines)) <= columns
    assert ("  deadlines" in lines) == (columns == 40)


def test_a_pipe_gets_plain_text(servanda: Program) -> None:
    """Nothing is bold where nobody looks at a terminal."""
    assert "\x1b" not in servanda("queries").out + servanda("queries", "deadlines").out


@pytest.mark.parametrize("known", library(resources.queries()), ids=lambda known: known.name)
def test_a_question_is_shown_with_all_there_is_to_know(servanda: Program, known: Query) -> None:
    """Title, question, theme, parameters and columns are shown, and the example as the page has it."""
    printed = servanda("queries", known.name).out
    for words in (
        known.title,
        f"({known.name})",
        known.question,
        f"theme {known.theme}",
        answers_with(known),
    ):
        assert words in shown(printed)
    for parameter in known.parameters:
        takes = "one of" if parameter.values else parameter.type
        assert re.search(rf"^{parameter.name} +{takes}", printed, re.MULTILINE)
    page = examples(resources.questions().read_text(encoding="utf-8"))
    [example] = [example for example in page if example.command == command(known)]
    assert example.printed
    assert printed.endswith(f"\n\n$ {example.command}\n{example.printed}")


@pytest.mark.parametrize("name", ["deadlines", "commitments-of-actor"])
def test_the_answer_is_what_the_command_prints(
    servanda: Program, built: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The example, asked of the corpus, prints what was shown, or begins so and has as many rows as said."""
    monkeypatch.setenv("COLUMNS", "80")
    _, _, example = servanda("queries", name).out.partition("\n$ servanda ")
    line, _, answer = example.partition("\n")
    asked = [*shlex.split(line), "--data", built]
    beginning, cut, rows = answer.partition("\n… ")
    assert servanda(*asked).out.startswith(beginning)
    if cut:
        assert rows == f"{len(servanda(*asked, '--format', 'jsonl').out.splitlines())} rows in all\n"
    else:
        assert servanda(*asked).out == answer


def test_nothing_is_built_or_in_the_folder(
    servanda: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A question is shown with its answer where there is no graph to ask."""
    monkeypatch.chdir(tmp_path)
    outcome = servanda("queries", "deadlines")
    assert (outcome.code, outcome.err) == (0, "")
    assert "within 90 days" in outcome.out


def test_what_a_parameter_takes() -> None:
    """Values of an enumeration, what must be given, what may be left out and what any value is, are said."""
    assert parameter_rows(EVERY_KIND) == [
        ("kind", "one of a treaty, a law", "what it is", "must be given"),
        ("title", "string", "its title", "any"),
        ("year", "integer", "its year", "2020"),
    ]


def test_a_signature_is_what_one_would_type() -> None:
    """Each parameter has its type, an enumeration its values; those that may be left out are in brackets."""
    assert signature(EVERY_KIND) == "kind=a treaty|a law [title=STRING] [year=INTEGER]"


def test_what_a_question_answers_with() -> None:
    """Rows have columns, those of parameters left out; other answers are triples, or yes or no."""
    assert answers_with(EVERY_KIND) == "yes or no"
    assert answers_with(parse("CONSTRUCT WHERE { ?s ?p ?o }", "all.rq")) == "triples"
    assert answers_with(parse("SELECT * WHERE { ?s ?p ?o }", "all.rq")) == "rows of o, p, s"
    [figures] = [query for query in library(resources.queries()) if query.name == "deadlines"]
    assert answers_with(figures).startswith("rows of deadline, words, date, ")
    assert "until" not in answers_with(figures)


def test_an_example_is_a_command_for_a_shell() -> None:
    """Values are quoted as a shell needs it, and so come back as they stand in the header."""
    values = shlex.split(command(EVERY_KIND))
    assert values == ["servanda", "query", "kinds", "-p", "kind=a treaty", "-p", "title=it's"]


def test_programs_get_json(servanda: Program) -> None:
    """The whole library, or one question, comes as JSON with all that its header says."""
    listed = json.loads(servanda("queries", "--format", "json").out)
    queries = library(resources.queries())
    assert [record["name"] for record in listed] == [query.name for query in queries]
    [record] = json.loads(servanda("queries", "commitments-of-actor", "--format", "json").out)
    assert record in listed
    assert (record["theme"], record["form"]) == ("Commitments", "select")
    assert record["parameters"][0] | {"description": ""} == {
        "name": "actor",
        "type": "actor",
        "description": "",
        "default": None,
        "values": [],
    }
    assert record["example"]["actor"] == "Mexico"


def test_an_unknown_question_gets_the_nearest(servanda: Program) -> None:
    """A misspelt name is an error that suggests the right one."""
    outcome = servanda("queries", "deadlnies")
    assert (outcome.code, outcome.out) == (2, "")
    assert "did you mean 'deadlines'" in outcome.err


@pytest.mark.parametrize("name", ["queries", "query"])
def test_a_shell_completes_names(name: str) -> None:
    """A shell that asks for names that begin so gets them, and files where no name begins so."""
    program = [sys.executable, "-c", "from servanda.cli import servanda; servanda(prog_name='servanda')"]
    answers = []
    for begun in ("commitments-", "./"):
        asked = {"COMP_WORDS": f"servanda {name} {begun}", "COMP_CWORD": "2"}
        environment = {**os.environ, **asked, "_SERVANDA_COMPLETE": "bash_complete"}
        answers.append(subprocess.check_output(program, env=environment, text=True).splitlines())
    assert "plain,commitments-of-actor" in answers[0]
    assert all(line.startswith("plain,commitments-") for line in answers[0])
    assert answers[1] == ["file,./"]
