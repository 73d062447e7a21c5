from __future__ import annotations

import doctest
import io
import re
import shlex
from pathlib import Path

import pytest

from pages import Example, blocks, examples, fits
from program import Program
from servers import Server

PROGRAM = ".venv/bin/servanda"

CHECKED_OTHERWISE = {
    "make graph": "sets up an environment, then runs `servanda build`, which is run here",
    "make test": "runs this test",
}
"""Commands of the first screen that are not run here, and why."""

COMPARED = {"questions.md": "its answers are cut; tests/test_questions_page.py has its script write it again"}
"""Pages in docs/ whose examples are not run here, and why."""

README = Path(__file__).parent.parent / "README.md"
BLOCKS = list(blocks(README.read_text(encoding="utf-8")))
ENDPOINT = "http://127.0.0.1:7878/query"
"""Where the page has a server that holds the graph of build/."""
PAGES = [page for page in sorted((README.parent / "docs").glob("*.md")) if page.name not in COMPARED]


@pytest.fixture
def clone(root: Path, built: Path, tmp_path: Path) -> Path:
    """A folder that looks like a clone in which `make graph` has run."""
    for name in ("corpus", "ontology", "queries", "shapes", "tests"):
        (tmp_path / name).symlink_to(root / name)
    (tmp_path / "build").mkdir()
    for file in built.iterdir():
        (tmp_path / "build" / file.name).write_bytes(file.read_bytes())
    return tmp_path


@pytest.mark.parametrize("block", BLOCKS, ids=[block[0].command for block in BLOCKS])
def test_an_example_prints_what_the_page_says(
    block: tuple[Example, ...],
    servanda: Program,
    clone: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    """The examples of a console block of README.md, run in a clone, print exactly what stands below them."""
    monkeypatch.chdir(clone)
    for example in block:
        program, *arguments = shlex.split(example.command)
        assert program == PROGRAM
        if ENDPOINT in arguments:
            server: Server = request.getfixturevalue("oxigraph_server")
            server.load(clone / "build" / "graph.nq")
            arguments[arguments.index(ENDPOINT)] = server.url
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(example.given.encode())))
        outcome = servanda(*arguments)
        assert (outcome.code, outcome.err) == (0, "")
        assert fits(outcome.out, example.printed), outcome.out


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_a_page_leads_where_it_says(
    page: Path, servanda: Program, clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The console examples of a page in docs/, run one after the other, write, print and end as it says."""
    monkeypatch.chdir(clone)
    code = 0
    for example in examples(page.read_text(encoding="utf-8")):
        program, *arguments = shlex.split(example.command)
        if program == "cat":
            Path(arguments[-1]).write_text(example.given, encoding="utf-8")
        elif program == "echo":
            assert example.printed == f"{code}\n"
        else:
            assert program == PROGRAM
            outcome = servanda(*arguments)
            code = outcome.code
            assert outcome.err == ""
            assert fits(outcome.out, example.printed), outcome.out


def test_python_answers_what_the_page_says(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python examples of README.md, run in a clone, print exactly what stands below them."""
    monkeypatch.chdir(clone)
    shown = re.findall(
        r"^```python\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert shown
    told = list[str]()
    for block in shown:
        test = doctest.DocTestParser().get_doctest(block, {}, README.name, str(README), 0)
        assert test.examples
        doctest.DocTestRunner(verbose=False).run(test, out=told.append)
    assert not "".join(told)


def test_the_two_commands_are_targets_of_the_makefile(root: Path) -> None:
    """The commands of the first screen stand on the page and in the Makefile, which builds as shown here."""
    page = README.read_text(encoding="utf-8")
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    for command in CHECKED_OTHERWISE:
        assert f"\n    {command} " in page
        assert re.search(rf"^{command.removeprefix('make ')}:", makefile, re.MULTILINE)
    assert "$(BIN)/servanda build\n" in makefile
    assert any(example.command == f"{PROGRAM} build" for block in BLOCKS for example in block)


def test_what_the_page_points_to_is_there(root: Path) -> None:
    """Every folder, file and module that the page names is in the tree."""
    page = README.read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#]+)\)", page):
        assert (root / link).exists(), link
    for folder in re.findall(r"^\| `([a-z/]+)/` \|", page, re.MULTILINE):
        assert (root / folder).is_dir(), folder
