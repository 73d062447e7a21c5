"""What went wrong with an endpoint, in words: what its server said, and what to do about it."""

from __future__ import annotations

import json
import re
import socket
import ssl
from collections.abc import Mapping
from email.message import Message
from html import unescape
from http import HTTPStatus
from http.client import HTTPException, IncompleteRead
from types import MappingProxyType
from typing import TypeAlias
from urllib.error import HTTPError, URLError

from servanda.errors import EndpointError, RefusedError
from servanda.store.credentials import LOG_IN, Credentials
from servanda.store.transport import unpacked

_LINES = 3
_LETTERS = 400
_MOST = 1 << 16
_UNSEEN = re.compile(r"<!--.*?-->|<(script|style|head)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.DOTALL | re.IGNORECASE)
_BLOCK = re.compile(r"</?(?:p|div|br|h\d|li|tr|pre|title|body)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[!/a-zA-Z][^>]*>")
_ECHO = re.compile(r"^\s*SPARQL query:", re.MULTILINE)
"""Where Virtuoso begins to repeat the query."""

_JSON_KEYS = ("message", "detailedMessage", "exception", "error", "detail")
"""Under which servers that answer with JSON (Stardog, Neptune, QLever) say what is wrong."""

Words: TypeAlias = Mapping[int, tuple[str, str]]
"""What is wrong, and what to do, by the status; that of 0 is for any other error."""

_STATUSES: Words = MappingProxyType(
    {
        400: ("refuses the query", "mend the query"),
        401: ("asks who you are", LOG_IN),
        403: ("does not let you ask", f"ask for leave there, or {LOG_IN}"),
        404: ("there is no endpoint", "check the address: it often ends in /query or /sparql"),
        405: ("takes no queries by POST", "check the address: it often ends in /query or /sparql"),
        406: ("can answer neither in SPARQL JSON nor in N-Triples", "check the address"),
        408: ("gave the query up", "ask for less"),
        413: ("finds the query too long", "name fewer things in it"),
        414: ("finds the query too long", "name fewer things in it"),
        415: ("takes no queries in this form", "check the address: it often ends in /query or /sparql"),
        429: ("is asked too often", "wait, and ask again"),
        501: ("takes no queries by POST", "check the address: it often ends in /query or /sparql"),
        503: ("has no time for queries", "wait, and ask again"),
        504: ("gave the query up", "ask for less"),
        0: ("failed on the query", "the server's log says more; try the query with LIMIT 1"),
    }
)
WRITES: Words = MappingProxyType(
    {
        400: ("refuses what it was sent", "its log says more"),
        401: ("asks who you are", LOG_IN),
        403: ("does not let you write", f"have the right to write given to you there, or {LOG_IN}"),
        404: ("there is nothing to write to", "check the address"),
        405: ("takes no graphs", "check the address"),
        408: ("gave up waiting for the graph", "wait, and push again"),
        413: ("finds the graph too large", "have the limit of the server, or of the proxy before it, raised"),
        415: ("takes no N-Triples", "check the address"),
        429: ("is asked too often", "wait, and push again"),
        501: ("takes no graphs", "check the address"),
        502: ("is not reached by the proxy before it", "wait, and push again"),
        503: ("has no time", "wait, and push again"),
        504: ("took too long for the proxy before it", "wait, and push again"),
        507: ("has no room left", "make room there"),
        0: ("failed on what it was sent", "its log says more"),
    }
)
"""What to say of an answer to what changes a database."""

_PHRASES = MappingProxyType({status.value: status.phrase for status in HTTPStatus})
_SCHEMES = frozenset({"basic", "bearer", "digest"})
_UNKNOWN = ("gives no answer", "check the address")


def refused(
    error: HTTPError, credentials: Credentials | None, wait: float | None, words: Words = _STATUSES
) -> RefusedError:
    """The answer of a server that is an error; `wait` is how many seconds it asks to wait.

    `words` say what that means: to a query, or to what should have been written.
    """
    other = words[0] if error.code >= HTTPStatus.BAD_REQUEST else _UNKNOWN
    what, advice = words.get(error.code, other)
    if error.code == HTTPStatus.UNAUTHORIZED and credentials:
        what, advice = _turned_away(error.headers, credentials)
    if wait is not None:
        advice = f"it asks to wait {wait:g} s; {advice}"
    told = said(_body(error), error.headers)
    if credentials:
        told = credentials.hidden(told)
    status = f"{error.code} {_PHRASES.get(error.code, '')}".rstrip()
    message = f"{what} ({status})" + (f": {told}" if told else "") + f"; {advice}"
    return RefusedError(message, error.url, error.code)


def _body(error: HTTPError) -> bytes:
    """The beginning of what a server says with an error; nothing, if even that does not arrive."""
    try:
        return unpacked(error.read(_MOST), error.headers)
    except (OSError, HTTPException):
        return b""


def _turned_away(headers: Message, credentials: Credentials) -> tuple[str, str]:
    """What is wrong, and what to do, if a server does not accept what it was shown."""
    schemes = [challenge.partition(" ")[0] for challenge in headers.get_all("WWW-Authenticate", [])]
    if schemes and not _SCHEMES.intersection(scheme.lower() for scheme in schemes):
        return (
            f"asks for a login with {' or '.join(schemes)}",
            "known here are Basic, Digest and tokens (Bearer)",
        )
    if credentials.token:
        return "does not accept this token", "check SERVANDA_TOKEN"
    what = f"check the password of {credentials.user} in SERVANDA_PASSWORD, or in the netrc"
    return "does not accept this user and password", what


_AGAIN = "ask again, or ask for less"
AGAIN = "push again"
"""What to do where a write was cut off on its way."""


def unreached(error: Exception, url: str, again: str = _AGAIN) -> EndpointError:
    """What kept a request from its server, or the answer from us; `again` is what to do then."""
    reason = error.reason if isinstance(error, URLError) else error
    return EndpointError(_reason(reason, again), url)


def _reason(reason: object, again: str) -> str:
    what = f"cannot be asked: {reason}"
    match reason:
        case ConnectionRefusedError():
            what = "nobody answers there (connection refused); is the server running, and the port right?"
        case socket.gaierror():
            what = f"no host of this name is found ({reason.strerror}); check the address and the network"
        case ssl.SSLCertVerificationError():
            what = f"its certificate is not trusted ({reason.verify_message}); SSL_CERT_FILE may name others"
        case ssl.SSLError():
            what = f"no secure connection ({reason.reason}); is it http:// rather than https://?"
        case IncompleteRead():
            what = f"the answer was cut off on its way; {again}"
        case TimeoutError():
            what = f"did not answer in time; {again}, or allow more with --timeout"
        case ConnectionError():
            what = f"the connection was closed before the answer was complete; {again}"
        case HTTPException():
            what = f"what answers there does not speak HTTP ({type(reason).__name__}); check the address"
        case OSError():
            what = f"cannot be reached: {reason.strerror or reason}"
    return what


def said(body: bytes, headers: Message) -> str:
    """The first lines of what a server says in a page, in JSON or in plain text, on one line."""
    charset = headers.get_content_charset("utf-8")
    try:
        text = body.decode(charset, "replace")
    except LookupError:  # a charset that nobody knows
        text = body.decode("utf-8", "replace")
    kind = headers.get_content_type()
    if "json" in kind:
        text = _of_json(text)
    elif "html" in kind or text.lstrip()[:1] == "<":
        text = _of_page(text)
    text = _ECHO.split(text, maxsplit=1)[0]
    lines = [
        " ".join("".join(c if c.isprintable() else " " for c in line).split()) for line in text.splitlines()
    ]
    return _cut(" ".join([line for line in lines if line][:_LINES]).rstrip(" .;:"))


def _cut(text: str) -> str:
    return text if len(text) <= _LETTERS else f"{text[:_LETTERS].rstrip()} …"


def _of_json(text: str) -> str:
    """What is said in JSON, where it is known to stand; else the JSON."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return text
    if not isinstance(told, dict):
        return text
    return next((told[key] for key in _JSON_KEYS if isinstance(told.get(key), str)), text)


def _of_page(page: str) -> str:
    """The words of a web page, or its title if it has no others."""
    title = _TITLE.search(page)
    words = unescape(_TAG.sub(" ", _BLOCK.sub("\n", _UNSEEN.sub(" ", page))))
    return words if words.strip() else unescape(title[1] if title else "")
