"""Data, a database in which there is something already, and the ways into it."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox

from push.keeper import Keeper
from servanda.iris import BASE, INFERRED_GRAPH, ONTOLOGY_GRAPH
from servanda.push import Database, Manner, Pushed, push
from servanda.push.sending import Access
from servanda.store import Rdf, Store
from servanda.store.patience import Patience
from servanda.syntax import Syntax

A, B, C, GONE = (f"{BASE}document/{name}" for name in ("a", "b", "c", "gone"))
SV = "https://w3id.org/servanda/ontology#"
OTHERS = {
    "": '<urn:o:1> <urn:o:p> "in the default graph" .\n',
    "urn:o:graph": '<urn:o:1> <urn:o:p> "a \\"graph\\" of others\\n"@en .\n_:x <urn:o:p> _:y .\n',
    f"{BASE}document/notes-of-others": "<urn:o:1> <urn:o:p> <urn:o:2> .\n",
    f"{BASE}graph/others": f"<urn:o:1> <{SV}force> <urn:o:2> .\n",
    f"{BASE}document/reviews": f"<{A}> <{SV}text> <urn:o:1> .\n",
    f"{A}/annotations-of-anna": f"<{A}/annotations-of-anna> <{SV}concerns> <{A}> .\n",
    f"{A}#review": f"<{A}#review> <{SV}concerns> <{A}> .\n",
    f"{GONE}?page=2": f"<{GONE}?page=2> <{SV}text> <{GONE}> .\n",
}
"""What stands in the database and is not ours; all but the first two look like it."""

SECONDS = 0.25


def written(graph: str, *values: str) -> str:
    """Triples of a graph, in our vocabulary."""
    return "".join(f'<{graph}> <{SV}text> "{value}" .\n' for value in values)


DATA = {
    ONTOLOGY_GRAPH: '<urn:c> <urn:p> _:a .\n_:a <urn:p> _:b .\n_:b <urn:p> "x" .\n<urn:c> <urn:q> "y"@en .\n',
    A: written(A, "one", "two é", "three \\n \\\\"),
    B: written(B, "one", "two", "three", "four"),
    C: written(C, "one"),
    INFERRED_GRAPH: written(INFERRED_GRAPH, "one", "two"),
}
"""What is pushed."""

THERE = {
    B: written(B, "one", "two", "other"),
    C: written(C, "one"),
    GONE: written(GONE, "one", "two"),
}
"""What an earlier push left there: a graph that is changed now, one that is not, and one that is gone."""


def store_of(data: dict[str, str]) -> Store:
    """A store with the triples of each graph."""
    lines = (
        line.removesuffix(".") + f"<{graph}> .\n"
        for graph, text in data.items()
        for line in text.splitlines()
    )
    return Store.parse(Rdf("".join(lines).encode(), Syntax.NQUADS, "data"))


def fill(keeper: Keeper) -> None:
    """Puts into a database what is there before."""
    for graph, triples in OTHERS.items():
        to = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        keeper.triples.load(triples, format=ox.RdfFormat.N_TRIPLES, to_graph=to)
    for graph, triples in THERE.items():
        keeper.add(triples, graph)


def others(keeper: Keeper) -> dict[str, list[str]]:
    """What others have there."""
    return {graph: triples for graph, triples in keeper.held().items() if graph in OTHERS}


def holds_the_data(keeper: Keeper) -> bool:
    """Whether our graphs there, and no others of ours, say what the data do."""
    ours = [quad for quad in keeper.triples if isinstance(quad.graph_name, ox.NamedNode)]
    there = ox.Dataset([quad for quad in ours if quad.graph_name.value not in OTHERS])
    data = ox.Dataset(ox.parse(store_of(DATA).dump("nquads"), format=ox.RdfFormat.N_QUADS))
    for dataset in (there, data):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return there == data


Way = Callable[[Keeper], Database]


def database(keeper: Keeper, *, seconds: float = SECONDS, **ways: bool) -> Database:
    """The database, asked with little patience, and without a password."""
    access = Access(lambda _url: None, Patience(tries=2, first=0.01), seconds)
    return Database(keeper.target(**ways), access)


WAYS: dict[str, Way] = {
    "graph store": lambda keeper: database(keeper, updates=False),
    "updates": lambda keeper: database(keeper, graph_store=False),
    "both": database,
}


def pushed(keeper: Keeper, way: Way) -> Pushed:
    """What became of the data, pushed with `prune`."""
    return push(store_of(DATA), way(keeper), manner=Manner(prune=True))
