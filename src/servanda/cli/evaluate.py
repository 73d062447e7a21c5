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
from servanda.errors import GoldError

if TYPE_CHECKING:
    from servanda.evaluate.scores import DocumentScores, Miss, Scores, Share, Tally


@click.command(epilog="Example: servanda evaluate tests/gold/*.json --at-least 0.9")
@click.argument("gold", metavar="GOLD.json ...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--at-least", type=click.FloatRange(0, 1), help="Leave with 1 if F1 over all, or of a list, is lower."
)
@click.option(
    "--fields",
    metavar="NAMES",
    help="Score these lists of whole documents instead, divided by commas: actors, policies, figures.",
)
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
def evaluate(  # noqa: PLR0917 one for each option
    gold: tuple[Path, ...],
    at_least: float | None,
    fields: str | None,
    misses: bool,
    format_name: str,
    workers: int,
) -> int:
    """Score the extractor against gold files.

    Prints precision, recall and F1 over all statements and over the commissive ones, the share of
    matches with the right force and bearers, and, per field, the share of right values among the
    matches in which the gold or the extractor has one. Optional gold costs nothing, found or missed.
    With --fields it scores what whole documents name, against the lists of the gold.
    """
    from servanda import evaluate as scorer

    lists = _lists(fields)
    with progress() as on_step:
        scores = scorer.evaluate(gold, lambda name, done: on_step(name, done, len(gold)), workers)
    totals = dict(scores.total.lists)
    if missing := [name for name in lists if name not in totals]:
        raise GoldError(f"no list `{missing[0]}` is in any of these gold files; score another with --fields")
    if format_name == "json":
        click.echo(json.dumps(_json(scores, misses=misses), ensure_ascii=False, indent=2))
    elif lists:
        _list_tables(scores, lists, misses=misses)
    else:
        _tables(scores, misses=misses)
    return _verdict({name: totals[name].f1 for name in lists} or {"": scores.total.statements.f1}, at_least)


def _lists(fields: str | None) -> tuple[str, ...]:
    """The names of lists in the option, in its order."""
    from servanda.evaluate.lists import LISTS

    if fields is None:
        return ()
    names = tuple(dict.fromkeys(name.strip() for name in fields.split(",")))
    for name in names:
        if name not in LISTS:
            raise click.BadParameter(f"`{name}` is none of {', '.join(LISTS)}", param_hint="--fields")
    return names


def _verdict(ratios: Mapping[str, float], at_least: float | None) -> int:
    low = {name: f1 for name, f1 in ratios.items() if at_least is not None and f1 < at_least}
    for name, f1 in low.items():
        say(f"F1 {f'of {name} ' if name else ''}is {f1:.3f}, lower than {at_least}")
    return int(bool(low))


def _list_tables(scores: Scores, lists: tuple[str, ...], *, misses: bool) -> None:
    columns = ("gold", "found", "both", "precision", "recall", "F1")
    for number, name in enumerate(lists):
        tallies = [(one.name, dict(one.lists)) for one in (*scores.documents, scores.total)]
        rows = [(document, *_tally(known[name])) for document, known in tallies if name in known]
        if number:
            click.echo()
        show((name, *columns), rows, frozenset(columns))
    if misses:
        for document in scores.documents:
            _print_misses(document, _of_lists(document, lists))


def _of_lists(document: DocumentScores, lists: Iterable[str]) -> tuple[Miss, ...]:
    """What was missed or is false in some lists of a document."""
    from servanda.evaluate.lists import LIST_OF

    kinds = {LIST_OF + name for name in lists}
    return tuple(miss for miss in document.misses if miss.kind in kinds)


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
            listed = _of_lists(document, [name for name, _ in document.lists])
            _print_misses(document, tuple(miss for miss in document.misses if miss not in listed))


def _row(one: DocumentScores) -> tuple[str, ...]:
    return (one.name, *_tally(one.statements), _percent(one.force), _percent(one.bearers))


def _tally(tally: Tally) -> tuple[str, ...]:
    counts = (tally.gold, tally.found, tally.both)
    return (*map(str, counts), *(f"{ratio:.3f}" for ratio in (tally.precision, tally.recall, tally.f1)))


def _percent(share: Share) -> str:
    return f"{share.value:.3f}" if share.of else "-"


def _print_misses(document: DocumentScores, misses: tuple[Miss, ...]) -> None:
    if misses:
        click.echo(f"\n{document.name}")
    for miss in misses:
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
        "lists": {name: _json_tally(tally) for name, tally in one.lists},
    }
    return record | ({"misses": list(_json_misses(one.misses))} if misses else {})


def _json_tally(tally: Tally) -> Mapping[str, float]:
    ratios = {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1}
    return {"gold": tally.gold, "found": tally.found, "both": tally.both, **ratios}


def _json_share(share: Share) -> Mapping[str, float | None]:
    return {"right": share.right, "of": share.of, "share": share.value if share.of else None}


def _json_misses(misses: Iterable[Miss]) -> Iterable[Mapping[str, str]]:
    return ({"kind": miss.kind, "gold": miss.gold, "found": miss.found} for miss in misses)
