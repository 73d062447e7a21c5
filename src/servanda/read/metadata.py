"""What is known about a document beside its text: front matter, and the file beside it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from pathlib import Path

import yaml

from servanda.errors import ReadError

_FENCE = "---\n"


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of a metadata file `<stem>.yaml`, or of a Markdown file's front matter."""

    title: str | None = None
    date: date | None = None
    publisher: str | None = None
    source: str | None = None
    rights: str | None = None
    note: str | None = None

    def over(self, other: Metadata) -> Metadata:
        """These fields, and the other's where these say nothing."""
        known = {field.name: value for field in fields(self) if (value := getattr(self, field.name))}
        return replace(other, **known)


def front_matter(text: str, where: str) -> tuple[Metadata, int]:
    """The fields in the YAML block that opens `text`, and the offset at which the block ends."""
    if not text.startswith(_FENCE):
        return Metadata(), 0
    end = text.find("\n" + _FENCE, len(_FENCE) - 1)
    if end < 0:
        return Metadata(), 0
    return _parse(text[len(_FENCE) : end + 1], where, first_line=2), end + 1 + len(_FENCE)


def beside(path: Path) -> Metadata:
    """The fields of the metadata file that stands beside a document; none if there is no such file."""
    companion = path.with_suffix(".yaml")
    if not companion.is_file():
        return Metadata()
    return _parse(companion.read_text(encoding="utf-8"), str(companion), first_line=1)


def _parse(source: str, where: str, first_line: int) -> Metadata:
    """The known fields of a YAML mapping; `source_url` is read as `source`, others are passed over."""
    try:
        values = yaml.safe_load(source)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + (mark.line if mark else 0)
        problem = getattr(error, "problem", None) or "not YAML"
        raise ReadError(f"the metadata does not parse: {problem}", f"{where}:{line}") from error
    if not isinstance(values, dict):
        raise ReadError("the metadata must be lines of `field: value`", f"{where}:{first_line}")
    text = {key: _text(values.get(key)) for key in ("title", "publisher", "rights", "note")}
    source_text = _text(values.get("source", values.get("source_url")))
    return Metadata(**text, source=source_text, date=_day(values.get("date"), f"{where}:{first_line}"))


def _text(value: object) -> str | None:
    return None if value is None else " ".join(str(value).split())


def _day(value: object, where: str) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise ReadError(f"`date: {value}` is no date; write it as 2019-06-07", where) from error
