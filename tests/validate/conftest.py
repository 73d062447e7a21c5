from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from servanda.build.checking import AS_USUAL, checker_of
from servanda.validate import ENGINES, Known, Report
from validate import trees


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    """The name of each engine in turn."""
    return str(request.param)


Held = Callable[..., Report]


@pytest.fixture
def held(tmp_path: Path, engine_name: str) -> Held:
    """What each engine in turn finds in a graph of trees: a function of Turtle and, if need be, of shapes."""
    return lambda turtle, shapes=trees.SHAPES: trees.report(turtle, tmp_path, shapes, engine_name)


@pytest.fixture(scope="session")
def known() -> Known:
    """The ontology and the reference data, as they stand beside every graph; loaded once."""
    return checker_of(AS_USUAL).known
