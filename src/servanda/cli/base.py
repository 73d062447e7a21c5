"""What commands share: how paths are taken, the option `--base`, the limits, and a word at a terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import click

from servanda.cli.say import OnStep, progress, say
from servanda.iris import BASE
from servanda.limits import DEFAULT, Limits

PATH = click.Path(path_type=Path, readable=False)
"""A path as typed. What cannot be read is refused where it is read, so that the other files go on."""

_CHARACTERS = r'(?:[^\s<>"{}|\\^`%?#\x00-\x20]|%[0-9A-Fa-f]{2})'
_BASE = re.compile(
    rf"https?://(?!/){_CHARACTERS}+/|urn:[a-z0-9][a-z0-9-]*:(?:{_CHARACTERS}*[:/])?", re.IGNORECASE
)
"""An absolute IRI that a path can follow. None with a `#`: the parts of a document have their own."""

_SIZE = re.compile(r"([1-9][0-9]{0,17})([KMG]?)B?", re.IGNORECASE)
_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9}


def _check(_context: click.Context, _option: click.Parameter, base: str) -> str:
    if not _BASE.fullmatch(base):
        raise click.BadParameter(
            f"{base!r} is no absolute IRI (http, https or urn) that ends in / or, a urn, in :"
        )
    return base


def _bytes(_context: click.Context, _option: click.Parameter, size: str) -> int:
    if not (match := _SIZE.fullmatch(size)):
        raise click.BadParameter(f"{size!r} is no size; give bytes, or write it as 500KB, 20MB or 1GB")
    return int(match[1]) * _UNITS[match[2].upper()]


def seconds_given(_context: click.Context, _option: click.Parameter, seconds: float) -> float:
    """The value of an option that is a time. Raises a usage error for what is none."""
    if not seconds > 0:  # which no comparison with `nan` is
        raise click.BadParameter(f"{seconds:g} is no time; give seconds, more than 0")
    return seconds


base_option = click.option(
    "--base",
    default=BASE,
    show_default=True,
    callback=_check,
    help="What the IRIs of the data begin with: an absolute IRI that ends in /.",
)

_max_bytes = click.option(
    "--max-bytes",
    metavar="SIZE",
    default=f"{DEFAULT.bytes // 10**6}MB",
    show_default=True,
    callback=_bytes,
    help="The largest declaration that is read.",
)

_max_seconds = click.option(
    "--max-seconds",
    metavar="SECONDS",
    type=float,
    default=f"{DEFAULT.seconds:g}",
    show_default=True,
    callback=seconds_given,
    help="The longest time that reading and extracting one file may take.",
)


workers_option = click.option(
    "--workers",
    metavar="N",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="How many processes read, extract and validate, a document at a time.",
)


def limited(command: Callable[..., int]) -> Callable[..., int]:
    """A command with the options `--max-bytes` and `--max-seconds`, which it is given as `limits`."""

    @_max_bytes
    @_max_seconds
    @wraps(command)
    def with_limits(*, max_bytes: int, max_seconds: float, **others: Any) -> int:  # noqa: ANN401 - as many as there are
        return command(limits=Limits(bytes=max_bytes, seconds=max_seconds), **others)

    return with_limits


def reads_terminal(paths: Iterable[Path]) -> bool:
    """Whether standard input is among the paths and is a terminal; then it is said how to end it."""
    from servanda.read import STANDARD_INPUT

    typed = STANDARD_INPUT in paths and sys.stdin is not None and sys.stdin.isatty()
    if typed:
        say("reading what is typed or pasted here; Ctrl-D on a line of its own ends it")
    return typed


@contextmanager
def progress_over(paths: Iterable[Path]) -> Iterator[OnStep]:
    """A function to report steps to, as `progress` gives it; no bar is drawn over what is being typed."""
    if reads_terminal(paths):
        yield lambda _what, _done, _total: None
    else:
        with progress() as on_step:
            yield on_step
