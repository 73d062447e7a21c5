"""The time of a question: one for all that a source is asked for it, the look-ups of names included."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

from servanda.errors import StoppedError
from servanda.store import Answer, Source
from servanda.store.waiting import stopped


def timed(source: Source, seconds: float | None, name: str) -> Source:
    """`source`, all of whose answers together take no more than so many seconds, from now on.

    Without a number they may take any time. Raises StoppedError, with `name`, when the time is over.
    """
    return source if seconds is None else _Timed(source, seconds, name, monotonic() + seconds)


@dataclass(frozen=True, slots=True)
class _Timed:
    """A source with the moment, on the clock of `monotonic`, at which its time is over."""

    source: Source
    seconds: float
    name: str
    end: float

    def answer(self, sparql: str, name: str = "query", timeout: float | None = None) -> Answer:
        """What the source answers in the time that is left, or in `timeout` seconds if these are fewer."""
        left = max(self.end - monotonic(), 0)
        if timeout is not None and timeout < left:
            return self.source.answer(sparql, name, timeout)
        try:
            return self.source.answer(sparql, name, left)
        except StoppedError as error:
            raise stopped(self.seconds, self.name) from error
