"""The graph of a document against the shapes: what is wrong with it, and what to mend.

One graph is validated at a time, together with the little that its shapes need to know of the
ontology and the reference data (`focus`).
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pyshacl
from pyparsing import ParseException
from pyshacl.errors import ReportableRuntimeError
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Identifier, Node

from servanda import iris
from servanda.errors import ShapesError
from servanda.store import Store
from servanda.validate import terms
from servanda.validate.findings import SEVERITIES, Checked, Finding, Place, Report, order
from servanda.validate.shapes import Shapes, load_shapes, read_shapes

__all__ = [
    "SEVERITIES",
    "Checked",
    "Finding",
    "Place",
    "Report",
    "Shapes",
    "focus",
    "load_shapes",
    "read_shapes",
    "validate",
]

_FAULTS = (ReportableRuntimeError, ParseException, re.error)
"""What pySHACL raises for a shape that it cannot evaluate: its own errors, those of SPARQL, those of `re`."""

_HIERARCHY = """
    PREFIX owl: <http://www.w3.org/2002/07/owl#>
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    CONSTRUCT { ?class ?relation ?other } WHERE {
        VALUES ?relation { rdfs:subClassOf owl:disjointWith }
        GRAPH ?ontology { ?class ?relation ?other FILTER (isIRI(?class) && isIRI(?other)) }
    }
"""
_DESCRIBED = """
    PREFIX sv: <https://w3id.org/servanda/ontology#>
    CONSTRUCT { ?entity ?property ?value } WHERE {
        GRAPH ?graph { ?subject ?link ?named FILTER (isIRI(?named)) }
        ?named (sv:organOf|sv:locatedIn|sv:policyOf|sv:represents)* ?entity .
        GRAPH ?reference { ?entity ?property ?value }
    }
"""
_TYPES = """
    CONSTRUCT { ?named a ?class } WHERE {
        GRAPH ?graph { ?subject ?link ?named }
        GRAPH ?ontology { ?named a ?class }
    }
"""
_CLASSES = """
    PREFIX sv: <https://w3id.org/servanda/ontology#>
    CONSTRUCT { ?statement a ?class } WHERE {
        GRAPH ?graph { ?statement a sv:Statement }
        GRAPH ?inferred { ?statement a ?class }
    }
"""


def focus(store: Store, graph_iri: str) -> Graph:
    """The graph `graph_iri` with what the shapes need beside it.

    That is how classes stand to each other, the classes of the cues, forces and topics it uses, the
    classes inferred for its statements, and the description of each entity of the reference data
    that it names, with those that such an entity belongs to.
    """
    names = {
        "graph": URIRef(graph_iri),
        "ontology": URIRef(iris.ONTOLOGY_GRAPH),
        "reference": URIRef(iris.REFERENCE_GRAPH),
        "inferred": URIRef(iris.INFERRED_GRAPH),
    }
    with _quiet():
        graph = store.graph(graph_iri)
    for query in (_HIERARCHY, _DESCRIBED, _TYPES, _CLASSES):
        used = {name: iri for name, iri in names.items() if f"GRAPH ?{name} " in query}
        graph += store.construct(query, used)
    return graph


def validate(data: Graph, shapes: Shapes, name: str) -> Report:
    """What `shapes` find in `data`, and what is wrong with its terms; `name` is the IRI of the graph.

    A literal that is not well-formed is one finding: no other shape sees it, and none misses it.
    Raises ShapesError, with the file, for a shape that cannot be evaluated.
    """
    with _quiet():
        wrong = tuple(terms.check(data))
        results = _run(_well_formed(data), shapes)
    found = {_finding(results, result) for result in results.objects(None, SH.result)}
    literals = [finding for finding in wrong if finding.shape == terms.LITERAL_FORM]
    own = (finding for finding in found if not _follows(finding, literals))
    return Report(name, tuple(sorted((*wrong, *own), key=order)))


def _follows(finding: Finding, literals: Iterable[Finding]) -> bool:
    """Whether `finding` misses one of the `literals` that were found, or looks at the thing that has it."""
    return any(
        (finding.focus, finding.path) == (literal.focus, literal.path)
        or (finding.path is None and finding.value == literal.focus)
        for literal in literals
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """While this lasts, rdflib and pySHACL keep to themselves what becomes a finding or an error here."""
    loggers = [logging.getLogger(name) for name in ("rdflib.term", "pyshacl-validate")]
    before = [logger.disabled for logger in loggers]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        try:
            for logger in loggers:
                logger.disabled = True
            yield
        finally:
            for logger, was in zip(loggers, before, strict=True):
                logger.disabled = was


def _well_formed(data: Graph) -> Graph:
    """`data` without the literals that have no value: pySHACL stops at them where it compares."""
    broken = [triple for triple in data if terms.ill_formed(triple[2])]
    if not broken:
        return data
    sound = Graph(bind_namespaces="none") + data
    for triple in broken:
        sound.remove(triple)
    return sound


def _run(data: Graph, shapes: Shapes) -> Graph:
    """The report of pySHACL, or an error that says in which file it cannot evaluate which shape."""
    try:
        return _evaluate(data, shapes.graph)
    except _FAULTS as error:
        what = f"cannot be evaluated: {str(error).splitlines()[0]}"
        for file, shape in _culprits(data, shapes):
            raise ShapesError(f"the shape {shape} {what}", str(file)) from error
        raise ShapesError(f"the shapes {what}") from error


def _evaluate(data: Graph, shapes: Graph, only: Iterable[URIRef] = ()) -> Graph:
    """The report of pySHACL, which hands some of its errors back instead of raising them."""
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True, use_shapes=list(only))
    if not isinstance(results, Graph):
        raise results
    return results


def _culprits(data: Graph, shapes: Shapes) -> Iterator[tuple[Path, URIRef]]:
    """The shapes that cannot be evaluated, each with its file."""
    for file, graph in shapes.files:
        nodes = graph.subjects(RDF.type, SH.NodeShape)
        for shape in sorted(node for node in nodes if isinstance(node, URIRef)):
            try:
                _evaluate(data, graph, [shape])
            except _FAULTS:
                yield file, shape


def _finding(results: Graph, result: Node) -> Finding:
    """One result of pySHACL's report."""
    said = {property_: cast("Identifier", value) for property_, value in results.predicate_objects(result)}
    path = said.get(SH.resultPath)
    messages = sorted(str(message) for message in results.objects(result, SH.resultMessage))
    return Finding(
        focus=said[SH.focusNode],
        path=path if isinstance(path, URIRef) else None,
        value=said.get(SH.value),
        severity=said[SH.resultSeverity].removeprefix(str(SH)),
        message=" ".join(messages),
        shape=said[SH.sourceShape],
        component=said[SH.sourceConstraintComponent],
    )
