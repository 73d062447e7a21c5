"""Reading as a share of extracting: the time that files take before the parser, beside that from it on.

    .venv/bin/python bench/reading_share.py FOLDER [--rounds N]

Reading is `read`: the text out of a file of any format, its structure and its map. Extracting is all that
follows up to the statements, parser and all, without start-up. Each file is read and at once extracted, so
that whatever else the machine does slows down both; the medians of the rounds are compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from statistics import median

from rounds import arguments, timed

from servanda import resources
from servanda.extract import Extractor, extractor_of
from servanda.read import read

Cost = tuple[float, float]
"""The seconds of reading, and those of extracting."""


def main() -> None:
    """Prints the milliseconds of a round and the share, for each type of file and for all."""
    files, rounds = arguments(__doc__.splitlines()[0] if __doc__ else "")
    extractor = extractor_of(resources.ontology())
    for file in files:  # once unmeasured
        cost(file, extractor)
    measured = [[cost(file, extractor) for file in files] for _ in range(rounds)]
    print(f"{len(files)} documents, {rounds} rounds")
    print(f"{'type':12}{'files':>6}{'reading':>12}{'extracting':>12}{'share':>8}   milliseconds")
    types = [file.suffix.lower() for file in files]
    for name in sorted(set(types)):
        line(name, [[one for one, of in zip(costs, types, strict=True) if of == name] for costs in measured])
    line("all", measured)


def cost(file: Path, extractor: Extractor) -> Cost:
    """What one file takes."""
    document, reading = timed(partial(read, file))
    _, extracting = timed(partial(extractor.extract, document))
    return reading, extracting


def line(name: str, measured: Sequence[Sequence[Cost]]) -> None:
    """Prints one row of the table: the medians over the rounds of what their files take together."""
    reading, extracting = (
        median(sum(cost[what] for cost in costs) for costs in measured) * 1000 for what in (0, 1)
    )
    share = reading / extracting
    print(f"{name:12}{len(measured[0]):6}{reading:12,.1f}{extracting:12,.1f}{share:8.3f}")


if __name__ == "__main__":
    main()
