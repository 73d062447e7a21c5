from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from pages import Console, Example, Here, blocks, examples, fits
from program import Program
from servers import Server

PROGRAM = ".venv/bin/servanda"

CHECKED_OTHERWISE = {
    "make graph": "sets up an environment, then runs `servanda build`, which is run here",
    "make test": "runs this test",
}
"""Commands of the first screen that are not run here, and why."""

COMPARED = {
    "databases.md": "it needs its servers, which tests/test_databases_page.py starts",
    "questions.md": "its answers are cut; tests/test_questions_page.py has its script write it again",
}
"""Pages in docs/ whose examples are not run here, and why."""

README = Path(__file__).parent.parent / "README.md"
BLOCKS = list(blocks(README.read_text(encoding="utf-8")))
ENDPOINT = "http://127.0.0.1:7878/query"
"""Where the page has a server that holds the graph of build/."""
PAGES = [page for page in sorted((README.parent / "docs").glob("*.md")) if page.name not in COMPARED]


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
    here = Here()
    if any(ENDPOINT in example.command for example in block):
        server: Server = request.getfixturevalue("oxigraph_server")
        server.load(clone / "build" / "graph.nq")
        here = Here({ENDPOINT: server.url})
    console = Console(servanda, monkeypatch, here)
    for example in block:
        assert example.command.startswith(f"{PROGRAM} ")
        outcome = console.run(example)
        assert (outcome.code, outcome.err) == (0, "")
        assert fits(outcome.out, example.printed), outcome.out


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_a_page_leads_where_it_says(
    page: Path, servanda: Program, clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The console examples of a page in docs/, run one after the other, write, print and end as it says."""
    monkeypatch.chdir(clone)
    console = Console(servanda, monkeypatch)
    for example in examples(page.read_text(encoding="utf-8")):
        assert example.command.startswith((f"{PROGRAM} ", "cat > ", "echo "))
        outcome = console.run(example)
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
