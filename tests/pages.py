"""The console examples of a page, and what they come to."""

from __future__ import annotations

import io
import re
import shlex
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import pytest

from program import Outcome, Program

_CONTINUED = re.compile(r" \\\n +")
_CHANGING = re.compile(r"(?<=alidated by )\w+ [\d.]+\d| *[\d,]+ (?:triples|nodes|edges)")
"""What differs between systems, as the engine of validation does, or with every change of the ontology."""


@dataclass(frozen=True, slots=True)
class Example:
    """A command of a console block, what it reads from standard input, and what it prints."""

    command: str
    given: str
    printed: str


def blocks(page: str) -> Iterator[tuple[Example, ...]]:
    """The commands of each console block of a page in Markdown, in their order."""
    for block in re.findall(r"^```console\n(.*?)^```$", page, re.MULTILINE | re.DOTALL):
        yield tuple(map(_example, re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]))


def examples(page: str) -> Iterator[Example]:
    """The commands of all console blocks of a page."""
    return chain.from_iterable(blocks(page))


def sections(page: str) -> dict[str, str]:
    """What stands under each heading of the second rank, by the heading."""
    parts = re.split(r"^## (.+)\n", page, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def _example(text: str) -> Example:
    command, _, rest = _CONTINUED.sub(" ", text).partition("\n")
    if command.endswith(" <<'EOF'"):
        given, _, printed = rest.partition("EOF\n")
        return Example(command.removesuffix(" <<'EOF'"), given, printed)
    return Example(command, "", rest)


def fits(printed: str, page: str) -> bool:
    """Whether what was printed is what the page says; "..." there is lines that change by themselves."""
    parts = _CHANGING.sub("_", page).split("...\n")
    return bool(re.fullmatch("(.+\n)+".join(map(re.escape, parts)), _CHANGING.sub("_", printed)))


@dataclass(frozen=True, slots=True)
class Here:
    """What a page's commands are here: its words and those for them, and how programs are called."""

    words: Mapping[str, str] = field(default_factory=dict)
    programs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, page: str) -> str:
        """Words of the page as they are here."""
        for there, here in self.words.items():
            page = page.replace(there, here)
        return page

    def back(self, printed: str) -> str:
        """What was printed here as the page has it."""
        for there, here in self.words.items():
            printed = printed.replace(here, there)
        return printed


@dataclass(slots=True)
class Console:
    """Runs the examples of a page, one after the other, in the current folder.

    `servanda` runs in this process, other programs in their own. `export`, `cat > FILE` and `echo $?` are
    those of a shell.
    """

    servanda: Program
    monkeypatch: pytest.MonkeyPatch
    here: Here = field(default_factory=Here)
    _code: int = 0

    def run(self, example: Example) -> Outcome:
        """What a command came to, with the page's addresses in what it printed."""
        given = self.here.of(example.given)
        program, *arguments = shlex.split(self.here.of(example.command))
        match Path(program).name:
            case "export":
                for assignment in arguments:
                    self.monkeypatch.setenv(*assignment.split("=", 1))
                return Outcome(0, "", "")
            case "cat":
                Path(arguments[-1]).write_text(given, encoding="utf-8")
                return Outcome(0, "", "")
            case "echo":
                assert arguments == ["$?"]
                return Outcome(0, f"{self._code}\n", "")
            case "servanda":
                self.monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
                outcome = self.servanda(*arguments)
            case name:
                outcome = _ran([*self.here.programs.get(name, (name,)), *arguments], given)
        self._code = outcome.code
        return Outcome(outcome.code, self.here.back(outcome.out), self.here.back(outcome.err))


def _ran(words: list[str], given: str) -> Outcome:
    done = subprocess.run(words, input=given, capture_output=True, check=False, encoding="utf-8", timeout=120)
    return Outcome(done.returncode, done.stdout, done.stderr)
