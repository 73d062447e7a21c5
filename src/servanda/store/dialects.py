"""Where endpoints differ from the standard and from each other: all of it stands here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias
from urllib.parse import parse_qsl, urlsplit

from servanda.errors import EndpointError
from servanda.sparql.tokens import tokens
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
