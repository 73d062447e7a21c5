"""`servanda validate`: declarations or RDF against the shapes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from servanda.cli.base import PATH, limited, progress_over, workers_option
from servanda.cli.say import say
from servanda.errors import ReadError, ServandaError
from servanda.iris import BASE

if TYPE_CHECKING:
    from servanda.build import Settings
    from servanda.build.assembly import Assembly
    from servanda.limits import Limits


@click.command(epilog="Example: servanda validate corpus/*.txt")
@click.argument("paths", metavar="PATH ...", nargs=-1, required=True, type=PATH)
@limited
@workers_option
def validate(paths: tuple[Path, ...], limits: Limits, workers: int) -> int:
    """Check declarations or RDF against the shapes.

    Says of each finding where it stands, how grave it is and how to mend it.

    PATH is a text, Markdown, HTML, PDF or Word file, which is extracted first; a folder of them; a
    pattern that they fit ("corpus/**/*.md"); a declaration on standard input (-); an RDF file (.nq
    .ttl .trig .nt .jsonld .rdf); or a built folder. Leaves with 1 if something does not conform;
    warnings and notes do not count.
    """
    from servanda.build import Settings, check, report

    failures, remarks = list[ServandaError](), list[str]()
    with progress_over(paths) as on_step:

        def tell(what: str) -> None:
            on_step(what, 0, 0)

        assemblies = list(_assemblies(paths, Settings(BASE, limits, workers), failures, remarks, tell))
        checked = [one for assembly in assemblies for one in check(assembly.store, assembly.parts, tell)]
    for line in (*remarks, *failures):
        say(str(line))
    if checked:
        click.echo(report.text(checked), nl=False)
    if failures:
        return 2
    return 0 if all(one.report.conforms for one in checked) else 1


def _assemblies(
    paths: Sequence[Path],
    settings: Settings,
    failures: list[ServandaError],
    remarks: list[str],
    on_step: Callable[[str], None],
) -> Iterator[Assembly]:
    """What the paths hold: each RDF file or built folder by itself, all declarations together.

    The error of a path that cannot be used joins `failures`; what is to be said of files, `remarks`.
    """
    from servanda.build import assemble, documents_in, is_rdf, load

    for path in filter(is_rdf, paths):
        try:
            yield load(path)
        except ServandaError as error:
            failures.append(error)
    texts = [path for path in paths if not is_rdf(path)]
    if texts:
        try:
            inputs = documents_in(texts)
            assembly = assemble(inputs.files, settings, on_step)
        except ReadError as error:
            failures.append(error)
        else:
            failures += assembly.failures
            remarks += (*inputs.remarks, *assembly.remarks)
            yield assembly
