"""Where a finding stands: the thing that it is about, the passage around it, and its first words."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rdflib import BNode, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS
from rdflib.term import Node

from servanda.model import Span
from servanda.store import Store
from servanda.validate.findings import Finding, Place
from servanda.vocab import OA, PREFIXES, SV

_WORDS = 60
_THINGS = dict.fromkeys(("annex", "char", "paragraph", "section", "span"), "words")
_NUMBERING: Mapping[URIRef | None, str] = {
    SV.skippedNumber: "between {whats} {before} and {number}",
    SV.repeatedNumber: "{what} {number} after {what} {before}",
}
"""How a finding about the numbering names the passages on both sides of it."""

_PART = re.compile(r"(?P<document>.+)#(?P<what>[\w-]+)=(?P<start>\d{1,12}),(?P<end>\d{1,12})")
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Places:
    """Where findings in one graph stand."""

    def __init__(self, data: Store) -> None:
        self._data = data
        self._passages = dict[URIRef, list[tuple[Span, Node]]]()

    def place(self, finding: Finding) -> Place:
        """Where a finding stands in the text of its document, as far as the graph tells.

        The value that breaks a shape counts before the node that has it. Numbers in the file are not known.
        """
        data = self._data
        for node in (finding.value, finding.focus):
            if node is not None and (part := _part(node, data)):
                document, what, span = part
                passages = self._around(document, span)
                around = _between(finding, passages, data) or _around(passages, data)
                thing, quote = _THINGS.get(what, what), _quote(data, document, span)
                return Place(thing, around, quote, offset=span.start, end=span.end, said=_said(node, data))
        found = finding.value if finding.path is None and isinstance(finding.value, URIRef) else finding.focus
        return Place(_name(found, data), said=_said(found, data))

    def _around(self, document: URIRef, span: Span) -> list[Node]:
        """The passages around a span, the narrowest first."""
        if document not in self._passages:
            data = self._data
            parts = ((_part(one, data), one) for one in data.subjects(SV.passageOf, document))
            known = ((part[2], one) for part, one in parts if part)
            self._passages[document] = sorted(known, key=lambda one: (one[0].end - one[0].start, str(one[1])))
        return [passage for own, passage in self._passages[document] if span in own]


def _said(node: Node, data: Store) -> tuple[str, str] | None:
    """The property of a blank node with the longest value that no other thing has, and that value.

    Labels of blank nodes differ between readers.
    """
    if not isinstance(node, BNode):
        return None
    own = (triple for triple in data.triples(node) if not isinstance(triple[2], BNode))
    alone = ((link, value) for _, link, value in own if len([*data.triples(None, link, value)]) == 1)
    pairs = ((str(link), str(value)) for link, value in alone)
    return max(pairs, key=lambda pair: (len(pair[1]), pair), default=None)


def _part(node: Node, data: Store) -> tuple[URIRef, str, Span] | None:
    """The document, the kind and the characters of what stands in a text; None for anything else."""
    if isinstance(node, Literal):
        return None
    if (
        isinstance(node, URIRef)
        and (part := _PART.fullmatch(node))
        and int(part["start"]) <= int(part["end"])
    ):
        span = Span(int(part["start"]), int(part["end"]))
        return URIRef(part["document"]), part["what"].replace("-", " "), span
    return _cited(node, data)


def _cited(node: Node, data: Store) -> tuple[URIRef, str, Span] | None:
    """The same for a thing with an IRI of another form, by its span."""
    own = data.value(node, SV.evidence) or node
    start, end = (
        value.value if isinstance(value := data.value(own, offset), Literal) else None
        for offset in (OA.start, OA.end)
    )
    document = data.value(own, SV.spanOf)
    if not isinstance(document, URIRef) or not isinstance(start, int) or not isinstance(end, int):
        return None
    return (document, _kind(node, data), Span(start, end)) if 0 <= start <= end else None


def _kind(node: Node, data: Store) -> str:
    """What a thing of our ontology is, in a word or two: the name of its class."""
    kinds = [str(kind) for kind in data.values(node, RDF.type)]
    names = [kind.removeprefix(PREFIXES["sv"]) for kind in kinds if kind.startswith(PREFIXES["sv"])]
    known = (name for name in sorted(names) if name in SV.__annotations__)
    return _CAPITAL.sub(" ", min(known, key=len, default="words")).lower()


def _between(finding: Finding, passages: Sequence[Node], data: Store) -> str:
    """The numbers on both sides of a gap or repeat, and of what holds them; "" for other findings."""
    before = data.value(data.value(finding.focus, SV.numberedAfter), SV.number)
    number = data.value(finding.focus, SV.number)
    if finding.path not in _NUMBERING or before is None or number is None:
        return ""
    what = _what(finding.focus, data)
    whats = f"{what}{'es' if what.endswith('x') else 's'}"
    sides = _NUMBERING[finding.path].format(what=what, whats=whats, before=before, number=number)
    return " of ".join((sides, *_numbered((one for one in passages if one != finding.focus), data)))


def _around(passages: Sequence[Node], data: Store) -> str:
    """The numbers of the passages around something, else the nearest heading, else nothing."""
    if numbered := " of ".join(_numbered(passages, data)):
        return numbered
    headings = (data.value(passage, SV.heading) for passage in passages)
    return next((f"under “{heading}”" for heading in headings if heading is not None), "")


def _numbered(passages: Iterable[Node], data: Store) -> Iterator[str]:
    """The passages that have a number, each called by it: "paragraph 2", "article 5"."""
    for passage in passages:
        if (number := data.value(passage, SV.number)) is not None:
            yield f"{_what(passage, data)} {number}"


def _what(passage: Node, data: Store) -> str:
    """What a passage calls itself before its number ("Article 5"), else what kind of passage it is."""
    words = str(data.value(data.value(passage, SV.evidence), OA.exact) or "")
    number = re.escape(str(data.value(passage, SV.number)))
    if printed := re.match(rf"\W*([A-Za-z]{{3,}})\W{{1,2}}{number}\b", words):
        return printed[1].lower()
    part = _part(passage, data)
    return part[1] if part else "passage"


def _quote(data: Store, document: URIRef, span: Span) -> str:
    """The first words that a span covers, on one line."""
    words = " ".join(str(data.value(document, SV.text) or "")[span.start : span.end].split())
    return textwrap.shorten(words, _WORDS, placeholder=" …")


def _name(node: Node, data: Store) -> str:
    label = data.value(node, SKOS.prefLabel) or data.value(node, DCTERMS.title)
    return f"“{label}” ({node})" if label else str(node)
