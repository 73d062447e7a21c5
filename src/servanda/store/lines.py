"""Quads as sorted lines of canonical N-Quads, however many there are: what all writers of RDF begin with.

Where a file holds such lines already, as `graph.nq` does, they are taken as they stand; a pattern tells that
in half the time that parsing takes. More lines than fit are sorted in runs that lie in temporary files. Blank
nodes are named by RDFC-1.0, in which only the quads that hold one count.
"""

from __future__ import annotations

import heapq
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from operator import lt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import pyoxigraph as ox

from servanda.errors import DataError, WriteError
from servanda.nquads import Chunk, quad
from servanda.rdf import unreadable
from servanda.syntax import Syntax

LISTED = {Syntax.NQUADS: ox.RdfFormat.N_QUADS, Syntax.NTRIPLES: ox.RdfFormat.N_TRIPLES}
"""The syntaxes of which each line stands for itself."""

_PIECE = 1 << 20
"""The bytes of a file that are read at a time."""

_RUN = 250_000
"""The lines that are sorted at a time."""

_OPEN = 200
"""The files that are merged at a time."""

_FEW = 10_000
"""The lines of a chunk, where runs are merged."""

_IRI = rb"<[A-Za-z][A-Za-z0-9+.-]*+:[!#-;=?-Z\[\]_a-z~]*+>"
_TYPE = rb"\^\^(?!<http://www\.w3\.org/2001/XMLSchema#string>)" + _IRI
_PLAIN = rb'[^"\\\x00-\x1f\x7f]*+'
_QUOTED = rb'"' + _PLAIN + rb'(?:\\[tbnrf"\\]' + _PLAIN + rb')*+"'
_LITERAL = _QUOTED + rb"(?:@[a-z]++(?:-[a-z0-9]++)*+|" + _TYPE + rb")?+"
_NODE = rb"(?:" + _IRI + rb"|_:[A-Za-z0-9]++)"
_TRIPLE = _NODE + rb" " + _IRI + rb" (?:" + _NODE + rb"|" + _LITERAL + rb")"
_CANONICAL = {
    ox.RdfFormat.N_TRIPLES: re.compile(rb"(?:" + _TRIPLE + rb" \.\n)*+"),
    ox.RdfFormat.N_QUADS: re.compile(rb"(?:" + _TRIPLE + rb"(?: " + _IRI + rb")?+ \.\n)*+"),
}
"""Lines, all of them in canonical form: no escapes that are not needed, languages in small letters."""

_NO_CHARACTER = re.compile(b"\xef\xbf[\xbe\xbf]")
"""U+FFFE and U+FFFF, which are written as escapes."""

_BLANK = "_:"
_NESTED = "triples about triples and texts with a direction (RDF 1.2) are not supported"


class Lines(Protocol):
    """A data set whose lines can be read, as often as one likes."""

    def lines(self) -> Iterator[Chunk]:
        """All quads as sorted lines of canonical N-Quads, each once."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Sorted lines that are there already."""

    chunk: tuple[str, ...]

    def lines(self) -> Iterator[Chunk]:
        """These lines."""
        return iter([list(self.chunk)] if self.chunk else [])


@dataclass(frozen=True, slots=True)
class Filed:
    """A file in N-Triples or N-Quads, which is not loaded."""

    path: Path
    notation: ox.RdfFormat

    def lines(self) -> Iterator[Chunk]:
        """The lines of the file.

        Raises `DataError`, with the line, if it does not parse, and `WriteError` if there is no room to sort.
        """
        with _reading(self.path):
            yield from _chunks(self.path) if self._in_form() else self._ordered()

    def nquads(self) -> Iterator[bytes]:
        """The same lines as bytes, each ended; quicker, where the file can be taken as it stands."""
        with _reading(self.path):
            if self._in_form():
                yield from _pieces(self.path)
            else:
                yield from (_text(chunk) + b"\n" for chunk in self._ordered())

    def _ordered(self) -> Iterator[Chunk]:
        blank = set[str]()
        return _ordered(_apart(_parsed(self.path, self.notation), blank), blank)

    def _in_form(self) -> bool:
        """Whether the file holds lines in canonical form and in order, each once."""
        before, blank = b"", set[str]()
        for piece in _pieces(self.path):
            lines = piece.split(b"\n")[:-1]
            if not _is_canonical(piece, self.notation):
                return False
            if not (before < lines[0] and all(map(lt, lines, lines[1:]))):
                return False
            if b"_:" in piece:
                blank |= _blank_in(piece.decode().split("\n")[:-1])
            before = lines[-1]
        return set(_named(blank)) == blank


def of_quads(quads: Iterable[ox.Quad]) -> Iterator[Chunk]:
    """The lines of some quads. Raises `WriteError` where there is no room to sort."""
    blank, lines = set[str](), map(_line, quads)
    yield from _ordered(_apart(iter(lambda: list(islice(lines, _FEW)), []), blank), blank)


def _line(quad_: ox.Quad) -> str:
    return f"{quad_} ."


# --- files -------------------------------------------------------------------------------------


def _pieces(path: Path) -> Iterator[bytes]:
    """A file in pieces of whole lines."""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece + file.readline()


def _chunks(path: Path) -> Iterator[Chunk]:
    """The lines of a file, each ended, in its order."""
    return (piece.decode().split("\n")[:-1] for piece in _pieces(path))


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """A block in which what the system says of a file becomes an error that names it."""
    try:
        yield
    except OSError as error:
        raise unreadable(error, str(path)) from error


def _is_canonical(piece: bytes, notation: ox.RdfFormat) -> bool:
    form = _CANONICAL[notation].match(piece)
    if form is None or form.end() != len(piece) or _NO_CHARACTER.search(piece):
        return False
    try:
        piece.decode()
    except UnicodeDecodeError:  # of which the parser says in which line
        return False
    return True


def _parsed(path: Path, notation: ox.RdfFormat) -> Iterator[Chunk]:
    """The lines of a file in canonical form, in its order."""
    before, where = 0, str(path)
    for piece in _pieces(path):
        try:
            yield [_checked(f"{one} .", where) for one in ox.parse(piece, format=notation)]
        except SyntaxError as error:
            error.lineno = (error.lineno or 1) + before
            raise unreadable(error, where) from error
        before += piece.count(b"\n")


def _checked(line: str, where: str) -> str:
    """A line. Raises `DataError` for one of RDF 1.2."""
    if "<<(" in line or "--" in line:
        terms = quad(line)
        if any(one.startswith("<<(") for one in terms) or re.search(r'"@[a-z0-9-]+--\w+\Z', terms[2]):
            raise DataError(_NESTED, where)
    return line


# --- blank nodes -------------------------------------------------------------------------------


def _apart(chunks: Iterable[Chunk], blank: set[str]) -> Iterator[Chunk]:
    """The lines without blank nodes; the others are put into `blank`."""
    for chunk in chunks:
        held = _blank_in(chunk)
        blank |= held
        yield [line for line in chunk if line not in held] if held else chunk


def _blank_in(chunk: Chunk) -> set[str]:
    """The lines with blank nodes."""
    lines = (line for line in chunk if _BLANK in line)
    return {line for line in lines if any(term.startswith(_BLANK) for term in quad(line))}


def _named(blank: set[str]) -> Chunk:
    """Lines with blank nodes, these named by RDFC-1.0. A graph that one names is none."""
    return canonical(
        ox.Quad(one.subject, one.predicate, one.object, ox.DefaultGraph())
        if isinstance(one.graph_name, ox.BlankNode)
        else one
        for one in ox.parse("\n".join(blank), format=ox.RdfFormat.N_QUADS)
    )


def canonical(quads: Iterable[ox.Quad]) -> Chunk:
    """The lines of a few quads, in order, their blank nodes named by RDFC-1.0."""
    found = ox.Dataset(quads)
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(_line, found))


# --- order -------------------------------------------------------------------------------------


def _ordered(chunks: Iterable[Chunk], blank: set[str]) -> Iterator[Chunk]:
    """All lines in order, each once; `blank` is complete when the last of the chunks was taken."""
    named: Chunk | None = None
    before = ""
    for chunk in _sorted(chunks):
        named = _named(blank) if named is None else named
        place = bisect_right(named, chunk[-1])
        lines = sorted(chunk + named[:place]) if place else chunk
        named = named[place:]
        once = list(dict.fromkeys(lines))
        yield once[1:] if once[0] == before else once
        before = once[-1]
    if rest := _named(blank) if named is None else named:
        yield rest


def _sorted(chunks: Iterable[Chunk]) -> Iterator[Chunk]:
    """All lines in order, in chunks of which none is empty."""
    lines = chain.from_iterable(chunks)
    first, second = _run(lines), _run(lines)
    if not second:
        yield from filter(None, [first])
        return
    try:
        with TemporaryDirectory(prefix="servanda-") as folder:
            files = _laid_aside(chain([first, second], iter(lambda: _run(lines), [])), Path(folder))
            yield from _chunks(files[0]) if len(files) == 1 else _merged(files)
    except OSError as error:
        what = f"no room to sort: {error.strerror or error}; TMPDIR names another folder for it"
        raise WriteError(what) from error


def _run(lines: Iterator[str]) -> Chunk:
    """The next lines, in order."""
    return sorted(islice(lines, _RUN))


def _laid_aside(runs: Iterable[Chunk], folder: Path) -> list[Path]:
    """Files with the lines of runs, each file in order; a run that follows the one before shares its file."""
    files, last = list[Path](), ""
    for run in runs:
        if not files or run[0] < last:
            files.append(folder / str(len(files)))
        with files[-1].open("ab") as file:
            file.writelines((_text(run), b"\n"))
        last = run[-1]
    return files


def _text(run: Chunk) -> bytes:
    return "\n".join(run).encode()


def _merged(files: list[Path]) -> Iterator[Chunk]:
    """The lines of several such files, in order; no more than `_OPEN` of them are open at a time."""
    while len(files) > _OPEN:
        some, files = files[:_OPEN], files[_OPEN:]
        files.append(some[0].with_name(f"{some[0].name}+"))
        with files[-1].open("wb") as file:
            for chunk in _merged(some):
                file.writelines((_text(chunk), b"\n"))
    lines = heapq.merge(*(chain.from_iterable(_chunks(file)) for file in files))
    return iter(lambda: list(islice(lines, _FEW)), [])
