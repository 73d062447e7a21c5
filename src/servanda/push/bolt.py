"""Neo4j and Memgraph, over Neo4j's own driver and its protocol, Bolt.

The path of the address names the database; without one it is the server's own. The two differ in how they
make the constraint and in nothing else that is used here. A batch is one transaction, which the driver
runs again where a server says that it may (leader changes, deadlocks). It is tried here against a server
that speaks Bolt from a script; neither database could be had.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from servanda.errors import EndpointError, PackageError, StoppedError
from servanda.export.cypher import CONSTRAINT, MEMGRAPH_CONSTRAINTS
from servanda.push.addresses import PATIENCE, Address, late
from servanda.push.property_graph import Row
from servanda.store.credentials import LOG_IN, Credentials
from servanda.store.waiting import within

if TYPE_CHECKING:
    from neo4j import Driver

_T = TypeVar("_T")


@contextmanager
def bolt(address: Address, credentials: Credentials | None, seconds: float) -> Iterator[Bolt]:
    """The database at an address, connected until the block ends; an answer may take it so many seconds.

    Raises EndpointError if it cannot be reached, and PackageError if the driver is not installed.
    """
    try:
        import neo4j  # noqa: PLC0415 - it need not be installed
        from neo4j import exceptions  # noqa: PLC0415 - as above
    except ImportError as error:
        what = "pushing into Neo4j or Memgraph needs the driver neo4j, which is not installed; run"
        raise PackageError(f"{what} `pip install servanda[neo4j]`") from error
    logging.getLogger("neo4j").addHandler(logging.NullHandler())  # else its notes go to standard error
    auth = None
    if credentials:
        auth = (
            neo4j.bearer_auth(credentials.token)
            if credentials.token
            else (credentials.user, credentials.password)
        )
    errors = (exceptions.Neo4jError, exceptions.DriverError)
    database = Bolt(address.server, address.graph or None, errors, seconds)
    with database.said():
        database.driver = neo4j.GraphDatabase.driver(
            address.server, auth=auth, connection_timeout=min(PATIENCE, seconds), user_agent="servanda"
        )
    with database.driver:
        database.timed(database.driver.verify_connectivity)
        yield database


class Bolt:
    """See `push.property_graph.Database`."""

    driver: Driver

    def __init__(
        self, where: str, name: str | None, errors: tuple[type[Exception], ...], seconds: float
    ) -> None:
        """The server's address, the name of the database, what the driver raises, and how long it waits."""
        self.where = where
        self._seconds = seconds
        self._name = name
        self._errors: tuple[type[Exception], ...] = (*errors, OSError, ValueError)

    def prepare(self) -> None:
        """Makes the constraint in Neo4j's words, or in Memgraph's."""
        self.timed(self._prepare)

    def _prepare(self) -> None:
        with self.driver.session(database=self._name) as session:
            if "memgraph" not in self.driver.get_server_info().agent.lower():
                session.run(CONSTRAINT).consume()
                return
            for statement in MEMGRAPH_CONSTRAINTS:
                with suppress(*self._errors):  # it is there
                    session.run(statement).consume()

    def read(self, cypher: str, after: str = "") -> Iterator[Sequence[object]]:
        """The rows of an answer, with dates as Python's."""
        return ([_python(value) for value in record] for record in self._run(cypher, after=after))

    def write(self, clauses: str, rows: Sequence[Row]) -> None:
        """Runs the clauses for each `row`, in one transaction."""
        self._run(f"UNWIND $rows AS row {clauses}", rows=[_parameter(row) for row in rows])

    def _run(self, cypher: str, **parameters: object) -> Sequence[Any]:
        from neo4j import Query  # noqa: PLC0415 - it is installed where there is a driver

        query = Query(cypher, timeout=self._seconds)
        records: Sequence[Any] = self.timed(
            lambda: self.driver.execute_query(query, parameters, database_=self._name).records
        )
        return records

    def timed(self, work: Callable[[], _T]) -> _T:
        """What `work` returns, if the server answers in time; the driver itself waits for ever."""
        with self.said():
            return within(self._seconds, lambda _given_up: work(), self.where)

    @contextmanager
    def said(self) -> Iterator[None]:
        """Makes an error of ours of what the driver raises."""
        try:
            yield
        except StoppedError as error:
            raise EndpointError(late(self._seconds), self.where) from error
        except self._errors as error:
            raise EndpointError(_reason(error), self.where) from error


def _parameter(value: object) -> object:
    """A value as the driver sends it: lists for tuples."""
    if isinstance(value, Mapping):
        return {key: _parameter(one) for key, one in value.items()}
    return [_parameter(one) for one in value] if isinstance(value, tuple) else value


def _python(value: Any) -> Any:  # noqa: ANN401 - a driver's value
    """A value of the driver's as Python's: its dates are its own."""
    if isinstance(value, Mapping):
        return {key: _python(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_python(one) for one in value]
    return value.to_native() if hasattr(value, "to_native") else value


def _reason(error: Exception) -> str:
    what = " ".join(str(error).split())[:300]
    if type(error).__name__ in ("AuthError", "TokenExpired", "Forbidden"):
        return f"does not let you in ({what}); {LOG_IN}"
    if type(error).__name__ in ("ServiceUnavailable", "SessionExpired"):
        return f"cannot be reached, or has gone ({what}); is the server running, and the port right?"
    return f"says: {what}"
