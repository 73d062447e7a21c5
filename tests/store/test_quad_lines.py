"""Quads as sorted lines, of files that are not loaded, of stores, and of more than are sorted at a time."""

from __future__ import annotations

import random
import tracemalloc
from itertools import chain
from pathlib import Path

import pytest

from servanda.errors import DataError
from servanda.nquads import quad
from servanda.store import Store, lines, lines_at

CANONICAL = (
    '<urn:a:s> <urn:a:p> "Grüße \\"und\\"\\n <urn:x> ."@de <urn:a:g> .',
    '<urn:a:s> <urn:a:p> "x y" .',
    '<urn:a:s> <urn:a:p> "x y"@en-gb .',
    '<urn:a:s> <urn:a:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> <urn:a:g> .',
    "<urn:a:s> <urn:a:p> <urn:a:o> .",
    "<urn:a:s> <urn:a:p> <urn:a:o> <urn:a:g> .",
    "_:c14n0 <urn:a:p> _:c14n1 <urn:a:g> .",
    "<urn:a:t> <urn:a:p> _:c14n0 .",
)
OTHERWISE = (
    "<urn:a:s>  <urn:a:p>\t<urn:a:o>.",
    "<urn:a:s> <urn:a:p> <urn:a:o> . # the same",
    '<urn:a:s> <urn:a:p> "x\\u0020y"^^<http://www.w3.org/2001/XMLSchema#string> .',
    '<urn:a:s> <urn:a:p> "x y"@EN-GB .',
    "# nothing",
    "",
)


def of(path: Path) -> list[str]:
    """All lines of a data set."""
    return list(chain.from_iterable(lines_at(path).lines()))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "graph.nq"


def put(file: Path, text: list[str] | tuple[str, ...]) -> None:
    file.write_bytes("".join(f"{line}\n" for line in text).encode())


@pytest.mark.parametrize("extra", [(), OTHERWISE], ids=["canonical", "otherwise"])
@pytest.mark.parametrize("seed", range(4))
def test_a_file_has_the_lines_of_its_store(file: Path, seed: int, extra: tuple[str, ...]) -> None:
    """However a file writes its quads, in any order and more than once, its lines are canonical, in order."""
    text = [*CANONICAL, *extra, CANONICAL[0]]
    random.Random(seed).shuffle(text)  # noqa: S311 - any order will do
    put(file, text)
    found = of(file)
    assert found == sorted(found)
    assert set(found) == set(chain.from_iterable(Store.load(file).lines()))
    assert {line for line in found if "_:" not in line} == {line for line in CANONICAL if "_:" not in line}


def test_what_is_in_form_stays_as_it_is(file: Path) -> None:
    """A file that holds canonical lines in order gives the same bytes."""
    put(file, sorted(CANONICAL[:6]))
    assert of(file) == sorted(CANONICAL[:6])
    put(file, of(file))
    assert of(file) == sorted(CANONICAL[:6])


def test_blank_nodes_are_named_by_what_is_said_of_them(tmp_path: Path) -> None:
    """The labels of blank nodes and their order in a file leave no trace; a graph that one names is none."""
    one, other = tmp_path / "one.nq", tmp_path / "other.nq"
    put(
        one,
        ["_:a <urn:a:p> _:b .", "_:b <urn:a:p> <urn:a:o> <urn:a:g> .", "<urn:a:s> <urn:a:p> <urn:a:o> _:a ."],
    )
    put(
        other,
        ["<urn:a:s> <urn:a:p> <urn:a:o> .", "_:z <urn:a:p> <urn:a:o> <urn:a:g> .", "_:y <urn:a:p> _:z ."],
    )
    assert of(one) == of(other)
    assert of(one)[0] == "<urn:a:s> <urn:a:p> <urn:a:o> ."


def test_more_lines_than_are_sorted_at_a_time(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs that lie in temporary files give what one sort does, for files and stores, and no file stays."""
    monkeypatch.setattr(lines, "_RUN", 7)
    monkeypatch.setattr(lines, "_FEW", 3)
    monkeypatch.setattr(lines, "_OPEN", 4)
    folder = file.parent / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    many = [f'<urn:a:s> <urn:a:p> "{n % 40:02}" <urn:a:g> .' for n in range(100)]
    random.Random(1).shuffle(many)  # noqa: S311 - as above
    put(file, [*many, *CANONICAL])
    found = of(file)
    assert found == sorted({*many, *CANONICAL})
    assert list(chain.from_iterable(Store.load(file).lines())) == found
    assert not list(folder.iterdir())


@pytest.mark.parametrize("name", ["graph.nq", "graph.nt"])
def test_a_fault_in_a_large_file_has_its_line(tmp_path: Path, name: str) -> None:
    """What does not parse is an error that names the file and the line, however far down it is."""
    file = tmp_path / name
    good = "<urn:a:s> <urn:a:p> <urn:a:o> .\n"
    file.write_text(good * 50_000 + "<urn:a:s> <urn:a:p> .\n" + good, encoding="utf-8")
    with pytest.raises(DataError, match=rf"{name}:50001: this RDF does not parse"):
        of(file)


def test_graphs_are_none_of_ntriples(tmp_path: Path) -> None:
    """A fourth term in a file of N-Triples is a fault."""
    file = tmp_path / "graph.nt"
    put(file, ["<urn:a:s> <urn:a:p> <urn:a:o> <urn:a:g> ."])
    with pytest.raises(DataError, match=r"graph\.nt:1: this RDF does not parse"):
        of(file)


@pytest.mark.parametrize(
    "line",
    ['<urn:a:s> <urn:a:p> "x"@ar--rtl .', "<urn:a:s> <urn:a:p> <<( <urn:a:s> <urn:a:p> <urn:a:o> )>> ."],
)
def test_rdf_12_is_refused(file: Path, line: str) -> None:
    """Triples about triples and texts with a direction are an error; two hyphens in a text are not."""
    put(file, ['<urn:a:s> <urn:a:p> "a -- \\u0041"@en .'])
    assert of(file) == ['<urn:a:s> <urn:a:p> "a -- A"@en .']
    put(file, [line])
    with pytest.raises(DataError, match=r"graph\.nq: .* \(RDF 1\.2\) are not supported"):
        of(file)


def test_bytes_that_are_no_text_are_an_error(file: Path) -> None:
    """A file that is not UTF-8 does not parse."""
    file.write_bytes(b'<urn:a:s> <urn:a:p> "\xff" .\n')
    with pytest.raises(DataError, match=r"graph\.nq:1: this RDF does not parse"):
        of(file)


def test_an_empty_file_has_no_lines(file: Path) -> None:
    """Nothing gives nothing, from a file and from a store."""
    file.touch()
    assert of(file) == []
    assert list(Store().lines()) == []


def test_memory_does_not_grow_with_the_file(file: Path) -> None:
    """A file that is in order is read piece by piece, in a fraction of the memory of its lines."""
    number = 400_000
    put(file, [f'<urn:a:s> <urn:a:p> "{n:09}" <urn:a:g> .' for n in range(number)])
    tracemalloc.start()
    try:
        assert sum(len(chunk) for chunk in lines_at(file).lines()) == number
        piecewise = tracemalloc.get_traced_memory()[1]
        assert len(of(file)) == number
        assert tracemalloc.get_traced_memory()[1] > 3 * piecewise
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("line", CANONICAL)
def test_a_line_has_four_terms(line: str) -> None:
    """The terms of a line, put together again, are the line."""
    assert f"{' '.join(filter(None, quad(line)))} ." == line
