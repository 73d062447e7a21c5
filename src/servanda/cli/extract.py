"""`servanda extract`: one document, to standard output."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from servanda import iris
from servanda.cli.tables import show

if TYPE_CHECKING:
    from collections.abc import Iterable

    from servanda.model import Cited, Document, Entity, Extraction, Statement

FORMATS = ("turtle", "jsonl", "table")


@click.command(epilog="Example: servanda extract declaration.txt --format table")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    default="turtle",
    show_default=True,
    help="What to print.",
)
@click.option("--base", default=iris.BASE, show_default=True, help="What the IRIs of the data begin with.")
def extract(file: Path, format_name: str, base: str) -> int:
    """Extract one declaration.

    The formats jsonl (a JSON object per line) and table hold the statements alone; turtle holds all
    that was found, without what the ontology adds by reasoning.
    """
    from servanda import lexicon, resources
    from servanda.build import extracted
    from servanda.extract import Extractor

    extraction = extracted(file, Extractor(lexicon.load(resources.ontology()), base))
    _WRITERS[format_name](extraction, base)
    return 0


def _turtle(extraction: Extraction, base: str) -> None:
    from servanda.describe import describe
    from servanda.store import Store

    store = Store()
    store.add(iris.document(extraction.document.name, base), describe(extraction, base))
    click.echo(store.dump("turtle"), nl=False)


def _jsonl(extraction: Extraction, base: str) -> None:
    for statement in extraction.statements:
        click.echo(json.dumps(_record(statement, extraction.document, base), ensure_ascii=False))


def _table(extraction: Extraction, base: str) -> None:
    records = [_record(statement, extraction.document, base) for statement in extraction.statements]
    rows = [
        (
            str(record["paragraph"] or ""),
            record["force"],
            ", ".join(record["bearers"]),
            " ".join(record["action"].split()),
            _terms(record),
        )
        for record in records
    ]
    show(("par.", "force", "bearers", "action", "terms"), rows)


_WRITERS = {"turtle": _turtle, "jsonl": _jsonl, "table": _table}


def _record(statement: Statement, document: Document, base: str) -> dict[str, Any]:
    """A statement by the columns of the `statements` query, several values as a list.

    `concerns` are the policies, events and actors that it is about; what only reasoning tells (its
    class) is not here.
    """
    period = statement.period.value if statement.period else None
    document_iri = iris.document(document.name, base)
    return {
        "document": document_iri,
        "paragraph": _number(document, statement.passage),
        "statement": iris.part(document_iri, "statement", statement.action),
        "force": statement.force,
        "reaffirmed": statement.reaffirmed,
        "negated": statement.negated,
        "bearers": _labels(statement.bearers),
        "addressees": _labels(statement.addressees),
        "beneficiaries": _labels(statement.beneficiaries),
        "action": document.quote(statement.action),
        "start": statement.action.start,
        "end": statement.action.end,
        "sentence": document.quote(statement.sentence),
        "deadline": statement.deadline.value.isoformat() if statement.deadline else None,
        "period_start": period.start.isoformat() if period else None,
        "period_end": period.end.isoformat() if period else None,
        "condition": _value(statement.condition),
        "timing": _value(statement.timing),
        "purpose": _value(statement.purpose),
        "places": _labels(statement.places),
        "concerns": _labels(statement.concerns),
        "institutions": _labels(statement.involves),
        "in_accordance_with": _value(statement.in_accordance_with),
        "topics": list(statement.topics),
    }


def _terms(record: dict[str, Any]) -> str:
    """When and under which condition, for people."""
    named = (("if", "condition"), ("by", "deadline"), ("when", "timing"), ("under", "in_accordance_with"))
    return "; ".join(f"{word}: {' '.join(record[key].split())}" for word, key in named if record[key])


def _labels(entities: Iterable[Entity]) -> list[str]:
    return [entity.label for entity in entities]


def _value(cited: Cited[str] | None) -> str | None:
    return cited.value if cited else None


def _number(document: Document, passage: int | None) -> str | None:
    """The number of a passage, or of the nearest one around it that has one."""
    while passage is not None:
        found = document.passages[passage]
        if found.number is not None:
            return found.number
        passage = found.parent
    return None
