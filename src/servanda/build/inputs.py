"""Which files a list of paths means."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from servanda import iris
from servanda.errors import ReadError
from servanda.read import STANDARD_INPUT
from servanda.read.metadata import ABOUT_THE_DATA
from servanda.syntax import HEAD, SUFFIXES, Syntax, by_look, by_name

DOCUMENT_SUFFIXES = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx")
"""The suffixes of files that hold a declaration."""

_OTHER_SUFFIXES = (".doc", ".docm", ".eml", ".epub", ".mht", ".mhtml", ".odt", ".pages", ".rtf", ".wpd")
"""The suffixes of files that may hold one too, in formats that cannot be read."""

_ABOUT_THE_FOLDER = "readme"
_GRAPH = "graph.nq"
_REPORT = "report.txt"
_HIDDEN = (".", "~$")
"""What the names of hidden files begin with, and those that Word leaves beside an open document."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files that some paths mean; `remarks` name those left out that somebody may miss.

    `about` are the files, at best one, that tell of the data set as a whole.
    """

    files: tuple[Path, ...]
    remarks: tuple[str, ...]
    about: tuple[Path, ...] = ()


def documents_in(paths: Iterable[Path], *, distinct: bool = True) -> Inputs:
    """The files that `paths` mean, each once.

    A path means the file of its name, or standard input (`-`); a folder its declarations in the order
    of their names; a pattern ("corpus/**/*.md"), where nothing has its very name, the declarations
    that fit it and those of the folders that fit it. A README, a hidden file and the report of a build
    are none; neither is a `dataset.yaml`, which tells of the data set.

    Raises `ReadError` for a folder or a pattern without declarations, for a folder that cannot be
    listed, and, if they have to be `distinct`, for two files that would have the same IRI because their
    names are the same.
    """
    files, others, about = list[Path](), list[Path](), list[Path]()
    for path in paths:
        if (entries := _entries(path)) is None:
            (about if _is_about_the_data(path) else files).append(path)
            continue
        about += (file for file in entries if _is_about_the_data(file) and not S_ISDIR(_mode(file)))
        declarations = _of_type(entries, DOCUMENT_SUFFIXES)
        unreadable = _of_type(entries, _OTHER_SUFFIXES)
        if not declarations:
            raise ReadError(_nothing(path, unreadable), str(path))
        files += declarations
        others += unreadable
    once = _once(files)
    if about and not once:
        raise ReadError("this tells of a data set; give the declarations in it, too", str(about[0]))
    if distinct:
        _check_names(once)
    remarks = tuple(f"{file}: left out: {_advice(file.suffix)}" for file in _once(others))
    return Inputs(once, remarks, _once(about))


def sorted_out(paths: Iterable[Path]) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """The RDF files and built folders among `paths`, and the paths that mean declarations.

    RDF is what a file is named or looks like; in a folder or what fits a pattern, what it is named.
    """
    graphs, texts = list[Path](), list[Path]()
    for path in paths:
        entries = None if is_built(path) else _entries(path)
        if entries is None:
            (graphs if is_built(path) or syntax_of(path) else texts).append(path)
            continue
        named = _of_type(entries, SUFFIXES)
        graphs += named
        if not named or _of_type(entries, DOCUMENT_SUFFIXES):
            texts.append(path)
    return _once(graphs), tuple(texts)


def hold_standard_input(limit: int) -> None:
    """Takes in what comes on standard input, so that it can be looked at before it is read.

    Of what is no RDF, no more is taken in than shows that it has more than `limit` bytes.
    """
    if sys.stdin is None:
        return
    data = sys.stdin.buffer.read(max(limit + 1, HEAD))
    if by_look(data):
        data += sys.stdin.buffer.read()
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.BytesIO(data), max(len(data), 1)))


def is_built(path: Path) -> bool:
    """Whether `path` is a folder with the graph of a build."""
    return S_ISREG(_mode(path / _GRAPH))


def syntax_of(path: Path) -> Syntax | None:
    """The syntax of an RDF file, or of RDF on standard input, which is not taken from there.

    Its name tells it, else what the file holds; None for what is no RDF.
    """
    if path == STANDARD_INPUT:
        return (
            by_look(peek()) if (peek := getattr(getattr(sys.stdin, "buffer", None), "peek", None)) else None
        )
    if by_name(path.name) or not S_ISREG(_mode(path)):
        return by_name(path.name)
    with suppress(OSError), path.open("rb") as file:
        return by_look(file.read(HEAD))
    return None


def called(file: Path) -> str:
    """What messages call a file."""
    return "standard input" if file == STANDARD_INPUT else str(file)


def _entries(path: Path) -> list[Path] | None:
    """What lies in a folder, or what fits a pattern, in the order of names; None for a file."""
    if path == STANDARD_INPUT:
        return None
    if S_ISDIR(_mode(path)):
        return _listed(path)
    if os.path.lexists(path) or not has_magic(str(path)):
        return None
    return list(_fitting(str(path)))


def _fitting(pattern: str) -> Iterator[Path]:
    for path in sorted(map(Path, glob(pattern, recursive=True))):  # noqa: PTH207 - Path.glob takes no absolute pattern
        yield from _listed(path) if S_ISDIR(_mode(path)) else [path]


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror or error}", str(folder)) from error


def _of_type(entries: Sequence[Path], suffixes: tuple[str, ...]) -> list[Path]:
    """The files with one of the suffixes; a link that leads nowhere is one, which the reader will name."""
    return [
        file
        for file in entries
        if file.suffix.lower() in suffixes
        and not _is_apart(file)
        and (S_ISREG(mode := _mode(file)) or not mode)
    ]


def _is_apart(file: Path) -> bool:
    """Whether a file is hidden, says something about its folder, or was written by a build."""
    return (
        file.name.startswith(_HIDDEN)
        or file.stem.lower() == _ABOUT_THE_FOLDER
        or (file.name == _REPORT and is_built(file.parent))
    )


def _is_about_the_data(file: Path) -> bool:
    """Whether a file tells of the data set as a whole."""
    return file.name.lower() == ABOUT_THE_DATA


def _mode(path: Path) -> int:
    """What a path leads to, as `stat` says it; 0 if it leads nowhere, or nobody may know."""
    try:
        return path.stat().st_mode
    except OSError:
        return 0


def _nothing(path: Path, unreadable: Sequence[Path]) -> str:
    """Why a folder or a pattern is of no use."""
    what = f"no declaration ({', '.join(DOCUMENT_SUFFIXES)})"
    if unreadable:
        return f"{what} is here; {_advice(unreadable[0].suffix)}"
    if S_ISDIR(_mode(path)):
        return f"{what} lies in this folder"
    return f"no file has this name, and {what} fits it as a pattern"


def _advice(suffix: str) -> str:
    return f"{suffix.lower()} files cannot be read; convert to DOCX, HTML or PDF"


def _once(files: Sequence[Path]) -> tuple[Path, ...]:
    """The files without those met before, by whatever path; a link of another name is another file."""
    first: dict[tuple[str, str], Path] = {}
    for file in files:
        first.setdefault((file.name, os.path.realpath(file)), file)
    return tuple(first.values())


def _check_names(files: Sequence[Path]) -> None:
    first: dict[str, Path] = {}
    for file in files:
        name = iris.slug(file.stem)
        if name and name in first:
            what = f"{first[name]} would have the same IRI, `{name}`; rename one of the two, or leave it out"
            raise ReadError(what, str(file))
        first[name] = file
