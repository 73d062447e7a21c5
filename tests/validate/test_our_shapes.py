"""The project's own shapes, where an example in tests/shapes does not say enough."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import URIRef
from rdflib.namespace import RDF, SKOS

from servanda import iris, resources
from servanda.store import Rdf, Store
from servanda.syntax import Syntax
from servanda.validate import Finding, Known, engine, load_shapes, read_shapes, validate
from servanda.validate.terms import LITERAL_FORM
from servanda.vocab import SV

EXAMPLES = Path(__file__).parent.parent / "shapes"
Found = Callable[[str, str], tuple[Finding, ...]]
BORDER = "https://w3id.org/servanda/id/document/border"


@pytest.fixture
def found(known: Known, engine_name: str) -> Found:
    """What the shapes of one concern find in Turtle, the first finding first."""

    def findings(turtle: str, concern: str) -> tuple[Finding, ...]:
        data = Store.parse(Rdf(turtle.encode(), Syntax.TURTLE, "example.ttl"))
        known.stand_beside(data)
        shapes = read_shapes([resources.shapes() / f"{concern}.ttl"])
        return validate(data, engine(shapes, engine_name), BORDER).findings

    return findings


def valid(concern: str) -> str:
    """The sound graph that a concern is shown by."""
    return (EXAMPLES / concern / "valid.ttl").read_text(encoding="utf-8")


def local(shape: object) -> str:
    return str(shape).partition("#")[2]


def test_the_reference_data_conform_to_the_shapes(known: Known, engine_name: str) -> None:
    """All that the reference data describe is sound, whether a document names it or not."""
    data = Store()
    data.add_files(iris.REFERENCE_GRAPH, sorted(resources.ontology().glob("reference/*.ttl")))
    known.stand_beside(data, described=True)
    assert len(set(data.subjects(RDF.type, SV.State))) == 249
    assert len({subject for subject, _, _ in data.triples(None, SKOS.prefLabel)}) > 249
    against = engine(load_shapes(resources.shapes()), engine_name)
    assert [one.message for one in validate(data, against, iris.REFERENCE_GRAPH).findings] == []


def test_a_document_of_no_known_kind_comes_first(found: Found) -> None:
    """Where the class of a document is missing, that is the first of the many findings that follow."""
    first, second, *_ = found(valid("document").replace("a sv:JointDeclaration ;", ""), "document")
    assert str(first.focus).endswith("/document/border")
    assert local(first.shape) == "document-kind"
    assert "#" in str(second.focus)


@pytest.mark.parametrize(
    "dates, severities",
    [
        ((), {"date-missing": "Warning"}),
        (('"2020-05-04"^^xsd:date', '"2020-05-05"^^xsd:date'), {"date": "Violation"}),
        (('"4 May 2020"',), {"date": "Violation"}),
        (('"2020-02-30"^^xsd:date',), {"literal-form": "Violation"}),
    ],
)
def test_a_missing_date_is_no_wrong_one(
    dates: tuple[str, ...], severities: dict[str, str], found: Found
) -> None:
    """A document without a date conforms, with a warning; one with two, or with words as date, does not."""
    said = f"dcterms:date {' , '.join(dates)} ;" if dates else ""
    findings = found(valid("document").replace('dcterms:date "2020-05-04"^^xsd:date ;', said), "document")
    shapes = {local(one.shape).removeprefix("document-"): one for one in findings}
    assert {shape: one.severity for shape, one in shapes.items()} == severities


def test_an_offset_that_the_iri_does_not_name_is_found(found: Found) -> None:
    """A span whose IRI names other offsets than it has is a violation, though it quotes the text."""
    findings = found(valid("evidence").replace("char=0,6", "char=0,7"), "evidence")
    assert {str(one.value) for one in findings if local(one.shape) == "span-offsets"} == {
        f"{BORDER}#char=0,7"
    }


def test_a_deadline_that_is_no_day_is_not_missing_too(found: Found) -> None:
    """A deadline that is not well-formed is no deadline that is missing beside its evidence."""
    findings = found(valid("evidence").replace("2020-06-01", "2020-02-30"), "evidence")
    assert [(one.path, one.shape) for one in findings] == [(SV.deadline, LITERAL_FORM)]


@pytest.mark.parametrize("what", ["condition", "deadline", "period", "timing", "purpose", "accordance"])
def test_evidence_without_its_value_is_found(what: str, found: Found) -> None:
    """Words that a value was read from, without the value, are a violation at the statement."""
    text = valid("evidence")
    deadline = '    sv:deadline "2020-06-01"^^xsd:date ;\n    sv:deadlineEvidence <border#char=39,53> .'
    assert deadline in text
    text = text.replace(deadline, f"    sv:{what}Evidence <border#char=39,53> .")
    assert [local(one.shape) for one in found(text, "evidence")] == ["citation-alone"]


def test_a_changed_character_is_found(found: Found) -> None:
    """A span that does not quote the text is a violation at its document, with the span as value."""
    text = (EXAMPLES / "evidence" / "breaks-span-quote.ttl").read_text(encoding="utf-8")
    quotes = [one for one in found(text, "evidence") if local(one.shape) == "span-quote"]
    assert [(one.focus, one.value) for one in quotes] == [(URIRef(BORDER), URIRef(f"{BORDER}#char=0,6"))]
