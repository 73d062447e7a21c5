"""Real servers: each question, asked over HTTP, has the answer that a store in memory gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda import resources
from servanda.ask import Query, ask, library
from servanda.store import Store
from servanda.store.endpoint import Endpoint
from servers import Server
from test_questions import data_of, said, store, values_of

LIBRARY = sorted(library(resources.queries()), key=lambda query: (str(data_of(query)), query.name))
EACH = pytest.mark.parametrize("query", LIBRARY, ids=lambda query: query.name)


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest) -> Server:
    """One server after the other."""
    found: Server = request.getfixturevalue(f"{request.param}_server")
    return found


@EACH
def test_answers(server: Server, query: Query) -> None:
    """The server's answer has the same terms in the same order."""
    path, values = data_of(query), values_of(query)
    server.load(path)
    expected = ask(store(path), query, values)
    assert said(ask(Endpoint(server.url), query, values)) == said(expected)


@EACH
def test_answers_about_the_corpus(server: Server, query: Query, corpus: tuple[Path, Store]) -> None:
    """So it has over the corpus, for the values that the question's header gives as an example."""
    path, in_memory = corpus
    server.load(path)
    expected = ask(in_memory, query, query.example)
    assert said(ask(Endpoint(server.url), query, query.example)) == said(expected)


@pytest.fixture(scope="module")
def corpus(built: Path) -> tuple[Path, Store]:
    """The file with the graph of the corpus, and a store with it."""
    return built / "graph.nq", Store.load(built)
