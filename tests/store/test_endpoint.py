from __future__ import annotations

import gzip
import hashlib
import re
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import XSD

from servanda import __version__
from servanda.errors import EndpointError, QueryError
from servanda.store import Answer, Store, Table
from servanda.store.credentials import Credentials
from servanda.store.endpoint import Endpoint
from servanda.store.patience import Patience
from store.servant import JSON, ROWS, Handler, Reply, Servant, raw, reply, serving, trickling

# FROM says which graphs are meant, so nothing is asked before these.
SELECT = "SELECT ?s FROM <urn:g> { ?s ?p ?o }"
ASK = "ASK FROM <urn:g> { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } FROM <urn:g> WHERE { ?s ?p ?o }"
ROW = ((URIRef("urn:a"),),)
SOON = Patience(first=0.01)
ANA = Credentials("ana", "open sesame")
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"


@pytest.fixture
def servant() -> Iterator[Servant]:
    """A server that does as it is told."""
    with serving() as one:
        yield one


def rows(answer: Answer) -> tuple[tuple[object, ...], ...]:
    """The rows of an answer that is a table."""
    assert isinstance(answer, Table)
    return answer.rows


def fault(endpoint: Endpoint, sparql: str = SELECT, timeout: float | None = None) -> str:
    """The message of the error that a query ends in, without the URL in front."""
    with pytest.raises(EndpointError) as raised:
        endpoint.answer(sparql, timeout=timeout)
    assert raised.value.where == endpoint.url
    return raised.value.what


# --- what is asked, and what is read -----------------------------------------------------------


def test_a_query_is_posted_as_a_form(servant: Servant) -> None:
    """A query of any length goes in the body, with our name and the formats wanted, and nothing else."""
    servant.replies = [reply(200)]
    long = f"{SELECT} # {'é' * 100_000}"
    assert rows(Endpoint(servant.url).answer(long)) == ROW
    (asked,) = servant.asked
    assert (asked.method, asked.path, asked.form) == ("POST", "/query", {"query": [long]})
    assert asked.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert asked.headers["User-Agent"] == f"servanda/{__version__}"
    assert asked.headers["Accept"].startswith(f"{JSON}, ")
    assert asked.headers["Authorization"] is None


def test_terms_are_those_of_a_store(servant: Servant) -> None:
    """IRIs, texts, tagged and typed literals, blank nodes and unbound variables come as from a store."""
    cells = """
        {"type": "uri", "value": "urn:a"},
        {"type": "literal", "value": "a"},
        {"type": "literal", "value": "a", "xml:lang": "en"},
        {"type": "typed-literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
        {"type": "bnode", "value": "b0"}
    """
    bindings = ", ".join(f'{{"x": {cell}}}' for cell in cells.split(",\n"))
    body = f'{{"head": {{"link": [], "vars": ["x"]}}, "results": {{"bindings": [{bindings}, {{}}]}}}}'
    servant.replies = [reply(200, body)]
    terms = [
        URIRef("urn:a"),
        Literal("a"),
        Literal("a", lang="en"),
        Literal("1", datatype=XSD.integer),
        BNode("b0"),
        None,
    ]
    assert [row[0] for row in rows(Endpoint(servant.url).answer(SELECT))] == terms


@pytest.mark.parametrize("truth", [True, False])
def test_yes_and_no_are_read(truth: bool, servant: Servant) -> None:  # noqa: FBT001 - both are tried
    """ASK is answered with a truth value."""
    servant.replies = [reply(200, f'{{"head": {{}}, "boolean": {str(truth).lower()}}}')]
    assert Endpoint(servant.url).answer(ASK) is truth


@pytest.mark.parametrize(
    "kind,body",
    [
        ("application/n-triples", '<urn:a> <urn:b> "c" .\n'),
        ("text/plain; charset=utf-8", '<urn:a> <urn:b> "c" .\n'),
        ("text/turtle", '@prefix u: <urn:> . u:a u:b "c" .'),
    ],
)
def test_triples_are_read(kind: str, body: str, servant: Servant) -> None:
    """CONSTRUCT asks for N-Triples, and takes Turtle; the answer is a store."""
    servant.replies = [reply(200, body, kind)]
    answer = Endpoint(servant.url).answer(CONSTRUCT)
    assert isinstance(answer, Store)
    assert list(answer.triples()) == [(URIRef("urn:a"), URIRef("urn:b"), Literal("c"))]
    assert servant.asked[0].headers["Accept"] == "application/n-triples, text/turtle;q=0.8"


def test_results_in_xml_are_read(servant: Servant) -> None:
    """A server that knows nothing but XML is understood."""
    body = (
        '<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="s"/></head><results>'
        '<result><binding name="s"><uri>urn:a</uri></binding></result></results></sparql>'
    )
    servant.replies = [reply(200, body, "application/sparql-results+xml")]
    assert rows(Endpoint(servant.url).answer(SELECT)) == ROW


def test_packed_answers_are_unpacked(servant: Servant) -> None:
    """Answers may come packed with gzip, errors too."""
    packed = reply(200, gzip.compress(ROWS), Content_Encoding="gzip")
    broken = reply(400, gzip.compress(b"line 1: no such word"), "text/plain", Content_Encoding="gzip")
    servant.replies = [packed, broken]
    endpoint = Endpoint(servant.url)
    assert rows(endpoint.answer(SELECT)) == ROW
    assert servant.asked[0].headers["Accept-Encoding"] == "gzip"
    assert "line 1: no such word" in fault(endpoint)


def test_a_long_answer_arrives_whole(servant: Servant) -> None:
    """Nothing of a body of several megabytes is lost."""
    one = ROWS[ROWS.index(b"[{") + 1 : ROWS.rindex(b"]}")]
    many = ROWS.replace(one, b",".join([one] * 50_000))
    servant.replies = [reply(200, many)]
    answer = Endpoint(servant.url).answer(SELECT, timeout=30)
    assert isinstance(answer, Table)
    assert len(answer) == 50_000


@pytest.mark.parametrize("query", ["DROP ALL", "SELEC ?s { ?s ?p ?o }", ""])
def test_what_is_no_query_is_not_sent(query: str, servant: Servant) -> None:
    """Updates and what is no query are refused before anything is asked."""
    with pytest.raises(QueryError, match=r"my\.rq"):
        Endpoint(servant.url).answer(query, "my.rq")
    assert servant.asked == []


# --- servers that are busy ---------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again(status: int, servant: Servant) -> None:
    """After 429 and 503 the same query is put again, up to three times."""
    busy = reply(status, "busy", "text/plain")
    servant.replies = [busy, busy, busy, reply(200)]
    assert rows(Endpoint(servant.url, patience=SOON).answer(SELECT)) == ROW
    assert [asked.form for asked in servant.asked] == [{"query": [SELECT]}] * 4


def test_a_server_that_stays_busy_is_an_error(servant: Servant) -> None:
    """The fourth 503 is the last, and what the server said is told."""
    servant.replies = [reply(503, "Too many queries.\n", "text/plain")]
    assert fault(Endpoint(servant.url, patience=SOON)) == (
        "has no time for queries (503 Service Unavailable): Too many queries; wait, and ask again"
    )
    assert len(servant.asked) == 4


def test_waits_double(servant: Servant) -> None:
    """It is waited 0.05, 0.1 and 0.2 seconds if that is what patience says."""
    servant.replies = [reply(503)]
    begun = time.monotonic()
    fault(Endpoint(servant.url, patience=Patience(first=0.05)))
    assert 0.35 <= time.monotonic() - begun < 2


def hence(seconds: float) -> str:
    """A moment as HTTP writes it."""
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


@pytest.mark.parametrize("header", ["0", hence(-60)], ids=["seconds", "date"])
def test_the_wait_is_the_one_that_the_server_asks_for(header: str, servant: Servant) -> None:
    """`Retry-After`, in seconds or as a date, counts more than our own patience."""
    servant.replies = [reply(429, Retry_After=header), reply(200)]
    assert rows(Endpoint(servant.url, patience=Patience(first=50)).answer(SELECT, timeout=5)) == ROW


@pytest.mark.parametrize("header", ["5", None], ids=["seconds", "date"])
def test_no_wait_is_longer_than_the_time_of_the_query(header: str | None, servant: Servant) -> None:
    """A server that wants a longer wait than there is time is an error at once, and it says how long."""
    servant.replies = [reply(503, "", Retry_After=header or hence(60))]
    begun = time.monotonic()
    said = fault(Endpoint(servant.url), timeout=2)
    assert time.monotonic() - begun < 1
    assert re.fullmatch(
        r"has no time for queries \(503 Service Unavailable\); it asks to wait [\d.]+ s; wait, and ask again",
        said,
    )
    assert len(servant.asked) == 1


def test_without_a_timeout_there_is_still_an_end_to_patience(servant: Servant) -> None:
    """A wait of more than a minute is never waited."""
    servant.replies = [reply(503, Retry_After="86400")]
    assert "it asks to wait 86400 s" in fault(Endpoint(servant.url))


@pytest.mark.parametrize("status", [400, 404, 500, 502, 504])
def test_other_errors_are_not_asked_for_again(status: int, servant: Servant) -> None:
    """A query that fails for another reason than haste is put once."""
    servant.replies = [reply(status)]
    fault(Endpoint(servant.url, patience=SOON))
    assert len(servant.asked) == 1


def test_a_connection_closed_without_a_word_is_tried_once_more(servant: Servant) -> None:
    """A server that restarts, or closes an idle line, is asked a second time."""
    servant.replies = [raw(), reply(200)]
    assert rows(Endpoint(servant.url).answer(SELECT)) == ROW


def test_a_query_that_makes_the_server_hang_up_is_put_twice_at_most(servant: Servant) -> None:
    """A server that a query brings down is not brought down again and again."""
    servant.replies = [raw()]
    assert fault(Endpoint(servant.url, patience=SOON)) == (
        "the connection was closed before the answer was complete; ask again, or ask for less"
    )
    assert len(servant.asked) == 2


# --- the time of a query -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "slow",
    [
        trickling(b"", b""),
        trickling(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"a"),
        trickling(OK + b"\r\n", b""),
        trickling(OK + b"\r\n", b" "),
        trickling(OK + b"Content-Length: 1000000\r\n\r\n", b" "),
        trickling(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
    ],
    ids=["silence", "slow headers", "no body", "slow body", "slow sized body", "slow chunks"],
)
def test_the_time_holds_for_the_whole_answer(slow: Reply, servant: Servant) -> None:
    """Silence, slow headers and a slow body are stopped when the time is over, with the query's name."""
    servant.replies = [slow]
    begun = time.monotonic()
    with pytest.raises(QueryError) as raised:
        Endpoint(servant.url).answer(SELECT, "my.rq", timeout=0.3)
    assert 0.3 <= time.monotonic() - begun < 1
    assert str(raised.value).startswith("my.rq: stopped after 0.3 s; ")


@pytest.mark.parametrize("timeout", [1e12, float("inf")])
def test_any_time_may_be_given(timeout: float, servant: Servant) -> None:
    """More seconds than a socket can count are as good as no end."""
    servant.replies = [reply(200)]
    assert rows(Endpoint(servant.url).answer(SELECT, timeout=timeout)) == ROW


def test_what_is_stopped_leaves_no_work_behind(servant: Servant) -> None:
    """Soon after a query was stopped, its thread and its connection are gone."""
    servant.replies = [trickling(OK + b"\r\n", b" ")]
    with pytest.raises(QueryError, match="stopped"):
        Endpoint(servant.url).answer(SELECT, timeout=0.2)
    end = time.monotonic() + 2
    while any(thread.name == "servanda-query" for thread in threading.enumerate()):
        assert time.monotonic() < end
        time.sleep(0.01)


# --- answers that are none ---------------------------------------------------------------------


LOG_IN = "set SERVANDA_USER and SERVANDA_PASSWORD, or write them into ~/.netrc"
ADDRESS = "check the address: it often ends in /query or /sparql"


@pytest.mark.parametrize(
    "status,what,advice",
    [
        (400, "refuses the query (400 Bad Request)", "mend the query"),
        (401, "asks who you are (401 Unauthorized)", LOG_IN),
        (403, "does not let you ask (403 Forbidden)", f"ask for leave there, or {LOG_IN}"),
        (404, "there is no endpoint (404 Not Found)", ADDRESS),
        (405, "takes no queries by POST (405 Method Not Allowed)", ADDRESS),
        (415, "takes no queries in this form (415 Unsupported Media Type)", ADDRESS),
        (501, "takes no queries by POST (501 Not Implemented)", ADDRESS),
        (414, "finds the query too long (414 Request-URI Too Long)", "name fewer things in it"),
        (
            500,
            "failed on the query (500 Internal Server Error)",
            "the server's log says more; try the query with LIMIT 1",
        ),
        (504, "gave the query up (504 Gateway Timeout)", "ask for less"),
        (299, "answers with text/plain, which is no result of SPARQL", "check the address"),
        (399, "gives no answer (399)", "check the address"),
    ],
)
def test_each_status_says_what_to_do(status: int, what: str, advice: str, servant: Servant) -> None:
    """The status, what the server said, and what can be done stand in the message."""
    servant.replies = [reply(status, "what it says.", "text/plain")]
    assert fault(Endpoint(servant.url)) == f"{what}: what it says; {advice}"


LOGIN = (
    "<html><head><title>Log in</title><style>p {}</style></head><body>Please <b>log</b>&nbsp;in</body></html>"
)


@pytest.mark.parametrize(
    "answer,words",
    [
        (
            reply(200, LOGIN, "text/html"),
            "text/html, which is no result of SPARQL: Please log in; ",
        ),
        (
            reply(200, "", "text/csv"),
            "answers with text/csv, which is no result of SPARQL: and nothing in it",
        ),
        (reply(200, ROWS[:-4]), "cannot be read, or was cut off: "),
        (reply(200, b""), "cannot be read, or was cut off: "),
        (reply(200, b"[]"), "cannot be read, or was cut off: SPARQL JSON results must be an object"),
        (reply(200, ROWS.replace(b"urn:a", b"a b")), "cannot be read, or was cut off: "),
        (reply(200, b'{"head": {}, "boolean": true}'), "of another form than asked for"),
        (raw(OK + b"Content-Length: 1000\r\n\r\n", ROWS), "the answer was cut off on its way"),
        (raw(OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\n", ROWS[:5]), "the answer was cut off on its way"),
        (reply(200, gzip.compress(ROWS)[:-9], Content_Encoding="gzip"), "the answer was cut off on its way"),
        (reply(200, ROWS, Content_Encoding="gzip"), "the answer was cut off on its way"),
        (raw(b"SSH-2.0-OpenSSH_9.6\r\n"), "what answers there does not speak HTTP (BadStatusLine)"),
    ],
)
def test_what_is_no_answer_is_an_error(answer: Reply, words: str, servant: Servant) -> None:
    """Pages, broken results and answers cut short are told from answers; none is taken for an empty one."""
    servant.replies = [answer]
    assert words in fault(Endpoint(servant.url))


def test_cut_triples_are_an_error(servant: Servant) -> None:
    """N-Triples that end within a triple are no answer."""
    servant.replies = [reply(200, '<urn:a> <urn:b> "c" .\n<urn:a> <ur', "application/n-triples")]
    assert "cannot be read, or was cut off" in fault(Endpoint(servant.url), CONSTRUCT)


def test_nobody_there() -> None:
    """A port on which nobody listens, and a name that nobody has, are told apart."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert "nobody answers there (connection refused)" in fault(Endpoint(f"http://127.0.0.1:{port}/query"))
    assert "no host of this name is found" in fault(Endpoint("http://nobody.invalid/query"))


def test_no_secure_connection(servant: Servant) -> None:
    """A server that speaks no TLS is told from one that is not there."""
    url = servant.url.replace("http:", "https:")
    assert "is it http:// rather than https://?" in fault(Endpoint(url), timeout=20)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://localhost/",
        "localhost:7878/query",
        "build",
        "",
        "http://",
        "http://a:port/",
        "http://[",
        "http://a/ b",
        "http://é/é",
    ],
)
def test_only_addresses_over_http_are_endpoints(url: str) -> None:
    """What is no address over HTTP is refused when the endpoint is made."""
    with pytest.raises(EndpointError):
        Endpoint(url)


def test_a_password_in_an_address_is_refused() -> None:
    """The message says where user and password belong, and does not repeat them."""
    with pytest.raises(EndpointError) as raised:
        Endpoint("https://ana:sesame@example.org/query")
    assert str(raised.value).startswith("https://example.org/query: this address holds a user or a password")
    assert "SERVANDA_USER" in str(raised.value)
    assert "sesame" not in str(raised.value)


# --- who asks ----------------------------------------------------------------------------------


def test_user_and_password_go_at_once_on_this_machine(servant: Servant) -> None:
    """Basic needs one request, not two, where nobody else reads along."""
    servant.replies = [reply(200)]
    Endpoint(servant.url, ANA).answer(SELECT)
    (asked,) = servant.asked
    assert asked.headers["Authorization"] == "Basic YW5hOm9wZW4gc2VzYW1l"


def test_a_token_goes_with_the_query(servant: Servant) -> None:
    """A token is sent as RFC 6750 has it."""
    servant.replies = [reply(200)]
    Endpoint(servant.url, Credentials(token="abc")).answer(SELECT)  # noqa: S106 - of no server
    assert servant.asked[0].headers["Authorization"] == "Bearer abc"


def test_a_token_is_not_shown_where_others_read_along(
    servant: Servant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without TLS a token goes to this machine alone; elsewhere nothing is sent, and why is said."""
    monkeypatch.setenv("http_proxy", servant.url)
    monkeypatch.delenv("no_proxy", raising=False)
    said = fault(Endpoint("http://sparql.example.org/query", Credentials(token="abc")))  # noqa: S106
    assert said == (
        "a token is sent over https:// alone, as anybody on the way could read and use it; "
        "give that address, or unset SERVANDA_TOKEN"
    )
    assert servant.asked == []


def digest(handler: Handler) -> None:
    """Asks for Digest (RFC 7616, MD5 and auth), and gives rows to whoever knows the password of ana.

    As Virtuoso does, it says nothing to who comes with Basic.
    """
    given = handler.headers.get("Authorization", "")
    named = dict(re.findall(r'(\w+)="?([^",]*)"?', given))
    challenge = f'Digest realm="SPARQL", nonce="{len(handler.servant.asked)}", qop="auth", algorithm="MD5"'
    if not given.startswith("Digest"):
        offered = {} if given else {"WWW_Authenticate": challenge}
        reply(401, "log in", "text/plain", **offered)(handler)
        return
    one = hashlib.md5(b"ana:SPARQL:open sesame").hexdigest()  # noqa: S324 - as the RFC has it
    two = hashlib.md5(f"POST:{handler.path}".encode()).hexdigest()  # noqa: S324 - as the RFC has it
    whole = f"{one}:{named['nonce']}:{named['nc']}:{named['cnonce']}:auth:{two}".encode()
    right = named["response"] == hashlib.md5(whole).hexdigest()  # noqa: S324 - as the RFC has it
    (reply(200) if right else reply(401, "wrong", "text/plain", WWW_Authenticate=challenge))(handler)


def test_digest_is_spoken_if_the_server_asks_for_it(servant: Servant) -> None:
    """A server that wants Digest, as Virtuoso does, gets it, and so does each query after the first."""
    servant.replies = [digest]
    endpoint = Endpoint(servant.url, ANA)
    for _ in range(2):
        assert rows(endpoint.answer(SELECT)) == ROW


def test_basic_is_found_among_other_logins(servant: Servant) -> None:
    """A server that offers Kerberos first, and Basic then, gets Basic."""
    both = 'Negotiate, Basic realm="a"'.split(", ")

    def offer(handler: Handler) -> None:
        if handler.headers.get("Authorization"):
            reply(200)(handler)
            return
        handler.send_response(401)
        for challenge in both:
            handler.send_header("WWW-Authenticate", challenge)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    servant.replies = [reply(401, ""), offer]
    assert rows(Endpoint(servant.url, ANA).answer(SELECT)) == ROW
    sent = [asked.headers["Authorization"] for asked in servant.asked]
    assert sent == [ANA.basic(), None, ANA.basic()]


def test_nobody_is_not_asked_for_in_place_of_somebody(servant: Servant) -> None:
    """Where a user is not known, what the server shows to all is no answer."""
    servant.replies = [reply(401, ""), reply(200)]
    assert fault(Endpoint(servant.url, ANA)).startswith("does not accept this user and password")


REPEATED = reply(401, "no: open sesame", "text/plain", WWW_Authenticate='Basic realm="a"')


@pytest.mark.parametrize("answer", [digest, REPEATED])
def test_a_wrong_password_is_told_without_it(answer: Reply, servant: Servant) -> None:
    """The message names the user and where the password stands; the password is not in it."""
    servant.replies = [answer]
    wrong = Credentials("ana", "sesame" if answer is digest else "open sesame")
    said = fault(Endpoint(servant.url, wrong))
    assert said.startswith("does not accept this user and password (401 Unauthorized)")
    assert said.endswith("; check the password of ana in SERVANDA_PASSWORD, or in the netrc")
    assert "sesame" not in said


def test_other_logins_are_not_known(servant: Servant) -> None:
    """A server that wants Kerberos is told from one that does not know the password."""
    servant.replies = [reply(401, "", WWW_Authenticate="Negotiate")]
    assert fault(Endpoint(servant.url, ANA)).startswith("asks for a login with Negotiate (401 Unauthorized)")


# --- redirects and proxies ---------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_on_the_same_server_is_followed(status: int, servant: Servant) -> None:
    """The query goes to the new place as it went to the old, with user and password."""
    servant.replies = [reply(status, Location="/sparql"), reply(200)]
    assert rows(Endpoint(servant.url, ANA).answer(SELECT)) == ROW
    first, second = servant.asked
    assert (second.method, second.path, second.form) == ("POST", "/sparql", first.form)
    for header in ("Authorization", "Accept", "User-Agent", "Content-Type"):
        assert first.headers[header] == second.headers[header] is not None


@pytest.mark.parametrize("who", [None, ANA, Credentials(token="abc")])  # noqa: S106 - of no server
def test_a_redirect_to_another_server_is_not_followed(who: Credentials | None, servant: Servant) -> None:
    """Neither query nor password goes to a server that nobody named; its address is told."""
    with serving() as other:
        servant.replies = [reply(307, Location=other.url)]
        assert fault(Endpoint(servant.url, who)) == (
            f"sends queries on to {other.url}; give that address, if you trust it"
        )
        assert other.asked == []


def test_redirects_in_a_circle_end(servant: Servant) -> None:
    """A server that sends queries round and round is an error."""
    servant.replies = [reply(302, "", Location="/query")]
    assert fault(Endpoint(servant.url)).startswith("gives no answer (302 Found)")


def test_no_proxy_stands_between_us_and_this_machine(
    servant: Servant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a proxy in the environment, an endpoint on this machine is asked directly."""
    with serving() as proxy:
        for name in ("http_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.delenv("no_proxy", raising=False)
        servant.replies = [reply(200)]
        for host in ("127.0.0.1", "localhost"):
            assert rows(Endpoint(servant.url.replace("127.0.0.1", host)).answer(SELECT)) == ROW
        assert proxy.asked == []


def test_a_password_waits_for_the_question_where_others_read_along(
    servant: Servant, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over a proxy and without TLS, the first request has no password; Digest then shows none either."""
    monkeypatch.setenv("http_proxy", servant.url)
    monkeypatch.delenv("no_proxy", raising=False)
    servant.replies = [digest]
    endpoint = Endpoint("http://sparql.example.org/query", ANA)
    assert rows(endpoint.answer(SELECT)) == ROW
    sent = [asked.headers["Authorization"] for asked in servant.asked]
    assert sent[0] is None
    assert all(header.startswith("Digest ") for header in sent[1:])
    assert servant.asked[0].path == "http://sparql.example.org/query"


# --- which graphs are asked, and what servers do of their own ----------------------------------


def test_the_union_is_looked_for_once(servant: Servant) -> None:
    """An endpoint finds out with its first query how the server shows all graphs, and then keeps to it."""

    def oxigraph(handler: Handler) -> None:
        form = handler.servant.asked[-1].form
        truth = "union-default-graph" in form or "ASK { GRAPH" in form["query"][0]
        is_ask = " ASK {" in form["query"][0]
        reply(200, f'{{"head": {{}}, "boolean": {str(truth).lower()}}}' if is_ask else ROWS)(handler)

    servant.replies = [oxigraph]
    endpoint = Endpoint(servant.url)
    for _ in range(2):
        assert rows(endpoint.answer("SELECT ?s { ?s ?p ?o }")) == ROW
    assert rows(endpoint.answer(SELECT)) == ROW
    assert ["union-default-graph" in asked.form for asked in servant.asked] == [
        False,
        False,
        True,
        True,
        True,
        False,
    ]


def test_the_server_of_a_wrong_address_is_told_at_the_first_question(servant: Servant) -> None:
    """What is wrong with a server is said of the first probe, as it would be of the query."""
    servant.replies = [reply(404, "no", "text/plain")]
    with pytest.raises(EndpointError, match="there is no endpoint"):
        Endpoint(servant.url).answer("SELECT ?s { ?s ?p ?o }")
    assert len(servant.asked) == 1


@pytest.mark.parametrize("truth", [True, False])
def test_virtuoso_answers_yes_and_no_in_a_table(truth: bool, servant: Servant) -> None:  # noqa: FBT001
    """Virtuoso's table of one cell, or none, is read as the truth value it stands for."""
    cell = f'{{"__ASK_RETVAL": {{"type": "typed-literal", "datatype": "{XSD.integer}", "value": "1"}}}}'
    cells = cell if truth else ""
    body = f'{{"head": {{"link": [], "vars": ["__ASK_RETVAL"]}}, "results": {{"bindings": [{cells}]}}}}'
    servant.replies = [reply(200, body)]
    assert Endpoint(servant.url).answer(ASK) is truth


def test_a_table_that_virtuoso_cut_is_no_answer(servant: Servant) -> None:
    """Rows are never left out in silence: the cap of the server is told."""
    servant.replies = [reply(200, X_SPARQL_MaxRows="1")]
    assert fault(Endpoint(servant.url)).startswith("gives no more than 1 rows, and this answer has as many")


@pytest.mark.parametrize("most", [None, "1"])
def test_triples_that_virtuoso_may_have_cut_are_counted(most: str | None, servant: Servant) -> None:
    """Virtuoso says of tables alone that they are cut, so a CONSTRUCT is followed by a SELECT of the same."""

    def virtuoso(handler: Handler) -> None:
        handler.server_version, handler.sys_version = "Virtuoso/07.20.3229", "(Linux)"
        cut = {"X_SPARQL_MaxRows": most} if most else {}
        if "SELECT" in handler.servant.asked[-1].form["query"][0]:
            reply(200, **cut)(handler)
        else:
            reply(200, "<urn:a> <urn:b> <urn:c> .", "application/n-triples")(handler)

    servant.replies = [virtuoso]
    endpoint = Endpoint(servant.url)
    if most:
        assert fault(endpoint, CONSTRUCT).startswith("gives no more than 1 rows")
    else:
        assert isinstance(endpoint.answer(CONSTRUCT), Store)
    assert [asked.form["query"] for asked in servant.asked] == [
        [CONSTRUCT],
        ["SELECT (1 AS ?one_row) FROM <urn:g> WHERE { ?s ?p ?o }"],
    ]
