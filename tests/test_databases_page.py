"""docs/databases.md: its commands, run against real servers, or at least read by the program."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from configparser import ConfigParser
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import click
import pytest

import jena
import property_servers
import servers
from installed import program
from pages import Console, Here, examples, fits, sections
from program import Program
from servanda import cli
from servanda.push.presets import NAMES, PRESETS, Preset

PAGE = Path(__file__).parent.parent / "docs" / "databases.md"
SECTIONS = sections(PAGE.read_text(encoding="utf-8"))
COMMON = "In all of them"
SCREENS = {
    "fuseki": "Fuseki",
    "graphdb": "GraphDB",
    "neptune": "Neptune",
    "rdf4j": "RDF4J",
    "virtuoso": "Virtuoso",
}
"""The sections of presets whose databases have a longer name."""
RUN = [title for title, text in SECTIONS.items() if title != COMMON and any(examples(text))]


@contextmanager
def _oxigraph(folder: Path) -> Iterator[Here]:
    with servers.oxigraph(folder) as server:
        programs = {"oxigraph": (program("oxigraph", "pip install oxigraph"),)}
        yield Here({"localhost:7878": urlsplit(server.url).netloc}, programs)


@contextmanager
def _virtuoso(folder: Path) -> Iterator[Here]:
    with servers.virtuoso(folder) as server:
        database = folder / "empty"
        settings = ConfigParser()
        settings.read(database / "virtuoso.ini")
        words = {
            "localhost:8890": urlsplit(server.url).netloc,
            "isql-vt 1111": f"isql-vt {settings['Parameters']['ServerPort']}",
            "/var/lib/virtuoso/load": str(database),
        }
        yield Here(words)


@contextmanager
def _jena(folder: Path) -> Iterator[Here]:
    yield Here(programs=jena.tools(folder))


@contextmanager
def _falkordb(folder: Path) -> Iterator[Here]:
    client = program("redis-cli", "apt-get install redis-tools", ("redis-tools",))
    with property_servers.falkordb(folder) as server:
        words = {"localhost:6379": f"127.0.0.1:{server.port}", "-p 6379": f"-p {server.port}"}
        yield Here(words, {"redis-cli": (client,)})


@contextmanager
def _nothing(_: Path) -> Iterator[Here]:
    yield Here()


STARTED = {"FalkorDB": _falkordb, "Fuseki": _jena, "Oxigraph": _oxigraph, "Virtuoso": _virtuoso}
"""What the commands of a section need besides a clone."""


@pytest.fixture
def console(servanda: Program, clone: Path, monkeypatch: pytest.MonkeyPatch) -> Console:
    """A console in a clone, after the commands that stand before all databases; no password is known."""
    monkeypatch.chdir(clone)
    monkeypatch.setenv("NETRC", "/dev/null")
    for name in ("SERVANDA_USER", "SERVANDA_PASSWORD", "SERVANDA_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    console = Console(servanda, monkeypatch)
    _run(console, COMMON)
    return console


def _run(console: Console, title: str) -> None:
    for example in examples(SECTIONS[title]):
        outcome = console.run(example)
        assert outcome.code == 0, (example.command, outcome)
        assert fits(outcome.out + outcome.err, example.printed), (example.command, outcome)


@pytest.mark.parametrize("title", RUN)
def test_the_commands_of_a_screen_do_what_it_says(
    title: str, console: Console, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The console examples of a screen, run one after the other, print exactly what stands there."""
    with STARTED.get(title, _nothing)(tmp_path_factory.mktemp("database")) as here:
        console.here = here
        _run(console, title)


def test_what_is_started_has_a_screen() -> None:
    """No server is started for a section that the page has not, or that has nothing to run."""
    assert set(STARTED) <= set(RUN)


@pytest.mark.parametrize("title", SECTIONS)
def test_a_screen_says_what_of_it_is_not_run(title: str) -> None:
    """A section with commands that the tests do not run says so in its first sentence, and others do not."""
    text = SECTIONS[title]
    kinds = set(re.findall(r"^```(\w+)$", text, re.MULTILINE))
    assert kinds <= {"console", "sh"}
    assert text.strip().startswith("Not run by the tests") == ("sh" in kinds)


@pytest.mark.parametrize("title", [title for title, text in SECTIONS.items() if "```sh" in text])
def test_the_program_reads_what_is_not_run(title: str) -> None:
    """Every call of the program that is not run has a command, arguments and options that there are."""
    calls = re.findall(r"^servanda (.+)$", SECTIONS[title], re.MULTILINE)
    assert calls
    for call in calls:
        name, *arguments = shlex.split(call, comments=True)
        command = cli.servanda.commands[name]
        command.make_context(name, arguments, parent=click.Context(cli.servanda))


@pytest.mark.parametrize("title", [title for title in SECTIONS if title != COMMON])
def test_a_screen_is_one_screen(title: str) -> None:
    """No section has more lines than a page, blank ones left out."""
    assert len([line for line in SECTIONS[title].splitlines() if line.strip()]) <= 46


def test_every_screen_is_in_the_list() -> None:
    """The table and the line below it lead to each section once, in the order of the page."""
    page = PAGE.read_text(encoding="utf-8")
    links = re.findall(r"\[([^\]]+)\]\(#([a-z0-9-]+)\)", page.partition("\n## ")[0])
    anchors = [re.sub(r"[^a-z0-9-]", "", title.lower().replace(" ", "-")) for title in SECTIONS]
    assert [anchor for _, anchor in links] == [anchor for anchor in anchors if anchor != "in-all-of-them"]


@pytest.mark.parametrize("preset", PRESETS, ids=[preset.name for preset in PRESETS])
def test_the_addresses_of_a_screen_are_those_that_push_knows(preset: Preset) -> None:
    """A database's base address, and its addresses for queries and updates, are the preset's."""
    text = SECTIONS[SCREENS.get(preset.name, preset.database)]
    base = re.sub("DATASET|REPOSITORY|DATABASE|NAMESPACE", "servanda", preset.example)
    target = preset.target(base)
    assert set(re.findall(rf"servanda push (\S+) --preset {preset.name}\b", text)) == {base}
    assert set(re.findall(r"--endpoint (\S+)", text)) == {target.query}
    assert set(re.findall(r"curl -sf (\S+) .*update@remove.ru", text)) <= {target.update}
    assert f"| `{base}` |" in PAGE.read_text(encoding="utf-8")


def test_every_preset_has_a_screen(servanda: Program) -> None:
    """Each layout of addresses that `push` lists is named in some section."""
    names = set(re.findall(r"--preset (\w+)", servanda("push", "--list").out))
    assert names == set(NAMES)
    for name in names:
        assert any(f"--preset {name}" in text for text in SECTIONS.values()), name
