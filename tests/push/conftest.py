"""What the tests of pushes share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import property_servers


@pytest.fixture(scope="session")
def falkordb_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[property_servers.FalkorServer]:
    """FalkorDB, started once."""
    with property_servers.falkordb(tmp_path_factory.mktemp("falkordb")) as server:
        yield server
