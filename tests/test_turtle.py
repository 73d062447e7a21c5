"""Turtle and TriG as people read them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import XSD

from servanda.nquads import quads
from servanda.turtle import trig, turtle

PREFIXES = {"ex": "https://example.org/", "xsd": str(XSD), "unused": "https://example.net/"}
BORDER, LABEL = "<https://example.org/border>", "<https://example.org/label>"


@pytest.mark.parametrize(
    "term, written",
    [
        ("<https://example.org/name>", "ex:name"),
        ("<https://example.org/a-name_2>", "ex:a-name_2"),
        ("<https://example.org/d#char=1,2>", "<https://example.org/d#char=1,2>"),
        ("<https://example.org/dot.>", "<https://example.org/dot.>"),
        ("<https://example.org/2nd>", "<https://example.org/2nd>"),
        ("<https://elsewhere.org/name>", "<https://elsewhere.org/name>"),
        ('"5"^^<http://www.w3.org/2001/XMLSchema#integer>', "5"),
        ('"-0.5"^^<http://www.w3.org/2001/XMLSchema#decimal>', "-0.5"),
        ('"5"^^<http://www.w3.org/2001/XMLSchema#decimal>', '"5"^^xsd:decimal'),
        ('"true"^^<http://www.w3.org/2001/XMLSchema#boolean>', "true"),
        ('"1"^^<http://www.w3.org/2001/XMLSchema#boolean>', '"1"^^xsd:boolean'),
        ('"2020-05-04"^^<http://www.w3.org/2001/XMLSchema#date>', '"2020-05-04"^^xsd:date'),
        ('"a \\"quote\\"^^<b>"', '"a \\"quote\\"^^<b>"'),
        ('"Grenze"@de', '"Grenze"@de'),
        ("_:b0", "_:b0"),
    ],
)
def test_a_term_is_as_short_as_turtle_allows(term: str, written: str) -> None:
    """Prefixes where nothing needs an escape, bare numbers where Turtle would read them the same."""
    text = "".join(turtle([(BORDER, LABEL, term, "")], PREFIXES))
    assert text.splitlines()[-1] == f"ex:border ex:label {written} ."
    assert list(Graph().parse(data=text).objects()) == list(
        Graph().parse(data=f"{BORDER} {LABEL} {term} .", format="nt").objects()
    ) or term.startswith("_:")


def test_a_subject_is_one_block_and_only_used_prefixes_are_declared() -> None:
    """Types come first, properties in order, values side by side, and an empty line between subjects."""
    type_ = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    rows = [
        ("<https://example.org/area>", LABEL, '"c"', ""),
        (BORDER, type_, "<https://example.org/Treaty>", ""),
        (BORDER, LABEL, '"a"', ""),
        (BORDER, LABEL, '"b"', ""),
    ]
    assert "".join(turtle(rows, PREFIXES)) == (
        "@prefix ex: <https://example.org/> .\n\n"
        'ex:area ex:label "c" .\n\n'
        'ex:border a ex:Treaty ;\n    ex:label "a" , "b" .\n'
    )


def test_subjects_stand_under_their_graphs() -> None:
    """A subject stands under the graph whose name it has, or that says most; each triple is written once."""
    graph, other = "<https://example.org/d10>", "<https://example.org/d9>"
    rows = [
        (BORDER, LABEL, '"a"', graph),
        (BORDER, LABEL, '"a"', other),
        (BORDER, LABEL, '"b"', other),
        (graph, "<http://purl.org/dc/terms/title>", '"A \\"note\\""@en', graph),
        ("<https://example.org/d10#a>", LABEL, '"c"', graph),
        ("<https://example.org/d10#a>", LABEL, '"d"', other),
        ("<https://example.org/d10#a>", LABEL, '"e"', other),
    ]
    assert "".join(turtle(rows, PREFIXES)) == (
        "@prefix ex: <https://example.org/> .\n\n"
        '# <https://example.org/d9>\n\nex:border ex:label "a" , "b" .\n\n'
        '# A \\"note\\"\n\nex:d10 <http://purl.org/dc/terms/title> "A \\"note\\""@en .\n\n'
        '<https://example.org/d10#a> ex:label "c" , "d" , "e" .\n'
    )


def test_graphs_are_indented_blocks() -> None:
    """TriG puts each named graph in braces, the default graph first and without."""
    rows = [(BORDER, LABEL, '"a"', "<https://example.org/g>"), (BORDER, LABEL, '"b"', "")]
    assert "".join(trig(rows, PREFIXES)) == (
        "@prefix ex: <https://example.org/> .\n\n"
        'ex:border ex:label "b" .\n\n'
        'ex:g {\n    ex:border ex:label "a" .\n}\n'
    )


def test_nothing_is_written_of_nothing() -> None:
    """No triples make an empty document."""
    assert "".join(turtle([], PREFIXES)) == ""


names = st.from_regex(r"[a-zA-Z0-9_.#=,/-]{0,8}", fullmatch=True)
iris = names.map(lambda name: URIRef(f"https://example.org/{name}"))
literals = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])).map(Literal),
    st.integers().map(Literal),
    st.decimals(allow_nan=False, allow_infinity=False, places=3).map(Literal),
    st.booleans().map(Literal),
    st.text(st.characters(exclude_categories=["Cs"])).map(lambda text: Literal(text, lang="en")),
)


@given(st.sets(st.tuples(iris, iris, iris | literals), max_size=6))
@settings(deadline=None)
def test_what_is_written_reads_back(triples: set[tuple[URIRef, URIRef, URIRef | Literal]]) -> None:
    """Whatever the terms are, another parser reads the same triples from what was written."""
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    lines = sorted(line for line in graph.serialize(format="nt").split("\n") if line)
    assert set(Graph().parse(data="".join(turtle(quads([lines]), PREFIXES)))) == set(graph)
