"""FalkorDB, over its own driver: a graph of the server's, named by the path of the address.

It takes the Cypher that Neo4j takes but for its constraints, which a command makes; and parameters cannot
be dates there, so that rows stand in the query. It gives floats with 15 digits, and no letter of code 0
reaches it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from servanda.errors import EndpointError, PackageError
from servanda.export.cypher import literal, mapped
from servanda.export.property_graph import KEY, MARK
from servanda.push.addresses import PATIENCE, Address, late
from servanda.push.property_graph import Row
from servanda.store.credentials import LOG_IN, Credentials

if TYPE_CHECKING:
    from falkordb import Graph

_GRAPH = "servanda"
_TRIES = 3
"""How often a connection that was cut is made again. A server that is late is not asked again."""

_EMPTY = "empty key"
"""What it says of a graph that is not there yet."""


@contextmanager
def falkordb(address: Address, credentials: Credentials | None, seconds: float) -> Iterator[FalkorDB]:
    """The database at an address, connected until the block ends; an answer may take it so many seconds.

    Raises EndpointError if it cannot be reached, and PackageError if the driver is not installed.
    """
    try:
        import redis  # noqa: PLC0415 - they need not be installed
        from falkordb import FalkorDB as Driver  # noqa: PLC0415 - as above
        from redis.backoff import ExponentialWithJitterBackoff  # noqa: PLC0415 - as above
        from redis.retry import Retry  # noqa: PLC0415 - as above
    except ImportError as error:
        what = "pushing into FalkorDB needs its driver, which is not installed; run"
        raise PackageError(f"{what} `pip install servanda[falkordb]`") from error
    database = FalkorDB(address.server, redis.exceptions.RedisError, seconds)
    retry = Retry(ExponentialWithJitterBackoff(), _TRIES, (redis.exceptions.ConnectionError,))
    with database.said():
        driver = Driver(
            host=address.host,
            port=address.port,
            username=credentials.user if credentials else None,
            password=(credentials.password or credentials.token) if credentials else None,
            ssl=address.scheme == "falkordbs",
            socket_connect_timeout=min(PATIENCE, seconds),
            socket_timeout=seconds,
            retry=retry,
        )
        database.graph = driver.select_graph(address.graph or _GRAPH)
    try:
        yield database
    finally:
        driver.connection.close()


class FalkorDB:
    """See `push.property_graph.Database`."""

    graph: Graph

    def __init__(self, where: str, errors: type[Exception], seconds: float) -> None:
        """The server's address, what the driver raises, and how long an answer may take."""
        self.where = where
        self._seconds = seconds
        self._errors = errors

    def prepare(self) -> None:
        """Makes the constraint, and with it the index, if they are not there."""
        if [MARK] in self.read("CALL db.constraints() YIELD label RETURN label"):
            return
        with self.said():
            self.graph.create_node_unique_constraint(MARK, KEY)

    def read(self, cypher: str, after: str = "") -> Sequence[Sequence[object]]:
        """The rows of an answer; none if there is no such graph."""
        with self.said():
            try:
                rows: Sequence[Sequence[object]] = self.graph.ro_query(cypher, {"after": after}).result_set
            except self._errors as error:
                if _EMPTY in str(error):
                    return [] if "count(" not in cypher else [[0]]
                raise
            return rows

    def write(self, clauses: str, rows: Sequence[Row]) -> None:
        """Runs the clauses for each `row`."""
        with self.said():
            self.graph.query(f"UNWIND [{', '.join(map(_row, rows))}] AS row {clauses}")

    @contextmanager
    def said(self) -> Iterator[None]:
        """Makes an error of ours of what the driver raises."""
        try:
            yield
        except (self._errors, OSError) as error:
            raise EndpointError(_reason(error, self._seconds), self.where) from error


def _row(row: Mapping[str, Any]) -> str:
    values = (
        f"{key}: {mapped(one) if isinstance(one, Mapping) else literal(one)}" for key, one in row.items()
    )
    return f"{{{', '.join(values)}}}"


def _reason(error: Exception, seconds: float) -> str:
    what = " ".join(str(error).split())[:300]
    if type(error).__name__ in ("AuthenticationError", "NoPermissionError"):
        return f"does not let you in ({what}); {LOG_IN}"
    if type(error).__name__ == "TimeoutError":
        return late(seconds)
    if type(error).__name__ == "ConnectionError":
        return f"cannot be reached, or has gone ({what}); is the server running, and the port right?"
    if "unknown command" in what.lower():
        return f"is no FalkorDB, but another Redis ({what})"
    return f"says: {what}"
