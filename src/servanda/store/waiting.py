"""The time and the memory that a query may take.

Oxigraph cannot be stopped, but lets other threads run while it works. So it works in a thread of its own,
which is left to itself when it takes too much: it ends with the process, or where it looks whether it was
given up.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from threading import Event, Thread
from time import monotonic
from traceback import clear_frames
from typing import TypeVar

from servanda.errors import QueryError, StoppedError

_Result = TypeVar("_Result")
_LOOK = 0.1
"""After so many seconds it is looked, again and again, how much memory has been taken."""


def within(seconds: float | None, work: Callable[[Event], _Result], name: str) -> _Result:
    """What `work` returns, if it takes no more than so many seconds, and no more than half of the memory.

    Without a number it may take any time and memory. `work` is given an event, set when it is given up.
    Raises StoppedError, with `name`, when it takes too long, and QueryError when it takes too much memory.
    """
    given_up = Event()
    if seconds is None:
        return work(given_up)
    results, failures = list[_Result](), list[BaseException]()

    def run() -> None:
        try:
            results.append(work(given_up))
        except BaseException as error:  # noqa: BLE001 - it is raised again where it was waited for
            _let_go(error)
            failures.append(error)

    thread = Thread(target=run, name="servanda-query", daemon=True)
    thread.start()
    try:
        _wait(thread, seconds, name)
    finally:
        given_up.set()
    if failures:
        raise failures[0]
    return results[0]


def _let_go(error: BaseException) -> None:
    """Lets go of what an error and its causes hold: an answer of Oxigraph's has to end in its own thread."""
    cause: BaseException | None = error
    while cause is not None:
        clear_frames(cause.__traceback__)
        cause = cause.__cause__ or cause.__context__


def stopped(seconds: float, name: str) -> StoppedError:
    """The error of a query whose time is over."""
    return StoppedError(f"stopped after {seconds:g} s; ask for less, or allow more time with --timeout", name)


def _wait(thread: Thread, seconds: float, name: str) -> None:
    """Returns when a thread has ended. Raises as `within` does."""
    end, most = monotonic() + seconds, _taken() + _half()
    while thread.is_alive():
        thread.join(min(_LOOK, max(end - monotonic(), 0)))
        if thread.is_alive() and monotonic() >= end:
            raise stopped(seconds, name)
        if _taken() > most:
            raise QueryError(
                "stopped, as it takes more than half of this machine's memory; ask for less", name
            )


if sys.platform == "win32":

    def _taken() -> int:
        """How much memory this process has taken is not looked for here."""
        return 0

    def _half() -> int:
        return 0

else:
    import resource

    _UNIT = 1 if sys.platform == "darwin" else 1024

    def _taken() -> int:
        """The most memory, in bytes, that this process has had so far."""
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT

    def _half() -> int:
        """Half of this machine's memory, in bytes."""
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
