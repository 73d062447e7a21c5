"""The command line: parse, call one function, print. The only place that exits.

Every command returns its exit code: 0 done; 1 the data does not conform, or a score is below the
one asked for; 2 wrong usage or an error. Heavy parts are imported inside the commands.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import traceback
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

import click

from servanda import __version__
from servanda.cli.build import build
from servanda.cli.evaluate import evaluate
from servanda.cli.export import export
from servanda.cli.extract import extract
from servanda.cli.push import push
from servanda.cli.queries import queries
from servanda.cli.query import query
from servanda.cli.say import say
from servanda.cli.validate import validate
from servanda.errors import ServandaError

ERROR = 2
INTERRUPTED = 130
BROKEN_PIPE = 141

_NEW_OBJECTS = 500_000
"""After so many new objects garbage is looked for. Python's 700 fit programs that keep few: to start here
makes a quarter of a million that stay, and to look through them again and again took a third of a second.
With 300 000 it is still looked through once, for a tenth of a second."""


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: servanda query commitments-of-actor -p actor=Mexico",
)
@click.version_option(__version__, prog_name="servanda", message="%(prog)s %(version)s")
def servanda() -> None:
    """Joint declarations in, a knowledge graph of who undertook what out."""


for _command in (build, extract, validate, query, queries, export, push, evaluate):
    servanda.add_command(_command)


def run(arguments: Sequence[str]) -> int:
    """The exit code of the command line `arguments`, after it ran."""
    code = ERROR
    try:
        code = _run(arguments)
        if sys.stdout is not None:  # which a closed standard output is
            sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "servanda"
        say(f"{error.format_message()} Try '{command} --help'.")
    except ServandaError as error:
        say(str(error))
    except KeyboardInterrupt as error:
        say(str(error) or "interrupted; no file was changed")
        code = INTERRUPTED
    except BrokenPipeError:
        code = _reader_left()
    except OSError as error:
        say(f"{error.filename or 'standard output'}: {error.strerror or error}")
        code = ERROR
    except Exception as error:  # noqa: BLE001 - the last net: a crash must not look like exit code 1
        _report(error)
        code = ERROR
    return code


def _run(arguments: Sequence[str]) -> int:
    try:
        with servanda.make_context("servanda", list(arguments)) as context:
            code: int = servanda.invoke(context)
    except click.exceptions.Exit as exit_:
        code = exit_.exit_code
    return code


def main() -> None:
    """Runs the command line of this process, and leaves with its exit code."""
    gc.set_threshold(_NEW_OBJECTS)
    # A file's name need not be text: what was typed is printed back, and shown escaped in messages.
    for stream, errors in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors=errors)
    code = run(sys.argv[1:])
    gc.freeze()  # Python would look through all that is left, for a third of a second, and it goes anyway
    if any(thread.daemon for thread in threading.enumerate()):  # a query that was given up still runs
        _leave_at_once(code)
    sys.exit(code)


def _leave_at_once(code: int) -> NoReturn:
    """Leaves without waiting for any thread."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # closed, or not there
            stream.flush()
    os._exit(code)


def _report(error: Exception) -> None:
    """Says that the program itself is at fault; with SERVANDA_DEBUG=1 also where."""
    if os.environ.get("SERVANDA_DEBUG") == "1":
        traceback.print_exception(error)
    say(f"internal error: {type(error).__name__}: {error}; please report it")


def _reader_left() -> int:
    """The exit code of a program whose reader (`head`, a pager) has gone, its output thrown away."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return BROKEN_PIPE
