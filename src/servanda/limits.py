"""What one file may cost: bytes, pages, depth and time."""

from __future__ import annotations

import time
from dataclasses import dataclass

from servanda.errors import ReadError


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read before it is refused.

    `bytes` holds for the file, and for what a packed file (DOCX) unpacks to ten times that many;
    `pages` for those of a PDF; `depth` for the elements of a web page within one another;
    `seconds` for the time that reading and extracting one file may take.
    """

    bytes: int = 20_000_000
    pages: int = 2_000
    depth: int = 500
    seconds: float = 600.0

    def deadline(self, where: str) -> Deadline:
        """The deadline of the file `where`, counted from now."""
        return Deadline(where, self.seconds)


class Deadline:
    """The moment at which work on one file is given up."""

    def __init__(self, where: str, seconds: float) -> None:
        self._where = where
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def restart(self) -> None:
        """Count from now on, after a wait for somebody else: for the end of standard input."""
        self._end = time.monotonic() + self._seconds

    def check(self) -> None:
        """Does nothing before the deadline; raises `ReadError` after it. To be called in every long loop."""
        if time.monotonic() > self._end:
            raise ReadError(
                f"not done after {self._seconds:g} s; split the file, or give it longer with --max-seconds",
                self._where,
            )


DEFAULT = Limits()
"""The limits where nobody asks for others."""
