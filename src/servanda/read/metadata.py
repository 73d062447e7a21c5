"""What is known about a document beside its text: front matter, and the file beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from pathlib import Path

import yaml

from servanda.errors import ReadError
from servanda.read.decode import decode_utf8

ABOUT_THE_DATA = "dataset.yaml"
"""What tells of the data set as a whole, and is the metadata of no document: see `read.dataset`."""

_SURROGATE = re.compile(r"[\ud800-\udfff]")
_FENCE = "---\n"
_KEYS = ("title", "date", "publisher", "source", "source_url", "rights", "note")
_NOTHING = ("", "~", "null")
_FIRST_KEY = re.compile(r"(\s*(#.*)?\n)*[\w-]+:(\s|$)")
_KNOWN_KEY = re.compile(rf"^({'|'.join(_KEYS)}):(\s|$)", re.MULTILINE)


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
    """The fields in the YAML block that opens `text`, and the offset at which the block ends.

    A text that opens with a rule is front matter only if nothing stands between that rule and the
    next, or lines of `field: value` do, one of them of a known field. Raises `ReadError`.
    """
    end = text.find("\n" + _FENCE, len(_FENCE) - 1) if text.startswith(_FENCE) else -1
    block = text[len(_FENCE) : end + 1]
    if end < 0 or (block.strip() and not (_FIRST_KEY.match(block) and _KNOWN_KEY.search(block))):
        return Metadata(), 0
    return _parse(block, where, first_line=2), end + 1 + len(_FENCE)


def beside(path: Path) -> Metadata:
    """The fields of the metadata file that stands beside a document; none if there is no such file.

    That of the data set is none, whatever the document's name.
    Raises `ReadError`, naming file and line, for one that cannot be read or used.
    """
    companion = path.with_suffix(".yaml")
    if companion.name.lower() == ABOUT_THE_DATA or not companion.is_file():
        return Metadata()
    where = str(companion)
    try:
        data = companion.read_bytes()
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror or error}", where) from error
    return _parse(decode_utf8(data, where), where, first_line=1) if data.strip() else Metadata()


def _parse(source: str, where: str, first_line: int) -> Metadata:
    """The known fields of a YAML mapping; `source_url` is read as `source`, others are passed over."""
    values = _mapping(source, where, first_line)

    def place(key: str) -> str:
        before = re.split(rf"^{key}\s*:", source, maxsplit=1, flags=re.MULTILINE)[0]
        return f"{where}:{first_line + before.count(chr(10))}"

    known = {key: text for key in _KEYS if (text := line_of_text(values.get(key), key, place(key)))}
    dated, source_url = known.pop("date", None), known.pop("source_url", None)
    if source_url:
        known.setdefault("source", source_url)
    return Metadata(**known, date=day(dated, "date", place("date")) if dated else None)


def _mapping(source: str, where: str, first_line: int) -> Mapping[str, object]:
    """What the YAML says, each scalar as the text that it is written as."""
    with parsing(where, first_line):
        # The safe loader would raise for a day that no calendar has, and read a title of 010 as 8.
        values = yaml.load(source, Loader=yaml.BaseLoader)  # noqa: S506
    if values is None or values == "":
        return {}
    if not isinstance(values, dict):
        raise ReadError("the metadata must be lines of `field: value`", f"{where}:{first_line}")
    return values


@contextmanager
def parsing(where: str, first_line: int) -> Iterator[None]:
    """A block that parses YAML; what PyYAML raises becomes a `ReadError` with the line."""
    try:
        yield
    except RecursionError as error:
        raise ReadError("the metadata is nested too deep; write lines of `field: value`", where) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + (mark.line if mark else 0)
        problem = getattr(error, "problem", None) or "not YAML"
        raise ReadError(f"the metadata does not parse: {problem}", f"{where}:{line}") from error


def line_of_text(value: object, key: str, where: str) -> str | None:
    """A value on one line; None for one that says nothing. Raises `ReadError`."""
    if value is None or value in _NOTHING:
        return None
    if not isinstance(value, str):
        raise ReadError(f"`{key}` must be one text", where)
    if _SURROGATE.search(value):
        raise ReadError(f"`{key}` holds half a character (a surrogate); write the character itself", where)
    return " ".join(value.split())


def day(value: str, key: str, where: str) -> date:
    """A day as it is written. Raises `ReadError`."""
    try:
        return datetime.fromisoformat(value).date()
    except ValueError as error:
        raise ReadError(f"`{key}: {value}` is no date; write it as 2019-06-07", where) from error
