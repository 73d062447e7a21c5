"""A push into a database that fails at a chosen request: it says what was done, and a repeat completes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pyoxigraph as ox
import pytest

from push.keeper import Fault, Keeper, Request, altering, cut, half, keeping, slow, status
from servanda.errors import PushError
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
}
"""What stands in the database and is not ours; the last two look like it."""

SECONDS = 0.25


def written(graph: str, *values: str) -> str:
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
"""What an earlier push left there: a graph that has changed, one that has not, one of a document that is gone."""


def store_of(data: dict[str, str]) -> Store:
    lines = (
        line.removesuffix(".") + f"<{graph}> .\n"
        for graph, text in data.items()
        for line in text.splitlines()
    )
    return Store.parse(Rdf("".join(lines).encode(), Syntax.NQUADS, "data"))


def fill(keeper: Keeper) -> None:
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


def database(keeper: Keeper, *, tries: int = 2, **ways: bool) -> Database:
    access = Access(lambda _url: None, Patience(tries=tries, first=0.01), SECONDS)
    return Database(keeper.target(**ways), access)


WAYS = {
    "graph store": lambda keeper: database(keeper, updates=False),
    "updates": lambda keeper: database(keeper, graph_store=False),
    "both": database,
}
FAULTS: dict[str, Fault] = {
    "401": status(401, WWW_Authenticate='Basic realm="there"'),
    "403": status(403),
    "413": status(413),
    "500 half way": half,
    "503": status(503),
    "cut": cut,
    "slow": slow(SECONDS + 0.15),
}
WRITES = ("PUT", "DELETE")


def pushed(keeper: Keeper, way: Way) -> Pushed:
    return push(store_of(DATA), way(keeper), manner=Manner(prune=True))


def steps(way: Way) -> list[Request]:
    """The requests of a push that nothing disturbs."""
    with keeping() as keeper:
        fill(keeper)
        assert not pushed(keeper, way).differences
        assert holds_the_data(keeper)
        return keeper.asked


def failing_from(number: int, fault: Fault) -> Callable[[int, Request], Fault | None]:
    """The fault at one request, however often it is sent again, and at no other."""
    first = list[tuple[str, str, bytes]]()

    def fails(place: int, request: Request) -> Fault | None:
        if place == number:
            first.append(request.same)
        return fault if first and request.same == first[0] else None

    return fails


@pytest.fixture
def keeper() -> Iterator[Keeper]:
    with keeping() as one:
        fill(one)
        yield one


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("way", WAYS)
def test_a_push_after_a_fault_completes_it(way: str, fault: str) -> None:
    """Whatever request fails, and however: the push reports it, and a second one leaves exactly our graphs."""
    reported = Counter[bool]()
    for number, step in enumerate(steps(WAYS[way])):
        with keeping() as keeper:
            fill(keeper)
            before = others(keeper)
            keeper.fails = failing_from(number, FAULTS[fault])
            try:
                first = pushed(keeper, WAYS[way])
            except PushError as error:
                assert str(error.where).startswith(f"{keeper.url}{step.path}"), error
                assert "the same command completes it" in error.what
                reported[True] += 1
            else:  # it found another way
                assert fault == "413"
                assert not first.differences
                assert holds_the_data(keeper)
                reported[False] += 1
            assert others(keeper) == before
            keeper.fails = lambda _number, _request: None
            with keeper.turn:  # what was slow is done
                pass
            second = pushed(keeper, WAYS[way])
            assert not second.differences, (step, second)
            assert holds_the_data(keeper), step
            assert others(keeper) == before
    assert reported[True] > 1
    assert bool(reported[False]) is (fault == "413" and way != "graph store")
