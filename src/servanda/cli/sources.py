"""What the asking commands are given to ask: a built folder, a file, a store on disk, an endpoint."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from servanda.store import Source

data_option = click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path("build"),
    show_default=True,
    help="The built folder, an RDF file, or a store that `build --store` made.",
)

endpoint_option = click.option(
    "--endpoint",
    metavar="URL",
    help="A SPARQL endpoint to ask instead; user and password are taken from SERVANDA_USER and "
    "SERVANDA_PASSWORD, or from a netrc, a token from SERVANDA_TOKEN.",
)


def source(data: Path, endpoint: str | None) -> Source:
    """What is to be asked, opened. Raises DataError or QueryError if it cannot be."""
    from servanda.store import Store

    if endpoint is None:
        return Store.load(data)
    from servanda.store.credentials import credentials_for
    from servanda.store.endpoint import Endpoint

    return Endpoint(endpoint, credentials_for(endpoint))


def one_source(command: Callable[..., int]) -> Callable[..., int]:
    """A command with the options `--data` and `--endpoint`, of which one may be given."""
    return data_option(endpoint_option(command))


def check_one(context: click.Context) -> None:
    """Nothing, if not both kinds of data are given. Raises a usage error if they are."""
    given: Any = context.get_parameter_source
    if context.params["endpoint"] and given("data") is not click.core.ParameterSource.DEFAULT:
        raise click.UsageError("give either --data or --endpoint.")
