"""The time that a query may take, and what is left when it was stopped."""

from __future__ import annotations

import threading
import time
import weakref
from pathlib import Path
from threading import Event

import pytest
from rdflib import Literal

from servanda.errors import QueryError
from servanda.store import Store, Table
from servanda.store.waiting import within

DECLARATIONS = Path(__file__).parent.parent / "questions" / "declarations.trig"
EVERYTHING = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture
def store() -> Store:
    return Store.load(DECLARATIONS)


def working() -> int:
    """How many queries are still being worked at."""
    return sum(thread.name == "servanda-query" for thread in threading.enumerate())


@pytest.mark.parametrize("head", ["SELECT *", "CONSTRUCT { [] ?b ?c }"])
def test_a_runaway_query_is_stopped(head: str, store: Store) -> None:
    """It ends in an error in about the time it has; the work ends too, and the store answers as before."""
    before = store.answer(COUNT)
    for _ in range(2):
        start = time.monotonic()
        with pytest.raises(QueryError, match=r"^mine\.rq: stopped after 0\.2 s; ask for less, or allow more"):
            store.answer(f"{head} {EVERYTHING}", "mine.rq", timeout=0.2)
        assert time.monotonic() - start < 5
        assert store.answer(COUNT, timeout=30) == before
    end = time.monotonic() + 20
    while working() and time.monotonic() < end:
        time.sleep(0.05)
    assert working() == 0
    store.add("urn:g", [])
    assert store.answer(COUNT) == before


def test_within_its_time_a_query_answers_as_without(store: Store) -> None:
    """Rows, yes or no, and triples are the same, however much time there is, and no thread stays."""
    for sparql in ("SELECT * { ?a a ?b } ORDER BY ?a ?b", "ASK { ?a a ?b }"):
        assert store.answer(sparql, timeout=30) == store.answer(sparql) == store.answer(sparql, timeout=1e12)
    made = [store.answer("CONSTRUCT WHERE { ?a a ?b }", timeout=timeout) for timeout in (None, 30)]
    assert all(isinstance(one, Store) and len(one) for one in made)
    one, other = (set(found.triples()) for found in made if isinstance(found, Store))
    assert one == other
    assert working() == 0


@pytest.mark.parametrize("timeout", [None, 30])
def test_what_fails_in_the_thread_fails_for_the_caller(timeout: float | None, store: Store) -> None:
    """SPARQL that does not parse, or does not run, is the same error with and without a time."""
    with pytest.raises(QueryError, match=r"^mine\.rq:2: this SPARQL does not parse"):
        store.answer("SELECT *\n{ ?s ?p", "mine.rq", timeout)
    with pytest.raises(QueryError, match=r"^mine\.rq: "):
        store.answer("SELECT * { SERVICE ?where { ?s ?p ?o } }", "mine.rq", timeout)
    answer = store.answer("SELECT (1 AS ?one) { }", "mine.rq", timeout)
    assert isinstance(answer, Table)
    assert [str(term) for row in answer.rows for term in row] == ["1"]


class Held:
    """Something that has to end in the thread it is of."""


def test_any_error_of_the_work_is_raised() -> None:
    """The very error is raised, and what the work held is let go."""
    held: list[weakref.ref[Held]] = []
    wrong = LookupError("wrong")

    def work(_given_up: Event) -> None:
        thing = Held()
        held.append(weakref.ref(thing))
        misuse(thing)

    def misuse(thing: Held) -> None:
        try:
            int(f"{thing}")
        except ValueError as error:
            raise wrong from error

    with pytest.raises(LookupError) as caught:
        within(30, work, "it")
    assert caught.value is wrong
    assert held[0]() is None


def test_without_a_time_nothing_is_started() -> None:
    """The work is done where it is asked for, and in another thread only when it has a time."""
    here = threading.get_ident()
    assert within(None, lambda _given_up: threading.get_ident(), "it") == here
    assert within(30, lambda _given_up: threading.get_ident(), "it") != here


def test_who_is_given_up_is_told() -> None:
    """Work that looks at its event sees when it is not waited for any more."""
    told = Event()

    def work(given_up: Event) -> Literal:
        given_up.wait(20)
        told.set()
        return Literal("late")

    with pytest.raises(QueryError, match=r"^it: stopped after 0\.05 s"):
        within(0.05, work, "it")
    assert told.wait(10)
