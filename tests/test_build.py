from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import BNode, Graph

from servanda import iris
from servanda.build import Settings, build, documents_in, sorted_out
from servanda.errors import ReadError, ServandaError, WriteError
from servanda.limits import Limits
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
    build([Path("dataset.yaml"), *sorted(Path().glob("*.txt"), reverse=True)], tmp_path / "out")
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
    words = " ".join(text.split())
    assert "between paragraphs 12 and 14 line 42, words “14. Both delegations" in words
    assert "warning: A number is missing before this passage" in words
    assert "Found: 13." in words
    assert "2 checked, all conform: 1 warning, 3 notes" in text.splitlines()[0]
    report = Graph().parse(built / "report.ttl", format="turtle")
    assert not any(isinstance(term, BNode) for triple in report for term in triple)


def test_the_base_is_what_iris_begin_with(tmp_path: Path) -> None:
    """With another base, the document, its parts and its graph have IRIs of that base."""
    file = tmp_path / "a-b.txt"
    file.write_text(DECLARATION, encoding="utf-8")
    build([file], tmp_path / "out", Settings("https://example.org/x/"))
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


@pytest.mark.parametrize(
    "limits, said",
    [(Limits(bytes=1_000), "--max-bytes"), (Limits(seconds=1e-9), "--max-seconds")],
)
def test_a_file_beyond_the_limits_is_a_failure(limits: Limits, said: str, tmp_path: Path) -> None:
    """A limit holds for each file by itself; what goes beyond it fails with the option that would help."""
    (tmp_path / "long.txt").write_text(DECLARATION * 50, encoding="utf-8")
    summary = build([tmp_path / "long.txt"], tmp_path / "out", Settings(limits=limits))
    (failure,) = summary.failures
    assert failure.where == str(tmp_path / "long.txt")
    assert said in failure.what
    assert summary.counts == ()


def test_a_file_beyond_the_limits_does_not_stop_the_rest(tmp_path: Path) -> None:
    """The files within the limits are built; together they may be longer than one may be."""
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(DECLARATION, encoding="utf-8")
    (tmp_path / "long.txt").write_text(DECLARATION * 50, encoding="utf-8")
    summary = build([tmp_path], tmp_path / "out", Settings(limits=Limits(bytes=2 * len(DECLARATION))))
    assert [failure.where for failure in summary.failures] == [str(tmp_path / "long.txt")]
    assert dict(summary.counts)["documents"] == 3


def test_remarks_are_in_the_summary(tmp_path: Path) -> None:
    """What is to be said of files that are used, refused or left out stands beside the failures, in order."""
    (tmp_path / "a.txt").write_bytes(DECLARATION.replace("flood", "“flood”").encode("cp1252"))
    (tmp_path / "b.txt").write_bytes("The “weather” was fine.\n".encode("cp1252"))
    (tmp_path / "c.doc").touch()
    summary = build([tmp_path], tmp_path / "out")
    assert summary.remarks == (
        f"{tmp_path / 'c.doc'}: left out: .doc files cannot be read; convert to DOCX, HTML or PDF",
        f"{tmp_path / 'a.txt'}: read as Windows-1252: it is not UTF-8",
        f"{tmp_path / 'b.txt'}: read as Windows-1252: it is not UTF-8",
    )
    assert [failure.where for failure in summary.failures] == [str(tmp_path / "b.txt")]
    assert summary.conforms


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
    steps = 3
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


TYPES = ".txt, .text, .md, .markdown, .html, .htm, .xhtml, .pdf, .docx"


def folder_of(folder: Path, *names: str) -> Path:
    """A folder with files of these names, which hold nothing."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    return folder


def names(*paths: Path | str) -> list[str]:
    """The names of the files that paths mean, with nothing to remark."""
    inputs = documents_in(map(Path, paths))
    assert inputs.remarks == ()
    return [file.name for file in inputs.files]


def test_a_folder_means_its_declarations(tmp_path: Path) -> None:
    """Text, Markdown, HTML, PDF and Word files count, in the order of their names, whatever their case."""
    declarations = ["A.TXT", "b.md", "c.pdf", "d.html", "e.markdown", "f.text", "g.htm", "h.xhtml", "i.docx"]
    others = ["README.md", "readme.HTML", ".hidden.txt", "~$i.docx", "b.yaml", "data.csv", "no-suffix"]
    folder_of(tmp_path, *declarations, *others, "deeper/j.txt")
    assert names(tmp_path) == declarations


def test_what_is_no_file_does_not_count(tmp_path: Path) -> None:
    """A folder and a pipe that are named like a declaration are passed over: nothing could come of them."""
    folder_of(tmp_path, "a.txt", "b.txt/c.txt")
    os.mkfifo(tmp_path / "d.txt")
    assert names(tmp_path) == ["a.txt"]


def test_the_report_of_a_build_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a build wrote is not taken for a declaration by the next one, whose pattern may fit it."""
    folder_of(tmp_path, "a.txt", "build/report.txt", "build/graph.nq", "texts/report.txt")
    monkeypatch.chdir(tmp_path)
    assert documents_in([Path("**/*.txt")]).files == (Path("a.txt"), Path("texts/report.txt"))


def test_a_link_that_leads_nowhere_is_told_and_not_passed_over(tmp_path: Path) -> None:
    """A link to a lost declaration is a failure of a build, which goes on without it."""
    (tmp_path / "a.txt").write_text(DECLARATION, encoding="utf-8")
    (tmp_path / "b.txt").symlink_to("nowhere.txt")
    summary = build([tmp_path], tmp_path / "out")
    assert [str(failure) for failure in summary.failures] == [
        f"{tmp_path / 'b.txt'}: cannot be read: No such file or directory"
    ]
    assert dict(summary.counts)["documents"] == 1


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    """In folders and patterns, files that may hold a text of another type are left out with a remark."""
    folder_of(tmp_path, "a.txt", "b.doc", "c.RTF", "d.yaml", ".e.doc", "~$b.doc", "README.odt")
    inputs = documents_in([tmp_path, tmp_path / "*"])
    assert inputs.files == (tmp_path / "a.txt",)
    assert inputs.remarks == (
        f"{tmp_path / 'b.doc'}: left out: .doc files cannot be read; convert to DOCX, HTML or PDF",
        f"{tmp_path / 'c.RTF'}: left out: .rtf files cannot be read; convert to DOCX, HTML or PDF",
    )


def test_a_file_counts_whatever_it_is_called(tmp_path: Path) -> None:
    """What is given by its own name is read, so that a type that cannot be read is an error of that file."""
    files = ["README.md", ".hidden.txt", "a.doc", "no-suffix", "nowhere.txt", "a[1].txt"]
    folder_of(tmp_path, *files[:-2], files[-1], "a1.txt")
    assert names(*(tmp_path / file for file in files)) == files


def test_standard_input_counts_among_files(tmp_path: Path) -> None:
    """A hyphen stands for standard input, once, beside files."""
    folder_of(tmp_path, "a.txt")
    assert documents_in([tmp_path, Path("-"), Path("-")]).files == (tmp_path / "a.txt", Path("-"))


def test_a_file_counts_once_by_whatever_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths to the same file, by links and folders too, mean one; a link of another name means another."""
    folder_of(tmp_path, "in/a.txt")
    (tmp_path / "way").symlink_to("in")
    monkeypatch.chdir(tmp_path)
    ways = ["in/a.txt", "in", "./in/../in/a.txt", f"{tmp_path}/in/a.txt", "way", "way/a.txt", "*/a.txt"]
    assert documents_in(map(Path, ways)).files == (Path("in/a.txt"),)
    (tmp_path / "in" / "b.txt").symlink_to("a.txt")
    assert names("in") == ["a.txt", "b.txt"]


@pytest.mark.parametrize(
    "pattern, found",
    [
        ("*.md", ["c.md"]),
        ("**/*.md", ["c.md", "d.md", "e.md"]),
        ("**.md", ["c.md"]),
        ("[ab].*", ["a.txt", "b.html"]),
        ("?.txt", ["a.txt"]),
        ("*", ["a.txt", "b.html", "c.md", "d.md"]),
        ("x*", ["d.md"]),
    ],
)
@pytest.mark.parametrize("start", ["", "./", "/"])
def test_a_pattern_means_the_declarations_that_fit(
    start: str, pattern: str, found: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pattern that no shell has expanded means what fits it, and what lies in the folders that fit it."""
    folder_of(tmp_path, "a.txt", "b.html", "c.md", "a.yaml", "README.md", "x/d.md", "x/y/e.md", ".git/f.md")
    monkeypatch.chdir(tmp_path)
    assert names(f"{tmp_path}/{pattern}" if start == "/" else start + pattern) == found


@pytest.mark.parametrize("pattern", ["*.md", "[b].txt", "x/*", "*.csv"])
def test_a_pattern_that_fits_nothing_is_an_error(pattern: str, tmp_path: Path) -> None:
    """A pattern is not passed over in silence where it is misspelt, or fits nothing that can be read."""
    folder_of(tmp_path, "a.txt", "x/b.csv")
    with pytest.raises(ReadError) as raised:
        documents_in([tmp_path / "a.txt", tmp_path / pattern])
    assert str(raised.value) == (
        f"{tmp_path / pattern}: no file has this name, and no declaration ({TYPES}) fits it as a pattern"
    )


def test_a_folder_without_declarations_is_an_error(tmp_path: Path) -> None:
    """An empty folder is named in an error, and so is what could be converted in one of other files."""
    with pytest.raises(ReadError) as raised:
        documents_in([folder_of(tmp_path, "data.csv")])
    assert str(raised.value) == f"{tmp_path}: no declaration ({TYPES}) lies in this folder"
    with pytest.raises(ReadError) as raised:
        documents_in([folder_of(tmp_path, "a.doc")])
    assert str(raised.value) == (
        f"{tmp_path}: no declaration ({TYPES}) is here;"
        " .doc files cannot be read; convert to DOCX, HTML or PDF"
    )


@pytest.fixture
def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a declaration that its user may not open."""
    monkeypatch.chdir(tmp_path)
    tmp_path.chmod(0o755)
    folder = folder_of(Path("locked"), "a.txt")
    folder.chmod(0)
    if os.geteuid() == 0:  # who may open anything
        os.seteuid(65534)
        yield folder
        os.seteuid(0)
    else:
        yield folder
    folder.chmod(0o700)


def test_a_folder_that_cannot_be_opened_is_an_error(locked: Path) -> None:
    """A folder without permission is named in an error; a path into it is left for the reader to refuse."""
    with pytest.raises(ReadError, match=r"^locked: cannot be read: Permission denied$"):
        documents_in([locked])
    assert documents_in([locked / "a.txt"]).files == (locked / "a.txt",)
    assert sorted_out([locked / "a.txt"]) == ((), (locked / "a.txt",))


def test_two_files_of_one_name_are_an_error(tmp_path: Path) -> None:
    """Two files whose names give the same IRI are refused, naming both."""
    for name in ("Joint Text.txt", "joint-text.md"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    with pytest.raises(ServandaError, match=r"joint-text\.md: .*Joint Text\.txt would have the same IRI"):
        documents_in([tmp_path])


def test_nothing_is_in_place_before_all_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interruption while the result is counted, the last step of all, still leaves no file."""

    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    (tmp_path / "d.txt").write_text(DECLARATION, encoding="utf-8")
    monkeypatch.setattr("servanda.build._counts", interrupt)
    with pytest.raises(KeyboardInterrupt):
        build([tmp_path / "d.txt"], tmp_path / "out")
    assert not (tmp_path / "out").exists()
