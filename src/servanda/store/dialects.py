"""Where endpoints differ from the standard and from each other: all of it stands here."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from email.message import Message
from types import MappingProxyType
from typing import TypeAlias
from urllib.parse import parse_qsl, urlsplit

from servanda.errors import EndpointError
from servanda.sparql.tokens import tokens
from servanda.store.answers import Table
from servanda.vocab import PREFIXES

Parameters: TypeAlias = tuple[tuple[str, str], ...]
"""What goes with a query, by name (SPARQL 1.1 Protocol, section 2.1)."""

GRAPHS = "SELECT DISTINCT ?graph { GRAPH ?graph { ?s ?p ?o } } ORDER BY ?graph"
"""The query for the named graphs of a server."""

_SV = f"PREFIX sv: <{PREFIXES['sv']}>"
_IN_DEFAULT = f"{_SV} ASK {{ ?document a sv:Instrument }}"
_IN_NAMED = f"{_SV} ASK {{ GRAPH ?graph {{ ?document a sv:Instrument }} }}"
_IN_BOTH = f"{_SV} ASK {{ ?document a sv:Instrument . GRAPH ?graph {{ ?document a sv:Instrument }} }}"
_DATASET = frozenset({"default-graph-uri", "named-graph-uri", "union-default-graph"})
_DEFAULT, _NAMED = "default-graph-uri", "named-graph-uri"

_OXIGRAPH: Parameters = (("union-default-graph", ""),)
_STARDOG: Parameters = (
    (_DEFAULT, "tag:stardog:api:context:all"),
    (_NAMED, "tag:stardog:api:context:named"),
)
_FUSEKI_UNION = "urn:x-arq:UnionGraph"

_BLANK = re.compile(rb'("bnode"\s*,\s*"value"\s*:\s*"|<bnode>)nodeID://')
_TRUTH = re.compile(rb'("http://www\.w3\.org/2001/XMLSchema#boolean"\s*,\s*"value"\s*:\s*)"([01])"')
_WORDS = MappingProxyType({b"0": b'"false"', b"1": b'"true"'})
_ASKED = "__ASK_RETVAL"
_ROW = "one_row"


def names_dataset(sparql: str, url: str) -> bool:
    """Whether a query, or the address of the endpoint, says itself which graphs are asked."""
    if any(token.kind == "word" and token.text == "from" for token in tokens(sparql)):
        return True
    return any(name in _DATASET for name, _ in parse_qsl(urlsplit(url).query, keep_blank_values=True))


def union(ask: Callable[[str, Parameters], bool], graphs: Callable[[], Sequence[str]]) -> Parameters:
    """The parameters with which a server's default graph is the union of all its graphs.

    `ask` puts an ASK query to the server, with parameters, and `graphs` lists its named graphs. Most servers
    (Virtuoso, GraphDB, RDF4J, QLever, Neptune, Blazegraph) show the union by themselves and need none. Where
    the default graph has no documents and some named graph has, what Oxigraph, Stardog and Fuseki understand
    is tried, and then what the protocol says, graph by graph; so it does not matter what the server calls
    itself, or whether a proxy hides it. None also where there are no documents at all.
    """
    if ask(_IN_DEFAULT, ()) or not ask(_IN_NAMED, ()):
        return ()

    def fits(parameters: Parameters) -> bool:
        try:
            return ask(_IN_BOTH, parameters)
        except EndpointError:  # which is how some servers say that they know no such graph
            return False

    for parameters in (_OXIGRAPH, _STARDOG):
        if fits(parameters):
            return parameters
    all_graphs = graphs()
    named = tuple((_NAMED, graph) for graph in all_graphs)
    fuseki = ((_DEFAULT, _FUSEKI_UNION), *named)
    return fuseki if fits(fuseki) else (*((_DEFAULT, graph) for graph in all_graphs), *named)


# --- Virtuoso ----------------------------------------------------------------------------------


def mended(results: bytes) -> bytes:
    """Results with blank nodes and truth values as the standard has them.

    Virtuoso calls blank nodes `nodeID://b1`, which is no label, and writes truth values as 0 and 1 in JSON.
    No text is changed, since quotes and angle brackets are escaped there.

    >>> mended(b'{"x": {"type": "bnode", "value": "nodeID://b10000"}}')
    b'{"x": {"type": "bnode", "value": "b10000"}}'
    """
    if b"nodeID://" in results:
        results = _BLANK.sub(rb"\1", results)
    if b"#boolean" in results:
        results = _TRUTH.sub(lambda found: found[1] + _WORDS[found[2]], results)
    return results


def truth_of(table: Table) -> bool | None:
    """The answer to an ASK in the table that Virtuoso makes of it; None for any other table."""
    return any(row[0] for row in table.values()) if table.columns == (_ASKED,) else None


def cut(headers: Message) -> str | None:
    """What to say of a table that its server has cut short; None if it is whole.

    Virtuoso gives no more rows than `ResultSetMaxRows`, and says so in a header alone; another one tells that
    its time was over, and the rows are those found so far.
    """
    if most := headers.get("X-SPARQL-MaxRows"):
        what = f"gives no more than {most} rows, and this answer has as many, so some may be missing"
        return f"{what}; ask for fewer, or have ResultSetMaxRows raised in its virtuoso.ini"
    if headers.get("X-SQL-State"):
        what = headers.get("X-SQL-Message", "it stopped early")
        return f"gives but a part of the answer ({what}); ask for less"
    return None


def rows_of(construct: str, headers: Message) -> str | None:
    """The SELECT with a row for each solution of a CONSTRUCT, if its server would cut that without a word.

    Virtuoso does so after `ResultSetMaxRows` solutions; of a SELECT it says it. None for other servers.

    >>> headers = Message()
    >>> headers["Server"] = "Virtuoso/07.20.3229 (Linux)"
    >>> rows_of("CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } LIMIT 3", headers)
    'SELECT (1 AS ?one_row) WHERE { ?s a ?o } LIMIT 3'
    """
    if not headers.get("Server", "").startswith("Virtuoso"):
        return None
    outer = [token for token in tokens(construct) if token.depth == 0]
    place = next(place for place, token in enumerate(outer) if token.text == "construct")
    start = end = outer[place]
    if outer[place + 1].text == "{":  # a template, not CONSTRUCT WHERE
        end = next(token for token in outer[place:] if token.text == "}")
    return f"{construct[: start.start]}SELECT (1 AS ?{_ROW}){construct[end.end :]}"
