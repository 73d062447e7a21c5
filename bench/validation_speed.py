"""Seconds to validate the graphs of many documents: pySHACL on all of them in one graph, and other ways.

    .venv/bin/python bench/validation_speed.py FOLDER [--graphs N] [--part M]

The documents of FOLDER are extracted once and copied, each copy under a name of its own, until there are N
graphs. pySHACL would take hours on all of them, and one graph of all takes any engine long, as the queries
of each document look through it: these ways are given M, and their seconds are scaled to N. How those of
pySHACL grow from half of the M to all of them is printed, too. The others are given all N. Each way has to
find the same as pySHACL on the merged graph of the M; the run ends with an error if it does not. What stands
beside a document (the classes, what it names of the reference data) is looked up within the time.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from rounds import timed

from servanda import resources
from servanda.build import Checking, Settings, documents_in, outcomes
from servanda.build.checking import checker_of
from servanda.store import Store
from servanda.validate import ENGINES, Engine, Finding, Profile, engine, load_shapes, validate
from servanda.workers import mapped

Document = tuple[str, bytes]
"""The IRI of a graph, and its N-Triples."""

Found = frozenset[tuple[object, ...]]


def main() -> None:
    """Prints the seconds of each way, and how many times as long pySHACL takes on one graph."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, help="a folder of declarations")
    parser.add_argument("--graphs", type=int, default=1000, help="how many graphs (default 1000)")
    parser.add_argument("--part", type=int, default=26, help="how many of them for pySHACL (default 26)")
    given = parser.parse_args()
    graphs = list(islice(copies(extracted(given.folder)), given.graphs))
    part = graphs[: given.part]
    size = sum(len(data.splitlines()) for _, data in graphs)
    print(f"{len(graphs)} graphs, {size:,} triples; pySHACL on {len(part)} of them")
    slow, fast = (
        engine(load_shapes(resources.shapes(), Profile.DECLARATION), name) for name in reversed(ENGINES)
    )
    _, half = timed(partial(merged, part[: len(part) // 2], slow))
    expected, whole = timed(partial(merged, part, slow))
    print(f"pySHACL on one graph of {len(part) // 2} and of {len(part)}: {half:.1f} and {whole:.1f} s")
    scale = len(graphs) / len(part)
    line("pySHACL, one graph", whole * scale, whole * scale, "scaled")
    for name, on_part in (
        ("pySHACL, one by one", partial(one_by_one, part, ENGINES[-1], 1)),
        (f"{ENGINES[0]}, one graph", partial(merged, part, fast)),
    ):
        found, seconds = timed(on_part)
        compare(found, expected)
        line(name, seconds * scale, whole * scale, "scaled")
    for name, way in (
        (f"{ENGINES[0]}, one by one", partial(one_by_one, engine_name=ENGINES[0], workers=1)),
        (f"{ENGINES[0]}, 2 workers", partial(one_by_one, engine_name=ENGINES[0], workers=2)),
    ):
        compare(way(part), expected)
        _, seconds = timed(partial(way, graphs))
        line(name, seconds, whole * scale)


def extracted(folder: Path) -> list[Document]:
    """The documents of a folder."""
    files = documents_in([folder]).files
    found = outcomes(files, Settings(checking=None), lambda _: None, keep_data=True)
    return [(one.graph, one.data) for one in found if one.data]


def copies(documents: Sequence[Document]) -> Iterator[Document]:
    """The documents, and copies of them without end, each with a number in its name."""
    for number, (iri, data) in enumerate(cycle(documents)):
        name = f"{iri}-copy-{number}"
        yield name, data.replace(iri.encode(), name.encode())


def one_by_one(graphs: Sequence[Document], engine_name: str, workers: int) -> Found:
    """What is found in each graph by itself."""
    work = One(engine_name)
    return frozenset[tuple[object, ...]]().union(*mapped(work, graphs, workers))


class One:
    """The work on one graph, in any process."""

    def __init__(self, engine_name: str) -> None:
        """With one of the engines."""
        self.checking = Checking(Profile.DECLARATION, engine=engine_name)

    def __call__(self, graph: Document) -> Found:
        """What is found in a graph."""
        store = Store()
        store.add_ntriples(*graph)
        return keys(checker_of(self.checking).report(store, graph[0]).findings)


def merged(graphs: Sequence[Document], against: Engine) -> Found:
    """What is found in all graphs together."""
    return keys(validate(together(graphs), against, "urn:merged").findings)


def together(graphs: Iterable[Document]) -> Store:
    """All graphs in one, with what stands beside them."""
    store = Store()
    store.add_ntriples("urn:merged", b"".join(data for _, data in graphs))
    checker_of(Checking(Profile.DECLARATION)).known.stand_beside(store)
    return store


def keys(findings: Iterable[Finding]) -> Found:
    """Findings without their places."""
    return frozenset((one.focus, one.path, one.value, one.shape, one.component) for one in findings)


def compare(found: Found, expected: Found) -> None:
    """Ends with an error where the two are not the same."""
    if found != expected:
        raise SystemExit(f"different findings: {sorted(map(str, found ^ expected))[:5]}")


def line(name: str, seconds: float, slowest: float, note: str = "") -> None:
    """One way, its seconds, and its ratio."""
    print(f"{name:24}{seconds:10.1f} s{slowest / seconds:10.1f} times  {note}".rstrip())


if __name__ == "__main__":
    main()
