"""Real servers: each question, asked over HTTP, has the answer that a store in memory gives."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from servanda import resources
from servanda.ask import Query, ask, library
from servanda.errors import EndpointError
from servanda.store import Answer, Store, Table
from servanda.store.endpoint import Endpoint
from servers import Server
from test_questions import data_of, store, values_of

LIBRARY = sorted(library(resources.queries()), key=lambda query: (str(data_of(query)), query.name))
EACH = pytest.mark.parametrize("query", LIBRARY, ids=lambda query: query.name)

UNLIKE: Mapping[tuple[str, str], str] = MappingProxyType({})
"""The server and question that it answers unlike a store, and why; none now. A test fails if one is alike."""


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest) -> Server:
    """One server after the other."""
    found: Server = request.getfixturevalue(f"{request.param}_server")
    return found


def comparable(answer: Answer) -> object:
    """An answer that equals another one if both say the same."""
    if isinstance(answer, Table):
        return answer.columns, answer.rows
    return answer.dump("ntriples") if isinstance(answer, Store) else answer


@EACH
def test_answers(server: Server, query: Query, request: pytest.FixtureRequest) -> None:
    """The server's answer has the same terms in the same order."""
    if reason := UNLIKE.get((server.name, query.name)):
        raised = (AssertionError, EndpointError)
        request.applymarker(pytest.mark.xfail(raises=raised, strict=True, reason=reason))
    path, values = data_of(query), values_of(query)
    server.load(path)
    expected = ask(store(path), query, values)
    assert comparable(ask(Endpoint(server.url), query, values)) == comparable(expected)


@EACH
def test_answers_about_the_corpus(server: Server, query: Query, corpus: tuple[Path, Store]) -> None:
    """So it has over the corpus, for the values that the question's header gives as an example."""
    if reason := UNLIKE.get((server.name, query.name)):
        pytest.skip(reason)
    path, in_memory = corpus
    server.load(path)
    expected = ask(in_memory, query, query.example)
    assert comparable(ask(Endpoint(server.url), query, query.example)) == comparable(expected)


@pytest.fixture(scope="module")
def corpus(built: Path) -> tuple[Path, Store]:
    """The file with the graph of the corpus, and a store with it."""
    return built / "graph.nq", Store.load(built)
