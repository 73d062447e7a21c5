from __future__ import annotations

import math

import pytest

from servanda.errors import ReadError
from servanda.limits import DEFAULT, Limits


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        """The seconds that have passed."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("servanda.limits.time", clock)
    return clock


def test_the_default_limits_are_those_without_a_choice() -> None:
    """Nobody who gives no limit has another one than 20 MB, 2,000 pages, a depth of 500 and ten minutes."""
    assert Limits(bytes=20_000_000, pages=2_000, depth=500, seconds=600) == DEFAULT


@pytest.mark.parametrize("later", [0, 2.5, -1])
def test_work_goes_on_up_to_the_deadline(later: float, clock: Clock) -> None:
    """A check up to the very moment of the deadline passes, however often it is made."""
    deadline = Limits(seconds=2.5).deadline("a.txt")
    clock.now += later
    deadline.check()
    deadline.check()


def test_work_ends_after_the_deadline(clock: Clock) -> None:
    """A check after the deadline raises an error with the file, its time, and what can be done."""
    deadline = Limits(seconds=2.5).deadline("a.txt")
    clock.now += 2.6
    for _ in range(2):
        with pytest.raises(ReadError) as raised:
            deadline.check()
        assert str(raised.value) == (
            "a.txt: not done after 2.5 s; split the file, or give it longer with --max-seconds"
        )


def test_each_file_has_a_deadline_of_its_own(clock: Clock) -> None:
    """The time of a file counts from when its work begins, not from that of the file before it."""
    limits = Limits(seconds=10)
    first = limits.deadline("a.txt")
    clock.now += 8
    second = limits.deadline("b.txt")
    clock.now += 8
    second.check()
    with pytest.raises(ReadError, match=r"^a\.txt: "):
        first.check()


def test_time_without_end_never_runs_out(clock: Clock) -> None:
    """With infinitely many seconds no check fails."""
    deadline = Limits(seconds=math.inf).deadline("a.txt")
    clock.now += 1e12
    deadline.check()
