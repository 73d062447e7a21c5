"""What the benchmarks have in common: their arguments, and a clock."""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from servanda.build import documents_in

T = TypeVar("T")


def arguments(title: str) -> tuple[Sequence[Path], int]:
    """The declarations in the folder that the command line names, and the number of rounds."""
    parser = argparse.ArgumentParser(description=title)
    parser.add_argument("folder", type=Path, help="a folder of declarations")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each (default 5)")
    given = parser.parse_args()
    return documents_in([given.folder]).files, given.rounds


def timed(run: Callable[[], T]) -> tuple[T, float]:
    """What `run` gives, and how many seconds it takes."""
    start = time.perf_counter()
    given = run()
    return given, time.perf_counter() - start


def capped(run: Callable[[], object], cap: float) -> float | None:
    """How many seconds `run` takes, in a process that can be stopped; None if it takes more than `cap`.

    Where it fails, this ends the benchmark, since its time would say nothing.
    """
    context: Any = multiprocessing.get_context("fork")
    told, tells = context.Pipe(duplex=False)
    process = context.Process(target=lambda: tells.send(timed(run)[1]))
    process.start()
    seconds: float | None = told.recv() if told.poll(cap) else None
    failed = process.exitcode
    process.kill()
    process.join()
    if seconds is None and failed:
        sys.exit("what was measured failed, so its time says nothing")
    return seconds
