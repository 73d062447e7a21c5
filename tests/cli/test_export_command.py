"""`servanda export`: what is written where, and what is refused."""

from __future__ import annotations

import gzip
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from program import Program
from servanda.store import Store

SECOND = "2019-06-07-us-mexico-joint-declaration"


def test_a_compressed_file(servanda: Program, built: Path, tmp_path: Path) -> None:
    """A file that ends in .gz holds the same, compressed."""
    outcome = servanda("export", "nquads", "--data", built, "-o", tmp_path / "graph.nq.gz")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    assert gzip.decompress((tmp_path / "graph.nq.gz").read_bytes()) == (built / "graph.nq").read_bytes()


def test_a_part(servanda: Program, built: Path, tmp_path: Path) -> None:
    """Documents, graphs and the text are chosen together."""
    part = ("--documents", SECOND, "--graphs", "documents", "--without-text")
    outcome = servanda("export", "trig", "--data", built, *part, "-o", tmp_path / "part.trig")
    assert (outcome.code, outcome.err) == (0, "")
    store = Store.load(tmp_path / "part.trig")
    assert store.graphs() == (f"https://w3id.org/servanda/id/document/{SECOND}",)
    texts = "PREFIX sv: <https://w3id.org/servanda/ontology#> SELECT * { ?document sv:text ?text }"
    assert not store.select(texts).rows


def test_a_file_for_each_graph(servanda: Program, built: Path, tmp_path: Path) -> None:
    """Split, an export is a folder with a file for each graph."""
    outcome = servanda("export", "turtle", "--split", "--data", built, "-o", tmp_path / "parts")
    names = sorted(file.name for file in (tmp_path / "parts").iterdir())
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    assert len(names) == len(Store.load(built).graphs())
    assert {"ontology.ttl", "reference.ttl", "inferred.ttl", f"{SECOND}.ttl"} < set(names)


@pytest.mark.parametrize(
    "arguments, said",
    [
        (("csv",), "csv writes several files; name their folder: -o FOLDER."),
        (("turtle", "--split"), "--split writes several files; name their folder: -o FOLDER."),
        (("graphml", "--split", "-o", "out"), "--split is for formats of RDF; graphml is none."),
        (("turtle", "--documents", "zzz"), "there is no document 'zzz'"),
        (("turtle", "--graphs", "zzz"), "there is no graph 'zzz'"),
    ],
)
def test_what_is_refused(servanda: Program, built: Path, arguments: tuple[str, ...], said: str) -> None:
    """Several files need a folder, and what is chosen must be there; the error says what to do."""
    outcome = servanda("export", *arguments, "--data", built)
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err


@pytest.mark.parametrize("text", ["<urn:a:s> <urn:a:p> <urn:a:o> .\n<urn:a:s> <urn:a:p> .", "\x00\x01\x02"])
def test_a_fault_in_the_data_leaves_the_old_file(servanda: Program, tmp_path: Path, text: str) -> None:
    """Data that do not parse are an error with file and line, and what stood in the output stays."""
    data, out = tmp_path / "bad.nq", tmp_path / "out.ttl"
    data.write_text(text, encoding="utf-8")
    out.write_bytes(b"old")
    outcome = servanda("export", "turtle", "--data", data, "-o", out)
    assert outcome.code == 2
    assert f"{data}:{1 + text.count(chr(10))}: this RDF does not parse" in outcome.err
    assert out.read_bytes() == b"old"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["bad.nq", "out.ttl"]


def test_the_output_is_not_the_input(servanda: Program, built: Path, tmp_path: Path) -> None:
    """What is read is not written over, whether it is named as a file, by its folder or as a store."""
    file = tmp_path / "build" / "graph.nq"
    file.parent.mkdir()
    file.write_bytes((built / "graph.nq").read_bytes())
    for data in (file, file.parent):
        outcome = servanda("export", "turtle", "--data", data, "-o", file)
        assert (outcome.code, outcome.out) == (2, "")
        assert f"{file} is what is read; name another output." in outcome.err
    assert file.read_bytes() == (built / "graph.nq").read_bytes()
    store = tmp_path / "store"
    assert servanda("build", "corpus", "--store", store).code == 0
    outcome = servanda("export", "csv", "--data", store, "-o", store)
    assert outcome.code == 2
    assert f"{store} is what is read" in outcome.err


def test_a_hyphen_is_standard_output(servanda: Program, built: Path) -> None:
    """`-o -` prints, as nothing does; several files cannot be printed."""
    outcome = servanda("export", "ntriples", "--data", built, "-o", "-")
    assert outcome == servanda("export", "ntriples", "--data", built)
    assert outcome.code == 0
    assert "name their folder" in servanda("export", "csv", "--data", built, "-o", "-").err
    assert not Path("-").exists()


def test_files_of_before_are_named(servanda: Program, built: Path, tmp_path: Path) -> None:
    """Files that an earlier export left in a folder stay, and it is said that they do."""
    every = ("export", "ntriples", "--split", "--data", built, "-o", tmp_path)
    assert servanda(*every).err == ""
    part = servanda(*every, "--graphs", "documents")
    named = "of an earlier export, or yours, and left as they were: inferred.nt, ontology.nt, reference.nt"
    assert (part.code, part.err) == (0, f"servanda: {tmp_path}: {named}\n")
    assert (tmp_path / "ontology.nt").exists()


def test_several_files_need_a_folder(servanda: Program, built: Path, tmp_path: Path) -> None:
    """A file in the place of the folder is refused by name."""
    file = tmp_path / "tables.csv"
    file.touch()
    outcome = servanda("export", "csv", "--data", built, "-o", file)
    assert outcome.code == 2
    assert f"csv writes several files, and {file} is a file; name a folder." in outcome.err


def test_what_was_compressed_is_read_again(servanda: Program, built: Path, tmp_path: Path) -> None:
    """A compressed export is data like any other; one that is cut off is an error."""
    file = tmp_path / "graph.trig.gz"
    assert servanda("export", "trig", "--data", built, "-o", file).code == 0
    again = servanda("export", "nquads", "--data", file)
    assert again.out == (built / "graph.nq").read_text(encoding="utf-8")
    for length in (100, 5):
        file.write_bytes(file.read_bytes()[:length])
        outcome = servanda("export", "nquads", "--data", file)
        assert outcome.code == 2
        assert f"{file}: this .gz file is cut off or damaged" in outcome.err
    file.write_bytes(b"no gzip")
    assert f"{file}: cannot be read: Not a gzipped file" in servanda("query", "documents", "--data", file).err


def test_a_closed_standard_output_is_no_error(built: Path) -> None:
    """Where nobody reads, nothing is written, and nothing is said."""
    command = shlex.join([sys.executable, "-m", "servanda.cli", "export", "nquads", "--data", str(built)])
    done = subprocess.run(["sh", "-c", f"{command} >&-"], capture_output=True, check=False)  # noqa: S607 - any shell
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
