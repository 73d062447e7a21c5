"""Requests that change a database: sent until they arrive, or until it is clear that they do not."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException, HTTPResponse
from threading import Event
from typing import TypeAlias
from urllib.request import Request

from servanda.store.credentials import Credentials, credentials_for
from servanda.store.endpoint import AGENT
from servanda.store.patience import BUSY, Patience, Trying, patiently
from servanda.store.refusals import AGAIN, WRITES, refused, unreached
from servanda.store.transport import authorization, body, checked, opener
from servanda.store.waiting import within

Login: TypeAlias = Callable[[str], Credentials | None]
"""Who asks at an address."""

_TEMPORARY = BUSY | {502, 504}


@dataclass(frozen=True, slots=True)
class Access:
    """How servers are dealt with: who asks, how patiently, and how many seconds one request may take."""

    login: Login = credentials_for
    patience: Patience = field(default_factory=Patience)
    seconds: float = 300.0


class Sender:
    """Sends requests to one address; what its server has said of the login holds for all of them."""

    def __init__(self, url: str, access: Access) -> None:
        """Raises `EndpointError` for what is no address over HTTP."""
        self.url = checked(url)
        self.credentials = access.login(url)
        self._access = access
        self._opens = opener(url, self.credentials)

    def send(self, request: Request, *, again: bool = True) -> tuple[bytes, Message]:
        """The body and the headers of the answer.

        `again` tells whether it may be sent twice without harm. Raises `RefusedError` for an answer that is
        an error, and `EndpointError`, with the URL, for none; `StoppedError` for one that takes too long.
        """
        request.add_header("User-Agent", AGENT)
        if shown := authorization(request.full_url, self.credentials):
            request.add_unredirected_header("Authorization", shown)
        seconds = self._access.seconds
        if request.data is not None:  # the socket's time is enough: the answer is short
            return self._sent(request, seconds, Event(), again=again)
        return within(
            seconds, lambda given_up: self._sent(request, seconds, given_up, again=again), request.full_url
        )

    def _sent(
        self, request: Request, seconds: float, given_up: Event, *, again: bool
    ) -> tuple[bytes, Message]:
        patience, end = self._access.patience, time.monotonic() + seconds

        def open_() -> HTTPResponse:
            response: HTTPResponse = self._opens.open(request, timeout=seconds)
            return response

        trying = Trying(
            left=lambda: max(0.0, end - time.monotonic()),
            wait=given_up.wait,
            refused=lambda error, asked: refused(error, self.credentials, asked, WRITES),
            again=_TEMPORARY if again else BUSY,
            drops=patience.tries if again else 0,
        )
        try:
            with patiently(open_, patience, trying) as response:
                return body(response, given_up), response.headers
        except (OSError, HTTPException) as error:
            raise unreached(error, request.full_url, AGAIN) from error
