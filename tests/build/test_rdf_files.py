"""RDF that others made: its graphs, each held against the shapes, and the lines of its findings."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any, cast

import pytest

from servanda import iris
from servanda.build import check_rdf, hold_standard_input
from servanda.build.checking import AS_USUAL
from servanda.build.report import Format, render
from servanda.errors import DataError
from servanda.read import STANDARD_INPUT
from servanda.validate import Checked

PREFIXES = """@prefix : <https://example.org/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix sv: <https://w3id.org/servanda/ontology#> .
"""
SPAN = """:d sv:quoted [ a sv:Span ; sv:spanOf :d ;
    oa:start {} ; oa:end {} ;
    oa:exact "{}" ] .
"""


def checked(folder: Path, text: str, name: str = "mine.ttl") -> tuple[Checked, ...]:
    """The reports on a file with some content."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return tuple(check_rdf(file, AS_USUAL))


def lines(one: Checked, shape: str) -> list[int | None]:
    """The lines of the findings of a shape."""
    found = (finding for finding in one.report.findings if str(finding.shape).endswith(f"#{shape}"))
    return [finding.place.first if finding.place else None for finding in found]


def test_each_blank_node_has_a_line_of_its_own(tmp_path: Path) -> None:
    """Of two spans in brackets, the one that is reversed is found where it stands."""
    (one,) = checked(tmp_path, PREFIXES + SPAN.format(0, 6, "Norway") + SPAN.format(16, 11, "Chile"))
    (line,) = lines(one, "span-forward")
    assert line in range(7, 10)


def test_blank_nodes_make_the_same_report_each_time(tmp_path: Path) -> None:
    """Two runs give the same bytes in every format, whatever labels the parser gives."""
    text = PREFIXES + "[] a sv:State . [] a sv:State . _:x a sv:Statment . [] sv:bearr [] ."
    first, second = checked(tmp_path, text), checked(tmp_path, text)
    assert first[0].report.findings
    for format_ in Format:
        assert render(first, format_) == render(second, format_)


@pytest.mark.parametrize(
    "name, text",
    [
        ("mine.trig", PREFIXES + "_:g { :s a sv:Statment }"),
        (
            "mine.nq",
            "<urn:s> a <urn:x> .".replace(
                " a ", " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
            ).replace("<urn:x>", "<https://w3id.org/servanda/ontology#Statment> _:g"),
        ),
    ],
)
def test_a_graph_without_an_iri_is_none(tmp_path: Path, name: str, text: str) -> None:
    """What stands in a graph that only a blank node names is validated as if it stood in none."""
    (one,) = checked(tmp_path, text, name)
    assert [str(finding.shape).rpartition("#")[2] for finding in one.report.findings] == ["term-class"]
    assert one.name == str(tmp_path / name)


def test_a_build_without_its_documents_is_refused(tmp_path: Path) -> None:
    """Reference data in their graph alone are an error: to check nothing would be to pass everything."""
    text = f"{PREFIXES} <{iris.REFERENCE_GRAPH}> {{ :norway a sv:State }}"
    with pytest.raises(DataError, match="nothing here to validate"):
        checked(tmp_path, text, "mine.trig")


def test_what_rdflib_cannot_parse_has_no_lines(tmp_path: Path) -> None:
    """Turtle that is nested too deep for rdflib is validated all the same, without lines."""
    deep = "[ :p " * 300 + "1" + " ]" * 300
    (one,) = checked(tmp_path, f"{PREFIXES} :s a sv:Statment ; :p {deep} .")
    assert lines(one, "term-class") == [None]


def test_text_with_a_direction_is_refused(tmp_path: Path) -> None:
    """A literal of RDF 1.2 that nothing here can hold is an error that says so."""
    with pytest.raises(DataError, match="direction"):
        checked(tmp_path, f'{PREFIXES} :s a sv:Statement ; :p "x"@en--ltr .')


class Slow(io.RawIOBase):
    """A pipe whose writer takes its time."""

    def __init__(self, *pieces: bytes) -> None:
        super().__init__()
        self._pieces = list(pieces)

    def readable(self) -> bool:
        """That it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """One piece at a time."""
        piece = self._pieces.pop(0) if self._pieces else b""
        buffer[: len(piece)] = piece
        return len(piece)


@pytest.mark.parametrize(
    "pieces",
    [
        (b"@pref", b"ix sv: <https://w3id.org/servanda/ontology#> . <urn:s> a ", b"sv:Statment ."),
        (b'{"@id": "urn:s", "@type": ', b'"https://w3id.org/servanda/ontology#Statment"}'),
        (
            b"<urn:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ",
            b"<https://w3id.org/servanda/ontology#Statment> .\n",
        ),
    ],
    ids=["Turtle", "JSON-LD", "N-Triples"],
)
def test_rdf_on_standard_input_is_known_by_its_look(
    pieces: tuple[bytes, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """RDF of any syntax comes on standard input, in one piece or in several."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(cast("Any", Slow(*pieces)))))
    hold_standard_input(10)
    (one,) = check_rdf(STANDARD_INPUT, AS_USUAL)
    assert [str(finding.shape).rpartition("#")[2] for finding in one.report.findings] == ["term-class"]
    assert (one.name, one.file) == ("standard input", None)
