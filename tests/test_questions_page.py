"""docs/questions.md: what its script writes, from the headers of queries/ and the answers over the corpus."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from servanda import resources
from servanda.ask import Query, ask, library, parse
from servanda.store import Store

HEADER = "#+ title: It\n#+ question: What is it?\n#+ theme: Documents\n"


@pytest.fixture(scope="module")
def script(root: Path) -> dict[str, Any]:
    """What the script of the page defines."""
    return runpy.run_path(str(root / "docs" / "questions.py"))


@pytest.fixture(scope="module")
def corpus(built: Path) -> Store:
    return Store.load(built)


@pytest.fixture(autouse=True)
def _as_wide_as_the_page(script: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(script["WIDTH"]))


def query(sparql: str) -> Query:
    return parse(HEADER + sparql, "it.rq")


def test_the_page_is_as_its_script_writes_it(script: dict[str, Any], corpus: Store) -> None:
    """questions.py writes questions.md to the letter; if not, `make docs` writes it anew."""
    assert resources.questions().read_text(encoding="utf-8") == script["page"](
        library(resources.queries()), corpus
    )


def test_the_page_shows_every_question_once() -> None:
    """Each query of the library has one section, and one line in the list, which leads to it."""
    page = resources.questions().read_text(encoding="utf-8")
    names = sorted(query.name for query in library(resources.queries()))
    assert sorted(re.findall(r"^## (.+)$", page, re.MULTILINE)) == names
    assert sorted(re.findall(r"^- \[(.+)\]\(#\1\): ", page, re.MULTILINE)) == names


def test_no_line_of_an_answer_is_wider_than_a_terminal(script: dict[str, Any]) -> None:
    """Every terminal of 80 columns has room for the rows of each answer."""
    page = resources.questions().read_text(encoding="utf-8")
    for query in library(resources.queries()):
        if query.form == "select":
            answer = re.search(rf"^\$ servanda query {query.name}\b.*\n([^`]*)", page, re.MULTILINE)
            assert answer
            assert max(map(len, answer[1].splitlines())) <= script["WIDTH"], query.name


@pytest.mark.parametrize(
    "sparql, last",
    [
        ("SELECT ?x WHERE { VALUES ?x { 1 2 } } ORDER BY ?x", "2"),
        ("SELECT ?x WHERE { VALUES ?x { UNDEF } ?x a <urn:nothing> }", "nothing found"),
        ("SELECT ?s ?p ?o WHERE { ?s a <https://w3id.org/servanda/ontology#Span> ; ?p ?o }", "rows in all"),
        ("CONSTRUCT WHERE { ?s a <https://w3id.org/servanda/ontology#Span> }", "triples in all"),
        ("CONSTRUCT WHERE { ?s a <urn:nothing> }", "nothing found"),
        ("ASK { ?s a <urn:nothing> }", "no"),
    ],
)
def test_an_answer_is_shown_in_its_form(
    script: dict[str, Any], corpus: Store, sparql: str, last: str
) -> None:
    """Rows, triples, yes or no, and nothing are shown as they are; a long answer is cut, and counted."""
    asked = query(sparql)
    lines = script["shown"](ask(corpus, asked), asked).splitlines()
    assert lines[-1].endswith(last)
    assert len(lines) <= 32


def test_the_text_of_a_document_is_cut(script: dict[str, Any], corpus: Store) -> None:
    """A line that nobody reads to its end has an end that says so."""
    asked = query("CONSTRUCT WHERE { ?s <https://w3id.org/servanda/ontology#text> ?text }")
    lines = script["shown"](ask(corpus, asked), asked).splitlines()
    assert max(map(len, lines)) < 200
    assert any(line.endswith("…") for line in lines)


def test_a_bar_breaks_no_table(script: dict[str, Any]) -> None:
    """What a parameter takes may have bars in it, which are no borders of cells."""
    assert script["table_row"](["a|b", "c"]) == "| a\\|b | c |\n"
