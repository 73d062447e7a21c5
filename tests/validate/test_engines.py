"""The engines: each gives the same findings, with the terms of the data as they were written."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from rdflib import BNode, Literal
from rdflib.namespace import RDF, SH, XSD
from rdflib.term import Identifier

from servanda.errors import ShapesError
from servanda.validate import ENGINES, Finding, Shapes, engine, read_shapes, validate
from validate.conftest import Held
from validate.trees import EX, NAME, NAMES, report, store, written

TREE = ":Tree a sh:NodeShape ; sh:targetClass :Tree"
MISSING = f"{TREE} ; sh:property :x . :x a sh:PropertyShape ; sh:path :x ; sh:minCount 1"


def pathless(findings: tuple[Finding, ...]) -> Counter[tuple[Identifier | None, ...]]:
    """What findings say, blank nodes without their labels."""
    return Counter(
        tuple(map(_bare, (one.focus, one.path, one.value, one.shape, one.component))) for one in findings
    )


def _bare(term: Identifier | None) -> Identifier | None:
    return BNode("any") if isinstance(term, BNode) else term


GRAPHS = {
    "blank nodes": (
        ":ash a :Tree ; :leaf [ a :Leaf ; :colour 1 ] , [ a :Leaf ] . [] a :Tree ; :leaf [ a :Twig ] .",
        f"""{TREE} ; sh:property :leaf . :leaf a sh:PropertyShape ; sh:path :leaf ; sh:class :Leaf .
        :Leaf a sh:NodeShape ; sh:targetClass :Leaf ; sh:property :colour .
        :colour a sh:PropertyShape ; sh:path :colour ; sh:minCount 1 ; sh:datatype xsd:string .""",
        3,
    ),
    "paths": (
        ":ash a :Tree ; :leaf [ :colour 'red' ] . :oak a :Tree . :kim :owns :oak . :lee :owns :oak .",
        f"""{TREE} ; sh:property :in , :seq , :alt , :more .
        :in a sh:PropertyShape ; sh:path [ sh:inversePath :owns ] ; sh:minCount 1 ; sh:maxCount 1 .
        :seq a sh:PropertyShape ; sh:path ( :leaf :colour ) ; sh:hasValue 'green' .
        :alt a sh:PropertyShape ; sh:path [ sh:alternativePath ( :leaf :needle ) ] ; sh:minCount 1 .
        :more a sh:PropertyShape ; sh:path [ sh:zeroOrMorePath :leaf ] ; sh:nodeKind sh:IRI .""",
        6,
    ),
    "lists and logic": (
        ":ash a :Tree ; :kind 'tall' , 'odd' , 3 . :oak a :Tree ; :kind 'low' ; :x 1 .",
        f"""{TREE} ; sh:property :kind , :either , :never .
        :kind a sh:PropertyShape ; sh:path :kind ; sh:in ( 'tall' 'low' ) .
        :either a sh:PropertyShape ; sh:path :kind ; sh:or ( [ sh:datatype xsd:string ] [ sh:hasValue 4 ] ) .
        :never a sh:PropertyShape ; sh:path :x ; sh:not [ sh:datatype xsd:integer ] .""",
        4,
    ),
    "pairs": (
        ":ash a :Tree ; :planted '2020-01-02'^^xsd:date ; :felled '2020-01-01'^^xsd:date ; :a 1 , 2 ; :b 2 .",
        f"""{TREE} ; sh:property :order , :same , :apart .
        :order a sh:PropertyShape ; sh:path :planted ; sh:lessThan :felled .
        :same a sh:PropertyShape ; sh:path :a ; sh:equals :b .
        :apart a sh:PropertyShape ; sh:path :a ; sh:disjoint :b .""",
        3,
    ),
    "numbers": (
        ":ash a :Tree ; :height 1 , 50 , 50.5 , 51 , 1e3 , 'high' .",
        f"""{TREE} ; sh:property :height . :height a sh:PropertyShape ; sh:path :height ;
        sh:minInclusive 2 ; sh:maxInclusive 50 .""",
        6,
    ),
    "qualified": (
        ":ash a :Tree ; :owner :kim , :lee . :kim a :Person . :lee a :Person . :oak a :Tree ; :owner :kim .",
        f"""{TREE} ; sh:property :owner . :owner a sh:PropertyShape ; sh:path :owner ;
        sh:qualifiedValueShape [ sh:class :Person ] ; sh:qualifiedMinCount 2 .""",
        1,
    ),
    "SPARQL": (
        ":ash a :Tree ; :leaf :green . :oak a :Tree ; :leaf :red , [ ] . :elm a :Tree .",
        f"""{TREE} ; sh:sparql [ sh:message "No leaf is green: paint one." ;
        sh:select "SELECT $this ?value {{ $this <{EX.leaf}> ?value FILTER (?value != <{EX.green}>) }}" ] .""",
        2,
    ),
    "SPARQL with a path of its own": (
        ":ash a :Tree ; :leaf :green , :red .",
        f"""{TREE} ; sh:sparql [ sh:select
        "SELECT $this ?path ?value {{ $this ?path ?value FILTER (?value = <{EX.red}>) }}" ] .""",
        1,
    ),
    "one of each language": (
        ":ash a :Tree ; :name 'ash'@en , 'tree'@en , 'Esche'@de , 'ash' .",
        f"""{TREE} ; sh:property :one , :german .
        :one a sh:PropertyShape ; sh:path :name ; sh:uniqueLang true .
        :german a sh:PropertyShape ; sh:path :name ; sh:languageIn ( 'de' ) .""",
        4,
    ),
    "closed": (
        ":ash a :Tree ; :name 'ash' ; :nmae 'ash' .",
        f"""{TREE} ; sh:closed true ; sh:ignoredProperties ( <{RDF.type}> ) ; sh:property :name .
        :name a sh:PropertyShape ; sh:path :name ; sh:minCount 1 .""",
        1,
    ),
}


@pytest.mark.parametrize("what", GRAPHS)
def test_both_engines_find_the_same(what: str, tmp_path: Path) -> None:
    """Focus, path, value, shape, component, severity and message agree, and there are as many findings."""
    graph, shapes, number = GRAPHS[what]
    found = [report(graph, tmp_path, shapes, name).findings for name in ENGINES]
    assert [len(findings) for findings in found] == [number, number]
    assert pathless(found[0]) == pathless(found[1])


@pytest.mark.parametrize("extra", ["", "sh:or ( [ sh:class :Tree ] [ sh:nodeKind sh:IRI ] ) ;"])
def test_a_blank_node_of_a_finding_is_one_of_the_data(extra: str, tmp_path: Path, engine_name: str) -> None:
    """Focus and value have the labels of the data, not those that an engine makes up, graph after graph."""
    shapes = f""":Tree a sh:NodeShape ; sh:targetClass :Tree ; {extra} sh:property :leaf , :name .
        :leaf a sh:PropertyShape ; sh:path :leaf ; sh:nodeKind sh:IRI .
        :name a sh:PropertyShape ; sh:path [ sh:alternativePath ( :name :label ) ] ; sh:minCount 1 ."""
    against = engine(read_shapes([written(tmp_path, shapes)]), engine_name)
    for start in (0, 100):
        numbers = range(start, start + 12)
        trees = "".join(f"[] a :Tree ; :number {n} ; :leaf [ :colour {n} ] . " for n in numbers)
        data = store(f"{trees} :ash a :Tree ; :name 'ash' ; :leaf :green .")
        found = validate(data, against, NAME).findings
        assert len(found) == 24
        for finding in found:
            number = data.value(finding.focus, EX.number)
            assert number is not None
            if finding.value is not None:
                assert data.value(finding.focus, EX.leaf) == finding.value
                assert data.value(finding.value, EX.colour) == number
        assert {data.value(finding.focus, EX.number) for finding in found} == set(map(Literal, numbers))


VALUES = [
    Literal("plain"),
    Literal('"quoted" and \\ back'),
    Literal("two\nlines\r\n\tand a tab"),
    Literal("Größe – “ash” 🌳"),
    Literal("ash", lang="en"),
    Literal("frêne", lang="fr-be"),
    Literal("01", datatype=XSD.integer, normalize=False),
    Literal("1.50", datatype=XSD.decimal, normalize=False),
    Literal("2020-05-04", datatype=XSD.date),
    Literal("true", datatype=XSD.boolean),
    Literal("^^<a>", datatype=EX.own),
    EX["a%20b?c=d&e#f"],
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_comes_back_as_it_stands_in_the_data(
    value: Identifier, tmp_path: Path, engine_name: str
) -> None:
    """The value of a finding has the characters, language and datatype that the graph has for it."""
    shapes = f"{TREE} ; sh:property :x . :x a sh:PropertyShape ; sh:path :x ; sh:in ( :nothing ) ."
    data = store(":ash a :Tree .")
    data.add(NAME, [(EX.ash, EX.x, value)])
    (held,) = data.values(EX.ash, EX.x)
    (finding,) = validate(data, engine(read_shapes([written(tmp_path, shapes)]), engine_name), NAME).findings
    assert isinstance(held, Literal) == isinstance(finding.value, Literal)
    assert finding.value is not None
    assert finding.value.n3() == held.n3()


def test_digits_of_an_integer_are_kept(tmp_path: Path, engine_name: str) -> None:
    """A literal of the shapes' own comparison is told with the digits that the engine was handed."""
    shapes = (
        f"{TREE} ; sh:property :x . :x a sh:PropertyShape ; sh:path :x ; sh:maxCount 1 ; sh:minInclusive 5 ."
    )
    (finding,) = report(":ash a :Tree ; :x 1 .", tmp_path, shapes, engine_name).findings
    assert isinstance(finding.value, Literal)
    assert (str(finding.value), finding.value.datatype) == ("1", XSD.integer)


def test_several_messages_are_one(held: Held) -> None:
    """The messages of a shape stand in one, in order, whatever the order in the file."""
    shapes = f'{MISSING} ; sh:message "Mend it." , "It is missing." .'
    (finding,) = held(":ash a :Tree .", shapes).findings
    assert finding.message == "It is missing. Mend it."


def test_a_message_may_have_quotes_and_lines(held: Held) -> None:
    """Quotes, line breaks and letters of any script in a message are those of the file."""
    shapes = f"{MISSING} ; sh:message '''Say \"x\"\\nor “ü”: \\\\.''' ."
    (finding,) = held(":ash a :Tree .", shapes).findings
    assert finding.message == 'Say "x"\nor “ü”: \\.'


def test_a_shape_without_a_name_is_a_blank_node(held: Held) -> None:
    """A finding of a shape in brackets names no shape, and says by its component what was broken."""
    (finding,) = held(":ash a :Tree .", f"{TREE} ; sh:property [ sh:path :x ; sh:minCount 1 ] .").findings
    assert isinstance(finding.shape, BNode)
    assert finding.component == SH.MinCountConstraintComponent


def test_every_target_counts(held: Held) -> None:
    """Classes with those below them, nodes, subjects and objects of a property are looked at."""
    shapes = """:Tree a sh:NodeShape ; sh:targetClass :Tree ; sh:targetNode :elm ; sh:targetSubjectsOf :has ;
        sh:targetObjectsOf :has ; sh:property :x . :x a sh:PropertyShape ; sh:path :x ; sh:minCount 1 ."""
    graph = ":Ash rdfs:subClassOf :Tree . :ash a :Ash . :kim :has :oak . :bush a :Bush ."
    assert {one.focus for one in held(graph, shapes).findings} == {EX.ash, EX.elm, EX.kim, EX.oak}


def test_a_shape_that_is_switched_off_finds_nothing(held: Held) -> None:
    """sh:deactivated silences a property shape, and a node shape with all that it holds."""
    one = f"{TREE} ; sh:property :x . :x a sh:PropertyShape ; sh:path :x ; sh:minCount 1 ."
    assert len(held(":ash a :Tree .", one).findings) == 1
    assert held(":ash a :Tree .", f"{one} :x sh:deactivated true .").findings == ()
    assert held(":ash a :Tree .", f"{one} :Tree sh:deactivated true .").findings == ()


# --- which engine ------------------------------------------------------------------------------


def test_the_fastest_engine_is_taken_unless_another_is_named(tmp_path: Path) -> None:
    """Without a name it is the first of `ENGINES`; each says its own name and version."""
    shapes = read_shapes([written(tmp_path)])
    assert engine(shapes).name == engine(shapes, ENGINES[0]).name
    assert [engine(shapes, name).name.split()[0] for name in ENGINES] == list(ENGINES)


def test_an_engine_that_is_not_installed_is_refused_with_what_to_do() -> None:
    """The error names the engine and how it is installed."""
    with pytest.raises(ShapesError, match=r"the engine no_such_engine is not installed; run `pip install"):
        engine(Shapes.__new__(Shapes), "no_such_engine")


# --- shapes that cannot be evaluated -----------------------------------------------------------


@pytest.mark.parametrize(
    "constraint",
    [
        "sh:property [ sh:path :name ; sh:minCount 'one' ]",
        "sh:property [ sh:path :name ; sh:pattern '(' ]",
        "sh:sparql [ sh:select 'SELECT $this WHERE { ?x ' ]",
        "sh:sparql [ sh:select 'SELECT $this WHERE { VALUES ?x { 1 } $this ?p ?x }' ]",
        "sh:sparql [ sh:select 'SELECT $this WHERE { $this ?p ?x MINUS { $this ?p 1 } }' ]",
        "sh:property :named . :named a sh:PropertyShape ; sh:path :name ; sh:pattern '('",
        "sh:or :no-list",
    ],
)
def test_a_shape_that_cannot_be_evaluated_is_refused_with_its_file(
    held: Held, tmp_path: Path, constraint: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """A constraint that makes no sense is an error of one line with the file, and nothing is printed."""
    with pytest.raises(ShapesError) as caught:
        held(":ash a :Tree ; :name 'ash' .", f"{TREE} ; {constraint} .")
    assert caught.value.where == str(tmp_path / "tree.ttl")
    assert "cannot be evaluated: " in caught.value.what
    assert "\n" not in caught.value.what
    assert len(caught.value.what) < 400
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "constraint",
    [
        "sh:property [ sh:path :name ; sh:minCount 'one' ]",
        "sh:property [ sh:minCount 1 ]",
        "sh:property [ sh:path :name ; sh:pattern '(' ]",
        "sh:sparql [ sh:select 'SELECT $this WHERE { ?x ' ]",
        "sh:sparql [ sh:select 'SELECT $this WHERE { VALUES ?x { 1 } $this ?p ?x }' ]",
    ],
)
def test_the_reference_engine_names_the_shape_too(
    tmp_path: Path, constraint: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """An error of pySHACL has file and shape, on one line."""
    with pytest.raises(ShapesError) as caught:
        report(":ash a :Tree ; :name 'ash' .", tmp_path, f"{TREE} ; {constraint} .")
    assert caught.value.where == str(tmp_path / "tree.ttl")
    assert f"the shape {EX.Tree} cannot be evaluated" in caught.value.what
    assert "\n" not in caught.value.what
    assert capfd.readouterr().err == ""


def test_the_file_at_fault_is_named_among_several(tmp_path: Path, engine_name: str) -> None:
    """Of several files of shapes the error names the one that cannot be evaluated."""
    sound, broken = written(tmp_path), tmp_path / "wood.ttl"
    shapes = ":Wood a sh:NodeShape ; sh:targetClass :Wood ; sh:property [ sh:path :name ; sh:pattern '(' ] ."
    broken.write_text(f"{NAMES}{shapes}", encoding="utf-8")
    with pytest.raises(ShapesError) as caught:
        validate(store(":ash a :Wood ; :name 'x' ."), engine(read_shapes([sound, broken]), engine_name), NAME)
    assert caught.value.where == str(broken)
