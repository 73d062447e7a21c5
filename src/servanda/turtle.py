"""Turtle and TriG for people: prefixes, a block for each subject, `a` first, everything in order.

Terms come as N-Triples writes them (`<http://…>`, `"…"@en`, `_:b0`), so nothing is escaped here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

from servanda.nquads import Quad

Block: TypeAlias = tuple[str, str]
"""A subject, and the lines of all that is said of it."""

_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_TITLE = "<http://purl.org/dc/terms/title>"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_IRI = re.compile(r"<(.*[#/])([A-Za-z_](?:[\w-]*\w)?)>\Z", re.ASCII)
_BARE = {
    f"<{_XSD}boolean>": re.compile(r'"(true|false)"'),
    f"<{_XSD}integer>": re.compile(r'"([+-]?[0-9]+)"'),
    f"<{_XSD}decimal>": re.compile(r'"([+-]?[0-9]*\.[0-9]+)"'),
}
_DIGITS = re.compile(r"(\d+)")


def turtle(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> Iterator[str]:
    """The parts of a Turtle document with the triples of sorted `quads`, each once.

    Subjects stand under the graph whose name begins theirs, or else under the one that says most of them.
    """
    writer = _Writer(prefixes)
    sections = dict[str, list[Block]]()
    for subject, said in groupby(quads, key=itemgetter(0)):
        rows = list(said)
        block = subject, writer.block(rows, "")
        sections.setdefault(_home(subject, rows), []).append(block)
    yield writer.header()
    between = ""
    for graph in sorted(sections, key=natural):
        heading = f"# {writer.titles.get(graph, graph)}\n\n" if len(sections) > 1 else ""
        yield f"{between}{heading}" + "\n".join(_in_order(sections[graph]))
        between = "\n"


def trig(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> Iterator[str]:
    """The parts of a TriG document with sorted `quads`; the default graph comes first, without braces."""
    writer = _Writer(prefixes)
    graphs = dict[str, list[Block]]()
    for subject, said in groupby(quads, key=itemgetter(0)):
        by_graph = dict[str, list[Quad]]()
        for row in said:
            by_graph.setdefault(row[3], []).append(row)
        for graph, rows in by_graph.items():
            block = subject, writer.block(rows, "    " if graph else "")
            graphs.setdefault(graph, []).append(block)
    names = {graph: writer.short(graph) for graph in graphs if graph}
    yield writer.header()
    between = ""
    for graph in sorted(graphs):
        heading = f"# {writer.titles[graph]}\n" if graph in writer.titles else ""
        body = "\n".join(_in_order(graphs[graph]))
        yield between + (f"{heading}{names[graph]} {{\n{body}}}\n" if graph else body)
        between = "\n"


class _Writer:
    """Writes terms with prefixes, and remembers which it used, and what documents are called."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._names = {namespace: prefix for prefix, namespace in prefixes.items()}
        self._used = set[str]()
        self._short = dict[str, str]()
        self.titles = dict[str, str]()
        """What the documents are called whose blocks were written, by their graphs."""

    def header(self) -> str:
        """The declarations of the prefixes used so far, sorted, and a blank line."""
        used = ((prefix, iri) for iri, prefix in self._names.items() if iri in self._used)
        lines = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(used))
        return f"{lines}\n" if lines else ""

    def short(self, term: str) -> str:
        """One term, as short as Turtle can write it without escapes."""
        if term.startswith("<"):
            return self._iri(term)
        if not term.endswith(">"):
            return term
        quoted, _, datatype = term.rpartition("^^")
        if datatype in _BARE and (bare := _BARE[datatype].fullmatch(quoted)):
            return bare[1]
        return f"{quoted}^^{self._iri(datatype)}"

    def block(self, rows: list[Quad], indent: str) -> str:
        """All that is said of one subject; a triple that follows itself counts once."""
        lines, before = list[str](), ("", "")
        types = ""
        for subject, predicate, object_, graph in rows:
            if (predicate, object_) == before:
                continue
            text = self.short(object_)
            if predicate == _TYPE:
                types = f"{types} , {text}" if types else f"a {text}"
            elif predicate == before[0]:
                lines[-1] = f"{lines[-1]} , {text}"
            else:
                lines.append(f"{self._iri(predicate)} {text}")
            if predicate == _TITLE and subject == graph and object_.startswith('"'):
                self.titles[graph] = object_[1 : object_.rindex('"')]
            before = predicate, object_
        if types:
            lines.insert(0, types)
        return f"{indent}{self.short(rows[0][0])} " + f" ;\n{indent}    ".join(lines) + " .\n"

    def _iri(self, term: str) -> str:
        """An IRI with its prefix, if it has one and its last part needs no escape."""
        if known := self._short.get(term):
            return known
        split = _IRI.match(term)
        if split is None or split[1] not in self._names:
            return term
        self._used.add(split[1])
        self._short[term] = short = f"{self._names[split[1]]}:{split[2]}"
        return short


def _home(subject: str, rows: list[Quad]) -> str:
    """The graph under which a subject stands."""
    graphs = Counter(row[3] for row in rows)
    if len(graphs) == 1:
        return rows[0][3]
    own = f"{subject.partition('#')[0].removesuffix('>')}>"
    return own if own in graphs else max(sorted(graphs), key=graphs.__getitem__)


def _in_order(blocks: list[Block]) -> Iterator[str]:
    """The blocks, numbers in the IRIs of their subjects in the order of numbers."""
    return (text for _, text in sorted(blocks, key=lambda block: natural(block[0])))


def natural(term: str) -> tuple[str | int, ...]:
    """A key that sorts `…=9,12` before `…=10,12`, and a document before its parts.

    >>> natural("<https://example.org/d#char=9,12>")
    ('<https://example.org/d#char=', 9, ',', 12, '')
    """
    parts = _DIGITS.split(term.removesuffix(">"))
    return tuple(int(part) if part.isdigit() else part for part in parts)
