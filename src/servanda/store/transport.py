"""HTTP as an endpoint needs it: no redirects elsewhere, no proxy on the way home, whole answers or none."""

from __future__ import annotations

import gzip
import re
import zlib
from contextlib import suppress
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPMessage, HTTPResponse, HTTPSConnection, IncompleteRead
from io import BytesIO
from ipaddress import ip_address
from threading import Event
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    BaseHandler,
    HTTPDigestAuthHandler,
    HTTPHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
    parse_http_list,
    parse_keqv_list,
)

from servanda.errors import EndpointError
from servanda.store.credentials import Credentials

_CHUNK = 1 << 16
_SECONDS = re.compile(r"\d{1,9}")
_PORTS = {"http": 80, "https": 443}
_SEE_OTHER = 303
_ALGORITHMS = ("MD5", "SHA")


def checked(url: str) -> str:
    """`url`, if it is an address over HTTP. Raises `EndpointError` if it is none, or holds a password."""
    try:
        parts = urlsplit(url)
        host, _ = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError as error:
        raise EndpointError(
            "this is no address of an endpoint; it is like http://localhost:7878/query"
        ) from error
    if "@" in parts.netloc:
        shown = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        what = "this address holds a user or a password, which others can see on a command line; set them as"
        raise EndpointError(f"{what} SERVANDA_USER and SERVANDA_PASSWORD, or write them into ~/.netrc", shown)
    if parts.scheme not in _PORTS or not host:
        raise EndpointError("an endpoint's address begins with http:// or https:// and a host", url)
    if not url.isascii() or not url.isprintable() or " " in url:
        raise EndpointError("this address has letters that no URL has; write them percent-encoded", url)
    return url


def opener(url: str, credentials: Credentials | None) -> OpenerDirector:
    """What opens `url`, and logs in if the server asks for it.

    Proxies are those of the environment, but none for this machine.
    """
    handlers: list[BaseHandler] = [_SameServer(), _Listening(), _ListeningSecurely()]
    if is_here(urlsplit(url).hostname or ""):
        handlers.append(ProxyHandler({}))
    if credentials and credentials.user:
        handlers.append(_Login(url, credentials))
    return build_opener(*handlers)


def authorization(url: str, credentials: Credentials | None) -> str | None:
    """The header with which a query shows at once who asks; None if it does not.

    That is over HTTPS, and on this machine, a token (RFC 6750), or user and password as Basic has it (RFC
    7617). Elsewhere others could read along: there user and password wait until the server says how it wants
    them, which may be Digest, and for a token it raises `EndpointError`.
    """
    if credentials is None:
        return None
    parts = urlsplit(url)
    if parts.scheme == "https" or is_here(parts.hostname or ""):
        return f"Bearer {credentials.token}" if credentials.token else credentials.basic()
    if credentials.token:
        what = "a token is sent over https:// alone, as anybody on the way could read and use it"
        raise EndpointError(f"{what}; give that address, or unset SERVANDA_TOKEN", url)
    return None


class _Login(HTTPDigestAuthHandler):
    """Logs in once, with Digest (RFC 7616) if the server knows it, or else with Basic.

    Virtuoso wants Digest, and does not say so to who comes with Basic; so it is asked again without. urllib's
    own handlers see but the first way that a server offers, and try a wrong password six times. What a server
    has asked for once, the next requests show at once, so that no body goes out to be turned away.
    """

    def __init__(self, url: str, credentials: Credentials) -> None:
        passwords = HTTPPasswordMgrWithDefaultRealm()
        whole = [f"{scheme}://{urlsplit(url).netloc}/" for scheme in _PORTS]
        passwords.add_password(None, whole, credentials.user, credentials.password)
        super().__init__(passwords)
        self._url = url
        self._credentials = credentials
        self._digest: dict[str, str] | None = None
        self._basic = False
        self._early: Request | None = None
        self._answer: Request | None = None

    def http_request(self, request: Request) -> Request:
        """A request that shows who asks, if the server has said how it wants that."""
        if request is self._answer or not is_same_server(self._url, request.full_url):
            return request
        value = self._credentials.basic() if self._basic else self._digested(request, self._digest)
        if value:
            request.add_unredirected_header("Authorization", value)
            self._early = request
        return request

    https_request = http_request

    def http_error_401(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage
    ) -> HTTPResponse | None:
        """The answer to the same request with user and password; None if they have been there before."""
        shown = req.get_header("Authorization", "")
        if self._early is req:  # the server may want it anew
            self._early, shown, self._digest, self._basic = None, "", None, False
        value = self._value(req, headers.get_all("WWW-Authenticate", []))
        if shown.startswith("Digest ") or shown == (value or ""):
            return None
        fp.close()
        self._answer = req
        req.remove_header("Authorization")
        if value:
            req.add_unredirected_header("Authorization", value)
        response: HTTPResponse = self.parent.open(req, timeout=req.timeout)
        if not value and not req.has_header("Authorization"):  # it takes nobody rather than this user
            response.close()
            raise HTTPError(req.full_url, code, msg, headers, BytesIO())
        return response

    def _value(self, request: Request, challenges: list[str]) -> str | None:
        """What the header says to the first challenge that is known here."""
        for challenge in challenges:
            scheme, _, rest = challenge.partition(" ")
            asked = parse_keqv_list([item for item in parse_http_list(rest) if "=" in item])
            if scheme.lower() == "digest" and (value := self._digested(request, asked)):
                self._digest = asked
                return value
        offered = {challenge.partition(" ")[0].lower() for challenge in challenges}
        self._basic = "basic" in offered
        return self._credentials.basic() if self._basic else None

    def _digested(self, request: Request, asked: dict[str, str] | None) -> str | None:
        """The header that answers to a challenge of Digest; None where that is not known here."""
        if asked is None or asked.get("algorithm", "MD5") not in _ALGORITHMS:
            return None
        with suppress(URLError, ValueError):  # a kind of quality, or letters, that urllib does not know
            if value := self.get_authorization(request, asked):
                return f"Digest {value}"
        return None


def is_here(host: str) -> bool:
    """Whether a host is this machine itself.

    >>> [is_here(host) for host in ("localhost", "127.0.0.2", "::1", "127.example.org")]
    [True, True, True, False]
    """
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


class _SameServer(HTTPRedirectHandler):
    """Follows a redirect with the query, but to no other server: what it is sent was meant for this one."""

    def redirect_request(  # noqa: PLR0913, PLR0917 - as urllib has it
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        if not is_same_server(req.full_url, newurl):
            fp.close()
            what = f"sends queries on to {newurl}; give that address, if you trust it"
            raise EndpointError(what, req.full_url)
        if code == _SEE_OTHER:
            return super().redirect_request(req, fp, code, msg, headers, newurl)
        method = req.get_method()
        return Request(newurl, req.data, dict(req.headers), method=method)  # noqa: S310 - the same scheme, or HTTPS


class _Hearing(HTTPConnection):
    """Hears what a server says that takes no more of a body, such as that it is too large."""

    def send(self, data: Any) -> None:  # noqa: ANN401 - as http.client has it
        if self.sock is None:
            self.connect()
        with suppress(BrokenPipeError, ConnectionResetError):
            super().send(data)


class _HearingSecurely(HTTPSConnection):
    """The same over HTTPS."""

    def send(self, data: Any) -> None:  # noqa: ANN401 - as above
        if self.sock is None:
            self.connect()
        with suppress(BrokenPipeError, ConnectionResetError):
            super().send(data)


class _Listening(HTTPHandler):
    """Opens connections that hear."""

    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(_Hearing, req)


class _ListeningSecurely(HTTPSHandler):
    """The same over HTTPS."""

    def https_open(self, req: Request) -> HTTPResponse:
        return self.do_open(_HearingSecurely, req)


def is_same_server(url: str, new: str) -> bool:
    """Whether `new` is an address of the server of `url`, or of the same one over HTTPS.

    >>> [is_same_server("http://a.org/query", f"{new}/sparql") for new in ("http://a.org:80", "https://a.org")]
    [True, True]
    >>> [is_same_server("https://a.org/query", f"{new}/sparql") for new in ("http://a.org", "https://b.a.org")]
    [False, False]
    """
    one, other = urlsplit(url), urlsplit(new)
    if one.hostname != other.hostname:
        return False
    ports = [part.port or _PORTS.get(part.scheme) for part in (one, other)]
    if one.scheme == other.scheme:
        return ports[0] == ports[1]
    return ports == [_PORTS["http"], _PORTS["https"]] and other.scheme == "https"


def body(response: HTTPResponse, given_up: Event) -> bytes:
    """The whole body of an answer, unpacked. Raises `IncompleteRead` if it ends too early."""
    chunks = list[bytes]()
    while not given_up.is_set() and (chunk := response.read1(_CHUNK)):
        chunks.append(chunk)
    data = b"".join(chunks)
    length = response.headers.get("Content-Length", "")
    if length.isdecimal() and len(data) < int(length) and not response.chunked:
        raise IncompleteRead(data, int(length) - len(data))
    return unpacked(data, response.headers)


def unpacked(data: bytes, headers: Message) -> bytes:
    """A body as it was before the server packed it. Raises `IncompleteRead` for half a packet."""
    if headers.get("Content-Encoding", "").lower() not in ("gzip", "x-gzip"):
        return data
    try:
        return gzip.decompress(data)
    except (EOFError, OSError, zlib.error) as error:
        raise IncompleteRead(data) from error


def wait_asked(header: str | None, now: datetime) -> float | None:
    """The seconds that `Retry-After` asks to wait (RFC 9110, section 10.2.3); None if it does not say.

    >>> now = datetime(2020, 5, 4, 12, 0, tzinfo=UTC)
    >>> wait_asked("120", now), wait_asked("Mon, 04 May 2020 12:00:05 GMT", now), wait_asked("soon", now)
    (120.0, 5.0, None)
    """
    if header is None or _SECONDS.fullmatch(header.strip()):
        return float(header) if header else None
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
