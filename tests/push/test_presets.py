"""Presets: the addresses that the documentation of each database gives."""

from __future__ import annotations

import pytest

from servanda.errors import EndpointError
from servanda.push.addresses import is_property_graph
from servanda.push.presets import NAMES, PRESETS, Target, listed, preset

HOST = "http://db.example.org:80"
REPOSITORY = f"{HOST}/repositories/r"
NAMESPACE = f"{HOST}/blazegraph/namespace/kb"


@pytest.mark.parametrize(
    "name, base, expected",
    [
        ("oxigraph", HOST, Target(f"{HOST}/query", f"{HOST}/update", f"{HOST}/store")),
        ("fuseki", f"{HOST}/ds", Target(f"{HOST}/ds/query", f"{HOST}/ds/update", f"{HOST}/ds/data")),
        (
            "graphdb",
            REPOSITORY,
            Target(REPOSITORY, f"{REPOSITORY}/statements", f"{REPOSITORY}/rdf-graphs/service"),
        ),
        (
            "rdf4j",
            f"{REPOSITORY}/",
            Target(REPOSITORY, f"{REPOSITORY}/statements", f"{REPOSITORY}/rdf-graphs/service"),
        ),
        (
            "virtuoso",
            HOST,
            Target(f"{HOST}/sparql", f"{HOST}/sparql-auth", f"{HOST}/sparql-graph-crud-auth"),
        ),
        ("stardog", f"{HOST}/db", Target(f"{HOST}/db/query", f"{HOST}/db/update", f"{HOST}/db")),
        ("blazegraph", NAMESPACE, Target(f"{NAMESPACE}/sparql", f"{NAMESPACE}/sparql")),
        ("neptune", HOST, Target(f"{HOST}/sparql", f"{HOST}/sparql", f"{HOST}/sparql/gsp/")),
    ],
)
def test_a_preset_gives_the_addresses_of_its_database(name: str, base: str, expected: Target) -> None:
    """The base address is followed by what the database's documentation says."""
    assert preset(name).target(base) == expected


def test_an_unknown_preset_is_refused() -> None:
    """The message names those that there are."""
    with pytest.raises(EndpointError, match=r"no preset 'oracle'; there are oxigraph, fuseki, .*qlever"):
        preset("oracle")


def test_every_preset_is_listed_with_its_command() -> None:
    """And only those say that they were tried of which the tests start a server."""
    rows = listed()
    assert tuple(name for name, command, _ in rows if f"--preset {name}" in command) == NAMES
    assert all(is_property_graph(command.split()[2]) for _, command, _ in rows[len(NAMES) :])
    assert {one.name for one in PRESETS if one.tried} == {"oxigraph", "virtuoso"}
