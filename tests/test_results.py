"""Answers as text: what other programs read back from each format."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import BNode, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.term import Identifier

from servanda.ask import ResultFormat, plain, render
from servanda.store import Table

READ_BACK = {
    ResultFormat.JSON: ox.QueryResultsFormat.JSON,
    ResultFormat.TSV: ox.QueryResultsFormat.TSV,
    ResultFormat.XML: ox.QueryResultsFormat.XML,
}
ODD = [
    'say "a|b",\n\tc\\',
    " outer space\n",
    "\r\n",
    "",
    "<b>&amp;</b> ]]>",
    "naïve 😀 中文",
    "\u2028\x85\ufeff",
    "?x",
]
TERMS: list[Identifier | None] = [
    URIRef("https://example.org/it's?a=b&c=(d)#é"),
    *map(Literal, ODD),
    *(Literal(text, lang="en-gb") for text in ODD[:3]),
    Literal("2019-06-07", datatype=XSD.date),
    Literal("7", datatype=XSD.integer),
    Literal("false", datatype=XSD.boolean),
    Literal("INF", datatype=XSD.double, normalize=False),
    Literal("a\tb", datatype=URIRef("https://example.org/type")),
    None,
]
ROWS = [[BNode("b0"), term, None] for term in TERMS]
TABLE = Table.of_terms(
    ("thing", "label", "note"),
    (
        (URIRef("https://example.org/a"), Literal('say "a|b",\n\tc\\', lang="en"), None),
        (BNode("b0"), Literal("2019-06-07", datatype=XSD.date), Literal("plain")),
    ),
)
TEXTS = st.text(st.characters(codec="utf-8"))


def read_back(table: Table, result_format: ResultFormat) -> Table:
    """The table that Oxigraph reads from an answer in a format."""
    read = ox.parse_query_results(render(table, result_format), format=READ_BACK[result_format])
    assert isinstance(read, ox.QuerySolutions)
    return Table.of(read)


def column(terms: Sequence[Identifier | None]) -> Table:
    return Table.of_terms(["it"], [[term] for term in terms])


# --- rows ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("result_format", READ_BACK)
def test_what_is_written_is_read_back(result_format: ResultFormat) -> None:
    """JSON, TSV and XML give back the same terms: languages, types, blank nodes, white space and all."""
    table = Table.of_terms(("blank", "term", "unbound"), ROWS)
    assert read_back(table, result_format) == table
    empty = Table.of_terms(("a", "b"), [])
    assert read_back(empty, result_format) == empty


@given(TEXTS)
def test_json_and_tsv_give_back_any_text(text: str) -> None:
    """Whatever characters a text has, it comes through JSON and TSV unchanged, with or without a language."""
    table = column([Literal(text), Literal(text, lang="en"), Literal(text, datatype=URIRef("urn:t"))])
    for result_format in (ResultFormat.JSON, ResultFormat.TSV):
        assert read_back(table, result_format) == table


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn"]) | st.sampled_from("\t\n\r\x85 "))
)
def test_xml_gives_back_any_text_that_it_can_have(text: str) -> None:
    """White space is kept too, at the ends of a text and within."""
    table = column([Literal(text), Literal(text, lang="en")])
    assert read_back(table, ResultFormat.XML) == table


@given(TEXTS)
def test_xml_is_well_formed_whatever_a_text_holds(text: str) -> None:
    """Characters that XML 1.0 does not have stand as U+FFFD, one for one."""
    written = render(column([Literal(text)]), ResultFormat.XML)
    read = ET.fromstring(written)  # noqa: S314 - it was written here
    [literal] = read.iter("{http://www.w3.org/2005/sparql-results#}literal")
    found = literal.text or ""
    assert len(found) == len(text)
    assert all(one in (other, "\ufffd") for one, other in zip(found, text, strict=True))


def test_what_xml_has_not_is_replaced() -> None:
    """Control characters and what is no character become U+FFFD in XML, and only there."""
    table = column([Literal("a\0b\x0b\ufffe\uffffc\x7f")])
    assert read_back(table, ResultFormat.XML).rows == ((Literal("a\ufffdb\ufffd\ufffd\ufffdc\x7f"),),)
    assert read_back(table, ResultFormat.JSON) == table


def test_csv() -> None:
    """CSV holds the bare values, and a reader of CSV gets them back."""
    text = render(TABLE, ResultFormat.CSV)
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["thing", "label", "note"],
        ["https://example.org/a", 'say "a|b",\n\tc\\', ""],
        ["_:b0", "2019-06-07", "plain"],
    ]


@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_csv_of_any_text(cells: list[str]) -> None:
    """Whatever stands in a cell, CSV gives it back."""
    table = Table.of_terms(tuple(f"c{place}" for place in range(len(cells))), (tuple(map(Literal, cells)),))
    text = render(table, ResultFormat.CSV)
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0] == list(table.columns)
    assert rows[1:] == [cells]


def test_tsv() -> None:
    """TSV holds whole terms, one row a line."""
    assert render(TABLE, ResultFormat.TSV).splitlines() == [
        "?thing\t?label\t?note",
        r'<https://example.org/a>	"say \"a|b\",\n\tc\\"@en	',
        '_:b0\t"2019-06-07"^^<http://www.w3.org/2001/XMLSchema#date>\t"plain"',
    ]


def test_json() -> None:
    """JSON is that of the W3C: types, languages and datatypes, nothing for an unbound variable."""
    assert json.loads(render(TABLE, ResultFormat.JSON)) == {
        "head": {"vars": ["thing", "label", "note"]},
        "results": {
            "bindings": [
                {
                    "thing": {"type": "uri", "value": "https://example.org/a"},
                    "label": {"type": "literal", "value": 'say "a|b",\n\tc\\', "xml:lang": "en"},
                },
                {
                    "thing": {"type": "bnode", "value": "b0"},
                    "label": {"type": "literal", "value": "2019-06-07", "datatype": str(XSD.date)},
                    "note": {"type": "literal", "value": "plain"},
                },
            ]
        },
    }


def test_xml() -> None:
    """XML is that of the W3C: types, languages and datatypes, nothing for an unbound variable."""
    assert render(TABLE, ResultFormat.XML).splitlines() == [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<sparql xmlns="http://www.w3.org/2005/sparql-results#">',
        "  <head>",
        *(f'    <variable name="{name}"/>' for name in TABLE.columns),
        "  </head>",
        "  <results>",
        "    <result>",
        '      <binding name="thing"><uri>https://example.org/a</uri></binding>',
        '      <binding name="label"><literal xml:lang="en">say "a|b",',
        "\tc\\</literal></binding>",
        "    </result>",
        "    <result>",
        '      <binding name="thing"><bnode>b0</bnode></binding>',
        f'      <binding name="label"><literal datatype="{XSD.date}">2019-06-07</literal></binding>',
        '      <binding name="note"><literal>plain</literal></binding>',
        "    </result>",
        "  </results>",
        "</sparql>",
    ]


def test_markdown() -> None:
    """In Markdown a cell is one line, and its bars do not end it."""
    assert render(TABLE, ResultFormat.MARKDOWN).splitlines() == [
        "| thing | label | note |",
        "| --- | --- | --- |",
        r'| https://example.org/a | say "a\|b", c\\ |  |',
        "| _:b0 | 2019-06-07 | plain |",
    ]


@pytest.mark.parametrize(
    "term, value",
    [
        (Literal("7", datatype=XSD.integer), 7),
        (Literal("12345678901234567890", datatype=XSD.integer), 12345678901234567890),
        (Literal("1.50", datatype=XSD.decimal, normalize=False), 1.5),
        (Literal("0.1234567890123456789", datatype=XSD.decimal, normalize=False), "0.1234567890123456789"),
        (Literal("1e3", datatype=XSD.double, normalize=False), 1000.0),
        (Literal("INF", datatype=XSD.double, normalize=False), "INF"),
        (Literal("-INF", datatype=XSD.float, normalize=False), "-INF"),
        (Literal("NaN", datatype=XSD.double, normalize=False), "NaN"),
        (Literal("true", datatype=XSD.boolean), True),
        (Literal("0", datatype=XSD.boolean, normalize=False), False),
        (Literal("maybe", datatype=XSD.boolean, normalize=False), "maybe"),
        (Literal("abc", datatype=XSD.decimal, normalize=False), "abc"),
        (Literal("2019-06-07", datatype=XSD.date), "2019-06-07"),
        (
            Literal("2019-06-07T01:02:03Z", datatype=XSD.dateTime, normalize=False),
            "2019-06-07T01:02:03+00:00",
        ),
        (Literal("7"), "7"),
        (Literal("sept", lang="fr"), "sept"),
        (URIRef("urn:7"), "urn:7"),
        (BNode("b0"), "_:b0"),
        (None, None),
    ],
)
def test_json_lines_are_typed(term: Identifier | None, value: object) -> None:
    """A number is a number and a truth value one, unbound is null, and all else is the text that it is."""

    def no_json(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    line = render(column([term]), ResultFormat.JSON_LINES)
    read = json.loads(line, parse_constant=no_json)
    assert read == {"it": value}
    assert type(read["it"]) is type(value)


@given(st.lists(TEXTS, max_size=3))
def test_json_lines_are_lines(texts: list[str]) -> None:
    """Each row is an object on a line of its own, whatever a text holds."""
    written = render(column(list(map(Literal, texts))), ResultFormat.JSON_LINES)
    lines = written.split("\n")
    assert lines.pop() == ""
    assert [json.loads(line)["it"] for line in lines] == texts


@pytest.mark.parametrize("result_format", ResultFormat)
def test_the_last_line_is_ended(result_format: ResultFormat) -> None:
    """Text of any format ends with one line feed, but that of no rows as JSON Lines, which is empty."""
    for table in (TABLE, Table.of_terms(("a",), [])):
        written = render(table, result_format)
        if result_format is ResultFormat.JSON_LINES and not len(table):
            assert written == ""
        else:
            assert written.endswith("\n")
            assert not written.endswith("\n\n")


# --- yes and no ---------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [True, False])
@pytest.mark.parametrize("result_format", ResultFormat)
def test_yes_and_no_in_every_format(answer: bool, result_format: ResultFormat) -> None:  # noqa: FBT001 - an answer
    """JSON and XML have their own form, which is read back; in the others it is one word."""
    written = render(answer, result_format)
    if result_format in (ResultFormat.JSON, ResultFormat.XML):
        read = ox.parse_query_results(written, format=READ_BACK[result_format])
        assert isinstance(read, ox.QueryBoolean)
        assert bool(read) is answer
    else:
        assert written == ("true\n" if answer else "false\n")


def test_plain() -> None:
    """A term for people is its characters alone; blank nodes are marked, and what is unbound is nothing."""
    assert [plain(term) for term in (URIRef("urn:a"), Literal("b", lang="en"), BNode("c"), None)] == [
        "urn:a",
        "b",
        "_:c",
        "",
    ]
