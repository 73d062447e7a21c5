"""Patience with a server: how often it is tried, and how long is waited in between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPException, HTTPResponse
from urllib.error import HTTPError, URLError

from servanda.errors import EndpointError
from servanda.store.transport import wait_asked

BUSY = frozenset({429, 503})
"""The statuses of a server that has no time, and did nothing of what it was asked."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a busy server is asked, and how long is waited in between.

    It is waited `first` seconds, twice as long each time, or as long as the server says (`Retry-After`); but
    never longer than `longest`, nor when the time of the request would be over by then.
    """

    tries: int = 4
    first: float = 0.5
    longest: float = 60.0


@dataclass(frozen=True, slots=True)
class Trying:
    """How one request is tried: at which statuses again, and how often if the connection is dropped.

    `left` says how many seconds are left, None if there is no end, or raises an error; `wait` waits;
    `refused` makes the error of an answer, given how many seconds it asks to wait.
    """

    left: Callable[[], float | None]
    wait: Callable[[float], object]
    refused: Callable[[HTTPError, float | None], EndpointError]
    again: frozenset[int] = BUSY
    drops: int = 1


def patiently(open_: Callable[[], HTTPResponse], patience: Patience, trying: Trying) -> HTTPResponse:
    """The beginning of a server's answer to a request, which `open_` sends.

    Raises what `trying` has for an answer that is an error; and OSError or HTTPException for none at all.
    """
    tried = 0
    while True:
        tried += 1
        try:
            return open_()
        except HTTPError as error:
            with error:
                asked = wait_asked(error.headers.get("Retry-After"), datetime.now(UTC))
                pause = _pause(patience, tried, asked, trying)
                if error.code not in trying.again or pause is None:
                    raise trying.refused(error, asked) from error
        except (OSError, HTTPException) as error:
            pause = 0.0 if tried == 1 else _pause(patience, tried, None, trying)
            if tried > trying.drops or pause is None or not dropped(error):
                raise
        trying.wait(pause)


def _pause(patience: Patience, tried: int, asked: float | None, trying: Trying) -> float | None:
    """The seconds to wait before the next try; None if there is to be none."""
    left = trying.left()
    pause = patience.first * 2 ** (tried - 1) if asked is None else asked
    longest = patience.longest if left is None else min(left, patience.longest)
    return None if tried >= patience.tries or pause >= longest else pause


def dropped(error: Exception) -> bool:
    """Whether a server took a connection and closed it without a word."""
    reason = error.reason if isinstance(error, URLError) else error
    return isinstance(reason, ConnectionError) and not isinstance(reason, ConnectionRefusedError)
