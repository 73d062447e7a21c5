"""Where the data files are: in the source tree, or inside the installed package."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
_TREE = _PACKAGE.parent.parent


def _folder(name: str, in_tree: str | None = None) -> Path:
    """The folder `name` of the wheel, where `servanda/data/` has it, else that of the source tree."""
    packaged = _PACKAGE / "data" / name
    return packaged if packaged.is_dir() else _TREE / (in_tree or name)


def ontology() -> Path:
    """The folder of the ontology, with `reference/` in it."""
    return _folder("ontology")


def shapes() -> Path:
    """The folder of the SHACL shapes."""
    return _folder("shapes")


def queries() -> Path:
    """The folder of the query library."""
    return _folder("queries")


def examples() -> Path:
    """The folder of the graphs that break a shape each, with a sound one beside them."""
    return _folder("examples", "tests/shapes")


def questions() -> Path:
    """The page that shows each query of the library with the answer to its example."""
    return _folder("docs") / "questions.md"
