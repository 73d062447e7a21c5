"""RDF files as plain facts."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Namespace
from rdflib.namespace import RDF, RDFS, XSD

from servanda.errors import DataError
from servanda.rdf import Facts, Typed, facts_of, is_blank

EX = Namespace("https://example.org/")
TREES = """
@prefix : <https://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

:Oak rdfs:subClassOf :Tree .
:HolmOak rdfs:subClassOf :Oak .
:Fern rdfs:subClassOf :Plant .
:old a :HolmOak ; rdfs:label "Old Oak"@en , "The Oak" , "Old Oak"@sv ; :planted "1820-04-30"^^xsd:date .
:young a :Oak ; :near [ :name "brook" ] , :old .
"""


@pytest.fixture
def trees(tmp_path: Path) -> Facts:
    file = tmp_path / "trees.ttl"
    file.write_text(TREES, encoding="utf-8")
    return facts_of([file])


def test_what_is_said_of_a_thing_is_known_by_property(trees: Facts) -> None:
    """The values of a property come in the order of the file, each text once; nothing is an empty answer."""
    assert trees.values(EX.old, RDFS.label) == ["Old Oak", "The Oak"]
    assert trees.value(EX.old, RDFS.label) == "Old Oak"
    assert len(trees.about(EX.old)) == 3
    assert (trees.value(EX.old, EX.near), trees.about(EX.ivy)) == (None, {})


def test_values_with_a_type_of_their_own_keep_it(trees: Facts) -> None:
    """A date is a string that has its type; an IRI is a plain one, and a blank node is told from it."""
    planted = trees.value(EX.old, EX.planted)
    assert isinstance(planted, Typed)
    assert (planted, planted.datatype) == ("1820-04-30", str(XSD.date))
    brook, old = trees.values(EX.young, EX.near)
    assert (is_blank(brook), is_blank(old)) == (True, False)
    assert trees.values(brook, EX.name) == ["brook"]


def test_subjects_are_found_by_value_and_by_chain(trees: Facts) -> None:
    """A value leads back to its subjects, and the end of a chain to all that lead to it, itself included."""
    assert trees.subjects(EX.planted, "1820-04-30") == [str(EX.old)]
    assert trees.leading(RDFS.subClassOf, EX.Tree) == {str(EX.Tree), str(EX.Oak), str(EX.HolmOak)}
    assert list(trees.pairs(RDFS.subClassOf))[-1] == (str(EX.Fern), str(EX.Plant))


def test_what_is_reached_by_links_is_what_the_files_describe(trees: Facts) -> None:
    """Chains of several properties are followed; what nothing is said of is left out, and so are texts."""
    links = (EX.near, RDF.type, RDFS.label)
    brook = trees.values(EX.young, EX.near)[0]
    reached = {str(EX.young), brook, str(EX.old), str(EX.Oak), str(EX.HolmOak)}
    assert trees.reached([EX.young, EX.ivy], links) == reached
    assert trees.reached([EX.old], ()) == {str(EX.old)}


def test_a_circle_of_links_comes_to_an_end(tmp_path: Path) -> None:
    """Things that lead to each other are each found once."""
    file = tmp_path / "circle.ttl"
    file.write_text("<a:1> <a:to> <a:2> . <a:2> <a:to> <a:1> .", encoding="utf-8")
    assert facts_of([file]).leading("a:to", "a:1") == {"a:1", "a:2"}
    assert facts_of([file]).reached(["a:1"], ["a:to"]) == {"a:1", "a:2"}


def test_a_file_that_does_not_parse_is_named_with_its_line(tmp_path: Path) -> None:
    """Broken Turtle is an error that names file and line, and says where to look."""
    file = tmp_path / "broken.ttl"
    file.write_text("<a:1> <a:to>\n\n; .", encoding="utf-8")
    with pytest.raises(DataError, match=r"broken\.ttl:3: this RDF does not parse: .*mend this line"):
        facts_of([file])
