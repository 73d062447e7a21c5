"""What the benchmarks have in common: their arguments, and a clock."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

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
