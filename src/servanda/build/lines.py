"""The lines of an RDF file on which its triples stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from typing import Any

from rdflib import Dataset, URIRef
from rdflib.plugins.parsers.notation3 import RDFSink, SinkParser
from rdflib.plugins.parsers.trig import TrigSinkParser
from rdflib.term import BNode, Node

from servanda.rdf import quiet
from servanda.store import Rdf
from servanda.syntax import Syntax
from servanda.validate import Finding, Place

LARGEST = 5_000_000
"""The bytes that an RDF file may have whose lines are looked up: rdflib reads a megabyte in a second."""

_TURTLE = (Syntax.TURTLE, Syntax.TRIG)
_BY_LINE = (Syntax.NTRIPLES, Syntax.NQUADS)
_LINE = re.compile(r"\s*(<[^>]*>|_:\S+)\s+<([^>]*)>\s+(?:<([^>]*)>|\"((?:[^\"\\]|\\.)*)\")?")
_SPACE = re.compile(r"(?:\s|#[^\n]*)*")
_LOCAL = re.compile(r"[^#/:]+\Z")


class Lines:
    """Where in an RDF file its triples stand: exactly in Turtle, TriG, N-Triples and N-Quads.

    In other syntaxes it is the line on which the subject is first named.
    """

    def __init__(self, rdf: Rdf) -> None:
        """From what parses; RDF of more than `LARGEST` bytes has no lines."""
        self._text = "" if len(rdf.data) > LARGEST else rdf.data.decode("utf-8", "replace")
        self._named = rdf.syntax not in (*_TURTLE, *_BY_LINE)
        self._lines = dict[tuple[str, ...], int]()
        for line, triple in _statements(self._text, rdf.syntax, rdf.base or ""):
            subject, property_, value = triple
            for key in (triple, (subject, property_), (subject,), ("", property_, value)):
                self._lines.setdefault(key, line)

    def locate(self, finding: Finding) -> Place | None:
        """The place of a finding, with its line; as it is where the file does not show one."""
        line = next((self._lines[key] for key in _keys(finding) if key in self._lines), None)
        if line is None and self._named:
            line = self._first(finding.value) or self._first(finding.focus)
        return finding.place and replace(finding.place, unit="line", first=line, last=line)

    def _first(self, node: Node | None) -> int | None:
        """The line on which an IRI is first named, in full or by its last part."""
        if not isinstance(node, URIRef) or not (local := _LOCAL.search(node)):
            return None
        for name in (re.escape(node), rf"[#/:\"']{re.escape(local[0])}"):
            if found := re.search(rf"{name}(?![\w-])", self._text):
                return self._text.count("\n", 0, found.start()) + 1
        return None


def _keys(finding: Finding) -> Iterator[tuple[str, ...]]:
    """What to look for, the most telling first; blank nodes have other labels in other readers."""
    if finding.place and finding.place.said:
        yield "", *finding.place.said
    focus = "" if isinstance(finding.focus, BNode) else str(finding.focus)
    if finding.path is not None:
        if finding.value is not None:
            yield focus, str(finding.path), str(finding.value)
        yield focus, str(finding.path)
    elif isinstance(finding.value, URIRef):
        yield (str(finding.value),)
    if focus:
        yield (focus,)


def _statements(text: str, syntax: Syntax, base: str) -> Iterator[tuple[int, tuple[str, str, str]]]:
    """The triples of a text as plain characters, each with the line of its object; "" for blank nodes."""
    if syntax in _BY_LINE:
        for number, line in enumerate(text.splitlines(), start=1):
            if stated := _LINE.match(line):
                subject, property_, iri, words = stated.groups("")
                yield number, (subject[1:-1] if subject[0] == "<" else "", property_, iri or words)
    elif syntax in _TURTLE:
        yield from _parsed(text, syntax, base)


def _parsed(text: str, syntax: Syntax, base: str) -> Iterator[tuple[int, tuple[str, str, str]]]:
    """The triples of Turtle or TriG, as rdflib's parser comes upon them."""
    with quiet():
        sink = _Sink(text)
        parser = (_NotingTrig if syntax is Syntax.TRIG else _Noting)(sink, baseURI=base, turtle=True)
        try:
            parser.loadStream(StringIO(text))
        except (SyntaxError, ValueError, RecursionError):  # it is Oxigraph that says what RDF is
            return iter(())
    return iter(sink.found)


class _Sink(RDFSink):
    """Takes the triples of a parser, each with the line on which its object begins."""

    def __init__(self, text: str) -> None:
        super().__init__(Dataset())
        self._ends = [end.end() for end in re.finditer("\n", text)]
        self.found: list[tuple[int, tuple[str, str, str]]] = []
        self.ahead: list[int] = []
        """Where the objects begin of which the parser makes statements next."""

    def makeStatement(self, quadruple: Any, why: object = None) -> None:  # noqa: ANN401, N802 rdflib calls it so
        """Notes a statement."""
        del why
        formula, property_, subject, value = quadruple
        terms = (self.normalise(formula, term) for term in (subject, property_, value))
        subject, property_, value = ("" if isinstance(term, BNode) else str(term) for term in terms)
        place = self.ahead.pop(0) if self.ahead else 0
        self.found.append((bisect_right(self._ends, place) + 1, (subject, property_, value)))


class _Noting(SinkParser):
    """A parser that tells its sink where the objects of each list begin."""

    def __init__(self, sink: _Sink, **how: Any) -> None:  # noqa: ANN401 as rdflib has them
        super().__init__(sink, **how)
        self._sink = sink
        self._open: list[tuple[Any, list[int]]] = []

    def objectList(self, argstr: str, i: int, res: Any) -> int:  # noqa: ANN401, N802 rdflib calls it so
        """The place behind a list of objects; statements of all of them follow."""
        self._open.append((res, []))
        end = super().objectList(argstr, i, res)
        _, self._sink.ahead = self._open.pop()
        return end

    def object(self, argstr: str, i: int, res: Any) -> int:  # noqa: ANN401 as rdflib has it
        """The place behind an object, whose own place is noted if it stands in a list."""
        if self._open and self._open[-1][0] is res and (space := _SPACE.match(argstr, i)):
            self._open[-1][1].append(space.end())
        return super().object(argstr, i, res)


class _NotingTrig(_Noting, TrigSinkParser):
    """The same for TriG."""
