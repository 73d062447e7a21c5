"""The console examples of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

_ENGINE = re.compile(r"(?<=alidated by )\w+ [\d.]+\d")


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


def _example(text: str) -> Example:
    command, _, rest = text.partition("\n")
    if command.endswith(" <<'EOF'"):
        given, _, printed = rest.partition("EOF\n")
        return Example(command.removesuffix(" <<'EOF'"), given, printed)
    return Example(command, "", rest)


def fits(printed: str, page: str) -> bool:
    """Whether what was printed is what the page says, where "..." stands for lines that change by themselves.

    The engine of validation differs between systems.
    """
    parts = _ENGINE.sub("ENGINE", page).split("...\n")
    return bool(re.fullmatch("(.+\n)+".join(map(re.escape, parts)), _ENGINE.sub("ENGINE", printed)))
