"""What is asked of terms beside the shapes: that they exist, agree, are values and hold no contacts."""

from __future__ import annotations

import pytest
from rdflib import Literal
from rdflib.namespace import SH

from servanda.validate import Finding
from servanda.validate.terms import (
    CLASSES_DISJOINT,
    CONTACT_DATA,
    LITERAL_FORM,
    NAMED,
    TERM_CLASS,
    TERM_PROPERTY,
    TOLD,
    check,
)
from servanda.vocab import PREFIXES
from validate.conftest import Held
from validate.trees import EX, store


def found(turtle: str) -> list[Finding]:
    return list(check(store(turtle)))


@pytest.mark.parametrize(
    "turtle, message",
    [
        (
            ":s sv:benificiary :a .",
            "The ontology has no property sv:benificiary; did you mean sv:beneficiary?",
        ),
        (":s sv:deadLine :a .", "The ontology has no property sv:deadLine; did you mean sv:deadline?"),
        (":s sv:Statement :a .", "The ontology has no property sv:Statement"),
        (":s sv: :a .", "The ontology has no property sv:: see the files of ontology/."),
        (":s a sv:Promise .", "The ontology has no class sv:Promise"),
        (":s a sv:Comitment .", "The ontology has no class sv:Comitment; did you mean sv:Commitment?"),
        (":s a sv:statement .", "The ontology has no class sv:statement; did you mean sv:Statement?"),
        (":s a sv:xyz .", "The ontology has no class sv:xyz: see the files of ontology/."),
        (
            ":s a sv:Person, :Moot. :Moot rdfs:subClassOf sv:Chamber. sv:Person owl:disjointWith sv:Chamber.",
            "Nothing is both sv:Person and sv:Chamber: take one of the two away.",
        ),
    ],
)
def test_terms_that_do_not_fit(held: Held, turtle: str, message: str) -> None:
    """A term that the ontology does not have, or two classes that exclude each other, are a violation."""
    (finding,) = held(turtle).findings
    assert (finding.focus, finding.severity) == (EX.s, "Violation")
    assert finding.message.startswith(message)


def test_each_use_of_an_unknown_term_is_a_finding() -> None:
    """Every triple with a misspelt property or class is told, with its value."""
    properties = found(":s sv:bearrer :a , :b . :t sv:bearrer :c .")
    assert {(one.focus, one.value) for one in properties} == {(EX.s, EX.a), (EX.s, EX.b), (EX.t, EX.c)}
    assert {one.shape for one in properties} == {TERM_PROPERTY}
    classes = found(":s a sv:Stat . :t a sv:Stat .")
    assert {(one.focus, one.shape) for one in classes} == {(EX.s, TERM_CLASS), (EX.t, TERM_CLASS)}


def test_known_terms_and_those_of_others_are_passed_over() -> None:
    """What the ontology has, and whatever stands in other namespaces, is no finding."""
    assert found(":s a sv:Statement , :Comitment ; sv:bearer :a ; :bearrer :b ; :name 'x' .") == []


def test_a_class_below_an_excluded_one_counts() -> None:
    """Classes exclude each other through all that stand above them, and a pair once, on whatever side."""
    graph = """:A rdfs:subClassOf :B . :B rdfs:subClassOf :C . :X rdfs:subClassOf :Y .
        :C owl:disjointWith :Y . :one a :A , :X . :two a :A . :three a :X , :Y . :four a :X , :C ."""
    both = found(graph)
    assert {(one.focus, one.shape) for one in both} == {
        (EX.one, CLASSES_DISJOINT),
        (EX.four, CLASSES_DISJOINT),
    }
    assert len(both) == 2
    assert found(":A rdfs:subClassOf :B . :B rdfs:subClassOf :A . :one a :A .") == []


# --- contact data ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "Write to kim.lee@example.org for the text.",
        "kim(at)example.org",
        "Call +47 22 24 90 90 for the text.",
        "Telephone: (202) 456-1414",
        "Two lines:\ntel. 0171 555 0123\n",
    ],
)
@pytest.mark.parametrize("tag", ["", "@en", "@no", "^^xsd:string"])
def test_contact_data_in_a_text_are_found(words: str, tag: str, held: Held) -> None:
    """An e-mail address or a phone number in a text, whatever its language, is a violation at its node."""
    (finding,) = held(f':s :note """{words}"""{tag} .').findings
    assert (finding.focus, finding.path, str(finding.value)) == (EX.s, EX.note, words)
    assert (finding.shape, finding.severity) == (CONTACT_DATA, "Violation")
    assert finding.component == SH.PatternConstraintComponent
    assert "take it out" in finding.message


def test_each_thing_with_contact_data_is_told() -> None:
    """The same address at two things is two findings; two addresses in one text are one."""
    text = "'kim@example.org, lee@example.org'"
    assert {one.focus for one in found(f":s :note {text} . :t :note {text} .")} == {EX.s, EX.t}
    assert len(found(f":s :note {text} .")) == 1


@pytest.mark.parametrize(
    "literal",
    [
        "'A/RES/73/195'",
        "'S/2019/1016-17'",
        "'2019-06-07'",
        "'2019-06-07'^^xsd:date",
        "20190607123456",
        "'+47222490 90'^^:phone",
        "'144,278 individuals'",
        "'US$ 5 800 000 000'",
        "'9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'",
        "'0123456789012345678901234567890123456789012345678901234567890123'",
        "'char=12345678,12345690'",
        "'text/plain; charset=utf-8'",
        "'1992-2002-2012'",
        "'https://example.org/12345678901'",
        "'<https://w3id.org/servanda/id/document/2019-06-07#char=1,2>'",
        "'ISBN 978-0-306-40615-7'",
        "'@en'",
        "'a @ b'",
    ],
)
def test_what_only_looks_like_contact_data_is_passed_over(literal: str) -> None:
    """Symbols of documents, dates, numbers, amounts, offsets, digests and types of media are no contacts."""
    assert found(f":s :note {literal} .") == []


def test_contact_data_in_an_iri_are_not_looked_for() -> None:
    """Only texts are searched: an IRI is not one."""
    assert found(":s :note <mailto:kim@example.org> .") == []


# --- literals ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "literal, datatype",
    [
        ("'2019-02-30'^^xsd:date", "xsd:date"),
        ("'30 May 2019'^^xsd:date", "xsd:date"),
        ("'soon'^^xsd:dateTime", "xsd:dateTime"),
        ("'seven'^^xsd:integer", "xsd:integer"),
        ("'1,5'^^xsd:decimal", "xsd:decimal"),
        ("'yes'^^xsd:boolean", "xsd:boolean"),
    ],
)
def test_a_literal_without_a_value_is_found(literal: str, datatype: str, held: Held) -> None:
    """Characters that are no value of their datatype are a violation, told as they stand."""
    (finding,) = held(f":s :x {literal} .").findings
    assert (finding.focus, finding.path, finding.shape) == (EX.s, EX.x, LITERAL_FORM)
    assert isinstance(finding.value, Literal)
    assert literal.startswith(f"'{finding.value}'")
    assert finding.message.startswith(f"The value is no {datatype}: ")


@pytest.mark.parametrize(
    "literal",
    [
        "'2020-02-29'^^xsd:date",
        "'01'^^xsd:integer",
        "'+1.50'^^xsd:decimal",
        "'1'^^xsd:boolean",
        "'any'^^:own",
        "'any'",
        "''",
        "'2019-02-30'@en",
        "'2019-02-30'",
    ],
)
def test_a_literal_with_a_value_is_passed_over(literal: str) -> None:
    """Other spellings of a value, unknown datatypes and texts are well-formed."""
    assert found(f":s :x {literal} .") == []


def test_every_shape_of_the_code_is_told_in_words() -> None:
    """The shapes that stand in no file are those that `TOLD` has words for."""
    assert {shape.removeprefix(PREFIXES["svsh"]) for shape in NAMED} == set(TOLD)
