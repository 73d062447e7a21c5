"""Gold files: what a careful reader finds in one document, as the annotation guidelines write it down."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from servanda.errors import GoldError
from servanda.model import Document, Span

FORCES = (
    "obligation",
    "commitment",
    "intention",
    "recommendation",
    "permission",
    "position",
    "recognition",
    "endorsement",
)
NAMED = ("actors", "policies")
"""The lists of names that a gold file may have beside its statements."""

_ALL_PARTIES = "PARTIES"
_LISTS = ("addressees", "beneficiaries", "policies", "institutions", "places", "period")
_WORDS = ("condition", "deadline", "timing", "purpose", "in_accordance_with", "refers_to", "refers_to_date")


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """A statement that a system should find.

    `head` is the span of the first verb of the act. `forces` are those that count as right, the
    annotator's own first. `fields` are the values as the gold file has them. An `optional`
    statement costs nothing, found or missed.
    """

    id: str
    action: Span
    head: Span
    forces: tuple[str, ...]
    optional: bool
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """A quantity that a system should find: the span that it is quoted from, and what it says.

    `values` has `value` and, where the gold has them, `unit`, `bound`, `period` and `source`.
    """

    span: Span
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Gold:
    """The gold of one document: where its text is, and what it says before it is placed in it.

    `names` has the lists of names, by their key; `figures` is None where the gold does not list them.
    """

    path: str
    text: Path
    parties: tuple[str, ...]
    records: tuple[Mapping[str, Any], ...]
    names: Mapping[str, tuple[str, ...]]
    figures: tuple[Mapping[str, Any], ...] | None


def read_gold(path: Path) -> Gold:
    """The gold in a file.

    The `text` that it names is looked up in the file's folder and in the folders above it. Raises
    `GoldError` for a file that cannot be read, is no JSON, lacks a key or names no existing text.
    """
    where = str(path)
    record = _parse(path)
    missing = [key for key in ("text", "parties", "statements") if key not in record]
    if missing:
        raise GoldError(f"the key `{missing[0]}` is missing", where)
    return Gold(
        path=where,
        text=_text(path, str(record["text"])),
        parties=_names(record["parties"], "parties", where),
        records=tuple(_records(record["statements"], "statements", where)),
        names={key: _names(record[key], key, where) for key in NAMED if key in record},
        figures=tuple(_records(record["figures"], "figures", where)) if "figures" in record else None,
    )


def place(gold: Gold, document: Document) -> tuple[GoldStatement, ...]:
    """The gold statements with their offsets in the document's text.

    Raises `GoldError` for an action that does not stand in the text exactly once, a head that does
    not stand in its action, an unknown force or a missing key.
    """
    return tuple(_placed(record, gold, document) for record in gold.records)


def place_figures(gold: Gold, document: Document) -> tuple[GoldFigure, ...]:
    """The figures of the gold with their offsets in the document's text.

    Raises `GoldError` for a quote that does not stand in the text exactly once, and a missing key.
    """
    figures = []
    for number, record in enumerate(gold.figures or (), start=1):
        missing = [key for key in ("quote", "value") if key not in record]
        if missing:
            raise GoldError(f"figure {number}: the key `{missing[0]}` is missing", gold.path)
        value = record["value"]
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            raise GoldError(f"figure {number}: `value` must be a number", gold.path)
        figures.append(
            GoldFigure(_span(str(record["quote"]), f"figure {number}: its quote", gold, document), record)
        )
    return tuple(figures)


def _parse(path: Path) -> Mapping[str, Any]:
    where = str(path)
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise GoldError(f"cannot be read: {error.strerror or error}", where) from error
    except UnicodeDecodeError as error:
        raise GoldError("is not UTF-8; a gold file is JSON in UTF-8", where) from error
    except json.JSONDecodeError as error:
        raise GoldError(f"is not JSON: {error.msg}", f"{where}:{error.lineno}") from error
    if not isinstance(record, dict):
        raise GoldError("a gold file is one JSON object, `{…}`", f"{where}:1")
    return record


def _text(path: Path, name: str) -> Path:
    for folder in path.resolve().parents:
        if (folder / name).is_file():
            return folder / name
    raise GoldError(f"the text `{name}` is neither in this folder nor in one above it", str(path))


def _names(value: object, key: str, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise GoldError(f"`{key}` must be a list of names", where)
    return tuple(value)


def _records(value: object, key: str, where: str) -> list[Mapping[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(record, dict) for record in value):
        raise GoldError(f"`{key}` must be a list of objects", where)
    return value


def _placed(record: Mapping[str, Any], gold: Gold, document: Document) -> GoldStatement:
    name = str(record.get("id", f"number {gold.records.index(record) + 1}"))
    missing = [key for key in ("action", "force", "bearers") if key not in record]
    if missing:
        raise GoldError(f"statement {name}: the key `{missing[0]}` is missing", gold.path)
    for key in _LISTS:
        _names(record.get(key, []), f"{key}` of `{name}", gold.path)
    for key in _WORDS:
        if not isinstance(record.get(key, ""), str):
            raise GoldError(f"statement {name}: `{key}` must be a text", gold.path)
    action = _span(str(record["action"]), f"statement {name}: its action", gold, document)
    return GoldStatement(
        id=name,
        action=action,
        head=_head(record, action, name, gold),
        forces=_forces(record, name, gold),
        optional=bool(record.get("optional", False)),
        fields={**record, "bearers": _bearers(record["bearers"], name, gold)},
    )


def _span(words: str, what: str, gold: Gold, document: Document) -> Span:
    """Where words stand in the text that stand there just once."""
    count = document.text.count(words) if words else 0
    if count != 1:
        raise GoldError(
            f"{what} stands {count} times in {gold.text.name}; quote it so that it stands once", gold.path
        )
    start = document.text.index(words)
    return Span(start, start + len(words))


def _head(record: Mapping[str, Any], action: Span, name: str, gold: Gold) -> Span:
    words = str(record["action"])
    head = str(record.get("head", words.split(maxsplit=1)[0]))
    if head not in words:
        raise GoldError(f"statement {name}: the head `{head}` does not stand in its action", gold.path)
    start = action.start + words.index(head)
    return Span(start, start + len(head))


def _forces(record: Mapping[str, Any], name: str, gold: Gold) -> tuple[str, ...]:
    also = _names(record.get("force_also", []), "force_also", gold.path)
    forces = (str(record["force"]), *also)
    unknown = [force for force in forces if force not in FORCES]
    if unknown:
        raise GoldError(f"statement {name}: `{unknown[0]}` is none of {', '.join(FORCES)}", gold.path)
    return forces


def _bearers(value: object, name: str, gold: Gold) -> tuple[str, ...]:
    if value == _ALL_PARTIES:
        return gold.parties
    return _names(value, f"bearers` of `{name}", gold.path)
