"""The scorer: what the extractor finds, held against gold annotations made by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from servanda import resources
from servanda.evaluate.gold import Gold, place, place_figures, read_gold
from servanda.evaluate.lists import compare_lists
from servanda.evaluate.scores import DocumentScores, Scores
from servanda.evaluate.scoring import score
from servanda.extract import extractor_of
from servanda.read import read
from servanda.workers import mapped


def evaluate(
    gold_paths: Sequence[Path], on_document: Callable[[str, int], None] = lambda *_: None, workers: int = 1
) -> Scores:
    """The scores of the extractor, run by so many processes, on the documents of the gold files.

    `on_document` is told the name of each text before its scores, and how many are done. Raises
    `GoldError` for a gold file that does not follow the guidelines, and `ReadError` for a text that
    cannot be read; all gold files are read before anything is extracted.
    """
    golds = [read_gold(path) for path in gold_paths]
    scores: list[DocumentScores] = []
    with closing(mapped(partial(_evaluated, resources.ontology()), golds, workers)) as results:
        for gold in golds:
            on_document(gold.text.name, len(scores))
            scores.append(next(results))
    return Scores(tuple(scores))


def _evaluated(ontology: Path, gold: Gold) -> DocumentScores:
    document = read(gold.text)
    statements, figures = place(gold, document), place_figures(gold, document)
    extractor = extractor_of(ontology)
    extraction = extractor.extract(document)
    listed = compare_lists(gold, figures, extraction, extractor.lexicon)
    return score(statements, extraction, tuple(listed))
