"""`servanda evaluate`: the extractor held against gold annotations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from servanda.cli.base import workers_option
from servanda.cli.say import progress, say
from servanda.cli.tables import show

if TYPE_CHECKING:
    from servanda.evaluate.scores import DocumentScores, Miss, Scores, Share, Tally


@click.command(epilog="Example: servanda evaluate tests/gold/*.json --at-least 0.9")
@click.argument("gold", metavar="GOLD.json ...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--at-least", type=click.FloatRange(0, 1), help="Leave with 1 if F1 over all is lower.")
@click.option("--misses", is_flag=True, help="Print what was missed, what is false and what differs.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(("table", "json")),
    default="table",
    show_default=True,
    help="How to print the scores.",
)
@workers_option
def evaluate(
    gold: tuple[Path, ...], at_least: float | None, misses: bool, format_name: str, workers: int
) -> int:
    """Score the extractor against gold files.

    Prints precision, recall and F1 over all statements and over the commissive ones, the share of
    matches with the right force and bearers, and, per field, the share of right values among the
    matches in which the gold or the extractor has one. Optional gold costs nothing, found or missed.
    """
    from servanda import evaluate as scorer

    with progress() as on_step:
        scores = scorer.evaluate(gold, lambda name, done: on_step(name, done, len(gold)), workers)
    if format_name == "json":
        click.echo(json.dumps(_json(scores, misses=misses), ensure_ascii=False, indent=2))
    else:
        _tables(scores, misses=misses)
    return _verdict(scores.total.statements.f1, at_least)


def _verdict(f1: float, at_least: float | None) -> int:
    if at_least is None or f1 >= at_least:
        return 0
    say(f"F1 is {f1:.3f}, lower than {at_least}")
    return 1


def _tables(scores: Scores, *, misses: bool) -> None:
    total = scores.total
    rows = [_row(one) for one in (*scores.documents, total)]
    columns = ("document", "gold", "found", "both", "precision", "recall", "F1", "force", "bearers")
    show(columns, rows, frozenset(columns[1:]))
    click.echo()
    commissives = [(one.name, *_tally(one.commissives)) for one in (*scores.documents, total)]
    show(("commissives", *columns[1:7]), commissives, frozenset(columns[1:]))
    click.echo()
    fields = [(name, str(share.right), str(share.of), _percent(share)) for name, share in total.fields]
    show(("field", "right", "of", "share"), fields, frozenset({"right", "of", "share"}))
    if misses:
        for document in scores.documents:
            _print_misses(document)


def _row(one: DocumentScores) -> tuple[str, ...]:
    return (one.name, *_tally(one.statements), _percent(one.force), _percent(one.bearers))


def _tally(tally: Tally) -> tuple[str, ...]:
    counts = (tally.gold, tally.found, tally.both)
    return (*map(str, counts), *(f"{ratio:.3f}" for ratio in (tally.precision, tally.recall, tally.f1)))


def _percent(share: Share) -> str:
    return f"{share.value:.3f}" if share.of else "-"


def _print_misses(document: DocumentScores) -> None:
    if document.misses:
        click.echo(f"\n{document.name}")
    for miss in document.misses:
        click.echo(f"  {miss.kind}: {_words(miss)}")


def _words(miss: Miss) -> str:
    sides = ((f"gold {miss.gold}", miss.gold), (f"found {miss.found}", miss.found))
    return "; ".join(words for words, side in sides if side)


def _json(scores: Scores, *, misses: bool) -> dict[str, Any]:
    return {
        "all": _json_one(scores.total, misses=False),
        "documents": [_json_one(one, misses=misses) for one in scores.documents],
    }


def _json_one(one: DocumentScores, *, misses: bool) -> dict[str, Any]:
    record: dict[str, Any] = {
        "document": one.name,
        "statements": _json_tally(one.statements),
        "commissives": _json_tally(one.commissives),
        "force": _json_share(one.force),
        "bearers": _json_share(one.bearers),
        "fields": {name: _json_share(share) for name, share in one.fields},
    }
    return record | ({"misses": list(_json_misses(one.misses))} if misses else {})


def _json_tally(tally: Tally) -> Mapping[str, float]:
    ratios = {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1}
    return {"gold": tally.gold, "found": tally.found, "both": tally.both, **ratios}


def _json_share(share: Share) -> Mapping[str, float | None]:
    return {"right": share.right, "of": share.of, "share": share.value if share.of else None}


def _json_misses(misses: Iterable[Miss]) -> Iterable[Mapping[str, str]]:
    return ({"kind": miss.kind, "gold": miss.gold, "found": miss.found} for miss in misses)
