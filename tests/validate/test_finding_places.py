"""Where a finding stands: thing, passage and quoted words, for graphs of our own and of others."""

from __future__ import annotations

import pytest
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Identifier

from servanda.store import Rdf, Store
from servanda.syntax import Syntax
from servanda.validate import Finding, Place
from servanda.validate.places import Places
from servanda.vocab import SV

DOCUMENT = "https://w3id.org/servanda/id/document/pier"
TEXT = "Article 1\n\nNorway will repair\nthe pier.\n\n2. Chile thanks Norway.\n\nThe end."
ON_ONE_LINE = TEXT.replace("\n", " ")
PREFIX = f"""
@base <{DOCUMENT}> .
@prefix : <https://example.org/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sv: <https://w3id.org/servanda/ontology#> .
"""
GRAPH = f'''{PREFIX}
<> a sv:JointDeclaration ; dcterms:title "The Pier"@en ; sv:text """{TEXT}""" .
<#section=0,64> a sv:Section ; sv:passageOf <> ; sv:number "1" ; sv:evidence <#char=0,64> .
<#char=0,64> a sv:Span ; sv:spanOf <> ; oa:start 0 ; oa:end 64 ; oa:exact "Article 1 and all the rest" .
<#paragraph=11,39> a sv:Paragraph ; sv:passageOf <> .
<#paragraph=41,64> a sv:Paragraph ; sv:passageOf <> ; sv:number "2" ; sv:evidence <#char=41,64> .
<#char=41,64> a sv:Span ; sv:spanOf <> ; oa:start 41 ; oa:end 64 ; oa:exact "2. Chile thanks Norway." .
<#statement=44,63> a sv:Statement ; sv:evidence <#char=44,63> .
<#char=44,63> a sv:Span ; sv:spanOf <> ; oa:start 44 ; oa:end 63 .
:mine a sv:Statement , sv:Commitment ; sv:evidence :words .
:words a sv:Span ; sv:spanOf <> ; oa:start 18 ; oa:end 29 .
:loose sv:spanOf <> ; oa:start 44 ; oa:end 49 .
:norway a sv:State ; skos:prefLabel "Norway"@en .
:nobody a sv:State .
:plan dcterms:title "The Plan" .
'''


def ex(name: str) -> URIRef:
    return URIRef(f"https://example.org/{name}")


def part(name: str) -> URIRef:
    return URIRef(f"{DOCUMENT}#{name}")


def graph(turtle: str) -> Store:
    return Store.parse(Rdf(turtle.encode(), Syntax.TURTLE, "pier.ttl"))


def finding(focus: Identifier, value: Identifier | None = None, path: URIRef | None = None) -> Finding:
    return Finding(focus, path, value, "Violation", "Mend it.", ex("shape"), SH.ClassConstraintComponent)


def at(focus: Identifier, value: Identifier | None = None, turtle: str = GRAPH) -> Place:
    """The place of a finding in a graph."""
    return Places(graph(turtle)).place(finding(focus, value))


@pytest.mark.parametrize(
    "focus, thing, passage, quote",
    [
        (part("statement=44,63"), "statement", "paragraph 2 of article 1", "Chile thanks Norway"),
        (part("char=44,49"), "words", "paragraph 2 of article 1", "Chile"),
        (part("paragraph=41,64"), "words", "paragraph 2 of article 1", "2. Chile thanks Norway."),
        (part("skipped-number=41,44"), "skipped number", "paragraph 2 of article 1", "2."),
        (part("char=18,29"), "words", "article 1", "will repair"),
        (part("char=66,74"), "words", "", "The end."),
        (ex("mine"), "statement", "article 1", "will repair"),
        (ex("words"), "words", "article 1", "will repair"),
        (ex("loose"), "words", "paragraph 2 of article 1", "Chile"),
    ],
)
def test_a_finding_in_the_text_has_thing_passage_and_words(
    focus: URIRef, thing: str, passage: str, quote: str
) -> None:
    """By the IRI of a part, or by its span: what it is, the numbers around it, and its first words."""
    found = at(focus)
    assert (found.thing, found.passage, found.quote) == (thing, passage, quote)
    assert " ".join(TEXT[found.offset : found.end].split()) == quote
    assert (found.first, found.last, found.column) == (None, None, None)


def test_the_value_counts_before_the_node() -> None:
    """Where the value that breaks a shape stands in the text, that is the place; a literal stands nowhere."""
    assert at(part("statement=44,63"), part("char=18,29")).quote == "will repair"
    assert at(URIRef(DOCUMENT), part("char=18,29")).quote == "will repair"
    assert at(part("statement=44,63"), ex("norway")).quote == "Chile thanks Norway"
    assert at(part("statement=44,63"), Literal(part("char=18,29"))).quote == "Chile thanks Norway"


@pytest.mark.parametrize(
    "focus, thing",
    [
        (ex("norway"), "“Norway” (https://example.org/norway)"),
        (URIRef(DOCUMENT), f"“The Pier” ({DOCUMENT})"),
        (ex("plan"), "“The Plan” (https://example.org/plan)"),
        (ex("nobody"), "https://example.org/nobody"),
        (part("extraction"), f"{DOCUMENT}#extraction"),
        (part("char=9,3"), f"{DOCUMENT}#char=9,3"),
        (part("char=1,99999999999999"), f"{DOCUMENT}#char=1,99999999999999"),
    ],
)
def test_what_stands_nowhere_in_the_text_is_named(focus: URIRef, thing: str) -> None:
    """An actor, a document, and what has no sound offsets, has its label and IRI and no passage."""
    assert at(focus) == Place(thing)


def test_words_in_lines_and_long_words_are_told_short() -> None:
    """The quote stands on one line, and of a long one its first words."""
    assert at(part("char=11,39")).quote == "Norway will repair the pier."
    long_text = " ".join(["word"] * 50)
    quote = at(part("char=0,249"), turtle=f'{PREFIX} <> sv:text "{long_text}" .').quote
    assert quote.endswith("word …")
    assert 40 < len(quote) <= 60


@pytest.mark.parametrize("turtle", ["", f"{PREFIX} :x :y :z .", f"{PREFIX} <> sv:text '' ."])
def test_offsets_without_a_text_quote_nothing(turtle: str) -> None:
    """In a graph that does not hold the text, or less of it, a finding has its offsets and no words."""
    found = at(part("statement=44,63"), turtle=turtle)
    assert (found.thing, found.passage, found.quote, found.offset, found.end) == ("statement", "", "", 44, 63)


@pytest.mark.parametrize(
    "offsets",
    [
        "oa:start 9 ; oa:end 3",
        "oa:start -1 ; oa:end 3",
        "oa:start 1",
        "oa:start 'one' ; oa:end 3",
        "oa:start 1.5 ; oa:end 3",
        "oa:start 1 ; oa:end :x",
    ],
)
def test_a_span_without_sound_offsets_stands_nowhere(offsets: str) -> None:
    """Offsets that are missing, reversed, negative or no whole numbers give no place and no error."""
    assert at(ex("x"), turtle=f"{PREFIX} :x sv:spanOf <> ; {offsets} . <> sv:text 'abcdefghijk' .") == Place(
        "https://example.org/x"
    )


def test_a_span_of_no_document_stands_nowhere() -> None:
    """A span that does not say of which document it is, or names a text for it, has no place."""
    for said in ("", "sv:spanOf 'pier' ; "):
        assert at(ex("x"), turtle=f"{PREFIX} :x {said} oa:start 1 ; oa:end 3 .").offset == -1


def test_a_heading_stands_for_a_missing_number() -> None:
    """Where no passage around the words has a number, the nearest heading says where they stand."""
    turtle = f"""{PREFIX} <> sv:text "The Pier. It is old. It will be repaired." .
        <#section=0,41> sv:passageOf <> ; sv:heading "The Harbour" .
        <#section=0,20> sv:passageOf <> ; sv:heading "The Pier" ."""
    assert at(part("char=10,19"), turtle=turtle).passage == "under “The Pier”"
    assert at(part("char=21,40"), turtle=turtle).passage == "under “The Harbour”"


def test_passages_of_other_documents_are_not_around() -> None:
    """Only passages of the very document count."""
    turtle = f"{GRAPH} <other#paragraph=0,90> sv:passageOf <other> ; sv:number '9' ."
    assert at(part("char=44,49"), turtle=turtle).passage == "paragraph 2 of article 1"


@pytest.mark.parametrize(
    "path, number, words, passage",
    [
        (SV.skippedNumber, "2", "", "between paragraphs 2 and 4 of section 1"),
        (SV.repeatedNumber, "4", "", "paragraph 4 after paragraph 2 of section 1"),
        (SV.skippedNumber, "3", "Article 4. The pier", "between articles 2 and 4 of section 1"),
        (SV.skippedNumber, "3", "Annex 4. The pier", "between annexes 2 and 4 of section 1"),
    ],
)
def test_a_gap_or_repeat_names_both_sides(path: URIRef, number: str, words: str, passage: str) -> None:
    """A finding about the numbering says between which passages a number is missing, or which came before."""
    turtle = f"""{PREFIX} <> sv:text '{ON_ONE_LINE}' .
        <#section=0,70> sv:passageOf <> ; sv:number "1" .
        <#paragraph=0,20> sv:passageOf <> ; sv:number "2" .
        <#paragraph=21,40> sv:passageOf <> ; sv:number "4" ; sv:numberedAfter <#paragraph=0,20> ;
            sv:evidence <#char=21,40> . <#char=21,40> oa:exact "{words}" ."""
    found = Places(graph(turtle)).place(finding(part("paragraph=21,40"), Literal(number), path))
    assert found.passage == passage


def test_a_blank_node_is_told_by_what_it_says() -> None:
    """A node without a name has the place of its span, and a property and value by which to find it again."""
    data = graph(
        f"""{PREFIX} <> sv:text '{ON_ONE_LINE}' .
        [] a sv:Statement ; sv:action "repair the pier" ;
            sv:evidence [ sv:spanOf <> ; oa:start 18 ; oa:end 29 ] .
        [] a sv:State ; sv:organOf [] ."""
    )
    (statement,) = data.subjects(RDF.type, SV.Statement)
    assert isinstance(statement, BNode)
    found = Places(data).place(finding(statement))
    assert (found.thing, found.quote, found.offset) == ("statement", "will repair", 18)
    assert found.said is not None
    assert found.said[0].startswith("http")
    assert set(data.triples(statement)) & {
        triple for triple in data.triples(statement) if (str(triple[1]), str(triple[2])) == found.said
    }
    (state,) = data.subjects(RDF.type, SV.State)
    assert isinstance(state, BNode)
    nowhere = Places(data).place(finding(state))
    assert nowhere.offset == -1
    assert nowhere.said == (
        str(RDF.type),
        "https://w3id.org/servanda/ontology#State",
    )
