"""What the tests share: the project's folder, the program, and a graph built once from the corpus."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import servers
from program import Outcome, Program
from servanda import resources
from servanda.build import build
from servanda.cli import run
from servanda.extract import Extractor, extractor_of

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture
def servanda(capfd: pytest.CaptureFixture[str]) -> Program:
    """The program, run in this process with the arguments given."""

    def ran(*arguments: str | Path) -> Outcome:
        capfd.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        return Outcome(code, captured.out, captured.err)

    return ran


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """An extractor with the names and cues of the ontology."""
    return extractor_of(resources.ontology())


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the graph of the corpus, built once; not to be written to."""
    folder = tmp_path_factory.mktemp("built")
    build([ROOT / "corpus"], folder)
    return folder


@pytest.fixture
def clone(root: Path, built: Path, tmp_path: Path) -> Path:
    """A folder that looks like a clone in which `make graph` has run."""
    for name in ("corpus", "ontology", "queries", "shapes", "tests"):
        (tmp_path / name).symlink_to(root / name)
    (tmp_path / "build").mkdir()
    for file in built.iterdir():
        (tmp_path / "build" / file.name).write_bytes(file.read_bytes())
    return tmp_path


@pytest.fixture(scope="session")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    """The Oxigraph server, started once."""
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph")) as server:
        yield server


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    """Virtuoso, started once."""
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the package and its data files, to be changed at will; run it with `src` in PYTHONPATH."""
    folder = tmp_path / "tree"
    for name in ("src", "ontology", "shapes", "queries"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    return folder
