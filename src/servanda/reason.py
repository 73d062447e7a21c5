"""What follows from the data and the ontology, by OWL 2 RL.

The class and property axioms are closed by the rules that OWL 2 RL has for schemas; they become
CONSTRUCT rules, and the store runs these until nothing new follows. That is a hundred times faster than
owlrl, with which a test compares it.

Two things are left out, because nobody asks for them and they would double the graph: that
everything is an `owl:Thing` the same as itself, and membership in classes without a name.
Contradictions are for the shapes to find.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeGuard

from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, XSD
from rdflib.term import Node

from servanda import iris
from servanda.errors import DataError
from servanda.store import Store


def _listed(terms: Iterable[URIRef]) -> str:
    """IRIs as SPARQL writes several of them."""
    return " ".join(sorted(term.n3() for term in terms))


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
_SCHEMA_AXIOMS = (
    # scm-cls, scm-eqc1, scm-sco, scm-int, scm-uni
    ("?a rdfs:subClassOf owl:Thing", "?a a owl:Class"),
    ("?a rdfs:subClassOf ?b . ?b rdfs:subClassOf ?a", "?a owl:equivalentClass ?b"),
    ("?a rdfs:subClassOf ?b", "?a rdfs:subClassOf+ ?b"),
    ("?a rdfs:subClassOf ?b", "?a owl:intersectionOf/rdf:rest*/rdf:first ?b"),
    ("?b rdfs:subClassOf ?a", "?a owl:unionOf/rdf:rest*/rdf:first ?b"),
    # scm-eqp1, scm-spo
    ("?p rdfs:subPropertyOf ?q . ?q rdfs:subPropertyOf ?p", "?p owl:equivalentProperty ?q"),
    ("?p rdfs:subPropertyOf ?q", "?p rdfs:subPropertyOf+ ?q"),
    # scm-dom1 and scm-dom2, scm-rng1 and scm-rng2
    ("?p rdfs:domain ?b", "?p rdfs:subPropertyOf*/rdfs:domain/rdfs:subClassOf* ?b"),
    ("?p rdfs:range ?b", "?p rdfs:subPropertyOf*/rdfs:range/rdfs:subClassOf* ?b"),
    # scm-hv, scm-svf1, scm-svf2, scm-avf1, scm-avf2
    (
        "?a rdfs:subClassOf ?b",
        """?a owl:hasValue ?value ; owl:onProperty/rdfs:subPropertyOf* ?p .
           ?b owl:hasValue ?value ; owl:onProperty ?p .""",
    ),
    (
        "?a rdfs:subClassOf ?b",
        """?a owl:onProperty ?p ; owl:someValuesFrom/rdfs:subClassOf* ?c .
           ?b owl:onProperty ?p ; owl:someValuesFrom ?c .""",
    ),
    (
        "?a rdfs:subClassOf ?b",
        """?a owl:someValuesFrom ?c ; owl:onProperty/rdfs:subPropertyOf* ?p .
           ?b owl:someValuesFrom ?c ; owl:onProperty ?p .""",
    ),
    (
        "?a rdfs:subClassOf ?b",
        """?a owl:onProperty ?p ; owl:allValuesFrom/rdfs:subClassOf* ?c .
           ?b owl:onProperty ?p ; owl:allValuesFrom ?c .""",
    ),
    (
        "?a rdfs:subClassOf ?b",
        """?a owl:allValuesFrom ?c ; owl:onProperty ?p .
           ?b owl:allValuesFrom ?c ; owl:onProperty/rdfs:subPropertyOf* ?p .""",
    ),
)
"""What follows in a schema from what: OWL 2 Profiles, section 4.3, table 9, without what data cannot tell.

Those on properties and values say no more of data than the rules that come of the axioms; they save rounds.
"""

_SCHEMA_RULES = tuple(
    f"PREFIX owl: <{OWL}> PREFIX rdf: <{RDF}> PREFIX rdfs: <{RDFS}>"
    f" CONSTRUCT {{ {found} }} WHERE {{ {given} }}"
    for found, given in _SCHEMA_AXIOMS
)

_EVERYTHING = frozenset({OWL.Thing, RDFS.Resource})
_UNCOVERED = f"""
    SELECT ?subject ?term WHERE {{
        GRAPH <{iris.ONTOLOGY_GRAPH}> {{
            VALUES ?term {{ {_listed(_WITHOUT_RULE)} }}
            {{ ?subject ?term ?object }} UNION {{ ?subject ?property ?term }}
        }}
    }}
"""
_SCHEMA = f"""
    PREFIX rdf: <{RDF}>
    CONSTRUCT {{ ?subject ?property ?object }} WHERE {{
        GRAPH <{iris.ONTOLOGY_GRAPH}> {{
            {{ VALUES ?property {{ {_listed(_AXIOMS)} }} ?subject ?property ?object }}
            UNION
            {{ VALUES ?object {{ {_listed(_KINDS)} }} ?subject a ?object BIND (rdf:type AS ?property) }}
        }}
    }}
"""
_BUILT_IN = (str(OWL), str(XSD), str(RDFS.Literal), str(RDFS.Resource))


def infer(store: Store) -> int:
    """Fills the graph of inferred triples with all that follows from `store`; the number added.

    Raises DataError if the ontology uses a construct of OWL for which there is no rule.
    """
    return follow(store, rules(store))


def follow(store: Store, found: Iterable[str]) -> int:
    """Fills the graph of inferred triples with all that follows from `store` by rules; the number added."""
    return _run(store, tuple(found), iris.INFERRED_GRAPH)


def rules(store: Store) -> tuple[str, ...]:
    """The axioms of the ontology in `store` and what follows from them, as SPARQL CONSTRUCT queries, sorted.

    Raises DataError if the ontology uses a construct of OWL for which there is no rule.
    """
    schema = _closed(store)
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


def _run(store: Store, found: tuple[str, ...], graph: str) -> int:
    """Adds to a graph what the rules yield, until nothing new follows; the number of triples."""
    total = 0
    while new := sum(store.derive(rule, graph) for rule in found):
        total += new
    return total


def _closed(store: Store) -> Graph:
    """The class and property axioms of the ontology with all that follow from them; no individuals."""
    for subject, term in store.select(_UNCOVERED).rows:
        raise DataError(f"the ontology uses {term} for {subject}, which has no rule in reason.py")
    schema = Store()
    schema.add_found(iris.ONTOLOGY_GRAPH, store, _SCHEMA)
    _run(schema, _SCHEMA_RULES, iris.ONTOLOGY_GRAPH)
    return schema.graph(iris.ONTOLOGY_GRAPH)


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
