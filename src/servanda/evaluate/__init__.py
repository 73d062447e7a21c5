"""The scorer: what the extractor finds, held against gold annotations made by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from servanda import lexicon, resources
from servanda.evaluate.gold import Gold, place, read_gold
from servanda.evaluate.scores import DocumentScores, Scores
from servanda.evaluate.scoring import score
from servanda.extract import Extractor
from servanda.read import read


def evaluate(gold_paths: Sequence[Path], on_document: Callable[[str, int], None] | None = None) -> Scores:
    """The scores of the extractor on the documents of the gold files.

    `on_document` is told the name of each text before it is read, and how many are done. Raises
    `GoldError` for a gold file that does not follow the guidelines, and `ReadError` for a text that
    cannot be read; all gold files are read before anything is extracted.
    """
    golds = [read_gold(path) for path in gold_paths]
    extractor = Extractor(lexicon.load(resources.ontology()))
    scores: list[DocumentScores] = []
    for gold in golds:
        if on_document:
            on_document(gold.text.name, len(scores))
        scores.append(_evaluated(gold, extractor))
    return Scores(tuple(scores))


def _evaluated(gold: Gold, extractor: Extractor) -> DocumentScores:
    document = read(gold.text)
    statements = place(gold, document)
    return score(statements, extractor.extract(document))
