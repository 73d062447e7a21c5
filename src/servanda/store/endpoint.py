"""An endpoint: a SPARQL server elsewhere, asked over HTTP (SPARQL 1.1 Protocol)."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from email.message import Message
from http.client import HTTPException, HTTPResponse
from threading import Event
from traceback import clear_frames
from types import MappingProxyType
from urllib.request import OpenerDirector

import pyoxigraph as ox
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

from servanda import __version__
from servanda.errors import CutError, DataError, EndpointError
from servanda.sparql import Form, form_of
from servanda.store import Answer, Store, dialects
from servanda.store.answers import Table
from servanda.store.credentials import Credentials
from servanda.store.dialects import Parameters
from servanda.store.patience import Patience, Trying, patiently
from servanda.store.reading import Rdf
from servanda.store.refusals import refused, said, unreached
from servanda.store.transport import authorization, body, checked, opener
from servanda.store.waiting import stopped, within
from servanda.syntax import Syntax

AGENT = f"servanda/{__version__}"
ACCEPTED = "application/n-triples, text/turtle;q=0.8"
"""The formats in which triples are asked for."""

_ACCEPTED = MappingProxyType(
    {
        JSON: "application/sparql-results+json, application/json;q=0.9, application/sparql-results+xml;q=0.5",
        TURTLE: ACCEPTED,
    }
)
_NOTATIONS = (ox.QueryResultsFormat.JSON, ox.QueryResultsFormat.XML)
_SYNTAXES: Mapping[ox.RdfFormat | None, Syntax] = MappingProxyType(
    {ox.RdfFormat.N_TRIPLES: Syntax.NTRIPLES, ox.RdfFormat.TURTLE: Syntax.TURTLE}
)
_TABLES = (Form.SELECT, Form.ASK)
_MOST_SAID = 1 << 16
_DAY = 86_400.0
"""No socket is waited for longer: systems cannot count any number of seconds."""


@dataclass(frozen=True, slots=True)
class _Question:
    """A query under way: its text, form and name, how long it may take, and what goes with it."""

    sparql: str
    form: Form
    name: str
    seconds: float | None
    given_up: Event
    parameters: Parameters = ()
    begun: float = field(default_factory=time.monotonic)

    def left(self) -> float | None:
        """The seconds left; None if it may take any time. Raises `StoppedError` if there are none."""
        if self.seconds is None:
            return None
        left = self.begun + self.seconds - time.monotonic()
        if left <= 0 or self.given_up.is_set():
            raise stopped(self.seconds, self.name)
        return left


class _Client(SPARQLWrapper):
    """SPARQLWrapper's request for one question, sent by an opener of our own.

    SPARQLWrapper's own belongs to the whole process, follows redirects with the password to any host, and
    leaves no time to the body of the answer.
    """

    def __init__(self, url: str, question: _Question, opens: OpenerDirector, shown: str | None) -> None:
        super().__init__(url, agent=AGENT)
        wanted = JSON if question.form in _TABLES else TURTLE
        self.setReturnFormat(wanted)
        self.setMethod(POST)
        self.setOnlyConneg(onlyConneg=True)
        self.queryString, self.queryType = question.sparql, question.form.upper()  # setQuery would guess it
        for name, value in question.parameters:
            self.addParameter(name, value)
        self.addCustomHttpHeader("Accept", _ACCEPTED[wanted])
        self.addCustomHttpHeader("Accept-Encoding", "gzip")
        if shown:
            self.addCustomHttpHeader("Authorization", shown)
        self._opens, self._seconds = opens, question.left()

    def _query(self) -> tuple[HTTPResponse, str]:
        response: HTTPResponse = self._opens.open(
            self._createRequest(), timeout=self._seconds and min(self._seconds, _DAY)
        )
        return response, self.returnFormat


class Endpoint:
    """A SPARQL server, asked as a `Store` is.

    Its default graph is the union of its graphs, as a store's is, unless the query (`FROM`) or the URL
    (`?default-graph-uri=…`) says which graphs are meant: `dialects.union` finds out, once, how this server is
    told. Queries change nothing, so one may be put again: to a server that is busy, and once more to one that
    closed the connection before it said anything.
    """

    def __init__(
        self,
        url: str,
        credentials: Credentials | None = None,
        patience: Patience | None = None,
        dataset: Parameters | None = None,
    ) -> None:
        """The endpoint at `url`; `credentials_for` looks up who asks.

        With `dataset`, these parameters go with every query, and what the default graph is is not found out.
        Raises `EndpointError` for what is no address over HTTP, or one with a password in it.
        """
        self.url = checked(url)
        self._credentials = credentials
        self._patience = patience or Patience()
        self._union = dataset

    def answer(self, sparql: str, name: str = "query", timeout: float | None = None) -> Answer:
        """What the server answers to a query: a table, yes or no, or a store of the triples that it yields.

        `name` says in messages where the query stands. Raises `QueryError` for what is no query and for one
        that takes longer than `timeout` seconds, from the first look-up to the last term, waits included; and
        `EndpointError`, with the URL, for all that goes wrong there and on the way.
        """
        form = form_of(sparql, name)

        def work(given_up: Event) -> Answer:
            question = _Question(sparql, form, name, timeout, given_up)
            return self._answer(replace(question, parameters=self._dataset(question)))

        return within(timeout, work, name)

    def _dataset(self, question: _Question) -> Parameters:
        """The parameters that make the default graph of a question what it is for a store."""
        if dialects.names_dataset(question.sparql, self.url):
            return ()

        def ask(sparql: str, parameters: Parameters) -> bool:
            probe = replace(question, sparql=sparql, form=Form.ASK, parameters=parameters)
            return self._answer(probe) is True

        def graphs() -> list[str]:
            found = self._answer(replace(question, sparql=dialects.GRAPHS, form=Form.SELECT))
            return [str(row[0]) for row in found.rows] if isinstance(found, Table) else []

        if self._union is None:
            self._union = dialects.union(ask, graphs)
        return self._union

    def _answer(self, question: _Question) -> Answer:
        """What the server answers to one question, put to it with its parameters."""
        try:
            with self._opened(question) as response:
                data, headers = body(response, question.given_up), response.headers
        except (OSError, HTTPException) as error:
            question.left()
            raise unreached(error, self.url) from error
        if said := dialects.cut(headers):
            raise CutError(said, self.url)
        table = question.form in _TABLES
        try:
            answer = self._table(data, headers, question) if table else self._triples(data, headers)
        except (SyntaxError, ValueError, DataError) as error:
            clear_frames(error.__traceback__)  # for solutions must be dropped in the thread that made them
            what = f"answers with {_kind(headers)} that cannot be read, or was cut off"
            words = error.what if isinstance(error, DataError) else str(error)
            raise EndpointError(f"{what}: {words}; ask again, or ask for less", self.url) from error
        if isinstance(answer, bool) is not (question.form is Form.ASK):
            raise EndpointError(f"answers with {_kind(headers)} of another form than asked for", self.url)
        if question.form is Form.CONSTRUCT and (rows := dialects.rows_of(question.sparql, headers)):
            self._answer(replace(question, sparql=rows, form=Form.SELECT))
        return answer

    def _table(self, data: bytes, headers: Message, question: _Question) -> Table | bool:
        """The table or truth value in a body; Oxigraph reads it, so its terms are those of a store."""
        notation = ox.QueryResultsFormat.from_media_type(_kind(headers))
        if notation not in _NOTATIONS:
            raise self._no_results(data, headers)
        found = ox.parse_query_results(dialects.mended(data), format=notation)
        if not isinstance(found, ox.QuerySolutions):
            return bool(found)
        table = Table.of(found, question.given_up)
        truth = dialects.truth_of(table) if question.form is Form.ASK else None
        return table if truth is None else truth

    def _triples(self, data: bytes, headers: Message) -> Store:
        """The triples in a body."""
        triples = triples_in(data, headers, self.url)
        if triples is None:
            raise self._no_results(data, headers)
        return triples

    def _no_results(self, data: bytes, headers: Message) -> EndpointError:
        """The error of an answer in a format that was not asked for, such as a page to log in."""
        words = said(data[:_MOST_SAID], headers)
        if self._credentials:
            words = self._credentials.hidden(words)
        what = f"answers with {_kind(headers)}, which is no result of SPARQL"
        return EndpointError(f"{what}: {words or 'and nothing in it'}; check the address", self.url)

    def _opened(self, question: _Question) -> HTTPResponse:
        """The beginning of the server's answer; its body is still to be read."""
        opens = opener(self.url, self._credentials)
        shown = authorization(self.url, self._credentials)
        trying = Trying(
            left=question.left,
            wait=question.given_up.wait,
            refused=lambda error, asked: refused(error, self._credentials, asked),
        )
        return patiently(
            lambda: _Client(self.url, question, opens, shown).query().response, self._patience, trying
        )


def triples_in(data: bytes, headers: Message, url: str) -> Store | None:
    """The triples in the body of an answer from `url`; None for a format that is not `ACCEPTED`."""
    notation = ox.RdfFormat.from_media_type(_kind(headers))
    return Store.parse(Rdf(data, _SYNTAXES[notation], url, url)) if notation in _SYNTAXES else None


def _kind(headers: Message) -> str:
    """The type of a body, as its server says."""
    return headers.get_content_type()
