from __future__ import annotations

import socket
import ssl
from email.message import Message
from http.client import LineTooLong
from urllib.error import URLError

import pytest

from servanda.store.refusals import said, unreached


def headers(kind: str) -> Message:
    message = Message()
    message["Content-Type"] = kind
    return message


PAGE = """<!DOCTYPE html><html><head><title>Error</title><style>h1 { color: red }</style></head>
<body><h1>Bad&nbsp;query</h1><script>alert("no")</script>
<p>Line 1: <code>?s &lt;urn:a&gt;</code> is <b>not</b> a triple.</p><!-- no --><p>Go home</p><p>no more</p>
</body>"""
UNTRUSTED = ssl.SSLCertVerificationError(1, "CERTIFICATE_VERIFY_FAILED")
UNTRUSTED.verify_message = "self-signed certificate"
VIRTUOSO = (
    "Virtuoso 37000 Error SP030: SPARQL compiler, line 1: syntax error at '}' before '}'\n\n"
    "SPARQL query:\ndefine sql:big-data-const 0 SELECT ?s { ?s ?p }\n"
)


@pytest.mark.parametrize(
    "kind,body,words",
    [
        ("text/plain", "error at 1:9: expected one of DESCRIBE", "error at 1:9: expected one of DESCRIBE"),
        ("text/plain", VIRTUOSO, VIRTUOSO.split("\n", maxsplit=1)[0]),
        ("text/html", PAGE, "Bad query Line 1: ?s <urn:a> is not a triple. Go home"),
        ("text/plain", PAGE, "Bad query Line 1: ?s <urn:a> is not a triple. Go home"),
        ("text/html", "<html><head><title>502 Bad Gateway</title></head><body></body>", "502 Bad Gateway"),
        ("application/json", '{"message": "no such database", "code": "0D0DU2"}', "no such database"),
        ("application/json", '{"exception": "Out of memory", "query": "SELECT"}', "Out of memory"),
        ("application/problem+json", '["a"]', '["a"]'),
        ("application/json", "{broken", "{broken"),
        ("text/plain", "one\n\n  two \nthree\nfour", "one two three"),
        ("text/plain", "\x1b[31mred\x00\u202e", "[31mred"),
        ("text/plain; charset=latin-1", "caf\u00e9".encode("latin-1"), "café"),
        ("text/plain; charset=nonsense", "café".encode(), "café"),
        ("text/plain", b"\xff\xfe", "\ufffd\ufffd"),
        ("text/plain", "", ""),
    ],
)
def test_what_a_server_says_becomes_one_line(kind: str, body: str | bytes, words: str) -> None:
    """Pages lose their tags, JSON gives its message, a repeated query is left out, and no control stays."""
    assert said(body if isinstance(body, bytes) else body.encode(), headers(kind)) == words


def test_long_words_are_cut() -> None:
    """What a server says does not fill the screen."""
    words = said(b"word " * 1000, headers("text/plain"))
    assert words.endswith("word …")
    assert len(words) <= 402


@pytest.mark.parametrize(
    "error,words",
    [
        (URLError(socket.gaierror(-2, "Name or service not known")), "no host of this name is found"),
        (URLError(UNTRUSTED), "its certificate is not trusted (self-signed certificate)"),
        (URLError(OSError(101, "Network is unreachable")), "cannot be reached: Network is unreachable"),
        (
            URLError(OSError("Tunnel connection failed: 403 Forbidden")),
            "cannot be reached: Tunnel connection",
        ),
        (LineTooLong("header line"), "what answers there does not speak HTTP (LineTooLong)"),
        (URLError("unknown url type"), "cannot be asked: unknown url type"),
    ],
)
def test_what_kept_a_query_from_its_server_is_told(error: Exception, words: str) -> None:
    """Names, certificates, networks and proxies that fail are told from each other, with the URL in front."""
    assert str(unreached(error, "https://example.org/query")).startswith(
        f"https://example.org/query: {words}"
    )
