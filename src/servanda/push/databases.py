"""The database at an address, whichever it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from servanda.push.addresses import BOLT, address, safe
from servanda.push.bolt import bolt
from servanda.push.falkordb import falkordb
from servanda.push.property_graph import Database
from servanda.store.credentials import Credentials


@contextmanager
def connected(url: str, credentials: Credentials | None = None, seconds: float = 300.0) -> Iterator[Database]:
    """The property graph at `url`, connected until the block ends; an answer may take it so many seconds.

    Raises EndpointError for what is no address, and if the server cannot be reached or lets nobody in; and
    PackageError if its driver is not installed.
    """
    where = address(url)
    opened = bolt if where.scheme in BOLT else falkordb
    with opened(where, safe(credentials, where), seconds) as database:
        yield database
