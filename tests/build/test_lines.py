"""The lines of an RDF file on which its triples stand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import SH
from rdflib.term import Identifier

from servanda.build.lines import LARGEST, Lines
from servanda.store import Rdf, Store
from servanda.syntax import Syntax
from servanda.validate import Finding, Place
from servanda.validate.places import Places

EX = "https://example.org/"


def ex(name: str) -> URIRef:
    return URIRef(EX + name)


def finding(
    focus: Identifier, path: str | None = None, value: Identifier | None = None, place: Place | None = None
) -> Finding:
    """A finding at a node, a property of it, or one of its values."""
    shape, component = ex("shape"), SH.ClassConstraintComponent
    path_iri = None if path is None else ex(path)
    return Finding(focus, path_iri, value, "Violation", "Mend it.", shape, component, place or Place("it"))


def line(text: str, found: Finding, syntax: Syntax = Syntax.TURTLE) -> int | None:
    """The line on which a finding stands in a text."""
    located = Lines(Rdf(text.encode(), syntax, "trees", EX)).locate(found)
    assert located is not None
    assert located.unit == "line"
    assert located.first == located.last
    return located.first


TURTLE = f"""\
# Trees. :ash :name "Ash" .
@prefix : <{EX}> .
@base <{EX}> .

:ash a :Tree ; # :oak a :Tree
    :name "Ash"@en ,
        "Esche"@de
        , "frêne"@fr ;

    :height 12 ;
    :note \"\"\"It stands
on a
hill.\"\"\" ; :age 7 ; :soil
        :clay .
<oak> :by <ash> , :elm ,
    <../root> ; :leaf [
        :colour "green" ;
        :vein [ :number 5 ]
    ] .

:birch
    a
        :Tree .
"""


@pytest.mark.parametrize(
    "focus, path, value, expected",
    [
        ("ash", "name", Literal("Ash", lang="en"), 6),
        ("ash", "name", Literal("Esche", lang="de"), 7),
        ("ash", "name", Literal("frêne", lang="fr"), 8),
        ("ash", "height", Literal(12), 10),
        ("ash", "note", Literal("It stands\non a\nhill."), 11),
        ("ash", "age", Literal(7), 13),
        ("ash", "soil", ex("clay"), 14),
        ("ash", "name", None, 6),
        ("ash", None, None, 5),
        ("ash", "missing", None, 5),
        ("oak", None, None, 15),
        ("oak", "by", ex("ash"), 15),
        ("oak", "by", ex("elm"), 15),
        ("oak", "by", URIRef("https://example.org/root"), 16),
        ("oak", "leaf", None, 16),
        ("birch", None, None, 23),
        ("nowhere", None, None, None),
    ],
)
def test_turtle_has_the_line_of_each_object(
    focus: str, path: str | None, value: Identifier | None, expected: int | None
) -> None:
    """A value stands where it begins; what is missing, at the property or at the first words of the thing."""
    assert line(TURTLE, finding(ex(focus), path, value)) == expected


@pytest.mark.parametrize(
    "path, value, expected",
    [("colour", Literal("green"), 17), ("number", Literal(5), 18), ("vein", None, 18)],
)
def test_a_blank_node_is_found_by_what_is_said_of_it(
    path: str, value: Identifier | None, expected: int
) -> None:
    """A node in brackets, nested ones too, has the line of the value, whatever label others give it."""
    assert line(TURTLE, finding(BNode("other"), path, value)) == expected


def test_a_blank_node_among_many_has_its_own_line() -> None:
    """Nodes without a name that lack the same thing are told from each other by what they say."""
    text = f"@prefix : <{EX}> .\n" + "\n".join(f":ash :leaf [ :colour 'c{n}' ; :size 1 ] ." for n in range(5))
    data = Store.parse(Rdf(text.encode(), Syntax.TURTLE, "trees.ttl"))
    found = set[int | None]()
    for node in data.values(ex("ash"), ex("leaf")):
        assert isinstance(node, BNode)
        missing = finding(node, "number")
        number = line(text, finding(node, "number", place=Places(data).place(missing)))
        assert number is not None
        assert str(data.value(node, ex("colour"))) == f"c{number - 2}"
        found.add(number)
    assert found == {2, 3, 4, 5, 6}


@pytest.mark.parametrize(
    "text, found, expected",
    [
        (f"PREFIX : <{EX}>\n\n:a :b 'x' .", finding(ex("a"), "b", Literal("x")), 3),
        (f"BASE <{EX}>\n<a> <b>\n<#c> .", finding(ex("a"), "b", URIRef(f"{EX}#c")), 3),
        ("<a> <b>\n<c> .", finding(ex("a"), "b", ex("c")), 2),
        (f"@prefix : <{EX}> .\r\n:a :b 1 ;\r\n:c 2 .\r\n", finding(ex("a"), "c", Literal(2)), 3),
        (f"@prefix : <{EX}> .\n:a :b (\n'x'\n'y' ) .", finding(ex("a"), "b"), 2),
        (f"@prefix : <{EX}> .\n:a :b\n# a comment\n\n  # another\n 'x' .", finding(ex("a"), "b"), 6),
        (f"@prefix : <{EX}> .\n:a :b 'x # no comment' ,\n'y' .", finding(ex("a"), "b", Literal("y")), 3),
        (f"@prefix : <{EX}> .\n:a :b '''\n\n''' , true ,\n1.5 .", finding(ex("a"), "b", Literal("true")), 4),
        (f"@prefix : <{EX}> .\n:a :b 1 .\n:a :b 2 .\n:a :c 1 .", finding(ex("a"), "b", Literal(2)), 3),
        (f"@prefix : <{EX}> .\n[] :b 1 .\n[ :c 2 ] :d 3 .", finding(BNode(), "d", Literal(3)), 3),
        (f"@prefix : <{EX}> .\n_:x :b 1 .\n_:y :b\n2 .", finding(BNode("z"), "b", Literal(2)), 4),
        (f"@prefix : <{EX}> .\n:é\n:b 'ü' ; :c 'ö' ;\n:d '🌳' .", finding(ex("é"), "d", Literal("🌳")), 4),
    ],
)
def test_every_way_to_write_turtle_has_its_lines(text: str, found: Finding, expected: int) -> None:
    """SPARQL's prefixes, bases, relative IRIs, lists, comments and Windows line ends keep the lines."""
    assert line(text, found) == expected


def test_a_class_that_a_thing_lacks_is_at_the_value() -> None:
    """Where no property is named, a value that is an IRI leads to the line where that is described."""
    assert line(TURTLE, finding(ex("nowhere"), None, ex("oak"))) == 15


def test_trig_has_the_lines_of_each_graph() -> None:
    """Triples in named graphs, in GRAPH and in the default graph have their lines."""
    text = f"""@prefix : <{EX}> .
:one {{
    :ash :name "Ash" ,
        "Esche" .
}}
GRAPH :two {{ :oak :name "Oak" ; :height
    9 }}
:elm :name "Elm" .
"""
    assert line(text, finding(ex("ash"), "name", Literal("Esche")), Syntax.TRIG) == 4
    assert line(text, finding(ex("oak"), "height", Literal(9)), Syntax.TRIG) == 7
    assert line(text, finding(ex("elm")), Syntax.TRIG) == 8


@pytest.mark.parametrize("syntax", [Syntax.NTRIPLES, Syntax.NQUADS])
def test_ntriples_have_a_line_each(syntax: Syntax) -> None:
    """A triple stands on its line, literals with escapes, languages and blank nodes too."""
    text = "\n".join(
        [
            "# trees",
            f"<{EX}ash> <{EX}name> <{EX}Ash> .",
            "",
            f'<{EX}ash> <{EX}name> "Ash"@en .',
            f'  <{EX}ash> <{EX}age> "7"^^<http://www.w3.org/2001/XMLSchema#integer> .',
            f'_:b <{EX}colour> "green" .',
            f"<{EX}oak> <{EX}leaf> _:b .",
        ]
    )
    assert line(text, finding(ex("ash"), "name", ex("Ash")), syntax) == 2
    assert line(text, finding(ex("ash"), "name", Literal("Ash", lang="en")), syntax) == 4
    assert line(text, finding(ex("ash"), "age", Literal(7)), syntax) == 5
    assert line(text, finding(BNode("n"), "colour", Literal("green")), syntax) == 6
    assert line(text, finding(ex("oak"), "leaf", BNode("n")), syntax) == 7
    assert line(text, finding(ex("elm")), syntax) is None


OTHERS = {
    Syntax.JSON_LD: f"""{{
  "@context": {{"ex": "{EX}"}},
  "@graph": [
    {{"@id": "ex:ash-tree"}},
    {{"@id": "ex:ash"}},
    {{"@id": "{EX}oak"}}
  ]
}}""",
    Syntax.RDF_XML: f"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xml:base="{EX}" xmlns:ex="{EX}">
  <ex:Tree rdf:ID="elm-ash"/>
  <ex:Tree rdf:about="#ash-tree"/>
  <ex:Tree rdf:ID="ash"/>
  <ex:Tree rdf:about="{EX}oak"/>
</rdf:RDF>""",
    Syntax.N3: f"@prefix : <{EX}> .\n\n:ash-tree a :Tree .\n\n:ash a :Tree .\n:oak a :Tree .",
}


@pytest.mark.parametrize("syntax", OTHERS)
def test_other_syntaxes_have_the_line_where_a_thing_is_first_named(syntax: Syntax) -> None:
    """In JSON-LD, RDF/XML and N3 a thing stands where its IRI or the last part of it is first written."""
    assert line(OTHERS[syntax], finding(ex("ash"), "name"), syntax) == 5
    assert line(OTHERS[syntax], finding(ex("oak")), syntax) == 6
    assert line(OTHERS[syntax], finding(ex("nothing"), None, ex("oak")), syntax) == 6
    assert line(OTHERS[syntax], finding(ex("birch")), syntax) is None
    assert line(OTHERS[syntax], finding(BNode("b"), "name"), syntax) is None


def test_a_file_that_is_too_large_has_no_lines() -> None:
    """Beyond the limit nothing is looked up, and the finding keeps what else is known of its place."""
    text = TURTLE + "\n" * (LARGEST - len(TURTLE.encode()))
    assert line(text, finding(ex("ash"), "height", Literal(12))) == 10
    known = Place("statement", "paragraph 2", "shall open")
    located = Lines(Rdf(f"{text}\n".encode(), Syntax.TURTLE, "trees", EX)).locate(
        finding(ex("ash"), place=known)
    )
    assert located == known


def test_a_finding_without_a_place_gets_none() -> None:
    """Where nobody looked up the place of a finding, the file adds none."""
    lines = Lines(Rdf(TURTLE.encode(), Syntax.TURTLE, "trees", EX))
    nowhere = Finding(ex("ash"), None, None, "Violation", "Mend it.", ex("s"), ex("c"))
    assert lines.locate(nowhere) is None


# --- whatever the graph ------------------------------------------------------------------------

NAMES = st.sampled_from([ex(name) for name in "abcde"])
TEXTS = st.text(st.sampled_from("xyz \n\t\"'\\#;.,[]()<>é🌳"), max_size=8)
VALUES = st.one_of(
    NAMES,
    TEXTS.map(Literal),
    st.builds(lambda text: Literal(text, lang="en"), TEXTS),
    st.integers(-99, 99).map(Literal),
)
SPACES = st.lists(
    st.sampled_from([" ", "\n", "\n\n", "\t", " # , ; . ' \"\n", "\n#:a :b 1 .\n"]), min_size=1, max_size=2
).map("".join)


@st.composite
def written(draw: st.DrawFn) -> tuple[str, dict[tuple[URIRef, URIRef, Identifier], int]]:
    """Turtle, and for each triple the line on which its object first begins."""
    text = f"@prefix : <{EX}> .\n"
    places = dict[tuple[URIRef, URIRef, Identifier], int]()
    lists = st.lists(VALUES, min_size=1, max_size=3)
    for subject in draw(st.lists(NAMES, min_size=1, max_size=3)):
        text += subject.n3() + draw(SPACES)
        links: Sequence[URIRef] = draw(st.lists(NAMES, min_size=1, max_size=3))
        for number, link in enumerate(links):
            text += (f"{draw(SPACES)};{draw(SPACES)}" if number else "") + link.n3() + draw(SPACES)
            for place_, value in enumerate(draw(lists)):
                text += f"{draw(SPACES)},{draw(SPACES)}" if place_ else ""
                places.setdefault((subject, link, value), text.count("\n") + 1)
                text += _long(value) if draw(st.booleans()) else value.n3()
        text += draw(SPACES) + "." + draw(SPACES)
    return text, places


def _long(value: Identifier) -> str:
    """A term of Turtle, texts between three quotes and with their line breaks as they are."""
    if not isinstance(value, Literal) or value.datatype:
        return value.n3()
    words = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"""{words}"""' + (f"@{value.language}" if value.language else "")


@given(written())
@settings(deadline=None, max_examples=150)
def test_every_triple_of_turtle_is_found_where_its_object_begins(
    made: tuple[str, dict[tuple[URIRef, URIRef, Identifier], int]],
) -> None:
    """Whatever spaces, comments, lists and literals there are, the line is that of the object."""
    text, places = made
    rdf = Rdf(text.encode(), Syntax.TURTLE, "trees.ttl", EX)
    assert set(Store.parse(rdf).triples()) == set(places)
    lines = Lines(rdf)
    first = dict[tuple[str, ...], int]()
    for triple, number in places.items():  # literals that differ in language alone are one to `Lines`
        first.setdefault(tuple(map(str, triple)), number)
    for subject, link, value in places:
        found = Finding(subject, link, value, "Violation", "", ex("s"), ex("c"), Place("it"))
        located = lines.locate(found)
        assert located is not None
        assert located.first == first[str(subject), str(link), str(value)]
