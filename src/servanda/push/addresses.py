"""Where a property graph is pushed to: the parts of an address like bolt://localhost:7687/neo4j."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from servanda.errors import EndpointError
from servanda.store.credentials import LOG_IN, Credentials
from servanda.store.transport import is_here

BOLT = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
FALKORDB = ("falkordb", "falkordbs")
PATIENCE = 10.0
"""The most seconds in which a connection has to be made."""

_PORTS = {"bolt": 7687, "neo4j": 7687, "falkordb": 6379, "falkordbs": 6379}


@dataclass(frozen=True, slots=True)
class Address:
    """A server, and the name of the database or graph on it; empty for the server's own choice."""

    scheme: str
    host: str
    port: int
    graph: str

    @property
    def server(self) -> str:
        """The address without the database."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"

    @property
    def encrypted(self) -> bool:
        """Whether nobody on the way can read along."""
        return "+" in self.scheme or self.scheme == "falkordbs" or is_here(self.host)


def is_property_graph(url: str) -> bool:
    """Whether a push to this address is one of a property graph.

    >>> [is_property_graph(url) for url in ("bolt://localhost", "falkordb://localhost/x", "http://localhost")]
    [True, True, False]
    """
    return url.partition("://")[0] in (*BOLT, *FALKORDB)


def late(seconds: float) -> str:
    """What is wrong where a server does not answer in so many seconds, and what to do."""
    what = f"did not answer in {seconds:g} s; look whether the server runs and the port is right"
    return f"{what}, or allow more with --timeout"


def address(url: str) -> Address:
    """The parts of an address. Raises EndpointError if it is none, or holds a password.

    >>> address("bolt://localhost").port, address("falkordb://localhost:7000/treaties").graph
    (7687, 'treaties')
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        what = "this is no address of a database; it is like bolt://localhost:7687 or falkordb://localhost:6379/graph"
        raise EndpointError(what) from error
    if "@" in parts.netloc:
        shown = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        what = "this address holds a user or a password, which others can see on a command line"
        raise EndpointError(f"{what}; {LOG_IN}", shown)
    if not is_property_graph(url) or not host:
        known = ", ".join(f"{scheme}://" for scheme in (*BOLT, *FALKORDB))
        raise EndpointError(f"this address has no host, or begins with none of {known}", url)
    return Address(
        parts.scheme, host, port or _PORTS[parts.scheme.partition("+")[0]], unquote(parts.path.strip("/"))
    )


def safe(credentials: Credentials | None, where: Address) -> Credentials | None:
    """The credentials. Raises EndpointError for a token that others could read on its way."""
    if credentials and credentials.token and not where.encrypted:
        what = "a token is sent over an encrypted connection alone; give bolt+s://, or unset SERVANDA_TOKEN"
        raise EndpointError(what, where.server)
    return credentials
