"""Shapes in words: every shape that a finding can name explains itself, with examples."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from rdflib import URIRef
from rdflib.namespace import RDF, SH

from servanda import resources
from servanda.errors import ShapesError
from servanda.validate import SEVERITIES, Explanation, Profile, Shapes, explain, load_shapes
from servanda.validate.terms import TOLD
from servanda.vocab import PREFIXES
from validate.trees import NAMES

SHAPE = PREFIXES["svsh"]


@cache
def named() -> tuple[str, ...]:
    """The local names of all shapes that a finding can name, in any profile or in none."""
    graphs = [load_shapes(resources.shapes(), profile).graph() for profile in Profile]
    shapes = {
        str(shape)
        for graph in graphs
        for shape in (*graph.subjects(RDF.type, SH.PropertyShape), *graph.subjects(SH.sparql, None))
        if isinstance(shape, URIRef)
    }
    return tuple(sorted({shape.removeprefix(SHAPE) for shape in shapes} | set(TOLD)))


@pytest.fixture(scope="module", autouse=True)
def _loaded_once() -> Iterator[None]:
    """Has the shapes read once for all the tests of this file, which ask for one shape after the other."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(import_module("servanda.validate.explain"), "load_shapes", cache(load_shapes))
        patched.setattr(Shapes, "graph", cache(Shapes.graph))
        yield


@cache
def explained(name: str) -> Explanation:
    return explain(name, resources.shapes(), resources.examples())


@pytest.mark.parametrize("name", named())
def test_every_shape_explains_itself(name: str) -> None:
    """Title, severity, profiles, what it looks at and asks, and what to mend are told in words."""
    told = explained(name)
    assert told.name == name
    assert told.title
    assert told.severity in SEVERITIES
    assert set(told.profiles) <= set(Profile)
    assert told.looks_at
    assert told.asks
    assert told.message.endswith((".", "?"))
    for words in (told.title, *told.looks_at, *told.asks, told.message):
        assert "None" not in words
        assert "rdflib" not in words
        assert "http://" not in words, words
        assert "\n" not in words


@pytest.mark.parametrize("name", named())
def test_every_shape_with_a_breaking_example_shows_it(name: str) -> None:
    """Where there is a graph that breaks a shape, its lines and the sound ones are shown, and differ."""
    told = explained(name)
    files = list(resources.examples().glob(f"*/breaks-{name}.ttl"))
    if not files:
        assert (told.good, told.bad) == ((), ())
        return
    assert told.bad != told.good
    assert told.good
    assert told.bad
    whole = {line for file in (files[0], files[0].with_name("valid.ttl")) for line in _lines(file)}
    assert {line for line in (*told.good, *told.bad) if line.strip() != "…"} <= whole
    assert not any(line.startswith(("@prefix", "#")) for line in (*told.good, *told.bad))


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


def test_every_breaking_example_can_be_asked_for() -> None:
    """Each example is called by a shape that explains itself, those of the ontology's style aside."""
    names = {file.stem.removeprefix("breaks-") for file in resources.examples().glob("*/breaks-*.ttl")}
    style = {file.stem.removeprefix("breaks-") for file in resources.examples().glob("ontology-style/*.ttl")}
    assert len(names - style) > 150
    for name in sorted(names - style):
        assert explained(name).bad


@pytest.mark.parametrize("written", ["statement-verb", "svsh:statement-verb", f"{SHAPE}statement-verb"])
def test_a_shape_is_asked_for_by_any_of_its_names(written: str) -> None:
    """The local name, the one with a prefix, and the whole IRI mean the same shape."""
    assert explain(written, resources.shapes(), resources.examples()) == explained("statement-verb")


@pytest.mark.parametrize(
    "wrong, hint",
    [
        ("statement-verbs", "did you mean statement-verb"),
        ("Statement-Verb", "did you mean"),
        ("spanquote", "did you mean span-quote"),
        ("contact", "did you mean contact-data"),
        ("zzz", "they are: "),
        ("Statement", ""),
    ],
)
def test_an_unknown_shape_is_an_error_with_near_names(wrong: str, hint: str) -> None:
    """A name that no shape has is refused with those that are near, else with all there are."""
    with pytest.raises(ShapesError) as caught:
        explain(wrong, resources.shapes(), resources.examples())
    assert caught.value.what.startswith(f"there is no shape {wrong}; ")
    assert hint in caught.value.what


def test_without_examples_a_shape_is_told_in_words_alone(tmp_path: Path) -> None:
    """Where no examples are installed, the rest of the explanation stands."""
    told = explain("statement-verb", resources.shapes(), tmp_path)
    assert (told.good, told.bad) == ((), ())
    assert told.asks == explained("statement-verb").asks


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Shapes with constraints of every kind, and profiles one of which switches some off."""
    svsh = f"@prefix svsh: <{SHAPE}> .\n"
    (tmp_path / "tree.ttl").write_text(
        f"""{NAMES}{svsh}
        svsh:Tree a sh:NodeShape ; sh:targetClass :Tree , sv:Actor ; sh:targetSubjectsOf sv:force ;
            sh:property svsh:paths , svsh:logic , svsh:numbers , svsh:off .
        svsh:Wood a sh:NodeShape ; sh:targetObjectsOf sv:party ; sh:targetNode sv:Actor ;
            sh:property svsh:paths .
        svsh:paths a sh:PropertyShape ; sh:path ( sv:party [ sh:inversePath sv:organOf ]
            [ sh:alternativePath ( sv:force [ sh:zeroOrMorePath sv:topic ] ) ] [ sh:oneOrMorePath sv:place ]
            [ sh:zeroOrOnePath sv:verb ] ) ;
            sh:minCount 2 ; sh:maxCount 3 ; sh:severity sh:Info ; sh:name "the paths" ; sh:message "Mend." .
        svsh:logic a sh:PropertyShape ; sh:path sv:party ; sh:message "Mend." ; sh:severity sh:Warning ;
            sh:or ( [ sh:class sv:State ] [ sh:nodeKind sh:IRI ; sh:pattern "^x" ] ) ;
            sh:not [ sh:in ( 1 "two" ) ] ;
            sh:uniqueLang true ; sh:in ( sv:a sv:b ) .
        svsh:numbers a sh:PropertyShape ; sh:path sv:number ; sh:message "Mend." ; sh:datatype xsd:integer ;
            sh:minInclusive 1 ; sh:maxInclusive 9 ; sh:lessThan sv:other ; sh:hasValue 3 ; sh:minLength 1 ;
            sh:qualifiedValueShape [ sh:class sv:State ] ; sh:qualifiedMinCount 2 .
        svsh:off a sh:PropertyShape ; sh:path sv:x ; sh:maxCount 0 ; sh:message "Mend." .
        svsh:Asked a sh:NodeShape ; sh:targetClass :Tree ;
            sh:sparql [ sh:message "Mend the tree." ; sh:select "SELECT $this {{}}" ] .
        """,
        encoding="utf-8",
    )
    (tmp_path / "profiles").mkdir()
    for profile in Profile:
        off = (
            "svsh:off sh:deactivated true . svsh:Asked sh:deactivated true ."
            if profile is Profile.RDF
            else ""
        )
        (tmp_path / "profiles" / f"{profile}.ttl").write_text(f"{NAMES}{svsh}{off}", encoding="utf-8")
    return tmp_path


def test_paths_are_told_as_in_sparql(folder: Path) -> None:
    """Sequences, inverses, alternatives and repetitions of a path stand as SPARQL writes them."""
    told = explain("paths", folder, folder)
    assert told.asks == (
        "the values of sv:party/^sv:organOf/(sv:force|sv:topic*)/sv:place+/sv:verb?:",
        "at least 2 of them",
        "at most 3 of them",
    )
    assert (told.title, told.severity, told.message) == ("the paths", "Info", "Mend.")
    assert sorted(told.looks_at) == [
        "each https://example.org/Tree",
        "each sv:Actor",
        "sv:Actor",
        "whatever has sv:force",
        "whatever is a value of sv:party",
    ]


def test_constraints_are_told_in_words(folder: Path) -> None:
    """Lists, alternatives, negations, bounds and qualified counts are told, each on a line."""
    assert explain("logic", folder, folder).asks == (
        "the values of sv:party:",
        "one at most in each language",
        "each: each is a sv:State or each is a sh:IRI; each fits the pattern ^x",
        "none: each is one of 1 or two",
        "each is one of sv:a or sv:b",
    )
    told = explain("numbers", folder, folder).asks
    assert set(told) == {
        "the values of sv:number:",
        "each has the datatype xsd:integer",
        "none is less than 1",
        "none is more than 9",
        "each is less than the sv:other",
        "one of them is 3",
        "each has 1 character or more",
        "each is a sv:State",
        "at least 2 of them so",
    }


def test_a_query_is_told_as_one(folder: Path) -> None:
    """A shape with a query says so, and has the message of the query."""
    told = explain("Asked", folder, folder)
    assert told.asks == ("a query over the whole graph finds nothing",)
    assert told.message == "Mend the tree."
    assert told.severity == "Violation"


def test_a_shape_says_in_which_profiles_it_counts(folder: Path) -> None:
    """A profile that switches a shape off is not among its profiles."""
    assert explain("paths", folder, folder).profiles == tuple(Profile)
    without = tuple(profile for profile in Profile if profile is not Profile.RDF)
    assert explain("off", folder, folder).profiles == without
    assert explain("Asked", folder, folder).profiles == without
