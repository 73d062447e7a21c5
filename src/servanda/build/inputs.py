"""Which files a list of paths means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from servanda import iris
from servanda.errors import ReadError
from servanda.store import RDF_SUFFIXES

DOCUMENT_SUFFIXES = (".txt", ".md", ".markdown")
"""The suffixes of files that hold a declaration."""

_ABOUT_THE_FOLDER = "readme"


def documents_in(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The files that `paths` mean: a file itself, of a folder its declarations in the order of names.

    A folder's README is not one of them. Raises `ReadError` for a folder without declarations, and
    for two files that would have the same IRI because their names are the same.
    """
    files = tuple(dict.fromkeys(file for path in paths for file in _files(path)))
    _check_names(files)
    return files


def is_rdf(path: Path) -> bool:
    """Whether `path` is an RDF file or a built folder, by its name alone."""
    return path.suffix.lower() in RDF_SUFFIXES or (path / "graph.nq").is_file()


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    found = [file for file in sorted(path.iterdir()) if _is_declaration(file)]
    if not found:
        raise ReadError(f"no declaration ({', '.join(DOCUMENT_SUFFIXES)}) lies in this folder", str(path))
    yield from found


def _is_declaration(file: Path) -> bool:
    suffix = file.suffix.lower()
    return suffix in DOCUMENT_SUFFIXES and file.stem.lower() != _ABOUT_THE_FOLDER and file.is_file()


def _check_names(files: Sequence[Path]) -> None:
    first: dict[str, Path] = {}
    for file in files:
        name = iris.slug(file.stem)
        if name and name in first:
            other = first[name]
            raise ReadError(f"{other} would have the same IRI, `{name}`; rename one of the two", str(file))
        first[name] = file
