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
