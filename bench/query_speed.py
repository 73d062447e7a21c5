"""Seconds that each question takes through `ask`, in bare pyoxigraph and in rdflib, on the same store.

    .venv/bin/python bench/query_speed.py FOLDER [--documents N] [--rounds R] [--times T] [--store DIR]

The smallest documents of FOLDER, as many as have 1,000 triples on average, are extracted once and copied,
each copy under a name of its own, until there are N; with what is known and what follows they make a store on
disk, in DIR if it is given, and there the next run finds it. Its triples are loaded into memory. A question
is asked with the values of its example, by `ask` and by pyoxigraph in turn, and the fastest of R rounds
counts; pyoxigraph is given the bound text, and reads every term of every row, too. rdflib has the same
triples, is asked once, and is stopped when it has taken T times as long as `ask`, and no less than a second.
Last come the seconds of a whole `servanda query` over the store on disk, the start of Python included.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox
from rdflib import Graph
from rounds import capped, timed
from validation_speed import Document, copies, extracted

from servanda import iris, resources
from servanda.ask import ParameterType, Query, ask, bound_query, library
from servanda.build.storing import Given, put
from servanda.store import Rdf, Store, Table
from servanda.store.disk import writing
from servanda.syntax import Syntax

MEAN = 1000
"""How many triples of its own a document has on average."""


def main() -> None:
    """Prints a line for each question, with its ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, help="a folder of declarations")
    parser.add_argument("--documents", type=int, default=1000, help="how many (default 1000)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each (default 5)")
    parser.add_argument(
        "--times", type=float, default=20, help="times as long as ask for rdflib (default 20)"
    )
    parser.add_argument("--store", type=Path, help="the store to make, or to find")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        path = given.store or Path(folder) / "store"
        if not path.exists():
            fill(path, given.folder, given.documents)
        store = Store.parse(Rdf(Store.load(path).dump("nquads"), Syntax.NQUADS, str(path)))
        bare = store._store  # noqa: SLF001 - pyoxigraph's own, which `store` asks
        print(f"{len(store):,} triples, {len(store.graphs())} graphs", flush=True)
        graph = Graph().parse(data=store.ntriples()[0], format="nt")
        print(f"{'question':30}{'ask':>9}{'oxigraph':>10}{'times':>7}{'rdflib':>10}{'times':>8}{'rows':>9}")
        for query in library(resources.queries()):
            values = values_for(query, store)
            text = bound_query(store, query, values)
            ways = (partial(through_ask, store, query, values), partial(through_oxigraph, bare, text))
            rounds = [[timed(way)[1] for way in ways] for _ in range(given.rounds)]
            ours, theirs = (min(times) for times in zip(*rounds, strict=True))
            cap = max(1.0, given.times * ours)
            slow = capped(partial(through_rdflib, graph, text), cap)
            line(query.name, ways[0](), (ours, theirs), slow, cap)
        started(path, given.rounds)
        del store, bare


def fill(path: Path, folder: Path, number: int) -> None:
    """Makes a store on disk of so many documents, what is known and what follows."""
    documents = dict(islice(copies(small(extracted(folder))), number))
    with writing(path) as place:
        put(place, Given(documents))


def small(documents: Sequence[Document]) -> list[Document]:
    """The smallest of some documents, as many as have no more than `MEAN` triples on average."""
    chosen, lines = list[Document](), 0
    for document in sorted(documents, key=lambda document: len(document[1])):
        lines += document[1].count(b"\n")
        if chosen and lines > MEAN * (len(chosen) + 1):
            break
        chosen.append(document)
    return chosen


def line(name: str, rows: int, seconds: tuple[float, float], slow: float | None, cap: float) -> None:
    """One question: the seconds of `ask`, of pyoxigraph, and of rdflib if it came to an end; the ratios."""
    ours, bare = seconds
    rdflib = f"{slow:10.2f}" if slow else f"{f'>{cap:.2f}':>10}"
    ratios = f"{ours / bare:7.2f}{rdflib}{(slow or cap) / ours:8.0f}"
    print(f"{name:30}{ours:9.4f}{bare:10.4f}{ratios}{rows:9,}", flush=True)


def values_for(query: Query, store: Store) -> dict[str, str]:
    """The values of a question's example, but for documents, of which there are others here."""
    documents = (graph for graph in store.graphs() if graph not in iris.BESIDE)
    kinds = {parameter.name: parameter.type for parameter in query.parameters}
    return {
        name: next(documents) if kinds[name] is ParameterType.DOCUMENT else value
        for name, value in query.example.items()
    }


def through_ask(store: Store, query: Query, values: Mapping[str, str]) -> int:
    """How much the answer of `ask` holds, read to the end."""
    answer = ask(store, query, values)
    if isinstance(answer, Table):
        return sum(1 for _ in answer.values())
    return int(answer) if isinstance(answer, bool) else len(answer)


def through_oxigraph(bare: ox.Store, text: str) -> int:
    """The same, of pyoxigraph itself."""
    answer = bare.query(text)
    if isinstance(answer, ox.QuerySolutions):
        places = range(len(answer.variables))
        return sum(1 for row in answer if [getattr(row[place], "value", None) for place in places])
    return int(bool(answer)) if isinstance(answer, ox.QueryBoolean) else sum(1 for _ in answer)


def through_rdflib(graph: Graph, text: str) -> int:
    """How many rows, or triples, rdflib answers with."""
    return len(list(graph.query(text)))


def started(path: Path, rounds: int) -> None:
    """Prints the seconds of a question from the command line."""
    words = ["-m", "servanda.cli", "query", "deadlines", "--data", str(path)]
    command = [sys.executable, *words]
    run = partial(subprocess.run, command, check=True, stdout=subprocess.DEVNULL)
    times = sorted(timed(run)[1] for _ in range(rounds))
    print(f"servanda query deadlines: {times[0]:.2f} s, start of Python and opening of the store included")


if __name__ == "__main__":
    main()
