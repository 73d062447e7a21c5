"""The reports of a validation, for people and for machines: what is wrong, where it stands, how to mend it.

`render` writes them in one of the formats of `Format`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from servanda.build.report import data, graph, junit, page, plain, sarif
from servanda.build.report.entries import Input, inputs
from servanda.build.report.failures import Failure, failure
from servanda.build.report.words import summary, tally
from servanda.errors import ServandaError
from servanda.validate import Checked

__all__ = ["Checked", "Format", "render", "summary", "tally", "text"]


class Format(StrEnum):
    """The formats of reports: text and HTML for people, all others for machines."""

    TEXT = "text"
    TURTLE = "turtle"
    JSON = "json"
    JSONL = "jsonl"
    HTML = "html"
    SARIF = "sarif"
    JUNIT = "junit"


_WRITERS: Mapping[Format, Callable[[Sequence[Input], Sequence[Failure]], str]] = MappingProxyType(
    {
        Format.JSON: data.whole,
        Format.HTML: page.html,
        Format.SARIF: sarif.log,
        Format.JUNIT: junit.xml,
    }
)


def render(
    checked: Sequence[Checked],
    format_: Format,
    *,
    colour: bool = False,
    failures: Sequence[ServandaError] = (),
) -> str:
    """The reports in one of the formats; `colour` adds a terminal's codes to text, and to nothing else.

    `failures` are the errors of inputs that could not be used: JSON, SARIF, JUnit and HTML tell them,
    text, JSON Lines and Turtle do not. It ends with a line break and can be written as UTF-8, whatever
    files are called. Only JSON Lines are empty if nothing was found, and Turtle if nothing was checked.
    """
    match format_:
        case Format.TURTLE:
            return graph.turtle(checked)
        case Format.TEXT:
            return plain.text(inputs(checked), colour=colour)
        case Format.JSONL:
            return data.lines(inputs(checked))
        case _:
            return _WRITERS[format_](inputs(checked), list(map(failure, failures)))


def text(checked: Sequence[Checked]) -> str:
    """The report for people, without colours."""
    return render(checked, Format.TEXT)
