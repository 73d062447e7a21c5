"""What core SHACL cannot ask of a graph.

That is that its terms exist, its literals are values, its classes agree, and no text in it holds an
e-mail address or a phone number. Each check has a shape of its own name in reports. They are plain code:
as SPARQL constraints they would cost more than all shapes together, and a literal without a value stops
pySHACL.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import cast

from rdflib import Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SH, XSD
from rdflib.term import Identifier, Node

from servanda.read.contacts import mask
from servanda.store import Store, Triple
from servanda.validate.findings import Finding
from servanda.vocab import PREFIXES, SV

_SV = PREFIXES["sv"]
_SHAPE = PREFIXES["svsh"]

_PROPERTIES = frozenset(name for name in SV.__annotations__ if name[0].islower())
_CLASSES = frozenset(SV.__annotations__) - _PROPERTIES

CLASSES_DISJOINT = URIRef(f"{_SHAPE}classes-disjoint")
CONTACT_DATA = URIRef(f"{_SHAPE}contact-data")
LITERAL_FORM = URIRef(f"{_SHAPE}literal-form")
TERM_CLASS = URIRef(f"{_SHAPE}term-class")
TERM_PROPERTY = URIRef(f"{_SHAPE}term-property")
NAMED = (CLASSES_DISJOINT, CONTACT_DATA, LITERAL_FORM, TERM_CLASS, TERM_PROPERTY)
"""The shapes that stand here and in no file."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a shape is about, at what it looks, what it asks, and what to mend."""

    title: str
    looks_at: str
    asks: str
    mend: str


_CONTACT = (
    "The text holds an e-mail address or a phone number: take it out, contacts do not belong in a graph."
)


TOLD: Mapping[str, Told] = MappingProxyType(
    {
        "classes-disjoint": Told(
            "classes that agree",
            "whatever has a class",
            "it belongs to no two classes of which the ontology says that nothing is both",
            "Take one of the two classes away.",
        ),
        "contact-data": Told(
            "contact data", "each text", "it holds no e-mail address and no phone number", _CONTACT
        ),
        "literal-form": Told(
            "literals with a value",
            "each literal with a datatype",
            "its characters are a value of that datatype: 2019-02-30 is no xsd:date",
            "Mend the value, or give it the datatype it has.",
        ),
        "term-class": Told(
            "known classes",
            f"each class of <{_SV}>",
            "the ontology has it",
            "Write the class as the ontology does: see the files of ontology/.",
        ),
        "term-property": Told(
            "known properties",
            f"each property of <{_SV}>",
            "the ontology has it",
            "Write the property as the ontology does: see the files of ontology/.",
        ),
    }
)
"""The same shapes in words, by their local names."""


def check(data: Store) -> Iterator[Finding]:
    """All that is wrong with the terms of `data`."""
    yield from _unknown_terms(data)
    yield from _disjoint(data)
    for value in data.literals():
        if value.datatype in (None, XSD.string) and mask(value)[1]:
            yield from _with(data, value, _CONTACT, CONTACT_DATA, SH.PatternConstraintComponent)
        if value.ill_typed:
            message = f"The value is no {short(value.datatype)}: mend it, or give it the datatype it has."
            yield from _with(data, value, message, LITERAL_FORM, SH.DatatypeConstraintComponent)


def _with(data: Store, value: Literal, message: str, shape: URIRef, component: URIRef) -> Iterator[Finding]:
    """A finding for each triple that has a value."""
    return (_finding(triple, message, shape, component) for triple in data.triples(None, None, value))


def _unknown_terms(data: Store) -> Iterator[Finding]:
    """The properties and classes of our namespace that the ontology does not have."""
    for term in map(URIRef, data.vocabulary()):
        name = _local(term)
        if name is not None and name not in _PROPERTIES:
            for triple in data.triples(None, term):
                message = _unknown("property", name, _PROPERTIES)
                yield _finding(triple, message, TERM_PROPERTY, SH.InConstraintComponent)
        if name is not None and name not in _CLASSES:
            for triple in data.triples(None, RDF.type, term):
                message = _unknown("class", name, _CLASSES)
                yield _finding(triple, message, TERM_CLASS, SH.InConstraintComponent)


def _disjoint(data: Store) -> Iterator[Finding]:
    """The things that belong to two classes which have nothing in common."""
    apart = sorted((left, right) for left, _, right in data.triples(None, OWL.disjointWith))
    classes = defaultdict[Node, set[Node]](set)
    for subject, _, class_ in data.triples(None, RDF.type):
        classes[subject].add(class_)
    together = defaultdict[frozenset[Node], list[Node]](list)
    for subject, own in classes.items():
        together[frozenset(own)].append(subject)
    for own_classes, subjects in together.items():
        above = _above(data, own_classes)
        for left, right in apart:
            if {left, right} <= above:
                message = f"Nothing is both {short(left)} and {short(right)}: take one of the two away."
                for subject in subjects:
                    triple = (subject, RDF.type, right)
                    yield _finding(triple, message, CLASSES_DISJOINT, SH.NotConstraintComponent)


def _above(data: Store, classes: Iterable[Node]) -> set[Node]:
    """Classes with all that are above them."""
    found, ahead = set[Node](), set(classes)
    while ahead:
        found |= ahead
        ahead = {above for one in ahead for above in data.values(one, RDFS.subClassOf)} - found
    return found


def _finding(triple: Triple, message: str, shape: URIRef, component: URIRef) -> Finding:
    """A violation in one triple."""
    focus, path, value = (cast("Identifier", term) for term in triple)
    return Finding(focus, URIRef(path), value, "Violation", message, shape, component)


def _local(term: Node) -> str | None:
    """The local name of a term of our namespace, None for any other term."""
    return str(term).removeprefix(_SV) if isinstance(term, URIRef) and term.startswith(_SV) else None


def _unknown(kind: str, name: str, known: Iterable[str]) -> str:
    """What to write instead of the unknown `name`."""
    near = get_close_matches(name, sorted(known), n=1)
    hint = f"; did you mean sv:{near[0]}?" if near else ": see the files of ontology/."
    return f"The ontology has no {kind} sv:{name}{hint}"


def short(term: Node | None) -> str:
    """An IRI with its prefix, if the project has one for it."""
    for prefix, namespace in PREFIXES.items():
        if isinstance(term, URIRef) and term.startswith(namespace):
            return f"{prefix}:{term.removeprefix(namespace)}"
    return str(term)
