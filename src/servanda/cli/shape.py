"""A shape in words, for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from servanda import resources

if TYPE_CHECKING:
    from servanda.validate import Explanation

_WIDTH = 100
_SEVERITIES = {"Info": "Note"}


def told(name: str) -> Iterator[str]:
    """The lines that explain the shape of a name. Raises `ShapesError` for a name that no shape has."""
    from servanda.validate import explain

    explained = explain(name, resources.shapes(), resources.examples())
    severity = _SEVERITIES.get(explained.severity, explained.severity)
    yield f"{explained.name}: {explained.title}"
    yield ""
    yield from _paragraph("Severity:", [severity])
    yield from _paragraph("Profiles:", [", ".join(explained.profiles)])
    yield from _paragraph("Looks at:", explained.looks_at)
    yield from _paragraph("Asks:", explained.asks)
    yield from _paragraph("Mend:", [explained.message])
    yield from _examples(explained)


def _paragraph(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Lines beside their title, wrapped."""
    for number, line in enumerate(lines):
        first = f"{title:<10}" if number == 0 else " " * 10
        yield from textwrap.wrap(line, _WIDTH, initial_indent=first, subsequent_indent=" " * 12)


def _examples(explained: Explanation) -> Iterator[str]:
    for title, lines in (("Good:", explained.good), ("Bad:", explained.bad)):
        if lines:
            yield ""
            yield title
            yield from (f"  {line}" for line in lines)
