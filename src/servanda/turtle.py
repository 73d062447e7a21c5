"""Turtle and TriG for people: prefixes, one block per subject, `a` first, everything in order.

Terms come as N-Triples writes them (`<http://…>`, `"…"@en`, `_:b0`), so nothing is escaped here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

Terms: TypeAlias = tuple[str, str, str]
"""Subject, predicate and object of a triple, as N-Triples writes them."""

_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_IRI = re.compile(r"<(.*[#/])([A-Za-z_](?:[\w-]*\w)?)>\Z", re.ASCII)
_TYPED = re.compile(r'("(.*)")\^\^(<.*>)\Z', re.DOTALL)
_BARE = {
    f"<{_XSD}boolean>": re.compile(r"true|false"),
    f"<{_XSD}integer>": re.compile(r"[+-]?[0-9]+"),
    f"<{_XSD}decimal>": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
}
_DIGITS = re.compile(r"(\d+)")


def turtle(triples: Iterable[Terms], prefixes: Mapping[str, str]) -> str:
    """`triples` as a Turtle document that declares those of `prefixes` it uses."""
    writer = _Writer(prefixes)
    body = "\n".join(writer.blocks(triples, ""))
    return writer.header() + body


def trig(graphs: Mapping[str, Iterable[Terms]], prefixes: Mapping[str, str]) -> str:
    """`graphs`, by name as N-Triples writes it, as TriG; the name "" is the default graph."""
    writer = _Writer(prefixes)
    parts = []
    for name in sorted(graphs):
        body = "\n".join(writer.blocks(graphs[name], "    " if name else ""))
        parts.append(f"{writer.short(name)} {{\n{body}}}\n" if name else body)
    return writer.header() + "\n".join(parts)


class _Writer:
    """Writes terms with prefixes, and remembers which it used."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._names = {namespace: prefix for prefix, namespace in prefixes.items()}
        self._used: set[str] = set()

    def header(self) -> str:
        """The declarations of the prefixes used so far, sorted, and a blank line."""
        used = ((prefix, iri) for iri, prefix in self._names.items() if iri in self._used)
        lines = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in sorted(used))
        return f"{lines}\n" if lines else ""

    def blocks(self, triples: Iterable[Terms], indent: str) -> Iterator[str]:
        """One block per subject, numbers in IRIs in the order of numbers."""
        by_subject = groupby(sorted(triples), key=itemgetter(0))
        subjects = {subject: tuple(group) for subject, group in by_subject}
        for subject in sorted(subjects, key=_natural):
            yield self._block(subject, subjects[subject], indent)

    def short(self, term: str) -> str:
        """One term, as short as Turtle can write it without escapes."""
        if term.startswith("<"):
            return self._iri(term)
        typed = _TYPED.match(term)
        if typed is None:
            return term
        quoted, text, datatype = typed.groups()
        if datatype in _BARE and _BARE[datatype].fullmatch(text):
            return text
        return f"{quoted}^^{self._iri(datatype)}"

    def _block(self, subject: str, triples: tuple[Terms, ...], indent: str) -> str:
        """All that is said of one subject."""
        lines = [
            f"{'a' if predicate == _TYPE else self._iri(predicate)} "
            + " , ".join(self.short(triple[2]) for triple in group)
            for predicate, group in groupby(sorted(triples, key=_type_first), key=itemgetter(1))
        ]
        return f"{indent}{self.short(subject)} " + f" ;\n{indent}    ".join(lines) + " .\n"

    def _iri(self, term: str) -> str:
        """An IRI with its prefix, if it has one and its last part needs no escape."""
        split = _IRI.match(term)
        if split is None or split[1] not in self._names:
            return term
        self._used.add(split[1])
        return f"{self._names[split[1]]}:{split[2]}"


def _type_first(triple: Terms) -> tuple[bool, str, str]:
    """A key that sorts the triples of one subject, its types before all else."""
    return triple[1] != _TYPE, triple[1], triple[2]


def _natural(term: str) -> tuple[str | int, ...]:
    """A key that sorts `…=9,12` before `…=10,12`, and a document before its parts."""
    parts = _DIGITS.split(term.removesuffix(">"))
    return tuple(int(part) if part.isdigit() else part for part in parts)
