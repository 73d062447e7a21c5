"""The program as the tests run it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command line came to: its exit code, and what it printed."""

    code: int
    out: str
    err: str


Program = Callable[..., Outcome]
"""The program, run with the arguments given."""


def refused(outcome: Outcome, *words: str) -> None:
    """Asserts that a command line ended with exit code 2 and one line on standard error that has `words`."""
    assert outcome.code == 2, outcome
    assert outcome.out == ""
    lines = outcome.err.splitlines()
    assert len(lines) == 1, outcome.err
    assert lines[0].startswith("servanda: ")
    for word in words:
        assert word in lines[0]
