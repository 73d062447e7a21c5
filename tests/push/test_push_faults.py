"""A push into a database that fails at a chosen request: it says what was done, and a repeat completes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from push.keeper import Fault, Keeper, Request, cut, half, keeping, slow, status
from push.scene import SECONDS, WAYS, Way, fill, holds_the_data, others, pushed
from servanda.errors import PushError

FAULTS: dict[str, Fault] = {
    "401": status(401, WWW_Authenticate='Basic realm="there"'),
    "403": status(403),
    "413": status(413),
    "500 half way": half,
    "503": status(503),
    "cut": cut,
    "slow": slow(SECONDS + 0.15),
}

ENDS = ("; the same command completes it", "; nothing was changed")


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


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("way", WAYS)
def test_a_push_after_a_fault_completes_it(way: str, fault: str) -> None:
    """Whatever request fails, and however: the push reports it, and another one leaves exactly our graphs."""
    found = Counter[str]()
    for number, step in enumerate(steps(WAYS[way])):
        with keeping() as keeper:
            fill(keeper)
            before = others(keeper)
            keeper.fails = failing_from(number, FAULTS[fault])
            found[outcome(keeper, WAYS[way], step)] += 1
            assert others(keeper) == before
            keeper.fails = lambda _number, _request: None
            with keeper.turn:  # what was slow is done
                pass
            assert not pushed(keeper, WAYS[way]).differences
            assert holds_the_data(keeper), step
            assert others(keeper) == before
    went_on = fault == "413" and way != "graph store"
    assert set(found) == ({"reported", "done"} if went_on else {"reported"})
    assert found["reported"] > 1


def outcome(keeper: Keeper, way: Way, step: Request) -> str:
    """Whether a push, one step of which fails, was reported as it should be, or was done in another way."""
    try:
        done = pushed(keeper, way)
    except PushError as error:
        told = str(error)
        return "reported" if told.startswith(f"{keeper.url}{step.path}: ") and told.endswith(ENDS) else told
    return "done" if not done.differences and holds_the_data(keeper) else "not all is there"
