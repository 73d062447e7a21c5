"""What the program says beside its results: messages and progress, on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

OnStep = Callable[[str, int, int], None]
"""Is told what is done next, how many steps are done, and how many there are (0: not known)."""


def say(message: str) -> None:
    """Prints one line on standard error, under the program's name."""
    click.echo(f"servanda: {' '.join(message.split())}", err=True)


@contextmanager
def progress() -> Iterator[OnStep]:
    """A function to report steps to; it shows a bar on a terminal and nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _what, _done, _total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda what, done, total: bar.update(
            task, description=what, completed=done, total=total or None
        )
