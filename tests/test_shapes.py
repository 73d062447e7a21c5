"""Each shape by example: graphs that pass, and for every named shape one that breaks it and nothing else."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SH

from servanda import resources
from servanda.validate import Report, load_shapes, read_shapes, validate
from servanda.validate.terms import NAMED

EXAMPLES = Path(__file__).parent / "shapes"
FILES = sorted(resources.shapes().glob("*.ttl"))
BREAKING = sorted(EXAMPLES.glob("*/breaks-*.ttl"))
SVSH = "https://w3id.org/servanda/shapes#"
TERMS = "terms"
"""The concern whose shapes stand in no file, but in the code."""
CONCERNS = [*(file.stem for file in FILES), TERMS]


@cache
def class_hierarchy() -> Graph:
    """The classes of the ontology, each below its parents and apart from those it excludes."""
    graph = Graph()
    for file in resources.ontology().glob("*.ttl"):
        for triple in Graph().parse(file):
            if triple[1] in {RDFS.subClassOf, OWL.disjointWith} and isinstance(triple[0], URIRef):
                graph.add(triple)
    return graph


def report(example: Path) -> Report:
    """What the shapes of an example's concern, the folder it lies in, find in it."""
    concern = example.parent.name
    folder = resources.shapes()
    shapes = load_shapes(folder) if concern == TERMS else read_shapes([folder / f"{concern}.ttl"])
    return validate(Graph().parse(example) + class_hierarchy(), shapes, "https://example.org/graph")


def named_shapes(concern: str) -> set[str]:
    """The local names of a concern's property shapes and SPARQL constraints: all that can be broken."""
    if concern == TERMS:
        return {shape.removeprefix(SVSH) for shape in NAMED}
    graph = Graph().parse(resources.shapes() / f"{concern}.ttl")
    breakable = {*graph.subjects(RDF.type, SH.PropertyShape), *graph.subjects(SH.sparql, None)}
    return {str(shape).removeprefix(SVSH) for shape in breakable}


@pytest.mark.parametrize("concern", CONCERNS)
def test_a_valid_example_yields_no_finding(concern: str) -> None:
    """The valid example of each concern breaks no shape, not even one that warns or informs."""
    assert report(EXAMPLES / concern / "valid.ttl").findings == ()


@pytest.mark.parametrize("example", BREAKING, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_breaking_example_breaks_its_shape_alone(example: Path) -> None:
    """An example that breaks a shape yields findings of that shape, and of no other."""
    broken = {str(finding.shape) for finding in report(example).findings}
    assert broken == {SVSH + example.stem.removeprefix("breaks-")}


@pytest.mark.parametrize("concern", CONCERNS)
def test_every_named_shape_has_its_breaking_example(concern: str) -> None:
    """The breaking examples of a concern are exactly its named shapes: none is without, none is left over."""
    examples = (EXAMPLES / concern).glob("breaks-*.ttl")
    assert {example.stem.removeprefix("breaks-") for example in examples} == named_shapes(concern)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_named_shape_has_a_name_a_severity_and_a_message(file: Path) -> None:
    """A property shape is named, and says what it is about, how grave a finding is and what to mend."""
    graph = Graph().parse(file)
    for shape in graph.subjects(RDF.type, SH.PropertyShape):
        assert isinstance(shape, URIRef)
        for property_ in (SH.name, SH.severity, SH.message):
            assert len(list(graph.objects(shape, property_))) == 1, (shape, property_)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_property_shape_is_used(file: Path) -> None:
    """Each property shape belongs to a node shape, and each node shape has a target."""
    graph = Graph().parse(file)
    assert set(graph.subjects(RDF.type, SH.PropertyShape)) == set(graph.objects(None, SH.property))
    targets = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
    for shape in graph.subjects(RDF.type, SH.NodeShape):
        assert any((shape, target, None) in graph for target in targets), shape
