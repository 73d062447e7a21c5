"""What could not be validated, as reports for machines and the page tell it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from servanda.build.inputs import called
from servanda.build.report.entries import clean
from servanda.errors import ServandaError
from servanda.read import STANDARD_INPUT

_PLACE = re.compile(r"(?P<file>.+):(?P<line>[1-9][0-9]*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be used, and why.

    `where` is the input with its line, as the error has it, `name` the input alone; both are None for
    an error that stands nowhere. `file` is the path, which standard input has none of, and `line` the
    line if it is known.
    """

    message: str
    where: str | None
    name: str | None
    file: str | None
    line: int | None


def failure(error: ServandaError) -> Failure:
    """What an error tells, in words that every format can hold; the path stays as Python has it."""
    message = " ".join(clean(error.what).split())
    if not error.where:
        return Failure(message, None, None, None, None)
    place = _PLACE.fullmatch(error.where)
    file, line = (place["file"], int(place["line"])) if place else (error.where, None)
    where, name = (" ".join(clean(words).split()) for words in (error.where, file))
    return Failure(message, where, name, None if file == called(STANDARD_INPUT) else file, line)
