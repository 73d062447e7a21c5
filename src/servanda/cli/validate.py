"""`servanda validate`: declarations or RDF against the shapes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from servanda.cli.base import PATH, limited, progress_over, workers_option
from servanda.cli.say import say
from servanda.cli.shape import told
from servanda.errors import ReadError, ServandaError, ShapesError
from servanda.iris import BASE

if TYPE_CHECKING:
    from servanda.build import Outcome, Settings
    from servanda.build.assembly import OnStep
    from servanda.limits import Limits
    from servanda.syntax import Contexts
    from servanda.validate import Checked

_SEVERITIES = {"violation": "Violation", "warning": "Warning", "info": "Info"}


def _contexts(_context: click.Context, _option: click.Parameter, given: Sequence[str]) -> Contexts:
    """The pairs IRI=FILE; an IRI may hold `=` itself."""
    pairs = [pair.rpartition("=") for pair in given]
    for pair, (iri, _, file) in zip(given, pairs, strict=True):
        if not iri or not file:
            raise click.BadParameter(f"{pair!r} is no pair IRI=FILE")
    return {iri: Path(file) for iri, _, file in pairs}


@click.command(epilog="Example: servanda validate corpus/*.txt")
@click.argument("paths", metavar="PATH ...", nargs=-1, type=PATH)
@click.option(
    "--profile",
    type=click.Choice(("declaration", "treaty", "resolution", "rdf")),
    help="The shapes that count; by default those for what each document is.",
)
@click.option(
    "--shapes",
    multiple=True,
    type=PATH,
    metavar="FILE",
    help="A file of shapes of your own, beside ours; may be repeated.",
)
@click.option(
    "--fail-on",
    type=click.Choice(tuple(_SEVERITIES)),
    default="violation",
    show_default=True,
    help="The least severity with which an input does not conform.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(("text", "turtle", "json", "jsonl", "html", "sarif", "junit")),
    default="text",
    show_default=True,
    help="How the report is written.",
)
@click.option(
    "--engine",
    type=click.Choice(("shacl", "pyshacl")),
    help="What evaluates the shapes; by default the fastest that is installed.",
)
@click.option(
    "--explain", "explained", metavar="SHAPE", help="Say what a shape asks, by example, and no more."
)
@click.option(
    "--context",
    "contexts",
    multiple=True,
    callback=_contexts,
    metavar="IRI=FILE",
    help="A local copy of a context that JSON-LD names; nothing is fetched.",
)
@limited
@workers_option
def validate(
    paths: tuple[Path, ...],
    *,
    profile: str | None,
    shapes: tuple[Path, ...],
    fail_on: str,
    format_name: str,
    engine: str | None,
    explained: str | None,
    contexts: Contexts,
    limits: Limits,
    workers: int,
) -> int:
    """Check declarations or RDF against the shapes.

    Says of each finding where it stands, how grave it is and how to mend it.

    PATH is a text, Markdown, HTML, PDF or Word file, which is extracted first; an RDF file of any
    syntax; a folder of them; a pattern that they fit ("corpus/**/*.md"); a built folder; or either
    of them on standard input (-). Leaves with 1 if something does not conform.
    """
    from servanda.build import Checking, Settings, report
    from servanda.validate import Profile

    if explained:
        for line in told(explained):
            click.echo(line)
        return 0
    if not paths:
        raise click.UsageError("Missing argument 'PATH ...'.")
    checking = Checking(Profile(profile) if profile else None, shapes, engine, _SEVERITIES[fail_on])
    failures = list[ServandaError]()
    checked = list(_checked(paths, Settings(BASE, limits, workers, checking), contexts, failures))
    for failure in failures:
        say(str(failure))
    format_ = report.Format(format_name)
    if checked or format_ is not report.Format.TEXT:
        colour = sys.stdout is not None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        click.echo(report.render(checked, format_, colour=colour, failures=failures), nl=False)
    if failures:
        return 2
    return 0 if all(one.report.conforms for one in checked) else 1


def _checked(
    paths: Sequence[Path], settings: Settings, contexts: Contexts, failures: list[ServandaError]
) -> Iterator[Checked]:
    """The reports on what the paths hold; the error of what cannot be used joins `failures`.

    What is to be said of how files were read is said.
    """
    from servanda.build import hold_standard_input, sorted_out
    from servanda.read import STANDARD_INPUT

    remarks = list[str]()
    with progress_over(paths) as on_step:

        def tell(what: str) -> None:
            on_step(what, 0, 0)

        if STANDARD_INPUT in paths:
            hold_standard_input(settings.limits.bytes)
        graphs, texts = sorted_out(paths)
        for path in graphs:
            yield from _graphs(path, settings, contexts, failures, tell)
        for one in _texts(texts, settings, failures, tell):
            remarks += one.remarks
            failures += [one.failure] if one.failure else []
            yield from [one.checked] if one.checked else []
    for remark in remarks:
        say(remark)


def _graphs(
    path: Path, settings: Settings, contexts: Contexts, failures: list[ServandaError], tell: OnStep
) -> Iterator[Checked]:
    """The reports on an RDF file or a built folder."""
    from servanda.build import Checking, check_rdf

    try:
        yield from check_rdf(path, settings.checking or Checking(), settings.workers, contexts, tell)
    except ShapesError:
        raise
    except ServandaError as error:
        failures.append(error)


def _texts(
    paths: Sequence[Path], settings: Settings, failures: list[ServandaError], tell: OnStep
) -> Iterator[Outcome]:
    """What came of the declarations; of what was left out, only remarks."""
    from servanda.build import Outcome, documents_in, outcomes

    try:
        inputs = documents_in(paths, distinct=False)
    except ReadError as error:
        failures.append(error)
        return
    yield Outcome(remarks=inputs.remarks)
    yield from outcomes(inputs.files, settings, tell)
