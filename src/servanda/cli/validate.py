"""`servanda validate`: declarations or RDF against the shapes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from servanda.cli.say import progress, say
from servanda.errors import ReadError, ServandaError
from servanda.iris import BASE

if TYPE_CHECKING:
    from servanda.build.assembly import Assembly


@click.command(epilog="Example: servanda validate corpus/*.txt")
@click.argument("paths", metavar="PATH ...", nargs=-1, required=True, type=click.Path(path_type=Path))
def validate(paths: tuple[Path, ...]) -> int:
    """Check declarations or RDF against the shapes.

    Says of each finding where it stands, how grave it is and how to mend it.

    PATH is a text or Markdown file, which is extracted first; an RDF file (.nq .ttl .trig .nt .jsonld
    .rdf); a built folder; or a folder of declarations. Leaves with 1 if something does not conform;
    warnings and notes do not count.
    """
    from servanda.build import check, report

    failures: list[ServandaError] = []
    with progress() as on_step:

        def tell(what: str) -> None:
            on_step(what, 0, 0)

        assemblies = list(_assemblies(paths, failures, tell))
        checked = [one for assembly in assemblies for one in check(assembly.store, assembly.parts, tell)]
    for failure in failures:
        say(str(failure))
    if checked:
        click.echo(report.text(checked), nl=False)
    if failures:
        return 2
    return 0 if all(one.report.conforms for one in checked) else 1


def _assemblies(
    paths: Sequence[Path], failures: list[ServandaError], on_step: Callable[[str], None]
) -> Iterator[Assembly]:
    """What the paths hold: each RDF file or built folder by itself, all declarations together.

    The error of a path that cannot be used joins `failures`.
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
            assembly = assemble(documents_in(texts), BASE, on_step)
        except ReadError as error:
            failures.append(error)
        else:
            failures.extend(assembly.failures)
            yield assembly
