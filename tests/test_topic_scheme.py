"""The topic scheme: its two levels, its words and its links."""

from __future__ import annotations

import re

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SKOS

from servanda import resources

SCHEME = URIRef("https://w3id.org/servanda/topic")


@pytest.fixture(scope="module")
def scheme() -> Graph:
    return Graph().parse(resources.ontology() / "topic.ttl")


def test_the_scheme_has_two_levels(scheme: Graph) -> None:
    """A topic is at the top or has one topic above it, which is; the scheme and each topic say both ways."""
    tops = set(scheme.objects(SCHEME, SKOS.hasTopConcept))
    narrower = {(below, above) for above, below in scheme.subject_objects(SKOS.narrower)}

    assert 8 <= len(tops) <= 12
    assert set(scheme.subjects(SKOS.topConceptOf, SCHEME)) == tops
    assert set(scheme.subject_objects(SKOS.broader)) == narrower
    assert {above for _, above in narrower} == tops
    assert len({below for below, _ in narrower}) == len(narrower)
    assert {below for below, _ in narrower} == set(scheme.subjects(RDF.type, SKOS.Concept)) - tops


def test_goals_are_those_of_the_united_nations(scheme: Graph) -> None:
    """A match is one of the 17 Sustainable Development Goals, close or related; each goal has a topic."""
    links = (SKOS.closeMatch, SKOS.relatedMatch)
    matches = [match for link in links for match in scheme.subject_objects(link)]
    numbers = {re.fullmatch(r"http://metadata\.un\.org/sdg/([1-9]\d?)", str(goal)) for _, goal in matches}

    assert len(set(matches)) == len(matches)
    assert {int(number[1]) for number in numbers if number} == set(range(1, 18))
    assert None not in numbers
