"""The graph of a document against the shapes: what is wrong with it, and what to mend.

One graph is validated at a time, together with the little that its shapes need to know of the
ontology and the reference data (`focus`).
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pyshacl
from pyparsing import ParseException
from pyshacl.errors import ReportableRuntimeError
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SH
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Identifier, Node

from servanda import iris
from servanda.errors import ShapesError
from servanda.sparql import prefixes
from servanda.store import Store

ONTOLOGY_STYLE = "ontology-style.ttl"
"""The file of shapes that holds the ontology itself and says nothing about data."""

_DISALLOWS = URIRef(f"{SH}conformanceDisallows")
_FAULTS = (ReportableRuntimeError, ParseException, re.error)
"""What pySHACL raises for a shape that it cannot evaluate: its own errors, those of SPARQL, those of `re`."""

_HIERARCHY = """
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    CONSTRUCT { ?class rdfs:subClassOf ?above } WHERE {
        GRAPH ?ontology { ?class rdfs:subClassOf ?above FILTER (isIRI(?class) && isIRI(?above)) }
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


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes of some files, and which shapes each file holds."""

    graph: Graph
    files: tuple[tuple[Path, Graph], ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of validation: the node that breaks a shape, and how to mend it.

    `path` is None where the shape looks at the node itself or against the direction of a property,
    `value` where a value is missing. `severity` is "Violation", "Warning" or "Info". `shape` and
    `component` name the shape and the constraint in it.
    """

    focus: Identifier
    path: URIRef | None
    value: Identifier | None
    severity: str
    message: str
    shape: Identifier
    component: Identifier


@dataclass(frozen=True, slots=True)
class Report:
    """What the validation of one graph found, in a fixed order; `name` is the IRI of the graph."""

    name: str
    findings: tuple[Finding, ...]

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings and infos are not counted."""
        return all(finding.severity != "Violation" for finding in self.findings)

    def graph(self) -> Graph:
        """A `sh:ValidationReport` without blank nodes: the same findings have the same IRIs.

        As in SHACL 1.2 it says by `sh:conformanceDisallows` that only violations count.
        """
        graph = Graph()
        report = URIRef(f"{self.name}#report")
        graph.add((report, RDF.type, SH.ValidationReport))
        graph.add((report, SH.conforms, Literal(self.conforms)))
        graph.add((report, _DISALLOWS, SH.Violation))
        for finding in self.findings:
            result = URIRef(f"{self.name}#finding-{_digest(finding)}")
            graph.add((report, SH.result, result))
            for property_, value in _stated(finding):
                graph.add((result, property_, value))
        return graph


# --- shapes --------------------------------------------------------------------------------------


def load_shapes(folder: Path) -> Shapes:
    """The shapes of all Turtle files in `folder` that are meant for data.

    Raises ShapesError, with file and line where it is known, for a file that does not parse, uses a
    term that SHACL does not have or holds no shape, and for a folder without such files.
    """
    files = sorted(file for file in folder.glob("*.ttl") if file.name != ONTOLOGY_STYLE)
    if not files:
        raise ShapesError("there is no file of shapes (.ttl) here", str(folder))
    return read_shapes(files)


def read_shapes(files: Iterable[Path]) -> Shapes:
    """The shapes of `files`; errors as in `load_shapes`."""
    graphs = tuple((file, _read(file)) for file in files)
    together = Graph(bind_namespaces="none")
    for _, graph in graphs:
        together += graph
    return Shapes(together, graphs)


def _read(file: Path) -> Graph:
    """The shapes of one file."""
    try:
        text = file.read_text(encoding="utf-8")
        graph = Graph(bind_namespaces="none").parse(data=text, format="turtle", publicID=file.name)
    except BadSyntax as error:
        *_, what, _ = error.message.splitlines()
        where = f"{file}:{error.lines + 1}"
        raise ShapesError(
            f"this file of shapes does not parse: {what.removesuffix(' at ^ in:')}", where
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ShapesError(f"this file of shapes cannot be read: {error}", str(file)) from error
    for name, what in _misspelt(graph):
        raise ShapesError(what, _place(file, text, name))
    if not {SH.NodeShape, SH.PropertyShape} & set(graph.objects(None, RDF.type)):
        raise ShapesError("this file holds no shapes: give it a sh:NodeShape", str(file))
    return graph


def _misspelt(graph: Graph) -> Iterator[tuple[str, str]]:
    """The names that pySHACL would pass over or stumble on, each with what is wrong about it."""
    for term in {term for triple in graph for term in triple if isinstance(term, URIRef)}:
        if term.startswith(str(SH)) and term not in SH:
            name = term.removeprefix(str(SH))
            yield name, f"SHACL has no term sh:{name}"
    for constraint, query in graph.subject_objects(SH.select):
        declared = graph.objects(constraint, SH.prefixes / SH.declare / SH.prefix)
        for prefix in prefixes(str(query)) - {str(known) for known in declared}:
            yield f"{prefix}:", f"the prefix {prefix}: is not declared for this sh:select"


def _place(file: Path, text: str, name: str) -> str:
    """The file and the line in which `name` first stands."""
    return f"{file}:{text[: max(text.find(name), 0)].count(chr(10)) + 1}"


# --- validation ----------------------------------------------------------------------------------


def focus(store: Store, graph_iri: str) -> Graph:
    """The graph `graph_iri` with what the shapes need beside it.

    That is the class hierarchy, the classes of the cues, forces and topics it uses, the classes
    inferred for its statements, and the description of each entity of the reference data that it
    names, with those that such an entity belongs to.
    """
    graph = store.graph(graph_iri)
    names = {
        "graph": URIRef(graph_iri),
        "ontology": URIRef(iris.ONTOLOGY_GRAPH),
        "reference": URIRef(iris.REFERENCE_GRAPH),
        "inferred": URIRef(iris.INFERRED_GRAPH),
    }
    for query in (_HIERARCHY, _DESCRIBED, _TYPES, _CLASSES):
        used = {name: iri for name, iri in names.items() if f"GRAPH ?{name} " in query}
        graph += store.construct(query, used)
    return graph


def validate(data: Graph, shapes: Shapes, name: str) -> Report:
    """What `shapes` find in `data`; `name` is the IRI of the graph that is validated.

    Raises ShapesError, with the file, for a shape that cannot be evaluated.
    """
    results = _run(data, shapes)
    found = {_finding(results, result) for result in results.objects(None, SH.result)}
    return Report(name, tuple(sorted(found, key=_order)))


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
    logging.getLogger("pyshacl-validate").disabled = True  # it would print the errors that it raises
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


# --- findings ------------------------------------------------------------------------------------


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


def _stated(finding: Finding) -> Iterator[tuple[URIRef, Identifier]]:
    """The properties of a `sh:ValidationResult`."""
    yield RDF.type, SH.ValidationResult
    yield SH.focusNode, finding.focus
    yield SH.resultSeverity, SH[finding.severity]
    yield SH.resultMessage, Literal(finding.message)
    yield SH.sourceShape, finding.shape
    yield SH.sourceConstraintComponent, finding.component
    if finding.path is not None:
        yield SH.resultPath, finding.path
    if finding.value is not None:
        yield SH.value, finding.value


def _order(finding: Finding) -> tuple[str, ...]:
    """A key that sorts findings: violations, then warnings, then infos, each by what they are about."""
    rank = {"Violation": "0", "Warning": "1"}.get(finding.severity, "2")
    terms = (finding.focus, finding.shape, finding.path, finding.value, finding.component)
    return (rank, *("" if term is None else term.n3() for term in terms))


def _digest(finding: Finding) -> str:
    """Sixteen hexadecimal digits made from what a finding says."""
    return hashlib.sha256("\n".join(_order(finding)).encode()).hexdigest()[:16]
