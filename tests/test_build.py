from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import BNode, Graph

from servanda import iris
from servanda.build import build, documents_in
from servanda.errors import ReadError, ServandaError, WriteError
from servanda.store import Store

OUTPUT = ["graph.nq", "graph.ttl", "report.ttl", "report.txt"]
DECLARATION = "Norland and Sudland met on 1 March 2020.\n\nCanada and Mexico agree to share flood warnings.\n"


def sums(folder: Path) -> dict[str, str]:
    """The digest of each file in a folder."""
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}


def test_a_build_writes_the_four_files(built: Path) -> None:
    """A build leaves the graph and the report, each in two forms, and nothing else."""
    assert sorted(file.name for file in built.iterdir()) == OUTPUT


def test_the_same_input_gives_the_same_bytes(root: Path, built: Path, tmp_path: Path) -> None:
    """Another process, another folder, another order of hashes: every byte is the same."""
    program = [sys.executable, "-m", "servanda.cli", "build", str(root / "corpus"), "-o", str(tmp_path)]
    environment = {**os.environ, "PYTHONHASHSEED": "1"}
    subprocess.run(program, env=environment, check=True, stdout=subprocess.DEVNULL)
    assert sums(tmp_path) == sums(built)


def test_the_way_to_the_files_leaves_no_trace(
    root: Path, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Relative paths from elsewhere, in another order: every byte is the same."""
    shutil.copytree(root / "corpus", tmp_path / "elsewhere")
    monkeypatch.chdir(tmp_path / "elsewhere")
    build(sorted(Path().glob("*.txt"), reverse=True), tmp_path / "out")
    assert sums(tmp_path / "out") == sums(built)
    assert str(root) not in (built / "report.txt").read_text(encoding="utf-8")


def test_each_document_has_a_graph_without_blank_nodes(built: Path, root: Path) -> None:
    """There is a named graph per text of the corpus, and one each for ontology, reference and inference."""
    store = Store.load(built)
    documents = [iris.document(iris.slug(file.stem)) for file in (root / "corpus").glob("*.txt")]
    ours = (iris.INFERRED_GRAPH, iris.ONTOLOGY_GRAPH, iris.REFERENCE_GRAPH)
    assert store.graphs() == tuple(sorted([*documents, *ours]))
    for graph in (*documents, iris.INFERRED_GRAPH, iris.REFERENCE_GRAPH):
        assert len(store.graph(graph)) > 0
        assert not any(isinstance(term, BNode) for triple in store.graph(graph) for term in triple)


def test_the_lines_of_the_graph_are_sorted(built: Path) -> None:
    """The N-Quads stand in order, each once."""
    lines = (built / "graph.nq").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))


def test_every_quote_is_what_stands_between_its_offsets(built: Path) -> None:
    """Each span of the graph holds exactly the characters of its document between start and end."""
    table = Store.load(built).select(
        """
        PREFIX oa: <http://www.w3.org/ns/oa#>
        PREFIX sv: <https://w3id.org/servanda/ontology#>
        SELECT ?text ?start ?end ?exact {
          ?span sv:spanOf/sv:text ?text ; oa:start ?start ; oa:end ?end ; oa:exact ?exact
        }
        """
    )
    assert len(table.rows) > 100
    for text, start, end, exact in table.rows:
        assert str(text)[int(start or 0) : int(end or 0)] == str(exact)


def test_the_text_of_a_document_is_its_file(built: Path, root: Path) -> None:
    """`sv:text` is the file to the character, so that an offset in the graph is one in the file."""
    table = Store.load(built).select(
        "SELECT ?d ?text { ?d <https://w3id.org/servanda/ontology#text> ?text } ORDER BY ?d"
    )
    files = sorted((root / "corpus").glob("*.txt"))
    assert [str(text) for _, text in table.rows] == [file.read_text(encoding="utf-8") for file in files]


def test_the_turtle_holds_the_same_triples(built: Path) -> None:
    """`graph.ttl` parses, and has as many triples as the union of the named graphs."""
    turtle = Graph().parse(built / "graph.ttl", format="turtle")
    assert len(turtle) == len(Store.load(built))


def test_the_report_says_what_is_missing(built: Path) -> None:
    """The report conforms, and names the missing paragraph 13 of the declaration of 2017 as a warning."""
    text = (built / "report.txt").read_text(encoding="utf-8")
    assert "warning: words in paragraph 14" in text
    assert "Found: 13." in text
    assert "all conform" in text.splitlines()[-1]
    report = Graph().parse(built / "report.ttl", format="turtle")
    assert not any(isinstance(term, BNode) for triple in report for term in triple)


def test_the_base_is_what_iris_begin_with(tmp_path: Path) -> None:
    """With another base, the document, its parts and its graph have IRIs of that base."""
    file = tmp_path / "a-b.txt"
    file.write_text(DECLARATION, encoding="utf-8")
    build([file], tmp_path / "out", "https://example.org/x/")
    store = Store.load(tmp_path / "out")
    assert "https://example.org/x/document/a-b" in store.graphs()


def test_one_bad_file_does_not_stop_the_rest(root: Path, tmp_path: Path) -> None:
    """The good files are built; the summary holds the error of the bad one."""
    folder = tmp_path / "in"
    shutil.copytree(root / "corpus", folder)
    (folder / "bad.txt").write_bytes(b"")
    summary = build([folder], tmp_path / "out")
    assert [str(failure) for failure in summary.failures] == [
        f"{folder / 'bad.txt'}: the file is empty; give a file with the text of a declaration"
    ]
    assert dict(summary.counts)["documents"] == 2
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == OUTPUT


def test_without_a_good_file_nothing_is_written(tmp_path: Path) -> None:
    """If no file can be used, there is no graph, and not even the folder is made."""
    (tmp_path / "bad.txt").write_bytes(b"\0")
    summary = build([tmp_path / "bad.txt", tmp_path / "nowhere.txt"], tmp_path / "out")
    assert len(summary.failures) == 2
    assert summary.counts == ()
    assert not (tmp_path / "out").exists()


def test_an_unwritable_folder_is_an_error_before_the_work(tmp_path: Path) -> None:
    """An output that is a file is refused at once: no step has been reported yet."""
    (tmp_path / "d.txt").write_text(DECLARATION, encoding="utf-8")
    steps: list[str] = []
    with pytest.raises(WriteError, match=r"d\.txt: cannot be written"):
        build([tmp_path / "d.txt"], tmp_path / "d.txt", on_step=lambda what, _done, _all: steps.append(what))
    assert steps == []


def test_whenever_a_build_is_interrupted_nothing_has_changed(tmp_path: Path) -> None:
    """A build that is interrupted at any of its steps leaves what stood in its folder, and nothing else."""
    (tmp_path / "d.txt").write_text(DECLARATION, encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "graph.nq").write_bytes(b"old")
    steps = 5
    for last in range(steps):

        def interrupt(_what: str, done: int, total: int, last: int = last) -> None:
            assert total == steps
            if done == last:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            build([tmp_path / "d.txt"], tmp_path / "out", on_step=interrupt)
        assert [file.name for file in (tmp_path / "out").iterdir()] == ["graph.nq"]
        assert (tmp_path / "out" / "graph.nq").read_bytes() == b"old"


def test_steps_are_counted_to_the_end(tmp_path: Path) -> None:
    """Each step is reported before it is taken, and their number is known from the first."""
    (tmp_path / "d.txt").write_text(DECLARATION, encoding="utf-8")
    steps: list[tuple[int, int]] = []
    build(
        [tmp_path / "d.txt"], tmp_path / "out", on_step=lambda _what, done, total: steps.append((done, total))
    )
    assert steps == [(done, len(steps)) for done in range(len(steps))]


def test_a_folder_means_its_declarations(tmp_path: Path) -> None:
    """Text and Markdown files count, in the order of their names; a README and other files do not."""
    for name in ("b.txt", "a.md", "README.md", "c.yaml", "d.markdown", "e.pdf"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [file.name for file in documents_in([tmp_path])] == ["a.md", "b.txt", "d.markdown"]
    assert documents_in([tmp_path / "e.pdf", tmp_path / "e.pdf"]) == (tmp_path / "e.pdf",)


def test_a_folder_without_declarations_is_an_error(tmp_path: Path) -> None:
    """An empty folder is named in an error."""
    with pytest.raises(ReadError, match=r"no declaration \(\.txt, \.md, \.markdown\) lies in this folder"):
        documents_in([tmp_path])


def test_two_files_of_one_name_are_an_error(tmp_path: Path) -> None:
    """Two files whose names give the same IRI are refused, naming both."""
    for name in ("Joint Text.txt", "joint-text.md"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    with pytest.raises(ServandaError, match=r"joint-text\.md: .*Joint Text\.txt would have the same IRI"):
        documents_in([tmp_path])
