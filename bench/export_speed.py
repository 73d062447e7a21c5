"""Seconds of an export to N-Quads and to Turtle, from file to file, beside rdflib's own serialisers.

    .venv/bin/python bench/export_speed.py FOLDER [--documents N] [--rounds R] [--longest S] [--store DIR]

The data are those of query_speed.py, as N-Quads in a file, which is where both begin: `servanda export` as a
whole program, the fastest of R rounds, bytecode cached; rdflib, once, in parts: what it takes to parse the
file, and then what its serialiser takes alone, with the triples in memory, which is stopped after S seconds.
"""

from __future__ import annotations

import argparse
import gc
import subprocess
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from query_speed import fill
from rdflib import Dataset, Graph
from rounds import capped, timed

from servanda.export import Format, export
from servanda.output import write
from servanda.store import Store


def main() -> None:
    """Prints a line for each format, with its ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, help="a folder of declarations")
    parser.add_argument("--documents", type=int, default=1000, help="how many (default 1000)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of servanda (default 3)")
    parser.add_argument("--longest", type=float, default=300, help="seconds for rdflib (default 300)")
    parser.add_argument("--store", type=Path, help="the store to make, or to find")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        path, file = given.store or Path(folder) / "store", Path(folder) / "graph.nq"
        if not path.exists():
            fill(path, given.folder, given.documents)
        write(file, export(Store.load(path), Format.NQUADS))
        ours = {name: best(name, file, given.rounds) for name in ("nquads", "turtle")}
        gc.disable()  # rdflib's objects are many, and all of them stay
        dataset, reading = timed(lambda: Dataset().parse(file, format="nquads"))
        size = f"{len(dataset):,} triples, {file.stat().st_size / 1e6:,.0f} MB"
        print(f"{size}; rdflib reads them in {reading:.1f} s", flush=True)
        print(f"{'format':8}{'servanda':>10}{'rdflib':>9}{'times':>8}{'serialiser alone':>18}{'times':>8}")
        out = Path(folder) / "rdflib"
        writing = capped(partial(dataset.serialize, out, format="nquads"), given.longest)
        line("nquads", ours["nquads"], reading, writing, given.longest)
        graph = Graph()
        for subject, predicate, object_, _ in dataset.quads():
            graph.add((subject, predicate, object_))
        writing = capped(partial(graph.serialize, out, format="turtle"), given.longest)
        line("turtle", ours["turtle"], reading, writing, given.longest)


def best(format_name: str, file: Path, rounds: int) -> float:
    """The seconds of the fastest of some exports, the start of Python included."""
    out = file.with_name("servanda")
    words = ["-m", "servanda.cli", "export", format_name, "--data", str(file), "-o", str(out)]
    run = partial(subprocess.run, [sys.executable, *words], check=True)
    return min(timed(run)[1] for _ in range(rounds))


def line(name: str, ours: float, reading: float, writing: float | None, longest: float) -> None:
    """The seconds for one format, and how many times ours the other's are: with its reading, and without."""
    alone, more = writing or longest, "" if writing else ">"
    cells = (f"{more}{one:.1f}" for one in (reading + alone, (reading + alone) / ours, alone, alone / ours))
    print("{:8}{:10.2f}{:>9}{:>8}{:>18}{:>8}".format(name, ours, *cells), flush=True)


if __name__ == "__main__":
    main()
