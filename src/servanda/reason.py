"""What follows from the data and the ontology, by OWL 2 RL.

owlrl closes the class and property axioms, once; they become CONSTRUCT rules, and the store runs
these until nothing new follows. That is a hundred times faster than owlrl on the data.

Two things are left out, because nobody asks for them and they would double the graph: that
everything is an `owl:Thing` the same as itself, and membership in classes without a name.
Contradictions are for the shapes to find.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeGuard

from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, XSD
from rdflib.term import Node

from servanda import iris
from servanda.errors import DataError
from servanda.store import Store

_KINDS = frozenset(
    {
        OWL.AnnotationProperty,
        OWL.Class,
        OWL.DatatypeProperty,
        OWL.ObjectProperty,
        OWL.Restriction,
        OWL.SymmetricProperty,
        OWL.TransitiveProperty,
        RDF.List,
        RDF.Property,
        RDFS.Class,
        RDFS.Datatype,
    }
)
_AXIOMS = frozenset(
    {
        OWL.allValuesFrom,
        OWL.equivalentClass,
        OWL.equivalentProperty,
        OWL.hasValue,
        OWL.intersectionOf,
        OWL.inverseOf,
        OWL.onProperty,
        OWL.propertyChainAxiom,
        OWL.someValuesFrom,
        OWL.unionOf,
        RDF.first,
        RDF.rest,
        RDFS.domain,
        RDFS.range,
        RDFS.subClassOf,
        RDFS.subPropertyOf,
    }
)
_WITHOUT_RULE = frozenset(
    {
        OWL.FunctionalProperty,
        OWL.InverseFunctionalProperty,
        OWL.hasKey,
        OWL.maxCardinality,
        OWL.maxQualifiedCardinality,
        OWL.oneOf,
        OWL.sameAs,
    }
)
_EVERYTHING = frozenset({OWL.Thing, RDFS.Resource})
_BUILT_IN = (str(OWL), str(XSD), str(RDFS.Literal), str(RDFS.Resource))


def infer(store: Store) -> int:
    """Fills the graph of inferred triples with all that follows from `store`; the number added.

    Raises DataError if the ontology uses a construct of OWL for which there is no rule.
    """
    found = rules(store.graph(iris.ONTOLOGY_GRAPH))
    total = 0
    while new := sum(store.derive(rule, iris.INFERRED_GRAPH) for rule in found):
        total += new
    return total


def rules(ontology: Graph) -> tuple[str, ...]:
    """The axioms of `ontology` and what follows from them, as SPARQL CONSTRUCT queries, sorted.

    Raises DataError if `ontology` uses a construct of OWL for which there is no rule.
    """
    schema = _closed(ontology)
    return tuple(
        sorted(
            (
                *_about_classes(schema),
                *_about_properties(schema),
                *_about_ends(schema),
                *_chains(schema),
                *_expressions(schema),
            )
        )
    )


def _closed(ontology: Graph) -> Graph:
    """The class and property axioms of `ontology` with all that follow from them; no individuals."""
    schema = Graph(bind_namespaces="none")
    for subject, predicate, object_ in ontology:
        for term in _WITHOUT_RULE & {predicate, object_}:
            raise DataError(f"the ontology uses {term} for {subject}, which has no rule in reason.py")
        if predicate in _AXIOMS or (predicate == RDF.type and object_ in _KINDS):
            schema.add((subject, predicate, object_))
    closure = DeductiveClosure(OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False)
    closure.expand(schema)
    return schema


# --- axioms between names: one rule for all of a kind --------------------------------------------


def _about_classes(schema: Graph) -> Iterator[str]:
    """A member of a class is one of each class above it."""
    pairs = _pairs(schema, RDFS.subClassOf)
    yield from _rule("?x a ?above", "?x a ?class .", "?class ?above", pairs)


def _about_properties(schema: Graph) -> Iterator[str]:
    """What a property links, those above it link too; and inverse, symmetric and transitive properties."""
    subs = _pairs(schema, RDFS.subPropertyOf)
    yield from _rule("?x ?above ?y", "?x ?property ?y .", "?property ?above", subs)
    inverses = _pairs(schema, OWL.inverseOf)
    both_ways = (*inverses, *(pair[::-1] for pair in inverses), *_kind(schema, OWL.SymmetricProperty, 2))
    yield from _rule("?y ?inverse ?x", "?x ?property ?y .", "?property ?inverse", both_ways)
    transitive = _kind(schema, OWL.TransitiveProperty, 1)
    yield from _rule("?x ?property ?z", "?x ?property ?y . ?y ?property ?z .", "?property", transitive)


def _about_ends(schema: Graph) -> Iterator[str]:
    """What a property links belongs to its domain and its range."""
    domains = _pairs(schema, RDFS.domain)
    yield from _rule("?x a ?class", "?x ?property ?y .", "?property ?class", domains)
    ranges = _pairs(schema, RDFS.range)
    yield from _rule("?y a ?class", "?x ?property ?y .", "?property ?class", ranges)


def _chains(schema: Graph) -> Iterator[str]:
    """A chain of properties makes a link of its own."""
    for above, steps in schema.subject_objects(OWL.propertyChainAxiom):
        path = "/".join(step.n3() for step in Collection(schema, steps))
        yield from _rule(f"?x {above.n3()} ?y", f"?x {path} ?y .")


def _pairs(schema: Graph, axiom: URIRef) -> tuple[tuple[URIRef, ...], ...]:
    """The names that `axiom` links, without what goes without saying."""
    return tuple(
        (left, right)
        for left, right in schema.subject_objects(axiom)
        if _told(left) and _told(right) and (left != right or axiom == OWL.inverseOf)
    )


def _kind(schema: Graph, kind: URIRef, times: int) -> tuple[tuple[URIRef, ...], ...]:
    """The properties of a `kind`, each as a row that names it so many times."""
    return tuple((found,) * times for found in schema.subjects(RDF.type, kind) if _told(found))


# --- axioms with restrictions: a rule each -------------------------------------------------------


def _expressions(schema: Graph) -> Iterator[str]:
    """What belongs to one class belongs to the one above it, where either of them has no name."""
    for below, above in schema.subject_objects(RDFS.subClassOf):
        if below != above and not (isinstance(below, URIRef) and isinstance(above, URIRef)):
            conclusion, further = _conclusion(schema, above)
            condition = _joined(" ", (_condition(schema, below), further))
            if conclusion and condition:
                yield from _rule(conclusion, condition)


def _condition(schema: Graph, expression: Node, member: str = "?x") -> str | None:
    """The pattern that matches the members of a class: empty for everything, None if there is none."""
    if isinstance(expression, URIRef):
        return "" if expression in _EVERYTHING else f"{member} a {expression.n3()} ."
    if (parts := schema.value(expression, OWL.intersectionOf)) is not None:
        return _joined(" ", (_condition(schema, part, member) for part in Collection(schema, parts)))
    if (parts := schema.value(expression, OWL.unionOf)) is not None:
        patterns = (_condition(schema, part, member) for part in Collection(schema, parts))
        either = _joined(" } UNION { ", patterns)
        return either and f"{{ {either} }}"
    return _restricting(schema, expression, member)


def _restricting(schema: Graph, expression: Node, member: str) -> str | None:
    """The pattern that matches the members of a restriction, None if it is of another kind."""
    step, value = _restriction(schema, expression, OWL.hasValue)
    if value is not None:
        return f"{member} {step} {value.n3()} ."
    step, filler = _restriction(schema, expression, OWL.someValuesFrom)
    if filler is None:
        return None
    return _joined(" ", (f"{member} {step} {member}_ .", _condition(schema, filler, f"{member}_")))


def _joined(by: str, patterns: Iterable[str | None]) -> str | None:
    """`patterns` as one, if there is each of them."""
    found = tuple(patterns)
    return None if None in found else by.join(pattern for pattern in found if pattern)


def _conclusion(schema: Graph, expression: Node) -> tuple[str, str]:
    """What membership in a class tells of `?x`, or nothing, and the pattern that this needs beside it."""
    if isinstance(expression, URIRef):
        return (f"?x a {expression.n3()}" if _told(expression) else ""), ""
    step, value = _restriction(schema, expression, OWL.hasValue)
    if value is not None:
        return f"?x {step} {value.n3()}", ""
    step, filler = _restriction(schema, expression, OWL.allValuesFrom)
    if filler is not None and _told(filler):
        return f"?value a {filler.n3()}", f"?x {step} ?value ."
    return "", ""


def _restriction(schema: Graph, expression: Node, kind: URIRef) -> tuple[str, Node | None]:
    """The property and the value of a restriction of one kind; no value if it is of another."""
    step = schema.value(expression, OWL.onProperty)
    return (step.n3() if isinstance(step, URIRef) else ""), schema.value(expression, kind)


# --- rules ---------------------------------------------------------------------------------------


def _told(term: Node) -> TypeGuard[URIRef]:
    """Whether rules speak of a class or property: it has a name, and is none of those that come with OWL."""
    return isinstance(term, URIRef) and not str(term).startswith(_BUILT_IN)


def _rule(
    conclusion: str, condition: str, columns: str = "", rows: Iterable[tuple[URIRef, ...]] = ()
) -> Iterator[str]:
    """A query that adds `conclusion` wherever `condition` holds, for each of `rows` if it has columns."""
    lines = sorted({" ".join(term.n3() for term in row) for row in rows})
    if lines or not columns:
        values = f"VALUES ({columns}) {{ ({') ('.join(lines)}) }} " if columns else ""
        yield (
            f"CONSTRUCT {{ {conclusion} }} WHERE {{ {values}{condition} "
            f"FILTER NOT EXISTS {{ {conclusion} }} }}"
        )
