"""What core SHACL cannot ask of a graph.

That is that its terms exist, its literals are values, its classes agree, and no text in it holds an
e-mail address or a phone number. Each check has a shape of its own name in reports. They are plain code:
as SPARQL constraints they would cost more than all shapes together, and a literal without a value stops
pySHACL.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType
from typing import TypeGuard, cast

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SH, XSD
from rdflib.term import Identifier, Node

from servanda.read.contacts import mask
from servanda.store import Triple
from servanda.validate.findings import Finding
from servanda.vocab import PREFIXES, SV

_SV = PREFIXES["sv"]
_SHAPE = PREFIXES["svsh"]

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


def check(data: Graph) -> Iterator[Finding]:
    """All that is wrong with the terms of `data`."""
    yield from _properties(data)
    yield from _classes(data)
    yield from _disjoint(data)
    for subject, property_, value in data:
        if _holds_contact(value):
            yield _finding((subject, property_, value), _CONTACT, CONTACT_DATA, SH.PatternConstraintComponent)
        if ill_formed(value):
            message = f"The value is no {short(value.datatype)}: mend it, or give it the datatype it has."
            component = SH.DatatypeConstraintComponent
            yield _finding((subject, property_, value), message, LITERAL_FORM, component)


def _holds_contact(value: Node) -> bool:
    """Whether `value` is a text with an e-mail address or a phone number in it."""
    return isinstance(value, Literal) and value.datatype in (None, XSD.string) and mask(value)[1] > 0


def ill_formed(value: Node) -> TypeGuard[Literal]:
    """Whether `value` is a literal whose characters are none of its datatype."""
    return isinstance(value, Literal) and value.ill_typed is True


def _properties(data: Graph) -> Iterator[Finding]:
    """The properties of our namespace that the ontology does not have."""
    known = {name for name in SV.__annotations__ if name[0].islower()}
    for property_ in set(data.predicates()):
        if (name := _local(property_)) is not None and name not in known:
            message = _unknown("property", name, known)
            for subject, value in data.subject_objects(property_):
                yield _finding((subject, property_, value), message, TERM_PROPERTY, SH.InConstraintComponent)


def _classes(data: Graph) -> Iterator[Finding]:
    """The classes of our namespace that the ontology does not have."""
    known = {name for name in SV.__annotations__ if name[0].isupper()}
    for class_ in set(data.objects(None, RDF.type)):
        if (name := _local(class_)) is not None and name not in known:
            message = _unknown("class", name, known)
            for subject in data.subjects(RDF.type, class_):
                yield _finding((subject, RDF.type, class_), message, TERM_CLASS, SH.InConstraintComponent)


def _disjoint(data: Graph) -> Iterator[Finding]:
    """The things that belong to two classes which have nothing in common."""
    apart = sorted(data.subject_objects(OWL.disjointWith))
    together = defaultdict[frozenset[Node], list[Node]](list)
    for subject in set(data.subjects(RDF.type, None)):
        together[frozenset(data.objects(subject, RDF.type))].append(subject)
    for classes, subjects in together.items():
        above = {up for class_ in classes for up in data.transitive_objects(class_, RDFS.subClassOf)}
        for left, right in apart:
            if {left, right} <= above:
                message = f"Nothing is both {short(left)} and {short(right)}: take one of the two away."
                for subject in subjects:
                    triple = (subject, RDF.type, right)
                    yield _finding(triple, message, CLASSES_DISJOINT, SH.NotConstraintComponent)


def _finding(triple: Triple, message: str, shape: URIRef, component: URIRef) -> Finding:
    """A violation in one triple."""
    focus, path, value = (cast("Identifier", term) for term in triple)
    return Finding(focus, URIRef(path), value, "Violation", message, shape, component)


def _local(term: Node) -> str | None:
    """The local name of a term of our namespace, None for any other term."""
    return str(term).removeprefix(_SV) if isinstance(term, URIRef) and term.startswith(_SV) else None


def _unknown(kind: str, name: str, known: set[str]) -> str:
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
