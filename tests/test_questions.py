"""The library of queries: what each answers, in full, in our store and in rdflib.

A folder `questions/<query>/` holds the `expected.csv` of a query, its `parameters.yaml` if it takes
any, and a `data.ttl` or `data.trig` where the shared `declarations.trig` does not show enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import cast

import pytest
import yaml
from rdflib import Dataset, Graph, URIRef
from rdflib.namespace import RDF
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.query import ResultRow
from rdflib.term import Identifier

from servanda import resources
from servanda.ask import Query, ResultFormat, ask, library, render
from servanda.ask.values import bind
from servanda.store import Store, Table
from servanda.vocab import PREFIXES, SV

QUESTIONS = Path(__file__).parent / "questions"
SHARED = QUESTIONS / "declarations.trig"
STATEMENTS = (
    "document, paragraph, statement, class, force, reaffirmed, negated, bearers, addressees, beneficiaries, "
    "action, start, end, sentence, deadline, period_start, period_end, condition, timing, purpose, places, "
    "policies, institutions, in_accordance_with, topics"
)
EACH = pytest.mark.parametrize("query", library(resources.queries()), ids=lambda query: query.name)

# rdflib 7.6 parses TriG through classes that it calls deprecated itself.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")


def data_of(query: Query) -> Path:
    own = sorted((QUESTIONS / query.name).glob("data.*"))
    return own[0] if own else SHARED


def values_of(query: Query) -> dict[str, str]:
    path = QUESTIONS / query.name / "parameters.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}


@cache
def store(path: Path) -> Store:
    return Store.load(path)


@cache
def dataset(path: Path) -> Dataset:
    return Dataset(default_union=True).parse(path, format=path.suffix[1:])


def ask_rdflib(query: Query) -> Table:
    """The answer of rdflib, with the parameters that `ask` would bind, and without their columns."""
    bindings = bind(store(data_of(query)), query, values_of(query))
    answer = dataset(data_of(query)).query(query.text, initBindings=bindings)
    columns = [str(variable) for variable in answer.vars or ()]
    shown = [place for place, column in enumerate(columns) if column not in bindings]
    rows = tuple(tuple(cast("ResultRow", row)[place] for place in shown) for row in answer)
    return Table(
        tuple(columns[place] for place in shown), cast("tuple[tuple[Identifier | None, ...], ...]", rows)
    )


def test_tests_and_queries() -> None:
    """Each query has its complete expected answer, and each answer its query."""
    answered = {path.parent.name for path in QUESTIONS.glob("*/expected.csv")}
    assert answered == {query.name for query in library(resources.queries())}
    assert {path.name for path in QUESTIONS.iterdir() if path.is_dir()} == answered


@EACH
def test_answer(query: Query) -> None:
    """Our store gives the complete expected answer, row for row in order."""
    expected = (QUESTIONS / query.name / "expected.csv").read_text(encoding="utf-8")
    table = ask(store(data_of(query)), query, values_of(query))
    assert render(table, ResultFormat.CSV) == expected
    assert table.rows, "an empty answer proves nothing"


@EACH
def test_engines_agree(query: Query) -> None:
    """The query runs unchanged in rdflib too, and gives the same terms in the same order."""
    assert ask_rdflib(query) == ask(store(data_of(query)), query, values_of(query))


@EACH
def test_standalone(query: Query) -> None:
    """A query declares the prefixes it uses and no more, each as the rest of the project has it, sorted."""
    declared = re.findall(r"^PREFIX (\S*): <(.*)>$", query.text, re.MULTILINE)
    assert declared == sorted((prefix, PREFIXES[prefix]) for prefix, _ in declared)
    body = query.text.split("SELECT", 1)[1]
    assert {prefix for prefix, _ in declared} == set(re.findall(r"(?<![\w?$])([a-z]+):(?=\w)", body))


@EACH
def test_ordered(query: Query) -> None:
    """A query ends in an ORDER BY, and among its keys is the IRI of what the rows are about."""
    keys = set(re.findall(r"\?(\w+)", query.text.rpartition("}")[2].partition("ORDER BY")[2]))
    subjects = {"document", "figure", "mention", "passage", "reference", "statement"}
    assert keys & subjects or any(key.endswith("_term") for key in keys)


@EACH
def test_known_terms(query: Query) -> None:
    """A query names no term that the ontology does not have."""
    for name in re.findall(r"\bsv:(\w+)", query.text):
        assert SV[name]


def joins(part: object) -> Iterator[CompValue]:
    """Every join of an algebra expression."""
    if isinstance(part, CompValue):
        if part.name == "Join":
            yield part
        for value in part.values():
            yield from joins(value)
    elif isinstance(part, list):
        for value in part:
            yield from joins(value)


@EACH
def test_patterns_first(query: Query) -> None:
    """Plain patterns come before OPTIONAL and BIND: after one, Oxigraph joins them in quadratic time."""
    for join in joins(prepareQuery(query.text).algebra):
        assert (join.p1.name, join.p2.name) not in {("LeftJoin", "BGP"), ("Extend", "BGP")}


def test_contract() -> None:
    """The columns of `statements` are the contract with other tools, in this order."""
    [query] = [query for query in library(resources.queries()) if query.name == "statements"]
    assert ask(store(SHARED), query).columns == tuple(STATEMENTS.split(", "))


def test_honest_data() -> None:
    """In the shared data every span quotes its document's text, and every part is named by its offsets."""
    graph: Graph = dataset(SHARED)
    oa = PREFIXES["oa"]
    for span in graph.subjects(RDF.type, SV.Span):
        text = str(graph.value(graph.value(span, SV.spanOf), SV.text))
        start, end = (graph.value(span, URIRef(oa + name)).toPython() for name in ("start", "end"))  # type: ignore[union-attr]
        assert text[start:end] == str(graph.value(span, URIRef(f"{oa}exact")))
    for part, span in graph.subject_objects(SV.evidence):
        assert str(part).rpartition("=")[2] == str(span).rpartition("=")[2]
