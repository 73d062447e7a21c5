"""How databases lay out their addresses: what follows the base address for queries, updates and graphs.

Each layout is the one that the database's own documentation gives; `tried` says on which server it was tried
besides.
"""

from __future__ import annotations

from dataclasses import dataclass

from servanda.errors import EndpointError


@dataclass(frozen=True, slots=True)
class Target:
    """The addresses of one database: for queries, for updates, and its graph store; one of these will do."""

    query: str
    update: str | None = None
    graph_store: str | None = None


@dataclass(frozen=True, slots=True)
class Preset:
    """The layout of one database: an example of its base address, and what follows that for each purpose.

    `login` says how it wants to be told who asks, `note` what else is needed there, `tried` on which server
    this was tried; empty, if only its documentation was read.
    """

    name: str
    database: str
    example: str
    query: str
    update: str | None
    graph_store: str | None
    login: str
    note: str = ""
    tried: str = ""

    def target(self, base: str) -> Target:
        """The addresses of the database with a base address."""
        start = base.rstrip("/")

        def full(path: str | None) -> str | None:
            return None if path is None else f"{start}{path}"

        return Target(f"{start}{self.query}", full(self.update), full(self.graph_store))

    @property
    def command(self) -> str:
        """The command that pushes into such a database on this machine."""
        return f"servanda push {self.example} --preset {self.name}"


QLEVER = "qlever"
"""The preset that writes files for QLever to load: its `ENDPOINT` is a folder."""

PRESETS = (
    Preset(
        "oxigraph",
        "Oxigraph",
        "http://localhost:7878",
        "/query",
        "/update",
        "/store",
        "none of its own; basic from a proxy before it",
        tried="oxigraph 0.5 serve",
    ),
    Preset(
        "fuseki",
        "Apache Jena Fuseki",
        "http://localhost:3030/DATASET",
        "/query",
        "/update",
        "/data",
        "basic or digest (shiro.ini, --passwd)",
        "the dataset allows updates (--update)",
    ),
    Preset(
        "graphdb",
        "Ontotext GraphDB",
        "http://localhost:7200/repositories/REPOSITORY",
        "",
        "/statements",
        "/rdf-graphs/service",
        "basic; a token where one is set up",
        "the user may write into the repository",
    ),
    Preset(
        "rdf4j",
        "Eclipse RDF4J Server",
        "http://localhost:8080/rdf4j-server/repositories/REPOSITORY",
        "",
        "/statements",
        "/rdf-graphs/service",
        "basic, as the servlet container has it",
    ),
    Preset(
        "virtuoso",
        "OpenLink Virtuoso",
        "http://localhost:8890",
        "/sparql",
        "/sparql-auth",
        "/sparql-graph-crud-auth",
        "digest",
        "the user has the role SPARQL_UPDATE",
        "virtuoso-opensource 7.2.5",
    ),
    Preset(
        "stardog",
        "Stardog",
        "http://localhost:5820/DATABASE",
        "/query",
        "/update",
        "",
        "basic, or a token",
        "the user may read and write the database",
    ),
    Preset(
        "blazegraph",
        "Blazegraph",
        "http://localhost:9999/blazegraph/namespace/NAMESPACE",
        "/sparql",
        "/sparql",
        None,
        "none of its own; basic from a proxy before it",
        "the namespace is one of quads; there is no graph store, so updates are used",
    ),
    Preset(
        "neptune",
        "Amazon Neptune",
        "https://CLUSTER:8182",
        "/sparql",
        "/sparql",
        "/sparql/gsp/",
        "none; requests signed for IAM are not known here",
        "run it inside the cluster's VPC, with IAM authentication off; engine 1.0.5.0 or newer",
    ),
)
"""The databases that are pushed to over HTTP."""

NAMES = (*(preset.name for preset in PRESETS), QLEVER)
"""The names of all presets."""


def preset(name: str) -> Preset:
    """The preset of a database that is pushed to over HTTP. Raises `EndpointError` for an unknown name."""
    for one in PRESETS:
        if one.name == name:
            return one
    raise EndpointError(f"there is no preset {name!r}; there are {', '.join(NAMES)}")


_BULK = "QLever: writes files, and prints the command that loads them; not tried: from its documentation"
_OTHERS = (
    (QLEVER, f"servanda push FOLDER --preset {QLEVER}", _BULK),
    ("neo4j", "servanda push bolt://localhost:7687/neo4j", "Neo4j: needs servanda[neo4j]; not tried on one"),
    ("memgraph", "servanda push bolt://localhost:7687", "Memgraph: needs servanda[neo4j]; not tried on one"),
    (
        "falkordb",
        "servanda push falkordb://localhost:6379/NAME",
        "FalkorDB: needs servanda[falkordb]; tried",
    ),
)


def listed() -> list[tuple[str, str, str]]:
    """For each database its name, the command that it needs, and what is known of it; presets come first."""
    return [*((one.name, one.command, _known(one)) for one in PRESETS), *_OTHERS]


def _known(one: Preset) -> str:
    tried = f"tried on {one.tried}" if one.tried else "not tried: from its documentation"
    return "; ".join(filter(None, (f"{one.database}: login {one.login}", one.note, tried)))
