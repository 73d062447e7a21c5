from __future__ import annotations

import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from program import Program

PROGRAM = ".venv/bin/servanda"

CHECKED_OTHERWISE = {
    "make graph": "sets up an environment, then runs `servanda build`, which is run here",
    "make test": "runs this test",
}
"""Commands of the first screen that are not run here, and why."""

README = Path(__file__).parent.parent / "README.md"


def blocks() -> Iterator[tuple[str, str, str]]:
    """Each command of a console block, what it reads from standard input, and what it prints."""
    text = README.read_text(encoding="utf-8")
    for block in re.findall(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        for example in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, rest = example.partition("\n")
            if command.endswith(" <<'EOF'"):
                given, _, printed = rest.partition("EOF\n")
                yield command.removesuffix(" <<'EOF'"), given, printed
            else:
                yield command, "", rest


@pytest.fixture
def clone(root: Path, built: Path, tmp_path: Path) -> Path:
    """A folder that looks like a clone in which `make graph` has run."""
    for name in ("corpus", "ontology", "queries", "shapes", "tests"):
        (tmp_path / name).symlink_to(root / name)
    (tmp_path / "build").mkdir()
    for file in built.iterdir():
        (tmp_path / "build" / file.name).write_bytes(file.read_bytes())
    return tmp_path


@pytest.mark.parametrize("command, given, printed", list(blocks()), ids=[block[0] for block in blocks()])
def test_an_example_prints_what_the_page_says(
    command: str, given: str, printed: str, servanda: Program, clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each console example of README.md, run in a clone, prints exactly what stands below it."""
    program, *arguments = shlex.split(command)
    assert program == PROGRAM
    monkeypatch.chdir(clone)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
    outcome = servanda(*arguments)
    assert (outcome.code, outcome.err) == (0, "")
    parts = printed.split("...\n")  # lines that change whenever the ontology grows
    assert re.fullmatch("(.+\n)+".join(map(re.escape, parts)), outcome.out), outcome.out


def test_the_two_commands_are_targets_of_the_makefile(root: Path) -> None:
    """The commands of the first screen stand on the page and in the Makefile, which builds as shown here."""
    page = README.read_text(encoding="utf-8")
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    for command in CHECKED_OTHERWISE:
        assert f"\n    {command} " in page
        assert re.search(rf"^{command.removeprefix('make ')}:", makefile, re.MULTILINE)
    assert "$(BIN)/servanda build\n" in makefile
    assert any(command == f"{PROGRAM} build" for command, _, _ in blocks())


def test_what_the_page_points_to_is_there(root: Path) -> None:
    """Every folder, file and module that the page names is in the tree."""
    page = README.read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#]+)\)", page):
        assert (root / link).exists(), link
    for folder in re.findall(r"^\| `([a-z/]+)/` \|", page, re.MULTILINE):
        assert (root / folder).is_dir(), folder
