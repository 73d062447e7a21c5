"""The graph of one document against the shapes: which profile, which shapes, by what engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda import iris
from servanda.build import Checking
from servanda.build.checking import AS_USUAL, add_knowledge, checker_of
from servanda.errors import ShapesError
from servanda.store import Rdf, Store
from servanda.syntax import Syntax
from servanda.validate import ENGINES, Profile, Report

DOCUMENT = "https://w3id.org/servanda/id/document/pier"
PREFIXES = """
@prefix : <https://example.org/> .
@prefix force: <https://w3id.org/servanda/force#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix sv: <https://w3id.org/servanda/ontology#> .
"""


def report(turtle: str, checking: Checking = AS_USUAL) -> Report:
    """The report on a small graph."""
    data = Store.parse(Rdf((PREFIXES + turtle).encode(), Syntax.TURTLE, "pier.ttl"))
    return checker_of(checking).report(data, DOCUMENT)


MADE = "prov:wasDerivedFrom :file"


@pytest.mark.parametrize(
    "turtle, profile",
    [
        (f":d a sv:JointDeclaration ; {MADE} .", "declaration"),
        (f":d a sv:PressRelease ; {MADE} .", "declaration"),
        (f":d a sv:Instrument ; {MADE} .", "declaration"),
        (f":d a sv:Treaty ; {MADE} .", "treaty"),
        (f":d a sv:Resolution ; {MADE} .", "resolution"),
        (":d a sv:Treaty ; prov:wasGeneratedBy :run .", "treaty"),
        (":d a sv:Treaty . :s sv:cue :shall .", "treaty"),
        (":d a sv:Resolution . :s sv:rule :modal .", "resolution"),
        (f":d a sv:Treaty ; {MADE} . :e a sv:Treaty .", "treaty"),
        (f":d a sv:Treaty ; {MADE} . :e a sv:JointDeclaration .", "declaration"),
        (":d a sv:Treaty .", "rdf"),
        (":d a sv:JointDeclaration . :s a sv:Statement ; sv:statedIn :d .", "rdf"),
        (":a a sv:State .", "rdf"),
    ],
)
def test_the_profile_is_that_of_the_document(turtle: str, profile: str) -> None:
    """Treaties alone have theirs, resolutions theirs, RDF that tells of no extraction its own."""
    assert report(turtle).profile == profile


@pytest.mark.parametrize("profile", Profile)
def test_a_profile_can_be_asked_for(profile: Profile) -> None:
    """Whatever the document is, the profile that is asked for is taken."""
    assert report(f":d a sv:Treaty ; {MADE} .", Checking(profile)).profile == profile


def test_a_graph_made_by_hand_is_not_asked_how_it_was_extracted() -> None:
    """By the profile of RDF fewer shapes count than by that of a declaration."""
    turtle = ":d a sv:JointDeclaration . :s a sv:Statement ; sv:statedIn :d ; sv:force force:commitment ."
    by_hand = {one.shape for one in report(turtle).findings}
    extracted = {one.shape for one in report(turtle, Checking(Profile.DECLARATION)).findings}
    assert {shape.partition("#")[2] for shape in by_hand}.isdisjoint(
        {"statement-cue-missing", "document-source-missing"}
    )
    assert len(by_hand) < len(extracted)


@pytest.mark.parametrize("name", ENGINES)
def test_the_engine_that_is_asked_for_is_taken(name: str) -> None:
    """The report names the engine that made it; without one it is the first there is."""
    assert report(":a a sv:State .", Checking(engine=name)).engine.startswith(f"{name} ")
    assert report(":a a sv:State .").engine.startswith(f"{ENGINES[0]} ")


@pytest.mark.parametrize("fails_on, conforms", [("Violation", True), ("Warning", False), ("Info", False)])
def test_what_fails_is_what_was_asked_for(fails_on: str, conforms: bool, tmp_path: Path) -> None:  # noqa: FBT001 a case
    """The least severity that spoils conformance holds for the report of a graph."""
    made = report(":x a :Tree .", Checking(shapes=(own_shapes(tmp_path),), fails_on=fails_on))
    assert [one.severity for one in made.findings] == ["Warning"]
    assert made.conforms is conforms


def own_shapes(folder: Path, severity: str = "Warning") -> Path:
    file = folder / "own.ttl"
    file.write_text(
        f"{PREFIXES} :Own a sh:NodeShape ; sh:targetClass :Tree ; sh:property :own ."
        f" :own a sh:PropertyShape ; sh:path :name ; sh:minCount 1 ;"
        f" sh:severity sh:{severity} ; sh:message 'Name it.' .",
        encoding="utf-8",
    )
    return file


def test_shapes_of_ones_own_stand_beside_ours(tmp_path: Path) -> None:
    """Own shapes find what they ask for, and ours go on finding."""
    found = report(":x a :Tree , sv:Promise .", Checking(shapes=(own_shapes(tmp_path),))).findings
    assert {one.shape.rpartition("#")[2].rpartition("/")[2] for one in found} == {"own", "term-class"}


def test_shapes_that_cannot_be_used_are_an_error(tmp_path: Path) -> None:
    """A file of own shapes that is missing is refused when a graph is checked."""
    with pytest.raises(ShapesError, match=r"nowhere\.ttl: no file of shapes: there is no such file"):
        report(":a a sv:State .", Checking(shapes=(tmp_path / "nowhere.ttl",)))


def test_a_checker_is_made_once() -> None:
    """The same way of checking has the same checker, so that what it needs is loaded once in a process."""
    assert checker_of(Checking()) is checker_of(AS_USUAL)
    assert checker_of(Checking(Profile.TREATY)) is not checker_of(AS_USUAL)


def test_knowledge_is_added_where_there_is_none() -> None:
    """A store gets ontology and reference data, but keeps those of its own."""
    store = Store()
    add_knowledge(store)
    assert store.graphs() == tuple(sorted((iris.ONTOLOGY_GRAPH, iris.REFERENCE_GRAPH)))
    own = Store.parse(Rdf(f"<a:a> <a:b> <a:c> <{iris.REFERENCE_GRAPH}> .".encode(), Syntax.NQUADS, "own"))
    add_knowledge(own)
    assert len(own.graph(iris.REFERENCE_GRAPH)) == 1
    assert len(own.graph(iris.ONTOLOGY_GRAPH)) == len(store.graph(iris.ONTOLOGY_GRAPH))


def test_shapes_are_read_again_when_their_file_has_changed(tmp_path: Path) -> None:
    """A file of shapes counts as it is now, not as it was when it was first used."""
    for severity in ("Warning", "Info"):
        found = report(
            ":x a :Tree , sv:Promise .", Checking(shapes=(own_shapes(tmp_path, severity),))
        ).findings
        assert severity in {finding.severity for finding in found}
