"""The console examples of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ENGINE = re.compile(r"(?<=alidated by )\w+ [\d.]+\d")


@dataclass(frozen=True, slots=True)
class Example:
    """A command of a console block, what it reads from standard input, and what it prints."""

    command: str
    given: str
    printed: str


def examples(page: str) -> Iterator[Example]:
    """The commands of the console blocks of a page in Markdown, in their order."""
    for block in re.findall(r"^```console\n(.*?)^```$", page, re.MULTILINE | re.DOTALL):
        for example in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, rest = example.partition("\n")
            if command.endswith(" <<'EOF'"):
                given, _, printed = rest.partition("EOF\n")
                yield Example(command.removesuffix(" <<'EOF'"), given, printed)
            else:
                yield Example(command, "", rest)


def fits(printed: str, page: str) -> bool:
    """Whether what was printed is what the page says, where "..." stands for lines that change by themselves.

    The engine of validation differs between systems.
    """
    parts = _ENGINE.sub("ENGINE", page).split("...\n")
    return bool(re.fullmatch("(.+\n)+".join(map(re.escape, parts)), _ENGINE.sub("ENGINE", printed)))
